//! A scenario: a text of commands that a person could type, with what they said recorded below each.
//!
//! A line that begins with `$ ` is a command for the shell; it goes on to the end of a here-document. Below it stand its
//! standard output (`| `), its standard error (`! `) and, unless it is 0, its exit code (`= `). Everything else is prose.
//! Ids, hashes and instants are numbered as they appear, and a later command may name them: `lodestar import undo <id 1>`.

use std::path::Path;

use crate::run;

/// Plays a scenario's commands in a folder and returns its text with what they say now.
pub(crate) fn play(text: &str, folder: &Path) -> String {
    let mut names = Names::default();
    let mut played = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if is_recorded(line) {
            continue;
        }
        played.push_str(line);
        played.push('\n');
        let Some(command) = line.strip_prefix("$ ") else { continue };
        let mut command = command.to_owned();
        if let Some((_, end)) = command.split_once("<<") {
            let end = end.trim().trim_matches('\'').to_owned();
            for line in lines.by_ref() {
                played.push_str(line);
                played.push('\n');
                command.push('\n');
                command.push_str(line);
                if line == end {
                    break;
                }
            }
        }
        let said = run::shell(folder, &names.real(&command));
        record(&mut played, '|', &names.hide(&said.out, folder));
        record(&mut played, '!', &names.hide(&said.err, folder));
        if said.code != Some(0) {
            played.push_str(&format!("= {}\n", said.code.map_or("ended by a signal".into(), |code| code.to_string())));
        }
    }
    played
}

fn is_recorded(line: &str) -> bool {
    ["|", "!", "="].iter().any(|mark| line == *mark || line.strip_prefix(mark).is_some_and(|rest| rest.starts_with(' ')))
}

fn record(played: &mut String, mark: char, text: &str) {
    for line in text.lines() {
        let line = format!("{mark} {line}");
        played.push_str(line.trim_end());
        played.push('\n');
    }
}

/// The ids, hashes and instants of one scenario, by the names that stand for them.
#[derive(Default)]
struct Names {
    ids: Vec<String>,
    hashes: Vec<String>,
}

impl Names {
    /// A command with the real ids and hashes.
    fn real(&self, command: &str) -> String {
        let named = |word: &'static str, known: &[String]| {
            known.iter().cloned().enumerate().map(move |(at, value)| (format!("<{word} {}>", at + 1), value)).collect::<Vec<_>>()
        };
        let all = [named("id", &self.ids), named("hash", &self.hashes)].concat();
        all.into_iter().fold(command.to_owned(), |command, (name, value)| command.replace(&name, &value))
    }

    /// A text with names instead of what differs from run to run.
    fn hide(&mut self, text: &str, folder: &Path) -> String {
        let text = text.replace(&folder.display().to_string(), "<folder>");
        let mut hidden = String::new();
        let mut rest = text.as_str();
        while let Some(letter) = rest.chars().next() {
            let free = !hidden.ends_with(|c: char| c.is_ascii_alphanumeric());
            let (token, name) = match shape(rest).filter(|_| free) {
                Some((token, Shape::Id)) => (token, format!("<id {}>", numbered(&mut self.ids, token))),
                Some((token, Shape::Hash)) => (token, format!("<hash {}>", numbered(&mut self.hashes, token))),
                Some((token, Shape::Instant)) => (token, "<instant>".to_owned()),
                None => (&rest[..letter.len_utf8()], letter.to_string()),
            };
            hidden.push_str(&name);
            rest = &rest[token.len()..];
        }
        hidden
    }
}

enum Shape {
    Id,
    Hash,
    Instant,
}

/// The id, hash or instant at the start of a text.
fn shape(text: &str) -> Option<(&str, Shape)> {
    let length = text.find(|c: char| !c.is_ascii_hexdigit() && c != '-').unwrap_or(text.len());
    let token = &text[..length];
    if token.len() == 64 && !token.contains('-') {
        return Some((token, Shape::Hash));
    }
    let parts: Vec<usize> = token.split('-').map(str::len).collect();
    if parts == [8, 4, 4, 4, 12] {
        return Some((token, Shape::Id));
    }
    let length = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | ':' | '.' | 'T' | 'Z')).unwrap_or(text.len());
    let token = &text[..length];
    let is_instant = token.len() > 19 && token.as_bytes()[10] == b'T' && token.ends_with('Z');
    is_instant.then_some((token, Shape::Instant))
}

fn numbered(known: &mut Vec<String>, token: &str) -> usize {
    let at = known.iter().position(|one| one == token).unwrap_or_else(|| {
        known.push(token.to_owned());
        known.len() - 1
    });
    at + 1
}
