//! What can be wrong with the input itself, before any rule can look at it: family I.
//! These findings come from reading, so they have no counterfactual of their own and no mechanical fix.

use crate::{
    draft::{Origin, Place},
    finding::{Finding, Severity},
    graph::Graph,
    key::{Key, KeyMap},
    record::{Body, Header, Kind, Record},
};

/// A family I code: what it is called and what it means.
#[derive(Debug)]
pub struct InputCode {
    /// The code.
    pub code: &'static str,
    /// The name.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means and what to do, in one or two sentences.
    pub about: &'static str,
}

macro_rules! codes {
    ($($constant:ident $code:literal $name:literal $severity:ident $about:literal;)+) => {
        $(const $constant: InputCode = InputCode { code: $code, name: $name, severity: Severity::$severity, about: $about };)+
        /// Every code of family I.
        pub const CODES: &[InputCode] = &[$($constant,)+];
    };
}

codes! {
    UNREADABLE "I001" "file-unreadable" Blocker "The file is not what its name says: broken TOML, a damaged workbook, XML that ends early. Nothing of it was read; mend it where the finding points and read it again.";
    UNKNOWN_KIND "I002" "unknown-kind" Blocker "A table or sheet is named for a kind of record that does not exist. Its records were not read; use one of the kinds that `lodestar explain` lists.";
    UNKNOWN_FIELD "I003" "unknown-field" Major "A record has a field that its kind does not have. The field was not read; the other fields were.";
    UNREADABLE_FIELD "I004" "unreadable-field" Major "A field's value cannot be read: a day that is none, a word outside a closed list, a link that is no key. The field was left empty; the other fields were read.";
    DUPLICATE_KEY "I005" "duplicate-key" Blocker "Two records have one key. The first one counts; give the second another key.";
    DANGLING "I006" "dangling-link" Major "A link points at a record that does not exist.";
    WRONG_KIND "I007" "link-of-wrong-kind" Major "A link points at a record of another kind than the field takes.";
    BAD_KEY "I008" "bad-key" Blocker "A key is empty, too long, or holds a character that a key may not hold. The record was not read.";
    NO_SUCH_RECORD "I009" "no-such-record" Blocker "A change names a record that does not exist.";
    REFUSED "I010" "file-refused" Blocker "The file is larger or deeper than a strategy can be, or holds something that is never read (a formula, an external entity). Nothing of it was read.";
    ROW_REJECTED "I011" "row-rejected" Major "A row of a file of facts cannot be read: cells are missing, or what names it is. It was not taken over; `--rejects` writes these rows with the problem of each, to be mended and read again.";
    VALUE_UNKNOWN "I012" "value-unknown" Minor "A cell of a file of facts cannot be read as what its column holds. It counts as unknown, which is not zero; the rest of the row was taken over.";
    VALUE_MENDED "I013" "value-mended" Note "A cell was read although a program had changed how it is written, because a check digit or the width proves what it was.";
    COLUMN_MISSING "I014" "column-missing" Major "A file of facts has no column for something that its kind of file always says.";
}

/// Where a record is being read.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The kind.
    pub kind: Kind,
    /// The key.
    pub key: &'a Key,
    /// The source.
    pub origin: Option<&'a Origin>,
}

impl InputCode {
    fn raise(&self, kind: Kind, message: String, help: String) -> Finding {
        let bare = Record {
            id: crate::RecordId::derived("", &Key::new("none").expect("a fixed key")),
            key: Key::new("none").expect("a fixed key"),
            revision: 0,
            header: Header::default().into(),
            body: Body::empty(kind),
            origin: None,
        };
        let mut finding = Finding::new(&bare, "", message).help(help).severity(self.severity);
        finding.record = None;
        finding.title = String::new();
        finding.unless = "the input could be read".into();
        finding.seal(self.code, self.name, 1);
        finding
    }

    fn raise_in(&self, file: &str, place: Option<Place>, message: String, help: String) -> Finding {
        let mut finding = self.raise(Kind::Asset, message, help);
        finding.source = Some((file.to_owned(), place));
        finding.seal(self.code, self.name, 1);
        finding
    }

    fn raise_at(&self, site: &Site<'_>, field: &str, message: String, help: String) -> Finding {
        let mut finding = self.raise(site.kind, message, help);
        finding.record = Some(site.key.clone());
        finding.title = site.key.to_string();
        finding.field = Some(field.to_owned()).filter(|f| !f.is_empty());
        finding.source = site.origin.map(|origin| (origin.file.clone(), origin.place_of(field).cloned()));
        finding.seal(self.code, self.name, 1);
        finding
    }
}

/// A file that cannot be read at all.
pub fn unreadable(file: &str, place: Option<Place>, says: impl Into<String>) -> Finding {
    UNREADABLE.raise_in(
        file,
        place,
        says.into(),
        "mend the file where this points, then read it again; nothing of it was taken over".into(),
    )
}

/// A file that is never read, for safety.
pub fn refused(file: &str, place: Option<Place>, says: impl Into<String>, help: impl Into<String>) -> Finding {
    REFUSED.raise_in(file, place, says.into(), help.into())
}

/// What can be wrong with a file of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactFault {
    /// A row was not taken over.
    Rejected,
    /// A value counts as unknown.
    Unknown,
    /// A value was mended.
    Mended,
    /// A column is missing.
    Missing,
}

/// A fault in a file of facts, often of many of its rows together.
pub fn fact(fault: FactFault, file: &str, place: Option<Place>, says: impl Into<String>, help: impl Into<String>) -> Finding {
    let code = match fault {
        FactFault::Rejected => ROW_REJECTED,
        FactFault::Unknown => VALUE_UNKNOWN,
        FactFault::Mended => VALUE_MENDED,
        FactFault::Missing => COLUMN_MISSING,
    };
    code.raise_in(file, place, says.into(), help.into())
}

/// A kind that does not exist.
pub fn unknown_kind(name: &str, at: Option<(&str, Place)>) -> Finding {
    let near = crate::words::nearest(name, Kind::ALL.iter().map(|k| k.name()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`lodestar explain` lists the kinds of record".into(),
    };
    let (file, place) = at.map_or((String::new(), None), |(file, place)| (file.to_owned(), Some(place)));
    UNKNOWN_KIND.raise_in(&file, place, format!("`{name}` is not a kind of record"), help)
}

/// A field that its kind does not have; `near` is the field that was probably meant.
pub fn unknown_field(site: &Site<'_>, field: &str, near: String) -> Finding {
    let help = match near.as_str() {
        "" => format!("`lodestar explain {}` lists its fields", site.kind.name()),
        near => format!("did you mean `{near}`?"),
    };
    UNKNOWN_FIELD.raise_at(
        site,
        field,
        format!("{} `{}` has a field `{field}` that its kind does not have", site.kind.label(), site.key),
        help,
    )
}

/// A column of a workbook that its kind does not have; `near` is the field that was probably meant.
pub fn unknown_column(file: &str, place: Place, kind: Kind, name: &str, near: Option<&str>) -> Finding {
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("`lodestar explain {}` lists its fields", kind.name()),
    };
    UNKNOWN_FIELD.raise_in(file, Some(place), format!("column `{name}` is not a field of {}", kind.plural()), help)
}

/// A value that cannot be read.
pub fn unreadable_field(site: &Site<'_>, field: &str, says: String) -> Finding {
    let help = match crate::schema::field(site.kind, field) {
        Some(known) => format!("`{field}` takes {}", known.shape.words()),
        None => format!("`lodestar explain {}` says how its fields are written", site.kind.name()),
    };
    UNREADABLE_FIELD.raise_at(site, field, format!("`{field}` of {} `{}` cannot be read: {says}", site.kind.label(), site.key), help)
}

/// A second record with the same key.
pub fn duplicate_key(site: &Site<'_>, first: &str) -> Finding {
    DUPLICATE_KEY.raise_at(site, "", format!("key `{}` is already taken by {first}", site.key), "give one of them another key".into())
}

/// A key that is none.
pub fn bad_key(file: &str, place: Option<Place>, key: &str) -> Finding {
    BAD_KEY.raise_in(file, place, format!("`{key}` is not a key"), "use up to 64 letters, digits, `-`, `_` or `.`, such as `N-1`".into())
}

/// A change to a record that is not there.
pub fn no_such_record(key: &Key) -> Finding {
    NO_SUCH_RECORD.raise_in(
        "",
        None,
        format!("there is no record `{key}` to change"),
        "read the strategy again; it may have been removed".into(),
    )
}

pub(crate) fn dangling_link(record: &Record, field: &str, to: &Key, wants: Option<Kind>, near: Option<&str>) -> Finding {
    let what = wants.map_or("record".into(), Kind::label);
    let help = match near {
        Some(near) => format!("did you mean `{near}`? Otherwise write the {what} `{to}`, or take the link out"),
        None => format!("write the {what} `{to}`, or take the link out"),
    };
    let site = Site { kind: record.kind(), key: &record.key, origin: record.origin.as_deref() };
    let message = format!("`{field}` of {} `{}` points at {what} `{to}`, which does not exist", record.kind().label(), record.key);
    let mut finding = DANGLING.raise_at(&site, field, message, help);
    finding.title = record.title().to_owned();
    finding.owner = record.header.owner.clone();
    finding = finding.fact_said(record, field, to.as_str());
    finding.seal(DANGLING.code, DANGLING.name, 1);
    finding
}

pub(crate) fn link_of_wrong_kind(record: &Record, field: &str, target: &Record, wants: Kind) -> Finding {
    let site = Site { kind: record.kind(), key: &record.key, origin: record.origin.as_deref() };
    let is = crate::schema::with_article(&target.kind().label());
    let message = format!("`{field}` of {} `{}` points at `{}`, which is {is}", record.kind().label(), record.key, target.key);
    let help = format!("`{field}` takes {}", crate::schema::with_article(&wants.label()));
    let mut finding = WRONG_KIND.raise_at(&site, field, message, help);
    finding.title = record.title().to_owned();
    finding.owner = record.header.owner.clone();
    finding = finding.fact_said(record, field, target.key.as_str());
    finding.seal(WRONG_KIND.code, WRONG_KIND.name, 1);
    finding
}

/// Records in their order, without those whose key an earlier one has, and a finding for each of these.
pub fn duplicates(records: Vec<Record>) -> (Vec<Record>, Vec<Finding>) {
    let mut numbers: KeyMap<usize> = KeyMap::default();
    let mut findings = vec![];
    let mut kept: Vec<Record> = Vec::with_capacity(records.len());
    for record in records {
        match numbers.get(&record.key) {
            Some(first) => {
                let site = Site { kind: record.kind(), key: &record.key, origin: record.origin.as_deref() };
                findings.push(duplicate_key(&site, &named(&kept[*first])));
            }
            None => {
                numbers.insert(record.key.clone(), kept.len());
                kept.push(record);
            }
        }
    }
    (kept, findings)
}

/// The record and where it was read: ``the need `title` (file.toml, line 3)``.
fn named(record: &Record) -> String {
    let at = record.origin.as_ref().map(|o| match &o.place {
        Some(place) => format!(" ({}, {})", o.file, place.words()),
        None => format!(" ({})", o.file),
    });
    format!("the {} `{}`{}", record.kind().label(), record.title(), at.unwrap_or_default())
}

/// The graph of records that were read, with everything that is wrong with the input.
pub fn graph(records: Vec<Record>, mut findings: Vec<Finding>) -> (Graph, Vec<Finding>) {
    let (records, doubled) = duplicates(records);
    findings.extend(doubled);
    let graph = Graph::of(records);
    findings.extend(graph.problems());
    (graph, findings)
}
