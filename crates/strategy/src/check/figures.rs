//! Numbers as claims, messages and evidence state them: which speak of the same thing, and whether they agree.
//! Numbers on different endpoints, measures or units are never compared.

use crate::{
    graph::Of,
    record::{Direction, Evidence, Measured, Number},
    text,
};

/// A result, and the evidence that shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'g> {
    /// The evidence.
    pub(super) evidence: Of<'g, Evidence>,
    /// The endpoint.
    pub(super) endpoint: &'g str,
    /// The result.
    pub(super) result: &'g Measured,
}

/// How a stated number stands to the results that speak of the same thing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fit<'s, 'g> {
    /// No result speaks of the same thing.
    Unknown,
    /// It is one of the results.
    Agrees,
    /// It is none of them, but not clearly better than they allow.
    Differs(&'s Shown<'g>),
    /// It is better than the interval of every result allows.
    Exceeds(&'s Shown<'g>),
}

/// The results of some evidence that carry a value.
pub(super) fn shown<'g>(evidence: impl IntoIterator<Item = Of<'g, Evidence>>) -> Vec<Shown<'g>> {
    let of_one = |evidence: Of<'g, Evidence>| {
        let of_endpoint = move |endpoint: &'g crate::record::Endpoint| {
            let named = move |result: &'g Measured| if result.endpoint.is_empty() { endpoint.name.as_str() } else { &result.endpoint };
            endpoint.results.iter().map(move |result| Shown { evidence, endpoint: named(result), result })
        };
        evidence.body.endpoints.iter().flat_map(of_endpoint).filter(|shown| shown.result.value.is_some())
    };
    evidence.into_iter().flat_map(of_one).collect()
}

/// Holds a stated number against results. `endpoint` is the one that its record speaks of, used where it names none.
pub(super) fn fit<'s, 'g>(stated: &Measured, endpoint: &str, results: &'s [Shown<'g>]) -> Fit<'s, 'g> {
    let Some(value) = &stated.value else { return Fit::Unknown };
    let endpoint = if stated.endpoint.is_empty() { endpoint } else { &stated.endpoint };
    let comparable: Vec<&Shown<'g>> = results.iter().filter(|shown| is_comparable(stated, endpoint, shown)).collect();
    let agrees = |shown: &&&Shown<'g>| shown.result.value.as_ref().is_some_and(|theirs| agree(value, theirs));
    let Some(first) = comparable.first() else { return Fit::Unknown };
    if comparable.iter().any(|shown| agrees(&shown)) {
        Fit::Agrees
    } else if comparable.iter().all(|shown| exceeds(value, stated.better, shown.result)) {
        Fit::Exceeds(first)
    } else {
        Fit::Differs(first)
    }
}

/// Whether two numbers are the same, the first one perhaps rounded: `20` agrees with `19.8`, `19` does not.
pub(super) fn agree(stated: &Number, shown: &Number) -> bool {
    let decimals = stated.as_str().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let half_step = 0.5 * 10f64.powi(-i32::try_from(decimals).unwrap_or(i32::MAX));
    (stated.value() - shown.value()).abs() <= half_step + 1e-9
}

/// Whether two numbers can be held against each other: same measure, same unit, same endpoint where one is named.
pub(super) fn is_same_figure(one: &Measured, one_endpoint: &str, other: &Measured, other_endpoint: &str) -> bool {
    let same_endpoint = one_endpoint.is_empty() || same_words(one_endpoint, other_endpoint);
    let same_unit = || one.unit.is_empty() || other.unit.is_empty() || one.unit == other.unit || unit(&one.unit) == unit(&other.unit);
    let same_measure = || one.measure == other.measure || same_words(&measure(&one.measure), &measure(&other.measure));
    !one.measure.is_empty() && same_endpoint && same_unit() && same_measure()
}

/// Whether two texts name one endpoint, a shorter name standing for a longer one: `hospitalisation for heart failure`
/// is named by `first hospitalization for heart failure`.
pub(super) fn names_endpoint(one: &str, other: &str) -> bool {
    if one == other {
        return one.chars().any(char::is_alphanumeric);
    }
    let (one, other) = (text::words(one), text::words(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    !short.is_empty() && short.iter().all(|word| long.iter().any(|other| same_word(word, other)))
}

/// A number in words: `hazard ratio 0.80`, `hazard ratio 0.80 for cardiovascular death`.
pub(super) fn words(stated: &Measured, endpoint: &str) -> String {
    let value = stated.value.as_ref().map(Number::as_str).unwrap_or_default();
    let unit = if stated.unit.is_empty() { String::new() } else { format!(" {}", stated.unit) };
    let of = if endpoint.is_empty() { String::new() } else { format!(" for {endpoint}") };
    format!("{} {value}{unit}{of}", stated.measure)
}

fn is_comparable(stated: &Measured, endpoint: &str, shown: &Shown<'_>) -> bool {
    is_same_figure(stated, endpoint, shown.result, shown.endpoint)
}

fn exceeds(value: &Number, better: Option<Direction>, result: &Measured) -> bool {
    match better.or(result.better) {
        Some(Direction::Up) => result.high.as_ref().is_some_and(|high| value.value() > high.value()),
        Some(Direction::Down) => result.low.as_ref().is_some_and(|low| value.value() < low.value()),
        None => false,
    }
}

/// Whether two texts are the same words, forgiving one letter in a long word (`hospitalisation`, `hospitalization`).
fn same_words(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other) = (text::words(one), text::words(other));
    one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| same_word(a, b))
}

fn same_word(one: &str, other: &str) -> bool {
    one == other || (one.len() >= 8 && other.len() >= 8 && strsim::damerau_levenshtein(one, other) <= 1)
}

/// The measure with common abbreviations written out.
fn measure(text: &str) -> String {
    let words = text::words(text);
    let long = |word: &String| match word.as_str() {
        "hr" => "hazard ratio".to_owned(),
        "or" if words.len() == 1 => "odds ratio".to_owned(),
        "rr" => "relative risk".to_owned(),
        _ => word.clone(),
    };
    words.iter().map(long).collect::<Vec<_>>().join(" ")
}

fn unit(text: &str) -> String {
    match text.trim().to_lowercase().as_str() {
        "%" | "percent" | "per cent" | "pct" => "%".into(),
        other => other.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    #[test]
    fn a_rounded_number_agrees_and_a_better_one_does_not() {
        assert!(agree(&number("20"), &number("19.8")));
        assert!(agree(&number("0.8"), &number("0.80")));
        assert!(!agree(&number("0.75"), &number("0.80")));
        assert!(!agree(&number("19"), &number("19.8")));
        assert!(!agree(&number("0.80"), &number("0.79")));
    }

    #[test]
    fn endpoints_are_the_same_in_either_spelling_and_not_when_one_is_part_of_a_composite() {
        assert!(same_words("hospitalisation for heart failure", "Hospitalization for heart failure"));
        assert!(!same_words("cardiovascular death", "cardiovascular death or hospitalisation"));
        assert!(names_endpoint("cardiovascular death", "cardiovascular death or hospitalisation"));
        assert!(!names_endpoint("quality of life", "cardiovascular death"));
        assert!(!names_endpoint("", "cardiovascular death"));
    }

    #[test]
    fn abbreviated_measures_and_units_are_known() {
        let of = |measure: &str, unit: &str| Measured { measure: measure.into(), unit: unit.into(), ..Measured::default() };
        assert!(is_same_figure(&of("HR", ""), "", &of("hazard ratio", ""), "death"));
        assert!(is_same_figure(&of("absolute reduction", "%"), "death", &of("absolute reduction", "per cent"), "death"));
        assert!(!is_same_figure(&of("absolute reduction", "%"), "death", &of("absolute reduction", "days"), "death"));
        assert!(!is_same_figure(&of("hazard ratio", ""), "death", &of("hazard ratio", ""), "stroke"));
        assert!(!is_same_figure(&of("", ""), "death", &of("", ""), "death"), "an unnamed measure is not compared");
    }
}
