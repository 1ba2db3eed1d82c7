//! The figures that the design asks for, measured: `cargo test --release -p measures -- --ignored --nocapture`.
#![expect(clippy::print_stdout, reason = "figures are for reading")]

use measures::suppression::{Place, Policy, Releases, Scope, Sheet, attack_together};

use crate::{
    SMALL,
    claims::{Dice, table},
    greedy::{exact_totals, greedy, leaks},
    many_tables::{SHAPES, tally},
};

#[test]
#[ignore = "ten thousand tables: takes a minute in release"]
fn ten_thousand_tables() {
    let (mut tables, mut small, mut narrowed) = (0, 0, 0);
    for (shape, median, spread) in SHAPES {
        let tally = tally(shape, median, spread, 1_000..2_250, &Policy::claims());
        println!("{shape:?}, median {median}, spread {spread}: {:.1} % of the cells that are not small shown", tally.shown_percent());
        (tables, small, narrowed) = (tables + tally.tables, small + tally.small, narrowed + tally.narrowed);
    }
    println!("{tables} tables, {small} small figures, {narrowed} narrowed");
    assert_eq!((tables, narrowed), (10_000, 0));
}

#[test]
#[ignore = "figures for reading"]
fn what_is_shown_and_what_leaks() {
    for shape in [(6, 5), (12, 4)] {
        for total_base in [10, 20, 50] {
            let policy = Policy { total_base, ..Policy::claims() };
            let tally = tally(shape, 20.0, 1.2, 0..250, &policy);
            println!("{shape:?}, totals rounded to {total_base}: {:.1} % shown, {} narrowed", tally.shown_percent(), tally.narrowed);
            assert!(total_base < 20 || tally.shown_percent() >= 80.0);
        }
        for (name, method) in [("small cells hidden", exact_totals as fn(&[Vec<u64>], u64) -> Sheet), ("greedy", greedy)] {
            let found: Vec<_> = (0..250).map(|seed| leaks(&method(&Dice::new(seed).grid(shape, 20.0, 1.2), 11))).collect();
            let count = |leak: fn(&(usize, usize, usize)) -> bool| found.iter().filter(|found| leak(found)).count();
            let share = 100 * found.iter().map(|found| found.1).sum::<usize>() / found.iter().map(|found| found.2).sum::<usize>();
            let (narrowed, exact) = (count(|found| found.0 > 0), count(|found| found.1 > 0));
            println!(
                "{shape:?}, exact totals, {name}: of 250 tables {narrowed} narrowed, {exact} exactly; {share} % of small cells exactly"
            );
        }
    }
}

#[test]
#[ignore = "figures for reading"]
fn overlapping_filters() {
    let (north, both) = (Scope::everyone().only("region", ["north"]), Scope::everyone().only("region", ["north", "south"]));
    for (shape, median) in [((6, 5), 0.3), ((6, 5), 3.0), ((6, 5), 20.0), ((12, 4), 20.0)] {
        let (mut shown, mut not_small, mut refused, mut small, mut narrowed) = (0, 0, 0, 0, 0);
        for seed in 0..100 {
            let mut dice = Dice::new(seed);
            let (first, more) = (dice.grid(shape, 20.0, 1.2), dice.grid(shape, median, 1.0));
            let second: Vec<Vec<u64>> =
                first.iter().zip(&more).map(|(one, two)| one.iter().zip(two).map(|(one, two)| one + two).collect()).collect();
            let (_, ledger) = Releases::default().release(&north, &table(&first), &Policy::claims()).expect("the first");
            let Ok((released, ledger)) = ledger.release(&both, &table(&second), &Policy::claims()) else {
                refused += 1;
                continue;
            };
            for (place, published) in released.sheet().figures() {
                if let Place::Cell(row, column) = place
                    && !(1..11).contains(&second[row][column])
                {
                    not_small += 1;
                    shown += usize::from(published.is_shown());
                }
            }
            let sheets: Vec<(&Scope, &Sheet)> = ledger.sheets().collect();
            let known = attack_together(&sheets).expect("attacked");
            let guarded = known.iter().filter(|known| sheets[known.sheet].1.at(known.place) == Some(SMALL));
            for known in guarded {
                small += 1;
                narrowed += usize::from(!known.range.covers(1, 10));
            }
        }
        let percent = 100.0 * f64::from(u32::try_from(shown).expect("few")) / f64::from(not_small);
        println!("{shape:?}, others of median {median}: second shows {percent:.1} %, {refused} refused, {narrowed} of {small} narrowed");
        assert_eq!(narrowed, 0);
    }
}
