//! From one possible world to the next: somebody more or less in a group, made up for in others until all agrees again.
//! What can be reached on foot needs no linear programme; what cannot is left to one.

use super::knowledge::{Knowledge, World};

/// How many groups may make up for one step, one after the other, and how many ways are tried.
const MOST_MOVES: usize = 4;
const MOST_TRIES: usize = 400;

/// What is known, by group.
pub(super) struct Walk<'k> {
    knowledge: &'k Knowledge,
    touching: &'k [Vec<usize>],
}

/// For each group the statements that it counts in.
pub(super) fn touching(knowledge: &Knowledge) -> Vec<Vec<usize>> {
    let mut touching = vec![vec![]; knowledge.groups];
    for (index, statement) in knowledge.statements.iter().enumerate() {
        for group in &statement.groups {
            touching[*group].push(index);
        }
    }
    touching
}

struct Position {
    world: World,
    sums: Vec<i64>,
    moved: Vec<usize>,
    tries: usize,
}

impl<'k> Walk<'k> {
    pub(super) fn new(knowledge: &'k Knowledge, touching: &'k [Vec<usize>]) -> Self {
        Walk { knowledge, touching }
    }

    /// A world in which the sum of some groups is the value, on foot from one in which it is near.
    pub(super) fn to(&self, start: &World, groups: &[usize], value: i64) -> Option<World> {
        let sums = self.knowledge.statements.iter().map(|statement| statement.sum(start)).collect();
        let mut position = Position { world: start.clone(), sums, moved: vec![], tries: 0 };
        let mut sum: i64 = groups.iter().map(|group| start[*group]).sum();
        while sum != value {
            let by = (value - sum).signum();
            position.tries = 0;
            groups.iter().any(|group| self.moves(&mut position, groups, *group, by)).then_some(())?;
            position.moved.clear();
            sum += by;
        }
        Some(position.world)
    }

    /// Changes a group, and others until every statement agrees; undone where that cannot be.
    fn moves(&self, position: &mut Position, aim: &[usize], group: usize, by: i64) -> bool {
        position.tries += 1;
        if position.world[group] + by < 0 || position.tries > MOST_TRIES {
            return false;
        }
        self.shift(position, group, by);
        position.moved.push(group);
        if self.agree(position, aim) {
            return true;
        }
        position.moved.pop();
        self.shift(position, group, -by);
        false
    }

    fn agree(&self, position: &mut Position, aim: &[usize]) -> bool {
        let broken = |index: &usize| !self.knowledge.statements[*index].known.contains(position.sums[*index]);
        let Some(index) = position.moved.iter().flat_map(|group| &self.touching[*group]).copied().find(broken) else { return true };
        if position.moved.len() == MOST_MOVES {
            return false;
        }
        let statement = &self.knowledge.statements[index];
        let by = if position.sums[index] < statement.known.least { 1 } else { -1 };
        statement
            .groups
            .iter()
            .any(|other| !position.moved.contains(other) && !aim.contains(other) && self.moves(position, aim, *other, by))
    }

    fn shift(&self, position: &mut Position, group: usize, by: i64) {
        position.world[group] += by;
        for statement in &self.touching[group] {
            position.sums[*statement] += by;
        }
    }
}
