//! How values are said on pages: days, functions, kinds, severities. Nothing here draws.

use guardrails::{Becomes, Outcome, RuleInfo};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use strategy::{
    Function, Lane, Owner,
    record::{SourceMark, Stage},
};

use crate::parts;

/// `12 Mar 2026`.
pub fn day(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// `12 Mar 2026` or `no date`.
pub fn day_or_none(value: Option<Date>) -> String {
    value.map_or_else(|| "no date".to_owned(), day)
}

/// `12 Mar 2026, 14:05 UTC`.
pub fn instant(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%-d %b %Y, %H:%M UTC").to_string()
}

/// `1 item`, `3 items`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// `8 months`, `11 years`: how long before today a day was, in whole months up to two years, then in whole years.
pub fn age(day: Date, today: Date) -> String {
    let months = today.since((jiff::Unit::Month, day)).map_or(0, |span| span.get_months().max(0));
    match months {
        0 => "less than a month".to_owned(),
        1 => "1 month".to_owned(),
        2..24 => format!("{months} months"),
        _ => format!("{} years", months / 12),
    }
}

/// `1 claim`, `3 claims`, `3 pieces of evidence`.
pub fn records(kind: strategy::Kind, number: usize) -> String {
    match kind {
        strategy::Kind::Evidence | strategy::Kind::Content => {
            count(number, &format!("piece of {}", kind.label()), &format!("pieces of {}", kind.label()))
        }
        _ => count(number, &kind.label(), kind.plural()),
    }
}

/// A title cut at a word to at most so many letters.
pub fn cut(title: &str, letters: usize) -> String {
    if title.chars().count() <= letters {
        return title.to_owned();
    }
    let kept: String = title.chars().take(letters).collect();
    format!("{}…", kept.rsplit_once(' ').map_or(kept.as_str(), |(kept, _)| kept))
}

/// The same words with a capital at the start, for headings and sentences.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `N-1`, `N-1 and N-2`, `N-1, N-2 and N-3`.
pub fn list(words: &[String]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        words => words.concat(),
    }
}

/// `success.patients` as people say it: `success, patients`.
pub fn field(path: &str) -> String {
    const SPELT: &[(&str, &str)] = &[("kpi", "KPI"), ("inn", "INN"), ("sql", "SQL"), ("heor", "HEOR"), ("hcp", "HCP")];
    let word =
        |word: &str| SPELT.iter().find(|(plain, _)| *plain == word).map_or_else(|| word.to_owned(), |(_, spelt)| (*spelt).to_owned());
    let part = |part: &str| part.replace('_', " ").split(' ').map(word).collect::<Vec<_>>().join(" ");
    path.split('.').map(part).collect::<Vec<_>>().join(", ")
}

/// The mark of a function.
pub fn mark(function: Function) -> parts::Mark {
    match function.lane() {
        Lane::Medical => parts::Mark::Medical,
        Lane::Commercial => parts::Mark::Commercial,
        Lane::Access => parts::Mark::Access,
        Lane::Joint => parts::Mark::Other,
    }
}

/// An owner's function and person as two words; empty where there is none.
pub fn owner(owner: Option<&Owner>) -> (String, String) {
    owner.map_or_else(Default::default, |o| (o.function.as_str().to_owned(), o.person.clone().unwrap_or_default()))
}

/// The badge of a severity.
pub fn severity(severity: strategy::Severity) -> parts::Severity {
    match severity {
        strategy::Severity::Blocker => parts::Severity::Blocker,
        strategy::Severity::Major => parts::Severity::Major,
        strategy::Severity::Minor => parts::Severity::Minor,
        strategy::Severity::Note => parts::Severity::Note,
    }
}

/// A stage as the lifecycle path names it.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Preclinical | Stage::Phase1 => "Exploratory",
        Stage::Phase2 => "Phase II",
        Stage::Phase3 => "Pivotal",
        Stage::Filed => "Filed",
        Stage::Approved => "Approved",
        Stage::Launched => "Launched",
        Stage::Mature => "Established",
        Stage::LossOfExclusivity => "LOE",
    }
}

/// The norms behind a rule: `law`, `law and code`.
pub fn norms(rule: &RuleInfo) -> String {
    list(&rule.norms.iter().map(|norm| norm.as_str().to_owned()).collect::<Vec<_>>())
}

/// How a rule's source was checked: the letters and what they mean.
pub fn mark_of(rule: &RuleInfo) -> String {
    let meanings: Vec<String> = rule.marks.iter().map(|mark| mark_words(*mark).to_owned()).collect();
    let note = if rule.mark_note.is_empty() { String::new() } else { format!(" ({})", rule.mark_note) };
    format!("{}: {}{note}", rule.mark(), meanings.join("; in part "))
}

/// What a mark means.
pub fn mark_words(mark: SourceMark) -> &'static str {
    match mark {
        SourceMark::Primary => "the primary text was read",
        SourceMark::Secondary => "known second-hand, the primary text was not read",
        SourceMark::Known => "from knowledge, not checked: have it checked before you rely on it",
        SourceMark::Default => "our own default, no authority behind it",
    }
}

/// A change of an answer that can be foreseen: `permit at stage approved, by US-12`.
pub fn becomes(then: &Becomes) -> String {
    let on = then.on.map(|day| format!(" on {}", self::day(day)));
    let at = then.stage.map(|stage| format!(" at stage {}", guardrails::stage_word(stage)));
    let rules: Vec<String> = then.rules.iter().map(ToString::to_string).collect();
    let by = if rules.is_empty() { String::new() } else { format!(", by {}", list(&rules)) };
    format!("{}{}{}{by}", outcome(then.outcome), on.unwrap_or_default(), at.unwrap_or_default())
}

/// An answer of the gate as people say it.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Permit => "allowed",
        Outcome::PermitWithObligations => "allowed with conditions",
        Outcome::Forbid => "not allowed",
    }
}
