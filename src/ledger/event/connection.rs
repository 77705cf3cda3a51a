//! What an event tells of a connection and its ends, cut along who may read it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::bandwidth::Mbps;
use crate::domain::connection::{Parties, Side};
use crate::domain::id::{AssetId, CompanyId, ConnectionId, GrantId, ProposalId};
use crate::domain::mcr::Configuration;
use crate::domain::metro::Metro;
use crate::domain::place::Place;
use crate::domain::stored;
use crate::domain::terms::Terms;
use crate::domain::text::Email;
use crate::domain::time::Timestamp;

/// A new connection, for all its companies.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Connected {
    /// The connection.
    pub connection: ConnectionId,
    /// Its companies.
    pub parties: Parties,
    /// The bandwidth.
    pub bandwidth: Mbps,
    /// Until when the issuer may approve it; none where it need not be asked (R7).
    #[serde(with = "stored::millis_or_none", default)]
    pub until: Option<Timestamp>,
    /// Whether it was ordered shut down (R3).
    #[serde(default)]
    pub shut_down: bool,
}

/// A grant that a connection was made with, for the grant's issuer and the redeemer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Redeemed {
    /// The connection.
    pub connection: ConnectionId,
    /// The grant.
    pub grant: GrantId,
    /// Its issuer.
    pub issuer: CompanyId,
    /// Who redeemed it.
    pub redeemer: CompanyId,
    /// The grant's terms when it was redeemed; later edits do not touch them (G7).
    pub terms: Terms,
}

/// One end of a connection, for the company that it belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EndTaken {
    /// The connection.
    pub connection: ConnectionId,
    /// Whose end.
    pub company: CompanyId,
    /// Which end.
    pub side: Side,
    /// What it occupies.
    pub end: End,
}

/// A changed end, for the company that it belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EndMoved {
    /// The connection.
    pub connection: ConnectionId,
    /// Whose end.
    pub company: CompanyId,
    /// Which end.
    pub side: Side,
    /// What it occupies now.
    pub end: End,
}

/// A proposed end, for the company that proposes it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EndProposed {
    /// The connection.
    pub connection: ConnectionId,
    /// Whose end.
    pub company: CompanyId,
    /// The proposal.
    pub proposal: ProposalId,
    /// Which end.
    pub side: Side,
    /// What it would occupy.
    pub end: End,
}

/// What one end occupies.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// A place on an asset of the company.
    At {
        /// The asset.
        asset: AssetId,
        /// The place on it.
        place: Place,
    },
    /// A virtual interface of an own MCR.
    Router {
        /// The MCR.
        asset: AssetId,
        /// How it is configured.
        configuration: Configuration,
    },
    /// A provider's service profile.
    Profile {
        /// The service profile.
        asset: AssetId,
        /// The metro chosen.
        #[serde(deserialize_with = "stored::metro")]
        metro: Metro,
        /// What the provider asked for: label and value.
        values: Vec<(String, String)>,
    },
}

impl End {
    /// The asset it lies on.
    pub const fn asset(&self) -> AssetId {
        match self {
            Self::At { asset, .. } | Self::Router { asset, .. } | Self::Profile { asset, .. } => *asset,
        }
    }

    /// The own asset and the place on it that it holds (V1).
    pub const fn held(&self) -> Option<(AssetId, Place)> {
        match self {
            Self::At { asset, place } => Some((*asset, *place)),
            Self::Router { asset, .. } => Some((*asset, Place::Router)),
            Self::Profile { .. } => None,
        }
    }
}

/// What the redeemer says besides the end (R3).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Order {
    /// E-mail addresses for notices.
    #[serde(deserialize_with = "stored::emails")]
    pub notify: Vec<Email>,
    /// A purchase order number, or empty.
    pub purchase_order: String,
}

/// What the redeemer of a service key says besides the end (R3).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct ServiceOrder {
    /// The service level reference, or empty.
    pub reference: String,
    /// For how many months it is ordered.
    pub term: u16,
}
