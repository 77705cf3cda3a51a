//! Lenient reading: what can be understood is, and the rest is noted by its place.
//!
//! The vendors' own examples break the vendors' own schemas: numbers are texts, one object stands where a list should,
//! names are written otherwise or misspelt. So a field is found by what its name sounds like, and a value by what it
//! means.

mod name;
mod value;

use serde_json::Value;

use crate::domain::report::Unread;

/// What could not be used so far.
#[derive(Default, Debug)]
pub struct Notes(Vec<Unread>);

impl Notes {
    /// Notes a place and what is wrong with it.
    pub fn add(&mut self, path: &str, problem: impl Into<String>) {
        self.0.push(Unread { path: path.to_owned(), problem: problem.into() });
    }

    /// Everything noted, in the order it was met.
    pub fn list(self) -> Vec<Unread> {
        self.0
    }
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// The value.
    pub value: &'a Value,
    /// Its place, from outside inwards.
    pub path: String,
}

/// The names that an object may have: of each field its own first, then others that mean the same.
pub type Names = &'static [&'static [&'static str]];

/// The fields of an object, by their own names.
#[derive(Default, Debug)]
pub struct Fields<'a> {
    path: String,
    known: Vec<(&'static str, Found<'a>)>,
}

impl<'a> Found<'a> {
    /// The whole of what was read.
    pub const fn whole(value: &'a Value) -> Self {
        Self { value, path: String::new() }
    }

    /// The fields of an object; also of the only object of a list. Fields that are not among `names` are noted, but for
    /// remarks, whose names begin with an underscore.
    pub fn fields(&self, names: Names, notes: &mut Notes) -> Option<Fields<'a>> {
        let map = match self.value {
            Value::Object(map) => map,
            Value::Array(items) => match items.as_slice() {
                [Value::Object(map)] => map,
                _ => {
                    notes.add(&self.path, "is not one object");
                    return None;
                }
            },
            Value::Null => return None,
            _ => {
                notes.add(&self.path, "is not an object");
                return None;
            }
        };
        let mut known: Vec<(&'static str, Found<'a>)> = vec![];
        let mut strange = vec![];
        for (name, value) in map {
            let found = Found { value, path: join(&self.path, name) };
            match name::exact(names, name) {
                Some(own) => known.push((own, found)),
                None if name.starts_with('_') => {}
                None => strange.push((name, found)),
            }
        }
        for (name, found) in strange {
            match name::near(names, name).filter(|own| known.iter().all(|(known, _)| known != own)) {
                Some(own) => {
                    notes.add(&found.path, format!("was read as `{own}`"));
                    known.push((own, found));
                }
                None => notes.add(&found.path, "is not known here"),
            }
        }
        Some(Fields { path: self.path.clone(), known })
    }

    /// The items of a list; one item stands for a list of itself, and null for an empty one.
    pub fn items(&self) -> Vec<Self> {
        match self.value {
            Value::Array(items) => {
                let item = |(at, value)| Found { value, path: format!("{}[{at}]", self.path) };
                items.iter().enumerate().map(item).collect()
            }
            Value::Null => vec![],
            _ => vec![self.clone()],
        }
    }
}

impl<'a> Fields<'a> {
    /// A field by its own name; null counts as missing.
    pub fn get(&self, name: &str) -> Option<&Found<'a>> {
        self.known.iter().find(|(known, found)| *known == name && !found.value.is_null()).map(|(_, found)| found)
    }

    /// Whether a field is there at all, though it may be null.
    pub fn has(&self, name: &str) -> bool {
        self.known.iter().any(|(known, _)| *known == name)
    }

    /// Where a field stands, or would stand.
    pub fn place(&self, name: &str) -> String {
        self.get(name).map_or_else(|| join(&self.path, name), |found| found.path.clone())
    }

    /// Reads a field that may be missing.
    pub fn read<T>(&self, name: &str, notes: &mut Notes, read: fn(&Found<'a>, &mut Notes) -> Option<T>) -> Option<T> {
        read(self.get(name)?, notes)
    }

    /// Reads a field that should be there; that it is not is noted.
    pub fn need<T>(&self, name: &str, notes: &mut Notes, read: fn(&Found<'a>, &mut Notes) -> Option<T>) -> Option<T> {
        if self.get(name).is_none() {
            notes.add(&join(&self.path, name), "is missing");
        }
        self.read(name, notes, read)
    }
}

/// Names longer than this are cut where a place is told.
const NAME_SHOWN: usize = 60;

fn join(path: &str, name: &str) -> String {
    let name: String = name.chars().take(NAME_SHOWN).collect();
    if path.is_empty() { name } else { format!("{path}.{name}") }
}
