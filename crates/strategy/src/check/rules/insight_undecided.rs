//! C809: an accepted insight has had no decision for too long.

use jiff::civil::Date;
use serde_json::json;

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, activities::free_key, dates::days_between},
    finding::{Finding, Severity},
    graph::Of,
    record::{Decision, Insight, InsightStatus, Kind},
};

pub(super) const RULE: Rule = Rule {
    code: "C809",
    name: "insight-undecided",
    severity: Severity::Minor,
    version: 1,
    summary: "an accepted insight has had no decision for too long",
    serves: "S1-10, S1-23, S1-46, S0-42",
    reads: &[Kind::Insight, Kind::Decision],
    page: include_str!("insight-undecided.md"),
    check,
};

/// How many decisions are offered as fixes.
const OFFERED: usize = 2;

fn check(cx: &Context<'_>, out: &mut Findings) {
    for insight in cx.subjects::<Insight>(1) {
        if let Some((accepted, days)) = waiting_since(cx, &insight) {
            out.raise(undecided(cx, &insight, accepted, days));
        }
    }
}

/// The day on which an insight was accepted, and for how many days it has waited for a decision beyond what is agreed;
/// `None` while there is time.
pub(super) fn waiting_since(cx: &Context<'_>, insight: &Of<'_, Insight>) -> Option<(Date, i64)> {
    let is_accepted = matches!(insight.status, None | Some(InsightStatus::Accepted));
    let accepted = insight.accepted_on.filter(|_| is_accepted)?;
    let days = days_between(accepted, cx.day);
    let limit = i64::from(cx.limits(insight.record).insight_days);
    let is_decided = insight.decision.as_ref().and_then(|decision| cx.follow(decision)).is_some();
    (days > limit && !is_decided).then_some((accepted, days))
}

fn undecided(cx: &Context<'_>, insight: &Of<'_, Insight>, accepted: Date, days: i64) -> Finding {
    let limit = cx.limits(insight.record).insight_days;
    let message = format!("insight `{}` was accepted {days} days ago and has had no decision; the limit is {limit}", insight.title());
    let mut finding = Finding::new(insight.record, "decision", message)
        .help("bring it to the planning forum and record what was decided, or the reasoned no")
        .fact_said(insight.record, "accepted_on", accepted.to_string())
        .fact(insight.record, "decision")
        .unless(format!("a decision closed it, or it was accepted within {limit} days"));
    // Whoever decided something about what the insight concerns may have decided this too.
    let concerns = |decision: &Of<'_, Decision>| {
        let about = |key: &crate::key::Key| decision.about.iter().any(|link| link.key == *key);
        let same_asset = cx.graph.asset_node(decision.node) == cx.graph.asset_node(insight.node);
        let later = decision.decided_on.is_some_and(|day| insight.heard_on.is_none_or(|heard| heard <= day));
        same_asset && later && (about(insight.key()) || insight.serves.iter().any(|need| about(&need.key)))
    };
    for decision in cx.all::<Decision>().filter(concerns).take(OFFERED) {
        let label = format!("say that {} `{}` decided {}", decision.key(), decision.title(), insight.key());
        finding = finding.fix(Fix::set(label, insight.record, "decision", decision.key().to_string()));
    }
    finding.fixes.extend(open_decision(cx, insight));
    finding.owner = finding.owner.take().or(insight.heard_by.map(Into::into));
    finding
}

/// Opens a decision about the insight.
fn open_decision(cx: &Context<'_>, insight: &Of<'_, Insight>) -> Option<Fix> {
    let key = free_key(cx, &format!("D-{}", insight.key()))?;
    let fields = json!({
        "asset": cx.graph.asset_of(insight.record).map(|asset| asset.key().to_string()),
        "owner": insight.record.header.owner,
        "question": format!("what follows from: {}", insight.title()),
        "about": [insight.key()],
    });
    let put = Change::Put { kind: Kind::Decision.name().into(), key: key.clone(), fields: fields.as_object()?.clone() };
    let link = Change::Set { key: insight.key().clone(), field: "decision".into(), value: key.to_string().into() };
    Some(Fix::of(format!("put {} on the agenda as decision {key}", insight.key()), vec![put, link]))
}
