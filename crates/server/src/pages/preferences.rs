//! What a person prefers, kept in cookies until people can sign in: the function acted as, the theme, the asset.

use axum::{
    Form,
    http::header,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use strategy::{Function, Key};

use crate::parts::Theme;

/// A form that changes one preference and leads back.
#[derive(Debug, Deserialize)]
pub struct Preference {
    /// Where to go back to.
    #[serde(default)]
    next: String,
    /// The function to act as.
    #[serde(default)]
    function: String,
    /// The theme.
    #[serde(default)]
    theme: String,
    /// The asset.
    #[serde(default)]
    asset: String,
}

/// `POST /acting-as`.
pub async fn acting_as(Form(form): Form<Preference>) -> Response {
    let word = Function::parse(&form.function).map(|function| function.as_str().replace(' ', "+"));
    remember("acting", word, &form.next)
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
