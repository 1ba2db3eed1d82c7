//! E302: a message, content item or activity starts before the evidence under it is public.

use std::collections::{BTreeMap, HashMap};

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

/// Evidence under a record, by node.
type Under<'g> = BTreeMap<Node, Item<'g>>;

fn check(cx: &Context<'_>, out: &mut Findings) {
    // What a message or content item was already found to be too early for is not said again of what carries it.
    let mut told: HashMap<Node, Vec<Node>> = HashMap::new();
    for message in cx.all::<Message>() {
        let early = early(cx, message.body.starts, of_message(cx, &message));
        told.insert(message.node, early.keys().copied().collect());
        raise(out, message.record, "starts", message.body.starts, &early);
    }
    for content in cx.all::<Content>() {
        let messages: Vec<_> = cx.follow_all(&content.body.messages).collect();
        let mut under: Under<'_> = messages.iter().flat_map(|message| of_message(cx, message)).collect();
        under.extend(cx.follow_all(&content.body.claims).flat_map(|claim| of_claim(cx, claim)));
        let known: Vec<Node> = messages.iter().filter_map(|message| told.get(&message.node)).flatten().copied().collect();
        under.retain(|node, _| !known.contains(node));
        let early = early(cx, content.body.valid_from, under);
        told.insert(content.node, early.keys().copied().chain(known).collect());
        raise(out, content.record, "valid_from", content.body.valid_from, &early);
    }
    for activity in cx.all::<Activity>().filter(|activity| !makes_evidence_public(activity)) {
        let messages: Vec<_> = cx.follow_all(&activity.body.messages).collect();
        let contents: Vec<_> = cx.follow_all(&activity.body.uses).collect();
        let of_contents = contents.iter().flat_map(|content| cx.follow_all(&content.body.messages));
        let mut under: Under<'_> = messages.iter().copied().chain(of_contents).flat_map(|message| of_message(cx, &message)).collect();
        under.extend(contents.iter().flat_map(|content| cx.follow_all(&content.body.claims)).flat_map(|claim| of_claim(cx, claim)));
        under.extend(cx.follow_all(&activity.body.evidence).map(|evidence| (evidence.node, (evidence, None))));
        let carried = messages.iter().map(|m| m.node).chain(contents.iter().map(|c| c.node));
        let known: Vec<Node> = carried.filter_map(|node| told.get(&node)).flatten().copied().collect();
        under.retain(|node, _| !known.contains(node));
        raise(out, activity.record, "starts", activity.body.starts, &early(cx, activity.body.starts, under));
    }
}

/// Whether an activity is there to produce, publish or submit evidence, or stays inside the company or under a contract.
fn makes_evidence_public(activity: &Activity) -> bool {
    use ActivityKind::*;
    matches!(activity.kind, Some(EvidenceGeneration | Submission | Publication | Congress | AdvisoryBoard | Training))
}

fn of_claim<'g>(cx: &Context<'g>, claim: Of<'g, Claim>) -> Vec<(Node, Item<'g>)> {
    cx.follow_all(&claim.body.stands_on).map(|evidence| (evidence.node, (evidence, Some(claim)))).collect()
}

fn of_message<'g>(cx: &Context<'g>, message: &Of<'g, Message>) -> Under<'g> {
    cx.follow_all(&message.body.claims).flat_map(|claim| of_claim(cx, claim)).collect()
}

/// The evidence that is not public on the start, nor on the day of the check: what is public by now does no more harm.
fn early<'g>(cx: &Context<'g>, starts: Option<Date>, mut under: Under<'g>) -> Under<'g> {
    let Some(starts) = starts else { return Under::new() };
    under.retain(|_, (evidence, _)| {
        let said = evidence.available_on.is_some() || evidence.status.is_some();
        let gone = evidence.status == Some(EvidenceStatus::Retracted);
        said && !gone && !evidence.is_public_on(starts) && !evidence.is_public_on(cx.day)
    });
    under
}

fn raise(out: &mut Findings, record: &Record, field: &str, starts: Option<Date>, early: &Under<'_>) {
    let (Some(starts), Some((last, claim))) = (starts, early.values().max_by_key(|(e, _)| (e.available_on.is_none(), e.available_on)))
    else {
        return;
    };
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
