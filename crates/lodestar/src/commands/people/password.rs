//! Where a password comes from: a file, the standard input, or the keyboard without echo. Never an argument or the
//! environment, which other programs of the machine can read.

use std::io::{BufRead, IsTerminal, Read};

use anyhow::Context;

use crate::{args::PasswordFrom, exit::Usage};

/// Bytes of the longest first line that is read.
const LONGEST: u64 = 4096;

/// Reads a password: the first line, without its end.
pub(super) fn read(from: &PasswordFrom) -> anyhow::Result<String> {
    let line = match &from.password_file {
        Some(file) => {
            let opened = std::fs::File::open(file).with_context(|| format!("`{}` cannot be read", file.display()))?;
            first_line(opened)?
        }
        None if std::io::stdin().is_terminal() => rpassword::prompt_password("password: ").context("the password cannot be read")?,
        None => first_line(std::io::stdin())?,
    };
    if line.is_empty() {
        return Err(
            Usage("there is no password; write one line to the standard input, or name a file with `--password-file`".into()).into()
        );
    }
    Ok(line)
}

fn first_line(from: impl Read) -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::BufReader::new(from.take(LONGEST)).read_line(&mut line).context("the password cannot be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// The salt of a password.
pub(super) fn salt() -> anyhow::Result<[u8; 16]> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|failure| anyhow::anyhow!("the system gives no random bytes: {failure}"))?;
    Ok(salt)
}
