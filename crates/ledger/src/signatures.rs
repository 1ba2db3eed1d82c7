//! Signatures: a person, acting as a function, gives one exact revision of a record a meaning. What was signed stands in
//! the audit and is sealed with it; a table only says where. 21 CFR 11.50 and 11.70: name, instant and meaning are bound
//! to the revision's hash, so that a signature cannot be lifted onto anything else.

mod sign;
mod standing;

pub use sign::{Sign, Signature, Signs};
pub use standing::Standing;

pub(crate) use sign::{of_columns, of_event, put};

#[cfg(test)]
mod tests;
