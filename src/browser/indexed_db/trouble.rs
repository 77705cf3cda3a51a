//! The browser's errors in the journal's words (D4).

use indexed_db_futures::error::{Error, OpenDbError};
use web_sys::DomException;

use crate::journal::JournalError;

/// What keeps a database from being opened.
pub(super) fn at_open(error: OpenDbError) -> JournalError {
    match error {
        OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => JournalError::Absent,
        // The library says this of every exception that `open` throws, and ours is never 0.
        OpenDbError::VersionZero => JournalError::Forbidden,
        // Private windows of some browsers.
        OpenDbError::Base(Error::DomException(indexed_db_futures::error::DomException::InvalidStateError(_))) => {
            JournalError::Forbidden
        }
        OpenDbError::Base(error) => in_transaction(error),
    }
}

/// What makes a request or a transaction fail.
pub(super) fn in_transaction(error: Error) -> JournalError {
    match error {
        Error::DomException(exception) => named(&DomException::from(exception)),
        Error::Unknown(error) => JournalError::Failed(error.to_string()),
        Error::Serialisation(_) | Error::MissingData(_) => {
            JournalError::Failed("the browser's database answered something else than was asked".to_owned())
        }
    }
}

/// By the exception's name, which is the same in all browsers.
pub(super) fn named(exception: &DomException) -> JournalError {
    let (name, message) = (exception.name(), exception.message());
    match name.as_str() {
        "ConstraintError" => JournalError::Conflict,
        "QuotaExceededError" => JournalError::Full,
        "SecurityError" | "NotAllowedError" => JournalError::Forbidden,
        "VersionError" => JournalError::Newer,
        // The connection is closing: somebody deletes or upgrades the database.
        "InvalidStateError" => JournalError::Superseded,
        "NotReadableError" | "DataError" | "NotFoundError" => JournalError::Unreadable(message),
        _ => JournalError::Failed(format!("{name}: {message}")),
    }
}
