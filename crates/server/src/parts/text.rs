//! Text as people and rules write it, set for the page.

use maud::{Markup, html};

/// Text whose words in backticks are the user's: names such as keys and fields are set as code, whole phrases in quotes.
pub fn ticked(text: &str) -> Markup {
    html! {
        @for (index, piece) in text.split('`').enumerate() {
            @if index % 2 == 0 { (piece) }
            @else if piece.contains(char::is_whitespace) { "“" (piece) "”" }
            @else { code { (piece) } }
        }
    }
}
