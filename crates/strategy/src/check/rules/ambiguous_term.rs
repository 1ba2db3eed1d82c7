//! M605: a term with several senses is used and no sense is chosen.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, phrase::list},
    finding::{Finding, Severity},
    function::{Function, Lane},
    graph::{Node, Of},
    record::{Activity, Belief, Claim, Content, EvidenceNeed, Goal, Initiative, Insight, Kind, Kpi, Message, Need, Record, Term, Typed},
    text::{normal, words},
};

pub(super) const RULE: Rule = Rule {
    code: "M605",
    name: "ambiguous-term",
    severity: Severity::Minor,
    version: 1,
    summary: "a term with several senses is used without a chosen sense, or functions use different senses",
    serves: "S0-10, S0-34, S1-59, S3-12, S3-14",
    reads: &[
        Kind::Term,
        Kind::Need,
        Kind::Claim,
        Kind::Message,
        Kind::Content,
        Kind::Activity,
        Kind::Goal,
        Kind::Kpi,
        Kind::Initiative,
        Kind::Belief,
        Kind::Insight,
        Kind::EvidenceNeed,
    ],
    page: include_str!("ambiguous-term.md"),
    check,
};

/// How many uses are named; more would not help to choose.
const NAMED: usize = 4;

/// A term that needs a choice, in the words to look for, and where it was found.
struct Open<'g> {
    term: Of<'g, Term>,
    asset: Option<Node>,
    uses: Vec<(&'g Record, &'static str)>,
    said: bool,
    lanes: BTreeSet<Lane>,
}

/// The spellings to look for, by first word: the term's number and the words after the first.
type Spellings = HashMap<String, Vec<(usize, Vec<String>)>>;

fn check(cx: &Context<'_>, out: &mut Findings) {
    let mut open: Vec<Open<'_>> = cx.all::<Term>().filter(|term| needs_choice(term)).map(|term| open(cx, term)).collect();
    if open.is_empty() {
        return;
    }
    let spellings = spellings(&open);
    look(
        cx,
        &mut open,
        &spellings,
        |r: &Of<'_, Need>| {
            vec![("statement", &r.body.statement), ("success", &r.body.success.patients), ("success", &r.body.success.clinicians)]
        },
        |_| None,
    );
    look(cx, &mut open, &spellings, |r: &Of<'_, Claim>| vec![("text", &r.body.text)], |_| None);
    look(cx, &mut open, &spellings, |r: &Of<'_, Message>| vec![("text", &r.body.text)], |r| r.function);
    look(cx, &mut open, &spellings, |r: &Of<'_, Content>| vec![("title", &r.body.title), ("text", &r.body.text)], |_| None);
    look(cx, &mut open, &spellings, |r: &Of<'_, Activity>| vec![("title", &r.body.title), ("topic", &r.body.topic)], |r| r.function);
    look(cx, &mut open, &spellings, |r: &Of<'_, Goal>| vec![("outcome", &r.body.outcome)], |_| None);
    look(cx, &mut open, &spellings, |r: &Of<'_, Kpi>| vec![("name", &r.body.name)], |_| None);
    look(
        cx,
        &mut open,
        &spellings,
        |r: &Of<'_, Initiative>| vec![("title", &r.body.title), ("customer_outcome", &r.body.customer_outcome)],
        |_| None,
    );
    look(cx, &mut open, &spellings, |r: &Of<'_, Belief>| vec![("statement", &r.body.statement)], |_| None);
    look(cx, &mut open, &spellings, |r: &Of<'_, Insight>| vec![("summary", &r.body.summary)], |r| r.heard_by);
    look(cx, &mut open, &spellings, |r: &Of<'_, EvidenceNeed>| vec![("question", &r.body.question)], |_| None);
    for open in open.into_iter().filter(|open| open.said || open.lanes.len() >= 2) {
        out.raise(ambiguous(&open));
    }
}

/// Whether a term has two senses that differ, and none is chosen.
fn needs_choice(term: &Term) -> bool {
    term.chosen.trim().is_empty() && differing(term).len() >= 2
}

/// The senses of a term that differ in their words.
fn differing(term: &Term) -> BTreeSet<Vec<String>> {
    term.senses.values().map(|sense| words(sense)).filter(|sense| !sense.is_empty()).collect()
}

fn open<'g>(cx: &Context<'g>, term: Of<'g, Term>) -> Open<'g> {
    let asset = term.record.header.asset.as_ref().and_then(|asset| cx.graph.node(&asset.key));
    Open { term, asset, uses: vec![], said: false, lanes: BTreeSet::new() }
}

fn spellings(open: &[Open<'_>]) -> Spellings {
    let mut spellings = Spellings::new();
    for (number, open) in open.iter().enumerate() {
        for spelling in open.term.body.term.split('/') {
            let mut words = words(spelling);
            if !words.is_empty() {
                let first = words.remove(0);
                spellings.entry(first).or_default().push((number, words));
            }
        }
    }
    spellings
}

/// Reads the texts of all records of a kind; `acting` is the function that speaks, where the record states one.
fn look<'g, T: Typed>(
    cx: &Context<'g>,
    open: &mut [Open<'g>],
    spellings: &Spellings,
    texts: impl Fn(&Of<'g, T>) -> Vec<(&'static str, &'g String)>,
    acting: impl Fn(&'g T) -> Option<Function>,
) {
    let is_said = matches!(T::KIND, Kind::Need | Kind::Claim | Kind::Message);
    for record in cx.all::<T>() {
        let function = acting(record.body).or_else(|| record.record.header.owner.as_ref().map(|owner| owner.function));
        for (field, text) in texts(&record) {
            for number in used(text, spellings) {
                let open = &mut open[number];
                if open.asset.is_some_and(|asset| cx.graph.asset_node(record.node) != Some(asset)) {
                    continue;
                }
                open.said |= is_said;
                open.lanes.extend(function.map(Function::lane).filter(|lane| *lane != Lane::Joint));
                if !open.uses.iter().any(|(other, _)| other.key == record.record.key) {
                    open.uses.push((record.record, field));
                }
            }
        }
    }
}

/// The numbers of the terms that a text uses.
fn used(text: &str, spellings: &Spellings) -> BTreeSet<usize> {
    let normal = normal(text);
    let words: Vec<&str> = normal.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut found = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        // The last word of a term may stand in the plural.
        let singular = word.strip_suffix('s').unwrap_or(word);
        for first in [*word, singular].into_iter().take(if singular == *word { 1 } else { 2 }) {
            for (number, rest) in spellings.get(first).into_iter().flatten() {
                let follows = |(i, wanted): (usize, &String)| {
                    let last = i + 1 == rest.len();
                    words.get(at + 1 + i).is_some_and(|word| word == wanted || (last && word.strip_suffix('s') == Some(wanted)))
                };
                if rest.iter().enumerate().all(follows) && (first == *word || rest.is_empty()) {
                    found.insert(*number);
                }
            }
        }
    }
    found
}

fn ambiguous(open: &Open<'_>) -> Finding {
    let Open { term, uses, .. } = open;
    let mut places: Vec<String> =
        uses.iter().take(NAMED).map(|(record, _)| format!("{} `{}`", record.kind().label(), record.key)).collect();
    if uses.len() > NAMED {
        places.push(format!("{} more", uses.len() - NAMED));
    }
    let senses: BTreeMap<&String, &String> = term.body.senses.iter().filter(|(_, sense)| !sense.trim().is_empty()).collect();
    let message =
        format!("`{}` means {} different things, none is chosen, and it is used in {}", term.title(), differing(term).len(), list(&places));
    let mut finding = Finding::new(term.record, "chosen", message)
        .help("choose the sense that the strategy uses, and give the others another word")
        .fact(term.record, "senses")
        .unless("one sense were chosen, or the senses were the same")
        .owner(term.record.header.owner.clone().unwrap_or(Function::Leadership.into()));
    for (lane, sense) in senses {
        finding =
            finding.fix(Fix::set(format!("choose the {lane} sense of `{}`: {sense}", term.title()), term.record, "chosen", lane.as_str()));
    }
    finding
}
