//! The heads table is derived from the log: here it is made again from it.

use crate::store::Connection;
use crate::{Error, Ledger};

impl Ledger {
    /// Makes the table of current revisions again from the log and returns the number of records.
    /// Needed only if verification says that the two disagree while the log itself is sound.
    pub fn rebuild_heads(&self) -> Result<usize, Error> {
        self.write(|connection| Ok((rebuild(connection)?, 0)))
    }
}

fn rebuild(connection: &Connection) -> Result<usize, Error> {
    connection.execute("DELETE FROM heads", &[])?;
    connection.execute(
        "INSERT INTO heads (record, seq, number, kind, key, removed) \
         SELECT r.record, r.seq, r.number, r.kind, r.key, CASE WHEN r.body IS NULL THEN 1 ELSE 0 END \
         FROM revision AS r JOIN (SELECT max(seq) AS seq FROM revision GROUP BY record) AS last ON last.seq = r.seq",
        &[],
    )
}
