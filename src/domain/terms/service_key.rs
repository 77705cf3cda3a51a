//! Megaport service keys: the creator's B-End, the consumer's choice of A-End.

use super::{Payer, Status};

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
