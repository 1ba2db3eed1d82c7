//! Nothing to show, said properly: which of the kinds of nothing it is, and the one thing to do.
//! An empty state replaces the table or list, so that nobody reads an empty grid.

use maud::{Markup, html};

use super::{Icon, icon};

/// The kinds of empty page or region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    /// Nobody has put anything here yet.
    FirstUse,
    /// Everything was dealt with: well done.
    Cleared,
    /// The active filters match nothing; the sentence lists them, the action clears them.
    NoMatch,
    /// We do not collect this.
    NotCollected,
    /// Policy withholds it; the sentence gives the reason code.
    Withheld,
    /// Small numbers are not shown.
    NotShown,
    /// Something failed; the sentence says what still works.
    Problem,
}

/// Title, one sentence, one action (a link button, or empty markup when there is truly nothing to do).
pub fn empty_state(kind: Empty, title: &str, sentence: &str, action: Markup) -> Markup {
    let (drawing, word) = match kind {
        Empty::FirstUse => (Icon::Plus, "Nothing here yet"),
        Empty::Cleared => (Icon::Check, "All done"),
        Empty::NoMatch => (Icon::Search, "No match"),
        Empty::NotCollected => (Icon::Info, "Not collected"),
        Empty::Withheld => (Icon::Withheld, "Withheld"),
        Empty::NotShown => (Icon::Withheld, "Not shown"),
        Empty::Problem => (Icon::Warning, "Problem"),
    };
    html! {
        div.empty {
            p.empty-k { (icon(drawing)) (word) }
            p.empty-t { (title) }
            p.empty-s { (sentence) }
            div.empty-a { (action) }
        }
    }
}

/// The four words for a value that is not there. A cell is never blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nothing recorded.
    None,
    /// We do not collect this.
    NotCollected,
    /// Withheld by policy, with its reason code.
    Withheld(String),
    /// Hidden because the number is small.
    NotShown,
}

/// The word in place of the value.
pub fn absent(absence: &Absence) -> Markup {
    html! {
        @match absence {
            Absence::None => span.absent { "none" },
            Absence::NotCollected => span.absent { "not collected" },
            Absence::Withheld(reason) => span.wh { "withheld " span.mono { (reason) } },
            Absence::NotShown => span.absent { "not shown" },
        }
    }
}
