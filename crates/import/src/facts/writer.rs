//! Rows into batches: values gathered by table, handed over when there are enough, with keys looked at and faults counted.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    ops::ControlFlow,
    sync::Arc,
};

use strategy::input::FactFault;

use super::{
    Batch, DayOrder, Form, Provenance, Reject, Sink, Table, Value,
    layout::Repeated,
    reading::{self, Outcome},
    tally::Tally,
};

/// How many rows a batch has at most.
const ROWS: usize = 64 << 10;
/// How many bytes a batch has at most, roughly: rows with long texts are handed over sooner.
const BYTES: usize = 16 << 20;
/// How often a batch's bytes are looked at.
const LOOK_ROWS: usize = 1 << 10;
/// How many keys are remembered to find one that stands twice: 16 bytes each and room to grow, some 120 MB. In longer files
/// the rows behind them are not compared here; the lake compares all keys.
const KEYS_MAX: usize = 3_500_000;

/// Writes the facts of one file.
pub(crate) struct Writer<'s> {
    sink: &'s mut dyn Sink,
    provenance: Arc<Provenance>,
    batches: Vec<(Batch, u64)>,
    keys: HashMap<u64, u32>,
    days: DayOrder,
    /// What was wrong.
    pub(crate) tally: Tally,
    /// How many rows were rejected.
    pub(crate) rejected: u64,
    /// How many rows were not compared with earlier ones.
    pub(crate) uncompared: u64,
}

/// Why a row cannot be a fact.
pub(crate) type Problem = String;

impl<'s> Writer<'s> {
    pub(crate) fn new(sink: &'s mut dyn Sink, provenance: Arc<Provenance>, days: DayOrder) -> Writer<'s> {
        Writer { sink, provenance, batches: vec![], keys: HashMap::new(), days, tally: Tally::default(), rejected: 0, uncompared: 0 }
    }

    /// The name of the file.
    pub(crate) fn file(&self) -> &str {
        &self.provenance.file
    }

    /// Reads a cell as what a column holds, under the name of the file's column. What names the row must be known; what cannot
    /// be read of the rest is unknown, and counted.
    pub(crate) fn read<'c>(
        &mut self,
        form: Form,
        is_key: bool,
        named: &str,
        cell: &'c str,
        line: u64,
    ) -> Result<Option<Value<'c>>, Problem> {
        match self.value(form, named, cell, line) {
            Ok(None) if is_key => Err(format!("`{named}` is blank, and it names the row")),
            Ok(value) => Ok(value),
            Err(problem) if is_key => Err(problem),
            Err(_) => {
                self.unknown(form, named, cell, line);
                Ok(None)
            }
        }
    }

    fn value<'c>(&mut self, form: Form, named: &str, cell: &'c str, line: u64) -> Result<Option<Value<'c>>, Problem> {
        match reading::read(form, cell, self.days) {
            Outcome::Known(value) => Ok(Some(value)),
            Outcome::Unknown => Ok(None),
            Outcome::Mended(value, how) => {
                let help = || "nothing needs to be done; take the file from its source, not from a spreadsheet, to be sure".to_owned();
                self.tally.count(FactFault::Mended, named, &format!("was mended: {how}"), line, cell, &help);
                Ok(Some(value))
            }
            Outcome::Bad(says) => Err(format!("`{named}` `{}` {says}", cell.chars().take(60).collect::<String>())),
        }
    }

    /// Counts a value that counts as unknown.
    fn unknown(&mut self, form: Form, named: &str, cell: &str, line: u64) {
        let says = match reading::read(form, cell, self.days) {
            Outcome::Bad(says) => says,
            _ => "cannot be read",
        };
        let help = || format!("it counts as unknown; write {} and read the file again", form.words());
        self.tally.count(FactFault::Unknown, named, says, line, cell, &help);
    }

    /// Counts a lesser part of a row that could not be taken over although the row was.
    pub(crate) fn lost(&mut self, table: &Table, problem: &str, line: u64) {
        let says = format!("no `{}` was made of a row: {}", table.name, kind_of(problem));
        self.tally.count(FactFault::Unknown, "", &says, line, "", &|| "mend the row where this points, and read the file again".into());
    }

    /// Adds a row. One whose key stands in the file already is a problem, where its key may stand there only once.
    pub(crate) fn add(
        &mut self,
        table: &'static Table,
        line: u64,
        values: &[Option<Value<'_>>],
        repeated: Repeated,
    ) -> Result<ControlFlow<()>, Problem> {
        if repeated != Repeated::Kept
            && let Some(earlier) = self.earlier(table, line, values)
        {
            let key: Vec<String> = table.key.iter().filter_map(|name| Some(words(values[table.column(name)?.0].as_ref()))).collect();
            let problem = format!("`{}` stands in line {earlier} already", key.join(" "));
            if repeated == Repeated::Rejected {
                return Err(problem);
            }
            let says = format!("the key `{}` of a row stands in the file already; both rows were taken over", table.key.join(" "));
            self.tally
                .count(FactFault::Unknown, "", &says, line, "", &|| "ask whoever made the file why ids are not of one row each".into());
        }
        let at = match self.batches.iter().position(|(batch, _)| batch.table == table) {
            Some(at) => at,
            None => {
                self.batches.push((Batch::new(table, Arc::clone(&self.provenance)), 0));
                self.batches.len() - 1
            }
        };
        let (batch, count) = &mut self.batches[at];
        batch.push(line, values);
        *count += 1;
        let rows = batch.rows();
        let is_full = rows >= ROWS || rows.is_multiple_of(LOOK_ROWS) && batch.bytes() > BYTES;
        if is_full {
            let full = std::mem::replace(batch, Batch::new(table, Arc::clone(&self.provenance)));
            return Ok(self.sink.batch(full));
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The line of an earlier row with the same key.
    fn earlier(&mut self, table: &Table, line: u64, values: &[Option<Value<'_>>]) -> Option<u32> {
        let mut hasher = DefaultHasher::new();
        table.name.hash(&mut hasher);
        for (field, value) in table.columns.iter().zip(values) {
            if table.key.contains(&field.name) {
                words(value.as_ref()).hash(&mut hasher);
            }
        }
        let hash = hasher.finish();
        if let Some(earlier) = self.keys.get(&hash) {
            return Some(*earlier);
        }
        if self.keys.len() < KEYS_MAX {
            self.keys.insert(hash, u32::try_from(line).unwrap_or(u32::MAX));
        } else {
            self.uncompared += 1;
        }
        None
    }

    /// Whether a row of a table with this key has been asked about before.
    pub(crate) fn has_seen(&mut self, table: &Table, key: &[&str]) -> bool {
        let mut hasher = DefaultHasher::new();
        (table.name, key).hash(&mut hasher);
        let is_known = self.keys.contains_key(&hasher.finish());
        if !is_known && self.keys.len() < KEYS_MAX {
            self.keys.insert(hasher.finish(), 0);
        }
        is_known
    }

    /// Hands over a row that was not taken over.
    pub(crate) fn reject(&mut self, header: &str, delimiter: char, line: u64, row: &str, problem: &str) -> ControlFlow<()> {
        self.rejected += 1;
        let kind = kind_of(problem);
        let help =
            || "mend the row in the file, or in the file of `--rejects`, and read it again; the other rows are not touched".to_owned();
        self.tally.count(FactFault::Rejected, "", &kind, line, "", &help);
        self.sink.reject(&Reject { file: &self.provenance.file, header, delimiter, line, row, problem })
    }

    /// Passes on how far the reading is.
    pub(crate) fn progress(&mut self, bytes: u64) -> ControlFlow<()> {
        self.sink.progress(bytes)
    }

    /// Hands over what is left, and gives the facts by table.
    pub(crate) fn finish(&mut self) -> (Vec<(&'static str, u64)>, ControlFlow<()>) {
        let counts = self.counts();
        for (batch, _) in std::mem::take(&mut self.batches) {
            if batch.rows() > 0 && self.sink.batch(batch).is_break() {
                return (counts, ControlFlow::Break(()));
            }
        }
        (counts, ControlFlow::Continue(()))
    }

    /// The facts so far, by table.
    pub(crate) fn counts(&self) -> Vec<(&'static str, u64)> {
        self.batches.iter().map(|(batch, count)| (batch.table.name, *count)).collect()
    }
}

fn words(value: Option<&Value<'_>>) -> String {
    match value {
        None => String::new(),
        Some(Value::Text(text)) => text.clone().into_owned(),
        Some(Value::Integer(number) | Value::Decimal(number)) => number.to_string(),
        Some(Value::Real(number)) => number.to_string(),
        Some(Value::Date(day)) => reading::day_words(*day),
        Some(Value::Bool(flag)) => flag.to_string(),
    }
}

/// A problem without the words of the one row that has it, so that a million of them count as one kind.
fn kind_of(problem: &str) -> String {
    let mut kind = String::new();
    let mut pieces = problem.split('`');
    kind.push_str(pieces.next().unwrap_or_default());
    for (at, piece) in pieces.enumerate() {
        match at {
            // The first quoted word is the column's name where a second one follows, or where it is blank.
            0 if problem.matches('`').count() > 2 || problem.contains("` is blank") => kind.push_str(&format!("`{piece}`")),
            _ if at % 2 == 0 => kind.push('…'),
            _ => kind.push_str(piece),
        }
    }
    kind.split_whitespace().map(|word| if word.bytes().all(|b| b.is_ascii_digit()) { "…" } else { word }).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn problems_of_one_kind_are_one() {
        assert_eq!(kind_of("`NPI` `123` is no NPI: not ten digits"), kind_of("`NPI` `9` is no NPI: not ten digits"));
        assert_eq!(kind_of("`NPI` is blank, and it names the row"), "`NPI` is blank, and it names the row");
        assert_eq!(kind_of("the row has 13 of 22 cells"), "the row has … of … cells");
        assert_eq!(kind_of("`1234567893` stands in line 3 already"), "… stands in line … already");
    }
}
