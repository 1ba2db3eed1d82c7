//! Files of rows with a heading: comma, semicolon, tab or bar between the cells. Read in pieces, so that a file of any size
//! takes the memory of its longest row. A row that is damaged is kept as it stood, byte by byte.

mod header;
mod row;
mod rows;
mod scan;

pub(crate) use header::{Header, folded};
pub(crate) use row::Row;
pub(crate) use rows::{Rows, Taken};
