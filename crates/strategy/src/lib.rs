//! The strategy as a typed graph, and everything that can be computed from it: checks, impact, comparison, sequence.
//! Nothing here reads a file, a clock or a random number; day, seed and ids are parameters, and the same input
//! gives the same output. A user's mistake is a [`Finding`], never an error. Start reading at [`record`], then [`check`].

pub mod change;
pub mod check;
pub mod compare;
pub mod draft;
pub mod finding;
pub mod function;
pub mod graph;
pub mod identifier;
pub mod impact;
pub mod input;
pub mod key;
pub mod links;
pub mod party;
pub mod population;
pub mod record;
pub mod schema;
pub mod sequence;
pub mod text;
pub mod toml_form;
pub mod words;

pub use change::{Change, Fix};
pub use check::{Checker, check};
pub use compare::{Difference, compare};
pub use draft::{Draft, Origin, Place, Places};
pub use finding::{Finding, Severity, Standing};
pub use function::{Function, Lane, Owner};
pub use graph::{Graph, Node};
pub use impact::{Impact, impact};
pub use key::{Any, Key, RecordId, Ref};
pub use population::Population;
pub use record::{Kind, Record};
