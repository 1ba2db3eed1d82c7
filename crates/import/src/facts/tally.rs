//! Findings about millions of rows: counted by what they say, with the first places named.

use std::collections::BTreeMap;

use strategy::{
    Finding, Place,
    input::{self, FactFault},
};

/// How many places of each kind are kept.
const PLACES: usize = 5;
/// How many kinds are kept apart; a file with more has a worse problem than any of them.
const KINDS_MAX: usize = 200;

/// What was wrong in a file so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    kinds: BTreeMap<(FactFault, String, String), Seen>,
    beyond: u64,
}

#[derive(Clone, Debug)]
struct Seen {
    count: u64,
    lines: Vec<u64>,
    example: String,
    help: String,
}

impl Tally {
    /// Counts one fault. `column` is empty where it is of the whole row; `example` is what stood there.
    pub(crate) fn count(&mut self, fault: FactFault, column: &str, says: &str, line: u64, example: &str, help: &dyn Fn() -> String) {
        // The names are only copied at first sight.
        let known = self.kinds.iter_mut().find(|((f, c, s), _)| *f == fault && c == column && s == says);
        if let Some((_, seen)) = known {
            seen.count += 1;
            if seen.lines.len() < PLACES && seen.lines.last() != Some(&line) {
                seen.lines.push(line);
            }
        } else if self.kinds.len() < KINDS_MAX {
            let seen = Seen { count: 1, lines: vec![line], example: clipped(example), help: help() };
            self.kinds.insert((fault, column.to_owned(), says.to_owned()), seen);
        } else {
            self.beyond += 1;
        }
    }

    /// The findings, one for each kind, worst first.
    pub(crate) fn findings(&self, file: &str) -> Vec<Finding> {
        let mut findings: Vec<Finding> =
            self.kinds.iter().map(|((fault, column, says), seen)| finding(file, *fault, column, says, seen)).collect();
        if self.beyond > 0 {
            let says = format!("{} more faults of other kinds are only counted", self.beyond);
            findings.push(input::fact(FactFault::Unknown, file, None, says, "look whether this is the file that was meant"));
        }
        findings.sort_by(|a, b| (a.severity, &a.code).cmp(&(b.severity, &b.code)));
        findings
    }
}

fn finding(file: &str, fault: FactFault, column: &str, says: &str, seen: &Seen) -> Finding {
    let first = seen.lines.first().copied().unwrap_or_default();
    let others: Vec<String> = seen.lines.iter().skip(1).map(u64::to_string).collect();
    let example = if seen.example.is_empty() { String::new() } else { format!(", such as `{}`", seen.example) };
    let what = if column.is_empty() { says.to_owned() } else { format!("`{column}`{example} {says}") };
    let where_else = match (seen.count, others.is_empty()) {
        (1, _) => String::new(),
        (count, true) => format!(" ({count} times)"),
        (count, false) => {
            format!(" ({count} times: lines {first}, {}{})", others.join(", "), if count > PLACES as u64 { ", …" } else { "" })
        }
    };
    let line = usize::try_from(first).unwrap_or(usize::MAX);
    let place = (first > 0).then_some(Place::Text { line, column: 1, start: 0, end: 0 });
    input::fact(fault, file, place, format!("{what}{where_else}"), seen.help.clone())
}

/// The start of a cell on one line.
fn clipped(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(61).collect();
    if line.chars().count() > 60 { format!("{}…", line.chars().take(60).collect::<String>()) } else { line }
}
