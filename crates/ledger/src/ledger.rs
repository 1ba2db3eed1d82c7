//! Opening the ledger, and the two doors to it: one writer, many readers.
//! After a write whose outcome is in doubt the writer's door stays shut: an fsync is never tried twice.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::error::Source;
use crate::store::Connection;
use crate::{Error, schema};

/// Reading connections kept open between uses; more are opened when needed and closed afterwards.
const READERS_KEPT: usize = 4;

/// Written revisions after which the writer moves the engine's log into its file.
/// 1,000 revisions of a few kilobytes keep that log within some megabytes.
const SETTLE_EVERY: usize = 1_000;

/// The ledger of one workspace. Cheap to clone: all clones share the same connections.
#[derive(Clone)]
pub struct Ledger {
    shared: Arc<Shared>,
}

struct Shared {
    /// `None` in memory, where the writer's connection also reads.
    /// Closed before the writer, so that the last to close can move the engine's log into its file.
    readers: Option<Readers>,
    /// `None` in a ledger that was opened for reading.
    writer: Option<Mutex<Writer>>,
    halted: OnceLock<Source>,
}

struct Writer {
    connection: Connection,
    unsettled: usize,
}

struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Ledger {
    /// Opens the ledger in this file, creating it and bringing its schema up to date where needed.
    /// Fails if the file belongs to something else or to a newer program, or if a durability setting does not hold.
    pub fn open(path: impl AsRef<Path>) -> Result<Ledger, Error> {
        let path = path.as_ref();
        let connection = Connection::open(path)?;
        schema::bring_up_to_date(&connection, path)?;
        Ok(Ledger::from_parts(Some(connection), Some(path)))
    }

    /// Opens an existing ledger for reading; every write answers [`Error::ReadOnly`].
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Ledger, Error> {
        let path = path.as_ref();
        let connection = Connection::open_read_only(path)?;
        schema::must_be_current(&connection, path)?;
        Ok(Ledger::from_parts(None, Some(path)))
    }

    /// A ledger that lives in memory and is gone when its last clone is dropped.
    pub fn in_memory() -> Result<Ledger, Error> {
        let connection = Connection::in_memory()?;
        schema::bring_up_to_date(&connection, Path::new(":memory:"))?;
        Ok(Ledger::from_parts(Some(connection), None))
    }

    fn from_parts(writer: Option<Connection>, path: Option<&Path>) -> Ledger {
        let writer = writer.map(|connection| Mutex::new(Writer { connection, unsettled: 0 }));
        let readers = path.map(|path| Readers { path: path.to_owned(), idle: Mutex::new(Vec::new()) });
        Ledger { shared: Arc::new(Shared { readers, writer, halted: OnceLock::new() }) }
    }

    /// The error every write answers with, once a write has failed in a way that leaves its outcome in doubt.
    /// The process should then stop and be started again; opening the file recovers what was acknowledged.
    pub fn halted(&self) -> Option<Error> {
        self.shared.halted.get().map(|source| Error::Halted { source: source.clone() })
    }

    /// Runs `work` on a connection for reading.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let Some(readers) = &self.shared.readers else {
            return work(&self.writer()?.connection);
        };
        let idle = readers.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => Connection::open_read_only(&readers.path)?,
        };
        let answer = work(&connection)?;
        let mut idle = readers.idle();
        if idle.len() < READERS_KEPT {
            idle.push(connection);
        }
        Ok(answer)
    }

    /// Runs `work` on one unchanging state of the store.
    pub(crate) fn read_one_state<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        self.read(|connection| {
            connection.begin_read()?;
            let answer = work(connection);
            connection.rollback()?;
            answer
        })
    }

    /// Runs `work` in one transaction: all of it is durable when this returns, or none of it happened.
    /// `work` returns its answer and the number of revisions it wrote.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Connection) -> Result<(T, usize), Error>) -> Result<T, Error> {
        self.write_with(self.writer()?, work)
    }

    /// Runs `work` like [`Ledger::write`], unless another write is under way: then nothing happens.
    pub(crate) fn write_if_idle<T>(&self, work: impl FnOnce(&Connection) -> Result<(T, usize), Error>) -> Result<Option<T>, Error> {
        let writer = self.shared.writer.as_ref().ok_or(Error::ReadOnly)?;
        match writer.try_lock() {
            Ok(writer) => self.write_with(writer, work).map(Some),
            Err(_) => Ok(None),
        }
    }

    fn write_with<T>(
        &self,
        mut writer: std::sync::MutexGuard<'_, Writer>,
        work: impl FnOnce(&Connection) -> Result<(T, usize), Error>,
    ) -> Result<T, Error> {
        if let Some(error) = self.halted() {
            return Err(error);
        }
        writer.connection.begin_write().map_err(|error| self.judge(error))?;
        let (answer, written) = match work(&writer.connection) {
            Ok(done) => done,
            Err(error) => return Err(self.abandon(&writer.connection, error)),
        };
        match writer.connection.commit() {
            Ok(()) => {}
            // The log could not grow: the engine reports this before anything is made durable.
            Err(Error::Full) => return Err(self.abandon(&writer.connection, Error::Full)),
            Err(error) => {
                let halt = self.halt(error);
                return Err(self.abandon(&writer.connection, halt));
            }
        }
        writer.unsettled += written;
        if writer.unsettled >= SETTLE_EVERY {
            writer.unsettled = 0;
            self.settle(&writer.connection);
        }
        Ok(answer)
    }

    /// Moves the engine's log into its file. The write before it is already durable and stays acknowledged;
    /// a failure only stops the writes that would follow.
    fn settle(&self, connection: &Connection) {
        match connection.settle() {
            // Somebody else is settling, or the file cannot grow now: the log keeps everything until it can.
            Ok(()) | Err(Error::Busy | Error::Full) => {}
            Err(error) => drop(self.halt(error)),
        }
    }

    /// Rolls back; if even that fails, the outcome is in doubt.
    fn abandon(&self, connection: &Connection, error: Error) -> Error {
        match connection.rollback() {
            Ok(()) => self.judge(error),
            Err(rollback) => self.halt(rollback),
        }
    }

    fn judge(&self, error: Error) -> Error {
        if error.halts() { self.halt(error) } else { error }
    }

    fn halt(&self, error: Error) -> Error {
        let source = self.shared.halted.get_or_init(|| error.into_source());
        Error::Halted { source: source.clone() }
    }

    /// Runs `work` on the writer's connection without any rule, as somebody with the file in hand could.
    #[cfg(test)]
    pub(crate) fn tamper(&self, work: impl FnOnce(&Connection)) {
        work(&self.writer().expect("the ledger is open for writing").connection);
    }

    fn writer(&self) -> Result<std::sync::MutexGuard<'_, Writer>, Error> {
        let writer = self.shared.writer.as_ref().ok_or(Error::ReadOnly)?;
        // A panic in the middle of a write left a transaction open: its outcome is in doubt.
        writer.lock().map_err(|_| self.halt(Error::Unreadable { what: "transaction" }))
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        // After a failed write nothing more may be synced, not even on closing: the next start recovers from the log.
        let halted = self.halted.get().is_some();
        if let Some(Ok(writer)) = self.writer.as_mut().filter(|_| halted).map(Mutex::get_mut) {
            writer.connection.leave_log();
        }
    }
}

impl Readers {
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        // The list is whole between any two statements, so a panic elsewhere does not spoil it.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Ledger").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Append, Write};

    fn create(key: &str, text: &str) -> Append {
        let record_id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, key.as_bytes());
        let body = serde_json::Map::from_iter([("text".to_owned(), text.into())]);
        Append {
            author: "ana".into(),
            acting_as: "medical".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
            label: "create".into(),
            reason: String::new(),
            writes: vec![Write { record_id, kind: "claim".into(), key: key.into(), base: None, body: Some(body) }],
            idempotency_key: None,
        }
    }

    #[test]
    fn a_full_disk_refuses_the_change_and_passes_when_there_is_space() {
        let ledger = Ledger::in_memory().expect("opens");
        ledger.append(create("C-1", "small")).expect("fits");
        let limit = |pages: u32| ledger.writer().and_then(|writer| writer.connection.define(&format!("PRAGMA max_page_count = {pages}")));
        limit(1).expect("the limit falls to the present size");
        let refused = ledger.append(create("C-2", &"x".repeat(1_000_000)));
        assert!(matches!(refused, Err(Error::Full)), "{refused:?}");
        limit(1_000_000).expect("the limit rises");
        ledger.append(create("C-3", "small")).expect("there is space again");
        assert_eq!(ledger.heads().expect("reads").len(), 2);
        assert_eq!(ledger.verify(None).expect("runs").fault, None);
    }

    #[test]
    fn a_panic_in_a_write_stops_all_writing() {
        let ledger = Ledger::in_memory().expect("opens");
        let other = ledger.clone();
        let panicked = std::thread::spawn(move || other.write::<()>(|_| panic!("on purpose"))).join();
        assert!(panicked.is_err());
        assert!(matches!(ledger.append(create("C-1", "small")), Err(Error::Halted { .. })));
    }
}
