//! C810: a payer or HTA insight reached no message or evidence item.

use serde_json::json;

use super::insight_undecided::waiting_since;
use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, activities::free_key},
    finding::{Finding, Severity},
    function::Function,
    graph::Of,
    key::{Any, Ref},
    record::{Asker, Audience, Body, Evidence, EvidenceStatus, Insight, InsightStatus, Kind, Message, State},
};

pub(super) const RULE: Rule = Rule {
    code: "C810",
    name: "payer-learning-unused",
    severity: Severity::Major,
    version: 1,
    summary: "a payer or HTA insight reached no message or evidence item",
    serves: "S4-14, S4-20, S4-23, S4-24",
    reads: &[],
    page: include_str!("payer-learning-unused.md"),
    check,
};

/// How many messages, and how many pieces of evidence, are offered as fixes.
const OFFERED: usize = 2;

fn check(cx: &Context<'_>, out: &mut Findings) {
    let from_payer = |insight: &Of<'_, Insight>| matches!(insight.heard_from, Some(Asker::Payer | Asker::Hta));
    let counts = |insight: &Of<'_, Insight>| matches!(insight.status, Some(InsightStatus::Accepted | InsightStatus::Decided));
    for insight in cx.subjects::<Insight>(2).filter(from_payer).filter(counts) {
        let is_used = insight.led_to.iter().any(|link| is_learning(cx, link));
        if !is_used && waiting_since(cx, &insight).is_none() {
            out.raise(unused(cx, &insight));
        }
    }
}

/// Whether a record carries what was learned into a message or evidence: it is one, or one words or answers it.
fn is_learning(cx: &Context<'_>, link: &Ref<Any>) -> bool {
    let Some(node) = cx.graph.node(&link.key) else { return false };
    let Some(record) = cx.graph.at(node).filter(|record| record.header.state != State::Withdrawn) else { return false };
    match &record.body {
        Body::Message(_) | Body::Evidence(_) => true,
        Body::Claim(_) => cx.pointing_at::<Message>(node, "claims").next().is_some(),
        Body::Content(content) => cx.follow_all(&content.messages).next().is_some(),
        Body::EvidenceNeed(_) => {
            cx.pointing_at::<Evidence>(node, "answers").next().is_some() || cx.pointing_at::<Message>(node, "answers").next().is_some()
        }
        _ => false,
    }
}

fn unused(cx: &Context<'_>, insight: &Of<'_, Insight>) -> Finding {
    let from = if insight.heard_from == Some(Asker::Hta) { "an HTA body" } else { "a payer" };
    let status = insight.status.map(InsightStatus::as_str).unwrap_or_default();
    let message = format!("insight `{}`, heard from {from} and {status}, reached no message or evidence", insight.title());
    let mut finding = Finding::new(insight.record, "led_to", message)
        .help("link the message or evidence that it changed, or plan one")
        .fact(insight.record, "heard_from")
        .fact(insight.record, "status")
        .fact(insight.record, "led_to")
        .unless("it led to a message or evidence, or to a claim or evidence need that one of them carries");
    // Until it is decided there is still time.
    if insight.status != Some(InsightStatus::Decided) {
        finding = finding.severity(Severity::Minor);
    }
    let label = |key: &crate::key::Key, title: &str| format!("say that {} led to {key} `{title}`", insight.key());
    let mut messages: Vec<_> = cx.all::<Message>().filter(|message| cx.share_need(message.node, insight.node)).collect();
    messages.sort_by_key(|message| (message.audience != Some(Audience::Payer), message.audience != Some(Audience::Hcp), message.key()));
    for message in messages.iter().take(OFFERED) {
        finding = finding.fix(Fix::link(label(message.key(), message.title()), insight.record, "led_to", message.key()));
    }
    let planned = |evidence: &Of<'_, Evidence>| matches!(evidence.status, Some(EvidenceStatus::Planned | EvidenceStatus::Running));
    for evidence in cx.all::<Evidence>().filter(planned).filter(|evidence| cx.share_need(evidence.node, insight.node)).take(OFFERED) {
        finding = finding.fix(Fix::link(label(evidence.key(), evidence.title()), insight.record, "led_to", evidence.key()));
    }
    finding.fixes.extend(plan_evidence(cx, insight));
    finding.owner = finding.owner.take().or(insight.heard_by.map(Into::into));
    finding
}

/// Plans evidence that answers what was heard.
fn plan_evidence(cx: &Context<'_>, insight: &Of<'_, Insight>) -> Option<Fix> {
    let key = free_key(cx, &format!("E-{}", insight.key()))?;
    let serves: Vec<String> = insight.serves.iter().map(|need| need.key.to_string()).collect();
    let fields = json!({
        "asset": cx.graph.asset_of(insight.record).map(|asset| asset.key().to_string()),
        "owner": Function::Heor,
        "title": format!("evidence on: {}", insight.title()),
        "status": EvidenceStatus::Planned,
        "serves": serves,
    });
    let put = Change::Put { kind: Kind::Evidence.name().into(), key: key.clone(), fields: fields.as_object()?.clone() };
    let links: Vec<String> = insight.led_to.iter().map(|link| link.to_string()).chain([key.to_string()]).collect();
    let link = Change::Set { key: insight.key().clone(), field: "led_to".into(), value: links.into() };
    Some(Fix::of(format!("plan evidence {key} on what {} says", insight.key()), vec![put, link]))
}
