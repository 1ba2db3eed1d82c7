//! Everything that is decided in each place, as text files that are checked in: a change of a rule is a difference to read.
//! `UPDATE_TABLES=1 cargo test -p guardrails tables` writes them anew; read the difference before committing it.

use std::{fs, path::PathBuf};

use guardrails::Jurisdiction;
use jiff::civil::date;

use crate::asking::shipped;

/// A text that is checked in beside this file; fails with the first line that differs.
pub(crate) fn is_as_kept(name: &str, now: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/gate").join(name);
    if std::env::var_os("UPDATE_TABLES").is_some() {
        fs::write(&file, now).expect("a writable table");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    if now == kept {
        return;
    }
    let at = now.lines().zip(kept.lines()).position(|(now, kept)| now != kept).unwrap_or(kept.lines().count());
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    panic!(
        "{} differs from line {}:\n  kept {}\n  now  {}\nUPDATE_TABLES=1 writes the tables anew",
        file.display(),
        at + 1,
        line(&kept),
        line(now)
    );
}

#[test]
fn the_decision_tables_are_as_checked_in() {
    for place in Jurisdiction::KNOWN {
        let now = shipped().decision_table(&place, date(2026, 11, 24));
        is_as_kept(&format!("tables/{}.txt", place.word().to_ascii_lowercase()), &now);
    }
}
