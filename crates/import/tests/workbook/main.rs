//! The workbook as people send it back: unchanged, typed by Excel, with values that fight the format, and damaged.

mod nasty;
mod reading;
mod round_trip;
mod table;
