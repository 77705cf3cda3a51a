//! What is asked for about service keys of Megaport.

use serde::Deserialize;
use ts_rs::TS;

use crate::domain::bandwidth::Mbps;
use crate::domain::id::AssetId;
use crate::domain::key::{self, Key};
use crate::domain::mcr::Configuration;
use crate::domain::time::Validity;
use crate::domain::vlan_choice::VlanChoice;

/// What the form of a new service key says (K1).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreateKey {
    /// The service: a Port, MCR or MVE.
    pub asset: AssetId,
    /// Single Use or Multi-Use, and what it says of the B-End.
    pub usage: KeyUse,
    /// Whether a connection is made at once, without asking the creator (R7).
    pub pre_approved: bool,
    /// What may be changed later.
    pub details: KeyDetails,
}

/// How often a service key can be used, and what is fixed of the B-End (K2, K4).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(optional_fields = nullable)]
pub enum KeyUse {
    /// Once; the whole end is stored, and applied when the key is redeemed.
    Single(ServiceEnd),
    /// Any number of times; each connection is assigned its own end.
    Multi {
        /// The vNIC that the key is for, on an MVE.
        vnic: Option<u16>,
    },
}

/// What of a service key may be edited (K5).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct KeyDetails {
    /// Its label.
    pub label: String,
    /// The rate limit.
    pub limit: Mbps,
    /// From the start of its first to the end of its last day.
    pub valid: Validity,
    /// Whether it is switched on.
    pub active: bool,
}

/// An end on an own service at Megaport (K2, R3).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceEnd {
    /// On a Port: its VLAN.
    Port(VlanChoice),
    /// On an MVE.
    Mve {
        /// The vNIC, counted from 0.
        vnic: u16,
        /// The VLAN on it.
        vlan: VlanChoice,
    },
    /// On an MCR: how it is configured.
    Mcr(Configuration),
}

/// What the redeemer of a service key supplies (R3).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RedeemKey {
    /// The key.
    #[serde(with = "key::stored")]
    #[ts(as = "String")]
    pub key: Key,
    /// The A-End's service.
    pub asset: AssetId,
    /// The A-End on it.
    pub end: ServiceEnd,
    /// The redeemer's name for the connection.
    pub name: String,
    /// The rate limit.
    pub bandwidth: Mbps,
    /// The service level reference, or empty.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub reference: String,
    /// For how many months it is ordered.
    pub term: u16,
    /// Whether it shall be enabled at once; else it starts shut down.
    pub enabled: bool,
    /// Whether redeeming a key of the own company was confirmed (R10).
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub own_confirmed: bool,
}
