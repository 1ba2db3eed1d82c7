//! Files of facts, as the command line takes them.

use std::path::PathBuf;

use clap::Subcommand;

/// What is done with files of facts.
#[derive(Debug, Subcommand)]
pub(crate) enum Facts {
    /// Read files to their ends and say what they hold; nothing is written
    Plan {
        /// The files, packed or not
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The source, where the file does not tell; `facts sources` lists them
        #[arg(long, value_name = "NAME")]
        source: Option<String>,
        /// The release, where the file's name does not tell it
        #[arg(long, value_name = "TEXT")]
        release: Option<String>,
        /// A confirmed mapping
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
        /// Write the rows that cannot be read here, each with its problem
        #[arg(long, value_name = "FILE")]
        rejects: Option<PathBuf>,
        /// Overwrite an existing file of rejects
        #[arg(short, long)]
        force: bool,
    },
    /// The files that are known, and where they come from
    Sources,
    /// The tables of facts, or the columns of one
    Tables {
        /// The table
        name: Option<String>,
    },
    /// Print a first mapping for a file of no known source, to be confirmed
    Map {
        /// The file, unpacked
        file: PathBuf,
        /// The table; the one that fits best if left out
        #[arg(long, value_name = "NAME")]
        table: Option<String>,
    },
}
