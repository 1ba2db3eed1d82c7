//! Protection of small counts in tables that leave: nobody may read, or work out, that a count is 1 to 10.
//!
//! **Steps**, in this order (ux.md decision 9, security.md T4):
//! 1. Totals are rounded to a base (20 unless the policy says otherwise); categories may be united with [`Table::coarsened`].
//! 2. *Primary*: a count below the threshold is not shown; 0 is.
//! 3. *Complementary*: as little else is hidden as it takes, chosen by linear programmes, the same for the same table.
//! 4. *Attack*: somebody reads the sheet who knows the policy and has a linear programme. What protects is published, else not.
//!
//! **What the reader knows.** Let `z >= 0` be the counts of the cells. A shown cell is `z = n`; a small one is
//! `1 <= z <= t - 1` for the threshold `t`; one that protects another is `z >= t`. A total published as about `n` to the base
//! `b` is `max(t, n - b/2) <= sum z <= n + b/2 - 1` (it is never rounded to 0, so for `n = b` the lower bound is `t`).
//! A total of small cells only, two or more, is always hidden, whatever it is, because "small" would bound each of its parts.
//!
//! **When a table is safe.** For each small cell every whole number from 1 to `t - 1` must be possible: for each there is a
//! world, one whole number for each cell, that agrees with all that is published. Worlds are found by linear programmes and
//! by walking from one to the next, and are then checked in whole numbers, so that a mistake of the solver can hide too much
//! but not too little. (That the least and the most that [`attack`] finds have no gap between them follows from the sums of
//! rows and columns being a network, from knowledge; the tests compare with all whole-number tables.)
//!
//! **Several releases** ([`Releases`], security.md T4b) are read together. Filters and categories split people into groups;
//! each figure is a sum of groups. Beside the small cells of all releases, the differences and overlaps of figures of one kind are protected: such a sum must be known to
//! be 0 or at least `t`, for which the solver is believed, or be able to be any small number (but `t - 1` where both figures
//! are called small). If nothing else helps, the new table says *not shown* without a reason; if even then nothing could be shown, it is refused.
//!
//! **What is not covered.** A reader who also knows who is in the data, or who guesses from what this procedure tends to hide
//! (a minimality attack); what people know from tables that are not in the ledger; differences between figures of different
//! kinds or of tables by different axes (their small cells are protected, their differences are not); sums of several small
//! cells; that a refusal is itself a word on the counts. No noise is added.

mod attack;
mod axis;
mod difference;
mod draft;
mod interval;
mod knowledge;
mod percent;
mod place;
mod policy;
mod program;
mod protect;
mod published;
mod refusal;
mod releases;
mod sheet;
mod shield;
mod space;
mod table;
mod walk;

pub use attack::{Known, attack, attack_together};
pub use axis::{Axis, Category, Scope};
pub use interval::Interval;
pub use percent::{Of, Percent};
pub use place::Place;
pub use policy::Policy;
pub use published::{Published, Why};
pub use refusal::Refusal;
pub use releases::{Releases, protect};
pub use sheet::{Released, Sheet};
pub use table::{Side, Table};

/// A single count on its own: the number, or that it is small. Counts that overlap with others belong in [`Releases`].
pub fn protect_count(people: u64, policy: &Policy) -> Published {
    protect_count_of(people, policy.institutions, policy)
}

/// A single count with the number of institutions behind it.
pub fn protect_count_of(people: u64, institutions: u64, policy: &Policy) -> Published {
    if table::Count::new(people, institutions).is_small(policy) { Published::NotShown(Why::Small) } else { Published::Shown(people) }
}
