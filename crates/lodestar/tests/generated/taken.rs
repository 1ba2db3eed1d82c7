//! What the importers made of a generated file, kept in memory.

use std::{io::Cursor, ops::ControlFlow};

use import::facts::{self, Asked, Batch, Reject, Sink, Summary};
use jiff::civil::date;
use synthetic::{File, World};

/// What a file became.
#[derive(Default)]
pub(crate) struct Taken {
    pub(crate) batches: Vec<Batch>,
    pub(crate) rejects: Vec<String>,
    pub(crate) summary: Summary,
    /// How many rows the generator says it wrote.
    pub(crate) written: u64,
    pub(crate) bytes: Vec<u8>,
}

impl Sink for Taken {
    fn batch(&mut self, batch: Batch) -> ControlFlow<()> {
        self.batches.push(batch);
        ControlFlow::Continue(())
    }

    fn reject(&mut self, reject: &Reject<'_>) -> ControlFlow<()> {
        self.rejects.push(format!("{}, line {}: {}", reject.file, reject.line, reject.problem));
        ControlFlow::Continue(())
    }
}

/// A world of so many people on the worked example's day.
pub(crate) fn world(people: u32) -> World {
    World { seed: 1, people, day: date(2026, 6, 1) }
}

/// Writes a file and reads it as the command line would: by its name and its bytes.
pub(crate) fn taken(world: &World, file: &File) -> Taken {
    let mut taken = Taken::default();
    let mut bytes = vec![];
    taken.written = file.write(world, &mut bytes).expect("memory gives no error");
    let name = file.name(world);
    let read = facts::read(&Asked { file: &name, ..Asked::default() }, Cursor::new(&bytes), &mut taken).expect("memory gives no error");
    assert_eq!(read.len(), 1);
    taken.summary = read.into_iter().next().expect("one");
    taken.bytes = bytes;
    taken
}

impl Taken {
    /// How many rows a table got.
    pub(crate) fn rows(&self, table: &str) -> u64 {
        self.summary.facts.iter().filter(|(name, _)| *name == table).map(|(_, rows)| rows).sum()
    }

    /// Hands out the rows of a table: a look-up of cells by column.
    pub(crate) fn each(&self, table: &str, mut take: impl FnMut(&dyn Fn(&str) -> String)) {
        for batch in self.batches.iter().filter(|batch| batch.table.name == table) {
            for row in 0..batch.rows() {
                take(&|column| batch.words(column, row).unwrap_or_default());
            }
        }
    }
}
