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
    for agreement in cx.all::<Agreement>().filter(|a| a.subject.is_none_or(|s| s == subject)) {
        for link in &agreement.body.on {
            let Some(node) = cx.graph.node(&link.key) else { continue };
            for signature in &agreement.body.signatures {
                let agrees = !signature.meaning.trim().eq_ignore_ascii_case("reviewed");
                let by_now = signature.on.is_none_or(|on| on <= cx.day);
                let Some(party) = Party::of(signature.function).filter(|_| agrees && by_now) else { continue };
                let signed = Signed { agreement, party, revision: link.revision, on: signature.on };
                by_record.entry(node).or_default().push(signed);
            }
        }
    }
    by_record
}
