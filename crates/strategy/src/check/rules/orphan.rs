//! A106: something that is said or done serves no need.

use std::collections::{BTreeSet, HashMap};

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, reach::UPWARD},
    finding::{Finding, Severity},
    graph::{Node, Of},
    record::{ActivityKind, Body, EvidenceStatus, Kind, Need, Record, State},
};

pub(super) const RULE: Rule = Rule {
    code: "A106",
    name: "orphan",
    severity: Severity::Major,
    version: 1,
    summary: "a goal, claim, message, content item, activity, evidence plan or initiative reaches no need",
    serves: "S0-19, S0-38, S1-51",
    reads: &[],
    page: include_str!("orphan.md"),
    check,
};

/// The kinds that must serve a need, what is said before what carries it.
const KINDS: [Kind; 7] = [Kind::Goal, Kind::Claim, Kind::Message, Kind::Content, Kind::Activity, Kind::Evidence, Kind::Initiative];

/// How many needs are offered as fixes.
const OFFERED: usize = 3;

fn check(cx: &Context<'_>, out: &mut Findings) {
    let mut needs: HashMap<Option<Node>, Vec<Of<'_, Need>>> = HashMap::new();
    for need in cx.all::<Need>() {
        needs.entry(cx.graph.asset_node(need.node)).or_default().push(need);
    }
    needs.values_mut().for_each(|needs| needs.sort_by_key(|need| (need.rank.unwrap_or(u32::MAX), need.key())));
    let planned: BTreeSet<Option<Node>> = needs.keys().copied().collect();
    cx.given(&planned);
    let is_orphan = |node: Node, record: &Record| !serves(cx, node) && must_serve(record);
    for node in cx.subject_nodes(&KINDS, 1, false).into_iter().filter(|node| !serves(cx, *node)) {
        let Some(record) = cx.graph.at(node).filter(|record| is_orphan(node, record)) else { continue };
        // Where an asset has no need at all, that is the cause (A101).
        let Some(needs) = needs.get(&cx.graph.asset_node(node)) else { continue };
        // What it carries is the cause where that is an orphan itself.
        let is_cause = |other: Node| {
            let carried = cx.graph.at(other).filter(|carried| KINDS.contains(&carried.kind()) && carried.kind() != record.kind());
            carried.is_some_and(|carried| is_orphan(other, carried))
        };
        let by_another = cx.graph.links(node).iter().any(|link| UPWARD.contains(&link.field) && is_cause(link.other));
        if !by_another {
            out.raise(orphan(record, needs));
        }
    }
}

/// Training inside the company serves its people, and evidence that exists is there whether it serves or not.
fn must_serve(record: &Record) -> bool {
    record.header.state != State::Withdrawn
        && match &record.body {
            Body::Activity(activity) => activity.kind != Some(ActivityKind::Training),
            Body::Evidence(evidence) => matches!(evidence.status, Some(EvidenceStatus::Planned | EvidenceStatus::Running)),
            _ => true,
        }
}

fn serves(cx: &Context<'_>, node: Node) -> bool {
    cx.needs_of(node).iter().any(|need| cx.graph.is_live(*need))
}

fn orphan(record: &Record, needs: &[Of<'_, Need>]) -> Finding {
    let what = match record.kind() {
        Kind::Evidence => "evidence plan".into(),
        Kind::Content => "content item".into(),
        kind => kind.label(),
    };
    let help = "say which need it serves, or ask whether it belongs in this strategy";
    let mut finding = Finding::new(record, "serves", format!("{what} `{}` reaches no need", record.title()))
        .help(help)
        .fact(record, "serves")
        .unless("it served a need, itself or through what it carries")
        .fix(Fix::withdraw(record));
    for need in needs.iter().take(OFFERED) {
        finding = finding.fix(Fix::link(format!("let {} serve need {}", record.key, need.key()), record, "serves", need.key()));
    }
    finding
}
