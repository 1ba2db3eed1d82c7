//! The same items validated by Doorstop, StrictDoc and Lodestar, one after the other on the same machine.
//! Before anything is timed, each tool must find a link to an item that does not exist: a tool that does not look
//! would be fast for nothing.

use std::path::Path;

use anyhow::ensure;
use serde_json::{Value, json};

use super::{
    doorstop, items, lodestar,
    measure::{median, ms, ratio},
    strictdoc, venv,
};

// Wanted: at least 1,000 times faster than Doorstop and 100 times faster than StrictDoc.
const WANTED_OF_DOORSTOP: f64 = 1_000.0;
const WANTED_OF_STRICTDOC: f64 = 100.0;

/// Times all three on `count` items. `first_run` adds Doorstop's first run over items that were never reviewed.
pub(crate) fn figure(root: &Path, folder: &Path, count: usize, first_run: bool) -> anyhow::Result<Value> {
    let programs = venv::programs(root)?;
    let lodestar_program = lodestar::program(root)?;
    let (trees, project, strategy) = (folder.join("doorstop"), folder.join("strictdoc"), folder.join("lodestar"));

    eprintln!("bench: traceability: does each tool see a broken link?");
    let broken = items::broken(200);
    doorstop::write(&programs, &trees, &broken, true)?;
    strictdoc::write(&project, &broken)?;
    lodestar::write(&strategy, &broken)?;
    ensure!(!doorstop::accepts(&programs, &trees)?, "doorstop does not see the broken link");
    ensure!(!strictdoc::accepts(&programs, &project)?, "strictdoc does not see the broken link");
    ensure!(
        lodestar::findings(&lodestar_program, &strategy, &lodestar::TRACEABILITY)?.contains("99999"),
        "lodestar does not see the broken link"
    );

    let items = items::items(count);
    lodestar::write(&strategy, &items)?;
    eprintln!("bench: traceability: lodestar");
    let count = |rules: &[&str]| anyhow::Ok(lodestar::findings(&lodestar_program, &strategy, rules)?.lines().count());
    let findings = count(&lodestar::TRACEABILITY)?;
    let ours = lodestar::times(&lodestar_program, &strategy, &lodestar::TRACEABILITY, 21)?;
    let ours_median = median(&ours);
    let findings_of_all = count(&[])?;
    let every_rule = lodestar::times(&lodestar_program, &strategy, &[], 21)?;
    let every_rule_median = median(&every_rule);

    eprintln!("bench: traceability: strictdoc (about 16 s a run at 10,000 items)");
    strictdoc::write(&project, &items)?;
    let of_strictdoc = strictdoc::times(&programs, &project, 3)?;

    eprintln!("bench: traceability: doorstop (about 65 s at 10,000 items)");
    doorstop::write(&programs, &trees, &items, true)?;
    let of_doorstop = doorstop::times(&programs, &trees, &doorstop::CHECK, 1)?;
    let parents_only = doorstop::times(&programs, &trees, &doorstop::PARENTS_ONLY, 3)?;
    ensure!(doorstop::is_unchanged(&trees)?, "doorstop wrote files while it was timed");
    let first = match first_run {
        true => {
            eprintln!("bench: traceability: doorstop's first run (minutes)");
            doorstop::write(&programs, &trees, &items, false)?;
            Some(doorstop::times(&programs, &trees, &[], 1)?)
        }
        false => None,
    };

    let faster_than_doorstop = ratio(median(&of_doorstop), ours_median);
    let faster_than_strictdoc = ratio(median(&of_strictdoc), ours_median);
    Ok(json!({
        "items": items.len(),
        "links": items::links(&items),
        "each_sees_a_broken_link": true,
        "lodestar": {
            "command": format!("lodestar check FOLDER --json {}", lodestar::TRACEABILITY.join(" ")),
            "because": "the peers validate links and nothing else; every rule, those of the guardrails too, is timed beside it",
            "median_ms": ms(ours_median),
            "runs": ours.len(),
            "findings": findings,
            "every_rule": {
                "command": "lodestar check FOLDER --json",
                "median_ms": ms(every_rule_median),
                "runs": every_rule.len(),
                "findings": findings_of_all,
                "times_faster_than_doorstop": ratio(median(&of_doorstop), every_rule_median),
                "times_faster_than_strictdoc": ratio(median(&of_strictdoc), every_rule_median),
            },
        },
        "doorstop": {
            "version": venv::PEERS[0],
            "command": format!("doorstop {}", doorstop::CHECK.join(" ")),
            "median_ms": ms(median(&of_doorstop)),
            "runs": of_doorstop.len(),
            "parents_only": {
                "command": format!("doorstop {}", doorstop::PARENTS_ONLY.join(" ")),
                "median_ms": ms(median(&parents_only)),
                "runs": parents_only.len(),
                "times_slower": ratio(median(&parents_only), ours_median),
            },
            "first_run": first.map(|first| json!({ "command": "doorstop", "ms": ms(median(&first)), "runs": 1, "times_slower": ratio(median(&first), ours_median) })),
        },
        "strictdoc": {
            "version": venv::PEERS[1],
            "command": "strictdoc export PROJECT --formats json",
            "median_ms": ms(median(&of_strictdoc)),
            "runs": of_strictdoc.len(),
        },
        "times_faster_than_doorstop": faster_than_doorstop,
        "times_faster_than_strictdoc": faster_than_strictdoc,
        "wanted": { "times_faster_than_doorstop": WANTED_OF_DOORSTOP, "times_faster_than_strictdoc": WANTED_OF_STRICTDOC },
        "met": faster_than_doorstop >= WANTED_OF_DOORSTOP && faster_than_strictdoc >= WANTED_OF_STRICTDOC,
    }))
}
