//! Pairs become clusters, the surest first, under constraints: two valid different NPIs never meet, a source without
//! doubles gives a cluster one record at most, and records that a third one brings together must agree on the whole.

use std::collections::HashMap;

use super::{compare::Comparer, pairs::Prepared, pool::NONE, score::Scorer};

/// A scored pair of places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) one: u32,
    pub(super) other: u32,
    pub(super) bits: f32,
}

/// Clusters under way.
pub(super) struct Clusters<'a> {
    prepared: &'a Prepared,
    parent: Vec<u32>,
    /// The next member of the cluster, in a ring.
    next: Vec<u32>,
    size: Vec<u32>,
    npi: Vec<u32>,
    /// Which sources hold every stakeholder once.
    singular: &'a [bool],
    /// Pairs of places that a person has called two.
    apart: Vec<(u32, u32)>,
}

/// A partner is clear when the next best is so many bits behind.
const CLEARLY: f32 = 2.0;
/// Members of a cluster that are asked when two clusters would meet.
const ASKED: usize = 6;
/// No pair's doubt or certainty outweighs others beyond this, in bits.
const MOST_SAY: f32 = 15.0;

impl<'a> Clusters<'a> {
    pub(super) fn new(prepared: &'a Prepared, singular: &'a [bool]) -> Clusters<'a> {
        let count = prepared.rows.len() as u32;
        Clusters {
            prepared,
            parent: (0..count).collect(),
            next: (0..count).collect(),
            size: vec![1; count as usize],
            npi: prepared.rows.iter().map(|row| row.npi).collect(),
            singular,
            apart: vec![],
        }
    }

    /// Keeps two places apart, whatever joins them.
    pub(super) fn keep_apart(&mut self, one: u32, other: u32) {
        self.apart.push((one, other));
    }

    pub(super) fn root(&mut self, mut place: u32) -> u32 {
        while self.parent[place as usize] != place {
            let above = self.parent[place as usize];
            self.parent[place as usize] = self.parent[above as usize];
            place = above;
        }
        place
    }

    /// Joins two clusters without asking.
    pub(super) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        let (small, large) = if self.size[one as usize] < self.size[other as usize] { (one, other) } else { (other, one) };
        self.parent[small as usize] = large;
        self.size[large as usize] += self.size[small as usize];
        self.next.swap(small as usize, large as usize);
        if self.npi[large as usize] == NONE {
            self.npi[large as usize] = self.npi[small as usize];
        }
    }

    /// Joins what pairs at or above `least` bits hold together, the surest pair first.
    pub(super) fn join_all(&mut self, edges: &mut [Edge], least: f32, scorer: &Scorer<'_>, comparer: &mut Comparer<'_>) {
        edges.sort_unstable_by(|a, b| b.bits.total_cmp(&a.bits).then((a.one, a.other).cmp(&(b.one, b.other))));
        for edge in edges.iter().take_while(|edge| edge.bits >= least) {
            let (one, other) = (self.root(edge.one), self.root(edge.other));
            if one != other && self.may_meet(one, other) && self.agree(one, other, scorer, comparer) {
                self.join(one, other);
            }
        }
    }

    /// Joins records that nobody else in a source can be, though the pair alone would not do: where nearly everybody of
    /// one source stands in the other, once, a record without a partner most likely has this one. `bonus` says in bits
    /// what that is worth for a pair of sources; an equally good partner takes it away.
    pub(super) fn join_left_over(&mut self, edges: &[Edge], least: f32, bonus: &dyn Fn(u16, u16) -> f32) {
        let source = |place: u32| self.prepared.rows[place as usize].source;
        let mut left: Vec<Edge> = vec![];
        for edge in edges {
            let (a, b) = (source(edge.one), source(edge.other));
            let extra = self.side(edge.one, b, bonus(a, b)) + self.side(edge.other, a, bonus(b, a));
            if extra > 0.0 && edge.bits < least && edge.bits + extra >= least && self.root(edge.one) != self.root(edge.other) {
                left.push(*edge);
            }
        }
        let mut best: HashMap<u32, (f32, f32)> = HashMap::new();
        for edge in &left {
            for place in [edge.one, edge.other] {
                let (first, second) = best.entry(self.root(place)).or_insert((f32::MIN, f32::MIN));
                if edge.bits > *first {
                    (*first, *second) = (edge.bits, *first);
                } else {
                    *second = second.max(edge.bits);
                }
            }
        }
        for edge in left {
            let (one, other) = (self.root(edge.one), self.root(edge.other));
            let is_clear = |root: u32| best.get(&root).is_some_and(|(first, second)| *first == edge.bits && first - second >= CLEARLY);
            if one != other && is_clear(one) && is_clear(other) && self.may_meet(one, other) {
                self.join(one, other);
            }
        }
    }

    /// What being left over is worth on one side of a pair: nothing for a record that has a partner there.
    fn side(&mut self, place: u32, target: u16, bonus: f32) -> f32 {
        let root = self.root(place);
        let has_partner = self.members(root).any(|member| self.prepared.rows[member as usize].source == target);
        if has_partner { 0.0 } else { bonus }
    }

    fn members(&self, root: u32) -> impl Iterator<Item = u32> {
        let mut at = Some(root);
        std::iter::from_fn(move || {
            let place = at?;
            let next = self.next[place as usize];
            at = (next != root).then_some(next);
            Some(place)
        })
    }

    fn may_meet(&mut self, one: u32, other: u32) -> bool {
        for (a, b) in self.apart.clone() {
            let (a, b) = (self.root(a), self.root(b));
            if (a, b) == (one, other) || (a, b) == (other, one) {
                return false;
            }
        }
        let (a, b) = (self.npi[one as usize], self.npi[other as usize]);
        let is_contradiction = a != NONE && b != NONE && a != b;
        let source = |place: u32| self.prepared.rows[place as usize].source;
        let is_double = self.singular.contains(&true)
            && self.members(one).any(|a| self.singular[usize::from(source(a))] && self.members(other).any(|b| source(a) == source(b)));
        !is_contradiction && !is_double
    }

    /// Whether the members of two clusters are more likely one than two on the whole.
    fn agree(&self, one: u32, other: u32, scorer: &Scorer<'_>, comparer: &mut Comparer<'_>) -> bool {
        if self.size[one as usize] == 1 && self.size[other as usize] == 1 {
            return true;
        }
        let mut sum = 0.0;
        for a in self.members(one).take(ASKED) {
            for b in self.members(other).take(ASKED) {
                let (a, b) = (&self.prepared.rows[a as usize], &self.prepared.rows[b as usize]);
                sum += scorer.score(comparer, a, b).clamp(-MOST_SAY, MOST_SAY);
            }
        }
        sum >= 0.0
    }
}
