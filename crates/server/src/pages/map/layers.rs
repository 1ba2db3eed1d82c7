//! The layers of the map from the need down, and the card of each record in them. Order is that of the keys, always.

use std::collections::HashMap;

use jiff::Span;
use strategy::{
    Finding, Function, Graph, Key, Kind, Lane, Node,
    record::{ActivityKind, Body, EvidenceStatus, Record},
};

use super::{clash::Clash, filter::Filter, web::Web};
use crate::{
    pages::Visit,
    parts::{self, Mark},
    words,
};

/// Letters of a title on a card: what fits three lines.
const LONGEST: usize = 64;

/// A layer of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    /// The needs.
    Need,
    /// What people believe.
    Beliefs,
    /// Goals and initiatives.
    Objectives,
    /// Claims and messages.
    Messages,
    /// Activities and the content they use.
    Activities,
    /// Evidence and the questions it must answer.
    Foundation,
    /// The journey and its barriers.
    Journey,
}

impl Layer {
    /// Every layer, from the top.
    pub(super) const ALL: [Layer; 7] =
        [Layer::Need, Layer::Beliefs, Layer::Objectives, Layer::Messages, Layer::Activities, Layer::Foundation, Layer::Journey];

    /// Its name in addresses and anchors.
    pub(super) fn id(self) -> &'static str {
        match self {
            Layer::Need => "need",
            Layer::Beliefs => "beliefs",
            Layer::Objectives => "objectives",
            Layer::Messages => "messages",
            Layer::Activities => "activities",
            Layer::Foundation => "foundation",
            Layer::Journey => "journey",
        }
    }

    /// Its name at the left of the map.
    pub(super) fn name(self) -> &'static str {
        match self {
            Layer::Need => "Need",
            Layer::Beliefs => "Beliefs",
            Layer::Objectives => "Objectives",
            Layer::Messages => "Claims and messages",
            Layer::Activities => "Activities and content",
            Layer::Foundation => "Foundation",
            Layer::Journey => "Patient journey",
        }
    }

    /// The kinds that stand in it.
    pub(super) fn kinds(self) -> &'static [Kind] {
        match self {
            Layer::Need => &[Kind::Need],
            Layer::Beliefs => &[Kind::Belief],
            Layer::Objectives => &[Kind::Goal, Kind::Initiative],
            Layer::Messages => &[Kind::Claim, Kind::Message],
            Layer::Activities => &[Kind::Activity, Kind::Content],
            Layer::Foundation => &[Kind::Evidence, Kind::EvidenceNeed],
            Layer::Journey => &[Kind::Journey, Kind::Barrier],
        }
    }

    /// Whether it is drawn in the lanes of the functions.
    pub(super) fn has_lanes(self) -> bool {
        matches!(self, Layer::Objectives | Layer::Messages | Layer::Activities)
    }
}

/// One record on the map.
#[derive(Debug)]
pub(super) struct Card<'v> {
    /// The record.
    pub(super) record: &'v Record,
    /// Where it is in the graph.
    pub(super) node: Node,
    /// The lane of its function.
    pub(super) lane: Lane,
    /// Its layer.
    pub(super) layer: Layer,
    /// Its worst open finding.
    pub(super) worst: Option<&'v Finding>,
    /// It must serve a need and serves none.
    pub(super) orphan: bool,
    /// What is stale about it; empty when it is fresh.
    pub(super) stale: String,
    /// What it contradicts; empty when it contradicts nothing.
    pub(super) clash: String,
}

impl Card<'_> {
    /// Something is wrong or missing: a finding, a contradiction, no need, or stale evidence.
    pub(super) fn is_gap(&self) -> bool {
        self.worst.is_some() || self.orphan || !self.clash.is_empty() || !self.stale.is_empty()
    }

    /// The card as it is drawn. It costs far more than the card itself; a full map has thousands that are not drawn.
    pub(super) fn face(&self, graph: &Graph, web: &Web, filter: &Filter) -> parts::Node {
        let keys = |nodes: &[Node]| nodes.iter().map(|node| graph.key(*node).to_string()).collect::<Vec<_>>();
        let root = self.layer == Layer::Need;
        let title = self.record.title();
        let (mark, function) = function_of(self.record);
        let person = self.record.header.owner.as_ref().and_then(|owner| owner.person.clone()).unwrap_or_default();
        let reason = match self.worst {
            Some(finding) => format!("{}: {}", finding.severity, finding.name.replace('-', " ")),
            None if root => words::count(web.below(self.node).len(), "record serves it", "records serve it"),
            None if !web.serves_any(self.node) => String::new(),
            None => format!("serves {}", words::list(&keys(&web.needs(self.node)))),
        };
        parts::Node {
            key: self.record.key.to_string(),
            title: words::capital(&if root { title.to_owned() } else { words::cut(title, LONGEST) }),
            href: filter.with("node", Some(self.record.key.as_str())),
            function,
            mark: Some(mark),
            person,
            reason,
            stale: self.stale.clone(),
            orphan: self.orphan,
            root,
            clash: self.clash.clone(),
            near: keys(&web.beside(self.node)).join(" "),
            picked: filter.node().is_some_and(|key| key == self.record.key),
        }
    }
}

/// Every card of the asset, layer by layer, by key.
pub(super) fn cards<'v>(visit: &'v Visit, web: &Web, clashes: &[Clash<'_>]) -> Vec<Card<'v>> {
    let graph = visit.graph();
    let mut worst: HashMap<&Key, &Finding> = HashMap::new();
    for finding in visit.findings() {
        if let Some(key) = &finding.record {
            worst.entry(key).or_insert(finding);
        }
    }
    let mut against: HashMap<&Key, &Clash<'_>> = HashMap::new();
    for (clash, end) in clashes.iter().flat_map(|clash| clash.ends.iter().map(move |end| (clash, end))) {
        against.entry(end).or_insert(clash);
    }
    let in_layer = |layer: Layer| {
        let nodes = layer.kinds().iter().flat_map(|kind| graph.nodes(*kind));
        let records = nodes.filter_map(|node| Some((node, graph.at(node)?)));
        let mine = records.filter(|(_, r)| r.header.state != strategy::record::State::Withdrawn && visit.is_mine(r));
        let mut records: Vec<_> = mine.collect();
        if layer == Layer::Need {
            records.sort_by_key(|(_, record)| (rank(record), &record.key));
        }
        records.into_iter().map(move |(node, record)| (layer, node, record))
    };
    let card = |(layer, node, record): (Layer, Node, &'v Record)| Card {
        record,
        node,
        lane: lane_of(record),
        layer,
        worst: worst.get(&record.key).copied(),
        orphan: must_serve(record) && !web.serves_any(node),
        stale: stale(visit, record),
        clash: against.get(&record.key).map(|clash| contradicts(clash, &record.key)).unwrap_or_default(),
    };
    Layer::ALL.into_iter().flat_map(in_layer).map(card).collect()
}

fn rank(record: &Record) -> u32 {
    match &record.body {
        Body::Need(need) => need.rank.unwrap_or(u32::MAX),
        _ => u32::MAX,
    }
}

/// `contradicts C-1 and C-2`: the other ends of a contradiction.
fn contradicts(clash: &Clash<'_>, key: &Key) -> String {
    let others: Vec<String> = clash.ends.iter().filter(|end| *end != key).map(Key::to_string).collect();
    if others.is_empty() { "contradicts".into() } else { format!("contradicts {}", words::list(&others)) }
}

/// The kinds that must serve a need; training serves the company's people, and evidence that exists is simply there.
fn must_serve(record: &Record) -> bool {
    match &record.body {
        Body::Goal(_) | Body::Claim(_) | Body::Message(_) | Body::Content(_) | Body::Initiative(_) => true,
        Body::Activity(activity) => activity.kind != Some(ActivityKind::Training),
        Body::Evidence(evidence) => matches!(evidence.status, Some(EvidenceStatus::Planned | EvidenceStatus::Running)),
        _ => false,
    }
}

/// `3 years old` for evidence older than the asset's limit, `superseded`, `retracted`; empty when it is fresh.
fn stale(visit: &Visit, record: &Record) -> String {
    let Body::Evidence(evidence) = &record.body else { return String::new() };
    if let Some(status @ (EvidenceStatus::Superseded | EvidenceStatus::Retracted)) = evidence.status {
        return status.as_str().into();
    }
    let today = visit.view.day();
    let months = visit.graph().limits_of(record).evidence_months;
    let limit = today.checked_sub(Span::new().months(months)).unwrap_or(today);
    evidence.available_on.filter(|day| *day < limit).map(|day| format!("{} old", words::age(day, today))).unwrap_or_default()
}

/// The functions that a record belongs to: those who own a goal together, who says a message, who does an activity.
fn functions(record: &Record) -> Vec<Function> {
    let own = record.header.owner.as_ref().map(|owner| owner.function);
    match &record.body {
        Body::Goal(goal) if !goal.owners.is_empty() => goal.owners.clone(),
        Body::Message(message) => message.function.or(own).into_iter().collect(),
        Body::Activity(activity) => activity.function.or(own).into_iter().collect(),
        Body::Initiative(initiative) => own.or(initiative.sponsor.as_ref().map(|sponsor| sponsor.function)).into_iter().collect(),
        _ => own.into_iter().collect(),
    }
}

fn lane_of(record: &Record) -> Lane {
    let mut lanes = functions(record).into_iter().map(Function::lane);
    let first = lanes.next().unwrap_or(Lane::Joint);
    if lanes.all(|lane| lane == first) { first } else { Lane::Joint }
}

fn function_of(record: &Record) -> (Mark, String) {
    let functions = functions(record);
    match functions.as_slice() {
        [] => (Mark::Other, String::new()),
        [one] => (words::mark(*one), one.as_str().to_owned()),
        many if lane_of(record) == Lane::Joint => {
            (Mark::Joint, words::list(&many.iter().map(|f| f.as_str().to_owned()).collect::<Vec<_>>()))
        }
        many => (words::mark(many[0]), words::list(&many.iter().map(|f| f.as_str().to_owned()).collect::<Vec<_>>())),
    }
}
