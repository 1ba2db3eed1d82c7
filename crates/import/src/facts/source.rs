//! What a source is: a kind of file that brings facts.

use super::{Entries, Layout, Records, stream};

/// A kind of file that brings facts.
#[derive(Debug)]
pub struct Source {
    /// The name in commands, reports and rows: `nppes`.
    pub name: &'static str,
    /// The name that people use.
    pub title: &'static str,
    /// Where such files come from and what they become, in one or two sentences.
    pub about: &'static str,
    /// The terms under which they are published; in every row.
    pub licence: &'static str,
    /// What they look like.
    pub shape: Shape,
}

/// What the files of a source look like.
#[derive(Debug)]
pub enum Shape {
    /// Rows below a heading.
    Rows(&'static Layout<'static>),
    /// Entries in JSON.
    Entries(&'static Entries),
    /// Records in XML.
    Records(&'static Records),
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        self.name == other.name
    }
}

/// The source of a file that is not packed, by its first bytes (64 kB are enough), if one recognises it.
pub fn detect(start: &[u8]) -> Option<&'static Source> {
    let utf8 = super::text::all(start);
    stream::source_of(&utf8)
}
