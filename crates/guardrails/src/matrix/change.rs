//! Changing the matrix, and what differs between two of them.

use std::sync::Arc;

use serde::Serialize;

use crate::matrix::{Cell, Matrix, Place};

/// One cell that becomes another, or has become another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// Where.
    pub place: Place,
    /// What stood there.
    pub before: Cell,
    /// What stands there then.
    pub after: Cell,
}

impl Serialize for CellChange {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut change = serializer.serialize_struct("CellChange", 3)?;
        change.serialize_field("place", &self.place.to_string())?;
        change.serialize_field("before", &self.before.to_string())?;
        change.serialize_field("after", &self.after.to_string())?;
        change.end()
    }
}

/// The cells that differ, in the order of the matrix.
pub fn diff(before: &Matrix, after: &Matrix) -> Vec<CellChange> {
    let differing = Place::all().filter(|place| before.at(*place) != after.at(*place));
    differing.map(|place| CellChange { place, before: before.at(place).clone(), after: after.at(place).clone() }).collect()
}

impl Matrix {
    /// The matrix with these cells in it; reasons and notes stay.
    pub fn with(&self, cells: impl IntoIterator<Item = (Place, Cell)>) -> Matrix {
        let mut changed = self.clone();
        for (place, cell) in cells {
            changed.row_mut(place).cells[place.column as usize] = cell;
        }
        changed
    }

    /// The matrix with another reason for a row.
    pub fn because(&self, place: Place, reason: impl Into<String>) -> Matrix {
        let mut changed = self.clone();
        changed.row_mut(place).reason = reason.into();
        changed
    }

    fn row_mut(&mut self, place: Place) -> &mut crate::matrix::Row {
        let index = place.stage as usize * crate::DataKind::ALL.len() + place.data as usize;
        &mut Arc::make_mut(&mut self.rows)[index]
    }
}
