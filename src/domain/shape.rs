//! How values become JSON and are read back: what is stored, kept as a draft, or handed over.
//!
//! A type gets its shape by a line of `shape!` below its definition:
//!
//! * `shape!(struct Port { metro, speed });` is an object of these fields; `key as key::stored` is a field that a module
//!   writes and reads;
//! * `shape!(struct Mbps(_));` is what it wraps;
//! * `shape!(enum Tag { "untagged" => Untagged, "dot1q" => Dot1q(vlan), "qinq" => Qinq { s, c } });` is a word, or an
//!   object with that word as its only field;
//! * `shape!(word Tagging);` is the word that its `as_str` tells, one of its `ALL`.

use std::fmt;

use serde_json::{Map, Value};
use uuid::Uuid;

/// What has a form in JSON. Only the form is looked at: ranges are the rules' business.
pub trait Shape: Sized {
    /// The value as JSON.
    fn write(&self) -> Value;

    /// Reads a value that has this form.
    ///
    /// # Errors
    /// Where it has another form.
    fn read(value: Value, unknown: Unknown) -> Result<Self, ShapeError>;

    /// What stands for a field that is missing, where it may be: older records lack what was added later.
    fn absent() -> Option<Self> {
        None
    }
}

/// What becomes of a field that a type does not have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unknown {
    /// It is overlooked: what is stored may say more than is needed.
    Ignore,
    /// It is an error, for somebody may have misspelt it.
    Refuse,
}

/// Which place of a value does not have its form. The value itself is never told, for it may be a key (S2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShapeError(Box<Place>);

#[derive(Clone, PartialEq, Eq, Debug)]
struct Place {
    path: String,
    problem: &'static str,
}

impl ShapeError {
    /// The value itself has this problem, e.g. `is not a text`.
    #[cold]
    #[inline(never)]
    pub fn new(problem: &'static str) -> Self {
        Self(Box::new(Place { path: String::new(), problem }))
    }

    /// The place, from outside inwards, e.g. `events[3].grant-created.key`; empty for the whole value.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The same problem, seen from the object with this field.
    #[cold]
    #[inline(never)]
    pub fn within(mut self, name: &str) -> Self {
        let path = &mut self.0.path;
        if !path.is_empty() && !path.starts_with('[') {
            path.insert(0, '.');
        }
        path.insert_str(0, name);
        self
    }

    /// The same problem, seen from the list with this item.
    #[cold]
    #[inline(never)]
    fn item(self, index: usize) -> Self {
        self.within(&format!("[{index}]"))
    }
}

impl fmt::Display for ShapeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path() {
            "" => out.write_str("the whole")?,
            path => write!(out, "`{path}`")?,
        }
        write!(out, " {}", self.0.problem)
    }
}

/// Reads an object by its fields.
///
/// # Errors
/// When it is no object, what a field's reading says, and by its name a field that nothing has read and is refused.
pub fn object<T>(
    value: Value,
    unknown: Unknown,
    read: impl FnOnce(&mut Fields) -> Result<T, ShapeError>,
) -> Result<T, ShapeError> {
    let mut fields = Fields::of(value, unknown)?;
    let made = read(&mut fields)?;
    fields.end()?;
    Ok(made)
}

/// The fields of an object that is being read.
pub struct Fields {
    map: Map<String, Value>,
    unknown: Unknown,
}

impl Fields {
    #[inline(never)]
    fn of(value: Value, unknown: Unknown) -> Result<Self, ShapeError> {
        match value {
            Value::Object(map) => Ok(Self { map, unknown }),
            _ => Err(ShapeError::new("is not an object")),
        }
    }

    /// Reads a field.
    ///
    /// # Errors
    /// When it is missing and must not be, or has another form.
    #[inline(never)]
    pub fn take<T: Shape>(&mut self, name: &str) -> Result<T, ShapeError> {
        let taken = match self.pull(name) {
            Some(value) => T::read(value, self.unknown),
            None => T::absent().ok_or_else(missing),
        };
        taken.map_err(|error| error.within(name))
    }

    /// Reads a field that must be there, by a function of its own.
    ///
    /// # Errors
    /// When it is missing or has another form.
    pub fn take_by<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Value, Unknown) -> Result<T, ShapeError>,
    ) -> Result<T, ShapeError> {
        let value = self.pull(name).ok_or_else(missing);
        value.and_then(|value| read(value, self.unknown)).map_err(|error| error.within(name))
    }

    #[inline(never)]
    fn pull(&mut self, name: &str) -> Option<Value> {
        self.map.remove(name)
    }

    #[inline(never)]
    fn end(self) -> Result<(), ShapeError> {
        match self.map.keys().next() {
            Some(name) if self.unknown == Unknown::Refuse => Err(ShapeError::new("is not known here").within(name)),
            _ => Ok(()),
        }
    }
}

#[cold]
#[inline(never)]
fn missing() -> ShapeError {
    ShapeError::new("is missing")
}

/// An object that is being written, field by field.
#[derive(Default)]
pub struct Object(Map<String, Value>);

impl Object {
    /// Adds a field.
    #[inline(never)]
    pub fn put(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// The whole.
    pub fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// Writes one of several kinds: its word and what it holds.
#[inline(never)]
pub fn kind(word: &str, content: Value) -> Value {
    let mut object = Object::default();
    object.put(word, content);
    object.done()
}

/// What one of several kinds holds, besides its word.
pub struct Content {
    value: Option<Value>,
    unknown: Unknown,
}

impl Content {
    /// The word of a value that is one of several kinds, and what it holds.
    ///
    /// # Errors
    /// When it is neither a text nor an object with one field.
    #[inline(never)]
    pub fn of(value: Value, unknown: Unknown) -> Result<(String, Self), ShapeError> {
        let (word, value) = match value {
            Value::String(word) => (word, None),
            Value::Object(map) if map.len() == 1 => match map.into_iter().next() {
                Some((word, value)) => (word, Some(value)),
                None => return Err(unknown_kind()),
            },
            _ => return Err(unknown_kind()),
        };
        Ok((word, Self { value, unknown }))
    }

    /// Nothing at all.
    ///
    /// # Errors
    /// When it holds something.
    #[inline(never)]
    pub fn none(self) -> Result<(), ShapeError> {
        if self.value.is_none() { Ok(()) } else { Err(ShapeError::new("is only a word")) }
    }

    /// One value.
    ///
    /// # Errors
    /// When it has another form.
    pub fn one<T: Shape>(self) -> Result<T, ShapeError> {
        T::read(self.value.ok_or_else(missing)?, self.unknown)
    }

    /// Several fields.
    ///
    /// # Errors
    /// As those of [`object`].
    pub fn several<T>(self, read: impl FnOnce(&mut Fields) -> Result<T, ShapeError>) -> Result<T, ShapeError> {
        object(self.value.ok_or_else(missing)?, self.unknown, read)
    }
}

/// The error of a value that is of none of the kinds there are. Its word is not told: it may be anything.
#[cold]
#[inline(never)]
pub fn unknown_kind() -> ShapeError {
    ShapeError::new("is of no known kind")
}

/// Reads one of these words.
///
/// # Errors
/// When it is none of them.
pub fn word<T: Copy>(all: &[T], as_str: fn(T) -> &'static str, value: &Value) -> Result<T, ShapeError> {
    let found = value.as_str().and_then(|text| all.iter().find(|word| as_str(**word) == text));
    found.copied().ok_or_else(unknown_kind)
}

macro_rules! shape {
    (struct $name:ident { $($field:ident $(as $($with:ident)::+)?),* $(,)? }) => {
        impl $crate::domain::shape::Shape for $name {
            fn write(&self) -> serde_json::Value {
                let Self { $($field),* } = self;
                let mut object = $crate::domain::shape::Object::default();
                $(object.put(stringify!($field), shape!(@write $field $($($with)::+)?));)*
                object.done()
            }

            fn read(
                value: serde_json::Value,
                unknown: $crate::domain::shape::Unknown,
            ) -> Result<Self, $crate::domain::shape::ShapeError> {
                $crate::domain::shape::object(value, unknown, |fields| {
                    Ok(Self { $($field: shape!(@read fields $field $($($with)::+)?)),* })
                })
            }
        }
    };
    (struct $name:ident(_)) => {
        impl $crate::domain::shape::Shape for $name {
            fn write(&self) -> serde_json::Value {
                self.0.write()
            }

            fn read(
                value: serde_json::Value,
                unknown: $crate::domain::shape::Unknown,
            ) -> Result<Self, $crate::domain::shape::ShapeError> {
                $crate::domain::shape::Shape::read(value, unknown).map(Self)
            }
        }
    };
    (enum $name:ident { $($word:literal => $kind:ident $(($one:ident))? $({ $($field:ident),* })?),* $(,)? }) => {
        impl $crate::domain::shape::Shape for $name {
            fn write(&self) -> serde_json::Value {
                match self {
                    $(Self::$kind $(($one))? $({ $($field),* })? => shape!(@kind $word $(($one))? $({ $($field),* })?),)*
                }
            }

            fn read(
                value: serde_json::Value,
                unknown: $crate::domain::shape::Unknown,
            ) -> Result<Self, $crate::domain::shape::ShapeError> {
                let (word, content) = $crate::domain::shape::Content::of(value, unknown)?;
                let made = match word.as_str() {
                    $($word => shape!(@content content $kind $(($one))? $({ $($field),* })?),)*
                    _ => return Err($crate::domain::shape::unknown_kind()),
                };
                made.map_err(|error| error.within(&word))
            }
        }
    };
    (word $name:ident) => {
        impl $crate::domain::shape::Shape for $name {
            fn write(&self) -> serde_json::Value {
                serde_json::Value::from(self.as_str())
            }

            fn read(
                value: serde_json::Value,
                _: $crate::domain::shape::Unknown,
            ) -> Result<Self, $crate::domain::shape::ShapeError> {
                $crate::domain::shape::word(&Self::ALL, Self::as_str, &value)
            }
        }
    };

    (@write $field:ident) => { $crate::domain::shape::Shape::write($field) };
    (@write $field:ident $($with:ident)::+) => { $($with)::+::write($field) };
    (@read $fields:ident $field:ident) => { $fields.take(stringify!($field))? };
    (@read $fields:ident $field:ident $($with:ident)::+) => { $fields.take_by(stringify!($field), $($with)::+::read)? };

    (@kind $word:literal) => { serde_json::Value::from($word) };
    (@kind $word:literal ($one:ident)) => {
        $crate::domain::shape::kind($word, $crate::domain::shape::Shape::write($one))
    };
    (@kind $word:literal { $($field:ident),* }) => {{
        let mut object = $crate::domain::shape::Object::default();
        $(object.put(stringify!($field), shape!(@write $field));)*
        $crate::domain::shape::kind($word, object.done())
    }};
    (@content $content:ident $kind:ident) => { $content.none().map(|()| Self::$kind) };
    (@content $content:ident $kind:ident ($one:ident)) => { $content.one().map(Self::$kind) };
    (@content $content:ident $kind:ident { $($field:ident),* }) => {
        $content.several(|fields| Ok(Self::$kind { $($field: shape!(@read fields $field)),* }))
    };
}

pub(crate) use shape;

/// JSON itself, whatever it holds.
impl Shape for Value {
    fn write(&self) -> Value {
        self.clone()
    }

    fn read(value: Value, _: Unknown) -> Result<Self, ShapeError> {
        Ok(value)
    }
}

impl Shape for bool {
    fn write(&self) -> Value {
        Value::Bool(*self)
    }

    fn read(value: Value, _: Unknown) -> Result<Self, ShapeError> {
        value.as_bool().ok_or_else(|| ShapeError::new("is neither true nor false"))
    }
}

impl Shape for i64 {
    fn write(&self) -> Value {
        Value::from(*self)
    }

    fn read(value: Value, _: Unknown) -> Result<Self, ShapeError> {
        value.as_i64().ok_or_else(no_number)
    }
}

macro_rules! whole_numbers {
    ($($name:ident)*) => {$(
        impl Shape for $name {
            fn write(&self) -> Value {
                Value::from(*self)
            }

            fn read(value: Value, _: Unknown) -> Result<Self, ShapeError> {
                value.as_u64().and_then(|number| Self::try_from(number).ok()).ok_or_else(no_number)
            }
        }
    )*};
}

whole_numbers! { u16 u32 u64 }

#[cold]
#[inline(never)]
fn no_number() -> ShapeError {
    ShapeError::new("is not a whole number of the size that fits here")
}

impl Shape for String {
    fn write(&self) -> Value {
        Value::String(self.clone())
    }

    fn read(value: Value, _: Unknown) -> Result<Self, ShapeError> {
        match value {
            Value::String(text) => Ok(text),
            _ => Err(ShapeError::new("is not a text")),
        }
    }
}

impl Shape for Uuid {
    fn write(&self) -> Value {
        Value::from(&*self.hyphenated().encode_lower(&mut Self::encode_buffer()))
    }

    fn read(value: Value, _: Unknown) -> Result<Self, ShapeError> {
        let read = value.as_str().and_then(|text| Self::try_parse(text).ok());
        read.ok_or_else(|| ShapeError::new("is not a UUID"))
    }
}

/// `null` stands for none, and so does a field that is missing.
impl<T: Shape> Shape for Option<T> {
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, Shape::write)
    }

    fn read(value: Value, unknown: Unknown) -> Result<Self, ShapeError> {
        if value.is_null() { Ok(None) } else { T::read(value, unknown).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn write(&self) -> Value {
        Value::Array(self.iter().map(Shape::write).collect())
    }

    fn read(value: Value, unknown: Unknown) -> Result<Self, ShapeError> {
        let Value::Array(values) = value else { return Err(ShapeError::new("is not a list")) };
        let numbered = values.into_iter().enumerate();
        numbered.map(|(at, value)| T::read(value, unknown).map_err(|error| error.item(at))).collect()
    }
}

/// A list of two.
impl<A: Shape, B: Shape> Shape for (A, B) {
    fn write(&self) -> Value {
        Value::Array(vec![self.0.write(), self.1.write()])
    }

    fn read(value: Value, unknown: Unknown) -> Result<Self, ShapeError> {
        let pair = Vec::read(value, unknown)?;
        let [a, b] = <[Value; 2]>::try_from(pair).map_err(|_| ShapeError::new("is not a list of two"))?;
        let a = A::read(a, unknown).map_err(|error| error.item(0))?;
        Ok((a, B::read(b, unknown).map_err(|error| error.item(1))?))
    }
}
