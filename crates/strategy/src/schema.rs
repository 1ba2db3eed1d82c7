//! What fields a kind has, read off the struct itself: name, help, and the shape of its values.
//! Forms, tables, workbooks, `explain` and the reading of cells all work from this.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::record::{Header, Kind};

/// One field of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The name in files: `success`, `stands_on`.
    pub name: String,
    /// What it holds, in one or two sentences.
    pub about: String,
    /// The shape of its values.
    pub shape: Shape,
}

/// The shape of a field's values.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Free text.
    Text,
    /// One word of a closed list.
    Word(Vec<String>),
    /// A day: `2026-03-01`.
    Date,
    /// A decimal number.
    Number,
    /// A whole number.
    Integer,
    /// Yes or no.
    Flag,
    /// A function, or `function / person`.
    Owner,
    /// A population.
    Population,
    /// A link to a record of a kind, by the kind's name; `any` for every kind.
    Link(String),
    /// Several values.
    List(Box<Shape>),
    /// Values by name.
    Map(Box<Shape>),
    /// A group of fields.
    Group(Vec<Field>),
}

/// The fields that every kind has.
pub static HEADER: LazyLock<Vec<Field>> = LazyLock::new(|| fields_of(&schemars::schema_for!(Header)));

static BODIES: LazyLock<Vec<Vec<Field>>> = LazyLock::new(|| Kind::ALL.iter().map(|kind| fields_of(&kind.body_schema())).collect());

static NAMES: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let names = |fields: &[Field]| fields.iter().map(|f| f.name.clone()).collect::<Vec<_>>();
    BODIES.iter().map(|body| [names(body), names(&HEADER)].concat()).collect()
});

/// The fields of a kind beyond those of the header, in the order of the struct.
pub fn fields(kind: Kind) -> &'static [Field] {
    &BODIES[kind as usize]
}

/// The names of all fields of a kind, those of the header last.
pub fn field_names(kind: Kind) -> &'static [String] {
    &NAMES[kind as usize]
}

/// Whether every kind has this field.
pub fn is_header(name: &str) -> bool {
    HEADER.iter().any(|field| field.name == name)
}

/// The field at a path: `success.patients`, `endpoints.0.serves`.
pub fn field(kind: Kind, path: &str) -> Option<Field> {
    let mut parts = path.split('.');
    let first = parts.next()?;
    let found = fields(kind).iter().chain(HEADER.iter()).find(|f| f.name == first)?.clone();
    parts.try_fold(found, |field, part| match field.shape {
        Shape::Group(fields) => fields.into_iter().find(|f| f.name == part),
        Shape::List(inner) | Shape::Map(inner) => Some(Field { name: part.to_owned(), about: field.about, shape: *inner }),
        _ => None,
    })
}

/// The JSON schema of a kind's records: header and body together.
pub fn json_schema(kind: Kind) -> Value {
    let mut body = kind.body_schema().to_value();
    let header = schemars::schema_for!(Header).to_value();
    let properties = |schema: &Value| schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let definitions = |schema: &Value| schema.get("$defs").and_then(Value::as_object).cloned().unwrap_or_default();
    let merged: Map<String, Value> = properties(&body).into_iter().chain(properties(&header)).collect();
    let defs: Map<String, Value> = definitions(&body).into_iter().chain(definitions(&header)).collect();
    body["properties"] = merged.into();
    if !defs.is_empty() {
        body["$defs"] = defs.into();
    }
    body
}

/// The fields with groups laid flat, as a table or workbook has columns: `success.patients` beside `rank`.
pub fn columns(kind: Kind) -> Vec<Field> {
    fn flat(fields: &[Field], prefix: &str, into: &mut Vec<Field>) {
        for field in fields {
            let name = format!("{prefix}{}", field.name);
            match &field.shape {
                Shape::Group(inner) => flat(inner, &format!("{name}."), into),
                shape => into.push(Field { name, about: field.about.clone(), shape: shape.clone() }),
            }
        }
    }
    let mut columns = vec![];
    flat(fields(kind), "", &mut columns);
    flat(&HEADER, "", &mut columns);
    columns
}

impl Shape {
    /// The shape in words, for help: `a day`, `links to claims`.
    pub fn words(&self) -> String {
        match self {
            Shape::Text => "text".into(),
            Shape::Word(words) => format!("one of {}", words.join(", ")),
            Shape::Date => "a day, as 2026-03-01".into(),
            Shape::Number => "a number".into(),
            Shape::Integer => "a whole number".into(),
            Shape::Flag => "yes or no".into(),
            Shape::Owner => "a function, or function / person".into(),
            Shape::Population => "a population, as disease = heart failure; age = 18..".into(),
            Shape::Link(kind) if kind == "any" => "a link to any record, by key".into(),
            Shape::Link(kind) => format!("a link to {} by key", with_article(&kind.replace('_', " "))),
            Shape::List(inner) => format!("several, each {}", inner.words()),
            Shape::Map(inner) => format!("values by name, each {}", inner.words()),
            Shape::Group(fields) => format!("a group of {}", fields.iter().map(|f| f.name.as_str()).collect::<Vec<_>>().join(", ")),
        }
    }

    /// A value of this shape from what somebody typed into one cell or form field; text that does not fit stays text,
    /// so that reading the record can say what is wrong with it.
    pub fn read(&self, text: &str) -> Value {
        let text = text.trim();
        let as_text = || Value::String(text.to_owned());
        match self {
            _ if text.is_empty() => Value::Null,
            Shape::Integer => text.parse::<u64>().map(Value::from).or_else(|_| whole(text).ok_or(())).unwrap_or_else(|()| as_text()),
            Shape::Flag => match text.to_lowercase().as_str() {
                "yes" | "true" | "1" | "on" | "x" => Value::Bool(true),
                "no" | "false" | "0" | "off" => Value::Bool(false),
                _ => as_text(),
            },
            // Written so when an item itself holds what would part items.
            Shape::List(_) if text.starts_with('[') => crate::toml_form::inline(text).unwrap_or_else(as_text),
            Shape::List(inner) if inner.is_plain() => {
                let commas = !matches!(**inner, Shape::Text | Shape::Population | Shape::Owner);
                let parts = text.split(|c| matches!(c, '\n' | ';') || (commas && c == ','));
                parts.map(str::trim).filter(|p| !p.is_empty()).map(|part| inner.read(part)).collect()
            }
            Shape::Map(inner) if inner.is_plain() && !text.starts_with('{') => {
                let pairs = text.split(['\n', ';']).map(str::trim).filter(|p| !p.is_empty());
                let read = |pair: &str| pair.split_once('=').map(|(name, value)| (name.trim().to_owned(), inner.read(value)));
                pairs.map(read).collect::<Option<Map<_, _>>>().map_or_else(as_text, Value::Object)
            }
            Shape::List(_) | Shape::Map(_) | Shape::Group(_) => crate::toml_form::inline(text).unwrap_or_else(as_text),
            _ => as_text(),
        }
    }

    /// What [`Shape::read`] reads, for a cell or a form field.
    pub fn write(&self, value: &Value) -> String {
        match (self, value) {
            (_, Value::Null) => String::new(),
            (Shape::Population, value) => {
                serde_json::from_value::<crate::Population>(value.clone()).map(|p| p.text()).unwrap_or_else(|_| value.to_string())
            }
            (Shape::List(inner), Value::Array(list)) if inner.is_plain() => {
                let joined = list.iter().map(|v| inner.write(v)).collect::<Vec<_>>().join("; ");
                if self.read(&joined) == *value { joined } else { crate::toml_form::inline_text(value) }
            }
            (Shape::Map(inner), Value::Object(map)) if inner.is_plain() => {
                let joined = map.iter().map(|(name, v)| format!("{name} = {}", inner.write(v))).collect::<Vec<_>>().join("; ");
                if self.read(&joined) == *value { joined } else { crate::toml_form::inline_text(value) }
            }
            (_, Value::Bool(flag)) => if *flag { "yes" } else { "no" }.into(),
            (_, Value::String(text)) => text.clone(),
            (_, Value::Number(number)) => number.to_string(),
            (_, value) => crate::toml_form::inline_text(value),
        }
    }

    /// Whether one value fits in a few words.
    pub fn is_plain(&self) -> bool {
        !matches!(self, Shape::List(_) | Shape::Map(_) | Shape::Group(_) | Shape::Population)
    }
}

fn whole(text: &str) -> Option<Value> {
    let value = crate::record::Number::parse(text)?.value();
    (value.fract() == 0.0 && (0.0..9e15).contains(&value)).then(|| Value::from(value as u64))
}

/// `an indication`, `a claim`.
pub fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

fn fields_of(schema: &schemars::Schema) -> Vec<Field> {
    let schema = schema.as_value();
    let definitions = schema.get("$defs").and_then(Value::as_object).cloned().unwrap_or_default();
    properties(schema, &definitions)
}

fn properties(schema: &Value, definitions: &Map<String, Value>) -> Vec<Field> {
    let properties = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let about = |schema: &Value| schema.get("description").and_then(Value::as_str).map(|about| about.replace('\n', " "));
    let field = |(name, schema): (String, Value)| Field {
        // The fields of a map by function have no words of their own, only those of what they hold.
        about: about(&schema).or_else(|| definition(&schema, definitions).and_then(about)).unwrap_or_default(),
        shape: shape(&schema, definitions),
        name,
    };
    properties.into_iter().map(field).collect()
}

/// The definition that a schema refers to.
fn definition<'d>(schema: &Value, definitions: &'d Map<String, Value>) -> Option<&'d Value> {
    definitions.get(schema.get("$ref")?.as_str()?.rsplit('/').next()?)
}

fn shape(schema: &Value, definitions: &Map<String, Value>) -> Shape {
    if schema.get("$ref").is_some() {
        return definition(schema, definitions).map_or(Shape::Text, |schema| shape(schema, definitions));
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        let present = choices.iter().find(|choice| choice.get("type").and_then(Value::as_str) != Some("null"));
        return present.map_or(Shape::Text, |schema| shape(schema, definitions));
    }
    if let Some(kind) = schema.get("x-links-to").and_then(Value::as_str) {
        return Shape::Link(kind.to_owned());
    }
    match schema.get("x-form").and_then(Value::as_str) {
        Some("owner") => return Shape::Owner,
        Some("number") => return Shape::Number,
        Some("population") => return Shape::Population,
        _ => {}
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return Shape::Word(words.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    }
    let kind = match schema.get("type") {
        Some(Value::String(kind)) => kind.as_str(),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|k| *k != "null").unwrap_or("string"),
        _ => "string",
    };
    match kind {
        "string" if schema.get("format").and_then(Value::as_str) == Some("date") => Shape::Date,
        "integer" => Shape::Integer,
        "number" => Shape::Number,
        "boolean" => Shape::Flag,
        "array" => Shape::List(Box::new(schema.get("items").map_or(Shape::Text, |items| shape(items, definitions)))),
        "object" if schema.get("properties").is_some() => Shape::Group(properties(schema, definitions)),
        "object" => {
            let patterns = schema.get("patternProperties").and_then(Value::as_object).and_then(|p| p.values().next());
            let named = schema.get("propertyNames").and_then(|_| schema.get("additionalProperties"));
            let inner = patterns.or(named).or_else(|| schema.get("additionalProperties")).filter(|v| v.is_object());
            Shape::Map(Box::new(inner.map_or(Shape::Text, |inner| shape(inner, definitions))))
        }
        _ => Shape::Text,
    }
}
