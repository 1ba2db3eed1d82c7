//! `facts plan`: reads files to their ends and says what they hold. Nothing is kept.

use std::{
    fs::File,
    io::{BufReader, BufWriter, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use ::import::facts::{self, Batch, End, Mapping, Reject, Rejects, Sink, Source, Summary};
use anyhow::Context;
use serde_json::json;
use strategy::{Finding, Severity};

use crate::{
    args::Common,
    commands::did_you_mean,
    exit::{Exit, NotFound, Unread, Usage},
    progress::Progress,
    render,
};

/// What was asked beside the files.
pub(super) struct Asked<'a> {
    pub(super) source: Option<&'a str>,
    pub(super) release: Option<&'a str>,
    pub(super) mapping: Option<&'a Path>,
    pub(super) rejects: Option<&'a Path>,
    pub(super) force: bool,
}

pub(super) fn run(common: &Common, files: &[PathBuf], asked: &Asked<'_>) -> anyhow::Result<Exit> {
    let source = asked.source.map(source).transpose()?;
    let mapping = asked.mapping.map(|path| mapping(common, path)).transpose()?;
    let mut counting = Counting { rejects: asked.rejects.map(|path| Out::create(path, asked.force)).transpose()?, ..Counting::default() };
    let mut summaries = vec![];
    for path in files {
        let file = File::open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => NotFound(format!("there is no file `{}`", path.display())).into(),
            _ => anyhow::Error::new(error).context(format!("`{}` cannot be read", path.display())),
        })?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let read = facts::Asked { file: &name, release: asked.release, source, mapping: mapping.as_ref() };
        counting.progress.begin(&name, file.metadata().map(|about| about.len()).unwrap_or_default());
        let input = BufReader::with_capacity(256 << 10, file);
        let read = facts::read(&read, input, &mut counting).with_context(|| format!("`{}` cannot be read", path.display()))?;
        counting.progress.end();
        if let Some(error) = counting.rejects.as_mut().and_then(|out| out.failed.take()) {
            return Err(anyhow::Error::new(error).context("the rejects cannot be written; is the disk full?"));
        }
        summaries.extend(read);
    }
    if let Some(out) = counting.rejects {
        out.finish()?;
    }
    summaries.iter().for_each(|summary| show(common, summary));
    Ok(total(common, &summaries))
}

pub(crate) fn source(name: &str) -> anyhow::Result<&'static Source> {
    facts::source(name).ok_or_else(|| {
        let near = did_you_mean(name, facts::sources().map(|source| source.name));
        NotFound(format!("`{name}` is no source; `lodestar facts sources` lists them{near}")).into()
    })
}

pub(crate) fn mapping(common: &Common, path: &Path) -> anyhow::Result<Mapping> {
    let text = std::fs::read_to_string(path).map_err(|_| NotFound(format!("there is no mapping `{}` that can be read", path.display())))?;
    Mapping::read(&path.display().to_string(), &text).map_err(|findings| {
        findings.iter().for_each(|finding| said(common, finding));
        Unread("the mapping cannot be used".into()).into()
    })
}

/// Takes facts only to count them, and rejects to write them where that was asked for.
#[derive(Default)]
pub(crate) struct Counting {
    rejects: Option<Out>,
    pub(crate) progress: Progress,
}

struct Out {
    file: BufWriter<File>,
    rejects: Rejects,
    failed: Option<std::io::Error>,
}

impl Out {
    fn create(path: &Path, force: bool) -> anyhow::Result<Out> {
        let file = if force { File::create(path) } else { File::create_new(path) };
        let file = file.map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Usage(format!("`{}` exists already; overwrite it with `--force`", path.display())).into(),
            _ => anyhow::Error::new(error).context(format!("`{}` cannot be written", path.display())),
        })?;
        Ok(Out { file: BufWriter::new(file), rejects: Rejects::default(), failed: None })
    }

    fn finish(mut self) -> anyhow::Result<()> {
        self.file.flush().context("the rejects cannot be written; is the disk full?")
    }
}

impl Sink for Counting {
    fn batch(&mut self, _batch: Batch) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn reject(&mut self, reject: &Reject<'_>) -> ControlFlow<()> {
        let Some(out) = &mut self.rejects else { return ControlFlow::Continue(()) };
        match writeln!(out.file, "{}", out.rejects.lines(reject)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                out.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn progress(&mut self, bytes: u64) -> ControlFlow<()> {
        self.progress.moved(bytes);
        ControlFlow::Continue(())
    }
}

pub(crate) fn show(common: &Common, summary: &Summary) {
    let Summary { file, source, release, rows, facts, rejected, unused, findings, import, licence, .. } = summary;
    if common.json {
        let facts: serde_json::Map<_, _> = facts.iter().map(|(table, rows)| ((*table).to_owned(), json!(rows))).collect();
        let end = word(summary.end);
        let findings: Vec<_> = findings.iter().map(server::json::finding).collect();
        let shown = json!({
            "file": file, "source": source, "release": release, "licence": licence, "import": import, "end": end,
            "rows": rows, "facts": facts, "rejected": rejected, "unused": unused, "findings": findings,
        });
        render::line(&shown.to_string());
        return;
    }
    let title = facts::source(source).map_or(*source, |source| source.title);
    let title = if title.is_empty() { "of no known source" } else { title };
    let release = if release.is_empty() { String::new() } else { format!(", release {release}") };
    render::line(&format!("{file}: {title}{release}"));
    if summary.end != End::Unread {
        render::line(&format!(
            "  {rows} rows read, {rejected} rejected{}",
            if summary.end == End::Whole { "" } else { ", and not to the end" }
        ));
    }
    facts.iter().for_each(|(table, rows)| render::line(&format!("  {rows:>10} {table}")));
    if !unused.is_empty() {
        let some: Vec<&str> = unused.iter().take(8).map(String::as_str).collect();
        let more = if unused.len() > 8 { format!(" and {} more", unused.len() - 8) } else { String::new() };
        render::line(&format!("  not taken over: {}{more}", some.join(", ")));
    }
    findings.iter().for_each(|finding| said(common, finding));
}

fn said(common: &Common, finding: &Finding) {
    render::line(&format!("\n{}", render::text(finding, &std::collections::BTreeMap::new(), common)));
}

fn word(end: End) -> &'static str {
    match end {
        End::Whole => "whole",
        End::Unread => "unread",
        End::Broken => "broken",
        End::Stopped => "stopped",
    }
}

fn total(common: &Common, summaries: &[Summary]) -> Exit {
    let facts: u64 = summaries.iter().flat_map(|summary| &summary.facts).map(|(_, rows)| rows).sum();
    let rejected: u64 = summaries.iter().map(|summary| summary.rejected).sum();
    render::say(common, &format!("{facts} facts, {rejected} rejected; nothing is written"));
    let is_bad =
        |summary: &Summary| summary.end != End::Whole || summary.findings.iter().any(|finding| finding.severity <= Severity::Major);
    if summaries.iter().any(is_bad) { Exit::Findings } else { Exit::Ok }
}
