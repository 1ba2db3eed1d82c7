//! What depends on a need: the records that serve it, directly or through others, counted by kind.

use maud::{Markup, html};
use strategy::Kind;

use super::{Seen, link_to};
use crate::{
    pages::map::web::Web,
    parts::{Button, Empty, empty_state, link_button},
    words,
};

/// A heading with a count per kind, opening to the records.
pub(super) fn by_kind(seen: &Seen<'_>, web: &Web) -> Markup {
    let (graph, key) = (seen.visit.graph(), seen.need.key());
    let mut below: Vec<_> = web.below(seen.need.node).into_iter().filter_map(|node| graph.at(node)).collect();
    below.sort_by_key(|record| (record.kind(), &record.key));
    let of = |kind: Kind| below.iter().filter(|record| record.kind() == kind).collect::<Vec<_>>();
    if below.is_empty() {
        return empty_state(
            Empty::FirstUse,
            "Nothing serves this need yet",
            "Goals, claims and activities say which need they serve; then they appear here and on the map.",
            link_button(&Button::new("Open the strategy map"), "/map"),
        );
    }
    html! {
        div.bar-r { @for kind in Kind::ALL { @let records = of(*kind); @if !records.is_empty() {
            details {
                summary { (words::records(*kind, records.len())) }
                ul.plain { @for record in &records { li { (link_to(record)) } } }
            }
        } } }
        p { "If the need changes, all of these must be looked at again. " a href=(format!("/map?need={key}")) { "See them on the map" } }
    }
}
