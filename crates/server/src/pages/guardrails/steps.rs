//! The steps that count: signing, putting in force, going back, giving up. Each shows what it does, asks for a word to be
//! typed, and is taken only for exactly the text that was shown.

use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use guardrails::{Gate, PackInfo};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Tab, below, changes, marks, now, off, page, version_words, versions::signatures};
use crate::{
    app::{
        audit::Deed,
        policy::{Draft, Policies, Stepped, party},
    },
    pages::{door, error, outcome, visit::Visit},
    parts::{
        self, Button, Column, Field, FieldError, Input, Row, Table, Tone, error_summary, facts, field, form, link_button, notice, section,
        submit, table,
    },
    words,
};

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filled {
    /// The word, typed as confirmation.
    #[serde(default)]
    word: String,
    /// The digest of what was shown.
    #[serde(default)]
    read: String,
    #[serde(default)]
    reason: String,
}

/// One step, as its page shows it.
struct Asking {
    action: String,
    kicker: &'static str,
    title: String,
    lead: String,
    /// The word to type.
    word: &'static str,
    button: &'static str,
    /// What stands for the text that is shown.
    read: String,
    /// Whether only somebody who has just proved who they are takes it.
    proves: bool,
    /// The label of the reason; `None` where none is asked for.
    reason: Option<&'static str>,
    what: Markup,
}

/// Whether whoever looks has just proved who they are.
fn is_fresh(visit: &Visit) -> bool {
    visit.session.is_fresh()
}

/// `GET /guardrails/draft/signature`.
pub async fn signature(visit: Visit) -> Response {
    with_draft(visit, async |visit, now, draft| Ok(check(visit, sign(visit, now, draft).await?, &Filled::default(), &[]))).await
}

/// `POST /guardrails/draft/signature`.
pub async fn sign_it(visit: Visit, Form(filled): Form<Filled>) -> Response {
    with_draft(visit, async |visit, now, draft| {
        if let Some(again) = mistyped(visit, sign(visit, now, draft).await?, &filled) {
            return Ok(again);
        }
        let (app, seat, session, fresh) = (visit.site.app.clone(), visit.seat.clone(), visit.session.clone(), is_fresh(visit));
        let meaning = if filled.reason.trim().is_empty() { "approved for use".to_owned() } else { filled.reason.trim().to_owned() };
        taken(visit, off(visit, move || app.sign_draft((&seat, &*session), fresh, &filled.read, &meaning)).await?, "signed")
    })
    .await
}

async fn sign(visit: &Visit, now: &Policies, draft: &Draft) -> Result<Asking, Response> {
    let found = changes::compare(visit, now.in_force.clone(), draft.policy.clone()).await?;
    let whom = party(visit.seat.function).unwrap_or("nobody");
    Ok(Asking {
        action: "/guardrails/draft/signature".into(),
        kicker: "Check before you sign",
        title: format!("Sign version {} for {whom}", draft.version),
        lead: "Your signature binds exactly this text. If the draft is changed, it has to be signed again.".into(),
        word: "sign",
        button: "Sign it",
        read: draft.policy.digest(),
        proves: true,
        reason: Some("What your signature means; approved for use, if left out"),
        what: html! { (digest(&draft.policy.digest())) (signatures(now, &draft.policy)) (changes::shown(&found)) },
    })
}

/// `GET /guardrails/draft/activation`.
pub async fn activation(visit: Visit) -> Response {
    with_draft(visit, async |visit, now, draft| Ok(check(visit, activate(visit, now, draft).await?, &Filled::default(), &[]))).await
}

/// `POST /guardrails/draft/activation`.
pub async fn activate_it(visit: Visit, Form(filled): Form<Filled>) -> Response {
    with_draft(visit, async |visit, now, draft| {
        if let Some(again) = mistyped(visit, activate(visit, now, draft).await?, &filled) {
            return Ok(again);
        }
        let (app, seat, session, fresh) = (visit.site.app.clone(), visit.seat.clone(), visit.session.clone(), is_fresh(visit));
        taken(visit, off(visit, move || app.activate_draft((&seat, &*session), fresh, &filled.read, &filled.reason)).await?, "activated")
    })
    .await
}

async fn activate(visit: &Visit, now: &Policies, draft: &Draft) -> Result<Asking, Response> {
    let found = changes::compare(visit, now.in_force.clone(), draft.policy.clone()).await?;
    Ok(Asking {
        action: "/guardrails/draft/activation".into(),
        kicker: "Check before it counts",
        title: format!("Put version {} in force", draft.version),
        lead: format!(
            "From the next request on, everything is decided by it. {} comes back in one step.",
            words::capital(&version_words(now.version))
        ),
        word: "activate",
        button: "Put it in force",
        read: draft.policy.digest(),
        proves: true,
        reason: Some("Why"),
        what: html! { (digest(&draft.policy.digest())) (signatures(now, &draft.policy)) (changes::shown(&found)) },
    })
}

/// `GET /guardrails/draft/discarding`.
pub async fn discarding(visit: Visit) -> Response {
    with_draft(visit, async |visit, now, draft| Ok(check(visit, discard(now, draft), &Filled::default(), &[]))).await
}

/// `POST /guardrails/draft/discarding`.
pub async fn discard_it(visit: Visit, Form(filled): Form<Filled>) -> Response {
    with_draft(visit, async |visit, now, draft| {
        if let Some(again) = mistyped(visit, discard(now, draft), &filled) {
            return Ok(again);
        }
        let (app, seat, session) = (visit.site.app.clone(), visit.seat.clone(), visit.session.clone());
        taken(visit, off(visit, move || app.discard_draft((&seat, &*session), &filled.read)).await?, "discarded")
    })
    .await
}

fn discard(now: &Policies, draft: &Draft) -> Asking {
    Asking {
        action: "/guardrails/draft/discarding".into(),
        kicker: "Check before it goes",
        title: format!("Give up the draft of version {}", draft.version),
        lead: "The policy in force stays as it is. The draft and its signatures stay in the history.".into(),
        word: "give up",
        button: "Give it up",
        read: draft.policy.digest(),
        proves: false,
        reason: None,
        what: html! { (digest(&draft.policy.digest())) (signatures(now, &draft.policy)) },
    }
}

/// `GET /guardrails/versions/{number}/restoring`.
pub async fn restoring(visit: Visit, Path(number): Path<u32>) -> Response {
    match restore(&visit, number).await {
        Ok(asking) => check(&visit, asking, &Filled::default(), &[]),
        Err(other) => other,
    }
}

/// `POST /guardrails/versions/{number}/restoring`.
pub async fn restore_it(visit: Visit, Path(number): Path<u32>, Form(filled): Form<Filled>) -> Response {
    let work = async {
        if let Some(again) = mistyped(&visit, restore(&visit, number).await?, &filled) {
            return Ok(again);
        }
        let (app, seat, session, fresh) = (visit.site.app.clone(), visit.seat.clone(), visit.session.clone(), is_fresh(&visit));
        taken(&visit, off(&visit, move || app.roll_back((&seat, &*session), fresh, number, &filled.reason)).await?, "rolled-back")
    };
    work.await.unwrap_or_else(|other: Response| other)
}

async fn restore(visit: &Visit, number: u32) -> Result<Asking, Response> {
    let (policies, _) = now(visit).await?;
    let Some(version) = policies.numbered(number).filter(|version| version.number != policies.version) else {
        return Err(error::missing(
            visit,
            &format!("There is no version {number} to go back to"),
            "Choose one of those that were in force before.",
        ));
    };
    let then = policies.as_now(version);
    let found = changes::compare(visit, policies.in_force.clone(), then.clone()).await?;
    Ok(Asking {
        action: format!("/guardrails/versions/{number}/restoring"),
        kicker: "Check before it counts",
        title: format!("Go back to {}", if number == 0 { "the policy as shipped".to_owned() } else { version_words(number) }),
        lead: "It was in force before, so nobody signs it anew; the audit keeps who brought it back and why.".into(),
        word: "roll back",
        button: "Roll back",
        read: then.digest(),
        proves: true,
        reason: Some("Why"),
        what: html! { (digest(&then.digest())) (changes::shown(&found)) },
    })
}

/// `GET /guardrails/packs/{name}/signature`.
pub async fn review(visit: Visit, Path(name): Path<String>) -> Response {
    match now(&visit).await {
        Ok((_, gate)) => match pack(&gate, &name) {
            Some(pack) => check(&visit, reviewing(&gate, pack), &Filled::default(), &[]),
            None => no_pack(&visit, &name),
        },
        Err(failed) => failed,
    }
}

/// `POST /guardrails/packs/{name}/signature`.
pub async fn review_it(visit: Visit, Path(name): Path<String>, Form(filled): Form<Filled>) -> Response {
    let work = async {
        let (_, gate) = now(&visit).await?;
        let Some(pack) = pack(&gate, &name) else { return Ok(no_pack(&visit, &name)) };
        if let Some(again) = mistyped(&visit, reviewing(&gate, pack), &filled) {
            return Ok(again);
        }
        let (app, seat, session, fresh, name) =
            (visit.site.app.clone(), visit.seat.clone(), visit.session.clone(), is_fresh(&visit), name.clone());
        taken(&visit, off(&visit, move || app.review_pack((&seat, &*session), fresh, &name, &filled.read)).await?, "reviewed")
    };
    work.await.unwrap_or_else(|other: Response| other)
}

fn pack<'g>(gate: &'g Gate, name: &str) -> Option<&'g PackInfo> {
    gate.packs().iter().find(|pack| pack.name == name)
}

fn no_pack(visit: &Visit, name: &str) -> Response {
    error::missing(visit, &format!("No pack {name} is on"), "The tab Versions and sign-off lists the packs.")
}

fn reviewing(gate: &Gate, pack: &PackInfo) -> Asking {
    let mut unchecked: Vec<&guardrails::RuleInfo> = vec![];
    for rule in gate.rules().iter().filter(|rule| rule.pack == pack.name && rule.is_unchecked()) {
        if !unchecked.iter().any(|known| known.id == rule.id) {
            unchecked.push(rule);
        }
    }
    let row = |rule: &&guardrails::RuleInfo| {
        Row::plain(vec![super::rule_link(&rule.id), html! { (rule.statement) }, html! { (rule.source) }, marks::mark(rule)])
    };
    Asking {
        action: format!("/guardrails/packs/{}/signature", pack.name),
        kicker: "Check before you sign",
        title: format!("Sign the pack {}", pack.title),
        lead: "You sign for Compliance that you have read exactly this text. It is then no longer called unreviewed; what it decides stays the same.".into(),
        word: "sign",
        button: "Sign it",
        read: pack.digest.clone(),
        proves: true,
        reason: None,
        what: html! {
            (facts(&[("Version", html! { (pack.version) }), ("Digest", html! { code { (pack.digest) } }), ("Text", html! { code { (pack.file) } ", " a href=(format!("/guardrails/rules#{}", pack.name)) { "all its rules" } })]))
            @if !unchecked.is_empty() {
                (section("unchecked", "Rules whose source was not read in the original", table(&Table {
                    caption: "Rules marked K or S".into(),
                    quiet_caption: true,
                    columns: ["Rule", "What it says", "Source", "Source checked"].map(Column::text).into(),
                    rows: unchecked.iter().map(row).collect(),
                    ..Table::default()
                })))
            }
        },
    }
}

/// Does something with the draft, if there is one.
async fn with_draft(visit: Visit, work: impl AsyncFnOnce(&Visit, &Policies, &Draft) -> Result<Response, Response>) -> Response {
    let policies = match now(&visit).await {
        Ok((policies, _)) => policies,
        Err(failed) => return failed,
    };
    match &policies.draft {
        Some(draft) => work(&visit, &policies, draft).await.unwrap_or_else(|other| other),
        None => error::missing(&visit, "There is no draft", "Somebody may have given it up, or put it in force. Draft a change first."),
    }
}

fn digest(digest: &str) -> Markup {
    html! { p { "The text has the digest " code { (digest) } "." } }
}

/// The way to prove who one is, or the page again where the word was not typed.
fn mistyped(visit: &Visit, asking: Asking, filled: &Filled) -> Option<Response> {
    if asking.proves && !is_fresh(visit) {
        return Some(door::to_step_up(&asking.action));
    }
    if filled.word.trim().eq_ignore_ascii_case(asking.word) {
        return None;
    }
    let errors = [FieldError { field: "word".into(), message: format!("Type {} to confirm", asking.word) }];
    Some((StatusCode::UNPROCESSABLE_ENTITY, check(visit, asking, filled, &errors)).into_response())
}

/// The page that shows what a step does and asks for its word.
fn check(visit: &Visit, asking: Asking, filled: &Filled, errors: &[FieldError]) -> Response {
    let error = errors.first().map(|error| error.message.clone()).unwrap_or_default();
    let inside = html! {
        (field(&Field::new("read", "", Input::Hidden(asking.read))))
        @if let Some(label) = asking.reason { (field(&Field::new("reason", label, Input::Text(filled.reason.clone())))) }
        (field(&Field::new("word", format!("Type {} to confirm", asking.word), Input::Text(filled.word.clone())).error(error).required()))
        div.bar-r { (submit(&Button::primary(asking.button))) (link_button(&Button::new("Back"), "/guardrails/versions")) }
    };
    let body = html! {
        (error_summary(errors))
        (section("what", "What it does", asking.what))
        (section("confirm", &format!("As {}", visit.seat.function.title()), form(&parts::Form { action: asking.action, label: asking.title.clone(), ..parts::Form::default() }, inside)))
    };
    page(visit, Tab::Versions, below(Tab::Versions, asking.kicker, asking.title, asking.lead), None, body)
}

/// Where a step leads.
#[expect(clippy::unnecessary_wraps, clippy::result_large_err, reason = "it ends chains of `?`")]
fn taken(visit: &Visit, stepped: Stepped, done: &str) -> Result<Response, Response> {
    Ok(match stepped {
        Stepped::Done => Redirect::to(&format!("/guardrails/versions?done={done}")).into_response(),
        other => not_taken(visit, other),
    })
}

/// The page that says why a step was not taken.
pub(super) fn not_taken(visit: &Visit, stepped: Stepped) -> Response {
    let (status, title, body) = match stepped {
        Stepped::Denied(no) => {
            visit.notes.note(Deed::Refused(no.what.clone()));
            (StatusCode::FORBIDDEN, "Not yours to do", outcome::denied(&no))
        }
        Stepped::Refused(refused) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "This policy cannot stand", changes::refusals("It was not taken", &refused))
        }
        Stepped::Moved => (
            StatusCode::CONFLICT,
            "Somebody was faster",
            notice(
                Tone::Warning,
                "Nothing was written",
                html! { p { "What you read is no longer what stands. Read it again before you go on." } },
            ),
        ),
        Stepped::Done => return Redirect::to("/guardrails/versions").into_response(),
    };
    let body = html! { (body) div.bar-r { (link_button(&Button::new("See the versions"), "/guardrails/versions")) } };
    (status, page(visit, Tab::Versions, below(Tab::Versions, "", title, ""), None, body)).into_response()
}
