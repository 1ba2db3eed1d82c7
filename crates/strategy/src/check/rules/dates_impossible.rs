//! S407: an item ends before it starts, or starts before what it depends on is over.

use std::collections::{BTreeSet, HashMap};

use crate::{
    change::{Change, Fix},
    check::{
        Context, Findings, Rule,
        activities::moved,
        waiting::{awaited, stop_waiting},
    },
    finding::{Finding, Severity},
    graph::Node,
    record::{Activity, Body, Content, Evidence, Expected, Initiative, Market, Milestone, Record, Rule as GuardrailRule, ValueAgreement},
    sequence::{done_on, waits_for},
};
use jiff::civil::Date;

pub(super) const RULE: Rule = Rule {
    code: "S407",
    name: "dates-impossible",
    severity: Severity::Major,
    version: 1,
    summary: "an item ends before it starts, or before what it depends on",
    serves: "S0-40, S1-33, S3-13",
    reads: &[],
    page: include_str!("dates-impossible.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    spans(cx).filter_map(|span| span.backwards()).for_each(|finding| out.raise(finding));
    cx.local_subjects::<Market>(1).for_each(|market| lifecycle(market.record, &market, out));
    dependencies(cx, out);
}

/// Two dates of one record, of which the second may not be before the first.
struct Span<'g> {
    record: &'g Record,
    from: (&'static str, Option<Date>),
    until: (&'static str, Option<Date>),
}

fn spans<'g>(cx: &Context<'g>) -> impl Iterator<Item = Span<'g>> {
    let span = |record, from, until| Span { record, from, until };
    let activities = cx.local_subjects::<Activity>(1).map(move |of| span(of.record, ("starts", of.starts), ("ends", of.ends)));
    let initiatives = cx.local_subjects::<Initiative>(1).map(move |of| span(of.record, ("starts", of.starts), ("ends", of.ends)));
    let content =
        cx.local_subjects::<Content>(1).map(move |of| span(of.record, ("valid_from", of.valid_from), ("valid_until", of.valid_until)));
    let agreements = cx.local_subjects::<ValueAgreement>(1).map(move |of| span(of.record, ("from", of.from), ("until", of.until)));
    let evidence =
        cx.local_subjects::<Evidence>(1).map(move |of| span(of.record, ("started_on", of.started_on), ("available_on", of.available_on)));
    let rules = cx.local_subjects::<GuardrailRule>(1);
    let rules = rules.map(move |of| span(of.record, ("effective_from", of.effective_from), ("effective_until", of.effective_until)));
    activities.chain(initiatives).chain(content).chain(agreements).chain(evidence).chain(rules)
}

impl Span<'_> {
    fn backwards(&self) -> Option<Finding> {
        let (record, (from_field, until_field)) = (self.record, (self.from.0, self.until.0));
        let (from, until) = self.from.1.zip(self.until.1).filter(|(from, until)| until < from)?;
        let words = |field: &str| field.replace('_', " ");
        let message = format!("{} of `{}` is {until}, before {} on {from}", words(until_field), record.title(), words(from_field));
        let set = |field: &str, day: Date| Change::Set { key: record.key.clone(), field: field.to_owned(), value: day.to_string().into() };
        let swap = Fix::of(format!("swap the two dates of {}", record.key), vec![set(from_field, until), set(until_field, from)]);
        Some(
            Finding::new(record, until_field, message)
                .help("correct the date that was typed wrongly")
                .fact(record, from_field)
                .fact(record, until_field)
                .unless("the second date were the same day or later")
                .fix(swap),
        )
    }
}

/// The lifecycle's days of a market, which must come in their order.
fn lifecycle(record: &Record, market: &Market, out: &mut Findings) {
    let days: [(&str, &Expected); 5] = [
        ("phase3_start", &market.phase3_start),
        ("filing", &market.filing),
        ("approval", &market.approval),
        ("launch", &market.launch),
        ("loss_of_exclusivity", &market.loss_of_exclusivity),
    ];
    let known: Vec<(&str, &Expected, Date)> =
        days.into_iter().filter_map(|(name, expected)| Some((name, expected, expected.day()?))).collect();
    for pair in known.windows(2) {
        let ((before, first, first_day), (after, second, second_day)) = (pair[0], pair[1]);
        if second_day >= first_day {
            continue;
        }
        let words = |field: &str| field.replace('_', " ").replace("phase3", "phase 3");
        let message =
            format!("{} in market `{}` is on {second_day}, before {} on {first_day}", words(after), record.title(), words(before));
        let mut finding = Finding::new(record, after, message)
            .help("correct the date that was typed wrongly")
            .fact(record, before)
            .fact(record, after)
            .unless("the later stage were reached on the same day or later");
        let set = |field: &str, to: Date| {
            Fix::set(
                format!("set the planned {} of {} to {to}", words(field), record.key),
                record,
                &format!("{field}.planned"),
                to.to_string(),
            )
        };
        // What has happened stays; only a plan can give way.
        finding.fixes.extend(second.actual.is_none().then(|| set(after, first_day)));
        finding.fixes.extend(first.actual.is_none().then(|| set(before, second_day)));
        out.raise(finding);
    }
}

/// An item that starts before something that it waits for is over.
struct Early<'g> {
    node: Node,
    record: &'g Record,
    starts: Date,
    awaited: Node,
    over: Date,
}

fn dependencies(cx: &Context<'_>, out: &mut Findings) {
    let activities = cx.local_subjects::<Activity>(1).filter_map(|of| Some((of.node, of.record, of.starts?)));
    let milestones = cx.local_subjects::<Milestone>(1).filter_map(|of| Some((of.node, of.record, of.date.day()?)));
    let early: Vec<Early<'_>> = activities.chain(milestones).flat_map(|(node, record, starts)| early(cx, node, record, starts)).collect();
    if early.is_empty() {
        return;
    }
    // Inside a cycle no dates can hold; S406 reports it.
    let groups = cx.cycles();
    let group_of: HashMap<Node, usize> =
        groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |node| (*node, at))).collect();
    let mut reported = BTreeSet::new();
    for early in early {
        let in_cycle = group_of.get(&early.node).is_some_and(|group| group_of.get(&early.awaited) == Some(group));
        // The worst comes first; moving behind it mends the others too.
        if !in_cycle && reported.insert(early.node) {
            out.raise(too_early(cx, &early));
        }
    }
}

/// What an item starts before, latest first.
fn early<'g>(cx: &Context<'g>, node: Node, record: &'g Record, starts: Date) -> Vec<Early<'g>> {
    let over = |awaited: Node| Some((awaited, cx.graph.at(awaited).and_then(done_on)?));
    if !awaited(cx.graph, node).any(|(awaited, _)| over(awaited).is_some_and(|(_, over)| starts < over)) {
        return vec![];
    }
    let mut found: Vec<(Node, Date)> = waits_for(cx.graph, node).into_iter().filter_map(over).filter(|(_, over)| starts < *over).collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| cx.graph.key(a.0).cmp(cx.graph.key(b.0))));
    found.into_iter().map(|(awaited, over)| Early { node, record, starts, awaited, over }).collect()
}

fn too_early(cx: &Context<'_>, early: &Early<'_>) -> Finding {
    let Early { record, starts, over, .. } = *early;
    let (field, what, ends) = match &record.body {
        Body::Activity(activity) => ("starts", "starts", activity.ends),
        _ => ("date", "is planned", None),
    };
    let (name, awaited_name) = (record.title(), cx.graph.at(early.awaited).map_or("", Record::title));
    let message = format!("`{name}` {what} on {starts}, before `{awaited_name}` is over on {over}");
    let mut finding = Finding::new(record, field, message)
        .help("move it behind what it depends on, or say that it does not depend on it")
        .fact_said(record, field, starts.to_string())
        .unless("what it depends on were over by then")
        .step(record, "");
    if let Some(awaited) = cx.graph.at(early.awaited) {
        finding = finding.fact_said(awaited, "date", over.to_string()).step(awaited, "depends_on");
        finding.fixes.extend(stop_waiting(cx.graph, early.node, early.awaited));
    }
    let happened = matches!(&record.body, Body::Milestone(milestone) if milestone.date.actual.is_some());
    if !happened {
        let starts_field = if field == "date" { "date.planned" } else { field };
        let last = ends.filter(|ends| *ends >= starts);
        let changes = moved(record, (starts_field, starts), ("ends", last), over);
        finding = finding.fix(Fix::of(format!("move {} to {over}", record.key), changes));
    }
    finding
}
