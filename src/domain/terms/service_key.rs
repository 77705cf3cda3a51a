//! Megaport service keys: the creator's B-End, the consumer's choice of A-End.

use super::{Payer, Status};
use crate::domain::bandwidth::Mbps;
use crate::domain::refusal::{Code, Field, Refusal, Remedy};
use crate::domain::time::{Timestamp, Validity};

/// The vendor's word.
pub const LABEL: &str = "service key";

/// The consumer pays; the creator never does (K10).
pub const PAYER: Payer = Payer::Redeemer;

/// The billing sentence for the person who creates a key (G5).
pub const PAYER_FOR_ISSUER: &str =
    "The company that uses the service key pays for the connection. Its creator is never billed for it.";

/// The vendor's word for a status (K7). "Active" and "Inactive" mean other things than for tokens.
pub const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Unused | Status::Usable => "Active",
        Status::Off => "Inactive",
        Status::NotYet => "Scheduled",
        Status::Expired => "Expired",
        Status::Used => "Used",
        Status::Deleted => "Deleted",
    }
}

/// How many days a key is valid unless other dates are chosen (K1).
pub const KEY_DAYS: i64 = 30;

/// The terms in months for which a connection can be ordered (R3).
pub const TERM_MONTHS: [u16; 6] = [1, 12, 24, 36, 48, 60];

/// Longest service level reference, in characters (R3).
pub const REFERENCE_LIMIT: usize = 255;

/// Checks the rate limit of a key on a service of this speed (K1).
///
/// # Errors
/// `over-bandwidth`, offering the largest that is allowed.
pub fn check_limit(limit: Mbps, speed: Mbps) -> Result<(), Refusal> {
    let message = match limit.get() {
        0 => "Give a rate limit above 0 Mbps.".to_owned(),
        _ if limit > speed => format!("{limit} is more than the service's speed of {speed}. Choose at most {speed}."),
        _ => return Ok(()),
    };
    Err(Refusal::new(Code::OverBandwidth, Field::Bandwidth, message).with(Remedy::UseBandwidth(speed)))
}

/// Checks the days on which a key shall be valid: not none, and not over yet (K1, G4).
///
/// # Errors
/// `date-out-of-range`.
pub fn check_valid(valid: Validity, now: Timestamp) -> Result<(), Refusal> {
    let message = if valid.until <= valid.from {
        "The last day lies before the first. Choose a later one."
    } else if valid.is_over(now) {
        "The last day is over already. Choose today or a later day."
    } else {
        return Ok(());
    };
    Err(Refusal::new(Code::DateOutOfRange, Field::Expiry, message))
}
