//! The pages. One file each: what is shown, already worded, then the handler, then the markup made of `parts`.
//! What every page shares (who looks, which asset, the frame around) is in [`visit`].

pub mod alignment;
pub mod error;
pub mod example;
mod guardrail;
pub mod health;
pub mod home;
pub mod import;
pub mod map;
pub mod markdown;
pub mod need;
pub mod outcome;
pub mod palette;
pub mod preferences;
pub mod records;
pub mod rules;
mod seat;
pub mod timeline;
pub mod visit;
pub mod why;
mod withheld;

pub use visit::Visit;
