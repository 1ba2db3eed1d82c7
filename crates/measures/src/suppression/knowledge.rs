use super::interval::Interval;

/// Counts of groups that nobody splits any further, one number for each: one way in which the world could be.
pub(super) type World = Vec<i64>;

/// One thing that is known: the sum of some groups lies in an interval.
pub(super) struct Statement {
    /// The groups.
    pub(super) groups: Vec<usize>,
    /// What is known of their sum.
    pub(super) known: Interval,
    /// What would be known if the figure were shown less exactly; `None` where that is not for us to choose.
    pub(super) looser: Option<Interval>,
    /// What it costs, per person, when the sum leaves what is known for what would be.
    pub(super) price: f64,
}

impl Statement {
    /// What the statement says of a world.
    pub(super) fn sum(&self, world: &World) -> i64 {
        sum(&self.groups, world)
    }
}

/// Everything that a reader knows.
pub(super) struct Knowledge {
    /// How many groups there are. Each holds at least nobody.
    pub(super) groups: usize,
    /// What is known of them.
    pub(super) statements: Vec<Statement>,
}

impl Knowledge {
    /// Whether a world agrees with everything that is known, reckoned in whole numbers.
    // INVARIANT: every claim of safety rests on worlds that passed here, never on the solver's word.
    pub(super) fn admits(&self, world: &World) -> bool {
        world.len() == self.groups
            && world.iter().all(|count| *count >= 0)
            && self.statements.iter().all(|statement| statement.known.contains(statement.sum(world)))
    }

    /// Whether it would agree if every figure that can be were shown less exactly.
    pub(super) fn could_admit(&self, world: &World) -> bool {
        world.len() == self.groups
            && world.iter().all(|count| *count >= 0)
            && self.statements.iter().all(|s| s.looser.unwrap_or(s.known).contains(s.sum(world)))
    }
}

/// The sum of some groups.
pub(super) fn sum(groups: &[usize], world: &World) -> i64 {
    groups.iter().map(|group| world[*group]).sum()
}
