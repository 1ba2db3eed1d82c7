//! Records that are one stakeholder, under pairs that are kept apart.

/// Sets of places; each is named for its smallest place.
pub(crate) struct Sets {
    parent: Vec<u32>,
    apart: Vec<(u32, u32)>,
}

impl Sets {
    pub(crate) fn new(count: usize) -> Sets {
        Sets { parent: (0..u32::try_from(count).unwrap_or(u32::MAX)).collect(), apart: vec![] }
    }

    /// Keeps two places apart, whatever joins them later.
    pub(crate) fn keep_apart(&mut self, one: u32, other: u32) {
        self.apart.push((one, other));
    }

    pub(crate) fn root(&mut self, mut place: u32) -> u32 {
        while self.parent[place as usize] != place {
            let above = self.parent[place as usize];
            self.parent[place as usize] = self.parent[above as usize];
            place = above;
        }
        place
    }

    /// Joins two places and all that are with them; false where a pair among them is kept apart.
    pub(crate) fn join(&mut self, one: u32, other: u32) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return true;
        }
        for (a, b) in self.apart.clone() {
            let (a, b) = (self.root(a), self.root(b));
            if (a.min(b), a.max(b)) == (one.min(other), one.max(other)) {
                return false;
            }
        }
        self.parent[one.max(other) as usize] = one.min(other);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_apart_meets_in_no_way() {
        let mut sets = Sets::new(4);
        sets.keep_apart(0, 2);
        assert!(sets.join(3, 1) && sets.join(1, 0));
        assert!(!sets.join(3, 2));
        assert_eq!((0..4).map(|place| sets.root(place)).collect::<Vec<_>>(), [0, 0, 2, 0]);
    }
}
