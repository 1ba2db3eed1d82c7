//! The importers over real public records, where these lie beside the project. Nothing of them is kept here.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use import::Batch;
use serde_json::Value;

/// The folder, or `None` where it is absent; that is an error where the project is checked before it goes out.
#[expect(clippy::print_stderr, reason = "a test that skips says so")]
fn evidence() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/reference/evidence");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "reference data is absent");
    eprintln!("skipped: reference data is absent");
    None
}

fn read(path: &Path) -> Batch {
    let name = path.file_name().expect("a file").to_string_lossy();
    import::read(&name, &std::fs::read(path).expect("a readable file"))
}

fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| wanted(&path.file_name().expect("a name").to_string_lossy())).collect();
    files.sort();
    files
}

fn assert_reads_as_records(batch: &Batch) {
    for draft in &batch.drafts {
        let (_, wrong) = draft.clone().into_record();
        assert!(wrong.is_empty(), "{}: {wrong:?}", draft.key);
    }
}

#[test]
fn every_real_trial_becomes_evidence_with_its_number_and_title() {
    let Some(folder) = evidence() else { return };
    let trials = files(&folder, |name| name.starts_with("NCT"));
    assert_eq!(trials.len(), 24);
    let (mut keys, mut with_results, mut with_population) = (BTreeSet::new(), 0, 0);
    for path in &trials {
        let batch = read(path);
        assert_eq!(batch.drafts.len(), 1, "{}: {:?}", path.display(), batch.findings);
        assert!(batch.findings.is_empty(), "{}: {:?}", path.display(), batch.findings);
        let draft = &batch.drafts[0];
        let number = draft.fields["identifiers"][0].as_str().expect("a number");
        assert!(number.len() == 11 && number.starts_with("NCT"), "{number}");
        assert_eq!(draft.key.as_str(), format!("E-{number}"));
        assert!(draft.fields["title"].as_str().is_some_and(|title| title.len() > 10));
        let endpoints = draft.fields.get("endpoints").and_then(Value::as_array).cloned().unwrap_or_default();
        with_results += usize::from(endpoints.iter().any(|endpoint| endpoint.get("results").is_some()));
        with_population += usize::from(draft.fields.contains_key("population"));
        assert_reads_as_records(&batch);
        keys.insert(draft.key.clone());
    }
    // One study came three times and another one under two names.
    assert_eq!(keys.len(), 21);
    assert_eq!((with_results, with_population), (3, 22));
}

#[test]
fn real_labels_state_their_indications_and_dates() {
    let Some(folder) = evidence() else { return };
    let labels: Vec<_> = files(&folder, |name| name.starts_with("label_"))
        .iter()
        .flat_map(|path| {
            let batch = read(path);
            assert!(batch.findings.is_empty(), "{:?}", batch.findings);
            assert_reads_as_records(&batch);
            batch.labels
        })
        .collect();
    let told: Vec<_> =
        labels.iter().map(|label| (label.product.as_str(), label.version.as_str(), label.from.map(|day| day.to_string()))).collect();
    assert_eq!(told, [("Humira", "1560", Some("2013-09-30".into())), ("Lipitor", "11", Some("2014-01-13".into()))]);
    assert!(labels.iter().all(|label| label.indication.contains("indicated") && label.set_id.len() == 36));
}

#[test]
fn real_citations_keep_every_author() {
    let Some(folder) = evidence() else { return };
    let batch = read(&folder.join("medline16n0902.xml.gz"));
    assert!(batch.findings.is_empty(), "{:?}", batch.findings);
    assert_eq!(batch.drafts.len(), 604);
    let authors = |draft: &strategy::Draft| draft.fields.get("authors").and_then(Value::as_array).map_or(0, Vec::len);
    assert_eq!(batch.drafts.iter().map(authors).sum::<usize>(), 3_590);
    let with = |field: &str| batch.drafts.iter().filter(|draft| draft.fields.contains_key(field)).count();
    assert_eq!((with("title"), with("available_on"), with("journal"), with("abstract_text")), (604, 604, 604, 526));
    assert_reads_as_records(&batch);
}
