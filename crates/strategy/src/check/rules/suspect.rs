//! R901: something upstream changed since a record was last confirmed against it.

use std::collections::BTreeMap;

use crate::{
    check::{
        Context, Findings, Rule,
        moved::{self, Moved},
    },
    finding::{Finding, Severity},
    graph::{Link, Node},
    impact::carries,
    record::{Kind, Record},
};

pub(super) const RULE: Rule = Rule {
    code: "R901",
    name: "suspect",
    severity: Severity::Minor,
    version: 1,
    summary: "something upstream changed since this record was last confirmed",
    serves: "S3-13, S0-42, S4-38",
    reads: &[],
    page: include_str!("suspect.md"),
    check,
};

/// The links of one record to one target that have not been confirmed since the target changed.
struct Unconfirmed<'g> {
    fields: Vec<&'static str>,
    revision: u32,
    target: &'g Record,
}

fn check(cx: &Context<'_>, out: &mut Findings) {
    for (node, record) in cx
        .subject_nodes(Kind::ALL, 1, true)
        .into_iter()
        .filter(|node| cx.graph.is_live(*node))
        .filter_map(|node| Some((node, cx.graph.at(node)?)))
    {
        let mut by_target: BTreeMap<Node, Unconfirmed<'_>> = BTreeMap::new();
        for link in cx.graph.links(node) {
            let Some((revision, target)) = outdated(cx, node, link) else { continue };
            let one = by_target.entry(link.other).or_insert(Unconfirmed { fields: vec![], revision, target });
            one.revision = one.revision.min(revision);
            if !one.fields.contains(&link.field) {
                one.fields.push(link.field);
            }
        }
        for one in by_target.values() {
            let moved = moved::since(cx.graph, one.target, one.revision);
            if !moved.is_nothing() {
                out.raise(suspect(record, one, &moved));
            }
        }
    }
}

/// The confirmed revision and the target of a link whose target has moved on.
fn outdated<'g>(cx: &Context<'g>, from: Node, link: &Link) -> Option<(u32, &'g Record)> {
    let target = cx.graph.at(link.other)?;
    let revision = link.revision.filter(|revision| *revision < target.revision)?;
    carries(cx.graph, from, link).then_some((revision, target))
}

fn suspect(record: &Record, one: &Unconfirmed<'_>, moved: &Moved) -> Finding {
    let Unconfirmed { fields, revision, target } = one;
    let field = fields.first().copied().unwrap_or_default();
    let (kind, of) = (record.kind().label(), target.kind().label());
    let changed = moved.words(target);
    let message = format!("{kind} `{}` was confirmed at revision {revision} of {of} `{}`, and {changed}", record.key, target.key);
    let mut finding = Finding::new(record, field, message)
        .help(format!("look whether {} still holds against {} as it is now; then confirm it, or change it", record.key, target.key))
        .unless(format!("the link were confirmed at revision {} of {}", target.revision, target.key))
        .step(target, "")
        .step(record, field)
        .fix(moved::confirm(record, fields, target));
    finding = fields.iter().fold(finding, |finding, field| finding.fact(record, field));
    match moved {
        Moved::Fields(changes) => changes.iter().fold(finding, |finding, change| finding.fact(target, &change.field)),
        Moved::Unknown => finding.fact_said(target, "revision", target.revision.to_string()),
    }
}
