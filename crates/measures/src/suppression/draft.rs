//! The first two steps: totals are rounded and small counts hidden, before anybody thinks about what gives them away.

use super::{
    place::Place,
    policy::{Policy, whole},
    published::{Published, Why},
    sheet::Sheet,
    table::{Count, Table},
};

/// What hiding a figure costs, per person by whom its sum must move. Hiding a total, or the word for a zero, costs so much
/// that no number of cells is dearer.
const CELL: f64 = 1.0;
const ZERO: f64 = 100.0;
const TOTAL: f64 = 1_000.0;

/// A figure as it would be published now, and what it becomes if it has to protect another.
pub(super) struct Figure {
    pub(super) place: Place,
    pub(super) published: Published,
    pub(super) looser: Option<Published>,
    pub(super) price: f64,
}

/// A small count that must stay hidden: a reader must take every number from `least` to `most` for possible.
#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Guard {
    pub(super) place: Place,
    pub(super) least: i64,
    pub(super) most: i64,
}

/// A table on its way out.
pub(super) struct Draft {
    pub(super) figures: Vec<Figure>,
    pub(super) guards: Vec<Guard>,
}

impl Draft {
    /// Totals rounded, small counts hidden and called small.
    pub(super) fn new(table: &Table, policy: &Policy) -> Self {
        let mut draft = Draft { figures: vec![], guards: vec![] };
        for place in Place::of_table(table.rows.len(), table.columns.len()) {
            let people: Vec<Count> = table.behind(place).into_iter().filter(|count| count.people > 0).collect();
            let small = people.iter().filter(|count| count.is_small(policy)).count();
            draft.figures.push(figure(place, &people, small, policy));
            draft.guards.extend(guard(place, &people, small, policy));
        }
        draft
    }

    /// The same without a word about reasons: nothing that is not shown says whether it is small, large or zero.
    pub(super) fn silent(table: &Table, policy: &Policy) -> Self {
        let mut draft = Draft::new(table, policy);
        let unsaid = Published::NotShown(Why::Unsaid);
        for figure in &mut draft.figures {
            if figure.published.is_shown() {
                figure.looser = Some(unsaid);
            } else {
                *figure = Figure { published: unsaid, looser: None, ..*figure };
            }
        }
        draft
    }

    /// The sheet as it stands.
    pub(super) fn sheet(&self, table: &Table, policy: &Policy) -> Sheet {
        let figures = self.figures.iter().map(|figure| (figure.place, figure.published));
        Sheet::fill(policy, &table.rows, &table.columns, figures)
    }
}

fn figure(place: Place, people: &[Count], small: usize, policy: &Policy) -> Figure {
    let sum: u64 = people.iter().map(|count| count.people).sum();
    let (published, looser, price) = match (people.len(), small) {
        (0, _) => (Published::Shown(0), None, ZERO),
        (1, 1) => (Published::NotShown(Why::Small), None, 0.0),
        // A total of small counts only is hidden whatever it is: were it hidden just where it is small, that would be a word
        // on its size.
        (all, small) if all == small => (Published::NotShown(Why::ProtectsAnother), None, 0.0),
        _ if place.is_total() => (Published::rounded(sum, policy.total_base), Some(Published::NotShown(Why::ProtectsAnother)), TOTAL),
        _ => (Published::Shown(sum), Some(Published::NotShown(Why::ProtectsAnother)), CELL),
    };
    Figure { place, published, looser, price }
}

/// What must stay possible of a hidden figure: every small count for one that hides a single small cell; for a total of
/// several that is small itself, every small count that leaves each of them somebody.
fn guard(place: Place, people: &[Count], small: usize, policy: &Policy) -> Option<Guard> {
    let most = policy.largest_small();
    let least = i64::try_from(small).ok()?;
    let sum: u64 = people.iter().map(|count| count.people).sum();
    let hidden = small > 0 && small == people.len();
    let guarded = hidden && least <= most && (small == 1 || whole(sum) <= most);
    guarded.then_some(Guard { place, least, most })
}
