//! What one jurisdiction says to one question: the rules that decide, or the default where none matches.

use cedar_policy::{AuthorizationError, Decision, Response};
use strategy::Function;

use crate::{Act, Class, Outcome, RuleId, load::Rule, rule::RuleEffect};

/// The answer of one jurisdiction.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Ruling {
    pub(crate) outcome: Outcome,
    /// The rules that decided; empty where a default did.
    pub(crate) rules: Vec<RuleId>,
    pub(crate) obligations: Vec<String>,
    /// Whether no rule matched that could grant or forbid.
    pub(crate) default: bool,
    /// The ways that the forbidding rules name.
    pub(crate) routes: Vec<(Function, Act, Class)>,
}

/// Reads Cedar's answer. A rule that could not be evaluated forbids: silence of a forbid must never permit.
pub(crate) fn ruling(rules: &[Rule], response: &Response, act: Act, class: Class) -> Ruling {
    let numbers = |ids: &mut dyn Iterator<Item = usize>| {
        let mut numbers: Vec<usize> = ids.collect();
        numbers.sort_unstable();
        numbers.into_iter().filter_map(|number| rules.get(number)).collect::<Vec<&Rule>>()
    };
    let failed = numbers(&mut response.diagnostics().errors().filter_map(failing));
    if !failed.is_empty() {
        return forbidden(&failed);
    }
    let matched = numbers(&mut response.diagnostics().reason().filter_map(number));
    match response.decision() {
        Decision::Deny if matched.is_empty() => default(&[], act, class),
        Decision::Deny => forbidden(&matched),
        Decision::Allow if matched.iter().all(|rule| rule.info.effect == RuleEffect::Oblige) => default(&matched, act, class),
        Decision::Allow => permitted(&matched),
    }
}

fn failing(error: &AuthorizationError) -> Option<usize> {
    let AuthorizationError::PolicyEvaluationError(error) = error;
    number(error.policy_id())
}

fn number(id: &cedar_policy::PolicyId) -> Option<usize> {
    AsRef::<str>::as_ref(id).parse().ok()
}

fn forbidden(rules: &[&Rule]) -> Ruling {
    Ruling {
        outcome: Outcome::Forbid,
        rules: ids(rules),
        obligations: obligations(rules),
        default: false,
        routes: rules.iter().filter_map(|rule| rule.info.route).collect(),
    }
}

fn permitted(rules: &[&Rule]) -> Ruling {
    let obligations = obligations(rules);
    // A rule that permits outright may still name good practice (GL-01): that makes no condition of it.
    let conditional = rules.iter().any(|rule| rule.info.effect != RuleEffect::Permit);
    let outcome = if conditional { Outcome::PermitWithObligations } else { Outcome::Permit };
    Ruling { outcome, rules: ids(rules), obligations, default: false, routes: Vec::new() }
}

/// Where nothing grants or forbids: speech, pay, targets and content are closed, planning and metadata open, a handoff open
/// and logged (guardrails, "combining algorithm"). In the rows of the matrix nothing is open that no cell grants.
fn default(obliging: &[&Rule], act: Act, class: Class) -> Ruling {
    let closed = act.closed_by_default() || (act == Act::SeeMetadata && class.in_matrix());
    if closed {
        return Ruling { outcome: Outcome::Forbid, rules: Vec::new(), obligations: Vec::new(), default: true, routes: Vec::new() };
    }
    let mut obligations = obligations(obliging);
    if act == Act::HandOff {
        obligations.push("log the handoff".into());
    }
    let outcome = if obligations.is_empty() { Outcome::Permit } else { Outcome::PermitWithObligations };
    Ruling { outcome, rules: ids(obliging), obligations, default: true, routes: Vec::new() }
}

fn ids(rules: &[&Rule]) -> Vec<RuleId> {
    once(rules.iter().map(|rule| rule.info.id.clone()))
}

fn obligations(rules: &[&Rule]) -> Vec<String> {
    once(rules.iter().flat_map(|rule| rule.info.obligations.iter().cloned()))
}

/// Each once, in the order in which they first come.
pub(crate) fn once<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    items.fold(Vec::new(), |mut kept, item| {
        if !kept.contains(&item) {
            kept.push(item);
        }
        kept
    })
}
