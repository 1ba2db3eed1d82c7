//! The nearest way that is itself allowed. First what the forbidding rules name, then a fixed list; nothing is offered that
//! the gate would refuse.

use strategy::Function;

use super::{By, Gate, combine::Said};
use crate::{Act, Ask, Audience, Becomes, Class, Jurisdiction, Outcome, Route, function_word, stage_word};

/// The way forward from a question that is forbidden.
pub(super) fn route(gate: &Gate, ask: &Ask, said: &[Said], becomes: &[Becomes], by: By) -> Option<Route> {
    let unknown: Vec<&Jurisdiction> = said.iter().filter(|(_, ruling)| ruling.is_none()).map(|(place, _)| *place).collect();
    if let Some(place) = unknown.first() {
        return Some(words_alone(format!("ask Compliance for a reviewed pack for `{place}`")));
    }
    let named = said.iter().filter_map(|(_, ruling)| ruling.as_ref()).flat_map(|ruling| ruling.routes.iter().copied());
    let candidates = named.map(|(function, act, class)| instead(ask, function, act, class)).chain(fallbacks(ask));
    let mut others = candidates.filter(|other| !same(other, ask));
    others
        .find_map(|other| {
            let outcome = gate.outcome_by(&other, by);
            outcome.allows().then(|| allowed(ask, &other, outcome))
        })
        .or_else(|| becomes.iter().find_map(waiting))
}

impl Gate {
    /// Whether a way is open from a question.
    pub(crate) fn is_open(&self, ask: &Ask, (function, act, class): (Function, Act, Class)) -> bool {
        let other = instead(ask, function, act, class);
        !same(&other, ask) && self.outcome(&other).allows()
    }
}

/// What to try where no rule names a way.
fn fallbacks(ask: &Ask) -> Vec<Ask> {
    let own = |act, class| instead(ask, ask.function, act, class);
    match ask.act {
        Act::Say | Act::Share | Act::Initiate => {
            vec![own(Act::Say, Class::MedicalResponse), own(Act::HandOff, Class::Request), own(Act::Say, Class::DiseaseEducation)]
        }
        Act::See => vec![own(Act::SeeMetadata, ask.class), own(Act::SeeAggregate, ask.class)],
        Act::SeeMetadata => vec![own(Act::SeeAggregate, ask.class)],
        Act::Target => vec![own(Act::SeeAggregate, ask.class)],
        _ => Vec::new(),
    }
}

/// The same circumstances, another act. An answer is to a question that nobody prompted; a handoff or a plan stays inside.
fn instead(ask: &Ask, function: Function, act: Act, class: Class) -> Ask {
    let inside = matches!(act, Act::HandOff | Act::Plan) || act.looks();
    let audience = if inside { Audience::Internal } else { ask.audience };
    let solicited = ask.solicited && class != Class::MedicalResponse;
    Ask { function, act, class, audience, solicited, ..ask.clone() }
}

fn same(one: &Ask, other: &Ask) -> bool {
    (one.function, one.act, one.class) == (other.function, other.act, other.class)
}

fn allowed(ask: &Ask, other: &Ask, outcome: Outcome) -> Route {
    let who = if other.function == ask.function { "you may instead".to_owned() } else { format!("{} may", other.function.as_str()) };
    let to = if other.audience == Audience::Internal { String::new() } else { format!(" to {}", other.audience) };
    let asked = if other.class == Class::MedicalResponse { ", to a question that nobody prompted" } else { "" };
    let conditions = if outcome == Outcome::PermitWithObligations { ", with obligations" } else { "" };
    Route {
        words: format!("{who} {} `{}`{to}{asked}{conditions}", phrase(other.act), other.class),
        function: Some(other.function),
        act: Some(other.act),
        class: Some(other.class),
        audience: Some(other.audience),
        stage: None,
    }
}

fn phrase(act: Act) -> &'static str {
    match act {
        Act::HandOff => "hand off",
        Act::SeeMetadata => "see the metadata of",
        Act::SeeAggregate => "see the aggregate of",
        other => other.as_str(),
    }
}

fn waiting(then: &Becomes) -> Option<Route> {
    let stage = then.stage.filter(|_| then.outcome.allows())?;
    Some(Route { stage: Some(stage), ..words_alone(format!("wait until the asset is `{}`: then {}", stage_word(stage), then.outcome)) })
}

fn words_alone(words: String) -> Route {
    Route { words, function: None, act: None, class: None, audience: None, stage: None }
}

impl Route {
    /// The way as the arguments of another question: `medical-information say medical-response`.
    pub fn command(&self) -> Option<String> {
        let (function, act, class) = (self.function?, self.act?, self.class?);
        Some(format!("{} {act} {class}", function_word(function)))
    }
}
