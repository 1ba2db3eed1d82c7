//! Studies as ClinicalTrials.gov gives them in JSON: one study, a page of studies, and the two shapes of the interface
//! before 2024. Each study becomes an evidence draft.

use std::ops::Range;

use serde::de::IgnoredAny;
use serde_json::Value;
use strategy::Finding;

use crate::{
    Batch,
    sources::Source,
    text::Text,
    trial::{self, Trial},
    writing::{RECORDS_MAX, counted, latest, too_many},
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

/// The largest study: a value in memory takes many times the bytes of its text. The largest of the registry reach some 5 MB.
const STUDY_MAX: usize = 8 << 20;

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
    // The whole is only looked through, and each study then read by itself, so that a large file takes no more memory than its studies.
    serde_json::from_str::<IgnoredAny>(text.text).map_err(|error| not_json(&text, 0, &error))?;
    let listed = places::stretches(text.text);
    let is_one = listed.is_none();
    let stretches = listed.unwrap_or_else(|| std::iter::once(0..text.text.len()).collect());
    if stretches.len() > RECORDS_MAX {
        return Err(too_many(file).into());
    }
    let mut batch = Batch { source: SOURCE.name, ..Batch::default() };
    for (index, stretch) in stretches.into_iter().enumerate() {
        let document = value(&text, &stretch)?;
        let Some(study) = study::bare(&document, is_one) else {
            return Err(text.unreadable(0, "the file holds no studies: neither `protocolSection` nor `studies` stands where it should"));
        };
        let mut trial = study::trial(study);
        places::find(&text, &stretch, &mut trial);
        match trial.draft(file) {
            Some((draft, findings)) => {
                batch.drafts.push(draft);
                batch.findings.extend(findings);
            }
            None => batch.findings.push(without_number(&text, &trial, index)),
        }
    }
    let replaced;
    (batch.drafts, replaced) = latest(batch.drafts);
    batch.about = format!("{} ({})", counted(batch.drafts.len(), "study", "studies"), trial::TERMS);
    if replaced > 0 {
        batch.about.push_str(&trial::twice(replaced));
    }
    if !is_one && text.text.contains("\"nextPageToken\"") {
        batch.about.push_str("; the registry has more pages of this search");
    }
    batch.about.push_str(&trial::other_name(file, &batch.drafts));
    Ok(batch)
}

/// The value that a stretch of the text holds.
fn value(text: &Text<'_>, stretch: &Range<usize>) -> Result<Value, Box<Finding>> {
    if stretch.len() > STUDY_MAX {
        let place = Some(text.place(stretch.start, stretch.start + 1));
        let says = format!("one study is larger than {} MB", STUDY_MAX >> 20);
        return Err(strategy::input::refused(text.file, place, says, "take the study from the registry again").into());
    }
    let own = text.text.get(stretch.clone()).unwrap_or_default();
    serde_json::from_str(own).map_err(|error| not_json(text, stretch.start, &error))
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

/// The finding that the text is not JSON; `from` is the byte at which the parser began.
fn not_json(text: &Text<'_>, from: usize, error: &serde_json::Error) -> Box<Finding> {
    let at = text.byte_at(from, error.line(), error.column());
    let message = error.to_string();
    let says = message.split(" at line ").next().unwrap_or_default();
    match error.is_eof() {
        true => text.unreadable(at, "the file ends before its JSON does"),
        false => text.unreadable(at, format!("not JSON: {says}")),
    }
}
