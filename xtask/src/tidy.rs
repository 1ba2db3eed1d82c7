//! The habits that no lint knows: sizes, walls between crates, words that do not belong, rules with their pages.
//! Each concern is one file and one function from the project's texts to complaints; `run` prints all of them.

mod papers;
mod rules;
mod sizes;
mod walls;
mod words;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

#[cfg(test)]
pub(crate) use rules::HEADINGS;

/// One text of the project.
pub(crate) struct Text {
    /// The path from the root, with `/`.
    pub(crate) path: String,
    /// What it says.
    pub(crate) says: String,
}

/// Folders that hold nothing of ours, or what programs wrote.
const NOT_OURS: [&str; 6] = ["target", ".git", "node_modules", ".venv", "lodestar-data", "snapshots"];

/// The endings of texts that people write.
const ENDINGS: [&str; 11] = ["rs", "md", "toml", "css", "js", "mjs", "html", "sh", "sql", "yml", "yaml"];

/// Prints every complaint about the project at `root`; fails when there is one.
pub(crate) fn run(root: &Path) -> anyhow::Result<()> {
    let texts = texts(root)?;
    for (lines, path) in sizes::worth_a_look(&texts) {
        eprintln!("tidy: {path} has {lines} lines; is it one idea?");
    }
    let mut complaints = sizes::complaints(&texts);
    complaints.extend(words::complaints(&texts));
    complaints.extend(rules::complaints(&texts));
    complaints.extend(papers::complaints(&texts));
    complaints.extend(walls::complaints(&walls::arrows(root)?));
    complaints.iter().for_each(|complaint| eprintln!("tidy: {complaint}"));
    match complaints.len() {
        0 => Ok(()),
        number => bail!("tidy: {number} to mend"),
    }
}

/// The project's texts, by path.
fn texts(root: &Path) -> anyhow::Result<Vec<Text>> {
    let (mut texts, mut folders): (Vec<Text>, Vec<PathBuf>) = (vec![], vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let entry = entry?;
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            let is_text = path.extension().is_some_and(|ending| ENDINGS.iter().any(|ours| ending == *ours));
            if entry.file_type()?.is_dir() {
                if !NOT_OURS.contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if is_text && let Ok(says) = fs::read_to_string(&path) {
                let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                texts.push(Text { path, says });
            }
        }
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(texts)
}

#[cfg(test)]
fn text(path: &str, says: impl Into<String>) -> Text {
    Text { path: path.into(), says: says.into() }
}

#[cfg(test)]
mod tests {
    /// The project itself is tidy. What is worth a look is printed by `cargo xtask tidy`.
    #[test]
    fn the_project_is_tidy() {
        let root = crate::root::workspace();
        let texts = super::texts(&root).expect("the project's texts");
        let mut complaints = super::sizes::complaints(&texts);
        complaints.extend(super::words::complaints(&texts));
        complaints.extend(super::rules::complaints(&texts));
        complaints.extend(super::papers::complaints(&texts));
        complaints.extend(super::walls::complaints(&super::walls::arrows(&root).expect("cargo metadata")));
        assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    }
}
