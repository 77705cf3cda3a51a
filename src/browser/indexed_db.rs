//! The journal in IndexedDB (D1).
//!
//! One database a ledger. The store `records` holds the envelopes as plain objects under their sequence number, with
//! an index over what they are about; `meta` holds the journal's identity, so that an append notices when the
//! database was replaced under it.

mod dump;
mod envelope;
mod trouble;

use std::cell::Cell;
use std::rc::Rc;

use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use indexed_db_futures::{KeyPath, KeyRange};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wasm_bindgen::JsValue;

use super::clock;
use super::events::Listening;
use super::tabs::Bell;
use crate::journal::record::Record;
use crate::journal::{Answer, Journal, JournalError, Position};

pub use dump::{dump, dump_keyless};

/// The version of the database's layout; the records carry their own (D6).
const LAYOUT: u32 = 1;
const RECORDS: &str = "records";
const ABOUT: &str = "about";
const META: &str = "meta";
const IDENTITY: &str = "identity";

/// Which journal this is, written once when the database is made.
#[derive(PartialEq, Serialize, Deserialize)]
struct Identity {
    format: u32,
    id: String,
    created: i64,
}

/// A journal in the browser's database.
pub struct IndexedDbJournal {
    database: Database,
    identity: Identity,
    bell: Bell,
    closed: Rc<Cell<bool>>,
    _listening: Vec<Listening>,
}

impl IndexedDbJournal {
    /// Opens the database of this name, and makes it if there is none.
    ///
    /// # Errors
    /// `Absent`, `Forbidden`, `Newer`, `Full`, `Unreadable` or `Failed` (D4). Nothing was changed then.
    pub async fn open(name: &str) -> Result<Rc<Self>, JournalError> {
        let opening =
            Database::open(name).with_version(LAYOUT).with_on_upgrade_needed(|_, database| lay_out(&database));
        let database = opening.await.map_err(trouble::at_open)?;
        let (closed, bell) = (Rc::<Cell<bool>>::default(), Bell::hang(name));
        let _listening = listen(&database, &closed, &bell);
        // From here on whatever fails closes the database, by dropping this.
        let mut journal = Self { database, identity: Identity::draw(), bell, closed, _listening };
        journal.identity = journal.read_identity().await.map_err(|error| journal.explain(error))?;
        Ok(Rc::new(journal))
    }

    /// Closes the database and forgets the watchers. Every later call answers `Superseded`.
    pub fn close(&self) {
        self.closed.set(true);
        self.bell.take_down();
        self.database.clone().close();
    }

    async fn read_identity(&self) -> Result<Identity, Stop> {
        let transaction = self.reading(META)?;
        let found: Option<JsValue> = transaction.object_store(META)?.get(IDENTITY).primitive()?.await?;
        let unreadable = || JournalError::Unreadable("its identity is missing".to_owned());
        let identity: Identity = found.as_ref().and_then(envelope::read).ok_or_else(unreadable)?;
        if identity.format > LAYOUT { Err(JournalError::Newer.into()) } else { Ok(identity) }
    }

    async fn page(&self, position: Position, limit: usize) -> Result<Vec<Record>, Stop> {
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        if limit == 0 {
            return Ok(vec![]); // the database would take 0 as "all"
        }
        let transaction = self.reading(RECORDS)?;
        let after = KeyRange::LowerBound(seq_key(position.seq()), true);
        let store = transaction.object_store(RECORDS)?;
        let found = store.get_all::<JsValue>().with_query::<f64, _>(after).with_limit(limit).primitive()?.await?;
        let mut expected = position.seq();
        let mut records = vec![];
        for value in found {
            expected += 1;
            records.push(envelope::record(value?, Some(expected)));
        }
        Ok(records)
    }

    async fn about(&self, id: Uuid) -> Result<Vec<Record>, Stop> {
        let transaction = self.reading(RECORDS)?;
        let store = transaction.object_store(RECORDS)?;
        let index = store.index(ABOUT)?;
        let found = index.get_all::<JsValue>().with_query(id.to_string()).primitive()?.await?;
        found.map(|value| Ok(envelope::record(value?, None))).collect()
    }

    /// One strict transaction, in which nothing but its own requests is awaited: else it would commit half way.
    async fn add(&self, expect: Position, record: Record) -> Result<Position, Stop> {
        let next = expect.seq() + 1;
        if record.seq != next {
            return Err(JournalError::Failed(format!("record {} cannot follow {}", record.seq, expect.seq())).into());
        }
        let value = envelope::write(&record)?;
        let strict = TransactionOptions::new().with_durability(TransactionDurability::Strict);
        let building = self.open_database()?.transaction([RECORDS, META]).with_mode(TransactionMode::Readwrite);
        let transaction = building.with_options(strict).build()?;
        let (records, meta) = (transaction.object_store(RECORDS)?, transaction.object_store(META)?);
        let identity = meta.get::<JsValue, _, _>(IDENTITY).primitive()?;
        let tail = KeyRange::LowerBound(seq_key(expect.seq()), false);
        let tail = records.get_all_keys::<JsValue>().with_query::<f64, _>(tail).with_limit(2).primitive()?;
        if identity.await?.as_ref().and_then(envelope::read).as_ref() != Some(&self.identity) {
            return Err(JournalError::Superseded.into());
        }
        let tail = tail.await?.collect::<Result<Vec<_>, _>>()?;
        check_tail(expect, &tail)?;
        records.add(value).primitive()?.await?;
        commit(transaction).await?;
        self.bell.ring();
        Ok(Position::after(next))
    }

    fn reading(&self, store: &str) -> Result<Transaction<'_>, Stop> {
        Ok(self.open_database()?.transaction(store).build()?)
    }

    fn open_database(&self) -> Result<&Database, Stop> {
        if self.closed.get() { Err(JournalError::Superseded.into()) } else { Ok(&self.database) }
    }

    /// What goes wrong on a database that was closed under this tab has that as its cause.
    fn explain(&self, stop: Stop) -> JournalError {
        if self.closed.get() { JournalError::Superseded } else { stop.0 }
    }
}

impl Journal for IndexedDbJournal {
    fn read_after(&self, position: Position, limit: usize) -> Answer<'_, Vec<Record>> {
        Box::pin(async move { self.page(position, limit).await.map_err(|stop| self.explain(stop)) })
    }

    fn read_about(&self, id: Uuid) -> Answer<'_, Vec<Record>> {
        Box::pin(async move { self.about(id).await.map_err(|stop| self.explain(stop)) })
    }

    fn append(&self, expect: Position, record: Record) -> Answer<'_, Position> {
        Box::pin(async move { self.add(expect, record).await.map_err(|stop| self.explain(stop)) })
    }

    fn watch(&self, look_again: Rc<dyn Fn()>) {
        self.bell.watch(look_again);
    }
}

impl Drop for IndexedDbJournal {
    fn drop(&mut self) {
        self.close();
    }
}

/// Deletes the database of this name, with all it holds: for beginning the demonstration afresh. Tabs that have it
/// open are told `Superseded`.
///
/// # Errors
/// As for [`IndexedDbJournal::open`].
pub async fn delete(name: &str) -> Result<(), JournalError> {
    let request = Database::delete_by_name(name).map_err(trouble::at_open)?;
    request.await.map_err(trouble::in_transaction)
}

/// Why an operation stopped: the browser's errors turn into the journal's on the way.
struct Stop(JournalError);

impl From<JournalError> for Stop {
    fn from(error: JournalError) -> Self {
        Self(error)
    }
}

impl From<indexed_db_futures::error::Error> for Stop {
    fn from(error: indexed_db_futures::error::Error) -> Self {
        Self(trouble::in_transaction(error))
    }
}

impl Identity {
    fn draw() -> Self {
        Self { format: LAYOUT, id: Uuid::new_v4().to_string(), created: clock::millis() }
    }
}

/// Makes the stores of a new database; there is no older layout yet.
fn lay_out(database: &Database) -> indexed_db_futures::Result<()> {
    let records = database.create_object_store(RECORDS).with_key_path(KeyPath::One("seq")).build()?;
    records.create_index(ABOUT, KeyPath::One(ABOUT)).with_multi_entry(true).build()?;
    let identity = envelope::write(&Identity::draw()).map_err(|error| JsValue::from_str(&error.to_string()))?;
    let meta = database.create_object_store(META).build()?;
    meta.add(identity).with_key(IDENTITY).primitive()?;
    Ok(())
}

/// Lets another tab upgrade or delete the database, and hears when the browser closes it. The watchers then look
/// again and find it `Superseded`.
fn listen(database: &Database, closed: &Rc<Cell<bool>>, bell: &Bell) -> Vec<Listening> {
    let on = |kind: &'static str| {
        let (database, closed, watchers) = (database.clone(), Rc::clone(closed), bell.watchers());
        Listening::to(&database.clone().into_sys(), kind, move |_| {
            closed.set(true);
            database.clone().close();
            watchers.call();
        })
    };
    ["versionchange", "close"].into_iter().filter_map(on).collect()
}

/// The keys from `expect` on must be `expect` itself and nothing more, else a gap or a fork would arise.
fn check_tail(expect: Position, tail: &[JsValue]) -> Result<(), JournalError> {
    let mut keys = tail.iter().map(JsValue::as_f64);
    if expect != Position::START && keys.next() != Some(Some(seq_key(expect.seq()))) {
        return Err(JournalError::Superseded); // what this tab has read is gone
    }
    if keys.next().is_some() { Err(JournalError::Conflict) } else { Ok(()) }
}

/// Waits until the record is on the disk. A full disk shows only here, and only in the transaction itself.
async fn commit(transaction: Transaction<'_>) -> Result<(), Stop> {
    let raw = transaction.as_sys().clone();
    transaction.commit().await.map_err(|error| match raw.error() {
        Some(cause) => Stop(trouble::named(&cause)),
        None => Stop::from(error),
    })
}

/// Sequence numbers are JavaScript numbers, exact up to 2^53.
fn seq_key(seq: u64) -> f64 {
    seq as f64
}
