//! A process that writes is killed again and again: what it acknowledged is there, nothing is there by half.

use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use ledger::{Append, Ledger};
use serde_json::json;

use crate::given::*;

/// Tells the child which file to write to.
const FILE: &str = "LEDGER_STORY_FILE";

/// How many batches to let pass before each kill; one round each.
const ROUNDS: [usize; 20] = [1, 7, 2, 13, 0, 5, 21, 3, 1, 34, 8, 0, 4, 17, 6, 2, 11, 29, 1, 9];

/// Batch `number`: between 1 and 40 new records that all carry the number, so that a kill falls into small and large ones.
fn batch(number: usize) -> Append {
    let size = 1 + number * 7 % 40;
    let writes = (0..size).map(|place| write(&format!("K-{number}-{place}"), None, json!({ "batch": number, "size": size })));
    let mut append = change(number as i64, "create", writes.collect());
    append.idempotency_key = Some(format!("batch {number}"));
    append
}

/// The number of batches in the log; each must be there as a whole, in order.
fn batches_written(ledger: &Ledger) -> usize {
    let batches = ledger.batches(None, u32::MAX).unwrap();
    let count = batches.len();
    let mut records = 0;
    for (place, written) in batches.iter().rev().enumerate() {
        let size = batch(place).writes.len();
        assert_eq!(written.last_seq + 1 - written.first_seq, size as u64, "batch {place} is there by half");
        records += size;
    }
    assert_eq!(ledger.heads().unwrap().len(), records);
    count
}

/// Not a test by itself: the child process appends batches until it is killed, and prints each one that is acknowledged.
#[test]
#[ignore = "run by the story below in a process of its own"]
fn child_that_writes_until_it_is_killed() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let ledger = Ledger::open(Path::new(&path)).unwrap();
    let start = batches_written(&ledger);
    for number in start.. {
        // The last acknowledged request is sent again, as a client does that saw no answer.
        if number > 0 {
            let again = ledger.append(batch(number - 1)).unwrap();
            assert_eq!(again.written.len(), batch(number - 1).writes.len());
        }
        ledger.append(batch(number)).unwrap();
        let mut out = std::io::stdout().lock();
        if writeln!(out, "\nacknowledged {number}").and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

#[test]
fn no_acknowledged_change_is_lost_and_none_is_there_by_half() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut acknowledged = None;
    for (round, let_pass) in ROUNDS.into_iter().enumerate() {
        let last = write_until_killed(&path, let_pass);
        acknowledged = last.or(acknowledged);
        let ledger = Ledger::open(&path).unwrap();
        let written = batches_written(&ledger);
        let promised = acknowledged.map_or(0, |number| number + 1);
        assert!(written >= promised, "round {round}: {promised} acknowledged, {written} there");
        sound(&ledger);
    }
    let total: usize = ROUNDS.iter().sum();
    assert!(acknowledged.is_some_and(|number| number >= total), "each round got further");
}

/// Starts the child, lets it acknowledge `let_pass` batches and one more, kills it with SIGKILL, and returns the last
/// batch it acknowledged before it died.
fn write_until_killed(path: &Path, let_pass: usize) -> Option<usize> {
    let child_test = ["kills::child_that_writes_until_it_is_killed", "--exact", "--ignored", "--nocapture"];
    let this = std::env::current_exe().unwrap();
    let mut child = Command::new(this).args(child_test).env(FILE, path).stdout(Stdio::piped()).spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let mut acknowledged = out.lines().map_while(Result::ok).filter_map(|line| line.strip_prefix("acknowledged ")?.parse().ok());
    let at_kill = acknowledged.by_ref().nth(let_pass);
    child.kill().unwrap();
    // What it still said before the kill arrived counts as acknowledged too.
    let last = acknowledged.last().or(at_kill);
    assert!(!child.wait().unwrap().success(), "it was killed and did not end by itself");
    last
}
