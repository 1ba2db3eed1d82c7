//! A first mapping for a file that nobody knows: for every column of a table the column of the file that fits best, by its
//! name and by what its cells hold. A person confirms it; nothing is read through a suggestion by itself.

use std::fmt::Write;

use super::{
    DayOrder, Field, Form, Table,
    delimited::{Rows, Taken, folded},
    reading::{self, Outcome},
};

/// One column of a table and what may give it.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The table's column.
    pub field: &'static Field,
    /// The file's column; `None` where none fits.
    pub column: Option<String>,
    /// How well the names agree, from 0 to 1.
    pub confidence: f64,
    /// Up to five cells of the column.
    pub samples: Vec<String>,
}

/// How many rows are looked at.
const ROWS: usize = 500;
/// How many cells are shown.
const SAMPLES: usize = 5;
/// Names that agree less are not suggested.
const LEAST: f64 = 0.72;
/// Suggestions below this are written as a comment, to be confirmed by taking the mark away.
const SURE: f64 = 0.9;

/// Words by which exports name what a column holds.
const SAME: &[(&str, &[&str])] = &[
    ("record_id", &["id", "recordid", "customerid", "hcpid", "accountid", "externalid", "personid"]),
    ("npi", &["npi", "npinumber", "prescribernpi", "nationalprovideridentifier"]),
    ("prescriber_npi", &["npi", "prescribernpi", "prescriberid", "hcpnpi", "npinumber"]),
    ("last_name", &["lastname", "surname", "familyname", "nachname", "nom"]),
    ("first_name", &["firstname", "givenname", "forename", "vorname", "prenom"]),
    ("zip", &["zip", "zipcode", "postalcode", "postcode", "plz"]),
    ("brand", &["brand", "brandname", "product", "productname", "basket"]),
    ("generic", &["generic", "genericname", "molecule", "ingredient", "inn"]),
    ("period", &["period", "month", "yearmonth", "year", "quarter", "week"]),
    ("claims", &["trx", "totalrx", "claims", "prescriptions", "totalclaims"]),
    ("new_claims", &["nrx", "newrx", "newprescriptions"]),
    ("payer", &["payer", "payor", "plan", "planname", "insurer"]),
    ("specialty", &["specialty", "speciality", "primaryspecialty", "spec"]),
    ("held_on", &["date", "calldate", "visitdate", "day"]),
    ("interaction_id", &["id", "callid", "visitid", "interactionid"]),
];

/// Suggests a mapping of a file, given by its first bytes, to a table.
pub fn suggest(start: &[u8], table: &'static Table) -> Vec<Suggestion> {
    let Some((names, cells)) = sample(start) else { return vec![] };
    let mut taken = vec![false; names.len()];
    let mut pairs: Vec<(f64, usize, usize)> = vec![];
    for (to, field) in table.columns.iter().enumerate() {
        for (from, name) in names.iter().enumerate() {
            let likeness = likeness(field, name);
            if likeness >= LEAST && holds(field.form, &cells[from]) {
                pairs.push((likeness, to, from));
            }
        }
    }
    // The surest first; equal ones in the order of the table and the file, so that the result is always the same.
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut suggestions: Vec<Suggestion> =
        table.columns.iter().map(|field| Suggestion { field, column: None, confidence: 0.0, samples: vec![] }).collect();
    for (confidence, to, from) in pairs {
        if suggestions[to].column.is_none() && !taken[from] {
            taken[from] = true;
            let samples = cells[from].iter().filter(|cell| !cell.is_empty()).take(SAMPLES).cloned().collect();
            suggestions[to] = Suggestion { field: &table.columns[to], column: Some(names[from].clone()), confidence, samples };
        }
    }
    suggestions
}

/// The names of a file's columns, by its first bytes.
pub fn heading(start: &[u8]) -> Vec<String> {
    super::stream::heading(&super::text::all(start)).names
}

/// The table that a file's columns fit best: the one whose key is given and of which most columns are.
pub fn suggest_table(start: &[u8]) -> Option<&'static Table> {
    let given = |table: &&'static Table| {
        let suggestions = suggest(start, table);
        let has = |name: &str| suggestions.iter().any(|s| s.field.name == name && s.column.is_some());
        let keys = table.key.iter().filter(|key| has(key)).count();
        let columns = suggestions.iter().map(|s| s.confidence).sum::<f64>();
        (keys, table.key.len(), columns)
    };
    let scored = super::tables().into_iter().map(|table| (given(&table), table));
    let best = scored.max_by(|((ka, na, ca), _), ((kb, nb, cb), _)| (ka * nb).cmp(&(kb * na)).then(ca.total_cmp(cb)))?;
    (best.0.0 > 0).then_some(best.1)
}

/// The suggestions as a mapping to be confirmed: sure ones as lines, doubtful and missing ones as comments, with sample cells.
pub fn mapping_text(table: &Table, suggestions: &[Suggestion], unused: &[String]) -> String {
    let mut text = String::from("# Confirm each line; a line behind `#` is not read. Then: lodestar facts plan FILE --mapping THIS\n");
    text.push_str("licence = \"\"           # the terms under which you have the file\ndays = \"month-first\"    # or \"day-first\": how 03/04/2026 is read\n\n");
    let _ = writeln!(text, "[[fact]]\ntable = \"{}\"\n\n[fact.columns]", table.name);
    for suggestion in suggestions {
        let Suggestion { field, column, confidence, samples } = suggestion;
        let must = if table.is_nullable(field.name) { "" } else { " (names the row: must be given)" };
        let about = format!("{}{must}", field.about);
        match column {
            Some(column) => {
                let mark = if *confidence >= SURE { "" } else { "# " };
                let shown: Vec<String> = samples.iter().map(|s| s.chars().filter(|c| !c.is_control()).take(30).collect()).collect();
                let quoted = toml::Value::String(column.clone());
                let _ =
                    writeln!(text, "{mark}{} = {quoted}  # {about}; {:.0} % sure; {}", field.name, confidence * 100.0, shown.join(" · "));
            }
            None if !must.is_empty() => {
                let _ = writeln!(text, "# {} = \"\"  # {about}", field.name);
            }
            None => {}
        }
    }
    if !unused.is_empty() {
        let _ = writeln!(text, "\n# Columns of the file that nothing takes: {}", unused.join(", ").replace(['\n', '\r'], " "));
    }
    text
}

/// The heading, and the cells of the first rows by column.
fn sample(start: &[u8]) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let utf8 = super::text::all(start);
    let mut rows = Rows::open(utf8.as_slice()).ok()??;
    let names = rows.header.names.clone();
    let mut cells: Vec<Vec<String>> = vec![vec![]; names.len()];
    for _ in 0..ROWS {
        // The last row of what is known of the file may be cut, so a damaged one ends the sample without a word.
        match rows.next() {
            Ok(Some(Taken::Sound(row) | Taken::Odd(row, _))) => {
                cells.iter_mut().enumerate().for_each(|(at, column)| column.push(row.cell(at).into_owned()));
            }
            _ => break,
        }
    }
    Some((names, cells))
}

fn likeness(field: &Field, name: &str) -> f64 {
    let (wanted, found) = (folded(field.name), folded(name));
    if found.is_empty() {
        return 0.0;
    }
    let is_synonym = SAME.iter().any(|(to, names)| *to == field.name && names.contains(&found.as_str()));
    if wanted == found {
        1.0
    } else if is_synonym {
        0.95
    } else {
        // Never as sure as a name that is known.
        strsim::jaro_winkler(&wanted, &found).min(0.89)
    }
}

/// Whether nine in ten of the filled cells can be read as the form.
fn holds(form: Form, cells: &[String]) -> bool {
    let filled: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let fits = |cell: &&&String| !matches!(reading::read(form, cell, DayOrder::MonthFirst), Outcome::Bad(_));
    filled.iter().filter(fits).count() * 10 >= filled.len() * 9
}
