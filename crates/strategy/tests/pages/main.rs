//! The rule pages are the tests: every example is run, its findings must be exactly those that the page states,
//! and every rule must survive every example.

mod examples;
mod pages;
