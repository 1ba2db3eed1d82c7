//! Which entries are wanted: by person, function, what happened, record and time. Each choice is in the address.

use jiff::civil::Date;
use ledger::audit::What;
use maud::{Markup, html};
use serde::Deserialize;
use strategy::{Function, Key};

use super::entry;
use crate::{
    app::audit::{Wanted, moment},
    pages::door::encoded,
    parts::{Button, Choice, Icon, submit},
    words,
};

/// What was asked for, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filter {
    #[serde(default)]
    person: String,
    #[serde(default)]
    function: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    record: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    before: String,
}

impl Filter {
    /// As the app reads it. A function, a sort or a day that cannot be read does not restrict.
    pub(super) fn wanted(&self) -> Wanted {
        Wanted {
            person: self.person.trim().to_owned(),
            function: Function::parse(&self.function),
            what: What::parse(&self.what).into_iter().collect(),
            record: Some(self.record.trim().to_owned()).filter(|text| !text.is_empty()),
            from: self.from(),
            until: self.until(),
            before: self.before.trim().parse().ok(),
        }
    }

    /// The record, if the text can be a key.
    pub(super) fn record(&self) -> Option<Key> {
        Key::new(self.record.trim())
    }

    /// The first day.
    pub(super) fn from(&self) -> Option<Date> {
        self.from.trim().parse().ok()
    }

    /// The last day.
    pub(super) fn until(&self) -> Option<Date> {
        self.until.trim().parse().ok()
    }

    fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("person", &self.person),
            ("function", &self.function),
            ("what", &self.what),
            ("record", &self.record),
            ("from", &self.from),
            ("until", &self.until),
        ];
        all.into_iter().map(|(name, value)| (name, value.trim())).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The address of the same entries, from a place on.
    pub(super) fn address(&self, before: Option<u64>) -> String {
        let place = before.map(|before| before.to_string());
        let pairs = self.pairs().into_iter().chain(place.as_deref().map(|place| ("before", place)));
        with("/audit", pairs)
    }

    /// The address of the evidence for what is shown: a record, or a time.
    pub(super) fn evidence_address(&self) -> String {
        with("/audit/evidence.json", self.pairs().into_iter().filter(|(name, _)| matches!(*name, "record" | "from" | "until")))
    }

    /// What is looked for, as a sentence goes on; nothing where nothing restricts.
    pub(super) fn in_words(&self) -> Option<String> {
        let wanted = self.wanted();
        let mut said = vec![];
        said.extend(wanted.what.first().map(|what| format!("“{}”", entry::title(*what))));
        said.extend((!wanted.person.is_empty()).then(|| format!("by {}", wanted.person)));
        said.extend(wanted.function.map(|function| format!("acting as {function}")));
        said.extend((!self.record.trim().is_empty()).then(|| format!("about {}", self.record.trim())));
        said.extend((wanted.from.is_some() || wanted.until.is_some()).then(|| moment(wanted.from, wanted.until)));
        said.extend(wanted.before.map(|before| format!("earlier than entry {before}")));
        (!said.is_empty()).then(|| words::list(&said))
    }

    /// The form above the entries.
    pub(super) fn form(&self) -> Markup {
        let whats: Vec<Choice> =
            What::ALL.iter().map(|what| Choice::new(what.as_str(), entry::title(*what), self.what == what.as_str())).collect();
        let functions: Vec<Choice> = Function::ALL
            .iter()
            .map(|function| Choice::new(function.as_str(), function.title(), self.function == function.as_str()))
            .collect();
        let text = |name: &str, label: &str, value: &str, kind: &str| {
            html! { div { label.lbl for=(format!("f-{name}")) { (label) } input id=(format!("f-{name}")) type=(kind) name=(name) value=(value) autocomplete="off"; } }
        };
        let select = |name: &str, label: &str, choices: &[Choice]| {
            html! { div { label.lbl for=(format!("f-{name}")) { (label) } select id=(format!("f-{name}")) name=(name) {
                option value="" { "all" }
                @for choice in choices { option value=(choice.value) selected[choice.chosen] { (choice.label) } }
            } } }
        };
        html! {
            form.aud-f method="get" action="/audit" role="search" aria-label="Which entries" {
                (select("what", "What happened", &whats))
                (text("person", "Person", &self.person, "text"))
                (select("function", "Acting as", &functions))
                (text("record", "Record", &self.record, "text"))
                (text("from", "From", &self.from, "date"))
                (text("until", "To", &self.until, "date"))
                div.bar-r { (submit(&Button::new("Show").icon(Icon::Search))) @if !self.pairs().is_empty() { a href="/audit" { "Show all" } } }
            }
        }
    }
}

fn with<'p>(path: &str, pairs: impl Iterator<Item = (&'static str, &'p str)>) -> String {
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}
