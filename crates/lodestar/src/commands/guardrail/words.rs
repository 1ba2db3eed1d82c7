//! Questions, answers and rules as lines for people.

use guardrails::{Ask, Gate, LintFinding, RuleInfo, Spoken, Verdict, stage_word};
use server::words::{mark_of, norms};

/// `sales say `product-claim` to hcp, phase3, US, on 2026-11-27, given consent`.
pub(super) fn question(ask: &Ask) -> String {
    let spoken = Spoken::from(ask);
    let place = if spoken.regions.is_empty() { "everywhere".to_owned() } else { spoken.regions.join(" and ") };
    let mut given = spoken.given;
    given.extend(spoken.calls.map(|calls| format!("{calls} calls made")));
    given.extend(spoken.cell.map(|cell| format!("cells of {cell} people")));
    given.extend(spoken.solicited.then(|| "prompted by the company".to_owned()));
    given.extend((!spoken.channel.is_empty()).then(|| format!("by {}", spoken.channel)));
    let given = if given.is_empty() { String::new() } else { format!(", given {}", given.join(", ")) };
    format!(
        "{} {} `{}` to {}, {}, {place}, on {}{given}",
        spoken.function,
        spoken.act,
        spoken.class,
        spoken.audience,
        stage_word(ask.stage),
        ask.day
    )
}

/// A verdict, line by line.
pub(super) fn verdict(gate: &Gate, asked: &str, verdict: &Verdict, why: bool) -> Vec<String> {
    let mut lines = vec![format!("{}: {asked}", verdict.outcome)];
    let mut add = |name: &str, text: String| lines.push(format!("  {name:<12} {text}"));
    let marked = |id: &guardrails::RuleId| match gate.rule(id.as_str()).next() {
        Some(info) => format!("{id} [{}]", info.mark()),
        None => id.to_string(),
    };
    if let Some(default) = &verdict.default {
        add("default", default.clone());
    }
    if !verdict.rules.is_empty() {
        add("rules", verdict.rules.iter().map(marked).collect::<Vec<_>>().join(", "));
    }
    verdict.obligations.iter().for_each(|duty| add("obligation", duty.clone()));
    if let Some(route) = &verdict.route {
        add("instead", route.words.clone());
    }
    verdict.becomes.iter().for_each(|then| add("becomes", server::words::becomes(then)));
    if !verdict.unreviewed.is_empty() {
        add("unreviewed", format!("{}: Compliance has not signed", verdict.unreviewed.join(", ")));
    }
    if why {
        for info in verdict.rules.iter().filter_map(|id| gate.speaking(id.as_str(), verdict.outcome)) {
            lines.push(String::new());
            lines.extend(rule(info, true));
        }
    }
    lines
}

/// A rule: what it says of itself if it is the first statement of its id, and what this statement does.
pub(super) fn rule(info: &RuleInfo, first: bool) -> Vec<String> {
    let mut lines = vec![];
    if first {
        lines.push(format!("{} {}", info.id, info.statement));
        lines.push(format!("  source       {}", info.source));
        lines.push(format!("  norm         {}", norms(info)));
        lines.push(format!("  mark         {}", mark_of(info)));
        lines.push(format!("  review by    {}", info.review));
    }
    let mut add = |name: &str, text: String| lines.push(format!("  {name:<12} {text}"));
    add("effect", format!("{} ({})", info.effect, info.standing));
    add("why", info.reason.clone());
    info.obligations.iter().for_each(|duty| add("obligation", duty.clone()));
    if let Some((function, act, class)) = info.route {
        add("way", format!("{} may {act} `{class}`", function.as_str()));
    }
    let since = info.from.map(|from| format!("from {from}"));
    let until = info.until.map(|until| format!("until {until}"));
    let force: Vec<String> = since.into_iter().chain(until).collect();
    if !force.is_empty() {
        add("in force", force.join(" "));
    }
    add("written at", format!("{}:{}", info.file, info.line));
    lines
}

/// `note mark US-05 packs/us.cedar:12: …; help: …`.
pub(super) fn finding(finding: &LintFinding) -> String {
    let place = if finding.line == 0 { finding.file.clone() } else { format!("{}:{}", finding.file, finding.line) };
    format!("{} [{}] {place}: {}; help: {}", finding.level, finding.kind, finding.text, finding.help)
}
