//! The sharing matrix a second time, from the tables of guardrails.md: before approval, after it, after loss of exclusivity.

use guardrails::{Act, Ask, Class, Column, Jurisdiction};
use strategy::record::Stage;

/// One row: Medical, Sales, Marketing, Access, Compliance, Leadership. Grants are separated by commas; a grant is a letter and
/// the words that narrow it.
type Row = (Class, [&'static str; 6]);

const BEFORE: [Row; 13] = [
    (Class::EngagementStatus, ["F", "", "M", "M", "C", "A"]),
    (Class::ChannelPreference, ["F", "", "A", "O", "C", "A"]),
    (Class::OrganisationalStatus, ["F", "M flag", "M", "M", "F", "A"]),
    (Class::Activity, ["F", "", "A", "O, M", "C", "A"]),
    (Class::Request, ["F", "W own", "A", "W, A", "C", "A"]),
    (Class::Insight, ["F", "", "A", "A", "C", "A"]),
    (Class::PrescribingData, ["A", "", "A", "A", "C", "A"]),
    (Class::BeliefNote, ["F", "", "", "", "C", "A"]),
    (Class::Contract, ["O, M", "", "M", "O, M", "F", "A"]),
    (Class::Payment, ["O", "", "", "O", "F", "A"]),
    (Class::AdverseEvent, ["W", "W", "W", "W", "C", "A"]),
    (Class::InvestigatorStatus, ["F", "M flag", "M flag", "M flag", "F", "A"]),
    (Class::SalesGoal, ["", "", "O", "", "C", "A"]),
];

const AFTER: [Row; 13] = [
    (Class::EngagementStatus, ["F", "F own, M medical-or-access", "M", "M", "C", "A"]),
    (Class::ChannelPreference, ["F", "F", "F", "F", "C", "A"]),
    (Class::OrganisationalStatus, ["F", "F", "F", "F", "F", "A"]),
    (Class::Activity, ["F own, M promo", "F own, M medical", "M medical, F promo", "F own, M", "C", "A"]),
    (Class::Request, ["F", "W status", "A on-label", "W, A", "C", "A"]),
    (Class::Insight, ["F", "A", "A", "A", "C", "A"]),
    (Class::PrescribingData, ["A", "F in-us on-label opted-in, A not-us", "F in-us on-label opted-in, A not-us", "A", "C", "A"]),
    (Class::BeliefNote, ["F", "", "A", "A", "C", "A"]),
    (Class::Contract, ["O, M", "M flag", "O, M", "O", "F", "A"]),
    (Class::Payment, ["O", "O", "O", "O", "F", "A"]),
    (Class::AdverseEvent, ["W", "W", "W", "W", "C", "A"]),
    (Class::InvestigatorStatus, ["F", "M flag", "M flag", "M flag", "F", "A"]),
    (Class::SalesGoal, ["", "O", "F", "A", "C", "F"]),
];

/// Whether a class is a row of the matrix.
pub(crate) fn is_row(class: Class) -> bool {
    BEFORE.iter().any(|(row, _)| *row == class)
}

/// The cells that grant the look, each with whether it comes with a duty.
pub(crate) fn grants(ask: &Ask, place: &Jurisdiction) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    if !is_row(ask.class) || !ask.act.looks() {
        return found;
    }
    let Some(column) = Column::of(ask.function) else {
        return without_column(ask);
    };
    let (group, table) = match ask.stage {
        stage if stage < Stage::Approved => ("preapproval", &BEFORE),
        Stage::LossOfExclusivity => ("loe", &AFTER),
        _ => ("approved", &AFTER),
    };
    for (class, cells) in table {
        if *class != ask.class {
            continue;
        }
        for (position, cell) in cells.iter().enumerate() {
            if Column::ALL[position] != column {
                continue;
            }
            let frozen_out = group == "loe" && ask.class == Class::PrescribingData && cell.contains("in-us");
            let cell = if frozen_out { "A" } else { cell };
            if cell.split(',').any(|grant| holds(grant.trim(), ask, place)) {
                found.push((format!("matrix:{group}/{class}/{column}"), group == "loe" && co_signed(ask.class, column)));
            }
        }
    }
    found
}

/// After loss of exclusivity activities and insights carry the co-signature, goals are frozen. Who sees a case or an aggregate
/// only writes no message and sets no goal.
fn co_signed(class: Class, column: Column) -> bool {
    match class {
        Class::Activity | Class::Insight => !matches!(column, Column::Compliance | Column::Leadership),
        Class::SalesGoal => true,
        _ => false,
    }
}

fn holds(grant: &str, ask: &Ask, place: &Jurisdiction) -> bool {
    let facts = &ask.facts;
    let mut depth = 0;
    for word in grant.split(' ').filter(|word| !word.is_empty()) {
        let met = match word {
            "F" => true,
            "M" => true,
            "A" => true,
            "O" | "own" => facts.own,
            "W" => facts.party,
            "C" => facts.case,
            "promo" => facts.promotional,
            "on-label" => facts.on_label,
            "opted-in" => !facts.opted_out,
            "in-us" => *place == Jurisdiction::Us,
            "not-us" => *place != Jurisdiction::Us,
            "medical" => facts.origin == Some(Column::Medical),
            "medical-or-access" => matches!(facts.origin, Some(Column::Medical | Column::Access)),
            "flag" | "status" => true,
            other => panic!("the reference matrix says `{other}`"),
        };
        if !met {
            return false;
        }
        depth = match word {
            "F" | "O" | "W" | "C" => 4,
            "M" | "status" => 3,
            "flag" => 2,
            "A" => 1,
            _ => depth,
        };
    }
    match ask.act {
        Act::See => depth == 4,
        Act::SeeMetadata => depth >= 2,
        Act::SeeAggregate => depth == 1 || depth >= 3,
        _ => false,
    }
}

/// Clinical and Safety see their own, what they are party to, and Safety adverse events.
fn without_column(ask: &Ask) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    if ask.facts.own {
        found.push(("matrix:no-column/own".to_owned(), false));
    }
    if ask.facts.party {
        found.push(("matrix:no-column/party".to_owned(), false));
    }
    if ask.function == strategy::Function::Safety && ask.class == Class::AdverseEvent {
        found.push(("matrix:no-column/adverse-events".to_owned(), false));
    }
    found
}
