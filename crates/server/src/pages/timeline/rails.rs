//! The band of the guardrails: in each market, what is permitted in each window between its stages. After a what-if, a window
//! whose verdict the slip has turned says what it was.

use guardrails::{
    Verdict,
    check::{Desk, Window},
};
use jiff::civil::Date;
use strategy::{Graph, Key, record::Stage};

use super::drawing::Scope;
use crate::{
    charts::{Act, Rail, Rails},
    pages::{guardrail, visit::Visit},
    parts, words,
};

/// The band for the markets of the picture.
pub(super) fn of(visit: &Visit, graph: &Graph, scope: &Scope, from: Date, to: Date) -> Vec<Rails> {
    // The chain of one item is about its order; the band would only repeat what the whole picture says.
    if scope.only.is_some() {
        return vec![];
    }
    let desk = Desk::new(visit.view.gate(), graph, visit.view.day());
    let before = Desk::new(visit.view.gate(), visit.graph(), visit.view.day());
    let is_drawn = |key: &Key| scope.market.as_ref().is_none_or(|only| only == key);
    let rails = |market: &strategy::graph::Of<'_, strategy::record::Market>| {
        let then = visit.graph().get(market.key()).map(|market| before.windows(&market, from, to)).unwrap_or_default();
        let acts = desk.windows(market, from, to).into_iter().map(|row| {
            let was = then.iter().find(|known| known.words == row.words).map(|known| known.windows.as_slice()).unwrap_or_default();
            Act { label: row.short.to_owned(), words: row.words.to_owned(), windows: windows(&row.windows, was, market.key()) }
        });
        Rails { market: market.title().to_owned(), acts: acts.collect() }
    };
    let markets = graph.all::<strategy::record::Market>().filter(|market| visit.is_mine(market.record) && is_drawn(market.key()));
    markets.map(|market| rails(&market)).filter(|rails| !rails.acts.is_empty()).collect()
}

/// The windows, cut where the verdict was another before.
fn windows(now: &[Window], then: &[Window], market: &Key) -> Vec<Rail> {
    let verdict = |verdict: &Verdict| parts::Verdict::of(verdict.grade().as_str());
    let mut rails = vec![];
    for window in now {
        let because = format!("{}: {}", stage(window.stage), guardrail::because(&window.verdict));
        let href = guardrail::simulator(&window.ask);
        let rail = |from: Date, to: Date, was: Option<parts::Verdict>| Rail {
            from,
            to,
            verdict: verdict(&window.verdict),
            because: because.clone(),
            was,
            href: format!("{href}&market={market}"),
        };
        let pieces = then.iter().filter(|old| old.from <= window.to && old.to >= window.from);
        let pieces: Vec<Rail> = pieces
            .map(|old| {
                let was = Some(verdict(&old.verdict)).filter(|was| *was != verdict(&window.verdict));
                rail(old.from.max(window.from), old.to.min(window.to), was)
            })
            .collect();
        match pieces.iter().any(|piece| piece.was.is_some()) {
            true => rails.extend(pieces),
            false => rails.push(rail(window.from, window.to, None)),
        }
    }
    rails
}

fn stage(stage: Stage) -> String {
    words::stage(stage).to_lowercase()
}
