//! In which stage a market is on a day: what has happened, and what is planned. A planned day that has passed without its
//! event says nothing any more, so the market stays where it is; of two plans for one event the later one counts.

use jiff::civil::Date;
use strategy::{
    Graph,
    graph::Of,
    record::{Expected, Market, Milestone, MilestoneKind, Stage},
};

/// The stages of one market, each with the first day on which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// By day; the first has held for as long as is known.
    turns: Vec<(Date, Stage)>,
}

/// The stages that have a date, each with the stage before it and the milestone that starts it.
const DATED: [(Stage, Stage, Option<MilestoneKind>); 5] = [
    (Stage::Phase3, Stage::Phase2, None),
    (Stage::Filed, Stage::Phase3, Some(MilestoneKind::DossierSubmission)),
    (Stage::Approved, Stage::Filed, Some(MilestoneKind::Approval)),
    (Stage::Launched, Stage::Approved, Some(MilestoneKind::Launch)),
    (Stage::LossOfExclusivity, Stage::Mature, Some(MilestoneKind::LossOfExclusivity)),
];

impl Calendar {
    /// The calendar of a market as it is known today; `None` where neither a stage nor a date is stated.
    pub fn of(graph: &Graph, market: &Of<'_, Market>, today: Date) -> Option<Calendar> {
        let dates = |stage: Stage| match stage {
            Stage::Phase3 => &market.phase3_start,
            Stage::Filed => &market.filing,
            Stage::Approved => &market.approval,
            Stage::Launched => &market.launch,
            _ => &market.loss_of_exclusivity,
        };
        let stated = market.stage;
        let start = |(stage, before, kind): &(Stage, Stage, Option<MilestoneKind>)| {
            let own = dates(*stage);
            let milestone = kind.and_then(|kind| milestone(graph, market, kind));
            let day = day_of(own, milestone.as_ref())?;
            let happened = own.actual.is_some() || stated >= Some(*stage) || milestone.is_some_and(|date| date.actual.is_some());
            match happened {
                true => Some((if day > today { Date::MIN } else { day }, *stage, *before)),
                false => (day > today).then_some((day, *stage, *before)),
            }
        };
        let starts: Vec<(Date, Stage, Stage)> = DATED.iter().filter_map(start).collect();
        let before = starts.iter().map(|(_, _, before)| *before).min();
        let is_dated = |stage: Stage| starts.iter().any(|(_, dated, _)| *dated == stage);
        // A stage that is stated without its day has held since the last dated stage before it.
        let undated = stated.filter(|stage| !is_dated(*stage)).map(|stage| {
            let since = starts.iter().filter(|(_, dated, _)| *dated < stage).map(|(day, ..)| *day).max();
            (since.unwrap_or(Date::MIN), stage)
        });
        let first = before.map(|stage| (Date::MIN, stage)).filter(|_| undated.is_none_or(|(since, _)| since != Date::MIN));
        let mut turns: Vec<(Date, Stage)> = starts.iter().map(|(day, stage, _)| (*day, *stage)).chain(undated).chain(first).collect();
        turns.sort_unstable();
        // What starts before an earlier stage does goes on under it: the farthest stage reached counts.
        let mut calendar = Calendar { turns: vec![] };
        for (day, stage) in turns {
            match calendar.turns.last_mut() {
                Some((_, reached)) if *reached >= stage => {}
                Some((since, reached)) if *since == day => *reached = stage,
                _ => calendar.turns.push((day, stage)),
            }
        }
        (!calendar.turns.is_empty()).then_some(calendar)
    }

    /// The stage on a day.
    pub fn on(&self, day: Date) -> Stage {
        let reached = self.turns.iter().rev().find(|(since, _)| *since <= day).or(self.turns.first());
        reached.map_or(Stage::Preclinical, |(_, stage)| *stage)
    }

    /// The days after one, up to another, on which the market moves on.
    pub fn turns(&self, after: Date, until: Date) -> impl Iterator<Item = (Date, Stage)> + '_ {
        self.turns.iter().copied().filter(move |(day, _)| *day > after && *day <= until)
    }
}

/// The later of what the market and its milestone say; what has happened before what is planned.
fn day_of(own: &Expected, milestone: Option<&Expected>) -> Option<Date> {
    let actual = own.actual.or(milestone.and_then(|date| date.actual));
    actual.or_else(|| own.planned.max(milestone.and_then(|date| date.planned)))
}

/// The date of the last milestone of a kind that names the market.
fn milestone(graph: &Graph, market: &Of<'_, Market>, kind: MilestoneKind) -> Option<Expected> {
    let of_kind = graph.pointing_at::<Milestone>(market.node, "markets").filter(|milestone| milestone.kind == Some(kind));
    of_kind.map(|milestone| milestone.date.clone()).max_by_key(Expected::day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use strategy::toml_form;

    use super::*;

    const TODAY: Date = date(2026, 3, 1);

    fn calendar(toml: &str) -> Option<Calendar> {
        let (graph, wrong) = toml_form::read("market.toml", toml).into_graph();
        assert!(wrong.is_empty(), "{wrong:#?}");
        let market = graph.all::<Market>().next().expect("a market");
        Calendar::of(&graph, &market, TODAY)
    }

    fn stages(toml: &str, days: &[Date]) -> Vec<Stage> {
        let calendar = calendar(toml).expect("something is known");
        days.iter().map(|day| calendar.on(*day)).collect()
    }

    const DAYS: [Date; 3] = [date(2026, 2, 1), date(2026, 8, 31), date(2026, 9, 1)];

    #[test]
    fn before_the_planned_approval_it_is_before_approval() {
        let filed = "[market.MK-1]\nname = \"US\"\nstage = \"filed\"\napproval.planned = 2026-09-01\n";
        assert_eq!(stages(filed, &DAYS), [Stage::Filed, Stage::Filed, Stage::Approved]);
    }

    #[test]
    fn a_planned_day_that_has_passed_says_nothing() {
        let late = "[market.MK-1]\nname = \"US\"\nstage = \"filed\"\napproval.planned = 2026-02-15\n";
        assert_eq!(stages(late, &DAYS), [Stage::Filed; 3]);
    }

    #[test]
    fn what_has_happened_holds_from_its_day() {
        let launched = "[market.MK-1]\nname = \"US\"\nstage = \"launched\"\napproval.actual = 2025-06-01\nlaunch.actual = 2026-02-20\n";
        assert_eq!(stages(launched, &DAYS), [Stage::Approved, Stage::Launched, Stage::Launched]);
        let undated = "[market.MK-1]\nname = \"US\"\nstage = \"mature\"\n";
        assert_eq!(stages(undated, &DAYS), [Stage::Mature; 3]);
    }

    #[test]
    fn a_milestone_that_comes_later_moves_the_stage() {
        let both = "[market.MK-1]\nname = \"US\"\nstage = \"filed\"\napproval.planned = 2026-09-01\n\n\
             [milestone.MS-1]\ntitle = \"approval\"\nkind = \"approval\"\nmarkets = [\"MK-1\"]\ndate.planned = 2026-10-13\n";
        assert_eq!(stages(both, &[date(2026, 10, 12), date(2026, 10, 13)]), [Stage::Filed, Stage::Approved]);
    }

    #[test]
    fn of_a_market_without_stage_and_dates_nothing_is_known() {
        assert_eq!(calendar("[market.MK-1]\nname = \"US\"\n"), None);
    }
}
