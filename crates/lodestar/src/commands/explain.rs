//! `explain`: a rule's page, an input code, or a kind of record with its fields.

use guardrails::check;
use serde_json::json;
use strategy::{Kind, input, schema};

use crate::{
    args::Common,
    exit::{Exit, NotFound},
    render,
};

pub(super) fn run(common: &Common, what: Option<&str>) -> anyhow::Result<Exit> {
    let Some(what) = what else { return all(common) };
    if let Some(rule) = check::find(what) {
        match common.json {
            true => render::line(&json!({ "code": rule.code, "name": rule.name, "severity": rule.severity.as_str(), "summary": rule.summary, "serves": rule.serves, "page": rule.page }).to_string()),
            false => render::line(&format!("{}\n\nSeverity: {}. Serves: {}.", rule.page.trim_end(), rule.severity.as_str(), rule.serves)),
        }
        return Ok(Exit::Ok);
    }
    if let Some(code) = input::CODES.iter().find(|code| code.code.eq_ignore_ascii_case(what) || code.name.eq_ignore_ascii_case(what)) {
        match common.json {
            true => render::line(
                &json!({ "code": code.code, "name": code.name, "severity": code.severity.as_str(), "summary": code.about }).to_string(),
            ),
            false => render::line(&format!("# {} {}\n\n{}", code.code, code.name, code.about)),
        }
        return Ok(Exit::Ok);
    }
    if let Some(kind) = Kind::parse(what) {
        match common.json {
            true => render::line(&schema::json_schema(kind).to_string()),
            false => explain_kind(kind),
        }
        return Ok(Exit::Ok);
    }
    let rules = check::all().flat_map(|rule| [rule.code, rule.name]);
    let codes = input::CODES.iter().flat_map(|code| [code.code, code.name]);
    let near = super::did_you_mean(what, rules.chain(codes).chain(Kind::ALL.iter().map(|kind| kind.name())));
    Err(NotFound(format!(
        "`{what}` is neither a code nor a kind of record{}",
        if near.is_empty() { "; `lodestar explain` lists them all" } else { &near }
    ))
    .into())
}

fn explain_kind(kind: Kind) {
    render::line(&format!("# {}\n\n{} is {}.\n", kind.name(), upper_first(&schema::with_article(&kind.label())), kind.about()));
    render::line(&format!("    [{}.{}-1]\n    {} = \"…\"\n", kind.name(), kind.prefix(), kind.title_field()));
    for (heading, fields) in [("Fields", schema::fields(kind)), ("Fields of every kind", schema::HEADER.as_slice())] {
        render::line(&format!("## {heading}\n"));
        for field in fields {
            render::line(&format!("{}\n    {} Takes {}.", field.name, field.about, field.shape.words()));
        }
        render::line("");
    }
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn all(common: &Common) -> anyhow::Result<Exit> {
    if common.json {
        for rule in check::all() {
            render::line(
                &json!({ "code": rule.code, "name": rule.name, "severity": rule.severity.as_str(), "summary": rule.summary }).to_string(),
            );
        }
        for code in input::CODES {
            render::line(
                &json!({ "code": code.code, "name": code.name, "severity": code.severity.as_str(), "summary": code.about }).to_string(),
            );
        }
        for kind in Kind::ALL {
            render::line(&json!({ "kind": kind.name(), "summary": kind.about() }).to_string());
        }
        return Ok(Exit::Ok);
    }
    render::line("Rules");
    for rule in check::all() {
        render::line(&format!("  {}  {:<28} {:<8} {}", rule.code, rule.name, rule.severity.as_str(), rule.summary));
    }
    render::line("\nInput");
    for code in input::CODES {
        render::line(&format!("  {}  {:<28} {:<8}", code.code, code.name, code.severity.as_str()));
    }
    render::line("\nKinds of record");
    for kind in Kind::ALL {
        render::line(&format!("  {:<18} {}", kind.name(), kind.about()));
    }
    Ok(Exit::Ok)
}
