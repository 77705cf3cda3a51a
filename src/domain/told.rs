//! How answers are told to programs: plain JSON with names in camel case, times as ISO 8601 has them, identities as texts,
//! and the TypeScript type of each.
//!
//! A type gets its form by a line of `told!` below its definition, like those of [`shape`](super::shape):
//!
//! * `told!(struct GrantRow { id, title });` is an object of these fields; a field that is not told is named: `without key`;
//! * `told!(struct Peer as "ToldPeer" { asn });` is one of another type than what is read under its name;
//! * `told!(enum Allowed { "yes" => Yes, "no" => No(why), "lapses" => Lapses { at } });` is a word, or an object with that
//!   word as its only field;
//! * `told!(word Status);` is the word that its `as_str` tells, one of its `ALL`;
//! * `told!(as read: Mbps, Tag);` are told in the form in which they are read, which must not hold a time.
//!
//! Keys and passwords have no form here: who may reveal a key asks for it by name.

use std::net::Ipv4Addr;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::shape::types::{Types, camel};
use super::shape::{self, Shape};
use super::time::{Day, Timestamp, Validity};

/// What is told to programs.
pub trait Told {
    /// The value as programs see it.
    fn tell(&self) -> Value;

    /// Its TypeScript type.
    fn told_as(types: &mut Types) -> String
    where
        Self: Sized;
}

macro_rules! told {
    (struct $name:ident $(as $told:literal)? { $($field:ident),* $(,)? } $(without $($secret:ident),+)?) => {
        impl $crate::domain::told::Told for $name {
            fn tell(&self) -> serde_json::Value {
                let Self { $($field,)* $($($secret: _),+)? } = self;
                let mut object = $crate::domain::told::Object::default();
                $(object.tell(stringify!($field), $field);)*
                object.done()
            }

            fn told_as(types: &mut $crate::domain::shape::types::Types) -> String {
                types.named(told!(@name $name $($told)?), |types| {
                    let mut made = String::from("{ ");
                    $(made += &$crate::domain::told::field(stringify!($field), |it: &Self| Some(&it.$field), types);)*
                    made + "}"
                })
            }
        }
    };
    (enum $name:ident { $($word:literal => $kind:ident $(($one:ident))? $({ $($field:ident),* })?),* $(,)? }) => {
        impl $crate::domain::told::Told for $name {
            fn tell(&self) -> serde_json::Value {
                match self {
                    $(Self::$kind $(($one))? $({ $($field),* })? => told!(@tell $word $(($one))? $({ $($field),* })?),)*
                }
            }

            fn told_as(types: &mut $crate::domain::shape::types::Types) -> String {
                types.named(stringify!($name), |types| {
                    [$(told!(@told_as types $word $kind $(($one))? $({ $($field),* })?)),*].join(" | ")
                })
            }
        }
    };
    (word $name:ident) => {
        impl $crate::domain::told::Told for $name {
            fn tell(&self) -> serde_json::Value {
                serde_json::Value::from(self.as_str())
            }

            fn told_as(types: &mut $crate::domain::shape::types::Types) -> String {
                types.named(stringify!($name), |_| {
                    let words = Self::ALL.iter().map(|word| $crate::domain::shape::types::word(word.as_str()));
                    words.collect::<Vec<_>>().join(" | ")
                })
            }
        }
    };
    (as read: $($name:ty),* $(,)?) => {$(
        impl $crate::domain::told::Told for $name {
            fn tell(&self) -> serde_json::Value {
                $crate::domain::told::in_camel_case($crate::domain::shape::Shape::write(self))
            }

            fn told_as(types: &mut $crate::domain::shape::types::Types) -> String {
                <Self as $crate::domain::shape::Shape>::type_of(types)
            }
        }
    )*};

    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident $told:literal) => { $told };
    (@tell $word:literal) => { serde_json::Value::from($word) };
    (@tell $word:literal ($one:ident)) => {
        $crate::domain::shape::write_kind($word, $crate::domain::told::Told::tell($one))
    };
    (@tell $word:literal { $($field:ident),* }) => {{
        let mut object = $crate::domain::told::Object::default();
        $(object.tell(stringify!($field), $field);)*
        $crate::domain::shape::write_kind($word, object.done())
    }};
    (@told_as $types:ident $word:literal $kind:ident) => {{
        let _: &$crate::domain::shape::types::Types = $types;
        $crate::domain::shape::types::word($word)
    }};
    (@told_as $types:ident $word:literal $kind:ident ($one:ident)) => {{
        let content = $crate::domain::told::content(
            |it: &Self| if let Self::$kind($one) = it { Some($one) } else { None },
            $types,
        );
        format!("{{ {}: {content} }}", $crate::domain::shape::types::word($word))
    }};
    (@told_as $types:ident $word:literal $kind:ident { $($field:ident),* }) => {{
        let mut made = String::from("{ ");
        $(made += &$crate::domain::told::field(
            stringify!($field),
            |it: &Self| if let Self::$kind { $field, .. } = it { Some($field) } else { None },
            $types,
        );)*
        format!("{{ {}: {made}}} }}", $crate::domain::shape::types::word($word))
    }};
}

pub(crate) use told;

/// An object that is being told, field by field; the names are told in camel case.
#[derive(Default)]
pub struct Object(Map<String, Value>);

impl Object {
    /// Tells a field.
    #[inline(never)]
    pub fn tell(&mut self, name: &str, value: &dyn Told) {
        self.0.insert(camel(name), value.tell());
    }

    /// The whole.
    pub fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// One field of an object that is told.
pub fn field<S, T: Told>(name: &str, _: impl Fn(&S) -> Option<&T>, types: &mut Types) -> String {
    format!("readonly {}: {}; ", camel(name), T::told_as(types))
}

/// What a kind of several holds.
pub fn content<S, T: Told>(_: impl Fn(&S) -> Option<&T>, types: &mut Types) -> String {
    T::told_as(types)
}

/// The same value with the names of all fields in camel case; words that are kinds stay as they are.
pub fn in_camel_case(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut told = Map::new();
            for (name, value) in fields {
                let name = if name.contains('_') { camel(&name) } else { name };
                told.insert(name, in_camel_case(value));
            }
            Value::Object(told)
        }
        Value::Array(values) => Value::Array(values.into_iter().map(in_camel_case).collect()),
        plain => plain,
    }
}

macro_rules! plain {
    ($($name:ty => $told:literal),*) => {$(
        impl Told for $name {
            fn tell(&self) -> Value {
                Value::from(self.clone())
            }

            fn told_as(_: &mut Types) -> String {
                $told.to_owned()
            }
        }
    )*};
}

plain! { bool => "boolean", i64 => "number", u16 => "number", u32 => "number", u64 => "number", usize => "number", String => "string", &'static str => "string" }

told!(as read: Value, Uuid, Ipv4Addr, Day);

impl Told for Timestamp {
    fn tell(&self) -> Value {
        Value::String(self.to_iso())
    }

    fn told_as(types: &mut Types) -> String {
        Self::type_of(types)
    }
}

told!(struct Validity { from, until });

/// `null` stands for none.
impl<T: Told> Told for Option<T> {
    fn tell(&self) -> Value {
        self.as_ref().map_or(Value::Null, Told::tell)
    }

    fn told_as(types: &mut Types) -> String {
        format!("{} | null", T::told_as(types))
    }
}

impl<T: Told> Told for Vec<T> {
    fn tell(&self) -> Value {
        let mut items = self.iter();
        shape::list(&mut || items.next().map(Told::tell))
    }

    fn told_as(types: &mut Types) -> String {
        format!("ReadonlyArray<{}>", T::told_as(types))
    }
}

/// A list of two.
impl<A: Told, B: Told> Told for (A, B) {
    fn tell(&self) -> Value {
        Value::Array(vec![self.0.tell(), self.1.tell()])
    }

    fn told_as(types: &mut Types) -> String {
        format!("readonly [{}, {}]", A::told_as(types), B::told_as(types))
    }
}

/// A list of three.
impl<A: Told, B: Told, C: Told> Told for (A, B, C) {
    fn tell(&self) -> Value {
        Value::Array(vec![self.0.tell(), self.1.tell(), self.2.tell()])
    }

    fn told_as(types: &mut Types) -> String {
        format!("readonly [{}, {}, {}]", A::told_as(types), B::told_as(types), C::told_as(types))
    }
}

/// A list of two of a kind.
impl<T: Told> Told for [T; 2] {
    fn tell(&self) -> Value {
        Value::Array(vec![self[0].tell(), self[1].tell()])
    }

    fn told_as(types: &mut Types) -> String {
        <(T, T)>::told_as(types)
    }
}
