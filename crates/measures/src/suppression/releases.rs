//! The release ledger: what was said before about the same people, so that a new table can be attacked together with it.

use serde::{Deserialize, Serialize};

use super::{
    attack::contradiction,
    axis::Scope,
    draft::Guard,
    policy::{Policy, whole},
    protect::{Request, protected},
    refusal::Refusal,
    sheet::{Released, Sheet},
    shield::Failure,
    space::{Space, too_large},
    table::Table,
};

/// The releases so far. A value: it goes in with a new table and comes out with it added. It holds what was published and
/// which figures are guarded, never a true count that was not shown.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Releases {
    earlier: Vec<Release>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Release {
    pub(super) scope: Scope,
    pub(super) sheet: Sheet,
    pub(super) guards: Vec<Guard>,
}

impl Releases {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.earlier.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.earlier.is_empty()
    }

    /// What was published, in the order in which it was.
    pub fn sheets(&self) -> impl Iterator<Item = (&Scope, &Sheet)> {
        self.earlier.iter().map(|release| (&release.scope, &release.sheet))
    }

    /// Releases a table of the people whom a filter lets through, so that neither it nor what it adds to the earlier
    /// releases gives a small count away; and the ledger with it added. The same question gets the answer that it got.
    pub fn release(&self, scope: &Scope, table: &Table, policy: &Policy) -> Result<(Released, Releases), Refusal> {
        policy.refuse_unusable()?;
        if let Some(earlier) = self.same(scope, table, policy) {
            let still_true = earlier.figures().all(|(place, published)| {
                let sum = table.behind(place).iter().map(|count| count.people).sum();
                published.known(place, policy).contains(whole(sum))
            });
            return if still_true { Ok((Released(earlier.clone()), self.clone())) } else { Err(contradiction()) };
        }
        let beside = self.beside(scope, table, policy)?;
        let release = protected(Request { scope, table, policy }, &beside).map_err(|failure| refusal(&failure, &beside))?;
        let mut releases = self.clone();
        releases.earlier.push(release.clone());
        Ok((Released(release.sheet), releases))
    }

    /// The earlier answer to the same question.
    fn same(&self, scope: &Scope, table: &Table, policy: &Policy) -> Option<&Sheet> {
        let same = |release: &&Release| {
            let sheet = &release.sheet;
            release.scope == *scope && sheet.rows == table.rows && sheet.columns == table.columns && sheet.policy == *policy
        };
        self.earlier.iter().find(same).map(|release| &release.sheet)
    }

    /// The earlier releases that have anybody in common with the new one, directly or through others.
    fn beside(&self, scope: &Scope, table: &Table, policy: &Policy) -> Result<Vec<&Release>, Refusal> {
        let sheet = Sheet::fill(policy, &table.rows, &table.columns, []);
        let mut beside: Vec<&Release> = Vec::new();
        let mut apart: Vec<&Release> = self.earlier.iter().collect();
        loop {
            let mut still_apart = Vec::new();
            let before = beside.len();
            for release in apart {
                let known = beside.iter().map(|r| (&r.scope, &r.sheet)).chain([(scope, &sheet)]);
                let mut meets = false;
                for other in known {
                    meets = meets || overlap(other, (&release.scope, &release.sheet))?;
                }
                if meets { beside.push(release) } else { still_apart.push(release) }
            }
            apart = still_apart;
            if beside.len() == before {
                return Ok(beside);
            }
        }
    }
}

/// A table on its own: totals rounded, small counts hidden, whatever would give them away hidden too, attacked.
pub fn protect(table: &Table, policy: &Policy) -> Result<Released, Refusal> {
    Releases::default().release(&Scope::everyone(), table, policy).map(|(released, _)| released)
}

fn overlap(one: (&Scope, &Sheet), two: (&Scope, &Sheet)) -> Result<bool, Refusal> {
    let space = Space::of(&[one, two])?;
    let everyone = |index| space.figures(index).flat_map(|(_, groups)| groups.iter().copied()).collect::<Vec<usize>>();
    let second = everyone(1);
    Ok(everyone(0).iter().any(|group| second.contains(group)))
}

fn refusal(failure: &Failure, beside: &[&Release]) -> Refusal {
    match failure {
        Failure::Contradiction if beside.is_empty() => {
            Refusal::new("the table counts people whom its filter leaves out", "use the filter that the people were counted with")
        }
        Failure::Contradiction => contradiction(),
        Failure::TooLarge if beside.is_empty() => too_large(),
        Failure::TooLarge => Refusal::new(
            "too many releases of the same people overlap to be checked together",
            "use a filter that was used before, or show fewer categories",
        ),
        Failure::Exposed if beside.is_empty() => {
            Refusal::new("no way was found to show the table without giving a small count away", "unite its small categories")
        }
        Failure::Exposed => Refusal::new(
            "beside earlier releases of the same people the table would give a small count away",
            "use a filter that was used before, or one that differs from it by more people, or unite categories",
        ),
    }
}
