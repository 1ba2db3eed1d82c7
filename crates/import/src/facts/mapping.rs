//! A saved mapping: how the columns of any file with a heading become facts. It is a small TOML text that a person confirms,
//! and that reads every later delivery of the same file. How one is suggested: [`super::suggest()`].

use std::collections::BTreeMap;

use serde::Deserialize;
use strategy::{Finding, input};

use super::{
    DayOrder, Layout, Part, Table,
    delimited::Header,
    layout::{From, PLAIN, Repeated, Take, When, made},
    tables,
};

/// A mapping that has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// The terms of the file, for every row.
    pub licence: String,
    /// The text it was read from; it is part of what names an import.
    pub text: String,
    /// The release that it states.
    pub release: Option<String>,
    unknown: Vec<String>,
    days: DayOrder,
    facts: Vec<Fact>,
}

#[derive(Clone, Debug, PartialEq)]
struct Fact {
    table: &'static Table,
    columns: Vec<(String, Origin)>,
    when_filled: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Origin {
    /// One column.
    Column(String),
    /// The first of several that is filled.
    First(Vec<String>),
    Other(Other),
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
enum Other {
    /// The same in every row.
    Fixed(String),
    /// Several columns, joined by blanks.
    Joined(Vec<String>),
    /// The release of the file.
    Release(bool),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    licence: String,
    release: Option<String>,
    #[serde(default)]
    unknown: Vec<String>,
    #[serde(default)]
    days: Days,
    fact: Vec<WrittenFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenFact {
    table: String,
    columns: BTreeMap<String, Origin>,
    #[serde(default)]
    when_filled: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Days {
    #[default]
    MonthFirst,
    DayFirst,
}

impl Mapping {
    /// Reads a mapping. What is wrong with it is a finding each, and then there is none.
    pub fn read(file: &str, text: &str) -> Result<Mapping, Vec<Finding>> {
        let wrong = |says: String| input::unreadable(file, None, says).help("mend the mapping; `lodestar facts map` writes a new one");
        let written: Written = toml::from_str(text).map_err(|error| vec![wrong(error.message().to_lowercase())])?;
        let (mut facts, mut findings) = (vec![], vec![]);
        for fact in written.fact {
            let Some(table) = tables::table(&fact.table) else {
                findings.push(wrong(format!("`{}` is no table of facts", fact.table)));
                continue;
            };
            let unknown = fact.columns.keys().filter(|name| table.column(name).is_none());
            findings.extend(unknown.map(|name| wrong(format!("`{}` has no column `{name}`", table.name))));
            let missing = table.key.iter().filter(|key| !fact.columns.contains_key(**key));
            findings.extend(missing.map(|key| wrong(format!("nothing gives `{key}`, which names the rows of `{}`", table.name))));
            facts.push(Fact { table, columns: fact.columns.into_iter().collect(), when_filled: fact.when_filled });
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let days = match written.days {
            Days::MonthFirst => DayOrder::MonthFirst,
            Days::DayFirst => DayOrder::DayFirst,
        };
        let Written { licence, release, unknown, .. } = written;
        Ok(Mapping { licence, release, unknown, days, facts, text: text.to_owned() })
    }

    /// Whether a file with this heading has the columns that name the rows.
    pub(crate) fn fits(&self, header: &Header) -> bool {
        let has = |names: &[String]| names.iter().any(|name| header.find(name).is_some());
        let gives = |fact: &Fact, key: &str| {
            fact.columns.iter().any(|(to, origin)| {
                to == key
                    && match origin {
                        Origin::Column(name) => header.find(name).is_some(),
                        Origin::First(names) | Origin::Other(Other::Joined(names)) => has(names),
                        Origin::Other(Other::Fixed(_) | Other::Release(_)) => true,
                    }
            })
        };
        let holds_a_column = !header.names.is_empty();
        holds_a_column && self.facts.iter().all(|fact| fact.table.key.iter().all(|key| gives(fact, key)))
    }

    /// Calls with the mapping as a layout.
    pub(crate) fn with_layout<T>(&self, call: impl FnOnce(&Layout<'_>) -> T) -> T {
        fn all(names: &[String]) -> Vec<&str> {
            names.iter().map(String::as_str).collect()
        }
        let unknown = all(&self.unknown);
        let names: Vec<Vec<Vec<&str>>> =
            self.facts.iter().map(|fact| fact.columns.iter().map(|(_, origin)| origin.names()).collect()).collect();
        let filled: Vec<Vec<&str>> = self.facts.iter().map(|fact| all(&fact.when_filled)).collect();
        let takes: Vec<Vec<Take<'_>>> = self
            .facts
            .iter()
            .zip(&names)
            .map(|(fact, names)| fact.columns.iter().zip(names).map(|((to, origin), names)| made(to, origin.from(names))).collect())
            .collect();
        let parts: Vec<Part<'_>> = self
            .facts
            .iter()
            .zip(&takes)
            .zip(&filled)
            .map(|((fact, takes), filled)| Part {
                table: fact.table,
                when: if filled.is_empty() { When::Always } else { When::Filled(filled) },
                times: 1,
                takes,
                repeated: Repeated::Rejected,
                by_name: false,
            })
            .collect();
        call(&Layout { parts: &parts, unknown: &unknown, days: self.days, ..PLAIN })
    }
}

impl Origin {
    fn names(&self) -> Vec<&str> {
        match self {
            Origin::Column(name) => vec![name.as_str()],
            Origin::First(names) | Origin::Other(Other::Joined(names)) => names.iter().map(String::as_str).collect(),
            Origin::Other(_) => vec![],
        }
    }

    fn from<'a>(&'a self, names: &'a [&'a str]) -> From<'a> {
        match self {
            Origin::Column(_) => From::Column(names),
            Origin::First(_) => From::First(names),
            Origin::Other(Other::Joined(_)) => From::Joined(names, " "),
            Origin::Other(Other::Fixed(text)) => From::Fixed(text),
            Origin::Other(Other::Release(_)) => From::Release,
        }
    }
}
