//! Finds the links in any record, by serialising it into a listener that hears only [`Ref`](crate::key::Ref)s.
//! So a new kind needs no code of its own to take part in the graph.

use std::fmt;

use serde::ser::{self, Impossible, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::{
    key::{Any, Key, Ref},
    record::{Body, Header, Kind},
    schema::{self, Shape},
};

/// Confirms the links of a record that is about to be written: each link without a revision gets the one that
/// `revision_of` gives for its target, so that it turns suspect when the target moves on.
/// Memberships and remarks are not confirmed; no meaning hangs on them.
pub fn confirm(kind: Kind, fields: &mut Map<String, Value>, revision_of: impl Fn(&Key) -> Option<u32>) {
    for field in schema::fields(kind) {
        if let Some(value) = fields.get_mut(&field.name) {
            confirm_in(&field.shape, value, &revision_of);
        }
    }
}

fn confirm_in(shape: &Shape, value: &mut Value, revision_of: &impl Fn(&Key) -> Option<u32>) {
    match (shape, value) {
        (Shape::Link(_), Value::String(text)) => {
            let link = Ref::<Any>::parse(text).filter(|link| link.revision.is_none());
            if let Some(link) = link
                && let Some(revision) = revision_of(&link.key)
            {
                *text = Ref::<Any>::at(link.key, revision).to_string();
            }
        }
        (Shape::List(inner), Value::Array(list)) => list.iter_mut().for_each(|item| confirm_in(inner, item, revision_of)),
        (Shape::Map(inner), Value::Object(map)) => map.values_mut().for_each(|item| confirm_in(inner, item, revision_of)),
        (Shape::Group(fields), Value::Object(map)) => {
            for field in fields {
                if let Some(value) = map.get_mut(&field.name) {
                    confirm_in(&field.shape, value, revision_of);
                }
            }
        }
        _ => {}
    }
}

/// A link as it stands in a record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// The field of the record, without what lies deeper.
    pub(crate) field: &'static str,
    /// The key of the target.
    pub(crate) key: Key,
    /// The confirmed revision.
    pub(crate) revision: Option<u32>,
    /// The kind that the field wants; `None` for any.
    pub(crate) wants: Option<Kind>,
}

/// All links of a record, in the order of its fields.
pub(crate) fn find(header: &Header, body: &Body) -> Vec<Found> {
    let mut listener = Listener { field: "", wants: None, listening: false, found: vec![] };
    // A listener never fails: it has no way to.
    let _ = header.serialize(&mut listener);
    let _ = body.write(&mut listener);
    listener.found
}

struct Listener {
    field: &'static str,
    wants: Option<Kind>,
    listening: bool,
    found: Vec<Found>,
}

/// Required by serde; never made.
#[derive(Debug)]
pub(crate) struct Never;

impl fmt::Display for Never {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot happen")
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Never
    }
}

macro_rules! ignore {
    ($($method:ident($kind:ty))*) => { $(fn $method(self, _: $kind) -> Result<(), Never> { Ok(()) })* };
}

impl<'a> Serializer for &'a mut Listener {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Inside<'a>;
    type SerializeTuple = Inside<'a>;
    type SerializeTupleStruct = Inside<'a>;
    type SerializeTupleVariant = Impossible<(), Never>;
    type SerializeMap = Inside<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Impossible<(), Never>;

    ignore! {
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_f32(f32) serialize_f64(f64)
        serialize_char(char) serialize_bytes(&[u8]) serialize_unit_struct(&'static str)
    }

    fn serialize_str(self, text: &str) -> Result<(), Never> {
        if self.listening
            && let Some(link) = Ref::<crate::key::Any>::parse(text)
        {
            self.found.push(Found { field: self.field, key: link.key, revision: link.revision, wants: self.wants });
        }
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, name: &'static str, value: &T) -> Result<(), Never> {
        let Some(kind) = name.strip_prefix("ref:") else { return value.serialize(self) };
        self.wants = Kind::parse(kind);
        self.listening = true;
        value.serialize(&mut *self)?;
        self.listening = false;
        Ok(())
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(self, _: &'static str, _: u32, _: &'static str, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'a>, Never> {
        Ok(Inside(self))
    }

    fn serialize_tuple(self, _: usize) -> Result<Inside<'a>, Never> {
        Ok(Inside(self))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Inside<'a>, Never> {
        Ok(Inside(self))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeTupleVariant, Never> {
        Err(Never)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Inside<'a>, Never> {
        Ok(Inside(self))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a>, Never> {
        let top = self.field.is_empty();
        Ok(Fields { listener: self, top })
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeStructVariant, Never> {
        Err(Never)
    }

    // Populations, numbers and owners write themselves through here; none of them is a link.
    fn collect_str<T: ?Sized + fmt::Display>(self, _: &T) -> Result<(), Never> {
        Ok(())
    }
}

/// A list or map, whose items are heard under the same field.
struct Inside<'a>(&'a mut Listener);

macro_rules! inside {
    ($($part:ident $method:ident)*) => { $(
        impl ser::$part for Inside<'_> {
            type Ok = ();
            type Error = Never;
            fn $method<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Never> {
                value.serialize(&mut *self.0)
            }
            fn end(self) -> Result<(), Never> {
                Ok(())
            }
        }
    )* };
}

inside! { SerializeSeq serialize_element SerializeTuple serialize_element SerializeTupleStruct serialize_field }

impl ser::SerializeMap for Inside<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, _: &T) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Never> {
        value.serialize(&mut *self.0)
    }

    fn end(self) -> Result<(), Never> {
        Ok(())
    }
}

/// A struct; at the top its fields name what is heard below.
struct Fields<'a> {
    listener: &'a mut Listener,
    top: bool,
}

impl ser::SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Never> {
        if self.top {
            self.listener.field = name;
        }
        value.serialize(&mut *self.listener)
    }

    fn end(self) -> Result<(), Never> {
        if self.top {
            self.listener.field = "";
        }
        Ok(())
    }
}
