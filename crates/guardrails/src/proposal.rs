//! What somebody proposes to change of a policy, in words: a form or a text in TOML. What it does not name stays as it is.
//!
//! ```toml
//! overlays = ["US-06"]                    # all that shall be on
//! relaxed = ["US-38"]
//! house = '''…'''                         # the customer's own rules
//!
//! [cells]
//! "approved/activity/sales" = "F own, M access"
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use crate::{Cell, Place, Policy, Refusal, load};

/// A change of a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The packs that shall be on.
    pub packs: Option<BTreeSet<String>>,
    /// The overlays that shall be on.
    pub overlays: Option<BTreeSet<String>>,
    /// The rules that shall be relaxed.
    pub relaxed: Option<BTreeSet<String>>,
    /// The customer's own rules.
    pub house: Option<String>,
    /// The cells that become another.
    pub cells: Vec<(Place, Cell)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    packs: Option<BTreeSet<String>>,
    overlays: Option<BTreeSet<String>>,
    relaxed: Option<BTreeSet<String>>,
    house: Option<String>,
    #[serde(default)]
    cells: BTreeMap<Spanned<String>, Spanned<String>>,
}

impl Proposal {
    /// Reads a proposal from TOML.
    ///
    /// # Errors
    /// Every cell that is none, and what is not TOML, with its line.
    pub fn read(file: &str, text: &str) -> Result<Proposal, Vec<Refusal>> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let place = error.span().map(|span| load::place(text, span.start)).unwrap_or_default();
            let how = "write packs, overlays, relaxed, house, or [cells] with `\"stage/data/column\" = \"cell\"`";
            vec![Refusal::at(file, place, error.message(), "a proposal that is read in part would change what nobody meant", how)]
        })?;
        let (mut cells, mut wrong) = (vec![], vec![]);
        for (place, cell) in &written.cells {
            match read_cell(place.get_ref(), cell.get_ref()) {
                Ok(read) => cells.push(read),
                Err((says, how)) => {
                    let why = "a cell that is guessed would open or close what nobody meant";
                    wrong.push(Refusal::at(file, load::place(text, place.span().start), says, why, how));
                }
            }
        }
        let Written { packs, overlays, relaxed, house, .. } = written;
        if wrong.is_empty() { Ok(Proposal { packs, overlays, relaxed, house, cells }) } else { Err(wrong) }
    }

    /// The policy with the change in it. Nobody has signed it; signatures on packs, which it does not touch, stay.
    pub fn on(&self, policy: &Policy) -> Policy {
        Policy {
            packs: self.packs.clone().unwrap_or_else(|| policy.packs.clone()),
            overlays: self.overlays.clone().unwrap_or_else(|| policy.overlays.clone()),
            relaxed: self.relaxed.clone().unwrap_or_else(|| policy.relaxed.clone()),
            matrix: policy.matrix.with(self.cells.iter().cloned()),
            house: self.house.clone().unwrap_or_else(|| policy.house.clone()),
            signatures: policy.pack_signatures().cloned().collect(),
        }
    }
}

impl Policy {
    /// Everything that decides as a text that [`Proposal::read`] reads.
    pub fn text(&self) -> String {
        let list = |words: &BTreeSet<String>| words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
        let mut text = format!(
            "packs = [{}]\noverlays = [{}]\nrelaxed = [{}]\nhouse = {}\n\n[cells]\n",
            list(&self.packs),
            list(&self.overlays),
            list(&self.relaxed),
            quoted(&self.house)
        );
        for place in Place::all() {
            text += &format!("\"{place}\" = \"{}\"\n", self.matrix.at(place));
        }
        text
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn read_cell(place: &str, cell: &str) -> Result<(Place, Cell), (String, &'static str)> {
    let Some(read) = Place::parse(place) else {
        return Err((format!("there is no cell `{place}`"), "write stage/data/column, as `approved/activity/sales`"));
    };
    match cell.parse() {
        Ok(cell) => Ok((read, cell)),
        Err(says) => Err((format!("cell `{place}`: {says}"), "write letters of the matrix with their words, as `F own, M access`")),
    }
}
