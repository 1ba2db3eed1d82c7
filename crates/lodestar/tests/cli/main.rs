//! The command line as a person meets it: the real program, in a folder of its own.
#![cfg(unix)]

mod corpus;
mod fixtures;
mod hostile;
mod interrupted;
mod pipes;
mod run;
mod scenario;
mod scenarios;
