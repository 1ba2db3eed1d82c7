//! How deep a function may look into one class of data, for the projection: three questions at once, without their words.

use super::{By, Gate};
use crate::{Act, Ask, Depth, Jurisdiction, Outcome, RuleId};

/// How deep somebody may look. The three need not be nested: a flag is metadata without counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shows {
    /// The content.
    pub content: bool,
    /// Date, function, channel, class and status.
    pub metadata: bool,
    /// The aggregate.
    pub aggregate: bool,
}

/// A look with the rule that keeps it from being deeper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// What may be seen.
    pub shows: Shows,
    /// The rule that forbids the content; none where no rule speaks, or where the content may be seen.
    pub forbidden_by: Option<RuleId>,
}

impl Shows {
    /// The highest that is granted.
    pub fn depth(self) -> Depth {
        match (self.content, self.metadata, self.aggregate) {
            (true, ..) => Depth::Full,
            (_, true, true) => Depth::Metadata,
            (_, true, false) => Depth::Flag,
            (_, _, true) => Depth::Aggregate,
            _ => Depth::Nothing,
        }
    }

    /// What both allow: the strictest of two places.
    pub fn and(self, other: Shows) -> Shows {
        Shows {
            content: self.content && other.content,
            metadata: self.metadata && other.metadata,
            aggregate: self.aggregate && other.aggregate,
        }
    }
}

impl Gate {
    /// How deep the asking function may look into the asked class; the ask's own act does not matter. All places touched
    /// must allow it. This is the fast way: three cells of a table per place, nothing is allocated once they are filled.
    pub fn levels(&self, ask: &mut Ask) -> Shows {
        let mut allows = |act| {
            ask.act = act;
            self.outcome(ask).allows()
        };
        Shows { content: allows(Act::See), metadata: allows(Act::SeeMetadata), aggregate: allows(Act::SeeAggregate) }
    }

    /// The same with the rule that forbids the content, for whoever must say why.
    pub fn look(&self, ask: &Ask) -> Look {
        let mut ask = ask.clone();
        let shows = self.levels(&mut ask);
        if shows.content {
            return Look { shows, forbidden_by: None };
        }
        Look { shows, forbidden_by: self.forbidden_by(&mut ask) }
    }

    /// The rule that forbids the content of the asked class, if one does; the ask's own act does not matter.
    pub(crate) fn forbidden_by(&self, ask: &mut Ask) -> Option<RuleId> {
        ask.act = Act::See;
        let ask = &*ask;
        let forbids = |place: &Jurisdiction| {
            let ruling = self.ruling(ask, place, By::Table)?;
            (ruling.outcome == Outcome::Forbid).then(|| ruling.rules.first().cloned()).flatten()
        };
        super::places(ask).iter().find_map(forbids)
    }
}
