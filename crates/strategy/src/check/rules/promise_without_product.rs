//! F204: education raises an expectation that no product claim in that market can meet.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule, figures, phrase,
        places::Places,
        rules::need_taught_beyond_label::{educates, is_over, markets, messages},
    },
    finding::{Finding, Severity},
    graph::{Node, Of},
    key::Key,
    record::{Activity, Answer, Claim, ClaimKind, LabelRelation, Market, Record, Stage},
};

pub(super) const RULE: Rule = Rule {
    code: "F204",
    name: "promise-without-product",
    severity: Severity::Major,
    version: 1,
    summary: "education raises an expectation that no product claim in that market can meet",
    serves: "S0-31",
    reads: &[],
    page: include_str!("promise-without-product.md"),
    check,
};

/// An endpoint that education speaks of, and the records that name it.
struct Promise<'g> {
    endpoint: &'g str,
    /// The claim or message that names the endpoint.
    record: &'g Record,
    /// The message that carries it.
    message: &'g Key,
    /// The field of the activity by which it comes.
    field: &'static str,
}

fn check(cx: &Context<'_>, out: &mut Findings) {
    let places = Places::of(cx);
    let product = product_claims(cx, &places);
    cx.given(&product.keys().collect::<BTreeSet<_>>());
    let activities = cx.subjects_beside::<Activity>(4).filter(|activity| educates(activity) && !is_over(cx, activity));
    for activity in &activities.collect::<Vec<_>>() {
        let promises = promises(cx, activity);
        let markets = markets(cx, &places, activity);
        let met: Vec<_> = markets.iter().filter(|m| unmet(cx, activity, &promises, &product, m).is_some_and(|u| u.is_met())).collect();
        for market in &markets {
            match unmet(cx, activity, &promises, &product, market) {
                Some(Unmet::Need(needs)) => out.raise(no_claim_on_need(cx, activity, market, &needs, &product[&market.node], &met)),
                Some(Unmet::Endpoints(missing)) if !missing.is_empty() => {
                    out.raise(no_claim_on_endpoint(activity, market, &missing, &met));
                }
                _ => {}
            }
        }
    }
}

/// What no product claim meets: a need as a whole, or some endpoints.
enum Unmet<'p, 'g> {
    Need(Vec<Node>),
    Endpoints(Vec<&'p Promise<'g>>),
}

impl Unmet<'_, '_> {
    fn is_met(&self) -> bool {
        matches!(self, Unmet::Endpoints(missing) if missing.is_empty())
    }
}

/// The product claims that can be made in each market.
fn product_claims<'g>(cx: &Context<'g>, places: &Places<'g>) -> HashMap<Node, Vec<Of<'g, Claim>>> {
    let mut by_market: HashMap<Node, Vec<Of<'g, Claim>>> = HashMap::new();
    for claim in cx.all::<Claim>().filter(|claim| claim.kind == Some(ClaimKind::Product)) {
        let refused = matches!(claim.defended.answer, Some(Answer::No | Answer::Withdrawn));
        for market in places.markets(cx, claim.node) {
            let approved = market.stage >= Some(Stage::Approved);
            let off = match claim.label_relation.get(market.key()) {
                Some(LabelRelation::Off) => true,
                Some(LabelRelation::Unapproved) => approved,
                _ => false,
            };
            if !refused && !off {
                by_market.entry(market.node).or_default().push(claim);
            }
        }
    }
    by_market
}

/// The endpoints that an activity's messages name, each once.
fn promises<'g>(cx: &Context<'g>, activity: &Of<'g, Activity>) -> Vec<Promise<'g>> {
    let mut found: Vec<Promise<'g>> = vec![];
    for (message, field) in messages(cx, activity) {
        let own = (message.record, message.body.endpoint.trim());
        let of_claims = cx.linked::<Claim>(message.node, "claims").map(|claim| (claim.record, claim.body.endpoint.trim()));
        let named = if own.1.is_empty() { of_claims.collect() } else { vec![own] };
        for (record, endpoint) in named.into_iter().filter(|(_, endpoint)| !endpoint.is_empty()) {
            if !found.iter().any(|known| known.endpoint.eq_ignore_ascii_case(endpoint) && known.message == message.key()) {
                found.push(Promise { endpoint, record, message: message.key(), field });
            }
        }
    }
    found
}

/// What a market's product claims leave open; `None` where nothing can be said: it has no product claim, or the
/// activity serves no need.
fn unmet<'p, 'g>(
    cx: &Context<'g>,
    activity: &Of<'g, Activity>,
    promises: &'p [Promise<'g>],
    product: &HashMap<Node, Vec<Of<'g, Claim>>>,
    market: &Of<'g, Market>,
) -> Option<Unmet<'p, 'g>> {
    let claims = product.get(&market.node)?;
    let needs = cx.needs_of(activity.node);
    if needs.is_empty() {
        return None;
    }
    // Both lists are in the order of keys: a strategy has thousands of product claims, and few of them on one need.
    let is_product = |claim: &Of<'g, Claim>| claims.binary_search_by(|known| known.key().cmp(claim.key())).is_ok();
    let serving: Vec<_> = cx.beside::<Claim>(activity.node).into_iter().filter(is_product).collect();
    if serving.is_empty() {
        return Some(Unmet::Need(needs.to_vec()));
    }
    // A product claim that names no endpoint may speak of any.
    let meets = |promise: &&Promise<'g>| {
        serving.iter().any(|claim| claim.body.endpoint.trim().is_empty() || figures::names_endpoint(promise.endpoint, &claim.body.endpoint))
    };
    Some(Unmet::Endpoints(promises.iter().filter(|promise| !meets(promise)).collect()))
}

fn no_claim_on_need(
    cx: &Context<'_>,
    activity: &Of<'_, Activity>,
    market: &Of<'_, Market>,
    needs: &[Node],
    claims: &[Of<'_, Claim>],
    met: &[&Of<'_, Market>],
) -> Finding {
    let needs: Vec<&Record> = needs.iter().filter_map(|need| cx.graph.at(*need)).collect();
    let title = needs.first().map(|need| phrase::first_and_more(&format!("`{}`", need.title()), needs.len())).unwrap_or_default();
    let message = format!("`{}` teaches {title} in `{}`, where no product claim serves that need", activity.title(), market.key());
    let mut finding = Finding::new(activity.record, "serves", message)
        .help("teach the need that the medicine can meet there, or make the claim that meets this one")
        .fact(activity.record, "serves")
        .fact_said(market.record, "name", "its product claims serve other needs")
        .unless(format!("a product claim in {} served the need", market.key()));
    for claim in claims {
        finding = finding.fact(claim.record, "serves");
    }
    for need in &needs {
        finding = finding.step(need, "").step(activity.record, "serves");
    }
    finding.path.truncate(2);
    if let (Some(need), [claim, ..]) = (needs.first(), claims) {
        let label = format!("let product claim {} serve {}", claim.key(), need.key);
        finding = finding.fix(Fix::link(label, claim.record, "serves", &need.key));
    }
    leave_market(finding, activity, met)
}

fn no_claim_on_endpoint(
    activity: &Of<'_, Activity>,
    market: &Of<'_, Market>,
    missing: &[&Promise<'_>],
    met: &[&Of<'_, Market>],
) -> Finding {
    let mut by_endpoint: BTreeMap<String, &str> = BTreeMap::new();
    for promise in missing {
        by_endpoint.entry(promise.endpoint.to_lowercase()).or_insert(promise.endpoint);
    }
    let words: Vec<String> = by_endpoint.values().map(|endpoint| format!("`{endpoint}`")).collect();
    let message =
        format!("`{}` raises hopes of {} that no product claim in `{}` can meet", activity.title(), phrase::list(&words), market.key());
    let mut finding = Finding::new(activity.record, missing.first().map_or("messages", |promise| promise.field), message)
        .help("teach what the medicine can change there, or make a product claim on what is taught")
        .fact_said(market.record, "name", "no product claim there names the endpoint")
        .unless(format!("a product claim in {} spoke of {}", market.key(), phrase::list(&words)));
    for promise in missing {
        finding = finding.fact(promise.record, "endpoint");
    }
    if let Some(first) = missing.first() {
        finding = finding.step(first.record, "").step(activity.record, first.field);
    }
    if missing.iter().all(|promise| promise.field == "messages") {
        let raises = |key: &Key| missing.iter().any(|promise| promise.message == key);
        let kept: Vec<String> = activity.body.messages.iter().filter(|message| !raises(&message.key)).map(ToString::to_string).collect();
        let label = format!("leave out the messages of {} that raise it", activity.key());
        finding = finding.fix(Fix::set(label, activity.record, "messages", Value::from(kept)));
    }
    leave_market(finding, activity, met)
}

fn leave_market(finding: Finding, activity: &Of<'_, Activity>, met: &[&Of<'_, Market>]) -> Finding {
    let keys: Vec<&str> = met.iter().map(|market| market.key().as_str()).collect();
    let finding = if keys.is_empty() {
        finding
    } else {
        let label = format!("hold {} only in {}", activity.key(), keys.join(", "));
        finding.fix(Fix::set(label, activity.record, "markets", Value::from(keys)))
    };
    finding.fix(Fix::withdraw(activity.record))
}
