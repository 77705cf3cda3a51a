//! The journal in memory: for tests, for tools, and for browsers without storage. It is gone with the tab.

use std::cell::RefCell;
use std::future::ready;
use std::rc::Rc;

use uuid::Uuid;

use super::record::Record;
use super::{Answer, Journal, JournalError, LookAgain, Position};

/// A journal in memory. Clones share the same records.
#[derive(Clone, Default)]
pub struct MemoryJournal {
    records: Rc<RefCell<Vec<Record>>>,
    watchers: Rc<RefCell<Vec<LookAgain>>>,
}

impl MemoryJournal {
    /// A journal that holds these records already.
    pub fn holding(records: Vec<Record>) -> Self {
        Self { records: Rc::new(RefCell::new(records)), ..Self::default() }
    }

    /// Every record.
    pub fn records(&self) -> Vec<Record> {
        self.records.borrow().clone()
    }

    fn add(&self, expect: Position, record: Record) -> Result<Position, JournalError> {
        {
            let mut records = self.records.borrow_mut();
            let head = records.last().map_or(0, |record| record.seq);
            if head != expect.seq() || record.seq != head + 1 {
                return Err(JournalError::Conflict);
            }
            records.push(record);
        }
        let watchers = self.watchers.borrow().clone();
        watchers.iter().for_each(|look_again| look_again());
        Ok(Position::after(expect.seq() + 1))
    }
}

impl Journal for MemoryJournal {
    fn read_after(&self, position: Position, limit: usize) -> Answer<'_, Vec<Record>> {
        let records = self.records.borrow();
        let start = records.partition_point(|record| record.seq <= position.seq());
        let page = records.iter().skip(start).take(limit).cloned().collect();
        Box::pin(ready(Ok(page)))
    }

    fn read_about(&self, id: Uuid) -> Answer<'_, Vec<Record>> {
        let id = id.to_string();
        let found = self.records.borrow().iter().filter(|record| record.about.contains(&id)).cloned().collect();
        Box::pin(ready(Ok(found)))
    }

    fn append(&self, expect: Position, record: Record) -> Answer<'_, Position> {
        Box::pin(ready(self.add(expect, record)))
    }

    fn watch(&self, look_again: LookAgain) {
        self.watchers.borrow_mut().push(look_again);
    }
}
