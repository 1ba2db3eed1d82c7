use serde::{Deserialize, Serialize};

/// The whole numbers that a count may be, as far as somebody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// The least that it may be.
    pub least: i64,
    /// The most that it may be; `None` where nothing bounds it.
    pub most: Option<i64>,
}

impl Interval {
    /// Exactly this.
    pub fn only(value: i64) -> Self {
        Interval { least: value, most: Some(value) }
    }

    /// This or more.
    pub fn from(least: i64) -> Self {
        Interval { least, most: None }
    }

    /// Whether a number lies in it.
    pub fn contains(&self, value: i64) -> bool {
        self.least <= value && self.most.is_none_or(|most| value <= most)
    }

    /// Whether every number from `least` to `most` lies in it.
    pub fn covers(&self, least: i64, most: i64) -> bool {
        self.contains(least) && self.contains(most)
    }

    /// The one number that it leaves, if it leaves only one.
    pub fn single(&self) -> Option<i64> {
        (self.most == Some(self.least)).then_some(self.least)
    }

    /// What is left when both are known; it may be empty.
    pub(super) fn and(&self, other: &Interval) -> Interval {
        let most = match (self.most, other.most) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Interval { least: self.least.max(other.least), most }
    }

    /// What the difference can be when a count of this is part of another.
    pub(super) fn less(&self, part: &Interval) -> Interval {
        let least = part.most.map_or(0, |most| (self.least - most).max(0));
        Interval { least, most: self.most.map(|most| most - part.least) }
    }

    /// Whether no number is left.
    pub(super) fn is_empty(&self) -> bool {
        self.most.is_some_and(|most| most < self.least)
    }
}
