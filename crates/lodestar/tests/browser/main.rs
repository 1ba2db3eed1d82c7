//! The demo in a real browser: every page in light and dark, the main task by keyboard and without scripts, bad paths,
//! print, pictures. The stories themselves are in `e2e/`; here the server is started and they are told to it.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// Where Debian puts its Chromium; `CHROMIUM` names another one.
const CHROMIUM: &str = "/usr/bin/chromium";

#[expect(clippy::print_stdout, reason = "a test says what it skipped and what was told")]
#[test]
fn the_demo_holds_in_a_real_browser() {
    let stories = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e");
    if let Some(missing) = missing(&stories) {
        assert!(std::env::var_os("CI").is_none(), "{missing}");
        println!("skipped: {missing}");
        return;
    }
    let demo = Demo::start();
    let told =
        Command::new("node").arg(stories.join("run.mjs")).arg(&demo.url).output().expect("node starts, it was asked for its version");
    let (said, complained) = (String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    println!("{said}");
    assert!(told.status.success(), "the stories do not hold:\n{said}{complained}");
}

/// What the stories need and this machine lacks, with how to get it.
fn missing(stories: &Path) -> Option<String> {
    let runs = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|told| told.status.success());
    let chromium = std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from(CHROMIUM), PathBuf::from);
    if !runs("node") {
        Some("the browser tests need Node.js 20 or newer".into())
    } else if !stories.join("node_modules/playwright-core").is_dir() || !stories.join("node_modules/axe-core").is_dir() {
        Some("the browser tests need `npm ci` in e2e".into())
    } else if !chromium.exists() {
        Some(format!("the browser tests need Chromium at {}", chromium.display()))
    } else {
        None
    }
}

/// The demo on a free port; it ends with the test, also when that fails.
struct Demo {
    process: Child,
    url: String,
}

impl Demo {
    fn start() -> Demo {
        let mut process = Command::new(env!("CARGO_BIN_EXE_lodestar"))
            .args(["demo", "--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary of this package starts");
        let mut url = String::new();
        let out = process.stdout.take().expect("its output is piped");
        BufReader::new(out).read_line(&mut url).expect("it says where it listens");
        let demo = Demo { process, url: url.trim().to_owned() };
        assert!(demo.url.starts_with("http://localhost:"), "the demo said `{}` instead of its address", demo.url);
        demo
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // A process that has ended already needs no ending.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
