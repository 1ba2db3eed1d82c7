use strategy::{Kind, Record, toml_form};

use crate::filled;

/// What a text gives when it is read, without where it was read.
fn back(text: &str) -> Vec<Record> {
    let reading = toml_form::read("strategy.toml", text);
    assert!(reading.findings.is_empty(), "{text}\n{:#?}", reading.findings);
    let read = reading.drafts.into_iter().map(|draft| {
        let (mut record, wrong) = draft.into_record();
        assert!(wrong.is_empty(), "{text}\n{wrong:#?}");
        record.origin = None;
        record
    });
    read.collect()
}

#[test]
fn every_kind_with_every_field_filled_is_read_as_it_was_written() {
    for kind in Kind::ALL {
        for seed in 0..20 {
            let record = filled::full(*kind, seed);
            let present = record.fields();
            for name in strategy::schema::field_names(*kind) {
                assert!(present.contains_key(name), "{}: `{name}` is not filled", kind.name());
            }
            let text = toml_form::write([&record]);
            assert_eq!(back(&text), [record], "{text}");
        }
    }
}

#[test]
fn a_whole_strategy_is_read_as_it_was_written_and_written_the_same_again() {
    for seed in 0..30 {
        let records = filled::strategy(seed);
        let text = toml_form::write(&records);
        let mut read = back(&text);
        read.sort_by(|a, b| (a.kind(), &a.key).cmp(&(b.kind(), &b.key)));
        assert_eq!(read, records);
        assert_eq!(toml_form::write(&read), text);
    }
}

#[test]
fn an_id_and_a_revision_of_its_own_are_kept() {
    let mut record = filled::full(Kind::Need, 1);
    record.revision = 7;
    record.id = strategy::RecordId(uuid::Uuid::from_u128(42));
    assert_eq!(back(&toml_form::write([&record])), [record]);
}

#[test]
fn any_text_survives() {
    for text in [
        "\"",
        "\\",
        "'''",
        "\"\"\"",
        "a\nb",
        "\r\n",
        "\u{0}",
        "\u{1b}[31m",
        "\u{7f}",
        "\u{feff}x",
        "\u{202e}",
        "\u{10ffff}",
        "x = 1\n[need.N-2]",
    ] {
        let fields = serde_json::json!({ "statement": format!("x{text}x") });
        let record = filled::record(Kind::Need, crate::key("N-1"), fields.as_object().cloned().unwrap_or_default());
        let written = toml_form::write([&record]);
        assert_eq!(back(&written), [record], "{written}");
    }
}
