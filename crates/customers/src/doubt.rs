//! Pairs that are for a person to look at, and why any pair has its score.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};
use stakeholders::identity::Waterfall;

use crate::{
    Customers, Error, RecordName,
    link::{Learned, accepted},
    write,
};

/// A pair of records that scores leave in doubt.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// One record.
    pub one: RecordName,
    /// The other.
    pub other: RecordName,
    /// The probability that they are one stakeholder.
    pub probability: f64,
    /// Whether they are one stakeholder as things stand.
    pub is_one: bool,
    /// Why it is what it is.
    pub why: Why,
}

/// Why a pair has its score: the bits from the prior to the total, step by step. One bit doubles the odds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Why {
    /// The steps, the prior first.
    pub steps: Vec<WhyStep>,
}

/// One step of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyStep {
    /// What it is about: `prior`, the word of a comparison, `family`.
    pub name: String,
    /// How well the values agree, in a word; `None` for steps that compare nothing.
    pub level: Option<String>,
    /// Bits for (positive) or against (negative) one stakeholder.
    pub bits: f64,
}

impl Why {
    pub(crate) fn of(waterfall: &Waterfall) -> Why {
        let step = |step: &stakeholders::identity::Step| WhyStep {
            name: step.name.to_owned(),
            level: step.level.map(|level| level.word().to_owned()),
            bits: (f64::from(step.bits) * 100.0).round() / 100.0,
        };
        Why { steps: waterfall.steps.iter().map(step).collect() }
    }

    /// The log of the odds, base 2.
    pub fn bits(&self) -> f64 {
        self.steps.iter().map(|step| step.bits).sum()
    }

    pub(crate) fn json(&self) -> String {
        let steps: Vec<Value> = self.steps.iter().map(|step| json!([step.name, step.level, step.bits])).collect();
        Value::from(steps).to_string()
    }

    pub(crate) fn read(text: &str) -> Result<Why, Error> {
        let unreadable = || Error::Unreadable { what: "score" };
        let steps: Vec<(String, Option<String>, f64)> = serde_json::from_str(text).map_err(|_| unreadable())?;
        Ok(Why { steps: steps.into_iter().map(|(name, level, bits)| WhyStep { name, level, bits }).collect() })
    }
}

impl Customers {
    /// The pairs that are least sure, as they were found when records were last linked: those in the uncertain middle first,
    /// at most `limit`. Pairs that a person has decided are not among them.
    ///
    /// INVARIANT: nothing is withheld here. Whoever shows a pair puts both records through the gate first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn doubtful(&self, limit: usize) -> Result<Vec<Doubt>, Error> {
        self.read(|connection| {
            let sql = "SELECT one.system, one.code, other.system, other.code, doubt.probability, doubt.is_one, doubt.why
                FROM doubt JOIN subject AS one ON one.id = doubt.one JOIN subject AS other ON other.id = doubt.other
                ORDER BY abs(doubt.probability - 0.5), one.system, one.code, other.system, other.code LIMIT ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([i64::try_from(limit).unwrap_or(i64::MAX)])?;
            let mut doubts = vec![];
            while let Some(row) = rows.next()? {
                doubts.push(Doubt {
                    one: RecordName { system: row.get(0)?, id: row.get(1)? },
                    other: RecordName { system: row.get(2)?, id: row.get(3)? },
                    probability: row.get(4)?,
                    is_one: row.get(5)?,
                    why: Why::read(&row.get::<_, String>(6)?)?,
                });
            }
            Ok(doubts)
        })
    }

    /// Why two records are thought to be one stakeholder, or two. For pairs that hold stakeholders together or are in doubt the
    /// answer stands in the file; for any other pair the model is learned again, which takes as long as linking does.
    /// `None` where nothing was compared: a record that stands on a list of names, or a person and an organisation.
    ///
    /// INVARIANT: nothing is withheld here. Whoever shows a step puts both records through the gate first.
    ///
    /// # Errors
    /// If a record is not known, or the file cannot be read.
    pub fn explain(&self, one: &RecordName, other: &RecordName) -> Result<Option<Why>, Error> {
        self.read(|connection| {
            let (one, other) = (place(connection, one)?, place(connection, other)?);
            if let Some(text) = kept(connection, one, other)? {
                return Why::read(&text).map(Some);
            }
            let is_person = "SELECT is_person FROM record WHERE subject = ?1";
            let is_person: bool = connection.query_row(is_person, [one], |row| row.get(0))?;
            let (accepted, _) = accepted(connection)?;
            let learned = Learned::of(connection, is_person, &accepted)?;
            Ok(learned.explain(one, other).map(|waterfall| Why::of(&waterfall)))
        })
    }
}

fn place(connection: &Connection, record: &RecordName) -> Result<i64, Error> {
    let unknown = || Error::NoRecord { record: record.to_string() };
    let subject = write::subject(connection, &record.system, &record.id)?.ok_or_else(unknown)?;
    let sql = "SELECT 1 FROM record WHERE subject = ?1";
    connection.prepare_cached(sql)?.query_row([subject], |_| Ok(())).optional()?.ok_or_else(unknown)?;
    Ok(subject)
}

/// What the file says of a pair.
fn kept(connection: &Connection, one: i64, other: i64) -> Result<Option<String>, Error> {
    let sql = "SELECT why FROM record WHERE subject = ?1 AND linked_to = ?2 AND why IS NOT NULL
        UNION ALL SELECT why FROM record WHERE subject = ?2 AND linked_to = ?1 AND why IS NOT NULL
        UNION ALL SELECT why FROM doubt WHERE one = min(?1, ?2) AND other = max(?1, ?2) LIMIT 1";
    Ok(connection.prepare_cached(sql)?.query_row(params![one, other], |row| row.get(0)).optional()?)
}
