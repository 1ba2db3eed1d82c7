//! Taking a file back: exactly what it brought goes, and records are as they were without it.

use rusqlite::{Connection, params};

use crate::{
    Customers, Error, Imported, imports,
    refresh::{self, Touched},
    write::Range,
};

impl Customers {
    /// Takes an import back. What people decided stays, and applies again if its records come back.
    ///
    /// # Errors
    /// If there is no such import, or the file cannot be written. Then nothing is changed.
    pub fn undo(&self, import: &str) -> Result<Imported, Error> {
        self.write(|connection| {
            let imported = imports::of_id(connection, import)?.ok_or_else(|| Error::NoImport { id: import.to_owned() })?;
            let sql = "SELECT number, first_fact, last_fact FROM import WHERE id = ?1";
            let range =
                connection.query_row(sql, [import], |row| Ok(Range { import: row.get(0)?, first: row.get(1)?, last: row.get(2)? }))?;
            let mut touched = Touched::begin(connection)?;
            forget(connection, &range, &mut touched)?;
            refresh::all(connection, touched)?;
            Ok(imported)
        })
    }
}

/// Deletes the facts of an import, and the import. Records are made anew later.
pub(crate) fn forget(connection: &Connection, range: &Range, touched: &mut Touched) -> Result<(), Error> {
    touched.by(connection, range)?;
    touched.mentioned(connection, range)?;
    let facts = params![range.first, range.last];
    connection.execute("DELETE FROM also WHERE fact BETWEEN ?1 AND ?2", facts)?;
    connection.execute("DELETE FROM fact WHERE id BETWEEN ?1 AND ?2", facts)?;
    connection.execute("DELETE FROM import WHERE number = ?1", [range.import])?;
    Ok(())
}
