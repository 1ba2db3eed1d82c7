//! `generate`: files of facts about people who do not exist. What stands in them is `synthetic`'s; here they get names on a
//! disk, and nothing is overwritten unasked.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
};

use anyhow::Context;
use flate2::{Compression, write::GzEncoder};
use serde_json::json;
use synthetic::{FILES, World};

use crate::{
    args::{Common, Generate},
    commands::did_you_mean,
    exit::{Exit, Usage},
    progress::Progress,
    render, workspace,
};

/// A file to be written: what it is, and its name in the folder.
type Wanted = (&'static synthetic::File, String);

pub(super) fn run(common: &Common, asked: &Generate) -> anyhow::Result<Exit> {
    let world = World { seed: asked.seed, people: asked.people, day: workspace::day(common) };
    let wanted = wanted(&world, asked)?;
    fs::create_dir_all(&asked.out).with_context(|| format!("the folder `{}` cannot be made", asked.out.display()))?;
    let taken = wanted.iter().map(|(_, name)| asked.out.join(name)).find(|path| path.exists());
    if let Some(path) = taken.filter(|_| !asked.force) {
        return Err(Usage(format!("`{}` exists already; overwrite it with `--force`", path.display())).into());
    }
    let (mut rows, mut bytes) = (0, 0);
    for (file, name) in &wanted {
        let path = asked.out.join(name);
        let made = write(common, &world, file, &path, asked.gzip)
            .with_context(|| format!("`{}` cannot be written; is the disk full?", path.display()))?;
        show(common, file, name, &made);
        rows += made.rows;
        bytes += made.bytes;
    }
    render::say(
        common,
        &format!("{} of {rows} rows, {bytes} bytes, in `{}`; nobody in them exists", files(wanted.len()), asked.out.display()),
    );
    Ok(Exit::Ok)
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

/// The files that were asked for, in the order of [`FILES`].
fn wanted(world: &World, asked: &Generate) -> anyhow::Result<Vec<Wanted>> {
    if let Some(unknown) = asked.only.iter().find(|word| synthetic::file(word).is_none()) {
        let words: Vec<&str> = FILES.iter().map(|file| file.word).collect();
        let near = did_you_mean(unknown, words.iter().copied());
        return Err(Usage(format!("`{unknown}` is no file that is generated{near}; there are {}", words.join(", "))).into());
    }
    let is_wanted = |file: &&synthetic::File| asked.only.is_empty() || asked.only.iter().any(|word| word == file.word);
    let ending = if asked.gzip { ".gz" } else { "" };
    Ok(FILES.iter().filter(is_wanted).map(|file| (file, format!("{}{ending}", file.name(world)))).collect())
}

/// How much was written.
struct Made {
    rows: u64,
    /// Of the file as it lies on the disk.
    bytes: u64,
}

/// Writes a file beside its place and moves it there when it is whole: nobody reads half a file.
fn write(common: &Common, world: &World, file: &synthetic::File, path: &Path, is_packed: bool) -> io::Result<Made> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let part = path.with_file_name(format!(".{name}.part"));
    let mut progress = Progress::default();
    progress.begin(&name, 0);
    let made = fill(common, world, file, &part, is_packed, &mut progress).and_then(|made| fs::rename(&part, path).map(|()| made));
    progress.end();
    if made.is_err() {
        // What is half written helps nobody; that it cannot be removed is the lesser trouble.
        let _ = fs::remove_file(&part);
    }
    made
}

fn fill(common: &Common, world: &World, file: &synthetic::File, part: &Path, is_packed: bool, progress: &mut Progress) -> io::Result<Made> {
    let inner = BufWriter::with_capacity(256 << 10, File::create(part)?);
    let mut out = Counted { inner, bytes: 0, progress: (!common.quiet).then_some(progress) };
    let rows = if is_packed {
        let mut packed = GzEncoder::new(&mut out, Compression::default());
        let rows = file.write(world, &mut packed)?;
        packed.finish()?;
        rows
    } else {
        file.write(world, &mut out)?
    };
    out.flush()?;
    Ok(Made { rows, bytes: out.bytes })
}

/// A file that counts what it takes, and shows it.
struct Counted<'p> {
    inner: BufWriter<File>,
    bytes: u64,
    progress: Option<&'p mut Progress>,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        let (before, after) = (self.bytes >> 20, (self.bytes + written as u64) >> 20);
        self.bytes += written as u64;
        if let Some(progress) = self.progress.as_mut().filter(|_| before != after) {
            progress.moved(self.bytes);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn show(common: &Common, file: &synthetic::File, name: &str, made: &Made) {
    let Made { rows, bytes } = made;
    if common.json {
        let source = (!file.source.is_empty()).then_some(file.source);
        render::line(&json!({ "file": name, "word": file.word, "source": source, "rows": rows, "bytes": bytes }).to_string());
    } else {
        render::line(&format!("{name}: {rows} rows, {bytes} bytes; {}", file.about));
    }
}
