use serde::{Deserialize, Serialize};

use super::{
    interval::Interval,
    place::Place,
    policy::{Policy, whole},
};

/// What is said of one figure. A small count has no variant that could hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Published {
    /// The count.
    Shown(u64),
    /// A total, rounded to the nearest multiple of the base; halves go up, and nothing but zero is rounded to zero.
    About {
        /// The rounded total.
        count: u64,
        /// The base that it is a multiple of.
        base: u64,
    },
    /// Nothing but the reason.
    NotShown(Why),
}

/// Why a figure is not shown. This is the fourth word for an absence, beside *none*, *not collected* and *withheld*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Somebody is there, but too few.
    Small,
    /// With it, a small count could be worked out. A cell is at least the threshold then; a total says nothing of its size.
    ProtectsAnother,
    /// One of both; which, would itself give a number away beside an earlier release. It may even be zero.
    Unsaid,
}

impl Published {
    /// A total as it is published: zero is zero, everything else is rounded.
    pub(super) fn rounded(total: u64, base: u64) -> Self {
        if total == 0 || base <= 1 {
            return Published::Shown(total);
        }
        let nearest = (total + base / 2) / base * base;
        Published::About { count: nearest.max(base), base }
    }

    /// What a reader who knows the policy knows of the figure.
    pub(super) fn known(self, place: Place, policy: &Policy) -> Interval {
        match self {
            Published::Shown(count) => Interval::only(whole(count)),
            Published::About { count, base } => {
                let half = base / 2;
                // A rounded total has a shown or hidden large cell behind it, hence it is at least the threshold itself.
                let least = if count <= base { 0 } else { count - half }.max(policy.threshold);
                Interval { least: whole(least), most: Some(whole(count + base - 1 - half)) }
            }
            Published::NotShown(Why::Small) => policy.small(),
            Published::NotShown(Why::ProtectsAnother) if place.is_total() => Interval::from(1),
            Published::NotShown(Why::ProtectsAnother) => Interval::from(whole(policy.threshold)),
            Published::NotShown(Why::Unsaid) => Interval::from(0),
        }
    }

    /// Whether a number stands there.
    pub fn is_shown(self) -> bool {
        !matches!(self, Published::NotShown(_))
    }

    /// The figure as a person reads it: `25`, `about 40`, `< 11`, `not shown (protects another cell)`.
    pub fn words(self, policy: &Policy) -> String {
        match self {
            Published::Shown(count) => count.to_string(),
            Published::About { count, .. } => format!("about {count}"),
            Published::NotShown(Why::Small) if policy.institutions == 0 => format!("< {}", policy.threshold),
            Published::NotShown(Why::Small) => {
                format!("not shown (fewer than {} people or {} institutions)", policy.threshold, policy.institutions)
            }
            Published::NotShown(Why::ProtectsAnother) => "not shown (protects another cell)".into(),
            Published::NotShown(Why::Unsaid) => "not shown (small numbers)".into(),
        }
    }
}
