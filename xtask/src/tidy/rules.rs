//! Every rule has one code of its own, a page with the four headings, and a line in rules.rs; every page has a rule.

use std::collections::BTreeMap;

use super::Text;

/// The headings of a rule's page, in their order.
pub(crate) const HEADINGS: [&str; 4] = ["## What it finds", "## Why it matters", "## How to resolve", "## Examples"];

const FOLDER: &str = "crates/strategy/src/check/rules/";
const LIST: &str = "crates/strategy/src/check/rules.rs";

pub(super) fn complaints(texts: &[Text]) -> Vec<String> {
    let mut complaints = vec![];
    let list: Vec<&str> = texts.iter().filter(|text| text.path == LIST).flat_map(|text| text.says.lines().map(str::trim)).collect();
    let (mut codes, mut used) = (BTreeMap::<String, String>::new(), vec![]);
    for (module, text) in files(texts, ".rs") {
        let path = &text.path;
        // A file without a code is a helper that several rules share.
        let Some(code) = quoted_after(&text.says, "    code: ") else { continue };
        let name = quoted_after(&text.says, "    name: ").unwrap_or_default();
        if !list.contains(&module) {
            complaints.push(format!("{path}: {code} has no line in rules.rs, so nobody runs it"));
        }
        if let Some(other) = codes.insert(code.clone(), path.clone()) {
            complaints.push(format!("{path}: the code {code} is taken by {other}"));
        }
        let Some(page) = quoted_after(&text.says, "    page: include_str!(") else {
            complaints.push(format!("{path}: {code} has no page"));
            continue;
        };
        let page = format!("{FOLDER}{page}");
        match texts.iter().find(|text| text.path == page) {
            Some(text) => complaints.extend(of_page(text, &code, &name)),
            None => complaints.push(format!("{path}: {code} has no page {page}")),
        }
        used.push(page);
    }
    complaints.extend(
        files(texts, ".md").filter(|(_, text)| !used.contains(&text.path)).map(|(_, text)| format!("{}: no rule has this page", text.path)),
    );
    complaints
}

/// The files directly in the rules' folder, with their names without the ending.
fn files<'t>(texts: &'t [Text], ending: &'t str) -> impl Iterator<Item = (&'t str, &'t Text)> {
    let of = move |text: &'t Text| {
        text.path.strip_prefix(FOLDER)?.strip_suffix(ending).filter(|name| !name.contains('/')).map(|name| (name, text))
    };
    texts.iter().filter_map(of)
}

/// The text between the quotes right after `start`.
fn quoted_after(says: &str, start: &str) -> Option<String> {
    let (_, rest) = says.split_once(&format!("{start}\""))?;
    rest.split('"').next().map(str::to_owned)
}

fn of_page(page: &Text, code: &str, name: &str) -> Vec<String> {
    let path = &page.path;
    let mut complaints = vec![];
    let title = format!("# {code} {name}");
    if page.says.lines().next() != Some(title.as_str()) {
        complaints.push(format!("{path}: does not begin with `{title}`"));
    }
    let headings: Vec<&str> = page.says.lines().filter(|line| line.starts_with("## ")).collect();
    if headings != HEADINGS {
        complaints.push(format!("{path}: the headings are not {}", HEADINGS.join(", ").replace("## ", "")));
    }
    if !page.says.contains("```findings\nnone\n") {
        complaints.push(format!("{path}: no example passes"));
    }
    if !page.says.contains(&format!("```findings\n{code} ")) && !page.says.contains(&format!("\n{code} ")) {
        complaints.push(format!("{path}: no example fails"));
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::{super::text, *};

    const PAGE: &str = "# Z101 no-x\n\n## What it finds\n\n## Why it matters\n\n## How to resolve\n\n## Examples\n\n```findings\nZ101 minor\n```\n\n```findings\nnone\n```\n";
    const RULE: &str =
        "pub(super) const RULE: Rule = Rule {\n    code: \"Z101\",\n    name: \"no-x\",\n    page: include_str!(\"no-x.md\"),\n};\n";

    fn project(list: &str, page: &str) -> Vec<Text> {
        vec![
            text(LIST, format!("rules! {{\n    {list}\n}}\n")),
            text(&format!("{FOLDER}no-x.md"), page),
            text(&format!("{FOLDER}no_x.rs"), RULE),
            text(&format!("{FOLDER}shared.rs"), "fn shared() {}\n"),
        ]
    }

    #[test]
    fn a_rule_with_page_and_line_is_well() {
        assert!(complaints(&project("no_x", PAGE)).is_empty(), "{:?}", complaints(&project("no_x", PAGE)));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert!(complaints(&project("other", PAGE))[0].contains("Z101 has no line in rules.rs"));
        assert!(complaints(&project("no_x", &PAGE.replace("## Why it matters\n\n", "")))[0].contains("headings"));
        assert!(complaints(&project("no_x", &PAGE.replace("none", "Z101 minor")))[0].contains("no example passes"));
        assert!(complaints(&project("no_x", &PAGE.replace("Z101 minor", "none")))[0].contains("no example fails"));
        let mut twice = project("no_x", PAGE);
        twice.push(text(&format!("{FOLDER}no_y.rs"), RULE));
        assert!(complaints(&twice).iter().any(|complaint| complaint.contains("is taken by")));
        twice.push(text(&format!("{FOLDER}left-over.md"), PAGE));
        assert!(complaints(&twice).iter().any(|complaint| complaint.ends_with("left-over.md: no rule has this page")));
    }
}
