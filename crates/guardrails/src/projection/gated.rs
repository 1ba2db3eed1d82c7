//! Where the strategy's records touch data that is not everybody's. Everything else is a planning object, open to all
//! functions at every stage (GL-01). A new field that needs gating gets its line here and in `conceal`.

use jiff::civil::Date;
use strategy::{
    Function, Graph, Kind, Record,
    graph::Node,
    record::{ActivityKind, Body, Handoff},
};

use super::whose::{Functions, Whose, is_open};
use crate::Class;

/// A part of a record that is judged by itself: some fields, or the whole record.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) class: Class,
    pub(crate) fields: Fields,
    pub(crate) whose: Whose,
}

/// Which fields of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fields {
    /// These; the rest of the record stays.
    These(&'static [&'static str]),
    /// All of them: a record that is not seen is not there. At metadata, these stay empty.
    All(&'static [&'static str]),
}

/// The gated parts of each kind.
pub(crate) const GATED: &[(Kind, Class, Fields)] = &[
    (Kind::Stakeholder, Class::ChannelPreference, Fields::These(&["preferred_channels", "consent"])),
    (Kind::Stakeholder, Class::Contract, Fields::These(&["contracts"])),
    (Kind::Stakeholder, Class::InvestigatorStatus, Fields::These(&["trial_role"])),
    // Name, kind, level and region are the identity that planning at role level needs.
    (Kind::Stakeholder, Class::OrganisationalStatus, Fields::These(&["organisation", "level_because", "note"])),
    (Kind::Activity, Class::EngagementStatus, Fields::These(&["stakeholders"])),
    (Kind::ValueAgreement, Class::PriceStrategy, Fields::These(&["threshold", "payment_rule"])),
    (Kind::Evidence, Class::Topline, Fields::These(&["endpoints", "abstract_text"])),
    (Kind::Insight, Class::Insight, Fields::All(&["summary", "themes", "serves", "decision", "led_to", "note", "see_also"])),
    (Kind::Request, Class::Request, Fields::All(&["question", "stakeholder", "solicited", "serves", "note", "see_also"])),
    (Kind::Handoff, Class::Request, Fields::All(&["reason", "request", "stakeholder", "note", "see_also"])),
    (
        Kind::Incentive,
        Class::SalesGoal,
        Fields::All(&["title", "kpi", "direction", "weight_percent", "rewards_stage_passing", "note", "see_also"]),
    ),
];

/// The kinds of which records can be hidden as a whole.
pub(crate) const WHOLE: [Kind; 4] = [Kind::Insight, Kind::Request, Kind::Handoff, Kind::Incentive];

/// The kinds of which fields can be withheld.
pub(crate) const IN_PART: [Kind; 4] = [Kind::Stakeholder, Kind::Activity, Kind::ValueAgreement, Kind::Evidence];

/// The gated parts of a record on a day.
pub(crate) fn parts(graph: &Graph, node: Node, record: &Record, day: Date) -> impl Iterator<Item = Part> {
    let whose = whose(graph, node, record, day);
    let gated = GATED.iter().filter(move |(kind, ..)| Some(*kind) == whose.map(|(kind, _)| kind));
    gated.filter_map(move |(_, class, fields)| Some(Part { class: *class, fields: *fields, whose: whose?.1 }))
}

/// Whose a record is; `None` where nothing in it is gated on that day.
fn whose(graph: &Graph, node: Node, record: &Record, day: Date) -> Option<(Kind, Whose)> {
    let owner = record.header.owner.as_ref().map(|owner| owner.function);
    let whose = match &record.body {
        Body::Stakeholder(_) | Body::ValueAgreement(_) => Whose::of(owner),
        Body::Activity(activity) => {
            let promotional = activity.branded || activity.kind == Some(ActivityKind::Promotion);
            Whose { promotional, ..Whose::of(activity.function.or(owner)) }
        }
        // Whoever runs a study is on its insider list.
        Body::Evidence(evidence) if !evidence.is_public_on(day) => Whose { party: owner.into_iter().collect(), ..Whose::of(owner) },
        Body::Insight(insight) => Whose::of(insight.heard_by.or(owner)),
        Body::Request(_) => of_request(graph, node, owner, day),
        Body::Handoff(handoff) => of_handoff(handoff, owner, day),
        Body::Incentive(incentive) => Whose::of(incentive.pays.or(owner)),
        _ => return None,
    };
    Some((record.kind(), whose))
}

/// A request is its owner's and that of whoever passed it on; party to it are the ends of its open handoffs.
fn of_request(graph: &Graph, node: Node, owner: Option<Function>, day: Date) -> Whose {
    let mut whose = Whose::of(owner);
    for handoff in graph.pointing_at::<Handoff>(node, "request") {
        let passed = of_handoff(handoff.body, None, day);
        whose.origin = whose.origin.or(passed.origin);
        whose.own = handoff.from.into_iter().fold(whose.own, Functions::with);
        whose.party = ends(handoff.body, day).fold(whose.party, Functions::with);
    }
    whose
}

fn of_handoff(handoff: &Handoff, owner: Option<Function>, day: Date) -> Whose {
    let mut whose = Whose::of(handoff.from.or(owner));
    whose.own = owner.into_iter().fold(whose.own, Functions::with);
    whose.party = ends(handoff, day).collect();
    whose
}

/// Who works on a handoff, as long as it is open.
fn ends(handoff: &Handoff, day: Date) -> impl Iterator<Item = Function> {
    let open = is_open(handoff.closed_on, day);
    handoff.from.into_iter().chain(handoff.to).filter(move |_| open)
}
