//! The matrix as text: `packs/matrix.toml`, and the same rows as JSON inside a policy.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use crate::{
    Column, DataKind, Refusal, StageGroup,
    matrix::{Cell, Matrix, Row},
};

/// A row as it is written.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    stage: StageGroup,
    data: DataKind,
    cells: BTreeMap<Column, String>,
    reason: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    notes: BTreeMap<Column, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    row: Vec<toml::Spanned<Written>>,
}

impl Matrix {
    /// Reads a matrix. Every row must be there once, with a reason and six cells.
    pub fn read(file: &str, text: &str) -> Result<Matrix, Vec<Refusal>> {
        let line_at = |byte: usize| text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1;
        let misread = |byte: usize, says: String| {
            let (why, how) = ("a matrix with a gap would leave a decision to chance", "write every row once, with a reason and six cells");
            Refusal::at(file, (line_at(byte), 1), says, why, how)
        };
        let rows = toml::from_str::<File>(text)
            .map_err(|error| vec![misread(error.span().map_or(0, |span| span.start), error.message().to_owned())])?
            .row;
        let mut wrong = vec![];
        let mut read = BTreeMap::new();
        for written in rows {
            let start = written.span().start;
            match row(written.into_inner()) {
                Err(says) => wrong.push(misread(start, says)),
                Ok(row) => {
                    let name = format!("{}/{}", row.stage, row.data);
                    if read.insert((row.stage, row.data), row).is_some() {
                        wrong.push(misread(start, format!("row `{name}` stands twice")));
                    }
                }
            }
        }
        match whole(read) {
            Ok(matrix) if wrong.is_empty() => Ok(matrix),
            Ok(_) => Err(wrong),
            Err(says) => {
                wrong.push(misread(text.len(), says));
                Err(wrong)
            }
        }
    }

    /// The matrix as [`Matrix::read`] reads it.
    pub fn text(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let pairs = |pairs: Vec<(Column, String)>| {
            let pairs: Vec<String> = pairs.into_iter().map(|(column, text)| format!("{column} = {}", quoted(&text))).collect();
            format!("{{ {} }}", pairs.join(", "))
        };
        let mut text = String::new();
        for row in self.rows() {
            let cells = Column::ALL.iter().map(|column| (*column, row.cells[*column as usize].to_string())).collect();
            text += &format!("[[row]]\nstage = \"{}\"\ndata = \"{}\"\n", row.stage, row.data);
            text += &format!("cells = {}\nreason = {}\n", pairs(cells), quoted(&row.reason));
            if !row.notes.is_empty() {
                text += &format!("notes = {}\n", pairs(row.notes.clone().into_iter().collect()));
            }
            text.push('\n');
        }
        text
    }
}

fn row(written: Written) -> Result<Row, String> {
    let Written { stage, data, cells, reason, notes } = written;
    let name = format!("{stage}/{data}");
    if reason.trim().is_empty() {
        return Err(format!("row `{name}` gives no reason; say why it is so"));
    }
    let mut read = <[Cell; 6]>::default();
    for column in Column::ALL {
        let text = cells.get(column).ok_or_else(|| format!("row `{name}` has no cell for {column}; write `-` for nothing"))?;
        read[*column as usize] = text.parse().map_err(|says| format!("cell `{name}/{column}`: {says}"))?;
    }
    Ok(Row { stage, data, cells: read, reason, notes })
}

fn whole(mut rows: BTreeMap<(StageGroup, DataKind), Row>) -> Result<Matrix, String> {
    let wanted = StageGroup::ALL.iter().flat_map(|stage| DataKind::ALL.iter().map(move |data| (*stage, *data)));
    let take = |(stage, data)| rows.remove(&(stage, data)).ok_or_else(|| format!("row `{stage}/{data}` is missing"));
    Ok(Matrix { rows: Arc::new(wanted.map(take).collect::<Result<_, _>>()?) })
}

impl TryFrom<Vec<Written>> for Matrix {
    type Error = String;
    fn try_from(written: Vec<Written>) -> Result<Matrix, String> {
        let count = written.len();
        let rows: BTreeMap<_, _> =
            written.into_iter().map(|written| row(written).map(|row| ((row.stage, row.data), row))).collect::<Result<_, _>>()?;
        if rows.len() < count {
            return Err("a row stands twice".into());
        }
        whole(rows)
    }
}

impl From<Matrix> for Vec<Written> {
    fn from(matrix: Matrix) -> Vec<Written> {
        let written = |row: &Row| Written {
            stage: row.stage,
            data: row.data,
            cells: Column::ALL.iter().map(|column| (*column, row.cells[*column as usize].to_string())).collect(),
            reason: row.reason.clone(),
            notes: row.notes.clone(),
        };
        matrix.rows().iter().map(written).collect()
    }
}

impl JsonSchema for Matrix {
    fn schema_name() -> Cow<'static, str> {
        "Matrix".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<Written>::json_schema(generator)
    }
}
