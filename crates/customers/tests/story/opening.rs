//! Opening files: new, again, foreign, newer; readers beside a writer.

use customers::{Customers, Error};
use rusqlite::Connection;

use crate::given::*;

#[test]
fn a_file_opened_again_shows_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("customers.db");
    let first = Customers::open(&path).unwrap();
    ALL.iter().for_each(|file| drop(keep(&first, *file)));
    first.link().unwrap();
    let before = shown(&first);
    drop(first);
    assert_eq!(shown(&Customers::open(&path).unwrap()), before);
}

#[test]
fn a_foreign_file_is_left_alone_and_a_newer_one_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "these are notes, long enough to be read as a header of a database file").unwrap();
    assert!(matches!(Customers::open(&text), Err(Error::NotCustomers { .. })));
    let other = folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE songs (title TEXT)").unwrap();
    assert!(matches!(Customers::open(&other), Err(Error::NotCustomers { .. })));

    let path = folder.path().join("customers.db");
    drop(Customers::open(&path).unwrap());
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    let Err(refusal) = Customers::open(&path) else { panic!("a newer file was opened") };
    assert_eq!(
        refusal.to_string(),
        "the file of customers has schema 99 and this program knows up to 1; install the newer program, or keep the files anew in another folder"
    );
}

#[test]
fn readers_see_what_was_before_while_a_file_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let customers = Customers::open(folder.path().join("customers.db")).unwrap();
    keep(&customers, REGISTER);
    let before = shown(&customers);
    let reader = customers.clone();
    let mut keeping = customers.keep(&import("sales")).unwrap();
    let summaries = read(&mut keeping, ACCOUNTS.0, ACCOUNTS.1, None);
    assert_eq!(shown(&reader), before);
    keeping.commit(&summaries).unwrap();
    assert_ne!(shown(&reader), before);
}

#[test]
fn what_is_not_committed_is_not_kept() {
    let customers = with(&[REGISTER]);
    let before = shown(&customers);
    {
        let mut keeping = customers.keep(&import("sales")).unwrap();
        read(&mut keeping, ACCOUNTS.0, ACCOUNTS.1, None);
    }
    assert_eq!(shown(&customers), before);
    let mut keeping = customers.keep(&import("sales")).unwrap();
    let mut summaries = read(&mut keeping, ACCOUNTS.0, ACCOUNTS.1, None);
    summaries[0].end = import::facts::End::Broken;
    assert!(matches!(keeping.commit(&summaries), Err(Error::NotWhole { .. })));
    assert_eq!(shown(&customers), before);
}
