//! The endpoints of a study: the outcomes as planned, with the analyses that were reported for them.
//! Values of single arms are left out: an endpoint's result is a comparison with its interval.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use strategy::record::Number;

use super::Trial;
use crate::{wording, writing::Writing};

/// The most endpoints that are taken over; the registry's longest lists hold several hundred.
const ENDPOINTS_MAX: usize = 100;
/// The most analyses of one endpoint.
const ANALYSES_MAX: usize = 40;

/// An outcome as planned.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// What is measured.
    pub(crate) name: String,
    /// Whether it is a primary outcome.
    pub(crate) primary: bool,
    /// Over which period.
    pub(crate) time_frame: String,
}

/// An outcome as reported.
#[derive(Debug, Default)]
pub(crate) struct Reported {
    /// What was measured.
    pub(crate) name: String,
    /// `PRIMARY`, `Secondary` and so on.
    pub(crate) role: String,
    /// Over which period.
    pub(crate) time_frame: String,
    /// The unit.
    pub(crate) unit: String,
    /// The arms.
    pub(crate) groups: Vec<Group>,
    /// The comparisons.
    pub(crate) analyses: Vec<Analysis>,
}

/// One arm of a reported outcome.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// The id by which analyses name it.
    pub(crate) id: String,
    /// The name.
    pub(crate) title: String,
}

/// One comparison.
#[derive(Debug, Default)]
pub(crate) struct Analysis {
    /// The ids of the arms compared.
    pub(crate) groups: Vec<String>,
    /// What was estimated: `Hazard Ratio (HR)`.
    pub(crate) measure: String,
    /// The estimate.
    pub(crate) value: String,
    /// The level of the interval in per cent.
    pub(crate) level: String,
    /// The lower end.
    pub(crate) low: String,
    /// The upper end.
    pub(crate) high: String,
}

/// The endpoints, as a draft writes them.
pub(super) fn endpoints(trial: &Trial, writing: &mut Writing) -> Value {
    let planned = trial.outcomes.iter().take(ENDPOINTS_MAX).map(Endpoint::planned);
    let mut endpoints: Vec<Endpoint> = planned.filter(|endpoint| !endpoint.name.is_empty()).collect();
    let mut left_out = trial.outcomes.len().saturating_sub(ENDPOINTS_MAX);
    for reported in trial.reported.iter().filter(|reported| !wording::line(&reported.name).is_empty()) {
        match reported.place_among(&endpoints) {
            Some(at) => endpoints[at].results.extend(reported.results(writing)),
            None if endpoints.len() < ENDPOINTS_MAX => {
                let results = reported.results(writing);
                endpoints.push(Endpoint { results, ..Endpoint::reported(reported) });
            }
            None => left_out += 1,
        }
    }
    if left_out > 0 {
        writing.remark(format!("more endpoints than the {} taken over", endpoints.len()));
    }
    endpoints.into_iter().map(Endpoint::value).collect()
}

struct Endpoint {
    name: String,
    primary: bool,
    time_frame: String,
    results: Vec<Value>,
}

impl Endpoint {
    fn planned(outcome: &Outcome) -> Endpoint {
        let (name, time_frame) = (wording::line(&outcome.name), wording::line(&outcome.time_frame));
        Endpoint { name, primary: outcome.primary, time_frame, results: vec![] }
    }

    fn reported(reported: &Reported) -> Endpoint {
        let (name, time_frame) = (wording::line(&reported.name), wording::line(&reported.time_frame));
        Endpoint { name, primary: reported.is_primary(), time_frame, results: vec![] }
    }

    fn value(self) -> Value {
        let mut value = Map::new();
        value.insert("name".into(), self.name.into());
        if self.primary {
            value.insert("primary".into(), true.into());
        }
        if !self.time_frame.is_empty() {
            value.insert("time_frame".into(), self.time_frame.into());
        }
        if !self.results.is_empty() {
            value.insert("results".into(), self.results.into());
        }
        Value::Object(value)
    }
}

impl Reported {
    fn is_primary(&self) -> bool {
        self.role.trim().eq_ignore_ascii_case("primary")
    }

    /// The planned endpoint that this reports on: the same name, and the same period where several have the name.
    fn place_among(&self, endpoints: &[Endpoint]) -> Option<usize> {
        let (name, time_frame) = (wording::line(&self.name).to_lowercase(), wording::line(&self.time_frame).to_lowercase());
        let is_named_so = |endpoint: &Endpoint| endpoint.name.to_lowercase() == name;
        let is_it = |endpoint: &Endpoint| is_named_so(endpoint) && endpoint.time_frame.to_lowercase() == time_frame;
        endpoints.iter().position(is_it).or_else(|| endpoints.iter().position(is_named_so))
    }

    fn results(&self, writing: &mut Writing) -> Vec<Value> {
        if self.analyses.len() > ANALYSES_MAX {
            writing.remark(format!("endpoint `{}` has {} analyses, the first {ANALYSES_MAX} taken over", self.name, self.analyses.len()));
        }
        let levels: BTreeSet<String> = self.analyses.iter().map(|analysis| wording::line(&analysis.level)).collect();
        for level in levels.iter().filter(|level| !level.is_empty() && *level != "95") {
            writing.remark(format!("intervals of {level} % for `{}`", wording::line(&self.name)));
        }
        let compared: BTreeSet<&Vec<String>> = self.analyses.iter().map(|analysis| &analysis.groups).collect();
        let is_ambiguous = compared.len() > 1 || self.groups.len() > 2;
        let taken = self.analyses.iter().take(ANALYSES_MAX);
        taken.filter_map(|analysis| self.result(analysis, is_ambiguous)).collect()
    }

    /// One comparison as a measured value; `None` when nothing of it is a number.
    fn result(&self, analysis: &Analysis, is_ambiguous: bool) -> Option<Value> {
        let number = |text: &str| Number::parse(text).filter(|n| !n.as_str().is_empty()).map(|n| n.as_str().to_owned());
        let (value, low, high) = (number(&analysis.value), number(&analysis.low), number(&analysis.high));
        if value.is_none() && low.is_none() && high.is_none() {
            return None;
        }
        let measure = measure_words(&analysis.measure);
        let is_ratio = measure.contains("ratio");
        let mut result = json!({ "measure": if is_ambiguous { self.with_arms(measure, analysis) } else { measure } });
        let mut put = |name: &str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                result[name] = value.into();
            }
        };
        put("value", value);
        put("low", low);
        put("high", high);
        put("unit", Some(wording::line(&self.unit)).filter(|_| !is_ratio));
        Some(result)
    }

    /// The measure with the arms that are compared, where others are too.
    fn with_arms(&self, measure: String, analysis: &Analysis) -> String {
        let title = |id: &String| self.groups.iter().find(|group| group.id == *id).map(|group| wording::line(&group.title));
        let arms: Vec<String> = analysis.groups.iter().filter_map(title).filter(|title| !title.is_empty()).collect();
        if arms.is_empty() { measure } else { format!("{measure}, {}", arms.join(" and ")) }
    }
}

/// `Hazard Ratio (HR)` as people write it in a sentence: `hazard ratio`.
fn measure_words(measure: &str) -> String {
    let plain = wording::line(measure);
    let bare = plain.strip_suffix(')').and_then(|head| head.rsplit_once(" (")).filter(|(_, short)| is_abbreviation(short));
    let bare = bare.map_or(plain.as_str(), |(name, _)| name);
    let lowered = |word: &str| {
        let is_plain = word.chars().filter(|c| c.is_alphabetic()).skip(1).all(|c| !c.is_uppercase()) && word.chars().count() > 1;
        if is_plain { word.to_lowercase() } else { word.to_owned() }
    };
    match bare.split(' ').map(lowered).collect::<Vec<_>>().join(" ") {
        empty if empty.is_empty() => "estimate".into(),
        words => words,
    }
}

fn is_abbreviation(text: &str) -> bool {
    text.len() <= 5 && text.chars().all(|c| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_read_as_in_a_sentence() {
        assert_eq!(measure_words("Hazard Ratio (HR)"), "hazard ratio");
        assert_eq!(measure_words("LS Mean Difference"), "LS mean difference");
        assert_eq!(measure_words("Mean Difference (Net)"), "mean difference (net)");
        assert_eq!(measure_words(" "), "estimate");
    }
}
