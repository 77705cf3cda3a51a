//! What is handed over, kind by kind. A further vendor starts here: a new [`Kind`], a file beside this one, and the
//! compiler names every match that must know it.

pub mod a_side_token;
pub mod service_key;
pub mod service_token;
pub mod z_side_token;

pub use service_token::{TOKEN_DAYS, token_expiry};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::asset::System;
use super::bandwidth::{Mbps, Speeds};
use super::connection::Side;
use super::metro::Metro;
use super::permission::Right;
use super::stored;
use super::time::{StoredValidity, Timestamp, Validity};

/// Which of the published systems a grant follows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An Equinix Fabric A-side service token.
    ASideToken,
    /// An Equinix Network Edge or Fabric Z-side service token.
    ZSideToken,
    /// A Megaport service key.
    ServiceKey,
}

/// What whoever holds the key may know of a grant (R2). The asset and the place are not among it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Terms {
    /// The system it follows.
    pub kind: Kind,
    /// Where the issuer's end is.
    #[serde(deserialize_with = "stored::metro")]
    pub metro: Metro,
    /// The bandwidths that one connection may have (E5, K1).
    pub speeds: Speeds,
    /// Whether the other end may lie in another metro (E2).
    pub remote: bool,
    /// When it can be redeemed (G4, E6, K1).
    #[serde(with = "StoredValidity")]
    pub valid: Validity,
    /// How often it can be redeemed (T1, K1).
    pub usage: Usage,
    /// Whether it is switched on; tokens always are (K1, K5).
    pub active: bool,
    /// Whether a redemption connects at once, without asking the issuer; with tokens it always does (K1, R7).
    pub pre_approved: bool,
}

/// How often a grant can be redeemed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Usage {
    /// Once (T1, K2).
    Single,
    /// As often as its holders like (K4).
    Multi,
}

impl Terms {
    /// The terms of a new service token: single use, valid at once, and connected without being asked.
    pub const fn of_token(
        kind: Kind,
        metro: Metro,
        speeds: Speeds,
        remote: bool,
        created: Timestamp,
        expires: Timestamp,
    ) -> Self {
        let valid = Validity { from: created, until: expires };
        Self { kind, metro, speeds, remote, valid, usage: Usage::Single, active: true, pre_approved: true }
    }

    /// The most bandwidth that one connection may have.
    pub fn limit(&self) -> Mbps {
        self.speeds.largest()
    }
}

/// Who is billed for the connection (E8, K10).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Payer {
    /// The company that creates the grant.
    Issuer,
    /// The company that redeems it.
    Redeemer,
}

/// Where a grant is in its life, as far as events tell; its dates are asked of the clock (G3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Neither used up nor deleted.
    Open {
        /// How often a multi-use key was redeemed (K4).
        uses: u32,
    },
    /// A connection made with it waits for the issuer's approval: used until that is denied, withdrawn or lapses,
    /// and as it was before from then on (R7).
    Promised {
        /// Since when.
        at: Timestamp,
        /// When the request lapses.
        until: Timestamp,
    },
    /// Used up at this instant.
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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// May be redeemed and never was.
    Unused,
    /// Was redeemed and may be again.
    Usable,
    /// Was redeemed, and cannot be again.
    Used,
    /// Switched off by its issuer.
    Off,
    /// Its first instant is still to come.
    NotYet,
    /// Reached its expiry without being used up.
    Expired,
    /// Was deleted.
    Deleted,
}

impl Status {
    /// Every status, in the order the inventory offers them.
    pub const ALL: [Self; 7] =
        [Self::Unused, Self::Usable, Self::Used, Self::Off, Self::NotYet, Self::Expired, Self::Deleted];

    /// The neutral word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unused => "Unused",
            Self::Usable => "Usable",
            Self::Used => "Used",
            Self::Off => "Off",
            Self::NotYet => "Not yet",
            Self::Expired => "Expired",
            Self::Deleted => "Deleted",
        }
    }

    /// Whether a grant of this status holds its place (V1): also while it is switched off or waits for its first day.
    pub const fn holds(self) -> bool {
        matches!(self, Self::Unused | Self::Usable | Self::Off | Self::NotYet)
    }

    /// Whether a grant of this status can be redeemed.
    pub const fn is_redeemable(self) -> bool {
        matches!(self, Self::Unused | Self::Usable)
    }
}

/// Computes the status from facts and ledger time; the first match wins (G3). The expiry instant is too late (G4).
pub fn status(phase: Phase, terms: &Terms, now: Timestamp) -> Status {
    match phase {
        Phase::Deleted { .. } => Status::Deleted,
        Phase::Used(_) => Status::Used,
        Phase::Promised { until, .. } if now < until => Status::Used,
        Phase::Open { .. } | Phase::Promised { .. } if terms.valid.is_over(now) => Status::Expired,
        Phase::Open { .. } | Phase::Promised { .. } if !terms.active => Status::Off,
        Phase::Open { .. } | Phase::Promised { .. } if !terms.valid.has_begun(now) => Status::NotYet,
        Phase::Open { uses: 0 } | Phase::Promised { .. } => Status::Unused,
        Phase::Open { .. } => Status::Usable,
    }
}

impl Kind {
    /// Every kind, in the order the inventory offers them.
    pub const ALL: [Self; 3] = [Self::ASideToken, Self::ZSideToken, Self::ServiceKey];

    /// The service token that fixes this side of the connection.
    pub const fn token(side: Side) -> Self {
        match side {
            Side::A => Self::ASideToken,
            Side::Z => Self::ZSideToken,
        }
    }

    /// The stable word, in kebab case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ASideToken => "a-side-token",
            Self::ZSideToken => "z-side-token",
            Self::ServiceKey => "service-key",
        }
    }

    /// The vendor's word for the grant.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ASideToken => a_side_token::LABEL,
            Self::ZSideToken => z_side_token::LABEL,
            Self::ServiceKey => service_key::LABEL,
        }
    }

    /// The vendor's word with its article: "an A-side token".
    pub fn with_article(self) -> String {
        let article = match self {
            Self::ASideToken => "an",
            Self::ZSideToken | Self::ServiceKey => "a",
        };
        format!("{article} {}", self.label())
    }

    /// The vendor's short word for it within a sentence: a token, or a key.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::ASideToken | Self::ZSideToken => "token",
            Self::ServiceKey => "key",
        }
    }

    /// The vendor's word for a status (T2, K7).
    pub const fn status_word(self, status: Status) -> &'static str {
        match self {
            Self::ASideToken | Self::ZSideToken => service_token::status_word(status),
            Self::ServiceKey => service_key::status_word(status),
        }
    }

    /// Whose system it is.
    pub const fn system(self) -> System {
        match self {
            Self::ASideToken | Self::ZSideToken => System::Fabric,
            Self::ServiceKey => System::Megaport,
        }
    }

    /// The end of the connection that is its issuer's.
    pub const fn issuer_side(self) -> Side {
        match self {
            Self::ASideToken => Side::A,
            Self::ZSideToken | Self::ServiceKey => Side::Z,
        }
    }

    /// What a person of the issuer needs, to create, change, reveal and share it (P2, P4).
    pub const fn issuing(self) -> Right {
        match self {
            Self::ASideToken | Self::ZSideToken => Right::ManageTokens,
            Self::ServiceKey => Right::Order,
        }
    }

    /// What a person needs to redeem it, and to change the connection afterwards (P2, P4).
    pub const fn redeeming(self) -> Right {
        match self {
            Self::ASideToken | Self::ZSideToken => Right::Connect,
            Self::ServiceKey => Right::Order,
        }
    }

    /// Who is billed (E8, K10).
    pub const fn payer(self) -> Payer {
        match self {
            Self::ASideToken => a_side_token::PAYER,
            Self::ZSideToken => z_side_token::PAYER,
            Self::ServiceKey => service_key::PAYER,
        }
    }

    /// The billing sentence for the person who creates it (G5).
    pub const fn payer_for_issuer(self) -> &'static str {
        match self {
            Self::ASideToken => a_side_token::PAYER_FOR_ISSUER,
            Self::ZSideToken => z_side_token::PAYER_FOR_ISSUER,
            Self::ServiceKey => service_key::PAYER_FOR_ISSUER,
        }
    }

    /// The billing sentence for the person who redeems it; `issuer` is the name of the company that created it (G5).
    pub fn payer_for_redeemer(self, issuer: &str) -> String {
        match self.payer() {
            Payer::Issuer => format!("{issuer} pays for the connection. You are not billed for it."),
            Payer::Redeemer => format!("You pay for the connection. {issuer} is not billed for it."),
        }
    }
}
