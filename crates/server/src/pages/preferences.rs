//! What a person prefers in this browser, kept in cookies that decide nothing: the theme, the asset looked at.

use axum::{
    Form,
    http::header,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use strategy::Key;

use crate::parts::Theme;

/// A form that changes one preference and leads back.
#[derive(Debug, Deserialize)]
pub struct Preference {
    /// Where to go back to.
    #[serde(default)]
    next: String,
    /// The theme.
    #[serde(default)]
    theme: String,
    /// The asset.
    #[serde(default)]
    asset: String,
}

/// `POST /theme`.
pub async fn theme(Form(form): Form<Preference>) -> Response {
    remember("theme", Some(Theme::of(&form.theme).word().to_owned()), &form.next)
}

/// `POST /asset`.
pub async fn asset(Form(form): Form<Preference>) -> Response {
    remember("asset", Key::new(&form.asset).map(|key| key.to_string()), &form.next)
}

fn remember(name: &str, value: Option<String>, next: &str) -> Response {
    let back = Redirect::to(own_path(next));
    match value {
        Some(value) => {
            let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000");
            (AppendHeaders([(header::SET_COOKIE, cookie)]), back).into_response()
        }
        None => back.into_response(),
    }
}

/// A path of this server, never another site.
pub fn own_path(next: &str) -> &str {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.starts_with("/\\") && !next.chars().any(char::is_control);
    if own { next } else { "/" }
}
