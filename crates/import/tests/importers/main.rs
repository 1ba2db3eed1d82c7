//! Every importer over clean, ugly and hostile files, and over the real ones where they are at hand.
//! All fixtures are made up: their studies, people, journals and medicines do not exist.

mod archives;
mod hostile;
mod labels;
mod medline;
mod mutations;
mod reference;
mod show;
mod sources;
mod trials;
