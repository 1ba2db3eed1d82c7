//! `identity`: which records of several files are one person or organisation.
//! Files in, clusters out; no workspace is read or written.

mod columns;
mod link;
mod output;

use crate::{
    args::{Common, Identity},
    exit::Exit,
};

pub(super) fn run(common: &Common, step: &Identity) -> anyhow::Result<Exit> {
    match step {
        Identity::Link(asked) => link::run(common, asked),
    }
}
