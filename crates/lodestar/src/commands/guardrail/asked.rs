//! The words of one question on the command line, and the question that they make.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use guardrails::{Act, Ask, Audience, Circumstances, Class, Jurisdiction, function_word, parse_stage};
use jiff::civil::Date;
use strategy::Function;

use crate::{commands::did_you_mean, exit::Usage};

/// One question.
#[derive(Debug, ClapArgs)]
pub(crate) struct Asked {
    /// What is done: `see`, `say`, `share`, `initiate`, `hand-off`, `plan`, `target`, `incentivise`
    #[arg(long, value_name = "ACT")]
    act: String,
    /// With what: `product-claim`, `trial-science`, `off-label-science`, `belief-note` …
    #[arg(long, value_name = "CLASS")]
    class: String,
    /// To whom: `hcp`, `payer`, `patient`, `public`, `advocate`, `internal`
    #[arg(long, value_name = "AUDIENCE", default_value = "internal")]
    audience: String,
    /// The stage there: `preclinical`, `phase2`, `phase3`, `filed`, `approved`, `launched`, `mature`, `loe`
    #[arg(long, value_name = "STAGE")]
    stage: String,
    /// Where: a country's code; repeat it for every place that the act touches. Everywhere if left out
    #[arg(long, value_name = "CC")]
    region: Vec<String>,
    /// The company prompted it: a script, a poster, a cue
    #[arg(long)]
    solicited: bool,
    /// By which channel: `e-mail`, `visit`
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    /// What else is known: `trained-siuu`, `consent`, `own`, `party`, `case`, `on-label` …; repeat for several
    #[arg(long, value_name = "FACT")]
    given: Vec<String>,
    /// Unsolicited calls already made on the person in twelve months
    #[arg(long, value_name = "N")]
    calls: Option<u32>,
    /// The smallest number of people in a cell of the data
    #[arg(long, value_name = "N")]
    cell: Option<u32>,
    /// Also say why: each rule's reason, source, norm and mark
    #[arg(long)]
    pub(super) why: bool,
    /// A policy's file instead of the shipped one
    #[arg(long, value_name = "FILE")]
    pub(super) policy: Option<PathBuf>,
}

/// A question, or the reason for which no pack can answer it.
pub(super) enum Question {
    Ask(Box<Ask>),
    NobodyKnows(String),
}

type Fact = (&'static str, fn(&mut Circumstances) -> &mut bool);

/// The facts that can be given, by their words.
const FACTS: [Fact; 14] = [
    ("trained-siuu", |facts| &mut facts.trained_siuu),
    ("safe-harbour", |facts| &mut facts.safe_harbour),
    ("supported-by-labels", |facts| &mut facts.supported_by_labels),
    ("cosigned-by-compliance", |facts| &mut facts.cosigned_by_compliance),
    ("consent", |facts| &mut facts.consent),
    ("opted-out", |facts| &mut facts.opted_out),
    ("committee-member", |facts| &mut facts.committee_member),
    ("beside-promotion", |facts| &mut facts.beside_promotion),
    ("on-label", |facts| &mut facts.on_label),
    ("own", |facts| &mut facts.own),
    ("party", |facts| &mut facts.party),
    ("case", |facts| &mut facts.case),
    ("for-need", |facts| &mut facts.for_need),
    ("promotional", |facts| &mut facts.promotional),
];

impl Asked {
    /// The question. An unknown act, class, audience or fact is a slip of the pen; an unknown function or stage is
    /// somebody or something for which no pack was reviewed.
    pub(super) fn question(&self, who: &str, day: Date) -> Result<Question, Usage> {
        let act = word("act", &self.act, Act::parse, Act::ALL.iter().map(|act| act.as_str()))?;
        let class = word("class", &self.class, Class::parse, Class::ALL.iter().map(|class| class.as_str()))?;
        let audience = word("audience", &self.audience, Audience::parse, Audience::ALL.iter().map(|audience| audience.as_str()))?;
        let Some(function) = function(who) else { return Ok(Question::unknown("function", who)) };
        let Some(stage) = parse_stage(&self.stage) else { return Ok(Question::unknown("stage", &self.stage)) };
        let mut facts = Circumstances { calls: self.calls, cell: self.cell, ..Circumstances::default() };
        for given in &self.given {
            let set = word("fact", given, fact, FACTS.iter().map(|(word, _)| *word))?;
            *set(&mut facts) = true;
        }
        let mut ask = Ask::new(function, act, class, stage, day).to(audience).given(facts);
        ask.regions = self.region.iter().map(|region| Jurisdiction::parse(region)).collect();
        ask.solicited = self.solicited;
        ask.channel.clone_from(&self.channel);
        Ok(Question::Ask(Box::new(ask)))
    }
}

impl Question {
    fn unknown(what: &str, word: &str) -> Question {
        Question::NobodyKnows(format!("no reviewed pack knows the {what} `{word}`: not allowed"))
    }
}

/// A function, in the words of records or of the command line; what follows a `/` is the person.
fn function(who: &str) -> Option<Function> {
    let word = who.split('/').next().unwrap_or_default().trim();
    Function::parse(word).or_else(|| Function::ALL.iter().copied().find(|function| function_word(*function) == word))
}

fn fact(text: &str) -> Option<fn(&mut Circumstances) -> &mut bool> {
    let text = text.replace('_', "-");
    FACTS.iter().find(|(word, _)| *word == text).map(|(_, set)| *set)
}

fn word<'a, T>(what: &str, text: &str, read: impl Fn(&str) -> Option<T>, known: impl Iterator<Item = &'a str>) -> Result<T, Usage> {
    read(text).ok_or_else(|| {
        let known: Vec<&str> = known.collect();
        let near = did_you_mean(text, known.iter().copied());
        let list = if near.is_empty() { format!("; known are {}", known.join(", ")) } else { String::new() };
        Usage(format!("`{text}` is no {what}{near}{list}"))
    })
}
