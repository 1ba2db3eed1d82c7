//! A107: nobody can tell which need matters most.

use std::collections::BTreeMap;

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, phrase::list},
    finding::{Finding, Severity},
    graph::{Node, Of},
    record::{Kind, Need},
};

pub(super) const RULE: Rule = Rule {
    code: "A107",
    name: "priority-unclear",
    severity: Severity::Minor,
    version: 1,
    summary: "two needs share a rank, or none is ranked",
    serves: "S0-24",
    reads: &[Kind::Need],
    page: include_str!("priority-unclear.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    let mut by_asset: BTreeMap<Option<Node>, Vec<Of<'_, Need>>> = BTreeMap::new();
    for need in cx.all::<Need>() {
        by_asset.entry(cx.graph.asset_node(need.node)).or_default().push(need);
    }
    for needs in by_asset.values().filter(|needs| needs.len() > 1) {
        let mut by_rank: BTreeMap<u32, Vec<Of<'_, Need>>> = BTreeMap::new();
        needs.iter().for_each(|need| need.rank.into_iter().for_each(|rank| by_rank.entry(rank).or_default().push(*need)));
        let last = by_rank.keys().last().copied();
        match last {
            None => out.raise(unranked(needs)),
            Some(last) => {
                for (rank, sharing) in by_rank.iter().filter(|(_, sharing)| sharing.len() > 1) {
                    out.raise(shared(*rank, sharing, last));
                }
            }
        }
    }
}

fn unranked(needs: &[Of<'_, Need>]) -> Finding {
    let changes = (1..).zip(needs).map(|(rank, need)| set_rank(need, rank)).collect();
    finding(needs, format!("none of the needs {} has a rank", keys(needs)))
        .help("agree which need matters most, and rank the needs from 1")
        .unless("at least one of them had a rank")
        .fix(Fix::of("rank the needs in the order of their keys", changes))
}

fn shared(rank: u32, needs: &[Of<'_, Need>], last: u32) -> Finding {
    let message = format!("needs {} share the rank {rank}", keys(needs));
    let mut finding = finding(needs, message)
        .help("agree which of them matters more, and give the others another rank")
        .unless("each need had a rank of its own");
    // Each need may be the one that keeps the rank; the others then follow behind all that are ranked.
    for keeps in needs {
        let others: Vec<&Of<'_, Need>> = needs.iter().filter(|need| need.node != keeps.node).collect();
        let changes = (last.saturating_add(1)..).zip(&others).map(|(rank, need)| set_rank(need, rank)).collect();
        finding = finding.fix(Fix::of(format!("let {} keep rank {rank}, and the rest follow last", keeps.key()), changes));
    }
    finding
}

/// About the last of the needs, with the rank of each as a fact.
fn finding(needs: &[Of<'_, Need>], message: String) -> Finding {
    let about = needs.last().expect("two needs or more").record;
    needs.iter().fold(Finding::new(about, "rank", message), |finding, need| finding.fact(need.record, "rank"))
}

fn set_rank(need: &Of<'_, Need>, rank: u32) -> Change {
    Change::Set { key: need.key().clone(), field: "rank".into(), value: rank.into() }
}

fn keys(needs: &[Of<'_, Need>]) -> String {
    list(&needs.iter().map(|need| format!("`{}`", need.key())).collect::<Vec<_>>())
}
