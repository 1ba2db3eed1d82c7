//! Asking: one question, the rules, the table of a place, and what is worth a look.

use std::path::Path;

use guardrails::{Gate, Jurisdiction, LintLevel, Proposal, Question, RuleInfo, Spoken, lint_gate};

use super::{gates, life::read_text, refused_all, words};
use crate::{
    args::{Common, GuardrailTest},
    exit::{Exit, NotFound, Usage},
    render, workspace,
};

pub(super) fn test(common: &Common, test: &GuardrailTest) -> anyhow::Result<Exit> {
    let function = common.who.split(['/', '.']).next().unwrap_or_default().trim();
    let spoken = Spoken {
        function: function.into(),
        stage: test.stage.clone(),
        regions: test.regions.clone(),
        act: test.action.clone(),
        class: test.class.clone(),
        audience: test.audience.clone(),
        solicited: test.solicited,
        channel: test.channel.clone(),
        given: test.given.clone(),
        calls: test.calls,
        cell: test.cell,
        day: workspace::day(common),
    };
    let question = spoken.question().map_err(|wrong| {
        let says: Vec<String> = wrong.into_iter().map(|wrong| wrong.says).collect();
        anyhow::Error::from(Usage(says.join("\n")))
    })?;
    let gate = gates(common)?.current();
    let verdict = gate.answer(&question);
    if common.json {
        render::line(&server::json::verdict(&gate, &verdict, test.why).to_string());
    } else {
        let asked = match &question {
            Question::Ask(ask) => words::question(ask),
            Question::Unheard(_) => format!("{} {} `{}`", spoken.function, spoken.act, spoken.class),
        };
        words::verdict(&gate, &asked, &verdict, test.why).iter().for_each(|line| render::line(line));
    }
    Ok(if verdict.outcome.allows() { Exit::Ok } else { Exit::NotFound })
}

pub(super) fn rules(common: &Common, id: Option<&str>) -> anyhow::Result<Exit> {
    let gate = gates(common)?.current();
    let of_packs = || gate.rules().iter().filter(|info| info.pack != "matrix");
    let Some(id) = id else {
        let mut last = "";
        for info in of_packs() {
            if std::mem::replace(&mut last, info.id.as_str()) == info.id.as_str() {
                continue;
            }
            match common.json {
                true => render::line(&serde_json::to_string(info)?),
                false => render::line(&format!(
                    "{:<6} {:<4} {:<8} {:<18} {}",
                    info.id,
                    info.mark(),
                    standing(info),
                    server::words::norms(info),
                    info.statement
                )),
            }
        }
        return Ok(Exit::Ok);
    };
    let found: Vec<&RuleInfo> = gate.rules().iter().filter(|info| info.id.as_str().eq_ignore_ascii_case(id)).collect();
    if found.is_empty() {
        let near = crate::commands::did_you_mean(id, of_packs().map(|info| info.id.as_str()));
        return Err(NotFound(format!("there is no rule `{id}`{near}")).into());
    }
    for (index, info) in found.iter().enumerate() {
        match common.json {
            true => render::line(&serde_json::to_string(info)?),
            false => words::rule(info, index == 0).iter().for_each(|line| render::line(line)),
        }
    }
    Ok(Exit::Ok)
}

fn standing(info: &RuleInfo) -> &'static str {
    match (info.overlay, info.standing) {
        (false, guardrails::Standing::On) => "core",
        (true, guardrails::Standing::On) => "overlay",
        (_, guardrails::Standing::Off) => "off",
        (_, guardrails::Standing::Relaxed) => "relaxed",
    }
}

pub(super) fn table(common: &Common, region: &str) -> anyhow::Result<Exit> {
    let gate = gates(common)?.current();
    let table = gate.decision_table(&Jurisdiction::parse(region), workspace::day(common));
    render::line(table.trim_end());
    Ok(Exit::Ok)
}

pub(super) fn lint(common: &Common, file: Option<&Path>, strict: bool) -> anyhow::Result<Exit> {
    let in_force = gates(common)?.current();
    let day = workspace::day(common);
    let findings = match file {
        None => lint_gate(&in_force, day),
        Some(file) => {
            let (name, text) = read_text(file)?;
            let proposal = Proposal::read(&name, &text).map_err(|refused| refused_all(&refused))?;
            let gate = Gate::new(proposal.on(in_force.policy())).map_err(|refused| refused_all(&refused))?;
            lint_gate(&gate, day)
        }
    };
    for finding in &findings {
        match common.json {
            true => render::line(&serde_json::to_string(finding)?),
            false => render::line(&words::finding(finding)),
        }
    }
    let count = |level: LintLevel| findings.iter().filter(|finding| finding.level == level).count();
    let (warnings, notes) = (count(LintLevel::Warning), count(LintLevel::Note));
    render::say(common, &format!("{warnings} warnings, {notes} notes"));
    Ok(if strict && warnings > 0 { Exit::Findings } else { Exit::Ok })
}
