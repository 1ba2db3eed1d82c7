//! `guardrail rules`: the rules as their packs word them, with the mark that says how well each source was checked.

use std::path::Path;

use guardrails::{Gate, RuleInfo, function_word};

use super::policy;
use crate::{
    args::Common,
    commands::did_you_mean,
    exit::{Exit, NotFound},
    render,
};

pub(super) fn run(common: &Common, ids: &[String], file: Option<&Path>) -> anyhow::Result<Exit> {
    let gate = policy::gate(file)?;
    for id in ids {
        if !gate.rules().iter().any(|rule| rule.id.as_str() == id) {
            let near = did_you_mean(id, gate.rules().iter().map(|rule| rule.id.as_str()));
            return Err(NotFound(format!("there is no rule `{id}`{near}")).into());
        }
    }
    let chosen = |rule: &&RuleInfo| ids.is_empty() || ids.iter().any(|id| rule.id.as_str() == id);
    if common.json {
        for rule in gate.rules().iter().filter(chosen) {
            render::line(&serde_json::to_string(rule)?);
        }
        return Ok(Exit::Ok);
    }
    if !ids.is_empty() {
        ids.iter().for_each(|id| show(&gate, id));
        return Ok(Exit::Ok);
    }
    let mut last = None;
    for rule in gate.rules().iter().filter(|rule| rule.pack != "matrix") {
        if last != Some(&rule.id) {
            let off = if rule.standing.as_str() == "on" { String::new() } else { format!(" ({})", rule.standing) };
            render::line(&format!("{:<6} {:<4} {:<7} {}{off}", rule.id.to_string(), rule.mark(), rule.pack, rule.statement));
        }
        last = Some(&rule.id);
    }
    Ok(Exit::Ok)
}

/// A rule whole. Several policies may share its id: what they say together stands once.
pub(super) fn show(gate: &Gate, id: &str) {
    let parts: Vec<&RuleInfo> = gate.rules().iter().filter(|rule| rule.id.as_str() == id).collect();
    let Some(first) = parts.first() else { return };
    let norms: Vec<&str> = first.norms.iter().map(|norm| norm.as_str()).collect();
    let unchecked = if first.is_unchecked() { ", not checked in full against the original" } else { "" };
    let note = if first.mark_note.is_empty() { String::new() } else { format!(" ({})", first.mark_note) };
    render::line(&format!("{id}: {}", first.statement));
    for part in &parts {
        let route = part.route.map(|(function, act, class)| format!("; instead: {} {act} {class}", function_word(function)));
        render::line(&format!("  {}: {}{}", part.effect, part.reason, route.unwrap_or_default()));
        if !part.obligations.is_empty() {
            render::line(&format!("    must: {}", part.obligations.join("; ")));
        }
    }
    render::line(&format!("  source: {} · norm: {} · mark: {}{unchecked}{note}", first.source, norms.join(", "), first.mark()));
    let from = first.from.map(|from| format!("in force from {from} · ")).unwrap_or_default();
    let until = first.until.map(|until| format!("until {until} · ")).unwrap_or_default();
    let overlay = if first.overlay { "overlay" } else { "core" };
    render::line(&format!("  {from}{until}review by {} · {overlay}, {} · {}:{}", first.review, first.standing, first.file, first.line));
}
