//! The evidence that shows a need, by strength and recency. Strength is the kind of evidence, not a grade of its quality.

use std::collections::BTreeMap;

use jiff::{Span, civil::Date};
use maud::{Markup, html};
use strategy::{
    Key,
    graph::Of,
    record::{Evidence, EvidenceKind, EvidenceStatus},
};

use super::Seen;
use crate::{
    charts::{EvidencePoint, LadderChart, ladder_chart},
    pages::home::short,
    parts::{Button, Empty, empty_state, link_button},
    words,
};

const LEVELS: [&str; 6] =
    ["Guideline, label or HTA", "Trial", "Real-world study", "Health-economic study", "Publication", "Kind not stated"];

/// The evidence that the need names, that says it serves the need, or that a burden comes from; by key.
pub(super) fn on_need<'v>(seen: &Seen<'v>) -> Vec<Of<'v, Evidence>> {
    let graph = seen.visit.graph();
    let need = seen.need.body;
    let named = need.evidence.iter().chain(need.burden.iter().filter_map(|burden| burden.source.as_ref()));
    let named = named.filter_map(|link| graph.follow(link)).filter(|of| of.record.header.state != strategy::record::State::Withdrawn);
    let serving = graph.pointing_at::<Evidence>(seen.need.node, "serves");
    named.chain(serving).map(|of| (of.key().clone(), of)).collect::<BTreeMap<Key, _>>().into_values().collect()
}

/// The newest evidence that is public, in a few words.
pub(super) fn newest_in_words(seen: &Seen<'_>) -> String {
    let today = seen.visit.view.day();
    match newest(&on_need(seen), today) {
        Some((key, day)) => format!("{key}, {} old", words::age(day, today)),
        None => "none public".into(),
    }
}

fn newest<'v>(all: &[Of<'v, Evidence>], today: Date) -> Option<(&'v Key, Date)> {
    let public = all.iter().filter(|evidence| stands(evidence)).filter_map(|evidence| Some((evidence.key(), evidence.available_on?)));
    public.filter(|(_, day)| *day <= today).max_by_key(|(key, day)| (*day, *key))
}

fn stands(evidence: &Evidence) -> bool {
    !matches!(evidence.status, Some(EvidenceStatus::Superseded | EvidenceStatus::Retracted))
}

/// The ladder, or how to attach the first evidence.
pub(super) fn ladder(seen: &Seen<'_>) -> Markup {
    let (all, today) = (on_need(seen), seen.visit.view.day());
    if all.is_empty() {
        let action = link_button(&Button::new("Attach evidence"), &format!("/records/{}/edit#f-evidence", seen.need.key()));
        return empty_state(Empty::FirstUse, "No evidence shows this need yet", "Attach a study, registry or guideline to it.", action);
    }
    let undated: Vec<String> = all.iter().filter(|e| e.available_on.is_none()).map(|e| e.key().to_string()).collect();
    let points: Vec<EvidencePoint> = all.iter().filter_map(|evidence| point(evidence, today)).collect();
    html! {
        @if points.is_empty() { p { "None of the evidence has a day on which it is public, so there is nothing to draw." } }
        @else { (ladder_chart(&chart(seen, &all, points, today))) }
        @if !undated.is_empty() { p.muted { "Not drawn, because no day is recorded: " (words::list(&undated)) "." } }
    }
}

fn chart(seen: &Seen<'_>, all: &[Of<'_, Evidence>], points: Vec<EvidencePoint>, today: Date) -> LadderChart {
    let key = seen.need.key();
    let months = seen.visit.graph().limits_of(seen.need.record).evidence_months;
    let limit = today.checked_sub(Span::new().months(months)).unwrap_or(today);
    let title = match newest(all, today) {
        None => format!("No evidence on {key} is public yet"),
        Some((newest, day)) if day < limit => {
            format!("No evidence on {key} is newer than {months} months: the newest, {newest}, is {} old", words::age(day, today))
        }
        Some((newest, day)) => format!("The newest evidence on {key} is {newest}, {} old", words::age(day, today)),
    };
    let days = || points.iter().map(|point| point.on);
    let used = |level: usize| level < LEVELS.len() - 1 || points.iter().any(|point| point.level == level);
    LadderChart {
        id: "ladder".into(),
        title,
        subtitle: format!(
            "{} linked to the need (n = {}), {} drawn; open dots are expected. Stronger kinds stand higher; the kind is no grade of quality. As of {}.",
            words::count(all.len(), "piece of evidence", "pieces of evidence"),
            all.len(),
            points.len(),
            words::day(today)
        ),
        levels: LEVELS.iter().enumerate().filter(|(level, _)| used(*level)).map(|(_, name)| (*name).to_owned()).collect(),
        from: days().chain([limit]).min().unwrap_or(today),
        to: days().chain([today]).max().unwrap_or(today),
        today,
        points,
    }
}

fn point(evidence: &Of<'_, Evidence>, today: Date) -> Option<EvidencePoint> {
    let on = evidence.available_on?;
    let expected = on > today || matches!(evidence.status, Some(EvidenceStatus::Planned | EvidenceStatus::Running));
    let status = evidence.status.map(|status| status.as_str()).unwrap_or("status not stated");
    Some(EvidencePoint {
        key: evidence.key().to_string(),
        label: short(evidence.title()),
        level: level(evidence.kind),
        on,
        expected,
        note: if on <= today { format!("{status}, {} old", words::age(on, today)) } else { status.to_owned() },
        href: format!("/records/{}", evidence.key()),
    })
}

fn level(kind: Option<EvidenceKind>) -> usize {
    match kind {
        Some(EvidenceKind::Guideline | EvidenceKind::Label | EvidenceKind::HtaReport) => 0,
        Some(EvidenceKind::Trial) => 1,
        Some(EvidenceKind::RealWorld) => 2,
        Some(EvidenceKind::HealthEconomic) => 3,
        Some(EvidenceKind::Publication) => 4,
        None => 5,
    }
}
