//! The audit as somebody may read it. What an event is about is named only where the reader's function sees the record;
//! a record that is hidden and one that never was read alike, and so do the rules that would tell them apart.

use std::collections::BTreeMap;

use guardrails::Purpose;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use ledger::{
    Body,
    audit::{Event, Filter, What},
};
use serde_json::Value;
use strategy::{Function, Graph, Key};

use crate::app::{App, Error, Seat, View};

/// How many lines are read at most for one page before it is said that there are more.
const LOOKED_AT: u32 = 2_000;

/// Which lines are wanted; what is empty does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// By somebody of this name or login; on the command line, a name.
    pub person: String,
    /// Acting as this function.
    pub function: Option<Function>,
    /// Only these.
    pub what: Vec<What>,
    /// About the record with this key.
    pub record: Option<String>,
    /// From this day on, in UTC.
    pub from: Option<Date>,
    /// Up to and with this day, in UTC.
    pub until: Option<Date>,
    /// Earlier in the audit than this place.
    pub before: Option<u64>,
}

/// One event, as far as the reader may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place in the audit.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who, by name; empty where nobody was signed in.
    pub person: String,
    /// Acting as which function; may be empty.
    pub acting_as: String,
    /// The session's mark; may be empty.
    pub session: String,
    /// The request's id; may be empty.
    pub request: String,
    /// What happened.
    pub what: What,
    /// About what.
    pub about: About,
    /// The rules that decided, where the reader may know of what.
    pub rules: Vec<String>,
    /// The policy's epoch at the decision.
    pub epoch: Option<u64>,
    /// Why, in the person's words; may be empty.
    pub reason: String,
    /// What was said with it: name and words.
    pub details: Vec<(String, String)>,
    /// What was before and is after, of what changed: name, before, after.
    pub changes: Vec<(String, Option<String>, Option<String>)>,
}

/// What an event is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A record that the reader sees.
    Record(Key),
    /// A record that the reader does not see, or that there is none of.
    Unseen,
    /// Somebody with an account, by name.
    Person(String),
    /// Anything else: an address, a file, a class, a function.
    Other(String),
    /// Nothing in particular.
    Nothing,
}

impl App {
    /// The lines that somebody wants, newest first, at most `limit`; and whether there are earlier ones. Writes first what
    /// waits to be written. Whether the reader may read the audit at all is asked before. Blocks.
    pub fn read_audit(&self, seat: &Seat, view: &View, wanted: &Wanted, limit: usize) -> Result<(Vec<Line>, bool), Error> {
        self.settle()?;
        let live = self.inner.whole.live();
        let sees = self.sees(&live, seat, Purpose::Work)?;
        let counts = |key: &Key, stored: u32| sees.numbers.shown(key, stored);
        let ledger = self.inner.whole.ledger();
        let people = ledger.people()?;
        // A record that the reader does not see has no lines, whether or not there are any.
        let is_seen = |text: &String| Key::new(text).is_some_and(|key| view.graph().record(&key).is_some());
        if wanted.record.as_ref().is_some_and(|text| !is_seen(text)) {
            return Ok((vec![], false));
        }
        let named = wanted.person.trim();
        let is_meant =
            |person: &&ledger::people::Person| person.name.eq_ignore_ascii_case(named) || person.login.eq_ignore_ascii_case(named);
        let person =
            (!named.is_empty()).then(|| people.iter().find(is_meant).map_or_else(|| named.to_owned(), |person| person.id.to_string()));
        let filter = Filter {
            what: wanted.what.clone(),
            person,
            acting_as: wanted.function.map(|function| function.as_str().to_owned()),
            about: wanted.record.clone(),
            from: wanted.from.and_then(start_of),
            until: wanted.until.and_then(|day| start_of(day.tomorrow().ok()?)),
            before: wanted.before,
            ..Filter::default()
        };
        let asked = u32::try_from(limit).unwrap_or(LOOKED_AT).min(LOOKED_AT) + 1;
        let mut events = ledger.events(&filter, asked)?;
        let more = events.len() >= asked as usize;
        events.truncate(asked as usize - 1);
        let names: BTreeMap<String, String> = people.into_iter().map(|person| (person.id.to_string(), person.name)).collect();
        Ok((events.into_iter().map(|event| line(event, view.graph(), &names, &counts)).collect(), more))
    }
}

/// `from 1 Mar 2026 to 3 Mar 2026`; `from its beginning to now`.
pub fn moment(from: Option<Date>, until: Option<Date>) -> String {
    let words = |day: Option<Date>, otherwise: &str| day.map_or_else(|| otherwise.to_owned(), crate::words::day);
    format!("from {} to {}", words(from, "its beginning"), words(until, "now"))
}

/// The first instant of a day, in UTC.
pub(super) fn start_of(day: Date) -> Option<Timestamp> {
    day.to_zoned(TimeZone::UTC).ok().map(|midnight| midnight.timestamp())
}

fn line(event: Event, seen: &Graph, names: &BTreeMap<String, String>, counts: &impl Fn(&Key, u32) -> u32) -> Line {
    let about = about(&event, seen, names);
    let is_seen = about != About::Unseen;
    let details = if is_seen { details(&event, seen, counts) } else { address(&event).into_iter().collect() };
    Line {
        seq: event.seq,
        at: event.at,
        person: names.get(&event.person).cloned().unwrap_or(event.person),
        acting_as: event.acting_as,
        session: event.session,
        request: event.request,
        what: event.what,
        rules: if is_seen { event.rules } else { vec![] },
        epoch: event.epoch,
        reason: event.reason,
        details,
        changes: if event.what == What::ChangedPeople { changes(event.before.as_ref(), event.after.as_ref()) } else { vec![] },
        about,
    }
}

fn about(event: &Event, seen: &Graph, names: &BTreeMap<String, String>) -> About {
    let text = event.about.as_str();
    if text.is_empty() {
        return About::Nothing;
    }
    if let Some(id) = text.strip_prefix("person/") {
        return About::Person(names.get(id).cloned().unwrap_or_else(|| id.to_owned()));
    }
    // Records are what these are about, but where an address or several records are; those hold a blank, and no key does.
    let names_record = matches!(event.what, What::Refused | What::Withheld | What::Signed) && !text.contains(' ');
    match Key::new(text).filter(|_| names_record) {
        Some(key) if seen.record(&key).is_some() => About::Record(key),
        Some(_) => About::Unseen,
        // How long the log of the records is, is told only by what verifies it.
        None if event.what == What::Checkpoint => About::Nothing,
        None => About::Other(text.strip_prefix("function/").unwrap_or(text).to_owned()),
    }
}

fn address(event: &Event) -> Option<(String, String)> {
    let address = event.after.as_ref()?.get("address")?.as_str()?;
    Some(("address".into(), address.to_owned()))
}

/// What was said with an event. Of many records those are named that the reader sees.
fn details(event: &Event, seen: &Graph, counts: &impl Fn(&Key, u32) -> u32) -> Vec<(String, String)> {
    if matches!(event.what, What::ChangedPeople | What::Checkpoint) {
        return vec![];
    }
    let of_signature = ["number", "meaning", "name", "stepped_up"];
    let signed = Key::new(&event.about).filter(|_| event.what == What::Signed);
    let is_told = |name: &str| event.what != What::Signed || of_signature.contains(&name);
    let words = |name: &str, value: &Value| match (name, value) {
        // Revisions are counted as the reader counts them.
        ("number", Value::Number(number)) => match (&signed, number.as_u64().and_then(|number| u32::try_from(number).ok())) {
            (Some(key), Some(number)) => counts(key, number).to_string(),
            _ => number.to_string(),
        },
        ("records", Value::Object(records)) => {
            let known = records.keys().filter(|key| Key::new(key).is_some_and(|key| seen.record(&key).is_some()));
            known.cloned().collect::<Vec<_>>().join(", ")
        }
        (_, Value::Object(map)) => map.iter().map(|(name, value)| format!("{name}: {}", plain(value))).collect::<Vec<_>>().join(", "),
        (_, value) => plain(value),
    };
    let after = event.after.iter().flatten().filter(|(name, _)| is_told(name));
    let mut told: Vec<(String, String)> = after.map(|(name, value)| (name.clone(), words(name, value))).collect();
    let before = event.before.iter().flatten().map(|(name, value)| (format!("{name} before"), words(name, value)));
    told.extend(before.filter(|_| matches!(event.what, What::ActivatedPolicy | What::RolledBackPolicy)));
    told.retain(|(_, words)| !words.is_empty());
    told
}

/// What differs between two accounts. Of what somebody signs in with, only that it changed.
fn changes(before: Option<&Body>, after: Option<&Body>) -> Vec<(String, Option<String>, Option<String>)> {
    let empty = Body::new();
    let (before, after) = (before.unwrap_or(&empty), after.unwrap_or(&empty));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let word = |name: &str, value: Option<&Value>| match (name, value) {
        ("credentials", Some(_)) => Some("not shown".to_owned()),
        (_, value) => value.map(plain),
    };
    let differs = |name: &&String| before.get(name.as_str()) != after.get(name.as_str()) && name.as_str() != "id";
    names.into_iter().filter(differs).map(|name| (name.clone(), word(name, before.get(name)), word(name, after.get(name)))).collect()
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(map) => map.values().map(plain).collect::<Vec<_>>().join(" "),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
