//! Where facts go while a file is read: batches, rejects and progress, in the order of the file. Whoever takes them may stop
//! the reading at any of them.

use std::ops::ControlFlow;

use strategy::Finding;

use super::Batch;

/// What takes the facts of a file.
pub trait Sink {
    /// Takes some rows of one table. Rows of a table come in the order of the file.
    fn batch(&mut self, batch: Batch) -> ControlFlow<()>;

    /// Takes a row that was not taken over, as it stood.
    fn reject(&mut self, reject: &Reject<'_>) -> ControlFlow<()>;

    /// Hears how many bytes of content have been read, several times a second. The default goes on.
    fn progress(&mut self, _bytes: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// A row that was not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reject<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The heading, as it stands in the file; empty for files without one.
    pub header: &'a str,
    /// What parts the cells of heading and row; 0 for files without cells.
    pub delimiter: char,
    /// The line, or the number of the entry, from 1.
    pub line: u64,
    /// The row, as it stands in the file, without its line's end.
    pub row: &'a str,
    /// Why it was not taken over: one line, lower case.
    pub problem: &'a str,
}

/// What came of reading one file, or one file of an archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The file's name; `archive/entry` in an archive.
    pub file: String,
    /// The source; empty when the file is of none.
    pub source: &'static str,
    /// The release.
    pub release: String,
    /// The terms of the source.
    pub licence: String,
    /// The rows or entries that were read, without heading and blank lines.
    pub rows: u64,
    /// The facts by table, in the order in which tables first got some.
    pub facts: Vec<(&'static str, u64)>,
    /// The rows that were rejected.
    pub rejected: u64,
    /// Columns of the file that were not taken over.
    pub unused: Vec<String>,
    /// What was wrong, counted.
    pub findings: Vec<Finding>,
    /// The bytes of content, inflated and as UTF-8.
    pub bytes: u64,
    /// Names the import: SHA-256 of source, release, mapping and content, in hexadecimal. The same file again has the same.
    pub import: String,
    /// How the reading ended.
    pub end: End,
}

/// How the reading of a file ended. Only what was read to its end may be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// At its last row.
    Whole,
    /// Nothing was read: of no known source, or refused.
    #[default]
    Unread,
    /// In the middle: the file is damaged.
    Broken,
    /// In the middle: whoever takes the facts stopped it.
    Stopped,
}
