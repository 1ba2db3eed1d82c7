//! An answer of the gate: glyph, word and a step of a ramp from light to dark, never a hue.

use maud::{Markup, html};

/// The answers there are, the most open first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Allowed.
    Allowed,
    /// Allowed with conditions.
    Conditions,
    /// Not allowed.
    Forbidden,
    /// Not in force yet, or no longer.
    NotInForce,
}

impl Ruling {
    /// The class in the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Ruling::Allowed => "vd-y",
            Ruling::Conditions => "vd-c",
            Ruling::Forbidden => "vd-n",
            Ruling::NotInForce => "vd-w",
        }
    }
}

/// The answer as a badge: its glyph and the words.
pub fn verdict_badge(ruling: Ruling, words: &str) -> Markup {
    html! { span class=(format!("vd {}", ruling.class())) { (verdict_glyph(ruling)) (words) } }
}

/// The glyph alone, for cells that have words of their own.
pub fn verdict_glyph(ruling: Ruling) -> Markup {
    html! {
        svg.vd-g viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" {
            @match ruling {
                Ruling::Allowed => path d="m1.5 6.5 3 3 6-7" {},
                Ruling::Conditions => { circle cx="6" cy="6" r="4.8" {} path.f d="M6 1.2a4.8 4.8 0 0 0 0 9.6Z" {} },
                Ruling::Forbidden => path d="m2 2 8 8M10 2l-8 8" {},
                Ruling::NotInForce => circle cx="6" cy="6" r="4.8" stroke-dasharray="2 2" {},
            }
        }
    }
}
