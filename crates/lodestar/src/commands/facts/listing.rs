//! `facts sources` and `facts tables`: what can be read, and what it becomes.

use ::import::facts::{self, PROVENANCE, Table};
use serde_json::json;

use crate::{
    args::Common,
    commands::did_you_mean,
    exit::{Exit, NotFound},
    render,
};

pub(super) fn sources(common: &Common) -> anyhow::Result<Exit> {
    for source in facts::sources() {
        render::line(&match common.json {
            true => json!({ "name": source.name, "title": source.title, "about": source.about, "licence": source.licence }).to_string(),
            false => format!("{:<26} {}\n{:<26} {}", source.name, source.title, "", source.about),
        });
    }
    Ok(Exit::Ok)
}

pub(super) fn tables(common: &Common, name: Option<&str>) -> anyhow::Result<Exit> {
    match name {
        None => {
            for table in facts::tables() {
                render::line(&if common.json { as_json(table).to_string() } else { format!("{:<26}{}", table.name, table.about) });
            }
        }
        Some(name) => {
            let near = || did_you_mean(name, facts::tables().into_iter().map(|table| table.name));
            let table = facts::table(name).ok_or_else(|| NotFound(format!("`{name}` is no table of facts{}", near())))?;
            match common.json {
                true => render::line(&as_json(table).to_string()),
                false => one(table),
            }
        }
    }
    Ok(Exit::Ok)
}

fn one(table: &Table) {
    render::line(&format!("{}:{}", table.name, table.about));
    for field in table.columns.iter().chain(PROVENANCE) {
        let unit = if field.unit.is_empty() { String::new() } else { format!(" ({})", field.unit) };
        let key = if table.key.contains(&field.name) { ", names the row" } else { "" };
        render::line(&format!("  {:<30} {}{unit}; {}{key}", field.name, field.about, field.form.words()));
    }
}

fn as_json(table: &Table) -> serde_json::Value {
    let column = |field: &facts::Field| {
        json!({
            "name": field.name, "type": format!("{:?}", field.form.stored()).to_lowercase(), "unit": field.unit, "about": field.about,
            "nullable": table.is_nullable(field.name),
        })
    };
    let columns: Vec<_> = table.columns.iter().chain(PROVENANCE).map(column).collect();
    json!({ "name": table.name, "about": table.about.trim(), "key": table.key, "columns": columns })
}
