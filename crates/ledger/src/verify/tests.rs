//! Forgers who know the encoding and mend the hashes behind what they changed. Without a witness only what contradicts
//! itself can be found; each of these does.

use jiff::Timestamp;
use uuid::Uuid;

use super::*;
use crate::hash::seal;
use crate::log::{self, sealed};
use crate::store::Param;
use crate::{Append, Body, Write};

/// Eight revisions in four batches of two, each of a record of its own.
fn eight_revisions() -> Ledger {
    let ledger = Ledger::in_memory().expect("a ledger in memory opens");
    for batch in 0..4i64 {
        let record = |place: u128| Write {
            record_id: Uuid::from_u128(2 * batch as u128 + place + 1),
            kind: "claim".into(),
            key: format!("C-{}", 2 * batch as u128 + place + 1),
            base: None,
            body: Some(Body::new()),
        };
        let append = Append {
            author: "ana".into(),
            acting_as: "medical".into(),
            at: Timestamp::from_second(batch).expect("a small number of seconds"),
            label: "create".into(),
            reason: String::new(),
            writes: vec![record(0), record(1)],
            idempotency_key: None,
        };
        ledger.append(append).expect("new records can be created");
    }
    ledger
}

/// What verification finds after `change`, when the forger has mended the hashes of `mended`.
fn forged(change: &str, mended: std::ops::RangeInclusive<u64>) -> (u64, Problem) {
    let ledger = eight_revisions();
    ledger.tamper(|connection| {
        for table in ["revision", "batch"] {
            for what in ["changed", "deleted"] {
                connection.execute(&format!("DROP TRIGGER {table}_is_never_{what}"), &[]).expect("the trigger is there");
            }
        }
        connection.execute(change, &[]).expect("without triggers anything goes");
        for seq in mended {
            mend(connection, seq);
        }
    });
    let fault = ledger.verify(None).expect("verification runs").fault.expect("the forgery is found");
    (fault.seq, fault.problem)
}

/// Makes the revision follow on the one before it, and its hash fit, and the head row too.
fn mend(connection: &Connection, seq: u64) {
    let hash_of = |seq: u64| {
        let sql = "SELECT hash FROM revision WHERE seq = $1";
        connection.one(sql, &[Param::from(seq)], |row| row.hash()).expect("can be read").unwrap_or(Hash::START)
    };
    let set = |column: &str, hash: Hash| {
        let sql = format!("UPDATE revision SET {column} = $1 WHERE seq = $2");
        connection.execute(&sql, &[Param::Bytes(&hash.0), Param::from(seq)]).expect("can be written");
    };
    set("previous", hash_of(seq - 1));
    let sql = concat!("SELECT ", sealed!(), " FROM revision AS r JOIN batch AS b ON b.first_seq = r.batch WHERE r.seq = $1");
    let cells = connection.one(sql, &[Param::from(seq)], |row| Ok(row.cells())).expect("can be read").expect("is there");
    let params: Vec<Param<'_>> = cells.iter().map(Param::from).collect();
    let hash = seal(log::REVISION, &params);
    set("hash", hash);
    connection.execute("UPDATE chain_head SET hash = $1", &[Param::Bytes(&hash.0)]).expect("can be written");
}

#[test]
fn mending_one_hash_breaks_the_chain_at_the_next() {
    let change = r#"UPDATE revision SET body = '{"forged":true}' WHERE seq = 3"#;
    assert_eq!(forged(change, 3..=3), (4, Problem::OutOfOrder));
}

#[test]
fn a_record_that_skips_a_number_is_found_although_all_hashes_fit() {
    assert_eq!(forged("UPDATE revision SET number = 2 WHERE seq = 3", 3..=8), (3, Problem::WrongNumber));
}

#[test]
fn a_batch_that_reaches_into_the_next_is_found_although_all_hashes_fit() {
    assert_eq!(forged("UPDATE batch SET last_seq = 5 WHERE first_seq = 3", 3..=8), (5, Problem::WrongBatch));
    assert_eq!(forged("UPDATE revision SET batch = 1 WHERE seq = 3", 3..=8), (3, Problem::WrongBatch));
}

#[test]
fn an_instant_moved_back_is_found_although_all_hashes_fit() {
    assert_eq!(forged("UPDATE batch SET effective_us = 0 WHERE first_seq = 5", 5..=8), (5, Problem::WrongInstant));
}

#[test]
fn a_change_with_all_hashes_mended_is_found_by_the_witness_alone() {
    let ledger = eight_revisions();
    let witness = ledger.checkpoint().expect("can be read");
    ledger.tamper(|connection| {
        connection.execute("DROP TRIGGER revision_is_never_changed", &[]).expect("the trigger is there");
        connection.execute("UPDATE revision SET body = '{}x' WHERE seq = 3", &[]).expect("without it anything goes");
        (3..=8).for_each(|seq| mend(connection, seq));
    });
    assert_eq!(ledger.verify(None).expect("runs").fault, None);
    let fault = ledger.verify(Some(&witness)).expect("runs").fault.expect("the witness disagrees");
    assert_eq!((fault.seq, fault.problem), (8, Problem::WitnessDisagrees));
}
