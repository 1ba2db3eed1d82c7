//! Cedar's own faults as refusals: what does not parse, and what does not fit the schema, strictly.

use cedar_policy::{ParseErrors, PolicySet, Schema, ValidationMode, Validator};
use miette::Diagnostic;

use super::Rule;
use crate::Refusal;

/// What a statement that does not parse says, each error at its place.
pub(super) fn parse_refusals(file: &str, errors: &ParseErrors, at: impl Fn(usize) -> (usize, usize)) -> Vec<Refusal> {
    errors
        .iter()
        .map(|error| {
            let how = error.help().map_or_else(|| "mend the text at this place".to_owned(), |help| help.to_string());
            Refusal::at(file, at(first_label(error)), error.to_string(), "the text is not a Cedar policy", how)
        })
        .collect()
}

/// What the schema says against the rules.
pub(super) fn refusals(rules: &[Rule], schema: Schema) -> Vec<Refusal> {
    let mut set = PolicySet::new();
    for rule in rules {
        if let Err(error) = set.add(rule.cedar.clone()) {
            let at = (rule.info.line, 1);
            return vec![Refusal::at(&rule.info.file, at, error.to_string(), "each policy is added once", "write policies, not templates")];
        }
    }
    let result = Validator::new(schema).validate(&set, ValidationMode::Strict);
    let refusal = |error: &cedar_policy::ValidationError| {
        let info = &rules.iter().find(|rule| rule.cedar.id() == error.policy_id())?.info;
        let (line, column) = super::place(&info.text, first_label(error));
        let column = if line == 1 { 1 } else { column };
        let how = error.help().map_or_else(|| "packs/schema.cedarschema says what a rule may read".to_owned(), |help| help.to_string());
        let what = format!("rule `{}`: {}", info.id, plain(&error.to_string()));
        Some(Refusal::at(&info.file, (info.line + line - 1, column), what, "it contradicts the schema", how))
    };
    result.validation_errors().filter_map(refusal).collect()
}

/// Cedar opens each message with the policy's internal number; ours opens with the rule's id.
fn plain(message: &str) -> &str {
    message.strip_prefix("for policy `").and_then(|rest| rest.split_once("`, ")).map_or(message, |(_, rest)| rest)
}

fn first_label(error: &dyn Diagnostic) -> usize {
    error.labels().and_then(|mut labels| labels.next()).map_or(0, |label| label.offset())
}
