//! C811: several initiatives of the same kind measure themselves by different metrics.

use std::collections::BTreeMap;

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    graph::{Node, Of},
    record::{Initiative, Kind, Kpi},
    text,
};

pub(super) const RULE: Rule = Rule {
    code: "C811",
    name: "pilots-disconnected",
    severity: Severity::Minor,
    version: 1,
    summary: "several initiatives of the same kind measure themselves by different metrics",
    serves: "S3-7, S3-8, S3-14, S4-7",
    reads: &[Kind::Initiative, Kind::Kpi],
    page: include_str!("pilots-disconnected.md"),
    check,
};

/// How many metrics are offered for all.
const OFFERED: usize = 3;

/// An asset and the words of a kind of initiative.
type Sort = (Option<Node>, Vec<String>);

fn check(cx: &Context<'_>, out: &mut Findings) {
    let mut groups: BTreeMap<Sort, Vec<Of<'_, Initiative>>> = BTreeMap::new();
    for initiative in cx.all::<Initiative>().filter(|initiative| initiative.ends.is_none_or(|ends| ends >= cx.day)) {
        let kind = text::words(&initiative.kind);
        if !kind.is_empty() {
            groups.entry((cx.graph.asset_node(initiative.node), kind)).or_default().push(initiative);
        }
    }
    for group in groups.values().filter(|group| group.len() > 1) {
        let metric = |initiative: &Of<'_, Initiative>| initiative.metric.as_ref().and_then(|metric| cx.follow::<Kpi>(metric));
        let metrics: Vec<Option<Of<'_, Kpi>>> = group.iter().map(metric).collect();
        let ranked = ranked(&metrics);
        let unmeasured = metrics.iter().filter(|metric| metric.is_none()).count();
        // Where none has a metric nobody has chosen yet; that is not a difference.
        if ranked.len() > 1 || (ranked.len() == 1 && unmeasured > 0) {
            out.raise(disconnected(group, &metrics, &ranked, unmeasured));
        }
    }
}

/// The metrics, most used first.
fn ranked<'g>(metrics: &[Option<Of<'g, Kpi>>]) -> Vec<Of<'g, Kpi>> {
    let mut used: BTreeMap<&str, (usize, Of<'g, Kpi>)> = BTreeMap::new();
    for metric in metrics.iter().flatten() {
        used.entry(metric.key().as_str()).or_insert((0, *metric)).0 += 1;
    }
    let mut all: Vec<_> = used.into_values().collect();
    all.sort_by_key(|(times, metric)| (std::cmp::Reverse(*times), metric.key()));
    all.into_iter().map(|(_, metric)| metric).collect()
}

fn disconnected(group: &[Of<'_, Initiative>], metrics: &[Option<Of<'_, Kpi>>], ranked: &[Of<'_, Kpi>], unmeasured: usize) -> Finding {
    let first = &group[0];
    let names: Vec<String> = ranked.iter().map(|metric| format!("`{}`", metric.title())).collect();
    let by = match ranked.len() {
        1 => format!("by {}", names[0]),
        several => format!("by {several} metrics ({})", names.join(", ")),
    };
    let none = match unmeasured {
        0 => String::new(),
        some => format!(", and {some} by none"),
    };
    let message = format!("{} initiatives of kind `{}` measure themselves {by}{none}", group.len(), first.kind.trim());
    let mut finding = Finding::new(first.record, "metric", message)
        .help("agree on one metric, so that the initiatives can be compared and the best one kept")
        .unless("all of them were measured by the same KPI");
    for initiative in group {
        finding = finding.fact(initiative.record, "metric");
    }
    for metric in ranked.iter().take(OFFERED) {
        let others = group.iter().zip(metrics).filter(|(_, own)| own.is_none_or(|own| own.node != metric.node));
        let set = |initiative: &Of<'_, Initiative>| Change::Set {
            key: initiative.key().clone(),
            field: "metric".into(),
            value: metric.key().to_string().into(),
        };
        let changes = others.map(|(initiative, _)| set(initiative)).collect();
        finding = finding.fix(Fix::of(format!("measure them all by {} `{}`", metric.key(), metric.title()), changes));
    }
    finding
}
