//! Between a record's fields and what stands in the inputs of its form.
//! What was not touched is kept exactly as it was; what was typed is kept as typed until it can be saved.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use strategy::{Any, Kind, Ref, change, schema::Shape, toml_form};

use super::entries;

/// What stands in the inputs, by path.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    texts: BTreeMap<String, String>,
}

impl Typed {
    /// The form filled with a record's fields.
    pub(super) fn of(kind: Kind, fields: &Map<String, Value>) -> Typed {
        let texts = entries::of(kind).into_iter().filter_map(|entry| {
            let value = entries::at(fields, &entry.path)?;
            Some((entry.path, written(&entry.shape, value)))
        });
        Typed { texts: texts.collect() }
    }

    /// The form as it was sent; an input that was sent several times holds one line for each.
    pub(super) fn sent(pairs: &[(String, String)]) -> Typed {
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in pairs {
            let value = value.replace("\r\n", "\n");
            texts.entry(name.clone()).and_modify(|text| *text = format!("{text}\n{value}")).or_insert(value);
        }
        Typed { texts }
    }

    /// What stands in an input.
    pub(super) fn text(&self, path: &str) -> &str {
        self.texts.get(path).map(String::as_str).unwrap_or_default()
    }

    /// With another text in an input.
    pub(super) fn with(mut self, path: &str, text: impl Into<String>) -> Typed {
        self.texts.insert(path.to_owned(), text.into());
        self
    }

    /// The fields that the form says. Where an input still says what `before` says, the value of `before` is kept.
    pub(super) fn fields(&self, kind: Kind, before: &Map<String, Value>) -> Map<String, Value> {
        let mut fields = Map::new();
        for entry in entries::of(kind) {
            let text = self.text(&entry.path);
            let value = match entries::at(before, &entry.path) {
                Some(value) if written(&entry.shape, value).trim() == text.trim() => value.clone(),
                _ => read(&entry.shape, text),
            };
            if !value.is_null() {
                change::set(&mut fields, &entry.path, value);
            }
        }
        fields
    }
}

/// A value as its input shows it: lists one item a line, links without their confirmed revision.
pub(super) fn written(shape: &Shape, value: &Value) -> String {
    match (shape, value) {
        (Shape::Flag, Value::Bool(flag)) => if *flag { "true" } else { "" }.into(),
        (Shape::Link(_), Value::String(text)) => key_of(text),
        (Shape::List(inner), Value::Array(list)) if inner.is_plain() => {
            let lines: Vec<String> = list.iter().map(|item| written(inner, item)).collect();
            // A line break inside an item would make two of it.
            if lines.iter().any(|line| line.contains('\n')) { toml_form::inline_text(value) } else { lines.join("\n") }
        }
        (Shape::List(_), Value::Array(list)) => {
            let items: Vec<String> = list.iter().map(|item| format!("  {},\n", toml_form::inline_text(item))).collect();
            format!("[\n{}]", items.concat())
        }
        (Shape::Map(inner), Value::Object(map)) if inner.is_plain() => {
            map.iter().map(|(name, item)| format!("{name} = {}", written(inner, item))).collect::<Vec<_>>().join("\n")
        }
        (shape, value) => shape.write(value),
    }
}

/// A value from its input; what cannot be read stays text, so that reading the record says what is wrong with it.
fn read(shape: &Shape, text: &str) -> Value {
    let text = text.trim();
    match shape {
        Shape::List(_) if text.starts_with('[') => toml_form::inline(text).unwrap_or_else(|| text.into()),
        Shape::List(inner) if matches!(**inner, Shape::Text | Shape::Owner) => {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(|line| inner.read(line)).collect()
        }
        shape => shape.read(text),
    }
}

fn key_of(link: &str) -> String {
    Ref::<Any>::parse(link).map_or_else(|| link.to_owned(), |link| link.key.to_string())
}
