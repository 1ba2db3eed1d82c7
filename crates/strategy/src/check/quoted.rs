//! Numbers inside the wording of a claim or message: per cents and hazard ratios, with where they stand.
//! Only numbers that are plainly results are found: cut-offs, intervals and confidence levels are passed over.

use crate::record::Number;

/// What a number in a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A share or change in per cent.
    Percent,
    /// A hazard ratio.
    HazardRatio,
}

/// A number in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quoted {
    /// What it is.
    pub(super) sort: Sort,
    /// The number.
    pub(super) value: Number,
    /// Where it stands, in bytes.
    pub(super) at: std::ops::Range<usize>,
}

/// The per cents and hazard ratios of a text, in order.
pub(super) fn numbers(text: &str) -> Vec<Quoted> {
    let bytes = text.as_bytes();
    let mut found = vec![];
    let mut start = 0;
    while start < bytes.len() {
        if !bytes[start].is_ascii_digit() {
            start += 1;
            continue;
        }
        let mut end = start;
        while end < bytes.len() && (bytes[end].is_ascii_digit() || is_point(bytes, end)) {
            end += 1;
        }
        let (before, after) = (end_of(&text[..start]).to_lowercase(), start_of(&text[end..]).to_lowercase());
        if let (Some(sort), Some(value)) = (sort_of(&before, &after), Number::parse(&text[start..end])) {
            found.push(Quoted { sort, value, at: start..end });
        }
        start = end;
    }
    found
}

/// How much of the text around a number tells what it is, in bytes.
const AROUND: usize = 32;

fn end_of(text: &str) -> &str {
    let from = (text.len().saturating_sub(AROUND)..=text.len()).find(|at| text.is_char_boundary(*at));
    &text[from.unwrap_or(text.len())..]
}

fn start_of(text: &str) -> &str {
    let to = (0..=text.len().min(AROUND)).rev().find(|at| text.is_char_boundary(*at));
    &text[..to.unwrap_or(0)]
}

/// Whether the byte is a decimal point between two digits.
fn is_point(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

fn sort_of(before: &str, after: &str) -> Option<Sort> {
    let before = before.trim_end();
    let ratio = before.trim_end_matches([':', '=', ',', '(']).trim_end();
    let ratio = ratio.strip_suffix(" of").or(ratio.strip_suffix(" was")).unwrap_or(ratio);
    let is_word = |word: &str| ratio.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    if is_word("hazard ratio") || is_word("hr") {
        return Some(Sort::HazardRatio);
    }
    let after = after.trim_start();
    let rest = ["%", "per cent", "percent"].iter().find_map(|unit| after.strip_prefix(unit))?.trim_start();
    const CUT_OFFS: &[&str] = &[
        "≤",
        "≥",
        "<",
        ">",
        "to",
        "than",
        "under",
        "over",
        "above",
        "below",
        "least",
        "most",
        "from",
        "between",
        "fraction",
        "fraction of",
        "hba1c",
        "hba1c of",
        "-",
        "–",
        "and",
    ];
    const LIMITS: &[&str] = &[
        "or less",
        "or more",
        "or below",
        "or above",
        "or lower",
        "or higher",
        "and over",
        "and below",
        "ci",
        "confidence",
        "to ",
        "-",
        "–",
    ];
    let is_cut_off = CUT_OFFS.iter().any(|word| before.ends_with(word)) || LIMITS.iter().any(|word| rest.starts_with(word));
    let is_part = before.ends_with(|c: char| c.is_alphanumeric() && !c.is_alphabetic()) || before.ends_with(['.', ',', '/']);
    (!is_cut_off && !is_part).then_some(Sort::Percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Sort, String)> {
        numbers(text).into_iter().map(|q| (q.sort, q.value.to_string())).collect()
    }

    #[test]
    fn results_are_found() {
        assert_eq!(
            found("admissions fell by 21 % (hazard ratio 0.79)"),
            [(Sort::Percent, "21".into()), (Sort::HazardRatio, "0.79".into())]
        );
        assert_eq!(found("an HR of 0.8"), [(Sort::HazardRatio, "0.8".into())]);
        assert_eq!(found("12.5 per cent fewer"), [(Sort::Percent, "12.5".into())]);
    }

    #[test]
    fn cut_offs_levels_and_other_numbers_are_not() {
        for text in [
            "ejection fraction ≤ 40 %",
            "an ejection fraction of 40 % or less",
            "at least 50 % of the dose",
            "(95 % CI 0.73 to 0.87)",
            "between 20 % and 30 %",
            "in 2026 with 30 days",
            "20-30 %",
            "the thr 0.79",
            "",
            "é % 5é",
        ] {
            assert_eq!(found(text), [], "`{text}`");
        }
    }
}
