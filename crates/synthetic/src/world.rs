//! What can be chosen: the seed, how many people, and the day on which everything is seen.

use jiff::{Span, civil::Date};
use stakeholders::synthetic::Dice;

use crate::clinician::TEAM;

/// The most people for whom there are numbers: the NPIs of people begin with 90 to 97.
pub const PEOPLE_MAX: u32 = 80_000_000;

/// One invented world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct World {
    /// Another seed gives other people and other events.
    pub seed: u64,
    /// How many clinicians there are, at most [`PEOPLE_MAX`]. The first ones are the same in every larger world of the seed.
    pub people: u32,
    /// The day on which the files are written: what they tell has happened before it, but for calls that are planned.
    pub day: Date,
}

/// What has numbers of its own. The order is part of what a seed means: new ones go to the end.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Clinician,
    Team,
    Site,
    Register,
    Patient,
    Calls,
    Group,
    Payments,
    Prescriptions,
    Formulary,
    Plan,
    Exclusion,
    Npi,
}

impl World {
    /// The row of numbers of one thing.
    pub(crate) fn dice(&self, kind: Kind, number: u64) -> Dice {
        Dice::of(Dice::of(self.seed, kind as u64 + 1).next(), number)
    }

    /// How many teams of [`TEAM`] people there are; the last one may be smaller.
    pub(crate) fn teams(&self) -> u32 {
        self.people.div_ceil(TEAM)
    }

    /// The day so many days before the files' day, or after it where the number is negative.
    pub(crate) fn days_ago(&self, days: i64) -> Date {
        self.day.saturating_sub(Span::new().days(days))
    }

    /// The last year with published payments: those of a year are published on June 30 of the next one.
    pub(crate) fn payment_year(&self) -> i16 {
        (self.day.year() - if self.day.month() > 6 { 1 } else { 2 }).max(1)
    }

    /// The last year with published prescriptions, two years back.
    pub(crate) fn prescription_year(&self) -> i16 {
        (self.day.year() - 2).max(1)
    }
}
