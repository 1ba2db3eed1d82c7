//! The integrity strip: what verification found, how old the last checkpoint is, and what the witness says, in sentences.

use maud::{Markup, html};
use serde_json::{Value, json};

use crate::{
    app::audit::{Found, Integrity, Outside},
    pages::Visit,
    parts::{Tone, facts, notice},
    words,
};

/// Whether the reader sees everything; else the length of the log of records would tell of what is hidden.
fn sees_all(visit: &Visit) -> bool {
    visit.view.blind().is_empty()
}

/// The strip.
pub(super) fn shown(visit: &Visit, integrity: Option<&Found>) -> Markup {
    let found = match integrity {
        Some(Ok(found)) => found,
        None => {
            return notice(
                Tone::Info,
                "It is being verified",
                html! { p { "Every entry is looked at; open this page again in a moment." } },
            );
        }
        Some(Err(failure)) => {
            return notice(
                Tone::Stop,
                "It could not be verified",
                html! { p { (words::capital(failure)) "." } p { "The entries below are as they were read; whether they are whole, nobody has looked." } },
            );
        }
    };
    let (tone, title) = match &found.fault {
        None => (Tone::Done, format!("Intact, verified {}", words::instant(found.at))),
        Some(_) => (Tone::Stop, "Not as it was written".to_owned()),
    };
    html! {
        (notice(tone, &title, html! {
            @match &found.fault {
                None => p { "Every entry follows on the one before it, without a gap, and every signature fits what was signed." },
                Some(fault) => {
                    @if sees_all(visit) { p { (words::capital(fault)) "." } }
                    p { "Stop writing, keep a copy of the workspace’s folder, and run " code { "lodestar audit verify" } " on it." }
                }
            }
        }))
        (facts(&[
            ("Entries of the audit", html! { "sound up to " span.num { (found.events) } }),
            ("Revisions of records", html! { @if sees_all(visit) { "sound up to " span.num { (found.revisions) } } @else if found.fault.is_none() { "all sound" } @else { "see above" } }),
            ("Last checkpoint", html! { (checkpoint(visit, found)) }),
            ("Witness", witness(found)),
        ]))
    }
}

fn checkpoint(visit: &Visit, found: &Integrity) -> String {
    match &found.last {
        None => "none was ever handed to a witness".into(),
        Some(last) => {
            let age = age(visit.session.at().duration_since(last.at).as_secs());
            format!("{}, {age}, at entry {}", words::instant(last.at), last.event)
        }
    }
}

fn witness(found: &Integrity) -> Markup {
    match (&found.outside, &found.last) {
        (Outside::NotSet, None) => html! {
            "none. A log that was cut short, or written anew as a whole, would not show here. " code { "lodestar audit witness" } " makes one."
        },
        (Outside::NotSet, Some(_)) => html! {
            "this server was not told where it is (" code { "lodestar serve --witness" } "), so it cannot say that the witness agrees"
        },
        (Outside::Unreadable(why), _) => html! { "cannot be asked: " (why) },
        (Outside::Agrees { events }, _) => html! { "agrees: both logs are what it saw, up to entry " (events) },
        (Outside::Disagrees, _) => html! { "saw other entries than these, or the log is not sound" },
    }
}

/// `12 seconds ago`, `3 minutes ago`, `5 hours ago`, `2 days ago`.
fn age(seconds: i64) -> String {
    let of = |number: i64, one: &str, many: &str| format!("{} ago", words::count(usize::try_from(number).unwrap_or(0), one, many));
    match seconds {
        ..60 => of(seconds, "second", "seconds"),
        60..3_600 => of(seconds / 60, "minute", "minutes"),
        3_600..172_800 => of(seconds / 3_600, "hour", "hours"),
        _ => of(seconds / 86_400, "day", "days"),
    }
}

/// The same for programs.
pub(super) fn json(visit: &Visit, integrity: Option<&Found>) -> Value {
    match integrity {
        None => json!({ "intact": null }),
        Some(Err(failure)) => json!({ "intact": null, "failure": failure }),
        Some(Ok(found)) => json!({
            "intact": found.fault.is_none(),
            "verified_at": found.at,
            "events": found.events,
            "revisions": sees_all(visit).then_some(found.revisions),
            "fault": found.fault.as_ref().filter(|_| sees_all(visit)),
            "last_checkpoint": found.last.as_ref().map(|last| json!({ "at": last.at, "event": last.event })),
            "witness": match &found.outside {
                Outside::NotSet => "not set",
                Outside::Unreadable(_) => "unreadable",
                Outside::Agrees { .. } => "agrees",
                Outside::Disagrees => "disagrees",
            },
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn an_age_is_told_in_the_unit_that_fits() {
        let told: Vec<String> = [-5, 1, 59, 60, 7_200, 172_799, 172_800].map(age).to_vec();
        assert_eq!(told, ["0 seconds ago", "1 second ago", "59 seconds ago", "1 minute ago", "2 hours ago", "47 hours ago", "2 days ago"]);
    }
}
