//! G501: the gate forbids what is planned.

use strategy::{
    Finding, Kind, Severity,
    check::Findings,
    finding::value_words,
    graph::Of,
    record::{Activity, Content, Handoff, Market, Message},
};

use super::{
    Desk, Rule,
    plan::{self, Plan},
    question::{Judgement, Question},
    ways,
};
use crate::{Ask, Verdict};

pub(super) const RULE: Rule = Rule {
    code: "G501",
    name: "not-permitted",
    severity: Severity::Blocker,
    version: 1,
    summary: "the guardrails forbid what is planned",
    serves: "S0-8, S0-23, S1-49",
    reads: &[Kind::Activity, Kind::Message, Kind::Content, Kind::Handoff, Kind::Market, Kind::Milestone],
    page: include_str!("not-permitted.md"),
    check,
};

fn check(desk: &Desk<'_>, out: &mut Findings) {
    let activities = desk.subjects::<Activity>().map(|of| of.record);
    let messages = desk.subjects::<Message>().map(|of| of.record);
    let pieces = desk.subjects::<Content>().map(|of| of.record);
    let handoffs = desk.subjects::<Handoff>().map(|of| of.record);
    for plan in activities.chain(messages).chain(pieces).chain(handoffs).filter_map(|record| Plan::of(desk.graph, record)) {
        let mut told = vec![];
        for question in plan.questions(desk) {
            // Of one record in one market the first refusal is told; the others fall with it, or are told then.
            if told.contains(&question.market) {
                continue;
            }
            let finding = match question.judge(desk.gate) {
                Judgement::Allowed => continue,
                Judgement::Forbidden(ask) => forbidden(desk, &plan, &question, &ask),
                Judgement::Depends(ask) => undecided(desk, &plan, &question, &ask),
            };
            told.push(question.market);
            finding.into_iter().for_each(|finding| out.raise(finding));
        }
    }
}

fn forbidden<'g>(desk: &Desk<'g>, plan: &Plan<'g>, question: &Question, ask: &Ask) -> Option<Finding> {
    let market = desk.graph.get::<Market>(&question.market)?;
    let verdict = desk.gate.decide(ask);
    let (by, what, rules) = (ask.function, plan::words(ask), rules(&verdict));
    let when = plan.first.map(|_| format!(" on {}", question.day)).unwrap_or_default();
    let stage = question.stage.map(|stage| format!(" ({stage})")).unwrap_or_default();
    let message = format!("`{}`:{when} in market `{}`{stage}, {by} may not {what}: {rules}", plan.record.title(), market.key());
    let (fixes, unless) = ways::fixes(desk, plan, &market, question, &verdict);
    let reason = verdict.rules.first().and_then(|id| desk.gate.rule(id.as_str()).next()).map(|rule| lower(&rule.reason));
    let way = verdict.route.as_ref().map(|route| format!("the way that is open: {}", route.words));
    let help: Vec<String> = reason.into_iter().chain(way).collect();
    let mut finding = facts(Finding::new(plan.record, plan.fields.0, message), plan, &market)
        .fact_said(market.record, "jurisdiction", sources(desk, &verdict, &market))
        .help(if help.is_empty() { "ask Compliance; a rule of your own can permit it".into() } else { help.join("; ") })
        .unless(if unless.is_empty() { format!("a rule permitted {by} to {what} there") } else { unless.join(", or ") })
        .severity(if verdict.rules.is_empty() { Severity::Major } else { Severity::Blocker });
    finding.fixes = fixes;
    finding.owner = finding.owner.take().or(plan.by.map(Into::into));
    Some(finding)
}

fn undecided<'g>(desk: &Desk<'g>, plan: &Plan<'g>, question: &Question, ask: &Ask) -> Option<Finding> {
    let market = desk.graph.get::<Market>(&question.market)?;
    let missing = question.gaps.join(" and ");
    let verdict = desk.gate.decide(ask);
    let message = format!("`{}`: whether it is permitted in market `{}` depends on {missing}", plan.record.title(), market.key());
    let example = format!("{} might not {}: {}", ask.function, plan::words(ask), rules(&verdict));
    let mut finding = facts(Finding::new(plan.record, plan.fields.0, message), plan, &market)
        .help(format!("state {missing}; as it stands, {example}"))
        .unless(format!("{missing} were stated and the guardrails permitted it"))
        .severity(Severity::Minor);
    finding.owner = finding.owner.take().or(plan.by.map(Into::into));
    Some(finding)
}

/// The facts of the record and of the market that the question was made of.
fn facts(finding: Finding, plan: &Plan<'_>, market: &Of<'_, Market>) -> Finding {
    // Read once: a plan may have thousands of findings.
    let own = plan.record.fields();
    let told = ["kind", "function", "from", "audience", "branded", plan.fields.0];
    let finding = told.iter().fold(finding, |finding, field| match own.get(*field) {
        Some(value) => finding.fact_said(plan.record, field, value_words(value)),
        None => finding,
    });
    let finding = finding.fact_said(market.record, "stage", market.stage.map_or("none", |stage| stage.as_str()));
    match market.approval.day() {
        Some(day) => finding.fact_said(market.record, "approval", day.to_string()),
        None => finding,
    }
}

/// The rules that decided, or the default that did: `US-01, GL-02`.
pub(super) fn rules(verdict: &Verdict) -> String {
    match verdict.rules.is_empty() {
        true => verdict.default.clone().unwrap_or_else(|| "no rule permits it".into()),
        false => verdict.rules.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", "),
    }
}

/// The market's jurisdiction with the sources of the rules that decided: `US; US-01: 21 CFR 312.7(a) (law, P)`.
fn sources(desk: &Desk<'_>, verdict: &Verdict, market: &Market) -> String {
    let source = |info: &crate::RuleInfo| {
        let norms: Vec<&str> = info.norms.iter().map(|norm| norm.as_str()).collect();
        format!("{}: {} ({}, {})", info.id, info.source, norms.join("/"), info.mark())
    };
    let place = if market.jurisdiction.trim().is_empty() { market.region.0.clone() } else { market.jurisdiction.clone() };
    let sources = verdict.rules.iter().filter_map(|id| desk.gate.rule(id.as_str()).next().map(source));
    std::iter::once(place).chain(sources).collect::<Vec<_>>().join("; ")
}

/// A sentence or two as help words them: without capital and full stop.
fn lower(text: &str) -> String {
    let text = text.trim_end_matches('.').replace(". ", "; ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
