//! Many invented tables under the attacker.

use measures::suppression::{Place, Policy, Published, Sheet, protect};

use crate::{
    PROTECTS, SMALL, attacked,
    claims::{Dice, table},
    greedy::{exact_totals, greedy, leaks},
};

/// Rows and columns, median and spread of the tables that are tried: those of ux.md decision 9 and others.
pub(crate) const SHAPES: [((usize, usize), f64, f64); 8] = [
    ((6, 5), 20.0, 1.2),
    ((12, 4), 20.0, 1.2),
    ((2, 2), 8.0, 1.2),
    ((3, 3), 20.0, 1.5),
    ((3, 4), 5.0, 1.0),
    ((8, 1), 15.0, 1.2),
    ((2, 7), 40.0, 1.5),
    ((5, 5), 6.0, 2.0),
];

/// What was seen of the tables of one shape.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) tables: usize,
    pub(crate) small: usize,
    pub(crate) narrowed: usize,
    pub(crate) shown: usize,
    pub(crate) not_small: usize,
}

impl Tally {
    /// The share of the cells that are not small and are shown; zeros count as cells that are not small.
    pub(crate) fn shown_percent(&self) -> f64 {
        100.0 * self.shown as f64 / self.not_small as f64
    }

    /// Attacks a table as it was released, and counts.
    pub(crate) fn add(&mut self, grid: &[Vec<u64>], sheet: &Sheet) {
        self.tables += 1;
        let most = i64::try_from(sheet.policy.threshold).expect("small") - 1;
        let known = attacked(sheet);
        for (place, published) in sheet.figures() {
            let behind: Vec<u64> = cells(grid, place).into_iter().filter(|count| *count > 0).collect();
            let sum: u64 = behind.iter().sum();
            let is_small = (1..sheet.policy.threshold).contains(&sum);
            if is_small {
                // Whoever reads "small" in several cells of a line knows that its total is at least so many.
                let least = behind.len() as i64;
                assert!(!published.is_shown(), "{place:?} of {grid:?} shows a small count");
                let range = known.iter().find(|known| known.place == place).expect("not shown, so attacked").range;
                self.small += 1;
                self.narrowed += usize::from(!range.covers(least, most));
                assert!(published == SMALL || behind.len() > 1, "{place:?} of {grid:?} is not called small");
            }
            if matches!(place, Place::Cell(..)) && !is_small {
                self.not_small += 1;
                self.shown += usize::from(published.is_shown());
            }
        }
    }
}

fn cells(grid: &[Vec<u64>], place: Place) -> Vec<u64> {
    match place {
        Place::Cell(row, column) => vec![grid[row][column]],
        Place::Row(row) => grid[row].clone(),
        Place::Column(column) => grid.iter().map(|row| row[column]).collect(),
        Place::All => grid.concat(),
    }
}

/// Tables of one shape, protected under a policy and attacked.
pub(crate) fn tally(shape: (usize, usize), median: f64, spread: f64, seeds: std::ops::Range<u64>, policy: &Policy) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let grid = Dice::new(seed).grid(shape, median, spread);
        let released = protect(&table(&grid), policy).unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}"));
        tally.add(&grid, released.sheet());
    }
    tally
}

#[test]
fn no_small_cell_of_some_hundred_tables_is_narrowed() {
    for (shape, median, spread) in SHAPES {
        let tally = tally(shape, median, spread, 0..50, &Policy::claims());
        assert!(tally.small > 20, "{shape:?} has small cells to attack");
        assert_eq!(tally.narrowed, 0, "{shape:?}");
    }
}

#[test]
fn other_thresholds_and_bases_hold_as_well() {
    for (threshold, total_base) in [(2, 2), (5, 10), (5, 1), (11, 1), (11, 5), (11, 50), (30, 20)] {
        let policy = Policy { threshold, total_base, ..Policy::claims() };
        let tally = tally((4, 4), threshold as f64 * 2.0, 1.2, 0..15, &policy);
        assert_eq!(tally.narrowed, 0, "threshold {threshold}, base {total_base}");
    }
}

#[test]
fn four_of_five_cells_that_are_not_small_are_shown() {
    for shape in [(6, 5), (12, 4)] {
        let tally = tally(shape, 20.0, 1.2, 0..40, &Policy::claims());
        assert!(tally.shown_percent() >= 80.0, "{shape:?}: {:.1} %", tally.shown_percent());
    }
}

#[test]
fn nothing_is_hidden_that_could_be_shown() {
    let mut hidden = 0;
    for seed in 0..12 {
        let grid = Dice::new(seed).grid((6, 5), 20.0, 1.2);
        let sheet = protect(&table(&grid), &Policy::claims()).expect("released").sheet().clone();
        for (row, column) in (0..6).flat_map(|row| (0..5).map(move |column| (row, column))) {
            if sheet.cells[row][column] == PROTECTS {
                hidden += 1;
                let mut shown = sheet.clone();
                shown.cells[row][column] = Published::Shown(grid[row][column]);
                assert!(leaks(&shown).0 > 0, "seed {seed}: row {row}, column {column} protects nothing");
            }
        }
    }
    assert!(hidden > 12, "only {hidden} cells were tried");
}

#[test]
fn the_same_attacker_opens_what_people_usually_do() {
    let (mut hidden_only, mut greedily, mut tables) = (0, 0, 0);
    for seed in 0..40 {
        let grid = Dice::new(seed).grid((6, 5), 20.0, 1.2);
        tables += 1;
        hidden_only += usize::from(leaks(&exact_totals(&grid, 11)).1 > 0);
        greedily += usize::from(leaks(&greedy(&grid, 11)).0 > 0);
    }
    assert!(hidden_only * 10 >= tables * 6, "exact recovery in {hidden_only} of {tables} tables");
    assert!(greedily > 0, "a narrowed cell in {greedily} of {tables} tables");
}
