//! S401: branded work is planned before approval in that market and indication.

use jiff::civil::Date;
use serde_json::Value;

use crate::{
    change::{Change, Fix},
    check::{
        Context, Findings, Rule,
        activities::{Branding, branding, first_day, plus, start_on},
        places::Places,
    },
    finding::{Finding, Severity},
    graph::Of,
    key::{Key, Ref},
    record::{Activity, ActivityKind, Audience, Kind, Market, Stage},
};

pub(super) const RULE: Rule = Rule {
    code: "S401",
    name: "branded-before-approval",
    severity: Severity::Blocker,
    version: 1,
    summary: "branded work is planned before approval in that market and indication",
    serves: "S0-23, S0-8, S0-40, S1-36",
    reads: &[Kind::Activity, Kind::Market, Kind::Content, Kind::Message],
    page: include_str!("branded-before-approval.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    let places = Places::of(cx);
    for activity in cx.subjects::<Activity>(2).filter(|activity| goes_out(activity)) {
        let Some(starts) = first_day(&activity) else { continue };
        let markets = places.markets(cx, activity.node);
        let (early, permitted): (Vec<_>, Vec<_>) = markets.into_iter().partition(|market| is_too_early(market, starts, cx.day));
        if early.is_empty() {
            continue;
        }
        let Some(branding) = branding(cx, &activity) else { continue };
        for market in &early {
            out.raise(too_early(&activity, market, starts, &branding, &permitted, cx.day));
        }
    }
}

/// Whether the activity reaches people outside who may not yet hear of a brand. What payers may be told before approval
/// is for the rule pack to say, not for this rule.
fn goes_out(activity: &Activity) -> bool {
    use ActivityKind::*;
    let to_payers = activity.kind == Some(PayerEngagement) && activity.audience.is_none_or(|audience| audience == Audience::Payer);
    let inside =
        matches!(activity.kind, Some(Training | Submission | EvidenceGeneration)) || activity.audience == Some(Audience::Regulator);
    !to_payers && !inside
}

/// Whether a day is before approval in a market; no, when nothing is known of the approval.
fn is_too_early(market: &Market, starts: Date, today: Date) -> bool {
    let granted = market.stage >= Some(Stage::Approved) || market.approval.actual.is_some();
    match market.approval.day() {
        // A planned day that has passed without an approval says only that today is still too early.
        Some(planned) if !granted && planned <= today => starts <= today && market.stage.is_some() || starts < planned,
        Some(approval) => starts < approval,
        None => !granted && market.stage.is_some(),
    }
}

fn too_early(
    activity: &Of<'_, Activity>,
    market: &Of<'_, Market>,
    starts: Date,
    branding: &Branding<'_>,
    permitted: &[Of<'_, Market>],
    today: Date,
) -> Finding {
    let stage = market.stage.map(|stage| format!("is in stage `{stage}`")).unwrap_or_else(|| "states no stage".into());
    let when = match market.approval.day() {
        Some(approval) if starts < approval => format!("before approval in market `{}` on {approval}", market.key()),
        Some(approval) => format!("but market `{}`, where approval was planned for {approval}, {stage}", market.key()),
        None => format!("but market `{}` {stage} and has no approval date", market.key()),
    };
    let mut finding =
        Finding::new(activity.record, "starts", format!("branded activity `{}` starts on {starts}, {when}", activity.title()))
            .help("start it after approval, keep it out of that market, or take everything branded out of it")
            .fact_said(activity.record, "starts", starts.to_string())
            .fact(market.record, "approval")
            .fact(market.record, "stage")
            .unless("the activity started on or after the day of approval in that market, or were unbranded")
            .fix(Fix::withdraw(activity.record));
    for content in &branding.content {
        finding = finding.fact(content.record, "branded");
    }
    for message in &branding.messages {
        finding = finding.fact(message.record, "branded");
    }
    if let Some(approval) = market.approval.day().filter(|approval| starts < *approval) {
        let first = if is_too_early(market, approval, today) { plus(today, 1) } else { approval };
        finding.fixes.extend(start_on(activity, first));
    }
    if !permitted.is_empty() {
        let keys: Vec<Value> = permitted.iter().map(|market| market.key().to_string().into()).collect();
        finding = finding.fix(Fix::set(format!("keep {} out of {}", activity.key(), market.key()), activity.record, "markets", keys));
    }
    if !branding.promotion {
        finding = finding.fix(without_brand(activity, branding));
    }
    finding.owner = finding.owner.take().or(activity.function.map(Into::into));
    finding
}

/// Takes everything branded out of an activity.
fn without_brand(activity: &Of<'_, Activity>, branding: &Branding<'_>) -> Fix {
    let dropped: Vec<&Key> = branding.content.iter().map(Of::key).chain(branding.messages.iter().map(Of::key)).collect();
    let set = |field: &str, value: Value| Change::Set { key: activity.key().clone(), field: field.to_owned(), value };
    let changes = vec![
        set("branded", false.into()),
        set("uses", kept(&activity.uses, &dropped)),
        set("messages", kept(&activity.messages, &dropped)),
    ];
    let names: Vec<String> = dropped.iter().map(|key| key.to_string()).collect();
    let without = if names.is_empty() { String::new() } else { format!(", without {}", names.join(" and ")) };
    Fix::of(format!("make {} unbranded{without}", activity.key()), changes)
}

fn kept<T>(links: &[Ref<T>], dropped: &[&Key]) -> Value {
    links.iter().filter(|link| !dropped.contains(&&link.key)).map(|link| link.to_string()).collect()
}
