//! Waivers: a finding that was accepted stands so until the waiver expires; one that was disputed, as long as its
//! facts stay the same. A waiver that matches nothing is itself a finding (rules R908 and R909).

use jiff::civil::Date;

use super::told::Told;
use crate::{
    finding::{Finding, Standing},
    graph::{Graph, Of},
    record::{Waiver, WaiverKind},
};

/// Marks the findings that a waiver covers on a day.
pub(super) fn apply(graph: &Graph, day: Date, told: &mut Told) {
    for waiver in graph.all::<Waiver>().filter(|waiver| !is_over(waiver, day)) {
        for finding in told.of_code_mut(&waiver.code).filter(|finding| finding.is_open() && covers(&waiver, finding)) {
            finding.standing = match waiver.kind {
                Some(WaiverKind::Disputed) => Standing::Disputed { waiver: waiver.key().clone() },
                _ => Standing::Accepted { waiver: waiver.key().clone(), until: waiver.expires },
            };
        }
    }
}

/// Whether a waiver no longer holds on a day.
pub(super) fn is_over(waiver: &Waiver, day: Date) -> bool {
    waiver.expires.is_some_and(|last| last < day)
}

/// Whether a waiver speaks of this finding, its facts included.
pub(super) fn covers(waiver: &Of<'_, Waiver>, finding: &Finding) -> bool {
    let same_record = waiver.on.as_ref().is_none_or(|on| Some(&on.key) == finding.record.as_ref());
    let same_field = waiver.field.is_empty() || finding.field.as_deref() == Some(waiver.field.as_str());
    let same_facts = waiver.facts.is_empty() || waiver.facts == finding.fingerprint;
    // Governance of waivers cannot be waived away by a waiver.
    let may_be_waived = !matches!(finding.code, "R908" | "R909");
    waiver.code.eq_ignore_ascii_case(finding.code) && may_be_waived && same_record && same_field && same_facts
}
