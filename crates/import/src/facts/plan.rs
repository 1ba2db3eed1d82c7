//! A layout laid over the heading of one file: positions instead of names.

use std::{borrow::Cow, ops::ControlFlow};

use super::{
    Form, Table, Value,
    delimited::{Header, Row},
    layout::{From, Layout, Part, Repeated, When},
    writer::{Problem, Writer},
};

/// What the rows of one file become.
pub(crate) struct Plan<'a> {
    parts: Vec<Planned>,
    unknown: &'a [&'a str],
    /// Columns of keys that the file does not have.
    pub(crate) missing: Vec<String>,
    /// Which columns of the file are used.
    pub(crate) used: Vec<bool>,
}

/// One part, once for each repetition.
struct Planned {
    table: &'static Table,
    when: Test,
    repeated: Repeated,
    /// One for each column of the table.
    columns: Vec<Spring>,
    /// How the file names each of them, for findings, and how it is read.
    names: Vec<(String, Form)>,
}

/// Which rows.
enum Test {
    Always,
    Never,
    Is(usize, Vec<String>),
    Filled(Vec<usize>),
    Blank(usize),
}

/// Where a value springs from.
enum Spring {
    Nothing,
    Cell(usize),
    First(Vec<usize>),
    Joined(Vec<usize>, String),
    /// Positions of value and mark.
    Marked(Vec<(usize, usize)>, String),
    Translated(usize, Vec<(String, String)>),
    Fixed(String),
}

impl<'a> Plan<'a> {
    /// The plan for a file of this release.
    pub(crate) fn new(layout: &Layout<'a>, header: &Header, release: &str) -> Plan<'a> {
        let mut plan = Plan { parts: vec![], unknown: layout.unknown, missing: vec![], used: vec![false; header.names.len()] };
        for part in layout.parts {
            for number in 1..=part.times {
                let planned = plan.planned(part, header, number, release);
                plan.parts.extend(planned);
            }
        }
        plan
    }

    fn planned(&mut self, part: &Part<'a>, header: &Header, number: u8, release: &str) -> Option<Planned> {
        let mut find = |name: &str| {
            let name = if name.contains("{n}") { Cow::Owned(name.replace("{n}", &number.to_string())) } else { Cow::Borrowed(name) };
            let at = header.find(&name)?;
            self.used[at] = true;
            Some(at)
        };
        let when = match part.when {
            When::Always => Test::Always,
            When::Is(names, words) => match names.iter().find_map(|name| find(name)) {
                Some(at) => Test::Is(at, words.iter().map(|word| (*word).to_owned()).collect()),
                None => Test::Never,
            },
            When::Filled(names) => match names.iter().filter_map(|name| find(name)).collect::<Vec<_>>() {
                none if none.is_empty() => Test::Never,
                some => Test::Filled(some),
            },
            When::Blank(names) => names.iter().find_map(|name| find(name)).map_or(Test::Always, Test::Blank),
        };
        if matches!(when, Test::Never) {
            return None;
        }
        let mut columns: Vec<Spring> = part.table.columns.iter().map(|_| Spring::Nothing).collect();
        let mut names: Vec<(String, Form)> = part.table.columns.iter().map(|field| (field.name.to_owned(), field.form)).collect();
        for take in part.takes {
            let Some((to, _)) = part.table.column(take.to) else {
                debug_assert!(false, "`{}` has no column `{}`", part.table.name, take.to);
                continue;
            };
            let (spring, name) = spring(&take.from, header, &mut find, number, release);
            columns[to] = spring;
            names[to].0 = name.unwrap_or_else(|| take.to.to_owned());
            names[to].1 = take.form.unwrap_or(names[to].1);
        }
        if part.by_name {
            for (to, field) in
                part.table.columns.iter().enumerate().filter(|(to, _)| matches!(columns[*to], Spring::Nothing)).collect::<Vec<_>>()
            {
                if let Some(at) = find(field.name) {
                    columns[to] = Spring::Cell(at);
                    names[to].0.clone_from(&header.names[at]);
                }
            }
        }
        let misses = |name: &&&str| part.table.column(name).is_some_and(|(at, _)| matches!(columns[at], Spring::Nothing));
        let missing: Vec<&&str> = part.table.key.iter().filter(misses).collect();
        if missing.is_empty() {
            return Some(Planned { table: part.table, when, repeated: part.repeated, columns, names });
        }
        if number == 1 {
            self.missing.extend(missing.into_iter().map(|name| format!("{}.{name}", part.table.name)));
        }
        None
    }

    /// Whether any part is left that rows can become.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Writes what a row becomes. The problem says why it becomes nothing.
    pub(crate) fn write(&self, row: &Row<'_>, writer: &mut Writer<'_>) -> Result<ControlFlow<()>, Problem> {
        let (mut written, mut problem) = (false, None);
        for part in self.parts.iter().filter(|part| part.when.holds(row)) {
            match part.write(row, self.unknown, writer) {
                Ok(ControlFlow::Continue(())) => written = true,
                Ok(stop) => return Ok(stop),
                Err(says) if !written => return Err(says),
                Err(says) => problem = problem.or(Some((part, says))),
            }
        }
        if let Some((part, says)) = problem {
            writer.lost(part.table, &says, row.line);
        }
        if written { Ok(ControlFlow::Continue(())) } else { Err("the row says nothing that is taken over".into()) }
    }
}

fn spring(
    from: &From<'_>,
    header: &Header,
    find: &mut impl FnMut(&str) -> Option<usize>,
    number: u8,
    release: &str,
) -> (Spring, Option<String>) {
    let named = |at: usize| Some(header.names[at].clone());
    match from {
        From::Column(names) => match names.iter().find_map(|name| find(name)) {
            Some(at) => (Spring::Cell(at), named(at)),
            None => (Spring::Nothing, None),
        },
        From::First(names) => match names.iter().filter_map(|name| find(name)).collect::<Vec<_>>() {
            none if none.is_empty() => (Spring::Nothing, None),
            some => {
                let name = named(some[0]);
                (Spring::First(some), name)
            }
        },
        From::Joined(names, between) => match names.iter().filter_map(|name| find(name)).collect::<Vec<_>>() {
            none if none.is_empty() => (Spring::Nothing, None),
            some => (Spring::Joined(some, (*between).to_owned()), None),
        },
        From::Marked(value, mark, word, times) => {
            let pair = |n: u8, find: &mut dyn FnMut(&str) -> Option<usize>| {
                let named = |name: &str| name.replace("{n}", &n.to_string());
                Some((find(&named(value))?, find(&named(mark))?))
            };
            match (1..=*times).filter_map(|n| pair(n, &mut *find)).collect::<Vec<_>>() {
                // An extract without the marks has the first column alone.
                none if none.is_empty() => match find(&value.replace("{n}", "1")) {
                    Some(at) => (Spring::Cell(at), named(at)),
                    None => (Spring::Nothing, None),
                },
                some => {
                    let name = named(some[0].0);
                    (Spring::Marked(some, (*word).to_owned()), name)
                }
            }
        }
        From::Translated(names, words) => match names.iter().find_map(|name| find(name)) {
            Some(at) => {
                let words = words.iter().map(|(from, to)| (super::delimited::folded(from), (*to).to_owned())).collect();
                (Spring::Translated(at, words), named(at))
            }
            None => (Spring::Nothing, None),
        },
        From::Fixed(text) => (Spring::Fixed((*text).to_owned()), None),
        From::Release if release.is_empty() => (Spring::Nothing, None),
        From::Release => (Spring::Fixed(release.to_owned()), None),
        From::Number => (Spring::Fixed(number.to_string()), None),
    }
}

impl Test {
    fn holds(&self, row: &Row<'_>) -> bool {
        match self {
            Test::Always => true,
            Test::Never => false,
            Test::Is(at, words) => {
                let cell = row.cell(*at);
                let bare = super::reading::without_point_zero(&cell).unwrap_or(&cell);
                words.iter().any(|word| match word.strip_suffix('*') {
                    Some(start) => bare.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)),
                    None => word.eq_ignore_ascii_case(bare),
                })
            }
            Test::Filled(columns) => columns.iter().any(|at| !row.cell(*at).is_empty()),
            Test::Blank(at) => row.cell(*at).is_empty(),
        }
    }
}

impl Planned {
    fn write(&self, row: &Row<'_>, unknown: &[&str], writer: &mut Writer<'_>) -> Result<ControlFlow<()>, Problem> {
        let cells: Vec<Cow<'_, str>> = self.columns.iter().map(|spring| spring.cell(row, unknown)).collect();
        let mut values: Vec<Option<Value<'_>>> = Vec::with_capacity(cells.len());
        for ((field, cell), (name, form)) in self.table.columns.iter().zip(&cells).zip(&self.names) {
            let is_key = !self.table.is_nullable(field.name);
            values.push(writer.read(*form, is_key, name, cell, row.line)?);
        }
        writer.add(self.table, row.line, &values, self.repeated)
    }
}

impl Spring {
    fn cell<'r>(&'r self, row: &'r Row<'_>, unknown: &[&str]) -> Cow<'r, str> {
        let at = |at: usize| {
            let cell = row.cell(at);
            if unknown.contains(&&*cell) { Cow::Borrowed("") } else { cell }
        };
        match self {
            Spring::Nothing => Cow::Borrowed(""),
            Spring::Cell(column) => at(*column),
            Spring::First(columns) => columns.iter().map(|column| at(*column)).find(|cell| !cell.is_empty()).unwrap_or_default(),
            Spring::Joined(columns, between) => {
                let filled: Vec<Cow<'_, str>> = columns.iter().map(|column| at(*column)).filter(|cell| !cell.is_empty()).collect();
                Cow::Owned(filled.join(between))
            }
            Spring::Marked(pairs, word) => {
                let marked = pairs.iter().find(|(_, mark)| row.cell(*mark).eq_ignore_ascii_case(word));
                marked.or(pairs.first()).map(|(value, _)| at(*value)).unwrap_or_default()
            }
            Spring::Translated(column, words) => {
                let cell = at(*column);
                let folded = super::delimited::folded(&cell);
                match words.iter().find(|(from, _)| *from == folded) {
                    Some((_, to)) => Cow::Borrowed(to.as_str()),
                    None => cell,
                }
            }
            Spring::Fixed(text) => Cow::Borrowed(text),
        }
    }
}
