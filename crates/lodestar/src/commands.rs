//! One file per command. Each reads its arguments, calls what does the work, and says what came of it.

mod audit;
mod check;
mod compare;
mod customers;
mod demo;
mod doctor;
mod explain;
mod export;
mod facts;
mod generate;
mod guardrail;
mod history;
mod identity;
mod impact;
mod import;
mod init;
mod people;
mod serve;

use crate::{
    args::{Args, Command},
    exit::Exit,
};

/// Runs the command that was asked for.
pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let common = &args.common;
    match &args.command {
        Command::Init => init::run(common),
        Command::Demo(serve) => serve::demo(common, serve),
        Command::Serve(serve) => serve::run(common, serve),
        Command::Check { path, asset, only, fail_on } => check::run(common, path.as_deref(), asset.as_deref(), only, *fail_on),
        Command::Explain { what } => explain::run(common, what.as_deref()),
        Command::Impact { key, set, slip, remove, of } => {
            impact::run(common, &impact::Asked { key, set, slip: *slip, remove: *remove, of: of.as_deref() })
        }
        Command::Compare { before, after } => compare::run(common, before, after.as_deref()),
        Command::Import { step } => import::run(common, step),
        Command::Facts { step } => facts::run(common, step),
        Command::Generate(asked) => generate::run(common, asked),
        Command::Customers { step } => customers::run(common, step),
        Command::Export { output, force, of } => export::run(common, output, *force, of.as_deref()),
        Command::History { key } => history::run(common, key.as_deref()),
        Command::Identity { step } => identity::run(common, step),
        Command::Guardrail { step } => guardrail::run(common, step),
        Command::Audit { step } => audit::run(common, step),
        Command::User { step } => people::run(common, step),
        Command::Session { step } => people::sessions::run(common, step),
        Command::Doctor => doctor::run(common),
        Command::ReadWorkbook => import::read_workbook(),
    }
}

/// `; did you mean …?`, where a word is near enough.
fn did_you_mean<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> String {
    strategy::words::nearest(text, words).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

/// That a record does not exist, with the key that was probably meant.
fn no_record(graph: &strategy::Graph, key: &str) -> anyhow::Error {
    let keys = graph.records().map(|record| record.key.as_str());
    crate::exit::NotFound(format!("there is no record `{key}`{}", did_you_mean(key, keys))).into()
}
