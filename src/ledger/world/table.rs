//! What the world knows of one kind, in the order it came and found by identity.

use std::collections::HashMap;
use std::marker::PhantomData;

use uuid::Uuid;

/// Rows by identity. Only the index is a map, and it is one and the same for rows of every kind: a map for each kind
/// would be a good part of the program.
#[derive(Debug)]
pub(super) struct Table<I, R> {
    rows: Vec<R>,
    places: HashMap<Uuid, usize>,
    of: PhantomData<I>,
}

impl<I, R> Default for Table<I, R> {
    fn default() -> Self {
        Self { rows: vec![], places: HashMap::new(), of: PhantomData }
    }
}

impl<I: Copy + Into<Uuid>, R> Table<I, R> {
    pub(super) fn get(&self, id: &I) -> Option<&R> {
        self.rows.get(*self.places.get(&(*id).into())?)
    }

    pub(super) fn get_mut(&mut self, id: &I) -> Option<&mut R> {
        self.rows.get_mut(*self.places.get(&(*id).into())?)
    }

    /// Adds a row, or puts it in the place of the one that has this identity; answers that one.
    pub(super) fn insert(&mut self, id: I, row: R) -> Option<R> {
        if let Some(known) = self.get_mut(&id) {
            return Some(std::mem::replace(known, row));
        }
        self.places.insert(id.into(), self.rows.len());
        self.rows.push(row);
        None
    }

    /// The rows, in the order they came.
    pub(super) fn values(&self) -> impl Iterator<Item = &R> {
        self.rows.iter()
    }
}
