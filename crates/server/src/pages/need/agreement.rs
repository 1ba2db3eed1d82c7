//! Who has agreed to a need: as which function, at which revision, on which day, and what changed since.

use jiff::civil::Date;
use maud::{Markup, html};
use serde_json::Value;
use strategy::{
    Function, Key,
    compare::{FieldChange, fields_changed},
    graph::Of,
    record::{Agreement, Need, Subject},
};

use super::{
    Seen,
    party::{Party, mark},
};
use crate::{
    pages::Visit,
    parts::{Absence, Button, Column, Row, Table, absent, function_mark, link_button, table},
    words,
};

/// One signature under the need.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    pub(super) agreement: Key,
    pub(super) party: Option<Party>,
    pub(super) function: Function,
    pub(super) person: String,
    pub(super) meaning: String,
    /// The need's revision that was signed, where the agreement states it.
    pub(super) revision: Option<u32>,
    pub(super) on: Option<Date>,
}

impl Signed {
    /// Having reviewed is not having agreed.
    pub(super) fn agrees(&self) -> bool {
        !self.meaning.trim().eq_ignore_ascii_case("reviewed")
    }

    /// Signed as the need is now. A signature that states no revision is taken to hold.
    pub(super) fn holds_for(&self, revision: u32) -> bool {
        self.revision.is_none_or(|signed| signed >= revision)
    }
}

/// Every signature under a need by today, newest revision first, then newest day.
pub(super) fn signatures(visit: &Visit, need: &Of<'_, Need>) -> Vec<Signed> {
    let agreements = visit.graph().all::<Agreement>().filter(|agreement| agreement.subject.is_none_or(|subject| subject == Subject::Need));
    let mut signed = vec![];
    for agreement in agreements {
        for link in agreement.body.on.iter().filter(|link| link.key == *need.key()) {
            let by_today = agreement.body.signatures.iter().filter(|s| s.on.is_none_or(|on| on <= visit.view.day()));
            signed.extend(by_today.map(|signature| Signed {
                agreement: agreement.key().clone(),
                party: Party::of(signature.function),
                function: signature.function,
                person: signature.person.clone(),
                meaning: signature.meaning.clone(),
                revision: link.revision,
                on: signature.on,
            }));
        }
    }
    signed.sort_by_key(|one| std::cmp::Reverse((one.revision.unwrap_or(u32::MAX), one.on, one.agreement.clone())));
    signed
}

/// Whether a party has agreed to the need as it is now.
pub(super) fn has_agreed(need: &Of<'_, Need>, signed: &[Signed], party: Party) -> bool {
    signed.iter().any(|one| one.party == Some(party) && one.agrees() && one.holds_for(need.record.revision))
}

/// `by all three` or `by Medical, not by Commercial and Market Access`.
pub(super) fn in_words(need: &Of<'_, Need>, signed: &[Signed]) -> String {
    let (yes, no): (Vec<Party>, Vec<Party>) = Party::PLANNERS.into_iter().partition(|party| has_agreed(need, signed, *party));
    let names = |parties: &[Party]| words::list(&parties.iter().map(|party| party.word().to_owned()).collect::<Vec<_>>());
    match (yes.as_slice(), no.as_slice()) {
        (_, []) => "by all three".into(),
        ([], _) => "by nobody".into(),
        (yes, no) => format!("by {}, not by {}", names(yes), names(no)),
    }
}

/// The panel: a row per signature, a row per party without one, and the way to sign.
pub(super) fn panel(seen: &Seen<'_>) -> Markup {
    let rows: Vec<Row> = Party::ALL.into_iter().flat_map(|party| rows_of(seen, party)).collect();
    html! {
        (table(&Table {
            caption: "Signatures under the need".into(),
            quiet_caption: true,
            columns: ["Party", "Signed by", "Meaning", "Revision", "Day", "Does it hold?"].map(Column::text).to_vec(),
            rows,
            compact: true,
            ..Table::default()
        }))
        (action(seen))
    }
}

/// The latest signature of each of a party's functions; a row that says so where there is none.
fn rows_of(seen: &Seen<'_>, party: Party) -> Vec<Row> {
    let mut latest: Vec<&Signed> = vec![];
    for one in seen.signed.iter().filter(|one| one.party == Some(party)) {
        if !latest.iter().any(|known| known.function == one.function) {
            latest.push(one);
        }
    }
    if latest.is_empty() {
        let none = || absent(&Absence::None);
        let asked = party != Party::Compliance || seen.visit.graph().limits_of(seen.need.record).compliance_signs_needs;
        let why = if asked { "has not signed" } else { "has not signed; this asset does not ask for it" };
        return vec![Row::plain(vec![function_mark(mark(party), party.word()), none(), none(), none(), none(), html! { (why) }])];
    }
    latest.into_iter().map(|one| signature_row(seen, party, one)).collect()
}

fn signature_row(seen: &Seen<'_>, party: Party, one: &Signed) -> Row {
    let revision = one.revision.map_or_else(|| "not stated".to_owned(), |revision| revision.to_string());
    let by = if one.person.is_empty() { one.function.title() } else { format!("{}, as {}", one.person, one.function) };
    Row::plain(vec![
        function_mark(mark(party), party.word()),
        html! { (by) },
        html! { (one.meaning) },
        html! { (revision) " " a.muted href=(format!("/records/{}", one.agreement)) { "in " (one.agreement) } },
        html! { (words::day_or_none(one.on)) },
        standing(seen, one),
    ])
}

fn standing(seen: &Seen<'_>, one: &Signed) -> Markup {
    match one.revision.filter(|revision| *revision < seen.need.record.revision) {
        None if one.agrees() => html! { "holds" },
        None => html! { "reviewed, not agreed" },
        Some(revision) => {
            let changed: Option<Vec<String>> =
                changed_since(seen, revision).map(|changes| changes.iter().map(|c| words::field(&c.field)).collect());
            html! {
                @match changed.as_deref() {
                    None => { span.chip { "outdated" } " the need is now revision " (seen.need.record.revision) },
                    Some([]) => "holds: only remarks changed since",
                    Some(fields) => { span.chip { "outdated" } " changed since: " (words::list(fields)) },
                }
            }
        }
    }
}

/// What carries meaning and changed in the need since a revision; `None` when that revision cannot be read.
pub(super) fn changed_since(seen: &Seen<'_>, revision: u32) -> Option<Vec<FieldChange>> {
    let mut changes = fields_changed(seen.at(revision)?, seen.need.record);
    changes.retain(|change| {
        let remark = matches!(change.field.as_str(), "note" | "see_also");
        !remark && change.before.as_ref().map(unconfirmed) != change.after.as_ref().map(unconfirmed)
    });
    Some(changes)
}

/// A value with the links in it as if nobody had confirmed them: a link confirmed again is no change of meaning.
fn unconfirmed(value: &Value) -> Value {
    match value {
        Value::String(text) => match strategy::Ref::<strategy::Any>::parse(text).filter(|link| link.revision.is_some()) {
            Some(link) => Value::String(link.key.to_string()),
            None => value.clone(),
        },
        Value::Array(list) => list.iter().map(unconfirmed).collect(),
        Value::Object(map) => map.iter().map(|(name, inner)| (name.clone(), unconfirmed(inner))).collect(),
        other => other.clone(),
    }
}

fn action(seen: &Seen<'_>) -> Markup {
    let function = seen.visit.seat.function;
    let (key, revision) = (seen.need.key(), seen.need.record.revision);
    html! {
        @match Party::of(function) {
            None => p.muted { "You act as " (function) ", which does not sign needs. Medical, Commercial, Market Access and Compliance do; choose one under “Acting as”." },
            Some(party) if has_agreed(&seen.need, &seen.signed, party) => p.muted { (party.word()) " has signed revision " (revision) ". It is asked again when the need changes." },
            Some(_) => p { (link_button(&Button::primary(format!("Sign as {}", function.title())), &format!("/need/{key}/signature"))) },
        }
    }
}
