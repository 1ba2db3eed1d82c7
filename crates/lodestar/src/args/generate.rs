//! The generator, as the command line takes it.

use std::path::PathBuf;

use clap::{Args as ClapArgs, value_parser};

/// Examples, and what stands where.
pub(super) const GENERATE: &str = "\
Examples:
  lodestar generate --out made                                 a thousand people, in fifteen files
  lodestar generate --out made --people 1000000 --gzip         a million, packed
  lodestar generate --out made --only nppes,accounts,truth     who is who, to be linked
  lodestar facts plan made/*.csv made/*.txt                    what the files hold

The files: nppes, doctors, payments, prescribers, plans, formulary, accounts, addresses, calls, inquiries, pharmacy-claims,
medical-claims, exclusions, truth, truth-organisations. Same seed, people and `--day`: same bytes.";

/// What to generate.
#[derive(Debug, ClapArgs)]
pub(crate) struct Generate {
    /// The folder to write into; made if it is not there
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    /// How many clinicians
    #[arg(long, default_value_t = 1_000, value_name = "N", value_parser = value_parser!(u32).range(1..=i64::from(synthetic::PEOPLE_MAX)))]
    pub(crate) people: u32,
    /// Another seed gives other people
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub(crate) seed: u64,
    /// Only these files
    #[arg(long, value_name = "FILES", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Pack each file, as `.gz`
    #[arg(long)]
    pub(crate) gzip: bool,
    /// Overwrite existing files
    #[arg(short, long)]
    pub(crate) force: bool,
}
