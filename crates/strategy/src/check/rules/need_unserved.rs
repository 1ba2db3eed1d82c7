//! A110: from Phase III on, a need is not served in a market.

use std::collections::HashMap;

use serde_json::json;

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, phrase::list},
    finding::{Finding, Severity},
    graph::{Node, Of},
    key::Key,
    record::{Activity, Audience, Evidence, EvidenceStatus, Kind, Market, Message, Need, Record, Stage},
};

pub(super) const RULE: Rule = Rule {
    code: "A110",
    name: "need-unserved",
    severity: Severity::Major,
    version: 1,
    summary: "from Phase III on, a need has no evidence, message or activity for a market, or no message for an audience",
    serves: "S0-38, S0-47, S4-13, S4-34",
    reads: &[],
    page: include_str!("need-unserved.md"),
    check,
};

/// The audiences that must each hear a message on the need.
const AUDIENCES: [Audience; 3] = [Audience::Hcp, Audience::Payer, Audience::Patient];

/// What a need has to be served with.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Lack {
    Evidence,
    Message(Audience),
    Activity,
}

/// What serves a need.
#[derive(Default)]
struct Served<'g> {
    /// A market or (for what holds in all of an asset's markets) an asset, and what the need has there.
    has: Vec<(Option<Node>, Lack)>,
    /// The first record that serves it only in the markets that it names.
    elsewhere: HashMap<Lack, &'g Record>,
}

fn check(cx: &Context<'_>, out: &mut Findings) {
    for need in cx.subjects::<Need>(1) {
        let mut late = cx.graph.markets_of(need.record);
        late.retain(|market| market.stage >= Some(Stage::Phase3));
        if late.is_empty() {
            continue;
        }
        let served = served(cx, &need);
        for market in late {
            let asset = cx.graph.asset_node(market.node);
            let has = |lack: Lack| [Some(market.node), asset].into_iter().any(|place| served.has.contains(&(place, lack)));
            let wanted = [Lack::Evidence].into_iter().chain(AUDIENCES.map(Lack::Message)).chain([Lack::Activity]);
            let lacking: Vec<Lack> = wanted.filter(|lack| !has(*lack)).collect();
            if !lacking.is_empty() {
                out.raise(unserved(cx, &need, &market, &lacking, &served));
            }
        }
    }
}

fn served<'g>(cx: &Context<'g>, need: &Of<'g, Need>) -> Served<'g> {
    let mut served = Served::default();
    // What the need itself cites shows it, even where the evidence does not say that it speaks of the need.
    let cited = cx.graph.links(need.node).iter().filter(|link| link.field == "evidence");
    let cited = cited.filter_map(|link| cx.graph.live::<Evidence>(link.other));
    let mut evidence: Vec<Of<'_, Evidence>> = cx.serving::<Evidence>(need.node).chain(cited).collect();
    evidence.retain(|evidence| evidence.status != Some(EvidenceStatus::Retracted));
    evidence.sort_by_key(|evidence| evidence.key());
    evidence.iter().for_each(|evidence| serve(cx, &mut served, evidence.node, Lack::Evidence));
    for message in cx.serving::<Message>(need.node) {
        message.audience.into_iter().for_each(|audience| serve(cx, &mut served, message.node, Lack::Message(audience)));
    }
    cx.serving::<Activity>(need.node).for_each(|activity| serve(cx, &mut served, activity.node, Lack::Activity));
    served
}

fn serve<'g>(cx: &Context<'g>, served: &mut Served<'g>, node: Node, with: Lack) {
    let mut has = |place: Option<Node>| {
        if !served.has.contains(&(place, with)) {
            served.has.push((place, with));
        }
    };
    let mut named = cx.graph.links(node).iter().filter(|link| link.field == "markets").peekable();
    if named.peek().is_none() {
        return has(cx.graph.asset_node(node));
    }
    named.for_each(|market| has(Some(market.other)));
    if let Some(record) = cx.graph.at(node) {
        served.elsewhere.entry(with).or_insert(record);
    }
}

fn unserved(cx: &Context<'_>, need: &Of<'_, Need>, market: &Of<'_, Market>, lacking: &[Lack], served: &Served<'_>) -> Finding {
    let words = lack_words(lacking);
    let stage = market.stage.map(Stage::as_str).unwrap_or_default();
    let message = format!("need `{}` has {words} in market `{}` ({stage})", need.key(), market.key());
    let mut finding = Finding::new(need.record, "", message)
        .help("plan what is missing, or limit the need to the markets where it is meant to be served")
        .fact(need.record, "markets")
        .fact(market.record, "stage")
        .unless("evidence, an activity and a message each for professionals, payers and patients served the need there")
        .step(market.record, "")
        .step(need.record, if need.record.header.markets.is_empty() { "asset" } else { "markets" });
    // What serves the need elsewhere may serve it here too.
    let elsewhere: Vec<&Record> = lacking.iter().filter_map(|lack| served.elsewhere.get(lack).copied()).collect();
    if elsewhere.len() == lacking.len() {
        let keys: Vec<String> = elsewhere.iter().map(|record| record.key.to_string()).collect();
        let changes = elsewhere.iter().flat_map(|record| Fix::link("", record, "markets", market.key()).changes).collect();
        finding = finding.fix(Fix::of(format!("let {} hold in market {} too", list(&keys), market.key()), changes));
    }
    let drafts: Vec<Change> = lacking.iter().filter_map(|lack| draft(cx, need, market, *lack)).collect();
    if drafts.len() == lacking.len() {
        let label = format!("draft what {} lacks in {}, to be written out", need.key(), market.key());
        finding = finding.fix(Fix::of(label, drafts));
    }
    finding
}

/// `no evidence, no message for payers or patients and no activity`.
fn lack_words(lacking: &[Lack]) -> String {
    let audiences: Vec<&str> =
        lacking.iter().filter_map(|lack| if let Lack::Message(audience) = lack { Some(plural(*audience)) } else { None }).collect();
    let message = match audiences.len() {
        0 => None,
        3 => Some("no message".to_owned()),
        _ => Some(format!("no message for {}", audiences.join(" or "))),
    };
    let evidence = lacking.contains(&Lack::Evidence).then(|| "no evidence".to_owned());
    let activity = lacking.contains(&Lack::Activity).then(|| "no activity".to_owned());
    list(&[evidence, message, activity].into_iter().flatten().collect::<Vec<_>>())
}

fn plural(audience: Audience) -> &'static str {
    match audience {
        Audience::Payer => "payers",
        Audience::Patient => "patients",
        _ => "professionals",
    }
}

/// A first draft of what is missing; none when its key is taken.
fn draft(cx: &Context<'_>, need: &Of<'_, Need>, market: &Of<'_, Market>, lack: Lack) -> Option<Change> {
    let here = format!("{}-{}", need.key(), market.key());
    let (kind, key, field, text) = match lack {
        Lack::Evidence => (Kind::Evidence, format!("E-{here}"), "title", "evidence that shows the need, or how to meet it".to_owned()),
        Lack::Message(audience) => {
            (Kind::Message, format!("M-{here}-{}", audience.as_str()), "text", format!("what the need means to {}", plural(audience)))
        }
        Lack::Activity => (Kind::Activity, format!("T-{here}"), "title", "what is done about the need".to_owned()),
    };
    let key = Key::new(&key).filter(|key| cx.graph.record(key).is_none())?;
    let mut fields = json!({ "state": "draft", "markets": [market.key().as_str()], "serves": [need.key().as_str()], field: text });
    let asset = cx.graph.asset_of(market.record).map(|asset| asset.key().to_string());
    let more = match lack {
        Lack::Evidence => json!({ "asset": asset, "status": "planned" }),
        Lack::Message(audience) => json!({ "asset": asset, "audience": audience.as_str() }),
        Lack::Activity => json!({ "asset": asset }),
    };
    let fields = fields.as_object_mut()?;
    more.as_object()?.iter().for_each(|(name, value)| drop(fields.insert(name.clone(), value.clone())));
    Some(Change::Put { kind: kind.name().into(), key, fields: std::mem::take(fields) })
}
