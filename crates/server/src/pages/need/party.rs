//! How the parties that sign a need are drawn; who they are is settled in `strategy::party`.

pub(super) use strategy::party::Party;

use crate::parts::Mark;

/// The party's mark.
pub(super) fn mark(party: Party) -> Mark {
    match party {
        Party::Medical => Mark::Medical,
        Party::Commercial => Mark::Commercial,
        Party::Access => Mark::Access,
        Party::Compliance => Mark::Other,
    }
}
