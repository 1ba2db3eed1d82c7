//! The rules of the guardrails, family G: what the strategy plans, put to the gate that will be asked when it is done.
//! What a planned record asks stands in [`reading`](self) as one table; the gate alone answers, so that a plan and the act
//! are judged alike. Settling, waivers and ids are those of all findings ([`strategy::check`]).

mod calendar;
mod duties;
mod incentive_forbidden;
mod judged;
mod no_reviewed_pack;
mod not_permitted;
mod obligation_open;
mod pack_expired;
mod packs;
mod plan;
mod question;
mod reading;
mod ways;
mod windows;

use std::{
    cell::Cell,
    collections::{HashMap, HashSet},
};

use jiff::civil::Date;
use strategy::{
    Change, Finding, Graph, Impact, Node, Record,
    check::{About, Findings, rules},
    graph::Of,
    record::{Market, Typed},
};

use crate::Gate;
pub use calendar::Calendar;
pub use duties::Duty;
pub use judged::Judged;
use plan::Plan;
pub use question::{Judgement, Question};
pub use windows::{Row, Window};

/// A rule that judges by the gate.
pub type Rule = strategy::check::Rule<fn(&Desk<'_>, &mut Findings)>;

/// The rules of the family, in the order of their codes.
pub const RULES: &[Rule] =
    &[not_permitted::RULE, obligation_open::RULE, no_reviewed_pack::RULE, pack_expired::RULE, incentive_forbidden::RULE];

/// What a rule of the family may look at: the gate, the strategy, the day, and when each market moves on.
pub struct Desk<'g> {
    /// The gate.
    pub gate: &'g Gate,
    /// The strategy.
    pub graph: &'g Graph,
    /// The day on which it is checked.
    pub day: Date,
    calendars: HashMap<Node, Option<Calendar>>,
    /// After an edit, the records that it can have touched; `None` when all need a verdict.
    near: Option<HashSet<Node>>,
    /// Whether the rule that ran last has judged no others.
    narrowed: Cell<bool>,
}

impl<'g> Desk<'g> {
    /// Looks at a strategy on a day, under a gate.
    pub fn new(gate: &'g Gate, graph: &'g Graph, day: Date) -> Desk<'g> {
        let calendars = graph.all::<Market>().map(|market| (market.node, Calendar::of(graph, &market, day))).collect();
        Desk { gate, graph, day, calendars, near: None, narrowed: Cell::new(false) }
    }

    /// All records of a kind that are not withdrawn, by key.
    pub fn all<T: Typed>(&self) -> impl Iterator<Item = Of<'g, T>> + use<'g, T> {
        self.graph.all::<T>()
    }

    /// As [`Desk::all`], for a rule whose findings about a record depend on that record, on the messages and pieces that it
    /// carries, and on markets and their milestones alone: after an edit, those that need a new verdict. A rule that asks
    /// for some of its records so asks for all of them so.
    fn subjects<T: Typed>(&self) -> impl Iterator<Item = Of<'g, T>> + use<'_, 'g, T> {
        self.narrowed.set(self.near.is_some());
        self.all::<T>().filter(|of| self.is_near(of.node))
    }

    /// Whether a record needs a new verdict.
    fn is_near(&self, node: Node) -> bool {
        self.near.as_ref().is_none_or(|near| near.contains(&node))
    }

    /// When a market moves from stage to stage, where anything is known of it.
    pub fn calendar(&self, market: &Of<'_, Market>) -> Option<&Calendar> {
        self.calendars.get(&market.node)?.as_ref()
    }

    /// What a record plans to do, as questions to the gate: one for each market, day and act. None for records that plan
    /// no act, for what is over, and where no market is known.
    pub fn questions(&self, record: &'g Record) -> Vec<Question> {
        Plan::of(self.graph, record).map(|plan| plan.questions(self)).unwrap_or_default()
    }
}

/// What the rules of the family find, before waivers.
pub fn found(gate: &Gate, graph: &Graph, day: Date) -> Vec<Finding> {
    Judged::of(gate, graph, day).found()
}

/// Every finding of every rule on a day, those of the guardrails among them; worst first, under waivers.
pub fn check(gate: &Gate, graph: &Graph, day: Date) -> Vec<Finding> {
    strategy::check::check_with(graph, day, found(gate, graph, day))
}

/// What changes would do on a day, findings of the guardrails among them.
pub fn impact(gate: &Gate, graph: &Graph, changes: &[Change], day: Date) -> Impact {
    strategy::impact::impact_with(graph, changes, day, |graph| found(gate, graph, day))
}

/// Every rule there is, those of the strategy first.
pub fn all() -> impl Iterator<Item = About> {
    rules::ALL.iter().map(strategy::check::Rule::about).chain(RULES.iter().map(Rule::about))
}

/// The rule with a code or name.
pub fn find(code: &str) -> Option<About> {
    all().find(|rule| rule.code.eq_ignore_ascii_case(code) || rule.name.eq_ignore_ascii_case(code))
}
