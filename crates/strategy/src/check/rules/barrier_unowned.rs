//! C807: an access barrier has no owner or no mitigation.

use serde_json::json;

use crate::{
    change::{Change, Fix},
    check::{
        Context, Findings, Rule,
        activities::{free_key, last_day},
        places::is_stated,
    },
    finding::{Finding, Severity},
    function::Function,
    graph::Of,
    record::{Activity, ActivityKind, Barrier, Kind},
};

pub(super) const RULE: Rule = Rule {
    code: "C807",
    name: "barrier-unowned",
    severity: Severity::Major,
    version: 1,
    summary: "an access barrier has no owner or no mitigation",
    serves: "S4-16, S4-22, S4-25",
    reads: &[],
    page: include_str!("barrier-unowned.md"),
    check,
};

/// How many activities are offered as fixes.
const OFFERED: usize = 2;

fn check(cx: &Context<'_>, out: &mut Findings) {
    for barrier in cx.subjects::<Barrier>(1) {
        let no_owner = barrier.record.header.owner.is_none();
        let no_mitigation = barrier.mitigation.trim().is_empty() && cx.linked::<Activity>(barrier.node, "mitigated_by").next().is_none();
        if no_owner || no_mitigation {
            out.raise(unowned(cx, &barrier, no_owner, no_mitigation));
        }
    }
}

fn unowned(cx: &Context<'_>, barrier: &Of<'_, Barrier>, no_owner: bool, no_mitigation: bool) -> Finding {
    let (field, missing) = match (no_owner, no_mitigation) {
        (true, true) => ("owner", "no owner and no mitigation"),
        (true, false) => ("owner", "no owner"),
        _ => ("mitigation", "no mitigation"),
    };
    let mut finding = Finding::new(barrier.record, field, format!("barrier `{}` has {missing}", barrier.title()))
        .help("give it an owner, and say what lowers it or which activity does")
        .fact(barrier.record, "owner")
        .fact(barrier.record, "mitigation")
        .fact(barrier.record, "mitigated_by")
        .unless("the barrier had an owner, and a mitigation or an activity that lowers it");
    finding.owner = finding.owner.take().or(Some(Function::MarketAccess.into()));
    let own = || no_owner.then(|| set(barrier, "owner", Function::MarketAccess.as_str().into()));
    let also = if no_owner { format!("give {} to {} and ", barrier.key(), Function::MarketAccess) } else { String::new() };
    if !no_mitigation {
        return finding.fix(Fix::of(format!("give {} to {}", barrier.key(), Function::MarketAccess), own().into_iter().collect()));
    }
    for activity in candidates(cx, barrier) {
        let label = format!("{also}let {} `{}` lower {}", activity.key(), activity.title(), barrier.key());
        let link = set(barrier, "mitigated_by", json!([activity.key()]));
        finding = finding.fix(Fix::of(label, own().into_iter().chain([link]).collect()));
    }
    finding.fixes.extend(plan(cx, barrier, &also, own()));
    finding
}

fn set(barrier: &Of<'_, Barrier>, field: &str, value: serde_json::Value) -> Change {
    Change::Set { key: barrier.key().clone(), field: field.to_owned(), value }
}

/// Support of patients and work with payers on the same need and ground, not over yet: the most likely to lower a barrier.
fn candidates<'g>(cx: &Context<'g>, barrier: &Of<'g, Barrier>) -> Vec<Of<'g, Activity>> {
    let helps = |activity: &Of<'g, Activity>| {
        let kind = matches!(activity.kind, Some(ActivityKind::PatientSupport | ActivityKind::PayerEngagement));
        let anywhere = !is_stated(&activity.region) || !is_stated(&barrier.region);
        let live = last_day(activity).is_none_or(|last| last >= cx.day);
        kind && live && (anywhere || activity.region.overlaps(&barrier.region)) && cx.share_need(activity.node, barrier.node)
    };
    cx.all::<Activity>().filter(helps).take(OFFERED).collect()
}

/// Plans an activity that lowers the barrier.
fn plan(cx: &Context<'_>, barrier: &Of<'_, Barrier>, also: &str, own: Option<Change>) -> Option<Fix> {
    let key = free_key(cx, &format!("T-{}", barrier.key()))?;
    let serves: Vec<String> = barrier.serves.iter().map(|need| need.key.to_string()).collect();
    let markets: Vec<String> = barrier.record.header.markets.iter().map(|market| market.key.to_string()).collect();
    let fields = json!({
        "asset": cx.graph.asset_of(barrier.record).map(|asset| asset.key().to_string()),
        "owner": Function::MarketAccess,
        "function": Function::MarketAccess,
        "markets": markets,
        "title": format!("lower the barrier: {}", barrier.title()),
        "kind": ActivityKind::PatientSupport,
        "serves": serves,
        "region": barrier.region.0,
    });
    let fields = fields.as_object()?.clone();
    let put = Change::Put { kind: Kind::Activity.name().into(), key: key.clone(), fields };
    let link = set(barrier, "mitigated_by", json!([key]));
    Some(Fix::of(format!("{also}plan {key} to lower {}", barrier.key()), own.into_iter().chain([put, link]).collect()))
}
