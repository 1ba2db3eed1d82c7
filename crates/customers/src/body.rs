//! One row of a batch as it is kept: its known columns as compact JSON, its day, and what names it in every release.

use import::facts::{Batch, Column};

/// The known columns of a row as JSON, in the order of the table. Exact numbers and days are texts, so that nothing of them
/// is lost.
pub(crate) fn json(batch: &Batch, row: usize, into: &mut String) {
    into.clear();
    into.push('{');
    for (field, column) in batch.table.columns.iter().zip(&batch.columns) {
        let start = into.len();
        if start > 1 {
            into.push(',');
        }
        into.push('"');
        into.push_str(field.name);
        into.push_str("\":");
        if !value(column, row, into) {
            into.truncate(start);
        }
    }
    into.push('}');
}

/// Appends a value; false where it is unknown.
fn value(column: &Column, row: usize, into: &mut String) -> bool {
    match column {
        Column::Text(texts) => match texts.get(row) {
            Some(words) => quoted(words, into),
            None => return false,
        },
        Column::Bool(flags) => match flags[row] {
            Some(flag) => into.push_str(if flag { "true" } else { "false" }),
            None => return false,
        },
        Column::Real(numbers) if numbers[row].is_some_and(|number| !number.is_finite()) => return false,
        Column::Integer(_) | Column::Real(_) => match column.words(row) {
            Some(words) => into.push_str(&words),
            None => return false,
        },
        Column::Decimal { .. } | Column::Date(_) => match column.words(row) {
            Some(words) => quoted(&words, into),
            None => return false,
        },
    }
    true
}

fn quoted(words: &str, into: &mut String) {
    into.push('"');
    for letter in words.chars() {
        match letter {
            '"' => into.push_str("\\\""),
            '\\' => into.push_str("\\\\"),
            control if u32::from(control) < 0x20 => into.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => into.push(other),
        }
    }
    into.push('"');
}

/// The day in a column.
pub(crate) fn day(batch: &Batch, column: &str, row: usize) -> Option<i32> {
    match &batch.columns[batch.table.column(column)?.0] {
        Column::Date(days) => days[row],
        _ => None,
    }
}

/// What names a row in every release of its system: a hash of system, table and key. Of 10^8 rows two have the same by chance
/// with a probability of 3 in 10,000.
pub(crate) fn same<'w>(system: &str, table: &str, key: impl IntoIterator<Item = &'w str>) -> i64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |words: &str| {
        // 0xff stands in no UTF-8, so that `a`, `b` is not `ab`.
        for byte in words.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    add(system);
    add(table);
    key.into_iter().for_each(add);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash.cast_signed()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use import::facts::{Provenance, Value, table};

    use super::*;

    #[test]
    fn a_row_is_json_of_what_is_known() {
        let mut batch = Batch::new(table("payment").expect("a table"), Arc::new(Provenance::default()));
        for (field, column) in batch.table.columns.iter().zip(&mut batch.columns) {
            let value = match field.name {
                "payment_id" => Some(Value::Text("1\"\\\n\u{1}é".into())),
                "amount_usd" => Some(Value::Decimal(1205)),
                "payments" => Some(Value::Integer(3)),
                "paid_on" => Some(Value::Date(20_000)),
                "disputed" => Some(Value::Bool(false)),
                _ => None,
            };
            column.push(value.as_ref());
        }
        batch.lines.push(2);
        let mut text = String::new();
        json(&batch, 0, &mut text);
        let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(
            read,
            serde_json::json!({ "payment_id": "1\"\\\n\u{1}é", "amount_usd": "12.05", "payments": 3, "paid_on": "2024-10-04", "disputed": false })
        );
        assert_eq!(day(&batch, "paid_on", 0), Some(20_000));
    }

    #[test]
    fn rows_are_told_apart_by_every_part_of_their_key() {
        assert_eq!(same("a", "b", ["c"]), same("a", "b", ["c"]));
        assert_ne!(same("a", "b", ["c", "d"]), same("a", "b", ["cd"]));
        assert_ne!(same("a", "b", ["c"]), same("a", "c", ["b"]));
    }
}
