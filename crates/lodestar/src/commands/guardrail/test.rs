//! `guardrail test`: one question, and the gate's answer in words or as JSON.

use guardrails::{Gate, Verdict};
use serde_json::json;

use super::{
    asked::{Asked, Question},
    policy, rules,
};
use crate::{args::Common, exit::Exit, render, workspace};

pub(super) fn run(common: &Common, asked: &Asked) -> anyhow::Result<Exit> {
    let day = workspace::day(common);
    let ask = match asked.question(&common.who, day)? {
        Question::Ask(ask) => ask,
        Question::NobodyKnows(why) => {
            match common.json {
                true => render::line(
                    &json!({ "verdict": "forbid", "rules": [], "obligations": [], "route": null, "becomes": [], "default": why })
                        .to_string(),
                ),
                false => render::line(&format!("forbid: {why}")),
            }
            return Ok(Exit::NotFound);
        }
    };
    let gate = policy::gate(asked.policy.as_deref())?;
    let verdict = gate.decide(&ask);
    if common.json {
        render::line(&serde_json::to_string(&verdict)?);
    } else {
        say(&gate, &verdict, asked.why);
    }
    Ok(if verdict.outcome.allows() { Exit::Ok } else { Exit::NotFound })
}

fn say(gate: &Gate, verdict: &Verdict, why: bool) {
    let ids: Vec<&str> = verdict.rules.iter().map(|rule| rule.as_str()).collect();
    let by = if ids.is_empty() { String::new() } else { format!(" [{}]", ids.join(", ")) };
    let default = verdict.default.as_deref().map(|default| format!(": {default}")).unwrap_or_default();
    render::line(&format!("{}{by}{default}", verdict.outcome));
    // Where it is forbidden, what remains to be done is no condition of doing it.
    let duty = if verdict.outcome.allows() { "must" } else { "note" };
    for obligation in &verdict.obligations {
        render::line(&format!("  {duty}: {obligation}"));
    }
    if let Some(route) = &verdict.route {
        render::line(&format!("  instead: {}", route.words));
    }
    for change in &verdict.becomes {
        let when = match (change.on, change.stage) {
            (Some(day), _) => format!("on {day}"),
            (None, Some(stage)) => format!("at the stage {}", guardrails::stage_word(stage)),
            (None, None) => continue,
        };
        render::line(&format!("  becomes: {} {when}", change.outcome));
    }
    if why {
        for rule in &verdict.rules {
            rules::show(gate, rule.as_str());
        }
    }
    if !verdict.unreviewed.is_empty() {
        render::line(&format!("  unreviewed until Compliance signs: {}", verdict.unreviewed.join(", ")));
    }
}
