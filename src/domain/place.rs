//! Places: what one end of a connection occupies on its asset, and when two of them clash (V1 to V4).

use std::fmt;

use super::shape::shape;
use super::vlan::Tag;

/// What one end occupies on its asset.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
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

shape!(enum Place {
    "vlan" => Vlan(tag),
    "interface" => Interface(number),
    "vnic" => Vnic { vnic, tag },
    "router" => Router,
});

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
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pin {
    /// This very place, which the grant holds until it is redeemed (V1).
    At(Place),
}

shape!(enum Pin { "at" => At(place) });

impl Pin {
    /// The place that the grant itself holds.
    pub const fn place(self) -> Option<Place> {
        match self {
            Self::At(place) => Some(place),
        }
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(place) => place.fmt(out),
        }
    }
}
