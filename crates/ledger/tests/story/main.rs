//! The ledger told as stories: what people do with it, what tampering does to it, what a killed process leaves.

mod given;
mod kills;
mod merging;
mod opening;
mod properties;
mod refusals;
mod story;
mod tamper;
mod time;
