//! `new-kind site-visit`: the struct of a kind of record and its line in record.rs. Key prefix, plural and help are
//! first guesses to be mended in that line.

use std::path::Path;

use anyhow::ensure;
use clap::Args;

use super::{camel, create, edit, insert_before, words};

const RECORD: &str = "crates/strategy/src/record.rs";

/// What the kind is called.
#[derive(Args)]
pub(crate) struct Options {
    /// The name: `site-visit`.
    name: String,
}

/// Makes the kind in the project at `root`.
pub(crate) fn run(root: &Path, options: &Options) -> anyhow::Result<()> {
    let parts = words(&options.name)?;
    let (module, kind, said) = (parts.join("_"), camel(&parts), parts.join(" "));
    let text = std::fs::read_to_string(root.join(RECORD))?;
    let prefix = prefix(&text, &kind);
    ensure!(!text.contains(&format!(" {kind} ")), "there is a kind {said} already");
    create(root, &format!("crates/strategy/src/record/{module}.rs"), &source(&kind, &said))?;
    let line = format!(
        "    {module:<16} {kind:<15} {:<6} title     {:<20} \"{said}: say in one line what it is for\"",
        format!("\"{prefix}\""),
        format!("\"{said}s\"")
    );
    edit(root, RECORD, |text| {
        let mut inside = false;
        insert_before(text, &line, |present| {
            inside |= present.starts_with("kinds! {");
            inside && present == "}"
        })
    })
}

/// The first letters of the name that no other kind starts its keys with.
fn prefix(text: &str, kind: &str) -> String {
    let letters = kind.to_uppercase();
    let taken = |prefix: &&str| text.contains(&format!(" \"{prefix}\" "));
    (2..=letters.len()).map(|length| &letters[..length]).find(|prefix| !taken(prefix)).unwrap_or(&letters).to_owned()
}

fn source(kind: &str, said: &str) -> String {
    let title = said[..1].to_uppercase() + &said[1..];
    format!(
        r#"//! {title}: say what it is for, and what it is not.

use schemars::JsonSchema;
use serde::{{Deserialize, Serialize}};

use crate::{{key::Ref, record::Need}};

/// {title}: the line that help and forms show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct {kind} {{
    /// The title.
    pub title: String,
    /// The needs it serves.
    pub serves: Vec<Ref<Need>>,
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::Copy;
    use super::*;

    #[test]
    fn a_kind_is_a_file_and_a_line() {
        let copy = Copy::of("kind", &[RECORD]);
        run(&copy.0, &Options { name: "site-visit".into() }).expect("a kind");
        let list = copy.read(RECORD);
        let line = list.lines().find(|line| line.contains("SiteVisit")).expect("the line");
        assert!(line.trim().starts_with("site_visit") && line.contains("\"SI\"") && line.contains("title"), "{line}");
        let before = list.split("kinds! {").nth(2).or(list.split("kinds! {").nth(1)).expect("the list");
        assert!(before.split("\n}").next().expect("its end").contains("SiteVisit"), "the line is inside the list");
        assert!(copy.read("crates/strategy/src/record/site_visit.rs").contains("pub struct SiteVisit {"));
    }

    #[test]
    fn a_kind_that_is_there_is_not_made_again() {
        let copy = Copy::of("kind-twice", &[RECORD]);
        assert!(run(&copy.0, &Options { name: "claim".into() }).is_err());
    }
}
