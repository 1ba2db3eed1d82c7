//! Lodestar's server as a process of its own on loopback, over a data folder of its own.
//! It is ended, by its own id, when it is dropped.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail, ensure};

use super::http;

/// How long a start may take before it counts as failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server.
pub(super) struct Server {
    process: Child,
    /// Where it listens.
    pub(super) address: SocketAddr,
    /// From starting the process until the first page had come.
    pub(super) start: Duration,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A data folder with a generated plan of `records` records, imported by the program itself.
pub(super) fn prepare(program: &Path, folder: &Path, records: usize) -> anyhow::Result<std::path::PathBuf> {
    let (plan, data) = (folder.join("plan"), folder.join("data"));
    let _ = fs::remove_dir_all(&plan);
    let _ = fs::remove_dir_all(&data);
    fs::create_dir_all(&plan).context("cannot make the plan's folder")?;
    let mut files = vec![];
    for (name, text) in crate::generate::files(records, 1) {
        files.push(plan.join(name));
        fs::write(&files[files.len() - 1], text)?;
    }
    run(Command::new(program).arg("init").arg("--data").arg(&data))?;
    run(Command::new(program).args(["import", "apply", "--data"]).arg(&data).args(files))?;
    Ok(data)
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let output = command.stdin(Stdio::null()).output().context("lodestar did not start")?;
    ensure!(output.status.success(), "{command:?} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(())
}

/// Starts the server and waits for its first page.
pub(super) fn start(program: &Path, data: &Path) -> anyhow::Result<Server> {
    let address = free()?;
    let begin = Instant::now();
    let process = Command::new(program)
        .args(["serve", "--port", &address.port().to_string(), "--data"])
        .arg(data)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("lodestar did not start")?;
    let mut server = Server { process, address, start: Duration::ZERO };
    while begin.elapsed() < PATIENCE {
        if http::get(address, "/", None).is_ok_and(|answer| answer.status < 400) {
            server.start = begin.elapsed();
            return Ok(server);
        }
        if let Some(status) = server.process.try_wait()? {
            bail!("lodestar serve ended at once: {status}");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    bail!("lodestar serve showed no page within {} s", PATIENCE.as_secs())
}

/// An address on loopback that is free at this moment.
fn free() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
