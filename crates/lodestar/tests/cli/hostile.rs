//! Hostile workbooks: each is refused or read by the child process, in bounded memory, and the program lives on.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::Stdio,
};

use crate::{
    corpus,
    run::{LODESTAR, command, lodestar, shell},
};

/// Exit codes that say: planned, or refused with findings.
const ANSWERED: [i32; 2] = [0, 5];

/// What the refusal of an attack must say; the others may be read or refused in any words.
const SAYS: &[(&str, &str)] = &[
    ("two-far-cells.xlsx", "sheet need, cell A1048576"),
    ("one-string-many-times.xlsx", "more than 64 MB of text"),
    ("ratio-bomb.xlsx", "packed far too tightly"),
    ("inflates-without-end.xlsx", "inflates to more than 64 MB"),
    ("many-entries.xlsx", "parts; at most"),
    ("many-records.xlsx", "more than 50000 records"),
    ("entities-in-the-sheet.xlsx", "defines entities"),
    ("entities-far-in.xlsx", "defines entities"),
    ("outside-entity.xlsx", "defines entities"),
    ("outside-links.xlsx", "links to other files"),
    ("macros.xlsm", "holds macros"),
    ("old.xls", "an old `.xls`"),
    ("table.ods", "OpenDocument"),
    ("binary.xlsb", "`.xlsb`"),
    ("not-a-container.xlsx", "not a workbook"),
    ("empty.xlsx", "not a workbook"),
    ("truncated.xlsx", "not a workbook"),
];

#[test]
fn every_hostile_workbook_is_answered_with_a_plan_or_a_finding() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    lodestar(folder.path(), &["init"]);
    for (name, make) in corpus::ALL {
        std::fs::write(folder.path().join(name), make()).expect("it can be written");
        // The program with its child has far less address space than a naive reader would ask for.
        let said = shell(folder.path(), &format!("ulimit -v 1500000; lodestar import plan {name}"));
        assert!(said.code.is_some_and(|code| ANSWERED.contains(&code)), "{name}: {said:?}");
        assert!(said.code == Some(0) || !said.out.trim().is_empty(), "{name} was refused without a word");
        assert!(!said.err.contains("panicked"), "{name}: {}", said.err);
        let word = SAYS.iter().find(|(known, _)| known == name).map_or("", |(_, word)| *word);
        assert!(said.out.contains(word), "{name} does not say `{word}`:\n{}", said.out);
        std::fs::remove_file(folder.path().join(name)).expect("it was written");
    }
    assert!(!folder.path().join("../escaped.txt").exists());
}

#[test]
fn the_child_limits_itself_before_it_reads() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut child = command(LODESTAR, folder.path());
    let mut child = child.arg("read-workbook").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    let limits = format!("/proc/{}/limits", child.id());
    if !std::path::Path::new(&limits).exists() {
        crate::skipped("this system does not show a program's limits");
    } else {
        // It waits for bytes that have not come; its limits are set as soon as it has begun.
        let is_limited = |text: &str| text.lines().any(|line| line.starts_with("Max data size") && line.contains(" 469762048 "));
        let mut looks = 0;
        while !is_limited(&std::fs::read_to_string(&limits).expect("its limits")) {
            looks += 1;
            assert!(looks < 10_000, "the child reads without a limit");
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }
    drop(child.stdin.take());
    assert!(child.wait().expect("it ends").success(), "nothing at all is refused in words");
}

#[test]
fn a_child_that_dies_is_a_finding_and_the_other_files_are_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    lodestar(folder.path(), &["init"]);
    std::fs::write(folder.path().join("giant.xlsx"), corpus::named("giant-shared-string.xlsx")).expect("it can be written");
    std::fs::write(folder.path().join("need.toml"), "[need.N-1]\nstatement = \"people fall\"\n").expect("it can be written");
    // Too little memory to write to for what the parser makes of sixty megabytes of text, and enough for everything else.
    let alone = shell(folder.path(), "ulimit -d 150000; lodestar read-workbook < giant.xlsx");
    assert_ne!(alone.code, Some(0), "the child must die for this test to tell anything");
    let said = shell(folder.path(), "ulimit -d 150000; lodestar import plan giant.xlsx need.toml");
    assert!(said.out.contains("cannot be read within the limits of memory and time"), "{said:?}");
    assert!(said.out.contains("create    need N-1"), "{said:?}");
    assert_eq!(said.code, Some(5));
}

#[test]
fn a_server_that_was_sent_a_hostile_workbook_answers_the_next_request() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut serving = command(LODESTAR, folder.path())
        .args(["demo", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut address = String::new();
    BufReader::new(serving.stdout.take().expect("it was asked for")).read_line(&mut address).expect("it says where");
    let port: u16 = address.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    let persona = ("application/x-www-form-urlencoded", b"login=leadership".to_vec());
    let entered = ask(port, "POST", "/sign-in/persona", "", Some(persona));
    let cookie = entered.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next()).expect("a session").to_owned();
    let sent = ask(port, "POST", "/import", &cookie, Some(upload(&corpus::two_far_cells())));
    let plan = sent.lines().find_map(|line| line.to_lowercase().strip_prefix("location: ").map(str::to_owned));
    let plan = plan.map(|path| ask(port, "GET", path.trim(), &cookie, None));
    let next = ask(port, "GET", "/", &cookie, None);
    serving.kill().expect("it was running");
    serving.wait().expect("it ends");
    assert!(sent.starts_with("HTTP/1.1 3"), "{sent}");
    let plan = plan.expect("it leads to the plan");
    assert!(plan.starts_with("HTTP/1.1 200") && plan.contains("XFD1048576"), "{plan}");
    assert!(next.starts_with("HTTP/1.1 200"), "{next}");
}

/// A workbook as a browser sends it: what kind of body it is, and the body.
fn upload(bytes: &[u8]) -> (&'static str, Vec<u8>) {
    let before =
        b"--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"far.xlsx\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    ("multipart/form-data; boundary=cut", [before.as_slice(), bytes, b"\r\n--cut--\r\n"].concat())
}

/// One request and its answer, as text.
fn ask(port: u16, method: &str, path: &str, cookie: &str, body: Option<(&str, Vec<u8>)>) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    let (kind, body) = body.map(|(kind, body)| (format!("Content-Type: {kind}\r\n"), body)).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\nCookie: {cookie}\r\n{kind}Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), &body].concat()).expect("it takes the request");
    let mut answer = vec![];
    stream.read_to_end(&mut answer).expect("it answers");
    String::from_utf8_lossy(&answer).into_owned()
}
