//! Runs the program in a temporary folder, without anything of this machine's surroundings.

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

/// The program under test.
pub(crate) const LODESTAR: &str = env!("CARGO_BIN_EXE_lodestar");

/// What a command said and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

/// Runs the program with these arguments.
pub(crate) fn lodestar(folder: &Path, args: &[&str]) -> Said {
    said(command(LODESTAR, folder).args(args).stdin(Stdio::null()).output().expect("the program starts"))
}

/// Runs the program with these bytes on its standard input.
pub(crate) fn lodestar_given(folder: &Path, args: &[&str], input: &[u8]) -> Said {
    let mut child = command(LODESTAR, folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut to = child.stdin.take().expect("it was asked for");
    // A program that ends without reading everything closes the pipe.
    let _ = to.write_all(input);
    drop(to);
    said(child.wait_with_output().expect("it ends"))
}

/// Runs what a person could type into a shell.
pub(crate) fn shell(folder: &Path, line: &str) -> Said {
    said(command("/bin/sh", folder).arg("-c").arg(line).stdin(Stdio::null()).output().expect("there is a shell"))
}

/// A command in a folder: the program on the path, no colours, no settings, nothing else.
pub(crate) fn command(program: &str, folder: &Path) -> Command {
    let own = Path::new(LODESTAR).parent().expect("a program lies in a folder").display();
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .env_clear()
        .env("PATH", format!("{own}:/usr/bin:/bin"))
        .env("HOME", folder)
        .env("LANG", "C.UTF-8")
        .env("COLUMNS", "100");
    command
}

fn said(output: Output) -> Said {
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Said { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
}
