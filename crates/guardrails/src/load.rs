//! From text to rules: split, parse, read the annotations, lower the conditions, validate. Every text comes through this one
//! door, the packs' and the customer's alike; each fault is a [`Refusal`] with its place, and one fault refuses the whole.

mod annotations;
mod lower;
mod statements;
mod together;
mod validate;

use std::str::FromStr;

use cedar_policy::{PolicyId, Schema};

use crate::{
    Refusal, RuleInfo,
    cond::Cond,
    policy::{self, Policy},
    sources::{self, PackInfo, Sources},
};
pub(crate) use statements::place;
use statements::{Statement, split};

/// A rule, ready to be asked.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) info: RuleInfo,
    pub(crate) cond: Cond,
    pub(crate) cedar: cedar_policy::Policy,
    /// Where it applies; everywhere, if none is named.
    pub(crate) places: Vec<String>,
}

/// All rules of a policy, in the order in which verdicts name them, and the packs they come from.
pub(crate) struct Loaded {
    pub(crate) rules: Vec<Rule>,
    pub(crate) packs: Vec<PackInfo>,
}

/// One text with its name.
struct Source<'a> {
    pack: &'a str,
    file: &'a str,
    text: &'a str,
    places: &'a [String],
}

/// Reads everything that a policy names.
pub(crate) fn load(policy: &Policy, sources: &Sources) -> Result<Loaded, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let schema = Schema::from_str(&sources.schema).map_err(|error| {
        vec![Refusal::whole("packs/schema.cedarschema", error.to_string(), "no rule can be checked without it", "mend the schema")]
    })?;
    let mut packs = sources::table(sources)?;
    packs.retain(|pack| policy.packs.contains(&pack.name));
    let matrix = policy.matrix.cedar();
    let mut texts = Vec::new();
    for pack in &packs {
        match sources::text(pack, sources) {
            Ok(text) => texts.push(Source { pack: &pack.name, file: &pack.file, text, places: &pack.jurisdictions }),
            Err(refusal) => refusals.push(refusal),
        }
    }
    texts.push(Source { pack: "matrix", file: "matrix", text: &matrix, places: &[] });
    texts.push(Source { pack: "house", file: "house", text: &policy.house, places: &[] });

    let mut rules = Vec::new();
    for source in &texts {
        for statement in split(source.text) {
            match read(source, &statement, rules.len()) {
                Ok(rule) => rules.push(rule),
                Err(faults) => refusals.extend(faults),
            }
        }
    }
    refusals.extend(validate::refusals(&rules, schema));
    refusals.extend(together::refusals(policy, &packs, &rules, sources));
    if !refusals.is_empty() {
        return Err(refusals);
    }
    together::switch(policy, &mut rules);
    together::sign(policy, &mut packs);
    Ok(Loaded { rules, packs })
}

/// Reads one statement. Its Cedar id is its number: unique in the gate, and the order in which verdicts name rules.
fn read(source: &Source, statement: &Statement, number: usize) -> Result<Rule, Vec<Refusal>> {
    let at = |offset: usize| place(source.text, statement.start + offset);
    let cedar = cedar_policy::Policy::parse(Some(PolicyId::new(number.to_string())), statement.text)
        .map_err(|errors| validate::parse_refusals(source.file, &errors, at))?;
    let info = annotations::read(source.pack, source.file, at(0).0, statement.text, &cedar);
    let lowered = lower::lower(&cedar);
    let line = at(0);
    let mut faults: Vec<Refusal> = lowered
        .complaints
        .into_iter()
        .map(|what| {
            let why = "a rule that waits for a word that nobody says would never match";
            Refusal::at(source.file, line, what, why, "write one of the words of packs/schema.cedarschema")
        })
        .collect();
    match info {
        Ok(info) if faults.is_empty() => Ok(Rule { info, cond: lowered.cond, cedar, places: source.places.to_vec() }),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more);
            Err(faults)
        }
    }
}

/// The digest of each pack as its text is now, for the table.
pub fn digests(sources: &Sources) -> Vec<(String, String)> {
    sources.packs.iter().map(|(file, text)| (file.clone(), policy::digest(text.as_bytes()))).collect()
}
