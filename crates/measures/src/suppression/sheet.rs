use serde::{Deserialize, Serialize};

use super::{axis::Axis, place::Place, policy::Policy, published::Published};

/// A table as it is read: labels, and what is said of each figure. Anybody can fill one in; that a sheet is safe is what
/// [`Released`] stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The policy that it was made under.
    pub policy: Policy,
    /// The rows.
    pub rows: Axis,
    /// The columns.
    pub columns: Axis,
    /// The cells, row by row.
    pub cells: Vec<Vec<Published>>,
    /// The totals of the rows; empty where a table has one row or one column only.
    pub row_totals: Vec<Published>,
    /// The totals of the columns; likewise.
    pub column_totals: Vec<Published>,
    /// The total of everything; none for a single cell.
    pub total: Option<Published>,
}

impl Sheet {
    /// What is said at a place, if the table has it.
    pub fn at(&self, place: Place) -> Option<Published> {
        match place {
            Place::Cell(row, column) => self.cells.get(row)?.get(column).copied(),
            Place::Row(row) => self.row_totals.get(row).copied(),
            Place::Column(column) => self.column_totals.get(column).copied(),
            Place::All => self.total,
        }
    }

    /// All figures with their places: the cells, then the totals.
    pub fn figures(&self) -> impl Iterator<Item = (Place, Published)> {
        Place::of_table(self.rows.len(), self.columns.len()).filter_map(|place| Some((place, self.at(place)?)))
    }

    /// An empty sheet, into which the figures are put one by one in the order of [`Place::of_table`].
    pub(super) fn fill(policy: &Policy, rows: &Axis, columns: &Axis, figures: impl IntoIterator<Item = (Place, Published)>) -> Self {
        let mut sheet = Sheet {
            policy: policy.clone(),
            rows: rows.clone(),
            columns: columns.clone(),
            cells: vec![vec![]; rows.len()],
            row_totals: vec![],
            column_totals: vec![],
            total: None,
        };
        for (place, published) in figures {
            match place {
                Place::Cell(row, _) => sheet.cells[row].push(published),
                Place::Row(_) => sheet.row_totals.push(published),
                Place::Column(_) => sheet.column_totals.push(published),
                Place::All => sheet.total = Some(published),
            }
        }
        sheet
    }
}

/// A sheet that the attacker has tried and that gives no small count away. Only this module makes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Released(pub(super) Sheet);

impl Released {
    /// What may be shown.
    pub fn sheet(&self) -> &Sheet {
        &self.0
    }
}
