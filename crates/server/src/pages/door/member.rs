//! A request of somebody who is signed in, for pages that show nothing of the strategy: account, people, confirmation.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use ledger::Refusal;
use maud::{Markup, html};

use super::{Visitor, to_step_up};
use crate::{
    app::{App, Error, Session, audit::Deed},
    pages::error,
    parts::{self, Button, PageHeader, Tone, link_button, notice},
    router::Site,
    words,
};

/// A request of somebody who is signed in. Take it as a handler's argument.
pub struct Member {
    /// The session.
    pub session: Arc<Session>,
    /// What else is known of the request.
    pub visitor: Visitor,
}

impl FromRequestParts<Site> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Member, Self::Rejection> {
        let visitor = Visitor::from_request_parts(parts, site).await?;
        match visitor.session.clone() {
            Some(session) => Ok(Member { session, visitor }),
            // The door lets nobody come here; this is its second bolt.
            None => Err(Redirect::to("/sign-in").into_response()),
        }
    }
}

impl Member {
    /// What people can do.
    pub fn app(&self) -> &App {
        &self.visitor.site.app
    }

    /// The whole page.
    pub fn show(&self, status: StatusCode, header: PageHeader, body: Markup) -> Response {
        (status, parts::frame(&self.visitor.frame(header), body)).into_response()
    }

    /// Runs a use case off the request threads.
    pub async fn aside<T: Send + 'static>(&self, work: impl FnOnce(&App, &Session) -> T + Send + 'static) -> T {
        let (app, session) = (self.app().clone(), self.session.clone());
        match tokio::task::spawn_blocking(move || work(&app, &session)).await {
            Ok(done) => done,
            Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
        }
    }

    /// A page that says why not, with the way back; what needs confirmation leads there first and comes back to `next`.
    pub fn refused(&self, refusal: &Refusal, next: &str) -> Response {
        match refusal {
            Refusal::StepUpNeeded => return to_step_up(next),
            Refusal::NoSession => return Redirect::to("/sign-in").into_response(),
            _ => {}
        }
        let status = match refusal {
            Refusal::NotOwner => {
                self.visitor.notes.note(Deed::Refused(refusal.to_string()));
                StatusCode::FORBIDDEN
            }
            Refusal::NoPerson => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let body = notice(Tone::Stop, &words::capital(&refusal.to_string()), html! { p { (link_button(&Button::new("Go back"), next)) } });
        self.show(status, PageHeader { title: "That was not done".into(), ..PageHeader::default() }, body)
    }

    /// The page for a use case that failed. The chain of causes goes to the log, once.
    pub fn failed(&self, failure: &Error) -> Response {
        error::unreadable(failure)
    }
}
