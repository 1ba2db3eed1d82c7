//! The gate, told as stories: what a policy decides, and what is never let through.

mod asking;
mod coverage;
mod differential;
mod known_answers;
mod pairs;
mod reference;
mod ways;
