//! C801: initiatives and activities ask more hours of a role in a week than it has.
//! The hours are those asked of one person in the role, against the hours that one person has.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use serde_json::{Value, json};

use crate::{
    change::{Change, Fix},
    check::{
        Context, Findings, Rule,
        activities::{last_day, moved, plus},
        dates::days_between,
    },
    finding::{Finding, Severity},
    graph::Of,
    key::Key,
    record::{Activity, Initiative, Kind, Number, Record, Role},
    words,
};

pub(super) const RULE: Rule = Rule {
    code: "C801",
    name: "overload",
    severity: Severity::Major,
    version: 1,
    summary: "initiatives and activities ask more hours of a role in a week than it has",
    serves: "S3-9, S1-61",
    reads: &[Kind::Role, Kind::Activity, Kind::Initiative],
    page: include_str!("overload.md"),
    check,
};

/// How many of those who ask most are named as facts.
const NAMED: usize = 5;
/// How many of those who ask least are tried as the one to change.
const TRIED: usize = 5;
/// The longest week that a role is offered: 48 hours, the limit of the EU's Working Time Directive (2003/88/EC).
const LONGEST_WEEK: f64 = 48.0;
/// How many weeks later something is tried before no move is offered.
const WEEKS_TRIED: i64 = 52;

/// Something that asks hours of a role from a first week to a last one.
#[derive(Clone)]
struct Ask<'g> {
    record: &'g Record,
    /// The field that holds the hours: `effort` or `asks`.
    field: &'static str,
    hours: f64,
    /// The Monday of the first week; no week where no date is stated.
    window: Option<(Date, Option<Date>)>,
    starts: Option<Date>,
    ends: Option<Date>,
}

fn check(cx: &Context<'_>, out: &mut Findings) {
    let mut asks = asks(cx);
    for role in cx.all::<Role>() {
        let of_role = asks.remove(role.key()).unwrap_or_default();
        let Some(capacity) = role.hours_per_week.as_ref().map(Number::value) else { continue };
        let asset = cx.graph.asset_node(role.node);
        let same_asset = |ask: &Ask<'_>| asset.is_none() || cx.graph.asset_of(ask.record).map(|asset| asset.node) == asset;
        let of_role: Vec<Ask<'_>> = of_role.into_iter().filter(same_asset).collect();
        let over = overloaded(&of_role, capacity, cx.day);
        if let Some(worst) = over.worst {
            out.raise(overload(cx, &role, capacity, &of_role, &over, worst));
        }
    }
    for (key, asks) in asks.into_iter().filter(|(key, _)| cx.graph.record(key).is_none_or(|record| record.kind() != Kind::Role)) {
        out.raise(unknown_role(cx, key, &asks));
    }
}

/// What asks hours, by the role that it names, in the order of the records' keys.
fn asks<'g>(cx: &Context<'g>) -> BTreeMap<&'g Key, Vec<Ask<'g>>> {
    let mut all: BTreeMap<&'g Key, Vec<Ask<'g>>> = BTreeMap::new();
    let mut add = |record: &'g Record,
                   field: &'static str,
                   by_role: &'g BTreeMap<Key, Number>,
                   starts: Option<Date>,
                   ends: Option<Date>,
                   last: Option<Date>| {
        // Dates in the wrong order are another rule's matter.
        let window = starts.or(ends).filter(|first| last.is_none_or(|last| last >= *first)).map(|first| (monday(first), last.map(monday)));
        for (role, hours) in by_role.iter().map(|(role, hours)| (role, hours.value())).filter(|(_, hours)| *hours > 0.0) {
            all.entry(role).or_default().push(Ask { record, field, hours, window, starts, ends });
        }
    };
    for activity in cx.all::<Activity>() {
        add(activity.record, "effort", &activity.body.effort, activity.starts, activity.ends, last_day(&activity));
    }
    for initiative in cx.all::<Initiative>().filter(|initiative| initiative.starts.is_some()) {
        add(initiative.record, "asks", &initiative.body.asks, initiative.starts, initiative.ends, initiative.ends);
    }
    all
}

fn monday(day: Date) -> Date {
    plus(day, -i64::from(day.weekday().since(Weekday::Monday)))
}

/// The weeks in which more is asked than there is.
#[derive(Default)]
struct Over {
    /// The first of the worst weeks, by its Monday, and the hours asked in it.
    worst: Option<(Date, f64)>,
    /// How many weeks are over.
    weeks: i64,
    /// The Monday of the first and the last of them.
    range: Option<(Date, Date)>,
}

/// The overloaded weeks from a day's week on. What has no last day goes on as long as anything else does.
fn overloaded(asks: &[Ask<'_>], capacity: f64, today: Date) -> Over {
    let windows = || asks.iter().filter_map(|ask| Some((ask.window?, ask.hours)));
    let Some(horizon) = windows().map(|((first, last), _)| last.unwrap_or(first)).max() else { return Over::default() };
    let mut steps: BTreeMap<Date, f64> = BTreeMap::from([(monday(today), 0.0)]);
    for ((first, last), hours) in windows() {
        *steps.entry(first).or_default() += hours;
        *steps.entry(plus(last.unwrap_or(horizon).max(first), 7)).or_default() -= hours;
    }
    let edges: Vec<(Date, f64)> = steps.into_iter().collect();
    let mut over = Over::default();
    let mut hours = 0.0;
    for (at, (week, step)) in edges.iter().enumerate() {
        hours += step;
        let Some((next, _)) = edges.get(at + 1).filter(|_| *week >= monday(today) && is_over(hours, capacity)) else { continue };
        over.weeks += days_between(*week, *next) / 7;
        over.range = Some((over.range.map_or(*week, |(first, _)| first), plus(*next, -7)));
        if over.worst.is_none_or(|(_, most)| hours > most + 1e-9) {
            over.worst = Some((*week, hours));
        }
    }
    over
}

/// Whether hours exceed a capacity by more than what adding decimals may leave.
fn is_over(hours: f64, capacity: f64) -> bool {
    hours > capacity + 1e-9
}

fn words_of(hours: f64) -> String {
    format!("{}", (hours * 100.0).round() / 100.0)
}

/// Hours that cover what is asked, to a hundredth.
fn asked_in_full(hours: f64) -> String {
    words_of((hours * 100.0 - 1e-6).ceil() / 100.0)
}

fn overload(cx: &Context<'_>, role: &Of<'_, Role>, capacity: f64, asks: &[Ask<'_>], over: &Over, (week, hours): (Date, f64)) -> Finding {
    let more = match over.weeks {
        1 => String::new(),
        weeks => format!("; {weeks} weeks are over"),
    };
    let (asked, has) = (words_of(hours), words_of(capacity));
    let message = format!("role `{}` is asked for {asked} hours in the week of {week} and has {has}{more}", role.title());
    let mut in_week: Vec<&Ask<'_>> = asks.iter().filter(|ask| ask.covers(week)).collect();
    in_week.sort_by(|a, b| b.hours.total_cmp(&a.hours).then_with(|| a.record.key.cmp(&b.record.key)));
    let mut finding = Finding::new(role.record, "hours_per_week", message)
        .help("shift or shorten what asks least, ask less of the role, or give it more hours")
        .fact(role.record, "hours_per_week")
        .unless(format!("no week asked for more than {has} hours"));
    for ask in in_week.iter().take(NAMED) {
        finding = finding.fact_said(ask.record, ask.field, format!("{} hours a week", words_of(ask.hours)));
    }
    // One change can only clear the role when it reaches every overloaded week and frees enough in the worst.
    let reaches = |ask: &&&Ask<'_>| over.range.is_some_and(|(first, last)| ask.covers(first) && ask.covers(last));
    let frees = |ask: &&&Ask<'_>| !is_over(hours - ask.hours, capacity);
    let smallest_first = || in_week.iter().rev().filter(frees).filter(reaches).take(TRIED).copied();
    finding.fixes.extend(smallest_first().find_map(|ask| shift(cx, role.key(), capacity, asks, over, ask)));
    finding.fixes.extend(smallest_first().find_map(|ask| ask_less(cx, role.key(), capacity, asks, hours, ask)));
    if hours <= LONGEST_WEEK {
        let label = format!("give {} {asked} hours a week", role.key());
        finding = finding.fix(Fix::set(label, role.record, "hours_per_week", asked_in_full(hours)));
    }
    if let Some(function) = role.function {
        finding = finding.owner(function);
    }
    finding
}

impl Ask<'_> {
    /// Whether it asks in the week of a Monday.
    fn covers(&self, week: Date) -> bool {
        self.window.is_some_and(|(first, last)| first <= week && last.is_none_or(|last| week <= last))
    }
}

/// Whether no week is over when one of those who ask is replaced.
fn clears(cx: &Context<'_>, capacity: f64, asks: &[Ask<'_>], changed: &Ask<'_>) -> bool {
    let replaced = asks.iter().map(|ask| if ask.record.key == changed.record.key { changed.clone() } else { ask.clone() });
    overloaded(&replaced.collect::<Vec<_>>(), capacity, cx.day).worst.is_none()
}

/// Moves something that has not started to the first later week in which all fits.
fn shift(cx: &Context<'_>, role: &Key, capacity: f64, asks: &[Ask<'_>], over: &Over, ask: &Ask<'_>) -> Option<Fix> {
    let starts = ask.starts.filter(|starts| *starts > cx.day)?;
    let (first, last) = ask.window?;
    let from = over.range.map_or(1, |(week, _)| (days_between(first, week) / 7).max(1));
    let fits = |weeks: &i64| {
        let window = Some((plus(first, weeks * 7), last.map(|last| plus(last, weeks * 7))));
        clears(cx, capacity, asks, &Ask { window, ..ask.clone() })
    };
    let weeks = (from..=from + WEEKS_TRIED).find(fits)?;
    let to = plus(starts, weeks * 7);
    let changes = moved(ask.record, ("starts", starts), ("ends", ask.ends), to);
    Some(Fix::of(format!("move {} to start on {to}, when `{role}` has the hours", ask.record.key), changes))
}

/// Asks only for the hours that are left in the worst week.
fn ask_less(cx: &Context<'_>, role: &Key, capacity: f64, asks: &[Ask<'_>], worst: f64, ask: &Ask<'_>) -> Option<Fix> {
    let left = ((ask.hours - (worst - capacity)) * 100.0).floor() / 100.0;
    let lower = Ask { hours: left, ..ask.clone() };
    if left <= 0.0 || !clears(cx, capacity, asks, &lower) {
        return None;
    }
    let mut hours = hours_field(ask);
    hours.insert(role.to_string(), words_of(left).into());
    let label = format!("ask {} instead of {} hours of `{role}` in {}", words_of(left), words_of(ask.hours), ask.record.key);
    Some(Fix::set(label, ask.record, ask.field, hours))
}

fn hours_field(ask: &Ask<'_>) -> serde_json::Map<String, Value> {
    match ask.record.field(ask.field) {
        Some(Value::Object(hours)) => hours,
        _ => Default::default(),
    }
}

/// Hours asked of a role that is written nowhere: once for each such key.
fn unknown_role(cx: &Context<'_>, key: &Key, asks: &[Ask<'_>]) -> Finding {
    let first = &asks[0];
    let more = match asks.len() - 1 {
        0 => String::new(),
        more => format!(", and so {} {more} more", if more == 1 { "does" } else { "do" }),
    };
    let message = format!("`{}` asks hours of role `{key}`, which does not exist{more}", first.record.title());
    let mut finding = Finding::new(first.record, &format!("{}.{key}", first.field), message)
        .severity(Severity::Minor)
        .help("name a role that exists, or write the role with the hours that it has")
        .unless(format!("`{key}` were the key of a role"));
    for ask in asks.iter().take(NAMED) {
        finding = finding.fact(ask.record, ask.field);
    }
    let known: Vec<&Key> = cx.all::<Role>().map(|role| role.key()).collect();
    if let Some(near) = words::nearest(key.as_str(), known.into_iter().map(Key::as_str)) {
        let renamed = |ask: &Ask<'_>| {
            let mut hours = hours_field(ask);
            if let Some(value) = hours.shift_remove(key.as_str()) {
                hours.entry(near).or_insert(value);
            }
            Change::Set { key: ask.record.key.clone(), field: ask.field.to_owned(), value: hours.into() }
        };
        finding = finding.fix(Fix::of(format!("ask the hours of `{near}` instead"), asks.iter().map(renamed).collect()));
    }
    if cx.graph.record(key).is_none() {
        let asset = cx.graph.asset_of(first.record).map(|asset| asset.key().to_string());
        let fields = json!({ "asset": asset, "title": key });
        finding = finding.fix(Fix::create(format!("write role {key}"), Kind::Role, key.clone(), fields));
    }
    finding
}
