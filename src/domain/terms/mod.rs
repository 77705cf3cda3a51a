//! What is handed over, kind by kind. A further vendor starts here: a new [`Kind`], a file beside this one, and the
//! compiler names every match that must know it.

pub mod a_side_token;

use super::bandwidth::Mbps;
use super::metro::Metro;
use super::refusal::{Code, Field, Refusal};
use super::shape::shape;
use super::time::{Day, Timestamp};

/// Which of the published systems a grant follows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// An Equinix Fabric A-side service token.
    ASideToken,
}

shape!(enum Kind { "a-side-token" => ASideToken });

/// What whoever holds the key may know of a grant (R2). The asset and the place are not among it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Terms {
    /// The system it follows.
    pub kind: Kind,
    /// Where the issuer's end is.
    pub metro: Metro,
    /// The most bandwidth one connection may have (E5).
    pub limit: Mbps,
    /// Whether the other end may lie in another metro (E2).
    pub remote: bool,
    /// The first instant at which it is too late to redeem (G4, E6).
    pub expires: Timestamp,
}

shape!(struct Terms { kind, metro, limit, remote, expires });

/// Who is billed for the connection (E8).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Payer {
    /// The company that creates the grant.
    Issuer,
}

/// Where a grant is in its life, as far as events tell; expiry is asked of the clock (G3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Neither redeemed nor deleted.
    Open,
    /// Redeemed at this instant.
    Used(Timestamp),
    /// Deleted at this instant; whether it was redeemed before.
    Deleted {
        /// When.
        at: Timestamp,
        /// Whether a redemption came before the deletion (T4).
        used: bool,
    },
}

/// A grant's status, the neutral word (G3, K7).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// May still be redeemed.
    Unused,
    /// Was redeemed.
    Used,
    /// Reached its expiry without being redeemed.
    Expired,
    /// Was deleted.
    Deleted,
}

impl Status {
    /// Every status, in the order the inventory offers them.
    pub const ALL: [Self; 4] = [Self::Unused, Self::Used, Self::Expired, Self::Deleted];

    /// The neutral word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unused => "Unused",
            Self::Used => "Used",
            Self::Expired => "Expired",
            Self::Deleted => "Deleted",
        }
    }
}

/// Computes the status from facts and ledger time; the first match wins (G3). The expiry instant is too late (G4).
pub fn status(phase: Phase, terms: &Terms, now: Timestamp) -> Status {
    match phase {
        Phase::Deleted { .. } => Status::Deleted,
        Phase::Used(_) => Status::Used,
        Phase::Open if now >= terms.expires => Status::Expired,
        Phase::Open => Status::Unused,
    }
}

impl Kind {
    /// The vendor's word for the grant.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ASideToken => a_side_token::LABEL,
        }
    }

    /// The vendor's word for a status (T2).
    pub const fn status_word(self, status: Status) -> &'static str {
        match self {
            Self::ASideToken => a_side_token::status_word(status),
        }
    }

    /// Who is billed (E8).
    pub const fn payer(self) -> Payer {
        match self {
            Self::ASideToken => a_side_token::PAYER,
        }
    }

    /// The billing sentence for the person who creates it (G5).
    pub const fn payer_for_issuer(self) -> &'static str {
        match self {
            Self::ASideToken => a_side_token::PAYER_FOR_ISSUER,
        }
    }

    /// The billing sentence for the person who redeems it; `issuer` is the name of the company that created it (G5).
    pub fn payer_for_redeemer(self, issuer: &str) -> String {
        match self.payer() {
            Payer::Issuer => format!("{issuer} pays for the connection. You are not billed for it."),
        }
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
