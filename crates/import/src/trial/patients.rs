//! Whom a study enrols, as far as the registry states it in fields of their own: conditions, ages, sex.

use serde_json::{Map, Value};
use strategy::{
    Population,
    population::{Criterion, Dimension},
    record::Number,
};

use super::Trial;
use crate::{wording, writing::Writing};

/// More conditions than these name no population any more.
const CONDITIONS_MAX: usize = 30;

/// The population, as a draft writes it.
pub(super) fn population(trial: &Trial, writing: &mut Writing) -> Value {
    let mut population = Map::new();
    let mut diseases: Vec<String> = trial.conditions.iter().map(|condition| disease(condition)).filter(|d| !d.is_empty()).collect();
    diseases.sort_by_key(|disease| disease.to_lowercase());
    diseases.dedup_by_key(|disease| disease.to_lowercase());
    if diseases.len() > CONDITIONS_MAX {
        writing.remark(format!("{} conditions, the first {CONDITIONS_MAX} taken over", diseases.len()));
        diseases.truncate(CONDITIONS_MAX);
    }
    match diseases.len() {
        0 => {}
        1 => drop(population.insert("disease".into(), diseases.remove(0).into())),
        _ => drop(population.insert("disease".into(), diseases.into())),
    }
    let low = age(&trial.minimum_age, writing);
    let high = age(&trial.maximum_age, writing);
    if low.is_some() || high.is_some() {
        let text = format!("{}..{}", low.unwrap_or_default(), high.unwrap_or_default());
        let everyone = Criterion::read(Dimension::Age, &[&text]).map(|criterion| criterion.excludes_nobody(Dimension::Age));
        match everyone {
            Ok(true) => {}
            Ok(false) => drop(population.insert("age".into(), text.into())),
            Err(says) => writing.doubt("population", says),
        }
    }
    match trial.sex.trim().to_lowercase().as_str() {
        "" | "all" | "both" => {}
        sex @ ("female" | "male") => drop(population.insert("sex".into(), sex.into())),
        other => writing.doubt("population", format!("`{}` is no sex that a population can state", wording::line(other))),
    }
    let value = Value::Object(population);
    match serde_json::from_value::<Population>(value.clone()) {
        Ok(_) => value,
        Err(error) => {
            writing.doubt("population", error.to_string());
            Value::Null
        }
    }
}

/// A condition as a disease: `Heart Failure, Systolic` turned the way people say it, and none of the signs that part
/// diseases in a population.
fn disease(condition: &str) -> String {
    let plain = wording::line(&condition.replace('/', " or ").replace([';', '='], " "));
    let parts: Vec<&str> = plain.split(", ").collect();
    match parts.as_slice() {
        [name, kind] if !plain.contains('(') && !kind.is_empty() && !kind.contains(" and ") => format!("{kind} {name}"),
        _ => wording::line(&plain.replace(',', " ")),
    }
}

/// An age in years: `18 Years`, `6 Months`, `N/A`.
fn age(text: &str, writing: &mut Writing) -> Option<String> {
    let text = wording::line(text);
    if text.is_empty() || text.eq_ignore_ascii_case("n/a") || text.eq_ignore_ascii_case("none") {
        return None;
    }
    let (number, unit) = text.split_once(' ').unwrap_or((&text, "years"));
    let in_a_year = match unit.to_lowercase().trim_end_matches('s') {
        "year" => Some(1.0),
        "month" => Some(12.0),
        "week" => Some(365.25 / 7.0),
        "day" => Some(365.25),
        "hour" => Some(365.25 * 24.0),
        "minute" => Some(365.25 * 24.0 * 60.0),
        _ => None,
    };
    let years = Number::parse(number).zip(in_a_year).map(|(number, in_a_year)| number.value() / in_a_year);
    match years.filter(|years| (0.0..=150.0).contains(years)) {
        // Populations count ages in thousandths of a year.
        Some(years) => Some(format!("{years:.3}").trim_end_matches('0').trim_end_matches('.').to_owned()),
        None => {
            writing.doubt("population", format!("`{text}` is not an age"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_become_diseases_that_a_population_can_hold() {
        assert_eq!(disease("Heart Failure, Systolic"), "Systolic Heart Failure");
        assert_eq!(disease("HIV/AIDS"), "HIV or AIDS");
        assert_eq!(disease("Issue (e.g., Low, High)"), "Issue (e.g. Low High)");
        assert_eq!(disease(" , "), "");
    }
}
