//! What programs read: the same findings as the pages and the command line show, as JSON.
//! The shape of a finding is stable; `lodestar check --json` writes it too.

use axum::http::{HeaderMap, header};
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
