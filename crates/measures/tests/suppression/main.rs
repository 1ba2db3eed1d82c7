//! Small numbers that leave: what is hidden, that it stays hidden from somebody with a linear programme, and how much is
//! still shown.

mod by_hand;
mod claims;
mod figures;
mod greedy;
mod many_tables;
mod percent;
mod releases;
mod stories;

use measures::suppression::{Interval, Known, Place, Policy, Published, Released, Sheet, Table, Why, attack, protect};

const SMALL: Published = Published::NotShown(Why::Small);
const PROTECTS: Published = Published::NotShown(Why::ProtectsAnother);
const UNSAID: Published = Published::NotShown(Why::Unsaid);

/// The table as it leaves under the policy for claims.
fn released(table: &Table) -> Released {
    protect(table, &Policy::claims()).unwrap_or_else(|refusal| panic!("refused: {refusal}"))
}

/// What an attacker knows of each figure that is not shown.
fn attacked(sheet: &Sheet) -> Vec<Known> {
    attack(sheet).unwrap_or_else(|refusal| panic!("not attacked: {refusal}"))
}

/// What an attacker knows of one figure.
fn known(sheet: &Sheet, place: Place) -> Interval {
    let found = attacked(sheet).into_iter().find(|known| known.place == place);
    found.unwrap_or_else(|| panic!("{place:?} is shown")).range
}

/// The table in words, a line for each row, the totals last.
fn words(sheet: &Sheet) -> Vec<String> {
    let word = |published: &Published| published.words(&sheet.policy);
    let mut lines: Vec<String> = Vec::new();
    for (row, cells) in sheet.cells.iter().enumerate() {
        let figures = cells.iter().chain(sheet.row_totals.get(row));
        lines.push(figures.map(word).collect::<Vec<String>>().join(" | "));
    }
    if let Some(total) = &sheet.total {
        lines.push(sheet.column_totals.iter().chain([total]).map(word).collect::<Vec<String>>().join(" | "));
    }
    lines
}
