//! Versions and sign-off: what is in force and who signed it, the draft and what it changes, the packs and who reviewed
//! them, and everything that was ever in force.

use axum::{extract::Query, response::Response};
use guardrails::{Gate, POLICY, Policy, Signature};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Tab, below, changes, highlights, now, page, version_words};
use crate::{
    app::policy::{Draft, Policies, party},
    pages::{error, visit::Visit},
    parts::{self, Button, Column, PageHeader, Row, Table, Tone, facts, link_button, notice, section, table},
    words,
};

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

/// `GET /guardrails/versions`.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Response {
    let (policies, gate) = match now(&visit).await {
        Ok(now) => now,
        Err(failed) => return failed,
    };
    let drafted = match &policies.draft {
        None => {
            html! { p { "Nobody has drafted a change." } div.bar-r { (link_button(&Button::new("Draft a change"), "/guardrails/draft")) } }
        }
        Some(draft) => match changes::compare(&visit, policies.in_force.clone(), draft.policy.clone()).await {
            Ok(found) => html! { (the_draft(&visit, &policies, draft)) (changes::shown(&found)) },
            Err(failed) => return failed,
        },
    };
    let header = PageHeader {
        highlights: highlights(&policies, &gate),
        ..below(
            Tab::Matrix,
            "",
            "Versions and sign-off",
            "What decides is agreed by Medical, Commercial and Compliance, and comes back in one step.",
        )
    };
    let body = html! {
        (done(&asked.done))
        (not_believed(&policies))
        (section("in-force", &words::capital(&format!("in force: {}", version_words(policies.version))), in_force(&visit, &policies)))
        (section("draft", &policies.draft.as_ref().map_or_else(|| "Draft".to_owned(), |draft| format!("Draft of version {}", draft.version)), drafted))
        (section("packs", "Packs, and who has reviewed them", packs(&visit, &gate)))
        (section("versions", "Every version that was in force", versions(&policies)))
        (section("steps", "What happened", steps(&policies)))
    };
    page(&visit, Tab::Versions, header, None, body)
}

/// `GET /guardrails/versions/{number}`: what going back to a version would change.
pub async fn one(visit: Visit, axum::extract::Path(number): axum::extract::Path<u32>) -> Response {
    let (policies, _) = match now(&visit).await {
        Ok(now) => now,
        Err(failed) => return failed,
    };
    let Some(version) = policies.numbered(number) else {
        return error::missing(
            &visit,
            &format!("Version {number} was never in force"),
            "The tab Versions and sign-off lists those that were.",
        );
    };
    let is_now = number == policies.version;
    let changes = if is_now {
        html! { p { "It is in force." } }
    } else {
        match changes::compare(&visit, policies.in_force.clone(), policies.as_now(version)).await {
            Ok(found) => changes::shown(&found),
            Err(failed) => return failed,
        }
    };
    let header = PageHeader {
        actions: (!is_now).then(|| link_button(&Button::new("Go back to it"), &format!("/guardrails/versions/{number}/restoring"))),
        ..below(
            Tab::Versions,
            "",
            words::capital(&version_words(number)),
            "What it would change against the policy in force, were it in force again.",
        )
    };
    let body = html! {
        (section("signed", "Who signed it", signatures(&policies, &version.policy)))
        (section("changes", "What it would change", changes))
    };
    page(&visit, Tab::Versions, header, None, body)
}

fn done(word: &str) -> Markup {
    let says = match word {
        "drafted" => "The draft is saved. Nothing has changed yet: it counts once all three have signed it and it is put in force.",
        "discarded" => "The draft was given up; its history is kept.",
        "signed" => "Your signature stands under the draft as it is written now.",
        "reviewed" => "The pack is signed. It is no longer called unreviewed.",
        "activated" => "The new policy is in force. Every answer from now on is by it.",
        "rolled-back" => "The earlier policy is in force again. Every answer from now on is by it.",
        _ => return html! {},
    };
    notice(Tone::Done, "Done", html! { p { (says) } })
}

fn not_believed(policies: &Policies) -> Markup {
    html! {
        @if !policies.refused.is_empty() {
            (notice(Tone::Stop, "Something stored as a policy is not believed", html! {
                ul { @for no in &policies.refused { li { "Revision " (no.revision) ": " (no.why) "." } } }
                p { (words::capital(&version_words(policies.version))) " is in force. Somebody may have edited the workspace’s file: run " code { "lodestar audit verify" } "." }
            }))
        }
    }
}

fn in_force(visit: &Visit, policies: &Policies) -> Markup {
    let before = policies.before();
    html! {
        (facts(&[
            ("Digest", html! { code { (policies.in_force.digest()) } }),
            ("Overlays on", html! { (list_or_none(&policies.in_force.overlays)) }),
            ("Rules relaxed", html! { (list_or_none(&policies.in_force.relaxed)) }),
            ("Rules of the house", html! { @if policies.in_force.house.trim().is_empty() { "none" } @else { a href="/guardrails/rules#house" { "see them" } } }),
        ]))
        (signatures(policies, &policies.in_force))
        div.bar-r {
            @if let Some(before) = before.filter(|_| may_put_in_force(visit)) {
                (link_button(&Button::new(format!("Roll back to {}", version_words(before.number))), &format!("/guardrails/versions/{}/restoring", before.number)))
            }
            @if policies.draft.is_none() { (link_button(&Button::new("Draft a change"), "/guardrails/draft")) }
            @if super::see_as::may(&visit.seat) { (link_button(&Button::new("See as another function"), "/guardrails/see-as")) }
        }
    }
}

/// Whether the seat's function puts policies in force.
fn may_put_in_force(visit: &Visit) -> bool {
    party(visit.seat.function).is_some() || visit.seat.function == strategy::Function::Leadership
}

fn list_or_none(ids: &std::collections::BTreeSet<String>) -> String {
    if ids.is_empty() { "none".into() } else { words::list(&ids.iter().cloned().collect::<Vec<_>>()) }
}

/// Who signed a policy for which party, and who has not.
pub(super) fn signatures(policies: &Policies, policy: &Policy) -> Markup {
    let given: Vec<&Signature> = policy.signatures.iter().filter(|signature| signature.of == POLICY).collect();
    let row = |name: &str| {
        let signature = given.iter().find(|signature| party(signature.function) == Some(name));
        let cell = |text: String| html! { (text) };
        Row::plain(match signature {
            Some(s) => vec![
                cell(name.into()),
                cell(s.person.clone()),
                cell(s.function.title()),
                cell(s.meaning.clone()),
                cell(words::instant(s.at)),
                cell(if policies.is_confirmed(s) { "yes".into() } else { "no: given at the command line".into() }),
            ],
            None => {
                vec![cell(name.into()), html! { span.absent { "not signed" } }, html! { "–" }, html! { "–" }, html! { "–" }, html! { "–" }]
            }
        })
    };
    html! {
        (table(&Table {
            caption: "Signatures".into(),
            columns: ["Party", "Person", "Acting as", "Meaning", "When", "Proved who they are"].map(Column::text).into(),
            rows: ["Medical", "Commercial", "Compliance"].map(row).into(),
            compact: true,
            ..Table::default()
        }))
    }
}

fn the_draft(visit: &Visit, policies: &Policies, draft: &Draft) -> Markup {
    let missing = draft.policy.unsigned_by();
    let mine = party(visit.seat.function).filter(|party| missing.contains(party));
    html! {
        p { "Made from " (version_words(draft.from)) ". Digest " code { (draft.policy.digest()) } ". "
            @if missing.is_empty() { "All three have signed it." } @else { "Still to sign: " (words::list(&missing.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())) "." } }
        (signatures(policies, &draft.policy))
        div.bar-r {
            @if let Some(party) = mine { (link_button(&Button::primary(format!("Sign for {party}")), "/guardrails/draft/signature")) }
            @if missing.is_empty() && may_put_in_force(visit) { (link_button(&Button::primary("Put it in force"), "/guardrails/draft/activation")) }
            (link_button(&Button::new("Change the draft"), "/guardrails/draft"))
            (link_button(&Button::new("Give it up"), "/guardrails/draft/discarding"))
        }
    }
}

fn packs(visit: &Visit, gate: &Gate) -> Markup {
    let count = |pack: &str, mark: char| {
        let of = gate.rules().iter().filter(|rule| rule.pack == pack && rule.mark().contains(mark));
        of.map(|rule| rule.id.as_str()).collect::<std::collections::BTreeSet<_>>().len()
    };
    let row = |pack: &guardrails::PackInfo| {
        let signed = html! { @match &pack.reviewed {
            Some(review) => { (review.person) ", " (words::instant(review.at)) },
            None => { span.chip.unchecked { "unreviewed" } @if visit.seat.function == strategy::Function::Compliance { " " a href=(format!("/guardrails/packs/{}/signature", pack.name)) { "Sign it" } } },
        } };
        let review = pack.review_day().map_or_else(|| pack.review_by.clone(), words::day);
        Row::plain(vec![
            html! { a href=(format!("/guardrails/rules#{}", pack.name)) { (pack.title) } },
            html! { (pack.version) },
            html! { (count(&pack.name, 'K')) },
            html! { (count(&pack.name, 'S')) },
            html! { (review) },
            signed,
        ])
    };
    table(&parts::Table {
        caption: "Packs".into(),
        quiet_caption: true,
        columns: vec![
            Column::text("Pack"),
            Column::text("Version"),
            Column::number("Marked K", "rules"),
            Column::number("Marked S", "rules"),
            Column::text("Review by"),
            Column::text("Signed for Compliance"),
        ],
        rows: gate.packs().iter().map(row).collect(),
        compact: true,
        ..Table::default()
    })
}

fn versions(policies: &Policies) -> Markup {
    let row = |version: &crate::app::policy::Version| {
        let by = version.activated.as_ref();
        Row {
            href: Some(format!("/guardrails/versions/{}", version.number)),
            cells: vec![
                html! { (words::capital(&version_words(version.number))) @if version.number == policies.version { " (in force)" } },
                html! { (by.map_or("part of the program".to_owned(), |taken| format!("{}, {}", taken.person, taken.function))) },
                html! { (by.map_or("–".to_owned(), |taken| words::instant(taken.at))) },
                html! { (by.map_or("", |taken| taken.reason.as_str())) },
            ],
            selected: version.number == policies.version,
        }
    };
    table(&Table {
        caption: "Versions".into(),
        quiet_caption: true,
        columns: ["Version", "First put in force by", "When", "Why"].map(Column::text).into(),
        rows: policies.versions.iter().map(row).collect(),
        compact: true,
        ..Table::default()
    })
}

fn steps(policies: &Policies) -> Markup {
    html! {
        @if policies.steps.is_empty() { p { "Nothing yet: the policy is as shipped." } }
        @else { ul.lines { @for taken in &policies.steps { li {
            (words::capital(taken.label.trim_start_matches("guardrails: "))) " by " (taken.person) " acting as " (taken.function) ", " (words::instant(taken.at))
            @if !taken.reason.is_empty() { span.muted { " · " (taken.reason) } }
        } } } }
    }
}
