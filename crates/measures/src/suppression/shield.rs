//! Complementary suppression: what else must be hidden so that no small count can be worked out, chosen by linear programmes,
//! and the proof that it suffices.
//!
//! For each guarded sum and each value that must stay possible, the cheapest world is sought that has this value and agrees
//! with the table, where figures of the new table may leave what they say at a price; those that leave it are hidden. A
//! world found stays valid however much is hidden later, so one pass is enough. (From knowledge: this is the linear
//! programming heuristic known in the literature on statistical disclosure control since Kelly, Golden and Assad 1992.)

use std::collections::{BTreeMap, BTreeSet};

use super::{
    interval::Interval,
    knowledge::{Knowledge, World, sum},
    program::{extreme, least, most, reach},
    walk::{Walk, touching},
};

/// A sum that must not become known.
pub(super) struct Target {
    /// The groups.
    pub(super) groups: Vec<usize>,
    /// The values from here ...
    pub(super) least: i64,
    /// ... to here must all stay possible.
    pub(super) most: i64,
    /// Whether it may instead be known not to be small at all, as a difference of two tables may.
    pub(super) may_be_large: bool,
    /// Where it is what one statement counts and another, within it, does not: the two.
    pub(super) between: Option<(usize, usize)>,
}

impl Target {
    /// The values that need a world.
    fn values(&self) -> impl Iterator<Item = i64> + use<> {
        (self.least..=self.most).rev()
    }

    /// Whether it may be, and is, known to be nobody or not to be small. The values that it has in some possible worlds
    /// spare most of the programmes: what is possible on both sides of the small numbers is possible among them.
    fn is_known_large(&self, knowledge: &Knowledge, mut seen: impl Iterator<Item = i64>) -> bool {
        if !self.may_be_large {
            return false;
        }
        if let Some((outer, inner)) = self.between {
            let known = knowledge.statements[outer].known.less(&knowledge.statements[inner].known);
            if known.least > self.most || known.most == Some(0) {
                return true;
            }
        }
        match seen.next() {
            Some(0) if seen.all(|value| value == 0) => most(knowledge, &self.groups) == Some(Some(0)),
            Some(first) if first > self.most && seen.all(|value| value > self.most) => {
                least(knowledge, &self.groups).is_some_and(|least| least > self.most)
            }
            _ => false,
        }
    }
}

/// What is known, what must stay unknown, and the worlds that prove it.
pub(super) struct Shield {
    pub(super) knowledge: Knowledge,
    targets: Vec<Target>,
    worlds: Vec<World>,
    /// For each target the values that some world has, and which.
    seen: Vec<BTreeMap<i64, usize>>,
    /// For each group the statements that it counts in.
    touching: Vec<Vec<usize>>,
    /// Which targets are known to be large. What is known stays known when more is shown.
    large: Vec<bool>,
    /// The statements that were made looser, with what they said before.
    hidden: Vec<(usize, Interval)>,
}

/// Why a table cannot be shielded.
pub(super) enum Failure {
    /// What is known contradicts itself.
    Contradiction,
    /// However much is hidden, something small is given away.
    Exposed,
    /// There are more groups than can be checked.
    TooLarge,
}

impl Shield {
    /// Hides as little as it takes. The statements say afterwards what may be said.
    pub(super) fn raise(knowledge: Knowledge, targets: Vec<Target>) -> Result<Shield, Failure> {
        let (seen, touching) = (vec![BTreeMap::new(); targets.len()], touching(&knowledge));
        let large = vec![false; targets.len()];
        let mut shield = Shield { knowledge, targets, worlds: vec![], seen, touching, large, hidden: vec![] };
        let start = reach(&shield.knowledge, &[], 0, false).ok_or(Failure::Contradiction)?;
        shield.add(start);
        shield.stretch();
        shield.hide()?;
        shield.show_again();
        Ok(shield)
    }

    /// Whether a statement was made looser.
    pub(super) fn is_hidden(&self, statement: usize) -> bool {
        self.hidden.iter().any(|(hidden, _)| *hidden == statement)
    }

    /// Worlds in which many targets at once have their most, or their least: what they prove need not be sought one by one.
    fn stretch(&mut self) {
        for most in [true, false] {
            let wanted = |index: &usize| {
                let (target, seen) = (&self.targets[*index], &self.seen[*index]);
                !target.may_be_large && !seen.contains_key(if most { &target.most } else { &target.least })
            };
            let open: Vec<usize> = (0..self.targets.len()).filter(wanted).collect();
            let mut groups: Vec<usize> = open.iter().flat_map(|index| self.targets[*index].groups.iter().copied()).collect();
            groups.sort_unstable();
            groups.dedup();
            if let Some(world) = extreme(&self.knowledge, &groups, most) {
                self.add(world);
            }
        }
    }

    /// Makes statements looser until every target has its worlds. What is hidden for one target can bring another that was
    /// known to be large back into doubt, hence the rounds; each hides something, so they end.
    fn hide(&mut self) -> Result<(), Failure> {
        loop {
            let before = self.hidden.len();
            for target in 0..self.targets.len() {
                self.prove_on_foot(target);
                self.large[target] = self.missing(target).is_some() && self.is_known_large(target);
                if self.large[target] {
                    continue;
                }
                while let Some(value) = self.missing(target) {
                    // The programme without prices is many times smaller, and mostly enough.
                    let world = [false, true].iter().find_map(|loosen| self.reach(target, value, *loosen)).ok_or(Failure::Exposed)?;
                    self.loosen(&world);
                    self.add(world);
                    self.prove_on_foot(target);
                }
            }
            if self.hidden.len() == before {
                return Ok(());
            }
        }
    }

    /// Makes the statements looser that a world does not agree with.
    fn loosen(&mut self, world: &World) {
        for (index, statement) in self.knowledge.statements.iter_mut().enumerate() {
            if !statement.known.contains(statement.sum(world))
                && let Some(looser) = statement.looser.take()
            {
                self.hidden.push((index, statement.known));
                statement.known = looser;
            }
        }
    }

    /// Shows again what turned out not to be needed, the dearest first.
    fn show_again(&mut self) {
        let mut hidden = std::mem::take(&mut self.hidden);
        hidden.sort_by(|(one, _), (two, _)| {
            let price = |index: &usize| self.knowledge.statements[*index].price;
            price(two).total_cmp(&price(one)).then(one.cmp(two))
        });
        let mut kept = Vec::new();
        for (index, exact) in hidden {
            let looser = std::mem::replace(&mut self.knowledge.statements[index].known, exact);
            if !self.proved_again() {
                self.knowledge.statements[index].known = looser;
                kept.push((index, exact));
            }
        }
        self.hidden = kept;
    }

    /// Whether all targets can be proved with what is known now, and if so with which worlds.
    fn proved_again(&mut self) -> bool {
        let (worlds, seen) = (std::mem::take(&mut self.worlds), std::mem::take(&mut self.seen));
        self.seen = vec![BTreeMap::new(); self.targets.len()];
        for world in worlds.iter().filter(|world| self.knowledge.admits(world)).cloned().collect::<Vec<World>>() {
            self.add(world);
        }
        let proved = (0..self.targets.len()).all(|target| self.prove(target));
        if !proved {
            (self.worlds, self.seen) = (worlds, seen);
        }
        proved
    }

    fn prove(&mut self, target: usize) -> bool {
        if self.large[target] {
            return true;
        }
        self.prove_on_foot(target);
        if self.missing(target).is_some() && self.is_known_large(target) {
            return true;
        }
        while let Some(value) = self.missing(target) {
            let Some(world) = self.reach(target, value, false) else { return false };
            self.add(world);
            self.prove_on_foot(target);
        }
        true
    }

    fn reach(&self, target: usize, value: i64, loosen: bool) -> Option<World> {
        reach(&self.knowledge, &self.targets[target].groups, value, loosen)
    }

    /// Finds what worlds can be found by walking from those that there are.
    fn prove_on_foot(&mut self, target: usize) {
        for value in self.targets[target].values() {
            let (below, above) = (self.seen[target].range(..=value).next_back(), self.seen[target].range(value..).next());
            let near = [below, above].into_iter().flatten().min_by_key(|(seen, _)| (**seen - value).abs());
            let Some((seen, world)) = near else { return };
            if *seen != value
                && let Some(world) =
                    Walk::new(&self.knowledge, &self.touching).to(&self.worlds[*world], &self.targets[target].groups, value)
            {
                self.add(world);
            }
        }
    }

    /// The first value of a target that no world has yet.
    fn missing(&self, target: usize) -> Option<i64> {
        self.targets[target].values().find(|value| !self.seen[target].contains_key(value))
    }

    fn is_known_large(&self, target: usize) -> bool {
        self.targets[target].is_known_large(&self.knowledge, self.seen[target].keys().copied())
    }

    fn add(&mut self, world: World) {
        for (seen, target) in self.seen.iter_mut().zip(&self.targets) {
            seen.entry(sum(&target.groups, &world)).or_insert(self.worlds.len());
        }
        self.worlds.push(world);
    }

    /// The proof, in whole numbers and from the beginning: every target has all the values that it must have in worlds that
    /// somebody who knows this must take for possible; or it is known not to be small.
    pub(super) fn proves(&self, knowledge: &Knowledge) -> bool {
        let possible: Vec<&World> = self.worlds.iter().filter(|world| knowledge.admits(world)).collect();
        self.targets.iter().all(|target| {
            let values: BTreeSet<i64> = possible.iter().map(|world| sum(&target.groups, world)).collect();
            target.values().all(|value| values.contains(&value)) || target.is_known_large(knowledge, values.into_iter())
        })
    }
}
