//! What a seat sees of a strategy: the records with what is hidden gone, and what stands in its place.

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use strategy::{Function, Graph, Key, Kind, Record, record::Channel, words_enum};

use crate::{DataKind, RuleId};

words_enum! {
    /// How much of something is granted, the least first.
    pub enum Depth {
        /// Nothing.
        Nothing = "nothing",
        /// Only counted with others, above the smallest number of people.
        Aggregate = "aggregate",
        /// Whether there is something, yes or no.
        Flag = "flag",
        /// Date, function, channel, class and status.
        Metadata = "metadata",
        /// Everything.
        Full = "full",
    }
}

words_enum! {
    /// What is left of something that is not shown in full.
    pub enum Level {
        /// Nothing, as if it did not exist.
        Hidden = "hidden",
        /// That there is something of its class.
        Existence = "existence",
        /// Some of its fields.
        Partial = "partial",
        /// Counted with others.
        Aggregate = "aggregate",
    }
}

impl Level {
    /// What is left of something at a depth; `None` when all of it is.
    pub fn of(depth: Depth) -> Option<Level> {
        match depth {
            Depth::Nothing => Some(Level::Hidden),
            Depth::Aggregate => Some(Level::Aggregate),
            Depth::Flag => Some(Level::Existence),
            Depth::Metadata => Some(Level::Partial),
            Depth::Full => None,
        }
    }
}

/// Everything that a seat sees of a strategy. Two strategies that differ only in what is hidden give equal sights.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// The strategy: hidden records are gone, withheld fields empty, links to hidden records cut. It has no places in
    /// files, which would tell of what stood between.
    pub graph: Graph,
    /// The withheld fields of visible records, by record and field.
    pub withheld: Vec<Withheld>,
    /// What is known to exist, coarsely, each once.
    pub existences: Vec<Existence>,
    /// Counts above the smallest number of people and institutions.
    pub aggregates: Vec<Aggregate>,
    /// The kinds and fields that this seat does not see in full, by policy and stages alone: no content says so.
    pub blind: Vec<Blind>,
    /// The day on which it was looked at.
    pub day: Date,
}

/// A field that a seat does not see.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Withheld {
    /// The record.
    pub record: Key,
    /// The field.
    pub field: &'static str,
    /// What is left of it. Where it is hidden, the entry stands whether or not anything is written there.
    pub level: Level,
    /// Whether anything is written there, where the seat may know that.
    pub exists: Option<bool>,
    /// The rule that withholds it: a rule of a pack, or a cell of the sharing matrix.
    pub rule: RuleId,
}

/// That something exists which is not shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Existence {
    /// The kind of data.
    pub data: DataKind,
    /// The visible record that it concerns: the stakeholder engaged.
    pub about: Option<Key>,
    /// Whose it is.
    pub function: Option<Function>,
    /// By which channels.
    pub channels: Vec<Channel>,
    /// In which quarter, where a day is written.
    pub quarter: Option<Quarter>,
    /// The rule that withholds the rest.
    pub rule: RuleId,
}

/// A quarter of a year: the finest time that an existence tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    /// The year.
    pub year: i16,
    /// The quarter, from 1 to 4.
    pub quarter: i8,
}

/// A count of something that is not shown singly.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Aggregate {
    /// The kind of data.
    pub data: DataKind,
    /// What is counted: a theme.
    pub theme: String,
    /// At least so many people stand behind it; rounded down.
    pub people: u32,
    /// The rule that withholds the rest.
    pub rule: RuleId,
}

/// Something that a seat does not see in full, whatever the content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Blind {
    /// The kind of record.
    #[serde(serialize_with = "kind_name")]
    pub kind: Kind,
    /// The field; `None` for whole records.
    pub field: Option<&'static str>,
}

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: Date) -> Quarter {
        Quarter { year: day.year(), quarter: (day.month() - 1) / 3 + 1 }
    }
}

impl std::fmt::Display for Quarter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Q{} {}", self.quarter, self.year)
    }
}

impl Serialize for Quarter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Sight {
    /// The withheld fields of a record.
    pub fn withheld_of(&self, record: &Key) -> &[Withheld] {
        let from = self.withheld.partition_point(|w| w.record < *record);
        let until = self.withheld.partition_point(|w| w.record <= *record);
        &self.withheld[from..until]
    }

    /// Why a field of a record is empty, if a rule withholds it.
    pub fn why_empty(&self, record: &Key, field: &str) -> Option<&Withheld> {
        self.withheld_of(record).iter().find(|withheld| withheld.field == field)
    }

    /// Whether this seat sees every record of a kind in full.
    pub fn sees_all_of(&self, kind: Kind) -> bool {
        !self.blind.iter().any(|blind| blind.kind == kind)
    }
}

impl PartialEq for Sight {
    fn eq(&self, other: &Sight) -> bool {
        let past = |sight: &Sight| {
            let mut past: Vec<_> = sight.graph.stale_links().collect();
            past.sort();
            past.dedup();
            past.into_iter().map(|(key, revision)| sight.graph.past(&key, revision).cloned()).collect::<Vec<_>>()
        };
        self.withheld == other.withheld
            && self.existences == other.existences
            && self.aggregates == other.aggregates
            && self.blind == other.blind
            && self.day == other.day
            && self.graph.records().eq(other.graph.records())
            && past(self) == past(other)
    }
}

impl Serialize for Sight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut sight = serializer.serialize_struct("Sight", 6)?;
        sight.serialize_field("day", &self.day)?;
        sight.serialize_field("records", &self.graph.records().map(written).collect::<Vec<_>>())?;
        sight.serialize_field("withheld", &self.withheld)?;
        sight.serialize_field("existences", &self.existences)?;
        sight.serialize_field("aggregates", &self.aggregates)?;
        sight.serialize_field("blind", &self.blind)?;
        sight.end()
    }
}

fn written(record: &Record) -> Map<String, Value> {
    let named = [
        ("kind", Value::from(record.kind().name())),
        ("key", record.key.as_str().into()),
        ("revision", record.revision.into()),
        ("fields", record.fields().into()),
    ];
    named.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn kind_name<S: Serializer>(kind: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.name())
}
