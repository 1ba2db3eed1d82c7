//! One table on its way out: drafted, shielded, and attacked as it will be read.

use super::{
    attack::said,
    axis::Scope,
    difference::differences,
    draft::{Draft, Guard},
    knowledge::Knowledge,
    policy::Policy,
    published::Published,
    releases::Release,
    sheet::Sheet,
    shield::{Failure, Shield, Target},
    space::Space,
    table::Table,
};

/// Beyond so many differences between releases the check takes longer than a reader waits: up to some five seconds on one core.
const MOST_DIFFERENCES: usize = 500;

/// What a table is released under.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    pub(super) scope: &'a Scope,
    pub(super) table: &'a Table,
    pub(super) policy: &'a Policy,
}

/// The table as it may be read beside the earlier releases, with what of it is guarded.
pub(super) fn protected(request: Request<'_>, beside: &[&Release]) -> Result<Release, Failure> {
    let Request { table, policy, .. } = request;
    let spoken = shielded(request, Draft::new(table, policy), beside).and_then(worth_reading(request));
    if beside.is_empty() || !matches!(spoken, Err(Failure::Exposed)) {
        return spoken;
    }
    shielded(request, Draft::silent(table, policy), beside).and_then(worth_reading(request))
}

/// Refuses a release in which nothing is left of what there was to show.
fn worth_reading(request: Request<'_>) -> impl Fn(Release) -> Result<Release, Failure> {
    let had_something = says_something(&Draft::new(request.table, request.policy).sheet(request.table, request.policy));
    move |release| if had_something && !says_something(&release.sheet) { Err(Failure::Exposed) } else { Ok(release) }
}

/// The draft with as little hidden as it takes.
fn shielded(request: Request<'_>, mut draft: Draft, beside: &[&Release]) -> Result<Release, Failure> {
    let Request { scope, table, policy } = request;
    let sheet = draft.sheet(table, policy);
    let sheets = together(scope, &sheet, beside);
    let space = Space::of(&sheets).map_err(|_| Failure::TooLarge)?;
    let mut statements = said(&space, &sheets);
    for (statement, figure) in statements.iter_mut().zip(&draft.figures) {
        statement.looser = figure.looser.map(|looser| looser.known(figure.place, policy));
        statement.price = figure.price;
    }
    let mut targets = guarded(&space, &draft.guards, beside);
    let differences = differences(&space, &sheets);
    if differences.len() > MOST_DIFFERENCES {
        return Err(Failure::TooLarge);
    }
    targets.extend(differences);
    let shield = Shield::raise(Knowledge { groups: space.groups, statements }, targets)?;
    for (index, figure) in draft.figures.iter_mut().enumerate() {
        if let Some(looser) = figure.looser.filter(|_| shield.is_hidden(index)) {
            figure.published = looser;
        }
    }
    let release = Release { scope: scope.clone(), sheet: draft.sheet(table, policy), guards: draft.guards };
    // The attack before the release sees the sheets as they will be read, and nothing else.
    let sheets = together(scope, &release.sheet, beside);
    let read = Knowledge { groups: space.groups, statements: said(&space, &sheets) };
    if shield.proves(&read) { Ok(release) } else { Err(Failure::Exposed) }
}

fn together<'a>(scope: &'a Scope, sheet: &'a Sheet, beside: &[&'a Release]) -> Vec<(&'a Scope, &'a Sheet)> {
    std::iter::once((scope, sheet)).chain(beside.iter().map(|release| (&release.scope, &release.sheet))).collect()
}

/// The guarded figures of the new table and of those beside it.
fn guarded(space: &Space, new: &[Guard], beside: &[&Release]) -> Vec<Target> {
    let earlier = beside.iter().map(|release| release.guards.as_slice());
    let target = |index: usize, guard: &Guard| Target {
        groups: space.behind(index, guard.place).to_vec(),
        least: guard.least,
        most: guard.most,
        may_be_large: false,
        between: None,
    };
    let of_sheet = |(index, guards): (usize, &[Guard])| guards.iter().map(|guard| target(index, guard)).collect::<Vec<Target>>();
    std::iter::once(new).chain(earlier).enumerate().flat_map(of_sheet).collect()
}

/// Whether a number stands there that is not zero.
fn says_something(sheet: &Sheet) -> bool {
    sheet.figures().any(|(_, published)| published.is_shown() && published != Published::Shown(0))
}
