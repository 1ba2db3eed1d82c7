//! S402: market shaping starts before scientific shaping of the same need.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        activities::{first_day, free_key, start_on},
        places::Places,
    },
    finding::{Finding, Severity},
    function::Function,
    graph::{Node, Of},
    record::{Activity, ActivityKind, Kind, Market, Need},
};

pub(super) const RULE: Rule = Rule {
    code: "S402",
    name: "shaping-out-of-order",
    severity: Severity::Major,
    version: 1,
    summary: "market shaping starts before scientific shaping of the same need",
    serves: "S0-28, S0-29, S0-30, S0-40",
    reads: &[],
    page: include_str!("shaping-out-of-order.md"),
    check,
};

/// A need in a market; no market where the asset has none.
type Place = (Node, Option<Node>);

/// The scientific shaping of one need in one market.
#[derive(Default)]
struct Science<'g> {
    earliest: Option<(Date, Of<'g, Activity>)>,
    /// Whether some of it has no date, so that nobody can say what comes first.
    undated: bool,
}

fn check(cx: &Context<'_>, out: &mut Findings) {
    let shaping: Vec<_> = cx.all::<Activity>().filter(|activity| activity.kind == Some(ActivityKind::MarketShaping)).collect();
    if shaping.is_empty() {
        return;
    }
    let places = Places::of(cx);
    let science = science(cx, &places);
    for activity in shaping {
        let Some(starts) = first_day(&activity) else { continue };
        let markets = places.markets(cx, activity.node);
        for need in cx.needs_of(activity.node).iter().filter_map(|need| cx.graph.typed::<Need>(*need)) {
            let late: Vec<Late<'_>> = scopes(&markets).filter_map(|market| late(&science, need.node, market, starts)).collect();
            if !late.is_empty() {
                out.raise(out_of_order(cx, &activity, starts, &need, &late));
            }
        }
    }
}

fn scopes<'m, 'g>(markets: &'m [Of<'g, Market>]) -> impl Iterator<Item = Option<Of<'g, Market>>> + use<'m, 'g> {
    markets.iter().copied().map(Some).chain(markets.is_empty().then_some(None))
}

fn science<'g>(cx: &Context<'g>, places: &Places<'g>) -> HashMap<Place, Science<'g>> {
    let mut all: HashMap<Place, Science<'g>> = HashMap::new();
    for activity in cx.all::<Activity>().filter(|activity| activity.kind.is_some_and(ActivityKind::is_scientific_shaping)) {
        let markets = places.markets(cx, activity.node);
        for need in cx.needs_of(activity.node) {
            for market in scopes(&markets) {
                let science = all.entry((*need, market.map(|market| market.node))).or_default();
                match (first_day(&activity), &science.earliest) {
                    (None, _) => science.undated = true,
                    (Some(day), Some((earliest, _))) if *earliest <= day => {}
                    (Some(day), _) => science.earliest = Some((day, activity)),
                }
            }
        }
    }
    all
}

/// A market in which scientific shaping comes later, or not at all.
struct Late<'g> {
    market: Option<Of<'g, Market>>,
    science: Option<(Date, Of<'g, Activity>)>,
}

fn late<'g>(science: &HashMap<Place, Science<'g>>, need: Node, market: Option<Of<'g, Market>>, starts: Date) -> Option<Late<'g>> {
    let found = science.get(&(need, market.map(|market| market.node)));
    match found.and_then(|science| science.earliest) {
        Some((earliest, _)) if earliest <= starts => None,
        None if found.is_some_and(|science| science.undated) => None,
        science => Some(Late { market, science }),
    }
}

fn out_of_order(cx: &Context<'_>, activity: &Of<'_, Activity>, starts: Date, need: &Of<'_, Need>, late: &[Late<'_>]) -> Finding {
    // The market in which it must wait longest: none planned at all, else the latest.
    let worst = late.iter().max_by_key(|late| (late.science.is_none(), late.science.map(|(day, _)| day))).unwrap_or(&late[0]);
    let market = worst.market.map(|market| format!(" in market `{}`", market.key())).unwrap_or_default();
    let others = match late.len() - 1 {
        0 => String::new(),
        1 => " and in one more market".into(),
        more => format!(" and in {more} more markets"),
    };
    let when = match worst.science {
        Some((day, science)) => {
            format!("before scientific shaping of need `{}`{market}{others}: `{}` on {day}", need.key(), science.title())
        }
        None => format!("and no scientific shaping of need `{}`{market}{others} is planned", need.key()),
    };
    let mut finding = Finding::new(activity.record, "starts", format!("market shaping `{}` starts on {starts}, {when}", activity.title()))
        .help("let Medical show first that the need exists, then shape why it matters now")
        .fact_said(activity.record, "starts", starts.to_string())
        .fact(need.record, "statement")
        .unless("scientific shaping of the same need started in that market on the same day or earlier")
        .fix(Fix::withdraw(activity.record));
    for late in late {
        finding = match late.science {
            Some((day, science)) => finding.fact_said(science.record, "starts", day.to_string()),
            None => finding,
        };
    }
    let all_planned: Option<Vec<Date>> = late.iter().map(|late| late.science.map(|(day, _)| day)).collect();
    match all_planned {
        Some(days) => finding.fixes.extend(days.into_iter().max().and_then(|day| start_on(activity, day))),
        None => finding.fixes.extend(plan_science(cx, activity, starts, need)),
    }
    finding.owner = finding.owner.take().or(activity.function.map(Into::into));
    finding
}

/// Plans scientific exchange on the need, no later than the market shaping, in the same markets.
fn plan_science(cx: &Context<'_>, activity: &Of<'_, Activity>, starts: Date, need: &Of<'_, Need>) -> Option<Fix> {
    let key = free_key(cx, &format!("{}-science-{}", activity.key(), need.key()))?;
    let markets: Vec<Value> = activity.record.header.markets.iter().map(|market| market.key.to_string().into()).collect();
    let fields = json!({
        "asset": cx.graph.asset_of(activity.record).map(|asset| asset.key().to_string()),
        "owner": Function::Medical,
        "markets": markets,
        "title": format!("scientific exchange on {}", need.key()),
        "kind": ActivityKind::ScientificExchange,
        "function": Function::Medical,
        "serves": [need.key()],
        "audience": activity.audience,
        "starts": starts,
    });
    Some(Fix::create(format!("plan scientific exchange on {} from {starts}", need.key()), Kind::Activity, key, fields))
}
