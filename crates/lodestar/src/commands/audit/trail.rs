//! `audit list` and `audit export`: what happened, as people and programs read it.

use jiff::Timestamp;
use ledger::audit::{Event, Filter, What};

use super::to_read;
use crate::{
    args::Common,
    commands::did_you_mean,
    exit::{Exit, Usage},
    render,
};

/// What was asked for.
pub(super) fn filter(
    what: &[String],
    person: Option<String>,
    about: Option<String>,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
) -> anyhow::Result<Filter> {
    let read = |word: &String| {
        let near = || did_you_mean(word, What::ALL.iter().map(|what| what.as_str()));
        What::parse(word).ok_or_else(|| Usage(format!("nothing that happens is called `{word}`{}", near())))
    };
    let what = what.iter().map(read).collect::<Result<Vec<What>, Usage>>()?;
    Ok(Filter { what, person, about, from, until, ..Filter::default() })
}

pub(super) fn list(common: &Common, filter: &Filter, limit: u32) -> anyhow::Result<Exit> {
    for event in to_read(common)?.events(filter, limit)? {
        render::line(&if common.json { serde_json::to_string(&event)? } else { words(&event) });
    }
    Ok(Exit::Ok)
}

/// Every event, oldest first, one JSON object a line.
pub(super) fn export(common: &Common) -> anyhow::Result<Exit> {
    to_read(common)?.each_event(|event| {
        if let Ok(text) = serde_json::to_string(&event) {
            render::line(&text);
        }
    })?;
    Ok(Exit::Ok)
}

fn words(event: &Event) -> String {
    let who = if event.person.is_empty() { "nobody" } else { &event.person };
    let acting = if event.acting_as.is_empty() { String::new() } else { format!("{} / ", event.acting_as) };
    let rules = if event.rules.is_empty() { String::new() } else { format!(" [{}]", event.rules.join(", ")) };
    let reason = if event.reason.is_empty() { String::new() } else { format!(" because {}", event.reason) };
    format!("{}  {}  {acting}{who}  {}  {}{rules}{reason}", event.seq, event.at, event.what, event.about)
}
