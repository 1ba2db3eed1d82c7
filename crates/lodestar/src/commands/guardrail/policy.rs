//! Policies in files: what they decide, what is worth a look in them, and what one changes against another.

use std::path::Path;

use anyhow::Context;
use guardrails::{Gate, Jurisdiction, LintLevel, Policy, difference, lint as look};

use crate::{
    args::Common,
    exit::{Exit, Usage},
    render, workspace,
};

/// The policy of a file, or the shipped one.
fn read(file: Option<&Path>) -> anyhow::Result<Policy> {
    let Some(file) = file else { return Ok(Policy::shipped()) };
    let text = std::fs::read_to_string(file).with_context(|| format!("`{}` cannot be read", file.display()))?;
    serde_json::from_str(&text).map_err(|error| Usage(format!("`{}` is no policy: {error}", file.display())).into())
}

/// The gate of a policy. What does not validate is refused with its place.
pub(super) fn gate(file: Option<&Path>) -> anyhow::Result<Gate> {
    let refused = |refusals: Vec<guardrails::Refusal>| {
        let words: Vec<String> = refusals.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("the policy is refused:\n{}", words.join("\n"))
    };
    Gate::new(read(file)?).map_err(refused)
}

/// Writes the shipped policy.
pub(super) fn write() -> anyhow::Result<Exit> {
    render::line(&serde_json::to_string_pretty(&Policy::shipped())?);
    Ok(Exit::Ok)
}

/// Everything worth a look. Fails with 5 where the policy is refused.
pub(super) fn lint(common: &Common, file: Option<&Path>) -> anyhow::Result<Exit> {
    let found = look(&read(file)?, workspace::day(common));
    for finding in &found {
        match common.json {
            true => render::line(&serde_json::to_string(finding)?),
            false => {
                let line = if finding.line > 0 { format!(":{}", finding.line) } else { String::new() };
                render::line(&format!("{}[{}]: {}", finding.level, finding.kind, finding.text));
                render::line(&format!("  --> {}{line}", finding.file));
                render::line(&format!("  help: {}", finding.help));
            }
        }
    }
    let refused = found.iter().any(|finding| finding.level == LintLevel::Refused);
    Ok(if refused { Exit::Findings } else { Exit::Ok })
}

pub(super) fn table(common: &Common, region: &str, file: Option<&Path>) -> anyhow::Result<Exit> {
    let place = Jurisdiction::parse(region);
    render::line(gate(file)?.decision_table(&place, workspace::day(common)).trim_end());
    Ok(Exit::Ok)
}

/// What a policy changes: in words, with what each function gains and loses.
pub(super) fn diff(common: &Common, after: &Path, before: Option<&Path>) -> anyhow::Result<Exit> {
    let found = difference(&gate(before)?, &gate(Some(after))?, workspace::day(common));
    if common.json {
        render::line(&serde_json::to_string(&found)?);
        return Ok(Exit::Ok);
    }
    for change in &found.changes {
        render::line(&format!("{} ({} kinds of question)", change.words(), change.asks));
    }
    for open in &found.open {
        render::line(&format!("not compared in full: {open}"));
    }
    for (function, gained, lost) in found.balance() {
        render::line(&format!("{function}: gains {gained}, loses {lost}"));
    }
    render::line(&format!("{} of {} kinds of question are answered otherwise", found.changed, found.compared));
    Ok(Exit::Ok)
}
