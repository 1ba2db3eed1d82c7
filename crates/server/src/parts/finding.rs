//! A finding as a row in a list and as a full card: where, why, how to fix, activity.

use maud::{Markup, html};

use super::{Button, Link, Mark, Severity, chips, link_button, owner, severity_badge, ticked};

/// What became of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FindingState {
    /// Waiting for somebody.
    #[default]
    Open,
    /// Gone, verified by the next check.
    Fixed,
    /// Lived with, until a day or until a fact changes.
    Accepted,
    /// Judged not to be a problem, for these facts only.
    Disputed,
}

impl FindingState {
    /// The word as people read it.
    pub fn word(self) -> &'static str {
        match self {
            FindingState::Open => "open",
            FindingState::Fixed => "fixed",
            FindingState::Accepted => "accepted",
            FindingState::Disputed => "not a problem",
        }
    }
}

/// A finding in a list, already worded.
#[derive(Clone, Debug, Default)]
pub struct FindingRow {
    /// The finding's page.
    pub href: String,
    /// How bad.
    pub severity: Severity,
    /// The rule's code, such as `E301`; the link to its page is `/rules/<code>`.
    pub code: String,
    /// What is wrong, one line; words in backticks are set as code.
    pub message: String,
    /// Why it matters here, at most a dozen words, said after "because"; empty for none.
    pub because: String,
    /// The records it points at.
    pub records: Vec<Link>,
    /// The function that owns it, as a word; empty for none.
    pub owner_function: String,
    /// The person who owns it; empty for none.
    pub owner_person: String,
    /// Its age or its date in words, such as `6 days`; empty for none.
    pub age: String,
    /// What became of it.
    pub state: FindingState,
}

/// One list item. Use [`finding_list`] for the list around it.
pub fn finding_row(row: &FindingRow) -> Markup {
    html! {
        li.fr {
            div.fr-s { (severity_badge(row.severity)) span.mono.muted { (row.code) } }
            div.fr-m {
                p.fr-t { a href=(row.href) data-row { (ticked(&row.message)) } }
                @if !row.because.is_empty() { p.fr-b { "because " (ticked(&row.because)) } }
                @if !row.records.is_empty() { (chips(&row.records)) }
            }
            div.fr-o {
                (owner(Mark::of(&row.owner_function), &row.owner_function, &row.owner_person))
                span.muted {
                    @if row.state != FindingState::Open { (row.state.word()) @if !row.age.is_empty() { " · " } }
                    (row.age)
                }
            }
        }
    }
}

/// A list of findings; `label` names it, such as `Open findings, worst first`.
pub fn finding_list(label: &str, rows: &[FindingRow]) -> Markup {
    html! { ol.frs aria-label=(label) { @for row in rows { (finding_row(row)) } } }
}

/// One way to mend a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fix {
    /// What to do, one line.
    pub text: String,
    /// What it costs and clears, such as `clears F-142, touches 1 item`.
    pub effect: String,
    /// Where to try it without saving; empty when it cannot be previewed.
    pub preview: String,
    /// Touches the fewest records of all fixes.
    pub smallest: bool,
}

/// The fixes, best first, each with its preview.
pub fn fix_list(fixes: &[Fix]) -> Markup {
    html! {
        ol.fixes { @for (index, fix) in fixes.iter().enumerate() { li {
            div {
                p { (ticked(&fix.text)) @if fix.smallest { " " span.chip { "smallest change" } } }
                p.muted { (fix.effect) }
            }
            @if !fix.preview.is_empty() {
                (link_button(&Button::new("Preview").spoken(format!("Preview fix {}: {}", index + 1, fix.text)), &fix.preview))
            }
        } } }
    }
}

/// Everything about one finding, section by section; an empty section is left out.
#[derive(Clone, Debug, Default)]
pub struct FindingCard {
    /// The head of the card.
    pub row: FindingRow,
    /// The records and fields it points at; an excerpt of the source fits here.
    pub place: Option<Markup>,
    /// The check, the facts used, the counterfactual.
    pub why: Option<Markup>,
    /// Usually [`fix_list`] and the ways to accept or dispute.
    pub fix: Option<Markup>,
    /// What happened to it so far.
    pub activity: Option<Markup>,
}

/// The card: head, then Where · Why · How to fix · Activity with their names at the left.
pub fn finding_card(card: &FindingCard) -> Markup {
    let row = &card.row;
    html! {
        article.fc aria-label=(format!("{} {}: {}", row.severity.word(), row.code, row.message)) {
            header.fc-h {
                div.fr-s { (severity_badge(row.severity)) a.mono href=(format!("/rules/{}", row.code)) { (row.code) } }
                p.fc-t { @if row.href.is_empty() { (ticked(&row.message)) } @else { a href=(row.href) { (ticked(&row.message)) } } }
                div.fr-o {
                    (owner(Mark::of(&row.owner_function), &row.owner_function, &row.owner_person))
                    span.muted { (row.state.word()) @if !row.age.is_empty() { " · " (row.age) } }
                }
            }
            @for (name, body) in [("Where", &card.place), ("Why", &card.why), ("How to fix", &card.fix), ("Activity", &card.activity)] {
                @if let Some(body) = body {
                    section.fc-s { h3 { (name) } div { (body) } }
                }
            }
        }
    }
}
