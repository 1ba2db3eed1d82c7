//! One file that is not packed: find its source by its first bytes, then row by row, or entry by entry, into the sink.

use std::{
    io::{self, Cursor, Read},
    ops::ControlFlow,
    sync::Arc,
};

use sha2::{Digest, Sha256};
use strategy::{Finding, Place, Severity, input, input::FactFault};

use super::{
    DayOrder, End, Layout, Provenance, Shape, Sink, Source, Summary,
    delimited::{Header, Rows, Taken},
    entries,
    plan::Plan,
    read::{Asked, damaged, end_of, is_damage, unrecognised},
    records,
    rejects::PROBLEM,
    sources,
    text::{START, Utf8},
    writer::Writer,
};

/// How many rows pass between two reports of progress.
const PROGRESS_ROWS: u64 = 4 << 10;

/// A file's content as UTF-8, with its first bytes known and everything that is read counted and hashed.
pub(super) struct Stream<R> {
    /// The first bytes.
    start: Vec<u8>,
    inner: Cursor<Vec<u8>>,
    rest: Utf8<R>,
    hash: Sha256,
    bytes: u64,
    is_wide: bool,
}

impl<R: Read> Stream<R> {
    pub(super) fn open(input: R) -> io::Result<Stream<R>> {
        let mut rest = Utf8::new(input)?;
        let mut start = vec![];
        rest.by_ref().take(START as u64).read_to_end(&mut start)?;
        let is_wide = rest.is_wide();
        Ok(Stream { inner: Cursor::new(start.clone()), start, rest, hash: Sha256::new(), bytes: 0, is_wide })
    }
}

impl<R: Read> Read for Stream<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = match self.inner.read(into)? {
            0 => self.rest.read(into)?,
            read => read,
        };
        self.hash.update(&into[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

/// Reads the file.
pub(super) fn read(asked: &Asked<'_>, stream: &mut Stream<impl Read>, sink: &mut dyn Sink) -> io::Result<Summary> {
    let header = heading(&stream.start);
    let named = asked.mapping.filter(|mapping| mapping.fits(&header));
    let misfits = asked.mapping.is_some() && named.is_none();
    let (mut summary, end) = match (named, asked.source.or_else(|| sources::detect(&stream.start, &header))) {
        (Some(mapping), _) => {
            let mut summary = begun(asked, "mapping", mapping.release.clone(), &mapping.licence);
            let end = mapping.with_layout(|layout| rows(&mut summary, layout, stream, sink))?;
            (summary, end)
        }
        (None, Some(source)) => match &source.shape {
            Shape::Rows(layout) => {
                let mut summary = begun(asked, source.name, (layout.release)(asked.file), source.licence);
                let end = rows(&mut summary, layout, stream, sink)?;
                (summary, end)
            }
            Shape::Entries(entries) => {
                let mut summary = begun(asked, source.name, (entries.release)(asked.file), source.licence);
                let end = whole(&mut summary, entries.days, sink, |summary, writer| entries::each(entries, stream, summary, writer))?;
                (summary, end)
            }
            Shape::Records(records) => {
                let mut summary = begun(asked, source.name, (records.release)(asked.file), source.licence);
                let end = whole(&mut summary, records.days, sink, |summary, writer| records::each(records, stream, summary, writer))?;
                (summary, end)
            }
        },
        (None, None) => return Ok(unrecognised(asked.file, &header.names, misfits)),
    };
    summary.end = end;
    summary.bytes = stream.bytes;
    if stream.is_wide {
        let help = "nothing needs to be done";
        summary.findings.push(input::fact(FactFault::Mended, asked.file, None, "the file is UTF-16 and was read as such", help));
    }
    let mut hash = Sha256::new();
    let mapping = named.map(|mapping| mapping.text.as_str()).unwrap_or_default();
    for part in [summary.source, summary.release.as_str(), mapping] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(std::mem::take(&mut stream.hash).finalize());
    summary.import = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(summary)
}

/// The heading of a file of rows; empty where there is none.
pub(super) fn heading(start: &[u8]) -> Header {
    Rows::open(start).ok().flatten().map(|rows| rows.header).unwrap_or_default()
}

fn begun(asked: &Asked<'_>, source: &'static str, release: Option<String>, licence: &str) -> Summary {
    let release = asked.release.map(str::to_owned).or(release).unwrap_or_default();
    Summary { file: asked.file.to_owned(), source, release, licence: licence.to_owned(), ..Summary::default() }
}

fn provenance(summary: &Summary) -> Arc<Provenance> {
    let Summary { source, file, release, licence, .. } = summary;
    let provenance = Provenance { source: (*source).to_owned(), file: file.clone(), release: release.clone(), licence: licence.clone() };
    Arc::new(provenance)
}

fn rows(summary: &mut Summary, layout: &Layout<'_>, stream: &mut Stream<impl Read>, sink: &mut dyn Sink) -> io::Result<End> {
    let mut writer = Writer::new(sink, provenance(summary), layout.days);
    let mut bytes_read = 0_u64;
    let mut rows = match Rows::open(stream) {
        Ok(Some(rows)) => rows,
        Ok(None) => return Ok(End::Whole),
        Err(error) => return broken(summary, &error).map(|()| End::Broken).ok_or(error),
    };
    let header = rows.header.clone();
    let header_text = rows.header_text.clone();
    let plan = Plan::new(layout, &header, &summary.release);
    summary.unused = header
        .names
        .iter()
        .zip(&plan.used)
        .filter(|(name, used)| !**used && !name.is_empty() && *name != PROBLEM)
        .map(|(n, _)| n.clone())
        .collect();
    for name in &plan.missing {
        let says = format!("the file has no column that gives `{name}`, so that part of it was not read");
        let help = "take the file from its source with all its columns, say in a mapping where it stands, or say `--release` where it is the period";
        summary.findings.push(input::fact(FactFault::Missing, &summary.file, None, says, help));
    }
    for name in &header.twice {
        let says = format!("the heading names `{name}` twice; the first column counts");
        summary.findings.push(input::fact(FactFault::Unknown, &summary.file, None, says, "give the second column another name"));
    }
    if plan.is_empty() {
        return Ok(End::Unread);
    }
    let mut broke = None;
    let flow = loop {
        let taken = match rows.next() {
            Ok(Some(taken)) => taken,
            Ok(None) => break ControlFlow::Continue(()),
            Err(error) => {
                broke = Some(error);
                break ControlFlow::Continue(());
            }
        };
        summary.rows += 1;
        let (row, problem) = match taken {
            Taken::Sound(row) => (row, None),
            Taken::Odd(row, how) => {
                let help = || "nothing needs to be done; look at the row, to be sure".to_owned();
                writer.tally.count(FactFault::Mended, "", how, row.line, "", &help);
                (row, None)
            }
            Taken::Damaged(row, problem) => (row, Some(problem)),
            Taken::TooLong { line } => {
                summary.findings.push(too_long(&summary.file, line));
                summary.end = End::Broken;
                break ControlFlow::Continue(());
            }
        };
        bytes_read += row.text.len() as u64 + 1;
        let flow = match problem.map_or_else(|| plan.write(&row, &mut writer), Err) {
            Ok(flow) => flow,
            Err(_) if row.is_blank() => ControlFlow::Continue(()),
            Err(problem) => writer.reject(&header_text, char::from(row.dialect.delimiter), row.line, &row.text, &problem),
        };
        let flow = if summary.rows.is_multiple_of(PROGRESS_ROWS) && flow.is_continue() { writer.progress(bytes_read) } else { flow };
        if flow.is_break() {
            break flow;
        }
    };
    let end = finished(summary, &mut writer, flow);
    match broke {
        Some(error) => broken(summary, &error).map(|()| End::Broken).ok_or(error),
        None if summary.end == End::Broken => Ok(End::Broken),
        None => Ok(end),
    }
}

/// Reads entries or records, one after the other, through `each`.
fn whole(
    summary: &mut Summary,
    days: DayOrder,
    sink: &mut dyn Sink,
    each: impl FnOnce(&mut Summary, &mut Writer<'_>) -> Result<ControlFlow<()>, entries::Failed>,
) -> io::Result<End> {
    let mut writer = Writer::new(sink, provenance(summary), days);
    match each(summary, &mut writer) {
        Ok(flow) => Ok(finished(summary, &mut writer, flow)),
        Err(entries::Failed::Input(error)) => {
            finished(summary, &mut writer, ControlFlow::Break(()));
            broken(summary, &error).map(|()| End::Broken).ok_or(error)
        }
        Err(entries::Failed::File(finding)) => {
            finished(summary, &mut writer, ControlFlow::Break(()));
            summary.findings.insert(0, *finding);
            Ok(End::Broken)
        }
    }
}

/// Takes over what the writer has counted, and hands over its last batches.
fn finished(summary: &mut Summary, writer: &mut Writer<'_>, flow: ControlFlow<()>) -> End {
    let (facts, last) = match flow {
        ControlFlow::Continue(()) => writer.finish(),
        stop => (writer.counts(), stop),
    };
    summary.facts = facts;
    summary.rejected = writer.rejected;
    summary.findings.extend(writer.tally.findings(&summary.file));
    if writer.uncompared > 0 {
        let says = format!("the last {} rows were not compared with earlier ones of the same key", writer.uncompared);
        summary.findings.push(input::fact(
            FactFault::Mended,
            writer.file(),
            None,
            says,
            "nothing needs to be done; the lake compares all keys",
        ));
    }
    end_of(last)
}

/// Notes that a packed file is damaged; `None` where the error says something else.
fn broken(summary: &mut Summary, error: &io::Error) -> Option<()> {
    is_damage(error).then(|| summary.findings.insert(0, damaged(&summary.file, error)))
}

fn too_long(file: &str, line: u64) -> Finding {
    let place = Place::Text { line: usize::try_from(line).unwrap_or(usize::MAX), column: 1, start: 0, end: 0 };
    let says = "the line is longer than 16 MB, so that the file cannot be one of rows";
    input::refused(file, Some(place), says, "take the file from its source again").severity(Severity::Blocker)
}

/// Which source a file with this start is of.
pub(super) fn source_of(start: &[u8]) -> Option<&'static Source> {
    sources::detect(start, &heading(start))
}
