//! The examples of a rule's page: the strategy with line numbers, the line at fault pointed at, and the findings it gives.

use maud::{Markup, html};

use crate::{
    pages::markdown::markdown,
    parts::{Excerpt, Icon, Severity, code_excerpt, icon, severity_badge, ticked},
};

/// A finding as an example states it: `E301 blocker claim C-1.stands_on: message`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Expected<'p> {
    code: &'p str,
    severity: &'p str,
    kind: &'p str,
    key: &'p str,
    field: &'p str,
    message: &'p str,
}

/// All examples of a page, with the words between them.
pub(super) fn all(text: &str) -> Markup {
    let mut said = None;
    let mut examples = vec![];
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => said = Some(words),
            Piece::Example { toml, findings } => examples.push((said.take(), toml, findings)),
        }
    }
    html! {
        @for (number, (said, toml, findings)) in examples.iter().enumerate() {
            div.stack.ex { @if let Some(said) = said { div.prose { (markdown(said)) } } (one(number + 1, toml, findings)) }
        }
        @if let Some(last) = said { div.prose { (markdown(last)) } }
    }
}

enum Piece<'p> {
    Words(&'p str),
    Example { toml: &'p str, findings: Vec<Expected<'p>> },
}

/// The text cut at its fences; a `findings` fence belongs to the `toml` fence before it.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = vec![];
    let mut rest = text;
    while let Some((words, after)) = rest.split_once("```") {
        let (fenced, behind) = after.split_once("```").unwrap_or((after, ""));
        let (language, content) = fenced.split_once('\n').unwrap_or((fenced, ""));
        match (language.trim(), pieces.last_mut()) {
            ("findings", Some(Piece::Example { findings, .. })) => *findings = content.lines().filter_map(expected).collect(),
            _ => {
                if !words.trim().is_empty() {
                    pieces.push(Piece::Words(words.trim()));
                }
                pieces.push(Piece::Example { toml: content.trim_end(), findings: vec![] });
            }
        }
        rest = behind;
    }
    if !rest.trim().is_empty() {
        pieces.push(Piece::Words(rest.trim()));
    }
    pieces
}

fn expected(line: &str) -> Option<Expected<'_>> {
    let (place, message) = line.split_once(": ")?;
    let mut words = place.splitn(4, ' ');
    let (code, severity, kind, at) = (words.next()?, words.next()?, words.next()?, words.next()?);
    // A key may hold dots, a kind's label blanks; the field is what follows the first dot after the last blank.
    let (kind, at) =
        at.rsplit_once(' ').map_or((kind, at), |(_, at)| (&place[code.len() + severity.len() + 2..place.len() - at.len() - 1], at));
    let (key, field) = at.split_once('.').unwrap_or((at, ""));
    Some(Expected { code, severity, kind, key, field, message })
}

fn one(number: usize, toml: &str, findings: &[Expected<'_>]) -> Markup {
    html! {
        (code_excerpt(&excerpt(number, toml, findings.first())))
        @if findings.is_empty() { p.bar-r { (icon(Icon::Check)) "No finding" } }
        @else {
            ul.stack { @for finding in findings { li {
                p.bar-r { (severity_badge(Severity::of(finding.severity))) span.mono.muted { (finding.code) } span { (finding.kind) " " span.mono { (finding.key) } @if !finding.field.is_empty() { ", " code { (finding.field) } } } }
                p { (ticked(finding.message)) }
            } } }
        }
    }
}

/// The strategy with the line that the first finding points at.
fn excerpt(number: usize, toml: &str, finding: Option<&Expected<'_>>) -> Excerpt {
    let lines: Vec<(usize, String)> = toml.lines().enumerate().map(|(at, line)| (at + 1, line.to_owned())).collect();
    let at = finding.and_then(|finding| line_of(&lines, finding));
    let (line, to) = at.map_or((0, 0), |(line, letters)| (line, letters + 1));
    Excerpt {
        path: format!("example-{number}.toml"),
        lines,
        line,
        from: 1,
        to,
        message: finding.map(|finding| finding.code.to_owned()).unwrap_or_default(),
        help: String::new(),
    }
}

/// The line of the field, else of the record's table, and how many letters it has.
fn line_of(lines: &[(usize, String)], finding: &Expected<'_>) -> Option<(usize, usize)> {
    let is_table = |line: &str| line.starts_with('[') && !line.starts_with("[[");
    let table = lines.iter().position(|(_, line)| {
        is_table(line) && line.trim_end_matches(']').rsplit('.').next().is_some_and(|key| key.trim_matches('"') == finding.key)
    })?;
    let inside = lines[table + 1..].iter().take_while(|(_, line)| !is_table(line));
    let top = finding.field.split('.').next().unwrap_or_default();
    let of_field = |(_, line): &&(usize, String)| {
        !top.is_empty() && line.strip_prefix(top).is_some_and(|rest| rest.trim_start().starts_with(['=', '.']))
    };
    let found = inside.into_iter().find(of_field).unwrap_or(&lines[table]);
    Some((found.0, found.1.trim_end().chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_of_every_page_is_read_and_its_findings_point_at_a_line() {
        for rule in guardrails::check::all() {
            let (_, text) = rule.page.split_once("## Examples").expect("every page has examples");
            let examples: Vec<_> = pieces(text)
                .into_iter()
                .filter_map(|piece| match piece {
                    Piece::Example { toml, findings } => Some((toml, findings)),
                    Piece::Words(_) => None,
                })
                .collect();
            assert_eq!(examples.len(), text.matches("```toml").count(), "{}", rule.code);
            assert!(
                examples.iter().any(|(_, findings)| findings.iter().any(|finding| finding.code == rule.code)),
                "{} has a failing example",
                rule.code
            );
            for (toml, findings) in examples {
                for finding in &findings {
                    assert!(excerpt(1, toml, Some(finding)).line > 0, "{} {finding:?}\n{toml}", rule.code);
                }
            }
        }
    }

    #[test]
    fn a_line_is_read_into_its_parts() {
        let read = expected("S401 major evidence need EN-1.asked_by: needs `x`: y").expect("a finding");
        assert_eq!((read.kind, read.key, read.field, read.message), ("evidence need", "EN-1", "asked_by", "needs `x`: y"));
        assert_eq!(expected("none"), None);
    }
}
