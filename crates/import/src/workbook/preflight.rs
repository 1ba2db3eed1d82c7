//! Looks at a workbook's container before any of it is parsed: how much it really inflates to, what is inside.
//! Sizes are counted while inflating, never believed from headers.

use std::io::{Cursor, Read};

use serde::{Deserialize, Serialize};

/// The most bytes that a workbook may inflate to. A strategy of 10,000 records needs about a tenth of it.
pub const INFLATED_MAX: u64 = 64 * 1024 * 1024;
/// The most parts that a workbook may have.
const PARTS_MAX: usize = 200;
/// The most that one part may inflate to per packed byte, once it is larger than a page or two.
const RATIO_MAX: u64 = 200;
const RATIO_MATTERS: u64 = 1024 * 1024;
/// The most cells that are read.
pub const CELLS_MAX: usize = 2_000_000;
/// The most characters in one cell; Excel itself allows no more.
pub const CELL_CHARS_MAX: usize = 32_767;

/// Why a workbook is not read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What is wrong, one line.
    pub says: String,
    /// What to do next.
    pub help: String,
}

impl Refusal {
    pub(crate) fn new(says: impl Into<String>, help: impl Into<String>) -> Refusal {
        Refusal { says: says.into(), help: help.into() }
    }
}

/// Refuses containers that are none, that inflate without measure, or that hold macros, outside links or entities.
pub(crate) fn look(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Refusal::new("an old `.xls` or an encrypted workbook is not read", "save it without a password as `.xlsx`"));
    }
    let damaged =
        || Refusal::new("the file is damaged, or not a workbook", "open it in a spreadsheet program and save it again as `.xlsx`");
    let mut container = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if container.len() > PARTS_MAX {
        return Err(Refusal::new(
            format!("the workbook has {} parts; at most {PARTS_MAX} are read", container.len()),
            "copy the sheets into a new workbook",
        ));
    }
    let names: Vec<String> = container.file_names().map(str::to_lowercase).collect();
    if names.iter().any(|name| name.starts_with("content.xml") || name == "mimetype") {
        return Err(Refusal::new("an OpenDocument sheet is not read", "save it as `.xlsx`"));
    }
    if names.iter().any(|name| name.contains("vbaproject")) {
        return Err(Refusal::new("the workbook holds macros", "save it as `.xlsx`, without macros"));
    }
    if names.iter().any(|name| name.contains("externallink")) {
        return Err(Refusal::new("the workbook links to other files", "break the links and save it again"));
    }
    if names.iter().any(|name| name == "xl/workbook.bin") {
        return Err(Refusal::new("a binary `.xlsb` workbook is not read", "save it as `.xlsx`"));
    }
    let mut inflated = 0;
    for index in 0..container.len() {
        inflated += part(&mut container, index, INFLATED_MAX - inflated)?;
    }
    Ok(())
}

/// Inflates one part without keeping it; the bytes it has.
fn part(container: &mut zip::ZipArchive<Cursor<&[u8]>>, index: usize, left: u64) -> Result<u64, Refusal> {
    let too_large = || {
        let says = format!("the workbook inflates to more than {} MB", INFLATED_MAX / 1024 / 1024);
        Refusal::new(says, "split it, or take out pictures and unused sheets")
    };
    let damaged = || Refusal::new("a part of the workbook is damaged", "open it in a spreadsheet program and save it again");
    let entry = container.by_index(index).map_err(|_| damaged())?;
    let packed = entry.compressed_size().max(1);
    let mut limited = entry.take(left + 1);
    // The end of each piece stays in front of the next one, so that a word across two pieces is seen.
    let (mut buffer, mut kept, mut total) = (vec![0; 64 * 1024], 0, 0u64);
    loop {
        let read = limited.read(&mut buffer[kept..]).map_err(|_| damaged())?;
        if read == 0 {
            return Ok(total);
        }
        let seen = kept + read;
        if holds_doctype(&buffer[..seen]) {
            return Err(Refusal::new(
                "the workbook defines entities, which a table never needs",
                "save it again with a spreadsheet program",
            ));
        }
        kept = seen.min(DOCTYPE.len() - 1);
        buffer.copy_within(seen - kept..seen, 0);
        total += read as u64;
        if total > left {
            return Err(too_large());
        }
        if total > RATIO_MATTERS && total / packed > RATIO_MAX {
            return Err(Refusal::new(
                "a part of the workbook is packed far too tightly to be a table",
                "open it in a spreadsheet program and save it again",
            ));
        }
    }
}

const DOCTYPE: &[u8] = b"<!DOCTYPE";

fn holds_doctype(bytes: &[u8]) -> bool {
    let opens = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'<');
    opens.filter_map(|(at, _)| bytes.get(at..at + DOCTYPE.len())).any(|word| word.eq_ignore_ascii_case(DOCTYPE))
}
