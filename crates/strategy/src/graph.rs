//! The strategy as a graph: records by key, links in both directions, kinds in the order of their keys.
//! Links may point at records that do not exist; [`Graph::problems`] says so, and everything else ignores them.
//! Changing one record costs no more than its own links.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Deref,
    sync::Arc,
};

use crate::{
    finding::Finding,
    input,
    key::{Key, KeyMap, Ref},
    links,
    record::{Asset, Kind, Limits, Market, Record, State, Typed},
};

mod part;
pub use part::Kept;

/// A place in a graph: one per key that is written or pointed at. Valid as long as the graph lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(u32);

/// A link between two nodes, seen from either end.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The field that holds the link, without what lies deeper: `readings`, `stands_on`.
    pub field: &'static str,
    /// The other end.
    pub other: Node,
    /// The target's revision when the link was last confirmed.
    pub revision: Option<u32>,
    /// The kind that the field wants; `None` for any.
    pub wants: Option<Kind>,
}

/// What is asked of nearly every node in a walk, kept beside the slots so that a walk over many touches little memory.
#[derive(Clone, Copy, Debug)]
struct Written {
    kind: Kind,
    withdrawn: bool,
    /// The asset that it names.
    asset: Option<Node>,
}

#[derive(Clone, Debug)]
struct Slot {
    key: Key,
    record: Option<Record>,
    out: Vec<Link>,
    into: Vec<Link>,
}

/// A strategy, or several: every record of a workspace with its links.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    slots: Vec<Slot>,
    /// By the number of the node; `None` where no record is written.
    written: Vec<Option<Written>>,
    by_key: KeyMap<Node>,
    /// By the number of the kind; shorter where the last kinds have no record.
    by_kind: Vec<BTreeSet<(Key, Node)>>,
    past: HashMap<(Key, u32), Arc<Record>>,
}

/// A record together with its body as a struct of its kind.
#[derive(Debug)]
pub struct Of<'g, T> {
    /// Where it is.
    pub node: Node,
    /// The record.
    pub record: &'g Record,
    /// Its body.
    pub body: &'g T,
}

impl<T> Clone for Of<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Of<'_, T> {}

impl<T> Deref for Of<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.body
    }
}

impl<'g, T> Of<'g, T> {
    /// The record's key.
    pub fn key(&self) -> &'g Key {
        &self.record.key
    }

    /// The record's title.
    pub fn title(&self) -> &'g str {
        self.record.title()
    }
}

impl Graph {
    /// The graph of these records. Of two with one key, the later one counts; use [`input::duplicates`] to report them.
    pub fn of(records: impl IntoIterator<Item = Record>) -> Graph {
        let mut records: Vec<Record> = records.into_iter().collect();
        // Rules walk the records of a kind by key; nodes in that order lie side by side.
        records.sort_by(|one, other| (one.kind(), &one.key).cmp(&(other.kind(), &other.key)));
        let mut graph = Graph::default();
        let nodes: Vec<Node> = records.iter().map(|record| graph.node_for(&record.key)).collect();
        // The later of two with one key comes later here, too.
        let mut last = vec![0; graph.slots.len()];
        nodes.iter().enumerate().for_each(|(place, node)| last[node.at()] = place);
        let mut of_kinds: Vec<Vec<(Key, Node)>> = vec![];
        let counts = |(place, (_, node)): &(usize, (Record, Node))| last[node.at()] == *place;
        for (_, (record, node)) in records.into_iter().zip(nodes).enumerate().filter(counts) {
            for link in links::find(&record.header, &record.body) {
                let other = graph.node_for(&link.key);
                graph.slots[other.at()].into.push(Link { field: link.field, other: node, revision: link.revision, wants: link.wants });
                graph.slots[node.at()].out.push(Link { field: link.field, other, revision: link.revision, wants: link.wants });
            }
            let kind = record.kind() as usize;
            if of_kinds.len() <= kind {
                of_kinds.resize_with(kind + 1, Vec::new);
            }
            of_kinds[kind].push((record.key.clone(), node));
            graph.place(node, record);
        }
        graph.by_kind = of_kinds.into_iter().map(BTreeSet::from_iter).collect();
        graph.sort_backlinks();
        graph
    }

    /// Puts the links into each node in the order of [`Graph::put`].
    fn sort_backlinks(&mut self) {
        let mut by_key: Vec<Node> = (0..self.slots.len()).map(Node::from_index).collect();
        by_key.sort_unstable_by(|one, other| self.key(*one).cmp(self.key(*other)));
        let mut rank = vec![0; by_key.len()];
        by_key.iter().enumerate().for_each(|(place, node)| rank[node.at()] = place);
        for slot in &mut self.slots {
            slot.into.sort_by_key(|link| rank[link.other.at()]);
        }
    }

    /// Writes a record in the place of the one with its key.
    pub fn put(&mut self, record: Record) {
        let node = self.node_for(&record.key);
        self.unlink(node);
        for link in links::find(&record.header, &record.body) {
            let other = self.node_for(&link.key);
            // INVARIANT: links into a node are in the order of their keys, so that no rule depends on the order of edits.
            let at = self.slots[other.at()].into.partition_point(|back| self.slots[back.other.at()].key <= record.key);
            let back = Link { field: link.field, other: node, revision: link.revision, wants: link.wants };
            self.slots[other.at()].into.insert(at, back);
            self.slots[node.at()].out.push(Link { field: link.field, other, revision: link.revision, wants: link.wants });
        }
        let kind = record.kind() as usize;
        if self.by_kind.len() <= kind {
            self.by_kind.resize_with(kind + 1, BTreeSet::new);
        }
        self.by_kind[kind].insert((record.key.clone(), node));
        self.place(node, record);
    }

    /// Takes a record out. Links to it stay, and dangle.
    pub fn remove(&mut self, key: &Key) {
        if let Some(node) = self.by_key.get(key).copied() {
            self.unlink(node);
        }
    }

    /// Remembers an earlier revision of a record, so that a check can say what has changed since.
    pub fn remember(&mut self, record: Record) {
        self.past.insert((record.key.clone(), record.revision), Arc::new(record));
    }

    /// An earlier revision, if somebody remembered it.
    pub fn past(&self, key: &Key, revision: u32) -> Option<&Record> {
        self.past.get(&(key.clone(), revision)).map(|record| &**record)
    }

    /// The node of a key.
    pub fn node(&self, key: &Key) -> Option<Node> {
        self.by_key.get(key).copied()
    }

    /// The record at a node, if one is written there.
    pub fn at(&self, node: Node) -> Option<&Record> {
        self.slots[node.at()].record.as_ref()
    }

    /// The key at a node.
    pub fn key(&self, node: Node) -> &Key {
        &self.slots[node.at()].key
    }

    /// The record with a key.
    pub fn record(&self, key: &Key) -> Option<&Record> {
        self.at(self.node(key)?)
    }

    /// The record with a key, as one of a kind.
    pub fn get<T: Typed>(&self, key: &Key) -> Option<Of<'_, T>> {
        self.typed(self.node(key)?)
    }

    /// The record that a link points at.
    pub fn follow<T: Typed>(&self, link: &Ref<T>) -> Option<Of<'_, T>> {
        self.get(&link.key)
    }

    /// The record at a node, as one of a kind.
    pub fn typed<T: Typed>(&self, node: Node) -> Option<Of<'_, T>> {
        let record = self.at(node)?;
        Some(Of { node, record, body: T::of(&record.body)? })
    }

    /// As [`Graph::typed`], unless the record is withdrawn.
    pub fn live<T: Typed>(&self, node: Node) -> Option<Of<'_, T>> {
        let is_live = |written: Written| written.kind == T::KIND && !written.withdrawn;
        if self.written[node.at()].is_some_and(is_live) { self.typed(node) } else { None }
    }

    /// The kind of the record at a node.
    pub fn kind(&self, node: Node) -> Option<Kind> {
        self.written[node.at()].map(|written| written.kind)
    }

    /// Whether a record is written at a node that is not withdrawn.
    pub fn is_live(&self, node: Node) -> bool {
        self.written[node.at()].is_some_and(|written| !written.withdrawn)
    }

    /// All records of a kind that are not withdrawn, by key.
    pub fn all<T: Typed>(&self) -> impl Iterator<Item = Of<'_, T>> {
        self.nodes(T::KIND).filter_map(|node| self.live(node))
    }

    /// The nodes of a kind's records, withdrawn ones too, by key.
    pub fn nodes(&self, kind: Kind) -> impl Iterator<Item = Node> + '_ {
        self.by_kind.get(kind as usize).into_iter().flatten().map(|(_, node)| *node)
    }

    /// All records, withdrawn ones too, by kind and key.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        Kind::ALL.iter().flat_map(|kind| self.nodes(*kind)).filter_map(|node| self.at(node))
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.by_kind.iter().map(BTreeSet::len).sum()
    }

    /// How many nodes there are, those of missing records too: the length of a table by node.
    pub(crate) fn capacity(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The links out of a node.
    pub fn links(&self, node: Node) -> &[Link] {
        &self.slots[node.at()].out
    }

    /// The links into a node, by the keys of where they come from, which is `other`.
    pub fn backlinks(&self, node: Node) -> &[Link] {
        &self.slots[node.at()].into
    }

    /// Records of a kind, not withdrawn, that point at a node through a field; an empty field means any.
    /// A record that points twice is given once.
    pub fn pointing_at<T: Typed>(&self, node: Node, field: &'static str) -> impl Iterator<Item = Of<'_, T>> {
        // INVARIANT: `put` writes a record's links in one go, so those of one record lie side by side.
        let mut last = None;
        self.backlinks(node)
            .iter()
            .filter(move |link| (field.is_empty() || link.field == field) && last.replace(link.other) != Some(link.other))
            .filter_map(|link| self.live(link.other))
    }

    /// The asset of a record: the one that it names, else the only one there is.
    pub fn asset_of(&self, record: &Record) -> Option<Of<'_, Asset>> {
        if record.kind() == Kind::Asset {
            return self.get(&record.key);
        }
        match &record.header.asset {
            Some(asset) => self.follow(asset),
            None => self.only_asset(),
        }
    }

    /// Where the asset of the record at a node is, as [`Graph::asset_of`] has it, without reading the record.
    pub fn asset_node(&self, node: Node) -> Option<Node> {
        match self.written[node.at()]? {
            Written { kind: Kind::Asset, .. } => Some(node),
            Written { asset: Some(asset), .. } => Some(asset).filter(|asset| self.kind(*asset) == Some(Kind::Asset)),
            Written { asset: None, .. } => self.only_asset().map(|asset| asset.node),
        }
    }

    fn only_asset(&self) -> Option<Of<'_, Asset>> {
        let mut all = self.all::<Asset>();
        all.next().filter(|_| all.next().is_none())
    }

    /// The limits that hold for a record: those of its asset, else the defaults.
    pub fn limits_of(&self, record: &Record) -> Limits {
        self.asset_of(record).map(|asset| asset.body.limits.clone()).unwrap_or_default()
    }

    /// The markets that a record holds in: those that it names, else all of its asset.
    pub fn markets_of<'g>(&'g self, record: &'g Record) -> Vec<Of<'g, Market>> {
        if record.kind() == Kind::Market {
            return self.get(&record.key).into_iter().collect();
        }
        let named: Vec<_> = record.header.markets.iter().filter_map(|market| self.follow(market)).collect();
        if !record.header.markets.is_empty() {
            return named;
        }
        let asset = self.asset_of(record).map(|asset| asset.node);
        self.all::<Market>().filter(|market| self.asset_of(market.record).map(|a| a.node) == asset).collect()
    }

    /// The targets and confirmed revisions of links whose target has moved on since.
    pub fn stale_links(&self) -> impl Iterator<Item = (Key, u32)> + '_ {
        let links = self.slots.iter().filter(|slot| slot.record.is_some()).flat_map(|slot| &slot.out);
        links.filter_map(|link| {
            let (target, confirmed) = (self.at(link.other)?, link.revision?);
            (confirmed < target.revision).then(|| (target.key.clone(), confirmed))
        })
    }

    /// Links that point at nothing, or at a record of another kind than the field wants.
    pub fn problems(&self) -> Vec<Finding> {
        let of_record = |record: &Record| {
            let from = self.node(&record.key).map(|node| self.links(node)).unwrap_or_default();
            from.iter().filter_map(|link| self.problem(record, link)).collect::<Vec<_>>()
        };
        self.records().flat_map(of_record).collect()
    }

    fn problem(&self, record: &Record, link: &Link) -> Option<Finding> {
        match (self.at(link.other), link.wants) {
            (None, wants) => {
                let same_kind = wants.into_iter().flat_map(|kind| self.nodes(kind)).map(|node| self.key(node).as_str());
                let near = crate::words::nearest(self.key(link.other).as_str(), same_kind);
                Some(input::dangling_link(record, link.field, self.key(link.other), wants, near))
            }
            (Some(target), Some(wants)) if target.kind() != wants => Some(input::link_of_wrong_kind(record, link.field, target, wants)),
            _ => None,
        }
    }

    fn node_for(&mut self, key: &Key) -> Node {
        if let Some(node) = self.by_key.get(key) {
            return *node;
        }
        let node = Node(u32::try_from(self.slots.len()).expect("fewer than four billion keys"));
        self.slots.push(Slot { key: key.clone(), record: None, out: vec![], into: vec![] });
        self.written.push(None);
        self.by_key.insert(key.clone(), node);
        node
    }

    fn place(&mut self, node: Node, record: Record) {
        // The header comes first in a record, and with it the asset.
        let asset = record.header.asset.as_ref().and_then(|_| self.links(node).iter().find(|link| link.field == "asset"));
        let (kind, withdrawn) = (record.kind(), record.header.state == State::Withdrawn);
        self.written[node.at()] = Some(Written { kind, withdrawn, asset: asset.map(|link| link.other) });
        self.slots[node.at()].record = Some(record);
    }

    /// Takes the record at a node and its own links away.
    fn unlink(&mut self, node: Node) {
        for link in std::mem::take(&mut self.slots[node.at()].out) {
            self.slots[link.other.at()].into.retain(|back| back.other != node);
        }
        self.written[node.at()] = None;
        if let Some(record) = self.slots[node.at()].record.take()
            && let Some(set) = self.by_kind.get_mut(record.kind() as usize)
        {
            set.remove(&(record.key.clone(), node));
        }
    }
}

impl Node {
    fn at(self) -> usize {
        self.0 as usize
    }

    /// The node with a number.
    pub(crate) fn from_index(index: usize) -> Node {
        Node(u32::try_from(index).expect("a number that was a node's"))
    }

    /// The node's number, for tables by node.
    pub(crate) fn index(self) -> usize {
        self.at()
    }
}
