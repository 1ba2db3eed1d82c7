//! Identity, as the command line takes it.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::HELP;

const IDENTITY_LINK: &str = "\
Examples:
  lodestar identity link crm.csv registry.csv --out clusters.csv
  lodestar identity link people.csv --explain

Columns are recognised by their names. A mapping says it where they are not: `surname = \"Nachname\"`, one line per field,
for all files or under `[\"crm.csv\"]` for one. Nothing needs to be known beforehand: the model learns from the records.

Columns of the result: `record_id`; `cluster_id`, alike for records of one stakeholder; `score`, the probability of the
surest link that holds the record in its cluster, 1 for a record that stands alone.";

/// The steps of identity.
#[derive(Debug, Subcommand)]
pub(crate) enum Identity {
    /// Link the records of files: no workspace and no server are needed
    #[command(before_help = IDENTITY_LINK, help_template = HELP)]
    Link(IdentityLink),
}

/// What to link.
#[derive(Debug, ClapArgs)]
pub(crate) struct IdentityLink {
    /// Files of delimited text with a header
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Which column holds what, in TOML
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// The file to write; `-` for the standard output
    #[arg(short, long, default_value = "-", value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Add the record that each was linked to and the weight of each field, in bits
    #[arg(long)]
    pub(crate) explain: bool,
    /// Overwrite an existing file
    #[arg(short, long)]
    pub(crate) force: bool,
}
