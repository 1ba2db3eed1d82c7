//! Who a thing belongs to: a letter in a shape with a hue, and the word beside it.
//! Hue means function and nothing else; joint work is ink with a double outline.

use maud::{Markup, html};

/// The function family a mark stands for. Only the first three have a hue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Medical: a circle.
    Medical,
    /// Commercial: a square.
    Commercial,
    /// Market access: a triangle.
    Access,
    /// Owned by several functions together: ink, double outline, never a filled chip.
    Joint,
    /// Every other function: an ink outline with its first two letters.
    #[default]
    Other,
}

impl Mark {
    /// The mark for a function's word as the records spell it, such as `medical information` or
    /// `heor`. Words it does not know are [`Mark::Other`].
    pub fn of(function: &str) -> Mark {
        match function.trim().to_lowercase().as_str() {
            "medical" | "medical affairs" | "medical information" => Mark::Medical,
            "commercial" | "sales" | "marketing" => Mark::Commercial,
            "access" | "market access" | "heor" => Mark::Access,
            "joint" | "all" | "shared" => Mark::Joint,
            _ => Mark::Other,
        }
    }

    /// The class that carries hue and dash in the stylesheet: `m`, `c`, `a`, `j` or `o`.
    pub fn class(self) -> &'static str {
        match self {
            Mark::Medical => "m",
            Mark::Commercial => "c",
            Mark::Access => "a",
            Mark::Joint => "j",
            Mark::Other => "o",
        }
    }

    /// The letter in the shape; `word` gives it for functions without a hue.
    pub(crate) fn letter(self, word: &str) -> String {
        match self {
            Mark::Medical => "M".to_owned(),
            Mark::Commercial => "C".to_owned(),
            Mark::Access => "A".to_owned(),
            Mark::Joint => "J".to_owned(),
            Mark::Other if word.is_empty() => "–".to_owned(),
            // Two letters, so that compliance is not taken for commercial.
            Mark::Other => word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1).take(1)).collect(),
        }
    }
}

/// The mark and the function's word: the usual way to name a function in text, tables and chips.
pub fn function_mark(mark: Mark, word: &str) -> Markup {
    html! {
        span.fm { (drawing(mark, word, None)) span { (word) } }
    }
}

/// The mark alone, for places where the word would not fit; it carries the word as its label.
pub fn function_glyph(mark: Mark, word: &str) -> Markup {
    drawing(mark, word, Some(word))
}

/// Who answers for something: mark, function and, when known, the person.
/// With neither it says so, because an orphan is shown as one.
pub fn owner(mark: Mark, function: &str, person: &str) -> Markup {
    html! {
        @if function.is_empty() && person.is_empty() { span.muted { "no owner" } }
        @else if person.is_empty() { (function_mark(mark, function)) }
        @else { span.owner { (function_mark(mark, function)) span.muted { (person) } } }
    }
}

fn drawing(mark: Mark, word: &str, label: Option<&str>) -> Markup {
    html! {
        svg class=(format!("mk mk-{}", mark.class())) viewBox="0 0 20 20" width="20" height="20"
            role=[label.map(|_| "img")] aria-label=[label] aria-hidden=[label.is_none().then_some("true")] {
            (glyph_shape(mark))
            text x="10" y=(if mark == Mark::Access { "16" } else { "14" }) text-anchor="middle" { (mark.letter(word)) }
        }
    }
}

/// The bare shape of a mark in a 20 × 20 box, for charts that place it themselves.
pub(crate) fn glyph_shape(mark: Mark) -> Markup {
    html! {
        @match mark {
            Mark::Medical => circle cx="10" cy="10" r="9" {},
            Mark::Commercial => rect x="1.5" y="1.5" width="17" height="17" rx="1.5" {},
            Mark::Access => path d="M10 .8 19.6 18.6H.4Z" {},
            Mark::Joint => { circle cx="10" cy="10" r="9" {} circle cx="10" cy="10" r="6.6" {} },
            Mark::Other => rect x="1.5" y="1.5" width="17" height="17" rx="8.5" {},
        }
    }
}
