//! A serializer that leaves out every secret: `null` stands in its place (S3).
//!
//! It takes what stored types are made of. Anything else is an error, so that nothing passes unseen.

use serde::ser::{Error as _, Impossible, Serialize, Serializer};
use serde::ser::{SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple};
use serde_json::value::Serializer as Json;
use serde_json::{Error, Map, Value};

use crate::domain::secret;

/// A value as JSON, without its secrets.
///
/// # Errors
/// For a value that is made of what no stored type has.
pub(super) fn write(value: &(impl Serialize + ?Sized)) -> Result<Value, Error> {
    value.serialize(Redact)
}

struct Redact;

/// The whole that is being written, and the word of its variant if it has one.
struct Whole<T> {
    word: Option<&'static str>,
    made: T,
}

impl<T: Default> Whole<T> {
    fn of(word: Option<&'static str>) -> Self {
        Self { word, made: T::default() }
    }

    fn done(self) -> Value
    where
        Value: From<T>,
    {
        let made = Value::from(self.made);
        match self.word {
            Some(word) => Value::Object(Map::from_iter([(word.to_owned(), made)])),
            None => made,
        }
    }
}

macro_rules! plain {
    ($($method:ident $of:ty,)*) => {$(
        fn $method(self, value: $of) -> Result<Value, Error> {
            Json.$method(value)
        }
    )*};
}

impl Serializer for Redact {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Whole<Vec<Value>>;
    type SerializeTuple = Whole<Vec<Value>>;
    type SerializeTupleStruct = Impossible<Value, Error>;
    type SerializeTupleVariant = Impossible<Value, Error>;
    type SerializeMap = Impossible<Value, Error>;
    type SerializeStruct = Whole<Map<String, Value>>;
    type SerializeStructVariant = Whole<Map<String, Value>>;

    plain! {
        serialize_bool bool, serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_u8 u8,
        serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_f32 f32, serialize_f64 f64, serialize_char char,
        serialize_str &str, serialize_bytes &[u8],
    }

    fn serialize_none(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Error> {
        write(value)
    }

    fn serialize_unit(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Result<Value, Error> {
        Ok(Value::from(word))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<Value, Error> {
        if name == secret::NAME { Ok(Value::Null) } else { write(value) }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        word: &'static str,
        value: &T,
    ) -> Result<Value, Error> {
        Ok(Value::Object(Map::from_iter([(word.to_owned(), write(value)?)])))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        Ok(Whole::of(None))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Ok(Whole::of(None))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Error> {
        Ok(Whole::of(None))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        word: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Ok(Whole::of(Some(word)))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        Err(Error::custom("no stored type is a tuple with a name"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error::custom("no stored variant is a tuple"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        Err(Error::custom("no stored type is a map"))
    }
}

macro_rules! list {
    ($($of:ident $method:ident)*) => {$(
        impl $of for Whole<Vec<Value>> {
            type Ok = Value;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.made.push(write(value)?);
                Ok(())
            }

            fn end(self) -> Result<Value, Error> {
                Ok(self.done())
            }
        }
    )*};
}

list! { SerializeSeq serialize_element SerializeTuple serialize_element }

macro_rules! object {
    ($($of:ident)*) => {$(
        impl $of for Whole<Map<String, Value>> {
            type Ok = Value;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                self.made.insert(name.to_owned(), write(value)?);
                Ok(())
            }

            fn end(self) -> Result<Value, Error> {
                Ok(self.done())
            }
        }
    )*};
}

object! { SerializeStruct SerializeStructVariant }
