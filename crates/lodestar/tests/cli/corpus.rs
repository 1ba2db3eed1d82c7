//! Hostile and broken workbooks, each made by a few lines here: a container, a workbook part, one sheet.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A workbook with the parts that every reader asks for, and the parts of one attack in place of them.
struct Parts(Vec<(String, Vec<u8>)>);

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

impl Parts {
    fn plain() -> Parts {
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006";
        let text = |name: &str, text: String| (name.to_owned(), text.into_bytes());
        Parts(vec![
            text(
                "[Content_Types].xml",
                format!("<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"),
            ),
            text(
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            text(
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"need\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                ),
            ),
            text(
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{relations}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
                ),
            ),
            text(SHEET, sheet(&row(&[("A1", "_key"), ("B1", "statement")]))),
        ])
    }

    fn with(mut self, name: &str, content: impl Into<Vec<u8>>) -> Parts {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), content.into()));
        self
    }

    fn packed(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(vec![]));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, content) in &self.0 {
            zip.start_file(name, options).expect("a part");
            zip.write_all(content).expect("its content");
        }
        zip.finish().expect("a container").into_inner()
    }
}

fn sheet(rows: &str) -> String {
    format!("<worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>")
}

fn row(cells: &[(&str, &str)]) -> String {
    let cell = |(at, text): &(&str, &str)| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    format!("<row>{}</row>", cells.iter().map(cell).collect::<String>())
}

fn sheet_of(rows: &str) -> Vec<u8> {
    Parts::plain().with(SHEET, sheet(rows)).packed()
}

fn strings(attributes: &str, inside: &str) -> String {
    format!("<sst xmlns=\"{MAIN}\" {attributes}>{inside}</sst>")
}

/// Two cells as far apart as a sheet allows: 1.4 kB that make a naive reader ask for 512 GB.
pub(crate) fn two_far_cells() -> Vec<u8> {
    sheet_of(&format!("{}{}", row(&[("A1", "_key")]), row(&[("XFD1048576", "far")])))
}

/// How an attack is made.
pub(crate) type Make = fn() -> Vec<u8>;

/// The attack of this name.
pub(crate) fn named(name: &str) -> Vec<u8> {
    let found = ALL.iter().find(|(known, _)| *known == name);
    found.map(|(_, make)| make()).unwrap_or_else(|| panic!("{name} is not in the corpus"))
}

const MEGA: usize = 1 << 20;

/// Every attack by name.
pub(crate) const ALL: &[(&str, Make)] = &[
    ("two-far-cells.xlsx", two_far_cells),
    ("giant-inline-string.xlsx", || sheet_of(&row(&[("A1", &varied(60 * MEGA))]))),
    ("giant-shared-string.xlsx", || Parts::plain().with(STRINGS, strings("", &format!("<si><t>{}</t></si>", varied(60 * MEGA)))).packed()),
    ("one-string-many-times.xlsx", || one_string(60_000)),
    ("ratio-bomb.xlsx", || Parts::plain().with("xl/media/image1.xml", vec![b' '; 40 * MEGA]).packed()),
    ("inflates-without-end.xlsx", || Parts::plain().with("xl/media/image1.xml", noise(70 * MEGA)).packed()),
    ("many-entries.xlsx", || {
        (0..5_000).fold(Parts::plain(), |parts, at| Parts([parts.0, vec![(format!("xl/media/{at}.xml"), vec![])]].concat())).packed()
    }),
    ("nested.xlsx", || (0..20).fold(plain(), |inner, _| Parts::plain().with("xl/embeddings/inner.xlsx", inner).packed())),
    ("huge-unique-count.xlsx", || {
        Parts::plain().with(STRINGS, strings("count=\"4294967295\" uniqueCount=\"18446744073709551615\"", "")).packed()
    }),
    ("large-unique-count.xlsx", || Parts::plain().with(STRINGS, strings("uniqueCount=\"2000000000\"", "<si><t>a</t></si>")).packed()),
    ("string-out-of-range.xlsx", || {
        let cell = "<row><c r=\"A1\" t=\"s\"><v>4294967296</v></c><c r=\"B1\" t=\"s\"><v>7</v></c><c r=\"C1\" t=\"s\"><v>-1</v></c></row>";
        Parts::plain().with(STRINGS, strings("", "<si><t>a</t></si>")).with(SHEET, sheet(cell)).packed()
    }),
    ("million-empty-rows.xlsx", || sheet_of(&"<row/>".repeat(1_000_000))),
    ("million-empty-cells.xlsx", || sheet_of(&format!("<row>{}</row>", "<c/>".repeat(1_000_000)))),
    ("many-records.xlsx", || {
        let rows: String = (2..=70_000).map(|at| row(&[(&format!("A{at}"), &format!("N-{at}"))])).collect();
        sheet_of(&format!("{}{rows}", row(&[("A1", "_key")])))
    }),
    ("deep.xlsx", || Parts::plain().with(SHEET, sheet(&"<row><c>".repeat(200_000))).packed()),
    ("deep-strings.xlsx", || Parts::plain().with(STRINGS, strings("", &"<si><r>".repeat(200_000))).packed()),
    ("cell-beyond-the-sheet.xlsx", || sheet_of(&row(&[("ZZZZZZZ99999999999", "far")]))),
    ("cell-without-a-place.xlsx", || sheet_of("<row r=\"0\"><c r=\"\" t=\"inlineStr\"><is><t>x</t></is></c></row>")),
    ("number-out-of-range.xlsx", || {
        sheet_of("<row><c r=\"A1\"><v>1e999999</v></c><c r=\"B1\" t=\"b\"><v>maybe</v></c><c r=\"C1\" t=\"d\"><v>x</v></c></row>")
    }),
    ("entities-in-the-sheet.xlsx", || Parts::plain().with(SHEET, billion_laughs()).packed()),
    ("entities-far-in.xlsx", || {
        Parts::plain().with(SHEET, format!("<?xml version=\"1.0\"?><!--{}-->{}", "x".repeat(100_000), billion_laughs())).packed()
    }),
    ("outside-entity.xlsx", || {
        Parts::plain().with("xl/workbook.xml", "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><workbook>&x;</workbook>").packed()
    }),
    ("outside-links.xlsx", || Parts::plain().with("xl/externalLinks/externalLink1.xml", "<externalLink/>").packed()),
    ("macros.xlsm", || Parts::plain().with("xl/vbaProject.bin", vec![0xD0, 0xCF]).packed()),
    ("old.xls", || [vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], vec![0xFF; 4_096]].concat()),
    ("encrypted.xlsx", || [vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], vec![0; 4_096]].concat()),
    ("table.ods", || {
        Parts::plain().with("mimetype", "application/vnd.oasis.opendocument.spreadsheet").with("content.xml", "<x/>").packed()
    }),
    ("binary.xlsb", || Parts::plain().with("xl/workbook.bin", vec![1, 2, 3]).packed()),
    ("not-a-container.xlsx", || b"key,statement\nN-1,people fall\n".to_vec()),
    ("empty.xlsx", || vec![]),
    ("only-a-beginning.xlsx", || b"PK\x03\x04".to_vec()),
    ("truncated.xlsx", || plain().into_iter().take(700).collect()),
    ("end-cut-off.xlsx", end_cut_off),
    ("lying-sizes.xlsx", lying_sizes),
    ("broken-part.xlsx", broken_part),
    ("no-sheet.xlsx", || Parts(Parts::plain().0.into_iter().filter(|(name, _)| name != SHEET).collect()).packed()),
    ("no-workbook.xlsx", || Parts(Parts::plain().0.into_iter().filter(|(name, _)| name != "xl/workbook.xml").collect()).packed()),
    ("sheet-is-noise.xlsx", || Parts::plain().with(SHEET, noise(10_000)).packed()),
    ("workbook-is-noise.xlsx", || Parts::plain().with("xl/workbook.xml", noise(10_000)).packed()),
    ("thousand-sheets.xlsx", thousand_sheets),
    ("path-out.xlsx", || Parts::plain().with("../../../escaped.txt", "out").packed()),
    ("not-xml-ending.xlsx", || sheet_of("<row><c r=\"A1\" t=\"inlineStr\"><is><t>never closed")),
];

fn plain() -> Vec<u8> {
    Parts::plain().packed()
}

fn end_cut_off() -> Vec<u8> {
    let mut container = plain();
    container.truncate(container.len() - 10);
    container
}

/// One text of 32,000 letters in so many cells: a small file of gigabytes.
fn one_string(times: usize) -> Vec<u8> {
    let cells: String = (1..=times).map(|at| format!("<row><c r=\"A{at}\" t=\"s\"><v>0</v></c></row>")).collect();
    Parts::plain().with(STRINGS, strings("", &format!("<si><t>{}</t></si>", varied(32_000)))).with(SHEET, sheet(&cells)).packed()
}

/// A text that packs badly enough to pass as honest: what repeats is further apart than packing looks back.
fn varied(length: usize) -> String {
    let letters = random().map(|byte| char::from(b'a' + byte % 26)).take(40_000).collect::<String>();
    let mut text = letters.repeat(length / letters.len() + 1);
    text.truncate(length);
    text
}

fn noise(length: usize) -> Vec<u8> {
    let bytes: Vec<u8> = random().take(40_000).collect();
    bytes.into_iter().cycle().take(length).collect()
}

/// The same bytes every time, as if by chance.
fn random() -> impl Iterator<Item = u8> {
    std::iter::successors(Some(1u32), |state| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223)))
        .map(|state| state.to_le_bytes()[3])
}

fn billion_laughs() -> String {
    let entity = |at: usize| format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10));
    let entities: String = (1..10).map(entity).collect();
    format!("<!DOCTYPE s [<!ENTITY l0 \"lol\">{entities}]>{}", sheet(&row(&[("A1", "&l9;")])))
}

fn thousand_sheets() -> Vec<u8> {
    let sheets: String = (1..=1_000).map(|at| format!("<sheet name=\"need{at}\" sheetId=\"{at}\" r:id=\"r1\"/>")).collect();
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    Parts::plain()
        .with("xl/workbook.xml", format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{relations}\"><sheets>{sheets}</sheets></workbook>"))
        .packed()
}

/// A container that says of every part, wherever it states it, that it inflates to nothing.
fn lying_sizes() -> Vec<u8> {
    let mut container = plain();
    for (signature, offset) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        for at in 0..container.len().saturating_sub(30) {
            if &container[at..at + 4] == signature {
                container[at + offset..at + offset + 4].fill(0);
            }
        }
    }
    container
}

fn broken_part() -> Vec<u8> {
    let mut container = plain();
    let middle = container.len() / 2;
    container[middle..middle + 20].iter_mut().for_each(|byte| *byte ^= 0xFF);
    container
}
