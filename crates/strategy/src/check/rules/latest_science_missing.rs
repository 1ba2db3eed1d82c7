//! E304: Commercial material is older than newer public evidence on the same need.

use jiff::civil::Date;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, by_need, phrase},
    finding::{Finding, Severity},
    function::{Function, Lane},
    graph::{Node, Of},
    record::{Claim, Content, Evidence, EvidenceStatus, Message, Record},
};

pub(super) const RULE: Rule = Rule {
    code: "E304",
    name: "latest-science-missing",
    severity: Severity::Major,
    version: 1,
    summary: "Commercial material is older than newer evidence on the same need",
    serves: "S1-11, S1-10",
    reads: &[],
    page: include_str!("latest-science-missing.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    let is_commercial = |function: Option<Function>| function.map(Function::lane) == Some(Lane::Commercial);
    let mut told = std::collections::HashSet::new();
    for message in cx.subjects_beside::<Message>(2).filter(|message| is_commercial(message.function)) {
        let Some(written) = message.written_on else { continue };
        let claims: Vec<_> = cx.linked::<Claim>(message.node, "claims").collect();
        let newer = newer(cx, message.node, written, &claims);
        if let Some(finding) = outdated(cx, message.record, written, &newer, &claims) {
            told.insert(message.node);
            out.raise(finding);
        }
    }
    for content in cx.subjects_beside::<Content>(3).filter(|content| is_in_use(cx, content)) {
        let Some(written) = content.written_on else { continue };
        let messages: Vec<Of<'_, Message>> = cx.linked::<Message>(content.node, "messages").collect();
        let owner = content.record.header.owner.as_ref().map(|owner| owner.function);
        let commercial = is_commercial(owner) || messages.iter().any(|message| is_commercial(message.function));
        // A piece is mended by mending the message that it carries.
        if !commercial || messages.iter().any(|message| told.contains(&message.node)) {
            continue;
        }
        let of_messages = messages.iter().flat_map(|message| cx.linked::<Claim>(message.node, "claims"));
        let claims: Vec<Of<'_, Claim>> = cx.linked::<Claim>(content.node, "claims").chain(of_messages).collect();
        let newer = newer(cx, content.node, written, &claims);
        if let Some(finding) = outdated(cx, content.record, written, &newer, &claims) {
            out.raise(finding);
        }
    }
}

fn is_in_use(cx: &Context<'_>, content: &Content) -> bool {
    let withdrawn = content.withdrawn_on.is_some_and(|day| day <= cx.day);
    let expired = content.valid_until.is_some_and(|last| last < cx.day);
    !withdrawn && !expired
}

/// Evidence on the material's needs that became public after it was written and that it does not cite; newest first.
fn newer<'g>(cx: &Context<'g>, node: Node, written: Date, claims: &[Of<'g, Claim>]) -> Vec<Of<'g, Evidence>> {
    let stands = |e: &Of<'_, Evidence>| !matches!(e.status, Some(EvidenceStatus::Retracted | EvidenceStatus::Superseded));
    let is_newer = |e: &Of<'g, Evidence>| e.available_on > Some(written) && e.available_on <= Some(cx.day) && stands(e);
    let mut found = by_need::beside(cx, node, is_newer);
    if found.is_empty() {
        return found;
    }
    let cited: Vec<Node> = claims.iter().flat_map(|claim| cx.linked::<Evidence>(claim.node, "stands_on")).map(|e| e.node).collect();
    found.retain(|e| !cited.contains(&e.node));
    found.sort_by(|a, b| b.available_on.cmp(&a.available_on).then_with(|| a.key().cmp(b.key())));
    found
}

fn outdated(cx: &Context<'_>, record: &Record, written: Date, newer: &[Of<'_, Evidence>], claims: &[Of<'_, Claim>]) -> Option<Finding> {
    let newest = newer.first()?;
    let since = newest.available_on.map(|day| day.to_string()).unwrap_or_default();
    let title = phrase::first_and_more(&format!("`{}` (public since {since})", newest.title()), newer.len());
    let kind = record.kind().label();
    let message = format!("{kind} `{}` was written on {written} and does not know {title}", record.title());
    let reviewed = format!("record that {} was written again on {} with it in mind", record.key, cx.day);
    let mut finding = Finding::new(record, "written_on", message)
        .help(format!("read the new evidence with Medical, and write the {kind} again or leave it as it is on purpose"))
        .fact(record, "written_on")
        .fact_said(newest.record, "available_on", since.clone())
        .unless("it had been written after the newest evidence on its need, or stood on it")
        .step(newest.record, "")
        .fix(Fix::set(reviewed, record, "written_on", cx.day.to_string()));
    if let [claim] = claims {
        let label = format!("let {} stand on {} as well", claim.key(), newest.key());
        finding = finding.fix(Fix::link(label, claim.record, "stands_on", newest.key()));
    }
    Some(finding.step(record, ""))
}
