//! Where each study and its fields stand in a JSON text. The parser keeps no places, so a walk over the text, which by then
//! is known to be JSON, finds the stretch of every study, and names are looked up within it.

use std::ops::Range;

use strategy::Place;

use crate::{text::Text, trial::Trial};

/// Fields of a draft, and the names in the file that they are read from, new shape and old.
const NAMES: [(&str, &[&str]); 8] = [
    ("title", &["\"briefTitle\"", "\"BriefTitle\"", "\"officialTitle\"", "\"OfficialTitle\""]),
    ("status", &["\"overallStatus\"", "\"OverallStatus\""]),
    ("started_on", &["\"startDateStruct\"", "\"StartDate\""]),
    ("available_on", &["\"resultsFirstPostDateStruct\"", "\"ResultsFirstPostDate\""]),
    ("enrolled", &["\"enrollmentInfo\"", "\"EnrollmentCount\""]),
    ("endpoints", &["\"outcomesModule\"", "\"OutcomesModule\"", "\"PrimaryOutcomeMeasure\""]),
    ("population", &["\"eligibilityModule\"", "\"EligibilityModule\"", "\"MinimumAge\""]),
    ("abstract_text", &["\"briefSummary\"", "\"BriefSummary\""]),
];

/// The names of lists of studies.
const LISTS: [&str; 3] = ["studies", "FullStudies", "StudyFields"];

/// Sets the places of the study that stands in a stretch of the text.
pub(super) fn find(text: &Text<'_>, stretch: &Range<usize>, trial: &mut Trial) {
    let own = text.text.get(stretch.clone()).unwrap_or_default();
    let number = Some(format!("\"{}\"", trial.number)).filter(|number| number.len() > 2);
    let at = number.as_ref().and_then(|number| own.find(number.as_str())).unwrap_or_default();
    let len = number.map_or(1, |number| number.len());
    trial.place = Some(text.place(stretch.start + at, stretch.start + at + len));
    trial.places = NAMES.iter().filter_map(|(field, names)| Some((*field, name_in(text, stretch, names)?))).collect();
}

fn name_in(text: &Text<'_>, stretch: &Range<usize>, names: &[&str]) -> Option<Place> {
    let own = text.text.get(stretch.clone())?;
    let (at, name) = names.iter().find_map(|name| own.find(name).map(|at| (stretch.start + at, name)))?;
    Some(text.place(at, at + name.len()))
}

/// The bytes of every item of the list of studies, which is the document itself or has one of the known names; `None` when
/// there is no such list. The text must be JSON.
pub(super) fn stretches(text: &str) -> Option<Vec<Range<usize>>> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0, 0);
    // The depth within the list, once it is reached, and the last text, which names what follows it.
    let (mut list, mut name) = (None, "");
    let (mut begun, mut found) = (None, vec![]);
    while let Some(byte) = bytes.get(at) {
        let in_list = list == Some(depth);
        let begins_item = in_list && begun.is_none() && !matches!(byte, b',' | b']' | b' ' | b'\n' | b'\r' | b'\t');
        if begins_item {
            begun = Some(at);
        }
        match byte {
            b'"' => {
                let end = end_of_string(bytes, at);
                name = text.get(at + 1..end).unwrap_or_default();
                at = end;
            }
            b'[' | b'{' => {
                depth += 1;
                let is_list = list.is_none() && *byte == b'[' && (depth == 1 || (depth <= 3 && LISTS.contains(&name)));
                if is_list {
                    list = Some(depth);
                }
            }
            b',' | b']' | b'}' => {
                if in_list && let Some(begun) = begun.take() {
                    found.push(begun..at);
                }
                if *byte != b',' {
                    depth = usize::saturating_sub(depth, 1);
                    if in_list {
                        return Some(found);
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The byte of the quotation mark that ends a string.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_the_list_are_found_whatever_they_hold() {
        let found = |text: &'static str| stretches(text).unwrap_or_default().into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found(r#"[{"a": [1, "]\""]}, 2 ,[]]"#), [r#"{"a": [1, "]\""]}"#, "2 ", "[]"]);
        assert_eq!(found(r#"{"n": {"x": []}, "studies": [{}, {"studies": []}], "z": [1]}"#), ["{}", r#"{"studies": []}"#]);
        assert_eq!(found(r#"{"FullStudiesResponse": {"FullStudies": [{"Study": {}}]}}"#), [r#"{"Study": {}}"#]);
        assert_eq!(found(r#"{"studies": []}"#), [""; 0]);
        assert_eq!(stretches(r#"{"protocolSection": {}}"#), None);
    }
}
