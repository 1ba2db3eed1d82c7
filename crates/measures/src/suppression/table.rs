use std::collections::BTreeSet;

use super::{
    axis::{Axis, Category},
    place::Place,
    policy::Policy,
    refusal::Refusal,
};

/// More people than live on earth would not be counted; below it all arithmetic is exact.
const MOST_PEOPLE: u64 = 10_000_000_000;

/// The people behind one cell, and from how many institutions they are. No `Debug`, no `Display`: a true count is not
/// printed by accident.
#[derive(Clone, Copy)]
pub(super) struct Count {
    pub(super) people: u64,
    institutions: u64,
}

impl Count {
    pub(super) fn new(people: u64, institutions: u64) -> Self {
        Count { people, institutions }
    }

    /// Whether the count may not be shown: somebody is there, but too few people or too few institutions.
    pub(super) fn is_small(&self, policy: &Policy) -> bool {
        self.people > 0 && (self.people < policy.threshold || self.institutions < policy.institutions)
    }
}

/// A table of true counts, as it was counted. It goes in and never comes out: it has no `Debug`, no `Display` and cannot be
/// serialised, and what [`protect`](super::protect) returns is made of other types.
///
/// ```compile_fail
/// use measures::suppression::{Axis, Table};
/// let table = Table::one_way(Axis::of("age", ["under 65", "65 and over"]), &[3, 40]).ok().unwrap();
/// println!("{table:?}"); // `Table` doesn't implement `Debug`
/// ```
pub struct Table {
    pub(super) rows: Axis,
    pub(super) columns: Axis,
    counts: Vec<Count>,
}

/// The rows or the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The rows.
    Rows,
    /// The columns.
    Columns,
}

impl Table {
    /// A two-way table of counts of people, row by row. Its totals are the sums: nobody may be counted in two cells.
    pub fn two_way(rows: Axis, columns: Axis, people: &[Vec<u64>]) -> Result<Self, Refusal> {
        Self::new(rows, columns, people, None)
    }

    /// A one-way table: one count for each category.
    pub fn one_way(rows: Axis, people: &[u64]) -> Result<Self, Refusal> {
        let people: Vec<Vec<u64>> = people.iter().map(|count| vec![*count]).collect();
        Self::new(rows, Axis::none(), &people, None)
    }

    /// A two-way table that also says from how many institutions the people of each cell are.
    pub fn with_institutions(rows: Axis, columns: Axis, people: &[Vec<u64>], institutions: &[Vec<u64>]) -> Result<Self, Refusal> {
        Self::new(rows, columns, people, Some(institutions))
    }

    /// A single count, as a table of one cell, so that it can stand among other releases.
    pub fn single(people: u64) -> Result<Self, Refusal> {
        Self::new(Axis::none(), Axis::none(), &[vec![people]], None)
    }

    fn new(rows: Axis, columns: Axis, people: &[Vec<u64>], institutions: Option<&[Vec<u64>]>) -> Result<Self, Refusal> {
        refuse_unclear("rows", &rows)?;
        refuse_unclear("columns", &columns)?;
        if !rows.name.is_empty() && rows.name == columns.name {
            return Err(Refusal::new(format!("rows and columns are both by `{}`", rows.name), "divide people by two different things"));
        }
        let fits = |grid: &[Vec<u64>]| grid.len() == rows.len() && grid.iter().all(|row| row.len() == columns.len());
        if !fits(people) || !institutions.is_none_or(fits) {
            return Err(Refusal::new("the counts do not fill the table", "give one count for each row and column"));
        }
        let people: Vec<u64> = people.iter().flatten().copied().collect();
        // Where nobody says how many institutions there are, only a policy that does not ask for them can be met.
        let institutions: Vec<u64> = institutions.map_or(vec![0; people.len()], |grid| grid.iter().flatten().copied().collect());
        if people.iter().any(|count| *count > MOST_PEOPLE) {
            return Err(Refusal::new("a count is larger than mankind", "look for the mistake in the counts"));
        }
        let counts = people.into_iter().zip(institutions).map(|(people, institutions)| Count { people, institutions }).collect();
        Ok(Table { rows, columns, counts })
    }

    /// The same table with some categories united under one label, in the place of the first of them: fewer, larger counts.
    /// Of the institutions only as many are sure as the largest part has.
    pub fn coarsened(&self, side: Side, label: &str, united: &[&str]) -> Result<Self, Refusal> {
        let stays = |axis: &Axis| (axis.clone(), (0..axis.len()).collect());
        let ((rows, to_row), (columns, to_column)) = match side {
            Side::Rows => (unite(&self.rows, label, united)?, stays(&self.columns)),
            Side::Columns => (stays(&self.rows), unite(&self.columns, label, united)?),
        };
        let mut counts = vec![Count { people: 0, institutions: 0 }; rows.len() * columns.len()];
        for (row, column) in Place::All.cells(self.rows.len(), self.columns.len()) {
            let (part, whole) = (self.count(row, column), &mut counts[to_row[row] * columns.len() + to_column[column]]);
            whole.people += part.people;
            whole.institutions = whole.institutions.max(part.institutions);
        }
        Ok(Table { rows, columns, counts })
    }

    fn count(&self, row: usize, column: usize) -> Count {
        self.counts[row * self.columns.len() + column]
    }

    /// The counts that a figure sums up.
    pub(super) fn behind(&self, place: Place) -> Vec<Count> {
        place.cells(self.rows.len(), self.columns.len()).map(|(row, column)| self.count(row, column)).collect()
    }
}

/// The axis with some categories united, and for each old category its new place.
fn unite(axis: &Axis, label: &str, united: &[&str]) -> Result<(Axis, Vec<usize>), Refusal> {
    if let Some(unknown) = united.iter().find(|name| !axis.categories.iter().any(|c| c.label == **name)) {
        return Err(Refusal::new(format!("there is no category `{unknown}` to unite"), "name categories of the table"));
    }
    let mut categories: Vec<Category> = Vec::new();
    let (mut becomes, mut home) = (Vec::new(), None::<usize>);
    for category in &axis.categories {
        let joins = united.contains(&category.label.as_str());
        match home {
            Some(home) if joins => {
                categories[home].parts.extend(category.parts.iter().cloned());
                becomes.push(home);
            }
            _ => {
                becomes.push(categories.len());
                if joins {
                    home = Some(categories.len());
                }
                let label = if joins { label.to_owned() } else { category.label.clone() };
                categories.push(Category { label, parts: category.parts.clone() });
            }
        }
    }
    let axis = Axis { name: axis.name.clone(), categories };
    refuse_unclear("categories", &axis)?;
    Ok((axis, becomes))
}

/// Refuses an axis without categories, with two categories of one label, or with somebody in two categories.
fn refuse_unclear(what: &str, axis: &Axis) -> Result<(), Refusal> {
    if axis.categories.is_empty() {
        return Err(Refusal::new(format!("the table has no {what}"), "give at least one"));
    }
    let named = !axis.name.is_empty();
    if !named && axis.len() > 1 {
        return Err(Refusal::new(format!("nobody says what the {what} divide people by"), "name the axis"));
    }
    let (mut labels, mut parts) = (BTreeSet::new(), BTreeSet::new());
    for category in &axis.categories {
        if !labels.insert(&category.label) {
            return Err(Refusal::new(format!("two {what} are called `{}`", category.label), "give each its own label"));
        }
        if named && category.parts.is_empty() {
            return Err(Refusal::new(format!("`{}` stands for nobody", category.label), "say which parts it is made of"));
        }
        if let Some(twice) = category.parts.iter().find(|part| !parts.insert(*part)) {
            return Err(Refusal::new(format!("`{twice}` is part of two {what}"), "count everyone in one category only"));
        }
    }
    Ok(())
}
