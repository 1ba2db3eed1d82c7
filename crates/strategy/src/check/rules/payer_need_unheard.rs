//! M602: a payer's evidence need has no counterpart in what health-care professionals hear.

use serde_json::json;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, scope::share_market},
    finding::{Finding, Severity},
    function::Function,
    graph::Of,
    key::Key,
    record::{Asker, Audience, Claim, Evidence, EvidenceNeed, Kind, Message},
};

pub(super) const RULE: Rule = Rule {
    code: "M602",
    name: "payer-need-unheard",
    severity: Severity::Major,
    version: 1,
    summary: "a payer evidence need or pain point has no counterpart in HCP-facing messages",
    serves: "S4-15, S4-20, S4-33",
    // It asks which needs a record serves, and so reads all kinds.
    reads: &[],
    page: include_str!("payer-need-unheard.md"),
    check,
};

/// How many messages are offered as fixes.
const OFFERED: usize = 3;

fn check(cx: &Context<'_>, out: &mut Findings) {
    let asked = cx.all::<EvidenceNeed>().filter(|need| matches!(need.asked_by, Some(Asker::Payer | Asker::Hta)));
    let mut messages: Option<Vec<Of<'_, Message>>> = None;
    for need in asked.filter(|need| !heard(cx, *need)) {
        let messages = messages.get_or_insert_with(|| cx.all::<Message>().collect());
        let asset = cx.graph.asset_node(need.node);
        let of_asset = |message: &&Of<'_, Message>| cx.graph.asset_node(message.node) == asset;
        // Before the first message there is no story yet in which the question could be heard.
        if messages.iter().any(|message| of_asset(&message)) {
            let candidates = messages.iter().filter(of_asset).filter(|m| may_answer(m, need) && cx.share_need(m.node, need.node));
            out.raise(unheard(cx, need, candidates.take(OFFERED).copied().collect()));
        }
    }
}

/// Whether a message for health-care professionals answers the need, itself or through the evidence of a claim it words.
fn heard(cx: &Context<'_>, need: Of<'_, EvidenceNeed>) -> bool {
    let directly = cx.pointing_at::<Message>(need.node, "answers").any(|message| may_answer(&message, need));
    let words_it = |claim: Of<'_, Claim>| cx.pointing_at::<Message>(claim.node, "claims").any(|message| may_answer(&message, need));
    let shown_by = |evidence: Of<'_, Evidence>| cx.pointing_at::<Claim>(evidence.node, "stands_on").any(words_it);
    directly || cx.pointing_at::<Evidence>(need.node, "answers").any(shown_by)
}

fn may_answer(message: &Of<'_, Message>, need: Of<'_, EvidenceNeed>) -> bool {
    message.audience == Some(Audience::Hcp) && share_market(message.record, need.record)
}

fn unheard(cx: &Context<'_>, need: Of<'_, EvidenceNeed>, candidates: Vec<Of<'_, Message>>) -> Finding {
    let asker = need.asked_by.map(Asker::as_str).unwrap_or_default();
    let message = format!("no message for health-care professionals answers what the {asker} asks: `{}`", need.title());
    let mut finding = Finding::new(need.record, "", message)
        .help("word the answer for clinicians too: what the payer doubts, the prescriber will have to justify")
        .fact(need.record, "question")
        .fact(need.record, "asked_by")
        .unless("a message for health-care professionals answered it, or worded a claim whose evidence answers it")
        .owner(need.record.header.owner.clone().unwrap_or(Function::MarketAccess.into()));
    for candidate in &candidates {
        let label = format!("let message {} answer {}", candidate.key(), need.key());
        finding = finding.fix(Fix::link(label, candidate.record, "answers", need.key()));
    }
    let key = Key::new(&format!("M-{}", need.key())).filter(|key| cx.graph.node(key).is_none());
    if let Some(key) = key.filter(|_| candidates.is_empty()) {
        let header = &need.record.header;
        let fields = json!({
            "asset": header.asset, "markets": header.markets, "state": "draft", "owner": Function::Medical, "function": Function::Medical,
            "text": format!("to be worded: the answer to `{}`", need.title()), "audience": Audience::Hcp,
            "serves": need.serves, "answers": [need.key()],
        });
        finding =
            finding.fix(Fix::create("start a draft message for health-care professionals that answers it", Kind::Message, key, fields));
    }
    finding
}
