//! How values become JSON and are read back: what is stored, kept as a draft, or handed over.
//!
//! A type gets its shape by a line of `shape!` below its definition:
//!
//! * `shape!(struct Port { metro, speed });` is an object of these fields; `key as key::stored` is a field that a module
//!   writes and reads, `count [later]` one that was added later and is empty where it is missing;
//! * `shape!(struct Mbps(_));` is what it wraps;
//! * `shape!(enum Tag { "untagged" => Untagged, "dot1q" => Dot1q(vlan), "qinq" => Qinq { s, c } });` is a word, or an
//!   object with that word as its only field; a kind that holds two values is an object of both, by the names given here;
//! * `shape!(parsed Email, parse, "is no address");` is a text; one that a program tells is read by the function `parse`;
//! * `shape!(id GrantId);` is a UUID that TypeScript tells from those of other kinds;
//! * `shape!(word Tagging);` is the word that its `as_str` tells, one of its `ALL`.
//!
//! Reading goes on after what is wrong, with something in its place, and the whole is thrown away in the end: so no
//! field needs a way out of its own, which would be most of the code.

mod line;
mod plain;
pub mod types;

use std::fmt;

pub(crate) use line::shape;
use serde_json::{Map, Value};
use types::Types;

/// What has a form in JSON. Only the form is looked at: ranges are the rules' business.
pub trait Shape {
    /// The value as JSON.
    fn write(&self) -> Value;

    /// What a value of this form is. What has another form is told to the reader, and any value is answered.
    fn read(value: Value, reader: &mut Reader) -> Self
    where
        Self: Sized;

    /// Whether a field of this type may be missing, which then is `null`: older records lack what was added later.
    fn may_miss() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// The TypeScript type of what programs hand over to be read.
    fn type_of(types: &mut Types) -> String
    where
        Self: Sized;
}

/// Reads a whole value that was stored.
///
/// # Errors
/// The first place that does not have its form.
pub fn read<T: Shape>(value: Value, unknown: Unknown) -> Result<T, ShapeError> {
    read_by(value, Reader { unknown, told: false, path: vec![], wrong: None })
}

/// Reads a whole value that a program hands over: names are in camel case, times as ISO 8601 has them, and a field that is
/// not known is an error.
///
/// # Errors
/// The first place that does not have its form.
pub fn read_told<T: Shape>(value: Value) -> Result<T, ShapeError> {
    read_by(value, Reader { unknown: Unknown::Refuse, told: true, path: vec![], wrong: None })
}

fn read_by<T: Shape>(value: Value, mut reader: Reader) -> Result<T, ShapeError> {
    let made = T::read(value, &mut reader);
    match reader.wrong {
        None => Ok(made),
        Some(error) => Err(error),
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
pub struct ShapeError {
    /// The place, from outside inwards, e.g. `events[3].grant-created.key`; empty for the whole value.
    pub path: String,
    /// What is wrong with it, e.g. `is not a text`.
    pub problem: &'static str,
}

impl fmt::Display for ShapeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(out, "the whole {}", self.problem),
            path => write!(out, "`{path}` {}", self.problem),
        }
    }
}

/// Where reading is, and what it found wrong first.
pub struct Reader {
    unknown: Unknown,
    told: bool,
    path: Vec<Step>,
    wrong: Option<ShapeError>,
}

enum Step {
    Field(&'static str),
    /// The word of a kind. Programs call a command or question by it, as a method.
    Kind(&'static str),
    Item(usize),
}

impl Reader {
    /// Whether a program hands the value over, and not the storage.
    pub const fn is_told(&self) -> bool {
        self.told
    }

    /// Notes that the place where reading is has this problem.
    #[cold]
    #[inline(never)]
    pub fn wrong(&mut self, problem: &'static str) {
        self.wrong_at("", problem);
    }

    /// A value that could be read; else notes the problem and answers `instead`.
    pub fn found<T>(&mut self, value: Option<T>, problem: &'static str, instead: T) -> T {
        match value {
            Some(value) => value,
            None => {
                self.wrong(problem);
                instead
            }
        }
    }

    /// A text that a program tells, as its type reads it; none where the value is a stored one, or was refused.
    pub fn parsed<T>(&mut self, value: &Value, parse: fn(&str) -> Option<T>, problem: &'static str) -> Option<T> {
        if !self.told {
            return None;
        }
        let parsed = value.as_str().and_then(parse);
        if parsed.is_none() {
            self.wrong(problem);
        }
        parsed
    }

    fn wrong_at(&mut self, name: &str, problem: &'static str) {
        if self.wrong.is_some() {
            return;
        }
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Field(name) => push_name(&mut path, &self.name_of(name)),
                Step::Kind(word) if path.is_empty() => path.push_str(&self.name_of(word)),
                Step::Kind(word) => push_name(&mut path, word),
                Step::Item(index) => path.push_str(&format!("[{index}]")),
            }
        }
        push_name(&mut path, name);
        self.wrong = Some(ShapeError { path, problem });
    }

    /// The items of a list.
    fn list(&mut self, value: Value) -> Vec<Value> {
        let values = if let Value::Array(values) = value { Some(values) } else { None };
        self.found(values, "is not a list", vec![])
    }

    fn item<T: Shape>(&mut self, index: usize, value: Value) -> T {
        self.path.push(Step::Item(index));
        let read = T::read(value, self);
        self.path.pop();
        read
    }
}

fn push_name(path: &mut String, name: &str) {
    if !path.is_empty() && !name.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

/// The fields of an object that is being read.
pub struct Fields<'a> {
    map: Map<String, Value>,
    reader: &'a mut Reader,
}

impl<'a> Fields<'a> {
    /// The fields of a value.
    #[inline(never)]
    pub fn of(value: Value, reader: &'a mut Reader) -> Self {
        let map = if let Value::Object(map) = value { Some(map) } else { None };
        Self { map: reader.found(map, "is not an object", Map::new()), reader }
    }

    /// Reads a field.
    pub fn take<T: Shape>(&mut self, name: &'static str) -> T {
        self.take_by(name, T::may_miss(), T::read)
    }

    /// Reads a field that was added later: where it is missing, it is empty.
    pub fn take_later<T: Shape + Default>(&mut self, name: &'static str) -> T {
        self.take::<Option<T>>(name).unwrap_or_default()
    }

    /// Reads a field by a function of its own.
    pub fn take_by<T>(&mut self, name: &'static str, optional: bool, read: fn(Value, &mut Reader) -> T) -> T {
        let value = self.enter(name, optional);
        let taken = read(value, self.reader);
        self.reader.path.pop();
        taken
    }

    #[inline(never)]
    fn enter(&mut self, name: &'static str, optional: bool) -> Value {
        self.reader.path.push(Step::Field(name));
        let value = self.map.remove(&self.reader.name_of(name));
        if value.is_none() && !optional {
            self.reader.wrong("is missing");
        }
        value.unwrap_or_default()
    }

    /// Looks at the fields that nothing has read.
    #[inline(never)]
    pub fn end(self) {
        if self.reader.unknown == Unknown::Refuse
            && let Some(name) = self.map.keys().next()
        {
            self.reader.wrong_at(name, "is not known here");
        }
    }
}

const NO_KIND: &str = "is of no known kind";

/// One of several kinds: its word, and how what it holds is read.
pub type Kind<T> = (&'static str, fn(Value, &mut Reader) -> T);

/// Reads a value that is of one of several kinds; any other is read as the `first`. Its word is not told: it may be
/// anything.
pub fn read_kind<T>(value: Value, reader: &mut Reader, kinds: &[Kind<T>], first: &Kind<T>) -> T {
    if value.as_object().is_some_and(|map| map.len() > 1) {
        reader.wrong("has more than one field, but only one kind");
    }
    let (word, content) = word_and_content(value);
    let found = kinds.iter().find(|(known, _)| *known == word);
    let (word, read) = reader.found(found, NO_KIND, first);
    reader.path.push(Step::Kind(word));
    let made = read(content, reader);
    reader.path.pop();
    made
}

#[inline(never)]
fn word_and_content(value: Value) -> (String, Value) {
    match value {
        Value::String(word) => (word, Value::Null),
        Value::Object(map) if map.len() == 1 => map.into_iter().next().unwrap_or_default(),
        _ => (String::new(), Value::Null),
    }
}

/// Reads what a kind without data holds: nothing.
#[inline(never)]
pub fn read_nothing(content: Value, reader: &mut Reader) {
    if !content.is_null() {
        reader.wrong("is only a word");
    }
}

/// Reads one of these words.
pub fn read_word<T: Copy>(value: &Value, reader: &mut Reader, all: &[T], as_str: fn(T) -> &'static str, first: T) -> T {
    let found = value.as_str().and_then(|text| all.iter().find(|word| as_str(**word) == text));
    *reader.found(found, NO_KIND, &first)
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

    /// Adds a field of any type: only its table of functions is named where it is put, not the code that writes it.
    #[inline(never)]
    pub fn write(&mut self, name: &str, value: &dyn Shape) {
        self.put(name, value.write());
    }

    /// The whole.
    pub fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// A list of what `next` answers until there is none.
#[inline(never)]
pub fn list(next: &mut dyn FnMut() -> Option<Value>) -> Value {
    Value::Array(std::iter::from_fn(next).collect())
}

/// An object of these fields.
pub fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let mut object = Object::default();
    fields.into_iter().for_each(|(name, value)| object.put(name, value));
    object.done()
}

/// Writes one of several kinds: its word and what it holds.
#[inline(never)]
pub fn write_kind(word: &str, content: Value) -> Value {
    object([(word, content)])
}
