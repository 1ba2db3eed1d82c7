//! The projection of facts a second time: plain loops over one fact and one field at a time, from section 3 of the
//! guardrails and the see-rules of section 1. Slow and obvious; nothing of the gate is used.

use guardrails::{Case, Class, DataKind, FactField, Facts, Functions, Jurisdiction, Marks, Part, Seat};
use strategy::{Function, record::Stage};

/// What is shown of one row: the fields, or nothing at all.
pub(crate) type Row = Option<Vec<bool>>;

/// The letters of one row of the table before approval and after it: Medical, Sales, Marketing, Access, Compliance,
/// Leadership.
fn table(data: DataKind, before_approval: bool) -> [&'static str; 6] {
    use DataKind::*;
    if before_approval {
        return match data {
            EngagementStatus => ["F", "", "M", "M", "C", "A"],
            ChannelPreference => ["F", "", "A", "O", "C", "A"],
            OrganisationalStatus => ["F", "flag", "M", "M", "F", "A"],
            Activity => ["F", "", "A", "O+M", "C", "A"],
            Request => ["F", "W own", "A", "W", "C", "A"],
            Insight => ["F", "", "A", "A", "C", "A"],
            PrescribingData => ["A", "", "A", "A", "C", "A"],
            BeliefNote => ["F", "", "", "", "C", "A"],
            Contract => ["O+M", "", "M", "O+M", "F", "A"],
            Payment => ["O", "", "", "O", "F", "A"],
            AdverseEvent => ["W", "W", "W", "W", "C", "A"],
            InvestigatorStatus => ["F", "flag", "flag", "flag", "F", "A"],
            SalesGoal => ["", "", "O", "", "C", "A"],
        };
    }
    match data {
        EngagementStatus => ["F", "O, M of Medical or Access", "M", "M", "C", "A"],
        ChannelPreference | OrganisationalStatus if data == OrganisationalStatus => ["F", "F", "F", "F", "F", "A"],
        ChannelPreference | OrganisationalStatus => ["F", "F", "F", "F", "C", "A"],
        Activity => ["O, M of promotion", "O, M of Medical", "M of Medical, F of promotion", "O+M", "C", "A"],
        Request => ["F", "W status", "A", "W", "C", "A"],
        Insight => ["F", "A", "A", "A", "C", "A"],
        PrescribingData => ["A", "US prescribers", "US prescribers", "A", "C", "A"],
        BeliefNote => ["F", "", "A", "A", "C", "A"],
        Contract => ["O+M", "flag", "O+M", "O", "F", "A"],
        Payment => ["O", "O", "O", "O", "F", "A"],
        AdverseEvent => ["W", "W", "W", "W", "C", "A"],
        InvestigatorStatus => ["F", "flag", "flag", "flag", "F", "A"],
        SalesGoal => ["", "O", "F", "A", "C", "F"],
    }
}

fn column(function: Function) -> Option<usize> {
    match function {
        Function::Medical | Function::MedicalInformation => Some(0),
        Function::Sales => Some(1),
        Function::Marketing => Some(2),
        Function::MarketAccess | Function::Heor => Some(3),
        Function::Compliance | Function::Regulatory => Some(4),
        Function::Leadership => Some(5),
        Function::Clinical | Function::Safety => None,
    }
}

/// Full, metadata, the flag alone: what may be seen at one stage in one place.
#[derive(Clone, Copy)]
struct May {
    full: bool,
    metadata: bool,
    /// The aggregate does not show rows, and yet it tells metadata from a flag: where one market grants metadata and
    /// another only the flag, neither is granted with the other.
    aggregate: bool,
}

struct Fact<'a> {
    data: DataKind,
    origin: Option<Function>,
    own: bool,
    party: bool,
    marks: Marks,
    case: bool,
    seat: &'a Seat,
}

fn may(fact: &Fact, stage: Stage, place: &Jurisdiction) -> May {
    const NO: May = May { full: false, metadata: false, aggregate: false };
    const FULL: May = May { full: true, metadata: true, aggregate: true };
    const METADATA: May = May { full: false, metadata: true, aggregate: true };
    const FLAG: May = May { full: false, metadata: true, aggregate: false };
    const AGGREGATE: May = May { full: false, metadata: false, aggregate: true };
    let either = |holds: bool, yes: May, no: May| if holds { yes } else { no };
    let Some(mine) = column(fact.seat.function) else {
        let safety = fact.seat.function == Function::Safety && fact.data == DataKind::AdverseEvent;
        return either(fact.own || fact.party || safety, FULL, NO);
    };
    // Whoever heard it may read it again.
    if fact.own && fact.data == DataKind::Insight {
        return FULL;
    }
    let from = fact.origin.and_then(column);
    let mut letters = table(fact.data, stage < Stage::Approved)[mine];
    if stage == Stage::LossOfExclusivity && letters == "US prescribers" {
        letters = "A";
    }
    match letters {
        "" => NO,
        "F" => FULL,
        "M" => METADATA,
        "A" if fact.data == DataKind::Request && mine == 2 && stage >= Stage::Approved => either(fact.marks.on_label, AGGREGATE, NO),
        "A" => AGGREGATE,
        "O" => either(fact.own, FULL, NO),
        "W" if fact.data == DataKind::Request && mine == 3 => either(fact.party, FULL, AGGREGATE),
        "W" => either(fact.party, FULL, NO),
        "C" => either(fact.case, FULL, NO),
        "O+M" => either(fact.own, FULL, METADATA),
        "flag" => FLAG,
        "W own" => either(fact.party && fact.own, FULL, NO),
        "W status" => either(fact.party, METADATA, NO),
        "O, M of Medical or Access" if fact.own => FULL,
        "O, M of Medical or Access" => either(from == Some(0) || from == Some(3), METADATA, NO),
        "O, M of promotion" if fact.own => FULL,
        "O, M of promotion" => either(fact.marks.promotional, METADATA, NO),
        "O, M of Medical" if fact.own => FULL,
        "O, M of Medical" => either(from == Some(0), METADATA, NO),
        "M of Medical, F of promotion" if fact.marks.promotional => FULL,
        "M of Medical, F of promotion" => either(from == Some(0), METADATA, NO),
        "US prescribers" if *place == Jurisdiction::Us => either(fact.marks.on_label && !fact.marks.opted_out, FULL, NO),
        "US prescribers" => AGGREGATE,
        other => panic!("{other}"),
    }
}

/// What a seat sees of every row of a batch. `works` says that the purpose is reading, where alone cases count.
pub(crate) fn project<V>(seat: &Seat, works: bool, places: &[Vec<guardrails::Spot>], facts: &Facts<V>) -> Vec<Row> {
    (0..facts.data.len()).map(|row| project_row(seat, works, places, facts, row)).collect()
}

fn project_row<V>(seat: &Seat, works: bool, places: &[Vec<guardrails::Spot>], facts: &Facts<V>, row: usize) -> Row {
    let data = facts.data[row];
    let alike = |other: Function| other == seat.function || (column(other).is_some() && column(other) == column(seat.function));
    let open = |case: &Case| case.class == class_of(data) && seat.at < case.until && !case.reason.trim().is_empty();
    let fact = Fact {
        data,
        origin: facts.origin[row],
        own: facts.origin[row].is_some_and(alike),
        party: Function::ALL.iter().any(|other| alike(*other) && facts.party[row].meets(Functions::default().with(*other))),
        marks: facts.marks[row],
        case: works && seat.cases.iter().any(open),
        seat,
    };
    let nothing_known = vec![guardrails::Spot::nowhere()];
    let mut spots = places.get(facts.place[row] as usize).unwrap_or(&nothing_known);
    if spots.is_empty() {
        spots = &nothing_known;
    }
    if !seat.markets.is_empty() && spots.iter().all(|spot| spot.market.as_ref().is_some_and(|market| !seat.markets.contains(market))) {
        return None;
    }
    let mut all = May { full: true, metadata: true, aggregate: true };
    for spot in spots {
        let known: Vec<Jurisdiction> = spot.jurisdiction.iter().filter(|place| place.is_known()).cloned().collect();
        if known.is_empty() && !fact.own {
            return None;
        }
        let places = if known.is_empty() { Jurisdiction::KNOWN.to_vec() } else { known };
        for place in &places {
            for stage in Stage::ALL.iter().filter(|stage| spot.stage.is_none_or(|known| known == **stage)) {
                let here = may(&fact, *stage, place);
                all.full &= here.full;
                all.metadata &= here.metadata;
                all.aggregate &= here.aggregate;
            }
        }
    }
    let shows = |field: &FactField| match field.part {
        Part::Content => all.full,
        Part::Metadata => all.full || (all.metadata && all.aggregate),
        Part::Flag => all.full || all.metadata,
    };
    (all.full || all.metadata).then(|| facts.fields.iter().map(shows).collect())
}

fn class_of(data: DataKind) -> Class {
    Class::ALL.iter().copied().find(|class| class.as_str() == data.as_str()).expect("every kind of data is a class")
}
