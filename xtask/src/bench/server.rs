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

/// Who reads in measures.
pub(super) const READER: &str = "reader@example.org";
/// The password of everybody in measures.
const PASSWORD: &str = "a quokka sings at noon";

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
    add_person(program, &data, READER, "Rita Reader", "leadership")?;
    Ok(data)
}

/// Gives somebody an account with everybody's password.
pub(super) fn add_person(program: &Path, data: &Path, login: &str, name: &str, function: &str) -> anyhow::Result<()> {
    let password = data.with_file_name("password.txt");
    fs::write(&password, PASSWORD)?;
    let mut command = Command::new(program);
    command.args(["user", "add", login, "--name", name, "--function", function, "--data"]).arg(data);
    run(command.arg("--password-file").arg(password))
}

/// Runs the program to its end, which must be a good one.
pub(super) fn run(command: &mut Command) -> anyhow::Result<()> {
    let output = command.stdin(Stdio::null()).output().context("lodestar did not start")?;
    ensure!(output.status.success(), "{command:?} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(())
}

/// Starts the server and waits for the home page of a session, or where none is given for the page to sign in on.
pub(super) fn start(program: &Path, data: &Path, cookie: Option<&str>) -> anyhow::Result<Server> {
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
    let page = if cookie.is_some() { "/" } else { "/sign-in" };
    while begin.elapsed() < PATIENCE {
        if http::get(address, page, cookie).is_ok_and(|answer| answer.status == 200) {
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

impl Server {
    /// Signs somebody in and gives the cookie of their session.
    pub(super) fn sign_in(&self, login: &str) -> anyhow::Result<String> {
        let encoded = |text: &str| text.replace('@', "%40").replace(' ', "+");
        let form = format!("login={}&password={}&next=%2F", encoded(login), encoded(PASSWORD));
        let answer = http::post(self.address, "/sign-in", &form, None)?;
        let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next()).map(str::to_owned);
        cookie.filter(|_| answer.status == 303).with_context(|| format!("`{login}` is not let in: {}", answer.status))
    }
}

/// An address on loopback that is free at this moment.
fn free() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
