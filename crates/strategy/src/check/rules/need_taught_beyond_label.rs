//! F201: education speaks of patients whom the label of a market does not serve.

use serde_json::Value;

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        places::{Places, is_stated, region_of},
        within,
    },
    finding::{Finding, Severity},
    graph::Of,
    population::{Gap, Population, gap_words},
    record::{Activity, ActivityKind, Claim, Content, LabelVersion, Market, Message, Need, Record},
};

pub(super) const RULE: Rule = Rule {
    code: "F201",
    name: "need-taught-beyond-label",
    severity: Severity::Major,
    version: 1,
    summary: "education speaks of patients whom the label does not serve",
    serves: "S0-31, S0-36, S0-37",
    reads: &[],
    page: include_str!("need-taught-beyond-label.md"),
    check,
};

/// A population that an activity speaks of, and where it is stated.
struct Spoken<'g> {
    record: &'g Record,
    population: &'g Population,
    /// The field of the activity by which it comes.
    field: &'static str,
}

fn check(cx: &Context<'_>, out: &mut Findings) {
    let places = Places::of(cx);
    for activity in cx.subjects::<Activity>(4).filter(|activity| educates(activity) && !is_over(cx, activity)) {
        let spoken = spoken(cx, &activity);
        let markets = markets(cx, &places, &activity);
        let within: Vec<_> =
            markets.iter().filter(|market| market.body.label_on(cx.day).is_some() && gap_in(cx, &spoken, market).is_none()).collect();
        for market in &markets {
            if let Some((spoken, label, gaps)) = gap_in(cx, &spoken, market) {
                out.raise(beyond(&activity, market, label, spoken, &gaps, &within));
            }
        }
    }
}

/// The first population that is spoken of and that the label of a market does not serve, with those it leaves out.
fn gap_in<'s, 'g>(
    cx: &Context<'g>,
    spoken: &'s [Spoken<'g>],
    market: &Of<'g, Market>,
) -> Option<(&'s Spoken<'g>, &'g LabelVersion, Vec<Gap>)> {
    let label = market.body.label_on(cx.day)?;
    spoken.iter().find_map(|spoken| {
        let (_, gaps) = within::nearest_gap(spoken.population, [((), &label.population)])?;
        Some((spoken, label, gaps))
    })
}

/// Whether an activity shapes how the need is seen before the product is named.
pub(super) fn educates(activity: &Activity) -> bool {
    matches!(activity.kind, Some(ActivityKind::UnbrandedEducation | ActivityKind::MarketShaping))
}

/// Whether an activity has ended before the day of the check.
pub(super) fn is_over(cx: &Context<'_>, activity: &Activity) -> bool {
    activity.ends.is_some_and(|last| last < cx.day)
}

/// The markets of an activity that lie where it takes place.
pub(super) fn markets<'g>(cx: &Context<'g>, places: &Places<'g>, activity: &Of<'g, Activity>) -> Vec<Of<'g, Market>> {
    let takes_place = |market: &Of<'g, Market>| {
        let apart = region_of(market.body).is_some_and(|region| !activity.region.overlaps(&region));
        !(is_stated(&activity.region) && apart)
    };
    places.markets(cx, activity.node).into_iter().filter(takes_place).collect()
}

/// The messages that an activity carries, also through the content that it uses.
pub(super) fn messages<'g>(cx: &Context<'g>, activity: &Of<'g, Activity>) -> Vec<(Of<'g, Message>, &'static str)> {
    let direct = cx.linked::<Message>(activity.node, "messages").map(|message| (message, "messages"));
    let used: Vec<Of<'g, Content>> = cx.linked::<Content>(activity.node, "uses").collect();
    let of_content = used.iter().flat_map(|content| cx.linked::<Message>(content.node, "messages")).map(|message| (message, "uses"));
    direct.chain(of_content).collect()
}

/// The populations that an activity speaks of: its own, else those of its messages, else those of its needs.
fn spoken<'g>(cx: &Context<'g>, activity: &Of<'g, Activity>) -> Vec<Spoken<'g>> {
    if !activity.population.is_everyone() {
        return vec![Spoken { record: activity.record, population: &activity.body.population, field: "population" }];
    }
    let mut said: Vec<Spoken<'g>> = vec![];
    for (message, field) in messages(cx, activity) {
        if message.population.is_everyone() {
            let claims = cx.linked::<Claim>(message.node, "claims");
            said.extend(claims.map(|claim| Spoken { record: claim.record, population: &claim.body.population, field }));
        } else {
            said.push(Spoken { record: message.record, population: &message.body.population, field });
        }
    }
    said.retain(|spoken| !spoken.population.is_everyone());
    if said.is_empty() {
        let needs = cx.needs_of(activity.node).iter().filter_map(|need| cx.graph.typed::<Need>(*need));
        said.extend(needs.map(|need| Spoken { record: need.record, population: &need.body.population, field: "serves" }));
    }
    said
}

fn beyond(
    activity: &Of<'_, Activity>,
    market: &Of<'_, Market>,
    label: &LabelVersion,
    spoken: &Spoken<'_>,
    gaps: &[Gap],
    within: &[&Of<'_, Market>],
) -> Finding {
    let label_words = if label.expected { "expected label" } else { "label" };
    let message = format!(
        "`{}` speaks of patients whom the {label_words} in `{}` does not serve: {}",
        activity.title(),
        market.key(),
        gap_words(gaps)
    );
    let mut finding = Finding::new(activity.record, spoken.field, message)
        .help("speak of the patients whom the medicine can serve there, or say why the wider need is taught")
        .fact_said(spoken.record, "population", spoken.population.words())
        .fact_said(market.record, "labels", format!("{label_words} {}: {}", label.version, label.population.words()))
        .unless(format!("the {label_words} in {} served {}, or the activity spoke of fewer patients", market.key(), gap_words(gaps)))
        .step(spoken.record, "");
    if spoken.record.key != *activity.key() {
        finding = finding.step(activity.record, spoken.field);
    }
    if let Some(fix) = within::narrow(activity.record, "population", spoken.population, &label.population) {
        finding = finding.fix(fix);
    }
    if !within.is_empty() {
        let keys: Vec<&str> = within.iter().map(|market| market.key().as_str()).collect();
        let list = Value::from(keys.clone());
        finding = finding.fix(Fix::set(format!("hold {} only in {}", activity.key(), keys.join(", ")), activity.record, "markets", list));
    }
    finding.fix(Fix::withdraw(activity.record))
}
