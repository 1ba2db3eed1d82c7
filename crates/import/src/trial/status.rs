//! A registry's status of a study in the strategy's words. What the strategy has no word for is kept as a remark.

use strategy::record::EvidenceStatus;

use super::Trial;

/// The status, and what the registry says beyond it.
pub(super) fn read(trial: &Trial) -> (Option<EvidenceStatus>, Vec<String>) {
    let stated = folded(&trial.status);
    let known = match stated.as_str() {
        "unknown" | "unknown status" => folded(&trial.last_known_status),
        _ => stated.clone(),
    };
    let status = match known.as_str() {
        _ if trial.has_results => Some(EvidenceStatus::Published),
        "not yet recruiting" => Some(EvidenceStatus::Planned),
        "recruiting" | "enrolling by invitation" | "active, not recruiting" | "suspended" | "available" | "temporarily not available" => {
            Some(EvidenceStatus::Running)
        }
        "completed" | "terminated" => Some(EvidenceStatus::ReadOut),
        "withdrawn" => Some(EvidenceStatus::Retracted),
        _ => None,
    };
    let says_it_all =
        matches!(stated.as_str(), "" | "not yet recruiting" | "recruiting" | "enrolling by invitation" | "active, not recruiting");
    let completed_with_results = stated == "completed" && trial.has_results;
    let mut remarks = vec![];
    if !says_it_all && !completed_with_results {
        let last = Some(folded(&trial.last_known_status)).filter(|last| !last.is_empty() && *last != stated);
        let last = last.map(|last| format!(", last known `{last}`")).unwrap_or_default();
        let results = if trial.has_results { "" } else { ", no results posted" };
        remarks.push(format!("registry status `{stated}`{last}{results}"));
    }
    if !trial.why_stopped.trim().is_empty() {
        remarks.push(format!("stopped because: {}", trial.why_stopped.trim().trim_end_matches('.')));
    }
    (status, remarks)
}

/// `ACTIVE_NOT_RECRUITING`, `Active, not recruiting` and `active not recruiting` are one.
fn folded(status: &str) -> String {
    let plain = crate::wording::line(&status.replace('_', " ")).to_lowercase();
    match plain.as_str() {
        "active not recruiting" => "active, not recruiting".into(),
        _ => plain,
    }
}
