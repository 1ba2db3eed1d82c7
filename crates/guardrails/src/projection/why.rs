//! "Why can't I see this?": an answer made of policy alone. Its words come from the rules; what is filled in is the viewer,
//! the function, the stage, the jurisdiction, the class and the dates of the rules. Nothing here can read content.

use jiff::civil::Date;
use serde::Serialize;
use strategy::{Function, record::Stage};

use super::{
    sight::{Depth, Level},
    viewer::{NO_COLUMN, NO_PACK, OTHER_MARKETS, Seen, Viewer},
    whose::{Spot, Whose},
};
use crate::{Class, DataKind, Gate, Jurisdiction, Outcome, Purpose, RuleId, Seat, StageGroup, matrix::Place};

/// Why a seat does not see a class in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// What is left of it.
    pub level: Level,
    /// The rule that decides.
    pub rule: RuleId,
    /// As what the viewer looks, where and when.
    pub viewer: String,
    /// What the rule says.
    pub statement: String,
    /// Why it says so.
    pub reason: String,
    /// Where the rule comes from.
    pub source: String,
    /// How its source was checked: `P`, `S`, `K`, `D`.
    pub mark: String,
    /// What the seat does see of this class.
    pub you_see: String,
    /// The functions that see all of it, whosesoever it is: whom to ask.
    pub ask: Vec<Function>,
    /// When a different answer holds.
    pub changes: Vec<String>,
}

impl Gate {
    /// Why a seat does not see all of a class at a stage in a jurisdiction, where it is not its own and it is not party to
    /// it; `None` where it does.
    pub fn why_not(&self, seat: &Seat, day: Date, class: Class, stage: Stage, place: &Jurisdiction) -> Option<Why> {
        let everywhere = Seat { markets: vec![], ..seat.clone() };
        let viewer = Viewer::new(self, &everywhere, Purpose::Work, day);
        let at = |viewer: &Viewer, stage: Stage| {
            let spot = Spot { market: None, stage: Some(stage), jurisdiction: Some(place.clone()) };
            viewer.seen(class, &Whose::default(), &[spot])
        };
        let Seen { shows, rule } = at(&viewer, stage);
        let (level, rule) = (Level::of(shows.depth())?, rule?);
        let others = Function::ALL.iter().copied().filter(|function| *function != seat.function);
        let sees_all = |function: &Function| {
            let other = Seat { cases: vec![], function: *function, ..everywhere.clone() };
            at(&Viewer::new(self, &other, Purpose::Work, day), stage).depth() == Depth::Full
        };
        let mut why = self.told(&rule);
        why.level = level;
        why.viewer = format!("you are acting as {} on {day}; in {place} the asset is at stage {stage}", seat.function.as_str());
        why.you_see = you_see(class, shows.depth());
        why.ask = others.filter(sees_all).collect();
        why.changes = changes(stage, shows.depth(), |later| at(&viewer, later).depth());
        why.changes.extend(self.rule(rule.as_str()).filter_map(|info| info.until).map(|last| format!("the rule ends after {last}")));
        Some(why)
    }

    /// What the registry of rules says of one of them.
    fn told(&self, rule: &RuleId) -> Why {
        let fixed = match rule.as_str() {
            NO_PACK => Some((
                "No reviewed pack covers this jurisdiction.",
                "Without a pack nobody has said what may be shared here, so only what is your own is shown.",
            )),
            OTHER_MARKETS => Some(("Your function covers other markets.", "You see what touches at least one of your markets.")),
            NO_COLUMN => Some((
                "Clinical and Safety see what is their own and the items to which they are party.",
                "The sharing matrix has no column for them.",
            )),
            _ => None,
        };
        let told = |statement: &str, reason: &str, source: &str, mark: String| Why {
            level: Level::Hidden,
            rule: rule.clone(),
            viewer: String::new(),
            statement: statement.to_owned(),
            reason: reason.to_owned(),
            source: source.to_owned(),
            mark,
            you_see: String::new(),
            ask: vec![],
            changes: vec![],
        };
        if let Some((statement, reason)) = fixed {
            return told(statement, reason, "sharing matrix", "D".into());
        }
        if let Some(place) = Place::parse(rule.as_str()) {
            let matrix = &self.policy().matrix;
            let row = matrix.row(place.stage, place.data);
            let source = format!("sharing matrix, row {}", place.data.row());
            let sees = matrix.at(place).words(place.data.words());
            return told(&format!("{} {sees}.", place.column.title()), &row.reason, &source, "D".into());
        }
        match self.speaking(rule.as_str(), Outcome::Forbid) {
            Some(info) => told(&info.statement, &info.reason, &info.source, info.mark()),
            None => told("A rule withholds it.", "The rule has no words of its own.", "", "D".into()),
        }
    }
}

fn you_see(class: Class, depth: Depth) -> String {
    let things = DataKind::of(class).map_or_else(|| class.as_str().replace('-', " "), |data| data.words().to_owned());
    match depth {
        Depth::Nothing => format!("you see nothing of {things} that are not your own"),
        Depth::Aggregate => format!("you see {things} as aggregates, above the smallest number of people"),
        Depth::Flag => format!("you see whether there are {things}, yes or no"),
        Depth::Metadata => format!("you see date, function, channel, class and status of {things}"),
        Depth::Full => format!("you see {things}"),
    }
}

/// The later stage groups in which the depth is another.
fn changes(stage: Stage, now: Depth, at: impl Fn(Stage) -> Depth) -> Vec<String> {
    let mut changes = vec![];
    let mut last = now;
    for group in StageGroup::ALL.iter().filter(|group| **group > StageGroup::of(stage)) {
        let Some(first) = group.stages().next() else { continue };
        let then = at(first);
        if then != last {
            changes.push(format!("from stage {first} you see {}", of_it(then)));
            last = then;
        }
    }
    changes
}

fn of_it(depth: Depth) -> &'static str {
    match depth {
        Depth::Nothing => "nothing of it",
        Depth::Aggregate => "its aggregate",
        Depth::Flag => "whether there is something",
        Depth::Metadata => "its metadata",
        Depth::Full => "all of it",
    }
}
