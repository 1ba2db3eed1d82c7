//! `--only`: which rules were asked for, by code, by name, or by the letter of a family.

use guardrails::check;
use strategy::{check::rules, input};

use crate::{commands::did_you_mean, exit::NotFound};

/// The rules that were asked for.
pub(super) enum Only {
    /// All of them.
    Everything,
    /// Those with these codes.
    These(Vec<&'static str>),
}

impl Only {
    /// Reads what was asked for. Family I is no rule: what could not be read is always shown, since a rule may miss what
    /// was lost with it.
    pub(super) fn parse(asked: &[String]) -> anyhow::Result<Only> {
        if asked.is_empty() {
            return Ok(Only::Everything);
        }
        let codes: anyhow::Result<Vec<_>> = asked.iter().map(|text| named(text.trim())).collect();
        Ok(Only::These(codes?.concat()))
    }

    /// Whether any of the rules can be judged only with the gate: the guardrails' own, and the one on waivers that match
    /// nothing, which is known once every rule has run.
    pub(super) fn asks_the_gate(codes: &[&str]) -> bool {
        codes.iter().any(|code| *code == rules::UNMATCHED_WAIVERS || check::RULES.iter().any(|rule| rule.code == *code))
    }
}

/// The codes that a text names.
fn named(text: &str) -> anyhow::Result<Vec<&'static str>> {
    let family = |code: &str| code.trim_end_matches(|c: char| c.is_ascii_digit()).eq_ignore_ascii_case(text);
    let codes: Vec<&str> = match check::find(text) {
        Some(rule) => vec![rule.code],
        None => check::all().map(|rule| rule.code).filter(|code| family(code)).collect(),
    };
    let is_input = || input::CODES.iter().any(|code| family(code.code) || code.code.eq_ignore_ascii_case(text));
    if !codes.is_empty() || is_input() {
        return Ok(codes);
    }
    let near = did_you_mean(text, check::all().flat_map(|rule| [rule.code, rule.name]));
    Err(NotFound(format!("there is no rule or family `{text}`{near}; `lodestar explain` lists the rules")).into())
}
