//! Every file, in the order in which they are written. A new one is one module with a line here.

mod accounts;
mod addresses;
mod calls;
mod doctors;
mod exclusions;
mod formulary;
mod inquiries;
mod medical_claims;
mod nppes;
mod payments;
mod pharmacy_claims;
mod plans;
mod prescribers;
mod truth;
mod truth_organisations;

use std::io::{self, Write};

use crate::world::World;

/// A file of the world.
#[derive(Debug)]
pub struct File {
    /// The word by which it is asked for: `nppes`.
    pub word: &'static str,
    /// The source of facts whose layout it has; empty for the files of truth.
    pub source: &'static str,
    /// What it holds, in one line.
    pub about: &'static str,
    name: fn(&World) -> String,
    write: fn(&World, &mut dyn Write) -> io::Result<u64>,
}

impl File {
    /// The file's name, as its publisher would name it on the world's day.
    pub fn name(&self, world: &World) -> String {
        (self.name)(world)
    }

    /// Writes the file row by row and gives the number of rows, without the heading. It needs no other file, and the memory of
    /// one row. An error is the writer's.
    pub fn write(&self, world: &World, out: &mut dyn Write) -> io::Result<u64> {
        (self.write)(world, out)
    }
}

/// Every file.
pub const FILES: &[File] = &[
    nppes::FILE,
    doctors::FILE,
    payments::FILE,
    prescribers::FILE,
    plans::FILE,
    formulary::FILE,
    accounts::FILE,
    addresses::FILE,
    calls::FILE,
    inquiries::FILE,
    pharmacy_claims::FILE,
    medical_claims::FILE,
    exclusions::FILE,
    truth::FILE,
    truth_organisations::FILE,
];

/// The file of a word.
pub fn file(word: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.word == word)
}
