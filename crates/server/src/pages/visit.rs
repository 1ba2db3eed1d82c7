//! One request for a page: who looks, as which function, at which asset, on which day, and the frame around the answer.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::{Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use guardrails::{Purpose, Visible};
use maud::{Markup, html};
use strategy::{
    Function, Graph, Key, Record,
    graph::Of,
    record::{Asset, Market, Stage},
};

use super::{
    door::{self, Visitor, cookie, encoded},
    error,
    guardrails::see_as,
};
use crate::{
    app::{
        Seat, Session, View,
        audit::{Deed, Notes},
        batch_id,
    },
    parts::{self, Frame, Lifecycle, Link, Page, PageHeader},
    router::Site,
    words,
};

/// One request for a page. Take it as a handler's argument.
pub struct Visit {
    /// What the pages stand on.
    pub site: Site,
    /// The strategy as the seat sees it, the same for the whole request. There is no other way to a record.
    pub view: Arc<Visible<View>>,
    /// Who looks.
    pub seat: Seat,
    /// The function through whose eyes an owner of the policy looks; none on most days.
    pub seen_as: Option<Function>,
    /// Their session: its mark and the request's id are what the audit names.
    pub session: Arc<Session>,
    /// The asset that is looked at; `None` before there is one.
    pub asset: Option<Key>,
    /// What the audit will keep of this request.
    pub notes: Notes,
    visitor: Visitor,
    here: String,
    referrer: String,
}

/// What a page adds to the frame.
pub struct Shown {
    /// The page that the rail marks.
    pub page: Page,
    /// The head.
    pub header: PageHeader,
    /// How many items are shown, where that makes sense.
    pub items: Option<usize>,
    /// The content.
    pub body: Markup,
}

impl FromRequestParts<Site> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Visit, Self::Rejection> {
        let here = parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.to_string(), |uri| uri.0.to_string());
        let visitor = Visitor::from_request_parts(parts, site).await?;
        // The door lets nobody come here without a session; this is its second bolt.
        let Some(session) = visitor.session.clone() else { return Err(Redirect::to("/sign-in").into_response()) };
        let Some(seat) = session.seat() else { return Err(acts_as_nothing(parts, &here)) };
        let seen_as = cookie::value(&parts.headers, see_as::COOKIE).and_then(|word| Function::parse(&word)).filter(|_| see_as::may(&seat));
        let view = view_of(site, &seat, seen_as).await?;
        let chosen = cookie::value(&parts.headers, "asset").and_then(|key| Key::new(&key));
        let asset = chosen.filter(|key| view.graph().get::<Asset>(key).is_some());
        let asset = asset.or_else(|| view.graph().all::<Asset>().next().map(|asset| asset.key().clone()));
        let visit = Visit {
            seat,
            seen_as,
            session,
            notes: visitor.notes.clone(),
            visitor,
            site: site.clone(),
            view,
            asset,
            here,
            referrer: parts.headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned(),
        };
        let changes = seen_as.is_some() && parts.method == Method::POST && parts.uri.path() != see_as::PATH;
        if changes { Err(see_as::refused(&visit)) } else { Ok(visit) }
    }
}

impl Visit {
    /// The graph.
    pub fn graph(&self) -> &Graph {
        self.view.graph()
    }

    /// The asset that is looked at.
    pub fn asset(&self) -> Option<Of<'_, Asset>> {
        self.graph().get(self.asset.as_ref()?)
    }

    /// Whether a record belongs to the asset that is looked at, or to none.
    pub fn is_mine(&self, record: &Record) -> bool {
        let of = self.graph().asset_of(record);
        of.is_none_or(|asset| Some(asset.key()) == self.asset.as_ref())
    }

    /// The markets of the asset, by key.
    pub fn markets(&self) -> Vec<Of<'_, Market>> {
        self.graph().all::<Market>().filter(|market| self.is_mine(market.record)).collect()
    }

    /// Notes that a rule withholds something on this page. In a preview it is withheld from somebody else.
    pub fn note_withheld(&self, about: impl Into<String>, rule: impl ToString) {
        if self.seen_as.is_none() {
            self.notes.note(Deed::Withheld { about: about.into(), rule: rule.to_string() });
        }
    }

    /// The open findings of the asset, worst first.
    pub fn findings(&self) -> Vec<&strategy::Finding> {
        let mine = |finding: &&strategy::Finding| {
            let record = finding.record.as_ref().and_then(|key| self.graph().record(key));
            record.is_none_or(|record| self.is_mine(record))
        };
        self.view.open().filter(mine).collect()
    }

    /// The path of the page that the request came from, if it is one of ours, else another.
    pub fn back<'a>(&'a self, otherwise: &'a str) -> &'a str {
        let after_host = self.referrer.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        let path = after_host.and_then(|path| path.split(['?', '#']).next()).unwrap_or_default();
        if path.len() > 1 { super::preferences::own_path(path) } else { otherwise }
    }

    /// What was just done, from the address: with the way to take it back.
    fn done(&self) -> Option<Markup> {
        let query = self.here.split_once('?')?.1;
        let of = |name: &str| query.split('&').filter_map(|pair| pair.split_once('=')).find(|(found, _)| *found == name);
        let batch_of =
            |name: &str| of(name).and_then(|(_, id)| batch_id(id)).and_then(|id| self.site.app.written_in(&self.seat, id).ok()?);
        if let Some(batch) = batch_of("changed").filter(|batch| !batch.is_undone) {
            let undo = parts::post_button(&parts::Button::new("Undo").key('z'), &format!("/changes/{}/undoing", batch.id), &[]);
            let says = html! { (batch.label) " · " (words::instant(batch.at)) @if batch.is_own(&self.seat) { " " (undo) } };
            return Some(parts::notice(parts::Tone::Done, "Saved", says));
        }
        batch_of("undone")
            .map(|batch| parts::notice(parts::Tone::Done, "Taken back", html! { (batch.label) " was undone; its history is kept." }))
    }

    /// What stands above everything: through whose eyes, and what was just done.
    fn banner(&self) -> Option<Markup> {
        let (eyes, done) = (self.seen_as.map(see_as::banner), self.done());
        if eyes.is_none() { done } else { Some(html! { @if let Some(eyes) = eyes { (eyes) } @if let Some(done) = done { (done) } }) }
    }

    /// Whether some pack of rules has not been signed by Compliance.
    fn unreviewed(&self) -> bool {
        self.site.app.gate().packs().iter().any(|pack| pack.reviewed.is_none())
    }

    /// The whole page.
    pub fn show(&self, shown: Shown) -> Response {
        parts::frame(&self.frame(shown.page, shown.header, shown.items), shown.body).into_response()
    }

    fn frame(&self, active: Page, header: PageHeader, items: Option<usize>) -> Frame {
        let others = self.graph().all::<Asset>().filter(|asset| Some(asset.key()) != self.asset.as_ref());
        Frame {
            active,
            asset: self.asset().map(|asset| asset.title().to_owned()).unwrap_or_default(),
            assets: others.map(|asset| Link::new(asset.title(), format!("/?asset={}", asset.key()))).collect(),
            lifecycle: self.markets().iter().map(lifecycle).collect(),
            as_of: words::day(self.view.day()),
            epoch: Some(self.view.epoch()),
            unreviewed: self.unreviewed(),
            items,
            banner: self.banner(),
            ..self.visitor.frame(header)
        }
    }
}

/// The answer to somebody who is signed in and acts as no function: they choose one first.
fn acts_as_nothing(parts: &Parts, here: &str) -> Response {
    if crate::json::is_wanted(&parts.headers) {
        return door::problem(StatusCode::FORBIDDEN, "you act as no function", "choose one at `/acting-as`, or ask an owner for one");
    }
    Redirect::to(&format!("/acting-as?next={}", encoded(super::preferences::own_path(here)))).into_response()
}

/// What the seat sees. Where it has to be made it is made off the request threads, because the first look after a change
/// costs a check.
async fn view_of(site: &Site, seat: &Seat, seen_as: Option<Function>) -> Result<Arc<Visible<View>>, Response> {
    let at_hand = if seen_as.is_none() { site.app.view_at_hand(seat, Purpose::Work) } else { None };
    if let Some(view) = at_hand {
        return Ok(view);
    }
    let (app, seat) = (site.app.clone(), seat.clone());
    match tokio::task::spawn_blocking(move || match seen_as {
        Some(function) => app.view_as(&seat, function),
        None => app.view(&seat, Purpose::Work),
    })
    .await
    {
        Ok(Ok(view)) => Ok(view),
        Ok(Err(failure)) => Err(error::unreadable(&failure)),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

/// The lifecycle of one market, for the strip under the top bar.
pub fn lifecycle(market: &Of<'_, Market>) -> Lifecycle {
    const PATH: [Stage; 7] =
        [Stage::Phase2, Stage::Phase3, Stage::Filed, Stage::Approved, Stage::Launched, Stage::Mature, Stage::LossOfExclusivity];
    let date = |stage: Stage| match stage {
        Stage::Phase3 => market.phase3_start.day(),
        Stage::Filed => market.filing.day(),
        Stage::Approved => market.approval.day(),
        Stage::Launched => market.launch.day(),
        Stage::LossOfExclusivity => market.loss_of_exclusivity.day(),
        _ => None,
    };
    let now = market.stage.unwrap_or(Stage::Preclinical);
    Lifecycle {
        market: market.title().to_owned(),
        stages: PATH
            .iter()
            .map(|s| parts::Stage { label: words::stage(*s).into(), date: date(*s).map(words::day).unwrap_or_default() })
            .collect(),
        current: PATH.iter().rposition(|stage| *stage <= now).unwrap_or(0),
    }
}
