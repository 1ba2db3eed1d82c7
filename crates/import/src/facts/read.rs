//! The way in: a file as it lies there, packed or not, of any source, into a sink.

use std::{
    io::{self, Cursor, Read, Seek},
    ops::ControlFlow,
};

use flate2::read::MultiGzDecoder;
use strategy::{Finding, Severity, input};

use super::{
    End, Mapping, Sink, Source, Summary,
    stream::{self, Stream},
    unpacked::Bounded,
};
use crate::unpack::{self, Packing};

/// What is to be read, and what the caller knows about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The release, where the caller knows it better than the file's name.
    pub release: Option<&'a str>,
    /// The source, where the caller names one; else the file tells.
    pub source: Option<&'static Source>,
    /// A saved mapping, for a file of no known source.
    pub mapping: Option<&'a Mapping>,
}

/// The most bytes of an archive inside an archive: it is held in memory, because the directory of an archive stands at its end.
const INNER_MAX: u64 = 256 << 20;
/// The most files in an archive.
const ENTRIES_MAX: usize = 2_000;

/// Reads a file and gives its facts to the sink. One summary for each file of an archive, one for any other file.
///
/// # Errors
/// When the bytes cannot be had: the disk, the network. A file that is damaged or of no known source is no error but a
/// finding in its summary.
pub fn read<R: Read + Seek>(asked: &Asked<'_>, mut input: R, sink: &mut dyn Sink) -> io::Result<Vec<Summary>> {
    let mut start = vec![];
    input.by_ref().take(4).read_to_end(&mut start)?;
    input.rewind()?;
    match unpack::packing(&start) {
        Packing::Zip => archive(asked, input, sink, true),
        Packing::Gzip => {
            let named = Asked { file: unpack::inner_name(asked.file), ..*asked };
            let (counted, packed) = Bounded::counting(input);
            one(&named, Bounded::new(MultiGzDecoder::new(counted), packed), sink).map(|summary| vec![summary])
        }
        Packing::None => one(asked, input, sink).map(|summary| vec![summary]),
    }
}

fn archive<R: Read + Seek>(asked: &Asked<'_>, input: R, sink: &mut dyn Sink, is_outer: bool) -> io::Result<Vec<Summary>> {
    let mut archive = match zip::ZipArchive::new(input) {
        Ok(archive) => archive,
        Err(zip::result::ZipError::Io(error)) if !is_damage(&error) => return Err(error),
        Err(error) => return Ok(vec![unread(asked.file, damaged(asked.file, &error))]),
    };
    if archive.len() > ENTRIES_MAX {
        let says = format!("the archive holds {} files; at most {ENTRIES_MAX} are read", archive.len());
        return Ok(vec![unread(asked.file, input::refused(asked.file, None, says, "read its files one by one"))]);
    }
    let mut summaries = vec![];
    for index in 0..archive.len() {
        let entry = match archive.by_index(index) {
            Ok(entry) if entry.is_file() => entry,
            Ok(_) => continue,
            Err(error) => {
                summaries.push(unread(asked.file, damaged(asked.file, &error)));
                continue;
            }
        };
        let name: String = entry.name().chars().filter(|c| !c.is_control()).take(200).collect();
        let file = format!("{}/{name}", asked.file);
        let named = Asked { file: &file, ..*asked };
        let packed = entry.compressed_size();
        let mut content = Bounded::of(entry, packed);
        let mut start = vec![];
        if let Err(error) = content.by_ref().take(4).read_to_end(&mut start) {
            summaries.push(unread(&file, damaged(&file, &error)));
            continue;
        }
        let content = Cursor::new(start.clone()).chain(content);
        match unpack::packing(&start) {
            Packing::Zip if is_outer => summaries.extend(inner(&named, content, sink)?),
            Packing::Gzip => {
                let named = Asked { file: unpack::inner_name(&file), ..named };
                summaries.push(one(&named, MultiGzDecoder::new(content), sink)?);
            }
            _ => summaries.push(one(&named, content, sink)?),
        }
        if summaries.last().is_some_and(|last| last.end == End::Stopped) {
            break;
        }
    }
    Ok(summaries)
}

/// An archive in an archive, as CMS publishes the formulary files.
fn inner(asked: &Asked<'_>, content: impl Read, sink: &mut dyn Sink) -> io::Result<Vec<Summary>> {
    let mut bytes = vec![];
    if let Err(error) = content.take(INNER_MAX + 1).read_to_end(&mut bytes) {
        return Ok(vec![unread(asked.file, damaged(asked.file, &error))]);
    }
    if bytes.len() as u64 > INNER_MAX {
        let says = format!("the archive in the archive is larger than {} MB", INNER_MAX >> 20);
        return Ok(vec![unread(asked.file, input::refused(asked.file, None, says, "take it out and read it by itself"))]);
    }
    archive(asked, Cursor::new(bytes), sink, false)
}

/// One file that is not packed any more.
fn one(asked: &Asked<'_>, input: impl Read, sink: &mut dyn Sink) -> io::Result<Summary> {
    let mut stream = match Stream::open(input) {
        Ok(stream) => stream,
        Err(error) if is_damage(&error) => return Ok(unread(asked.file, damaged(asked.file, &error))),
        Err(error) => return Err(error),
    };
    let summary = stream::read(asked, &mut stream, sink)?;
    Ok(summary)
}

/// Whether an error says that the bytes are no packed file, rather than that they cannot be had.
pub(super) fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof)
}

/// The finding that a packed file cannot be unpacked.
pub(super) fn damaged(file: &str, error: &dyn std::error::Error) -> Finding {
    let says = error.to_string();
    let says = says.lines().next().unwrap_or_default().to_lowercase();
    let help = "take the file from its source again; what was read before the damage is not kept";
    input::unreadable(file, None, format!("the file is damaged or ends early: {}", says.trim_end_matches('.'))).help(help)
}

fn unread(file: &str, finding: Finding) -> Summary {
    Summary { file: file.to_owned(), findings: vec![finding], ..Summary::default() }
}

/// The summary of a file that no source recognises.
pub(super) fn unrecognised(file: &str, names: &[String], misfits: bool) -> Summary {
    let says = match names.len() {
        _ if misfits => "the file is of no known source, and the mapping names columns that it does not have".to_owned(),
        0 => "the file is of no known source".to_owned(),
        _ => {
            let some: Vec<&str> = names.iter().take(6).map(String::as_str).collect();
            format!("the file is of no known source; its columns begin with {}", some.join(", ").replace('`', "'"))
        }
    };
    let help =
        "`lodestar facts sources` lists what can be read; any other file with a heading is read through a mapping: `lodestar facts map`";
    unread(file, input::unreadable(file, None, says).help(help).severity(Severity::Major))
}

/// Whether the reading was stopped.
pub(super) fn end_of(flow: ControlFlow<()>) -> End {
    if flow.is_break() { End::Stopped } else { End::Whole }
}
