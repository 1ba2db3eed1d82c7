//! A word that the functions use differently, underlined with dots, explained when pressed.

use maud::{Markup, html};

use super::{Mark, function_mark};

/// What one function means by the word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// The function's word.
    pub function: String,
    /// What it means there.
    pub text: String,
}

/// The word with its explanation in a popover that opens by pressing, not by hovering.
/// `id` must be unique on the page; `means` is the shared definition.
pub fn term(id: &str, word: &str, means: &str, meanings: &[Meaning]) -> Markup {
    html! {
        dfn.term { button type="button" popovertarget=(id) { (word) } }
        span.pop id=(id) popover="auto" {
            strong { (word) } span.pop-b { (means) }
            @for meaning in meanings {
                span.pop-b { (function_mark(Mark::of(&meaning.function), &meaning.function)) " " (meaning.text) }
            }
        }
    }
}
