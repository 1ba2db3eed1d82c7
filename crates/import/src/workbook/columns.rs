//! The heading of a sheet: which column holds the key, the revision, or which field.

use std::collections::HashSet;

use strategy::{
    Finding, input,
    schema::{self, Field},
};

use super::{
    KEY, REVISION,
    cells::Content,
    read::{At, Row},
};

/// What a column is for.
pub(super) enum Use {
    /// It names the record.
    Key,
    /// It says from which revision the row was made.
    Revision,
    /// It holds a field.
    Field(Field),
}

/// What each column of a sheet is for. Columns of no field are reported and left out; a column that stands there twice
/// leaves open which one is meant, so then the sheet is not read.
pub(super) fn columns(at: &At<'_>, row: u32, heading: &Row<'_>, findings: &mut Vec<Finding>) -> Option<Vec<(u32, Use)>> {
    let known = schema::columns(at.kind);
    let mut seen: HashSet<String> = HashSet::new();
    let mut columns = vec![];
    let mut doubled = false;
    for (column, content) in heading {
        let place = Some(at.place(row, *column));
        let Content::Text(name) = content else {
            let says = "the heading of this column is a formula or an error and not a name, so it was not read";
            findings.push(input::unreadable(at.file, place, says).help("write the field's name as text"));
            continue;
        };
        let (name, plain) = (name.trim(), plain(name));
        if !seen.insert(plain.clone()) {
            let help = format!("keep one of them; nothing of sheet `{}` was taken over", at.sheet);
            findings.push(input::unreadable(at.file, place, format!("column `{name}` stands there twice")).help(help));
            doubled = true;
            continue;
        }
        match known.iter().find(|field| self::plain(&field.name) == plain) {
            _ if plain == KEY => columns.push((*column, Use::Key)),
            _ if plain == REVISION => columns.push((*column, Use::Revision)),
            Some(field) => columns.push((*column, Use::Field(field.clone()))),
            None => {
                let names = [KEY, REVISION].into_iter().chain(known.iter().map(|field| field.name.as_str()));
                let near = strategy::words::nearest(&plain, names);
                findings.push(input::unknown_column(at.file, at.place(row, *column), at.kind, name, near));
            }
        }
    }
    (!doubled).then_some(columns)
}

/// A heading as fields are named: `Stands on` is `stands_on`.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}
