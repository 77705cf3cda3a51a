//! A whole journal as one value, and such a value taken into an empty one: backup and restore (S3).

use std::fmt;

use serde_json::{Value, json};

use super::record::Record;
use super::{Journal, JournalError, Position};
use crate::domain::json::{self, FormError};

/// How many records are read at once.
const PAGE: usize = 500;

/// Why a backup was not taken in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotRestored {
    /// The ledger holds something already.
    NotEmpty,
    /// Its keys were left out.
    Keyless,
    /// It is no backup, or damaged.
    Form(FormError),
    /// Storage failed.
    Storage(JournalError),
}

impl fmt::Display for NotRestored {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotEmpty => out.write_str("This ledger is not empty; restore into a new one."),
            Self::Keyless => out.write_str("This backup was made without keys, so no ledger can be made from it."),
            Self::Form(error) => error.fmt(out),
            Self::Storage(error) => error.fmt(out),
        }
    }
}

/// Every record, in the form of the pages' own backup.
///
/// # Errors
/// When the journal cannot be read.
pub async fn take(journal: &dyn Journal) -> Result<Value, JournalError> {
    let (mut all, mut position) = (vec![], Position::default());
    loop {
        let records = journal.read_after(position, PAGE).await?;
        position = records.last().map_or(position, |record| Position::after(record.seq));
        let done = records.len() < PAGE;
        all.extend(records);
        if done {
            return Ok(json!({ "stores": { "records": all } }));
        }
    }
}

/// Takes a backup into an empty journal. All of it is read before the first record is stored.
///
/// # Errors
/// [`NotRestored`].
pub async fn put(journal: &dyn Journal, backup: Value) -> Result<(), NotRestored> {
    if backup.get("left_out").is_some() {
        return Err(NotRestored::Keyless);
    }
    let records = read(&backup)?;
    let begun = journal.read_after(Position::default(), 1).await.map_err(NotRestored::Storage)?;
    if !begun.is_empty() {
        return Err(NotRestored::NotEmpty);
    }
    let mut position = Position::default();
    for record in records {
        position = journal.append(position, record).await.map_err(NotRestored::Storage)?;
    }
    Ok(())
}

fn read(backup: &Value) -> Result<Vec<Record>, NotRestored> {
    let wrong = |path: String, problem: &str| Err(NotRestored::Form(FormError { path, problem: problem.to_owned() }));
    let stored = backup.get("stores").and_then(|stores| stores.get("records"));
    let Some(stored) = stored else { return wrong("stores.records".to_owned(), "is missing: this is no backup") };
    let records: Vec<Record> = json::read_copy(stored).map_err(NotRestored::Form)?;
    for (index, record) in (1..).zip(&records) {
        match record.decode() {
            Ok(_) if record.seq == index => {}
            Err(JournalError::Newer) => return Err(NotRestored::Storage(JournalError::Newer)),
            _ => return wrong(format!("[{}]", index - 1), "is not the next record of a ledger"),
        }
    }
    Ok(records)
}
