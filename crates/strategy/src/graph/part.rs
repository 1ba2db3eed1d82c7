//! A part of a graph: some records gone, some changed. The gate makes what a seat sees with it.
//! Nodes are numbered afresh from what is kept, so that nothing in the part tells of what was left out.

use std::collections::BTreeSet;

use super::{Graph, Link, Node, Slot};
use crate::{
    key::Key,
    links,
    record::{Kind, Record},
};

/// What becomes of a record in a part.
#[derive(Clone, Debug)]
pub enum Kept {
    /// It is left out.
    No,
    /// It stays with the links that it has.
    Same(Record),
    /// It stays with other content, whose links are found again.
    Changed(Record),
}

impl Graph {
    /// The part of the graph that `keep` keeps, at the cost of what is kept. Earlier revisions are not taken along.
    pub fn part(&self, mut keep: impl FnMut(Node, &Record) -> Kept) -> Graph {
        let mut part = Graph::default();
        let mut moved = vec![None; self.slots.len()];
        let mut kept = Vec::with_capacity(self.len());
        for kind in Kind::ALL {
            let mut of_kind = vec![];
            for old in self.nodes(*kind) {
                let Some(record) = self.at(old) else { continue };
                let (record, same) = match keep(old, record) {
                    Kept::No => continue,
                    Kept::Same(record) => (record, true),
                    Kept::Changed(record) => (record, false),
                };
                let new = part.add(&record.key);
                moved[old.at()] = Some(new);
                of_kind.push((record.key.clone(), new));
                kept.push((old, new, record, same));
            }
            part.by_kind.push(BTreeSet::from_iter(of_kind));
        }
        for (old, new, record, same) in kept {
            if same {
                for link in &self.slots[old.at()].out {
                    let other = *moved[link.other.at()].get_or_insert_with(|| part.add(self.key(link.other)));
                    part.join(new, Link { other, ..link.clone() });
                }
            } else {
                for link in links::find(&record.header, &record.body) {
                    let other = part.node_for(&link.key);
                    if let Some(old) = self.node(&link.key) {
                        moved[old.at()] = Some(other);
                    }
                    part.join(new, Link { field: link.field, other, revision: link.revision, wants: link.wants });
                }
            }
            part.place(new, record);
        }
        part.order_backlinks();
        part
    }

    fn add(&mut self, key: &Key) -> Node {
        let node = Node::from_index(self.slots.len());
        self.slots.push(Slot { key: key.clone(), record: None, out: vec![], into: vec![] });
        self.written.push(None);
        self.by_key.insert(key.clone(), node);
        node
    }

    fn join(&mut self, from: Node, link: Link) {
        self.slots[link.other.at()].into.push(Link { other: from, ..link.clone() });
        self.slots[from.at()].out.push(link);
    }

    // INVARIANT: links into a node are in the order of their keys, as `put` leaves them.
    fn order_backlinks(&mut self) {
        for index in 0..self.slots.len() {
            let mut into = std::mem::take(&mut self.slots[index].into);
            into.sort_by(|one, other| self.key(one.other).cmp(self.key(other.other)));
            self.slots[index].into = into;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Draft, record::Activity};

    fn record(kind: Kind, key: &str, fields: serde_json::Value) -> Record {
        let serde_json::Value::Object(fields) = fields else { panic!("fields") };
        Draft::new(kind, Key::new(key).expect("a key"), fields).into_record().0
    }

    fn all() -> Vec<Record> {
        vec![
            record(Kind::Need, "N-1", json!({"statement": "fewer admissions"})),
            record(Kind::Activity, "T-2", json!({"title": "congress", "serves": ["N-1"]})),
            record(Kind::Activity, "T-1", json!({"title": "talk", "serves": ["N-1"], "depends_on": ["IN-1", "X-9"]})),
            record(Kind::Insight, "IN-1", json!({"summary": "heard", "serves": ["N-1"]})),
        ]
    }

    #[test]
    fn a_part_is_the_graph_of_what_was_kept() {
        let whole = Graph::of(all());
        let changed = record(Kind::Activity, "T-1", json!({"title": "talk", "serves": ["N-1"], "depends_on": ["X-9"]}));
        let part = whole.part(|_, record| match record.key.as_str() {
            "IN-1" => Kept::No,
            "T-1" => Kept::Changed(changed.clone()),
            _ => Kept::Same(record.clone()),
        });
        let fresh = Graph::of([all()[0].clone(), all()[1].clone(), changed.clone()]);
        assert!(part.records().eq(fresh.records()));
        assert_eq!(part.node(&Key::new("IN-1").expect("a key")), None, "not even its name is known");
        let into = |graph: &Graph| {
            let need = graph.node(&Key::new("N-1").expect("a key")).expect("the need");
            graph.pointing_at::<Activity>(need, "serves").map(|of| of.key().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(into(&part), ["T-1", "T-2"]);
        assert_eq!(into(&part), into(&fresh));
        assert_eq!(part.problems().len(), fresh.problems().len());
    }

    #[test]
    fn a_part_takes_edits_like_any_graph() {
        let mut part = Graph::of(all()).part(|_, record| Kept::Same(record.clone()));
        part.remove(&Key::new("T-1").expect("a key"));
        part.put(record(Kind::Activity, "T-3", json!({"title": "again", "serves": ["N-1"]})));
        let need = part.node(&Key::new("N-1").expect("a key")).expect("the need");
        let keys: Vec<_> = part.backlinks(need).iter().map(|link| part.key(link.other).to_string()).collect();
        assert_eq!(keys, ["IN-1", "T-2", "T-3"]);
    }
}
