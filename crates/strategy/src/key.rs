//! How records are named: a random id that never changes, and a short readable key such as `N-1`.
//! A [`Ref`] is a typed link to another record, with the revision of that record when somebody last confirmed it.
//! Nothing here makes random ids: the edge that creates a record passes one in.

use std::{borrow::Cow, fmt, marker::PhantomData, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

mod map;
pub(crate) use map::KeyMap;

/// The permanent identity of a record. Random for records that people create, derived from kind and key for
/// records read from files that do not state one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(pub uuid::Uuid);

impl RecordId {
    /// The id of a record whose file states none: the same kind and key always give the same id.
    pub fn derived(kind: &str, key: &Key) -> Self {
        const LODESTAR: uuid::Uuid = uuid::Uuid::from_u128(0x6c6f_6465_7374_6172_2e72_6563_6f72_6421);
        RecordId(uuid::Uuid::new_v5(&LODESTAR, format!("{kind}/{key}").as_bytes()))
    }
}

/// A short readable name, unique in the workspace: letters, digits, `-`, `_` and `.`, at most 64 of them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<str>);

impl Key {
    /// Reads a key; `None` when it is empty, too long or holds a character that a key may not hold.
    pub fn new(text: &str) -> Option<Key> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let fits = (1..=64).contains(&text.len()) && text.chars().all(allowed);
        fits.then(|| Key(text.into()))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Key::new(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is not a key; use letters, digits, `-`, `_` or `.`")))
    }
}

/// A kind of record that a link may point at. [`Any`] accepts every kind.
pub trait Target: 'static {
    /// The kind's name, or `None` when every kind will do.
    const NAME: Option<&'static str>;
    /// The name under which a link to this target announces itself to a serializer: `ref:` and the kind.
    const REF: &'static str;
}

/// The target of a link that may point at a record of any kind.
#[derive(Debug)]
pub enum Any {}

impl Target for Any {
    const NAME: Option<&'static str> = None;
    const REF: &'static str = "ref:";
}

/// A link to a record of kind `T`, written `N-1` or, with the confirmed revision, `N-1@3`.
pub struct Ref<T> {
    /// The key of the record that is meant.
    pub key: Key,
    /// The target's revision when this link was last confirmed; a link without one has never been suspect.
    pub revision: Option<u32>,
    target: PhantomData<fn() -> T>,
}

impl<T> Ref<T> {
    /// A link that nobody has confirmed at a revision yet.
    pub fn new(key: Key) -> Self {
        Ref { key, revision: None, target: PhantomData }
    }

    /// A link confirmed at `revision` of its target.
    pub fn at(key: Key, revision: u32) -> Self {
        Ref { key, revision: Some(revision), target: PhantomData }
    }

    /// Reads `N-1` or `N-1@3`.
    pub fn parse(text: &str) -> Option<Self> {
        let (key, revision) = match text.trim().split_once('@') {
            Some((key, revision)) => (key, Some(revision.parse().ok()?)),
            None => (text.trim(), None),
        };
        Some(Ref { key: Key::new(key)?, revision, target: PhantomData })
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Ref { key: self.key.clone(), revision: self.revision, target: PhantomData }
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.revision == other.revision
    }
}

impl<T> Eq for Ref<T> {}

impl<T> fmt::Display for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.revision {
            Some(revision) => write!(f, "{}@{revision}", self.key),
            None => write!(f, "{}", self.key),
        }
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<T: Target> Serialize for Ref<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(T::REF, &self.to_string())
    }
}

impl<'de, T> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Ref::parse(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is not a link; write a key such as `N-1`, or `N-1@3`")))
    }
}

impl<T: Target> schemars::JsonSchema for Ref<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Ref_{}", T::NAME.unwrap_or("any")).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "x-links-to": T::NAME.unwrap_or("any") })
    }
}

impl schemars::JsonSchema for Key {
    fn schema_name() -> Cow<'static, str> {
        "Key".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}
