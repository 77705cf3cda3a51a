//! JSON at the borders of the core, by serde's derive. What is stored is read leniently; what a program hands over is read
//! strictly by the same derive: a field that no type asks for is an error there.
//!
//! The own form of a type is the one that programs see: fields in camel case, times as ISO 8601, texts checked by their
//! parsers. Storage keeps what it always had, in snake case, and opts in by field where that differs (see [`super::stored`]).

use std::fmt;

use serde::de::{DeserializeOwned, Error, Unexpected, Visitor};
use serde::{Deserializer, Serialize};
use serde_ignored::Path;
use serde_json::Value;

/// A value as JSON, with the names of fields in alphabetical order.
pub fn write(value: &(impl Serialize + ?Sized)) -> Value {
    // It is always written: fields are named by texts, and no type has an error of its own.
    serde_json::to_value(value).unwrap_or_default()
}

/// Reads what was stored. Fields that are not known are overlooked.
///
/// # Errors
/// What the value must be; not where, for to know the place every stored type would be compiled once more.
pub fn read_stored<T: DeserializeOwned>(value: &Value) -> Result<T, FormError> {
    T::deserialize(value).map_err(|error| FormError::at(String::new(), &error))
}

/// Reads what somebody hands over that was stored elsewhere. Fields that are not known are overlooked.
///
/// # Errors
/// The first place that does not have its form.
pub fn read_copy<T: DeserializeOwned>(value: &Value) -> Result<T, FormError> {
    read(value).map(|(read, _)| read)
}

/// Reads what a program hands over. A field that is not known is an error, for somebody may have misspelt it.
///
/// # Errors
/// The first place that does not have its form.
pub fn read_input<T: DeserializeOwned>(value: &Value) -> Result<T, FormError> {
    match read(value)? {
        (read, None) => Ok(read),
        (_, Some(path)) => Err(FormError { path, problem: "is not known here".to_owned() }),
    }
}

/// Reads a value, and tells where its first field that is not known stands.
fn read<T: DeserializeOwned>(value: &Value) -> Result<(T, Option<String>), FormError> {
    let mut unknown = None;
    let mut note = |path: Path<'_>| {
        unknown.get_or_insert_with(|| place(&path, value).0);
    };
    let read = serde_path_to_error::deserialize(serde_ignored::Deserializer::new(value, &mut note));
    Ok((read.map_err(FormError::of)?, unknown))
}

/// Where a path leads in a value, by name, and what stands there. The path has no names of variants: an object that lacks
/// the next field has the variant as its only one.
fn place<'v>(path: &Path<'_>, value: &'v Value) -> (String, Option<&'v Value>) {
    match path {
        Path::Root => (String::new(), Some(value)),
        Path::Some { parent } | Path::NewtypeStruct { parent } => place(parent, value),
        Path::NewtypeVariant { parent } => into_variant(place(parent, value)),
        Path::Seq { parent, index } => {
            let (path, found) = place(parent, value);
            (format!("{path}[{index}]"), found.and_then(|found| found.get(index)))
        }
        Path::Map { parent, key } => {
            let (path, found) = match place(parent, value) {
                (path, Some(found)) if found.get(key).is_none() => into_variant((path, Some(found))),
                place => place,
            };
            (joined(&path, key), found.and_then(|found| found.get(key)))
        }
    }
}

fn into_variant((path, found): (String, Option<&Value>)) -> (String, Option<&Value>) {
    match found.and_then(Value::as_object).and_then(|variant| variant.iter().next()) {
        Some((word, content)) => (joined(&path, word), Some(content)),
        None => (path, None),
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Which place of a value does not have its form. The value itself is never repeated, for it may be a key (S2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormError {
    /// The place, from outside inwards, e.g. `events[3].grant-created.key`; empty for the whole value.
    pub path: String,
    /// What it must be instead, e.g. `must be a text`.
    pub problem: String,
}

impl FormError {
    fn of(error: serde_path_to_error::Error<serde_json::Error>) -> Self {
        let path = match error.path().to_string() {
            path if path == "." => String::new(),
            path => path,
        };
        Self::at(path, error.inner())
    }

    fn at(path: String, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        match message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
            Some(field) => Self { path: joined(&path, field), problem: "is missing".to_owned() },
            None => Self { path, problem: problem(&message) },
        }
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(out, "the whole {}", self.problem),
            path => write!(out, "`{path}` {}", self.problem),
        }
    }
}

/// What serde expected, in plain words. In front of that its message quotes the value, which is left out.
fn problem(message: &str) -> String {
    match message.rsplit_once(", expected ") {
        Some((_, wanted)) => format!("must be {}", in_words(wanted)),
        None => "does not have its form".to_owned(),
    }
}

fn in_words(wanted: &str) -> String {
    let words = match wanted {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "u64" | "usize" => "a whole number from 0",
        "i64" => "a whole number",
        "a boolean" => "true or false",
        "a string" => "a text",
        "a sequence" => "a list",
        "a tuple of size 2" => "a list of two",
        "unit" => "the word alone, without a value",
        "newtype variant" => "given a value",
        "string or map" | "map with a single key" => "a word, or an object with one word as its only field",
        _ if wanted.starts_with("struct") => "an object",
        _ => return wanted.strip_prefix("one of ").map_or_else(|| wanted.to_owned(), |all| format!("one of: {all}")),
    };
    words.to_owned()
}

/// Reads a text by a parser. `wanted` says what it must be, like "a UUID".
///
/// # Errors
/// For what is not a text, or none that the parser takes.
pub fn parsed<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    wanted: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Parser { wanted, parse })
}

struct Parser<T> {
    wanted: &'static str,
    parse: fn(&str) -> Option<T>,
}

impl<T> Visitor<'_> for Parser<T> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.wanted)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).ok_or_else(|| E::invalid_value(Unexpected::Other("text"), &self))
    }
}
