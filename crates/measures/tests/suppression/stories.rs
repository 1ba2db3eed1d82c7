//! Single tables and counts, told one by one.

use measures::suppression::{Axis, Place, Policy, Published, Side, Table, protect, protect_count, protect_count_of};

use crate::{PROTECTS, SMALL, claims::table, known, released, words};

#[test]
fn a_count_of_1_to_10_is_never_shown_and_0_is() {
    let policy = Policy::claims();
    assert_eq!(protect_count(0, &policy), Published::Shown(0));
    assert!((1..=10).all(|people| protect_count(people, &policy) == SMALL));
    assert_eq!(protect_count(11, &policy), Published::Shown(11));
    assert_eq!(protect_count(7, &policy).words(&policy), "< 11");
}

#[test]
fn an_insight_needs_five_people_and_three_institutions() {
    let policy = Policy::insights();
    assert_eq!(protect_count_of(4, 4, &policy), SMALL);
    assert_eq!(protect_count_of(12, 2, &policy), SMALL, "two institutions are too few for any number of people");
    assert_eq!(protect_count_of(5, 3, &policy), Published::Shown(5));
    assert_eq!(SMALL.words(&policy), "not shown (fewer than 5 people or 3 institutions)");
}

#[test]
fn a_table_of_insights_hides_many_people_of_few_institutions() {
    let (themes, regions) = (Axis::of("theme", ["dosing", "access", "safety"]), Axis::of("region", ["north", "south"]));
    let people = vec![vec![30, 14], vec![9, 25], vec![16, 12]];
    let institutions = vec![vec![8, 2], vec![5, 6], vec![4, 3]];
    let table = Table::with_institutions(themes, regions, &people, &institutions).expect("a table");
    let sheet = protect(&table, &Policy::insights()).expect("released").sheet().clone();
    assert_eq!(sheet.cells[0][1], SMALL);
    let range = known(&sheet, Place::Cell(0, 1));
    assert!(range.covers(1, 14), "it may be as few as one and as many as it is: {range:?}");
}

#[test]
fn who_does_not_say_how_many_institutions_there_are_shows_nothing() {
    let sheet = protect(&table(&[vec![400], vec![300]]), &Policy::insights()).expect("released").sheet().clone();
    assert_eq!(sheet.cells, [[SMALL], [SMALL]]);
}

#[test]
fn totals_are_rounded_and_one_more_cell_is_hidden() {
    // 5 = about 300 - 100 - 200 would be at most 9.
    let sheet = released(&table(&[vec![5], vec![100], vec![200]])).sheet().clone();
    assert_eq!(words(&sheet), ["< 11", "not shown (protects another cell)", "200", "about 300"]);
    assert_eq!(known(&sheet, Place::Cell(0, 0)).least, 1);
    assert_eq!(known(&sheet, Place::Cell(0, 0)).most, Some(10));
}

#[test]
fn where_rounding_is_enough_nothing_else_is_hidden() {
    // 4 + 46 is about 60, which is 50 to 69, which leaves 4 to 23.
    let sheet = released(&table(&[vec![4], vec![46], vec![30]])).sheet().clone();
    assert_eq!(words(&sheet), ["< 11", "46", "30", "about 80"], "70 to 89 less 76 leaves 0 to 13");
}

#[test]
fn a_table_of_two_ways_keeps_its_small_cell() {
    let sheet = released(&table(&[vec![5, 0], vec![20, 30]])).sheet().clone();
    assert_eq!(sheet.cells[0], [SMALL, Published::Shown(0)]);
    assert_eq!(sheet.row_totals[0], SMALL, "the total of a row with one small cell is that cell");
    assert!(known(&sheet, Place::Cell(0, 0)).covers(1, 10));
    assert!(known(&sheet, Place::Row(0)).covers(1, 10));
}

#[test]
fn the_total_of_small_cells_alone_is_hidden_whatever_it_is() {
    for third in [1, 9] {
        let sheet = released(&table(&[vec![3, 2, third, 0], vec![40, 50, 60, 70], vec![90, 80, 70, 60]])).sheet().clone();
        assert_eq!(sheet.row_totals[0], PROTECTS, "6 and 14 have the same word");
        assert!(third > 1 || known(&sheet, Place::Row(0)).covers(3, 10));
    }
}

#[test]
fn a_table_of_zeros_and_a_table_of_large_counts_are_shown_whole() {
    let sheet = released(&table(&[vec![0, 0], vec![0, 0]])).sheet().clone();
    assert_eq!(words(&sheet), ["0 | 0 | 0", "0 | 0 | 0", "0 | 0 | 0"]);
    let sheet = released(&table(&[vec![11, 25], vec![190, 47]])).sheet().clone();
    assert_eq!(words(&sheet), ["11 | 25 | about 40", "190 | 47 | about 240", "about 200 | about 80 | about 280"]);
}

#[test]
fn a_table_of_small_counts_shows_none_of_them() {
    let sheet = released(&table(&[vec![3, 4], vec![1, 2]])).sheet().clone();
    assert!(sheet.figures().all(|(_, published)| !published.is_shown()));
    for row in 0..2 {
        for column in 0..2 {
            assert!(known(&sheet, Place::Cell(row, column)).covers(1, 10));
        }
    }
}

#[test]
fn uniting_small_categories_shows_what_hiding_cannot() {
    let ages = Axis::of("age", ["18 to 39", "40 to 64", "65 to 79", "80 and over"]);
    let fine =
        Table::two_way(ages, Axis::of("sex", ["women", "men"]), &[vec![6, 5], vec![8, 9], vec![70, 80], vec![44, 31]]).expect("a table");
    let shown = |table: &Table| released(table).sheet().cells.iter().flatten().filter(|cell| cell.is_shown()).count();
    assert!(shown(&fine) < 8);
    let coarse = fine.coarsened(Side::Rows, "18 to 64", &["18 to 39", "40 to 64"]).expect("a coarser table");
    assert_eq!(words(released(&coarse).sheet())[0], "14 | 14 | about 20");
    assert_eq!(shown(&coarse), 6, "all of them");
}

#[test]
fn what_leaves_holds_no_small_count_in_any_form() {
    // 7 stands nowhere but in the two small cells.
    let released = released(&table(&[vec![7, 112, 50], vec![140, 250, 7], vec![88, 35, 44]]));
    let printed = format!("{released:?} {}", serde_json::to_string(&released).expect("JSON"));
    let numbers = printed.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    assert_eq!(numbers.filter(|number| *number == "7").count(), 0, "{printed}");
}

#[test]
fn the_same_table_gives_the_same_sheet() {
    let grid = crate::claims::Dice::new(4).grid((6, 5), 20.0, 1.2);
    let first = released(&table(&grid));
    assert!((0..20).all(|_| released(&table(&grid)) == first));
}

#[test]
fn a_higher_threshold_hides_at_least_the_small_counts_of_a_lower_one() {
    let grid = crate::claims::Dice::new(11).grid((6, 5), 20.0, 1.2);
    let small = |threshold| {
        let policy = Policy { threshold, total_base: 2 * (threshold - 1), ..Policy::claims() };
        let sheet = protect(&table(&grid), &policy).expect("released").sheet().clone();
        let cells = sheet.figures().filter(|(place, _)| matches!(place, Place::Cell(..)));
        let hidden: Vec<Place> = cells.filter(|(_, published)| !published.is_shown()).map(|(place, _)| place).collect();
        let counted = |place: &Place| matches!(place, Place::Cell(r, c) if (1..threshold).contains(&grid[*r][*c]));
        assert!(hidden.iter().filter(|p| counted(p)).count() == grid.iter().flatten().filter(|n| (1..threshold).contains(*n)).count());
        hidden.into_iter().filter(counted).collect::<Vec<Place>>()
    };
    for (lower, higher) in [(2, 5), (5, 11), (11, 20)] {
        let (lower, higher) = (small(lower), small(higher));
        assert!(lower.iter().all(|place| higher.contains(place)));
    }
}

#[test]
fn counts_of_whole_nations_do_not_blur_a_small_one() {
    let millions = |n: u64| n * 1_000_003;
    let sheet = released(&table(&[vec![5, millions(340)], vec![millions(1_400), millions(80)]])).sheet().clone();
    assert_eq!(sheet.cells[0][0], SMALL);
    assert!(known(&sheet, Place::Cell(0, 0)).covers(1, 10), "{:?}", words(&sheet));
}

#[test]
fn tables_that_make_no_sense_are_refused_in_words() {
    let refusal = |rows: Axis, columns: Axis, counts: &[Vec<u64>]| match Table::two_way(rows, columns, counts) {
        Ok(_) => panic!("not refused"),
        Err(refusal) => refusal.to_string(),
    };
    let (age, sex) = (Axis::of("age", ["young", "old"]), Axis::of("sex", ["women", "men"]));
    assert_eq!(
        refusal(age.clone(), sex.clone(), &[vec![1, 2], vec![3]]),
        "the counts do not fill the table; give one count for each row and column"
    );
    assert_eq!(
        refusal(age.clone(), age.clone(), &[vec![1, 2], vec![3, 4]]),
        "rows and columns are both by `age`; divide people by two different things"
    );
    assert_eq!(
        refusal(Axis::of("age", ["old", "old"]), sex, &[vec![1, 2], vec![3, 4]]),
        "two rows are called `old`; give each its own label"
    );
    let endless = protect(&table(&[vec![3], vec![40]]), &Policy { threshold: u64::MAX, ..Policy::claims() });
    assert!(endless.is_err_and(|refusal| refusal.help == "keep to thresholds of at most 100 and bases of at most 1000000"));
    let large = table(&vec![vec![20; 50]; 50]);
    assert_eq!(
        protect(&large, &Policy::claims()).map(|_| ()).map_err(|refusal| refusal.to_string()),
        Err("the table is too large to be checked for small numbers; show fewer rows or columns, or unite categories".into())
    );
}
