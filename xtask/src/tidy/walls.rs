//! Who may import whom. The arrows come from `cargo metadata`; the walls are those of ARCHITECTURE.md.

use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, ensure};
use serde_json::Value;

const PURE: [&str; 6] = ["strategy", "stakeholders", "engagement", "measures", "import", "synthetic"];

/// Which of our crates each of our crates may import. What is not here may import none.
const OURS: [(&str, &[&str]); 11] = [
    (
        "lodestar",
        &[
            "server",
            "customers",
            "lake",
            "ledger",
            "import",
            "guardrails",
            "engagement",
            "measures",
            "synthetic",
            "stakeholders",
            "strategy",
        ],
    ),
    ("server", &["customers", "ledger", "import", "guardrails", "engagement", "measures", "stakeholders", "strategy"]),
    ("customers", &["import", "stakeholders"]),
    ("ledger", &["strategy"]),
    ("import", &["strategy"]),
    ("guardrails", &["strategy"]),
    ("engagement", &["strategy"]),
    ("measures", &["strategy"]),
    ("stakeholders", &["strategy"]),
    ("synthetic", &["stakeholders"]),
    ("xtask", &["strategy", "ledger", "guardrails"]),
];

/// Foreign crates that stay in one room: one medium, one crate. SQLite has two: the log, and what is known of customers.
const ENGINES: [(&str, &str); 13] = [
    ("axum", "server"),
    ("tower-http", "server"),
    ("maud", "server"),
    ("rusqlite", "ledger"),
    ("rusqlite", "customers"),
    ("postgres", "ledger"),
    ("calamine", "import"),
    ("quick-xml", "import"),
    ("cedar-policy", "guardrails"),
    ("datafusion", "lake"),
    ("deltalake", "lake"),
    ("ballista", "lake"),
    ("clap", "lodestar"),
];

/// What a pure crate may not even name: it would bring a clock, randomness, threads or the outside world.
const IMPURE: [&str; 7] = ["tokio", "rand", "getrandom", "reqwest", "tracing-subscriber", "tempfile", "axum"];

/// One crate imports another.
#[derive(Debug, PartialEq)]
pub(super) struct Arrow {
    from: String,
    to: String,
    /// Only for tests.
    in_tests: bool,
}

/// Every arrow that starts in a crate of the workspace at `root`.
pub(super) fn arrows(root: &Path) -> anyhow::Result<Vec<Arrow>> {
    let output = Command::new("cargo")
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root)
        .stdin(Stdio::null())
        .output()
        .context("cargo did not start")?;
    ensure!(output.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(of_metadata(&serde_json::from_slice(&output.stdout)?))
}

fn of_metadata(metadata: &Value) -> Vec<Arrow> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let of_package = |package: &Value| {
        let arrow = |dependency: &Value| Arrow {
            from: text(&package["name"]),
            to: text(&dependency["name"]),
            in_tests: dependency["kind"] == "dev",
        };
        list(&package["dependencies"]).iter().map(arrow).collect::<Vec<_>>()
    };
    list(&metadata["packages"]).iter().flat_map(of_package).collect()
}

pub(super) fn complaints(arrows: &[Arrow]) -> Vec<String> {
    let allowed: BTreeMap<&str, &[&str]> = OURS.into_iter().collect();
    let is_ours = |name: &str| allowed.contains_key(name) || matches!(name, "strategy" | "lake");
    let complaint = |arrow: &Arrow| {
        let Arrow { from, to, in_tests } = arrow;
        let crosses = is_ours(to) && !allowed.get(from.as_str()).is_some_and(|list| list.contains(&to.as_str()));
        let rooms: Vec<&str> = ENGINES.iter().filter(|(engine, _)| engine == to).map(|(_, room)| *room).collect();
        let is_at_home = rooms.is_empty() || rooms.contains(&from.as_str()) || to == "clap" && from == "xtask";
        let soils = PURE.contains(&from.as_str()) && IMPURE.contains(&to.as_str()) && !in_tests;
        if crosses {
            Some(format!("{from} imports {to}; a new arrow between crates is a decision: see ARCHITECTURE.md"))
        } else if !is_at_home {
            Some(format!("{from} imports {to}, which stays in {}", rooms.join(" and ")))
        } else {
            soils.then(|| format!("{from} is pure and imports {to}"))
        }
    };
    arrows.iter().filter_map(complaint).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrow(from: &str, to: &str) -> Arrow {
        Arrow { from: from.into(), to: to.into(), in_tests: false }
    }

    #[test]
    fn arrows_along_the_picture_pass_and_the_others_are_named() {
        let good = [
            arrow("lodestar", "server"),
            arrow("server", "ledger"),
            arrow("import", "strategy"),
            arrow("ledger", "rusqlite"),
            arrow("strategy", "serde"),
        ];
        assert!(complaints(&good).is_empty(), "{:?}", complaints(&good));
        for (from, to) in [
            ("strategy", "ledger"),
            ("ledger", "server"),
            ("lake", "strategy"),
            ("server", "lake"),
            ("engagement", "measures"),
            ("xtask", "server"),
        ] {
            assert!(complaints(&[arrow(from, to)])[0].contains("decision"), "{from} -> {to}");
        }
        assert_eq!(complaints(&[arrow("server", "rusqlite")]), ["server imports rusqlite, which stays in ledger and customers"]);
        assert_eq!(complaints(&[arrow("lodestar", "axum")]), ["lodestar imports axum, which stays in server"]);
        assert_eq!(complaints(&[arrow("measures", "tokio")]), ["measures is pure and imports tokio"]);
    }

    #[test]
    fn a_test_of_a_pure_crate_may_use_the_disk() {
        let metadata = serde_json::json!({ "packages": [{ "name": "import", "dependencies": [
            { "name": "tempfile", "kind": "dev" }, { "name": "strategy", "kind": null },
        ] }] });
        let arrows = of_metadata(&metadata);
        assert_eq!(arrows, [Arrow { from: "import".into(), to: "tempfile".into(), in_tests: true }, arrow("import", "strategy")]);
        assert!(complaints(&arrows).is_empty());
    }
}
