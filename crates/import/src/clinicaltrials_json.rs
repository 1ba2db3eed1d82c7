//! Studies as ClinicalTrials.gov gives them in JSON: one study, a page of studies, and the two shapes of the interface
//! before 2024. Each study becomes an evidence draft.

use serde_json::Value;
use strategy::Finding;

use crate::{
    Batch,
    sources::Source,
    text::Text,
    trial::{self, Trial},
    writing::{counted, latest},
};

mod places;
mod study;

/// The source.
pub const SOURCE: Source = Source {
    name: "clinicaltrials-json",
    title: "ClinicalTrials.gov JSON",
    about: "Studies from the registry ClinicalTrials.gov: `Download` on a study's page, or a search through its interface. Each becomes evidence with its status, endpoints, results and patients.",
    sniff,
    read,
};

/// The largest file: a value in memory takes several times the bytes of its text.
const BYTES_MAX: usize = 32 << 20;

/// Names that only this registry's files have.
const SIGNS: [&[u8]; 5] =
    [b"\"protocolSection\"", b"\"ProtocolSection\"", b"\"FullStudiesResponse\"", b"\"StudyFieldsResponse\"", b"\"nctId\""];

fn sniff(bytes: &[u8], _file: &str) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_json = matches!(bytes.iter().find(|b| !b.is_ascii_whitespace()), Some(b'{' | b'['));
    let start = &bytes[..bytes.len().min(64 << 10)];
    is_json && SIGNS.iter().any(|sign| start.windows(sign.len()).any(|window| window == *sign))
}

fn read(file: &str, bytes: &[u8]) -> Batch {
    match studies(file, bytes) {
        Ok(batch) => batch,
        Err(finding) => Batch::failed(SOURCE.name, *finding),
    }
}

fn studies(file: &str, bytes: &[u8]) -> Result<Batch, Box<Finding>> {
    let text = Text::of(file, bytes)?;
    if bytes.len() > BYTES_MAX {
        let says = format!("the file is larger than {} MB", BYTES_MAX >> 20);
        let help = "download the studies in several files and read one after the other";
        return Err(strategy::input::refused(file, None, says, help).into());
    }
    let document: Value = serde_json::from_str(text.text).map_err(|error| not_json(&text, &error))?;
    let Some(found) = study::all(&document) else {
        return Err(text.unreadable(0, "the file holds no studies: neither `protocolSection` nor `studies` stands where it should"));
    };
    let mut trials: Vec<Trial> = found.iter().map(|study| study::trial(study)).collect();
    places::find(&text, &mut trials);
    Ok(batch(&text, &trials, document.get("nextPageToken").is_some()))
}

fn batch(text: &Text<'_>, trials: &[Trial], has_more: bool) -> Batch {
    let mut batch = Batch { source: SOURCE.name, ..Batch::default() };
    for (index, trial) in trials.iter().enumerate() {
        match trial.draft(text.file) {
            Some((draft, findings)) => {
                batch.drafts.push(draft);
                batch.findings.extend(findings);
            }
            None => batch.findings.push(without_number(text, trial, index)),
        }
    }
    let replaced;
    (batch.drafts, replaced) = latest(batch.drafts);
    batch.about = format!("{} ({})", counted(batch.drafts.len(), "study", "studies"), trial::TERMS);
    if replaced > 0 {
        batch.about.push_str(&trial::twice(replaced));
    }
    if has_more {
        batch.about.push_str("; the registry has more pages of this search");
    }
    batch.about.push_str(&trial::other_name(text.file, &batch.drafts));
    batch
}

fn without_number(text: &Text<'_>, trial: &Trial, index: usize) -> Finding {
    let number = crate::wording::line(&trial.number);
    let which = index + 1;
    let says = match number.is_empty() {
        true => format!("study {which} of the file has no NCT number"),
        false => format!("`{number}`, study {which} of the file, is not an NCT number"),
    };
    trial::without_number(text.file, trial.place.clone(), says)
}

fn not_json(text: &Text<'_>, error: &serde_json::Error) -> Box<Finding> {
    let at = text.byte_at(error.line(), error.column());
    let message = error.to_string();
    let says = message.split(" at line ").next().unwrap_or_default();
    match error.is_eof() {
        true => text.unreadable(at, "the file ends before its JSON does"),
        false => text.unreadable(at, format!("not JSON: {says}")),
    }
}
