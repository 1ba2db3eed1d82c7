//! Twenty mistakes that people make with policies, as data: of each, something is said before it decides anything. Either it
//! is refused, or lint has something new to say, or the comparison shows what it would change.

use guardrails::{Gate, LintLevel, Place, Policy, Proposal, Signature, Sources, difference, lint_gate};
use jiff::Timestamp;
use strategy::Function;

use crate::{asking::shipped, worlds::DAY};

/// How a mistake shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    Refused,
    Lint(&'static str),
    Compared,
}

fn cells(cells: &[(&str, &str)]) -> Policy {
    let cells = cells.iter().map(|(place, cell)| (Place::parse(place).expect("a place"), cell.parse().expect("a cell")));
    Policy { matrix: Policy::shipped().matrix.with(cells), ..Policy::shipped() }
}

fn set(ids: &[&str]) -> std::collections::BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

/// A rule of the house with these annotations beside the usual ones, and this text.
fn house(annotations: &str, text: &str) -> Policy {
    let usual = [
        ("@id(", "@id(\"H-1\")"),
        ("@statement(", "@statement(\"Ours\")"),
        ("@reason(", "@reason(\"We say so.\")"),
        ("@source(", "@source(\"SOP 12\")"),
        ("@norm(", "@norm(\"policy\")"),
        ("@mark(", "@mark(\"D\")"),
        ("@review(", "@review(\"2027-05-31\")"),
        ("@pack(", "@pack(\"core\")"),
        ("@effect(", "@effect(\"forbid\")"),
    ];
    let rest: Vec<&str> = usual.iter().filter(|(name, _)| !annotations.contains(name)).map(|(_, line)| *line).collect();
    Policy { house: format!("{annotations}\n{}\n{text}\n", rest.join("\n")), ..Policy::shipped() }
}

const SAMPLES: &str = "forbid (principal, action == Action::\"share\", resource) when { context.class == \"sample\" };";
const CLAIMS: &str = "permit (principal, action == Action::\"say\", resource) when { context.class == \"off-label-science\" };";

fn mis_signed() -> Policy {
    let signature = Signature {
        function: Function::Compliance,
        person: "Cora".into(),
        at: Timestamp::UNIX_EPOCH,
        meaning: "reviewed".into(),
        of: guardrails::POLICY.into(),
        version: String::new(),
        digest: "00".into(),
    };
    Policy { signatures: vec![signature], ..Policy::shipped() }
}

fn mistakes() -> Vec<(&'static str, Policy, Shows)> {
    use Shows::{Compared, Lint, Refused};
    let shipped = Policy::shipped;
    vec![
        ("an overlay is misspelt", Policy { overlays: set(&["US-O6"]), ..shipped() }, Refused),
        ("a core rule is switched on like an overlay", Policy { overlays: set(&["US-01"]), ..shipped() }, Refused),
        ("law is relaxed", Policy { relaxed: set(&["US-08"]), ..shipped() }, Refused),
        ("a code is relaxed with the settlement beside it", Policy { relaxed: set(&["US-33"]), ..shipped() }, Refused),
        ("the pack for everywhere is switched off", Policy { packs: set(&["us", "eu", "uk", "jp"]), ..shipped() }, Refused),
        ("the pack of a market is switched off", Policy { packs: set(&["global", "us", "eu", "jp"]), ..shipped() }, Compared),
        ("a letter too many in a cell", cells(&[("approved/insight/sales", "F")]), Compared),
        ("the opt-out is forgotten", cells(&[("approved/prescribing-data/sales", "F on-label US, A EU UK JP")]), Compared),
        ("the cell is set in the wrong row", cells(&[("preapproval/activity/sales", "M")]), Compared),
        (
            "everybody may see notes on beliefs",
            cells(&[("approved/belief-note/marketing", "F"), ("approved/belief-note/leadership", "F")]),
            Compared,
        ),
        ("the party of an adverse event is shut out", cells(&[("approved/adverse-event/medical", "-")]), Compared),
        ("a relaxed rule that nobody meant", Policy { relaxed: set(&["US-38"]), ..shipped() }, Compared),
        ("a rule without a source", house("@source(\"\")", SAMPLES), Refused),
        ("a rule under a shipped id", house("@id(\"US-01\")", SAMPLES), Refused),
        ("a word that nobody says", house("", &SAMPLES.replace("sample", "smaple")), Refused),
        ("a permit far too wide", house("@effect(\"permit\")", CLAIMS), Compared),
        (
            "conditions that exclude each other",
            house("", &SAMPLES.replace("context.class == \"sample\"", "context.class == \"sample\" && context.class == \"gift\"")),
            Lint("unreachable"),
        ),
        ("a rule whose day is over", house("@until(\"2025-01-31\")", SAMPLES), Lint("source-expired")),
        ("a review that nobody made", house("@review(\"2025-01-31\")", SAMPLES), Lint("review-passed")),
        ("a signature on another text", mis_signed(), Refused),
    ]
}

/// What is said of a policy beside the shipped one.
fn said(policy: Policy) -> Vec<Shows> {
    let Ok(gate) = Gate::new(policy) else { return vec![Shows::Refused] };
    let known: Vec<(&str, String)> = lint_gate(shipped(), DAY).into_iter().map(|finding| (finding.kind, finding.subject)).collect();
    let new = lint_gate(&gate, DAY)
        .into_iter()
        .filter(|finding| finding.level == LintLevel::Warning && !known.contains(&(finding.kind, finding.subject.clone())));
    let compared = (difference(shipped(), &gate, DAY).changed > 0).then_some(Shows::Compared);
    new.map(|finding| Shows::Lint(finding.kind)).chain(compared).collect()
}

#[test]
fn of_twenty_mistakes_at_least_nineteen_are_noticed_and_as_expected() {
    let mistakes = mistakes();
    assert_eq!(mistakes.len(), 20);
    let mut missed = vec![];
    for (name, policy, expected) in mistakes {
        let said = said(policy);
        if !said.contains(&expected) {
            missed.push(format!("{name}: expected {expected:?}, said {said:?}"));
        }
    }
    assert!(missed.len() <= 1, "{} of 20 missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn what_is_sound_and_changes_nothing_raises_no_alarm() {
    assert_eq!(said(Policy::shipped()), []);
}

#[test]
fn a_pack_that_was_tampered_with_does_not_load() {
    let mut sources = Sources::shipped();
    let text = sources.packs.get_mut("packs/us.cedar").expect("a pack");
    *text = text.replace("context.stage_group == \"preapproval\"", "context.stage_group == \"loe\"");
    let refused = Gate::with(Policy::shipped(), &sources).expect_err("it does not load");
    assert!(refused.iter().any(|refusal| refusal.file == "packs/us.cedar" && refusal.why.contains("tampered")), "{refused:#?}");
}

#[test]
fn a_policy_as_text_is_read_back_as_it_was() {
    let text = "// ours\n@id(\"H-1\") \"quoted\" \\ back\nforbid …\n";
    let policy = Policy { overlays: set(&["US-06"]), house: text.into(), ..cells(&[("loe/activity/sales", "F own, M promo; frozen")]) };
    let read = Proposal::read("policy.toml", &policy.text()).unwrap_or_else(|refused| panic!("{refused:#?}"));
    assert_eq!(read.on(&Policy::shipped()).digest(), policy.digest());
    let kept = Proposal::read("change.toml", "[cells]\n\"loe/activity/sales\" = \"-\"\n").expect("it is read").on(&policy);
    assert_eq!((kept.house, kept.overlays), (policy.house, policy.overlays), "what a proposal does not name stays");
}

#[test]
fn what_is_no_proposal_is_refused_at_its_line() {
    let refused = |text: &str| {
        let refused = Proposal::read("change.toml", text).expect_err("it is refused");
        refused.iter().map(|refusal| (refusal.line, refusal.what.clone())).collect::<Vec<_>>()
    };
    assert_eq!(refused("[cells]\n\n\"approved/insight/sails\" = \"F\"\n"), [(3, "there is no cell `approved/insight/sails`".to_owned())]);
    let cell = refused("relaxed = []\n[cells]\n\"approved/insight/sales\" = \"F\"\n\"approved/insight/access\" = \"F maybe\"\n");
    assert_eq!(cell[0].0, 4, "{cell:?}");
    assert_eq!(refused("overlays = []\nsignatures = []\n")[0].0, 2, "nobody brings signatures along");
}
