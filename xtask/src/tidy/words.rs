//! Words that do not belong into the project: left-over markers, bare allows, paths of somebody's machine, and blanks
//! at the ends of lines. The patterns are put together from halves, so that this file does not complain about itself.

use super::Text;

/// What Rust code may not hold, and what to do instead.
const IN_CODE: [(&str, &str); 5] = [
    (concat!("#[", "allow("), "use #[expect(lint, reason = \"…\")]"),
    (concat!("#![", "allow("), "use #![expect(lint, reason = \"…\")]"),
    (concat!("todo", "!("), "write it, or leave it out"),
    (concat!("dbg", "!("), "take it out"),
    (concat!("unimplemented", "!("), "write it, or leave it out"),
];

/// Beginnings of absolute paths that exist on one machine only.
const PATHS: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/Us", "ers/")];

/// Folders of files whose blanks mean something: what others wrote, and what tests feed in.
const AS_THEY_CAME: [&str; 2] = ["fixtures/", "tests/data/"];

pub(super) fn complaints(texts: &[Text]) -> Vec<String> {
    texts.iter().flat_map(of_text).collect()
}

fn of_text(text: &Text) -> Vec<String> {
    let mut complaints = vec![];
    let mut complain = |line: usize, says: String| complaints.push(format!("{}:{line}: {says}", text.path));
    let as_it_came = AS_THEY_CAME.iter().any(|folder| text.path.contains(folder));
    for (number, line) in (1..).zip(text.says.lines()) {
        if text.path.ends_with(".rs") {
            let code = line.split("//").next().unwrap_or_default();
            for (found, instead) in IN_CODE.iter().filter(|(word, _)| code.contains(word)) {
                complain(number, format!("`{found}`; {instead}"));
            }
        }
        for path in PATHS.iter().filter(|path| begins_path(line, path)) {
            complain(number, format!("`{path}` is a path of one machine"));
        }
        if !as_it_came && line.ends_with([' ', '\t']) {
            complain(number, "blanks at the end of the line".into());
        }
    }
    if !as_it_came && !text.says.is_empty() && !text.says.ends_with('\n') {
        complain(text.says.lines().count(), "the last line has no end".into());
    }
    complaints
}

/// Whether a line holds `path` at the beginning of a path, and not in the middle of a longer one or of an address.
fn begins_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '_' | '}')))
}

#[cfg(test)]
mod tests {
    use super::{super::text, *};

    #[test]
    fn markers_are_found_in_code_but_not_in_comments_or_prose() {
        let marked = format!("let x = {}1);\n// never write {}1)\n", IN_CODE[3].0, IN_CODE[3].0);
        assert_eq!(complaints(&[text("a.rs", marked.clone())]).len(), 1);
        assert_eq!(complaints(&[text("a.md", marked)]).len(), 0);
        let allowed = format!("{}dead_code)]\n", IN_CODE[0].0);
        assert!(complaints(&[text("a.rs", allowed)])[0].starts_with("a.rs:1: "));
    }

    #[test]
    fn a_path_of_one_machine_is_found_where_it_begins() {
        let found = |line: &str| !complaints(&[text("a.md", format!("{line}\n"))]).is_empty();
        assert!(found(&format!("see {}x", PATHS[0])) && found(&format!("(\"{}me\")", PATHS[1])));
        assert!(!found(&format!("https://example.org{}x", PATHS[0])) && !found(&format!("../my{}x", PATHS[0])));
    }

    #[test]
    fn blanks_at_line_ends_are_found_except_in_fixtures() {
        assert_eq!(complaints(&[text("a.md", "x \ny\n")]), ["a.md:1: blanks at the end of the line"]);
        assert_eq!(complaints(&[text("a.md", "x")]), ["a.md:1: the last line has no end"]);
        assert!(complaints(&[text("crates/import/tests/fixtures/a.md", "x ")]).is_empty());
    }
}
