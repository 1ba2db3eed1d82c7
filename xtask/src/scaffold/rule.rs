//! `new-rule F208 goal-without-market`: the rule's file, its page with one passing example, and its line in rules.rs.

use std::path::Path;

use anyhow::{Context, ensure};
use clap::Args;

use super::{create, edit, words};

const RULES: &str = "crates/strategy/src/check/rules.rs";
const FOLDER: &str = "crates/strategy/src/check/rules";

/// What the rule is called.
#[derive(Args)]
pub(crate) struct Options {
    /// The code: a family's letter and three digits, never used before.
    code: String,
    /// The name, for what is wrong: "allow `claim-beyond-evidence`" must read right.
    name: String,
}

/// Makes the rule in the project at `root`.
pub(crate) fn run(root: &Path, options: &Options) -> anyhow::Result<()> {
    let Options { code, name } = options;
    let parts = words(name)?;
    ensure!(is_code(code), "`{code}` is not a code; write a capital letter and three digits");
    let (module, page) = (parts.join("_"), format!("{}.md", parts.join("-")));
    let name = parts.join("-");
    ensure!(holder(root, code)?.is_none(), "the code {code} is taken by {}", holder(root, code)?.unwrap_or_default());
    create(root, &format!("{FOLDER}/{module}.rs"), &source(code, &name, &page))?;
    create(root, &format!("{FOLDER}/{page}"), &explanation(code, &name))?;
    edit(root, RULES, |text| {
        // The list ends at the first line that closes a brace in the first column, after `rules! {`.
        let mut inside = false;
        super::insert_before(text, &format!("    {module}"), |line| {
            inside |= line.starts_with("rules! {");
            inside && line == "}"
        })
    })?;
    eprintln!(
        "next     write the page first; then `cargo test -p strategy` and accept the line that it adds to the snapshot of rules over examples"
    );
    Ok(())
}

fn is_code(code: &str) -> bool {
    code.len() == 4 && code.starts_with(|c: char| c.is_ascii_uppercase()) && code[1..].bytes().all(|b| b.is_ascii_digit())
}

/// The file of the rule that has this code.
fn holder(root: &Path, code: &str) -> anyhow::Result<Option<String>> {
    let Ok(folder) = std::fs::read_dir(root.join(FOLDER)) else { return Ok(None) };
    for file in folder {
        let path = file.context("cannot list the rules")?.path();
        let is_rule = path.extension().is_some_and(|extension| extension == "rs");
        if is_rule && std::fs::read_to_string(&path)?.contains(&format!("code: \"{code}\"")) {
            return Ok(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    Ok(None)
}

fn source(code: &str, name: &str, page: &str) -> String {
    let said = name.replace('-', " ");
    format!(
        r#"//! {code}: {said}.

use crate::{{
    check::{{Context, Findings, Rule}},
    finding::{{Finding, Severity}},
    function::Function,
    record::{{Asset, Kind}},
}};

pub(super) const RULE: Rule = Rule {{
    code: "{code}",
    name: "{name}",
    severity: Severity::Minor,
    version: 1,
    summary: "{said}",
    serves: "",
    reads: &[Kind::Asset],
    page: include_str!("{page}"),
    check,
}};

fn check(cx: &Context<'_>, out: &mut Findings) {{
    for asset in cx.all::<Asset>().filter(|asset| asset.name == "{name}") {{
        let finding = Finding::new(asset.record, "name", format!("asset `{{}}` shows {said}", asset.title()))
            .help("say what to do next")
            .fact(asset.record, "name")
            .unless("the asset had another name")
            .owner(Function::Leadership);
        out.raise(finding);
    }}
}}
"#
    )
}

fn explanation(code: &str, name: &str) -> String {
    format!(
        r#"# {code} {name}

## What it finds
Say in one paragraph what is wrong, in the trade's words.

## Why it matters
Say what goes wrong in the field, with a payer or for a patient if nobody mends it.

## How to resolve
Say what to do first, and what else would do.

## Examples
What is wrong:

```toml
day = 2026-03-01

[asset.A-1]
name = "{name}"
```

```findings
{code} minor asset A-1.name: asset `{name}` shows {}
```

The same, mended:

```toml
day = 2026-03-01

[asset.A-1]
name = "LX-101"
```

```findings
none
```
"#,
        name.replace('-', " ")
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::Copy;
    use super::*;

    fn options(code: &str, name: &str) -> Options {
        Options { code: code.into(), name: name.into() }
    }

    #[test]
    fn a_rule_is_a_file_a_page_and_a_line() {
        let copy = Copy::of("rule", &[RULES, "crates/strategy/src/check/rules/no_need.rs"]);
        run(&copy.0, &options("Z999", "asset-misnamed")).expect("a rule");
        let list = copy.read(RULES);
        assert_eq!(list.matches("    asset_misnamed\n").count(), 1);
        let after_the_list = list.split_once("    asset_misnamed\n").expect("the line").1;
        assert!(after_the_list.starts_with('}'), "the new rule is the last of the list");
        assert!(copy.read("crates/strategy/src/check/rules/asset_misnamed.rs").contains("include_str!(\"asset-misnamed.md\")"));
        let page = copy.read("crates/strategy/src/check/rules/asset-misnamed.md");
        for heading in crate::tidy::HEADINGS {
            assert!(page.contains(heading), "the page lacks `{heading}`");
        }
    }

    #[test]
    fn a_code_is_never_given_twice() {
        let copy = Copy::of("code", &[RULES, "crates/strategy/src/check/rules/no_need.rs"]);
        let error = run(&copy.0, &options("A101", "asset-misnamed")).expect_err("taken");
        assert_eq!(error.to_string(), "the code A101 is taken by no_need.rs");
        assert!(run(&copy.0, &options("a1", "asset-misnamed")).is_err());
    }
}
