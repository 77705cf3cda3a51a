//! A connection's two ends and the states of its life (C7).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::asset::System;
use super::id::CompanyId;
use super::time::Timestamp;

/// Which end of a connection: A-side or Z-side in Equinix's words, A-End or B-End in Megaport's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The A-side or A-End, whose owner pays.
    A,
    /// The Z-side or B-End.
    Z,
}

impl Side {
    /// The vendor's word.
    pub const fn label(self, system: System) -> &'static str {
        match (self, system) {
            (Self::A, System::Fabric) => "A-side",
            (Self::Z, System::Fabric) => "Z-side",
            (Self::A, System::Megaport) => "A-End",
            (Self::Z, System::Megaport) => "B-End",
        }
    }

    /// The other end.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::A => Self::Z,
            Self::Z => Self::A,
        }
    }
}

/// The companies of a connection; one company may be several of them (C8).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Parties {
    /// The owner of the A-side, who pays in every system (E8, K10).
    pub a: CompanyId,
    /// The owner of the Z-side.
    pub z: CompanyId,
    /// Who redeemed: one of the two, or a third company that held both their tokens (R4).
    pub redeemer: CompanyId,
}

impl Parties {
    /// The parties where `issuer`'s end is this side and the redeemer's the other.
    pub const fn of(issuer: CompanyId, side: Side, redeemer: CompanyId) -> Self {
        match side {
            Side::A => Self { a: issuer, z: redeemer, redeemer },
            Side::Z => Self { a: redeemer, z: issuer, redeemer },
        }
    }

    /// Whose end this side is.
    pub const fn owner(&self, side: Side) -> CompanyId {
        match side {
            Side::A => self.a,
            Side::Z => self.z,
        }
    }

    /// Each company once, the owner of the A-side first.
    pub fn all(&self) -> Vec<CompanyId> {
        let mut all = vec![self.a];
        for company in [self.z, self.redeemer] {
            if !all.contains(&company) {
                all.push(company);
            }
        }
        all
    }

    /// Whether this company is one of them.
    pub fn include(&self, company: CompanyId) -> bool {
        [self.a, self.z, self.redeemer].contains(&company)
    }

    /// The other companies, or the same one where it is alone with itself.
    pub fn partners_of(&self, company: CompanyId) -> Vec<CompanyId> {
        let others: Vec<CompanyId> = self.all().into_iter().filter(|other| *other != company).collect();
        if others.is_empty() { vec![company] } else { others }
    }
}

/// Where a connection is in its life (C7). The last four are ends: such a connection stays listed and is only read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// For the issuer's approval (R7).
    Waiting {
        /// The instant from which it is too late.
        until: Timestamp,
    },
    /// In force.
    Live,
    /// Switched off by its owner, its places still held (C2e).
    ShutDown {
        /// Since when.
        since: Timestamp,
    },
    /// Ended by a partner.
    Deleted {
        /// When.
        at: Timestamp,
        /// By which company.
        by: CompanyId,
    },
    /// The issuer did not approve (R7).
    Denied {
        /// When.
        at: Timestamp,
        /// Why, in the issuer's words, or empty.
        reason: String,
    },
    /// Nobody answered in time (R7).
    Lapsed {
        /// When.
        at: Timestamp,
    },
    /// The redeemer took the request back (R7).
    Withdrawn {
        /// When.
        at: Timestamp,
    },
}

impl State {
    /// In force since this instant, shut down or not.
    pub const fn in_force(shut_down: bool, since: Timestamp) -> Self {
        if shut_down { Self::ShutDown { since } } else { Self::Live }
    }

    /// The word that people see.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Waiting { .. } => "Waiting",
            Self::Live => "Live",
            Self::ShutDown { .. } => "Shut down",
            Self::Deleted { .. } => "Deleted",
            Self::Denied { .. } => "Denied",
            Self::Lapsed { .. } => "Lapsed",
            Self::Withdrawn { .. } => "Withdrawn",
        }
    }

    /// Whether it is in force, shut down or not.
    pub const fn is_living(&self) -> bool {
        matches!(self, Self::Live | Self::ShutDown { .. })
    }

    /// Whether its ends hold their places (V1): while it waits and while it lives.
    pub const fn holds(&self) -> bool {
        matches!(self, Self::Waiting { .. }) || self.is_living()
    }
}
