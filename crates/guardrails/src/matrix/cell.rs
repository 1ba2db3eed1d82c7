//! What stands in a cell, and how it is written: `F`, `O+M`, `F own, M promo`, `W status`, `F on-label not-opted-out US, A`.
//!
//! ```text
//! cell  = "-" | grant { ("," | "+") grant } [ ";" duty { "," duty } ]
//! grant = letter { word }
//! letter  F full · M metadata · A aggregate · W when party to the item · O own · C in a case that Compliance opened
//! word    own · medical sales marketing access compliance leadership (whose record it is) · promo · on-label ·
//!         not-opted-out · US EU UK JP · flag (whether, and nothing more) · status (metadata of the item)
//! duty    co-sign · frozen
//! ```

use std::{collections::BTreeSet, fmt, str::FromStr};

use strategy::words_enum;

use crate::{Circumstances, Column, Depth, Jurisdiction};

/// What one column may see of one kind of data at one stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cell {
    /// What is granted; nothing at all is written `-`.
    pub grants: Vec<Grant>,
    /// What must be kept in mind.
    pub duties: BTreeSet<Duty>,
}

/// One grant of a cell: a letter, and under which conditions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Grant {
    /// The letter.
    pub letter: Letter,
    /// Whose records; empty means anybody's.
    pub of: BTreeSet<Holder>,
    /// Only promotional contacts.
    pub promotional: bool,
    /// Only within the label.
    pub on_label: bool,
    /// Only of people who have not opted out.
    pub not_opted_out: bool,
    /// Only in these jurisdictions; empty means in all.
    pub places: BTreeSet<Jurisdiction>,
    /// Less than the letter says.
    pub only: Option<Only>,
}

/// Whose records a grant speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// The viewer's own.
    Own,
    /// Those of a column.
    Column(Column),
}

words_enum! {
    /// The letters of the matrix.
    pub enum Letter {
        /// Full.
        Full = "F",
        /// Metadata: date, function, channel, class and status.
        Metadata = "M",
        /// Aggregated and de-identified.
        Aggregate = "A",
        /// Full, to whoever is party to the open item.
        Party = "W",
        /// Full, of one's own records.
        Own = "O",
        /// Full, in a case that Compliance opened.
        Case = "C",
    }
}

words_enum! {
    /// What makes a grant less than its letter.
    pub enum Only {
        /// Whether there is something, yes or no.
        Flag = "flag",
        /// The metadata of the item.
        Status = "status",
    }
}

words_enum! {
    /// What must be kept in mind where something is seen.
    pub enum Duty {
        /// A message about a generic or biosimilar that rests on it needs Compliance's co-signature.
        CoSign = "co-sign",
        /// What is there stays readable; nothing new is added.
        Frozen = "frozen",
    }
}

impl Duty {
    /// The obligation in words.
    pub fn words(self) -> &'static str {
        match self {
            Duty::CoSign => "a message about a generic or biosimilar that rests on this needs Compliance's co-signature",
            Duty::Frozen => "frozen: read what is there, set nothing new",
        }
    }
}

impl Grant {
    fn new(letter: Letter) -> Grant {
        Grant {
            letter,
            of: BTreeSet::new(),
            promotional: false,
            on_label: false,
            not_opted_out: false,
            places: BTreeSet::new(),
            only: None,
        }
    }

    /// How much the grant gives where it holds.
    pub fn depth(&self) -> Depth {
        match (self.letter, self.only) {
            (Letter::Aggregate, _) => Depth::Aggregate,
            (_, Some(Only::Flag)) => Depth::Flag,
            (Letter::Metadata, _) | (_, Some(Only::Status)) => Depth::Metadata,
            _ => Depth::Full,
        }
    }

    /// Whether the grant holds in a jurisdiction under these circumstances.
    pub fn holds(&self, facts: &Circumstances, place: &Jurisdiction) -> bool {
        let letter = match self.letter {
            Letter::Own => facts.own,
            Letter::Party => facts.party,
            Letter::Case => facts.case,
            Letter::Full | Letter::Metadata | Letter::Aggregate => true,
        };
        let holder = |holder: &Holder| match holder {
            Holder::Own => facts.own,
            Holder::Column(column) => facts.origin == Some(*column),
        };
        letter
            && (self.of.is_empty() || self.of.iter().any(holder))
            && (!self.promotional || facts.promotional)
            && (!self.on_label || facts.on_label)
            && (!self.not_opted_out || !facts.opted_out)
            && (self.places.is_empty() || self.places.contains(place))
    }

    fn word(&mut self, word: &str) -> Result<(), String> {
        let place = Jurisdiction::parse(word);
        if place.is_known() {
            // A member state's code would mean the whole Union without saying so.
            let exact = Jurisdiction::KNOWN.iter().any(|known| known.word().eq_ignore_ascii_case(word));
            self.places.insert(place);
            return if exact { Ok(()) } else { Err(format!("`{word}` is not one of `US`, `EU`, `UK`, `JP`")) };
        }
        match word.to_ascii_lowercase().as_str() {
            "own" => drop(self.of.insert(Holder::Own)),
            "promo" | "promotional" => self.promotional = true,
            "on-label" => self.on_label = true,
            "not-opted-out" => self.not_opted_out = true,
            "flag" if matches!(self.letter, Letter::Metadata) => self.only = Some(Only::Flag),
            "status" if matches!(self.letter, Letter::Party | Letter::Own) => self.only = Some(Only::Status),
            other => match Column::parse(other) {
                Some(column) => drop(self.of.insert(Holder::Column(column))),
                None => return Err(format!("`{word}` is not a word of a cell after `{}`", self.letter)),
            },
        }
        Ok(())
    }

    fn is_bare(&self) -> bool {
        *self == Grant::new(self.letter)
    }
}

impl Cell {
    /// The most that the cell gives in a jurisdiction under these circumstances. The same question, put to the gate,
    /// also hears the rules of the packs.
    pub fn depth(&self, facts: &Circumstances, place: &Jurisdiction) -> Depth {
        let holding = self.grants.iter().filter(|grant| grant.holds(facts, place));
        holding.map(Grant::depth).max().unwrap_or(Depth::Nothing)
    }

    /// The cell in which there is nothing.
    pub fn nothing() -> Cell {
        Cell::default()
    }
}

impl FromStr for Cell {
    type Err = String;

    /// Reads a cell; forgives case in words, `–` for `-`, and `+` for `,`.
    fn from_str(text: &str) -> Result<Cell, String> {
        let (grants, duties) = text.split_once(';').unwrap_or((text, ""));
        let mut cell = Cell::nothing();
        if !matches!(grants.trim(), "-" | "–") {
            for part in grants.split([',', '+']) {
                let mut words = part.split_whitespace();
                let first = words.next().ok_or_else(|| "a grant is missing; write a letter, or `-` for nothing".to_owned())?;
                let letter = Letter::parse(first).ok_or_else(|| format!("`{first}` is not one of {}, `-`", Letter::list()))?;
                let mut grant = Grant::new(letter);
                words.try_for_each(|word| grant.word(word))?;
                if cell.grants.contains(&grant) {
                    return Err(format!("`{grant}` stands twice"));
                }
                cell.grants.push(grant);
            }
        }
        for duty in duties.split(',').map(str::trim).filter(|duty| !duty.is_empty()) {
            cell.duties.insert(Duty::parse(duty).ok_or_else(|| format!("`{duty}` is not one of {}", Duty::list()))?);
        }
        Ok(cell)
    }
}

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.letter.as_str())?;
        for holder in &self.of {
            match holder {
                Holder::Own => f.write_str(" own")?,
                Holder::Column(column) => write!(f, " {column}")?,
            }
        }
        let marks = [(self.promotional, "promo"), (self.on_label, "on-label"), (self.not_opted_out, "not-opted-out")];
        for (_, word) in marks.iter().filter(|(set, _)| *set) {
            write!(f, " {word}")?;
        }
        for place in &self.places {
            write!(f, " {place}")?;
        }
        self.only.map_or(Ok(()), |only| write!(f, " {only}"))
    }
}

/// The one way to write it: letters alone are joined by `+`, everything else by commas.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joint = if self.grants.iter().all(Grant::is_bare) { "+" } else { ", " };
        let grants: Vec<String> = self.grants.iter().map(Grant::to_string).collect();
        f.write_str(if grants.is_empty() { "-".to_owned() } else { grants.join(joint) }.as_str())?;
        let duties: Vec<&str> = self.duties.iter().map(|duty| duty.as_str()).collect();
        if duties.is_empty() { Ok(()) } else { write!(f, "; {}", duties.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Result<String, String> {
        Cell::from_str(text).map(|cell| cell.to_string())
    }

    #[test]
    fn a_cell_is_read_forgivingly_and_written_in_one_way() {
        for (text, canonical) in [
            ("–", "-"),
            ("f", "F"),
            ("O, M", "O+M"),
            ("F own, m promotional", "F own, M promo"),
            ("F own+M access medical", "F own, M medical access"),
            ("W status", "W status"),
            ("F jp on-label us, A", "F on-label US JP, A"),
            ("F own, M promo ; CO-SIGN", "F own, M promo; co-sign"),
        ] {
            assert_eq!(written(text).as_deref(), Ok(canonical), "{text}");
            assert_eq!(written(canonical).as_deref(), Ok(canonical), "{text}");
        }
    }

    #[test]
    fn what_is_no_cell_is_refused_in_words() {
        for (text, says) in [
            ("", "a grant is missing; write a letter, or `-` for nothing"),
            ("X", "`X` is not one of `F`, `M`, `A`, `W`, `O`, `C`, `-`"),
            ("F sometimes", "`sometimes` is not a word of a cell after `F`"),
            ("F flag", "`flag` is not a word of a cell after `F`"),
            ("M+M", "`M` stands twice"),
            ("F DE", "`DE` is not one of `US`, `EU`, `UK`, `JP`"),
            ("F; soon", "`soon` is not one of `co-sign`, `frozen`"),
        ] {
            assert_eq!(written(text), Err(says.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_condition_that_does_not_hold_grants_nothing() {
        let cell: Cell = "F own, M medical access".parse().expect("a cell");
        let of = |origin, own| Circumstances { origin, own, ..Circumstances::default() };
        let depth = |facts| cell.depth(&facts, &Jurisdiction::Us);
        assert_eq!(depth(of(Some(Column::Sales), true)), Depth::Full);
        assert_eq!(depth(of(Some(Column::Access), false)), Depth::Metadata);
        assert_eq!(depth(of(Some(Column::Marketing), false)), Depth::Nothing);
        assert_eq!(depth(of(None, false)), Depth::Nothing);
    }
}
