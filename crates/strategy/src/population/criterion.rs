//! The dimensions along which patients differ, and what a criterion says on one of them.

use std::collections::{BTreeMap, BTreeSet};

use super::interval::Interval;
use crate::words::words_enum;

words_enum! {
    /// A dimension along which patients differ.
    pub enum Dimension {
        /// The disease, from general to specific, parts separated by `/`.
        Disease = "disease",
        /// Age in years.
        Age = "age",
        /// Sex.
        Sex = "sex",
        /// Left-ventricular ejection fraction in per cent.
        EjectionFraction = "ejection_fraction",
        /// Severity.
        Severity = "severity",
        /// NYHA functional class.
        Nyha = "nyha",
        /// The line of therapy.
        LineOfTherapy = "line_of_therapy",
        /// What became of earlier therapy.
        PriorTherapy = "prior_therapy",
        /// The biomarker's status.
        Biomarker = "biomarker",
        /// NT-proBNP in pg/mL.
        NtProBnp = "nt_probnp",
        /// Estimated glomerular filtration rate in mL/min/1.73 m².
        Egfr = "egfr",
        /// Glycated haemoglobin in per cent.
        Hba1c = "hba1c",
        /// Body mass index in kg/m².
        Bmi = "bmi",
        /// Systolic blood pressure in mmHg.
        SystolicBp = "systolic_bp",
        /// Where care happens.
        Setting = "setting",
        /// Where patients live, from large to small, parts separated by `/`.
        Region = "region",
    }
}

/// The values that a dimension can take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Domain {
    /// Numbers, with a unit and natural limits in thousandths.
    Numbers(&'static str, Option<i64>, Option<i64>),
    /// One or more words of a closed list.
    Words(&'static [&'static str]),
    /// Nodes of a hierarchy.
    Nodes,
}

impl Dimension {
    /// The values that the dimension can take.
    pub fn domain(self) -> Domain {
        use Domain::{Nodes, Numbers, Words};
        match self {
            Dimension::Disease | Dimension::Region => Nodes,
            Dimension::Age => Numbers(" years", Some(0), None),
            Dimension::EjectionFraction => Numbers(" %", Some(0), Some(100_000)),
            Dimension::LineOfTherapy => Numbers("", Some(1_000), None),
            Dimension::NtProBnp => Numbers(" pg/mL", Some(0), None),
            Dimension::Egfr => Numbers(" mL/min/1.73 m²", Some(0), None),
            Dimension::Hba1c => Numbers(" %", Some(0), None),
            Dimension::Bmi => Numbers(" kg/m²", Some(0), None),
            Dimension::SystolicBp => Numbers(" mmHg", Some(0), None),
            Dimension::Sex => Words(&["female", "male"]),
            Dimension::Severity => Words(&["mild", "moderate", "severe"]),
            Dimension::Nyha => Words(&["I", "II", "III", "IV"]),
            Dimension::PriorTherapy => Words(&["none", "inadequate response", "intolerant", "refractory"]),
            Dimension::Biomarker => Words(&["positive", "negative", "untested"]),
            Dimension::Setting => Words(&["hospital", "discharge", "outpatient", "primary care", "home", "long-term care"]),
        }
    }

    /// The dimension as people say it: `ejection fraction`.
    pub fn label(self) -> String {
        match self {
            Dimension::Nyha => "NYHA class".into(),
            Dimension::NtProBnp => "NT-proBNP".into(),
            Dimension::Egfr => "eGFR".into(),
            Dimension::Hba1c => "HbA1c".into(),
            Dimension::Bmi => "BMI".into(),
            Dimension::SystolicBp => "systolic blood pressure".into(),
            other => other.as_str().replace('_', " "),
        }
    }

    /// How to write a criterion on this dimension.
    pub fn about(self) -> String {
        match self.domain() {
            Domain::Numbers(unit, ..) => format!("{}{unit}: `18..`, `..40`, `18..65`", self.label()),
            Domain::Words(words) => format!("{}: {}", self.label(), words.join(", ")),
            Domain::Nodes => format!("{}: from general to specific, parts separated by `/`", self.label()),
        }
    }
}

/// What a population says on one dimension. Never met by nobody.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Criterion {
    /// Numbers in an interval.
    Numbers(Interval),
    /// One of these words, by their position in the closed list.
    Words(BTreeSet<usize>),
    /// Under one of these nodes: folded path to the path as written.
    Nodes(Nodes),
}

/// Nodes of a hierarchy, none below another.
#[derive(Clone, Debug)]
pub struct Nodes(BTreeMap<String, String>);

impl PartialEq for Nodes {
    fn eq(&self, other: &Self) -> bool {
        self.0.keys().eq(other.0.keys())
    }
}

impl Eq for Nodes {}

impl std::hash::Hash for Nodes {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.keys().for_each(|key| key.hash(state));
    }
}

/// Whether the path `below` is `path` or lies under it; case and blanks around parts do not matter.
pub(crate) fn path_contains(path: &str, below: &str) -> bool {
    let same = |one: &str, other: &str| {
        let (one, other) = (one.trim(), other.trim());
        one == other || one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
    };
    let mut parts = below.split('/');
    path.split('/').all(|part| parts.next().is_some_and(|below| same(part, below)))
}

fn fold_path(text: &str) -> (String, String) {
    let parts: Vec<String> =
        text.split('/').map(|p| p.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|p| !p.is_empty()).collect();
    (parts.join("/").to_lowercase(), parts.join("/"))
}

impl Nodes {
    fn new(paths: impl IntoIterator<Item = (String, String)>) -> Nodes {
        let all: BTreeMap<String, String> = paths.into_iter().collect();
        let has_ancestor = |path: &String| all.keys().any(|other| other != path && path_contains(other, path));
        Nodes(all.iter().filter(|(path, _)| !has_ancestor(path)).map(|(k, v)| (k.clone(), v.clone())).collect())
    }
}

impl Criterion {
    /// The criterion that everyone meets.
    pub fn anyone(dimension: Dimension) -> Criterion {
        match dimension.domain() {
            Domain::Numbers(..) => Criterion::Numbers(Interval::all()),
            Domain::Words(words) => Criterion::Words((0..words.len()).collect()),
            Domain::Nodes => Criterion::Nodes(Nodes([(String::new(), String::new())].into())),
        }
    }

    /// Reads a criterion from the words written for it.
    pub fn read(dimension: Dimension, values: &[&str]) -> Result<Criterion, String> {
        let name = dimension.as_str();
        match dimension.domain() {
            Domain::Numbers(_, low, high) => {
                let [value] = values else { return Err(format!("`{name}` takes one interval, such as `18..` or `..40`")) };
                let interval = Interval::parse(value)
                    .ok_or_else(|| format!("`{value}` is not an interval for `{name}`; write `18..`, `..40` or `18..65`"))?;
                interval.within(low, high).map(Criterion::Numbers).ok_or_else(|| format!("no `{name}` lies in `{value}`"))
            }
            Domain::Words(words) => {
                let find = |value: &&str| {
                    crate::words::find(value, words.iter().copied())
                        .ok_or_else(|| format!("`{value}` is not one of {} for `{name}`", words.join(", ")))
                };
                let found = values.iter().map(find).collect::<Result<BTreeSet<_>, _>>()?;
                if found.is_empty() {
                    Err(format!("`{name}` needs at least one of {}", words.join(", ")))
                } else {
                    Ok(Criterion::Words(found))
                }
            }
            Domain::Nodes => {
                let nodes = Nodes::new(values.iter().map(|v| fold_path(v)).filter(|(path, _)| !path.is_empty()));
                if nodes.0.is_empty() { Err(format!("`{name}` needs a name")) } else { Ok(Criterion::Nodes(nodes)) }
            }
        }
    }

    /// Whether everyone meets the criterion.
    pub fn excludes_nobody(&self, dimension: Dimension) -> bool {
        self.contains(&Criterion::anyone(dimension))
    }

    /// Whether everyone who meets `other` meets this.
    pub fn contains(&self, other: &Criterion) -> bool {
        match (self, other) {
            (Criterion::Numbers(mine), Criterion::Numbers(theirs)) => mine.contains(*theirs),
            (Criterion::Words(mine), Criterion::Words(theirs)) => theirs.is_subset(mine),
            (Criterion::Nodes(mine), Criterion::Nodes(theirs)) => {
                theirs.0.keys().all(|below| mine.0.keys().any(|node| node_contains(node, below)))
            }
            _ => false,
        }
    }

    /// Those who meet both; `None` when nobody does.
    pub fn intersection(&self, other: &Criterion) -> Option<Criterion> {
        match (self, other) {
            (Criterion::Numbers(mine), Criterion::Numbers(theirs)) => mine.intersection(*theirs).map(Criterion::Numbers),
            (Criterion::Words(mine), Criterion::Words(theirs)) => {
                let both: BTreeSet<usize> = mine.intersection(theirs).copied().collect();
                (!both.is_empty()).then_some(Criterion::Words(both))
            }
            (Criterion::Nodes(mine), Criterion::Nodes(theirs)) => {
                let below = |inner: &Nodes, outer: &Nodes| {
                    let kept = inner.0.iter().filter(|(path, _)| outer.0.keys().any(|node| node_contains(node, path)));
                    kept.map(|(k, v)| (k.clone(), v.clone())).collect::<Vec<_>>()
                };
                let both = Nodes::new(below(mine, theirs).into_iter().chain(below(theirs, mine)));
                (!both.0.is_empty()).then_some(Criterion::Nodes(both))
            }
            _ => None,
        }
    }

    /// In words, those who meet this and not `other`.
    pub(super) fn outside(&self, other: &Criterion, dimension: Dimension) -> String {
        let label = dimension.label();
        match (self, other, dimension.domain()) {
            (Criterion::Numbers(mine), Criterion::Numbers(theirs), Domain::Numbers(unit, ..)) => {
                let pieces: Vec<String> = mine.outside(*theirs).into_iter().map(|piece| piece.words(unit)).collect();
                format!("{label} {}", pieces.join(" or "))
            }
            (Criterion::Words(mine), Criterion::Words(theirs), Domain::Words(words)) => {
                format!("{label} {}", mine.difference(theirs).filter_map(|i| words.get(*i)).copied().collect::<Vec<_>>().join(" or "))
            }
            (Criterion::Nodes(mine), Criterion::Nodes(theirs), _) => {
                let outer = mine.0.iter().filter(|(path, _)| !theirs.0.keys().any(|node| node_contains(node, path)));
                let missing: Vec<String> = outer
                    .map(|(path, written)| {
                        let kept: Vec<&str> = theirs.0.iter().filter(|(node, _)| node_contains(path, node)).map(|(_, w)| last(w)).collect();
                        match (written.as_str(), kept.is_empty()) {
                            ("", _) => format!("other than {}", theirs.0.values().map(|w| last(w)).collect::<Vec<_>>().join(" or ")),
                            (written, true) => last(written).to_owned(),
                            (written, false) => format!("{} other than {}", last(written), kept.join(" or ")),
                        }
                    })
                    .collect();
                format!("{label} {}", missing.join(" or "))
            }
            _ => label,
        }
    }

    /// In words: `age 18 years and over`.
    pub fn words(&self, dimension: Dimension) -> String {
        match (self, dimension.domain()) {
            (Criterion::Numbers(interval), Domain::Numbers(unit, ..)) => format!("{} {}", dimension.label(), interval.words(unit)),
            (Criterion::Words(_), _) => format!("{} {}", dimension.label(), self.texts(dimension).join(" or ")),
            (Criterion::Nodes(nodes), _) if dimension == Dimension::Disease => {
                nodes.0.values().map(|w| last(w)).collect::<Vec<_>>().join(" or ")
            }
            (Criterion::Nodes(nodes), _) => format!("in {}", nodes.0.values().map(String::as_str).collect::<Vec<_>>().join(" or ")),
            (Criterion::Numbers(interval), _) => interval.words(""),
        }
    }

    fn texts(&self, dimension: Dimension) -> Vec<String> {
        match (self, dimension.domain()) {
            (Criterion::Words(mine), Domain::Words(words)) => mine.iter().filter_map(|i| words.get(*i)).map(|w| (*w).to_owned()).collect(),
            (Criterion::Nodes(nodes), _) => nodes.0.values().cloned().collect(),
            (Criterion::Numbers(interval), _) => vec![interval.text()],
            _ => vec![],
        }
    }

    /// The text form, one text per alternative.
    pub fn text_on(&self, dimension: Dimension) -> Vec<String> {
        self.texts(dimension)
    }
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// [`path_contains`] over folded paths, where the empty path is the root.
fn node_contains(node: &str, below: &str) -> bool {
    node.is_empty() || below.strip_prefix(node).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
