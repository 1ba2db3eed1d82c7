//! E306: an endpoint of a pivotal or planned study serves health-care professionals or payers but not both.

use crate::{
    change::Fix,
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    graph::Of,
    record::{Endpoint, Evidence, EvidenceKind, EvidenceStatus, Kind, Serves},
};

pub(super) const RULE: Rule = Rule {
    code: "E306",
    name: "endpoint-one-sided",
    severity: Severity::Major,
    version: 1,
    summary: "an endpoint of a pivotal or planned study serves professionals or payers but not both, for no stated reason",
    serves: "S4-32",
    reads: &[Kind::Evidence],
    page: include_str!("endpoint-one-sided.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for study in cx.subjects::<Evidence>(1).filter(|evidence| concerns(evidence)) {
        for (place, endpoint) in study.body.endpoints.iter().enumerate() {
            if let Some(one_sided) = one_sided(&study, place, endpoint) {
                out.raise(one_sided);
            }
        }
    }
}

/// Whether it is a study that is planned, or on which the approval rests. A study of costs alone is for payers by nature.
fn concerns(evidence: &Evidence) -> bool {
    let study = matches!(evidence.kind, None | Some(EvidenceKind::Trial | EvidenceKind::RealWorld));
    let gone = matches!(evidence.status, Some(EvidenceStatus::Retracted | EvidenceStatus::Superseded));
    study && !gone && (evidence.pivotal || evidence.status == Some(EvidenceStatus::Planned))
}

fn one_sided(study: &Of<'_, Evidence>, place: usize, endpoint: &Endpoint) -> Option<Finding> {
    if !endpoint.one_sided_because.trim().is_empty() {
        return None;
    }
    let (only, missing) = match endpoint.serves? {
        Serves::Hcp => ("health-care professionals", "payers"),
        Serves::Payer => ("payers", "health-care professionals"),
        Serves::Both | Serves::Patient => return None,
    };
    let planned = study.status == Some(EvidenceStatus::Planned);
    let field = format!("endpoints.{place}.serves");
    let message = format!("endpoint `{}` of `{}` serves {only} only, and no reason is given", endpoint.name, study.title());
    let help = if planned {
        format!("choose an endpoint that {missing} need as well while the protocol is open, or write down why not")
    } else {
        format!("write down why it serves {only} only, and where the evidence for {missing} comes from")
    };
    Some(
        Finding::new(study.record, &field, message)
            .help(help)
            .severity(if planned { Severity::Major } else { Severity::Minor })
            .fact(study.record, &field)
            .fact(study.record, if planned { "status" } else { "pivotal" })
            .unless(format!("the endpoint served {missing} too, or its record said why it does not"))
            .fix(Fix::set(format!("let `{}` serve both", endpoint.name), study.record, &field, Serves::Both.as_str())),
    )
}
