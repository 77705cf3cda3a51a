//! What Equinix's A-side and Z-side service tokens have in common: their status words and their life of 90 days.

use super::Status;
use crate::domain::refusal::{Code, Field, Refusal};
use crate::domain::time::{Day, Timestamp};

/// The vendor's word for a status (T2).
pub const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Unused | Status::Usable | Status::Off | Status::NotYet => "Inactive",
        Status::Used => "Active",
        Status::Expired => "Expired",
        Status::Deleted => "Deleted",
    }
}

/// The longest life of a token, in days from its creation (E6).
pub const TOKEN_DAYS: i64 = 90;

/// The instant at which a token expires whose picked date is `day`: 00:00 UTC of that day (E6).
///
/// # Errors
/// `date-out-of-range` unless `day` lies from tomorrow to 90 days after creation.
pub fn token_expiry(day: Day, created: Timestamp, now: Timestamp) -> Result<Timestamp, Refusal> {
    let (first, last) = (now.day().plus(1), created.day().plus(TOKEN_DAYS));
    if (first..=last).contains(&day) {
        return Ok(day.start());
    }
    let message = if first > last {
        format!("A token lives at most {TOKEN_DAYS} days from its creation, and those are over. Replace it instead.")
    } else if day < first {
        format!("{day} is too early: the date must lie after today. Pick a date from {first} to {last}.")
    } else {
        format!(
            "{day} is too late: a token is valid for at most {TOKEN_DAYS} days from its creation. Pick a date from {first} to {last}."
        )
    };
    Err(Refusal::new(Code::DateOutOfRange, Field::Expiry, message))
}
