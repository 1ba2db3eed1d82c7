//! The pages as people meet them: a workspace in memory, a request, and what comes back. One module per area.

mod guardrails;
mod harness;
mod routes;

mod attacks;
mod audit;
mod customers;
mod gate;
mod import;
mod map;
mod may_i;
mod need;
mod palette;
mod people;
mod policy;
mod records;
mod rules;
mod timeline;
mod unseen;
