//! A PostgreSQL of our own for one measure: made anew, reached through a socket in its own folder, ended and removed
//! when it is dropped. Debian's server refuses to run as root, so then it runs as the user `postgres`.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail, ensure};

/// What to do where there is no server.
pub(super) const INSTALL: &str = "no PostgreSQL server is found: install Debian's `postgresql` (15 or later)";

/// A running server.
pub(super) struct Postgres {
    process: Child,
    programs: PathBuf,
    folder: PathBuf,
    as_other: bool,
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let stop = self.command("pg_ctl").args(["stop", "-m", "immediate", "-D"]).arg(self.folder.join("data")).output();
        if stop.is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Postgres {
    /// Makes a cluster and starts it.
    pub(super) fn start() -> anyhow::Result<Postgres> {
        let programs = programs().context(INSTALL)?;
        let folder = std::env::temp_dir().join(format!("lodestar-bench-postgres-{}", std::process::id()));
        fs::create_dir_all(&folder).context("cannot make a folder for PostgreSQL")?;
        let as_other = said(Command::new("id").arg("-u"))?.trim() == "0";
        if as_other {
            said(Command::new("chown").arg("postgres").arg(&folder))?;
        }
        let run = |program: &str| command(&programs, &folder, as_other, program);
        said(run("initdb").args(["--auth=trust", "--username=owner", "--encoding=UTF8", "--locale=C", "-D"]).arg(folder.join("data")))?;
        let settings = [
            "listen_addresses=",
            "shared_buffers=1GB",
            "work_mem=256MB",
            "fsync=off",
            "autovacuum=off",
            "max_wal_size=4GB",
            // One core against one core.
            "max_parallel_workers_per_gather=0",
        ];
        let mut start = run("postgres");
        start.arg("-D").arg(folder.join("data")).arg("-k").arg(&folder);
        for setting in settings {
            start.args(["-c", setting]);
        }
        let process = start.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("PostgreSQL did not start")?;
        let server = Postgres { process, programs: programs.clone(), folder: folder.clone(), as_other };
        let begin = Instant::now();
        while begin.elapsed() < Duration::from_secs(30) {
            if server.sql("owner", "SELECT 1").is_ok() {
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL did not answer within 30 s")
    }

    fn command(&self, program: &str) -> Command {
        command(&self.programs, &self.folder, self.as_other, program)
    }

    /// Runs statements as one user and gives what they print, unaligned and without headings.
    pub(super) fn sql(&self, user: &str, statements: &str) -> anyhow::Result<String> {
        self.feed(user, statements.as_bytes())
    }

    /// The same, for statements that carry data.
    pub(super) fn feed(&self, user: &str, statements: &[u8]) -> anyhow::Result<String> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-U", user, "-h"]).arg(&self.folder);
        let mut process = psql.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("psql did not start")?;
        let mut input = process.stdin.take().context("psql takes no input")?;
        let statements = statements.to_owned();
        let writer = std::thread::spawn(move || input.write_all(&statements));
        let output = process.wait_with_output()?;
        // A statement that fails closes the pipe early; what it said tells more than that.
        let _ = writer.join();
        ensure!(output.status.success(), "PostgreSQL refused: {}", String::from_utf8_lossy(&output.stderr).trim());
        Ok(String::from_utf8(output.stdout)?)
    }
}

fn command(programs: &Path, folder: &Path, as_other: bool, program: &str) -> Command {
    let path = programs.join(program);
    let mut command = if as_other { Command::new("runuser") } else { Command::new(&path) };
    if as_other {
        command.args(["-u", "postgres", "--"]).arg(path);
    }
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// The folder of the newest server's programs.
fn programs() -> Option<PathBuf> {
    let mut folders: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter_map(|path| Some((path.file_name()?.to_str()?.parse().ok()?, path.join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists() && bin.join("psql").exists())
        .collect();
    folders.sort();
    folders.pop().map(|(_, bin)| bin)
}

fn said(command: &mut Command) -> anyhow::Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{command:?} did not start"))?;
    ensure!(output.status.success(), "{command:?} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(String::from_utf8(output.stdout)?)
}
