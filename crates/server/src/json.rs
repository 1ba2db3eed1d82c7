//! What programs read: the same findings as the pages and the command line show, as JSON.
//! The shape of a finding is stable; `lodestar check --json` writes it too.

use axum::http::{HeaderMap, header};
use guardrails::{Gate, RuleInfo, Verdict};
use serde_json::{Value, json};
use strategy::{Finding, Place};

/// One finding: `{id, code, name, severity, record, field, message, help, path, source}`.
pub fn finding(finding: &Finding) -> Value {
    let source = finding.source.as_ref().map(|(file, place)| match place {
        Some(Place::Text { line, column, .. }) => json!({ "file": file, "line": line, "column": column }),
        Some(Place::Cell { sheet, cell }) => json!({ "file": file, "sheet": sheet, "cell": cell }),
        None => json!({ "file": file }),
    });
    let path: Vec<_> = finding.path.iter().map(|step| step.record.to_string()).collect();
    json!({
        "id": finding.id,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.as_str(),
        "record": finding.record,
        "field": finding.field,
        "message": finding.message,
        "help": finding.help,
        "path": path,
        "source": source,
    })
}

/// An answer of the gate: `{verdict, rules, obligations, route, becomes, default, unreviewed, epoch}`, and with `why` what
/// each rule that decided says of itself. `lodestar guardrail test --json` writes it too.
pub fn verdict(gate: &Gate, verdict: &Verdict, why: bool) -> Value {
    let mut told = json!(verdict);
    if why {
        let infos = verdict.rules.iter().filter_map(|id| gate.speaking(id.as_str(), verdict.outcome));
        let told_of = |info: &RuleInfo| {
            json!({
                "rule": info.id, "statement": info.statement, "reason": info.reason, "source": info.source, "norms": info.norms,
                "mark": info.mark(), "unchecked": info.is_unchecked(), "review": info.review,
            })
        };
        told["why"] = infos.map(told_of).collect();
    }
    told
}

/// Findings as JSON lines, one each.
pub fn lines<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> String {
    findings.into_iter().map(|one| format!("{}\n", finding(one))).collect()
}

/// Whether a request asks for JSON and not for a page.
pub fn is_wanted(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let place = |kind: &str| accepted.find(kind).unwrap_or(usize::MAX);
    place("application/json") < place("text/html")
}
