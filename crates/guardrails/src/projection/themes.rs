//! Themes of insights, counted: shown only where enough people at enough institutions stand behind them (GL-07).

use std::collections::{BTreeMap, BTreeSet};

use strategy::{
    Graph, Key, Record,
    graph::Node,
    record::{Insight, Stakeholder, StakeholderKind, Typed},
};

use super::sight::Aggregate;
use crate::{DataKind, RuleId};

/// The fewest people behind a theme that is shown.
pub const FEWEST_PEOPLE: usize = 5;
/// The fewest institutions behind it.
pub const FEWEST_INSTITUTIONS: usize = 3;

/// Themes with those who stand behind them. An insight that names nobody adds nobody: what cannot be counted is not shown.
#[derive(Debug, Default)]
pub(super) struct Themes {
    by_theme: BTreeMap<String, Behind>,
}

#[derive(Debug)]
struct Behind {
    people: BTreeSet<Key>,
    institutions: BTreeSet<String>,
    rule: RuleId,
}

impl Themes {
    /// Counts an insight that is not shown singly: the people among the stakeholders that it links to.
    pub(super) fn count(&mut self, graph: &Graph, node: Node, record: &Record, rule: &RuleId) {
        let Some(insight) = Insight::of(&record.body) else { return };
        let linked: Vec<_> = graph.links(node).iter().filter_map(|link| graph.typed::<Stakeholder>(link.other)).collect();
        let people = linked.iter().filter(|who| who.body.kind == Some(StakeholderKind::Hcp));
        for theme in insight.themes.iter().map(|theme| folded(theme)).filter(|theme| !theme.is_empty()) {
            let none = || Behind { people: BTreeSet::new(), institutions: BTreeSet::new(), rule: rule.clone() };
            let behind = self.by_theme.entry(theme).or_insert_with(none);
            behind.people.extend(people.clone().map(|who| who.key().clone()));
            let institutions = people.clone().map(|who| folded(&who.body.organisation)).filter(|name| !name.is_empty());
            behind.institutions.extend(institutions);
        }
    }

    /// The themes with enough behind them, their counts rounded down, so that one person more or less does not show.
    pub(super) fn shown(self) -> Vec<Aggregate> {
        let enough = |behind: &Behind| behind.people.len() >= FEWEST_PEOPLE && behind.institutions.len() >= FEWEST_INSTITUTIONS;
        let shown = self.by_theme.into_iter().filter(|(_, behind)| enough(behind));
        shown
            .map(|(theme, behind)| {
                let people = behind.people.len() / FEWEST_PEOPLE * FEWEST_PEOPLE;
                Aggregate { data: DataKind::Insight, theme, people: u32::try_from(people).unwrap_or(u32::MAX), rule: behind.rule }
            })
            .collect()
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
