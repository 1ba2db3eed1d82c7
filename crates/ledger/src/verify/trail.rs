//! The way along a log: its end so far, the tree over it, and what the witness saw of it.

use crate::merkle::Tree;
use crate::verify::{Fault, Log, Problem};
use crate::witness::Witnessed;
use crate::{Checkpoint, Hash};

/// The way along a log.
pub(super) struct Trail {
    log: Log,
    /// The end of what is sound so far.
    pub(super) end: Checkpoint,
    tree: Tree,
    /// Sizes and roots that the witness saw, the smallest last.
    witnessed: Vec<(u64, Hash)>,
    /// The last place at which the witness agreed.
    agreed: Checkpoint,
}

impl Trail {
    pub(super) fn new(log: Log, witnessed: &[Witnessed]) -> Trail {
        let mut seen: Vec<(u64, Hash)> = witnessed.iter().filter(|one| one.log == log).map(|one| (one.size, one.root)).collect();
        seen.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
        seen.retain(|(size, _)| *size > 0);
        Trail { log, end: Checkpoint::default(), tree: Tree::default(), witnessed: seen, agreed: Checkpoint::default() }
    }

    /// Takes the hash of the next entry. A fault if the witness saw another log of this length; then nothing after the
    /// last place at which it agreed is sound.
    pub(super) fn advance(&mut self, hash: Hash) -> Option<Fault> {
        self.end = Checkpoint { seq: self.end.seq + 1, hash };
        self.tree.push(&hash);
        while let Some((_, root)) = self.witnessed.pop_if(|(size, _)| *size == self.end.seq) {
            if root != self.tree.root() {
                let until = self.end.seq;
                self.end = self.agreed;
                let stretch = (until > self.end.seq + 1).then_some(until);
                return Some(Fault { until: stretch, ..self.nameless(Problem::WitnessDisagrees) });
            }
            self.agreed = self.end;
        }
        None
    }

    /// How long the witness knows the log to be.
    pub(super) fn known(&self) -> u64 {
        self.witnessed.first().map_or(0, |(size, _)| *size)
    }

    /// The root over what is sound so far.
    pub(super) fn root(&self) -> Hash {
        self.tree.root()
    }

    /// A fault at the next place, where no entry can be shown.
    pub(super) fn nameless(&self, problem: Problem) -> Fault {
        Fault { log: self.log, seq: self.end.seq + 1, until: None, record: None, key: None, problem }
    }
}
