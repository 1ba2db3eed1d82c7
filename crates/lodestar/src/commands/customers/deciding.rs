//! `customers records`, `merge`, `separate`, `decisions` and `take-back`: which records are one stakeholder, where a person knows
//! better than the scores. What is decided holds from the next `link` on.

use ::customers::{Decided, Decision, Joined, Record, RecordName, StakeholderId, Verdict};
use serde_json::json;

use super::due;
use crate::{
    args::Common,
    exit::{Exit, NotFound, Usage},
    render, workspace,
};

/// What somebody decides about two records.
pub(super) fn decide(common: &Common, verdict: Verdict, one: &str, other: &str, reason: &str) -> anyhow::Result<Exit> {
    let (one, other, by) = (record(one)?, record(other)?, by(common, reason)?);
    let customers = workspace::customers(common)?;
    let number = match verdict {
        Verdict::One => customers.merge(&one, &other, &by)?,
        Verdict::Two => customers.separate(&one, &other, &by)?,
    };
    render::say(common, &format!("decision {number}: `{one}` and `{other}` are {} stakeholder{}", words(verdict), plural(verdict)));
    due(common, &customers)?;
    Ok(Exit::Ok)
}

pub(super) fn take_back(common: &Common, number: i64, reason: &str) -> anyhow::Result<Exit> {
    let by = by(common, reason)?;
    let customers = workspace::customers(common)?;
    customers.take_back(number, &by)?;
    render::say(common, &format!("decision {number} is taken back"));
    due(common, &customers)?;
    Ok(Exit::Ok)
}

pub(super) fn decisions(common: &Common) -> anyhow::Result<Exit> {
    let decisions = workspace::customers(common)?.decisions()?;
    decisions.iter().for_each(|decision| render::line(&if common.json { decision_json(decision) } else { decision_line(decision) }));
    if decisions.is_empty() {
        render::say(common, "nobody has decided anything; `lodestar customers doubtful` lists the pairs that are in doubt");
    }
    Ok(Exit::Ok)
}

/// The records that are one stakeholder, by its number.
pub(super) fn records(common: &Common, number: i64) -> anyhow::Result<Exit> {
    let found = workspace::customers(common)?.stakeholder(StakeholderId(number))?;
    let found = found.ok_or_else(|| NotFound(format!("there is no stakeholder {number}; `lodestar customers find` shows the numbers")))?;
    found.records.iter().for_each(|record| render::line(&if common.json { record_json(record) } else { record_line(record) }));
    Ok(Exit::Ok)
}

fn record(text: &str) -> anyhow::Result<RecordName> {
    let help = "records are written `system:id`, as `lodestar customers records` and `doubtful` list them";
    RecordName::parse(text).ok_or_else(|| Usage(format!("`{text}` names no record; {help}")).into())
}

fn by(common: &Common, reason: &str) -> anyhow::Result<Decided> {
    if reason.trim().is_empty() {
        return Err(Usage("a decision needs a reason: write `--reason TEXT`".into()).into());
    }
    let seat = workspace::seat(common)?;
    let acting_as = seat.function.as_str().to_owned();
    Ok(Decided { acting_as, person: seat.person, reason: reason.trim().to_owned(), at: workspace::now() })
}

fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::One => "one",
        Verdict::Two => "two",
    }
}

fn plural(verdict: Verdict) -> &'static str {
    if verdict == Verdict::One { "" } else { "s" }
}

fn decision_line(decision: &Decision) -> String {
    let Decision { number, verdict, one, other, by, taken_back } = decision;
    let said = |by: &Decided| format!("{}, {} / {}: {}", by.at, by.acting_as, by.person, by.reason);
    let back = taken_back.as_ref().map(|by| format!("\n      taken back {}", said(by))).unwrap_or_default();
    format!("{number:>4}  {one} and {other} are {}\n      {}{back}", words(*verdict), said(by))
}

fn decision_json(decision: &Decision) -> String {
    let Decision { number, verdict, one, other, by, taken_back } = decision;
    let said = |by: &Decided| json!({ "acting_as": by.acting_as, "person": by.person, "reason": by.reason, "at": by.at.to_string() });
    json!({
        "number": number, "verdict": words(*verdict), "one": one.to_string(), "other": other.to_string(), "by": said(by),
        "taken_back": taken_back.as_ref().map(said),
    })
    .to_string()
}

fn record_line(record: &Record) -> String {
    let to = record.linked_to.as_ref().map(|other| format!(" to {other}")).unwrap_or_default();
    let how = match (record.joined, record.score) {
        (Joined::Alone, _) => "by itself".into(),
        (Joined::Score, Some(score)) => format!("by score {score:.2}{to}"),
        (Joined::Score, None) => format!("by score{to}"),
        (Joined::Identifier, _) => format!("by an identifier{to}"),
        (Joined::Person, _) => format!("by decision{to}"),
    };
    format!("{}  {how}; {}", record.name, record.provenance.source)
}

fn record_json(record: &Record) -> String {
    let joined = match record.joined {
        Joined::Alone => "alone",
        Joined::Score => "score",
        Joined::Identifier => "identifier",
        Joined::Person => "person",
    };
    let to = record.linked_to.as_ref().map(RecordName::to_string);
    let source = &record.provenance.source;
    let score = record.score.map(|score| (score * 1e4).round() / 1e4);
    json!({ "record": record.name.to_string(), "joined": joined, "score": score, "linked_to": to, "source": source }).to_string()
}
