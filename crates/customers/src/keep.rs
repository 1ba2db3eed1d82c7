//! Keeping a file: its facts stream into one transaction, which is committed as a whole or forgotten.

use std::{ops::ControlFlow, sync::MutexGuard};

use import::facts::{Batch, End, Reject, Sink, Summary};
use rusqlite::{Connection, params};

use crate::{
    Customers, Error, Import, Kept, KeptFile,
    customers::roll_back,
    imports,
    refresh::{self, Touched},
    undo,
    write::{self, Open},
};

/// A file that is being kept. Facts go in through [`Keeping::take`], or through the [`Sink`] that it is; nothing is kept
/// before [`Keeping::commit`], and dropping it leaves everything as it was, as does a kill.
pub struct Keeping<'c> {
    connection: MutexGuard<'c, Connection>,
    import: Import,
    files: Vec<Open>,
    failed: Option<Error>,
}

impl Customers {
    /// Begins to keep a file. Others may read meanwhile; whoever wants to write waits.
    ///
    /// # Errors
    /// If another process is writing, or the file cannot be written.
    pub fn keep(&self, import: &Import) -> Result<Keeping<'_>, Error> {
        let connection = self.writer();
        connection.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Keeping { connection, import: import.clone(), files: vec![], failed: None })
    }
}

impl Keeping<'_> {
    /// Takes some rows. Rows of tables that are not kept are counted and let go. The rows of one file share their provenance
    /// and come one after the other.
    ///
    /// # Errors
    /// If the file cannot be written; then nothing more is taken and nothing will be kept.
    pub fn take(&mut self, batch: &Batch) -> Result<(), Error> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let taken = self.take_batch(batch);
        if let Err(error) = &taken {
            self.failed = Some(error.clone());
            roll_back(&self.connection);
        }
        taken
    }

    /// What went wrong while taking, if something did.
    pub fn failure(&self) -> Option<&Error> {
        self.failed.as_ref()
    }

    fn take_batch(&mut self, batch: &Batch) -> Result<(), Error> {
        let is_another = self.files.last().is_none_or(|open| !open.is_of(&batch.provenance));
        if is_another {
            self.files.push(Open::begin(&self.connection, &self.import, &batch.provenance)?);
        }
        match self.files.last_mut() {
            Some(open) => write::rows(&self.connection, open, batch),
            None => Ok(()),
        }
    }

    /// Keeps what was taken. `summaries` are those of the reading: they name the imports, and say that each file was read to
    /// its end. Content that is kept already changes nothing.
    ///
    /// # Errors
    /// If something failed while taking, if a file was not read to its end, or if the file cannot be written. Then nothing
    /// is kept.
    pub fn commit(mut self, summaries: &[Summary]) -> Result<Kept, Error> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let mut kept = Kept::default();
        let mut files = std::mem::take(&mut self.files);
        let mut touched = Touched::begin(&self.connection)?;
        for summary in summaries {
            if summary.end != End::Whole {
                return Err(Error::NotWhole { file: summary.file.clone() });
            }
            let open = match files.iter().position(|open| open.is_named(summary)) {
                Some(at) => files.remove(at),
                None => Open::empty(&self.connection, &self.import, summary)?,
            };
            kept.files.push(self.settle(open, summary, &mut touched)?);
        }
        if let Some(open) = files.first() {
            return Err(Error::NotWhole { file: open.file().to_owned() });
        }
        if kept.files.iter().all(|file| file.was_kept) {
            return Ok(kept);
        }
        refresh::all(&self.connection, touched)?;
        self.connection.execute_batch("COMMIT")?;
        Ok(kept)
    }

    /// Gives the rows of one file their import, or lets them go where the same content is kept already.
    fn settle(&self, open: Open, summary: &Summary, touched: &mut Touched) -> Result<KeptFile, Error> {
        let was_kept = imports::is_kept(&self.connection, &summary.import)?;
        let mut file = KeptFile { import: summary.import.clone(), file: summary.file.clone(), was_kept, ..KeptFile::default() };
        if was_kept {
            undo::forget(&self.connection, &open.range(), touched)?;
            return Ok(file);
        }
        let range = open.range();
        file.facts = range.facts();
        file.ignored = open.ignored.iter().map(|(table, rows)| ((*table).to_owned(), *rows)).collect();
        let sql = "UPDATE import SET id = ?2, facts = ?3, rejected = ?4, ignored = ?5, first_fact = ?6, last_fact = ?7 WHERE number = ?1";
        let ignored = serde_json::json!(file.ignored).to_string();
        let rejected = i64::try_from(summary.rejected).unwrap_or(i64::MAX);
        let facts = i64::try_from(file.facts).unwrap_or(i64::MAX);
        self.connection.execute(sql, params![range.import, summary.import, facts, rejected, ignored, range.first, range.last])?;
        touched.by(&self.connection, &range)?;
        Ok(file)
    }
}

impl Sink for Keeping<'_> {
    /// Takes the rows; a failure stops the reading and is what [`Keeping::commit`] answers.
    fn batch(&mut self, batch: Batch) -> ControlFlow<()> {
        match self.take(&batch) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }

    fn reject(&mut self, _reject: &Reject<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

impl Drop for Keeping<'_> {
    fn drop(&mut self) {
        roll_back(&self.connection);
    }
}

#[cfg(test)]
mod tests;
