//! `export`: the strategy as TOML or as a workbook.

use std::path::Path;

use anyhow::{Context, bail};
use strategy::{Graph, toml_form};

use crate::{
    args::Common,
    exit::{Exit, Usage},
    folder, render, workspace,
};

pub(super) fn run(common: &Common, output: &Path, force: bool, of: Option<&Path>) -> anyhow::Result<Exit> {
    let graph: Graph = match of {
        Some(path) => folder::strategy(common, path)?.0,
        None => workspace::open(common)?.live().graph().clone(),
    };
    if output == Path::new("-") {
        render::line(toml_form::write(graph.records()).trim_end());
        return Ok(Exit::Ok);
    }
    let bytes = match output.extension().and_then(|e| e.to_str()) {
        Some("toml") => toml_form::write(graph.records()).into_bytes(),
        Some("xlsx") => ::import::workbook::write(graph.records())?,
        _ => {
            return Err(Usage(format!("`{}` is neither `.toml` nor `.xlsx`; name the file for what it should be", output.display())).into());
        }
    };
    write(output, &bytes, force)?;
    let records = if graph.len() == 1 { "1 record".to_owned() } else { format!("{} records", graph.len()) };
    render::say(common, &format!("wrote {records} to `{}`", output.display()));
    Ok(Exit::Ok)
}

/// Writes a file, and never over one that is there unless that is wanted.
pub(super) fn write(output: &Path, bytes: &[u8], force: bool) -> anyhow::Result<()> {
    if output.exists() && !force {
        bail!("`{}` exists already; name another file, or write over it with `--force`", output.display());
    }
    std::fs::write(output, bytes).with_context(|| format!("`{}` cannot be written", output.display()))
}
