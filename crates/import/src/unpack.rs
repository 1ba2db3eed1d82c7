//! Compressed files, inflated within bounds that are counted while inflating and never believed from a header.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use strategy::{Finding, input};

/// The most bytes that a file may have once it is inflated: 256 MB.
pub(crate) const INFLATED_MAX: usize = 256 << 20;
/// The most files in an archive.
const ENTRIES_MAX: usize = 200;
/// How many times larger than the compressed file the content may be, once it is larger than `RATIO_FREE`.
const RATIO_MAX: usize = 200;
const RATIO_FREE: usize = 1 << 20;
/// How much of a compressed file is enough to recognise it.
const START: usize = 64 << 10;

/// How a file is packed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    /// It is not.
    None,
    /// One file, gzip.
    Gzip,
    /// Many files, zip.
    Zip,
}

/// How a file is packed, by its first bytes.
pub(crate) fn packing(bytes: &[u8]) -> Packing {
    match bytes {
        [0x1f, 0x8b, ..] => Packing::Gzip,
        [b'P', b'K', 3, 4, ..] => Packing::Zip,
        _ => Packing::None,
    }
}

/// The name of the file inside a gzip file.
pub(crate) fn inner_name(file: &str) -> &str {
    file.strip_suffix(".gz").unwrap_or(file)
}

/// The start of a gzip file's content; as much as can be read.
pub(crate) fn gzip_start(bytes: &[u8]) -> Vec<u8> {
    let mut start = vec![];
    // Damage shows when the whole is read; what came before it is enough to recognise the file.
    let _ = MultiGzDecoder::new(bytes).take(START as u64).read_to_end(&mut start);
    start
}

/// The content of a gzip file.
pub(crate) fn gzip(file: &str, bytes: &[u8]) -> Result<Vec<u8>, Box<Finding>> {
    inflate(file, MultiGzDecoder::new(bytes), bytes.len(), INFLATED_MAX)
}

/// What `each` makes of every file in a zip archive. Folders are passed over; a damaged archive gives nothing.
pub(crate) fn zip<T>(file: &str, bytes: &[u8], each: &mut dyn FnMut(&str, &[u8]) -> T) -> Result<Vec<T>, Box<Finding>> {
    let damaged = |error: zip::result::ZipError| {
        let says = format!("the archive is damaged: {}", first_line(&error));
        Box::new(input::unreadable(file, None, says))
    };
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > ENTRIES_MAX {
        let says = format!("the archive holds {} files; at most {ENTRIES_MAX} are read", archive.len());
        return Err(input::refused(file, None, says, "split the archive and read the parts one after the other").into());
    }
    let mut left = INFLATED_MAX;
    let mut read = vec![];
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(damaged)?;
        if !entry.is_file() {
            continue;
        }
        let name: String = entry.name().chars().filter(|c| !c.is_control()).take(200).collect();
        let packed = usize::try_from(entry.compressed_size()).unwrap_or(usize::MAX).min(bytes.len());
        let content = inflate(file, entry, packed, left)?;
        left -= content.len();
        read.push(each(&name, &content));
    }
    Ok(read)
}

/// Reads up to `most` bytes; more are refused, and so is a content out of all proportion to the packed size.
fn inflate(file: &str, mut packed: impl Read, packed_len: usize, most: usize) -> Result<Vec<u8>, Box<Finding>> {
    let mut content = vec![];
    let proportionate = packed_len.saturating_mul(RATIO_MAX).max(RATIO_FREE);
    let bound = most.min(proportionate);
    let read = (&mut packed).take(bound as u64 + 1).read_to_end(&mut content);
    if content.len() > bound {
        let says = match bound < most {
            true => format!("the file inflates to more than {RATIO_MAX} times its size"),
            false => format!("the file inflates to more than {} MB", INFLATED_MAX >> 20),
        };
        let help = "unpack it, look at what it holds, and read the parts that are meant";
        return Err(input::refused(file, None, says, help).into());
    }
    match read {
        Ok(_) => Ok(content),
        Err(error) => {
            let says = format!("the compressed file is damaged or ends early: {}", first_line(&error));
            Err(input::unreadable(file, None, says).into())
        }
    }
}

fn first_line(error: &dyn std::error::Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_lowercase()
}
