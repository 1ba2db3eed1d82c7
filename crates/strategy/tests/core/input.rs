//! Broken input: every story ends in findings that point at the place, never in a panic, and the rest is read.

use crate::{graph, key, lines, read};

fn wrong(text: &str) -> Vec<String> {
    lines(&read(text).1)
}

fn only(text: &str) -> String {
    let wrong = wrong(text);
    assert_eq!(wrong.len(), 1, "{wrong:#?}");
    wrong[0].clone()
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    let line = only(text);
    for part in parts {
        assert!(line.contains(part), "`{part}` is not in: {line}");
    }
}

#[test]
fn broken_toml_points_at_the_line() {
    for (text, line) in [
        ("[need.N-1", 1),
        ("[need.N-1]\nstatement = \"open", 2),
        ("[need.N-1]\n\nstatement =\n", 3),
        ("[need.N-1]\nrank = 1\nrank = 2\n", 3),
        ("[need.N-1]\nx = 1\n[need.N-1]\ny = 2\n", 3),
        ("[need.N-1]\r\nstatement = \"a\"\r\nrank 1\r\n", 3),
        ("[need.N-1]\nstatement = \"\\q\"", 2),
        ("[need.N-1]\nstatement = \"a\u{0}b\"", 2),
    ] {
        let found = wrong(text);
        assert!(found.iter().all(|f| f.starts_with("I001 strategy.toml")), "{text:?}: {found:#?}");
        assert!(found.iter().any(|f| f.starts_with(&format!("I001 strategy.toml line {line}:"))), "{text:?}: {found:#?}");
        assert!(found.iter().all(|f| f.lines().count() == 1), "{text:?}: one line");
    }
}

#[test]
fn an_unknown_kind_names_the_one_that_was_meant() {
    says(
        "day = 2026-03-01\n\n[claims_.C-1]\ntext = \"x\"",
        &["I002 strategy.toml line 3", "`claims_` is not a kind of record", "did you mean `claim`?"],
    );
    says("[zebra.Z-1]\nx = 1", &["I002 strategy.toml line 1", "lodestar explain"]);
}

#[test]
fn an_unknown_field_names_the_one_that_was_meant_and_the_rest_is_read() {
    let text = "[claim.C-1]\ntext = \"x\"\nstand_on = [\"E-1\"]\n";
    says(text, &["I003 strategy.toml line 3", "`stand_on`", "did you mean `stands_on`?"]);
    assert_eq!(read(text).0.record(&key("C-1")).map(|r| r.title().to_owned()).as_deref(), Some("x"));
    says("[need.N-1]\nsuccess = { patient = \"x\" }", &["I004 strategy.toml line 2", "success"]);
}

#[test]
fn a_day_that_is_none_points_at_its_field() {
    for day in ["2026-02-30", "\"2026-02-30\"", "\"soon\"", "7", "2026-03-01T10:00:00Z"] {
        let text = format!("[evidence.E-1]\ntitle = \"x\"\navailable_on = {day}\n");
        let found = wrong(&text);
        assert_eq!(found.len(), 1, "{day}: {found:#?}");
        assert!(found[0].contains("strategy.toml line 3"), "{day}: {found:#?}");
    }
}

#[test]
fn the_day_of_a_file_must_be_one() {
    says("day = \"tomorrow\"\n", &["strategy.toml line 1", "`day`", "2026-03-01"]);
    says("day = 5\n", &["strategy.toml line 1", "`day`"]);
    assert_eq!(strategy::toml_form::read("a.toml", "day = \"2026-03-01\"").day, Some(crate::DAY));
}

#[test]
fn a_word_outside_the_list_names_the_one_that_was_meant() {
    says("[claim.C-1]\ntext = \"x\"\nkind = \"prodct\"", &["I004 strategy.toml line 3", "`prodct`", "did you mean `product`?"]);
}

#[test]
fn each_field_that_cannot_be_read_is_reported_and_the_others_are_kept() {
    let text = "[activity.T-1]\ntitle = \"x\"\nkind = \"dance\"\nstarts = \"never\"\naudience = \"hcp\"\nowner = \"nobody\"\nmarkets = [\"a b\"]\n";
    let (graph, found) = read(text);
    let mut at: Vec<_> = lines(&found).iter().filter_map(|line| line.split(':').next().map(str::to_owned)).collect();
    at.sort();
    assert_eq!(at, ["I004 strategy.toml line 3", "I004 strategy.toml line 4", "I004 strategy.toml line 6", "I004 strategy.toml line 7"]);
    let fields = graph.record(&key("T-1")).expect("it was read").fields();
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["title", "audience"]);
}

#[test]
fn one_key_for_two_records_keeps_the_first() {
    let (graph, found) = read("[need.X-1]\nstatement = \"first\"\n[claim.X-1]\ntext = \"second\"\n");
    assert_eq!(graph.record(&key("X-1")).map(|r| r.title().to_owned()).as_deref(), Some("first"));
    let found = lines(&found);
    assert!(found[0].starts_with("I005 strategy.toml line 3: key `X-1` is already taken by the need `first`"), "{found:#?}");
}

#[test]
fn keys_that_are_none_are_refused() {
    for name in ["\"\"", "\"N 1\"", "\"ü\"", "\"N-1@x\"", &"n".repeat(65)] {
        let found = wrong(&format!("[need.{name}]\nstatement = \"x\"\n"));
        assert!(found.len() == 1 && found[0].starts_with("I008 strategy.toml line 1"), "{name}: {found:#?}");
    }
}

#[test]
fn links_to_nothing_and_to_the_wrong_kind_point_at_the_field() {
    says(
        "[claim.C-1]\ntext = \"x\"\nstands_on = [\"E-1\"]",
        &["I006 strategy.toml line 3", "points at evidence `E-1`, which does not exist"],
    );
    says(
        "[need.N-1]\nstatement = \"n\"\n[claim.C-1]\ntext = \"x\"\nstands_on = [\"N-1\"]",
        &["I007 strategy.toml line 5", "points at `N-1`, which is a need", "takes an evidence"],
    );
    says("[need.N-10]\nstatement = \"n\"\n[claim.C-1]\ntext = \"x\"\nserves = [\"N-1O\"]", &["I006", "did you mean `N-10`?"]);
}

#[test]
fn values_where_records_belong_are_reported() {
    says("need = 5", &["I001 strategy.toml line 1", "`need` holds no records"]);
    says("[need]\nN-1 = \"x\"", &["I001 strategy.toml line 2", "`need.N-1` holds no fields"]);
    says("[[need]]\nstatement = \"x\"", &["I001 strategy.toml line 1", "`need` holds no records"]);
    says("[need.N-1]\nrevision = 0", &["I004 strategy.toml line 2", "revision"]);
    says("[need.N-1]\nid = \"x\"", &["I004 strategy.toml line 2", "UUID"]);
}

#[test]
fn huge_numbers_are_findings() {
    for number in ["99999999999999999999", "-1", "1.5", "4294967296", "1e400", "inf", "nan"] {
        let found = wrong(&format!("[need.N-1]\nstatement = \"x\"\nrank = {number}\n"));
        assert!(found.len() == 1 && found[0].contains("strategy.toml line 3"), "{number}: {found:#?}");
    }
    for number in ["1e400", "inf", "nan", "\"1e400\""] {
        let found = wrong(&format!("[need.N-1]\nburden = [{{ measure = \"m\", today = {number} }}]\n"));
        assert!(found.len() == 1 && found[0].contains("strategy.toml line 2"), "{number}: {found:#?}");
    }
    for age in ["1e400..", "..", "9..1", "99999999999999999999..", "-5..-1", "0.0001.."] {
        let found = wrong(&format!("[need.N-1]\nstatement = \"x\"\npopulation = {{ age = \"{age}\" }}\n"));
        assert!(found.len() <= 1, "{age}: {found:#?}");
    }
}

#[test]
fn deep_nesting_is_refused_and_nothing_falls_over() {
    let deep = 100_000;
    for text in [
        format!("[need.N-1]\nx = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("[need.N-1]\nx = {}1{}", "{ a = ".repeat(deep), " }".repeat(deep)),
        format!("[need.N-1]\n{}a = 1", "a.".repeat(deep)),
        format!("[need.N-1{}]\na = 1", ".a".repeat(deep)),
        format!("[need.N-1]\n{}a = 1", "\"a\" . ".repeat(deep)),
        format!("[need.N-1]\nx = {{ {}a = 1 }}", "'a'.".repeat(deep)),
    ] {
        let found = wrong(&text);
        assert_eq!(found.len(), 1, "{}: {found:#?}", &text[..40]);
        assert!(found[0].starts_with("I001 strategy.toml"), "{found:#?}");
        assert!(found[0].len() < 400, "the finding repeats the file");
    }
    // What only looks deep is read.
    graph(
        "[need.N-1]\nstatement = \"a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a\"\nnote = '''\n................................................................................................\n'''",
    );
}

#[test]
fn a_byte_order_mark_and_either_line_end_are_read_the_same() {
    let text = "[need.N-1]\nstatement = \"x\"\nrnak = 1\n";
    let plain = wrong(text);
    assert_eq!(wrong(&format!("\u{feff}{text}")), plain);
    assert_eq!(wrong(&text.replace('\n', "\r\n")), plain);
}

#[test]
fn columns_count_characters_and_bytes_lie_in_the_file() {
    let text = "\u{feff}[need.N-1]\nsuccess = { patients = \"ü\", wrong = 1 }\nзzz = 1\n\"é\" = { x = 1 }\n";
    for finding in read(text).1 {
        let Some((_, Some(strategy::Place::Text { line, column, start, end }))) = finding.source else { panic!("{finding:#?}") };
        assert!(text.get(start..end).is_some(), "{start}..{end} cuts a character");
        let of_line = text.lines().nth(line - 1).expect("the line exists");
        assert!(column <= of_line.chars().count() + 1, "line {line} has no column {column}");
    }
}

#[test]
fn odd_unicode_is_kept_as_it_is() {
    let graph = graph("[need.N-1]\nstatement = \"a\u{200b}\u{202e}b\u{e0041}心\"\n");
    assert_eq!(graph.record(&key("N-1")).map(strategy::Record::title), Some("a\u{200b}\u{202e}b\u{e0041}心"));
}

#[test]
fn an_empty_file_is_an_empty_strategy() {
    for text in ["", "\n", "\u{feff}", "# nothing yet\n"] {
        assert!(graph(text).is_empty());
    }
}

#[test]
fn an_earlier_revision_is_kept_aside() {
    let graph = graph("[need.\"N-1@1\"]\nstatement = \"before\"\n[need.N-1]\nrevision = 2\nstatement = \"after\"\n");
    assert_eq!(graph.len(), 1);
    assert_eq!(graph.past(&key("N-1"), 1).map(strategy::Record::title), Some("before"));
}
