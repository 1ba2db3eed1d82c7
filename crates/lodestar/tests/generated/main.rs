//! What the generator writes is what the importers read, and what the linker can find out is what is true.

mod linked;
mod read;
mod taken;
