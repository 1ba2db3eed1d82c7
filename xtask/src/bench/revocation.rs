//! From having taken something away at the command line to the first page of a running server that holds to it. A reader asks for
//! one page after the other all the while; an export is made from one look at the workspace, so that it is a page like others.

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use serde_json::{Value, json};

use super::{
    http, lodestar,
    measure::{median, ms, percentile},
    server::{self, Server},
};

// Wanted: within a second.
const WANTED_MS: f64 = 1_000.0;
const ROUNDS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(10);
/// A change of the sharing matrix that its three sides sign.
const CHANGE: &str = "[cells]\n\"approved/insight/sales\" = \"M\"\n";
const SIGNERS: [&str; 3] = ["medical / Ada", "marketing / Ben", "compliance / Cora"];

/// Takes away functions, sessions, accounts and a policy, each several times.
pub(super) fn figure(root: &Path, folder: &Path, records: usize) -> anyhow::Result<Value> {
    let program = lodestar::program(root)?;
    let data = server::prepare(&program, folder, records)?;
    let server = server::start(&program, &data, None)?;
    let lodestar = |arguments: &[&str]| server::run(Command::new(&program).args(arguments).arg("--data").arg(&data));
    let mut taken = vec![];
    for (what, command) in [
        ("a function", &["user", "revoke", "%", "sales", "--reason", "moves on"][..]),
        ("a session", &["session", "end", "%"]),
        ("an account", &["user", "deactivate", "%", "--reason", "has left"]),
    ] {
        let mut times = vec![];
        for round in 0..ROUNDS {
            let login = format!("{}{round}@example.org", what.replace(' ', "-"));
            server::add_person(&program, &data, &login, &format!("Sam {what} {round}"), "sales")?;
            let cookie = server.sign_in(&login)?;
            let is_open = || http::get(server.address, "/records", Some(&cookie)).is_ok_and(|answer| answer.status == 200);
            anyhow::ensure!(is_open(), "`{login}` sees nothing before it is taken away");
            let arguments: Vec<&str> = command.iter().map(|word| if *word == "%" { login.as_str() } else { word }).collect();
            times.push(until(|| lodestar(&arguments), || !is_open())?);
        }
        taken.push((what, times));
    }
    taken.push(("a policy", policy(&server, &data, &lodestar)?));
    let slowest_ms = taken.iter().flat_map(|(_, times)| times).max().map_or(0.0, |slowest| ms(*slowest));
    let by = taken.iter().map(|(what, times)| {
        let figures = json!({ "median_ms": ms(median(times)), "slowest_ms": ms(percentile(times, 100)), "times": times.len() });
        ((*what).to_owned(), figures)
    });
    Ok(json!({
        "met": slowest_ms <= WANTED_MS,
        "wanted": { "slowest_ms": WANTED_MS },
        "from": "the end of the command that takes it away",
        "until": "the first page that holds to it",
        "records": records,
        "slowest_ms": slowest_ms,
        "taken_away": by.collect::<serde_json::Map<_, _>>(),
    }))
}

/// Puts a policy in force and takes it back, over and over; each is a new epoch, which every page states.
fn policy(server: &Server, data: &Path, lodestar: &dyn Fn(&[&str]) -> anyhow::Result<()>) -> anyhow::Result<Vec<Duration>> {
    let cookie = server.sign_in(server::READER)?;
    let epoch = || {
        let page = http::get(server.address, "/", Some(&cookie)).ok()?;
        page.body.split_once("policy epoch ")?.1.split(|c: char| !c.is_ascii_digit()).next().map(str::to_owned)
    };
    let change = data.with_file_name("change.toml");
    std::fs::write(&change, CHANGE)?;
    let change = change.to_string_lossy().into_owned();
    let mut times = vec![];
    for _ in 0..ROUNDS {
        lodestar(&["guardrail", "draft", &change, "--as", SIGNERS[0], "--reason", "to see"])?;
        for signer in SIGNERS {
            lodestar(&["guardrail", "sign", "--as", signer])?;
        }
        for command in [&["guardrail", "activate"][..], &["guardrail", "rollback"]] {
            let before = epoch().context("the home page states no policy epoch")?;
            let command = [command, &["--as", SIGNERS[2], "--reason", "to see"]].concat();
            times.push(until(|| lodestar(&command), || epoch().is_some_and(|now| now != before))?);
        }
    }
    Ok(times)
}

/// From the end of a command until something holds.
fn until(command: impl FnOnce() -> anyhow::Result<()>, holds: impl Fn() -> bool) -> anyhow::Result<Duration> {
    command()?;
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        if holds() {
            return Ok(begin.elapsed());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    bail!("what was taken away was there {} s later", PATIENCE.as_secs())
}
