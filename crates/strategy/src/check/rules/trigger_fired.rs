//! R903: an expected change has happened, and the need was not signed again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        parties::{Party, phrase},
        signatures::{self, Signed},
    },
    finding::{Finding, Severity},
    graph::{Node, Of},
    record::{Body, Kind, Need, Record, State, Subject},
};

pub(super) const RULE: Rule = Rule {
    code: "R903",
    name: "trigger-fired",
    severity: Severity::Major,
    version: 1,
    summary: "an expected change has happened and the strategy was not signed again",
    serves: "S0-25, S0-41, S0-42",
    reads: &[Kind::Need, Kind::Agreement, Kind::Milestone, Kind::Evidence],
    page: include_str!("trigger-fired.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    let signed = signatures::of(cx, Subject::Need);
    for need in cx.all::<Need>() {
        let newest = newest_of_each_party(signed.get(&need.node).map(Vec::as_slice).unwrap_or_default());
        let mut seen: BTreeSet<Node> = BTreeSet::new();
        for expectation in &need.body.evolution {
            let Some(node) = expectation.trigger_record.as_ref().and_then(|link| cx.graph.node(&link.key)) else { continue };
            let Some((trigger, happened)) = cx.graph.at(node).and_then(|record| Some((record, happened_on(record, cx.day)?))) else {
                continue;
            };
            let behind: Vec<&Signed<'_>> = newest.values().filter(|s| s.on.is_some_and(|on| on < happened)).copied().collect();
            if !behind.is_empty() && seen.insert(node) {
                out.raise(fired(&need, trigger, happened, &expectation.change, &behind));
            }
        }
    }
}

/// The day on which a milestone was reached or evidence became public, if it has come.
fn happened_on(record: &Record, day: Date) -> Option<Date> {
    let happened = match &record.body {
        Body::Milestone(milestone) => milestone.date.actual,
        Body::Evidence(evidence) => evidence.available_on,
        _ => None,
    };
    happened.filter(|happened| *happened <= day && record.header.state != State::Withdrawn)
}

/// Of each party the signature of the latest day; one without a day counts as the latest.
fn newest_of_each_party<'s, 'g>(signatures: &'s [Signed<'g>]) -> BTreeMap<Party, &'s Signed<'g>> {
    let mut newest: BTreeMap<Party, &Signed<'_>> = BTreeMap::new();
    for signature in signatures {
        let age = |s: &Signed<'_>| s.on.unwrap_or(Date::MAX);
        let latest = newest.entry(signature.party).or_insert(signature);
        if age(signature) > age(latest) {
            *latest = signature;
        }
    }
    newest
}

fn fired(need: &Of<'_, Need>, trigger: &Record, happened: Date, change: &str, behind: &[&Signed<'_>]) -> Finding {
    let parties: Vec<Party> = behind.iter().map(|signature| signature.party).collect();
    let who = phrase(&parties, "and");
    let change = change.trim();
    let expected = if change.is_empty() { String::new() } else { format!(" (`{change}`)") };
    let kind = trigger.kind().label();
    let message = format!("{kind} `{}` came on {happened}{expected}, and need `{}` was not signed again by {who}", trigger.key, need.key());
    let mut finding = Finding::new(need.record, "evolution", message)
        .help("decide together what the change means, bring the need up to date, and sign it again")
        .fact(need.record, "evolution")
        .fact(trigger, if trigger.kind() == Kind::Milestone { "date.actual" } else { "available_on" })
        .unless(format!("{who} had signed the need on or after {happened}"))
        .step(trigger, "")
        .step(need.record, "evolution")
        .fix(Fix::of(format!("have {} signed again by {who}", need.key()), vec![]));
    let mut said: BTreeSet<Node> = BTreeSet::new();
    for signature in behind.iter().filter(|signature| said.insert(signature.agreement.node)) {
        finding = finding.fact(signature.agreement.record, "signatures");
    }
    finding
}
