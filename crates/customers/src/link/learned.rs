//! The records that scores may join, and what is learned from them.

use std::collections::HashMap;

use rusqlite::Connection;
use stakeholders::identity::{Decision, Options, Records, RowId, Waterfall};
pub(super) use stakeholders::identity::{Linked as Pairs, Linker, Pair};

use crate::{Error, Verdict, details::Details};

/// A decision that stands, about records that are kept.
pub(crate) struct Accepted {
    pub(super) number: i64,
    pub(super) one: i64,
    pub(super) other: i64,
    pub(super) verdict: Verdict,
}

/// Records that scores may join.
pub(crate) struct Learned {
    records: Records,
    /// The subject of each.
    pub(super) subjects: Vec<i64>,
    decisions: Vec<Decision>,
}

impl Learned {
    /// Reads the records of people, or those of organisations, in the order of their names.
    pub(crate) fn of(connection: &Connection, is_person: bool, accepted: &[Accepted]) -> Result<Learned, Error> {
        let sql = "SELECT record.subject, subject.system, subject.code, record.details
            FROM record JOIN subject ON subject.id = record.subject
            WHERE record.is_person = ?1 AND record.is_scored = 1 ORDER BY subject.system, subject.code";
        let mut learned = Learned { records: Records::new(), subjects: vec![], decisions: vec![] };
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([is_person])?;
        while let Some(row) = rows.next()? {
            let (system, code, details): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let details = Details::read(&details)?;
            let source = learned.records.source(&system);
            learned.records.push(source, &code, details.0.iter().map(|(field, value)| (*field, value.as_str())));
            learned.subjects.push(row.get(0)?);
        }
        if !accepted.is_empty() {
            let places: HashMap<i64, RowId> = learned.subjects.iter().copied().zip((0..).map(RowId)).collect();
            learned.decisions = accepted.iter().filter_map(|decision| told(decision, &places)).collect();
        }
        Ok(learned)
    }

    /// Learns and links. `None` where there are no two records.
    pub(super) fn link(&self) -> Option<(Linker<'_>, Pairs)> {
        (self.records.len() > 1).then(|| Linker::link_with(&self.records, &Options::default(), &self.decisions))
    }

    /// The subjects of a pair.
    pub(super) fn pair(&self, pair: &Pair) -> (i64, i64) {
        (self.subjects[pair.one.0 as usize], self.subjects[pair.other.0 as usize])
    }

    /// Whether a person has decided about a pair.
    pub(super) fn is_decided(&self, pair: &Pair) -> bool {
        let is_of = |decision: &Decision| [(pair.one, pair.other), (pair.other, pair.one)].contains(&(decision.one, decision.other));
        self.decisions.iter().any(is_of)
    }

    /// Why two of the records have their score; `None` where one of them is not among them.
    pub(crate) fn explain(&self, one: i64, other: i64) -> Option<Waterfall> {
        let place = |subject: i64| self.subjects.iter().position(|known| *known == subject).map(|at| RowId(at as u32));
        let (one, other) = (place(one)?, place(other)?);
        self.link().map(|(linker, _)| linker.explain(one, other))
    }
}

/// A decision in the words of identity.
fn told(decision: &Accepted, places: &HashMap<i64, RowId>) -> Option<Decision> {
    let (one, other) = (*places.get(&decision.one)?, *places.get(&decision.other)?);
    Some(Decision { one, other, verdict: decision.verdict, by: String::new(), reason: String::new(), is_withdrawn: false })
}
