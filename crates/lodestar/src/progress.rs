//! A line on the terminal that says how far something long has come. Nothing is written where nobody looks: into a pipe
//! or a file.

use std::io::{IsTerminal, Write};

/// How far the reading or writing of a file has come.
#[derive(Default)]
pub(crate) struct Progress {
    file: String,
    /// Bytes, where it is known how many there will be.
    size: u64,
    shown: bool,
}

impl Progress {
    /// Begins with a file; a size of 0 is an unknown one.
    pub(crate) fn begin(&mut self, file: &str, size: u64) {
        (self.file, self.size) = (file.to_owned(), size);
    }

    /// Says how many bytes are done: a line every eight megabytes, on a terminal only.
    pub(crate) fn moved(&mut self, bytes: u64) {
        let moved = bytes >> 20;
        if moved.is_multiple_of(8) && moved > 0 && std::io::stderr().is_terminal() {
            self.shown = true;
            let share = if self.size > bytes { format!(" of {}", self.size >> 20) } else { String::new() };
            let _ = write!(std::io::stderr(), "\r{}: {moved}{share} MB\u{1b}[K", self.file);
        }
    }

    /// Wipes the line.
    pub(crate) fn end(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}
