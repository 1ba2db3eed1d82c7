//! R908: a waiver covers no finding. It is judged after all other rules have run, and after waivers were applied.

use jiff::civil::Date;

use crate::{
    change::Fix,
    check::{Findings, Rule, standing, told::Told},
    finding::{Finding, Severity},
    graph::{Graph, Of},
    record::{Kind, Waiver},
};

pub(super) const RULE: Rule = Rule {
    code: "R908",
    name: "waiver-unmatched",
    severity: Severity::Note,
    version: 1,
    summary: "a waiver covers no finding",
    serves: "S3-22, S1-50",
    reads: &[Kind::Waiver],
    page: include_str!("waiver-unmatched.md"),
    // The findings of the other rules are not there yet when rules run; see `unmatched_waivers`.
    check: |_, _| {},
};

/// A finding for each waiver in force that covers none of what all the rules found.
pub(in crate::check) fn unmatched_waivers(graph: &Graph, day: Date, told: &Told) -> Vec<Finding> {
    let mut out = Findings::of(&RULE);
    for waiver in graph.all::<Waiver>().filter(|waiver| !standing::is_over(waiver, day) && !is_judged_elsewhere(&waiver.code)) {
        if told.of_code(&waiver.code).any(|finding| standing::covers(&waiver, finding)) {
            continue;
        }
        let without_facts = Waiver { facts: String::new(), ..waiver.body.clone() };
        let of_today = Of { body: &without_facts, ..waiver };
        let changed: Vec<&Finding> = told.of_code(&waiver.code).filter(|finding| standing::covers(&of_today, finding)).collect();
        out.raise(unmatched(&waiver, &changed));
    }
    out.found
}

/// Findings on input and of the guardrails' gate are not among those of the rules here.
fn is_judged_elsewhere(code: &str) -> bool {
    super::find(code).is_none() && code.starts_with(['I', 'i', 'G', 'g'])
}

/// `changed` are the findings that the waiver would cover if their facts were still those that were signed.
fn unmatched(waiver: &Of<'_, Waiver>, changed: &[&Finding]) -> Finding {
    let on = waiver.on.as_ref().map(|on| format!(" on `{}`", on.key)).unwrap_or_default();
    let (key, code) = (waiver.key(), &waiver.code);
    let (message, help) = if !changed.is_empty() {
        (
            format!("waiver `{key}` no longer covers {code}{on}: the facts changed since it was signed"),
            "look at the finding again, and sign a new waiver if it is still to be borne",
        )
    } else if super::find(code).is_none_or(|rule| !rule.code.eq_ignore_ascii_case(code)) {
        (format!("waiver `{key}` names `{code}`, which is no rule's code"), "give it the code that the finding shows, such as `F201`")
    } else {
        (format!("waiver `{key}` covers no finding: there is no {code}{on}"), "withdraw it; what it bore is no longer there")
    };
    let finding = Finding::new(waiver.record, "", message)
        .help(help)
        .fact(waiver.record, "code")
        .fact(waiver.record, "on")
        .fact(waiver.record, "facts")
        .unless("it covered a finding of today, with the facts that were signed")
        .fix(Fix::withdraw(waiver.record));
    match changed {
        [only] => {
            let label = format!("let {key} stand for the facts of today");
            finding.fix(Fix::set(label, waiver.record, "facts", only.fingerprint.clone()))
        }
        _ => finding,
    }
}
