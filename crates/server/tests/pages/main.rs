//! The pages as people meet them: a workspace in memory, a request, and what comes back. One module per area.

mod guardrails;
mod harness;

mod gate;
mod import;
mod map;
mod need;
mod palette;
mod records;
mod rules;
mod timeline;
