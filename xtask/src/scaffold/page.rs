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
    create(root, &format!("{PAGES}/{area_module}/{page_module}.rs"), &source(&camel(&page), &page.join(" ")))?;
    declare(root, &format!("{PAGES}/{area_module}.rs"), &page_module, &area.join(" "))?;
    declare(root, &format!("{PAGES}.rs"), &area_module, "the pages")?;
    edit(root, ROUTER, |text| {
        let line = format!("        .route(\"{address}\", get(pages::{area_module}::{page_module}::show))");
        let mut seen = 0;
        let routes = text.lines().filter(|line| line.trim_start().starts_with(".route(")).count();
        insert_before(text, &line, |present| {
            let after_all = seen == routes && routes > 0;
            seen += usize::from(present.trim_start().starts_with(".route("));
            after_all
        })
    })
}

/// Makes the module known in the file that lists its siblings; makes that file when it is missing.
fn declare(root: &Path, list: &str, module: &str, said: &str) -> anyhow::Result<()> {
    let line = format!("pub(crate) mod {module};");
    if !root.join(list).exists() {
        return create(root, list, &format!("//! Pages: {said}.\n\n{line}\n"));
    }
    let declares = |text: &str| text.lines().any(|present| present.ends_with(&format!("mod {module};")));
    edit(root, list, |text| match declares(text) {
        true => Ok(text.to_owned()),
        false => match insert_before(text, &line, |present| present.ends_with(';') && present.contains("mod ")) {
            Ok(changed) => Ok(changed),
            Err(_) => Ok(format!("{text}\n{line}\n")),
        },
    })
}

fn source(kind: &str, said: &str) -> String {
    let title = said[..1].to_uppercase() + &said[1..];
    format!(
        r#"//! {title}: say which question the page answers.

use maud::{{Markup, html}};

/// What the page shows, already worded.
struct {kind} {{
    title: &'static str,
}}

/// Shows the page.
pub(crate) async fn show() -> Markup {{
    markup(&{kind} {{ title: "{title}" }})
}}

fn markup(page: &{kind}) -> Markup {{
    html! {{
        h1 {{ (page.title) }}
    }}
}}
"#
    )
}
