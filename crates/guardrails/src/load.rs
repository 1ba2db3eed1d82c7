//! From text to rules: split, parse, read the annotations, lower the conditions, validate. Every text comes through this one
//! door, the packs' and the customer's alike; each fault is a [`Refusal`] with its place, and one fault refuses the whole.

mod annotations;
mod lower;
mod statements;
mod together;
mod validate;

use std::str::FromStr;

use cedar_policy::{PolicyId, PolicySet, Schema};

use crate::{
    Refusal, RuleInfo,
    cond::Cond,
    policy::{self, Policy},
    sources::{self, PackInfo, Sources},
};
pub(crate) use statements::place;
use statements::{Statement, split};

/// A rule, ready to be asked.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) info: RuleInfo,
    pub(crate) cond: Cond,
    pub(crate) cedar: cedar_policy::Policy,
    /// Where it applies; everywhere, if none is named.
    pub(crate) places: Vec<String>,
}

/// All rules of a policy, in the order in which verdicts name them, and the packs they come from.
pub(crate) struct Loaded {
    pub(crate) rules: Vec<Rule>,
    pub(crate) packs: Vec<PackInfo>,
}

/// One text with its name.
struct Source<'a> {
    pack: &'a str,
    file: &'a str,
    text: &'a str,
    places: &'a [String],
}

/// Reads everything that a policy names.
pub(crate) fn load(policy: &Policy, sources: &Sources) -> Result<Loaded, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let schema = Schema::from_str(&sources.schema).map_err(|error| {
        vec![Refusal::whole("packs/schema.cedarschema", error.to_string(), "no rule can be checked without it", "mend the schema")]
    })?;
    let mut packs = sources::table(sources)?;
    packs.retain(|pack| policy.packs.contains(&pack.name));
    let matrix = policy.matrix.cedar();
    let mut texts = Vec::new();
    for pack in &packs {
        match sources::text(pack, sources) {
            Ok(text) => texts.push(Source { pack: &pack.name, file: &pack.file, text, places: &pack.jurisdictions }),
            Err(refusal) => refusals.push(refusal),
        }
    }
    texts.push(Source { pack: "matrix", file: "matrix", text: &matrix, places: &[] });
    texts.push(Source { pack: "house", file: "house", text: &policy.house, places: &[] });

    let unread: Vec<Unread> = texts.iter().flat_map(unread).collect();
    let mut rules = Vec::new();
    for read in read_all(&unread) {
        match read {
            Ok(rule) => rules.push(rule),
            Err(faults) => refusals.extend(faults),
        }
    }
    refusals.extend(validate::refusals(&rules, schema));
    refusals.extend(together::refusals(policy, &packs, &rules, sources));
    if !refusals.is_empty() {
        return Err(refusals);
    }
    together::switch(policy, &mut rules);
    together::sign(policy, &mut packs);
    Ok(Loaded { rules, packs })
}

/// A statement about to be read.
struct Unread<'a> {
    source: &'a Source<'a>,
    statement: Statement<'a>,
    /// What Cedar made of it, where it took the text as a whole.
    parsed: Option<cedar_policy::Policy>,
}

/// The statements of a text. Cedar makes its tokenizer anew for each text that it is given, which takes longer than the
/// parsing itself; so it is given the whole, and the statements one by one only where that does not parse as it was split.
fn unread<'a>(source: &'a Source<'a>) -> Vec<Unread<'a>> {
    let statements = split(source.text);
    let fits = |set: &PolicySet| set.policies().count() == statements.len() && set.templates().next().is_none();
    let whole = PolicySet::from_str(source.text).ok().filter(fits);
    // Cedar numbers the policies of a text from `policy0` on.
    let parsed = |number: usize| whole.as_ref()?.policy(&PolicyId::new(format!("policy{number}"))).cloned();
    statements.into_iter().enumerate().map(|(number, statement)| Unread { source, statement, parsed: parsed(number) }).collect()
}

/// Reads all statements, in their order, with as many threads as there are cores.
fn read_all(unread: &[Unread]) -> Vec<Result<Rule, Vec<Refusal>>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = unread.len().div_ceil(threads).max(1);
    let read_run = |first: usize, run: &[Unread]| run.iter().enumerate().map(|(place, one)| read(one, first + place)).collect();
    std::thread::scope(|scope| {
        let runs = unread.chunks(share).enumerate();
        let reading: Vec<_> = runs.map(|(nth, run)| scope.spawn(move || read_run(nth * share, run))).collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, Vec<_>>| match thread.join() {
            Ok(rules) => rules,
            Err(panicked) => std::panic::resume_unwind(panicked),
        };
        reading.into_iter().flat_map(join).collect()
    })
}

/// Reads one statement. Its Cedar id is its number: unique in the gate, and the order in which verdicts name rules.
fn read(Unread { source, statement, parsed }: &Unread, number: usize) -> Result<Rule, Vec<Refusal>> {
    let at = |offset: usize| place(source.text, statement.start + offset);
    let id = PolicyId::new(number.to_string());
    let cedar = match parsed {
        Some(policy) => policy.new_id(id),
        None => {
            cedar_policy::Policy::parse(Some(id), statement.text).map_err(|errors| validate::parse_refusals(source.file, &errors, at))?
        }
    };
    let info = annotations::read(source.pack, source.file, at(0).0, statement.text, &cedar);
    let lowered = lower::lower(&cedar);
    let line = at(0);
    let mut faults: Vec<Refusal> = lowered
        .complaints
        .into_iter()
        .map(|what| {
            let why = "a rule that waits for a word that nobody says would never match";
            Refusal::at(source.file, line, what, why, "write one of the words of packs/schema.cedarschema")
        })
        .collect();
    match info {
        Ok(info) if faults.is_empty() => Ok(Rule { info, cond: lowered.cond, cedar, places: source.places.to_vec() }),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more);
            Err(faults)
        }
    }
}

/// The digest of each pack as its text is now, for the table.
pub fn digests(sources: &Sources) -> Vec<(String, String)> {
    sources.packs.iter().map(|(file, text)| (file.clone(), policy::digest(text.as_bytes()))).collect()
}
