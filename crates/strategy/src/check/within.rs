//! Whether the patients of one record lie within those of others, and how to narrow a record that reaches too far.
//! A population without criteria says nothing: records that state none are not judged here.

use crate::{
    change::Fix,
    population::{Gap, Population},
    record::Record,
};

/// The one of `others` that leaves out the least of `mine`, with the patients it leaves out; the first of equals.
/// `None` when `mine` states nobody in particular, when one of the others holds all of it, or when there is no other.
pub(super) fn nearest_gap<'p, T>(mine: &Population, others: impl IntoIterator<Item = (T, &'p Population)>) -> Option<(T, Vec<Gap>)> {
    if mine.is_everyone() {
        return None;
    }
    let mut nearest: Option<(T, Vec<Gap>)> = None;
    for (other, population) in others {
        let gaps = mine.difference(population);
        if gaps.is_empty() {
            return None;
        }
        let reach = |gaps: &[Gap]| (gaps.iter().any(|gap| gap.disjoint), gaps.len());
        if nearest.as_ref().is_none_or(|(_, known)| reach(&gaps) < reach(known)) {
            nearest = Some((other, gaps));
        }
    }
    nearest
}

/// A fix that narrows a population of a record to the patients whom `to` serves as well; `None` when there are none.
pub(super) fn narrow(record: &Record, field: &str, from: &Population, to: &Population) -> Option<Fix> {
    let both = from.intersection(to)?;
    let value = serde_json::to_value(&both).ok()?;
    Some(Fix::set(format!("narrow {} to {}", record.key, both.words()), record, field, value))
}
