//! E302: a message, content item or activity starts before the evidence under it is public.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::Value;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, phrase},
    finding::{Finding, Severity},
    graph::{Node, Of},
    record::{Activity, ActivityKind, Claim, Content, Evidence, EvidenceStatus, Kind, Message, Record},
};

pub(super) const RULE: Rule = Rule {
    code: "E302",
    name: "not-yet-available",
    severity: Severity::Blocker,
    version: 1,
    summary: "a message, content item or activity starts before its evidence is public",
    serves: "S1-33, S1-35",
    reads: &[Kind::Message, Kind::Content, Kind::Activity, Kind::Claim, Kind::Evidence],
    page: include_str!("not-yet-available.md"),
    check,
};

/// An item of evidence, and the claim through which it comes, if any.
type Item<'g> = (Of<'g, Evidence>, Option<Of<'g, Claim>>);

/// Evidence that is not public yet under one record.
#[derive(Default)]
struct Load<'g> {
    items: BTreeMap<Node, Item<'g>>,
    /// What the record carries was found to start before this evidence; the record is not told again.
    told: BTreeSet<Node>,
}

/// The loads of records of one kind, by node.
type Loads<'g> = BTreeMap<Node, Load<'g>>;

fn check(cx: &Context<'_>, out: &mut Findings) {
    let (mut messages, mut contents, mut activities) = (Loads::new(), Loads::new(), Loads::new());
    // From the evidence upwards: little of it is still to come, and most records stand on none of that.
    for evidence in cx.all::<Evidence>().filter(|evidence| is_to_come(cx, evidence)) {
        for activity in cx.pointing_at::<Activity>(evidence.node, "evidence") {
            activities.entry(activity.node).or_default().items.insert(evidence.node, (evidence, None));
        }
        for claim in cx.pointing_at::<Claim>(evidence.node, "stands_on") {
            for message in cx.pointing_at::<Message>(claim.node, "claims") {
                messages.entry(message.node).or_default().items.insert(evidence.node, (evidence, Some(claim)));
            }
            for content in cx.pointing_at::<Content>(claim.node, "claims") {
                contents.entry(content.node).or_default().items.insert(evidence.node, (evidence, Some(claim)));
            }
        }
    }
    for (node, load) in messages {
        let Some(message) = cx.graph.typed::<Message>(node) else { continue };
        let load = judge(message.record, "starts", message.body.starts, load, out);
        cx.pointing_at::<Content>(node, "messages").for_each(|content| load.pass_to(contents.entry(content.node).or_default()));
        cx.pointing_at::<Activity>(node, "messages").for_each(|activity| load.pass_to(activities.entry(activity.node).or_default()));
    }
    for (node, load) in contents {
        let Some(content) = cx.graph.typed::<Content>(node) else { continue };
        let load = judge(content.record, "valid_from", content.body.valid_from, load, out);
        cx.pointing_at::<Activity>(node, "uses").for_each(|activity| load.pass_to(activities.entry(activity.node).or_default()));
    }
    for (node, load) in activities {
        let activity = cx.graph.typed::<Activity>(node).filter(|activity| !makes_evidence_public(activity));
        if let Some(activity) = activity {
            judge(activity.record, "starts", activity.body.starts, load, out);
        }
    }
}

impl<'g> Load<'g> {
    /// Hands the evidence on to a record that carries this one.
    fn pass_to(&self, carrier: &mut Load<'g>) {
        carrier.items.extend(&self.items);
        carrier.told.extend(&self.told);
    }
}

/// Raises what a record starts too early for, and remembers that it was told.
fn judge<'g>(record: &Record, field: &str, starts: Option<Date>, mut load: Load<'g>, out: &mut Findings) -> Load<'g> {
    let told = std::mem::take(&mut load.told);
    load.items.retain(|node, _| !told.contains(node));
    let is_early = |(evidence, _): &Item<'g>| starts.is_some_and(|day| !evidence.is_public_on(day));
    let early: BTreeMap<Node, Item<'g>> = load.items.iter().filter(|(_, item)| is_early(item)).map(|(node, item)| (*node, *item)).collect();
    load.told = told.into_iter().chain(early.keys().copied()).collect();
    if let Some(starts) = starts {
        raise(out, record, field, starts, &early);
    }
    load
}

/// Whether evidence is still to become public after the day of the check; what is public by now does no more harm.
fn is_to_come(cx: &Context<'_>, evidence: &Evidence) -> bool {
    let said = evidence.available_on.is_some() || evidence.status.is_some();
    said && evidence.status != Some(EvidenceStatus::Retracted) && !evidence.is_public_on(cx.day)
}

/// Whether an activity is there to produce, publish or submit evidence, or stays inside the company or under a contract.
fn makes_evidence_public(activity: &Activity) -> bool {
    use ActivityKind::*;
    matches!(activity.kind, Some(EvidenceGeneration | Submission | Publication | Congress | AdvisoryBoard | Training))
}

fn raise(out: &mut Findings, record: &Record, field: &str, starts: Date, early: &BTreeMap<Node, Item<'_>>) {
    let latest = early.values().max_by_key(|(evidence, _)| (evidence.available_on.is_none(), evidence.available_on));
    let Some((last, claim)) = latest else { return };
    let public = match last.available_on {
        Some(day) => format!("public on {day}"),
        None => "no date known".into(),
    };
    let title = phrase::first_and_more(&format!("`{}` ({public})", last.title()), early.len());
    let message = format!("{} `{}` starts on {starts}, before its evidence is public: {title}", record.kind().label(), record.title());
    let mut finding = Finding::new(record, field, message)
        .help("start when the evidence is public, or say only what public evidence shows")
        .fact(record, field)
        .unless("it started on or after the day on which all its evidence is public")
        .step(last.record, "");
    for (evidence, _) in early.values() {
        finding = finding.fact_said(evidence.record, "available_on", evidence.available_on.map_or("no date".into(), |day| day.to_string()));
    }
    if let Some(claim) = claim {
        finding = finding.step(claim.record, "stands_on");
    }
    finding = finding.step(record, if claim.is_some() { "claims" } else { "evidence" });
    if let Some(day) = last.available_on {
        let label = format!("start {} on {day}, when {} is public", record.key, last.key());
        finding = finding.fix(Fix::set(label, record, field, day.to_string()));
    }
    if let (1, Some(claim)) = (early.len(), claim) {
        // Another item of evidence has to remain, or the claim would stand on nothing.
        let kept: Vec<String> = claim.body.stands_on.iter().filter(|link| link.key != *last.key()).map(ToString::to_string).collect();
        if !kept.is_empty() {
            let label = format!("let {} stand on its other evidence only", claim.key());
            finding = finding.fix(Fix::set(label, claim.record, "stands_on", Value::from(kept)));
        }
    }
    out.raise(finding.fix(Fix::withdraw(record)));
}
