//! What is shown of a stakeholder: for each field the value of the best source, with its lineage. It is worked out from the
//! records whenever it is asked for, and kept nowhere: what a record that was separated says cannot linger.

use std::cmp::Reverse;

use stakeholders::identity::{self, Field, Offer, RowId};

use crate::{Kind, Provenance, RecordName, details::Details, system};

/// A field of what is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Golden {
    /// The field.
    pub field: Field,
    /// The value, as the source wrote it.
    pub value: String,
    /// Whose it is.
    pub lineage: Lineage,
    /// How many other records say the same.
    pub agreeing: usize,
    /// How many say something else.
    pub differing: usize,
}

/// Whose a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// The record.
    pub record: RecordName,
    /// Where the newest version of the record comes from. An address may stand in another file of the same system.
    pub provenance: Provenance,
}

/// A record as far as it decides what is shown.
pub(crate) struct Member {
    pub(crate) name: RecordName,
    pub(crate) kind: Kind,
    pub(crate) day: u32,
    pub(crate) details: Details,
    pub(crate) provenance: Provenance,
}

/// The golden fields. Among sources that count alike the latest wins, then the value that most records have.
pub(crate) fn of(members: &[Member]) -> Vec<Golden> {
    // The order of names, not of imports, breaks the last ties.
    let mut ordered: Vec<&Member> = members.iter().collect();
    ordered.sort_by(|one, other| one.name.cmp(&other.name));
    let mut offers = vec![];
    for (row, member) in (0..).zip(&ordered) {
        let priority = system::priority(&member.name.system);
        offers.extend(member.details.0.iter().map(|(field, value)| Offer {
            row: RowId(row),
            field: *field,
            value,
            priority,
            day: member.day,
        }));
    }
    let chosen = identity::golden(&offers);
    let one = |golden: &identity::Golden<'_>| {
        let member = ordered.get(golden.chosen.row.0 as usize)?;
        Some(Golden {
            field: golden.chosen.field,
            value: golden.chosen.value.to_owned(),
            lineage: Lineage { record: member.name.clone(), provenance: member.provenance.clone() },
            agreeing: golden.agreeing,
            differing: golden.differing,
        })
    };
    chosen.iter().filter_map(one).collect()
}

/// What a stakeholder is: what its best record says.
pub(crate) fn kind(members: &[Member]) -> Kind {
    let rank = |member: &&Member| (system::priority(&member.name.system), Reverse(member.day), member.name.clone());
    members.iter().min_by_key(rank).map_or(Kind::Hcp, |member| member.kind)
}

/// The value of a field.
pub(crate) fn value(golden: &[Golden], field: Field) -> Option<&str> {
    golden.iter().find(|golden| golden.field == field).map(|golden| golden.value.as_str())
}

/// A name for the eye: of a person its parts, else the whole name, else the organisation.
pub(crate) fn name(golden: &[Golden]) -> String {
    let parts = [Field::GivenName, Field::MiddleName, Field::Surname, Field::Suffix];
    let has_surname = value(golden, Field::Surname).is_some();
    let parts: Vec<&str> = parts.iter().filter(|_| has_surname).filter_map(|field| value(golden, *field)).collect();
    let whole = || value(golden, Field::FullName).or_else(|| value(golden, Field::Organisation)).unwrap_or_default().to_owned();
    if parts.is_empty() { whole() } else { parts.join(" ") }
}
