//! Records of one kind on the needs of another record, so that a rule compares within a need and not across the strategy.

use crate::{
    check::Context,
    graph::{Node, Of},
    record::Typed,
};

/// The records of a kind that are wanted and serve a need in common with this one, each once, by need and key.
pub(super) fn beside<'g, T: Typed>(cx: &Context<'g>, node: Node, wanted: impl Fn(&Of<'g, T>) -> bool) -> Vec<Of<'g, T>> {
    let mut found: Vec<Of<'g, T>> = vec![];
    let needs = cx.needs_of(node);
    for record in needs.iter().flat_map(|need| cx.serving::<T>(*need)).filter(|record| record.node != node && wanted(record)) {
        // Only a record on several needs can come twice.
        if needs.len() < 2 || !found.iter().any(|known| known.node == record.node) {
            found.push(record);
        }
    }
    found
}
