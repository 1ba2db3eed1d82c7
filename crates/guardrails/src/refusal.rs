//! Why a policy is not taken: every fault with its place, the reason and what to do. The policy in force stays.

use std::fmt;

/// One fault of a policy or a pack.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Refusal {
    /// The file, `matrix`, `house` (the customer's own rules) or `policy` (what is switched on, relaxed and signed).
    pub file: String,
    /// The line, from 1; 0 where the fault has no line.
    pub line: usize,
    /// The column, from 1; 0 where the fault has no line.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// Why that cannot be taken.
    pub why: String,
    /// What to do.
    pub how: String,
}

impl Refusal {
    pub(crate) fn whole(file: &str, what: impl Into<String>, why: impl Into<String>, how: impl Into<String>) -> Refusal {
        Refusal::at(file, (0, 0), what, why, how)
    }

    pub(crate) fn at(
        file: &str,
        (line, column): (usize, usize),
        what: impl Into<String>,
        why: impl Into<String>,
        how: impl Into<String>,
    ) -> Refusal {
        Refusal { file: file.into(), line, column, what: what.into(), why: why.into(), how: how.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: ", self.file)?,
            line => write!(f, "{}:{line}:{}: ", self.file, self.column)?,
        }
        write!(f, "{}: {}; help: {}", self.what, self.why, self.how)
    }
}
