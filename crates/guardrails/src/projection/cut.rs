//! Cuts links out of a record, wherever they stand in it.

use serde_json::{Map, Value};
use strategy::{
    Any, Draft, Key, Kind, Record, Ref,
    schema::{self, Shape},
};

/// The record without those links that `gone` says lead nowhere; `None` for the kind is a link to any kind.
pub(super) fn cut(record: &Record, gone: &dyn Fn(Option<Kind>, &Key) -> bool) -> Record {
    let mut fields = record.fields();
    for field in schema::fields(record.kind()).iter().chain(schema::HEADER.iter()) {
        if let Some(value) = fields.get_mut(&field.name) {
            cut_in(&field.shape, value, gone);
        }
    }
    let draft =
        Draft { kind: record.kind(), key: record.key.clone(), id: Some(record.id), revision: Some(record.revision), fields, origin: None };
    // What was a record before reads as one without some of its links; a field that did not would be left out.
    draft.into_record().0
}

fn cut_in(shape: &Shape, value: &mut Value, gone: &dyn Fn(Option<Kind>, &Key) -> bool) {
    let leads_nowhere = |kind: &str, value: &Value| {
        let link = value.as_str().and_then(Ref::<Any>::parse);
        link.is_some_and(|link| gone(Kind::parse(kind), &link.key))
    };
    match (shape, value) {
        (Shape::Link(kind), value) if leads_nowhere(kind, value) => *value = Value::Null,
        (Shape::List(inner), Value::Array(list)) => {
            list.iter_mut().for_each(|item| cut_in(inner, item, gone));
            list.retain(|item| !item.is_null());
        }
        (Shape::Map(inner), Value::Object(map)) => {
            map.values_mut().for_each(|item| cut_in(inner, item, gone));
            map.retain(|_, item| !item.is_null());
        }
        (Shape::Group(fields), Value::Object(map)) => cut_in_group(fields, map, gone),
        _ => {}
    }
}

fn cut_in_group(fields: &[schema::Field], map: &mut Map<String, Value>, gone: &dyn Fn(Option<Kind>, &Key) -> bool) {
    for field in fields {
        if let Some(value) = map.get_mut(&field.name) {
            cut_in(&field.shape, value, gone);
        }
    }
    map.retain(|_, value| !value.is_null());
}
