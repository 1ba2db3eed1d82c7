//! S405: the next function's work starts too long after the milestone that enables it.

use crate::{
    check::{
        Context, Findings, Rule,
        activities::{first_day, plus, start_on},
        dates::days_between,
        waiting::stop_waiting,
    },
    finding::{Finding, Severity},
    graph::Of,
    record::{Activity, Kind, Milestone, Record},
    sequence::{done_on, waits_for},
};
use jiff::civil::Date;

pub(super) const RULE: Rule = Rule {
    code: "S405",
    name: "relay-late",
    severity: Severity::Minor,
    version: 1,
    summary: "the next function's work starts too long after the milestone that enables it",
    serves: "S3-1, S3-2, S3-13, S0-35",
    reads: &[],
    page: include_str!("relay-late.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for activity in cx.subjects::<Activity>(1) {
        if cx.pointing_at::<Milestone>(activity.node, "starts").next().is_none() {
            continue;
        }
        let Some(starts) = first_day(&activity).filter(|starts| *starts > cx.day) else { continue };
        let Some((last, over)) = last_awaited(cx, &activity) else { continue };
        let limit = i64::from(cx.limits(activity.record).relay_days);
        if days_between(over, starts) > limit {
            out.raise(too_late(cx, &activity, starts, last, over, limit));
        }
    }
}

/// The last record that an activity waits for, and the day on which that is over; `None` when one of them has no date.
fn last_awaited<'g>(cx: &Context<'g>, activity: &Of<'g, Activity>) -> Option<(&'g Record, Date)> {
    let awaited = waits_for(cx.graph, activity.node).into_iter().filter_map(|node| cx.graph.at(node));
    let dated: Option<Vec<(&Record, Date)>> = awaited.map(|record| Some((record, done_on(record)?))).collect();
    dated?.into_iter().max_by(|(a, a_over), (b, b_over)| a_over.cmp(b_over).then_with(|| b.key.cmp(&a.key)))
}

fn too_late(cx: &Context<'_>, activity: &Of<'_, Activity>, starts: Date, last: &Record, over: Date, limit: i64) -> Finding {
    let days = days_between(over, starts);
    let message = format!("activity `{}` starts {days} days after `{}` on {over}; the limit is {limit}", activity.title(), last.title());
    let mut finding = Finding::new(activity.record, "starts", message)
        .help("bring it forward, or make what it really waits for one of its dependencies")
        .fact_said(activity.record, "starts", starts.to_string())
        .fact_said(last, "date", over.to_string())
        .unless(format!("it started within {limit} days of the last milestone or dependency that it waits for"))
        .step(last, "")
        .step(activity.record, "starts");
    // The smallest move that clears it, unless that day has passed.
    let in_time = plus(over, limit);
    if in_time >= cx.day {
        finding.fixes.extend(start_on(activity, in_time));
    }
    let last = cx.graph.node(&last.key).filter(|_| last.kind() == Kind::Milestone);
    finding.fixes.extend(last.and_then(|last| stop_waiting(cx.graph, activity.node, last)));
    finding.owner = finding.owner.take().or(activity.function.map(Into::into));
    finding
}
