//! A look at records through the gate, and what the gate alone cannot know about this product.

use guardrails::{Gate, Purpose, Seat, Sight, Visible};
use jiff::civil::Date;
use strategy::{Graph, Key, Kind, Record, record::Waiver};

use super::numbers::linked;

/// What a seat sees of some records.
pub(super) fn through(gate: &Gate, seat: &Seat, purpose: Purpose, day: Date, world: &Graph) -> Visible<Sight> {
    let sight = gate.project(seat, purpose, day, world);
    let lost: Vec<&Key> = world.all::<Waiver>().filter(|waiver| waiver.on.is_some()).map(|waiver| waiver.key()).collect();
    let lost: Vec<&Key> = lost.into_iter().filter(|key| sight.graph.get::<Waiver>(key).is_some_and(|seen| seen.on.is_none())).collect();
    if lost.is_empty() {
        return sight;
    }
    // A waiver of something hidden is hidden with it: without its target it would waive what it never spoke of.
    let mut rest = world.clone();
    lost.into_iter().for_each(|key| rest.remove(key));
    gate.project(seat, purpose, day, &rest)
}

/// A record in a state of its own, among the records of today on which it depends what a seat sees of it: the assets and
/// markets, what it links to, and the hand-offs of requests.
pub(super) fn around(graph: &Graph, record: Record) -> Graph {
    let of_kind = |kind: Kind| graph.nodes(kind).filter_map(|node| graph.at(node));
    let mut world = Graph::of([Kind::Asset, Kind::Indication, Kind::Market].into_iter().flat_map(of_kind).cloned());
    let mut near = linked(record.kind(), &record.fields());
    near.push(record.key.clone());
    for node in near.iter().filter_map(|key| graph.node(key)) {
        let passed_on = graph.backlinks(node).iter().filter_map(|link| graph.at(link.other)).filter(|from| from.kind() == Kind::Handoff);
        graph.at(node).into_iter().chain(passed_on).for_each(|other| world.put(other.clone()));
    }
    world.put(record);
    world
}
