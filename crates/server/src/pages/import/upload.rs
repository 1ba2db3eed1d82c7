//! The files of a form, read within the limit. What is too large is read to its end without being kept, so that the
//! browser gets to see the page that says so.

use axum::extract::Multipart;

use super::plans::File;
use crate::router::BODY_MAX;

/// How much of a form that is too large is still read: four times the limit.
const READ_MAX: usize = 4 * BODY_MAX;
/// How many letters of a file's name are kept.
const NAME_CHARS_MAX: usize = 120;

/// Why a form gave no files.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// The files are larger than the limit together.
    TooLarge,
    /// There is no file, or only empty ones.
    Empty,
    /// The form did not arrive whole, or is none.
    Broken,
}

/// The files that are not empty, each with a name of its own.
pub(super) async fn files(mut form: Multipart) -> Result<Vec<File>, Unread> {
    let mut files: Vec<File> = vec![];
    let mut read = 0;
    while let Some(mut part) = form.next_field().await.map_err(|_| Unread::Broken)? {
        let name = part.file_name().map(str::to_owned);
        let mut bytes = vec![];
        while let Some(piece) = part.chunk().await.map_err(|_| Unread::Broken)? {
            read += piece.len();
            if read > READ_MAX {
                return Err(Unread::TooLarge);
            }
            if read <= BODY_MAX {
                bytes.extend_from_slice(&piece);
            }
        }
        if let Some(name) = name.filter(|_| !bytes.is_empty()) {
            let name = free_name(&files, &plain_name(&name));
            files.push(File { name, bytes });
        }
    }
    match files.is_empty() {
        _ if read > BODY_MAX => Err(Unread::TooLarge),
        true => Err(Unread::Empty),
        false => Ok(files),
    }
}

/// The last part of a path, without control characters, cut to a sensible length from the front.
fn plain_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let letters: Vec<char> = last.chars().filter(|letter| !letter.is_control()).collect();
    let cut: String = letters[letters.len().saturating_sub(NAME_CHARS_MAX)..].iter().collect();
    if cut.trim().is_empty() { "file".to_owned() } else { cut }
}

fn free_name(files: &[File], name: &str) -> String {
    let taken = |name: &str| files.iter().any(|file| file.name == name);
    let numbered = (2..).map(|number| format!("({number}) {name}"));
    [name.to_owned()].into_iter().chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_each_is_given_once() {
        assert_eq!(plain_name("C:\\plans\\strategy.toml"), "strategy.toml");
        assert_eq!(plain_name("../../etc/pass\nwd"), "passwd");
        assert_eq!(plain_name(""), "file");
        assert_eq!(plain_name(&format!("{}.toml", "x".repeat(500))).chars().count(), NAME_CHARS_MAX);
        let files = vec![File { name: "a.toml".into(), bytes: vec![] }];
        assert_eq!(free_name(&files, "a.toml"), "(2) a.toml");
    }
}
