//! From the strategy to the picture: activities and initiatives as bars in their function's lane, milestones as lines,
//! findings about the sequence as clashes. After a what-if, where things stood before is drawn as a ghost.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use strategy::{
    Finding, Function, Graph, Key, Lane, Record,
    record::{Activity, ActivityKind, Initiative, Milestone},
};

use super::Asked;
use crate::{
    charts::{self, Bar, Clash, Fill, MilestoneLine, TimelineChart},
    pages::{
        home::short,
        records::sentence,
        timeline::{crowd, rails},
        visit::Visit,
    },
    parts::Mark,
    words,
};

use crowd::Share;

/// How far back from today the picture reaches, in months.
const MONTHS_BACK: i64 = 18;
/// How far ahead of today the picture reaches, in months.
const MONTHS_AHEAD: i64 = 36;

/// What is drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// Only what holds in this market.
    pub(super) market: Option<Key>,
    /// Only these records.
    pub(super) only: Option<BTreeSet<Key>>,
    /// Everything, however much it is.
    pub(super) whole: bool,
}

impl Scope {
    /// Whether a record is drawn.
    pub(super) fn holds(&self, visit: &Visit, record: &Record) -> bool {
        let in_market = |market: &Key| visit.graph().markets_of(record).iter().any(|of| of.key() == market);
        visit.is_mine(record)
            && self.only.as_ref().is_none_or(|only| only.contains(&record.key))
            && self.market.as_ref().is_none_or(in_market)
    }
}

/// The picture, and what did not fit in it.
pub(super) struct Drawn {
    /// The picture.
    pub(super) chart: TimelineChart,
    /// How many bars and milestones it shows.
    pub(super) items: usize,
    /// How many of the bars and of the milestones inside it are shown.
    pub(super) shares: [(Share, &'static str); 2],
    /// What has a date outside the picture, in words.
    outside: Vec<(Key, String)>,
    /// What has no date at all.
    undated: Vec<(Key, String)>,
}

struct Item {
    lane: Lane,
    bar: Bar,
}

/// The picture of a graph; `None` where nothing in it has a date. Where `graph` is not the visit's own, what stands
/// elsewhere in the visit's is drawn as a ghost.
pub(super) fn draw(visit: &Visit, graph: &Graph, scope: &Scope, findings: &[&Finding]) -> Option<Drawn> {
    let mut outside = vec![];
    let mut undated = vec![];
    let mut items = bars(visit, graph, scope, &mut undated);
    let mut milestones = lines(visit, graph, scope, &mut undated);
    let today = visit.view.day();
    let days = items.iter().flat_map(|item| [item.bar.from, item.bar.to]).chain(milestones.iter().map(|line| line.on));
    let (first, last) = (days.clone().min()?, days.max()?);
    let from = first.max(today.saturating_sub(MONTHS_BACK.months())).min(today);
    let to = last.min(today.saturating_add(MONTHS_AHEAD.months())).max(today);
    items.retain(|item| {
        let inside = item.bar.to >= from && item.bar.from <= to;
        if !inside {
            outside
                .push((key_of(&item.bar.key), format!("{}, {} to {}", item.bar.label, words::day(item.bar.from), words::day(item.bar.to))));
        }
        inside
    });
    milestones.retain(|line| {
        let inside = line.on >= from && line.on <= to;
        if !inside {
            outside.push((key_of(&line.key), format!("{}, {}", line.label, words::day(line.on))));
        }
        inside
    });
    let mut clashes = clashes(graph, &items, &milestones, findings);
    let title = takeaway(findings, &clashes);
    let clashing: HashSet<String> = clashes.iter().map(|(_, clash)| clash.item.clone()).collect();
    let most = if scope.whole { (usize::MAX, usize::MAX) } else { crowd::PICTURE };
    let bars = crowd::keep(&mut items, most.0, |Item { bar, .. }| {
        (bar.was.is_none(), !clashing.contains(&bar.key), crowd::days_from(today, bar.from, bar.to))
    });
    let lines = crowd::keep(&mut milestones, most.1, |line| {
        (line.was.is_none(), !clashing.contains(&line.key), crowd::days_from(today, line.on, line.on))
    });
    // A picture of a part reaches only as far as that part.
    let part = items.iter().flat_map(|item| [item.bar.from, item.bar.to]).chain(milestones.iter().map(|line| line.on));
    let (from, to) = match (bars.is_whole() && lines.is_whole(), part.clone().min(), part.max()) {
        (false, Some(first), Some(last)) => (first.clamp(from, today), last.clamp(today, to)),
        _ => (from, to),
    };
    let drawn: HashSet<&str> =
        items.iter().map(|item| item.bar.key.as_str()).chain(milestones.iter().map(|line| line.key.as_str())).collect();
    clashes.retain(|(_, clash)| drawn.contains(clash.item.as_str()));
    let needs_joint = clashes.iter().any(|(lane, _)| *lane == Lane::Joint) || items.iter().any(|item| item.lane == Lane::Joint);
    let order: Vec<Lane> = Lane::ALL.iter().copied().filter(|lane| *lane != Lane::Joint || needs_joint).collect();
    let lane = |lane: &Lane| charts::Lane {
        mark: mark(*lane),
        label: label(*lane).into(),
        bars: items.iter().filter(|item| item.lane == *lane).map(|item| item.bar.clone()).collect(),
    };
    let place = |(of, clash): (Lane, Clash)| Clash { lane: order.iter().position(|lane| *lane == of).unwrap_or(0), ..clash };
    let count = items.len() + milestones.len();
    let chart = TimelineChart {
        id: "tl".into(),
        title,
        subtitle: subtitle(visit, scope),
        from,
        to,
        today,
        lanes: order.iter().map(lane).collect(),
        milestones,
        clashes: clashes.into_iter().map(place).collect(),
        guardrails: rails::of(visit, graph, scope, from, to),
    };
    Some(Drawn { chart, items: count, shares: [(bars, "activities and initiatives"), (lines, "milestones")], outside, undated })
}

fn key_of(text: &str) -> Key {
    Key::new(text).expect("a record's own key")
}

fn bars(visit: &Visit, graph: &Graph, scope: &Scope, undated: &mut Vec<(Key, String)>) -> Vec<Item> {
    let mut items = vec![];
    let mut take =
        |record: &Record, function: Option<Function>, span: Option<(Date, Date)>, fill: Fill, kind: String, was: Option<(Date, Date)>| {
            let Some((from, to)) = span else {
                undated.push((record.key.clone(), short(record.title())));
                return;
            };
            let function = function.or(record.header.owner.as_ref().map(|owner| owner.function));
            let bar = Bar {
                key: record.key.to_string(),
                label: record.title().to_owned(),
                from,
                to,
                fill,
                kind,
                href: format!("/timeline?item={}", record.key),
                was: was.filter(|was| *was != (from, to)),
            };
            items.push(Item { lane: function.map_or(Lane::Joint, Function::lane), bar });
        };
    for activity in graph.all::<Activity>().filter(|of| scope.holds(visit, of.record)) {
        let was = visit.graph().get::<Activity>(activity.key()).and_then(|of| span(of.starts, of.ends));
        take(activity.record, activity.function, span(activity.starts, activity.ends), fill(&activity), kind(&activity), was);
    }
    for initiative in graph.all::<Initiative>().filter(|of| scope.holds(visit, of.record)) {
        let was = visit.graph().get::<Initiative>(initiative.key()).and_then(|of| span(of.starts, of.ends));
        take(initiative.record, None, span(initiative.starts, initiative.ends), Fill::Hollow, "initiative".into(), was);
    }
    items
}

/// First and last day, where at least one is known.
fn span(starts: Option<Date>, ends: Option<Date>) -> Option<(Date, Date)> {
    let (from, to) = (starts.or(ends)?, ends.or(starts)?);
    Some((from.min(to), to.max(from)))
}

/// Hatched is health-economic work and work with payers, solid names the product, hollow does not.
fn fill(activity: &Activity) -> Fill {
    let economic = activity.function == Some(Function::Heor) || activity.kind == Some(ActivityKind::PayerEngagement);
    match (economic, activity.branded) {
        (true, _) => Fill::Hatched,
        (false, true) => Fill::Solid,
        (false, false) => Fill::Hollow,
    }
}

fn kind(activity: &Activity) -> String {
    let branded = if activity.branded { "branded" } else { "unbranded" };
    let kind = activity.kind.map_or("activity", ActivityKind::as_str);
    if kind.starts_with("unbranded") { kind.to_owned() } else { format!("{branded} {kind}") }
}

fn lines(visit: &Visit, graph: &Graph, scope: &Scope, undated: &mut Vec<(Key, String)>) -> Vec<MilestoneLine> {
    let mut found = vec![];
    for milestone in graph.all::<Milestone>().filter(|of| scope.holds(visit, of.record)) {
        let Some(on) = milestone.date.day() else {
            undated.push((milestone.key().clone(), short(milestone.title())));
            continue;
        };
        let reached = milestone.date.actual.is_some();
        let range = if reached { 0 } else { milestone.date.uncertainty_weeks.unwrap_or(0).saturating_mul(7) };
        let was = visit.graph().get::<Milestone>(milestone.key()).and_then(|of| of.date.day()).filter(|was| *was != on);
        found.push(MilestoneLine {
            key: milestone.key().to_string(),
            label: milestone.title().to_owned(),
            on,
            early_days: range,
            late_days: range,
            reached,
            href: format!("/timeline?item={}", milestone.key()),
            was,
        });
    }
    found
}

/// The findings about what is drawn, each with the lane in which it is marked.
fn clashes(graph: &Graph, items: &[Item], milestones: &[MilestoneLine], findings: &[&Finding]) -> Vec<(Lane, Clash)> {
    let items: HashMap<&str, &Item> = items.iter().map(|item| (item.bar.key.as_str(), item)).collect();
    let milestones: HashMap<&str, &MilestoneLine> = milestones.iter().map(|line| (line.key.as_str(), line)).collect();
    let place = |finding: &Finding| {
        let key = finding.record.as_ref()?;
        if let Some(item) = items.get(key.as_str()) {
            return Some((item.lane, if finding.field.as_deref() == Some("ends") { item.bar.to } else { item.bar.from }));
        }
        let line = milestones.get(key.as_str())?;
        let milestone = graph.get::<Milestone>(key)?;
        let function = milestone.relay_to.or(milestone.record.header.owner.as_ref().map(|owner| owner.function));
        Some((function.map_or(Lane::Joint, Function::lane), line.on))
    };
    let clash = |finding: &&Finding| {
        let (lane, on) = place(finding)?;
        let sentence = format!("{} {}", finding.code, sentence(&finding.message.replace('`', "")));
        Some((
            lane,
            Clash {
                on,
                lane: 0,
                item: finding.record.as_ref().map(ToString::to_string).unwrap_or_default(),
                sentence,
                severity: words::severity(finding.severity),
                href: format!("/alignment/{}", finding.id),
            },
        ))
    };
    findings.iter().filter_map(clash).collect()
}

fn mark(lane: Lane) -> Mark {
    match lane {
        Lane::Medical => Mark::Medical,
        Lane::Commercial => Mark::Commercial,
        Lane::Access => Mark::Access,
        Lane::Joint => Mark::Joint,
    }
}

fn label(lane: Lane) -> &'static str {
    match lane {
        Lane::Medical => "Medical",
        Lane::Commercial => "Commercial",
        Lane::Access => "Market access",
        Lane::Joint => "Joint and others",
    }
}

fn takeaway(findings: &[&Finding], clashes: &[(Lane, Clash)]) -> String {
    let blockers = findings.iter().filter(|finding| finding.severity == strategy::Severity::Blocker).count();
    match (clashes.len(), blockers) {
        (0, _) => "Nothing in this sequence clashes".into(),
        (all, 0) => format!("{} in the sequence, none of which blocks", words::count(all, "clash", "clashes")),
        (all, blockers) => format!(
            "{} in the sequence, {blockers} of which {}",
            words::count(all, "clash", "clashes"),
            if blockers == 1 { "blocks" } else { "block" }
        ),
    }
}

fn subtitle(visit: &Visit, scope: &Scope) -> String {
    let asset = visit.asset().map(|asset| asset.title().to_owned()).unwrap_or_default();
    let market =
        scope.market.as_ref().and_then(|key| visit.graph().record(key)).map(|market| format!(" in {}", market.title())).unwrap_or_default();
    format!(
        "Activities and milestones of {asset}{market}, as of {}. Hollow bars are unbranded, solid ones branded, hatched ones health-economic or for payers; a fading range is how sure a date is.",
        words::day(visit.view.day())
    )
}

/// What the picture does not show, so that nobody takes it for everything.
pub(super) fn left_out(asked: &Asked, drawn: &Drawn) -> Markup {
    let list = |items: &[(Key, String)]| {
        html! {
            @for (index, (key, words)) in items.iter().take(crowd::NAMED).enumerate() {
                @if index > 0 { "; " }
                a.mono href=(format!("/records/{key}")) { (key) } " " (words)
            }
            @if items.len() > crowd::NAMED { "; and " (items.len() - crowd::NAMED) " more" }
        }
    };
    html! {
        (crowd::told(asked, &drawn.shares, "first what moves or clashes, then what is nearest to today"))
        @if !drawn.outside.is_empty() { p.muted { "Outside the picture: " (list(&drawn.outside)) "." } }
        @if !drawn.undated.is_empty() { p.muted { "Without a date: " (list(&drawn.undated)) "." } }
    }
}
