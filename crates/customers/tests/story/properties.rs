//! What must hold whatever is kept, in whatever order.

use std::collections::BTreeMap;

use customers::Customers;
use proptest::prelude::*;
use rusqlite::{Connection, types::Value};

use crate::given::*;

/// Everything that the tables of a file hold. What is left out: whether linking is due, numbers that were given, and the
/// index of words, which has no order of its own.
fn content(path: &std::path::Path) -> BTreeMap<String, Vec<String>> {
    let raw = Connection::open(path).unwrap();
    let mut tables = raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let mut content = BTreeMap::new();
    for name in names.into_iter().filter(|name| !name.starts_with("words") && name != "standing" && name != "sqlite_sequence") {
        let mut statement = raw.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|at| row.get::<_, Value>(at)).collect::<Result<Vec<_>, _>>());
        let mut rows: Vec<String> = rows.unwrap().map(|row| format!("{:?}", row.unwrap())).collect();
        rows.sort();
        content.insert(name, rows);
    }
    content
}

fn searched(customers: &Customers) -> Vec<customers::Answer> {
    ["a", "quin", "eldham", "1", "heart clinic"].into_iter().map(|text| customers.search(text, None, 100).unwrap()).collect()
}

/// Files in an order.
fn files() -> impl Strategy<Value = Vec<File>> {
    Just(ALL.to_vec()).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_was_kept_and_taken_back_leaves_no_trace(order in files(), base in 0_usize..6, linked in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("customers.db");
        let customers = Customers::open(&path).unwrap();
        order[..base].iter().for_each(|file| drop(keep(&customers, *file)));
        if linked {
            customers.link().unwrap();
        }
        let before = (content(&path), searched(&customers));
        let imports: Vec<String> = order[base..].iter().map(|file| keep(&customers, *file)).collect();
        // In another order than they came.
        for import in imports.iter().skip(1).chain(imports.first()) {
            customers.undo(import).unwrap();
        }
        prop_assert_eq!((content(&path), searched(&customers)), before);
    }

    #[test]
    fn linked_and_taken_back_and_linked_is_as_it_was(order in files(), base in 1_usize..6) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("customers.db");
        let customers = Customers::open(&path).unwrap();
        order[..base].iter().for_each(|file| drop(keep(&customers, *file)));
        customers.link().unwrap();
        let before = (content(&path), searched(&customers));
        let imports: Vec<String> = order[base..].iter().map(|file| keep(&customers, *file)).collect();
        customers.link().unwrap();
        imports.iter().for_each(|import| drop(customers.undo(import).unwrap()));
        customers.link().unwrap();
        prop_assert_eq!((content(&path), searched(&customers)), before);
    }

    #[test]
    fn the_same_file_twice_is_once(order in files(), again in 0_usize..6) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("customers.db");
        let customers = Customers::open(&path).unwrap();
        order.iter().for_each(|file| drop(keep(&customers, *file)));
        customers.link().unwrap();
        let before = content(&path);
        let kept = try_keep(&customers, order[again]).unwrap();
        prop_assert!(kept.files[0].was_kept && kept.files[0].facts == 0);
        prop_assert!(customers.is_kept(&kept.files[0].import).unwrap());
        prop_assert!(!customers.needs_link().unwrap());
        prop_assert_eq!(content(&path), before);
    }

    #[test]
    fn the_order_of_imports_does_not_show(order in files()) {
        let straight = with(&ALL);
        let turned = with(&order);
        prop_assert_eq!(shown(&turned), shown(&straight));
        straight.link().unwrap();
        turned.link().unwrap();
        prop_assert_eq!(shown(&turned), shown(&straight));
    }
}
