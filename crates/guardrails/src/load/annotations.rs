//! Reads what a rule says about itself. What it must say, and in which words, is decided here.

use cedar_policy::{Effect, Policy};
use jiff::civil::Date;
use strategy::{Function, record::SourceMark};

use crate::{
    Act, Class, Refusal, RuleId,
    rule::{Norm, RuleEffect, RuleInfo, Standing},
};

/// One rule's annotations, with the faults found so far.
struct Reader<'a> {
    policy: &'a Policy,
    file: &'a str,
    line: usize,
    faults: Vec<Refusal>,
}

/// Reads the annotations of one policy.
pub(super) fn read(pack: &str, file: &str, line: usize, text: &str, policy: &Policy) -> Result<RuleInfo, Vec<Refusal>> {
    let mut reader = Reader { policy, file, line, faults: Vec::new() };
    let reason = reader.needed("reason", "whoever is refused must be told why");
    let effect = reader.effect();
    let info = RuleInfo {
        id: RuleId::from(reader.needed("id", "verdicts, tests and people name a rule by it")),
        pack: pack.into(),
        statement: Some(reader.said("statement")).filter(|text| !text.is_empty()).unwrap_or(reason).into(),
        reason: reason.into(),
        source: reader.needed("source", "a rule without a source is an opinion").into(),
        norms: reader.words("norm", Norm::parse, Norm::list),
        marks: reader.words("mark", SourceMark::parse, SourceMark::list),
        mark_note: reader.said("mark_note").into(),
        from: reader.date("from"),
        until: reader.date("until"),
        review: reader.review(),
        overlay: reader.overlay(),
        effect,
        obligations: reader.said("obligations").split(';').map(str::trim).filter(|o| !o.is_empty()).map(String::from).collect(),
        route: reader.route(),
        standing: Standing::On,
        file: file.into(),
        line,
        text: text.into(),
    };
    if reader.faults.is_empty() { Ok(info) } else { Err(reader.faults) }
}

impl<'a> Reader<'a> {
    fn said(&self, name: &str) -> &'a str {
        self.policy.annotation(name).unwrap_or_default().trim()
    }

    fn fault(&mut self, what: String, why: &str, how: String) {
        let id = self.said("id");
        let what = if id.is_empty() { what } else { format!("rule `{id}`: {what}") };
        self.faults.push(Refusal::at(self.file, (self.line, 1), what, why, how));
    }

    fn needed(&mut self, name: &str, why: &str) -> &'a str {
        let text = self.said(name);
        if text.is_empty() {
            self.fault(format!("it has no @{name}"), why, format!("write @{name}(\"…\") before it"));
        }
        text
    }

    fn words<T>(&mut self, name: &str, parse: fn(&str) -> Option<T>, list: fn() -> String) -> Vec<T> {
        let text = self.needed(name, "people must see how far it can be relied on");
        let mut found = Vec::new();
        for word in text.split('/').map(str::trim).filter(|word| !word.is_empty()) {
            match parse(word) {
                Some(value) => found.push(value),
                None => self.unknown(name, word, format!("write of {}, joined by `/`", list())),
            }
        }
        found
    }

    fn unknown(&mut self, name: &str, word: &str, how: String) {
        self.fault(format!("@{name} says `{word}`"), "the gate does not know the word", how);
    }

    fn date(&mut self, name: &str) -> Option<Date> {
        let text = self.said(name);
        if text.is_empty() {
            return None;
        }
        let date = text.parse().ok();
        if date.is_none() {
            self.fault(
                format!("@{name} says `{text}`"),
                "a rule starts and ends on a day",
                "write it as 2027-05-31, or \"\" for none".into(),
            );
        }
        date
    }

    fn review(&mut self) -> Date {
        self.needed("review", "a rule that nobody looks at again goes stale");
        self.date("review").unwrap_or_default()
    }

    fn overlay(&mut self) -> bool {
        match self.said("pack") {
            "" | "core" => false,
            "overlay" => true,
            other => {
                self.unknown("pack", other, "write `core` or `overlay`".into());
                false
            }
        }
    }

    /// The effect named must be the one that Cedar will have.
    fn effect(&mut self) -> RuleEffect {
        let text = self.needed("effect", "a permit may grant, grant with obligations, or only oblige");
        let fallback = if self.policy.effect() == Effect::Permit { RuleEffect::Permit } else { RuleEffect::Forbid };
        if text.is_empty() {
            return fallback;
        }
        let Some(effect) = RuleEffect::parse(text) else {
            self.unknown("effect", text, format!("write one of {}", RuleEffect::list()));
            return fallback;
        };
        if (effect == RuleEffect::Forbid) != (self.policy.effect() == Effect::Forbid) {
            let keyword = self.policy.effect();
            self.fault(
                format!("@effect says `{effect}`, the policy says `{keyword}`"),
                "what people read and what happens would differ",
                "make the two agree".into(),
            );
        }
        effect
    }

    /// `function act class`, each one word.
    fn route(&mut self) -> Option<(Function, Act, Class)> {
        let text = self.said("route");
        if text.is_empty() {
            return None;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let route = match words[..] {
            [function, act, class] => Function::parse(function)
                .zip(Act::parse(act))
                .zip(Class::parse(class))
                .map(|((function, act), class)| (function, act, class)),
            _ => None,
        };
        if route.is_none() {
            self.unknown("route", text, "write function, act and class: `medical-information say medical-response`".into());
        }
        route
    }
}
