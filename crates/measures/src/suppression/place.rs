use serde::{Deserialize, Serialize};

/// Where a figure of a table stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// The cell of a row and a column.
    Cell(usize, usize),
    /// The total of a row.
    Row(usize),
    /// The total of a column.
    Column(usize),
    /// The total of everything.
    All,
}

impl Place {
    /// All figures of a table of this shape. A total that would only repeat a cell or another total is not one of them.
    pub(super) fn of_table(rows: usize, columns: usize) -> impl Iterator<Item = Place> {
        let cells = (0..rows).flat_map(move |row| (0..columns).map(move |column| Place::Cell(row, column)));
        let row_totals = (0..rows).filter(move |_| rows > 1 && columns > 1).map(Place::Row);
        let column_totals = (0..columns).filter(move |_| rows > 1 && columns > 1).map(Place::Column);
        let all = (rows * columns > 1).then_some(Place::All);
        cells.chain(row_totals).chain(column_totals).chain(all)
    }

    /// The cells that it sums up.
    pub(super) fn cells(self, rows: usize, columns: usize) -> impl Iterator<Item = (usize, usize)> {
        let (row_range, column_range) = match self {
            Place::Cell(row, column) => (row..row + 1, column..column + 1),
            Place::Row(row) => (row..row + 1, 0..columns),
            Place::Column(column) => (0..rows, column..column + 1),
            Place::All => (0..rows, 0..columns),
        };
        row_range.flat_map(move |row| column_range.clone().map(move |column| (row, column)))
    }

    /// Whether it is a total.
    pub(super) fn is_total(self) -> bool {
        !matches!(self, Place::Cell(..))
    }

    /// Whether two figures are of one kind: cells, totals of rows, totals of columns, totals of everything.
    pub(super) fn same_kind(self, other: Place) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}
