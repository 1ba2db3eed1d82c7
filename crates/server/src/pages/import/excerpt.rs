//! What is wrong in a file, each with its place: the line with a caret in a text, sheet and cell in a workbook.

use maud::{Markup, html};
use strategy::{Finding, Place};

use super::plans::File;
use crate::{
    parts::{Excerpt, code_excerpt, severity_badge, ticked},
    words,
};

/// How many lines are shown before and after the one that is meant.
const AROUND: usize = 2;
/// How many letters of a line are shown; some files are one long line, of which no stretch would say much.
const LINE_CHARS_MAX: usize = 160;

/// Findings about files, one below the other.
pub(super) fn findings(files: &[File], findings: &[&Finding]) -> Markup {
    html! { ul.stack { @for finding in findings { li.card { (one(files, finding)) } } } }
}

fn one(files: &[File], finding: &Finding) -> Markup {
    let excerpt = finding.source.as_ref().and_then(|(name, place)| {
        let file = files.iter().find(|file| file.name == *name)?;
        excerpt(file, place.as_ref()?, finding)
    });
    html! {
        p.bar-r {
            (severity_badge(words::severity(finding.severity)))
            a.mono href=(format!("/rules/{}", finding.code)) { (finding.code) }
            @if let (None, Some(place)) = (&excerpt, place_words(finding)) { span.muted { (place) } }
        }
        p { (ticked(&finding.message)) }
        @match &excerpt {
            Some(excerpt) => (code_excerpt(excerpt)),
            None => @if !finding.help.is_empty() { p.muted { (ticked(&finding.help)) } },
        }
    }
}

/// Where a finding points, in words: `asset.toml, line 12`, `plan.xlsx, sheet claim, cell B7`.
pub(super) fn place_words(finding: &Finding) -> Option<String> {
    let (file, place) = finding.source.as_ref().filter(|(file, _)| !file.is_empty())?;
    Some(place.as_ref().map_or_else(|| file.clone(), |place| format!("{file}, {}", place.words())))
}

/// The lines around a place, if the file is a text that people read.
fn excerpt(file: &File, place: &Place, finding: &Finding) -> Option<Excerpt> {
    let Place::Text { line, column, start, end } = place else { return None };
    let text = str::from_utf8(&file.bytes).ok()?;
    let first = line.saturating_sub(AROUND).max(1);
    let shown: Vec<(usize, &str)> =
        text.lines().enumerate().skip(first - 1).take(line - first + 1 + AROUND).map(|(at, line)| (at + 1, line)).collect();
    let meant = shown.iter().find(|(number, _)| number == line)?.1;
    if *column > LINE_CHARS_MAX {
        return None;
    }
    let cut = |line: &str| line.chars().take(LINE_CHARS_MAX).collect::<String>();
    let pointed = text.get(*start..*end).map_or(1, |span| span.lines().next().unwrap_or_default().chars().count()).max(1);
    let from = *column;
    Some(Excerpt {
        path: file.name.clone(),
        lines: shown.iter().map(|(number, line)| (*number, cut(line))).collect(),
        line: *line,
        from,
        to: (from + pointed).min(cut(meant).chars().count() + 1).max(from + 1),
        message: finding.field.clone().unwrap_or_default(),
        help: finding.help.clone(),
    })
}
