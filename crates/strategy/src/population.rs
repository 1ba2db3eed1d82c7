//! Who is meant: a conjunction of typed criteria, and the algebra over it (contains, overlaps, difference in words).
//! Every operation is total; a population is never empty, because a criterion that nobody meets cannot be read.
//! Counting patients is not done here; a population says whom to count.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

mod criterion;
mod interval;

pub(crate) use criterion::path_contains;
pub use criterion::{Criterion, Dimension, Domain};
pub use interval::Interval;

/// A set of patients: those who meet every criterion. No criterion at all means everyone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Population {
    // INVARIANT: normal form. A criterion that excludes nobody is not kept; `contains` relies on it.
    criteria: BTreeMap<Dimension, Criterion>,
}

/// Patients of one population whom another leaves out, along one dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The dimension.
    pub dimension: Dimension,
    /// Who is left out, in words: `age under 18`.
    pub words: String,
    /// Whether the two populations have nobody in common because of this dimension.
    pub disjoint: bool,
}

impl Population {
    /// Everyone.
    pub fn everyone() -> Self {
        Population::default()
    }

    /// The population of those who meet all the criteria; the later of two on one dimension narrows the earlier.
    /// `None` when nobody can meet two of them at once.
    pub fn of(criteria: impl IntoIterator<Item = (Dimension, Criterion)>) -> Option<Self> {
        let mut population = Population::default();
        for (dimension, criterion) in criteria {
            population = population.and(dimension, criterion)?;
        }
        Some(population)
    }

    /// This population, narrowed by one more criterion.
    pub fn and(mut self, dimension: Dimension, criterion: Criterion) -> Option<Self> {
        let narrowed = match self.criteria.get(&dimension) {
            Some(present) => present.intersection(&criterion)?,
            None => criterion,
        };
        if narrowed.excludes_nobody(dimension) {
            self.criteria.remove(&dimension);
        } else {
            self.criteria.insert(dimension, narrowed);
        }
        Some(self)
    }

    /// Whether no criterion is stated.
    pub fn is_everyone(&self) -> bool {
        self.criteria.is_empty()
    }

    /// The criterion on a dimension, if there is one.
    pub fn get(&self, dimension: Dimension) -> Option<&Criterion> {
        self.criteria.get(&dimension)
    }

    /// The criteria in the order of their dimensions.
    pub fn criteria(&self) -> impl Iterator<Item = (Dimension, &Criterion)> {
        self.criteria.iter().map(|(dimension, criterion)| (*dimension, criterion))
    }

    /// Whether every patient of `other` is in this population.
    pub fn contains(&self, other: &Population) -> bool {
        self.criteria.iter().all(|(dimension, mine)| other.criteria.get(dimension).is_some_and(|theirs| mine.contains(theirs)))
    }

    /// Whether a patient can be in both.
    pub fn overlaps(&self, other: &Population) -> bool {
        self.criteria.iter().all(|(dimension, mine)| other.criteria.get(dimension).is_none_or(|theirs| mine.intersection(theirs).is_some()))
    }

    /// Patients in both; `None` when there are none.
    pub fn intersection(&self, other: &Population) -> Option<Population> {
        other.criteria().try_fold(self.clone(), |narrowed, (dimension, criterion)| narrowed.and(dimension, criterion.clone()))
    }

    /// Patients of this population whom `other` leaves out, dimension by dimension.
    /// Empty exactly when `other` contains this population.
    pub fn difference(&self, other: &Population) -> Vec<Gap> {
        let gap = |(dimension, theirs): (&Dimension, &Criterion)| {
            let mine = self.criteria.get(dimension).cloned().unwrap_or_else(|| Criterion::anyone(*dimension));
            (!theirs.contains(&mine)).then(|| Gap {
                dimension: *dimension,
                words: mine.outside(theirs, *dimension),
                disjoint: mine.intersection(theirs).is_none(),
            })
        };
        other.criteria.iter().filter_map(gap).collect()
    }

    /// The population in words: `heart failure; age 18 and over; ejection fraction up to 40 %`.
    pub fn words(&self) -> String {
        match self.criteria.is_empty() {
            true => "everyone".into(),
            false => self.criteria().map(|(dimension, criterion)| criterion.words(dimension)).collect::<Vec<_>>().join("; "),
        }
    }

    /// The text form for one cell or line: `disease = heart failure; ejection_fraction = ..40`.
    pub fn text(&self) -> String {
        self.criteria().map(|(d, c)| format!("{} = {}", d.as_str(), c.text_on(d).join(", "))).collect::<Vec<_>>().join("; ")
    }

    /// Reads the text form. The error says what could not be read.
    pub fn parse(text: &str) -> Result<Population, String> {
        let mut population = Population::default();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or_else(|| format!("`{part}` is not a criterion; write `dimension = value`"))?;
            let values: Vec<&str> = value.split(',').map(str::trim).collect();
            population = population.and_named(name.trim(), &values)?;
        }
        Ok(population)
    }

    fn and_named(self, name: &str, values: &[&str]) -> Result<Population, String> {
        let dimension = Dimension::parse(name).ok_or_else(|| {
            let near = crate::words::nearest(name, Dimension::ALL.iter().map(|d| d.as_str()));
            let hint = near.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
            format!("`{name}` is not a dimension of a population; dimensions are {}{hint}", Dimension::list())
        })?;
        let criterion = Criterion::read(dimension, values)?;
        self.and(dimension, criterion).ok_or_else(|| format!("nobody meets both criteria on `{name}`"))
    }
}

/// The words of several gaps as one phrase, for messages.
pub fn gap_words(gaps: &[Gap]) -> String {
    gaps.iter().map(|gap| gap.words.as_str()).collect::<Vec<_>>().join("; ")
}

impl Serialize for Population {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.criteria.iter().map(|(dimension, criterion)| {
            let mut texts = criterion.text_on(*dimension);
            (dimension, if texts.len() == 1 { OneOrMany::One(texts.remove(0)) } else { OneOrMany::Many(texts) })
        }))
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl<'de> Deserialize<'de> for Population {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Criteria(BTreeMap<String, Value>),
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Value {
            Text(String),
            Number(serde_json::Number),
            List(BTreeSet<String>),
        }
        let written = Written::deserialize(deserializer)
            .map_err(|_| de::Error::custom("not a population; write `{ disease = \"…\", age = \"18..\" }`"))?;
        let read = match written {
            Written::Text(text) => Population::parse(&text),
            Written::Criteria(criteria) => criteria.iter().try_fold(Population::default(), |population, (name, value)| {
                let values: Vec<Cow<'_, str>> = match value {
                    Value::Text(text) => vec![Cow::Borrowed(text)],
                    Value::Number(number) => vec![Cow::Owned(number.to_string())],
                    Value::List(list) => list.iter().map(|text| Cow::Borrowed(text.as_str())).collect(),
                };
                population.and_named(name, &values.iter().map(|v| v.as_ref()).collect::<Vec<_>>())
            }),
        };
        read.map_err(de::Error::custom)
    }
}

impl schemars::JsonSchema for Population {
    fn schema_name() -> Cow<'static, str> {
        "Population".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let properties: serde_json::Map<_, _> = Dimension::ALL
            .iter()
            .map(|d| (d.as_str().to_owned(), serde_json::json!({ "type": ["string", "number", "array"], "description": d.about() })))
            .collect();
        schemars::json_schema!({ "type": "object", "x-form": "population", "properties": properties, "additionalProperties": false })
    }
}

#[cfg(test)]
mod tests;
