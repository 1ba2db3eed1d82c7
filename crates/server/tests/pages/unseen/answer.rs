//! Everything that came back, in a form in which two answers can be compared: status, headers, body, with the random ids
//! of batches and plans numbered in the order in which they were first said.

use std::{collections::BTreeMap, io::Read};

use axum::{
    body::{Body, to_bytes},
    http::Response,
};

/// The headers that may differ: the clock's and the stop watch's.
const MAY_DIFFER: [&str; 3] = ["date", "x-request-id", "server-timing"];

/// The random ids that were said so far, and what stands for each.
#[derive(Default)]
pub(crate) struct Ids(BTreeMap<String, String>);

impl Ids {
    /// The text with a name in the place of every random id.
    fn named(&mut self, text: &str) -> String {
        let mut named = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = find_id(rest) {
            let (before, after) = rest.split_at(at);
            let (id, after) = after.split_at(36);
            let next = format!("ID-{}", self.0.len());
            named.push_str(before);
            named.push_str(self.0.entry(id.to_owned()).or_insert(next));
            rest = after;
        }
        named.push_str(rest);
        named
    }
}

/// Where a random (version 4) id begins: those of records are made of their keys (version 5) and must be equal.
fn find_id(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_id = |at: usize| {
        let id = &bytes[at..at + 36];
        id[14] == b'4'
            && id.iter().enumerate().all(|(i, byte)| if matches!(i, 8 | 13 | 18 | 23) { *byte == b'-' } else { byte.is_ascii_hexdigit() })
    };
    text.match_indices('-').filter_map(|(dash, _)| dash.checked_sub(8)).find(|at| at + 36 <= bytes.len() && is_id(*at))
}

/// The question to a passkey with its random number replaced by how long it is.
fn without_challenge(text: &str) -> String {
    const NAME: &str = r#""challenge":""#;
    match text.split_once(NAME).and_then(|(before, after)| Some((before, after.split_once('"')?))) {
        Some((before, (challenge, after))) => format!("{before}{NAME}{}\"{after}", challenge.len()),
        None => text.to_owned(),
    }
}

/// What came.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Came {
    pub(crate) status: u16,
    pub(crate) headers: Vec<String>,
    pub(crate) body: String,
    /// Where it leads, with its ids as they are.
    pub(crate) location: String,
}

impl Came {
    /// Reads an answer to its end.
    pub(crate) async fn read(answer: Response<Body>, ids: &mut Ids) -> Came {
        let status = answer.status().as_u16();
        let counts = |(name, _): &(&axum::http::HeaderName, &axum::http::HeaderValue)| !MAY_DIFFER.contains(&name.as_str());
        let line = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
            format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()))
        };
        let mut headers: Vec<String> = answer.headers().iter().filter(counts).map(line).collect();
        headers.sort();
        let location = headers.iter().find_map(|line| line.strip_prefix("location: ")).unwrap_or_default().to_owned();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a whole body");
        let text = if bytes.starts_with(b"PK") { parts(&bytes) } else { String::from_utf8_lossy(&bytes).into_owned() };
        let headers = headers.iter().map(|line| ids.named(line)).collect();
        Came { status, headers, body: ids.named(&without_challenge(&text)), location }
    }

    /// The same answer, as far as the other world has said its ids as often.
    pub(crate) fn is_like(&self, other: &Came) -> bool {
        self.status == other.status && self.headers == other.headers && self.body == other.body
    }

    /// Where two answers part, in words.
    pub(crate) fn against(&self, other: &Came) -> String {
        let only = |one: &Came, other: &Came| one.headers.iter().filter(|line| !other.headers.contains(line)).cloned().collect::<Vec<_>>();
        let heads = format!("{} {:?}\n{} {:?}", self.status, only(self, other), other.status, only(other, self));
        let at = self.body.bytes().zip(other.body.bytes()).position(|(a, b)| a != b).unwrap_or(self.body.len().min(other.body.len()));
        let near = |text: &str| {
            let (from, to) = (at.saturating_sub(300), (at + 300).min(text.len()));
            String::from_utf8_lossy(&text.as_bytes()[from..to]).into_owned()
        };
        let sizes = format!("{} and {}", self.body.len(), other.body.len());
        format!("{heads}\nthey part at byte {at} of {sizes}:\n--- one\n{}\n--- other\n{}", near(&self.body), near(&other.body))
    }
}

/// All files inside a workbook, with the whole of the archive's own words: names and comments.
pub(crate) fn parts(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook is an archive");
    let mut text = String::from_utf8_lossy(archive.comment()).into_owned();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).expect("a part");
        let mut inside = vec![];
        file.read_to_end(&mut inside).expect("a whole part");
        text.push_str(&format!("\n== {} {}\n{}", file.name(), file.comment(), String::from_utf8_lossy(&inside)));
    }
    text
}
