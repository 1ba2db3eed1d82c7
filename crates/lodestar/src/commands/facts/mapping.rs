//! `facts map`: a first mapping for a file of no known source, to be confirmed by a person.

use std::{fs::File, io::Read, path::Path};

use ::import::facts;
use anyhow::Context;

use crate::{
    args::Common,
    commands::did_you_mean,
    exit::{Exit, NotFound},
    render,
};

/// How much of a file is looked at.
const START: u64 = 256 << 10;

pub(super) fn run(common: &Common, path: &Path, table: Option<&str>) -> anyhow::Result<Exit> {
    let file = File::open(path).map_err(|_| NotFound(format!("there is no file `{}` that can be read", path.display())))?;
    let mut start = vec![];
    file.take(START).read_to_end(&mut start).with_context(|| format!("`{}` cannot be read", path.display()))?;
    let table = match table {
        Some(name) => {
            let near = || did_you_mean(name, facts::tables().into_iter().map(|table| table.name));
            facts::table(name).ok_or_else(|| NotFound(format!("`{name}` is no table of facts{}", near())))?
        }
        None => facts::suggest_table(&start).ok_or_else(|| {
            NotFound("no table of facts fits this file; name one with `--table`, `lodestar facts tables` lists them".into())
        })?,
    };
    let suggestions = facts::suggest(&start, table);
    let taken: Vec<&str> = suggestions.iter().filter_map(|suggestion| suggestion.column.as_deref()).collect();
    let unused: Vec<String> = facts::heading(&start).into_iter().filter(|name| !taken.contains(&name.as_str())).collect();
    render::line(facts::mapping_text(table, &suggestions, &unused).trim_end());
    if let Some(source) = facts::detect(&start) {
        render::say(common, &format!("the file needs no mapping: it is known as {}", source.title));
    }
    Ok(Exit::Ok)
}
