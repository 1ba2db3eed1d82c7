//! `customers`: what is known of stakeholders, kept beside the ledger. Whoever can read the workspace's folder can read all of
//! it; `find` shows names and places all the same, and no facts.

mod deciding;
mod keep;
mod listing;

use ::customers::Verdict;

use crate::{
    args::{Common, Customers, Pair},
    exit::{Exit, NotFound},
    render, workspace,
};

pub(super) fn run(common: &Common, step: &Customers) -> anyhow::Result<Exit> {
    match step {
        Customers::Keep(asked) => keep::run(common, asked),
        Customers::Link => link(common),
        Customers::Find { text, kind, limit } => listing::find(common, &text.join(" "), kind.as_deref(), *limit),
        Customers::Imports => listing::imports(common),
        Customers::Undo { import } => undo(common, import),
        Customers::Doubtful { limit } => listing::doubtful(common, *limit),
        Customers::Records { number } => deciding::records(common, *number),
        Customers::Merge(Pair { one, other, reason }) => deciding::decide(common, Verdict::One, one, other, reason),
        Customers::Separate(Pair { one, other, reason }) => deciding::decide(common, Verdict::Two, one, other, reason),
        Customers::Decisions => deciding::decisions(common),
        Customers::TakeBack { number, reason } => deciding::take_back(common, *number, reason),
    }
}

fn link(common: &Common) -> anyhow::Result<Exit> {
    let linked = workspace::customers(common)?.link()?;
    let (records, stakeholders) = (linked.records, linked.stakeholders);
    let kept = format!("{} in {}", count(records, "record", "records"), count(stakeholders, "stakeholder", "stakeholders"));
    render::say(common, &kept);
    if linked.doubts > 0 {
        let doubts = count(linked.doubts, "pair is", "pairs are");
        render::say(common, &format!("{doubts} for a person to look at: lodestar customers doubtful"));
    }
    for number in &linked.unmet {
        render::say(common, &format!("decision {number} was not met: others keep apart what it would bring together"));
    }
    Ok(Exit::Ok)
}

fn undo(common: &Common, beginning: &str) -> anyhow::Result<Exit> {
    let customers = workspace::customers(common)?;
    let imports = customers.imports()?;
    let fitting: Vec<_> = imports.iter().filter(|import| import.id.starts_with(beginning)).collect();
    let id = match fitting.as_slice() {
        [one] => &one.id,
        [] => return Err(NotFound(format!("there is no import `{beginning}`; `lodestar customers imports` lists them")).into()),
        _ => return Err(NotFound(format!("several imports begin with `{beginning}`; write more of the id")).into()),
    };
    let undone = customers.undo(id)?;
    render::say(common, &format!("took back {} of `{}`", count(undone.facts, "fact", "facts"), undone.file));
    due(common, &customers)?;
    Ok(Exit::Ok)
}

/// Says that records have changed since they were linked.
fn due(common: &Common, customers: &::customers::Customers) -> anyhow::Result<()> {
    if customers.needs_link()? {
        render::say(common, "records have changed; link them: lodestar customers link");
    }
    Ok(())
}

/// A number with its noun.
fn count(count: impl TryInto<u64>, one: &str, many: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    format!("{count} {}", if count == 1 { one } else { many })
}
