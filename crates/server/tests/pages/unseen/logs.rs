//! What the whole test run says to its log, looked through as it is said: nobody may see a mark there.

use std::{
    io::{self, Write},
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::world::marks;

static SAID: AtomicUsize = AtomicUsize::new(0);
static FOUND: Mutex<Vec<String>> = Mutex::new(vec![]);

/// Looks for marks in every line, and counts the lines.
struct Scanner;

impl Write for Scanner {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        SAID.fetch_add(1, Ordering::Relaxed);
        let text = String::from_utf8_lossy(line);
        if marks(&text).next().is_some() {
            FOUND.lock().unwrap_or_else(PoisonError::into_inner).push(text.into_owned());
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Listens to everything that any crate logs in this process, from now on.
pub(crate) fn listen() {
    static LISTENING: OnceLock<()> = OnceLock::new();
    LISTENING.get_or_init(|| {
        let to = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(|| Scanner);
        // Another test may listen already in this process; then there is nothing to hear here, and the test says so.
        let _ = tracing::subscriber::set_global_default(to.finish());
    });
}

/// How many lines were said so far.
pub(crate) fn lines() -> usize {
    SAID.load(Ordering::Relaxed)
}

/// The lines with a mark.
pub(crate) fn with_marks() -> Vec<String> {
    FOUND.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
