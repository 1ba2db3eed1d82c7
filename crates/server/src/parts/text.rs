//! Text as people and rules write it, set for the page.

use maud::{Markup, html};

/// Text whose words in backticks are set as code, as messages and helps of findings write them.
pub fn ticked(text: &str) -> Markup {
    html! {
        @for (index, piece) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}
