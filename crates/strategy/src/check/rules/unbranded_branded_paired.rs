//! S409: an unbranded and a branded piece meet the same audience in the same window.

use serde_json::Value;

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        activities::{branded_content, last_day, plus, start_on},
        contacts::{Contact, named, pairs},
    },
    finding::{Finding, Severity},
    graph::Of,
    record::{Activity, Content},
};

pub(super) const RULE: Rule = Rule {
    code: "S409",
    name: "unbranded-branded-paired",
    severity: Severity::Major,
    version: 1,
    summary: "an unbranded and a branded piece meet the same audience in the same window",
    serves: "S0-23, S0-31, S0-40, S1-36",
    reads: &[],
    page: include_str!("unbranded-branded-paired.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    cx.subjects::<Activity>(3)
        .filter(|activity| last_day(activity).is_none_or(|last| last >= cx.day))
        .for_each(|activity| bundled(cx, &activity, out));
    for contacts in cx.contacts().groups() {
        let live = |earlier: &Contact, later: &Contact| earlier.ends >= later.starts;
        for (later, earlier) in
            pairs(cx, contacts.iter().filter(|contact| contact.takes_sides()), live, |later, earlier| later.is_paired(earlier, cx))
        {
            out.raise(paired(cx, later, &earlier));
        }
    }
}

fn paired(cx: &Context<'_>, contact: &Contact, others: &[&Contact]) -> Finding {
    let activity = contact.of(cx.graph);
    let (mine, theirs) = if contact.is_unbranded() { ("unbranded", "branded") } else { ("branded", "unbranded") };
    let (audience, title) = (contact.audience.as_str(), activity.title());
    let message =
        format!("{mine} `{title}` starts on {} and meets the audience `{audience}` beside {theirs} {}", contact.starts, named(cx, others));
    let mut finding = Finding::new(activity.record, "starts", message)
        .help("separate the two in time, audience or region, so that the unbranded work stands on its own")
        .fact_said(activity.record, "starts", contact.starts.to_string())
        .unless("the two did not overlap in time, or served different needs, people or regions");
    for other in others {
        finding = finding.fact_said(other.record(cx.graph), "ends", other.ends.to_string());
    }
    let after = others.iter().map(|other| plus(other.ends, 1)).max();
    finding.fixes.extend(after.and_then(|day| start_on(&activity, day)));
    let eve = plus(contact.starts, -1);
    if let [other] = others
        && other.starts <= eve
    {
        finding = finding.fix(Fix::set(format!("end {} on {eve}", other.key()), other.record(cx.graph), "ends", eve.to_string()));
    }
    finding.owner = finding.owner.take().or(contact.function.map(Into::into));
    finding
}

/// One activity that uses an unbranded and a branded piece on the same need.
fn bundled(cx: &Context<'_>, activity: &Of<'_, Activity>, out: &mut Findings) {
    let branded: Vec<Of<'_, Content>> = branded_content(cx, activity).collect();
    let is_branded = |piece: &Of<'_, Content>| branded.iter().any(|one| one.node == piece.node);
    let meets = |piece: &Of<'_, Content>, other: &Of<'_, Content>| {
        let same_audience = piece.audience.is_none() || other.audience.is_none() || piece.audience == other.audience;
        same_audience && cx.share_need(piece.node, other.node)
    };
    let unbranded: Vec<_> = cx.linked::<Content>(activity.node, "uses").filter(|piece| !is_branded(piece)).collect();
    let Some((piece, brand)) = unbranded.iter().find_map(|piece| Some((piece, branded.iter().find(|brand| meets(piece, brand))?))) else {
        return;
    };
    let without = |dropped: &[Of<'_, Content>], what: &str| {
        let kept = activity.uses.iter().filter(|link| dropped.iter().all(|piece| *piece.key() != link.key));
        let kept: Vec<Value> = kept.map(|link| link.to_string().into()).collect();
        Fix::set(format!("use only the {what} pieces in {}", activity.key()), activity.record, "uses", kept)
    };
    let message = format!("`{}` uses unbranded `{}` beside branded `{}`", activity.title(), piece.title(), brand.title());
    out.raise(
        Finding::new(activity.record, "uses", message)
            .help("use the two pieces in different activities, separate in time or audience")
            .fact(activity.record, "uses")
            .fact(piece.record, "branded")
            .fact(brand.record, "branded")
            .unless("the activity used only unbranded pieces on that need, or only branded ones")
            .fix(without(&unbranded, "branded"))
            .fix(without(&branded, "unbranded")),
    );
}
