//! What a reader can work out who knows the policy and has a linear programme: the least and the most that every figure can
//! be that is not shown. Nothing here has seen a true count.

use super::{
    axis::Scope,
    interval::Interval,
    knowledge::{Knowledge, Statement},
    place::Place,
    program::bounds,
    refusal::Refusal,
    sheet::Sheet,
    space::Space,
};

/// What a reader knows of a figure that is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Which of the sheets it is on.
    pub sheet: usize,
    /// Where it stands.
    pub place: Place,
    /// What it can be. In a single sheet every whole number in it is possible, and none outside.
    pub range: Interval,
}

/// Attacks one sheet.
pub fn attack(sheet: &Sheet) -> Result<Vec<Known>, Refusal> {
    attack_together(&[(&Scope::everyone(), sheet)])
}

/// Attacks several sheets at once: the same people, under filters that overlap.
pub fn attack_together(sheets: &[(&Scope, &Sheet)]) -> Result<Vec<Known>, Refusal> {
    let space = Space::of(sheets)?;
    let knowledge = Knowledge { groups: space.groups, statements: said(&space, sheets) };
    let mut known = Vec::new();
    for (index, (_, sheet)) in sheets.iter().enumerate() {
        for (place, _) in sheet.figures().filter(|(_, published)| !published.is_shown()) {
            let range = bounds(&knowledge, space.behind(index, place)).ok_or_else(contradiction)?;
            known.push(Known { sheet: index, place, range });
        }
    }
    Ok(known)
}

/// What the sheets say, as statements.
pub(super) fn said(space: &Space, sheets: &[(&Scope, &Sheet)]) -> Vec<Statement> {
    let of_sheet = |(index, (_, sheet)): (usize, &(&Scope, &Sheet))| {
        let statement = |(place, published): (Place, super::Published)| Statement {
            groups: space.behind(index, place).to_vec(),
            known: published.known(place, &sheet.policy),
            looser: None,
            price: 0.0,
        };
        sheet.figures().map(statement).collect::<Vec<Statement>>()
    };
    sheets.iter().enumerate().flat_map(of_sheet).collect()
}

pub(super) fn contradiction() -> Refusal {
    Refusal::new(
        "the counts contradict an earlier release of the same people",
        "name late entries as parts of their own, and give a part that was counted anew a new name",
    )
}
