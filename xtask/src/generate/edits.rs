//! Edits of a generated plan as people make them: a field takes the value that another record of its kind has, a record
//! is taken out, withdrawn, taken back, or copied under a key of its own. The same dice give the same edits.

use serde_json::Value;
use strategy::{Change, Graph, Key, Record};

use super::dice::Dice;

/// One edit of the graph as it stands.
pub(crate) fn edit(graph: &Graph, dice: &mut Dice) -> Change {
    let records: Vec<&Record> = graph.records().collect();
    let record = *dice.pick(&records);
    let set = |field: &str, value: Value| Change::Set { key: record.key.clone(), field: field.to_owned(), value };
    match dice.throw(10) {
        0 => Change::Remove { key: record.key.clone() },
        1 => set("state", "withdrawn".into()),
        2 => set("state", "active".into()),
        3 => {
            let key = Key::new(&format!("{}.{}", record.key, dice.throw(1_000))).unwrap_or_else(|| record.key.clone());
            Change::Put { kind: record.kind().name().into(), key, fields: record.fields() }
        }
        _ => {
            let siblings: Vec<&&Record> = records.iter().filter(|other| other.kind() == record.kind()).collect();
            let donor = dice.pick(&siblings).fields();
            let names: Vec<String> = record.fields().into_iter().chain(donor.clone()).map(|(name, _)| name).collect();
            let field = dice.pick(&names);
            set(field, donor.get(field).cloned().unwrap_or(Value::Null))
        }
    }
}

#[cfg(test)]
mod tests {
    use guardrails::{Gates, Policy, check::Judged};
    use strategy::{Checker, Finding, check};

    use super::*;
    use crate::generate;

    #[track_caller]
    fn assert_same(kept: &[Finding], fresh: &[Finding], after: &Change) {
        let differing = kept.iter().zip(fresh).find(|(one, other)| one != other);
        assert!(differing.is_none(), "after {after:?}: {differing:#?}");
        assert_eq!(kept.len(), fresh.len(), "after {after:?}");
    }

    #[test]
    fn findings_kept_edit_by_edit_are_those_of_a_full_check() {
        let gate = Gates::new(Policy::shipped()).expect("the shipped policy").current();
        let mut dice = Dice::new(20_261_128);
        for seed in 1..=6 {
            let (graph, day) = generate::graph(700, seed).expect("a readable plan");
            let mut judged = Judged::of(&gate, &graph, day);
            let mut checker = Checker::new(graph, day);
            for _ in 0..25 {
                let change = edit(checker.graph(), &mut dice);
                let before = checker.graph().clone();
                checker.edit(std::slice::from_ref(&change));
                assert_same(&checker.findings(), &check(checker.graph(), day), &change);
                judged = judged.after(&gate, &before, checker.graph(), day, &[change.key().clone()]);
                let order = |mut found: Vec<Finding>| {
                    found.sort_by(|a, b| a.id.cmp(&b.id));
                    found
                };
                assert_same(&order(judged.found()), &order(Judged::of(&gate, checker.graph(), day).found()), &change);
            }
        }
    }
}
