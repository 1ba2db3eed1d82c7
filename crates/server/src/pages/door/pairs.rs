//! A form as it was sent, where a field may come more than once. A field that the form does not have is refused, so that
//! nobody adds one and hopes.

use axum::{
    Form,
    extract::{FromRequest, Request, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// What was filled in. Take it as a handler's last argument and ask for [`Pairs::only`] what the form has.
pub struct Pairs(Vec<(String, String)>);

/// A form came with a field that it does not have; nothing was done.
#[derive(Clone, Copy, Debug)]
pub struct UnknownField;

impl IntoResponse for UnknownField {
    fn into_response(self) -> Response {
        let says =
            "this form was sent with a field that it does not have; nothing was done\nhelp: open the page again and send it from there\n";
        (StatusCode::UNPROCESSABLE_ENTITY, says).into_response()
    }
}

impl<S: Send + Sync> FromRequest<S> for Pairs {
    type Rejection = FormRejection;

    async fn from_request(request: Request, state: &S) -> Result<Pairs, FormRejection> {
        Form::from_request(request, state).await.map(|Form(pairs)| Pairs(pairs))
    }
}

impl Pairs {
    /// The form, if it has only these fields.
    pub fn only(self, known: &[&str]) -> Result<Pairs, UnknownField> {
        match self.0.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            None => Ok(self),
            Some(_) => Err(UnknownField),
        }
    }

    /// The value of a field without outer blanks; empty if it was not sent.
    pub fn one(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The value of a field as it was typed, for passwords.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// All values of a field.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}
