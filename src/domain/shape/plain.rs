//! The shapes of plain values: numbers, texts, lists.

use serde_json::Value;
use uuid::Uuid;

use super::types::Types;
use super::{Reader, Shape, list};

/// JSON itself, whatever it holds.
impl Shape for Value {
    fn write(&self) -> Value {
        self.clone()
    }

    fn read(value: Value, _: &mut Reader) -> Self {
        value
    }

    fn type_of(_: &mut Types) -> String {
        "unknown".to_owned()
    }
}

impl Shape for bool {
    fn write(&self) -> Value {
        Value::Bool(*self)
    }

    fn read(value: Value, reader: &mut Reader) -> Self {
        reader.found(value.as_bool(), "is neither true nor false", false)
    }

    fn type_of(_: &mut Types) -> String {
        "boolean".to_owned()
    }
}

impl Shape for i64 {
    fn write(&self) -> Value {
        Value::from(*self)
    }

    fn read(value: Value, reader: &mut Reader) -> Self {
        reader.found(value.as_i64(), "is not a whole number", 0)
    }

    fn type_of(_: &mut Types) -> String {
        "number".to_owned()
    }
}

macro_rules! natural_numbers {
    ($($name:ident)*) => {$(
        impl Shape for $name {
            fn write(&self) -> Value {
                Value::from(*self)
            }

            fn read(value: Value, reader: &mut Reader) -> Self {
                let number = value.as_u64().and_then(|number| Self::try_from(number).ok());
                reader.found(number, "is not a whole number of the size that fits here", 0)
            }

            fn type_of(_: &mut Types) -> String {
                "number".to_owned()
            }
        }
    )*};
}

natural_numbers! { u16 u32 u64 usize }

impl Shape for String {
    fn write(&self) -> Value {
        Value::String(self.clone())
    }

    fn read(value: Value, reader: &mut Reader) -> Self {
        let text = if let Value::String(text) = value { Some(text) } else { None };
        reader.found(text, "is not a text", Self::new())
    }

    fn type_of(_: &mut Types) -> String {
        "string".to_owned()
    }
}

impl Shape for Uuid {
    fn write(&self) -> Value {
        Value::from(&*self.hyphenated().encode_lower(&mut Self::encode_buffer()))
    }

    fn read(value: Value, reader: &mut Reader) -> Self {
        let uuid = value.as_str().and_then(|text| Self::try_parse(text).ok());
        reader.found(uuid, "is not a UUID", Self::nil())
    }

    fn type_of(_: &mut Types) -> String {
        "string".to_owned()
    }
}

/// `null` stands for none.
impl<T: Shape> Shape for Option<T> {
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, Shape::write)
    }

    fn may_miss() -> bool {
        true
    }

    fn read(value: Value, reader: &mut Reader) -> Self {
        if value.is_null() { None } else { Some(T::read(value, reader)) }
    }

    fn type_of(types: &mut Types) -> String {
        format!("{} | null", T::type_of(types))
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn write(&self) -> Value {
        let mut items = self.iter();
        list(&mut || items.next().map(Shape::write))
    }

    fn read(value: Value, reader: &mut Reader) -> Self {
        let numbered = reader.list(value).into_iter().enumerate();
        numbered.map(|(index, value)| reader.item(index, value)).collect()
    }

    fn type_of(types: &mut Types) -> String {
        format!("ReadonlyArray<{}>", T::type_of(types))
    }
}

/// A list of two.
impl<A: Shape, B: Shape> Shape for (A, B) {
    fn write(&self) -> Value {
        Value::Array(vec![self.0.write(), self.1.write()])
    }

    fn read(value: Value, reader: &mut Reader) -> Self {
        let mut values = reader.list(value).into_iter();
        if values.len() != 2 {
            reader.wrong("is not a list of two");
        }
        let (first, second) = (values.next().unwrap_or_default(), values.next().unwrap_or_default());
        (reader.item(0, first), reader.item(1, second))
    }

    fn type_of(types: &mut Types) -> String {
        format!("readonly [{}, {}]", A::type_of(types), B::type_of(types))
    }
}
