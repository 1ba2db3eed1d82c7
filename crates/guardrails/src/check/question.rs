//! One question that a plan puts to the gate, and how it is judged where the strategy leaves something open.

use jiff::civil::Date;
use strategy::{Key, record::Stage};

use crate::{Ask, Gate, Outcome, Verdict};

/// What a record plans to do in one market on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The market.
    pub market: Key,
    /// The day: the first, or a later one on which the market moves on.
    pub day: Date,
    /// The stage of the market on that day; `None` where nothing is known of it.
    pub stage: Option<Stage>,
    /// How it can be read: one way where the strategy says enough.
    pub readings: Vec<Ask>,
    /// What the strategy would have to say: `its function`.
    pub gaps: Vec<String>,
}

/// What the gate says of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Permitted, however it is read.
    Allowed,
    /// Permitted or not, depending on what is not stated; with a reading that is forbidden.
    Depends(Ask),
    /// Forbidden, however it is read; with the first reading.
    Forbidden(Ask),
}

impl Question {
    /// What the gate says.
    pub fn judge(&self, gate: &Gate) -> Judgement {
        let mut forbidden = self.readings.iter().filter(|ask| !gate.outcome(ask).allows());
        let Some(first) = forbidden.next() else { return Judgement::Allowed };
        match 1 + forbidden.count() == self.readings.len() {
            true => Judgement::Forbidden(first.clone()),
            false => Judgement::Depends(first.clone()),
        }
    }

    /// The strictest verdict of all readings, with the reading.
    pub fn strictest(&self, gate: &Gate) -> Option<(&Ask, Verdict)> {
        let strictness = |ask: &&Ask| -> Outcome { gate.outcome(ask) };
        self.readings.iter().min_by_key(strictness).map(|ask| (ask, gate.decide(ask)))
    }
}
