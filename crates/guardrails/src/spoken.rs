//! A question in words, as forms, addresses and the command line carry it, and its way into an [`Ask`].
//! What nobody has written a pack for is answered, with no; what is no word of ours at all is said to be one.

use jiff::civil::Date;
use strategy::{Function, record::Stage, words::nearest};

use crate::{
    Act, Ask, Audience, Circumstances, Class, Column, Gate, Jurisdiction, Outcome, Verdict,
    field::{Flag, NumberField},
    function_word, parse_stage, stage_word,
};

/// A question in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// Who: `sales`, `market-access`.
    pub function: String,
    /// The stage: `phase3`, `loe`.
    pub stage: String,
    /// Where: country codes or `EU`; none asks everywhere.
    pub regions: Vec<String>,
    /// The act: `say`, `hand-off`.
    pub act: String,
    /// What: `product-claim`.
    pub class: String,
    /// To whom; empty is to colleagues.
    pub audience: String,
    /// Whether the company prompted it.
    pub solicited: bool,
    /// The channel; empty for none.
    pub channel: String,
    /// What else is known: `consent`, `on-label`, `origin=medical`.
    pub given: Vec<String>,
    /// Unsolicited calls already made in twelve months.
    pub calls: Option<u32>,
    /// The smallest number of people in a cell of the data.
    pub cell: Option<u32>,
    /// The day.
    pub day: Date,
}

/// A word that is none of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misheard {
    /// Which part of the question: `act`, `class`, `audience`, `given`.
    pub part: &'static str,
    /// The word, and what was probably meant.
    pub says: String,
}

/// A question that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// It can be asked.
    Ask(Box<Ask>),
    /// It is about a function or a stage for which nobody has written a rule. The answer is no, in these words.
    Unheard(String),
}

impl Spoken {
    /// The question, understood.
    ///
    /// # Errors
    /// Each word that is no act, class, audience or fact.
    pub fn question(&self) -> Result<Question, Vec<Misheard>> {
        let mut wrong = vec![];
        let mut hear = |part: &'static str, word: &str, known: bool, words: Vec<&str>| {
            if !known {
                let near = nearest(word, words.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
                let all = || format!("; write one of {}", words.join(", "));
                wrong.push(Misheard { part, says: format!("`{word}` is no {}{}", part_words(part), near.unwrap_or_else(all)) });
            }
        };
        let (act, class) = (Act::parse(&self.act), Class::parse(&self.class));
        let said = if self.audience.trim().is_empty() { Audience::Internal.as_str() } else { &self.audience };
        let audience = Audience::parse(said);
        hear("act", &self.act, act.is_some(), Act::ALL.iter().map(|act| act.as_str()).collect());
        hear("class", &self.class, class.is_some(), Class::ALL.iter().map(|class| class.as_str()).collect());
        hear("audience", said, audience.is_some(), Audience::ALL.iter().map(|audience| audience.as_str()).collect());
        let facts = Circumstances::facts();
        for fact in &self.given {
            hear("given", fact, Fact::parse(fact).is_some(), facts.iter().map(String::as_str).collect());
        }
        let (Some(act), Some(class), Some(audience), true) = (act, class, audience, wrong.is_empty()) else { return Err(wrong) };
        let Some(function) = Function::parse(&self.function) else {
            return Ok(unheard("function", &self.function, Function::ALL.iter().map(|function| function_word(*function))));
        };
        let Some(stage) = parse_stage(&self.stage) else {
            return Ok(unheard("stage", &self.stage, Stage::ALL.iter().map(|stage| stage_word(*stage))));
        };
        let mut ask = Ask::new(function, act, class, stage, self.day).to(audience);
        ask.regions = self.regions.iter().map(|region| Jurisdiction::parse(region)).collect();
        ask.channel = Some(self.channel.trim().to_owned()).filter(|channel| !channel.is_empty());
        self.given.iter().filter_map(|fact| Fact::parse(fact)).for_each(|fact| fact.put(&mut ask));
        ask.solicited |= self.solicited;
        (ask.facts.calls, ask.facts.cell) = (self.calls, self.cell);
        Ok(Question::Ask(Box::new(ask)))
    }
}

impl From<&Ask> for Spoken {
    fn from(ask: &Ask) -> Spoken {
        let flags = Flag::ALL.iter().filter(|flag| **flag != Flag::Solicited && flag.of(ask));
        let origin = ask.facts.origin.map(|column| format!("origin={column}"));
        Spoken {
            function: function_word(ask.function).into(),
            stage: stage_word(ask.stage).into(),
            regions: ask.regions.iter().map(ToString::to_string).collect(),
            act: ask.act.as_str().into(),
            class: ask.class.as_str().into(),
            audience: ask.audience.as_str().into(),
            solicited: ask.solicited,
            channel: ask.channel.clone().unwrap_or_default(),
            given: flags.map(|flag| word_of(*flag)).chain(origin).collect(),
            calls: ask.facts.calls,
            cell: ask.facts.cell,
            day: ask.day,
        }
    }
}

impl Gate {
    /// The answer to a question that was understood.
    pub fn answer(&self, question: &Question) -> Verdict {
        match question {
            Question::Ask(ask) => self.decide(ask),
            Question::Unheard(says) => Verdict {
                outcome: Outcome::Forbid,
                rules: vec![],
                obligations: vec![],
                route: None,
                becomes: vec![],
                default: Some(says.clone()),
                unreviewed: self.packs().iter().filter(|pack| pack.reviewed.is_none()).map(|pack| pack.name.clone()).collect(),
                epoch: self.epoch(),
            },
        }
    }
}

impl Circumstances {
    /// Every fact that can be given in words: those that hold or do not, and `origin=` with whose record it is.
    pub fn facts() -> Vec<String> {
        let flags = Flag::ALL.iter().filter(|flag| **flag != Flag::Solicited).map(|flag| word_of(*flag));
        flags.chain(Column::ALL.iter().map(|column| format!("origin={column}"))).collect()
    }
}

/// One fact of the circumstances.
enum Fact {
    Holds(Flag),
    Number(NumberField, i64),
    Of(Column),
}

impl Fact {
    fn parse(text: &str) -> Option<Fact> {
        let name = |name: &str| name.trim().to_ascii_lowercase().replace(['-', ' '], "_");
        match text.split_once('=') {
            None => Flag::named(&name(text)).map(Fact::Holds),
            Some((field, column)) if name(field) == "origin" => Column::parse(column).map(Fact::Of),
            Some((field, number)) => {
                let number = number.trim().parse::<u32>().ok()?;
                NumberField::named(&name(field)).map(|field| Fact::Number(field, i64::from(number)))
            }
        }
    }

    fn put(&self, ask: &mut Ask) {
        match self {
            Fact::Holds(flag) => flag.set(ask, true),
            Fact::Number(field, number) => field.set(ask, *number),
            Fact::Of(column) => ask.facts.origin = Some(*column),
        }
    }
}

fn word_of(flag: Flag) -> String {
    flag.name().replace('_', "-")
}

fn part_words(part: &str) -> &str {
    match part {
        "class" => "class of what is seen, said or done",
        "given" => "fact that can be given",
        other => other,
    }
}

/// Nobody has written a rule for it, and no other's is borrowed.
fn unheard<'w>(what: &str, word: &str, words: impl Iterator<Item = &'w str>) -> Question {
    let near = nearest(word, words).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Question::Unheard(format!("no reviewed pack for {what} `{}`: not allowed{near}", word.trim()))
}
