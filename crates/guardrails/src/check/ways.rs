//! Ways out of a forbidden plan: each is tried on the plan and offered only where the gate then permits all of it in that
//! market. What the gate's route names but no record can hold is given as advice.

use jiff::{ToSpan, civil::Date};
use serde_json::Value;
use strategy::{
    Change, Fix, Function, Key,
    graph::Of,
    record::{ActivityKind, Audience as To, Body, Content, Market},
};

use super::{
    Desk,
    plan::{self, Plan, What},
    question::{Judgement, Question},
};
use crate::{Class, Route, Verdict};

/// The fixes for a question of a plan that is forbidden, and the condition under which it would not be raised.
pub(super) fn fixes<'g>(
    desk: &Desk<'g>,
    plan: &Plan<'g>,
    market: &Of<'g, Market>,
    question: &Question,
    verdict: &Verdict,
) -> (Vec<Fix>, Vec<String>) {
    let mut fixes = vec![];
    let mut unless = vec![];
    let clears = |plan: &Plan<'g>| plan.in_market(desk, market).iter().all(|question| question.judge(desk.gate) == Judgement::Allowed);
    if let Some(turn) = later(desk, plan, market, question).find(|turn| clears(&moved(plan, *turn))) {
        fixes.push(Fix::of(format!("move {} to start on {turn}", plan.record.key), move_changes(plan, turn)));
        let stage = desk.calendar(market).map_or(String::new(), |calendar| format!(" in stage `{}`", calendar.on(turn)));
        unless.push(format!("it started on or after {turn}, with `{}`{stage}", market.key()));
    }
    if let Some(day_before) = question.day.checked_sub(1.days()).ok().filter(|day| plan.first.is_some_and(|first| first <= *day))
        && !plan.fields.1.is_empty()
        && clears(&Plan { last: Some(day_before), ..plan.clone() })
    {
        fixes.push(Fix::of(format!("let {} end on {day_before}", plan.record.key), vec![set(plan, plan.fields.1, day_before.to_string())]));
        unless.push(format!("it ended on or before {day_before}"));
    }
    if plan.branded && clears(&Plan { branded: false, ..plan.clone() }) {
        fixes.extend(unbranded(desk, plan));
        unless.push("it named no product".into());
    }
    match verdict.route.as_ref().map(|route| (route, as_routed(plan, route))) {
        Some((_, Some((label, other)))) if clears(&other) => {
            fixes.push(Fix::of(label.clone(), routed_changes(desk, plan, &other)));
            unless.push("it went the way that is open".into());
        }
        Some((route, _)) => fixes.push(Fix { label: format!("ask for the way that is open: {}", route.words), changes: vec![] }),
        None => {}
    }
    let others: Vec<_> = plan.markets(desk.graph).into_iter().filter(|other| other.node != market.node).collect();
    let permitted: Vec<Value> = others
        .iter()
        .filter(|other| plan.in_market(desk, other).iter().all(|question| question.judge(desk.gate) == Judgement::Allowed))
        .map(|other| other.key().to_string().into())
        .collect();
    if !permitted.is_empty() {
        fixes.push(Fix::set(format!("keep {} out of {}", plan.record.key, market.key()), plan.record, "markets", permitted));
    }
    fixes.push(Fix::withdraw(plan.record));
    (fixes, unless)
}

/// The days after the question's on which the market moves on, as far as they are planned.
fn later<'d>(desk: &'d Desk<'_>, plan: &Plan<'_>, market: &Of<'_, Market>, question: &Question) -> impl Iterator<Item = Date> + 'd {
    let from = question.day.min(plan.first.unwrap_or(question.day));
    desk.calendar(market).into_iter().flat_map(move |calendar| calendar.turns(from, Date::MAX).map(|(day, _)| day))
}

fn moved<'g>(plan: &Plan<'g>, to: Date) -> Plan<'g> {
    Plan { first: Some(to), last: last_after(plan, to), ..plan.clone() }
}

/// The last day, moved by as many days as the first.
fn last_after(plan: &Plan<'_>, to: Date) -> Option<Date> {
    let (first, last) = (plan.first?, plan.last?);
    Some(first.until(last).map_or(to, |span| to.saturating_add(span)))
}

fn move_changes(plan: &Plan<'_>, to: Date) -> Vec<Change> {
    let (starts, ends) = plan.fields;
    let has_end = match &plan.record.body {
        Body::Activity(activity) => activity.ends.is_some(),
        Body::Content(content) => content.valid_until.is_some(),
        _ => false,
    };
    let last = last_after(plan, to).filter(|_| has_end);
    std::iter::once(set(plan, starts, to.to_string())).chain(last.map(|last| set(plan, ends, last.to_string()))).collect()
}

fn set(plan: &Plan<'_>, field: &str, value: impl Into<Value>) -> Change {
    Change::Set { key: plan.record.key.clone(), field: field.to_owned(), value: value.into() }
}

/// Takes the product out of a record; none where its kind is promotion, which is nothing without one.
fn unbranded(desk: &Desk<'_>, plan: &Plan<'_>) -> Option<Fix> {
    if plan.what == What::Activity(Some(ActivityKind::Promotion)) {
        return None;
    }
    let (changes, dropped) = without_brand(desk, plan);
    let names: Vec<String> = dropped.iter().map(Key::to_string).collect();
    let without = if names.is_empty() { String::new() } else { format!(", without {}", names.join(" and ")) };
    Some(Fix::of(format!("make {} unbranded{without}", plan.record.key), changes))
}

/// The changes that take everything branded out of a record, and what it then no longer uses.
fn without_brand(desk: &Desk<'_>, plan: &Plan<'_>) -> (Vec<Change>, Vec<Key>) {
    let mut dropped = vec![];
    let mut changes = vec![set(plan, "branded", false)];
    let mut keep = |field: &str, all: Vec<Key>, branded: &dyn Fn(&Key) -> bool| {
        let (out, kept): (Vec<Key>, Vec<Key>) = all.into_iter().partition(|key| branded(key));
        if !out.is_empty() {
            changes.push(set(plan, field, kept.iter().map(|key| Value::from(key.to_string())).collect::<Vec<_>>()));
        }
        dropped.extend(out);
    };
    let message = |key: &Key| desk.graph.get::<strategy::record::Message>(key).is_some_and(|message| message.branded);
    let piece = |key: &Key| desk.graph.get::<Content>(key).is_some_and(|piece| plan::is_branded_piece(desk.graph, &piece));
    match &plan.record.body {
        Body::Activity(activity) => {
            keep("uses", activity.uses.iter().map(|link| link.key.clone()).collect(), &piece);
            keep("messages", activity.messages.iter().map(|link| link.key.clone()).collect(), &message);
        }
        Body::Content(content) => keep("messages", content.messages.iter().map(|link| link.key.clone()).collect(), &message),
        _ => {}
    }
    (changes, dropped)
}

/// The plan as the gate's route has it, where a record can hold that: another function, another kind of work.
fn as_routed<'g>(plan: &Plan<'g>, route: &Route) -> Option<(String, Plan<'g>)> {
    let (by, class) = (route.function?, route.class?);
    let What::Activity(_) = plan.what else {
        let label = format!("let {by} say {}", plan.record.key);
        return (plan.by != Some(by) && plan.what == What::Message).then(|| (label, Plan { by: Some(by), ..plan.clone() }));
    };
    let (kind, branded, to) = match class {
        Class::TrialScience | Class::OffLabelScience => (ActivityKind::ScientificExchange, false, plan.to),
        Class::DiseaseEducation => (ActivityKind::UnbrandedEducation, false, plan.to),
        Class::PreapprovalPayerInformation | Class::PipelineInformation | Class::AdvanceBudgetaryNotification | Class::HealthEconomic => {
            (ActivityKind::PayerEngagement, plan.branded, Some(To::Payer))
        }
        Class::ProductClaim => (ActivityKind::Promotion, plan.branded, plan.to),
        _ => return None,
    };
    let without = if plan.branded && !branded { ", without the product" } else { "" };
    let label = format!("let {by} do {} as {kind}{without}", plan.record.key);
    Some((label, Plan { by: Some(by), what: What::Activity(Some(kind)), branded, to, ..plan.clone() }))
}

fn routed_changes(desk: &Desk<'_>, plan: &Plan<'_>, other: &Plan<'_>) -> Vec<Change> {
    let function = |by: Function| set(plan, "function", by.as_str());
    let mut changes: Vec<Change> = other.by.map(function).into_iter().collect();
    if let (What::Activity(Some(kind)), Body::Activity(_)) = (other.what, &plan.record.body) {
        changes.push(set(plan, "kind", kind.as_str()));
        changes.extend(other.to.filter(|to| plan.to != Some(*to)).map(|to| set(plan, "audience", to.as_str())));
        if plan.branded && !other.branded {
            changes.extend(without_brand(desk, plan).0);
        }
    }
    changes
}
