//! The sharing matrix: which function sees which kind of data at which stage. Data, not code: it is read from
//! `packs/matrix.toml`, changed cell by cell, signed by Medical, Commercial and Compliance, and compiled to Cedar permits.
//! What a rule of a pack forbids stays forbidden whatever a cell grants.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use serde::{Deserialize, Serialize};

use crate::{Column, DataKind, RuleId, StageGroup};

mod cell;
mod change;
mod compile;
mod explain;
mod form;

pub use cell::{Cell, Duty, Grant, Holder, Letter, Only};
pub use change::{CellChange, diff};

/// The matrix: one row for each kind of data in each stage group, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<form::Written>", into = "Vec<form::Written>")]
pub struct Matrix {
    // INVARIANT: exactly one row per stage group and kind of data, in the order of `Place::all`; `at` relies on it.
    rows: Arc<Vec<Row>>,
}

/// One row: a kind of data at a stage, a cell for each column, and the reason that people are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The stages.
    pub stage: StageGroup,
    /// The kind of data.
    pub data: DataKind,
    /// The cells, in the order of the columns.
    pub cells: [Cell; 6],
    /// Why it is so, for the people who meet it.
    pub reason: String,
    /// What a cell cannot say in letters.
    pub notes: BTreeMap<Column, String>,
}

/// Where a cell stands. Written as `approved/activity/sales`, and as a rule with `matrix:` before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The stages.
    pub stage: StageGroup,
    /// The row.
    pub data: DataKind,
    /// The column.
    pub column: Column,
}

impl Place {
    /// All 234 places, row by row.
    pub fn all() -> impl Iterator<Item = Place> {
        let rows = StageGroup::ALL.iter().flat_map(|stage| DataKind::ALL.iter().map(move |data| (*stage, *data)));
        rows.flat_map(|(stage, data)| Column::ALL.iter().map(move |column| Place { stage, data, column: *column }))
    }

    /// The id under which the cell decides.
    pub fn rule(self) -> RuleId {
        format!("matrix:{self}").as_str().into()
    }

    /// Reads `approved/activity/sales`, with or without `matrix:`.
    pub fn parse(text: &str) -> Option<Place> {
        let mut parts = text.trim().strip_prefix("matrix:").unwrap_or(text.trim()).split('/');
        let place = Place {
            stage: StageGroup::parse(parts.next()?)?,
            data: DataKind::parse(parts.next()?)?,
            column: Column::parse(parts.next()?)?,
        };
        parts.next().is_none().then_some(place)
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.stage, self.data, self.column)
    }
}

static SHIPPED: LazyLock<Matrix> = LazyLock::new(|| {
    let text = include_str!("../../../packs/matrix.toml");
    Matrix::read("packs/matrix.toml", text).unwrap_or_else(|wrong| panic!("the shipped matrix does not read: {wrong:#?}"))
});

impl Matrix {
    /// The matrix as it is shipped; nobody has signed it.
    pub fn shipped() -> Matrix {
        SHIPPED.clone()
    }

    /// The cell at a place.
    pub fn at(&self, place: Place) -> &Cell {
        &self.row(place.stage, place.data).cells[place.column as usize]
    }

    /// The row of a kind of data at a stage.
    pub fn row(&self, stage: StageGroup, data: DataKind) -> &Row {
        &self.rows[stage as usize * DataKind::ALL.len() + data as usize]
    }

    /// All rows: by stage, then by kind of data.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}
