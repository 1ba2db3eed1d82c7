//! The strategy as one seat sees it.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    rc::Rc,
};

use jiff::civil::Date;
use strategy::{
    Graph, Key, Kind, Record,
    graph::{Kept, Node},
    record::{Activity, Typed},
};

use super::{
    blind::{blind, whole_kinds},
    conceal::{conceal, is_written},
    cut::cut,
    gated::{Fields, IN_PART, Part, WHOLE, parts},
    sight::{Depth, Existence, Level, Quarter, Sight, Withheld},
    themes::Themes,
    viewer::{Seen, Viewer},
    whose::{Spot, Whose, spots},
};
use crate::{Class, DataKind, Gate, Purpose, RuleId, Seat, Visible};

impl Gate {
    /// The strategy as a seat sees it, for a purpose, on a day: what is hidden is gone with the links to it, what is
    /// withheld is empty and said to be so, and nothing that remains depends on it.
    pub fn project(&self, seat: &Seat, purpose: Purpose, day: Date, graph: &Graph) -> Visible<Sight> {
        let viewer = Viewer::new(self, seat, purpose, day);
        let mut projector = Projector::new(viewer, graph);
        projector.judge_whole_records();
        projector.judge_fields();
        Visible::new(projector.sight(), self.epoch())
    }
}

/// What a look depends on.
type Looked = (Class, Whose, Rc<[Spot]>);

/// A projection being made.
struct Projector<'a> {
    viewer: Viewer<'a>,
    graph: &'a Graph,
    /// The spots of records that name no market, by the asset that they name.
    of_asset: HashMap<Option<Key>, Rc<[Spot]>>,
    looks: HashMap<Looked, Rc<Seen>>,
    hidden: HashSet<Node>,
    changed: HashMap<Node, Record>,
    withheld: Vec<Withheld>,
    existences: BTreeSet<Existence>,
    themes: Themes,
}

impl<'a> Projector<'a> {
    fn new(viewer: Viewer<'a>, graph: &'a Graph) -> Projector<'a> {
        Projector {
            viewer,
            graph,
            of_asset: HashMap::new(),
            looks: HashMap::new(),
            hidden: HashSet::new(),
            changed: HashMap::new(),
            withheld: vec![],
            existences: BTreeSet::new(),
            themes: Themes::default(),
        }
    }

    /// Which records are there at all.
    fn judge_whole_records(&mut self) {
        for node in WHOLE.iter().flat_map(|kind| self.graph.nodes(*kind)) {
            let Some(record) = self.graph.at(node) else { continue };
            for part in parts(self.graph, node, record, self.viewer.day) {
                let seen = self.seen(&part, record);
                self.judge_whole(node, record, &part, &seen);
            }
        }
    }

    fn judge_whole(&mut self, node: Node, record: &Record, part: &Part, seen: &Seen) {
        let Fields::All(without_content) = part.fields else { return };
        let Some(rule) = &seen.rule else { return };
        match seen.depth() {
            Depth::Full => {}
            Depth::Metadata => self.withhold(node, record, without_content, Depth::Metadata, rule),
            Depth::Flag => {
                self.hidden.insert(node);
                if let Some(data) = DataKind::of(part.class) {
                    let quarter = None;
                    self.existences.insert(Existence { data, about: None, function: None, channels: vec![], quarter, rule: rule.clone() });
                }
            }
            Depth::Aggregate => {
                self.hidden.insert(node);
                self.themes.count(self.graph, node, record, rule);
            }
            Depth::Nothing => drop(self.hidden.insert(node)),
        }
    }

    /// Which fields of the records that are always there.
    fn judge_fields(&mut self) {
        for node in IN_PART.iter().flat_map(|kind| self.graph.nodes(*kind)) {
            let Some(record) = self.graph.at(node) else { continue };
            for part in parts(self.graph, node, record, self.viewer.day) {
                let Fields::These(fields) = part.fields else { continue };
                let seen = self.seen(&part, record);
                let Some(rule) = &seen.rule else { continue };
                self.withhold(node, record, fields, seen.depth(), rule);
                if part.class == Class::EngagementStatus && seen.depth() == Depth::Metadata {
                    self.tell_of_engagements(record, &part.whose, rule);
                }
            }
        }
    }

    fn withhold(&mut self, node: Node, record: &Record, fields: &'static [&'static str], depth: Depth, rule: &RuleId) {
        let Some(level) = Level::of(depth) else { return };
        let may_know = matches!(level, Level::Existence | Level::Partial);
        for field in fields {
            let exists = may_know.then(|| is_written(record, field));
            self.withheld.push(Withheld { record: record.key.clone(), field, level, exists, rule: rule.clone() });
        }
        let before = self.changed.get(&node).unwrap_or(record);
        let (after, changed) = conceal(before, fields);
        if changed {
            self.changed.insert(node, after);
        }
    }

    /// Metadata of an engagement: whom which function engages, by which channels, in which quarter; not in which activity.
    fn tell_of_engagements(&mut self, record: &Record, whose: &Whose, rule: &RuleId) {
        let Some(activity) = Activity::of(&record.body) else { return };
        let mut channels = activity.channels.clone();
        channels.sort_unstable();
        channels.dedup();
        for stakeholder in &activity.stakeholders {
            if self.graph.follow(stakeholder).is_none() {
                continue;
            }
            self.existences.insert(Existence {
                data: DataKind::EngagementStatus,
                about: Some(stakeholder.key.clone()),
                function: whose.origin,
                channels: channels.clone(),
                quarter: activity.starts.map(Quarter::of),
                rule: rule.clone(),
            });
        }
    }

    fn seen(&mut self, part: &Part, record: &Record) -> Rc<Seen> {
        let spots = self.spots(record);
        let asked = (part.class, part.whose, spots);
        if let Some(seen) = self.looks.get(&asked) {
            return seen.clone();
        }
        let seen = Rc::new(self.viewer.seen(asked.0, &asked.1, &asked.2));
        self.looks.insert(asked, seen.clone());
        seen
    }

    fn spots(&mut self, record: &Record) -> Rc<[Spot]> {
        if !record.header.markets.is_empty() || record.kind() == Kind::Asset {
            return spots(self.graph, record).into();
        }
        let asset = record.header.asset.as_ref().map(|asset| asset.key.clone());
        let graph = self.graph;
        self.of_asset.entry(asset).or_insert_with(|| spots(graph, record).into()).clone()
    }

    fn sight(mut self) -> Sight {
        let whole = whole_kinds(&self.viewer, self.graph);
        let mut graph = self.part(&whole);
        self.remember(&mut graph, &whole);
        self.withheld.sort_unstable();
        Sight {
            graph,
            withheld: self.withheld,
            existences: self.existences.into_iter().collect(),
            aggregates: self.themes.shown(),
            blind: blind(&self.viewer, self.graph),
            day: self.viewer.day,
        }
    }

    /// The graph without what is hidden. Where records of some kinds may be hidden, a link to nothing of these kinds looks
    /// like a link to something hidden: both are cut.
    fn part(&mut self, whole: &[Kind]) -> Graph {
        let leads_nowhere = |node: Node, wants: Option<Kind>| {
            let gone = self.graph.at(node).is_none() || self.hidden.contains(&node);
            gone && !whole.is_empty() && wants.is_none_or(|kind| whole.contains(&kind))
        };
        let gone = |wants: Option<Kind>, key: &Key| self.graph.node(key).is_none_or(|node| leads_nowhere(node, wants)) && !whole.is_empty();
        self.graph.part(|node, record| {
            if self.hidden.contains(&node) {
                return Kept::No;
            }
            let changed = self.changed.get(&node);
            let shown = changed.unwrap_or(record);
            if self.graph.links(node).iter().any(|link| leads_nowhere(link.other, link.wants)) {
                return Kept::Changed(cut(shown, &gone));
            }
            let shown = Record { origin: None, ..shown.clone() };
            if changed.is_some() { Kept::Changed(shown) } else { Kept::Same(shown) }
        })
    }

    /// Takes along the earlier revisions on which visible links were confirmed, with the same fields withheld.
    fn remember(&mut self, graph: &mut Graph, whole: &[Kind]) {
        let mut wanted: Vec<(Key, u32)> = graph.stale_links().collect();
        wanted.sort_unstable();
        wanted.dedup();
        for (key, revision) in wanted {
            let (Some(node), Some(past)) = (self.graph.node(&key), self.graph.past(&key, revision)) else { continue };
            if let Some(past) = self.past(node, past, whole) {
                graph.remember(past);
            }
        }
    }

    /// An earlier revision as far as both it and the present one may be seen.
    fn past(&mut self, node: Node, past: &Record, whole: &[Kind]) -> Option<Record> {
        let present = self.graph.at(node)?;
        let mut shown = past.clone();
        for judged in [present, past] {
            for part in parts(self.graph, node, judged, self.viewer.day) {
                let seen = self.seen(&part, judged);
                let (Fields::These(fields) | Fields::All(fields)) = part.fields;
                match (part.fields, seen.depth()) {
                    (_, Depth::Full) => {}
                    (Fields::All(_), depth) if depth < Depth::Metadata => return None,
                    _ if past.kind() == present.kind() => shown = conceal(&shown, fields).0,
                    _ => return None,
                }
            }
        }
        let gone = |wants: Option<Kind>, key: &Key| {
            let hidden = self.graph.node(key).is_none_or(|node| self.graph.at(node).is_none() || self.hidden.contains(&node));
            hidden && !whole.is_empty() && wants.is_none_or(|kind| whole.contains(&kind))
        };
        Some(cut(&shown, &gone))
    }
}
