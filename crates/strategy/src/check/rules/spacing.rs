//! S408: two functions plan contacts to the same audience inside the agreed spacing.

use crate::{
    check::{
        Context, Findings, Rule,
        activities::{plus, start_on},
        dates::days_between,
        contacts::{Contact, contacts, coordinate, named, pairs},
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
    for contacts in contacts(cx) {
        let Some(first) = contacts.first() else { continue };
        let spacing = i64::from(cx.limits(first.of.record).spacing_days);
        let near = |earlier: &Contact<'_>, later: &Contact<'_>| days_between(earlier.starts, later.starts) < spacing;
        // What has started cannot be spaced any more.
        let wrong = |later: &Contact<'_>, earlier: &Contact<'_>| later.starts >= cx.day && later.is_too_close(earlier, spacing, cx);
        for (later, earlier) in pairs(&contacts, near, wrong) {
            out.raise(too_close(later, &earlier, spacing));
        }
    }
}

fn too_close(contact: &Contact<'_>, others: &[&Contact<'_>], spacing: i64) -> Finding {
    let audience = contact.audience.as_str();
    let message =
        format!("`{}` starts on {} for the audience `{audience}`, within {spacing} days of {}", contact.of.title(), contact.starts, named(others));
    let mut finding = Finding::new(contact.of.record, "starts", message)
        .help("plan the contacts together, or leave the agreed days between them")
        .fact_said(contact.of.record, "starts", contact.starts.to_string())
        .unless(format!("their first days were at least {spacing} days apart, or they were planned together"))
        .fix(coordinate(contact, others));
    for other in others {
        finding = finding.fact_said(other.of.record, "starts", other.starts.to_string());
    }
    let clear = others.iter().map(|other| plus(other.starts, spacing)).max();
    finding.fixes.extend(clear.and_then(|day| start_on(&contact.of, day)));
    finding.owner = finding.owner.or(contact.function.map(Into::into));
    finding
}
