//! The list of sources, and the one way in: find the source of a file and read it.
//! A new source is one module with `SOURCE` and one line here.

use strategy::{Finding, input};

use crate::{
    Batch, clinicaltrials_json, clinicaltrials_xml, medline, spl, strategy_toml,
    unpack::{self, Packing},
    writing::counted,
};

/// A file format that can be read.
#[derive(Debug)]
pub struct Source {
    /// The name in commands and reports: `medline`.
    pub name: &'static str,
    /// The name that people use.
    pub title: &'static str,
    /// Where such files come from and what they become, in one or two sentences.
    pub about: &'static str,
    /// Whether these bytes, in a file of this name, look like the format. Cheap, and never fails.
    pub sniff: fn(&[u8], &str) -> bool,
    /// Reads a file, named for its findings. Never fails: what is wrong is in the batch's findings.
    pub read: fn(&str, &[u8]) -> Batch,
}

/// Every source, in the order in which they are tried.
pub const SOURCES: &[Source] =
    &[clinicaltrials_json::SOURCE, clinicaltrials_xml::SOURCE, medline::SOURCE, spl::SOURCE, strategy_toml::SOURCE];

/// The source of a file, if one recognises it; a compressed file is recognised by what it holds.
pub fn detect(file: &str, bytes: &[u8]) -> Option<&'static Source> {
    let recognised = |bytes: &[u8], name: &str| SOURCES.iter().find(|source| (source.sniff)(bytes, name));
    recognised(bytes, file).or_else(|| match unpack::packing(bytes) {
        Packing::None => None,
        Packing::Gzip => recognised(&unpack::gzip_start(bytes), unpack::inner_name(file)),
        Packing::Zip => unpack::zip(file, bytes, &mut |name, inner| recognised(inner, name)).ok()?.into_iter().flatten().next(),
    })
}

/// Reads a file of any source. Compressed files are inflated within bounds; archives are read file by file.
pub fn read(file: &str, bytes: &[u8]) -> Batch {
    if bytes.len() > unpack::INFLATED_MAX {
        return Batch::failed("", too_large(file));
    }
    if let Some(source) = SOURCES.iter().find(|source| (source.sniff)(bytes, file)) {
        return (source.read)(file, bytes);
    }
    match unpack::packing(bytes) {
        Packing::None => Batch::failed("", unrecognised(file)),
        Packing::Gzip => match unpack::gzip(file, bytes) {
            Err(finding) => Batch::failed("", *finding),
            Ok(inner) => match SOURCES.iter().find(|source| (source.sniff)(&inner, unpack::inner_name(file))) {
                Some(source) => (source.read)(file, &inner),
                None => Batch::failed("", unrecognised(file)),
            },
        },
        Packing::Zip => read_zip(file, bytes),
    }
}

fn read_zip(file: &str, bytes: &[u8]) -> Batch {
    let read_entry = &mut |name: &str, inner: &[u8]| {
        let source = SOURCES.iter().find(|source| (source.sniff)(inner, name))?;
        Some((source.read)(&format!("{file}/{name}"), inner))
    };
    let entries = match unpack::zip(file, bytes, read_entry) {
        Ok(entries) => entries,
        Err(finding) => return Batch::failed("", *finding),
    };
    let read = entries.iter().flatten().count();
    let passed_over = entries.iter().filter(|entry| entry.is_none()).count();
    let mut all = Batch::default();
    entries.into_iter().flatten().for_each(|batch| all.join(batch));
    if all.source.is_empty() {
        return Batch::failed("", unrecognised(file));
    }
    if read > 1 {
        let records = counted(all.drafts.len(), "record", "records");
        all.about = format!("{records} from {read} files, the first: {}", all.about);
    }
    if passed_over > 0 {
        let counted = counted(passed_over, "file in the archive is of no known source", "files in the archive are of no known source");
        all.about.push_str(&format!("; {counted} and passed over"));
    }
    all
}

fn unrecognised(file: &str) -> Finding {
    let titles: Vec<&str> = SOURCES.iter().map(|source| source.title).collect();
    input::unreadable(file, None, format!("the file is of no known source; known are {}", titles.join(", ")))
}

fn too_large(file: &str) -> Finding {
    let says = format!("the file is larger than {} MB", unpack::INFLATED_MAX >> 20);
    input::refused(file, None, says, "split it and read the parts one after the other")
}
