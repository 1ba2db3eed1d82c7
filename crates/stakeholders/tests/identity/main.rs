//! The linker's stories.

mod reference;
