//! Findings and failures as people and programs read them: like a good compiler, or as JSON lines.

use std::{collections::BTreeMap, io::IsTerminal, io::Write};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use strategy::{Finding, Place, Severity};

use crate::{args::Common, exit::Exit};

/// Writes a line to the standard output; a closed pipe ends the program quietly, as `head` expects.
pub(crate) fn line(text: &str) {
    let Err(error) = writeln!(std::io::stdout(), "{text}") else { return };
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        std::process::exit(0);
    }
    failure(&anyhow::Error::new(error).context("the output cannot be written; is the disk full?"));
    std::process::exit(Exit::Failed as i32);
}

/// Writes a message to the standard error.
pub(crate) fn say(common: &Common, text: &str) {
    if !common.quiet {
        // Nobody can be told that nobody can be told.
        let _ = writeln!(std::io::stderr(), "{text}");
    }
}

/// Writes a finding to the standard error, where the standard output is for something else.
pub(crate) fn complain(text: &str) {
    // Nobody can be told that nobody can be told.
    let _ = writeln!(std::io::stderr(), "{text}\n");
}

/// Writes why a command failed, with its causes.
pub(crate) fn failure(error: &anyhow::Error) {
    let mut text = format!("error: {error}");
    let mut last = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if cause != last {
            text.push_str(&format!("\n  because: {cause}"));
        }
        last = cause;
    }
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Whether the standard output wants colour.
pub(crate) fn is_colourful(common: &Common) -> bool {
    !common.no_color && std::env::var_os("NO_COLOR").is_none() && std::io::stdout().is_terminal()
}

/// One finding as a JSON line, as the server gives it too.
pub(crate) fn json(finding: &Finding) -> String {
    server::json::finding(finding).to_string()
}

/// One finding as a compiler shows it: the message, the line it points at, and what to do.
pub(crate) fn text(finding: &Finding, texts: &BTreeMap<String, String>, common: &Common) -> String {
    let renderer = if is_colourful(common) { Renderer::styled() } else { Renderer::plain() };
    let level = match finding.severity {
        Severity::Blocker => Level::ERROR.with_name("blocker"),
        Severity::Major => Level::WARNING.with_name("major"),
        Severity::Minor => Level::INFO.with_name("minor"),
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.code);
    let excerpt = match &finding.source {
        Some((file, Some(Place::Text { start, end, .. }))) => texts.get(file).map(|text| (file, text, *start, *end)),
        _ => None,
    };
    let mut group = match excerpt {
        Some((file, text, start, end)) => {
            let first_line = text.get(start..end).map_or(end, |span| span.find('\n').map_or(end, |at| start + at));
            let label = finding.field.clone().unwrap_or_default();
            let snippet =
                Snippet::source(text.as_str()).path(file.as_str()).annotation(AnnotationKind::Primary.span(start..first_line).label(label));
            title.element(snippet)
        }
        None => Group::with_title(title),
    };
    let place = match (&finding.source, &finding.record) {
        (Some((file, Some(place @ Place::Cell { .. }))), _) => Some(format!("{file}, {}", place.words())),
        (Some(_), _) if excerpt.is_some() => None,
        (Some((file, Some(place))), _) => Some(format!("{file}, {}", place.words())),
        (_, Some(key)) => Some(match &finding.field {
            Some(field) => format!("{} {key}, {field}", finding.kind.label()),
            None => format!("{} {key}", finding.kind.label()),
        }),
        (Some((file, None)), _) if !file.is_empty() => Some(file.clone()),
        _ => None,
    };
    if let Some(place) = place {
        group = group.element(Level::NOTE.with_name("at").message(place));
    }
    if !finding.path.is_empty() {
        group = group.element(Level::NOTE.with_name("path").message(finding.path_words()));
    }
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.message(finding.help.as_str()));
    }
    if let Some(owner) = &finding.owner {
        group = group.element(Level::NOTE.with_name("owner").message(owner.to_string()));
    }
    renderer.render(&[group]).to_string()
}

/// Writes findings, and a line that counts them.
pub(crate) fn findings(findings: &[&Finding], texts: &BTreeMap<String, String>, common: &Common) {
    // Thousands of findings are written in a few large pieces, not in one call to the system each.
    for some in findings.chunks(256) {
        let shown = some.iter().map(|finding| if common.json { json(finding) } else { format!("{}\n", text(finding, texts, common)) });
        line(&shown.collect::<Vec<_>>().join("\n"));
    }
    if !common.json {
        say(common, &summary(findings));
    }
}

/// `2 blockers, 5 major, 1 minor`.
pub(crate) fn summary(findings: &[&Finding]) -> String {
    let of = |severity: Severity| findings.iter().filter(|f| f.severity == severity).count();
    let word = |count: usize, one: &str, many: &str| (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }));
    let parts: Vec<String> = [
        word(of(Severity::Blocker), "blocker", "blockers"),
        word(of(Severity::Major), "major", "major"),
        word(of(Severity::Minor), "minor", "minor"),
        word(of(Severity::Note), "note", "notes"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { "no findings".into() } else { parts.join(", ") }
}
