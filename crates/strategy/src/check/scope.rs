//! Whether two records of one asset can meet: in which markets they hold.

use crate::record::Record;

/// Whether two records of one asset hold in a market in common. A record that names no market holds in all of them.
pub(super) fn share_market(one: &Record, other: &Record) -> bool {
    let (one, other) = (&one.header.markets, &other.header.markets);
    one.is_empty() || other.is_empty() || one.iter().any(|market| other.iter().any(|theirs| theirs.key == market.key))
}
