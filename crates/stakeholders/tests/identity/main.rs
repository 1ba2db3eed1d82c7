//! The linker's stories.

mod properties;
mod reference;
