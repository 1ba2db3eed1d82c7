//! Sizes: what makes a code base tiring is the tail of long files.

use super::Text;

/// A Rust file longer than this is refused.
const MOST: usize = 1_000;
/// A Rust file longer than this is named, to be looked at.
const MANY: usize = 400;

fn sizes(texts: &[Text]) -> impl Iterator<Item = (usize, &str)> {
    texts.iter().filter(|text| text.path.ends_with(".rs")).map(|text| (text.says.lines().count(), text.path.as_str()))
}

/// Long files, longest first; no complaint.
pub(super) fn worth_a_look(texts: &[Text]) -> Vec<(usize, &str)> {
    let mut long: Vec<_> = sizes(texts).filter(|(lines, _)| (MANY + 1..=MOST).contains(lines)).collect();
    long.sort_unstable_by(|a, b| b.cmp(a));
    long
}

pub(super) fn complaints(texts: &[Text]) -> Vec<String> {
    sizes(texts)
        .filter(|(lines, _)| *lines > MOST)
        .map(|(lines, path)| format!("{path}: {lines} lines; more than {MOST} are no file, cut it"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::text, *};

    #[test]
    fn long_is_named_and_too_long_refused() {
        let texts = [
            text("a.rs", "x\n".repeat(1_001)),
            text("b.rs", "x\n".repeat(1_000)),
            text("c.rs", "x\n".repeat(400)),
            text("d.md", "x\n".repeat(2_000)),
        ];
        assert_eq!(complaints(&texts), ["a.rs: 1001 lines; more than 1000 are no file, cut it"]);
        assert_eq!(worth_a_look(&texts), [(1_000, "b.rs")]);
    }
}
