//! What people usually do, under the same attacker: the proof that it can find something.

use measures::suppression::{Interval, Place, Policy, Published, Sheet};

use crate::{PROTECTS, SMALL, UNSAID, attacked, claims::axis};

/// A sheet with exact totals in which the small cells are not shown, and nothing else is hidden.
pub(crate) fn exact_totals(grid: &[Vec<u64>], threshold: u64) -> Sheet {
    let cell = |count: &u64| if (1..threshold).contains(count) { SMALL } else { Published::Shown(*count) };
    let column = |column: usize| Published::Shown(grid.iter().map(|row| row[column]).sum());
    Sheet {
        policy: Policy { threshold, total_base: 1, ..Policy::claims() },
        rows: axis("row", grid.len()),
        columns: axis("column", grid[0].len()),
        cells: grid.iter().map(|row| row.iter().map(cell).collect()).collect(),
        row_totals: grid.iter().map(|row| Published::Shown(row.iter().sum())).collect(),
        column_totals: (0..grid[0].len()).map(column).collect(),
        total: Some(Published::Shown(grid.iter().flatten().sum())),
    }
}

/// The same, and wherever just one cell of a row or column is hidden the smallest other one too.
pub(crate) fn greedy(grid: &[Vec<u64>], threshold: u64) -> Sheet {
    let mut sheet = exact_totals(grid, threshold);
    while let Some((row, column)) = lonely(&sheet) {
        sheet.cells[row][column] = PROTECTS;
    }
    sheet
}

/// The smallest cell, not zero, of the first row or column in which just one is hidden.
fn lonely(sheet: &Sheet) -> Option<(usize, usize)> {
    let (rows, columns) = (sheet.cells.len(), sheet.cells[0].len());
    let across = (0..rows).map(|row| (0..columns).map(|column| (row, column)).collect::<Vec<_>>());
    let down = (0..columns).map(|column| (0..rows).map(|row| (row, column)).collect::<Vec<_>>());
    across.chain(down).find_map(|line| {
        let hidden = line.iter().filter(|(row, column)| !sheet.cells[*row][*column].is_shown()).count();
        let count = |at: &(usize, usize)| match sheet.cells[at.0][at.1] {
            Published::Shown(count) if count > 0 => Some((count, *at)),
            _ => None,
        };
        (hidden == 1).then(|| line.iter().filter_map(count).min().map(|(_, at)| at)).flatten()
    })
}

/// How many of the small cells are narrowed, how many are recovered exactly, and how many there are.
pub(crate) fn leaks(sheet: &Sheet) -> (usize, usize, usize) {
    let most = i64::try_from(sheet.policy.threshold).expect("small") - 1;
    let known = attacked(sheet);
    let small: Vec<_> = known.iter().filter(|k| matches!(k.place, Place::Cell(..)) && sheet.at(k.place) == Some(SMALL)).collect();
    let narrowed = small.iter().filter(|known| !known.range.covers(1, most)).count();
    (narrowed, small.iter().filter(|known| known.range.single().is_some()).count(), small.len())
}

#[test]
fn a_lone_small_cell_with_exact_totals_is_no_secret() {
    let sheet = exact_totals(&[vec![7, 30, 40], vec![50, 60, 70]], 11);
    assert_eq!(attacked(&sheet)[0].range.single(), Some(7));
}

#[test]
fn a_rounded_total_is_known_not_to_be_small() {
    let mut sheet = exact_totals(&[vec![12, 0], vec![40, 50]], 11);
    sheet.policy.total_base = 20;
    sheet.cells[0][0] = UNSAID;
    (sheet.row_totals[0], sheet.column_totals[0]) = (about(20), about(60));
    sheet.total = Some(about(100));
    assert_eq!(attacked(&sheet)[0].range, Interval { least: 11, most: Some(19) }, "10 would be called small, and 109 less 90 is 19");
}

fn about(count: u64) -> Published {
    Published::About { count, base: 20 }
}

#[test]
fn two_hidden_cells_in_every_row_and_column_are_no_protection_either() {
    // The corners of a rectangle: 3 + x = 40 and so on, where x is known to be at least 11.
    let sheet = greedy(&[vec![3, 12, 30], vec![14, 13, 40], vec![50, 60, 70]], 11);
    let hidden = sheet.cells.iter().flatten().filter(|cell| !cell.is_shown()).count();
    assert_eq!(hidden, 4, "{sheet:?}");
    let range = attacked(&sheet)[0].range;
    assert!(!range.covers(1, 10), "12 is at least 11, so that 3 is at most 4: {range:?}");
}
