//! The journal that could not be opened: every call answers why, so the tab reads only and says so (D4).

use std::future::ready;

use uuid::Uuid;

use super::record::Record;
use super::{Answer, Journal, JournalError, LookAgain, Position};

/// Stands in for a journal that is there but must not be touched.
pub struct BrokenJournal(pub JournalError);

impl Journal for BrokenJournal {
    fn read_after(&self, _position: Position, _limit: usize) -> Answer<'_, Vec<Record>> {
        Box::pin(ready(Err(self.0.clone())))
    }

    fn read_about(&self, _id: Uuid) -> Answer<'_, Vec<Record>> {
        Box::pin(ready(Err(self.0.clone())))
    }

    fn append(&self, _expect: Position, _record: Record) -> Answer<'_, Position> {
        Box::pin(ready(Err(self.0.clone())))
    }

    /// Nobody adds records to it, so nobody is called.
    fn watch(&self, _look_again: LookAgain) {}
}
