//! F205: Medical has not said that it defends a claim that is in use, or said that it does not.

use serde_json::Value;

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, phrase},
    finding::{Finding, Severity},
    function::Function,
    graph::Of,
    key::{Key, Ref},
    record::{Answer, Claim, ClaimKind, Content, Kind, Message, Record},
};

pub(super) const RULE: Rule = Rule {
    code: "F205",
    name: "claim-undefended",
    severity: Severity::Blocker,
    version: 1,
    summary: "Medical has not said that it defends a claim in use, or withdrew its word",
    serves: "S0-11, S0-32",
    reads: &[Kind::Claim, Kind::Message, Kind::Content],
    page: include_str!("claim-undefended.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    let judged = |claim: &Of<'_, Claim>| matches!(claim.kind, Some(ClaimKind::Product | ClaimKind::Scientific | ClaimKind::Economic));
    for claim in cx.subjects::<Claim>(1).filter(|claim| judged(claim) && claim.defended.answer != Some(Answer::Yes)) {
        let messages: Vec<Of<'_, Message>> = cx.pointing_at(claim.node, "claims").collect();
        let contents: Vec<Of<'_, Content>> = cx.pointing_at(claim.node, "claims").collect();
        if let Some(first) = messages.first().map(|message| message.record).or(contents.first().map(|content| content.record)) {
            out.raise(undefended(&claim, first, &messages, &contents));
        }
    }
}

fn undefended(claim: &Of<'_, Claim>, first: &Record, messages: &[Of<'_, Message>], contents: &[Of<'_, Content>]) -> Finding {
    let used = messages.len() + contents.len();
    let by = phrase::first_and_more(&format!("{} `{}`", first.kind().label(), first.title()), used);
    let use_it = if used == 1 { "uses" } else { "use" };
    let reason = match claim.defended.reason.trim() {
        "" => String::new(),
        reason => format!(": `{reason}`"),
    };
    let (says, help, severity) = match claim.defended.answer {
        None => ("Medical has not said that it defends".to_owned(), "ask Medical whether it defends the claim, and why", Severity::Major),
        Some(Answer::No) => (
            "Medical does not defend".into(),
            "take the claim out of what is said, or change it until Medical defends it",
            Severity::Blocker,
        ),
        Some(_) => (
            "Medical no longer defends".into(),
            "take the claim out of what is said, or change it until Medical defends it again",
            Severity::Blocker,
        ),
    };
    let message = format!("{says} claim `{}`, which {by} {use_it}{reason}", claim.title());
    let mut finding = Finding::new(claim.record, "defended", message)
        .help(help)
        .severity(severity)
        .owner(Function::Medical)
        .fact_said(claim.record, "defended.answer", claim.defended.answer.map_or("none", Answer::as_str))
        .fact(first, "claims")
        .unless("Medical defended the claim, or nothing used it")
        .step(claim.record, "")
        .step(first, "claims");
    if claim.defended.answer.is_none() {
        let label = format!("record that Medical defends {}", claim.key());
        finding = finding.fix(Fix::set(label, claim.record, "defended.answer", Answer::Yes.as_str()));
    }
    let key = claim.key();
    let of_messages = messages.iter().map(|message| without(message.record, &message.body.claims, key));
    let of_contents = contents.iter().map(|content| without(content.record, &content.body.claims, key));
    let label = format!("take {key} out of {}", phrase::first_and_more(first.key.as_str(), used));
    finding.fix(Fix::of(label, of_messages.chain(of_contents).collect())).fix(Fix::withdraw(claim.record))
}

/// The change that takes a claim out of a record's list.
fn without(record: &Record, claims: &[Ref<Claim>], key: &Key) -> Change {
    let kept: Vec<String> = claims.iter().filter(|claim| claim.key != *key).map(ToString::to_string).collect();
    Change::Set { key: record.key.clone(), field: "claims".into(), value: Value::from(kept) }
}
