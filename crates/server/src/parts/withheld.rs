//! A block in the place of what a rule withholds: always of the same width, so that it tells nothing of what it covers.
//! The value is not behind it; it was never sent.

use maud::{Markup, html};

/// What stands in the place of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// What is withheld, by its class: `contracts of a stakeholder`.
    pub what: String,
    /// The rule that withholds it: `GL-08`.
    pub code: String,
    /// What is known all the same: `something is on record`; empty for nothing.
    pub known: String,
    /// Where it is explained.
    pub why: String,
}

/// The block with its code and the way to its explanation.
pub fn withheld(block: &Block) -> Markup {
    html! {
        span.wh.wh-m { "withheld " span.mono { (block.code) } }
        @if !block.known.is_empty() { " " span.muted { (block.known) } }
        @if !block.why.is_empty() { " " a href=(block.why) { "Why?" span.vh { " " (block.what) " withheld, " (block.code) } } }
    }
}
