//! "Who can see this?": for a record that the asker sees, what each function sees of it, in words.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use strategy::{Function, Key};

use super::{
    conceal::is_written,
    gated::{Fields, parts},
    sight::{Depth, Level, Sight},
    viewer::Viewer,
    whose::spots,
};
use crate::{Gate, Purpose, RuleId, Seat, Visible};

/// What one function sees of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Watcher {
    /// The function.
    pub function: Function,
    /// What is left of the record for it; `None` where it sees all of it.
    pub level: Option<Level>,
    /// The fields that it does not see.
    pub without: Vec<&'static str>,
    /// The rules that withhold them.
    pub rules: Vec<RuleId>,
    /// All this in words: `Sales sees it without contracts (matrix:approved/contract/sales)`.
    pub words: String,
}

impl Gate {
    /// Who sees a record of a sight, function by function, in all markets and without a case; `None` where the sight has no
    /// such record. It goes by what the asker sees: who is party to something hidden from the asker stays hidden.
    pub fn who_can_see(&self, sight: &Visible<Sight>, record: &Key, day: Date) -> Option<Visible<Vec<Watcher>>> {
        sight.graph.record(record)?;
        let watchers = Function::ALL.iter().map(|function| {
            let other = Seat::new(String::new(), *function, Timestamp::UNIX_EPOCH);
            watcher(&Viewer::new(self, &other, Purpose::Preview, day), sight, record)
        });
        Some(Visible::new(watchers.collect(), self.epoch()))
    }
}

fn watcher(viewer: &Viewer, sight: &Sight, key: &Key) -> Watcher {
    let mut watcher = Watcher { function: viewer.seat.function, level: None, without: vec![], rules: vec![], words: String::new() };
    if let Some((node, record)) = sight.graph.node(key).and_then(|node| Some((node, sight.graph.at(node)?))) {
        for part in parts(&sight.graph, node, record, viewer.day) {
            let seen = viewer.seen(part.class, &part.whose, &spots(&sight.graph, record));
            let Some(rule) = seen.rule.clone() else { continue };
            let level = match part.fields {
                // A record of which some fields are withheld is seen in part.
                Fields::These(_) => Some(Level::Partial),
                Fields::All(_) => Level::of(seen.depth()),
            };
            watcher.level = watcher.level.max(level);
            match part.fields {
                Fields::All(_) if seen.depth() < Depth::Metadata => {}
                Fields::These(fields) | Fields::All(fields) => {
                    let open = sight.why_empty(key, fields[0]).is_none();
                    watcher.without.extend(fields.iter().filter(|field| !open || is_written(record, field)));
                }
            }
            if !watcher.rules.contains(&rule) {
                watcher.rules.push(rule);
            }
        }
    }
    if watcher.without.is_empty() && watcher.level == Some(Level::Partial) {
        (watcher.level, watcher.rules) = (None, vec![]);
    }
    watcher.words = words(&watcher);
    watcher
}

fn words(watcher: &Watcher) -> String {
    let who = watcher.function.title();
    let rules: Vec<&str> = watcher.rules.iter().map(RuleId::as_str).collect();
    let rules = rules.join(", ");
    match watcher.level {
        None => format!("{who} sees all of it"),
        Some(Level::Hidden) => format!("{who} does not see it ({rules})"),
        Some(Level::Existence) => format!("{who} sees that there is something, and no more ({rules})"),
        Some(Level::Aggregate) => format!("{who} sees it only counted with others ({rules})"),
        Some(Level::Partial) => {
            let without: Vec<String> = watcher.without.iter().map(|field| field.replace('_', " ")).collect();
            format!("{who} sees it without {} ({rules})", without.join(", "))
        }
    }
}
