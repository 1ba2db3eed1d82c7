//! What stands in the place of what a seat does not see: words for blocks, for whole kinds, for what is only known to
//! exist, and for what is only counted. All of it follows from the policy, never from what is withheld.

use guardrails::{Aggregate, Class, DataKind, Existence, Jurisdiction, Level, Withheld};
use maud::{Markup, html};
use strategy::{
    Key, Kind,
    graph::Of,
    record::{Market, Stage},
};

use super::{Visit, guardrails::rule_address};
use crate::{
    parts::{self, Block, Tone, notice, table},
    words,
};

/// The block in the place of a field.
pub(super) fn block(visit: &Visit, record: &Key, withheld: &Withheld) -> Markup {
    visit.note_withheld(record.as_str(), &withheld.rule);
    let kind = visit.graph().record(record).map(|record| record.kind());
    let of = kind.map(|kind| format!(" of a {}", kind.label())).unwrap_or_default();
    parts::withheld(&Block {
        what: format!("{}{of}", words::field(withheld.field)),
        code: withheld.rule.to_string(),
        known: known(withheld).into(),
        why: kind.and_then(|kind| class_of(kind, withheld.field)).map(|class| format!("/why?class={class}")).unwrap_or_default(),
    })
}

/// What is told of a withheld field all the same.
fn known(withheld: &Withheld) -> &'static str {
    match (withheld.level, withheld.exists) {
        (Level::Existence, Some(true)) => "something is on record",
        (Level::Existence, Some(false)) => "nothing is on record",
        _ => "",
    }
}

/// What a list of a kind says where a seat does not see all of it.
pub(super) fn of_kind(visit: &Visit, kind: Kind) -> Markup {
    let counted: Vec<&Aggregate> = visit.view.aggregates().iter().filter(|one| Some(one.data) == data_of(kind)).collect();
    let is_partial = !visit.view.sees_all_of(kind) && visit.view.blind().iter().any(|blind| blind.kind == kind && blind.field.is_none());
    if is_partial {
        rules_of(visit, kind).into_iter().for_each(|rule| visit.note_withheld(format!("all {}", kind.plural()), rule));
    }
    html! {
        @if is_partial {
            (notice(Tone::Info, &format!("Not all {} are shown to {}", kind.plural(), visit.seat.function.title()), html! {
                p { "You see those that are your function’s own or that you are party to. " @if let Some(data) = data_of(kind) { a href=(format!("/why?class={}", data.class())) { "Why?" } } }
            }))
            @if !counted.is_empty() { (aggregates(&counted)) }
        }
    }
}

/// The rules by which a kind is not shown in full, at the stages and places of the asset's markets. By the policy alone.
fn rules_of(visit: &Visit, kind: Kind) -> Vec<guardrails::RuleId> {
    data_of(kind).map(|data| rules_of_data(visit, data)).unwrap_or_default()
}

/// The same for a kind of data.
pub(super) fn rules_of_data(visit: &Visit, data: DataKind) -> Vec<guardrails::RuleId> {
    let class = data.class();
    let gate = visit.site.app.gate();
    let of = |market: Of<'_, Market>| {
        let place = Jurisdiction::parse(&market.jurisdiction);
        gate.why_not(&visit.seat, visit.view.day(), class, market.stage.unwrap_or(Stage::Preclinical), &place).map(|why| why.rule)
    };
    let mut rules: Vec<guardrails::RuleId> = visit.markets().into_iter().filter_map(of).collect();
    rules.sort();
    rules.dedup();
    rules
}

/// What stands above facts about customers where a seat does not see all of them. By the policy alone: it stands there
/// whether or not there is anything.
pub(super) fn of_customers(visit: &Visit, what: &str, data: DataKind) -> Markup {
    let rules = rules_of_data(visit, data);
    html! {
        @if let Some(rule) = rules.first() {
            p { (parts::withheld(&Block {
                what: what.to_owned(),
                code: rule.to_string(),
                known: format!("what is not {}’s own, wholly or in part.", visit.seat.function.title()),
                why: format!("/why?class={}", data.class()),
            })) }
        }
    }
}

/// What is counted with others and above the smallest number of people.
fn aggregates(counted: &[&Aggregate]) -> Markup {
    let row = |one: &&Aggregate| {
        parts::Row::plain(vec![html! { (one.theme) }, html! { "at least " (one.people) }, html! { span.mono { (one.rule) } }])
    };
    table(&parts::Table {
        caption: "Themes, counted; who said what is not shown".into(),
        columns: vec![parts::Column::text("Theme"), parts::Column::number("People", ""), parts::Column::text("Rule")],
        rows: counted.iter().map(row).collect(),
        compact: true,
        ..parts::Table::default()
    })
}

/// The row of the matrix to which records of a kind belong.
fn data_of(kind: Kind) -> Option<DataKind> {
    match kind {
        Kind::Insight => Some(DataKind::Insight),
        Kind::Request | Kind::Handoff => Some(DataKind::Request),
        Kind::Incentive => Some(DataKind::SalesGoal),
        _ => None,
    }
}

/// What each function sees of a record.
pub(super) fn who_can_see(visit: &Visit, record: &Key) -> Markup {
    let watchers = visit.site.app.who_can_see(&visit.seat, record).ok().flatten();
    html! {
        @if let Some(watchers) = watchers {
            details #who {
                summary { "Who can see this?" }
                ul.lines { @for watcher in watchers.iter() { li {
                    (watcher.words)
                    @for rule in &watcher.rules { @if let Some(href) = rule_address(rule.as_str()) { " " a href=(href) aria-label=(format!("Rule {rule}")) { "rule" } } }
                } } }
                p.muted { "In all markets, and without a case that Compliance has opened. What each kind of data shows to whom stands in the " a href="/guardrails" { "sharing matrix" } "." }
            }
        }
    }
}

/// The class under which a field is withheld.
fn class_of(kind: Kind, field: &str) -> Option<Class> {
    match (kind, field) {
        (Kind::Stakeholder, "preferred_channels" | "consent") => Some(Class::ChannelPreference),
        (Kind::Stakeholder, "contracts") => Some(Class::Contract),
        (Kind::Stakeholder, "trial_role") => Some(Class::InvestigatorStatus),
        (Kind::Stakeholder, _) => Some(Class::OrganisationalStatus),
        (Kind::Activity, _) => Some(Class::EngagementStatus),
        (Kind::ValueAgreement, _) => Some(Class::PriceStrategy),
        (Kind::Evidence, _) => Some(Class::Topline),
        (kind, _) => data_of(kind).map(DataKind::class),
    }
}

/// The lines about what is known to exist around a record without being shown.
pub(super) fn existences(visit: &Visit, record: &Key) -> Markup {
    let all: Vec<&Existence> = visit.view.existences().iter().filter(|one| one.about.as_ref() == Some(record)).collect();
    all.iter().for_each(|one| visit.note_withheld(record.as_str(), &one.rule));
    html! {
        @if !all.is_empty() {
            ul.lines { @for one in all { li {
                span.wh.wh-l { (words::capital(one.data.words())) @for part in told(one) { " · " (part) } " · withheld " span.mono { (one.rule) } }
                " " a href=(format!("/why?class={}", one.data.class())) { "Why?" }
            } } }
        }
    }
}

fn told(one: &Existence) -> Vec<String> {
    let channels = one.channels.iter().map(|channel| channel.as_str()).collect::<Vec<_>>().join(", ");
    let parts = [one.function.map(|function| function.title()), one.quarter.map(|quarter| quarter.to_string()), Some(channels)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect()
}
