//! S408: two functions plan contacts to the same audience inside the agreed spacing.

use crate::{
    check::{
        Context, Findings, Rule,
        activities::{plus, start_on},
        contacts::{Contact, coordinate, named, pairs},
    },
    finding::{Finding, Severity},
};

pub(super) const RULE: Rule = Rule {
    code: "S408",
    name: "spacing",
    severity: Severity::Minor,
    version: 1,
    summary: "two functions plan contacts to the same audience inside the agreed spacing",
    serves: "S1-1, S1-16, S1-33, S1-57, S2-7, S2-26",
    reads: &[],
    page: include_str!("spacing.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for contacts in cx.contacts().groups() {
        let Some(first) = contacts.first().filter(|first| contacts.iter().any(|other| other.function != first.function)) else { continue };
        let spacing = i64::from(cx.limits(first.record(cx.graph)).spacing_days);
        let near = |earlier: &Contact, later: &Contact| later.days_after(earlier) < spacing;
        // What has started cannot be spaced any more.
        let wrong = |later: &Contact, earlier: &Contact| later.starts >= cx.day && later.is_too_close(earlier, spacing, cx);
        for (later, earlier) in pairs(cx, contacts, near, wrong) {
            out.raise(too_close(cx, later, &earlier, spacing));
        }
    }
}

fn too_close(cx: &Context<'_>, contact: &Contact, others: &[&Contact], spacing: i64) -> Finding {
    let activity = contact.of(cx.graph);
    let audience = contact.audience.as_str();
    let message = format!(
        "`{}` starts on {} for the audience `{audience}`, within {spacing} days of {}",
        activity.title(),
        contact.starts,
        named(cx, others)
    );
    let mut finding = Finding::new(activity.record, "starts", message)
        .help("plan the contacts together, or leave the agreed days between them")
        .fact_said(activity.record, "starts", contact.starts.to_string())
        .unless(format!("their first days were at least {spacing} days apart, or they were planned together"))
        .fix(coordinate(&activity, others));
    for other in others {
        finding = finding.fact_said(other.record(cx.graph), "starts", other.starts.to_string());
    }
    let clear = others.iter().map(|other| plus(other.starts, spacing)).max();
    finding.fixes.extend(clear.and_then(|day| start_on(&activity, day)));
    finding.owner = finding.owner.take().or(contact.function.map(Into::into));
    finding
}
