//! `new-page alignment compare`: the page's file with struct, handler and markup, and its line in router.rs.

use std::path::Path;

use anyhow::Context;
use clap::Args;

use super::{camel, create, edit, insert_before, words};

const PAGES: &str = "crates/server/src/pages";
const ROUTER: &str = "crates/server/src/router.rs";

/// What the page is called.
#[derive(Args)]
pub(crate) struct Options {
    /// The area that it belongs to: `alignment`.
    area: String,
    /// Its name: `compare`.
    page: String,
}

/// Makes the page in the project at `root`.
pub(crate) fn run(root: &Path, options: &Options) -> anyhow::Result<()> {
    let (area, page) = (words(&options.area)?, words(&options.page)?);
    let (area_module, page_module) = (area.join("_"), page.join("_"));
    let address = format!("/{}/{}", area.join("-"), page.join("-"));
    std::fs::metadata(root.join(ROUTER)).with_context(|| format!("{ROUTER} is missing"))?;
    create(root, &format!("{PAGES}/{area_module}/{page_module}.rs"), &source(&camel(&page), &page.join(" "), &address))?;
    declare(root, &format!("{PAGES}/{area_module}.rs"), &page_module, &area.join(" "))?;
    declare(root, &format!("{PAGES}.rs"), &area_module, "the pages")?;
    edit(root, ROUTER, |text| {
        let line = format!("        .route(\"{address}\", get(pages::{area_module}::{page_module}::show))");
        insert_before(text, &line, |present| present.trim_start().starts_with(".fallback("))
    })
}

/// Makes the module known in the file that lists its siblings; makes that file when it is missing.
fn declare(root: &Path, list: &str, module: &str, said: &str) -> anyhow::Result<()> {
    let line = format!("pub mod {module};");
    if !root.join(list).exists() {
        return create(root, list, &format!("//! Pages: {said}.\n\n{line}\n"));
    }
    edit(root, list, |text| {
        let is_module = |present: &str| present.starts_with("pub mod ") && present.ends_with(';');
        if text.lines().any(|present| present == line) {
            return Ok(text.to_owned());
        }
        // Sorted in, as the formatter wants it; behind the last one when no other comes after it.
        if let Ok(changed) = insert_before(text, &line, |present| is_module(present) && present > line.as_str()) {
            return Ok(changed);
        }
        let last = text.lines().rfind(|present| is_module(present)).with_context(|| format!("{list} lists no module"))?;
        Ok(text.replacen(last, &format!("{last}\n{line}"), 1))
    })
}

fn source(kind: &str, said: &str, address: &str) -> String {
    let title = said[..1].to_uppercase() + &said[1..];
    format!(
        r#"//! {title}: say which question the page answers.

use axum::response::Response;
use maud::{{Markup, html}};

use crate::{{
    pages::visit::{{Shown, Visit}},
    parts::{{Page, PageHeader}},
}};

/// What the page shows, already worded.
struct {kind} {{
    asset: String,
}}

/// `GET {address}`.
pub async fn show(visit: Visit) -> Response {{
    let shown = {kind} {{ asset: visit.asset().map(|asset| asset.title().to_owned()).unwrap_or_default() }};
    let header = PageHeader {{ kicker: "{title}".into(), title: shown.asset.clone(), ..PageHeader::default() }};
    visit.show(Shown {{ page: Page::Home, header, items: None, body: markup(&shown) }})
}}

fn markup(shown: &{kind}) -> Markup {{
    html! {{
        p {{ (shown.asset) }}
    }}
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::Copy;
    use super::*;

    const LIST: &str = "crates/server/src/pages.rs";

    #[test]
    fn a_page_is_a_file_a_line_in_the_router_and_its_modules() {
        let copy = Copy::of("page", &[ROUTER, LIST]);
        run(&copy.0, &Options { area: "what-next".into(), page: "open-points".into() }).expect("a page");
        let router = copy.read(ROUTER);
        let line = "        .route(\"/what-next/open-points\", get(pages::what_next::open_points::show))\n        .fallback(";
        assert_eq!(router.matches(line).count(), 1, "{router}");
        assert!(copy.read(LIST).contains("pub mod what_next;\n"));
        assert!(copy.read("crates/server/src/pages/what_next.rs").contains("pub mod open_points;\n"));
        assert!(copy.read("crates/server/src/pages/what_next/open_points.rs").contains("struct OpenPoints {"));
    }

    #[test]
    fn a_second_page_of_an_area_adds_its_line_only() {
        let copy = Copy::of("page-two", &[ROUTER, LIST]);
        for page in ["one", "two"] {
            run(&copy.0, &Options { area: "what-next".into(), page: page.into() }).expect("a page");
        }
        assert_eq!(copy.read(LIST).matches("mod what_next;").count(), 1);
        let area = copy.read("crates/server/src/pages/what_next.rs");
        assert!(area.contains("pub mod one;\n") && area.contains("pub mod two;\n"), "{area}");
        assert!(run(&copy.0, &Options { area: "what-next".into(), page: "two".into() }).is_err());
    }
}
