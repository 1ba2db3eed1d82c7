//! A full disk, which only the writer's own connection can play.

use std::io::Cursor;

use import::facts::{self, Asked};

use crate::{Customers, Error, Import};

fn people(count: usize) -> String {
    let mut text = String::from("Id,LastName,FirstName,Specialty_1_vod__c\n");
    (0..count).for_each(|number| text.push_str(&format!("K{number},Quinwell{number},Ada,Cardiology\n")));
    text
}

fn keep(customers: &Customers, text: &str) -> Result<(), Error> {
    let at = "2026-05-01T09:00:00Z".parse().expect("an instant");
    let import = Import { acting_as: "sales".into(), person: "Ada Example".into(), reason: String::new(), at, system: None };
    let mut keeping = customers.keep(&import)?;
    let asked = Asked { file: "accounts.csv", ..Asked::default() };
    let summaries = facts::read(&asked, Cursor::new(text.as_bytes().to_vec()), &mut keeping).expect("bytes in memory");
    keeping.commit(&summaries).map(|_| ())
}

#[test]
fn a_full_disk_leaves_what_was_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let customers = Customers::open(folder.path().join("customers.db")).expect("a file");
    keep(&customers, &people(20)).expect("room for twenty");
    let pages: i64 = customers.writer().query_row("PRAGMA page_count", [], |row| row.get(0)).expect("a number");
    for room in [1, 40, 200] {
        let limit = pages + room;
        customers.writer().query_row(&format!("PRAGMA max_page_count = {limit}"), [], |_| Ok(())).expect("a limit");
        assert!(matches!(keep(&customers, &people(20_000)), Err(Error::Full)), "{room}");
        assert_eq!(customers.imports().expect("a list").len(), 1);
        assert_eq!(customers.search("quinwell", None, 1).expect("an answer").count, 20);
    }
    customers.writer().query_row("PRAGMA max_page_count = 1000000", [], |_| Ok(())).expect("a limit");
    keep(&customers, &people(20_000)).expect("there is room again");
    assert_eq!(customers.imports().expect("a list").len(), 2);
}
