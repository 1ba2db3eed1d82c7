//! A world that does not exist, as the files of real registers, companies and payers would show it, with known truth.
//! Everybody and everything follows from a seed and a number, so that files agree with each other, stream to any size and
//! are the same for the same seed and day; nothing here opens a file. Start at [`FILES`]; [`World`] says what can be chosen.

mod care;
mod clinician;
mod contact;
mod coverage;
mod difference;
mod draw;
mod files;
mod medicine;
mod npi;
mod place;
mod site;
mod specialty;
mod table;
mod world;

pub use files::{FILES, File, file};
pub use world::{PEOPLE_MAX, World};
