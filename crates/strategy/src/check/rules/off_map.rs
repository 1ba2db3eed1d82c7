//! M604: content in use carries a claim outside the approved message map.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, scope::share_market},
    finding::{Finding, Severity},
    graph::{Node, Of},
    key::{Key, Ref},
    record::{Activity, Claim, Content, Kind, Message, Record},
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

/// The approved message map: by asset and claim, the approved messages that word it.
type Map<'g> = HashMap<Option<Node>, HashMap<Node, Vec<&'g Record>>>;

fn check(cx: &Context<'_>, out: &mut Findings) {
    let map = approved(cx);
    if map.is_empty() {
        return;
    }
    let in_use: HashSet<&Key> =
        cx.all::<Activity>().filter(|a| !is_over(a, cx.day)).flat_map(|a| a.body.uses.iter().map(|used| &used.key)).collect();
    for piece in cx.all::<Content>().filter(|piece| in_use.contains(piece.key()) || is_in_force(piece, cx.day)) {
        let Some(of_asset) = map.get(&cx.graph.asset_of(piece.record).map(|a| a.node)) else { continue };
        for (claim, by) in carried(cx, &piece) {
            let on_map = of_asset.get(&claim.node).is_some_and(|messages| messages.iter().any(|m| share_market(m, piece.record)));
            if !on_map {
                out.raise(off_map(&piece, &claim, &by));
            }
        }
    }
}

fn approved<'g>(cx: &Context<'g>) -> Map<'g> {
    let mut map = Map::new();
    for message in cx.all::<Message>().filter(|message| message.approved) {
        let claims = map.entry(cx.graph.asset_of(message.record).map(|a| a.node)).or_default();
        for claim in cx.follow_all::<Claim>(&message.claims) {
            claims.entry(claim.node).or_default().push(message.record);
        }
    }
    map
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
    for claim in cx.follow_all::<Claim>(&piece.body.claims) {
        carried.entry(claim.key()).or_insert((claim, vec![]));
    }
    for message in cx.follow_all::<Message>(&piece.body.messages) {
        for claim in cx.follow_all::<Claim>(&message.body.claims) {
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
