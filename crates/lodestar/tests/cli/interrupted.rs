//! An import that is killed leaves the state before it or after it, never something between.

use std::{process::Stdio, time::Duration};

use crate::run::{LODESTAR, command, lodestar};

const RECORDS: usize = 3_000;

#[test]
fn a_killed_import_leaves_all_or_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    let text: String =
        (1..=RECORDS).map(|at| format!("[need.N-{at}]\nstatement = \"people of group {at} fall\"\nrank = {at}\n\n")).collect();
    std::fs::write(folder.join("big.toml"), text).expect("it can be written");
    let mut whole = 0;
    // From before the program has opened its files to after it has written them; which of them hits what is not asserted.
    for (round, millis) in [1, 20, 100, 300, 600, 900, 1_200, 1_600, 2_000, 60_000].into_iter().enumerate() {
        let data = format!("w{round}");
        assert_eq!(lodestar(folder, &["init", "--data", &data]).code, Some(0));
        let mut importing = command(LODESTAR, folder);
        importing.args(["import", "apply", "big.toml", "--data", &data]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut importing = importing.spawn().expect("it starts");
        end_after(&mut importing, Duration::from_millis(millis));

        let verified = lodestar(folder, &["audit", "verify", "--data", &data]);
        assert_eq!(verified.code, Some(0), "after {millis} ms: {verified:?}");
        let records = lodestar(folder, &["export", "--data", &data]).out.matches("[need.").count();
        assert!(records == 0 || records == RECORDS, "after {millis} ms there are {records} records");
        whole += usize::from(records == RECORDS);
        // And it can be carried out after all.
        if records == 0 && round == 2 {
            assert_eq!(lodestar(folder, &["import", "apply", "big.toml", "--data", &data]).code, Some(0));
        }
    }
    assert!(whole > 0, "the import that was left alone is there");
}

/// Kills a program after a while, or waits for its end where that comes first.
fn end_after(child: &mut std::process::Child, patience: Duration) {
    let pause = Duration::from_millis(1);
    let mut waited = Duration::ZERO;
    while waited < patience && child.try_wait().expect("it is ours").is_none() {
        std::thread::sleep(pause);
        waited += pause;
    }
    // It may have ended by itself.
    let _ = child.kill();
    child.wait().expect("it is ours");
}
