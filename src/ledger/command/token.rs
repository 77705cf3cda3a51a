//! What is asked for about service tokens of Equinix.

use serde::Deserialize;
use ts_rs::TS;

use crate::domain::bandwidth::Mbps;
use crate::domain::connection::Side;
use crate::domain::id::AssetId;
use crate::domain::key::{self, Key};
use crate::domain::metro::Metro;
use crate::domain::text::Email;
use crate::domain::time::Day;
use crate::domain::vlan::Tag;

/// The choices of the creation wizard.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct CreateToken {
    /// The end that it fixes: "Service Token Type".
    pub side: Side,
    /// The port or virtual device (E1).
    pub asset: AssetId,
    /// Where on it.
    pub spot: Spot,
    /// "Allow Remote Connection" (E2).
    pub remote: bool,
    /// What may be changed later.
    pub details: TokenDetails,
}

/// Where on an asset a token shall be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Spot {
    /// At these VLAN identifiers of a port (E3).
    Vlan(Tag),
    /// At this interface of a virtual device (E4).
    Interface(u16),
    /// At the next available interface of a virtual device (E4).
    NextInterface,
    /// At every free interface of a virtual device, one token each, all or nothing (E4).
    EveryInterface,
}

/// What of a token may be edited while it is Inactive (T3).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct TokenDetails {
    /// Its name, or empty (E9).
    pub name: String,
    /// Its description, or empty (E9).
    pub description: String,
    /// The expiration date (E6).
    pub expires: Day,
    /// The maximum bandwidth of a connection (E5).
    pub limit: Mbps,
    /// Who may use it; at least one (E7).
    pub recipients: Vec<Email>,
}

/// What the redeemer supplies (R3).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Redeem {
    /// The key.
    #[serde(with = "key::stored")]
    #[ts(as = "String")]
    pub key: Key,
    /// The redeemer's end.
    pub end: Destination,
    /// The redeemer's name for the connection.
    pub name: String,
    /// The bandwidth.
    pub bandwidth: Mbps,
    /// E-mail addresses for notices; at least one.
    pub notify: Vec<Email>,
    /// A purchase order number, or empty.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub purchase_order: String,
    /// Whether redeeming a key of the own company was confirmed (R10).
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub own_confirmed: bool,
}

/// Where the connection of a token ends on the redeemer's part: of an A-side token its Z-side (A4), of a Z-side token
/// its A-side (R3).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(optional_fields = nullable)]
pub enum Destination {
    /// A port of the redeemer's company.
    Port {
        /// The port.
        asset: AssetId,
        /// Its VLAN identifiers.
        tag: Tag,
    },
    /// A virtual device of the redeemer's company.
    Device {
        /// The device.
        asset: AssetId,
        /// Its interface; the next available one where none is given.
        interface: Option<u16>,
    },
    /// The end that another token fixes: a Z-side token for an A-side one and the other way round (R4).
    Token {
        /// The other token's key.
        #[serde(with = "key::stored")]
        #[ts(as = "String")]
        key: Key,
    },
    /// A service profile of a provider.
    Profile {
        /// The service profile.
        asset: AssetId,
        /// The metro chosen.
        metro: Metro,
        /// What the provider asks for: label and value.
        values: Vec<(String, String)>,
    },
}
