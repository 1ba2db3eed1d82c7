//! Rejected rows as a file that can be mended and read again: the heading and the rows as they stood, with a column `problem`
//! in front. In front, because a row that was cut short must stay as it was, and could not if something stood behind it.

use super::Reject;

/// Writes rejects. Cells that a spreadsheet would take for a formula get a `'` in front and are thereby inert; reading the
/// file again takes it off, because the file says by its first column what it is.
#[derive(Debug, Default)]
pub struct Rejects {
    heading: Option<String>,
}

/// The name of the first column.
pub(crate) const PROBLEM: &str = "problem";

impl Rejects {
    /// The lines for a reject, the last one without its end: the heading, where it is the first one under it, and the row.
    pub fn lines(&mut self, reject: &Reject<'_>) -> String {
        let delimiter = if reject.delimiter == '\0' { ',' } else { reject.delimiter };
        let header = if reject.header.is_empty() { "entry" } else { reject.header };
        let is_new = self.heading.as_deref() != Some(header);
        let problem = format!("{}, line {}: {}", reject.file, reject.line, reject.problem);
        let row = format!("{}{delimiter}{}", quoted(&problem), row(reject, delimiter));
        if is_new {
            self.heading = Some(header.to_owned());
            format!("{PROBLEM}{delimiter}{header}\n{row}")
        } else {
            row
        }
    }
}

/// The row as it stood, where that is harmless and sound; else its cells one by one.
fn row(reject: &Reject<'_>, delimiter: char) -> String {
    if reject.header.is_empty() {
        return quoted(&inert(reject.row));
    }
    let is_sound = reject.row.matches('"').count().is_multiple_of(2) && !reject.row.contains('\r');
    if !is_sound {
        return quoted(&inert(reject.row));
    }
    let is_harmless = !cells(reject.row, delimiter).iter().any(|cell| is_formula(cell));
    if is_harmless {
        reject.row.to_owned()
    } else {
        cells(reject.row, delimiter).iter().map(|cell| quoted(&inert(cell))).collect::<Vec<_>>().join(&delimiter.to_string())
    }
}

fn cells(row: &str, delimiter: char) -> Vec<String> {
    let (mut cells, mut cell, mut in_quotes) = (vec![], String::new(), false);
    let mut rest = row.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if in_quotes && rest.peek() == Some(&'"') => {
                rest.next();
                cell.push('"');
            }
            '"' if in_quotes || cell.is_empty() => in_quotes = !in_quotes,
            c if c == delimiter && !in_quotes => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

/// Whether a spreadsheet would evaluate a cell (OWASP, CSV injection), or whether it was made inert before. A number with a
/// sign is none.
fn is_formula(cell: &str) -> bool {
    let bare = cell.trim_start_matches('\'');
    let is_number = bare.strip_prefix(['-', '+']).is_some_and(|number| number.parse::<f64>().is_ok());
    bare.starts_with(['=', '+', '-', '@', '\t', '\0']) && !is_number
}

fn inert(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// A cell of a file of rejects as it was.
pub(crate) fn as_it_was(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reject<'a>(row: &'a str, problem: &'a str) -> Reject<'a> {
        Reject { file: "f.csv", header: "NPI,Name", delimiter: ',', line: 3, row, problem }
    }

    #[test]
    fn a_row_stays_as_it_stood() {
        let mut rejects = Rejects::default();
        let first = rejects.lines(&reject("12, \"A, B\"", "`NPI` `12` is no NPI"));
        assert_eq!(first, "problem,NPI,Name\n\"f.csv, line 3: `NPI` `12` is no NPI\",12, \"A, B\"");
        assert_eq!(rejects.lines(&reject("cut", "short")), "\"f.csv, line 3: short\",cut");
    }

    #[test]
    fn formulas_are_inert_and_come_back_as_they_were() {
        for cell in ["=1+1", "@SUM(A1)", "+A1", "-A1", "'=1", "''=1", "\tx"] {
            assert_ne!(inert(cell), cell);
            assert_eq!(as_it_was(&inert(cell)), cell, "{cell}");
        }
        for cell in ["-5", "+3.1", "O'Neil", "'quoted", "a=b"] {
            assert_eq!((inert(cell).as_str(), as_it_was(cell)), (cell, cell));
        }
        let line = Rejects::default().lines(&reject("=cmd|' /C calc'!A0,x", "p"));
        assert!(line.ends_with("\"'=cmd|' /C calc'!A0\",\"x\""), "{line}");
    }
}
