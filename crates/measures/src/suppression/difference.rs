//! What two releases give away together though neither does alone: who is in one and not in the other.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    axis::Scope,
    place::Place,
    published::{Published, Why},
    sheet::Sheet,
    shield::Target,
    space::Space,
};

/// A figure of one of the sheets: the place of its statement among all, what it says, and the groups that it sums up.
struct Figure<'a> {
    statement: usize,
    place: Place,
    published: Published,
    sheet: &'a Sheet,
    groups: BTreeSet<usize>,
}

/// The differences and overlaps of figures of one kind on two sheets of the same table, as sums that must not be known to be
/// small. Sets that are themselves figures are left out: those are guarded by what they are.
///
/// Whether a difference is small nobody here knows, because no true count of an earlier release is kept; so it must either
/// be known not to be small, or every small number must be possible.
pub(super) fn differences(space: &Space, sheets: &[(&Scope, &Sheet)]) -> Vec<Target> {
    let figures = figures(space, sheets);
    let named: BTreeSet<&BTreeSet<usize>> = figures.iter().flatten().map(|figure| &figure.groups).collect();
    let mut found: BTreeMap<BTreeSet<usize>, Target> = BTreeMap::new();
    for (index, first) in figures.iter().enumerate() {
        for second in &figures[index + 1..] {
            for (set, target) in first.iter().flat_map(|one| second.iter().flat_map(|two| apart(one, two))) {
                if !named.contains(&set) {
                    let most = target.most;
                    let present = found.entry(set).or_insert(target);
                    present.most = present.most.min(most);
                }
            }
        }
    }
    found.into_values().collect()
}

fn figures<'a>(space: &Space, sheets: &[(&'a Scope, &'a Sheet)]) -> Vec<Vec<Figure<'a>>> {
    let mut statement = 0;
    let mut figure = |index: usize, sheet: &'a Sheet, (place, published): (Place, Published)| {
        statement += 1;
        let groups = space.behind(index, place).iter().copied().collect();
        Figure { statement: statement - 1, place, published, sheet, groups }
    };
    sheets.iter().enumerate().map(|(index, (_, sheet))| sheet.figures().map(|at| figure(index, sheet, at)).collect()).collect()
}

/// Of two figures of one kind that overlap: who is in the first only, in the second only, in both.
fn apart(one: &Figure<'_>, two: &Figure<'_>) -> Vec<(BTreeSet<usize>, Target)> {
    let same_table = one.sheet.rows.name == two.sheet.rows.name && one.sheet.columns.name == two.sheet.columns.name;
    if !same_table || !one.place.same_kind(two.place) || one.groups.is_disjoint(&two.groups) {
        return vec![];
    }
    let largest_small = one.sheet.policy.largest_small().max(two.sheet.policy.largest_small());
    let target = |set: BTreeSet<usize>, most: i64, between| {
        let target = Target { groups: set.iter().copied().collect(), least: 1, most, may_be_large: true, between };
        (!set.is_empty() && most > 0).then_some((set, target))
    };
    let without = |outer: &Figure<'_>, inner: &Figure<'_>| {
        let nested = inner.groups.is_subset(&outer.groups).then_some((outer.statement, inner.statement));
        target(&outer.groups - &inner.groups, largest_small - i64::from(nested.is_some() && both_small(outer, inner)), nested)
    };
    let both = || target(&one.groups & &two.groups, largest_small, None);
    [without(one, two), without(two, one), both()].into_iter().flatten().collect()
}

/// Whether both figures are called small: the outer is at most the largest small count and the inner at least one, so the
/// words alone say that the difference is not the largest small count.
fn both_small(outer: &Figure<'_>, inner: &Figure<'_>) -> bool {
    if outer.sheet.policy.small().most.is_none() {
        return false;
    }
    [outer, inner].iter().all(|figure| figure.published == Published::NotShown(Why::Small))
}
