//! A stored record, read straight from its JSON text: one pass, no map in between. A whole strategy is read so at every
//! start and for every day that somebody looks back to. What is not plain is left to [`Draft`](super::Draft).

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, IntoDeserializer, MapAccess, Visitor},
    forward_to_deserialize_any,
};

use crate::{
    key::{Key, RecordId},
    record::{Body, Header, Kind, Record},
};

use super::Draft;

/// How many records are worth a thread.
const SHARE: usize = 2_000;

/// A record as it is stored: its fields, those of header and body together, as JSON text.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'t> {
    /// The kind's name.
    pub kind: &'t str,
    /// The key.
    pub key: &'t str,
    /// The permanent id.
    pub id: RecordId,
    /// The revision.
    pub revision: u32,
    /// The fields.
    pub text: &'t str,
}

impl Stored<'_> {
    /// The record; `None` for a kind or key that this program does not know, or a text that is no object. Fields that cannot
    /// be read are left empty.
    pub fn record(&self) -> Option<Record> {
        let (kind, key) = (Kind::parse(self.kind)?, Key::new(self.key)?);
        self.at_once(kind, &key).or_else(|| {
            let fields = serde_json::from_str(self.text).ok()?;
            Some(Draft { id: Some(self.id), revision: Some(self.revision), ..Draft::new(kind, key, fields) }.into_record().0)
        })
    }

    /// The record where its text is plain; `None` where it holds an empty value or anything else that does not fit.
    fn at_once(&self, kind: Kind, key: &Key) -> Option<Record> {
        if may_hold_empty(self.text) {
            return None;
        }
        let mut header = Header::default();
        let mut from = serde_json::Deserializer::from_str(self.text);
        let body = Body::read(kind, Split { from: &mut from, header: &mut header }).ok()?;
        from.end().ok()?;
        Some(Record { id: self.id, key: key.clone(), revision: self.revision, header: header.into(), body, origin: None })
    }
}

/// The records of a whole strategy, in their order. Many are read by several threads, a run of them each.
pub fn records_of(stored: &[Stored<'_>]) -> Vec<Record> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(stored.len() / SHARE);
    let read = |run: &[Stored<'_>]| run.iter().filter_map(Stored::record).collect::<Vec<Record>>();
    if threads < 2 {
        return read(stored);
    }
    std::thread::scope(|scope| {
        let reading: Vec<_> = stored.chunks(stored.len().div_ceil(threads)).map(|run| scope.spawn(move || read(run))).collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, Vec<Record>>| match thread.join() {
            Ok(records) => records,
            Err(panicked) => std::panic::resume_unwind(panicked),
        };
        reading.into_iter().flat_map(join).collect()
    })
}

/// Whether some value may be empty, as a draft would leave it out: true more often than needed, never less often.
fn may_hold_empty(text: &str) -> bool {
    let bytes = text.as_bytes();
    let next = |at: usize| bytes.get(at + 1).copied().unwrap_or_default();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            // A text that begins with a letter or sign is not empty.
            b'"' if !next(at).is_ascii_graphic() || matches!(next(at), b'"' | b'\\') => return true,
            b'"' => {
                at += 1;
                while let Some(inside) = bytes.get(at).filter(|inside| **inside != b'"') {
                    at += if *inside == b'\\' { 2 } else { 1 };
                }
            }
            b'[' if next(at) == b']' => return true,
            b'{' if next(at) == b'}' => return true,
            // `null` and `false`; blanks may hide an empty list.
            b'n' | b'f' | b' ' | b'\t' | b'\n' | b'\r' => return true,
            _ => {}
        }
        at += 1;
    }
    false
}

/// Reads one object twice: the header's fields here, the others by the body.
struct Split<'h, D> {
    from: D,
    header: &'h mut Header,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Split<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.from.deserialize_map(Split { from: visitor, header: self.header })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Split<'_, V> {
    type Value = V::Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.from.expecting(out)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.from.visit_map(Split { from: map, header: self.header })
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Split<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(name) = self.from.next_key::<&str>()? {
            match name {
                "asset" => self.header.asset = self.from.next_value()?,
                "owner" => self.header.owner = self.from.next_value()?,
                "markets" => self.header.markets = self.from.next_value()?,
                "state" => self.header.state = self.from.next_value()?,
                "note" => self.header.note = self.from.next_value()?,
                "see_also" => self.header.see_also = self.from.next_value()?,
                // The body refuses what it does not know.
                other => return seed.deserialize(other.into_deserializer()).map(Some),
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.from.next_value_seed(seed)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::schema;

    fn stored(text: &str) -> Stored<'_> {
        let id = RecordId::derived("claim", &Key::new("C-1").expect("a key"));
        Stored { kind: "claim", key: "C-1", id, revision: 3, text }
    }

    fn read(text: &str) -> Option<Record> {
        stored(text).at_once(Kind::Claim, &Key::new("C-1").expect("a key"))
    }

    /// What a draft makes of the same text.
    fn drafted(text: &str) -> Record {
        let mut draft = Draft::new(Kind::Claim, Key::new("C-1").expect("a key"), serde_json::from_str(text).expect("an object"));
        draft.revision = Some(3);
        draft.into_record().0
    }

    #[test]
    fn every_field_of_the_header_is_read() {
        let fields = json!({
            "asset": "A-1", "kind": "disease", "markets": ["MK-US"], "note": "{\"x\": []}, \\n", "owner": "medical / Kim",
            "see_also": ["E-1"], "serves": ["N-1"], "state": "draft", "text": "doses are rarely raised",
        });
        let header: Vec<&str> = schema::HEADER.iter().map(|field| field.name.as_str()).collect();
        assert!(header.iter().all(|name| fields.get(name).is_some()), "a new field of the header is to be read: {header:?}");
        let text = fields.to_string();
        assert_eq!(read(&text), Some(drafted(&text)));
        assert_eq!(read(&text).map(|record| record.fields()), Some(drafted(&text).fields()));
    }

    #[test]
    fn many_are_read_in_their_order() {
        let texts: Vec<(String, String)> = (0..3 * SHARE).map(|n| (format!("C-{n}"), format!("{{\"text\":\"claim {n}\"}}"))).collect();
        let rows = texts.iter().map(|(key, text)| Stored { key, ..stored(text) });
        let read: Vec<String> = records_of(&rows.collect::<Vec<_>>()).iter().map(|record| record.title().to_owned()).collect();
        assert_eq!(read, (0..3 * SHARE).map(|n| format!("claim {n}")).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_not_plain_is_left_to_a_draft() {
        for doubtful in [
            r#"{"text":""}"#,
            r#"{"text":" "}"#,
            r#"{"text":"\n"}"#,
            r#"{"text":null}"#,
            r#"{"serves":[]}"#,
            r#"{ "text":"x"}"#,
            r#"{"text":"x","unknown":"y"}"#,
            r#"{"text":7}"#,
            r#"{"text":"x"} and more"#,
            r#"{"text":"x""#,
            "",
        ] {
            assert_eq!(read(doubtful), None, "{doubtful}");
            if serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(doubtful).is_ok() {
                assert_eq!(stored(doubtful).record(), Some(drafted(doubtful)), "{doubtful}");
            }
        }
        assert!(read(r#"{"text":"x","note":"nothing: [] {} null \" false "}"#).is_some());
    }
}
