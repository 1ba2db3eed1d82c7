//! All rules of the packs and of the house, with how binding each is and how its source was checked.

use axum::{extract::Query, response::Response};
use guardrails::{Gate, RuleInfo, Standing};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Tab, below, marks, now, page, rule_address};
use crate::{
    pages::visit::Visit,
    parts::{Column, Link, Row, Table, chips, section, table, verdict_named},
    words,
};

/// Which rules are asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// `unchecked`: only those marked K or S.
    #[serde(default)]
    mark: String,
    /// `off`: only overlays that are off; `relaxed`: only those.
    #[serde(default)]
    standing: String,
}

/// `GET /guardrails/rules`.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Response {
    let (_, gate) = match now(&visit).await {
        Ok(now) => now,
        Err(failed) => return failed,
    };
    let wanted = |rule: &&RuleInfo| {
        (asked.mark != "unchecked" || rule.is_unchecked()) && (asked.standing.is_empty() || rule.standing.as_str() == asked.standing)
    };
    let packs: Vec<(String, String)> = gate
        .packs()
        .iter()
        .map(|pack| (pack.name.clone(), pack.title.clone()))
        .chain([("house".into(), "Rules of the house".into())])
        .collect();
    let of = |pack: &str| -> Vec<&RuleInfo> { once(&gate, pack).into_iter().filter(wanted).collect() };
    let shown: usize = packs.iter().map(|(pack, _)| of(pack).len()).sum();
    let header = below(
        Tab::Matrix,
        "",
        "Rules",
        "What the packs permit, forbid and ask for; each with its reason, its source and how that was checked.",
    );
    let body = html! {
        (chips(&[
            Link::new("All", "/guardrails/rules"),
            Link::new("Marked K or S", "/guardrails/rules?mark=unchecked"),
            Link::new("Overlays that are off", "/guardrails/rules?standing=off"),
            Link::new("Relaxed", "/guardrails/rules?standing=relaxed"),
        ]))
        @for (pack, title) in &packs {
            @let rules = of(pack);
            @if !rules.is_empty() { (section(pack, &heading(&gate, pack, title), the_table(title, &rules))) }
        }
        @if shown == 0 { p { "No rule is like that now." } }
    };
    page(&visit, Tab::Rules, header, Some(shown), body)
}

fn heading(gate: &Gate, pack: &str, title: &str) -> String {
    match gate.packs().iter().find(|known| known.name == pack) {
        Some(known) if known.reviewed.is_none() => format!("{title}, {} (unreviewed)", known.version),
        Some(known) => format!("{title}, {}", known.version),
        None => title.to_owned(),
    }
}

/// The rules of a pack, each once.
fn once<'g>(gate: &'g Gate, pack: &str) -> Vec<&'g RuleInfo> {
    let mut rules: Vec<&RuleInfo> = vec![];
    for rule in gate.rules().iter().filter(|rule| rule.pack == pack) {
        if !rules.iter().any(|known| known.id == rule.id) {
            rules.push(rule);
        }
    }
    rules
}

fn the_table(title: &str, rules: &[&RuleInfo]) -> Markup {
    let row = |rule: &&RuleInfo| {
        let cells = vec![
            html! { span.mono { (rule.id) } },
            html! { (rule.statement) },
            marks::mark(rule),
            html! { (words::norms(rule)) },
            standing(rule),
        ];
        Row { href: rule_address(rule.id.as_str()), cells, selected: false }
    };
    let all = table(&Table {
        caption: format!("Rules: {title}"),
        quiet_caption: true,
        columns: ["Rule", "What it says", "Source checked", "Norm", "In use"].map(Column::text).into(),
        rows: rules.iter().map(row).collect(),
        ..Table::default()
    });
    html! { div.fold.gr { (all) } }
}

/// Whether a rule is in use, in words.
pub(super) fn standing(rule: &RuleInfo) -> Markup {
    let wait = crate::parts::Verdict::Future;
    html! {
        @match (rule.standing, rule.overlay) {
            (Standing::On, false) => "core, always on",
            (Standing::On, true) => "overlay, switched on",
            (Standing::Off, _) => (verdict_named(wait, "overlay, off")),
            (Standing::Relaxed, _) => (verdict_named(wait, "relaxed")),
        }
    }
}
