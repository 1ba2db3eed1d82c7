//! Stories of files that are kept, linked, found and taken back.

mod deciding;
mod given;
mod kills;
mod opening;
mod properties;
mod searching;
mod viewing;
