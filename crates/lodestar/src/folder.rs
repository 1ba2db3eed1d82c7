//! Reads a strategy from TOML files: one file, or a folder with all that is below it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::Context;
use strategy::toml_form::{self, Reading};

use crate::exit::NotFound;

/// What was read, and the text of each file for excerpts.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// What the files say.
    pub(crate) reading: Reading,
    /// The files' texts, by the name that findings carry.
    pub(crate) texts: BTreeMap<String, String>,
}

/// Reads a file or a folder.
pub(crate) fn read(path: &Path) -> anyhow::Result<Folder> {
    if !path.exists() {
        return Err(NotFound(format!("there is no file or folder `{}`", path.display())).into());
    }
    let mut files = vec![];
    collect(path, &mut files)?;
    files.sort();
    let mut folder = Folder::default();
    for file in files {
        let bytes = std::fs::read(&file).with_context(|| format!("`{}` cannot be read", file.display()))?;
        let name = name_of(path, &file);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        folder.reading.extend(toml_form::read(&name, &text));
        folder.texts.insert(name, text);
    }
    Ok(folder)
}

fn collect(path: &Path, into: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if path.is_file() {
        into.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path).with_context(|| format!("`{}` cannot be read", path.display()))? {
        let entry = entry?.path();
        let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let is_toml = entry.extension().is_some_and(|extension| extension == "toml");
        if !hidden && (entry.is_dir() || is_toml) {
            collect(&entry, into)?;
        }
    }
    Ok(())
}

/// The file's name as the person wrote it.
fn name_of(root: &Path, file: &Path) -> String {
    if root.is_file() { root.display().to_string() } else { file.display().to_string() }
}
