//! C808: a region of high need or low access has no activity of any function.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::json;

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        activities::{free_key, last_day},
        places::{Places, folded, is_stated, region_of},
    },
    finding::{Finding, Severity},
    function::Function,
    graph::{Node, Of},
    record::{Activity, ActivityKind, Asset, Barrier, Kind, Market, Need, Record, Region},
};

pub(super) const RULE: Rule = Rule {
    code: "C808",
    name: "underserved-region",
    severity: Severity::Major,
    version: 1,
    summary: "a region of high need or low access has no activity of any function",
    serves: "S1-17, S1-56, S4-8, S4-17, S4-25",
    reads: &[Kind::Need, Kind::Barrier, Kind::Activity, Kind::Market],
    page: include_str!("underserved-region.md"),
    check,
};

/// How many activities are offered as fixes.
const OFFERED: usize = 2;

fn check(cx: &Context<'_>, out: &mut Findings) {
    let places = Places::of(cx);
    for asset in cx.all::<Asset>() {
        let of_asset = |node: Node| cx.graph.asset_node(node) == Some(asset.node);
        let live = |activity: &Of<'_, Activity>| last_day(activity).is_none_or(|last| last >= cx.day);
        let activities: Vec<_> = cx.all::<Activity>().filter(|activity| of_asset(activity.node)).filter(live).collect();
        // Without any activity there is no plan yet to judge.
        if activities.is_empty() {
            continue;
        }
        let served = Served::by(cx, &places, &activities);
        let wanting =
            regions(cx.all::<Need>().filter(|need| of_asset(need.node)), cx.all::<Barrier>().filter(|barrier| of_asset(barrier.node)));
        for (_, region) in wanting.iter().filter(|(folded, _)| !served.reaches(folded)) {
            out.raise(underserved(cx, &places, &asset, region, &activities));
        }
    }
}

/// Where activities are, in folded regions. One that states a region serves all that shares ground with it. One that
/// states none serves its market as a whole, so that a corner of the market is not served just because nobody was specific.
#[derive(Default)]
struct Served {
    stated: BTreeSet<String>,
    of_markets: BTreeSet<String>,
}

impl Served {
    fn by<'g>(cx: &Context<'g>, places: &Places<'g>, activities: &[Of<'g, Activity>]) -> Served {
        let mut served = Served::default();
        // Many activities state one region in the same words, and nearly all are in the same few markets.
        let (mut known, mut known_markets) = (HashSet::new(), HashSet::new());
        for activity in activities {
            match is_stated(&activity.region) {
                true if !known.insert(activity.body.region.0.as_str()) => {}
                true => drop(served.stated.insert(folded(&activity.region))),
                false => {
                    let markets = places.markets(cx, activity.node).into_iter().filter(|market| known_markets.insert(market.node));
                    served.of_markets.extend(markets.filter_map(|market| Some(folded(&region_of(&market)?))));
                }
            }
        }
        served
    }

    fn reaches(&self, region: &str) -> bool {
        let larger = region.match_indices('/').map(|(at, _)| &region[..at]);
        lies_in(&self.of_markets, region) || lies_in(&self.stated, region) || larger.into_iter().any(|larger| self.stated.contains(larger))
    }
}

/// Whether one of some regions is a region, or lies in it.
fn lies_in(regions: &BTreeSet<String>, region: &str) -> bool {
    let within = format!("{region}/");
    regions.contains(region) || regions.range(within.clone()..).next().is_some_and(|first| first.starts_with(&within))
}

/// A region that wants activity, and why.
struct Wanting<'g> {
    region: Region,
    /// The record that says so, and its field.
    record: &'g Record,
    field: String,
    needs: Vec<Of<'g, Need>>,
    barriers: Vec<Of<'g, Barrier>>,
}

/// The regions where a need is greatest, and those whose barriers concern at least an equal share of lives.
fn regions<'g>(
    needs: impl Iterator<Item = Of<'g, Need>>,
    barriers: impl Iterator<Item = Of<'g, Barrier>>,
) -> BTreeMap<String, Wanting<'g>> {
    let mut all: BTreeMap<String, Wanting<'g>> = BTreeMap::new();
    for need in needs {
        for (at, region) in need.body.greatest_in.iter().enumerate().filter(|(_, region)| is_stated(region)) {
            let field = format!("greatest_in.{at}");
            let new = || Wanting { region: region.clone(), record: need.record, field, needs: vec![], barriers: vec![] };
            all.entry(folded(region)).or_insert_with(new).needs.push(need);
        }
    }
    let mut by_region: BTreeMap<String, Vec<Of<'g, Barrier>>> = BTreeMap::new();
    for barrier in barriers.filter(|barrier| barrier.lives.is_some() && is_stated(&barrier.region)) {
        by_region.entry(folded(&barrier.region)).or_default().push(barrier);
    }
    let lives = |barriers: &[Of<'_, Barrier>]| barriers.iter().filter_map(|barrier| barrier.lives).fold(0_u64, u64::saturating_add);
    let total = by_region.values().fold(0_u64, |sum, barriers| sum.saturating_add(lives(barriers)));
    let equal_share = total / (by_region.len() as u64).max(1);
    for (key, barriers) in by_region.into_iter().filter(|(_, barriers)| lives(barriers) > 0 && lives(barriers) >= equal_share) {
        let worst = barriers.iter().copied().max_by(|a, b| a.lives.cmp(&b.lives).then_with(|| b.key().cmp(a.key())));
        let Some(worst) = worst else { continue };
        let new =
            || Wanting { region: worst.region.clone(), record: worst.record, field: "region".into(), needs: vec![], barriers: vec![] };
        all.entry(key).or_insert_with(new).barriers = barriers;
    }
    all
}

fn underserved<'g>(
    cx: &Context<'g>,
    places: &Places<'g>,
    asset: &Of<'_, Asset>,
    wanting: &Wanting<'_>,
    activities: &[Of<'g, Activity>],
) -> Finding {
    let region = &wanting.region.0;
    let need = wanting.needs.first().map(|need| format!("need `{}` is greatest there", need.key()));
    let lives: u64 = wanting.barriers.iter().filter_map(|barrier| barrier.lives).fold(0, u64::saturating_add);
    let barrier = (lives > 0).then(|| format!("barriers concern {lives} lives there"));
    let why: Vec<String> = need.into_iter().chain(barrier).collect();
    let message = format!("no activity of any function serves region `{region}`: {}", why.join(", and "));
    let mut finding = Finding::new(wanting.record, &wanting.field, message)
        .help("plan an activity there, or say in `region` which activities reach it")
        .fact_said(wanting.record, &wanting.field, region.clone())
        .unless("an activity that is not over stated a region that shares ground with it");
    for barrier in &wanting.barriers {
        finding = finding.fact(barrier.record, "lives");
    }
    for need in wanting.needs.iter().skip(1) {
        finding = finding.fact(need.record, "greatest_in");
    }
    let reaches = |market: &Of<'_, Market>| region_of(market).filter(|of_market| of_market.contains(&wanting.region));
    let unspecific = activities.iter().filter(|activity| !is_stated(&activity.region));
    let mut wide = unspecific
        .filter_map(|activity| Some((activity, places.markets(cx, activity.node).iter().find_map(reaches)?)))
        .collect::<Vec<_>>();
    wide.sort_by_key(|(activity, _)| !wanting.needs.iter().any(|need| activity.serves.iter().any(|link| link.key == *need.key())));
    for (activity, of_market) in wide.into_iter().take(OFFERED) {
        let label = format!("say that {} `{}` reaches all of {}", activity.key(), activity.title(), of_market.0);
        finding = finding.fix(Fix::set(label, activity.record, "region", of_market.0));
    }
    finding.fixes.extend(plan(cx, asset, wanting));
    finding
}

/// Plans patient support in the region.
fn plan(cx: &Context<'_>, asset: &Of<'_, Asset>, wanting: &Wanting<'_>) -> Option<Fix> {
    let place: String = wanting.region.0.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let key = free_key(cx, &format!("T-{}-{place}", wanting.record.key))?;
    let serves: Vec<String> = match wanting.needs.as_slice() {
        [] => wanting.barriers.iter().flat_map(|barrier| &barrier.serves).map(|need| need.key.to_string()).collect(),
        needs => needs.iter().map(|need| need.key().to_string()).collect(),
    };
    let fields = json!({
        "asset": asset.key(),
        "owner": Function::MarketAccess,
        "function": Function::MarketAccess,
        "title": format!("patient support in {}", wanting.region.0),
        "kind": ActivityKind::PatientSupport,
        "serves": serves,
        "region": wanting.region.0,
    });
    Some(Fix::create(format!("plan patient support in {}", wanting.region.0), Kind::Activity, key, fields))
}
