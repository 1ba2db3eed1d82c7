//! Reads a strategy from TOML files: one file, the standard input, or a folder with all that is below it.

use std::{
    collections::BTreeMap,
    io::Read,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use anyhow::Context;
use jiff::civil::Date;
use strategy::{
    Finding, Graph, input,
    toml_form::{self, Records},
};

use crate::{
    args::Common,
    exit::{NotFound, Unread},
    render, workspace,
};

/// The name that findings give to the standard input.
pub(crate) const STANDARD_INPUT: &str = "standard input";

/// What was read, and the text of each file for excerpts.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// What the files say.
    pub(crate) records: Records,
    /// The files' texts, by the name that findings carry.
    pub(crate) texts: BTreeMap<String, String>,
}

/// Reads a file, a folder, or for `-` the standard input.
pub(crate) fn read(path: &Path) -> anyhow::Result<Folder> {
    let mut folder = Folder::default();
    for (name, text, records) in side_by_side(&files(path)?, read_one)? {
        folder.records.extend(records);
        folder.texts.extend(text.map(|text| (name, text)));
    }
    Ok(folder)
}

/// A file's name, its text where it is one, and what it says.
fn read_one(file: &Path) -> anyhow::Result<(String, Option<String>, Records)> {
    let (name, bytes) = contents(file)?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => {
            let records = toml_form::read(&name, &text).into_records();
            (name, Some(text), records)
        }
        Err(error) => {
            let line = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
            let finding = input::unreadable(&name, None, format!("line {line} is not UTF-8 text; save the file as UTF-8"));
            let mut records = Records::default();
            records.findings.push(finding);
            (name, None, records)
        }
    })
}

/// What `read` makes of each file, in the order of the files, on as many cores as there are.
fn side_by_side<T: Send>(files: &[PathBuf], read: impl Fn(&Path) -> anyhow::Result<T> + Sync) -> anyhow::Result<Vec<T>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(files.len());
    if cores < 2 {
        return files.iter().map(|file| read(file)).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let mine = numbers.map_while(|number| Some((number, files.get(number)?)));
        mine.map(|(number, file)| (number, read(file))).collect::<Vec<_>>()
    };
    let mut done: Vec<(usize, anyhow::Result<T>)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let mine = work();
        let of_others = threads.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        mine.into_iter().chain(of_others).collect()
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, read)| read).collect()
}

/// The strategy of a file or folder and the day to check it on. What cannot be read is shown and ends the command:
/// half a strategy would be compared, exported or changed as if it were the whole.
pub(crate) fn strategy(common: &Common, path: &Path) -> anyhow::Result<(Graph, Date)> {
    let Folder { records, texts } = read(path)?;
    let day = common.day.or(records.day).unwrap_or_else(|| workspace::day(common));
    let (graph, findings) = records.into_graph();
    let lost: Vec<&Finding> = findings.iter().filter(|finding| !matches!(finding.code, "I006" | "I007")).collect();
    if lost.is_empty() {
        return Ok((graph, day));
    }
    lost.iter().for_each(|finding| render::complain(&render::text(finding, &texts, common)));
    Err(Unread(format!("`{}` cannot be read whole; mend it first", path.display())).into())
}

/// The name that findings carry, and the bytes.
pub(crate) fn contents(file: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    let name = if is_standard_input(file) { STANDARD_INPUT.to_owned() } else { file.display().to_string() };
    let mut bytes = vec![];
    let read = match is_standard_input(file) {
        true => std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes),
        false => std::fs::read(file),
    };
    let bytes = read.with_context(|| format!("`{name}` cannot be read"))?;
    Ok((name, bytes))
}

/// The file itself, or every TOML file of a folder and what is below it, by name. Hidden ones are passed over.
pub(crate) fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if is_standard_input(path) {
        return Ok(vec![path.to_owned()]);
    }
    if !path.exists() {
        return Err(NotFound(format!("there is no file or folder `{}`", path.display())).into());
    }
    let mut files = vec![];
    collect(path, &mut files)?;
    files.sort();
    if files.is_empty() {
        return Err(NotFound(format!("there is no `.toml` file in `{}`", path.display())).into());
    }
    Ok(files)
}

fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

fn collect(path: &Path, into: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if !path.is_dir() {
        into.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path).with_context(|| format!("`{}` cannot be read", path.display()))? {
        let entry = entry?;
        let file = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let is_toml = file.extension().is_some_and(|extension| extension == "toml");
        // A link to a folder is passed over: it may lead back up.
        if !hidden && (entry.file_type()?.is_dir() || (is_toml && file.is_file())) {
            collect(&file, into)?;
        }
    }
    Ok(())
}
