//! S404: a milestone starts nobody's next work.

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        activities::{first_day, function_of},
        dates::days_between,
        places::Places,
    },
    finding::{Finding, Severity},
    function::Function,
    graph::{Node, Of},
    record::{Activity, Kind, Market, Milestone, MilestoneKind},
};

pub(super) const RULE: Rule = Rule {
    code: "S404",
    name: "relay-missing",
    severity: Severity::Major,
    version: 1,
    summary: "a milestone starts nobody's next work",
    serves: "S3-1, S3-2, S3-13, S3-16",
    reads: &[Kind::Milestone, Kind::Activity, Kind::Market],
    page: include_str!("relay-missing.md"),
    check,
};

/// How many activities are offered as fixes.
const OFFERED: usize = 2;

fn check(cx: &Context<'_>, out: &mut Findings) {
    let places = Places::of(cx);
    for milestone in cx.subjects::<Milestone>(1) {
        let Some((kind, next)) = milestone.kind.and_then(|kind| Some((kind, next_function(kind)?))) else { continue };
        let starts_work = milestone.relay_to.is_some() || cx.linked::<Activity>(milestone.node, "starts").next().is_some();
        let is_awaited = || cx.pointing_at::<Activity>(milestone.node, "depends_on").next().is_some();
        if !starts_work && !is_awaited() {
            out.raise(missing(cx, &places, &milestone, kind, next));
        }
    }
}

/// The function that usually runs on from a kind of milestone; none where nothing has to follow.
fn next_function(kind: MilestoneKind) -> Option<Function> {
    match kind {
        MilestoneKind::Readout => Some(Function::Medical),
        MilestoneKind::DossierSubmission => Some(Function::MarketAccess),
        MilestoneKind::Approval => Some(Function::Marketing),
        MilestoneKind::HtaSubmission => Some(Function::Heor),
        MilestoneKind::HtaDecision | MilestoneKind::Launch => Some(Function::Sales),
        MilestoneKind::PriceListing | MilestoneKind::LossOfExclusivity => None,
    }
}

fn missing(cx: &Context<'_>, places: &Places<'_>, milestone: &Of<'_, Milestone>, kind: MilestoneKind, next: Function) -> Finding {
    let mut finding = Finding::new(milestone.record, "starts", format!("{kind} `{}` starts nobody's next work", milestone.title()))
        .help("name the activities that it starts, or the function that takes over and what must be handed over")
        .fact(milestone.record, "starts")
        .fact(milestone.record, "relay_to")
        .fact(milestone.record, "date")
        .unless("the milestone started an activity, an activity depended on it, or `relay_to` named a function")
        .fix(Fix::set(format!("hand {} over to {next}", milestone.key()), milestone.record, "relay_to", next.as_str()));
    for activity in candidates(cx, places, milestone) {
        let label = format!("let {} start {} `{}`", milestone.key(), activity.key(), activity.title());
        finding = finding.fix(Fix::link(label, milestone.record, "starts", activity.key()));
    }
    finding
}

/// Activities of other functions in the same market that start within the relay's limit after the milestone, soonest first.
fn candidates<'g>(cx: &Context<'g>, places: &Places<'g>, milestone: &Of<'g, Milestone>) -> Vec<Of<'g, Activity>> {
    let Some(day) = milestone.date.day() else { return vec![] };
    let limit = i64::from(cx.limits(milestone.record).relay_days);
    let owner = milestone.record.header.owner.as_ref().map(|owner| owner.function);
    let nodes = |markets: Vec<Of<'_, Market>>| markets.iter().map(|market| market.node).collect::<Vec<Node>>();
    let here = nodes(places.markets(cx, milestone.node));
    let fits = |activity: &Of<'g, Activity>| {
        let soon = first_day(activity).is_some_and(|first| (0..=limit).contains(&days_between(day, first)));
        let of_another = function_of(activity) != owner || owner.is_none();
        let together = || {
            let there = nodes(places.markets(cx, activity.node));
            here == there || there.iter().any(|market| here.contains(market))
        };
        soon && of_another && cx.graph.asset_node(activity.node) == cx.graph.asset_node(milestone.node) && together()
    };
    let mut found: Vec<_> = cx.all::<Activity>().filter(fits).collect();
    found.sort_by_key(|activity| (first_day(activity), activity.key()));
    found.truncate(OFFERED);
    found
}
