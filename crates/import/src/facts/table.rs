//! What a fact table is: a name, what one row stands for, and its columns with form and unit.
//! Which tables there are: [`super::tables`].

/// A table of facts.
#[derive(Debug)]
pub struct Table {
    /// The name in the lake: `source_person`.
    pub name: &'static str,
    /// What one row stands for, in one sentence.
    pub about: &'static str,
    /// The columns that name a row within its source; a row without them is rejected.
    pub key: &'static [&'static str],
    /// The columns, without the ones that every table has ([`PROVENANCE`]).
    pub columns: &'static [Field],
}

/// A column of a table.
#[derive(Debug)]
pub struct Field {
    /// The name, with the unit last where there is one: `amount_usd`.
    pub name: &'static str,
    /// How its values are read and kept.
    pub form: Form,
    /// The unit; empty where a value has none.
    pub unit: &'static str,
    /// What it says, in a few words.
    pub about: &'static str,
}

/// How a value is written in files, which decides how it is read, mended and kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Words, kept as they are apart from blanks around them.
    Text,
    /// A code, kept as text so that leading zeros live. Only a spreadsheet's `.0` is taken off.
    Code,
    /// A National Provider Identifier: ten digits that pass the check of ISO/IEC 7812 with the prefix 80840
    /// (45 CFR 162.406). Kept as text.
    Npi,
    /// The five digits of a United States ZIP code, of any of its spellings. Kept as text.
    Zip,
    /// A whole number.
    Integer,
    /// A number with a fraction of any length.
    Real,
    /// An exact number with so many digits after the point. Money is exact.
    Decimal(u8),
    /// A day.
    Date,
    /// Yes or no.
    Bool,
}

/// How a column is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// UTF-8 text.
    Text,
    /// 64-bit whole number.
    Integer,
    /// 64-bit floating point.
    Real,
    /// 64-bit whole number of units of 10^-scale.
    Decimal {
        /// Digits after the point.
        scale: u8,
    },
    /// Days since 1970-01-01.
    Date,
    /// True or false.
    Bool,
}

impl Form {
    /// How values of this form are kept.
    pub fn stored(self) -> Type {
        match self {
            Form::Text | Form::Code | Form::Npi | Form::Zip => Type::Text,
            Form::Integer => Type::Integer,
            Form::Real => Type::Real,
            Form::Decimal(scale) => Type::Decimal { scale },
            Form::Date => Type::Date,
            Form::Bool => Type::Bool,
        }
    }

    /// What a file has to hold here, in words for a finding's help.
    pub fn words(self) -> &'static str {
        match self {
            Form::Text => "a text",
            Form::Code => "a code",
            Form::Npi => "an NPI of ten digits with a right check digit",
            Form::Zip => "a ZIP code of five or nine digits",
            Form::Integer => "a whole number",
            Form::Real | Form::Decimal(_) => "a number",
            Form::Date => "a day, such as 2026-03-01 or 03/01/2026",
            Form::Bool => "yes or no",
        }
    }
}

impl Table {
    /// The column of a name, with its position.
    pub fn column(&self, name: &str) -> Option<(usize, &'static Field)> {
        self.columns.iter().enumerate().find(|(_, field)| field.name == name)
    }

    /// Whether a column may be unknown: every one that does not name the row.
    pub fn is_nullable(&self, column: &str) -> bool {
        !self.key.contains(&column)
    }
}

/// The columns of every table beside its own: where the row comes from. All are known in every row. They are constant over
/// a batch, apart from `line`, so a batch holds them once ([`super::Provenance`]).
pub const PROVENANCE: &[Field] = &[
    Field { name: "source", form: Form::Code, unit: "", about: "the source of the file: `nppes`" },
    Field { name: "file", form: Form::Text, unit: "", about: "the file's name; `archive/entry` for a file in an archive" },
    Field { name: "line", form: Form::Integer, unit: "", about: "the line, or the number of the entry, that the row was read from" },
    Field { name: "release", form: Form::Text, unit: "", about: "which release or extract the file is" },
    Field { name: "licence", form: Form::Text, unit: "", about: "the terms under which the source publishes it" },
    Field { name: "import", form: Form::Code, unit: "", about: "the import that brought it; equal for equal content" },
];

/// Defines tables: a constant each, and their list.
macro_rules! tables {
    ($($(#[doc = $doc:literal])+ $constant:ident $name:literal [$($key:literal),+] { $($column:ident $form:expr, $unit:literal, $about:literal;)+ })+) => {
        $(
            $(#[doc = $doc])+
            pub const $constant: &$crate::facts::Table = &$crate::facts::Table {
                name: $name,
                about: concat!($($doc),+),
                key: &[$($key),+],
                columns: &[$($crate::facts::Field { name: stringify!($column), form: $form, unit: $unit, about: $about }),+],
            };
        )+
        /// The tables of this group.
        pub(super) const ALL: &[&$crate::facts::Table] = &[$($constant),+];
    };
}
pub(crate) use tables;
