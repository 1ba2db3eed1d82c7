//! The papers that a newcomer needs: the README with its two commands, and the change log.

use super::Text;

/// What the README must say, letter by letter: how to start the main job, and how to pass the tests.
const COMMANDS: [&str; 2] = ["cargo run --release -- demo", "cargo test --workspace"];

pub(super) fn complaints(texts: &[Text]) -> Vec<String> {
    let find = |path: &str| texts.iter().find(|text| text.path == path);
    let mut complaints = vec![];
    match find("README.md") {
        None => complaints.push("README.md is missing".to_owned()),
        Some(readme) => {
            let missing = COMMANDS.iter().filter(|command| !readme.says.contains(*command));
            complaints.extend(missing.map(|command| format!("README.md does not give the command `{command}`")));
        }
    }
    if find("CHANGELOG.md").is_none() {
        complaints.push("CHANGELOG.md is missing".to_owned());
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::{super::text, *};

    #[test]
    fn both_papers_and_both_commands_are_wanted() {
        assert_eq!(complaints(&[]).len(), 2);
        let readme = text("README.md", format!("`{}`\n", COMMANDS[0]));
        assert_eq!(complaints(&[readme, text("CHANGELOG.md", "")]), [format!("README.md does not give the command `{}`", COMMANDS[1])]);
    }
}
