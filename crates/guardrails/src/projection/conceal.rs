//! Empties fields of a record. What it does not know it leaves out loudly: a test goes through every gated field.

use std::sync::Arc;

use strategy::{
    Record,
    record::{Body, Header},
};

/// The record with these fields empty, and whether any of them had been written.
pub(super) fn conceal(record: &Record, fields: &[&'static str]) -> (Record, bool) {
    let written = fields.iter().any(|field| is_written(record, field));
    if !written {
        return (record.clone(), false);
    }
    let mut body = record.body.clone();
    let mut header = Header::clone(&record.header);
    for field in fields {
        empty(&mut header, &mut body, field);
    }
    (Record { header: Arc::new(header), body, ..record.clone() }, true)
}

fn empty(header: &mut Header, body: &mut Body, field: &str) {
    match (field, body) {
        ("note", _) => header.note.clear(),
        ("see_also", _) => header.see_also.clear(),
        (field, Body::Stakeholder(body)) => {
            let body = Arc::make_mut(body);
            match field {
                "preferred_channels" => body.preferred_channels.clear(),
                "consent" => body.consent.clear(),
                "contracts" => body.contracts.clear(),
                "trial_role" => body.trial_role.clear(),
                "organisation" => body.organisation.clear(),
                "level_because" => body.level_because.clear(),
                _ => unknown(field),
            }
        }
        ("stakeholders", Body::Activity(body)) => Arc::make_mut(body).stakeholders.clear(),
        ("threshold", Body::ValueAgreement(body)) => Arc::make_mut(body).threshold = None,
        ("payment_rule", Body::ValueAgreement(body)) => Arc::make_mut(body).payment_rule.clear(),
        // What is studied is planned together; only what came out is withheld.
        ("endpoints", Body::Evidence(body)) => Arc::make_mut(body).endpoints.iter_mut().for_each(|endpoint| endpoint.results.clear()),
        ("abstract_text", Body::Evidence(body)) => Arc::make_mut(body).abstract_text.clear(),
        (field, Body::Insight(body)) => {
            let body = Arc::make_mut(body);
            match field {
                "summary" => body.summary.clear(),
                "themes" => body.themes.clear(),
                "serves" => body.serves.clear(),
                "decision" => body.decision = None,
                "led_to" => body.led_to.clear(),
                _ => unknown(field),
            }
        }
        (field, Body::Request(body)) => {
            let body = Arc::make_mut(body);
            match field {
                "question" => body.question.clear(),
                "stakeholder" => body.stakeholder = None,
                "solicited" => body.solicited = false,
                "serves" => body.serves.clear(),
                _ => unknown(field),
            }
        }
        (field, Body::Handoff(body)) => {
            let body = Arc::make_mut(body);
            match field {
                "reason" => body.reason.clear(),
                "request" => body.request = None,
                "stakeholder" => body.stakeholder = None,
                _ => unknown(field),
            }
        }
        (field, Body::Incentive(body)) => {
            let body = Arc::make_mut(body);
            match field {
                "title" => body.title.clear(),
                "kpi" => body.kpi = None,
                "direction" => body.direction = None,
                "weight_percent" => body.weight_percent = None,
                "rewards_stage_passing" => body.rewards_stage_passing = false,
                _ => unknown(field),
            }
        }
        (field, _) => unknown(field),
    }
}

fn unknown(field: &str) {
    // INVARIANT: `GATED` names no field that is not emptied here; nothing must pass because nobody knew how to empty it.
    panic!("no way to empty the gated field `{field}`");
}

/// Whether something is written in a gated field.
pub(super) fn is_written(record: &Record, field: &str) -> bool {
    match (field, &record.body) {
        ("note", _) => !record.header.note.is_empty(),
        ("see_also", _) => !record.header.see_also.is_empty(),
        ("preferred_channels", Body::Stakeholder(body)) => !body.preferred_channels.is_empty(),
        ("consent", Body::Stakeholder(body)) => !body.consent.is_empty(),
        ("contracts", Body::Stakeholder(body)) => !body.contracts.is_empty(),
        ("trial_role", Body::Stakeholder(body)) => !body.trial_role.is_empty(),
        ("organisation", Body::Stakeholder(body)) => !body.organisation.is_empty(),
        ("level_because", Body::Stakeholder(body)) => !body.level_because.is_empty(),
        ("stakeholders", Body::Activity(body)) => !body.stakeholders.is_empty(),
        ("threshold", Body::ValueAgreement(body)) => body.threshold.is_some(),
        ("payment_rule", Body::ValueAgreement(body)) => !body.payment_rule.is_empty(),
        ("endpoints", Body::Evidence(body)) => body.endpoints.iter().any(|endpoint| !endpoint.results.is_empty()),
        ("abstract_text", Body::Evidence(body)) => !body.abstract_text.is_empty(),
        // The fields of records that can be hidden as a whole are emptied whether or not anything is there.
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use strategy::{Draft, Key, Kind, schema};

    use super::*;
    use crate::projection::gated::{Fields, GATED};

    /// A value for a gated field of some shape.
    fn filled(kind: Kind, field: &str) -> serde_json::Value {
        use schema::Shape;
        match schema::field(kind, field).expect("a field of the kind").shape {
            Shape::Text => "canary".into(),
            Shape::Number => "12".into(),
            Shape::Flag => true.into(),
            Shape::Word(words) => words[0].clone().into(),
            Shape::Link(_) => "X-1".into(),
            Shape::List(inner) if matches!(*inner, Shape::Link(_)) => serde_json::json!(["X-1"]),
            Shape::List(inner) => match *inner {
                Shape::Word(words) => serde_json::json!([words[0]]),
                Shape::Group(_) => serde_json::json!([{"name": "death", "results": [{"measure": "canary"}]}]),
                _ => serde_json::json!(["canary"]),
            },
            shape => panic!("{field}: {shape:?}"),
        }
    }

    #[test]
    fn every_gated_field_is_a_field_and_can_be_emptied() {
        for (kind, _, fields) in GATED {
            let (Fields::These(fields) | Fields::All(fields)) = fields;
            for field in *fields {
                let map = [((*field).to_owned(), filled(*kind, field))].into_iter().collect();
                let (record, wrong) = Draft::new(*kind, Key::new("X-9").expect("a key"), map).into_record();
                assert!(wrong.is_empty(), "{} {field}: {wrong:?}", kind.name());
                assert!(is_written(&record, field), "{} {field}", kind.name());
                let (emptied, had) = conceal(&record, &[field]);
                assert!(had);
                let left = serde_json::Value::Object(emptied.fields()).to_string();
                assert!(!left.contains("canary") && (*field == "endpoints" || left == "{}"), "{} {field}: {left}", kind.name());
            }
        }
    }
}
