//! A record of a kind with every field filled in, as text: what a file may say, read and written by the same code as files.

use serde_json::{Map, Value};
use strategy::{
    Draft, Key, Kind,
    schema::{self, Field, Shape},
    toml_form,
};

/// The text of the sample.
pub(super) fn text(kind: Kind) -> String {
    toml_form::write([&draft(kind).into_record().0])
}

fn draft(kind: Kind) -> Draft {
    let mut fields = group(schema::fields(kind));
    fields.insert("owner".into(), "medical / Dr A.".into());
    let key = Key::new(&format!("{}-1", kind.prefix())).unwrap_or_else(|| Key::new("X-1").expect("a fixed key"));
    Draft::new(kind, key, fields)
}

fn group(fields: &[Field]) -> Map<String, Value> {
    fields.iter().map(|field| (field.name.clone(), sample(&field.shape))).collect()
}

fn sample(shape: &Shape) -> Value {
    match shape {
        Shape::Text => "…".into(),
        Shape::Word(words) => words.first().cloned().unwrap_or_default().into(),
        Shape::Date => "2026-03-01".into(),
        Shape::Number => "12.5".into(),
        Shape::Integer => 1.into(),
        Shape::Flag => true.into(),
        Shape::Owner => "medical / Dr A.".into(),
        Shape::Population => "disease = heart failure; age = 18..".into(),
        Shape::Link(kind) => format!("{}-1", Kind::parse(kind).map_or("N", Kind::prefix)).into(),
        Shape::List(inner) => vec![sample(inner)].into(),
        Shape::Map(inner) => Value::Object([("name".to_owned(), sample(inner))].into_iter().collect()),
        Shape::Group(fields) => group(fields).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_of_every_kind_can_be_read_back() {
        for kind in Kind::ALL {
            let (record, wrong) = draft(*kind).into_record();
            assert!(wrong.is_empty(), "{}: {:#?}", kind.name(), wrong.iter().map(|finding| &finding.message).collect::<Vec<_>>());
            let read = toml_form::read("sample.toml", &text(*kind));
            assert!(read.findings.is_empty(), "{}: {:#?}\n{}", kind.name(), read.findings, text(*kind));
            let again = read.drafts.into_iter().next().expect("one record").into_record().0;
            assert_eq!(again.fields(), record.fields(), "{}", kind.name());
        }
    }
}
