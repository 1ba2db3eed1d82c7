//! The linear programme behind the attack and behind the choice of what else to hide: the only file that knows the solver.
//!
//! One variable for each group, `z >= 0`; for each statement a row `sum(z) = s + p - q` with `s` in what is known. Where the
//! figure may be shown less exactly, `p` and `q` let the sum leave that interval at a price; else they are absent.

use microlp::{
    ComparisonOp::{Eq, Ge},
    Error,
    OptimizationDirection::{self, Maximize, Minimize},
    Problem, SolveOptions, Variable,
};

use super::{
    interval::Interval,
    knowledge::{Knowledge, Statement, World, sum},
};

/// After so many branches the search for whole numbers gives up, which counts as "not possible": the safe side.
const MOST_BRANCHES: u64 = 200;
/// The solver is exact to about this; worlds are rounded and then checked in whole numbers.
const NEARLY: f64 = 1e-5;

/// A world in which the groups sum up to the value, the cheapest in figures that must be shown less exactly.
/// `None` where there is none, or where none was found.
pub(super) fn reach(knowledge: &Knowledge, groups: &[usize], value: i64, loosen: bool) -> Option<World> {
    let fits = |world: &World| {
        let agrees = if loosen { knowledge.could_admit(world) } else { knowledge.admits(world) };
        agrees && sum(groups, world) == value
    };
    let solve = |whole: bool| {
        let mut model = Model::new(knowledge, Minimize, &[], loosen, whole)?;
        model.row(groups, &Interval::only(value), vec![])?;
        model.solve().ok()
    };
    let world = solve(false)?;
    if fits(&world) { Some(world) } else { solve(true).filter(fits) }
}

/// A world in which some groups hold as many people as they can at once (or as few), so that one programme serves many
/// targets. `None` where nothing bounds them, or where none was found.
pub(super) fn extreme(knowledge: &Knowledge, groups: &[usize], most: bool) -> Option<World> {
    let model = Model::new(knowledge, if most { Maximize } else { Minimize }, groups, false, false)?;
    model.solve().ok().filter(|world| knowledge.admits(world))
}

/// The least and the most that the sum of some groups can be; `None` where what is known contradicts itself or the solver
/// gives up.
pub(super) fn bounds(knowledge: &Knowledge, groups: &[usize]) -> Option<Interval> {
    Some(Interval { least: least(knowledge, groups)?, most: most(knowledge, groups)? })
}

/// The least that the sum can be.
pub(super) fn least(knowledge: &Knowledge, groups: &[usize]) -> Option<i64> {
    Some((optimum(knowledge, groups, Minimize)?.ok()? - NEARLY).ceil() as i64)
}

/// The most that the sum can be: `Some(None)` where nothing bounds it.
pub(super) fn most(knowledge: &Knowledge, groups: &[usize]) -> Option<Option<i64>> {
    match optimum(knowledge, groups, Maximize)? {
        Ok(most) => Some(Some((most + NEARLY).floor() as i64)),
        Err(Error::Unbounded) => Some(None),
        Err(_) => None,
    }
}

fn optimum(knowledge: &Knowledge, groups: &[usize], direction: OptimizationDirection) -> Option<Result<f64, Error>> {
    let model = Model::new(knowledge, direction, groups, false, false)?;
    let constant = model.constant(groups);
    let solved = model.problem.solve();
    Some(solved.and_then(|outcome| outcome.solution().map(|found| found.objective() + constant).ok_or(Error::Infeasible)))
}

/// A group in the programme: a number that is known, or a variable.
enum Group {
    Known(i64),
    Unknown(Variable),
}

struct Model {
    problem: Problem,
    groups: Vec<Group>,
}

impl Model {
    /// The programme of what is known; `None` where it contradicts itself at first sight. Each group in `aim` counts once in
    /// the objective.
    fn new(knowledge: &Knowledge, direction: OptimizationDirection, aim: &[usize], loosen: bool, whole: bool) -> Option<Self> {
        let firm = |statement: &Statement| !loosen || statement.looser.is_none();
        let mut limits = vec![Interval::from(0); knowledge.groups];
        let mut weights = vec![0.0; knowledge.groups];
        for statement in knowledge.statements.iter().filter(|s| firm(s)) {
            if let [group] = statement.groups[..] {
                limits[group] = limits[group].and(&statement.known);
            }
        }
        for group in aim {
            weights[*group] = 1.0;
        }
        if limits.iter().any(Interval::is_empty) {
            return None;
        }
        let mut problem = Problem::new(direction);
        let groups = limits.iter().zip(weights).map(|(limit, weight)| group(&mut problem, limit, weight, whole)).collect();
        let mut model = Model { problem, groups };
        for statement in &knowledge.statements {
            let slack = if firm(statement) { vec![] } else { model.slack(statement) };
            let is_limit = slack.is_empty() && statement.groups.len() == 1 && firm(statement);
            if !is_limit {
                model.row(&statement.groups, &statement.known, slack)?;
            }
        }
        Some(model)
    }

    /// The variables by which a sum may leave what is known, with their signs.
    fn slack(&mut self, statement: &Statement) -> Vec<(Variable, f64)> {
        let Some(looser) = statement.looser else { return vec![] };
        let above = match (statement.known.most, looser.most) {
            (Some(known), Some(most)) => (most - known) as f64,
            (Some(_), None) => f64::INFINITY,
            (None, _) => 0.0,
        };
        let below = (statement.known.least - looser.least) as f64;
        let mut slack = Vec::new();
        if above > 0.0 {
            slack.push((self.problem.add_var(statement.price, (0.0, above)), -1.0));
        }
        if below > 0.0 {
            slack.push((self.problem.add_var(statement.price, (0.0, below)), 1.0));
        }
        slack
    }

    /// One row: the sum of some groups, but for the slack, lies in an interval. `None` where that is already known to be wrong.
    fn row(&mut self, groups: &[usize], known: &Interval, slack: Vec<(Variable, f64)>) -> Option<()> {
        let constant = self.constant(groups);
        let mut terms = slack;
        terms.extend(groups.iter().filter_map(|group| match self.groups[*group] {
            Group::Unknown(variable) => Some((variable, 1.0)),
            Group::Known(_) => None,
        }));
        let (least, most) = (known.least as f64 - constant, known.most.map(|most| most as f64 - constant));
        if terms.is_empty() {
            return (least <= 0.0 && most.is_none_or(|most| most >= 0.0)).then_some(());
        }
        match most {
            None => self.problem.add_constraint(terms, Ge, least),
            Some(most) if most == least => self.problem.add_constraint(terms, Eq, least),
            Some(most) => {
                terms.push((self.problem.add_var(0.0, (least, most)), -1.0));
                self.problem.add_constraint(terms, Eq, 0.0);
            }
        }
        Some(())
    }

    /// The part of a sum that is known already.
    fn constant(&self, groups: &[usize]) -> f64 {
        let known = |group: &usize| match self.groups[*group] {
            Group::Known(count) => count,
            Group::Unknown(_) => 0,
        };
        groups.iter().map(known).sum::<i64>() as f64
    }

    /// The world at the optimum, rounded to whole numbers.
    fn solve(&self) -> Result<World, Error> {
        let mut options = SolveOptions::default();
        options.node_limit = Some(MOST_BRANCHES);
        let outcome = self.problem.solve_with(options)?;
        let found = outcome.solution().ok_or(Error::Infeasible)?;
        let count = |group: &Group| match group {
            Group::Known(count) => *count,
            Group::Unknown(variable) => found.var_value(*variable).round() as i64,
        };
        Ok(self.groups.iter().map(count).collect())
    }
}

/// A group as a number or a variable.
fn group(problem: &mut Problem, limit: &Interval, weight: f64, whole: bool) -> Group {
    if let Some(count) = limit.single() {
        return Group::Known(count);
    }
    let (least, most) = (limit.least, limit.most.unwrap_or(i64::MAX));
    let fits = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
    Group::Unknown(if whole {
        problem.add_integer_var(weight, (fits(least), fits(most)))
    } else {
        let most = limit.most.map_or(f64::INFINITY, |most| most as f64);
        problem.add_var(weight, (least as f64, most))
    })
}
