//! The ledger told as stories: what people do with it, what tampering does to it, what a killed process leaves.

mod audit;
mod given;
mod kills;
mod merging;
mod opening;
mod people;
mod properties;
mod races;
mod refusals;
mod sessions;
mod signatures;
mod story;
mod tamper;
mod time;
