//! Percentages come from what is shown.

use measures::suppression::{Of, Percent, Sheet};

use crate::{claims::table, released};

fn shares(sheet: &Sheet) -> Vec<Option<Percent>> {
    let cells = |of| (0..2).flat_map(move |row| (0..3).map(move |column| sheet.percent(row, column, of)));
    [Of::Row, Of::Column, Of::All].into_iter().flat_map(cells).collect()
}

#[test]
fn a_share_is_of_the_rounded_total_and_says_how_far_off_it_can_be() {
    let sheet = released(&table(&[vec![35, 0, 120], vec![60, 70, 80]])).sheet().clone();
    // The row is 155, about 160, which is 150 to 169.
    assert_eq!(sheet.percent(0, 0, Of::Row), Some(Percent { about: 22, least: 20, most: 24 }));
    assert_eq!(sheet.percent(0, 1, Of::Row), Some(Percent { about: 0, least: 0, most: 0 }));
}

#[test]
fn a_share_is_never_more_than_everybody() {
    // 28 people are about 20, which is at most 29; 28 of 20 would be 140 %.
    let sheet = released(&table(&[vec![28, 0, 0], vec![60, 70, 80]])).sheet().clone();
    assert_eq!(sheet.percent(0, 0, Of::Row), Some(Percent { about: 100, least: 96, most: 100 }));
}

#[test]
fn what_is_not_shown_has_no_share() {
    let sheet = released(&table(&[vec![5, 40, 120], vec![60, 70, 80]])).sheet().clone();
    assert_eq!(sheet.percent(0, 0, Of::Row), None);
}

#[test]
fn shares_of_true_totals_would_give_the_small_cell_away() {
    // A reader who is told 22.0 % of the row knows that the total is 159, and hence the small cell.
    let with = |small| released(&table(&[vec![35, small, 120], vec![60, 70, 85]])).sheet().clone();
    let exact = |small: u64| (35_000.0 / (35 + small + 120) as f64).round();
    assert_ne!(exact(4), exact(7));
    let (four, seven) = (with(4), with(7));
    assert_eq!(four, seven, "the story needs two tables that look alike");
    assert_eq!(shares(&four), shares(&seven));
    assert!(shares(&four).iter().flatten().count() > 6);
}
