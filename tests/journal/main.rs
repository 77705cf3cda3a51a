//! The engine in memory against the suite that every engine passes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test that finds something else than it expects shall stop right there"
)]

mod suite;

use std::rc::Rc;

use crosskey::journal::Journal;
use crosskey::journal::memory::MemoryJournal;
use suite::Engine;

impl Engine for MemoryJournal {
    async fn handle(&self) -> Rc<dyn Journal> {
        Rc::new(self.clone())
    }

    async fn breathe(&self) {}
}

macro_rules! prove {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            pollster::block_on(suite::$name(&MemoryJournal::default()));
        }
    )*};
}

every_test!(prove);
