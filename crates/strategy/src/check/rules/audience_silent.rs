//! M606: the value story has no message for payers, providers or patients.

use serde_json::{Map, Value, json};

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    function::Function,
    graph::Of,
    key::Key,
    record::{Asset, Audience, Kind, Market, Message, Need, Stage},
};

pub(super) const RULE: Rule = Rule {
    code: "M606",
    name: "audience-silent",
    severity: Severity::Major,
    version: 1,
    summary: "the value story has no message for one of payer, provider, patient",
    serves: "S0-46, S0-47, S4-3, S4-13, S4-34",
    reads: &[Kind::Message, Kind::Market, Kind::Need],
    page: include_str!("audience-silent.md"),
    check,
};

/// Those whom a value story must reach: the audience, how people say it, and who usually speaks to it.
const AUDIENCES: [(Audience, &str, Function); 3] = [
    (Audience::Payer, "payers", Function::MarketAccess),
    (Audience::Hcp, "health-care professionals", Function::Medical),
    (Audience::Patient, "patients", Function::Marketing),
];

fn check(cx: &Context<'_>, out: &mut Findings) {
    for asset in cx.all::<Asset>() {
        let of_asset = |record| cx.graph.asset_of(record).is_some_and(|a| a.node == asset.node);
        let Some(market) = cx.all::<Market>().find(|m| m.stage >= Some(Stage::Phase3) && of_asset(m.record)) else { continue };
        let mut missing = AUDIENCES.to_vec();
        for message in cx.all::<Message>().filter(|message| of_asset(message.record)) {
            missing.retain(|(audience, ..)| message.audience != Some(*audience));
        }
        if !missing.is_empty() {
            out.raise(silent(cx, &asset, &market, &missing));
        }
    }
}

fn silent(cx: &Context<'_>, asset: &Of<'_, Asset>, market: &Of<'_, Market>, missing: &[(Audience, &str, Function)]) -> Finding {
    let to = missing.iter().map(|(_, words, _)| *words).collect::<Vec<_>>().join(", nor for ");
    let mut finding = Finding::new(asset.record, "", format!("the value story of asset `{}` has no message for {to}", asset.title()))
        .help("word the value of the medicine for each audience from the same claims, so that nobody is left to connect the dots")
        .fact(market.record, "stage")
        .unless(format!("the asset had at least one message for {to}, or no market were in Phase III or later"));
    let needs = cx.all::<Need>().filter(|need| cx.graph.asset_node(need.node) == Some(asset.node));
    let first = needs.min_by_key(|need| (need.rank.is_none(), need.rank));
    let draft = |(audience, words, function): &(Audience, &str, Function)| {
        let key = Key::new(&format!("M-{}-{}", asset.key(), audience.as_str())).filter(|key| cx.graph.node(key).is_none())?;
        let text = format!("what the medicine will mean for {words}, to be worded");
        let fields =
            json!({ "asset": asset.key(), "state": "draft", "text": text, "audience": audience, "function": function, "owner": function });
        let mut fields: Map<String, Value> = fields.as_object().cloned().unwrap_or_default();
        if let Some(need) = first {
            fields.insert("serves".into(), json!([need.key()]));
        }
        Some(Change::Put { kind: Kind::Message.name().into(), key, fields })
    };
    if let Some(changes) = missing.iter().map(draft).collect::<Option<Vec<_>>>() {
        finding = finding.fix(Fix::of(format!("start a draft message for {}", to.replace(", nor for ", " and ")), changes));
    }
    finding
}
