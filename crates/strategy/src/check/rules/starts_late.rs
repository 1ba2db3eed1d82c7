//! A111: a market is planned together only once Phase III runs.

use jiff::civil::Date;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, dates::days_between, phrase::count},
    finding::{Finding, Severity},
    graph::Of,
    record::{Forum, Kind, Market, Record, Stage},
};

pub(super) const RULE: Rule = Rule {
    code: "A111",
    name: "starts-late",
    severity: Severity::Minor,
    version: 1,
    summary: "joint planning for a market begins after Phase III",
    serves: "S4-31, S1-34, S0-2",
    reads: &[Kind::Market, Kind::Forum],
    page: include_str!("starts-late.md"),
    check,
};

/// How far it is known since when a market is planned together.
enum Planning<'g> {
    /// Since a day, which a field of a record says.
    Since(Date, &'g Record, &'static str),
    Never,
    Unknown,
}

fn check(cx: &Context<'_>, out: &mut Findings) {
    let forums: Vec<Of<'_, Forum>> = cx.all().collect();
    for market in cx.all::<Market>() {
        let bound = bound(&market);
        match (planning(cx, &market, &forums), bound) {
            (Planning::Since(since, says, said), Some((field, phase, begun))) if since > begun => {
                let late = count(days_between(begun, since), "day");
                let message = format!("joint planning for market `{}` begins on {since}, {late} after {phase}", market.key());
                out.raise(late_finding(cx, &market, field, message).fact(says, said));
            }
            (Planning::Never, _) if market.stage >= Some(Stage::Phase3) => {
                let stage = market.stage.map(Stage::as_str).unwrap_or_default();
                let message =
                    format!("market `{}` ({stage}) is not planned together by Medical, Commercial and Market Access", market.key());
                out.raise(late_finding(cx, &market, "stage", message).fact(market.record, "joint_planning_since"));
            }
            _ => {}
        }
    }
}

/// The day by which planning must have begun: the start of Phase III, or the filing where only that is known.
fn bound(market: &Market) -> Option<(&'static str, &'static str, Date)> {
    let start = market.phase3_start.day().map(|day| ("phase3_start", "the start of Phase III", day));
    start.or_else(|| market.filing.day().map(|day| ("filing", "the filing", day)))
}

fn planning<'g>(cx: &Context<'g>, market: &Of<'g, Market>, forums: &[Of<'g, Forum>]) -> Planning<'g> {
    if let Some(since) = market.joint_planning_since {
        return Planning::Since(since, market.record, "joint_planning_since");
    }
    let holds_here = |forum: &&Of<'_, Forum>| cx.graph.markets_of(forum.record).iter().any(|m| m.node == market.node);
    let here: Vec<&Of<'_, Forum>> = forums.iter().filter(holds_here).collect();
    if here.is_empty() {
        return Planning::Never;
    }
    let first = here.iter().filter_map(|forum| Some((forum.since?, forum.record))).min_by_key(|(since, forum)| (*since, &forum.key));
    first.map_or(Planning::Unknown, |(since, forum)| Planning::Since(since, forum, "since"))
}

fn late_finding(cx: &Context<'_>, market: &Of<'_, Market>, field: &str, message: String) -> Finding {
    let finding = Finding::new(market.record, "joint_planning_since", message)
        .help("bring the three functions to one table now, and look first at what Phase III can still answer for payers")
        .fact(market.record, field)
        .unless("Medical, Commercial and Market Access had planned the market together from the start of Phase III or earlier");
    let in_time = bound(market).is_none_or(|(.., begun)| begun >= cx.day);
    match in_time {
        true => finding.fix(Fix::set(
            format!("begin to plan {} together on {}", market.key(), cx.day),
            market.record,
            "joint_planning_since",
            cx.day.to_string(),
        )),
        false => finding.fix(Fix::of("correct the date, if planning began earlier than it says", vec![])),
    }
}
