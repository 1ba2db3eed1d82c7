//! What is known of stakeholders, as the command line takes it.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

/// What is done with what is known of stakeholders.
#[derive(Debug, Subcommand)]
pub(crate) enum Customers {
    /// Keep what files of facts say of stakeholders: each file as a whole, or nothing of it
    Keep(KeepCustomers),
    /// Find out which records are one stakeholder; all are linked anew
    Link,
    /// Find stakeholders by the beginnings of names, NPI, place or organisation; no facts are shown
    Find {
        /// The words
        #[arg(required = true)]
        text: Vec<String>,
        /// Only this kind: hcp, organisation, payer, "hta body", regulator, "patient advocate"
        #[arg(long, value_name = "KIND")]
        kind: Option<String>,
        /// At most so many
        #[arg(long, default_value_t = 20, value_name = "NUMBER")]
        limit: usize,
    },
    /// The files that are kept, with the ids that undo them
    Imports,
    /// Take back what a file brought
    Undo {
        /// The import's id from `customers imports`, or its beginning
        import: String,
    },
    /// Pairs of records that scores leave in doubt, the least sure first
    Doubtful {
        /// At most so many
        #[arg(long, default_value_t = 20, value_name = "NUMBER")]
        limit: usize,
    },
    /// The records that are one stakeholder, and what holds each there
    Records {
        /// The stakeholder's number, from `customers find`
        number: i64,
    },
    /// Decide that two records are one stakeholder
    Merge(Pair),
    /// Decide that two records are two stakeholders
    Separate(Pair),
    /// What people have decided, also what they took back
    Decisions,
    /// Take a decision back
    TakeBack {
        /// The decision's number, from `customers decisions`
        number: i64,
        /// Why
        #[arg(long, default_value = "", value_name = "TEXT")]
        reason: String,
    },
}

/// Two records, and why.
#[derive(Debug, ClapArgs)]
pub(crate) struct Pair {
    /// One record, as `system:id`
    pub(crate) one: String,
    /// The other
    pub(crate) other: String,
    /// Why
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub(crate) reason: String,
}

/// Files to keep.
#[derive(Debug, ClapArgs)]
pub(crate) struct KeepCustomers {
    /// The files, packed or not
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The source, where the file does not tell; `facts sources` lists them
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// The release, where the file's name does not tell it
    #[arg(long, value_name = "TEXT")]
    pub(crate) release: Option<String>,
    /// A confirmed mapping; its file's name names the system that gave out the records' ids
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// Leave rows that cannot be read alone, and keep the rest
    #[arg(long)]
    pub(crate) partial: bool,
    /// Why
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub(crate) reason: String,
}
