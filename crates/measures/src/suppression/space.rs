//! The groups that nobody splits any further: what the filters and categories of several tables have in common and where
//! they differ. For a table that stands alone the groups are its cells.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    axis::{Axis, Scope},
    place::Place,
    refusal::Refusal,
    sheet::Sheet,
};

/// Beyond this the check takes longer than a reader waits: a table of 40 by 30 takes about four seconds.
pub(super) const MOST_GROUPS: usize = 1_200;

/// The groups, and which of them each figure of each table sums up.
pub(super) struct Space {
    /// How many groups there are.
    pub(super) groups: usize,
    /// For each table its figures.
    tables: Vec<BTreeMap<Place, Vec<usize>>>,
}

impl Space {
    /// The space of some tables, each with its filter; refused where it would be too large to check.
    pub(super) fn of(tables: &[(&Scope, &Sheet)]) -> Result<Self, Refusal> {
        let names: BTreeSet<&str> = tables.iter().flat_map(|(scope, sheet)| dimensions(scope, sheet)).collect();
        let dimensions: Vec<Dimension<'_>> = names.into_iter().map(|name| Dimension::of(name, tables)).collect();
        let product = dimensions.iter().try_fold(1usize, |product, d| product.checked_mul(d.classes).filter(|p| *p <= MOST_GROUPS * 64));
        product.ok_or_else(too_large)?;
        let wide: Vec<BTreeMap<Place, Vec<usize>>> =
            tables.iter().enumerate().map(|(index, (_, sheet))| figures(index, sheet, &dimensions)).collect();
        let used: BTreeSet<usize> = wide.iter().flat_map(|figures| figures.values().flatten().copied()).collect();
        if used.len() > MOST_GROUPS {
            return Err(too_large());
        }
        let number: BTreeMap<usize, usize> = used.into_iter().enumerate().map(|(new, old)| (old, new)).collect();
        let renumbered = |groups: Vec<usize>| groups.iter().map(|old| number[old]).collect();
        let tables = wide.into_iter().map(|figures| figures.into_iter().map(|(p, g)| (p, renumbered(g))).collect()).collect();
        Ok(Space { groups: number.len(), tables })
    }

    /// The groups that a figure of a table sums up.
    pub(super) fn behind(&self, table: usize, place: Place) -> &[usize] {
        self.tables[table].get(&place).map_or(&[], Vec::as_slice)
    }

    /// All figures of a table.
    pub(super) fn figures(&self, table: usize) -> impl Iterator<Item = (Place, &[usize])> {
        self.tables[table].iter().map(|(place, groups)| (*place, groups.as_slice()))
    }
}

pub(super) fn too_large() -> Refusal {
    Refusal::new("the table is too large to be checked for small numbers", "show fewer rows or columns, or unite categories")
}

fn dimensions<'a>(scope: &'a Scope, sheet: &'a Sheet) -> impl Iterator<Item = &'a str> {
    let axes = [sheet.rows.name.as_str(), sheet.columns.name.as_str()];
    scope.dimensions().chain(axes).filter(|name| !name.is_empty())
}

/// One dimension: its parts in classes, so that no table tells two parts of a class apart.
struct Dimension<'a> {
    name: &'a str,
    classes: usize,
    /// For each table the classes that its filter lets through, and those of each row or column where it is an axis.
    filters: Vec<Vec<usize>>,
    categories: Vec<Vec<Vec<usize>>>,
}

impl<'a> Dimension<'a> {
    fn of(name: &'a str, tables: &[(&Scope, &Sheet)]) -> Self {
        let axes: Vec<Option<&Axis>> = tables.iter().map(|(_, sheet)| axis(sheet, name)).collect();
        let filters: Vec<Option<&BTreeSet<String>>> = tables.iter().map(|(scope, _)| scope.parts(name)).collect();
        let sets: Vec<&BTreeSet<String>> =
            filters.iter().flatten().copied().chain(axes.iter().flatten().flat_map(|a| a.categories.iter().map(|c| &c.parts))).collect();
        // Two parts are of one class when they lie in the same sets; the parts that nobody names lie in none.
        let parts: BTreeSet<&String> = sets.iter().copied().flatten().collect();
        let mut signatures: BTreeMap<Vec<bool>, usize> = BTreeMap::from([(vec![false; sets.len()], 0)]);
        let mut class_of: BTreeMap<&String, usize> = BTreeMap::new();
        for part in parts {
            let signature = sets.iter().map(|set| set.contains(part)).collect();
            let next = signatures.len();
            class_of.insert(part, *signatures.entry(signature).or_insert(next));
        }
        let classes = signatures.len();
        let classes_of = |set: &BTreeSet<String>| -> Vec<usize> {
            let classes: BTreeSet<usize> = set.iter().map(|part| class_of[part]).collect();
            classes.into_iter().collect()
        };
        let filters = filters.iter().map(|set| set.map_or_else(|| (0..classes).collect(), &classes_of)).collect();
        let rows = |axis: &Option<&Axis>| axis.map_or_else(Vec::new, |a| a.categories.iter().map(|c| classes_of(&c.parts)).collect());
        Dimension { name, classes, filters, categories: axes.iter().map(rows).collect() }
    }

    /// The classes in which a cell of a table lies.
    fn classes_of(&self, table: usize, sheet: &Sheet, (row, column): (usize, usize)) -> Vec<usize> {
        let category = if sheet.rows.name == self.name {
            row
        } else if sheet.columns.name == self.name {
            column
        } else {
            return self.filters[table].clone();
        };
        let filter = &self.filters[table];
        self.categories[table][category].iter().copied().filter(|class| filter.contains(class)).collect()
    }
}

fn axis<'a>(sheet: &'a Sheet, name: &str) -> Option<&'a Axis> {
    [&sheet.rows, &sheet.columns].into_iter().find(|axis| axis.name == name)
}

/// The figures of a table as places in the product of all dimensions.
fn figures(table: usize, sheet: &Sheet, dimensions: &[Dimension<'_>]) -> BTreeMap<Place, Vec<usize>> {
    let (rows, columns) = (sheet.rows.len(), sheet.columns.len());
    let cell = |at: (usize, usize)| {
        dimensions.iter().fold(vec![0usize], |points, dimension| {
            let classes = dimension.classes_of(table, sheet, at);
            points.iter().flat_map(|point| classes.iter().map(move |class| point * dimension.classes + class)).collect()
        })
    };
    let cells: BTreeMap<(usize, usize), Vec<usize>> = Place::All.cells(rows, columns).map(|at| (at, cell(at))).collect();
    let figure = |place: Place| place.cells(rows, columns).flat_map(|at| cells[&at].iter().copied()).collect();
    Place::of_table(rows, columns).map(|place| (place, figure(place))).collect()
}
