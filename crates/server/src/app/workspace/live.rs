//! The strategy as it stands: the graph of all heads with its findings, replaced as a whole after every write.

use jiff::civil::Date;
use ledger::{Ledger, Revision};
use strategy::{Checker, Finding, Graph, Key};

use super::{Error, stored};

/// How many revisions are worth checking one by one.
pub(in crate::app) const FEW: usize = 4;

/// The strategy as it stands on a day. Immutable; readers share it.
#[derive(Clone, Debug)]
pub struct Live {
    checker: Checker,
    findings: Vec<Finding>,
    seq: u64,
}

impl Live {
    /// Reads every head from the ledger and checks them.
    pub(super) fn load(ledger: &Ledger, day: Date) -> Result<Live, Error> {
        let heads = ledger.bare_heads()?;
        let seq = heads.iter().map(|head| head.seq).max().unwrap_or(0);
        let mut graph = stored::graph_of(&heads);
        remember_stale(&mut graph, |key, revision| ledger.revision(key.as_str(), revision))?;
        Ok(Live::of(graph, day, seq))
    }

    fn of(graph: Graph, day: Date, seq: u64) -> Live {
        let checker = Checker::new(graph, day);
        let findings = checker.findings();
        Live { checker, findings, seq }
    }

    /// The same records, checked for another day.
    pub(super) fn on(&self, day: Date) -> Live {
        Live::of(self.graph().clone(), day, self.seq)
    }

    /// With newer revisions from the ledger, in their order. A few are checked one by one, which costs little each; many,
    /// as from an import, all at once.
    pub(super) fn with(&self, newer: &[Revision]) -> Live {
        let seq = newer.iter().map(|revision| revision.seq).fold(self.seq, u64::max);
        if newer.len() > FEW {
            return Live::of(self.graph_with(newer), self.day(), seq);
        }
        let mut live = Live { seq, ..self.clone() };
        for revision in newer {
            match (stored::record_of(revision), Key::new(&revision.key)) {
                (Some((record, _)), _) => live.checker.put(record),
                (None, Some(key)) => live.checker.remove(&key),
                (None, None) => {}
            }
        }
        live.findings = live.checker.findings();
        live
    }

    fn graph_with(&self, newer: &[Revision]) -> Graph {
        let mut graph = self.graph().clone();
        for revision in newer {
            let Some(key) = Key::new(&revision.key) else { continue };
            let before = graph.record(&key).cloned();
            before.into_iter().for_each(|before| graph.remember(before));
            match stored::record_of(revision) {
                Some((record, _)) => graph.put(record),
                None => graph.remove(&key),
            }
        }
        graph
    }

    /// The graph.
    pub fn graph(&self) -> &Graph {
        self.checker.graph()
    }

    /// The day on which it was checked.
    pub fn day(&self) -> Date {
        self.checker.day()
    }

    /// All findings, worst first; those under a waiver too.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings that count.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_open())
    }

    /// The finding with an id.
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.id == id)
    }

    /// The place in the ledger's log up to which this stands.
    pub fn seq(&self) -> u64 {
        self.seq
    }
}

/// Fetches the earlier revisions at which suspect links were confirmed, so that checks can say what has changed.
fn remember_stale(graph: &mut Graph, fetch: impl Fn(&Key, u32) -> Result<Option<Revision>, ledger::Error>) -> Result<(), Error> {
    let stale: std::collections::BTreeSet<(Key, u32)> = graph.stale_links().collect();
    for (key, revision) in stale {
        if let Some((record, _)) = fetch(&key, revision)?.as_ref().and_then(stored::record_of) {
            graph.remember(record);
        }
    }
    Ok(())
}
