//! What only shows when all rules and the policy lie side by side: ids that disagree, switches that name nothing, law relaxed,
//! signatures on another text.

use std::collections::BTreeMap;

use strategy::Function;

use super::Rule;
use crate::{
    Refusal,
    policy::{POLICY, Policy, Signature},
    rule::Standing,
    sources::{self, PackInfo, Sources},
};

/// The faults of a policy as a whole.
pub(super) fn refusals(policy: &Policy, packs: &[PackInfo], rules: &[Rule], sources: &Sources) -> Vec<Refusal> {
    let mut refusals = ids(rules);
    refusals.extend(names(policy, sources));
    refusals.extend(policy.overlays.iter().filter_map(|id| overlay(id, rules)));
    refusals.extend(policy.relaxed.iter().filter_map(|id| relaxed(id, rules)));
    refusals.extend(policy.signatures.iter().filter_map(|signature| signed(signature, policy, packs)));
    refusals
}

/// A rule may be written as several policies, if they say the same of themselves and come from us or from the house alone.
fn ids(rules: &[Rule]) -> Vec<Refusal> {
    let mut first: BTreeMap<&str, &Rule> = BTreeMap::new();
    let mut refusals = Vec::new();
    for rule in rules {
        let earlier = *first.entry(rule.info.id.as_str()).or_insert(rule);
        let borrowed = (rule.info.pack == "house") != (earlier.info.pack == "house");
        let differs = rule.info.norm_text() != earlier.info.norm_text();
        if borrowed || differs {
            let what = format!("`{}` is already the id of a rule at {}:{}", rule.info.id, earlier.info.file, earlier.info.line);
            let why =
                if borrowed { "a rule of yours under a shipped id would pass for it" } else { "the two do not say the same of themselves" };
            let how = "give it an id of its own, or the same @statement, @source, @norm, @mark and @pack";
            refusals.push(Refusal::at(&rule.info.file, (rule.info.line, 1), what, why, how));
        }
    }
    refusals
}

fn names(policy: &Policy, sources: &Sources) -> Vec<Refusal> {
    let known: Vec<String> = sources::table(sources).unwrap_or_default().into_iter().map(|pack| pack.name).collect();
    let mut refusals: Vec<Refusal> = policy
        .packs
        .iter()
        .filter(|name| !known.contains(name))
        .map(|name| {
            Refusal::whole(
                "policy",
                format!("no pack `{name}`"),
                "only shipped packs can be switched on",
                format!("choose of {}", known.join(", ")),
            )
        })
        .collect();
    if !policy.packs.contains("global") {
        let why = "it holds law that applies everywhere";
        refusals.push(Refusal::whole("policy", "pack `global` is switched off", why, "switch it on; relax single policy rules instead"));
    }
    refusals
}

fn overlay(id: &str, rules: &[Rule]) -> Option<Refusal> {
    let found: Vec<&Rule> = named(id, rules).collect();
    match found.first() {
        None => Some(unknown(id, rules, "switched on")),
        Some(rule) if !rule.info.overlay => {
            let what = format!("`{id}` is no overlay");
            Some(Refusal::whole("policy", what, "core rules are always on", "take it out of the overlays"))
        }
        Some(_) => None,
    }
}

fn relaxed(id: &str, rules: &[Rule]) -> Option<Refusal> {
    let found: Vec<&Rule> = named(id, rules).collect();
    if found.is_empty() {
        return Some(unknown(id, rules, "relaxed"));
    }
    let strict = found.into_iter().find(|rule| !rule.info.may_be_relaxed())?;
    let norms: Vec<&str> = strict.info.norms.iter().map(|norm| norm.as_str()).collect();
    let what = format!("`{id}` cannot be relaxed");
    let why = format!("it is {}; only settlement practice and company policy may be", norms.join(" and "));
    Some(Refusal::at(&strict.info.file, (strict.info.line, 1), what, why, "take it out of the relaxed rules"))
}

fn unknown(id: &str, rules: &[Rule], done: &str) -> Refusal {
    let near = strategy::words::nearest(id, rules.iter().map(|rule| rule.info.id.as_str()));
    let how = near.map_or_else(|| "name a rule of a pack that is on".to_owned(), |near| format!("did you mean `{near}`?"));
    Refusal::whole("policy", format!("no rule `{id}`"), format!("it is to be {done}, and no pack that is on has it"), how)
}

fn named<'r>(id: &str, rules: &'r [Rule]) -> impl Iterator<Item = &'r Rule> {
    rules.iter().filter(move |rule| rule.info.id.as_str() == id)
}

/// A signature on an earlier version of a pack simply no longer counts; one on this version with another text is a warning
/// sign, and so is one on another policy.
fn signed(signature: &Signature, policy: &Policy, packs: &[PackInfo]) -> Option<Refusal> {
    let who = format!("{} ({})", signature.person, signature.function);
    if signature.of == POLICY {
        let what = format!("{who} signed another text than this policy");
        let why = "a signature binds exactly what was signed";
        return (signature.digest != policy.digest()).then(|| Refusal::whole("policy", what, why, "sign again, or take the signature out"));
    }
    let pack = packs.iter().find(|pack| pack.name == signature.of)?;
    let other = signature.version == pack.version && signature.digest != pack.digest;
    let what = format!("{who} signed another text as version {} of pack `{}`", pack.version, pack.name);
    let why = "the pack may have been tampered with";
    other.then(|| Refusal::whole(&pack.file, what, why, "compare the two texts; sign again if this one is meant"))
}

/// Says of each rule whether it is in use.
pub(super) fn switch(policy: &Policy, rules: &mut [Rule]) {
    for rule in rules {
        let id = rule.info.id.as_str();
        rule.info.standing = if policy.relaxed.contains(id) {
            Standing::Relaxed
        } else if rule.info.overlay && !policy.overlays.contains(id) {
            Standing::Off
        } else {
            Standing::On
        };
    }
}

/// Notes Compliance's signature on each pack that has one.
pub(super) fn sign(policy: &Policy, packs: &mut [PackInfo]) {
    for pack in packs {
        let counts = |s: &&Signature| s.function == Function::Compliance && s.of == pack.name && s.digest == pack.digest;
        pack.reviewed = policy.signatures.iter().find(counts).cloned();
    }
}
