//! Reads one folder of the worked example, file by file, as `lodestar check FOLDER` does.

use std::{fs, path::PathBuf};

use jiff::civil::Date;
use strategy::{Finding, Graph, toml_form};

/// A folder as read: its graph, its day, and what is wrong with the input.
pub(crate) struct Folder {
    pub(crate) graph: Graph,
    pub(crate) day: Date,
    pub(crate) wrong: Vec<Finding>,
}

pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}

/// The names of the folder's files, in their order.
pub(crate) fn files(name: &str) -> Vec<String> {
    let entries = fs::read_dir(path(name)).expect("the example is part of the project");
    let mut names: Vec<String> = entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

pub(crate) fn read(name: &str) -> Folder {
    let mut reading = toml_form::Reading::default();
    for file in files(name) {
        let text = fs::read_to_string(path(name).join(&file)).expect("the file was listed");
        reading.extend(toml_form::read(&file, &text));
    }
    let day = reading.day.expect("asset.toml states the day of the check");
    let (graph, wrong) = reading.into_graph();
    Folder { graph, day, wrong }
}

impl Folder {
    pub(crate) fn findings(&self) -> Vec<Finding> {
        strategy::check(&self.graph, self.day)
    }
}

/// One line per finding: `E301 blocker C-1.stands_on: message`, and how it stands where it is not open.
pub(crate) fn lines(findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let record = finding.record.as_ref().map(ToString::to_string).unwrap_or_default();
        let field = finding.field.as_ref().map(|field| format!(".{field}")).unwrap_or_default();
        let standing = if finding.is_open() { "" } else { " (under a waiver)" };
        format!("{} {} {record}{field}: {}{standing}", finding.code, finding.severity.as_str(), finding.message)
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}
