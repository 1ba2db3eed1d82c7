//! A103: what was signed has changed since.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        moved::{self, Moved},
        parties::Party,
        phrase::list,
        signatures::{self, Signed},
    },
    finding::{Finding, Severity},
    graph::{Node, Of},
    record::{Agreement, Record, State, Subject},
};

pub(super) const RULE: Rule = Rule {
    code: "A103",
    name: "agreement-outdated",
    severity: Severity::Major,
    version: 1,
    summary: "the need, its expected evolution or the sequence changed after it was signed",
    serves: "S0-39, S0-41, S0-42",
    // A sequence may hold any kind.
    reads: &[],
    page: include_str!("agreement-outdated.md"),
    check,
};

/// One signed record that has moved on.
struct Outdated<'g> {
    record: &'g Record,
    signed: u32,
    moved: Moved,
}

fn check(cx: &Context<'_>, out: &mut Findings) {
    // Whether a signature is the latest of its party is seen from the other agreements on the record: two links away.
    let agreements: BTreeMap<Node, Of<'_, Agreement>> = cx.local_subjects::<Agreement>(2).map(|of| (of.node, of)).collect();
    let signed: BTreeSet<Node> = agreements.values().flat_map(|of| &of.body.on).filter_map(|link| cx.graph.node(&link.key)).collect();
    let mut by_agreement: BTreeMap<Node, (Of<'_, Agreement>, Vec<Outdated<'_>>)> = BTreeMap::new();
    for subject in [Subject::Need, Subject::Sequence] {
        for node in &signed {
            let signatures = signatures::on(cx, subject, *node);
            let Some(record) = cx.graph.at(*node).filter(|record| record.header.state != State::Withdrawn) else { continue };
            // An agreement that does not say its subject is heard twice.
            let unsaid = subject == Subject::Sequence;
            let is_asked = |s: &&Signed<'_>| agreements.contains_key(&s.agreement.node) && !(unsaid && s.agreement.subject.is_none());
            for latest in latest_of_each_party(&signatures).into_values().filter(is_asked) {
                let Some(signed) = latest.revision.filter(|revision| *revision < record.revision) else { continue };
                let moved = moved::since(cx.graph, record, signed);
                let (_, outdated) = by_agreement.entry(latest.agreement.node).or_insert((latest.agreement, vec![]));
                let known = outdated.iter().any(|one| one.record.key == record.key);
                if !known && !moved.is_nothing() {
                    outdated.push(Outdated { record, signed, moved });
                }
            }
        }
    }
    for (agreement, outdated) in by_agreement.into_values().filter(|(_, outdated)| !outdated.is_empty()) {
        out.raise(changed_since(&agreement, &outdated));
    }
}

/// Of each party the signature under the newest revision; one without a revision is never outdated.
fn latest_of_each_party<'s, 'g>(signatures: &'s [Signed<'g>]) -> BTreeMap<Party, &'s Signed<'g>> {
    let mut latest: BTreeMap<Party, &Signed<'_>> = BTreeMap::new();
    for signature in signatures {
        let age = |s: &Signed<'_>| s.revision.unwrap_or(u32::MAX);
        let newest = latest.entry(signature.party).or_insert(signature);
        if age(signature) > age(newest) {
            *newest = signature;
        }
    }
    latest
}

fn changed_since(agreement: &Of<'_, Agreement>, outdated: &[Outdated<'_>]) -> Finding {
    let mut sorted: Vec<&Outdated<'_>> = outdated.iter().collect();
    sorted.sort_by_key(|one| &one.record.key);
    let keys: Vec<String> = sorted.iter().map(|one| one.record.key.to_string()).collect();
    let said = sorted.iter().map(|one| {
        let kind = one.record.kind().label();
        format!("{kind} `{}` was signed at revision {} and {}", one.record.key, one.signed, one.moved.words(one.record))
    });
    let said: Vec<String> = said.collect();
    let mut finding = Finding::new(agreement.record, "on", format!("agreement `{}` is outdated: {}", agreement.title(), said.join("; ")))
        .help(format!("show the parties what changed in {} and have them sign it as it is now", list(&keys)))
        .fact(agreement.record, "on")
        .unless(format!("an agreement held the present revision of {}", list(&keys)))
        .fix(Fix::of(format!("have {} signed again", list(&keys)), vec![]));
    for one in &sorted {
        finding = match &one.moved {
            Moved::Fields(changes) if !changes.is_empty() => {
                changes.iter().fold(finding, |finding, change| finding.fact(one.record, &change.field))
            }
            _ => finding.fact_said(one.record, "revision", one.record.revision.to_string()),
        };
    }
    if let (None, Some(owner)) = (&agreement.record.header.owner, sorted.iter().find_map(|one| one.record.header.owner.clone())) {
        finding = finding.owner(owner);
    }
    sorted.first().map(|one| one.record).into_iter().fold(finding, |finding, first| finding.step(first, "").step(agreement.record, "on"))
}
