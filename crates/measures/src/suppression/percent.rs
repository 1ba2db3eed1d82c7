use super::{place::Place, published::Published, sheet::Sheet};

/// A share in whole percent. It is worked out from what the table shows anyway, the rounded total included, and from nothing
/// else: a percentage of the true total would give that total away (*35 people, 11.5 %*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent {
    /// The share of the total as it is shown, never outside the bounds.
    pub about: u64,
    /// The least that the share can be, rounded down.
    pub least: u64,
    /// The most that the share can be, rounded up.
    pub most: u64,
}

/// What a cell is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Its row.
    Row,
    /// Its column.
    Column,
    /// Everyone.
    All,
}

impl Sheet {
    /// The share of a cell; none where the cell or the total is not shown, or nobody is there.
    pub fn percent(&self, row: usize, column: usize, of: Of) -> Option<Percent> {
        let place = match of {
            Of::Row => Place::Row(row),
            Of::Column => Place::Column(column),
            Of::All => Place::All,
        };
        let Published::Shown(count) = self.at(Place::Cell(row, column))? else { return None };
        let whole = self.at(place)?;
        let (Published::Shown(shown) | Published::About { count: shown, .. }) = whole else { return None };
        let known = whole.known(place, &self.policy);
        let (lowest, highest) = (u64::try_from(known.least).ok()?.max(count), u64::try_from(known.most?).ok()?);
        if shown == 0 || highest == 0 {
            return None;
        }
        let (least, most) = (100 * count / highest, (100 * count).div_ceil(lowest));
        let about = ((200 * count + shown) / (2 * shown)).clamp(least, most);
        Some(Percent { about, least, most })
    }
}
