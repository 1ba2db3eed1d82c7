//! `doctor`: the human story of whether this machine and workspace are in order.

use std::process::Command;

use ledger::Ledger;
use serde_json::json;

use crate::{args::Common, exit::Exit, render, workspace};

/// One thing that was looked at.
struct Look {
    what: &'static str,
    /// What was seen, or what is wrong and what to do.
    seen: Result<String, String>,
    /// Whether the workspace cannot be trusted or used without it.
    needed: bool,
}

pub(super) fn run(common: &Common) -> anyhow::Result<Exit> {
    let looks = [program(), folder(common), ledger(common), strategy(common), child()];
    for look in &looks {
        let (word, text) = match &look.seen {
            Ok(seen) => ("ok", seen),
            Err(wrong) if look.needed => ("FAIL", wrong),
            Err(wrong) => ("note", wrong),
        };
        match common.json {
            true => render::line(&json!({ "look": look.what, "result": word, "says": text }).to_string()),
            false => render::line(&format!("{word:<5} {:<10} {text}", look.what)),
        }
    }
    let failed = looks.iter().any(|look| look.needed && look.seen.is_err());
    Ok(if failed { Exit::Failed } else { Exit::Ok })
}

fn program() -> Look {
    let rules = guardrails::check::all().count();
    Look {
        what: "program",
        seen: Ok(format!("lodestar {}, {rules} rules, {} kinds of record", env!("CARGO_PKG_VERSION"), strategy::Kind::ALL.len())),
        needed: true,
    }
}

fn folder(common: &Common) -> Look {
    let data = common.data.display();
    let probe = common.data.join(".doctor");
    let seen = if !common.data.is_dir() {
        Err(format!("`{data}` does not exist; make a workspace with `lodestar init`"))
    } else {
        match std::fs::write(&probe, b"").and_then(|()| std::fs::remove_file(&probe)) {
            Ok(()) => Ok(format!("`{data}` can be written")),
            Err(_) => Err(format!("`{data}` cannot be written; look at its owner and permissions, and whether the disk is full")),
        }
    };
    Look { what: "folder", seen, needed: true }
}

fn ledger(common: &Common) -> Look {
    let seen = match Ledger::open_read_only(workspace::ledger_file(&common.data)).and_then(|ledger| ledger.verify(None)) {
        Ok(found) => match found.fault {
            None => Ok(format!("intact, {} revisions", found.sound.seq)),
            Some(fault) => Err(format!("not intact: {fault}; see `lodestar audit verify`")),
        },
        Err(error) => Err(error.to_string()),
    };
    Look { what: "ledger", seen, needed: true }
}

fn strategy(common: &Common) -> Look {
    let seen = match workspace::open(common) {
        Ok(app) => {
            let live = app.live();
            let open: Vec<_> = live.open().collect();
            Ok(format!("{} records, {}", live.graph().len(), render::summary(&open)))
        }
        Err(error) => Err(error.to_string()),
    };
    Look { what: "strategy", seen, needed: false }
}

/// Workbooks are read by this program in a child process; it must be able to start itself.
fn child() -> Look {
    let started = std::env::current_exe().and_then(|program| Command::new(program).arg("--version").output());
    let seen = match started {
        Ok(output) if output.status.success() => Ok("workbooks can be read in a process of their own".into()),
        _ => Err("this program cannot start itself, so workbooks cannot be read; look at the permissions of its file".into()),
    };
    Look { what: "workbooks", seen, needed: false }
}
