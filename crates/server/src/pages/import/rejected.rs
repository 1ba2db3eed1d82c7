//! The rejected rows as a table that a spreadsheet opens: what was read, and what is wrong with it.
//! No cell can be taken for a formula.

use axum::{extract::Path, response::Response};
use import::{Action, Plan};
use strategy::{Draft, Finding, Kind, schema};

use super::{excerpt::place_words, files::download, plan};
use crate::pages::{error, visit::Visit};

/// `GET /import/{id}/rejected.csv`.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    let Some((_, upload)) = plan::find(&visit, &id) else { return plan::gone(&visit) };
    let drafts = upload.batch.drafts.clone();
    let plan = match visit.site.app.plan(&visit.seat, &upload.name(), upload.batch.clone()) {
        Ok(plan) => plan,
        Err(failure) => return error::failed(&visit, &failure),
    };
    // A byte order mark, by which spreadsheets know UTF-8.
    let text = format!("\u{feff}{}", table(&plan, &drafts));
    download("rejected.csv", "text/csv; charset=utf-8", text.into_bytes())
}

/// A column for each field that any rejected record has; the problem stands last.
fn table(plan: &Plan, drafts: &[Draft]) -> String {
    // INVARIANT: a plan has one item per draft, in the same order.
    let rejected: Vec<(&Draft, &[Finding])> = plan
        .items
        .iter()
        .zip(drafts)
        .filter_map(|(item, draft)| match &item.action {
            Action::Rejected { findings } => Some((draft, findings.as_slice())),
            _ => None,
        })
        .collect();
    let mut columns: Vec<String> = vec![];
    for (draft, _) in &rejected {
        for (name, _) in cells(draft) {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
    }
    let head = ["where", "kind", "_key"].map(str::to_owned).into_iter().chain(columns.iter().cloned()).chain(["problem".to_owned()]);
    let mut text = line(head);
    for (draft, findings) in rejected {
        let known = cells(draft);
        let of = |column: &String| known.iter().find(|(name, _)| name == column).map(|(_, text)| text.clone()).unwrap_or_default();
        let place = draft.origin.as_ref().map(|origin| match &origin.place {
            Some(place) => format!("{}, {}", origin.file, place.words()),
            None => origin.file.clone(),
        });
        let start = [place.unwrap_or_default(), draft.kind.name().to_owned(), draft.key.to_string()];
        text.push_str(&line(start.into_iter().chain(columns.iter().map(of)).chain([problem(findings)])));
    }
    // What could not even be read as a record has a row without one.
    for finding in &plan.findings {
        let start = [place_words(finding).unwrap_or_default(), String::new(), String::new()];
        let blanks = columns.iter().map(|_| String::new());
        text.push_str(&line(start.into_iter().chain(blanks).chain([problem(std::slice::from_ref(finding))])));
    }
    text
}

/// The fields of a draft as a workbook's columns would show them; fields that its kind does not have stand last.
fn cells(draft: &Draft) -> Vec<(String, String)> {
    let value = |path: &str| {
        let mut parts = path.split('.');
        let first = draft.fields.get(parts.next()?)?;
        parts.try_fold(first, |value, part| value.get(part))
    };
    let columns = schema::columns(draft.kind);
    let known = columns.iter().filter_map(|field| Some((field.name.clone(), field.shape.write(value(&field.name)?))));
    let unknown = draft.fields.iter().filter(|(name, _)| !is_field(draft.kind, name));
    known.chain(unknown.map(|(name, value)| (name.clone(), strategy::finding::value_words(value)))).collect()
}

fn is_field(kind: Kind, name: &str) -> bool {
    schema::field_names(kind).iter().any(|known| known == name)
}

fn problem(findings: &[Finding]) -> String {
    let said = findings.iter().map(|finding| match finding.help.as_str() {
        "" => format!("{} {}", finding.code, finding.message),
        help => format!("{} {} ({help})", finding.code, finding.message),
    });
    said.collect::<Vec<_>>().join("; ")
}

fn line(cells: impl IntoIterator<Item = String>) -> String {
    let quoted: Vec<String> = cells.into_iter().map(|text| format!("\"{}\"", harmless(&text).replace('"', "\"\""))).collect();
    format!("{}\r\n", quoted.join(","))
}

/// A cell that no spreadsheet takes for a formula, by the sign at its start, or by one behind blanks.
fn harmless(text: &str) -> String {
    let starts = |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if starts(text) || starts(text.trim_start()) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_starts_a_formula() {
        for sent in ["=1+1", "+1", "-1", "@x", "\tx", "\r=1", "  =HYPERLINK(\"http://x\")", "＝1"] {
            assert!(harmless(sent).starts_with('\''), "{sent:?}");
        }
        assert_eq!(harmless("a = b"), "a = b");
        assert_eq!(line(["a\"b".to_owned(), "c,d".to_owned()]), "\"a\"\"b\",\"c,d\"\r\n");
    }
}
