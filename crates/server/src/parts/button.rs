//! What can be pressed: submit buttons, links that look like them, and forms of a single button.

use maud::{Markup, html};

use super::{Icon, icon};

/// How much a button asks for attention. One primary button a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do here: filled ink.
    Primary,
    /// Anything else: outlined.
    #[default]
    Secondary,
    /// In rows and bars: no outline until pointed at.
    Quiet,
    /// Cannot be undone: crimson outline.
    Danger,
}

/// A button, described; draw it with [`submit`], [`link_button`] or [`post_button`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Button {
    /// What happens, as a verb.
    pub label: String,
    /// How much attention.
    pub weight: Weight,
    /// A single key that presses it (shown in the keyboard help), such as `e`.
    pub key: Option<char>,
    /// A drawing before the word.
    pub icon: Option<Icon>,
    /// Name and value sent when this button submits a form.
    pub sends: Option<(String, String)>,
    /// A longer label for screen readers, when the word alone is ambiguous in a list; it starts with the label.
    pub spoken: String,
    /// The region the answer replaces when scripts run, such as `#findings`; empty for a page load.
    pub swap: String,
}

impl Button {
    /// An outlined button.
    pub fn new(label: impl Into<String>) -> Button {
        Button { label: label.into(), ..Button::default() }
    }
    /// The page's main button.
    pub fn primary(label: impl Into<String>) -> Button {
        Button { weight: Weight::Primary, ..Button::new(label) }
    }
    /// A button without outline.
    pub fn quiet(label: impl Into<String>) -> Button {
        Button { weight: Weight::Quiet, ..Button::new(label) }
    }
    /// A button for what cannot be undone.
    pub fn danger(label: impl Into<String>) -> Button {
        Button { weight: Weight::Danger, ..Button::new(label) }
    }
    /// With a shortcut key.
    pub fn key(mut self, key: char) -> Button {
        self.key = Some(key);
        self
    }
    /// With a drawing.
    pub fn icon(mut self, icon: Icon) -> Button {
        self.icon = Some(icon);
        self
    }
    /// Sending a name and a value.
    pub fn sends(mut self, name: impl Into<String>, value: impl Into<String>) -> Button {
        self.sends = Some((name.into(), value.into()));
        self
    }
    /// With a longer spoken label, such as `Preview fix 2 of F-142`.
    pub fn spoken(mut self, spoken: impl Into<String>) -> Button {
        self.spoken = spoken.into();
        self
    }
    /// Replacing only a region of the page when scripts run.
    pub fn swap(mut self, target: impl Into<String>) -> Button {
        self.swap = target.into();
        self
    }

    fn class(&self) -> &'static str {
        match self.weight {
            Weight::Primary => "btn btn-1",
            Weight::Secondary => "btn",
            Weight::Quiet => "btn btn-q",
            Weight::Danger => "btn btn-x",
        }
    }

    fn spoken_label(&self) -> Option<&str> {
        (!self.spoken.is_empty()).then_some(self.spoken.as_str())
    }

    fn swap_target(&self) -> Option<&str> {
        (!self.swap.is_empty()).then_some(self.swap.as_str())
    }
}

/// The button that sends the form around it.
pub fn submit(button: &Button) -> Markup {
    let (name, value) = button.sends.clone().unzip();
    html! {
        button class=(button.class()) type="submit" name=[name] value=[value]
            data-key=[button.key] aria-label=[button.spoken_label()] {
            @if let Some(drawing) = button.icon { (icon(drawing)) }
            (button.label)
        }
    }
}

/// A link with the weight of a button; for going somewhere, never for changing something.
pub fn link_button(button: &Button, href: &str) -> Markup {
    html! {
        a class=(button.class()) href=(href) data-key=[button.key] aria-label=[button.spoken_label()]
            data-swap=[button.swap_target()] {
            @if let Some(drawing) = button.icon { (icon(drawing)) }
            (button.label)
        }
    }
}

/// A form of one button: a change in a single press, with hidden names and values.
pub fn post_button(button: &Button, action: &str, hidden: &[(&str, &str)]) -> Markup {
    html! {
        form.one method="post" action=(action) data-swap=[button.swap_target()] {
            @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
            (submit(button))
        }
    }
}
