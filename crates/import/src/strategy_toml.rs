//! The strategy's own text form as a source.

use crate::{Batch, sources::Source, text::Text, writing::counted};
use strategy::{Kind, toml_form};

/// The source.
pub const SOURCE: Source = Source {
    name: "strategy",
    title: "strategy TOML",
    about: "The strategy's own text form: one table per record, `[need.N-1]`. Lodestar writes such files with `export`, and people write them by hand.",
    sniff,
    read,
};

fn sniff(bytes: &[u8], file: &str) -> bool {
    let is_named_so = file.len() > 5 && file.to_ascii_lowercase().ends_with(".toml");
    is_named_so || has_record_table(bytes)
}

/// Whether one of the first lines opens a table named for a kind.
fn has_record_table(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(64 << 10)];
    let opens_record = |line: &[u8]| {
        let name = line.strip_prefix(b"[").and_then(|rest| rest.split(|b| *b == b'.').next());
        name.and_then(|name| str::from_utf8(name).ok()).is_some_and(|name| Kind::ALL.iter().any(|kind| kind.name() == name))
    };
    start.split(|b| *b == b'\n').any(opens_record)
}

fn read(file: &str, bytes: &[u8]) -> Batch {
    let text = match Text::of(file, bytes) {
        Ok(text) => text,
        Err(finding) => return Batch::failed(SOURCE.name, *finding),
    };
    let reading = toml_form::read(file, text.text);
    let mut about = format!("{} of a strategy", counted(reading.drafts.len(), "record", "records"));
    if !reading.past.is_empty() {
        about.push_str(&format!(", {} passed over", counted(reading.past.len(), "earlier revision", "earlier revisions")));
    }
    Batch { drafts: reading.drafts, findings: reading.findings, source: SOURCE.name, about, ..Batch::default() }
}
