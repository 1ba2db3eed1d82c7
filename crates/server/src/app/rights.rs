//! Who may change what: what a function owns, what its lane or all functions plan, and nothing that it does not see.
//! A refusal says what was refused, why, and the way forward. It speaks of records that the seat sees and of nothing else.

use serde_json::Value;
use strategy::{
    Function, Kind, Lane, Record,
    record::{Activity, Agreement, Handoff, Incentive, Insight, Typed, Waiver},
};

use super::{Seat, View, keys::is_partly_seen};

/// A change that a seat may not make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denial {
    /// What was refused, as a heading.
    pub what: String,
    /// Why, in a sentence.
    pub why: String,
    /// The way forward, in a sentence.
    pub way: String,
}

/// What all functions write together, whoever started it.
const TOGETHER: [Kind; 9] = [
    Kind::Agreement,
    Kind::Decision,
    Kind::DeferredProblem,
    Kind::Forum,
    Kind::Lesson,
    Kind::Session,
    Kind::Term,
    Kind::Training,
    Kind::Waiver,
];

/// Whether a seat may turn a record as it sees it into another; `None` before is a new one, `None` after takes it out.
pub(super) fn may_change(seat: &Seat, view: &View, before: Option<&Record>, after: Option<&Record>) -> Result<(), Denial> {
    let Some(record) = before.or(after) else { return Ok(()) };
    let withheld = !view.withheld_of(&record.key).is_empty();
    if before.is_some() && withheld && is_partly_seen(record.kind()) {
        return Err(Denial {
            what: format!("{} {} is not yours to change", record.kind().label(), record.key),
            why: format!("A part of it is withheld from {}, and nobody changes what they do not fully see.", seat.function.title()),
            way: "Ask the function that owns it to make the change.".into(),
        });
    }
    if after.is_none() && withheld {
        return Err(Denial {
            what: format!("{} {} cannot be taken out by you", record.kind().label(), record.key),
            why: format!("A part of it is withheld from {}.", seat.function.title()),
            way: "Withdraw it instead: it is kept, and no check looks at it.".into(),
        });
    }
    if let (Some(before), Some(after)) = (before, after) {
        opens_nothing(seat, withheld, before, after)?;
    }
    if let Some(owner) = before.and_then(|before| stranger(seat, before)) {
        return Err(not_yours(before.unwrap_or(record), owner));
    }
    if before.is_none()
        && let Some(owner) = after.and_then(|after| stranger(seat, after))
    {
        return Err(in_the_name_of(record, owner, seat.function));
    }
    signs_only_for_itself(seat, before, after)
}

/// The fields on which it depends who sees the rest of a record.
const DECIDING: [&str; 11] =
    ["asset", "markets", "owner", "function", "heard_by", "from", "to", "pays", "available_on", "status", "closed_on"];

/// Nobody opens a record to themselves: what decides of who sees it is not changed by whom a part of it is withheld
/// from, and the stage and place of a market only by the functions that serve all.
fn opens_nothing(seat: &Seat, withheld: bool, before: &Record, after: &Record) -> Result<(), Denial> {
    let differs = |field: &&str| before.field(field) != after.field(field);
    if let Some(field) = DECIDING.iter().find(|field| withheld && differs(field)) {
        return Err(Denial {
            what: format!("{} of {} {} is not yours to change", crate::words::field(field), before.kind().label(), before.key),
            why: format!("It decides who sees the record, and a part of it is withheld from {}.", seat.function.title()),
            way: "Leave that field as it is, or ask the function that sees all of it.".into(),
        });
    }
    let is_stage = before.kind() == Kind::Market && ["stage", "jurisdiction"].iter().any(differs);
    if is_stage && seat.function.lane() != Lane::Joint {
        return Err(Denial {
            what: format!("the stage and place of market {} are not yours to change", before.key),
            why: "They decide what every function may see and say there.".into(),
            way: "Ask Regulatory, Compliance or Leadership to set them.".into(),
        });
    }
    Ok(())
}

/// The functions that answer for a record; none for what belongs to everybody.
fn owners(record: &Record) -> Vec<Function> {
    fn body<T: Typed>(record: &Record) -> Option<&T> {
        T::of(&record.body)
    }
    let own = match record.kind() {
        Kind::Insight => body::<Insight>(record).and_then(|insight| insight.heard_by).into_iter().collect(),
        Kind::Handoff => {
            body::<Handoff>(record).map(|handoff| [handoff.from, handoff.to].into_iter().flatten().collect()).unwrap_or_default()
        }
        Kind::Incentive => body::<Incentive>(record).and_then(|incentive| incentive.pays).into_iter().collect(),
        Kind::Activity => body::<Activity>(record).and_then(|activity| activity.function).into_iter().collect(),
        _ => vec![],
    };
    own.into_iter().chain(record.header.owner.as_ref().map(|owner| owner.function)).collect()
}

/// The function that owns a record, where the seat has no part in it.
fn stranger(seat: &Seat, record: &Record) -> Option<Function> {
    if seat.function == Function::Leadership || TOGETHER.contains(&record.kind()) {
        return None;
    }
    let owners = owners(record);
    let has_part = |owner: &Function| *owner == seat.function || owner.lane() == Lane::Joint || owner.lane() == seat.function.lane();
    owners.first().copied().filter(|_| !owners.iter().any(has_part))
}

fn not_yours(record: &Record, owner: Function) -> Denial {
    Denial {
        what: format!("{} {} is {}’s to change", record.kind().label(), record.key, owner.title()),
        why: "A function changes what it owns, what its lane plans and what belongs to all.".into(),
        way: format!(
            "Ask {} to change it, or Leadership; or write a decision or a deferred problem about it, which all functions may.",
            owner.title()
        ),
    }
}

fn in_the_name_of(record: &Record, owner: Function, function: Function) -> Denial {
    Denial {
        what: format!("a {} cannot start in the name of {}", record.kind().label(), owner.title()),
        why: "A new record belongs to the function that writes it, to its lane, or to all.".into(),
        way: format!("Give it to {}, and hand it over once it stands.", function.title()),
    }
}

/// Nobody signs for another function, and nobody takes another's signature back.
fn signs_only_for_itself(seat: &Seat, before: Option<&Record>, after: Option<&Record>) -> Result<(), Denial> {
    let (old, new) = (signatures(before), signatures(after));
    let touched = old.iter().filter(|one| !new.contains(one)).chain(new.iter().filter(|one| !old.contains(one)));
    for (function, person) in touched.map(|signature| (signature.0, signature.1.as_str())) {
        if function != seat.function || (!person.is_empty() && person != seat.person) {
            return Err(Denial {
                what: format!("only {} signs for {}", function.title(), function.title()),
                why: "A signature stands for the person and the function that gave it; nobody gives or takes another’s.".into(),
                way: format!(
                    "Ask {} to sign, or to take the signature back.",
                    if person.is_empty() { function.title() } else { person.to_owned() }
                ),
            });
        }
    }
    Ok(())
}

/// Who signed, as what, and everything that was said with it.
fn signatures(record: Option<&Record>) -> Vec<(Function, String, String)> {
    let Some(record) = record else { return vec![] };
    if let Some(waiver) = Waiver::of(&record.body) {
        let said = |name: &str| record.field(name).map(|value: Value| value.to_string()).unwrap_or_default();
        let words = ["code", "on", "field", "kind", "signed_on", "expires", "facts"].map(said).concat();
        return waiver.signed_by.iter().map(|owner| (owner.function, owner.person.clone().unwrap_or_default(), words.clone())).collect();
    }
    let Some(agreement) = Agreement::of(&record.body) else { return vec![] };
    // What was agreed is part of what was signed.
    let on = agreement.on.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let said = |s: &strategy::record::Signature| format!("{} {:?} {on}", s.meaning, s.on);
    agreement.signatures.iter().map(|s| (s.function, s.person.clone(), said(s))).collect()
}
