//! Facts from files: every source with a clean and an ugly file, bad input, mappings, archives, and real public files.

mod archives;
mod bad_input;
mod every_source;
mod gathered;
mod mappings;
mod reference;
mod streaming;
