//! The linear programme against somebody who tries all tables of whole numbers.

use std::collections::{BTreeMap, BTreeSet};

use measures::suppression::{Place, Policy, Published, Scope, Sheet, Why, attack_together, protect};

use crate::{
    attacked,
    claims::{Dice, table},
    greedy::{exact_totals, greedy},
};

/// What a figure says, reckoned here anew: the words of the policy, not the code under test.
fn allowed(published: Published, place: Place, policy: &Policy) -> (i64, i64) {
    const ANY: i64 = 60;
    let threshold = policy.threshold as i64;
    match published {
        Published::Shown(count) => (count as i64, count as i64),
        Published::About { count, base } => {
            let rounds = |total: &i64| {
                let nearest = (*total as u64 + base / 2) / base * base;
                *total >= threshold && nearest.max(base) == count
            };
            let totals: Vec<i64> = (0..1_000).filter(rounds).collect();
            (totals[0], totals[totals.len() - 1])
        }
        Published::NotShown(Why::Small) => (1, threshold - 1),
        Published::NotShown(Why::ProtectsAnother) if matches!(place, Place::Cell(..)) => (threshold, ANY),
        Published::NotShown(Why::ProtectsAnother) => (1, 1_000),
        Published::NotShown(Why::Unsaid) => (0, if matches!(place, Place::Cell(..)) { ANY } else { 1_000 }),
    }
}

/// One unknown number for each group; each figure is the sum of some.
pub(crate) struct Puzzle {
    /// For each group what it can be at most.
    pub(crate) groups: Vec<(i64, i64)>,
    /// Groups, and what their sum can be.
    pub(crate) sums: Vec<(Vec<usize>, (i64, i64))>,
}

impl Puzzle {
    /// All solutions.
    pub(crate) fn solutions(&self) -> Vec<Vec<i64>> {
        let mut found = Vec::new();
        self.extend(&mut Vec::new(), &mut found);
        found
    }

    fn extend(&self, world: &mut Vec<i64>, found: &mut Vec<Vec<i64>>) {
        let Some((least, most)) = self.groups.get(world.len()) else { return found.push(world.clone()) };
        for count in *least..=*most {
            world.push(count);
            if self.sums.iter().all(|(groups, sum)| self.can_still(world, groups, *sum)) {
                self.extend(world, found);
            }
            world.pop();
        }
    }

    fn can_still(&self, world: &[i64], groups: &[usize], (least, most): (i64, i64)) -> bool {
        let at = |group: &usize, end: fn(&(i64, i64)) -> i64| world.get(*group).copied().unwrap_or_else(|| end(&self.groups[*group]));
        let lowest: i64 = groups.iter().map(|group| at(group, |range| range.0)).sum();
        let highest: i64 = groups.iter().map(|group| at(group, |range| range.1)).sum();
        lowest <= most && highest >= least
    }
}

fn puzzle(sheet: &Sheet) -> Puzzle {
    let (rows, columns) = (sheet.cells.len(), sheet.cells[0].len());
    let cell = |row: usize, column: usize| row * columns + column;
    let behind = |place: Place| -> Vec<usize> {
        match place {
            Place::Cell(row, column) => vec![cell(row, column)],
            Place::Row(row) => (0..columns).map(|column| cell(row, column)).collect(),
            Place::Column(column) => (0..rows).map(|row| cell(row, column)).collect(),
            Place::All => (0..rows * columns).collect(),
        }
    };
    let said = |(place, published)| (behind(place), allowed(published, place, &sheet.policy));
    let (cells, sums): (Vec<_>, Vec<_>) = sheet.figures().map(said).partition(|(groups, _)| groups.len() == 1);
    Puzzle { groups: cells.into_iter().map(|(_, range)| range).collect(), sums }
}

/// The values that each hidden figure has in some solution.
fn values(sheet: &Sheet) -> BTreeMap<Place, BTreeSet<i64>> {
    let columns = sheet.cells[0].len();
    let mut values: BTreeMap<Place, BTreeSet<i64>> = BTreeMap::new();
    for world in puzzle(sheet).solutions() {
        for (place, _) in sheet.figures().filter(|(_, published)| !published.is_shown()) {
            let counts = |(index, count): (usize, &i64)| match place {
                Place::Cell(row, column) => (index == row * columns + column).then_some(*count),
                Place::Row(row) => (index / columns == row).then_some(*count),
                Place::Column(column) => (index % columns == column).then_some(*count),
                Place::All => Some(*count),
            };
            values.entry(place).or_default().insert(world.iter().enumerate().filter_map(counts).sum());
        }
    }
    values
}

fn agree(sheet: &Sheet) -> usize {
    let values = values(sheet);
    let known = attacked(sheet);
    for known in &known {
        let tried = &values[&known.place];
        let Some(most) = known.range.most else { continue };
        let all: BTreeSet<i64> = (known.range.least..=most).collect();
        assert_eq!(*tried, all, "{:?} of {sheet:?}", known.place);
    }
    known.iter().filter(|known| known.range.most.is_some()).count()
}

#[test]
fn on_tiny_tables_both_know_the_same() {
    let policy = Policy { threshold: 4, total_base: 6, ..Policy::claims() };
    let mut compared = 0;
    for seed in 0..120 {
        let shape = [(2, 2), (2, 3), (3, 2), (4, 1)][seed as usize % 4];
        let grid = Dice::new(seed).grid(shape, 4.0, 0.8);
        compared += agree(protect(&table(&grid), &policy).expect("released").sheet());
        if shape.1 > 1 {
            compared += agree(&exact_totals(&grid, 4)) + agree(&greedy(&grid, 4));
        }
    }
    assert!(compared > 300, "only {compared} figures were compared");
}

/// Two releases of one row of categories: `north`, and `north` with `south`. The groups are the categories in the north,
/// then those in the south.
fn two_filters(first: &Sheet, second: &Sheet) -> Puzzle {
    let categories = first.cells.len();
    let one = |sheet: &Sheet, category: usize| allowed(sheet.cells[category][0], Place::Cell(category, 0), &sheet.policy);
    let all = |sheet: &Sheet| allowed(sheet.total.expect("a total"), Place::All, &sheet.policy);
    let north = (0..categories).map(|category| one(first, category));
    let south = (0..categories).map(|category| (0, one(second, category).1));
    let mut sums: Vec<(Vec<usize>, (i64, i64))> =
        (0..categories).map(|category| (vec![category, categories + category], one(second, category))).collect();
    sums.push(((0..categories).collect(), all(first)));
    sums.push(((0..2 * categories).collect(), all(second)));
    Puzzle { groups: north.chain(south).collect(), sums }
}

#[test]
fn what_two_releases_keep_secret_is_secret_in_whole_numbers_too() {
    use measures::suppression::Releases;
    let policy = Policy { threshold: 4, total_base: 6, ..Policy::claims() };
    let (north, both) = (Scope::everyone().only("region", ["north"]), Scope::everyone().only("region", ["north", "south"]));
    let (mut guarded, mut differences) = (0, 0);
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let (first, more) = (dice.grid((3, 1), 5.0, 0.7), dice.grid((3, 1), 2.0, 0.7));
        let second: Vec<Vec<u64>> = first.iter().zip(&more).map(|(one, two)| vec![one[0] + two[0]]).collect();
        let (_, ledger) = Releases::default().release(&north, &table(&first), &policy).expect("the first");
        let Ok((_, ledger)) = ledger.release(&both, &table(&second), &policy) else { continue };
        let sheets: Vec<(&Scope, &Sheet)> = ledger.sheets().collect();
        let worlds = two_filters(sheets[0].1, sheets[1].1).solutions();
        let seen = |count: &dyn Fn(&[i64]) -> i64| worlds.iter().map(|world| count(world)).collect::<BTreeSet<i64>>();
        for category in 0..3 {
            let small = |count: u64| (1..4).contains(&count);
            for (count, values) in [
                (first[category][0], seen(&|world| world[category])),
                (second[category][0], seen(&|world| world[category] + world[3 + category])),
            ] {
                if small(count) {
                    guarded += 1;
                    assert!((1..4).all(|value| values.contains(&value)), "seed {seed}, category {category}: {values:?}");
                }
            }
            let difference = seen(&|world| world[3 + category]);
            let called_small = sheets.iter().all(|(_, sheet)| sheet.cells[category][0] == crate::SMALL);
            let most = if called_small { 2 } else { 3 };
            let is_open = (1..=most).all(|value| difference.contains(&value));
            let is_not_small = difference.iter().all(|value| *value == 0 || *value > 3);
            assert!(is_open || is_not_small, "seed {seed}, category {category}: {difference:?}");
            differences += usize::from(small(more[category][0]));
        }
        bounds_hold_all_worlds(&sheets, &worlds);
    }
    assert!(guarded > 20 && differences > 20, "{guarded} small counts and {differences} small differences were tried");
}

/// In several releases the linear programme knows at most as much as somebody who tries all whole numbers.
fn bounds_hold_all_worlds(sheets: &[(&Scope, &Sheet)], worlds: &[Vec<i64>]) {
    for known in attack_together(sheets).expect("attacked") {
        let Place::Cell(category, _) = known.place else { continue };
        let count = |world: &Vec<i64>| world[category] + if known.sheet == 1 { world[3 + category] } else { 0 };
        assert!(worlds.iter().all(|world| known.range.contains(count(world))), "{known:?}");
    }
}
