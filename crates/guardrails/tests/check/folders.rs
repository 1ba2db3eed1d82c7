//! The worked example under the shipped guardrails, and what the rules cost on a large plan.

use std::{fs, path::PathBuf};

use guardrails::check::{self, Desk};
use jiff::civil::Date;
use strategy::{Finding, Graph, check::page, toml_form};

use crate::pages::gate;

fn read(name: &str) -> (Graph, Date) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).expect("the example").map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    let mut reading = toml_form::Reading::default();
    for file in files {
        reading.extend(toml_form::read(&file.display().to_string(), &fs::read_to_string(&file).expect("readable")));
    }
    let day = reading.day.expect("the example states its day");
    let (graph, wrong) = reading.into_graph();
    assert!(wrong.is_empty(), "{wrong:#?}");
    (graph, day)
}

fn open(name: &str) -> Vec<Finding> {
    let (graph, day) = read(name);
    check::check(&gate(), &graph, day).into_iter().filter(|finding| finding.is_open() && finding.code.starts_with('G')).collect()
}

#[test]
fn what_the_guardrails_say_of_the_worked_example() {
    let lines: Vec<String> = open("heart-failure").iter().map(page::line).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn the_mended_plan_is_permitted_and_its_packs_are_signed() {
    let lines: Vec<String> = open("heart-failure-mended").iter().map(page::line).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
#[expect(clippy::print_stdout, reason = "how long it takes is printed for whoever measures, and asserted by nobody")]
fn a_large_plan_is_judged_question_by_question() {
    let mut toml = String::from("day = 2026-06-01\n");
    for (key, place) in [("MK-US", "US"), ("MK-DE", "DE"), ("MK-UK", "UK"), ("MK-JP", "JP")] {
        toml +=
            &format!("[market.{key}]\nname = \"{place}\"\njurisdiction = \"{place}\"\nstage = \"filed\"\napproval.planned = 2026-09-01\n");
    }
    // As in a plan that is kept: nearly all of it is permitted, one in fifty starts too early.
    let work = [
        ("scientific exchange", "medical", "hcp"),
        ("unbranded education", "medical", "hcp"),
        ("advisory board", "marketing", "hcp"),
        ("evidence generation", "heor", "payer"),
    ];
    for n in 0..10_000 {
        let (kind, function, audience) = if n % 50 == 0 { ("promotion", "sales", "hcp") } else { work[n / 4 % 4] };
        let market = ["MK-US", "MK-DE", "MK-UK", "MK-JP"][n % 4];
        let ends = ["2026-08-01", "2026-08-20"][n % 2];
        toml += &format!(
            "[activity.T-{n}]\ntitle = \"work {n}\"\nkind = \"{kind}\"\nfunction = \"{function}\"\naudience = \"{audience}\"\n\
             markets = [\"{market}\"]\nstarts = 2026-07-10\nends = {ends}\n"
        );
    }
    let (graph, _) = toml_form::read("large.toml", &toml).into_graph();
    let gate = gate();
    let day = jiff::civil::date(2026, 6, 1);
    let desk = Desk::new(&gate, &graph, day);
    let judge = || graph.records().flat_map(|record| desk.questions(record)).map(|question| question.judge(&gate)).collect::<Vec<_>>();
    judge();
    let start = std::time::Instant::now();
    let questions = judge().len();
    println!("10,000 activities, {questions} questions judged: {:?}", start.elapsed());
    let start = std::time::Instant::now();
    let found = check::found(&gate, &graph, day).len();
    println!("10,000 activities, {questions} questions, {found} findings: {:?}", start.elapsed());
    assert!(questions >= 10_000 && found > 0, "{questions} questions, {found} findings");
}
