//! How a rule's source was checked, said beside the rule: a letter, its meaning, and a badge that nobody overlooks where it
//! was not read in the original.

use guardrails::RuleInfo;
use maud::{Markup, html};

use crate::words;

/// The letters of a rule with, for K and S, the badge.
pub(super) fn mark(rule: &RuleInfo) -> Markup {
    html! { (badge(&rule.mark())) @if rule.is_unchecked() { " " (warning(rule)) } }
}

/// The letters alone.
pub(super) fn badge(letters: &str) -> Markup {
    html! { span.chip.mono { (letters) } }
}

/// The badge of a source that was not read in the original.
fn warning(rule: &RuleInfo) -> Markup {
    html! { span.chip.unchecked { (if rule.mark().contains('K') { "not checked" } else { "second-hand" }) } }
}

/// Everything that is known about how a rule's source was checked.
pub(super) fn told(rule: &RuleInfo) -> Markup {
    html! { (mark(rule)) " " (words::mark_of(rule)) }
}
