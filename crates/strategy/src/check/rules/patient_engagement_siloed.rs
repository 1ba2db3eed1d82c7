//! K705: patient engagement is owned by one function.

use crate::{
    check::{
        Context, Findings, Rule,
        rules::single_owner_goal::{alone, is_patient_engagement, single},
    },
    finding::Severity,
    function::Function,
    record::{Goal, Kind, Kpi},
};

pub(super) const RULE: Rule = Rule {
    code: "K705",
    name: "patient-engagement-siloed",
    severity: Severity::Major,
    version: 1,
    summary: "patient engagement is owned by one function",
    serves: "S3-23, S3-24",
    reads: &[Kind::Goal, Kind::Kpi],
    page: include_str!("patient-engagement-siloed.md"),
    check,
};

/// The functions among which patient engagement is shared: development, medical, regulatory and commercial.
const PARTNERS: &[Function] = &[Function::Medical, Function::Marketing, Function::Clinical, Function::Regulatory];

fn check(cx: &Context<'_>, out: &mut Findings) {
    for goal in cx.all::<Goal>().filter(|goal| is_patient_engagement(cx, goal)) {
        let Some(alone) = alone(&goal) else { continue };
        let message = format!("patient engagement `{}` is owned by {}", goal.title(), alone.words());
        let mut finding = single(&goal, message, PARTNERS)
            .help("share it between development, medical, regulatory and commercial, so that it does not become optional");
        if let Some(kpi) = goal.body.kpi.as_ref().and_then(|kpi| cx.follow::<Kpi>(kpi)).filter(|kpi| kpi.patient_engagement) {
            finding = finding.fact(kpi.record, "patient_engagement");
        }
        out.raise(finding);
    }
}
