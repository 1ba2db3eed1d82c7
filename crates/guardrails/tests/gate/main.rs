//! The gate, told as stories: what a policy decides, and what is never let through.

mod asking;
mod cells;
mod changes;
mod coverage;
mod differential;
mod facts;
mod known_answers;
mod pairs;
mod reference;
mod reference_projection;
mod sights;
mod tables;
mod unseen;
mod ways;
mod worlds;

use asking::shipped as gate;

#[expect(clippy::print_stdout, reason = "a test says what it skipped")]
fn skipped(why: &str) {
    assert!(std::env::var_os("CI").is_none(), "cannot be skipped here: {why}");
    println!("skipped: {why}");
}
