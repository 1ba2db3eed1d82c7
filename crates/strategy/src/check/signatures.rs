//! Who has signed what, at which revision and when: the signatures of all agreements, by the record that was signed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Context, parties::Party};
use crate::{
    graph::{Node, Of},
    record::{Agreement, Subject},
};

/// One party's signature under one record.
#[derive(Clone, Copy)]
pub(super) struct Signed<'g> {
    /// The agreement.
    pub(super) agreement: Of<'g, Agreement>,
    /// Who signed.
    pub(super) party: Party,
    /// The record's revision that was signed, where the agreement states it.
    pub(super) revision: Option<u32>,
    /// The day of signing.
    pub(super) on: Option<Date>,
}

/// The signatures that count by the day, by signed record. An agreement that does not say its subject counts for any.
/// Having reviewed is not having agreed.
pub(super) fn of<'g>(cx: &Context<'g>, subject: Subject) -> BTreeMap<Node, Vec<Signed<'g>>> {
    let mut by_record: BTreeMap<Node, Vec<Signed<'g>>> = BTreeMap::new();
    for agreement in cx.all::<Agreement>().filter(|agreement| is_about(agreement, subject)) {
        for link in &agreement.body.on {
            let Some(node) = cx.graph.node(&link.key) else { continue };
            by_record.entry(node).or_default().extend(under(cx, agreement, link.revision));
        }
    }
    by_record
}

/// As [`of`], under one record.
pub(super) fn on<'g>(cx: &Context<'g>, subject: Subject, node: Node) -> Vec<Signed<'g>> {
    let key = cx.graph.key(node);
    let mut signed = vec![];
    for agreement in cx.pointing_at::<Agreement>(node, "on").filter(|agreement| is_about(agreement, subject)) {
        let links = agreement.body.on.iter().filter(|link| link.key == *key);
        links.for_each(|link| signed.extend(under(cx, agreement, link.revision)));
    }
    signed
}

fn is_about(agreement: &Agreement, subject: Subject) -> bool {
    agreement.subject.is_none_or(|about| about == subject)
}

/// The signatures of an agreement under a record at a revision.
fn under<'g>(cx: &Context<'g>, agreement: Of<'g, Agreement>, revision: Option<u32>) -> impl Iterator<Item = Signed<'g>> {
    let day = cx.day;
    agreement.body.signatures.iter().filter_map(move |signature| {
        let agrees = !signature.meaning.trim().eq_ignore_ascii_case("reviewed");
        let by_now = signature.on.is_none_or(|on| on <= day);
        let party = Party::of(signature.function).filter(|_| agrees && by_now)?;
        Some(Signed { agreement, party, revision, on: signature.on })
    })
}
