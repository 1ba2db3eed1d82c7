//! R902: the newest evidence on a need is old.

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, dates::months_before, phrase::count},
    finding::{Finding, Severity},
    function::Function,
    graph::Of,
    record::{Claim, Evidence, EvidenceStatus, Need, State},
};

pub(super) const RULE: Rule = Rule {
    code: "R902",
    name: "evidence-stale",
    severity: Severity::Minor,
    version: 1,
    summary: "the newest evidence on a need is older than the asset's limit",
    serves: "S1-11, S0-42",
    reads: &[],
    page: include_str!("evidence-stale.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for need in cx.subjects::<Need>(1) {
        let named = cx.graph.links(need.node).iter().filter_map(|link| cx.graph.typed::<Evidence>(link.other));
        let named = named.filter(|evidence| evidence.record.header.state != State::Withdrawn);
        let mut of_need: Vec<Of<'_, Evidence>> = cx.serving::<Evidence>(need.node).chain(named).collect();
        of_need.retain(|evidence| stands(evidence) && evidence.is_public_on(cx.day));
        // Evidence without a day may be newer than all the rest.
        if of_need.iter().any(|evidence| evidence.available_on.is_none()) {
            continue;
        }
        let months = cx.limits(need.record).evidence_months;
        let newest = of_need.iter().max_by_key(|evidence| (evidence.available_on, evidence.key()));
        if let Some(newest) = newest.filter(|newest| newest.available_on < Some(months_before(cx.day, months))) {
            out.raise(stale(cx, &need, newest, months));
        }
    }
}

fn stands(evidence: &Evidence) -> bool {
    !matches!(evidence.status, Some(EvidenceStatus::Superseded | EvidenceStatus::Retracted))
}

fn stale(cx: &Context<'_>, need: &Of<'_, Need>, newest: &Of<'_, Evidence>, months: u32) -> Finding {
    let day = newest.available_on.map(|day| day.to_string()).unwrap_or_default();
    let limit = count(i64::from(months), "month");
    let message = format!("the newest evidence on need `{}` is `{}` of {day}, older than {limit}", need.key(), newest.key());
    let mut finding = Finding::new(need.record, "evidence", message)
        .help("search for newer evidence on the need and attach it; if there is none, say so in the evidence plan")
        .fact(need.record, "evidence")
        .fact(newest.record, "available_on")
        .unless(format!("evidence on the need had become public within the last {limit}"))
        .owner(Function::Medical)
        .step(newest.record, "")
        .step(need.record, "evidence");
    match newer_behind_a_claim(cx, need, months) {
        Some(newer) => {
            let label = format!("say that {} `{}` speaks of {}", newer.key(), newer.title(), need.key());
            finding = finding.fix(Fix::link(label, newer.record, "serves", need.key()));
        }
        None => finding = finding.fix(Fix::of(format!("plan evidence on {}", need.key()), vec![])),
    }
    finding
}

/// Evidence within the limit that a claim on the need stands on, though nobody has said that it speaks of the need.
fn newer_behind_a_claim<'g>(cx: &Context<'g>, need: &Of<'g, Need>, months: u32) -> Option<Of<'g, Evidence>> {
    let oldest = months_before(cx.day, months);
    let claims = cx.pointing_at::<Claim>(need.node, "serves");
    let evidence = claims.flat_map(|claim| cx.linked::<Evidence>(claim.node, "stands_on").collect::<Vec<_>>());
    let fresh = evidence.filter(|e| stands(e) && e.available_on.is_some_and(|day| day >= oldest && day <= cx.day));
    fresh.max_by_key(|e| (e.available_on, e.key()))
}
