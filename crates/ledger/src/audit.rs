//! The audit: who saw, refused, switched, signed, exported and changed people, one event after the other.
//! Events have a hash chain of their own beside that of the revisions. One chain for both would number revisions with
//! gaps and make every refused request move the version of the strategy; two chains of one make stay independent, and a
//! witness holds both ends together. What an event is about is named, never quoted: no content of records is kept here.

mod event;
mod read;
mod what;
mod write;

pub use event::{By, Entry, Event};
pub use read::Filter;
pub use what::What;

pub(crate) use event::{EVENT, sealed_event};
pub(crate) use read::at;
pub(crate) use write::{add, tail};
