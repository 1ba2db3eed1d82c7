//! What the guardrails say, in a cell: glyph, word and lightness, never lightness alone.

use maud::{Markup, html};

/// The five verdicts, from open to shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It may be done.
    Allowed,
    /// It may be done, if conditions are met.
    Conditions,
    /// It may be done once somebody has approved it.
    Approval,
    /// It may not be done yet; a rule that permits it is to come.
    Future,
    /// It may not be done.
    Forbidden,
}

impl Verdict {
    /// The verdict for its word; an unknown word is not allowed.
    pub fn of(word: &str) -> Verdict {
        match word {
            "allowed" => Verdict::Allowed,
            "with conditions" => Verdict::Conditions,
            "needs approval" => Verdict::Approval,
            "not in force yet" => Verdict::Future,
            _ => Verdict::Forbidden,
        }
    }

    /// The word as people read it.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Allowed => "Allowed",
            Verdict::Conditions => "With conditions",
            Verdict::Approval => "Needs approval",
            Verdict::Forbidden => "Not allowed",
            Verdict::Future => "Not in force yet",
        }
    }

    /// The class in the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Verdict::Allowed => "vd-1",
            Verdict::Conditions => "vd-2",
            Verdict::Approval => "vd-3",
            Verdict::Forbidden => "vd-4",
            Verdict::Future => "vd-0",
        }
    }
}

/// The glyph alone, in a box of 12 by 12: tick, half-filled ring, raised hand, cross, dashed ring.
pub(crate) fn verdict_shape(verdict: Verdict) -> Markup {
    html! {
        @match verdict {
            Verdict::Allowed => path d="m1.5 6.5 3 3 6-7" {},
            Verdict::Conditions => { circle cx="6" cy="6" r="4.6" {} path.full d="M6 1.4a4.6 4.6 0 0 1 0 9.2Z" {} },
            Verdict::Approval => path d="M3 11V5.5M3 6V3M5 5.5V1.5M7 5.5V1.5M9 6V3M9 5.5V8l1.5-1M9 8c0 2-1.5 3-3 3H3" {},
            Verdict::Forbidden => path d="m2 2 8 8M10 2l-8 8" {},
            Verdict::Future => circle cx="6" cy="6" r="4.6" stroke-dasharray="2 2" {},
        }
    }
}

/// Glyph and word in one badge.
pub fn verdict_badge(verdict: Verdict) -> Markup {
    verdict_named(verdict, verdict.word())
}

/// A badge with words of its own, such as what a cell grants.
pub fn verdict_named(verdict: Verdict, words: &str) -> Markup {
    html! { span class=(format!("vd {}", verdict.class())) { (verdict_glyph(verdict)) (words) } }
}

/// The glyph as a picture of its own, for cells that have words beside it.
pub fn verdict_glyph(verdict: Verdict) -> Markup {
    html! { svg.vd-g viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" { (verdict_shape(verdict)) } }
}
