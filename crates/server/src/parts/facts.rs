//! Fields of one thing: as a list of definitions, and as what changed between two revisions.

use maud::{Markup, html};

/// Names and values, one below the other; name left, value right where there is room.
pub fn facts(pairs: &[(&str, Markup)]) -> Markup {
    html! {
        dl.facts { @for (name, value) in pairs { div { dt { (name) } dd { (value) } } } }
    }
}

/// One field that differs. `None` means that the field was or is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The field's label.
    pub field: String,
    /// What it was.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

impl Change {
    /// What happened, in one word; the colour only repeats it.
    pub fn word(&self) -> &'static str {
        match (&self.before, &self.after) {
            (None, Some(_)) => "added",
            (Some(_), None) => "removed",
            (Some(before), Some(after)) if before == after => "unchanged",
            _ => "changed",
        }
    }
}

/// A table of changes: field, what happened, before, after. `label` names it, such as
/// `What revision 4 changed`.
pub fn diff(label: &str, changes: &[Change]) -> Markup {
    html! {
        div.scroll role="region" aria-label=(label) tabindex="0" {
            table.diff {
                caption.vh { (label) }
                thead { tr { th scope="col" { "Field" } th scope="col" { "Change" } th scope="col" { "Before" } th scope="col" { "After" } } }
                tbody { @for change in changes {
                    tr {
                        th scope="row" { (change.field) }
                        td { span.chip { (change.word()) } }
                        td { @match &change.before {
                            Some(before) if change.word() == "unchanged" => (before),
                            Some(before) => del { (before) },
                            None => span.absent { "none" },
                        } }
                        td { @match &change.after {
                            Some(after) if change.word() == "unchanged" => (after),
                            Some(after) => ins { (after) },
                            None => span.absent { "none" },
                        } }
                    }
                } }
            }
        }
    }
}
