//! A program that is killed while it keeps a file leaves the file as it was before or as it is after. A full disk leaves it
//! as it was.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
};

use customers::Customers;

use crate::given::*;

const FILE: &str = "CUSTOMERS_KILL_FILE";

/// Accounts of many people, which take a while.
fn many() -> String {
    let mut text = String::from("Id,LastName,FirstName,Specialty_1_vod__c\n");
    (0..6_000).for_each(|number| text.push_str(&format!("K{number},Quinwell{number},Ada,Cardiology\n")));
    text
}

#[test]
#[ignore = "the child of the test below"]
#[expect(clippy::disallowed_methods, reason = "the parent tells the child its file")]
#[expect(clippy::print_stdout, reason = "the child tells the parent how far it is")]
fn child_that_keeps_until_it_is_killed() {
    let Ok(path) = std::env::var(FILE) else { return };
    let customers = Customers::open(path).unwrap();
    let mut keeping = customers.keep(&import("sales")).unwrap();
    let say = |what: &str| {
        println!("\nsays {what}");
        std::io::stdout().flush().unwrap();
    };
    say("begun");
    let summaries = read(&mut keeping, "many.csv", &many(), None);
    say("taken");
    keeping.commit(&summaries).unwrap();
    say("kept");
    // Waits to be killed.
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

/// Starts the child and kills it when it has said so many things.
fn killed_after(path: &Path, things: usize) {
    let child_test = ["kills::child_that_keeps_until_it_is_killed", "--exact", "--ignored", "--nocapture"];
    let mut command = Command::new(std::env::current_exe().unwrap());
    let mut child = command.args(child_test).env(FILE, path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok).filter(|line| line.starts_with("says "));
    assert_eq!(said.take(things).count(), things);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_kill_leaves_before_or_after() {
    for things in 1..=3 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("customers.db");
        let first = Customers::open(&path).unwrap();
        keep(&first, REGISTER);
        let before = first.imports().unwrap();
        drop(first);
        killed_after(&path, things);
        let customers = Customers::open(&path).unwrap();
        let after = customers.imports().unwrap();
        let count = customers.search("quinwell", None, 1).unwrap().count;
        match after.len() {
            1 => assert_eq!((after, count), (before, 1), "{things}"),
            _ => assert!(after[0].facts == 6_000 && count >= 500, "{things}: {after:?}"),
        }
        if things == 3 {
            assert_eq!(customers.imports().unwrap().len(), 2, "what was kept is there");
        }
        assert!(customers.link().is_ok());
    }
}
