//! What the project's own work needs beside cargo: scaffolds, the check before handing over, the figures.
//! One subcommand, one file. Nothing here is shipped.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line for developers: data to stdout, progress to stderr")]

mod bench;
mod check;
mod generate;
mod nightly;
mod root;
mod scaffold;
mod tidy;

use clap::{Parser, Subcommand};

/// Lodestar's own chores.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Format, lints, all tests, tidy: run it once before handing over.
    Check,
    /// The habits that no lint knows: sizes, walls, words, pages of rules.
    Tidy,
    /// Prints figures as one JSON object.
    Bench(bench::Options),
    /// A night's work: 10,000 pairs of workspaces, and every test that is left out by day.
    Nightly(nightly::Options),
    /// Runs one measure in this process; `bench` calls it in release.
    #[command(hide = true)]
    BenchInner(bench::inner::Options),
    /// Writes a generated strategy as TOML files.
    Generate(generate::Options),
    /// A rule: its file, its page, its line in rules.rs.
    NewRule(scaffold::rule::Options),
    /// A kind of record: its struct and its line in record.rs.
    NewKind(scaffold::kind::Options),
    /// A page: its file and its line in router.rs.
    NewPage(scaffold::page::Options),
}

/// The allocator of `lodestar`, so that measures in this process are of what is shipped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    match Command::parse().task {
        Task::Check => check::run(&root::workspace()),
        Task::Tidy => tidy::run(&root::workspace()),
        Task::Bench(options) => bench::run(&options),
        Task::Nightly(options) => nightly::run(&root::workspace(), &options),
        Task::BenchInner(options) => bench::inner::run(&options),
        Task::Generate(options) => generate::run(&options),
        Task::NewRule(options) => scaffold::rule::run(&root::workspace(), &options),
        Task::NewKind(options) => scaffold::kind::run(&root::workspace(), &options),
        Task::NewPage(options) => scaffold::page::run(&root::workspace(), &options),
    }
}
