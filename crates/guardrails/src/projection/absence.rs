//! The four words for absence. Nothing is ever left blank without one of them.

use std::fmt;

use crate::RuleId;

/// Why there is nothing to be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nothing is recorded.
    None,
    /// Nobody collects it.
    NotCollected,
    /// A rule withholds it.
    Withheld(RuleId),
    /// Too few people stand behind it: fewer than this.
    NotShown(u32),
}

impl Absence {
    /// The one word for a label: `none`, `not collected`, `withheld`, `not shown`.
    pub fn word(&self) -> &'static str {
        match self {
            Absence::None => "none",
            Absence::NotCollected => "not collected",
            Absence::Withheld(_) => "withheld",
            Absence::NotShown(_) => "not shown",
        }
    }

    /// What stands in a cell of an exported file. Reading such a file back, it is not a value: see [`Absence::parse`].
    pub fn export(&self) -> String {
        match self {
            Absence::None => "[NONE]".into(),
            Absence::NotCollected => "[NOT COLLECTED]".into(),
            Absence::Withheld(rule) => format!("[WITHHELD:{rule}]"),
            Absence::NotShown(below) => format!("[NOT SHOWN:<{below}]"),
        }
    }

    /// Reads what [`Absence::export`] writes.
    pub fn parse(text: &str) -> Option<Absence> {
        let inside = text.trim().strip_prefix('[')?.strip_suffix(']')?;
        match inside.split_once(':') {
            None if inside == "NONE" => Some(Absence::None),
            None if inside == "NOT COLLECTED" => Some(Absence::NotCollected),
            Some(("WITHHELD", rule)) if !rule.is_empty() => Some(Absence::Withheld(rule.into())),
            Some(("NOT SHOWN", below)) => below.strip_prefix('<')?.parse().ok().map(Absence::NotShown),
            _ => None,
        }
    }
}

/// The sentence for a reader: `withheld (GL-08)`.
impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Absence::None => f.write_str("none: nothing is recorded"),
            Absence::NotCollected => f.write_str("not collected"),
            Absence::Withheld(rule) => write!(f, "withheld ({rule})"),
            Absence::NotShown(below) => write!(f, "not shown (fewer than {below})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_export_writes_is_read_back_as_an_absence_and_never_as_a_value() {
        let all = [Absence::None, Absence::NotCollected, Absence::Withheld("GL-08".into()), Absence::NotShown(11)];
        let written: Vec<String> = all.iter().map(Absence::export).collect();
        assert_eq!(written, ["[NONE]", "[NOT COLLECTED]", "[WITHHELD:GL-08]", "[NOT SHOWN:<11]"]);
        let read: Vec<_> = written.iter().map(|text| Absence::parse(text)).collect();
        assert_eq!(read, all.map(Some));
        for value in ["", "none", "[x]", "[WITHHELD:]", "[NOT SHOWN:11]"] {
            assert_eq!(Absence::parse(value), None, "{value}");
        }
    }
}
