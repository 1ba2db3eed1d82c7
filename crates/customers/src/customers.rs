//! The file, and the two doors to it: one writer, many readers.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rusqlite::Connection;

use crate::{Error, schema, store};

/// Reading connections kept open between uses; more are opened when needed and closed afterwards.
const READERS_KEPT: usize = 4;

/// What is known of stakeholders, in one file. Cheap to clone: all clones share the same connections.
///
/// One writes at a time; readers see the last committed state and never wait for the writer. In memory there is one
/// connection, so a reader waits for the writer, and a thread that is keeping a file must not read.
#[derive(Clone)]
pub struct Customers {
    shared: Arc<Shared>,
}

struct Shared {
    /// `None` in memory. Closed before the writer, so that the last to close can move the log into the file.
    readers: Option<Readers>,
    writer: Mutex<Connection>,
}

struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Customers {
    /// Opens the file, making it and bringing its schema up to date where needed.
    ///
    /// # Errors
    /// If the file cannot be opened, belongs to something else or to a newer program, or if a setting does not hold.
    pub fn open(path: impl AsRef<Path>) -> Result<Customers, Error> {
        let path = path.as_ref();
        let connection = store::writer(path)?;
        schema::bring_up_to_date(&connection, path)?;
        let readers = Readers { path: path.to_owned(), idle: Mutex::new(vec![]) };
        Ok(Customers { shared: Arc::new(Shared { readers: Some(readers), writer: Mutex::new(connection) }) })
    }

    /// A store that lives in memory and is gone when its last clone is dropped.
    ///
    /// # Errors
    /// If the store cannot be made.
    pub fn in_memory() -> Result<Customers, Error> {
        let connection = store::in_memory()?;
        schema::bring_up_to_date(&connection, Path::new(":memory:"))?;
        Ok(Customers { shared: Arc::new(Shared { readers: None, writer: Mutex::new(connection) }) })
    }

    /// The writer's connection; whoever holds it writes.
    pub(crate) fn writer(&self) -> MutexGuard<'_, Connection> {
        self.shared.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` on one unchanging state.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let Some(readers) = &self.shared.readers else {
            return work(&self.writer());
        };
        let idle = readers.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => store::reader(&readers.path)?,
        };
        connection.execute_batch("BEGIN DEFERRED")?;
        let answer = work(&connection);
        connection.execute_batch("ROLLBACK")?;
        let mut idle = readers.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < READERS_KEPT {
            idle.push(connection);
        }
        answer
    }

    /// Runs `work` in one transaction: all of it is durable when this returns, or none of it happened.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let writer = self.writer();
        writer.execute_batch("BEGIN IMMEDIATE")?;
        match work(&writer).and_then(|answer| writer.execute_batch("COMMIT").map(|()| answer).map_err(Error::from)) {
            Ok(answer) => Ok(answer),
            Err(error) => {
                roll_back(&writer);
                Err(error)
            }
        }
    }
}

/// Forgets the transaction. After a full disk SQLite may have done so by itself; a transaction that cannot be rolled back is
/// rolled back when the file is next opened.
pub(crate) fn roll_back(connection: &Connection) {
    if !connection.is_autocommit() {
        let _ = connection.execute_batch("ROLLBACK");
    }
}
