//! The pages. One file each: what is shown, already worded, then the handler, then the markup made of `parts`.
//! What every page shares (who looks, which asset, the frame around) is in [`visit`].

pub mod account;
pub mod acting_as;
pub mod alignment;
pub mod audit;
pub mod customers;
pub mod door;
pub mod error;
pub mod example;
pub mod first_run;
mod guardrail;
pub mod guardrails;
pub mod health;
pub mod home;
pub mod import;
pub mod map;
pub mod markdown;
pub mod need;
pub mod outcome;
pub mod palette;
pub mod passkeys;
pub mod people;
pub mod preferences;
pub mod records;
pub mod rules;
pub mod sign_in;
mod signatures;
pub mod step_up;
pub mod timeline;
pub mod visit;
pub mod why;
mod withheld;

pub use visit::Visit;
