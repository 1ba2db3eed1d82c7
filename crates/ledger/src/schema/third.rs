//! The third step: the audit knows the word `policy-step`, and is found by function and by instant.

use crate::Error;
use crate::store::Connection;

/// The indexes by which the audit is read.
pub(super) const INDEXES: &[&str] =
    &["CREATE INDEX event_by_function ON event (acting_as, seq)", "CREATE INDEX event_by_instant ON event (at_us, seq)"];

/// Nothing begins anew; an older program, which does not know the word, meets a later schema and stops.
pub(super) fn begin(_: &Connection) -> Result<(), Error> {
    Ok(())
}
