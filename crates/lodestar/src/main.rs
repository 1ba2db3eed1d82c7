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

/// Checks make and drop many small texts; this allocator takes half the time of the system's over them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
