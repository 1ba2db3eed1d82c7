//! What the drafts of one or more files became, and everything that is wrong with them; the last step before a graph.
//! Files can be read to this point one beside the other: taken together in the order of the files, they give the same
//! graph and the same findings as one after the other.

use jiff::civil::Date;

use super::Reading;
use crate::{draft::Draft, finding::Finding, graph::Graph, input, record::Record};

/// Records that were read.
#[derive(Debug, Default)]
pub struct Records {
    /// The day that a file states for its own checks.
    pub day: Option<Date>,
    /// What could not be read of the files.
    pub findings: Vec<Finding>,
    past: Converted,
    current: Converted,
}

/// Records with what could not be read of them.
#[derive(Debug, Default)]
struct Converted {
    records: Vec<Record>,
    findings: Vec<Finding>,
}

impl Converted {
    fn of(drafts: Vec<Draft>) -> Converted {
        let mut numbered: Vec<(usize, Draft)> = drafts.into_iter().enumerate().collect();
        // In the order in which rules walk them, so that what they read lies side by side in memory; findings stay in the
        // order of the file.
        numbered.sort_by(|(_, one), (_, other)| (one.kind, &one.key).cmp(&(other.kind, &other.key)));
        let mut records = Vec::with_capacity(numbered.len());
        let mut findings = vec![];
        for (number, draft) in numbered {
            let (record, wrong) = draft.into_record();
            records.push((number, record));
            findings.extend(wrong.into_iter().map(|finding| (number, finding)));
        }
        records.sort_by_key(|(number, _)| *number);
        findings.sort_by_key(|(number, _)| *number);
        let (records, findings) = (records.into_iter().map(|(_, record)| record), findings.into_iter().map(|(_, finding)| finding));
        Converted { records: records.collect(), findings: findings.collect() }
    }

    fn extend(&mut self, other: Converted) {
        self.records.extend(other.records);
        self.findings.extend(other.findings);
    }
}

impl Records {
    /// Adds what another file says.
    pub fn extend(&mut self, other: Records) {
        self.day = other.day.or(self.day);
        self.findings.extend(other.findings);
        self.past.extend(other.past);
        self.current.extend(other.current);
    }

    /// The graph of everything that was read, and everything that is wrong with the input.
    pub fn into_graph(self) -> (Graph, Vec<Finding>) {
        let mut findings = self.findings;
        findings.extend(self.past.findings);
        findings.extend(self.current.findings);
        let (mut graph, findings) = input::graph(self.current.records, findings);
        self.past.records.into_iter().for_each(|record| graph.remember(record));
        (graph, findings)
    }
}

impl Reading {
    /// The records of the drafts.
    pub fn into_records(self) -> Records {
        let (past, current) = (Converted::of(self.past), Converted::of(self.drafts));
        Records { day: self.day, findings: self.findings, past, current }
    }

    /// The graph of everything that was read, and everything that is wrong with the input.
    pub fn into_graph(self) -> (Graph, Vec<Finding>) {
        self.into_records().into_graph()
    }
}
