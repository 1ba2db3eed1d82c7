//! Everything that is known of one stakeholder, found at once: a read model in one SQLite file beside the lake.
//!
//! Facts come in file by file ([`Customers::keep`]) and go out again as they came ([`Customers::undo`]); which records are one
//! stakeholder is decided by [`Customers::link`] and by people ([`Customers::merge`], [`Customers::separate`]).
//! Nothing here knows a seat: whoever shows a row puts it through the gate first. Start at [`Customers`].

mod answer;
mod body;
mod customers;
mod decisions;
mod details;
mod doubt;
mod error;
mod fact;
mod fold;
mod golden;
mod imports;
mod keep;
mod kind;
mod link;
mod refresh;
mod schema;
mod search;
mod stakeholder;
mod store;
mod system;
mod taken;
mod timeline;
mod undo;
mod union;
mod write;

pub use answer::{Answer, Found};
pub use customers::Customers;
pub use decisions::{Decided, Decision};
pub use doubt::{Doubt, Why, WhyStep};
pub use error::Error;
pub use fact::{Fact, Provenance};
pub use golden::{Golden, Lineage};
pub use imports::{Import, Imported, Kept, KeptFile};
pub use keep::Keeping;
pub use kind::Kind;
pub use link::Linked;
pub use stakeholder::{Joined, Record, RecordName, Stakeholder, StakeholderId};
pub use stakeholders::identity::Verdict;
pub use taken::tables;
pub use timeline::{Affiliation, Highlights};
