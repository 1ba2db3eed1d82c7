//! Reads workbooks in a child process: this program starts itself with a memory limit and hands it the bytes.
//! However a hostile workbook kills the parser, the server only sees a child that did not answer.

use std::{
    io::{Read, Write},
    process::{Child, Command, Stdio},
    sync::Mutex,
    time::{Duration, Instant},
};

use anyhow::Context;
use import::{
    Batch,
    workbook::{Cells, Refusal},
};

use crate::exit::Exit;

/// The memory that the child may write to, in bytes: below the 512 MB that hostile workbooks are allowed to cost.
const MEMORY_MAX: u64 = 448 * 1024 * 1024;
/// The allocator reserves address space by the gigabyte; in the child only what is really used may count as memory.
const COUNTED_WHEN_USED: (&str, &str) = ("MIMALLOC_ARENA_EAGER_COMMIT", "0");
/// How long the child may take on a workbook of honest size (64 MB inflated took about 3 s where this was written).
const PATIENCE: Duration = Duration::from_secs(20);
/// The processor time that the child may use, in seconds.
const CPU_SECONDS_MAX: u64 = 15;

/// The most bytes of the child's answer: two million cells, and as much text as a workbook may hold with its escapes.
const ANSWER_MAX: u64 = 256 * 1024 * 1024;
/// One workbook at a time, so that many sent at once cost no more memory than one.
static READING: Mutex<()> = Mutex::new(());

/// Reads a workbook's bytes into drafts; what goes wrong is a finding.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Batch {
    let _reading = READING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    match cells(bytes) {
        Ok(Ok(cells)) => import::workbook::read(name, &cells),
        Ok(Err(refusal)) => refused(name, &refusal),
        Err(error) => {
            tracing::warn!(%error, name, "a workbook was not read");
            let says = "the workbook cannot be read within the limits of memory and time".into();
            let help = "open it in a spreadsheet program, keep only the sheets that are needed, and save it again as `.xlsx`".into();
            refused(name, &Refusal { says, help })
        }
    }
}

fn refused(name: &str, refusal: &Refusal) -> Batch {
    let finding = strategy::input::refused(name, None, &refusal.says, &refusal.help);
    Batch { findings: vec![finding], source: "workbook", about: "a workbook that was not read".into(), ..Batch::default() }
}

/// What the child says; an error when it says nothing sensible.
fn cells(bytes: &[u8]) -> anyhow::Result<Result<Cells, Refusal>> {
    let program = std::env::current_exe().context("this program does not know where it is")?;
    let mut child = Command::new(program)
        .arg("read-workbook")
        .env(COUNTED_WHEN_USED.0, COUNTED_WHEN_USED.1)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (mut input, mut output) = (child.stdin.take().context("no way in")?, child.stdout.take().context("no way out")?);
    let answer = std::thread::scope(|scope| -> anyhow::Result<Vec<u8>> {
        // A child that dies early closes the pipe; that shows in its answer, not here.
        scope.spawn(move || drop(input.write_all(bytes)));
        let reader = scope.spawn(move || {
            let mut answer = vec![];
            output.by_ref().take(ANSWER_MAX).read_to_end(&mut answer).map(|_| answer)
        });
        wait(&mut child)?;
        Ok(reader.join().map_err(|_| anyhow::anyhow!("the reader of the answer failed"))??)
    })?;
    Ok(serde_json::from_slice(&answer)?)
}

/// Waits for the child, and ends it when it takes too long.
fn wait(child: &mut Child) -> anyhow::Result<()> {
    let begun = started();
    let mut pause = Duration::from_millis(1);
    loop {
        if child.try_wait()?.is_some() {
            return Ok(());
        }
        if begun.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            anyhow::bail!("the child took longer than {} s", PATIENCE.as_secs());
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

fn started() -> Instant {
    Instant::now()
}

/// The child's side: the cells of the bytes on the standard input, or why they are refused.
pub(crate) fn serve_cells(bytes: impl FnOnce() -> std::io::Result<Vec<u8>>) -> anyhow::Result<Exit> {
    limit();
    let said = import::workbook::cells(&bytes()?);
    serde_json::to_writer(std::io::stdout().lock(), &said)?;
    Ok(Exit::Ok)
}

/// Where the system has no such limits, the parser's own caps still hold.
fn limit() {
    for (resource, most) in [(rlimit::Resource::DATA, MEMORY_MAX), (rlimit::Resource::CPU, CPU_SECONDS_MAX), (rlimit::Resource::CORE, 0)] {
        // A limit that cannot be set leaves the caps of the parser.
        let _ = rlimit::setrlimit(resource, most, most);
    }
}
