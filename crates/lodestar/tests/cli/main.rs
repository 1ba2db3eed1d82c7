//! The command line as a person meets it: the real program, in a folder of its own.
#![cfg(unix)]

mod corpus;
mod fixtures;
mod hostile;
mod interrupted;
mod packs;
mod pipes;
mod run;
mod scenario;
mod scenarios;

/// Says that a test cannot run on this system; where everything must run, that is a failure.
#[expect(clippy::print_stdout, reason = "a test says what it skipped")]
fn skipped(why: &str) {
    assert!(std::env::var_os("CI").is_none(), "cannot be skipped here: {why}");
    println!("skipped: {why}");
}
