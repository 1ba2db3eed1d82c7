//! What a person decides about pairs: data that stands beside the scores and can be taken back.
//!
//! A decision never touches a record. Clusters are made anew from scores and the decisions that stand, so taking one back
//! gives exactly what was there before, and no field of one record ever reaches another.

use super::records::RowId;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The two records are one stakeholder.
    One,
    /// The two records are two stakeholders.
    Two,
}

/// One decision about two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// One record.
    pub one: RowId,
    /// The other.
    pub other: RowId,
    /// What they are.
    pub verdict: Verdict,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Whether it was taken back; it stays as history.
    pub is_withdrawn: bool,
}

/// The decisions that stand, in the order in which they were made; of two about one pair the later one stands.
pub(super) fn standing(decisions: &[Decision]) -> Vec<&Decision> {
    let pair = |decision: &Decision| (decision.one.min(decision.other), decision.one.max(decision.other));
    let mut standing: Vec<&Decision> = vec![];
    for decision in decisions.iter().filter(|decision| !decision.is_withdrawn) {
        standing.retain(|earlier| pair(earlier) != pair(decision));
        standing.push(decision);
    }
    standing
}
