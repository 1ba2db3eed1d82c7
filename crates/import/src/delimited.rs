//! Delimited text of any origin as rows of values: the encoding and the delimiter are found, ragged rows are kept, and
//! what is odd is said once with its line. What the columns mean is for others.

use strategy::{Finding, Place, Severity, input};

/// A table of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The names in the first row.
    pub header: Vec<String>,
    /// The rows below it; a short row ends early.
    pub rows: Vec<csv::StringRecord>,
}

/// Reads a file's bytes. What cannot be read at all is a blocker, and the table is empty.
pub fn read(file: &str, bytes: &[u8]) -> (Table, Vec<Finding>) {
    let mut findings = vec![];
    let text = decode(file, bytes, &mut findings);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.is_empty() {
        findings.push(input::unreadable(file, None, "the file is empty"));
        return (Table::default(), findings);
    }
    if text.contains('\0') {
        findings.push(input::unreadable(file, None, "the file is not text: it holds bytes of value 0"));
        return (Table::default(), findings);
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(true).flexible(true).delimiter(delimiter(first)).from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
        Err(error) => {
            findings.push(input::unreadable(file, None, format!("the first row cannot be read: {error}")));
            return (Table::default(), findings);
        }
    };
    let mut rows: Vec<csv::StringRecord> = vec![];
    let (mut ragged, mut first_ragged) = (0, 0);
    for row in reader.records() {
        let Ok(row) = row else { continue };
        if row.len() != header.len() {
            ragged += 1;
            first_ragged = if ragged == 1 { row.position().map_or(0, csv::Position::line) } else { first_ragged };
        }
        rows.push(row);
    }
    if ragged > 0 {
        let rows = if ragged == 1 { "1 row has".to_owned() } else { format!("{ragged} rows have") };
        let says =
            format!("{rows} more or fewer values than the {} columns of the header; the first is in line {first_ragged}", header.len());
        findings.push(
            input::refused(
                file,
                Some(line(first_ragged)),
                says,
                "mend the row: what is missing was read as empty, what is over was left out",
            )
            .severity(Severity::Minor),
        );
    }
    (Table { header, rows }, findings)
}

fn line(number: u64) -> Place {
    Place::Text { line: number as usize, column: 1, start: 0, end: 0 }
}

/// The bytes as text: by their byte order mark, as UTF-8, or as Windows-1252, in which every byte means something.
fn decode<'b>(file: &str, bytes: &'b [u8], findings: &mut Vec<Finding>) -> std::borrow::Cow<'b, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => {
            findings.push(
                input::refused(
                    file,
                    None,
                    "the text is not UTF-8 and was read as Windows-1252",
                    "look whether letters with accents are right; if not, save the file as UTF-8",
                )
                .severity(Severity::Note),
            );
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0
        }
    }
}

/// The sign that parts the first row into most values.
fn delimiter(first: &str) -> u8 {
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    // The later of equals wins, so the comma stands last.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let (table, _) = read("f", bytes);
        std::iter::once(table.header.clone()).chain(table.rows.iter().map(|row| row.iter().map(str::to_owned).collect())).collect()
    }

    #[test]
    fn encodings_and_delimiters_are_found() {
        let wanted = vec![vec!["id".to_owned(), "name".into()], vec!["1".into(), "Zoë".into()]];
        assert_eq!(rows("id,name\n1,Zoë\n".as_bytes()), wanted);
        assert_eq!(rows("\u{feff}id;name\r\n1;Zoë\r\n".as_bytes()), wanted);
        assert_eq!(rows(b"id\tname\n1\tZo\xeb\n"), wanted);
        let wide: Vec<u8> = "\u{feff}id|name\n1|Zoë\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&wide), wanted);
    }

    #[test]
    fn ragged_rows_are_kept_and_named_once() {
        let (table, findings) = read("f", b"a,b\n1\n1,2,3\n1,2\n");
        assert_eq!((table.rows.len(), findings.len()), (3, 1));
        assert!(findings[0].message.starts_with("2 rows have"), "{}", findings[0].message);
    }

    #[test]
    fn what_is_no_text_is_a_blocker() {
        for bytes in [&b""[..], b" \n \n", b"a,b\n\0\0,1\n"] {
            let (table, findings) = read("f", bytes);
            assert!(table.rows.is_empty() && findings[0].severity == Severity::Blocker);
        }
    }
}
