//! R905: the planning forum did not meet in time, or met without one of those who must be there.

use std::collections::HashMap;

use jiff::{ToSpan, civil::Date};
use serde_json::{Value, json};

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        dates::days_between,
        parties::{Party, phrase},
        phrase::count,
    },
    finding::{Finding, Severity},
    function::{Function, Owner},
    graph::{Node, Of},
    key::Key,
    record::{DeferredProblem, Forum, Kind, Session},
};

pub(super) const RULE: Rule = Rule {
    code: "R905",
    name: "forum-lapsed",
    severity: Severity::Minor,
    version: 1,
    summary: "the planning forum missed its cadence, or met without Medical, Commercial, Market Access or Compliance",
    serves: "S1-32, S1-37, S1-39, S1-48",
    reads: &[Kind::Forum, Kind::Session, Kind::DeferredProblem],
    page: include_str!("forum-lapsed.md"),
    check,
};

/// A session that was held, and its day.
type Held<'g> = (Date, Of<'g, Session>);

fn check(cx: &Context<'_>, out: &mut Findings) {
    let mut last: HashMap<Node, Held<'_>> = HashMap::new();
    for session in cx.all::<Session>() {
        let forum = session.body.forum.as_ref().and_then(|forum| cx.follow(forum));
        let held = session.held_on.filter(|day| *day <= cx.day);
        if let Some((forum, held)) = forum.zip(held)
            && last.get(&forum.node).is_none_or(|(day, _)| *day <= held)
        {
            last.insert(forum.node, (held, session));
        }
    }
    for forum in cx.all::<Forum>() {
        let last = last.get(&forum.node);
        let every = forum.every_days.unwrap_or(cx.limits(forum.record).forum_days);
        let since = last.map(|(day, _)| *day).or(forum.since);
        if let Some(since) = since.filter(|since| days_between(*since, cx.day) > i64::from(every)) {
            out.raise(lapsed(cx, &forum, last, since, every));
        }
        if let Some((_, session)) = last {
            absent(&forum, session).into_iter().for_each(|finding| out.raise(finding));
        }
    }
}

fn lapsed(cx: &Context<'_>, forum: &Of<'_, Forum>, last: Option<&Held<'_>>, since: Date, every: u32) -> Finding {
    let ago = count(days_between(since, cx.day), "day");
    let met = match last {
        Some(_) => format!("last met on {since}, {ago} ago"),
        None => format!("was to meet since {since}, {ago} ago, and has not met"),
    };
    let due = since.checked_add(i64::from(every).days()).unwrap_or(Date::MAX);
    let cadence = count(i64::from(every), "day");
    let mut finding = Finding::new(forum.record, "every_days", format!("forum `{}` {met}; it is to meet every {cadence}", forum.title()))
        .help(format!("hold the session that was due on {due}; the open findings are its agenda"))
        .fact_said(forum.record, "every_days", every.to_string())
        .fact(forum.record, "since")
        .unless(format!("it had met within the last {cadence}"));
    if let Some((_, session)) = last {
        finding = finding.fact(session.record, "held_on").step(forum.record, "").step(session.record, "forum");
    }
    match next_session(cx, forum) {
        Some(fix) => finding.fix(fix),
        None => finding.fix(Fix::of(format!("hold a session of {}", forum.key()), vec![])),
    }
}

/// The session that is due, with everybody who must be there and what was put off on its agenda.
fn next_session(cx: &Context<'_>, forum: &Of<'_, Forum>) -> Option<Fix> {
    let key = Key::new(&format!("SE-{}-{}", forum.key(), cx.day)).filter(|key| cx.graph.record(key).is_none())?;
    let mut members: Vec<Owner> = forum.members.clone();
    let absent = Party::ALL.into_iter().filter(|party| !members.iter().any(|member| Party::of(member.function) == Some(*party)));
    let absent: Vec<Function> = absent.map(Party::function).collect();
    members.extend(absent.into_iter().map(Owner::from));
    let same_asset = |problem: &Of<'_, DeferredProblem>| {
        cx.graph.asset_node(problem.node) == cx.graph.asset_node(forum.node)
    };
    let put_off = cx.all::<DeferredProblem>().filter(|problem| problem.resolved_on.is_none() && same_asset(problem));
    let agenda: Vec<String> =
        std::iter::once("open findings, worst first".to_owned()).chain(put_off.map(|p| p.title().to_owned())).collect();
    let fields = json!({
        "asset": forum.record.header.asset.as_ref().map(|asset| asset.key.as_str()),
        "title": forum.title(),
        "forum": forum.key().as_str(),
        "held_on": cx.day.to_string(),
        "attended": members,
        "agenda": agenda,
    });
    Some(Fix::create(format!("hold a session of {} on {}, with its agenda", forum.key(), cx.day), Kind::Session, key, fields))
}

/// Who was not at the last session. A session whose list is empty does not say.
fn absent(forum: &Of<'_, Forum>, session: &Of<'_, Session>) -> Option<Finding> {
    if session.attended.is_empty() {
        return None;
    }
    let was_there = |party: &Party| session.attended.iter().any(|member| Party::of(member.function) == Some(*party));
    let missing: Vec<Party> = Party::ALL.into_iter().filter(|party| !was_there(party)).collect();
    if missing.is_empty() {
        return None;
    }
    let who = phrase(&missing, "and");
    let mut attended: Vec<Value> = session.attended.iter().map(|member| member.to_string().into()).collect();
    attended.extend(missing.iter().map(|party| Value::from(party.function().as_str())));
    let day = session.held_on.map(|day| day.to_string()).unwrap_or_default();
    let finding = Finding::new(session.record, "attended", format!("forum `{}` met on {day} without {who}", forum.title()))
        .help(format!("take the session's decisions to {who} before they are carried out, and invite them to the next one"))
        .fact(session.record, "attended")
        .unless(format!("{who} had been at the forum's last session"))
        .step(forum.record, "")
        .step(session.record, "forum")
        .fix(Fix::set(format!("add {who} to those who attended {}, if they did", session.key()), session.record, "attended", attended))
        .fix(Fix::of(format!("meet again with {who}"), vec![]));
    Some(finding)
}
