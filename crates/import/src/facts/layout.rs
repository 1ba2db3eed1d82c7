//! How the rows of a file become facts, said as data: which columns, under all the names they have had, go to which columns of
//! which tables. A source of rows is one such value; a saved mapping becomes one as well ([`super::mapping`]).

use super::{DayOrder, Form, Table};

/// What a kind of file looks like and becomes.
#[derive(Clone, Debug)]
pub struct Layout<'a> {
    /// Columns that tell the file from all others; each under any of its names, all of them must be there.
    pub signs: &'a [&'a [&'a str]],
    /// Columns that the file must not have.
    pub without: &'a [&'a str],
    /// What the rows become, the most important part first: a row whose first part cannot be read is rejected.
    pub parts: &'a [Part<'a>],
    /// Words that this source writes where it knows nothing.
    pub unknown: &'a [&'a str],
    /// How it writes days.
    pub days: DayOrder,
    /// What a file's name says of the release.
    pub release: fn(&str) -> Option<String>,
}

/// One fact that a row becomes, or several.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// The table.
    pub table: &'static Table,
    /// Which rows become it.
    pub when: When<'a>,
    /// How often the columns are repeated: `{n}` in their names stands for 1 up to this number. 1 where they are not.
    pub times: u8,
    /// Where its columns come from.
    pub takes: &'a [Take<'a>],
    /// What becomes of a second row with the same key.
    pub repeated: Repeated,
    /// Whether every column of the table that nothing else gives is taken from the file's column of the same name.
    pub by_name: bool,
}

/// What becomes of a row whose key stands in the file already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeated {
    /// It is a row like any other: the source repeats keys, or the table is filled from several places of it.
    Kept,
    /// It is kept, and a finding says so: the key should stand there once, and does not always.
    Noted,
    /// It is rejected.
    Rejected,
}

/// Which rows become a fact.
#[derive(Clone, Copy, Debug)]
pub enum When<'a> {
    /// All.
    Always,
    /// Those with one of the words in a column (the first of its names that the file has). A word that ends in `*` stands
    /// for all that begin so.
    Is(&'a [&'a str], &'a [&'a str]),
    /// Those in which one of several columns is filled.
    Filled(&'a [&'a str]),
    /// Those in which the column is blank or not there.
    Blank(&'a [&'a str]),
}

/// Where one column of a table comes from.
#[derive(Clone, Copy, Debug)]
pub struct Take<'a> {
    /// The table's column.
    pub to: &'a str,
    /// The source.
    pub from: From<'a>,
    /// Another form than the column's, where this source's values are stricter: a record's id that is an NPI.
    pub form: Option<Form>,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug)]
pub enum From<'a> {
    /// The one column that a file has of these: names of different years for the same thing.
    Column(&'a [&'a str]),
    /// The first of several columns that is filled in the row.
    First(&'a [&'a str]),
    /// Several columns with a text between them; blank ones are left out.
    Joined(&'a [&'a str], &'a str),
    /// Of repeated columns (`{n}`, up to so many) the one beside which another column holds a word, else the first.
    Marked(&'a str, &'a str, &'a str, u8),
    /// A column whose words are translated; a word that is not listed stays as it is.
    Translated(&'a [&'a str], &'a [(&'a str, &'a str)]),
    /// The same in every row.
    Fixed(&'a str),
    /// The release: what the caller says, else what the file's name says.
    Release,
    /// The number of the repetition, from 1.
    Number,
}

/// A column under all its names.
pub(crate) const fn take<'a>(to: &'a str, names: &'a [&'a str]) -> Take<'a> {
    Take { to, from: From::Column(names), form: None }
}

/// A column that comes from elsewhere than one column of the file.
pub(crate) const fn made<'a>(to: &'a str, from: From<'a>) -> Take<'a> {
    Take { to, from, form: None }
}

/// A column that holds an NPI in this source, and another code in others.
pub(crate) const fn npi<'a>(to: &'a str, names: &'a [&'a str]) -> Take<'a> {
    Take { to, from: From::Column(names), form: Some(Form::Npi) }
}

/// A part of every row.
pub(crate) const fn part<'a>(table: &'static Table, takes: &'a [Take<'a>]) -> Part<'a> {
    Part { table, when: When::Always, times: 1, takes, repeated: Repeated::Kept, by_name: false }
}

impl<'a> Part<'a> {
    /// Only of some rows.
    pub(crate) const fn when(mut self, when: When<'a>) -> Part<'a> {
        self.when = when;
        self
    }

    /// Of repeated columns.
    pub(crate) const fn times(mut self, times: u8) -> Part<'a> {
        self.times = times;
        self
    }

    /// With a key that stands in a file only once.
    pub(crate) const fn once(mut self) -> Part<'a> {
        self.repeated = Repeated::Rejected;
        self
    }

    /// With a key that should stand in a file only once.
    pub(crate) const fn noted(mut self) -> Part<'a> {
        self.repeated = Repeated::Noted;
        self
    }

    /// With every other column taken from the file's column of the same name.
    pub(crate) const fn by_name(mut self) -> Part<'a> {
        self.by_name = true;
        self
    }
}

/// The usual layout of an American file: nothing is told by its name, days have the month first.
pub(crate) const PLAIN: Layout<'static> =
    Layout { signs: &[], without: &[], parts: &[], unknown: &[], days: DayOrder::MonthFirst, release: |_| None };
