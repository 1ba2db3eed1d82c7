//! Lodestar's one binary: it reads the command line, the environment and the clock, and calls what does the work.

mod args;
mod commands;
mod exit;
mod folder;
mod progress;
mod render;
mod workbook;
mod workspace;

use clap::Parser;
use exit::Exit;

fn main() -> std::process::ExitCode {
    let args = args::Args::parse();
    match commands::run(&args) {
        Ok(exit) => exit.into(),
        Err(error) => {
            render::failure(&error);
            Exit::of(&error).into()
        }
    }
}
