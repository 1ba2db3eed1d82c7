//! Opens the workspace's folder: the ledger in it, the clock, and who is writing.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::{Timestamp, civil::Date};
use server::app::{Seat, Workspace};
use strategy::Owner;

use crate::{
    args::Common,
    exit::{NotFound, Usage},
};

/// The ledger's file in a workspace.
pub(crate) fn ledger_file(data: &Path) -> PathBuf {
    data.join("ledger.db")
}

/// The instant. The binary is the only place that reads a clock.
#[expect(clippy::disallowed_methods, reason = "the binary is the edge that reads the clock")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// The day on which to check: the one that was asked for, else today.
pub(crate) fn day(common: &Common) -> Date {
    common.day.unwrap_or_else(|| server::app::day_of(now()))
}

/// Opens the workspace that was named, whole: whoever can read its folder can read all of it anyway.
pub(crate) fn open(common: &Common) -> anyhow::Result<Workspace> {
    Ok(Workspace::open(ledger(common)?, now, common.day)?)
}

/// Opens the ledger of the workspace that was named.
pub(crate) fn ledger(common: &Common) -> anyhow::Result<ledger::Ledger> {
    let file = ledger_file(&common.data);
    if !file.exists() {
        let data = common.data.display();
        return Err(NotFound(format!("there is no workspace in `{data}`; make one with `lodestar init --data {data}`")).into());
    }
    Ok(ledger::Ledger::open(&file)?)
}

/// Opens what is known of stakeholders in the workspace that was named.
pub(crate) fn customers(common: &Common) -> anyhow::Result<customers::Customers> {
    if !ledger_file(&common.data).exists() {
        ledger(common)?;
    }
    Ok(customers::Customers::open(common.data.join("customers.db"))?)
}

/// Makes a new workspace.
pub(crate) fn create(common: &Common) -> anyhow::Result<Workspace> {
    let file = ledger_file(&common.data);
    if file.exists() {
        bail!("there is a workspace in `{}` already; it was left as it is", common.data.display());
    }
    std::fs::create_dir_all(&common.data).with_context(|| format!("the folder `{}` cannot be made", common.data.display()))?;
    Ok(Workspace::open(ledger::Ledger::open(&file)?, now, common.day)?)
}

/// Who is writing, now.
pub(crate) fn seat(common: &Common) -> anyhow::Result<Seat> {
    let Some(Owner { function, person }) = Owner::parse(&common.who) else {
        let says = format!(
            "`{}` is not a function; write `--as medical` or `--as \"medical / your name\"`; functions are {}",
            common.who,
            strategy::Function::list()
        );
        return Err(Usage(says).into());
    };
    Ok(Seat::new(person.unwrap_or_else(|| "command line".into()), function, now()))
}
