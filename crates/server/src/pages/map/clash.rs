//! Contradictions: open findings that set two things on the map against each other.

use maud::{Markup, html};
use strategy::{Finding, Key, Kind};

use super::web::KINDS;
use crate::{
    pages::{Visit, home},
    parts::{Link, finding_list, section},
};

/// The rules that find one thing at odds with another: scopes, values, messages, measures and goals.
const RULES: [&str; 9] = ["F201", "F202", "F203", "F204", "F206", "M601", "K702", "K703", "K706"];

/// How many are told at the top, so that the map itself stays in sight; Alignment lists them all.
const TOLD: usize = 2;

/// One contradiction and the records on the map that it is between.
#[derive(Debug)]
pub(super) struct Clash<'v> {
    /// The finding.
    pub(super) finding: &'v Finding,
    /// The records, the one at fault first.
    pub(super) ends: Vec<Key>,
}

/// The contradictions of the asset, worst first.
pub(super) fn clashes(visit: &Visit) -> Vec<Clash<'_>> {
    let found = visit.findings().into_iter().filter(|finding| RULES.contains(&finding.code));
    found.map(|finding| Clash { finding, ends: ends(visit, finding) }).collect()
}

/// The records that the finding names, without the needs where something else is named.
fn ends(visit: &Visit, finding: &Finding) -> Vec<Key> {
    let on_map = |key: &&Key| visit.graph().record(key).is_some_and(|record| KINDS.contains(&record.kind()));
    let is_need = |key: &Key| visit.graph().record(key).is_some_and(|record| record.kind() == Kind::Need);
    let named =
        finding.record.iter().chain(finding.facts.iter().map(|fact| &fact.record)).chain(finding.path.iter().map(|step| &step.record));
    let mut ends: Vec<Key> = vec![];
    for key in named.filter(on_map) {
        if !ends.contains(key) {
            ends.push(key.clone());
        }
    }
    let others = ends.iter().filter(|key| !is_need(key)).count();
    if others > 1 {
        ends.retain(|key| !is_need(key));
    }
    ends
}

/// The contradictions as sentences, each with the records it is between.
pub(super) fn told(visit: &Visit, clashes: &[&Clash<'_>]) -> Markup {
    let rows: Vec<_> = clashes
        .iter()
        .take(TOLD)
        .map(|clash| {
            let mut row = home::row(visit, clash.finding);
            row.records = clash.ends.iter().map(|key| Link::new(format!("{key} on the map"), format!("/map?node={key}"))).collect();
            row
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            (section("contradictions", "Contradictions", html! {
                (finding_list("Contradictions, worst first", &rows))
                @if clashes.len() > TOLD { p { a href="/alignment" { (clashes.len() - TOLD) " more on Alignment" } } }
            }))
        }
    }
}
