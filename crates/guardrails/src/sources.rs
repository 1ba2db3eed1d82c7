//! The texts that are shipped: the schema, the table of packs, the packs. They are part of the program; tests bring others.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Refusal, Signature, policy};

/// The texts from which a gate is made.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The Cedar schema.
    pub schema: String,
    /// The table of packs, in TOML.
    pub table: String,
    /// The text of each pack, by file name.
    pub packs: BTreeMap<String, String>,
}

macro_rules! shipped {
    ($($file:literal),+) => { [$(($file, include_str!(concat!("../../../", $file)))),+] };
}

impl Sources {
    /// The texts that are part of the program.
    pub fn shipped() -> Sources {
        let packs = shipped!["packs/global.cedar", "packs/us.cedar", "packs/eu.cedar", "packs/uk.cedar", "packs/jp.cedar"];
        Sources {
            schema: include_str!("../../../packs/schema.cedarschema").into(),
            table: include_str!("../../../packs/packs.toml").into(),
            packs: packs.into_iter().map(|(file, text)| (file.to_owned(), text.to_owned())).collect(),
        }
    }

    /// Puts another text in place of a pack's and writes its digest into the table, as a reviewed change would.
    pub fn with_pack(mut self, file: &str, text: &str) -> Sources {
        if let Some(old) = self.packs.insert(file.into(), text.into()) {
            self.table = self.table.replace(&policy::digest(old.as_bytes()), &policy::digest(text.as_bytes()));
        }
        self
    }
}

/// One row of the table of packs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackInfo {
    /// The name by which policies and verdicts call it: `us`.
    #[serde(skip_deserializing)]
    pub name: String,
    /// The name people read: `United States`.
    pub title: String,
    /// The file.
    pub file: String,
    /// Where it applies: `US`, `EU`, `UK`, `JP`; everywhere, if none is named.
    pub jurisdictions: Vec<String>,
    /// The version.
    pub version: String,
    /// By when Compliance must review it.
    pub review_by: String,
    /// The SHA-256 of the file's bytes.
    pub digest: String,
    /// Compliance's signature on exactly this text, if the policy carries one.
    #[serde(skip_deserializing)]
    pub reviewed: Option<Signature>,
}

impl PackInfo {
    /// By when Compliance must review it, as a day.
    pub fn review_day(&self) -> Option<Date> {
        self.review_by.parse().ok()
    }
}

const TABLE: &str = "packs/packs.toml";

/// Reads the table: packs of one jurisdiction first, the ones for everywhere last, so that the nearer rule is named first.
pub(crate) fn table(sources: &Sources) -> Result<Vec<PackInfo>, Vec<Refusal>> {
    let read: BTreeMap<String, PackInfo> = toml::from_str(&sources.table).map_err(|error| {
        let place = error.span().map(|span| super::load::place(&sources.table, span.start)).unwrap_or_default();
        vec![Refusal::at(TABLE, place, error.message(), "without the table no pack is known", "mend the table of packs")]
    })?;
    let mut packs: Vec<PackInfo> = read.into_iter().map(|(name, pack)| PackInfo { name, ..pack }).collect();
    packs.sort_by_key(|pack| pack.jurisdictions.is_empty());
    Ok(packs)
}

/// The text of a pack, if it is the one that the table names.
pub(crate) fn text<'s>(pack: &PackInfo, sources: &'s Sources) -> Result<&'s str, Refusal> {
    let Some(text) = sources.packs.get(&pack.file) else {
        return Err(Refusal::whole(TABLE, format!("no file `{}`", pack.file), "the table names it", "add the file or take the row out"));
    };
    let found = policy::digest(text.as_bytes());
    if found != pack.digest {
        return Err(Refusal::whole(
            &pack.file,
            format!("its digest is {found}, the table says `{}`", pack.digest),
            "a pack whose text is not the one that was released may have been tampered with",
            "review the difference; if it is meant, write the new digest and version into packs/packs.toml",
        ));
    }
    Ok(text)
}
