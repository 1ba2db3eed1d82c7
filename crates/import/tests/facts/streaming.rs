//! Files of any size: batches come while the file is read, whoever takes them may stop, and memory does not grow with the file.

use std::{
    io::{Cursor, Read, Seek, SeekFrom},
    ops::ControlFlow,
};

use import::facts::{self, Asked, Batch, End, Reject, Sink};

/// A file of rows that are made while they are read.
struct Endless {
    row: Vec<u8>,
    rows: u64,
    ready: Cursor<Vec<u8>>,
}

impl Endless {
    fn new(rows: u64) -> Endless {
        let heading = "ZIP,COUNTY,RES_RATIO,BUS_RATIO,OTH_RATIO,TOT_RATIO\n";
        Endless { row: b"02134,25025,0.25,0.5,0.25,1\n".repeat(100), rows, ready: Cursor::new(heading.into()) }
    }
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        loop {
            match self.ready.read(into)? {
                0 if self.rows == 0 => return Ok(0),
                0 => {
                    self.rows = self.rows.saturating_sub(100);
                    self.ready = Cursor::new(self.row.clone());
                }
                read => return Ok(read),
            }
        }
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        // Only ever rewound to its beginning, right after its first bytes.
        assert_eq!(to, SeekFrom::Start(0));
        self.ready.seek(SeekFrom::Start(0))
    }
}

#[derive(Default)]
struct Counting {
    largest: usize,
    rows: usize,
    batches: usize,
    rejects: usize,
    stop_after: Option<usize>,
}

impl Sink for Counting {
    fn batch(&mut self, batch: Batch) -> ControlFlow<()> {
        (self.largest, self.rows, self.batches) = (self.largest.max(batch.rows()), self.rows + batch.rows(), self.batches + 1);
        if self.stop_after.is_some_and(|most| self.batches >= most) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn reject(&mut self, _reject: &Reject<'_>) -> ControlFlow<()> {
        self.rejects += 1;
        ControlFlow::Continue(())
    }
}

/// Every row but the first is a reject here, because their keys are the same: neither facts nor rejects pile up.
#[test]
fn rejects_are_handed_over_one_by_one() {
    let mut sink = Counting::default();
    let summaries = facts::read(&Asked { file: "z.csv", ..Asked::default() }, Endless::new(300_000), &mut sink).expect("memory");
    assert_eq!((sink.rows, sink.rejects, summaries[0].rejected), (1, 299_999, 299_999));
    assert_eq!(summaries[0].findings.len(), 1);
}

#[test]
fn batches_come_while_the_file_is_read_and_can_stop_it() {
    let heading = "contract_id|plan_id|segment_id|ndc|days_supply|unit_cost\n";
    let rows: String = (0..200_000).map(|n| format!("S1|1|0|{n:011}|30|1.5\n")).collect();
    let bytes = format!("{heading}{rows}");
    let asked = Asked { file: "pricing file PPUF_2026Q1_20260131.txt", ..Asked::default() };
    let mut sink = Counting::default();
    let summaries = facts::read(&asked, Cursor::new(&bytes), &mut sink).expect("memory");
    assert_eq!((sink.rows, sink.largest, sink.batches), (200_000, 64 << 10, 4));
    assert_eq!((summaries[0].end, summaries[0].bytes), (End::Whole, bytes.len() as u64));
    let mut sink = Counting { stop_after: Some(1), ..Counting::default() };
    let summaries = facts::read(&asked, Cursor::new(&bytes), &mut sink).expect("memory");
    assert_eq!((sink.batches, summaries[0].end), (1, End::Stopped));
}
