//! What a file gave, gathered in memory, and as a text that a person can read and compare.

use std::{
    collections::BTreeMap,
    fmt::Write,
    io::Cursor,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use import::facts::{self, Asked, Batch, Reject, Rejects, Sink, Summary};
use strategy::Place;

/// Everything that a file gave.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Gathered {
    pub(crate) batches: Vec<Batch>,
    /// Line, row and problem of each reject.
    pub(crate) rejects: Vec<(u64, String, String)>,
    /// The rejects as a file.
    pub(crate) rejects_file: String,
    pub(crate) summaries: Vec<Summary>,
}

struct Gathering<'g> {
    into: &'g mut Gathered,
    rejects: Rejects,
}

impl Sink for Gathering<'_> {
    fn batch(&mut self, batch: Batch) -> ControlFlow<()> {
        self.into.batches.push(batch);
        ControlFlow::Continue(())
    }

    fn reject(&mut self, reject: &Reject<'_>) -> ControlFlow<()> {
        self.into.rejects.push((reject.line, reject.row.to_owned(), reject.problem.to_owned()));
        self.into.rejects_file.push_str(&self.rejects.lines(reject));
        self.into.rejects_file.push('\n');
        ControlFlow::Continue(())
    }
}

/// Reads bytes as asked.
pub(crate) fn ask(asked: &Asked<'_>, bytes: &[u8]) -> Gathered {
    let mut gathered = Gathered::default();
    let mut sink = Gathering { into: &mut gathered, rejects: Rejects::default() };
    let summaries = facts::read(asked, Cursor::new(bytes), &mut sink).expect("memory gives no error");
    gathered.summaries = summaries;
    gathered
}

/// Reads bytes of a file of this name.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Gathered {
    ask(&Asked { file, ..Asked::default() }, bytes)
}

impl Gathered {
    /// The summary of the only file.
    pub(crate) fn summary(&self) -> &Summary {
        assert_eq!(self.summaries.len(), 1, "{:?}", self.summaries);
        &self.summaries[0]
    }

    /// How many rows a table got.
    pub(crate) fn rows(&self, table: &str) -> usize {
        self.batches.iter().filter(|batch| batch.table.name == table).map(Batch::rows).sum()
    }

    /// The values of a column, in the order of the file.
    pub(crate) fn column(&self, table: &str, column: &str) -> Vec<Option<String>> {
        let of = self.batches.iter().filter(|batch| batch.table.name == table);
        of.flat_map(|batch| (0..batch.rows()).map(|row| batch.words(column, row))).collect()
    }

    /// The facts by what names them, as a lake would keep them.
    pub(crate) fn by_key(&self) -> BTreeMap<String, String> {
        let mut facts = BTreeMap::new();
        for batch in &self.batches {
            for row in 0..batch.rows() {
                let key: Vec<String> = batch.table.key.iter().map(|key| batch.words(key, row).unwrap_or_default()).collect();
                let values: Vec<_> = batch.columns.iter().map(|column| column.words(row)).collect();
                facts.insert(format!("{} {}", batch.table.name, key.join("|")), format!("{values:?}"));
            }
        }
        facts
    }

    /// All of it as a text: each row with what is known of it, rejects, findings.
    pub(crate) fn show(&self) -> String {
        let mut shown = String::new();
        for summary in &self.summaries {
            let _ = writeln!(
                shown,
                "{}: {} · release `{}` · {} rows · {:?}",
                summary.file, summary.source, summary.release, summary.rows, summary.end
            );
            if !summary.unused.is_empty() {
                let _ = writeln!(shown, "not taken over: {}", summary.unused.join(", "));
            }
        }
        for batch in &self.batches {
            for row in 0..batch.rows() {
                let _ = writeln!(shown, "\n{} line {}", batch.table.name, batch.lines[row]);
                for (field, column) in batch.table.columns.iter().zip(&batch.columns) {
                    if let Some(words) = column.words(row) {
                        let _ = writeln!(shown, "    {} = {words}", field.name);
                    }
                }
            }
        }
        for (line, row, problem) in &self.rejects {
            let row: String = row.chars().take(80).collect();
            let _ = write!(shown, "\nrejected line {line}: {problem}\n    {}\n", row.replace('\n', "⏎"));
        }
        for finding in self.summaries.iter().flat_map(|summary| &summary.findings) {
            let at = finding.source.as_ref().and_then(|(_, place)| place.as_ref()).map(Place::words).unwrap_or_default();
            let _ = write!(shown, "\n{} {} {at}: {}\n    help: {}\n", finding.code, finding.severity, finding.message, finding.help);
        }
        shown
    }
}

/// The fixtures, by name.
pub(crate) fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/facts");
    let entries = std::fs::read_dir(folder).expect("the fixtures");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let named = |path: PathBuf| (path.file_name().expect("a name").to_string_lossy().into_owned(), std::fs::read(&path).expect("a file"));
    paths.into_iter().map(named).collect()
}

/// One fixture.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    fixtures().into_iter().find(|(file, _)| file == name).unwrap_or_else(|| panic!("no fixture {name}")).1
}

/// Which release a test reads a fixture as.
pub(crate) const RELEASE: Option<&str> = Some("2024");
