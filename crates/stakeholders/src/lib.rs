//! Who a stakeholder is and whom they influence: one identity across sources, and the network around it.
//! Nothing here reads a file, a clock or a random number: records, day and seed are parameters.
//! The network is not written yet.

pub mod identity;
pub mod synthetic;
