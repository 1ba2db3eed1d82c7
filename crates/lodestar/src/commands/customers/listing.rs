//! `customers find`, `imports` and `doubtful`: names, numbers and places, and no facts.

use ::customers::{Doubt, Found, Imported, Kind};
use serde_json::json;

use super::count;
use crate::{
    args::Common,
    commands::did_you_mean,
    exit::{Exit, Usage},
    render, workspace,
};

pub(super) fn find(common: &Common, text: &str, kind: Option<&str>, limit: usize) -> anyhow::Result<Exit> {
    let kind = kind.map(kind_of).transpose()?;
    let answer = workspace::customers(common)?.search(text, kind, limit)?;
    answer.found.iter().for_each(|found| render::line(&if common.json { found_json(found) } else { found_line(found) }));
    let more = if answer.has_more { " or more" } else { "" };
    if answer.found.len() < answer.count {
        render::say(common, &format!("{} of {}{more}; write more of the name", answer.found.len(), answer.count));
    }
    if answer.found.is_empty() {
        render::say(common, &format!("nobody is known by `{}`", text.chars().take(80).collect::<String>()));
    }
    Ok(Exit::Ok)
}

fn kind_of(word: &str) -> anyhow::Result<Kind> {
    Kind::of_word(word).ok_or_else(|| {
        let words = Kind::ALL.iter().map(|kind| kind.word());
        let near = did_you_mean(word, words.clone());
        Usage(format!("`{word}` is no kind of stakeholder; kinds are {}{near}", words.collect::<Vec<_>>().join(", "))).into()
    })
}

fn found_line(found: &Found) -> String {
    let Found { id, kind, name, place, npi, organisation, records } = found;
    let parts = [Some(place.as_str()), npi.as_deref(), organisation.as_deref()];
    let parts: String = parts.into_iter().flatten().filter(|part| !part.is_empty()).map(|part| format!("; {part}")).collect();
    format!("{:>8}  {name} ({}){parts}; {}", id.to_string(), kind.word(), count(*records, "record", "records"))
}

fn found_json(found: &Found) -> String {
    let Found { id, kind, name, place, npi, organisation, records } = found;
    json!({ "id": id.0, "kind": kind.word(), "name": name, "place": place, "npi": npi, "organisation": organisation, "records": records })
        .to_string()
}

pub(super) fn imports(common: &Common) -> anyhow::Result<Exit> {
    for import in workspace::customers(common)?.imports()? {
        let Imported { id, system, source, file, release, licence, acting_as, person, reason, at, facts, rejected, ignored } = &import;
        render::line(&match common.json {
            true => json!({
                "import": id, "system": system, "source": source, "file": file, "release": release, "licence": licence,
                "acting_as": acting_as, "person": person, "reason": reason, "at": at.to_string(), "facts": facts, "rejected": rejected,
                "ignored": ignored.iter().cloned().collect::<std::collections::BTreeMap<String, u64>>(),
            })
            .to_string(),
            false => {
                let release = if release.is_empty() { String::new() } else { format!(", release {release}") };
                let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
                let head = format!("{}  {file}: {source}{release}, {}", id.get(..12).unwrap_or(id), count(*facts, "fact", "facts"));
                format!("{head}\n              {at}, {acting_as} / {person}{reason}")
            }
        });
    }
    Ok(Exit::Ok)
}

pub(super) fn doubtful(common: &Common, limit: usize) -> anyhow::Result<Exit> {
    let doubts = workspace::customers(common)?.doubtful(limit)?;
    doubts.iter().for_each(|doubt| render::line(&if common.json { doubt_json(doubt) } else { doubt_line(doubt) }));
    if doubts.is_empty() {
        render::say(common, "nothing is in doubt");
    }
    Ok(Exit::Ok)
}

fn doubt_line(doubt: &Doubt) -> String {
    let steps: Vec<String> = doubt
        .why
        .steps
        .iter()
        .map(|step| match &step.level {
            Some(level) => format!("{} {level} {:+.1}", step.name, step.bits),
            None => format!("{} {:+.1}", step.name, step.bits),
        })
        .collect();
    let stands = if doubt.is_one { "one as things stand" } else { "two as things stand" };
    format!("{:.2}  {}  {}  {stands}\n      {}", doubt.probability, doubt.one, doubt.other, steps.join("; "))
}

fn doubt_json(doubt: &Doubt) -> String {
    let steps: Vec<_> = doubt.why.steps.iter().map(|step| json!({ "name": step.name, "level": step.level, "bits": step.bits })).collect();
    let (one, other) = (doubt.one.to_string(), doubt.other.to_string());
    json!({ "one": one, "other": other, "probability": doubt.probability, "is_one": doubt.is_one, "why": steps }).to_string()
}
