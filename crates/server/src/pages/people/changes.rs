//! Changes of an account by an owner, one form each; all lead back to the account.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use uuid::Uuid;

use crate::{
    app::{App, Session, people::Asked},
    pages::door::{Member, Pairs},
};

/// `POST /people/{id}/grants`.
pub async fn grant(member: Member, Path(id): Path<Uuid>, pairs: Pairs) -> Response {
    carry_out(member, id, pairs, &["function", "markets", "reason"], move |app, session, filled| {
        app.grant(session, id, filled.one("function"), filled.one("markets"), filled.one("reason"))
    })
    .await
}

/// `POST /people/{id}/grants/revocation`.
pub async fn revoke(member: Member, Path(id): Path<Uuid>, pairs: Pairs) -> Response {
    carry_out(member, id, pairs, &["function", "reason"], move |app, session, filled| {
        app.revoke(session, id, filled.one("function"), filled.one("reason"))
    })
    .await
}

/// `POST /people/{id}/roles`.
pub async fn role(member: Member, Path(id): Path<Uuid>, pairs: Pairs) -> Response {
    carry_out(member, id, pairs, &["role", "step", "reason"], move |app, session, filled| match filled.one("step") {
        "give" => app.set_role(session, id, filled.one("role"), true, filled.one("reason")),
        "take" => app.set_role(session, id, filled.one("role"), false, filled.one("reason")),
        _ => Ok(Ok(())),
    })
    .await
}

/// `POST /people/{id}/standing`: whether they may sign in.
pub async fn standing(member: Member, Path(id): Path<Uuid>, pairs: Pairs) -> Response {
    carry_out(member, id, pairs, &["step", "reason"], move |app, session, filled| match filled.one("step") {
        "activate" => app.set_active(session, id, true, filled.one("reason")),
        "deactivate" => app.set_active(session, id, false, filled.one("reason")),
        _ => Ok(Ok(())),
    })
    .await
}

/// `POST /people/{id}/password`.
pub async fn password(member: Member, Path(id): Path<Uuid>, pairs: Pairs) -> Response {
    carry_out(member, id, pairs, &["password", "reason"], move |app, session, filled| {
        app.reset_password(session, id, filled.raw("password"), filled.one("reason"))
    })
    .await
}

/// `POST /people/{id}/sessions/ending`.
pub async fn end(member: Member, Path(id): Path<Uuid>, pairs: Pairs) -> Response {
    carry_out(member, id, pairs, &["reason"], move |app, session, filled| {
        Ok(app.end_sessions_of(session, id, filled.one("reason"))?.map(drop))
    })
    .await
}

async fn carry_out(
    member: Member,
    id: Uuid,
    pairs: Pairs,
    known: &[&str],
    change: impl FnOnce(&App, &Session, &Pairs) -> Asked<()> + Send + 'static,
) -> Response {
    let filled = match pairs.only(known) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let page = format!("/people/{id}");
    match member.aside(move |app, session| change(app, session, &filled)).await {
        Ok(Ok(())) => Redirect::to(&page).into_response(),
        Ok(Err(refusal)) => member.refused(&refusal, &page),
        Err(failure) => member.failed(&failure),
    }
}
