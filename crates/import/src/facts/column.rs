//! Plain columns: vectors of values that may be unknown. Nothing here knows a file or an engine.

use std::borrow::Cow;

use super::Type;

/// A column of a batch.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Texts.
    Text(Texts),
    /// Whole numbers.
    Integer(Vec<Option<i64>>),
    /// Numbers with a fraction.
    Real(Vec<Option<f64>>),
    /// Whole numbers of units of 10^-scale.
    Decimal {
        /// Digits after the point.
        scale: u8,
        /// The numbers.
        units: Vec<Option<i64>>,
    },
    /// Days since 1970-01-01.
    Date(Vec<Option<i32>>),
    /// Yes or no.
    Bool(Vec<Option<bool>>),
}

/// Texts that lie one after the other in one buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// All texts.
    pub buffer: String,
    /// Where each text ends in the buffer; the next one begins there.
    pub ends: Vec<usize>,
    /// Whether each text is known; an unknown one is empty in the buffer.
    pub known: Vec<bool>,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Real(f64),
    /// Units of 10^-scale, where the column says the scale.
    Decimal(i64),
    /// Days since 1970-01-01.
    Date(i32),
    /// Yes or no.
    Bool(bool),
}

impl Texts {
    /// Adds a text.
    pub fn push(&mut self, text: Option<&str>) {
        self.buffer.push_str(text.unwrap_or_default());
        self.ends.push(self.buffer.len());
        self.known.push(text.is_some());
    }

    /// The text at a row, if it is known.
    pub fn get(&self, row: usize) -> Option<&str> {
        let from = if row == 0 { 0 } else { self.ends[row - 1] };
        self.known[row].then(|| &self.buffer[from..self.ends[row]])
    }

    /// The texts in their order.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.ends.len()).map(|row| self.get(row))
    }
}

impl Column {
    /// An empty column.
    pub fn new(of: Type) -> Column {
        match of {
            Type::Text => Column::Text(Texts::default()),
            Type::Integer => Column::Integer(vec![]),
            Type::Real => Column::Real(vec![]),
            Type::Decimal { scale } => Column::Decimal { scale, units: vec![] },
            Type::Date => Column::Date(vec![]),
            Type::Bool => Column::Bool(vec![]),
        }
    }

    /// Adds a value; `None` is unknown.
    ///
    /// # Panics
    /// When the value is of another type than the column: that is our mistake, never a file's.
    pub fn push(&mut self, value: Option<&Value<'_>>) {
        match (self, value) {
            (Column::Text(texts), None) => texts.push(None),
            (Column::Text(texts), Some(Value::Text(text))) => texts.push(Some(text)),
            (Column::Integer(numbers), None) => numbers.push(None),
            (Column::Integer(numbers), Some(Value::Integer(number))) => numbers.push(Some(*number)),
            (Column::Real(numbers), None) => numbers.push(None),
            (Column::Real(numbers), Some(Value::Real(number))) => numbers.push(Some(*number)),
            (Column::Decimal { units, .. }, None) => units.push(None),
            (Column::Decimal { units, .. }, Some(Value::Decimal(number))) => units.push(Some(*number)),
            (Column::Date(days), None) => days.push(None),
            (Column::Date(days), Some(Value::Date(day))) => days.push(Some(*day)),
            (Column::Bool(flags), None) => flags.push(None),
            (Column::Bool(flags), Some(Value::Bool(flag))) => flags.push(Some(*flag)),
            (column, Some(value)) => panic!("a value {value:?} in a column of another type: {column:?}"),
        }
    }

    /// How many values it holds, known or not.
    pub fn len(&self) -> usize {
        match self {
            Column::Text(texts) => texts.ends.len(),
            Column::Integer(numbers) | Column::Decimal { units: numbers, .. } => numbers.len(),
            Column::Real(numbers) => numbers.len(),
            Column::Date(days) => days.len(),
            Column::Bool(flags) => flags.len(),
        }
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many values are known.
    pub fn known(&self) -> usize {
        (0..self.len()).filter(|row| self.words(*row).is_some()).count()
    }

    /// A value as people and CSV files write it; `None` where it is unknown.
    pub fn words(&self, row: usize) -> Option<String> {
        match self {
            Column::Text(texts) => texts.get(row).map(str::to_owned),
            Column::Integer(numbers) => numbers[row].map(|number| number.to_string()),
            Column::Real(numbers) => numbers[row].map(|number| number.to_string()),
            Column::Decimal { scale, units } => units[row].map(|units| decimal_words(units, *scale)),
            Column::Date(days) => days[row].map(super::reading::day_words),
            Column::Bool(flags) => flags[row].map(|flag| if flag { "yes" } else { "no" }.to_owned()),
        }
    }

    /// Roughly how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Column::Text(texts) => texts.buffer.len() + 9 * texts.ends.len(),
            other => 16 * other.len(),
        }
    }
}

fn decimal_words(units: i64, scale: u8) -> String {
    let ten = 10_u64.pow(u32::from(scale));
    let sign = if units < 0 { "-" } else { "" };
    let (whole, part) = (units.unsigned_abs() / ten, units.unsigned_abs() % ten);
    if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0width$}", width = usize::from(scale)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_and_its_absence_are_told_apart() {
        let mut texts = Texts::default();
        [Some("a"), None, Some(""), Some("äb")].into_iter().for_each(|text| texts.push(text));
        assert_eq!(texts.iter().collect::<Vec<_>>(), [Some("a"), None, Some(""), Some("äb")]);
    }

    #[test]
    fn decimals_are_written_with_all_their_digits() {
        assert_eq!(decimal_words(-5, 2), "-0.05");
        assert_eq!(decimal_words(123_456, 2), "1234.56");
        assert_eq!(decimal_words(7, 0), "7");
    }
}
