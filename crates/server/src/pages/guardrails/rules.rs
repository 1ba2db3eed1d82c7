//! The rules of the packs: what each says, why, where it comes from, and how well that was checked.

use axum::{extract::Path, response::Response};
use guardrails::{RuleInfo, function_word};
use maud::{Markup, html};

use super::views;
use crate::{
    pages::{
        error,
        visit::{Shown, Visit},
    },
    parts::{Column, Page, PageHeader, Row, Table, facts, section, table},
    words,
};

/// `GET /guardrails/rules`.
pub async fn list(visit: Visit) -> Response {
    let gate = visit.site.app.gate();
    let mut listed: Vec<&RuleInfo> = gate.rules().iter().filter(|rule| rule.pack != "matrix").collect();
    listed.dedup_by(|one, other| one.id == other.id);
    let header = PageHeader {
        title: "Rules of the guardrails".into(),
        lead: "What the packs permit and forbid. Rules marked K or S were not checked in full against the original: check them before relying on them.".into(),
        ..PageHeader::default()
    };
    let body = html! {
        (views(1))
        @for pack in gate.packs() {
            (section(&pack.name, &format!("{} {}", pack.title, pack.version), html! {
                p.muted { @if pack.reviewed.is_none() { "Unreviewed: Compliance has not signed this pack. " } "To be reviewed by " (pack.review_by) "." }
                (rows_of(&pack.title, listed.iter().filter(|rule| rule.pack == pack.name)))
            }))
        }
    };
    visit.show(Shown { page: Page::Guardrails, header, items: Some(listed.len()), body })
}

fn rows_of<'r>(pack: &str, rules: impl Iterator<Item = &'r &'r RuleInfo>) -> Markup {
    let row = |rule: &&RuleInfo| {
        let cells = vec![
            html! { span.mono { (rule.id) } },
            html! { (rule.statement) },
            html! { (norms(rule)) },
            mark(rule),
            html! { @if rule.overlay { "overlay, " } (rule.standing) },
        ];
        Row::linked(format!("/guardrails/rules/{}", rule.id), cells)
    };
    table(&Table {
        caption: format!("Rules of {pack}"),
        quiet_caption: true,
        columns: ["Rule", "Says", "Norm", "Mark", "Stands"].map(Column::text).into(),
        rows: rules.map(row).collect(),
        ..Table::default()
    })
}

/// `GET /guardrails/rules/{id}`.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    let gate = visit.site.app.gate();
    let parts: Vec<&RuleInfo> = gate.rules().iter().filter(|rule| rule.id.as_str() == id && rule.pack != "matrix").collect();
    let Some(first) = parts.first() else {
        return error::missing(&visit, "There is no such rule", "Choose one from the list of rules on the Guardrails page.");
    };
    let header = PageHeader {
        kicker: format!("Guardrails · {}", first.pack),
        title: id.clone(),
        lead: format!("{}.", first.statement),
        ..PageHeader::default()
    };
    let body = html! {
        (facts(&[
            ("Source", html! { (first.source) }),
            ("Norm", html! { (norms(first)) }),
            ("Mark", html! { (mark(first)) @if !first.mark_note.is_empty() { " (" (first.mark_note) ")" } }),
            ("In force", html! { @if let Some(from) = first.from { "from " (words::day(from)) " " } @if let Some(until) = first.until { "until " (words::day(until)) } @if first.from.is_none() && first.until.is_none() { "always" } }),
            ("Review by", html! { (words::day(first.review)) }),
            ("Stands", html! { @if first.overlay { "overlay, " } @else { "core, " } (first.standing) }),
            ("May be relaxed", html! { @if first.may_be_relaxed() { "yes: it is settlement practice or the company's own policy" } @else { "no: law, guidance or a code stands behind it" } }),
        ]))
        @for (index, part) in parts.iter().enumerate() {
            (section(&format!("part-{index}"), &words::capital(&part.effect.as_str().replace('-', " ")), one(part)))
        }
    };
    visit.show(Shown { page: Page::Guardrails, header, items: None, body })
}

fn one(part: &RuleInfo) -> Markup {
    html! {
        p { (part.reason) }
        @if !part.obligations.is_empty() { ul { @for duty in &part.obligations { li { (duty) } } } }
        @if let Some((function, act, class)) = part.route { p { "Instead: " (function_word(function)) " may " (act) " " span.mono { (class) } "." } }
        details { summary { "As it is written" } pre { code { (part.text) } } }
    }
}

fn norms(rule: &RuleInfo) -> String {
    words::list(&rule.norms.iter().map(|norm| norm.as_str().to_owned()).collect::<Vec<_>>())
}

/// The mark, and in words whether its source was read.
pub(super) fn mark(rule: &RuleInfo) -> Markup {
    html! { span.mono { (rule.mark()) } @if rule.is_unchecked() { " " span.chip { "not checked in full" } } }
}
