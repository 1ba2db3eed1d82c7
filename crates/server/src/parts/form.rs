//! Forms: label above, hint before the input, the error in words beside it and in a summary on top.
//! What was typed is kept; every form is sent with POST to the server that drew it.

use maud::{Markup, html};

/// One option of a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Chosen now.
    pub chosen: bool,
}

impl Choice {
    /// An option; `chosen` marks the one (or those) selected now.
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Choice {
        Choice { value: value.into(), label: label.into(), chosen }
    }
}

/// What is typed or chosen, with its present value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// One line.
    Text(String),
    /// Several lines, this many shown.
    TextArea(String, u8),
    /// A number; sent as typed.
    Number(String),
    /// A day as `2026-11-24`.
    Date(String),
    /// Yes or no; sends `true` when ticked.
    Checkbox(bool),
    /// One of a list that opens.
    Select(Vec<Choice>),
    /// One of a few, all in sight.
    Radio(Vec<Choice>),
    /// Any number of a list, as boxes; sends the name once per ticked box.
    Multi(Vec<Choice>),
    /// A file; the value says which types, such as `.toml,.xlsx`.
    File(String),
    /// What somebody signs in as.
    Login(String),
    /// The present password, or a new one; never drawn with a value.
    Password {
        /// A new one, so that a password manager offers to make it.
        new: bool,
    },
    /// Sent but not shown.
    Hidden(String),
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name it is sent under; its id is `f-` and the name.
    pub name: String,
    /// The label above.
    pub label: String,
    /// Help between label and input; empty for none.
    pub hint: String,
    /// What is wrong with the value, in words; empty when nothing is.
    pub error: String,
    /// Must be filled. Others say "optional".
    pub required: bool,
    /// The input itself.
    pub input: Input,
}

impl Field {
    /// An optional field.
    pub fn new(name: impl Into<String>, label: impl Into<String>, input: Input) -> Field {
        Field { name: name.into(), label: label.into(), hint: String::new(), error: String::new(), required: false, input }
    }
    /// With a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Field {
        self.hint = hint.into();
        self
    }
    /// With an error; an empty text means none.
    pub fn error(mut self, error: impl Into<String>) -> Field {
        self.error = error.into();
        self
    }
    /// Must be filled.
    pub fn required(mut self) -> Field {
        self.required = true;
        self
    }

    fn id(&self) -> String {
        format!("f-{}", self.name)
    }

    fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id()));
        let error = (!self.error.is_empty()).then(|| format!("{}-error", self.id()));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// An error and the field it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name, as in [`Field::name`].
    pub field: String,
    /// What is wrong, in words.
    pub message: String,
}

/// The list of errors above a form, each a link to its field; nothing when there are none.
pub fn error_summary(errors: &[FieldError]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.errs role="alert" tabindex="-1" data-focus {
                h2 { "There is a problem" }
                ul { @for error in errors { li { a href=(format!("#f-{}", error.field)) { (error.message) } } } }
            }
        }
    }
}

/// The form around fields and buttons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent, with POST.
    pub action: String,
    /// What it is for, read by screen readers; empty when a heading says it.
    pub label: String,
    /// Ask before leaving with unsaved changes (when scripts run).
    pub guard: bool,
    /// The region its answer replaces (when scripts run), such as `#preview`; empty for a page load.
    pub swap: String,
    /// Carries files.
    pub files: bool,
}

/// Draws the form. Validation is the server's: the browser's own bubbles are switched off.
pub fn form(form: &Form, body: Markup) -> Markup {
    html! {
        form.form method="post" action=(form.action) novalidate
            aria-label=[(!form.label.is_empty()).then_some(&form.label)]
            data-guard=[form.guard.then_some("")]
            data-swap=[(!form.swap.is_empty()).then_some(&form.swap)]
            enctype=[form.files.then_some("multipart/form-data")] { (body) }
    }
}

/// Draws one field.
pub fn field(field: &Field) -> Markup {
    let wrong = !field.error.is_empty();
    match &field.input {
        Input::Hidden(value) => html! { input type="hidden" name=(field.name) value=(value); },
        Input::Checkbox(ticked) => html! {
            div.fld.bad[wrong] {
                label.tick {
                    input type="checkbox" id=(field.id()) name=(field.name) value="true" checked[*ticked]
                        aria-describedby=[field.described_by()] aria-invalid=[wrong.then_some("true")];
                    span { (field.label) }
                }
                (hint_and_error(field))
            }
        },
        Input::Radio(choices) => group(field, "radio", choices),
        Input::Multi(choices) => group(field, "checkbox", choices),
        _ => html! {
            div.fld.bad[wrong] {
                label.lbl for=(field.id()) { (field.label) (optional(field)) }
                (hint_and_error(field))
                (single(field))
            }
        },
    }
}

fn single(field: &Field) -> Markup {
    let invalid = (!field.error.is_empty()).then_some("true");
    let (kind, value) = match &field.input {
        Input::TextArea(value, rows) => {
            return html! {
                textarea id=(field.id()) name=(field.name) rows=(rows) required[field.required]
                    aria-describedby=[field.described_by()] aria-invalid=[invalid] { "\n" (value) }
            };
        }
        Input::Select(choices) => {
            return html! {
                select id=(field.id()) name=(field.name) required[field.required]
                    aria-describedby=[field.described_by()] aria-invalid=[invalid] {
                    @for choice in choices { option value=(choice.value) selected[choice.chosen] { (choice.label) } }
                }
            };
        }
        Input::File(accept) => {
            return html! {
                input type="file" id=(field.id()) name=(field.name) accept=(accept) required[field.required]
                    aria-describedby=[field.described_by()] aria-invalid=[invalid];
            };
        }
        Input::Number(value) => ("text", value.as_str()),
        Input::Date(value) => ("date", value.as_str()),
        Input::Text(value) | Input::Login(value) => ("text", value.as_str()),
        Input::Password { .. } => ("password", ""),
        // The other kinds are drawn by `field` and never come here.
        Input::Checkbox(_) | Input::Radio(_) | Input::Multi(_) | Input::Hidden(_) => ("hidden", ""),
    };
    let fills = match &field.input {
        Input::Login(_) => "username",
        Input::Password { new: true } => "new-password",
        Input::Password { new: false } => "current-password",
        _ => "off",
    };
    let decimal = matches!(field.input, Input::Number(_)).then_some("decimal");
    html! {
        input.short[decimal.is_some() || kind == "date"] type=(kind) id=(field.id()) name=(field.name) value=(value)
            inputmode=[decimal] required[field.required] autocomplete=(fills)
            aria-describedby=[field.described_by()] aria-invalid=[invalid];
    }
}

fn group(field: &Field, kind: &str, choices: &[Choice]) -> Markup {
    let id = |index: usize| if index == 0 { field.id() } else { format!("{}-{index}", field.id()) };
    html! {
        fieldset.fld.bad[!field.error.is_empty()] aria-describedby=[field.described_by()] {
            legend.lbl { (field.label) (optional(field)) }
            (hint_and_error(field))
            div.ticks { @for (index, choice) in choices.iter().enumerate() {
                label.tick {
                    input type=(kind) id=(id(index)) name=(field.name) value=(choice.value) checked[choice.chosen];
                    span { (choice.label) }
                }
            } }
        }
    }
}

fn optional(field: &Field) -> Markup {
    html! { @if !field.required { span.opt { " optional" } } }
}

fn hint_and_error(field: &Field) -> Markup {
    html! {
        @if !field.hint.is_empty() { p.hint id=(format!("{}-hint", field.id())) { (field.hint) } }
        @if !field.error.is_empty() { p.err id=(format!("{}-error", field.id())) { span.vh { "Error: " } (field.error) } }
    }
}
