//! Lenient reading: what can be understood is, and the rest is noted by its place.
//!
//! The vendors' own examples break the vendors' own schemas: numbers are texts, one object stands where a list should,
//! names are written otherwise or misspelt. So a field is found by what its name sounds like, and a value by what it
//! means.

mod name;
pub mod punctuation;
mod value;

use serde_json::Value;

use crate::domain::key::Key;
use crate::domain::report::Unread;

/// What could not be used so far.
#[derive(Default, Debug)]
pub struct Notes(Vec<Unread>);

impl Notes {
    /// Notes a place and what is wrong with it; what was noted just before is not noted again.
    pub fn add(&mut self, path: &str, problem: &str) {
        let unread = Unread { path: path.to_owned(), problem: problem.to_owned() };
        if !self.0.iter().rev().take(BEFORE).any(|known| *known == unread) {
            self.0.push(unread);
        }
    }

    /// Notes all of that too.
    pub fn append(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    /// Everything noted, in the order it was met.
    pub fn list(self) -> Vec<Unread> {
        self.0
    }
}

/// How many notes count as just before: one place is read in one go, and a long list has many notes.
const BEFORE: usize = 20;

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
    has_more: bool,
}

impl<'a> Found<'a> {
    /// The whole of what was read.
    pub const fn whole(value: &'a Value) -> Self {
        Self { value, path: String::new() }
    }

    /// The fields of an object; also of the only object of a list. Fields that are not among `names` are noted, but for
    /// remarks, whose names begin with an underscore.
    pub fn fields(&self, names: Names, notes: &mut Notes) -> Option<Fields<'a>> {
        let map = match self.only() {
            Value::Object(map) => map,
            Value::Null => return None,
            Value::Array(_) => {
                notes.add(&self.path, "is not one object");
                return None;
            }
            _ => {
                notes.add(&self.path, "is not an object");
                return None;
            }
        };
        let (mut known, mut strange): (Vec<Written<'a>>, Vec<_>) = (vec![], vec![]);
        for (name, value) in map {
            let found = self.field(name, value);
            match name::exact(names, name) {
                Some((own, rank)) => known.push((own, rank, found)),
                None if name.starts_with('_') => {}
                None => strange.push((name::near(names, name), found)),
            }
        }
        known.sort_by_key(|(_, rank, found)| (found.value.is_null(), *rank));
        let mut known = one_each(known, notes);
        let mut has_more = false;
        let meant: Vec<&str> = strange.iter().filter_map(|(own, _)| *own).collect();
        for (own, found) in strange {
            let alone = |own: &&str| {
                known.iter().all(|(known, found)| known != own || found.value.is_null())
                    && meant.iter().filter(|other| *other == own).count() == 1
            };
            match own.filter(alone) {
                Some(own) => {
                    notes.add(&found.path, &format!("was read as `{own}`"));
                    known.push((own, found));
                }
                None => {
                    has_more = true;
                    notes.add(&found.path, "is not known here");
                }
            }
        }
        Some(Fields { path: self.path.clone(), known, has_more })
    }

    /// Which of these fields an object has, as far as they are called right; none of anything but an object.
    pub fn names(&self, names: Names) -> Vec<&'static str> {
        let map = self.only().as_object();
        let known = |name: &String| name::exact(names, name).map(|(own, _)| own);
        map.map(|map| map.keys().filter_map(known).collect()).unwrap_or_default()
    }

    /// A field of this object, whatever it is called.
    pub fn field<'b>(&self, name: &str, value: &'b Value) -> Found<'b> {
        Found { value, path: join(&self.path, name) }
    }

    /// What stands here; of a list of one thing that thing, for where one should stand.
    fn only(&self) -> &'a Value {
        let mut value = self.value;
        while let Value::Array(items) = value {
            let mut items = items.iter().filter(|item| !item.is_null());
            match (items.next(), items.next()) {
                (Some(item), None) => value = item,
                _ => break,
            }
        }
        value
    }

    /// Whether nothing is said here: null, or lists and objects without anything in them.
    pub fn is_empty(&self) -> bool {
        says_nothing(self.value)
    }

    /// The items of a list; one item stands for a list of itself, and null for an empty one. A list within a list is
    /// told with its items.
    pub fn items(&self) -> Vec<Self> {
        match self.value {
            Value::Array(items) => {
                let item = |(at, value)| Found { value, path: format!("{}[{at}]", self.path) };
                let items = items.iter().enumerate().map(item);
                let is_list = |item: &Self| item.value.as_array().is_some_and(|items| !items.is_empty());
                items.flat_map(|item| if is_list(&item) { item.items() } else { vec![item] }).collect()
            }
            Value::Null => vec![],
            _ => vec![self.clone()],
        }
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().all(says_nothing),
        Value::Object(map) => map.values().all(says_nothing),
        _ => false,
    }
}

/// Of several fields that mean the same, the one that says something and is called so first; that another one says
/// otherwise is noted.
fn one_each<'a>(written: Vec<Written<'a>>, notes: &mut Notes) -> Vec<(&'static str, Found<'a>)> {
    let mut known: Vec<(&'static str, Found<'a>)> = vec![];
    for (own, _, found) in written {
        match known.iter().find(|(known, _)| *known == own) {
            None => known.push((own, found)),
            Some((_, first)) if found.value.is_null() || found.value == first.value => {}
            Some((_, first)) => {
                notes.add(&found.path, &format!("says something else than `{}`, which counts", first.path));
            }
        }
    }
    known
}

/// A field that is known: its own name, how far what it is called is from that, and the field.
type Written<'a> = (&'static str, usize, Found<'a>);

impl<'a> Fields<'a> {
    /// A field by its own name; null counts as missing.
    pub fn get(&self, name: &str) -> Option<&Found<'a>> {
        self.known.iter().find(|(known, found)| *known == name && !found.value.is_null()).map(|(_, found)| found)
    }

    /// Whether a field is there at all, though it may be null.
    pub fn has(&self, name: &str) -> bool {
        self.known.iter().any(|(known, _)| *known == name)
    }

    /// Whether something stands here that could not be understood, so that what is missing may be that.
    pub const fn has_more(&self) -> bool {
        self.has_more
    }

    /// Where a field stands, or would stand.
    pub fn place(&self, name: &str) -> String {
        self.get(name).map_or_else(|| join(&self.path, name), |found| found.path.clone())
    }

    /// Notes what is wrong with a field, where it stands or would stand.
    pub fn note(&self, name: &str, notes: &mut Notes, problem: &str) {
        notes.add(&self.place(name), problem);
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
    // A list may be kept by keys, and no note repeats one (S2).
    let name =
        Key::parse(name).map_or_else(|_| name.chars().take(NAME_SHOWN).collect(), |key| format!("…{}", key.tail()));
    if path.is_empty() { name } else { format!("{path}.{name}") }
}
