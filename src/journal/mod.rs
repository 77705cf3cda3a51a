//! Where entries are kept: an append-only journal behind a port small enough for a browser database now and for a
//! stream server later.

pub mod broken;
pub mod copy;
pub mod keyless;
pub mod memory;
pub mod record;
mod redact;
mod v1;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use record::Record;
use uuid::Uuid;

/// What a journal answers, later.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, JournalError>> + 'a>>;

/// What a journal calls when somebody else may have added records. It only says "look again".
pub type LookAgain = Rc<dyn Fn()>;

/// How far a journal was read, and what an append expects to follow. Opaque to the desk.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Position(u64);

impl Position {
    /// Before the first record.
    pub const START: Self = Self(0);

    /// After the record with this sequence number; for engines only.
    pub const fn after(seq: u64) -> Self {
        Self(seq)
    }

    /// The sequence number of the last record read; for engines only.
    pub const fn seq(self) -> u64 {
        self.0
    }
}

/// A journal of records (D1).
pub trait Journal {
    /// Up to `limit` records that follow `position`, in order.
    fn read_after(&self, position: Position, limit: usize) -> Answer<'_, Vec<Record>>;

    /// Every record about this identity, in order (N3).
    fn read_about(&self, id: Uuid) -> Answer<'_, Vec<Record>>;

    /// Adds a record right after `expect`, wholly or not at all; `Conflict` when something else stands there (D2).
    /// When it answers, the record survives a killed browser (D1).
    fn append(&self, expect: Position, record: Record) -> Answer<'_, Position>;

    /// Calls back whenever somebody else may have added records (D2).
    fn watch(&self, look_again: LookAgain);
}

/// What can be wrong with storage (D4). None of these is ever answered by writing over what is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum JournalError {
    /// Another record stands at this place: read on and decide again.
    Conflict,
    /// The browser has no storage of this kind.
    Absent,
    /// The browser does not let this page store anything.
    Forbidden,
    /// There is no room left.
    Full,
    /// What is stored cannot be read.
    Unreadable(String),
    /// What is stored was written by a newer version.
    Newer,
    /// Another tab opened the ledger with a newer version, or the browser closed the database.
    Superseded,
    /// The browser failed in another way; its own words.
    Failed(String),
}

impl JournalError {
    /// The stable word.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Conflict => "storage-conflict",
            Self::Absent => "storage-absent",
            Self::Forbidden => "storage-forbidden",
            Self::Full => "storage-full",
            Self::Unreadable(_) => "storage-unreadable",
            Self::Newer => "storage-newer",
            Self::Superseded => "storage-superseded",
            Self::Failed(_) => "storage-failed",
        }
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict => out.write_str("Another tab wrote at the same moment. Try again."),
            Self::Absent => out.write_str("This browser offers no storage here."),
            Self::Forbidden => out.write_str("This browser does not let this page store anything."),
            Self::Full => out.write_str("The browser's storage is full. Free some space, then reload."),
            Self::Unreadable(why) => write!(out, "What is stored here cannot be read ({why}). It was left as it is."),
            Self::Newer => {
                out.write_str("What is stored here was written by a newer Crosskey. Reload to get that version.")
            }
            Self::Superseded => out.write_str("The ledger was closed under this tab. Reload to go on."),
            Self::Failed(why) => write!(out, "The browser's storage failed: {why}. Reload to go on."),
        }
    }
}
