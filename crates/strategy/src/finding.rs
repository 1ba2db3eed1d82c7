//! What a check says: where, what, why it matters, what would mend it, and who should.
//! The id is stable: the same rule, record, field and facts' records give the same id on any machine.

use std::{
    fmt,
    ops::{Deref, DerefMut},
    sync::Arc,
};

use sha2::{Digest, Sha256};

use crate::{
    change::Fix,
    draft::Place,
    function::Owner,
    key::Key,
    record::{Kind, Record},
    words::words_enum,
};

words_enum! {
    /// How bad a finding is, worst first.
    pub enum Severity {
        /// Must not go out.
        Blocker = "blocker",
        /// Harms the strategy.
        Major = "major",
        /// Worth mending.
        Minor = "minor",
        /// Worth knowing.
        Note = "note",
    }
}

/// One finding. Those who hold the same one share it, so that thousands of them are handed on at once; whoever changes one
/// that is shared gets a copy of its own.
#[derive(Clone)]
pub struct Finding(Arc<Said>);

/// What a finding says.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The stable id: `F-` and eight letters or digits.
    pub id: String,
    /// The rule's code: `F201`.
    pub code: &'static str,
    /// The rule's name: `need-taught-beyond-label`.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The kind of the record it points at.
    pub kind: Kind,
    /// The key of the record it points at; `None` when the input has no record there.
    pub record: Option<Key>,
    /// The record's title.
    pub title: String,
    /// The field it points at.
    pub field: Option<String>,
    /// What is wrong: one line, lower case, no full stop.
    pub message: String,
    /// What to do next.
    pub help: String,
    /// The facts used.
    pub facts: Vec<Fact>,
    /// When it would not be raised: completes "would not be raised if …".
    pub unless: String,
    /// Ways to mend it, fewest records first.
    pub fixes: Vec<Fix>,
    /// How the records hang together, from the one at fault to the one that shows it.
    pub path: Vec<Step>,
    /// Who should mend it.
    pub owner: Option<Owner>,
    /// The file and the place in it.
    pub source: Option<(String, Option<Place>)>,
    /// Whether it is open, accepted or disputed.
    pub standing: Standing,
    /// A fingerprint of the facts' values; a waiver holds only while it stays the same.
    pub fingerprint: String,
}

/// Whether a finding counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Open,
    /// It is known and borne under this waiver, until the day.
    Accepted {
        /// The waiver.
        waiver: Key,
        /// The last day.
        until: Option<jiff::civil::Date>,
    },
    /// It was called wrong under this waiver, as long as the facts stay.
    Disputed {
        /// The waiver.
        waiver: Key,
    },
}

/// One fact that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The record.
    pub record: Key,
    /// Its revision.
    pub revision: u32,
    /// The field.
    pub field: String,
    /// The value in words.
    pub value: String,
}

/// One step of a path: a record and how the next one hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The record.
    pub record: Key,
    /// The record's title.
    pub title: String,
    /// The field by which this record points at the one before; empty at the first step.
    pub by: String,
}

impl Deref for Finding {
    type Target = Said;

    fn deref(&self) -> &Said {
        &self.0
    }
}

impl DerefMut for Finding {
    fn deref_mut(&mut self) -> &mut Said {
        Arc::make_mut(&mut self.0)
    }
}

impl PartialEq for Finding {
    fn eq(&self, other: &Finding) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Finding {
    /// A finding about `field` of a record; an empty field means the whole record.
    pub fn new(record: &Record, field: &str, message: impl Into<String>) -> Finding {
        let source = record.origin.as_ref().map(|origin| (origin.file.clone(), origin.place_of(field).cloned()));
        Finding(Arc::new(Said {
            id: String::new(),
            code: "",
            name: "",
            severity: Severity::Note,
            kind: record.kind(),
            record: Some(record.key.clone()),
            title: record.title().to_owned(),
            field: Some(field.to_owned()).filter(|f| !f.is_empty()),
            message: message.into(),
            help: String::new(),
            facts: vec![],
            unless: String::new(),
            fixes: vec![],
            path: vec![],
            owner: record.header.owner.clone(),
            source,
            standing: Standing::Open,
            fingerprint: String::new(),
        }))
    }

    /// Says what to do next.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Completes "would not be raised if …".
    pub fn unless(mut self, unless: impl Into<String>) -> Self {
        self.unless = unless.into();
        self
    }

    /// Adds a fact with the value as it stands in the record.
    pub fn fact(self, record: &Record, field: &str) -> Self {
        let value = record.field(field).map(|v| value_words(&v)).unwrap_or_else(|| "none".into());
        self.fact_said(record, field, value)
    }

    /// Adds a fact whose value is said in other words than the record's.
    pub fn fact_said(mut self, record: &Record, field: &str, value: impl Into<String>) -> Self {
        self.facts.push(Fact { record: record.key.clone(), revision: record.revision, field: field.to_owned(), value: value.into() });
        self
    }

    /// Adds a way to mend it.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Adds a step to the path; the first step has an empty `by`.
    pub fn step(mut self, record: &Record, by: &str) -> Self {
        self.path.push(Step { record: record.key.clone(), title: record.title().to_owned(), by: by.to_owned() });
        self
    }

    /// Names another owner than the record's.
    pub fn owner(mut self, owner: impl Into<Owner>) -> Self {
        self.owner = Some(owner.into());
        self
    }

    /// Another severity than the rule's, where a rule grades what it finds.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Whether it counts.
    pub fn is_open(&self) -> bool {
        self.standing == Standing::Open
    }

    /// The path on one line: `claim C-4 <- message M-2 <- content CT-1`.
    pub fn path_words(&self) -> String {
        self.path.iter().map(|step| format!("`{}` {}", step.title, step.record)).collect::<Vec<_>>().join(" <- ")
    }

    /// Fills in what belongs to the rule, ranks the fixes, and computes the id and the fingerprint.
    pub(crate) fn seal(&mut self, code: &'static str, name: &'static str, version: u32) {
        let said = &mut **self;
        said.code = code;
        said.name = name;
        let labels = said.fixes.iter_mut().map(|fix| &mut fix.label);
        // Messages quote what people wrote, and that may hold line breaks and worse.
        [&mut said.message, &mut said.help, &mut said.unless].into_iter().chain(labels).for_each(one_line);
        said.fixes.sort_by(|a, b| a.touches().cmp(&b.touches()).then_with(|| a.label.cmp(&b.label)));
        let mut records: Vec<&str> = said.facts.iter().map(|fact| fact.record.as_str()).collect();
        records.sort_unstable();
        records.dedup();
        let key = said.record.as_ref().map(Key::as_str).unwrap_or_default();
        let version = version.to_string();
        let place = match &said.source {
            Some((file, Some(place))) if said.record.is_none() => format!("{file} {}", place.words()),
            _ => String::new(),
        };
        let identity = [code, &version, said.kind.name(), key, said.field.as_deref().unwrap_or_default(), &place];
        said.id = format!("F-{}", short_hash(identity.into_iter().chain(records)));
        let facts = said.facts.iter().flat_map(|fact| [fact.record.as_str(), &fact.field, &fact.value]);
        said.fingerprint = short_hash(facts);
    }
}

/// Puts a text on one line that no terminal or page can be led astray by.
fn one_line(text: &mut String) {
    if text.contains(crate::text::is_unruly) {
        *text = text.replace(crate::text::is_unruly, " ");
    }
}

/// Eight letters and digits that stand for some texts in their order.
fn short_hash<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text);
    }
    hasher.finalize().iter().take(8).map(|byte| LETTERS[usize::from(byte & 31)] as char).collect()
}

/// A field's value as people read it: texts bare, lists with commas, groups as `name: value`.
pub fn value_words(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::Null => "none".into(),
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(value_words).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            map.iter().map(|(name, value)| format!("{}: {}", name.replace('_', " "), value_words(value))).collect::<Vec<_>>().join("; ")
        }
    }
}
