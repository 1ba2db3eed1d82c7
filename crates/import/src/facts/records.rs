//! Files of records in XML. They are read whole, because the reader of XML keeps to one text; the largest that the National
//! Library of Medicine publishes inflate to some 200 MB.

use std::{io::Read, ops::ControlFlow};

use strategy::input;

use super::{
    DayOrder, Summary,
    entries::{Entry, Failed},
    writer::{Problem, Writer},
};
use crate::{
    text::Text,
    unpack::INFLATED_MAX,
    xml::{self, Element},
};

/// What a kind of file of records looks like and becomes.
#[derive(Debug)]
pub struct Records {
    /// Whether a file with this start is of the kind.
    pub sniff: fn(&[u8]) -> bool,
    /// The elements that are records.
    pub wanted: &'static [&'static str],
    /// Writes what one record becomes. The problem says why it becomes nothing.
    pub(crate) write: fn(&Element, &mut Entry<'_, '_>) -> Result<(), Problem>,
    /// How it writes days.
    pub days: DayOrder,
    /// What a file's name says of the release.
    pub release: fn(&str) -> Option<String>,
}

/// Hands every record of a file to its kind. The number of a record is its line.
pub(super) fn each(of: &Records, input: &mut dyn Read, summary: &mut Summary, writer: &mut Writer<'_>) -> Result<ControlFlow<()>, Failed> {
    let mut bytes = vec![];
    input.take(INFLATED_MAX as u64 + 1).read_to_end(&mut bytes).map_err(Failed::Input)?;
    if bytes.len() > INFLATED_MAX {
        let says = format!("the file is larger than {} MB", INFLATED_MAX >> 20);
        return Err(Failed::File(input::refused(&summary.file, None, says, "split it and read the parts").into()));
    }
    let file = summary.file.clone();
    let text = Text::of(&file, &bytes).map_err(Failed::File)?;
    let mut flow = ControlFlow::Continue(());
    xml::read(&text, of.wanted, &mut |element| {
        if flow.is_break() {
            return;
        }
        summary.rows += 1;
        let line = match text.place(element.start, element.tag_end) {
            strategy::Place::Text { line, .. } => line as u64,
            strategy::Place::Cell { .. } => summary.rows,
        };
        let mut entry = Entry::new(writer, line);
        let written = (of.write)(&element, &mut entry);
        flow = entry.flow();
        if let Err(problem) = written {
            let own = text.text.get(element.start..element.tag_end).unwrap_or_default();
            flow = writer.reject("", '\0', line, own, &problem);
        }
        if summary.rows.is_multiple_of(256) && flow.is_continue() {
            flow = writer.progress(element.tag_end as u64);
        }
    })
    .map_err(Failed::File)?;
    Ok(flow)
}
