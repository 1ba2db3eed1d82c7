//! The server: use cases, pages, components and charts around the pure crates.
//! Pages word what is shown, `parts` and `charts` draw it; only `app` orders effects.

pub mod assets;
pub mod charts;
pub mod headers;
pub mod parts;
