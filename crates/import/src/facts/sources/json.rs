//! What the sources in JSON have in common.

use serde_json::Value as Json;

use super::super::entries::plain;

/// Whether the start of a file is JSON that has all these names.
pub(super) fn has_names(start: &[u8], names: &[&str]) -> bool {
    let is_json = matches!(start.iter().find(|byte| !byte.is_ascii_whitespace()), Some(b'{' | b'['));
    is_json && names.iter().all(|name| holds(start, &format!("\"{name}\"")))
}

/// Whether the bytes hold a text.
pub(super) fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// A list; empty for everything else.
pub(super) fn list(value: &Json) -> &[Json] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// A list of years as one text.
pub(super) fn years(value: &Json) -> String {
    list(value).iter().map(|year| plain(year).into_owned()).collect::<Vec<_>>().join(" ")
}
