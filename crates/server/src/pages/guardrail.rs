//! What the gate says of one planned act, in words for pages: verdict, rules, the way that is open, and the way to ask oneself.

use guardrails::{Ask, Verdict, check::Desk, function_word, stage_word};
use maud::{Markup, html};
use strategy::{Key, Record, record::Market};

use super::visit::Visit;
use crate::{
    parts::{self, Column, Row, Table, absent, table, verdict_badge},
    words,
};

/// The rules that decide, or the default that does: `US-01, GL-02`.
pub(super) fn because(verdict: &Verdict) -> String {
    match verdict.rules.is_empty() {
        true => verdict.default.clone().unwrap_or_else(|| "no rule speaks".into()),
        false => verdict.rules.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", "),
    }
}

/// The address of the simulator with a question filled in.
pub(super) fn simulator(ask: &Ask) -> String {
    let regions = ask.regions.iter().map(|region| ("region", region.word().to_owned()));
    let pairs = [
        ("as", function_word(ask.function).to_owned()),
        ("act", ask.act.to_string()),
        ("class", ask.class.to_string()),
        ("audience", ask.audience.to_string()),
    ];
    let rest = [("stage", stage_word(ask.stage).to_owned()), ("day", ask.day.to_string())];
    let told = [("solicited", ask.solicited.then(|| "yes".to_owned())), ("channel", ask.channel.clone())];
    let told = told.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let query: Vec<String> = pairs
        .into_iter()
        .chain(regions)
        .chain(rest)
        .chain(told)
        .map(|(name, value)| format!("{name}={}", value.replace(' ', "%20")))
        .collect();
    format!("/guardrails/simulator?{}", query.join("&"))
}

/// What the gate says of everything that a record plans; nothing where it plans no act that is still to come.
pub(super) fn verdicts(visit: &Visit, record: &Record) -> Option<Markup> {
    let gate = visit.view.gate();
    let desk = Desk::new(gate, visit.graph(), visit.view.day());
    let questions = desk.questions(record);
    let rows: Vec<Row> = questions
        .iter()
        .filter_map(|question| {
            let (ask, verdict) = question.strictest(gate)?;
            let market = visit.graph().get::<Market>(&question.market)?;
            let stage = question.stage.map(|stage| format!(", {}", words::stage(stage).to_lowercase())).unwrap_or_default();
            let what = html! {
                (ask.function) ": " (ask.act) " " (ask.class.as_str().replace('-', " ")) " → " (ask.audience)
                @if !question.gaps.is_empty() { br; span.muted { "not stated: " (question.gaps.join(", ").replace('`', "")) } }
            };
            let way = verdict.route.as_ref().map(|route| route.words.replace('`', ""));
            let cells = vec![
                html! { (market.title()) },
                html! { (words::day(question.day)) span.muted { (stage) } },
                what,
                verdict_badge(parts::Verdict::of(verdict.grade().as_str())),
                html! {
                    (because(&verdict))
                    @if let Some(way) = way { br; span.muted { "Open: " (way) } }
                    @for obligation in &verdict.obligations { br; span.muted { (obligation) } }
                },
                html! { a href=(simulator(ask)) { "May I?" } },
            ];
            Some(Row::plain(cells))
        })
        .collect();
    let columns = ["Market", "From", "What is planned", "Guardrails say", "Rules, way and conditions", "Ask"];
    (!rows.is_empty()).then(|| {
        table(&Table {
            caption: "What the guardrails say".into(),
            quiet_caption: true,
            columns: columns.map(Column::text).to_vec(),
            rows,
            compact: true,
            ..Table::default()
        })
    })
}

/// The strictest verdict on a record, for a list; a dash where it plans nothing that is still to come.
pub(super) fn strictest(desk: &Desk<'_>, key: &Key) -> Markup {
    let gate = desk.gate;
    let questions = desk.graph.record(key).map(|record| desk.questions(record)).unwrap_or_default();
    let worst = questions.into_iter().filter_map(|question| {
        let (ask, verdict) = question.strictest(gate)?;
        Some((parts::Verdict::of(verdict.grade().as_str()), because(&verdict), simulator(ask), verdict.route.map(|route| route.words)))
    });
    match worst.max_by_key(|(verdict, ..)| *verdict) {
        None => absent(&parts::Absence::None),
        Some((verdict, rules, href, way)) => html! {
            a href=(href) { (verdict_badge(verdict)) } " " span.muted { (rules) }
            @if let Some(way) = way { br; span.muted { "Open: " (way.replace('`', "")) } }
        },
    }
}
