//! What the interface looks like and what guards it: colours, sizes, headers, assets and the gallery.

mod assets;
mod charts;
mod colour;
mod contrast;
mod gallery;
mod headers;
mod sample;
