//! Everything that is decided in each place, as text files that are checked in: a change of a rule is a difference to read.
//! `UPDATE_TABLES=1 cargo test -p guardrails tables` writes them anew; read the difference before committing it.

use std::{fs, path::PathBuf};

use guardrails::Jurisdiction;
use jiff::civil::date;

use crate::asking::shipped;

fn file(place: &Jurisdiction) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/gate/tables/{}.txt", place.word().to_ascii_lowercase()))
}

#[test]
fn the_decision_tables_are_as_checked_in() {
    let update = std::env::var_os("UPDATE_TABLES").is_some();
    for place in Jurisdiction::KNOWN {
        let now = shipped().decision_table(&place, date(2026, 11, 24));
        if update {
            fs::write(file(&place), &now).expect("a writable table");
        }
        let kept = fs::read_to_string(file(&place)).unwrap_or_default();
        if now != kept {
            let at = now.lines().zip(kept.lines()).position(|(now, kept)| now != kept).unwrap_or(kept.lines().count());
            let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
            panic!(
                "{} differs from line {}:\n  kept {}\n  now  {}\nUPDATE_TABLES=1 writes the tables anew",
                file(&place).display(),
                at + 1,
                line(&kept),
                line(&now)
            );
        }
    }
}
