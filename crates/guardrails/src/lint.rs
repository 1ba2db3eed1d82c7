//! What is worth a look in a policy that loads: sources nobody has checked, rules that never match, rules past their day,
//! ways that are closed. A finding refuses nothing.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use strategy::words_enum;

use crate::{
    Gate, Jurisdiction, Policy, RuleInfo,
    cond::Cond,
    load::Rule,
    matching::{Matches, matches},
    rule::{RuleEffect, Standing},
};

words_enum! {
    /// How much a finding matters.
    pub enum LintLevel {
        /// The policy is refused.
        Refused = "refused",
        /// Something should be mended.
        Warning = "warning",
        /// Something should be known.
        Note = "note",
    }
}

/// One thing worth a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LintFinding {
    /// How much it matters.
    pub level: LintLevel,
    /// The kind: `refused`, `mark`, `unreachable`, `identical`, `review-passed`, `source-expired`, `route-closed`,
    /// `reason-long`, `pack-unsigned`, `pack-review-passed`.
    pub kind: &'static str,
    /// The rule, or the pack.
    pub subject: String,
    /// The file.
    pub file: String,
    /// The line, from 1; 0 where it has none.
    pub line: usize,
    /// What was found.
    pub text: String,
    /// What to do.
    pub help: String,
}

/// Everything worth a look in a policy on a day, in the order of files and lines. A policy that does not load gives its refusals.
pub fn lint(policy: &Policy, day: Date) -> Vec<LintFinding> {
    match Gate::new(policy.clone()) {
        Ok(gate) => lint_gate(&gate, day),
        Err(refusals) => refusals
            .into_iter()
            .map(|refusal| LintFinding {
                level: LintLevel::Refused,
                kind: "refused",
                subject: String::new(),
                file: refusal.file,
                line: refusal.line,
                text: format!("{}: {}", refusal.what, refusal.why),
                help: refusal.how,
            })
            .collect(),
    }
}

/// The same of a policy that has loaded.
pub fn lint_gate(gate: &Gate, day: Date) -> Vec<LintFinding> {
    let mut findings = packs(gate, day);
    for rule in gate.loaded() {
        findings.extend(about_itself(&rule.info, day));
        findings.extend(reach(gate, rule, day));
    }
    findings.extend(identical(gate.loaded()));
    findings.sort_by(|a, b| (&a.file, a.line, a.kind).cmp(&(&b.file, b.line, b.kind)));
    findings
}

fn finding(info: &RuleInfo, level: LintLevel, kind: &'static str, text: String, help: &str) -> LintFinding {
    let (subject, file) = (info.id.to_string(), info.file.clone());
    LintFinding { level, kind, subject, file, line: info.line, text, help: help.into() }
}

fn packs(gate: &Gate, day: Date) -> Vec<LintFinding> {
    let about = |pack: &crate::PackInfo, level, kind, text: String, help: &str| LintFinding {
        level,
        kind,
        subject: pack.name.clone(),
        file: pack.file.clone(),
        line: 0,
        text,
        help: help.into(),
    };
    let mut findings = Vec::new();
    for pack in gate.packs() {
        if pack.reviewed.is_none() {
            let text = format!("pack `{}` {} is not signed by Compliance", pack.name, pack.version);
            findings.push(about(pack, LintLevel::Warning, "pack-unsigned", text, "have Compliance read and sign it"));
        }
        if pack.review_day().is_none_or(|by| by < day) {
            let text = format!("pack `{}` was to be reviewed by {}", pack.name, pack.review_by);
            findings.push(about(pack, LintLevel::Warning, "pack-review-passed", text, "review it against its sources"));
        }
    }
    findings
}

/// What shows from the annotations alone.
fn about_itself(info: &RuleInfo, day: Date) -> Vec<LintFinding> {
    let mut findings = Vec::new();
    if info.is_unchecked() {
        let note = if info.mark_note.is_empty() { String::new() } else { format!(" ({})", info.mark_note) };
        let text = format!("`{}` is marked {}{note}: its source was not read in full in the original", info.id, info.mark());
        findings.push(finding(info, LintLevel::Note, "mark", text, "check it against the source before relying on it"));
    }
    if info.review < day {
        let text = format!("`{}` was to be reviewed by {}", info.id, info.review);
        findings.push(finding(info, LintLevel::Warning, "review-passed", text, "review it against its source and set the next day"));
    }
    if let Some(until) = info.until.filter(|until| *until < day) {
        let text = format!("`{}` has not been in force since {until}", info.id);
        findings.push(finding(info, LintLevel::Warning, "source-expired", text, "take it out, or write what replaces it"));
    }
    if sentences(&info.reason) > 2 {
        let text = format!("`{}` gives its reason in more than two sentences", info.id);
        findings.push(finding(info, LintLevel::Note, "reason-long", text, "say it in one or two"));
    }
    findings
}

fn sentences(text: &str) -> usize {
    text.split(". ").filter(|part| !part.trim().is_empty()).count()
}

/// How many questions are tried before a way is called closed.
const TRIED: usize = 400;

/// Whether the rule can match at all, and whether the way it names is ever open.
fn reach(gate: &Gate, rule: &Rule, day: Date) -> Option<LintFinding> {
    if rule.info.standing != Standing::On {
        return None;
    }
    let places = Jurisdiction::KNOWN.into_iter().filter(|place| rule.places.is_empty() || rule.places.iter().any(|p| p == place.word()));
    let mut asks = Vec::new();
    for place in places {
        match matches(&rule.cond, &place, day, TRIED) {
            Matches::Unknown => return None,
            Matches::Asks(found) => asks.extend(found),
        }
    }
    if asks.is_empty() {
        let text = format!("`{}` can match no question", rule.info.id);
        return Some(finding(&rule.info, LintLevel::Warning, "unreachable", text, "its conditions exclude each other: mend or remove it"));
    }
    let route = rule.info.route.filter(|_| rule.info.effect == RuleEffect::Forbid)?;
    let closed = !asks.iter().any(|ask| gate.is_open(ask, route));
    let text = format!("the way that `{}` names is open for none of the questions it forbids", rule.info.id);
    closed.then(|| finding(&rule.info, LintLevel::Warning, "route-closed", text, "name a way that is allowed, or none"))
}

/// What makes two policies do the same.
type Same<'r> = (RuleEffect, &'r Cond, &'r [String], Option<Date>, Option<Date>, &'r [String]);

fn identical(rules: &[Rule]) -> Vec<LintFinding> {
    let mut first: BTreeMap<Same, &Rule> = BTreeMap::new();
    let mut findings = Vec::new();
    for rule in rules {
        let info = &rule.info;
        let same = (info.effect, &rule.cond, &rule.places[..], info.from, info.until, &info.obligations[..]);
        match first.get(&same) {
            Some(earlier) => {
                let text = format!("`{}` does the same as `{}` at {}:{}", info.id, earlier.info.id, earlier.info.file, earlier.info.line);
                findings.push(finding(info, LintLevel::Warning, "identical", text, "keep one of the two"));
            }
            None => drop(first.insert(same, rule)),
        }
    }
    findings
}
