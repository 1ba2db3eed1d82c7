//! C803: two functions plan the same audience, topic and window without a link between them.

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        activities::{plus, start_on},
        contacts::{Contact, by_topic, coordinate, named, pairs},
    },
    finding::{Finding, Severity},
};

pub(super) const RULE: Rule = Rule {
    code: "C803",
    name: "duplicate-outreach",
    severity: Severity::Major,
    version: 1,
    summary: "two functions plan the same audience, topic and window without a link between them",
    serves: "S1-8, S1-16, S1-17, S1-57, S2-1, S2-7",
    reads: &[],
    page: include_str!("duplicate-outreach.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for contacts in cx.contacts().groups().flat_map(|contacts| by_topic(cx, contacts)) {
        let live = |earlier: &Contact, later: &Contact| earlier.ends >= later.starts;
        for (later, earlier) in pairs(cx, contacts, live, |later, earlier| later.is_duplicate(earlier, cx)) {
            out.raise(duplicate(cx, later, &earlier));
        }
    }
}

fn duplicate(cx: &Context<'_>, contact: &Contact, others: &[&Contact]) -> Finding {
    let activity = contact.of(cx.graph);
    let (title, topic, audience) = (activity.title(), activity.topic.trim(), contact.audience.as_str());
    let message = format!("`{title}` brings topic `{topic}` to the audience `{audience}` at the same time as {}", named(cx, others));
    let mut finding = Finding::new(activity.record, "topic", message)
        .help("agree who speaks when and link the two in `coordinated_with`, or let one function do it")
        .fact(activity.record, "topic")
        .fact_said(activity.record, "starts", contact.starts.to_string())
        .unless("the two were linked, or did not meet the same audience on the same topic in the same window")
        .fix(coordinate(&activity, others))
        .fix(Fix::withdraw(activity.record));
    for other in others {
        finding = finding.fact_said(other.record(cx.graph), "ends", other.ends.to_string());
    }
    let after = others.iter().map(|other| plus(other.ends, 1)).max();
    finding.fixes.extend(after.and_then(|day| start_on(&activity, day)));
    finding.owner = finding.owner.take().or(contact.function.map(Into::into));
    finding
}
