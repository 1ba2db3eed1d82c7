//! M604: content in use carries a claim outside the approved message map.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, scope::share_market},
    finding::{Finding, Severity},
    graph::{Node, Of},
    key::{Key, Ref},
    record::{Activity, Claim, Content, Kind, Message},
};

pub(super) const RULE: Rule = Rule {
    code: "M604",
    name: "off-map",
    severity: Severity::Major,
    version: 1,
    summary: "content in use carries a claim outside the approved message map",
    serves: "S0-8, S1-14, S1-44, S4-4",
    reads: &[Kind::Content, Kind::Activity, Kind::Message, Kind::Claim],
    page: include_str!("off-map.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    // An asset of which no message is approved has no map yet.
    let mapped: BTreeSet<Option<Node>> =
        cx.all::<Message>().filter(|m| m.approved && cx.linked::<Claim>(m.node, "claims").next().is_some()).map(|m| cx.graph.asset_node(m.node)).collect();
    cx.given(&mapped);
    for piece in cx.subjects::<Content>(3) {
        let asset = cx.graph.asset_node(piece.node);
        let in_use = || cx.pointing_at::<Activity>(piece.node, "uses").any(|activity| !is_over(&activity, cx.day));
        if !mapped.contains(&asset) || !(is_in_force(&piece, cx.day) || in_use()) {
            continue;
        }
        let on_map = |claim: &Of<'_, Claim>| {
            let mut wording = cx.pointing_at::<Message>(claim.node, "claims").filter(|message| message.approved);
            wording.any(|message| share_market(message.record, piece.record) && cx.graph.asset_node(message.node) == asset)
        };
        for (claim, by) in carried(cx, &piece).into_iter().filter(|(claim, _)| !on_map(claim)) {
            out.raise(off_map(&piece, &claim, &by));
        }
    }
}

fn is_over(activity: &Activity, day: jiff::civil::Date) -> bool {
    activity.ends.or(activity.starts).is_some_and(|last| last < day)
}

/// Whether a piece is approved and within stated days of use.
fn is_in_force(piece: &Content, day: jiff::civil::Date) -> bool {
    let approved = piece.approval.on.is_some_and(|on| on <= day);
    let dated = piece.valid_from.is_some() || piece.valid_until.is_some();
    let valid = piece.valid_from.is_none_or(|from| from <= day) && piece.valid_until.is_none_or(|until| day <= until);
    approved && dated && valid && piece.withdrawn_on.is_none_or(|on| on > day)
}

/// The claims of a piece, with the messages through which it carries them; none for a claim that it carries itself only.
fn carried<'g>(cx: &Context<'g>, piece: &Of<'g, Content>) -> Vec<(Of<'g, Claim>, Vec<Of<'g, Message>>)> {
    let mut carried: BTreeMap<&Key, (Of<'g, Claim>, Vec<Of<'g, Message>>)> = BTreeMap::new();
    for claim in cx.linked::<Claim>(piece.node, "claims") {
        carried.entry(claim.key()).or_insert((claim, vec![]));
    }
    for message in cx.linked::<Message>(piece.node, "messages") {
        for claim in cx.linked::<Claim>(message.node, "claims") {
            carried.entry(claim.key()).or_insert((claim, vec![])).1.push(message);
        }
    }
    carried.into_values().collect()
}

fn off_map(piece: &Of<'_, Content>, claim: &Of<'_, Claim>, by: &[Of<'_, Message>]) -> Finding {
    let directly = piece.claims.iter().any(|link| link.key == *claim.key());
    let field = if directly { "claims" } else { "messages" };
    let message = format!("content `{}` carries claim `{}`, which no approved message words", piece.title(), claim.title());
    let mut finding = Finding::new(piece.record, field, message)
        .help("approve a message that words the claim, or take the claim out of the piece")
        .fact(piece.record, field)
        .fact_said(claim.record, "text", claim.title())
        .unless("an approved message of the same market worded the claim, or no activity used the piece")
        .step(claim.record, "");
    if let Some(message) = by.first() {
        finding = finding.step(message.record, "claims");
    }
    finding = finding.step(piece.record, field);
    for message in by {
        if !message.approved && share_market(message.record, piece.record) {
            let label = format!("take message {} `{}` into the approved map", message.key(), message.title());
            finding = finding.fix(Fix::set(label, message.record, "approved", true));
        }
    }
    let set = |field: &str, links: Vec<String>| Change::Set { key: piece.key().clone(), field: field.into(), value: links.into() };
    let mut changes = vec![];
    if directly {
        changes.push(set("claims", but(&piece.claims, &[claim.key()])));
    }
    if !by.is_empty() {
        changes.push(set("messages", but(&piece.messages, &by.iter().map(|m| m.key()).collect::<Vec<_>>())));
    }
    finding.fix(Fix::of(format!("take the claim out of content {}", piece.key()), changes))
}

fn but<T>(links: &[Ref<T>], gone: &[&Key]) -> Vec<String> {
    links.iter().filter(|link| !gone.contains(&&link.key)).map(Ref::to_string).collect()
}
