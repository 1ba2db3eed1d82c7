//! What holds for every strategy and every edit.

use proptest::{prelude::*, test_runner::RngSeed};
use serde_json::Value;
use strategy::{Change, Checker, Finding, Graph, Key, Kind, Record, check, compare, impact, schema};

use crate::{
    DAY,
    filled::{self, Choices, PER_KIND, fields, key_of},
};

/// A few edits that somebody could make: put, set, empty, withdraw, take back, remove.
fn edits(seed: u64, graph: &Graph) -> Vec<Change> {
    let mut choices = Choices(seed ^ 0x5eed);
    let present: Vec<&Record> = graph.records().collect();
    let one = |choices: &mut Choices| {
        let kind = *choices.one(Kind::ALL);
        let key = key_of(kind, choices.below(PER_KIND) + 1);
        match (choices.below(6), present.is_empty()) {
            (0, _) | (_, true) => Change::Put { kind: kind.name().into(), key, fields: fields(kind, choices, false) },
            (1, _) => Change::Remove { key: choices.one(&present).key.clone() },
            (2, _) => Change::Set { key: choices.one(&present).key.clone(), field: "state".into(), value: "withdrawn".into() },
            (3, _) => Change::Set { key: choices.one(&present).key.clone(), field: "state".into(), value: "active".into() },
            (4, _) => {
                let record = choices.one(&present);
                Change::Set { key: record.key.clone(), field: choices.one(schema::field_names(record.kind())).clone(), value: Value::Null }
            }
            _ => {
                let record = choices.one(&present);
                let field = choices.one(schema::field_names(record.kind())).clone();
                let value = fields(record.kind(), choices, true).remove(&field).unwrap_or(Value::Null);
                Change::Set { key: record.key.clone(), field, value }
            }
        }
    };
    (0..choices.below(4) + 1).map(|_| one(&mut choices)).collect()
}

/// The changes that bring a graph back to what it was.
fn undo(before: &Graph, changes: &[Change]) -> Vec<Change> {
    let mut keys: Vec<&Key> = changes.iter().map(Change::key).collect();
    keys.sort_unstable();
    keys.dedup();
    let back = |key: &Key| match before.record(key) {
        Some(record) => Change::Put { kind: record.kind().name().into(), key: key.clone(), fields: record.fields() },
        None => Change::Remove { key: key.clone() },
    };
    keys.into_iter().map(back).collect()
}

/// Whether two checks found the same; shows the first finding that differs.
fn same(one: &[Finding], other: &[Finding]) -> Result<(), TestCaseError> {
    for (mine, theirs) in one.iter().zip(other) {
        prop_assert_eq!(mine, theirs);
    }
    prop_assert_eq!(one.len(), other.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, rng_seed: RngSeed::Fixed(20260301), ..ProptestConfig::default() })]

    #[test]
    fn a_check_is_the_same_twice_and_in_any_order(seed: u64) {
        let records = filled::strategy(seed);
        let found = check(&Graph::of(records.clone()), DAY);
        let mut turned = records.clone();
        turned.reverse();
        let again = check(&Graph::of(turned), DAY);
        same(&found, &again)?;
        // Also when some records came and went before.
        let mut graph = Graph::of(filled::strategy(seed.wrapping_add(1)));
        let old: Vec<Key> = graph.records().map(|r| r.key.clone()).collect();
        let kept: Vec<Key> = records.iter().map(|r| r.key.clone()).collect();
        records.into_iter().for_each(|record| graph.put(record));
        old.iter().filter(|key| !kept.contains(key)).for_each(|key| graph.remove(key));
        same(&found, &check(&graph, DAY))?;
    }

    #[test]
    fn a_graph_made_at_once_is_the_one_that_grows_record_by_record(seed: u64) {
        let mut records = filled::strategy(seed);
        // Some keys stand for two records, of which the later counts.
        records.extend(filled::strategy(seed.wrapping_add(1)).into_iter().step_by(5));
        let at_once = Graph::of(records.clone());
        let mut grown = Graph::default();
        let mut in_order = records;
        in_order.sort_by(|one, other| (one.kind(), &one.key).cmp(&(other.kind(), &other.key)));
        in_order.into_iter().for_each(|record| grown.put(record));
        prop_assert_eq!(at_once.records().collect::<Vec<_>>(), grown.records().collect::<Vec<_>>());
        let told = |graph: &Graph, key: &Key| {
            let say = |link: &strategy::graph::Link| (link.field, graph.key(link.other).clone(), link.revision, link.wants);
            let node = graph.node(key).expect("a record's node");
            let (out, into): (Vec<_>, Vec<_>) = (graph.links(node).iter().map(say).collect(), graph.backlinks(node).iter().map(say).collect());
            (out, into, graph.asset_node(node).map(|asset| graph.key(asset).clone()))
        };
        for record in grown.records() {
            prop_assert_eq!(told(&at_once, &record.key), told(&grown, &record.key), "{}", record.key);
        }
    }

    #[test]
    fn findings_have_ids_of_their_own_and_are_one_line(seed: u64) {
        let found = check(&Graph::of(filled::strategy(seed)), DAY);
        for finding in &found {
            prop_assert!(!finding.message.contains(strategy::text::is_unruly), "{:?}", finding.message);
        }
        let mut ids: Vec<_> = found.iter().map(|f| (&f.id, &f.message)).collect();
        ids.sort();
        for pair in ids.windows(2) {
            prop_assert!(pair[0].0 != pair[1].0, "one id for two findings: {:?}", pair);
        }
    }

    #[test]
    fn checking_edit_by_edit_gives_what_a_fresh_check_gives(seed: u64) {
        let mut checker = Checker::new(Graph::of(filled::strategy(seed)), DAY);
        for step in 0..4 {
            let changes = edits(seed.wrapping_add(step), checker.graph());
            checker.edit(&changes);
            let fresh = check(checker.graph(), DAY);
            same(&checker.findings(), &fresh)?;
        }
    }

    #[test]
    fn no_change_does_nothing_and_nothing_differs_from_itself(seed: u64) {
        let graph = Graph::of(filled::strategy(seed));
        let nothing = impact(&graph, &[], DAY);
        prop_assert!(nothing.changed.is_empty() && nothing.suspects.is_empty() && nothing.rejected.is_empty());
        prop_assert!(nothing.appear.is_empty() && nothing.vanish.is_empty());
        prop_assert_eq!(compare(&graph, &graph), vec![]);
    }

    #[test]
    fn undoing_gives_the_same_strategy_back(seed: u64) {
        let before = Graph::of(filled::strategy(seed));
        let changes = edits(seed, &before);
        let (after, _) = before.with(&changes);
        let (back, wrong) = after.with(&undo(&before, &changes));
        prop_assert!(wrong.is_empty(), "{:#?}", wrong);
        prop_assert_eq!(compare(&before, &back), vec![]);
    }

    #[test]
    fn an_impact_leaves_the_graph_as_it_is_and_tells_what_applying_does(seed: u64) {
        let graph = Graph::of(filled::strategy(seed));
        let changes = edits(seed, &graph);
        let before = check(&graph, DAY);
        let told = impact(&graph, &changes, DAY);
        prop_assert_eq!(&check(&graph, DAY), &before);
        let (after, _) = graph.with(&changes);
        prop_assert_eq!(told.changed, compare(&graph, &after));
        let (appear, vanish) = strategy::impact::findings_between(&before, &check(&after, DAY));
        prop_assert_eq!((told.appear, told.vanish), (appear, vanish));
    }

    #[test]
    fn reading_any_text_never_fails(text in "(\\[|\\]|\\.|=|\"|'|need|N-1|statement|rank|\\{|\\}|,|\n|\r|#|[0-9]|é|\u{feff}| ){0,60}") {
        let (graph, _) = strategy::toml_form::read("x.toml", &text).into_graph();
        check(&graph, DAY);
    }
}
