//! Where each study and its fields stand in a JSON text. The parser keeps no places, so the names are looked up in the text,
//! every study within its own stretch of it.

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

/// Sets the places of studies that stand in the text in this order.
pub(super) fn find(text: &Text<'_>, trials: &mut [Trial]) {
    let mut from = 0;
    let mut starts = vec![];
    for trial in trials.iter() {
        let start = number_at(text.text, from, &trial.number);
        // One that cannot be found ends the search: looking for each through the whole text would take too long.
        from = start.map_or(text.text.len(), |start| start + 1);
        starts.push(start);
    }
    for (index, trial) in trials.iter_mut().enumerate() {
        let Some(start) = starts[index] else { continue };
        let end = starts[index + 1..].iter().flatten().next().copied().unwrap_or(text.text.len());
        trial.place = Some(text.place(start, start + trial.number.len() + 2));
        trial.places = NAMES.iter().filter_map(|(field, names)| Some((*field, name_at(text, start, end, names)?))).collect();
    }
}

/// The first byte of a study's number where it stands as the value of its own name.
fn number_at(text: &str, from: usize, number: &str) -> Option<usize> {
    let quoted = format!("\"{number}\"");
    let is_own = |at: &usize| {
        let before = &text[text.floor_char_boundary(at.saturating_sub(60))..*at];
        let name = before.trim_end_matches([' ', '\n', '\r', '\t', ':', '[']);
        name.ends_with("\"nctId\"") || name.ends_with("\"NCTId\"")
    };
    if number.is_empty() {
        return None;
    }
    text.get(from..)?.match_indices(&quoted).map(|(at, _)| from + at).find(is_own)
}

fn name_at(text: &Text<'_>, start: usize, end: usize, names: &[&str]) -> Option<Place> {
    let stretch = text.text.get(start..end)?;
    let (at, name) = names.iter().find_map(|name| stretch.find(name).map(|at| (start + at, name)))?;
    Some(text.place(at, at + name.len()))
}
