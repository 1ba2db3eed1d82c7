use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// One row or column: its label, and the parts of the population that it stands for.
///
/// Parts are names of disjoint groups, the finest that any table distinguishes. Two categories that share no part are taken
/// to have nobody in common, so a coarse category must name the parts of the fine ones that it unites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// The label that is shown.
    pub label: String,
    /// The groups that it is made of.
    pub parts: BTreeSet<String>,
}

/// The rows or the columns of a table: what they divide people by, and the categories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// What people are divided by: `age`, `region`. Empty for the missing axis of a one-way table.
    pub name: String,
    /// The categories, in the order in which they are shown. Nobody is in two of them.
    pub categories: Vec<Category>,
}

impl Axis {
    /// An axis whose categories are the finest there are: each is its own only part.
    pub fn of<L: Into<String>>(name: impl Into<String>, labels: impl IntoIterator<Item = L>) -> Self {
        let category = |label: L| {
            let label = label.into();
            Category { parts: BTreeSet::from([label.clone()]), label }
        };
        Axis { name: name.into(), categories: labels.into_iter().map(category).collect() }
    }

    /// The axis that a one-way table does not have.
    pub(super) fn none() -> Self {
        Axis { name: String::new(), categories: vec![Category { label: String::new(), parts: BTreeSet::new() }] }
    }

    /// How many categories there are.
    pub(super) fn len(&self) -> usize {
        self.categories.len()
    }
}

/// The filter of a release: per dimension the parts that it lets through. A dimension that is not named lets everyone through.
///
/// People are counted in exactly one part of each dimension. Entries that arrive late are a part of their own (of a
/// dimension `arrival`, say), so that a corrected count contains the earlier one; a count that was corrected downwards is a
/// part with a new name, which nothing links to the old.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope(BTreeMap<String, BTreeSet<String>>);

impl Scope {
    /// Everyone.
    pub fn everyone() -> Self {
        Scope::default()
    }

    /// This scope, narrowed to the parts of one more dimension; of two filters on one dimension what both let through.
    pub fn only<P: Into<String>>(mut self, dimension: impl Into<String>, parts: impl IntoIterator<Item = P>) -> Self {
        let parts: BTreeSet<String> = parts.into_iter().map(Into::into).collect();
        let dimension = dimension.into();
        let both = match self.0.get(&dimension) {
            Some(present) => present.intersection(&parts).cloned().collect(),
            None => parts,
        };
        self.0.insert(dimension, both);
        self
    }

    /// The dimensions that it names.
    pub(super) fn dimensions(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// What it lets through on a dimension; `None` for everyone.
    pub(super) fn parts(&self, dimension: &str) -> Option<&BTreeSet<String>> {
        self.0.get(dimension)
    }
}
