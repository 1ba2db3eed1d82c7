//! One field of a header or body as JSON, by serialising it into a listener that writes out that field alone.
//! A finding quotes a field or two of a record that has dozens.

use serde::ser::{Error as _, Impossible, Serialize, SerializeStruct, Serializer};
use serde_json::{Error, Value, value::Serializer as ToValue};

/// Writes out the field with a name.
pub(super) struct OneField<'n>(pub(super) &'n str);

/// The fields of a struct, of which one is wanted.
pub(super) struct Wanted<'n> {
    name: &'n str,
    found: Option<Value>,
}

impl SerializeStruct for Wanted<'_> {
    type Ok = Option<Value>;
    type Error = Error;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        if name == self.name {
            self.found = Some(value.serialize(ToValue)?);
        }
        Ok(())
    }

    fn end(self) -> Result<Option<Value>, Error> {
        Ok(self.found)
    }
}

/// Headers and bodies are structs; nothing else comes here.
fn no_struct<T>() -> Result<T, Error> {
    Err(Error::custom("neither a header nor a body"))
}

macro_rules! none {
    ($($method:ident($($kind:ty),*) -> $gives:ty;)*) => { $(fn $method(self, $(_: $kind),*) -> Result<$gives, Error> { no_struct() })* };
}

type Never = Impossible<Option<Value>, Error>;

impl<'n> Serializer for OneField<'n> {
    type Ok = Option<Value>;
    type Error = Error;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Wanted<'n>;
    type SerializeStructVariant = Never;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Wanted<'n>, Error> {
        Ok(Wanted { name: self.0, found: None })
    }

    none! {
        serialize_bool(bool) -> Self::Ok;
        serialize_i8(i8) -> Self::Ok;
        serialize_i16(i16) -> Self::Ok;
        serialize_i32(i32) -> Self::Ok;
        serialize_i64(i64) -> Self::Ok;
        serialize_u8(u8) -> Self::Ok;
        serialize_u16(u16) -> Self::Ok;
        serialize_u32(u32) -> Self::Ok;
        serialize_u64(u64) -> Self::Ok;
        serialize_f32(f32) -> Self::Ok;
        serialize_f64(f64) -> Self::Ok;
        serialize_char(char) -> Self::Ok;
        serialize_str(&str) -> Self::Ok;
        serialize_bytes(&[u8]) -> Self::Ok;
        serialize_none() -> Self::Ok;
        serialize_unit() -> Self::Ok;
        serialize_unit_struct(&'static str) -> Self::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> Self::Ok;
        serialize_seq(Option<usize>) -> Never;
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_map(Option<usize>) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }

    fn serialize_some<T: ?Sized + Serialize>(self, _: &T) -> Result<Self::Ok, Error> {
        no_struct()
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, _: &T) -> Result<Self::Ok, Error> {
        no_struct()
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(self, _: &'static str, _: u32, _: &'static str, _: &T) -> Result<Self::Ok, Error> {
        no_struct()
    }
}
