//! The worked example in `examples/`: it can be read, it holds the flaws it says it holds, its mended twin holds none
//! that must not go out, and every fix that is offered for it does what it says.

mod flaws;
mod folder;
mod mended;
