//! Every rule, in the order of the codes. A rule is one file here, one page beside it, and one line.

use super::Rule;

macro_rules! rules {
    ($($module:ident)*) => {
        $(mod $module;)*
        /// Every rule.
        pub const ALL: &[Rule] = &[$($module::RULE),*];
    };
}

rules! {
    no_need
    claim_unsupported
}

/// The rule with a code or name.
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.code.eq_ignore_ascii_case(code) || rule.name.eq_ignore_ascii_case(code))
}
