//! Looking back: the strategy as it stood at an instant, two days compared, one record's revisions.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use ledger::{Batch, Revision};
use strategy::{Difference, Finding, Graph, Key, Record, compare::FieldChange};

use super::{Error, Workspace, stored};

/// The strategy as it stood, with the findings of that day.
#[derive(Debug)]
pub struct Past {
    /// The records as they stood.
    pub graph: Graph,
    /// The day on which they are checked.
    pub day: Date,
}

impl Past {
    /// The findings of that day, by today's rules.
    pub fn findings(&self) -> Vec<Finding> {
        strategy::check(&self.graph, self.day)
    }
}

/// One revision of a record, with what it changed.
#[derive(Debug)]
pub struct RevisionOf {
    /// The revision as the ledger holds it.
    pub revision: Revision,
    /// The record; `None` where the revision removes it.
    pub record: Option<Record>,
    /// What it changed against the one before.
    pub changes: Vec<FieldChange>,
}

impl Workspace {
    /// The strategy as it stood at the end of a day.
    pub fn as_of(&self, day: Date) -> Result<Past, Error> {
        Ok(Past { graph: stored::graph_of(&self.ledger().bare_as_of(end_of(day))?), day })
    }

    /// What differs between the ends of two days.
    pub fn compare_days(&self, earlier: Date, later: Date) -> Result<Vec<Difference>, Error> {
        Ok(strategy::compare(&self.as_of(earlier)?.graph, &self.as_of(later)?.graph))
    }

    /// A record's revisions, newest first, each with what it changed.
    pub fn history(&self, key: &Key) -> Result<Vec<RevisionOf>, Error> {
        let revisions = self.ledger().history(key.as_str())?;
        if revisions.is_empty() {
            return Err(Error::NoRecord(key.to_string()));
        }
        let fields = |revision: &Revision| stored::record_of(revision).map(|(record, _)| record.fields()).unwrap_or_default();
        let before = revisions.iter().skip(1).map(fields).chain([serde_json::Map::new()]);
        let changes: Vec<_> =
            revisions.iter().zip(before).map(|(r, before)| strategy::compare::values_changed(&before, &fields(r))).collect();
        let told =
            |(revision, changes): (Revision, _)| RevisionOf { record: stored::record_of(&revision).map(|(r, _)| r), revision, changes };
        Ok(revisions.into_iter().zip(changes).map(told).collect())
    }

    /// The latest changes, newest first.
    pub fn batches(&self, limit: u32) -> Result<Vec<Batch>, Error> {
        Ok(self.ledger().batches(None, limit)?)
    }
}

/// The last instant of a day, in UTC.
pub(in crate::app) fn end_of(day: Date) -> Timestamp {
    let next = day.tomorrow().unwrap_or(day);
    let midnight = next.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).unwrap_or(Timestamp::MAX);
    midnight - jiff::SignedDuration::from_micros(1)
}
