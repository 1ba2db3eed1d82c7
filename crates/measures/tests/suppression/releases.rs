//! Several releases about the same people.

use measures::suppression::{Axis, Interval, Place, Policy, Published, Releases, Scope, Sheet, Side, Table, attack_together, protect};

use crate::{
    PROTECTS, SMALL, UNSAID,
    claims::{Dice, table},
};

fn region(parts: &[&str]) -> Scope {
    Scope::everyone().only("region", parts.iter().copied())
}

fn by_age(counts: &[u64]) -> Table {
    Table::one_way(Axis::of("age", ["18 to 39", "40 to 64", "65 and over"]), counts).expect("a table")
}

/// Releases one table after the other; the sheets, and the ledger after them.
fn told(tables: &[(Scope, Table)]) -> Result<(Vec<Sheet>, Releases), String> {
    let mut ledger = Releases::default();
    let mut sheets = Vec::new();
    for (scope, table) in tables {
        let (released, next) = ledger.release(scope, table, &Policy::claims()).map_err(|refusal| refusal.to_string())?;
        sheets.push(released.sheet().clone());
        ledger = next;
    }
    Ok((sheets, ledger))
}

#[test]
fn a_filter_that_differs_by_three_people_does_not_show_the_three() {
    let (north, both) = (region(&["north"]), region(&["north", "south"]));
    let (small, large) = ([40, 200, 150], [43, 260, 190]);
    let alone = protect(&by_age(&large), &Policy::claims()).expect("released");
    assert_eq!(alone.sheet().cells[0], [Published::Shown(43)], "on its own there is nothing to hide");

    let (sheets, _) = told(&[(north, by_age(&small)), (both, by_age(&large))]).expect("both released");
    assert_eq!(sheets[0].cells[0], [Published::Shown(40)]);
    assert_eq!(sheets[1].cells[0], [PROTECTS], "43 less 40 would be 3");
    assert_eq!(sheets[1].cells[1..], [[Published::Shown(260)], [Published::Shown(190)]], "60 and 40 are no secret");
}

#[test]
fn a_cell_that_was_hidden_does_not_come_out_by_asking_again_with_less() {
    let everyone = by_age(&[5, 100, 200]);
    let (sheets, ledger) = told(&[(region(&["north", "south"]), everyone)]).expect("released");
    assert_eq!(sheets[0].cells, [[SMALL], [PROTECTS], [Published::Shown(200)]]);
    // In the north alone there are 88 of the second age. Were they shown, the attacker would have one more equation.
    let (released, ledger) = ledger.release(&region(&["north"]), &by_age(&[5, 88, 150]), &Policy::claims()).expect("released");
    let known = attack_together(&ledger.sheets().collect::<Vec<_>>()).expect("attacked");
    let young = known.iter().filter(|known| known.place == Place::Cell(0, 0));
    assert!(young.clone().count() == 2 && young.clone().all(|known| known.range.covers(1, 10)), "{known:?} {released:?}");
}

#[test]
fn a_part_that_leaves_a_small_rest_is_not_called_small() {
    // 15 were shown. If 6 of them are called "< 11", the other 9 are known to be 5 to 14.
    let (sheets, ledger) = told(&[(region(&["north", "south"]), by_age(&[15, 200, 150])), (region(&["north"]), by_age(&[6, 120, 90]))])
        .expect("both released");
    assert_eq!(sheets[0].cells[0], [Published::Shown(15)]);
    assert_eq!(sheets[1].cells[0], [UNSAID], "not even that it is small");
    assert_eq!(sheets[1].cells[1..], [[Published::Shown(120)], [Published::Shown(90)]]);
    let known = attack_together(&ledger.sheets().collect::<Vec<_>>()).expect("attacked");
    assert_eq!(known[0].range, Interval { least: 0, most: Some(15) });
}

#[test]
fn uniting_categories_afterwards_does_not_show_what_was_hidden() {
    let fine = by_age(&[5, 100, 200]);
    let coarse = fine.coarsened(Side::Rows, "18 to 64", &["18 to 39", "40 to 64"]).expect("a coarser table");
    let other = fine.coarsened(Side::Rows, "40 and over", &["40 to 64", "65 and over"]).expect("a coarser table");
    let north = region(&["north"]);
    let (sheets, ledger) = told(&[(north.clone(), fine), (north.clone(), coarse), (north, other)]).expect("all released");
    assert_eq!(sheets[1].cells[0], [Published::Shown(105)], "5 and 100 were both hidden, and stay so");
    assert_eq!(sheets[2].cells[0], [SMALL]);
    let known = attack_together(&ledger.sheets().collect::<Vec<_>>()).expect("attacked");
    let small = known.iter().filter(|known| known.place == Place::Cell(0, 0) && known.sheet != 1);
    assert!(small.clone().count() == 2 && small.clone().all(|known| known.range.covers(1, 10)), "{known:?}");
    assert_eq!(sheets[2].cells[1], [PROTECTS], "300 less 200 would be 100, and 105 less 100 is 5");
}

#[test]
fn the_same_question_has_the_same_answer() {
    let ask = |ledger: &Releases, counts: &[u64]| ledger.release(&region(&["north"]), &by_age(counts), &Policy::claims());
    let (first, ledger) = ask(&Releases::default(), &[5, 100, 200]).expect("released");
    let (_, ledger) = ledger.release(&region(&["north", "south"]), &by_age(&[9, 140, 260]), &Policy::claims()).expect("released");
    let (again, after) = ask(&ledger, &[5, 100, 200]).expect("released again");
    assert_eq!((again, after.len()), (first, 2));
    let changed = ask(&ledger, &[5, 100, 201]).map(|_| ()).map_err(|refusal| refusal.to_string());
    let words = "the counts contradict an earlier release of the same people; \
                 name late entries as parts of their own, and give a part that was counted anew a new name";
    assert_eq!(changed, Err(words.into()));
}

#[test]
fn counts_that_cannot_be_of_the_same_people_are_refused() {
    let shrunk = told(&[(region(&["north"]), by_age(&[40, 100, 200])), (region(&["north", "south"]), by_age(&[40, 90, 200]))]);
    assert!(shrunk.is_err_and(|words| words.starts_with("the counts contradict an earlier release")));
    let moved = told(&[(region(&["north"]), by_age(&[40, 100, 200])), (region(&["south"]), by_age(&[40, 90, 200]))]);
    assert!(moved.is_ok(), "other people may be fewer");
}

#[test]
fn what_would_show_nothing_is_refused_with_a_way_forward() {
    let single = |people| Table::single(people).expect("a count");
    let refused = told(&[(region(&["north", "south"]), single(40)), (region(&["north"]), single(37))]);
    let words = "beside earlier releases of the same people the table would give a small count away; \
                 use a filter that was used before, or one that differs from it by more people, or unite categories";
    assert_eq!(refused.map(|_| ()), Err(words.into()));
    assert!(told(&[(region(&["north", "south"]), single(40)), (region(&["north"]), single(20))]).is_ok());
}

#[test]
fn another_table_of_the_same_people_does_not_open_the_first() {
    // The row totals of the first table are the cells of the second.
    let first = table(&[vec![5, 28, 62], vec![31, 44, 52], vec![58, 23, 19]]);
    let second = || Table::one_way(crate::claims::axis("row", 3), &[95, 127, 100]).expect("a table");
    let alone = protect(&second(), &Policy::claims()).expect("released");
    assert_eq!(alone.sheet().cells[0], [Published::Shown(95)]);
    let (sheets, ledger) = told(&[(Scope::everyone(), first), (Scope::everyone(), second())]).expect("both released");
    assert_eq!(sheets[0].cells[0], [SMALL, Published::Shown(28), Published::Shown(62)]);
    assert_eq!(sheets[1].cells[0], [PROTECTS], "95 less 28 less 62 is 5");
    let known = attack_together(&ledger.sheets().collect::<Vec<_>>()).expect("attacked");
    assert!(known.iter().filter(|known| sheets[known.sheet].at(known.place) == Some(SMALL)).all(|known| known.range.covers(1, 10)));
}

#[test]
fn two_years_of_months_with_late_entries_keep_their_small_counts() {
    let mut dice = Dice::new(24);
    let mut ledger = Releases::default();
    let (mut before, mut asked, mut refused) = (vec![vec![0; 3]; 3], 0, 0);
    let add = |one: &[Vec<u64>], two: &[Vec<u64>]| -> Vec<Vec<u64>> {
        one.iter().zip(two).map(|(one, two)| one.iter().zip(two).map(|(one, two)| one + two).collect()).collect()
    };
    for month in 1..=24 {
        let (late, fresh) = (dice.grid((3, 3), 1.0, 1.0), dice.grid((3, 3), 20.0, 1.2));
        let corrected = Scope::everyone().only("month", [format!("{}", month - 1), format!("{} late", month - 1)]);
        let mut tables = vec![(Scope::everyone().only("month", [format!("{month}")]), fresh.clone())];
        if month > 1 {
            tables.push((corrected, add(&before, &late)));
        }
        before = fresh;
        for (scope, grid) in tables {
            asked += 1;
            match ledger.release(&scope, &table(&grid), &Policy::claims()) {
                Ok((_, next)) => ledger = next,
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused * 5 <= asked, "{refused} of {asked} tables were refused");
    let sheets: Vec<(&Scope, &Sheet)> = ledger.sheets().collect();
    let known = attack_together(&sheets[sheets.len() - 12..]).expect("attacked");
    let of = |known: &measures::suppression::Known| sheets[sheets.len() - 12 + known.sheet].1.at(known.place);
    let small: Vec<_> = known.iter().filter(|known| of(known) == Some(SMALL) && matches!(known.place, Place::Cell(..))).collect();
    assert!(small.len() > 10 && small.iter().all(|known| known.range.covers(1, 10)), "{small:?}");
}

#[test]
fn the_ledger_is_kept_and_holds_no_small_count() {
    let (_, ledger) = told(&[(region(&["north"]), by_age(&[7, 112, 250]))]).expect("released");
    let kept = serde_json::to_string(&ledger).expect("JSON");
    assert!(!kept.split(|c: char| !c.is_ascii_digit()).any(|number| number == "7"), "{kept}");
    let back: Releases = serde_json::from_str(&kept).expect("a ledger");
    let ask = |ledger: &Releases| ledger.release(&region(&["north", "south"]), &by_age(&[9, 140, 300]), &Policy::claims());
    assert_eq!(ask(&back).expect("released").0, ask(&ledger).expect("released").0);
}
