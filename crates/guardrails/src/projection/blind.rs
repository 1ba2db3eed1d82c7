//! What a seat does not see in full, whatever the content: by policy, at the stages and in the jurisdictions of the
//! strategy's markets. Rules that read such fields are not run for the seat.

use strategy::{Function, Graph, Kind};

use super::{
    gated::{Fields, GATED},
    sight::{Blind, Depth},
    viewer::Viewer,
    whose::{Functions, Spot, Whose, present},
};
use crate::Class;

/// The kinds and fields that the seat may fail to see, in the order of the kinds.
pub(super) fn blind(viewer: &Viewer, graph: &Graph) -> Vec<Blind> {
    let spots = present(graph);
    let mut blind = vec![];
    for (kind, class, fields) in GATED {
        if sees_all(viewer, *class, &spots) {
            continue;
        }
        match fields {
            Fields::These(fields) => blind.extend(fields.iter().map(|field| Blind { kind: *kind, field: Some(field) })),
            Fields::All(_) => blind.push(Blind { kind: *kind, field: None }),
        }
    }
    blind.sort_unstable();
    blind
}

/// The kinds of which the seat may fail to see whole records.
pub(super) fn whole_kinds(viewer: &Viewer, graph: &Graph) -> Vec<Kind> {
    let spots = present(graph);
    let whole = GATED.iter().filter(|(_, _, fields)| matches!(fields, Fields::All(_)));
    whole.filter(|(_, class, _)| !sees_all(viewer, *class, &spots)).map(|(kind, ..)| *kind).collect()
}

/// Whether the seat sees everything of a class in all spots, whosesoever it is.
fn sees_all(viewer: &Viewer, class: Class, spots: &[Spot]) -> bool {
    spots.iter().all(|spot| {
        anybodys(viewer.seat.function).all(|whose| viewer.seen(class, &whose, std::slice::from_ref(spot)).depth() == Depth::Full)
    })
}

/// Everything that data of the strategy can be: from any function or none, promotional or not, an item of the viewer's or not.
fn anybodys(viewer: Function) -> impl Iterator<Item = Whose> {
    let origins = std::iter::once(None).chain(Function::ALL.iter().copied().map(Some));
    let promotional = origins.flat_map(|origin| [false, true].map(|promotional| Whose { promotional, ..Whose::of(origin) }));
    promotional.flat_map(move |whose| {
        let party = Functions::default().with(viewer);
        [whose, Whose { party, ..whose }]
    })
}
