//! How the program behaves between others: pipes that close, colours, what needs no workspace.

use crate::run::{lodestar, lodestar_given, shell};

const NEED: &str = "[need.N-1]\nstatement = \"people fall\"\n";

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let said = shell(folder.path(), "lodestar explain | head -1");
    assert_eq!((said.out.as_str(), said.err.as_str()), ("Rules\n", ""));
}

#[test]
fn a_full_disk_is_a_failure_and_not_a_success() {
    if !std::path::Path::new("/dev/full").exists() {
        crate::skipped("this system has no /dev/full");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let said = shell(folder.path(), "lodestar explain > /dev/full");
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("the output cannot be written"), "{}", said.err);
}

#[test]
fn colours_go_to_terminals_only_and_not_where_they_are_unwanted() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("plan.toml"), NEED).expect("it can be written");
    let piped = lodestar(folder.path(), &["check", "plan.toml"]);
    assert!(!piped.out.contains('\u{1b}'));
    if !std::path::Path::new("/usr/bin/script").exists() {
        crate::skipped("`script`, which pretends to be a terminal, is not here");
        return;
    }
    let on_terminal = |line: &str| shell(folder.path(), &format!("script -qec '{line}' /dev/null")).out;
    assert!(on_terminal("lodestar check plan.toml").contains('\u{1b}'));
    assert!(!on_terminal("NO_COLOR=1 lodestar check plan.toml").contains('\u{1b}'));
    assert!(!on_terminal("lodestar check plan.toml --no-color").contains('\u{1b}'));
}

#[test]
fn the_standard_input_is_a_file_like_any_other() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let said = lodestar_given(folder.path(), &["check", "-", "--json", "--day", "2026-03-01"], NEED.as_bytes());
    assert_eq!(said.code, Some(5));
    assert!(said.out.lines().all(|line| line.contains("\"file\":\"standard input\"")), "{}", said.out);
}

#[test]
fn text_that_is_not_utf_8_is_a_finding() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let said = lodestar_given(folder.path(), &["check", "-"], b"[need.N-1]\nstatement = \"caf\xE9\"\n");
    assert_eq!(said.code, Some(5));
    assert!(said.out.contains("line 2 is not UTF-8"), "{}", said.out);
}
