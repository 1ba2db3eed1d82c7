//! Every scenario says today what it said when somebody last read it. `UPDATE_SCENARIOS=1` records it anew; read the diff.

use std::path::{Path, PathBuf};

use crate::{fixtures, scenario};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios")
}

fn names() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the scenarios are there");
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".txt").map(str::to_owned)).collect();
    names.sort();
    names
}

#[expect(clippy::disallowed_methods, reason = "whether to record anew is asked of the person who runs the test")]
fn is_recording() -> bool {
    std::env::var("UPDATE_SCENARIOS").is_ok()
}

#[test]
fn every_scenario_says_what_it_said() {
    let mut differ = vec![];
    for name in names() {
        let path = folder().join(format!("{name}.txt"));
        let recorded = std::fs::read_to_string(&path).expect("a text");
        let place = tempfile::tempdir().expect("a temporary folder");
        fixtures::write_into(place.path());
        let played = scenario::play(&recorded, place.path());
        if played == recorded {
            continue;
        }
        if is_recording() {
            std::fs::write(&path, played).expect("the scenario can be written");
        } else {
            differ.push(format!("{name}:\n{}", difference(&recorded, &played)));
        }
    }
    assert!(differ.is_empty(), "{}\nrecord anew with UPDATE_SCENARIOS=1 and read the diff", differ.join("\n"));
}

/// The lines around the first difference.
fn difference(recorded: &str, played: &str) -> String {
    let (recorded, played): (Vec<&str>, Vec<&str>) = (recorded.lines().collect(), played.lines().collect());
    let first = recorded.iter().zip(&played).take_while(|(one, other)| one == other).count();
    let around =
        |lines: &[&str]| lines.iter().skip(first.saturating_sub(3)).take(8).map(|line| format!("    {line}\n")).collect::<String>();
    format!("  recorded, line {}:\n{}  now:\n{}", first + 1, around(&recorded), around(&played))
}
