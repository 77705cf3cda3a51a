//! The TypeScript type of every value that has a form in JSON, made from the same line as the form itself: so the types of
//! the JavaScript module cannot say anything else than what is read and told.

use std::collections::BTreeMap;

use super::{Reader, Shape};

/// Declarations by name, each made once.
#[derive(Default)]
pub struct Types(BTreeMap<&'static str, String>);

impl Types {
    /// The name of a type; declares it if it was not declared yet.
    pub fn named(&mut self, name: &'static str, make: impl FnOnce(&mut Self) -> String) -> String {
        if !self.0.contains_key(name) {
            // Its place is taken first: a type may hold itself.
            self.0.insert(name, String::new());
            let made = make(self);
            self.0.insert(name, made);
        }
        name.to_owned()
    }

    /// Every declaration, by name.
    pub fn declarations(&self) -> String {
        self.0.iter().map(|(name, made)| format!("export type {name} = {made};\n")).collect()
    }
}

/// An identity: a text that cannot be mixed up with another kind of identity.
pub fn branded(name: &str) -> String {
    format!("string & {{ readonly of: '{name}' }}")
}

/// One field of an object that is read.
pub fn field<S, T: Shape>(name: &str, may_miss: bool, _: impl Fn(&S) -> Option<&T>, types: &mut Types) -> String {
    let mark = if may_miss || T::may_miss() { "?" } else { "" };
    format!("{}{mark}: {}; ", camel(name), T::type_of(types))
}

/// What a kind of several holds.
pub fn content<S, T: Shape>(_: impl Fn(&S) -> Option<&T>, types: &mut Types) -> String {
    T::type_of(types)
}

/// A name as JavaScript writes it: `vendor_id` and `vendor-id` are `vendorId`.
pub fn camel(name: &str) -> String {
    let mut parts = name.split(['_', '-']);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |made, part| {
        let mut letters = part.chars();
        let capital = letters.next().map(|letter| letter.to_ascii_uppercase());
        made + &capital.into_iter().chain(letters).collect::<String>()
    })
}

/// A word as TypeScript has it.
pub fn word(word: &str) -> String {
    format!("'{word}'")
}

impl Reader {
    /// The name under which a field stands in what is being read.
    pub(super) fn name_of(&self, name: &str) -> String {
        if self.told { camel(name) } else { name.to_owned() }
    }
}
