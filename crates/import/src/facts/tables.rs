//! Every table of facts, by what it is about. The words are those of the domain: one table per kind of fact, whatever source
//! brought it.

mod access;
mod activity;
mod care;
mod evidence;
mod omop;
mod people;
mod places;

pub use access::*;
pub use activity::*;
pub use care::*;
pub use evidence::*;
pub use omop::*;
pub use people::*;
pub use places::*;

use super::Table;

/// Every table, by name.
pub fn tables() -> Vec<&'static Table> {
    let groups = [people::ALL, activity::ALL, care::ALL, access::ALL, evidence::ALL, places::ALL, omop::ALL];
    let mut tables = groups.concat();
    tables.sort_by_key(|table| table.name);
    tables
}

/// The table of a name.
pub fn table(name: &str) -> Option<&'static Table> {
    tables().into_iter().find(|table| table.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_one_table_s_and_keys_are_columns() {
        let mut names = BTreeSet::new();
        for table in tables() {
            assert!(names.insert(table.name), "{} twice", table.name);
            assert!(!table.key.is_empty() && !table.about.is_empty(), "{}", table.name);
            assert!(table.key.iter().all(|key| table.column(key).is_some()), "{}", table.name);
            let columns: BTreeSet<&str> = table.columns.iter().chain(super::super::PROVENANCE).map(|field| field.name).collect();
            assert_eq!(columns.len(), table.columns.len() + super::super::PROVENANCE.len(), "{}", table.name);
            assert!(table.columns.iter().all(|field| !field.about.is_empty()), "{}", table.name);
        }
    }
}
