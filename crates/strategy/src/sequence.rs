//! What waits for what, and what moves when a date moves: activities and milestones with their predecessors.
//! Nothing is moved here; moves are proposed as changes that can be previewed with `impact`.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::Date;

use crate::{
    change::Change,
    graph::{Graph, Node},
    key::Key,
    record::{Kind, Record},
};

/// One date that would move.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The record.
    pub key: Key,
    /// The record's title.
    pub title: String,
    /// The field: `starts`, `ends`, `date.planned`, `available_on`.
    pub field: &'static str,
    /// The date today.
    pub from: Date,
    /// The date it would move to.
    pub to: Date,
    /// The record that pushes it.
    pub because: Key,
}

/// The day on which a record is over, so that what waits for it can start.
pub fn done_on(record: &Record) -> Option<Date> {
    use crate::record::Body;
    match &record.body {
        Body::Milestone(milestone) => milestone.date.day(),
        Body::Activity(activity) => activity.ends.or(activity.starts),
        Body::Evidence(evidence) => evidence.available_on,
        Body::Initiative(initiative) => initiative.ends,
        _ => None,
    }
}

/// The records that a record waits for: what it depends on, the milestones that start it, and the evidence or content
/// that it presents.
pub fn waits_for(graph: &Graph, node: Node) -> Vec<Node> {
    let own = graph.links(node).iter().filter(|link| link.field == "depends_on").map(|link| link.other);
    let relays = graph.backlinks(node).iter().filter(|link| link.field == "starts").map(|link| link.other);
    let mut before: Vec<Node> = own.chain(relays).filter(|node| graph.is_live(*node)).collect();
    before.sort_unstable();
    before.dedup();
    before
}

/// Everything that would have to move if a milestone's or activity's end moved by so many days, later than today's plan
/// only: whatever waits for it is pushed by just as much as it must be.
pub fn knock_on(graph: &Graph, key: &Key, days: i32) -> Vec<Move> {
    let Some((node, record)) = graph.node(key).and_then(|node| Some((node, graph.at(node)?))) else { return vec![] };
    let mut moves: BTreeMap<(Key, &'static str), Move> = BTreeMap::new();
    let mut shift: BTreeMap<Node, i32> = BTreeMap::from([(node, days)]);
    shifted(record, days, key).into_iter().for_each(|m| drop(moves.insert((m.key.clone(), m.field), m)));
    let mut queue = VecDeque::from([node]);
    // Each record moves at most once per predecessor, so a cycle of dependencies ends too.
    let mut budget = graph.len() * 4;
    while let Some(node) = queue.pop_front() {
        budget = match budget.checked_sub(1) {
            Some(left) => left,
            None => break,
        };
        let Some(moved) = graph.at(node) else { continue };
        let Some(new_end) = done_on(moved).and_then(|end| plus(end, shift[&node])) else { continue };
        for next in followers(graph, node) {
            let Some(record) = graph.at(next) else { continue };
            let Some(start) = starts_on(record) else { continue };
            let already = shift.get(&next).copied().unwrap_or(0);
            let needed = plus(start, already).filter(|start| *start < new_end).map(|_| days_between(start, new_end));
            let Some(needed) = needed.filter(|needed| *needed > already) else { continue };
            shift.insert(next, needed);
            shifted(record, needed, &moved.key).into_iter().for_each(|m| drop(moves.insert((m.key.clone(), m.field), m)));
            queue.push_back(next);
        }
    }
    let mut moves: Vec<Move> = moves.into_values().collect();
    moves.sort_by(|a, b| (a.key != *key, a.from, &a.key, a.field).cmp(&(b.key != *key, b.from, &b.key, b.field)));
    moves
}

/// The moves as changes.
pub fn as_changes(moves: &[Move]) -> Vec<Change> {
    moves.iter().map(|m| Change::Set { key: m.key.clone(), field: m.field.to_owned(), value: m.to.to_string().into() }).collect()
}

/// The records that wait for a node.
pub fn followers(graph: &Graph, node: Node) -> Vec<Node> {
    let waiting = graph.backlinks(node).iter().filter(|link| link.field == "depends_on").map(|link| link.other);
    let started = graph.links(node).iter().filter(|link| link.field == "starts").map(|link| link.other);
    let mut after: Vec<Node> = waiting.chain(started).filter(|node| graph.is_live(*node)).collect();
    after.sort_by_key(|node| graph.key(*node).clone());
    after.dedup();
    after
}

fn starts_on(record: &Record) -> Option<Date> {
    use crate::record::Body;
    match &record.body {
        Body::Activity(activity) => activity.starts.or(activity.ends),
        // What has happened does not move.
        Body::Milestone(milestone) if milestone.date.actual.is_none() => milestone.date.planned,
        Body::Initiative(initiative) => initiative.starts,
        _ => None,
    }
}

fn shifted(record: &Record, days: i32, because: &Key) -> Vec<Move> {
    use crate::record::Body;
    let dates: Vec<(&'static str, Option<Date>)> = match &record.body {
        Body::Activity(activity) => vec![("starts", activity.starts), ("ends", activity.ends)],
        Body::Milestone(milestone) => vec![("date.planned", milestone.date.planned)],
        Body::Evidence(evidence) => vec![("available_on", evidence.available_on)],
        Body::Initiative(initiative) => vec![("starts", initiative.starts), ("ends", initiative.ends)],
        _ => vec![],
    };
    let to = |from: Date| plus(from, days);
    let move_of = |(field, from): (&'static str, Option<Date>)| {
        let from = from?;
        Some(Move { key: record.key.clone(), title: record.title().to_owned(), field, from, to: to(from)?, because: because.clone() })
    };
    dates.into_iter().filter_map(move_of).collect()
}

/// The day so many days later; `None` beyond the calendar.
fn plus(day: Date, days: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Whether a kind has dates that the timeline shows.
pub fn is_dated(kind: Kind) -> bool {
    matches!(kind, Kind::Activity | Kind::Milestone | Kind::Initiative)
}
