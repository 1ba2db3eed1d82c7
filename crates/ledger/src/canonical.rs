//! One spelling for each JSON value: fields sorted by name at every level, no white space.
//! Equal bodies therefore have equal bytes and equal hashes.

use serde_json::Value;

use crate::Body;

/// The canonical text of a record's fields.
pub(crate) fn text(body: &Body) -> String {
    Value::Object(sorted(body)).to_string()
}

fn sorted(body: &Body) -> Body {
    let mut fields: Vec<(&String, &Value)> = body.iter().collect();
    fields.sort_by_key(|(name, _)| *name);
    fields.into_iter().map(|(name, value)| (name.clone(), sorted_value(value))).collect()
}

fn sorted_value(value: &Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(sorted(fields)),
        Value::Array(items) => Value::Array(items.iter().map(sorted_value).collect()),
        plain => plain.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn the_order_of_fields_does_not_matter() {
        let written = json!({ "b": [{ "z": 1, "a": 2 }], "a": { "y": null, "x": "é" } });
        let fields = written.as_object().expect("written as an object above");
        assert_eq!(super::text(fields), r#"{"a":{"x":"é","y":null},"b":[{"a":2,"z":1}]}"#);
    }
}
