//! Scaffolds: the first files of a rule, a kind or a page, with the one line that makes each known.
//! A scaffold compiles and its tests pass, so that the next step is to change it. It never overwrites a file.

pub(crate) mod kind;
pub(crate) mod page;
pub(crate) mod rule;

use std::{fs, path::Path};

use anyhow::{Context, bail, ensure};

/// Writes a new file and the folders it needs; fails when the file is there.
fn create(root: &Path, path: &str, text: &str) -> anyhow::Result<()> {
    let file = root.join(path);
    ensure!(!file.exists(), "{path} exists already");
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder of {path}"))?;
    }
    fs::write(&file, text).with_context(|| format!("cannot write {path}"))?;
    eprintln!("new      {path}");
    Ok(())
}

/// Changes a file of the project by a pure function of its text.
fn edit(root: &Path, path: &str, change: impl FnOnce(&str) -> anyhow::Result<String>) -> anyhow::Result<()> {
    let file = root.join(path);
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {path}"))?;
    fs::write(&file, change(&text)?).with_context(|| format!("cannot write {path}"))?;
    eprintln!("changed  {path}");
    Ok(())
}

/// `text` with `line` put before the first line for which `here` holds; fails when there is none.
fn insert_before(text: &str, line: &str, mut here: impl FnMut(&str) -> bool) -> anyhow::Result<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let Some(place) = lines.iter().position(|present| here(present)) else {
        bail!("found no place for `{}`", line.trim());
    };
    lines.insert(place, line);
    Ok(lines.join("\n") + "\n")
}

/// Reads a name such as `claim-beyond-evidence`: lower-case words joined by `-` or `_`.
fn words(name: &str) -> anyhow::Result<Vec<String>> {
    let parts: Vec<String> = name.split(['-', '_']).map(str::to_owned).collect();
    let plain = |part: &String| {
        part.starts_with(|c: char| c.is_ascii_lowercase()) && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    ensure!(parts.iter().all(plain), "`{name}` is not a name; write lower-case words joined by `-`");
    Ok(parts)
}

/// `ValueAgreement` of `value`, `agreement`.
fn camel(words: &[String]) -> String {
    words.iter().map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for one test, removed at its end.
    pub(super) struct Copy(pub(super) std::path::PathBuf);

    impl Copy {
        /// Copies the named files of the project, as they are today, into a folder of its own.
        pub(super) fn of(test: &str, paths: &[&str]) -> Copy {
            let folder = std::env::temp_dir().join(format!("lodestar-scaffold-{test}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            for path in paths {
                let to = folder.join(path);
                fs::create_dir_all(to.parent().expect("a path in a folder")).expect("a folder");
                fs::copy(crate::root::workspace().join(path), to).unwrap_or_else(|error| panic!("{path}: {error}"));
            }
            Copy(folder)
        }

        pub(super) fn read(&self, path: &str) -> String {
            fs::read_to_string(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
        }
    }

    impl Drop for Copy {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_name_is_lower_case_words() {
        assert_eq!(camel(&words("value-agreement").expect("a name")), "ValueAgreement");
        for wrong in ["", "Claim", "claim--x", "../x", "9x"] {
            assert!(words(wrong).is_err(), "`{wrong}` was taken for a name");
        }
    }

    #[test]
    fn nothing_is_overwritten() {
        let copy = Copy::of("overwrite", &["xtask/Cargo.toml"]);
        assert!(create(&copy.0, "xtask/Cargo.toml", "").is_err());
        assert!(copy.read("xtask/Cargo.toml").contains("xtask"));
    }
}
