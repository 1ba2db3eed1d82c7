//! `customers keep`: reads files as `facts plan` does, and keeps what they say of stakeholders.

use std::{
    fs::File,
    io::BufReader,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use ::customers::{Customers, Import, Keeping, KeptFile};
use ::import::facts::{self, Batch, End, Mapping, Reject, Sink, Source};
use anyhow::Context;
use strategy::Severity;

use super::{count, due};
use crate::{
    args::{Common, KeepCustomers},
    commands::facts::plan::{self, Counting},
    exit::{Exit, NotFound},
    render, workspace,
};

pub(super) fn run(common: &Common, asked: &KeepCustomers) -> anyhow::Result<Exit> {
    let seat = workspace::seat(common)?;
    let how = How {
        source: asked.source.as_deref().map(plan::source).transpose()?,
        mapping: asked.mapping.as_deref().map(|path| plan::mapping(common, path)).transpose()?,
        release: asked.release.as_deref(),
        partial: asked.partial,
        import: Import {
            acting_as: seat.function.as_str().to_owned(),
            person: seat.person.clone(),
            reason: asked.reason.clone(),
            at: workspace::now(),
            system: asked.mapping.as_deref().map(stem),
        },
    };
    let customers = workspace::customers(common)?;
    let mut exit = Exit::Ok;
    for path in &asked.files {
        if !one(common, &customers, path, &how)? {
            exit = Exit::Findings;
        }
    }
    due(common, &customers)?;
    Ok(exit)
}

/// How files are read and kept.
struct How<'a> {
    source: Option<&'static Source>,
    mapping: Option<Mapping>,
    release: Option<&'a str>,
    partial: bool,
    import: Import,
}

/// The name of a mapping.
fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Keeps one file; false where it was not kept.
fn one(common: &Common, customers: &Customers, path: &PathBuf, how: &How<'_>) -> anyhow::Result<bool> {
    let file = File::open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => NotFound(format!("there is no file `{}`", path.display())).into(),
        _ => anyhow::Error::new(error).context(format!("`{}` cannot be read", path.display())),
    })?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let asked = facts::Asked { file: &name, release: how.release, source: how.source, mapping: how.mapping.as_ref() };
    let mut taking = Taking { counting: Counting::default(), keeping: customers.keep(&how.import)? };
    taking.counting.progress.begin(&name, file.metadata().map(|about| about.len()).unwrap_or_default());
    let input = BufReader::with_capacity(256 << 10, file);
    let read = facts::read(&asked, input, &mut taking);
    taking.counting.progress.end();
    let summaries = read.with_context(|| format!("`{}` cannot be read", path.display()))?;
    if let Some(error) = taking.keeping.failure() {
        return Err(error.clone().into());
    }
    summaries.iter().for_each(|summary| plan::show(common, summary));
    let is_whole = summaries.iter().all(|summary| summary.end == End::Whole);
    let is_sound = summaries.iter().all(|summary| summary.findings.iter().all(|finding| finding.severity > Severity::Major));
    if !is_whole || !(is_sound || how.partial) {
        let help = if is_whole { "; mend it and run this again, or keep the rest with `--partial`" } else { "" };
        render::say(common, &format!("nothing of `{name}` was kept{help}"));
        return Ok(false);
    }
    for kept in taking.keeping.commit(&summaries)?.files {
        say(common, &kept);
    }
    Ok(true)
}

fn say(common: &Common, kept: &KeptFile) {
    let KeptFile { import, file, facts, ignored, was_kept } = kept;
    if *was_kept {
        return render::say(common, &format!("`{file}` was kept before; nothing was changed"));
    }
    let ignored: Vec<String> = ignored.iter().map(|(table, rows)| format!("{rows} {table}")).collect();
    let ignored = if ignored.is_empty() { String::new() } else { format!("; of no use here: {}", ignored.join(", ")) };
    render::say(common, &format!("kept {} of `{file}` as {}{ignored}", count(*facts, "fact", "facts"), import.get(..12).unwrap_or(import)));
}

/// Hands facts to what keeps them, and shows how far the reading is.
struct Taking<'c> {
    counting: Counting,
    keeping: Keeping<'c>,
}

impl Sink for Taking<'_> {
    fn batch(&mut self, batch: Batch) -> ControlFlow<()> {
        self.keeping.batch(batch)
    }

    fn reject(&mut self, reject: &Reject<'_>) -> ControlFlow<()> {
        self.counting.reject(reject)
    }

    fn progress(&mut self, bytes: u64) -> ControlFlow<()> {
        self.counting.progress(bytes)
    }
}
