//! E307: an identifier of a study, publication or label is not written as its scheme demands.

use serde_json::Value;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    identifier::{self, Reading, Scheme},
    record::{Evidence, Kind, Market, Record},
};

pub(super) const RULE: Rule = Rule {
    code: "E307",
    name: "identifier-invalid",
    severity: Severity::Minor,
    version: 1,
    summary: "an NCT, PMID, DOI, EudraCT, EU CT, ISRCTN or label set id is malformed",
    serves: "S1-46, S1-52",
    reads: &[Kind::Evidence, Kind::Market],
    page: include_str!("identifier-invalid.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for evidence in cx.subjects::<Evidence>(0) {
        let texts = &evidence.body.identifiers;
        for (place, text) in texts.iter().enumerate() {
            if let Reading::Malformed(scheme) = identifier::parse(text) {
                // All of them at once: without one of them, the next would stand in its place.
                let kept: Vec<&str> = texts.iter().map(String::as_str).filter(|text| !is_malformed(text)).collect();
                let label = format!("keep only the well-formed identifiers of {}", evidence.key());
                let without = Fix::set(label, evidence.record, "identifiers", kept);
                out.raise(malformed(evidence.record, &format!("identifiers.{place}"), text, scheme).fix(without));
            }
        }
    }
    for market in cx.all::<Market>() {
        for (place, label) in market.body.labels.iter().enumerate() {
            if let Reading::Malformed(scheme) = identifier::parse(&label.set_id) {
                let field = format!("labels.{place}.set_id");
                let without = Fix::set(format!("take it out of {}", market.key()), market.record, &field, Value::Null);
                out.raise(malformed(market.record, &field, &label.set_id, scheme).fix(without));
            }
        }
    }
}

fn is_malformed(text: &str) -> bool {
    matches!(identifier::parse(text), Reading::Malformed(_))
}

fn malformed(record: &Record, field: &str, text: &str, scheme: Scheme) -> Finding {
    let name = match scheme {
        Scheme::Pmid | Scheme::Doi => format!("a {scheme}"),
        Scheme::SetId => format!("a label {scheme}"),
        Scheme::Nct | Scheme::EudraCt | Scheme::EuCt | Scheme::Isrctn => format!("an {scheme} number"),
    };
    let message = format!("`{text}` is not {name}: {}", scheme.form());
    let finding = Finding::new(record, field, message)
        .help("copy the identifier from the registry, the article or the label again")
        .fact(record, field)
        .unless(format!("it were written as {}", scheme.form()));
    match identifier::repair(text) {
        Some(meant) => finding.fix(Fix::set(format!("write {meant}"), record, field, meant.to_string())),
        None => finding,
    }
}
