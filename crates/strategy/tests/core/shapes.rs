use serde_json::Value;
use strategy::{
    Kind, Population,
    schema::{self, Field, Shape},
};

use crate::filled;

fn undocumented(path: &str, fields: &[Field], into: &mut Vec<String>) {
    for field in fields {
        let path = format!("{path}.{}", field.name);
        if field.about.trim().is_empty() {
            into.push(path.clone());
        }
        let mut shape = &field.shape;
        while let Shape::List(inner) | Shape::Map(inner) = shape {
            shape = inner;
        }
        match shape {
            Shape::Group(inner) => undocumented(&path, inner, into),
            Shape::Word(words) if words.is_empty() => into.push(format!("{path}: no words")),
            Shape::Link(kind) if kind != "any" && Kind::parse(kind).is_none() => into.push(format!("{path}: links to `{kind}`")),
            _ => {}
        }
    }
}

#[test]
fn every_field_of_every_kind_is_documented() {
    let mut missing = vec![];
    undocumented("header", &schema::HEADER, &mut missing);
    for kind in Kind::ALL {
        assert!(!kind.about().is_empty());
        assert!(!schema::fields(*kind).is_empty(), "{}", kind.name());
        undocumented(kind.name(), schema::fields(*kind), &mut missing);
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_kind_is_named_by_one_of_its_fields_and_read_by_name_and_plural() {
    for kind in Kind::ALL {
        let title = schema::field(*kind, kind.title_field()).unwrap_or_else(|| panic!("{}: no {}", kind.name(), kind.title_field()));
        assert_eq!(title.shape, Shape::Text, "{}", kind.name());
        assert_eq!(Kind::parse(kind.name()), Some(*kind));
        assert_eq!(Kind::parse(&kind.name().to_uppercase().replace('_', "-")), Some(*kind));
        assert_eq!(Kind::parse(kind.plural()), Some(*kind));
    }
}

#[test]
fn no_field_of_a_kind_has_the_name_of_a_header_field() {
    for kind in Kind::ALL {
        let taken: Vec<&str> = schema::fields(*kind).iter().map(|f| f.name.as_str()).filter(|name| schema::is_header(name)).collect();
        assert!(taken.is_empty(), "{}: {taken:?}", kind.name());
        assert!(!schema::field_names(*kind).iter().any(|name| matches!(name.as_str(), "id" | "revision")), "{}", kind.name());
    }
}

#[test]
fn a_cell_gives_back_the_value_that_was_written_into_it() {
    for kind in Kind::ALL {
        for seed in 0..20 {
            let record = filled::full(*kind, seed);
            for column in schema::columns(*kind) {
                let value = record.field(&column.name).unwrap_or_else(|| panic!("{}: no {}", kind.name(), column.name));
                let cell = column.shape.write(&value);
                let back = column.shape.read(&cell);
                let same = match column.shape {
                    Shape::Population => population(&back) == population(&value),
                    // A cell is trimmed; control characters at its ends count as blanks nowhere.
                    _ => back == value,
                };
                assert!(same, "{} {}: `{cell}` gave {back} for {value}", kind.name(), column.name);
            }
        }
    }
}

fn population(value: &Value) -> Population {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"))
}

#[test]
fn a_cell_that_does_not_fit_stays_text_for_the_reader_to_judge() {
    assert_eq!(Shape::Integer.read("many"), Value::from("many"));
    assert_eq!(Shape::Integer.read("12.0"), Value::from(12));
    assert_eq!(Shape::Flag.read("perhaps"), Value::from("perhaps"));
    assert_eq!(Shape::Flag.read(" YES "), Value::from(true));
    assert_eq!(Shape::Text.read("  "), Value::Null);
    let links = Shape::List(Box::new(Shape::Link("need".into())));
    assert_eq!(links.read("N-1, N-2;N-3"), serde_json::json!(["N-1", "N-2", "N-3"]));
    assert_eq!(Shape::Group(vec![]).read("{ not toml"), Value::from("{ not toml"));
}
