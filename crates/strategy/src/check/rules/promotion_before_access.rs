//! S403: promotion to a region starts before coverage there, with no stated reason.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use serde_json::json;

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        activities::{first_day, free_key, start_on},
        places::{Places, is_stated, region_of, regions},
    },
    finding::{Finding, Severity},
    function::Function,
    graph::{Node, Of},
    record::{Activity, ActivityKind, Kind, Market, Milestone, MilestoneKind, Region},
};

pub(super) const RULE: Rule = Rule {
    code: "S403",
    name: "promotion-before-access",
    severity: Severity::Major,
    version: 1,
    summary: "promotion to a region starts before coverage there, with no stated reason",
    serves: "S4-9, S4-16, S4-21, S4-36",
    reads: &[Kind::Activity, Kind::Market, Kind::Milestone],
    page: include_str!("promotion-before-access.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    let unexplained = |activity: &Of<'_, Activity>| {
        activity.kind == Some(ActivityKind::Promotion) && activity.before_access_because.trim().is_empty() && first_day(activity).is_some()
    };
    let mut promotions: Vec<_> = cx.all::<Activity>().filter(unexplained).collect();
    promotions.sort_by_key(|activity| (first_day(activity), activity.key()));
    let places = Places::of(cx);
    let coverage = coverage(cx, &places);
    let mut without_any = BTreeSet::new();
    for activity in &promotions {
        for market in places.markets(cx, activity.node) {
            let Some(region) = region_in(activity, &market) else { continue };
            match coverage.get(&market.node) {
                Some(all) => judge(cx, activity, &market, &Coverage::of(all, region)).into_iter().for_each(|finding| out.raise(finding)),
                // A market without any plan for coverage is one cause: the first promotion speaks for all.
                None if without_any.insert(market.key()) => out.raise(unplanned(cx, activity, &market, region.as_ref())),
                None => {}
            }
        }
    }
}

/// A decision on coverage, where it holds, and when.
struct Decision<'g> {
    milestone: Of<'g, Milestone>,
    regions: Vec<Region>,
    day: Option<Date>,
}

fn coverage<'g>(cx: &Context<'g>, places: &Places<'g>) -> HashMap<Node, Vec<Decision<'g>>> {
    let mut all: HashMap<Node, Vec<Decision<'g>>> = HashMap::new();
    let decides = |milestone: &Of<'_, Milestone>| matches!(milestone.kind, Some(MilestoneKind::PriceListing | MilestoneKind::HtaDecision));
    for milestone in cx.all::<Milestone>().filter(decides) {
        for market in places.markets(cx, milestone.node) {
            let regions = regions(&milestone.region, &[market]);
            all.entry(market.node).or_default().push(Decision { milestone, regions, day: milestone.date.day() });
        }
    }
    all
}

/// The region of an activity within a market: `None` when it is elsewhere, `Some(None)` when nobody states one.
fn region_in(activity: &Activity, market: &Market) -> Option<Option<Region>> {
    let of_market = region_of(market);
    match is_stated(&activity.region) {
        false => Some(of_market),
        true if of_market.is_none_or(|region| region.overlaps(&activity.region)) => Some(Some(activity.region.clone())),
        true => None,
    }
}

/// The decisions that matter to a region: those that hold in all of it, and those that hold in a part.
struct Coverage<'d, 'g> {
    region: Option<Region>,
    whole: Vec<&'d Decision<'g>>,
    parts: Vec<&'d Decision<'g>>,
}

impl<'d, 'g> Coverage<'d, 'g> {
    fn of(all: &'d [Decision<'g>], region: Option<Region>) -> Coverage<'d, 'g> {
        let mut coverage = Coverage { region, whole: vec![], parts: vec![] };
        for decision in all {
            let in_all = |region: &Region| decision.regions.is_empty() || decision.regions.iter().any(|r| r.contains(region));
            let in_part = |region: &Region| decision.regions.iter().any(|r| region.contains(r));
            match &coverage.region {
                Some(region) if !in_all(region) && in_part(region) => coverage.parts.push(decision),
                Some(region) if !in_all(region) => {}
                _ => coverage.whole.push(decision),
            }
        }
        coverage
    }

    /// Whether a date is missing, so that nobody can say when the region is covered.
    fn is_unknown(&self) -> bool {
        self.whole.iter().chain(&self.parts).any(|decision| decision.day.is_none())
    }

    /// The decision that completes the coverage: the first that holds in the whole region, else the last of its parts.
    fn complete(&self) -> Option<&'d Decision<'g>> {
        let first_in = |region: &[Region]| self.parts.iter().filter(|d| d.regions == region).min_by_key(|d| d.day).copied();
        let whole = self.whole.iter().min_by_key(|decision| decision.day).copied();
        whole.or_else(|| self.parts.iter().filter_map(|part| first_in(&part.regions)).max_by_key(|decision| decision.day))
    }

    /// A part that is covered by a day.
    fn covered_part(&self, day: Date) -> Option<&'d Decision<'g>> {
        self.parts.iter().copied().find(|decision| decision.day.is_some_and(|covered| covered <= day))
    }
}

/// What is wrong with promotion where a market plans some coverage.
fn judge(cx: &Context<'_>, activity: &Of<'_, Activity>, market: &Of<'_, Market>, coverage: &Coverage<'_, '_>) -> Option<Finding> {
    let starts = first_day(activity).filter(|_| !coverage.is_unknown())?;
    match coverage.complete() {
        None => Some(unplanned(cx, activity, market, coverage.region.as_ref())),
        Some(last) => (last.day > Some(starts)).then(|| late(activity, market, starts, coverage, last)),
    }
}

fn late(activity: &Of<'_, Activity>, market: &Of<'_, Market>, starts: Date, coverage: &Coverage<'_, '_>, last: &Decision<'_>) -> Finding {
    let day = last.day.unwrap_or(starts);
    let place = last.regions.first().map(|region| format!(" in `{}`", region.0)).unwrap_or_default();
    let message =
        format!("promotion `{}` starts on {starts}, before coverage{place}: `{}` on {day}", activity.title(), last.milestone.title());
    let mut finding = Finding::new(activity.record, "starts", message)
        .help("start it with coverage, narrow it to where patients are covered, or state the reason in `before_access_because`")
        .fact_said(activity.record, "starts", starts.to_string())
        .fact(last.milestone.record, "date")
        .fact(market.record, "name")
        .unless("coverage of the region came on the same day or earlier, or `before_access_because` gave a reason")
        .fix(Fix::of(format!("state in {} why it starts before coverage", activity.key()), vec![]))
        .owner(Function::MarketAccess);
    finding.fixes.extend(start_on(activity, day));
    if let Some(region) = coverage.covered_part(starts).and_then(|part| part.regions.first()) {
        let label = format!("narrow {} to {}", activity.key(), region.0);
        finding = finding.fix(Fix::set(label, activity.record, "region", region.0.clone()));
    }
    finding
}

fn unplanned(cx: &Context<'_>, activity: &Of<'_, Activity>, market: &Of<'_, Market>, region: Option<&Region>) -> Finding {
    let starts = first_day(activity).unwrap_or(cx.day);
    let place = region.map(|region| format!(" in `{}`", region.0)).unwrap_or_else(|| format!(" in market `{}`", market.key()));
    let message = format!("promotion `{}` starts on {starts} and no coverage{place} is planned", activity.title());
    let mut finding = Finding::new(activity.record, "starts", message)
        .help("plan the price listing or HTA decision there, or state the reason in `before_access_because`")
        .fact_said(activity.record, "starts", starts.to_string())
        .fact(market.record, "name")
        .unless("a price listing or HTA decision there came on the same day or earlier, or `before_access_because` gave a reason")
        .fix(Fix::of(format!("state in {} why it starts before coverage", activity.key()), vec![]))
        .owner(Function::MarketAccess);
    if let Some(key) = free_key(cx, &format!("{}-coverage-{}", activity.key(), market.key())) {
        let fields = json!({
            "asset": cx.graph.asset_of(market.record).map(|asset| asset.key().to_string()),
            "owner": Function::MarketAccess,
            "markets": [market.key()],
            "title": format!("coverage{place}").replace('`', ""),
            "kind": MilestoneKind::PriceListing,
            "region": region.map(|region| region.0.clone()),
            "date": { "planned": starts },
            "relay_to": activity.function.unwrap_or(Function::Sales),
        });
        finding = finding.fix(Fix::create(format!("plan coverage{place} by {starts}").replace('`', ""), Kind::Milestone, key, fields));
    }
    finding.fix(Fix::withdraw(activity.record))
}
