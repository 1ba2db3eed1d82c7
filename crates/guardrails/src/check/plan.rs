//! A planned record in the one shape in which it is put to the gate: what, by whom, to whom, saying what, when and where.

use jiff::civil::Date;
use strategy::{
    Function, Graph, Population, Record, Ref,
    graph::Of,
    record::{Activity, ActivityKind, Audience as To, Body, Channel, Content, Handoff, Market, Stage, State, Typed},
};

use super::{
    Desk,
    question::Question,
    reading::{self, EVERYBODY, Says, UNKIND},
};
use crate::{Act, Ask, Audience, Class, Jurisdiction, StageGroup};

/// What sort of act it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// An activity, of a kind if one is stated.
    Activity(Option<ActivityKind>),
    /// A sentence.
    Message,
    /// A piece.
    Content,
    /// A hand-off; of a question that is to be answered, or of something else.
    Handoff { question: bool },
}

/// A planned act.
#[derive(Clone, Debug)]
pub(super) struct Plan<'g> {
    pub(super) record: &'g Record,
    pub(super) what: What,
    pub(super) by: Option<Function>,
    pub(super) to: Option<To>,
    pub(super) branded: bool,
    pub(super) population: &'g Population,
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
    pub(super) channels: &'g [Channel],
    /// The fields of the first and last day, as the record calls them.
    pub(super) fields: (&'static str, &'static str),
}

impl<'g> Plan<'g> {
    /// What a record plans; `None` where it plans no act of its own: a sentence or piece without a day is judged with the
    /// activity that carries it.
    pub(super) fn of(graph: &'g Graph, record: &'g Record) -> Option<Plan<'g>> {
        let owner = record.header.owner.as_ref().map(|owner| owner.function);
        let plan = |what, by: Option<Function>, to, branded, population, (first, last), channels, fields| {
            Some(Plan { record, what, by: by.or(owner), to, branded, population, first, last, channels, fields })
        };
        match &record.body {
            Body::Activity(a) => {
                let days = (a.starts.or(a.ends), a.ends.or(a.starts));
                let branded = is_branded(graph, a);
                plan(What::Activity(a.kind), a.function, a.audience, branded, &a.population, days, &a.channels, ("starts", "ends"))
            }
            Body::Message(m) => {
                let days = (Some(m.starts?), m.starts);
                plan(What::Message, m.function, m.audience, m.branded, &m.population, days, &m.channels, ("starts", ""))
            }
            Body::Content(c) => {
                let days = (Some(c.valid_from?), c.valid_until.or(c.valid_from));
                let branded = is_branded_piece(graph, c);
                plan(What::Content, None, c.audience, branded, everyone(), days, &[], ("valid_from", "valid_until"))
            }
            Body::Handoff(h) => {
                let day = h.raised_on.or(h.due)?;
                let question = answers(h);
                plan(What::Handoff { question }, h.from, None, false, everyone(), (Some(day), h.due.or(Some(day))), &[], ("raised_on", ""))
            }
            _ => None,
        }
    }

    /// What the plan asks the gate: one question for each market, day and act.
    pub(super) fn questions(&self, desk: &Desk<'g>) -> Vec<Question> {
        if self.last.is_some_and(|last| last < desk.day) {
            return vec![];
        }
        self.markets(desk.graph).iter().flat_map(|market| self.in_market(desk, market)).collect()
    }

    /// The markets that the plan touches: those it names or its asset's; of these, where it states a region, those there.
    pub(super) fn markets(&self, graph: &'g Graph) -> Vec<Of<'g, Market>> {
        let all = graph.markets_of(self.record);
        let region = match &self.record.body {
            Body::Activity(activity) => activity.region.0.split('/').next().unwrap_or_default().trim(),
            _ => "",
        };
        let here: Vec<_> = all.iter().copied().filter(|market| place(market) == Some(Jurisdiction::parse(region))).collect();
        if region.is_empty() || here.is_empty() { all } else { here }
    }

    pub(super) fn in_market(&self, desk: &Desk<'g>, market: &Of<'g, Market>) -> Vec<Question> {
        let mut gaps = vec![];
        let places = place(market).map(|place| vec![place]).unwrap_or_else(|| {
            gaps.push(format!("the jurisdiction of market `{}`", market.key()));
            Jurisdiction::KNOWN.to_vec()
        });
        let by = self.by.map(|by| vec![by]).unwrap_or_else(|| {
            gaps.push("its function".into());
            Function::ALL.to_vec()
        });
        let calendar = desk.calendar(market);
        if calendar.is_none() {
            gaps.push(format!("the stage of market `{}`", market.key()));
        }
        let kinds = self.kinds(&mut gaps);
        let (kinds, by) = (&kinds, &by);
        let ways: Vec<_> =
            places.iter().flat_map(|place| by.iter().flat_map(move |by| kinds.iter().map(move |as_what| (place, *by, *as_what)))).collect();
        let stages = |day: Date| calendar.map_or(Stage::ALL.to_vec(), |calendar| vec![calendar.on(day)]);
        let from = self.first.unwrap_or(desk.day).max(desk.day);
        let later: Vec<Date> =
            calendar.map(|calendar| calendar.turns(from, self.last.unwrap_or(Date::MAX)).map(|(day, _)| day).collect()).unwrap_or_default();
        // Without a day it may be done at any of the stages to come; which one is what the strategy must say.
        let days: Vec<Vec<Date>> = if self.first.is_some() {
            std::iter::once(from).chain(later).map(|day| vec![day]).collect()
        } else {
            gaps.push("its first day".into());
            vec![std::iter::once(from).chain(later).collect()]
        };
        let mut questions = vec![];
        for days in days {
            let mut readings: Vec<Vec<Ask>> = vec![];
            for (day, stage) in days.iter().flat_map(|day| stages(*day).into_iter().map(|stage| (*day, stage))) {
                let beyond_label = self.is_beyond_label(market, day);
                for (place, by, (kind, to)) in &ways {
                    let (kind, by, to) = (*kind, *by, *to);
                    for (act, asks) in
                        self.acts(kind, by, to, Says { branded: self.branded, beyond_label }, place, stage).into_iter().enumerate()
                    {
                        let ask = Ask::new(by, asks.0, asks.1, stage, day).at((*place).clone()).to(reading::audience(asks.0, to));
                        let channel = match self.channels {
                            [only] => Some(only.as_str().to_owned()),
                            _ => None,
                        };
                        readings.resize_with(readings.len().max(act + 1), Vec::new);
                        readings[act].push(Ask { channel, ..ask });
                    }
                }
            }
            let day = days[0];
            questions.extend(readings.into_iter().map(|readings| Question {
                market: market.key().clone(),
                day,
                stage: calendar.map(|calendar| calendar.on(day)),
                readings,
                gaps: gaps.clone(),
            }));
        }
        questions
    }

    /// The kinds and audiences as which the plan can be read.
    fn kinds(&self, gaps: &mut Vec<String>) -> Vec<(Option<ActivityKind>, To)> {
        let everybody = |gaps: &mut Vec<String>| {
            gaps.push("its audience".into());
            EVERYBODY.as_slice()
        };
        let to = |kind: ActivityKind, gaps: &mut Vec<String>| match (self.to, reading::implied(kind)) {
            (Some(to), _) => vec![to],
            (None, [only]) => vec![*only],
            (None, _) => everybody(gaps).to_vec(),
        };
        match self.what {
            What::Activity(Some(kind)) => to(kind, gaps).into_iter().map(|to| (Some(kind), to)).collect(),
            // Naming the product is promotion until another kind is stated.
            What::Activity(None) if self.branded => {
                to(ActivityKind::Promotion, gaps).into_iter().map(|to| (Some(ActivityKind::Promotion), to)).collect()
            }
            // Without kind, audience and product there is nothing yet that would reach anybody.
            What::Activity(None) if self.to.is_none() => vec![(Some(ActivityKind::Training), To::Regulator)],
            What::Activity(None) => {
                gaps.push("its kind".into());
                UNKIND.iter().map(|kind| (Some(*kind), self.to.unwrap_or(To::Hcp))).collect()
            }
            What::Handoff { .. } => vec![(None, To::Regulator)],
            What::Message | What::Content => match self.to {
                Some(to) => vec![(None, to)],
                None => everybody(gaps).iter().map(|to| (None, *to)).collect(),
            },
        }
    }

    /// The acts of a reading, the main one first.
    fn acts(&self, kind: Option<ActivityKind>, by: Function, to: To, says: Says, place: &Jurisdiction, stage: Stage) -> Vec<(Act, Class)> {
        let group = StageGroup::of(stage);
        let main = match (self.what, kind) {
            (What::Message, _) => reading::of_words(Act::Say, by, to, says, place, group),
            (What::Content, _) => reading::of_words(Act::Share, by, to, says, place, group),
            // Every pack lets functions hand over; what is handed over is a question, or another request.
            (What::Handoff { question: true }, _) => (Act::HandOff, Class::MedicalResponse),
            (What::Handoff { question: false }, _) | (What::Activity(_), None) => (Act::HandOff, Class::Request),
            (What::Activity(_), Some(kind)) => reading::of_activity(kind, by, to, says, place, group),
        };
        let mails = matches!(self.what, What::Activity(_)) && self.channels.contains(&Channel::Email);
        let promotes = matches!(main.1, Class::ProductClaim | Class::OffLabelPromotion);
        // Filing at first use is asked by the United States alone (US-24), once the product is launched.
        let uses = matches!(&self.record.body, Body::Activity(activity) if !activity.uses.is_empty());
        let files = uses && promotes && by == Function::Marketing && *place == Jurisdiction::Us && stage >= Stage::Launched;
        // Promotion that is mailed needs permission to mail beside permission to say it.
        std::iter::once(main)
            .chain((mails && promotes).then_some((Act::Initiate, Class::PromotionalEmail)))
            .chain(files.then_some((Act::Share, Class::NewBrandedMaterial)))
            .collect()
    }

    /// Whether the plan speaks of patients whom the label of a day does not cover. A plan that states none is taken to stay
    /// within it, as the packs take a claim; what its messages teach is for `need-taught-beyond-label`.
    fn is_beyond_label(&self, market: &Market, day: Date) -> bool {
        let label = market.label_on(day).map(|label| &label.population);
        label.is_some_and(|label| !self.population.is_everyone() && !label.contains(self.population))
    }
}

/// Where a market is: its jurisdiction, else its region; `None` where neither is stated.
pub(super) fn place(market: &Market) -> Option<Jurisdiction> {
    let region = market.region.0.split('/').next().unwrap_or_default();
    let word = [market.jurisdiction.as_str(), region].into_iter().map(str::trim).find(|word| !word.is_empty())?;
    Some(Jurisdiction::parse(word))
}

/// Whether an activity names the product: itself, by what it uses, or by what it carries.
fn is_branded(graph: &Graph, activity: &Activity) -> bool {
    activity.branded
        || activity.uses.iter().filter_map(|link| live(graph, link)).any(|piece| is_branded_piece(graph, &piece))
        || activity.messages.iter().filter_map(|link| live(graph, link)).any(|message| message.branded)
}

/// The record that a link points at, unless it is withdrawn.
pub(super) fn live<'g, T: Typed>(graph: &'g Graph, link: &Ref<T>) -> Option<Of<'g, T>> {
    graph.follow(link).filter(|of| of.record.header.state != State::Withdrawn)
}

pub(super) fn is_branded_piece(graph: &Graph, piece: &Content) -> bool {
    piece.branded || piece.messages.iter().filter_map(|link| live(graph, link)).any(|message| message.branded)
}

fn answers(handoff: &Handoff) -> bool {
    handoff.request.is_some() && matches!(handoff.to, Some(Function::Medical | Function::MedicalInformation))
}

fn everyone() -> &'static Population {
    static EVERYONE: std::sync::LazyLock<Population> = std::sync::LazyLock::new(Population::everyone);
    &EVERYONE
}

/// A question in words: `say product-claim to hcp`.
pub(super) fn words(ask: &Ask) -> String {
    let to = if ask.audience == Audience::Internal { String::new() } else { format!(" to {}", ask.audience) };
    format!("{} `{}`{to}", ask.act.as_str().replace('-', " "), ask.class)
}
