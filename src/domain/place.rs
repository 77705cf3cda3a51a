//! Places: what one end of a connection occupies on its asset, and when two of them clash (V1 to V4).

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::mcr::Configuration;
use super::vlan::Tag;

/// What one end occupies on its asset.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// VLAN identifiers on a port.
    Vlan(Tag),
    /// An interface of a virtual device, counted from 1.
    Interface(u16),
    /// VLAN identifiers on a vNIC of an MVE, the vNICs counted from 0.
    Vnic {
        /// The vNIC.
        vnic: u16,
        /// The VLAN identifiers on it.
        tag: Tag,
    },
    /// A virtual interface of an MCR, of which there are any number.
    Router,
}

impl Place {
    /// Where places are looked up: the interface or vNIC, and the outer identifier on it.
    pub const fn index(self) -> (u16, u16) {
        match self {
            Self::Vlan(tag) => (0, tag.outer()),
            Self::Interface(number) => (number, 0),
            Self::Vnic { vnic, tag } => (vnic, tag.outer()),
            Self::Router => (0, 0),
        }
    }

    /// Whether two ends cannot both be there: VLAN identifiers by [`Tag::clashes`] on the same port or vNIC, an
    /// interface carries one connection, an MCR any number (V2 to V4).
    pub fn clashes(self, other: Self) -> bool {
        match (self, other) {
            (Self::Vlan(tag), Self::Vlan(other)) => tag.clashes(other),
            (Self::Interface(number), Self::Interface(other)) => number == other,
            (Self::Vnic { vnic, tag }, Self::Vnic { vnic: other, tag: its }) => vnic == other && tag.clashes(its),
            _ => false,
        }
    }

    /// The vNIC, where there is one.
    pub const fn vnic(self) -> Option<u16> {
        match self {
            Self::Vnic { vnic, .. } => Some(vnic),
            Self::Vlan(_) | Self::Interface(_) | Self::Router => None,
        }
    }

    /// The VLAN identifiers, where there are any.
    pub const fn tag(self) -> Option<Tag> {
        match self {
            Self::Vlan(tag) | Self::Vnic { tag, .. } => Some(tag),
            Self::Interface(_) | Self::Router => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vlan(tag) => tag.fmt(out),
            Self::Interface(number) => write!(out, "interface {number}"),
            Self::Vnic { vnic, tag } => write!(out, "vNIC {vnic}, {tag}"),
            Self::Router => out.write_str("its own configuration"),
        }
    }
}

/// What a grant says of its issuer's end.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(optional_fields = nullable)]
pub enum Pin {
    /// This very place, which the grant holds until it is redeemed (V1).
    At(Place),
    /// A VLAN that is assigned when a connection is made: a free one, or what its issuer gives then (K3, K4).
    Assigned {
        /// The vNIC it is on, for a key on an MVE.
        vnic: Option<u16>,
    },
    /// A virtual interface of an MCR with this configuration; an empty one is filled in later (K2, K4).
    Configured(Configuration),
}

impl Pin {
    /// What it says in words, a configuration line by line.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Configured(configuration) if !configuration.is_empty() => configuration.lines(),
            pin => vec![pin.to_string()],
        }
    }

    /// The place that the grant itself holds.
    pub const fn place(&self) -> Option<Place> {
        match self {
            Self::At(place) => Some(*place),
            Self::Assigned { .. } => None,
            Self::Configured(_) => Some(Place::Router),
        }
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(place) => place.fmt(out),
            Self::Assigned { vnic: None } => out.write_str("a free VLAN"),
            Self::Assigned { vnic: Some(vnic) } => write!(out, "vNIC {vnic}, a free VLAN"),
            Self::Configured(_) => Place::Router.fmt(out),
        }
    }
}
