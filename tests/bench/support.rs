//! What the benchmarks share: a clock that stands still, and identities that are counted.

use std::cell::Cell;

use crosskey::desk::{Clock, Ids};
use crosskey::domain::time::Timestamp;
use uuid::Uuid;

pub struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_780_000_000_000)
    }
}

#[derive(Default)]
pub struct Counting(Cell<u128>);

impl Ids for Counting {
    fn draw(&self) -> Uuid {
        self.0.set(self.0.get() + 1);
        Uuid::from_u128(self.0.get())
    }
}
