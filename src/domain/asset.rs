//! Assets: what grants are given on and connections end at (A1 to A4, A7).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bandwidth::Mbps;
use super::id::{AssetId, CompanyId, PersonId};
use super::metro::Metro;
use super::permission::Right;
use super::profile::ServiceProfile;
use super::terms::z_side_token::DEVICE_LIMIT;
use super::vlan::Tagging;

/// An asset of a company.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asset {
    /// Its identity.
    pub id: AssetId,
    /// The company that owns it.
    pub company: CompanyId,
    /// Its name, at most 64 characters.
    pub name: String,
    /// The only people who may create grants on it; `None` where all who have the role may (P3).
    pub access: Option<Vec<PersonId>>,
    /// The id it has at its vendor, so that what is exported can be carried out there (A7).
    pub vendor_id: Option<String>,
    /// What it is.
    pub kind: AssetKind,
}

/// Whose network an asset is on, and whose rules hold for it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum System {
    /// Equinix Fabric and Network Edge.
    Fabric,
    /// Megaport.
    Megaport,
}

impl System {
    /// The vendor's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fabric => "Equinix Fabric",
            Self::Megaport => "Megaport",
        }
    }

    /// What the id is called that the vendor gave an asset (A7).
    pub const fn id_label(self) -> &'static str {
        match self {
            Self::Fabric => "Id at Equinix",
            Self::Megaport => "Id at Megaport",
        }
    }

    /// The vendor's word for the grants on its assets.
    pub const fn grants_label(self) -> &'static str {
        match self {
            Self::Fabric => "Service Tokens",
            Self::Megaport => "Service Keys",
        }
    }

    /// What the bandwidth of a connection is called.
    pub const fn bandwidth_label(self) -> &'static str {
        match self {
            Self::Fabric => "Bandwidth",
            Self::Megaport => "Rate limit",
        }
    }

    /// What the people are called whom an asset is limited to (P3).
    pub const fn access_label(self) -> &'static str {
        match self {
            Self::Fabric => "May create tokens",
            Self::Megaport => "May create keys",
        }
    }

    /// What a person needs to add, change and remove assets on it (P2, P4).
    pub const fn managing(self) -> Right {
        match self {
            Self::Fabric => Right::ManageTokens,
            Self::Megaport => Right::Order,
        }
    }
}

/// The kinds of asset.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AssetKind {
    /// A port on Equinix Fabric or at Megaport.
    Port(Port),
    /// A virtual device of Network Edge.
    VirtualDevice(VirtualDevice),
    /// A Megaport Cloud Router.
    Mcr(Mcr),
    /// A Megaport Virtual Edge.
    Mve(Mve),
    /// What a cloud or network provider offers to everybody.
    ServiceProfile(ServiceProfile),
}

/// A port (A1).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Port {
    /// Where it is.
    pub metro: Metro,
    /// Its speed, one of [`Port::speeds`].
    pub speed: Mbps,
    /// How it tags its traffic, which is also what tells the systems apart: Megaport's ports tag per connection.
    pub tagging: Tagging,
    /// Whether it takes new connections.
    pub open: bool,
}

/// The speeds a Fabric port can have (A1).
pub const PORT_SPEEDS: [Mbps; 4] = [Mbps::gbps(1), Mbps::gbps(10), Mbps::gbps(50), Mbps::gbps(100)];
/// The speeds a Megaport port can have (A1).
pub const MEGAPORT_SPEEDS: [Mbps; 3] = [Mbps::gbps(1), Mbps::gbps(10), Mbps::gbps(100)];

impl Port {
    /// Whose port it is.
    pub const fn system(&self) -> System {
        match self.tagging {
            Tagging::Untagged | Tagging::Dot1q | Tagging::Qinq => System::Fabric,
            Tagging::PerConnection => System::Megaport,
        }
    }

    /// The speeds that a port of a system can have (A1).
    pub const fn speeds(system: System) -> &'static [Mbps] {
        match system {
            System::Fabric => &PORT_SPEEDS,
            System::Megaport => &MEGAPORT_SPEEDS,
        }
    }
}

/// Most interfaces that a virtual device can have.
pub const INTERFACE_LIMIT: u16 = 64;

/// A virtual device of Network Edge (A2).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct VirtualDevice {
    /// Where it is.
    pub metro: Metro,
    /// How many interfaces it has, at most [`INTERFACE_LIMIT`]; they are counted from 1.
    pub interfaces: u16,
    /// Those that are reserved for management, in ascending order.
    pub reserved: Vec<u16>,
}

impl VirtualDevice {
    /// The interfaces that can carry connections, in ascending order.
    pub fn usable(&self) -> impl Iterator<Item = u16> + '_ {
        (1..=self.interfaces).filter(|number| !self.reserved.contains(number))
    }
}

/// The speeds an MCR can have (A3).
pub const MCR_SPEEDS: [Mbps; 7] =
    [Mbps::gbps(1), Mbps::new(2500), Mbps::gbps(5), Mbps::gbps(10), Mbps::gbps(25), Mbps::gbps(50), Mbps::gbps(100)];

/// A Megaport Cloud Router (A3).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Mcr {
    /// Where it is.
    pub metro: Metro,
    /// Its speed, one of [`MCR_SPEEDS`].
    pub speed: Mbps,
    /// Its autonomous system number, above 0.
    pub asn: u32,
}

/// Most vNICs that an MVE can have.
pub const VNIC_LIMIT: u16 = 5;

/// A Megaport Virtual Edge (A3).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Mve {
    /// Where it is.
    pub metro: Metro,
    /// What its size carries, above 0.
    pub speed: Mbps,
    /// How many vNICs it has, at most [`VNIC_LIMIT`]; they are counted from 0.
    pub vnics: u16,
}

impl Asset {
    /// The port, if it is one.
    pub const fn port(&self) -> Option<&Port> {
        match &self.kind {
            AssetKind::Port(port) => Some(port),
            _ => None,
        }
    }

    /// The virtual device, if it is one.
    pub const fn device(&self) -> Option<&VirtualDevice> {
        match &self.kind {
            AssetKind::VirtualDevice(device) => Some(device),
            _ => None,
        }
    }

    /// The service profile, if it is one.
    pub const fn profile(&self) -> Option<&ServiceProfile> {
        match &self.kind {
            AssetKind::ServiceProfile(profile) => Some(profile),
            _ => None,
        }
    }

    /// Whose network it is on; a service profile is on Fabric.
    pub const fn system(&self) -> System {
        self.kind.system()
    }

    /// Where it is; nowhere in particular for a service profile.
    pub const fn metro(&self) -> Option<&Metro> {
        self.kind.metro()
    }

    /// The most that one connection on it may have; a service profile sets no limit (E5, K1).
    pub const fn speed(&self) -> Option<Mbps> {
        self.kind.speed()
    }

    /// Whether it takes new connections; only a port can be closed.
    pub const fn open(&self) -> bool {
        match &self.kind {
            AssetKind::Port(port) => port.open,
            _ => true,
        }
    }

    /// Whether this person may create grants on it, the role apart (P3).
    pub fn lets_in(&self, person: PersonId) -> bool {
        self.access.as_ref().is_none_or(|people| people.contains(&person))
    }
}

impl AssetKind {
    /// The vendor's word for it.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Port(_) => "Port",
            Self::VirtualDevice(_) => "Virtual Device",
            Self::Mcr(_) => "MCR",
            Self::Mve(_) => "MVE",
            Self::ServiceProfile(_) => "Service profile",
        }
    }

    /// The short word for it within a sentence.
    pub const fn noun(&self) -> &'static str {
        match self {
            Self::Port(_) => "port",
            Self::VirtualDevice(_) => "device",
            Self::Mcr(_) => "MCR",
            Self::Mve(_) => "MVE",
            Self::ServiceProfile(_) => "service profile",
        }
    }

    /// The vendor's word for what a grant or connection occupies on it.
    pub const fn place_label(&self) -> &'static str {
        match self {
            Self::Port(Port { tagging: Tagging::PerConnection, .. }) => "VLAN",
            Self::Port(_) => "VLAN identifier",
            Self::VirtualDevice(_) => "Interface",
            Self::Mcr(_) => "B-End Configuration",
            Self::Mve(_) => "vNIC and VLAN",
            Self::ServiceProfile(_) => "Location",
        }
    }

    /// Whose network it is on; a service profile is on Fabric.
    pub const fn system(&self) -> System {
        match self {
            Self::Port(port) => port.system(),
            Self::VirtualDevice(_) | Self::ServiceProfile(_) => System::Fabric,
            Self::Mcr(_) | Self::Mve(_) => System::Megaport,
        }
    }

    /// Where it is; nowhere in particular for a service profile.
    pub const fn metro(&self) -> Option<&Metro> {
        match self {
            Self::Port(Port { metro, .. })
            | Self::VirtualDevice(VirtualDevice { metro, .. })
            | Self::Mcr(Mcr { metro, .. })
            | Self::Mve(Mve { metro, .. }) => Some(metro),
            Self::ServiceProfile(_) => None,
        }
    }

    /// The most that one connection on it may have; a service profile sets no limit (E5, K1).
    pub const fn speed(&self) -> Option<Mbps> {
        match self {
            Self::Port(Port { speed, .. }) | Self::Mcr(Mcr { speed, .. }) | Self::Mve(Mve { speed, .. }) => {
                Some(*speed)
            }
            Self::VirtualDevice(_) => Some(DEVICE_LIMIT),
            Self::ServiceProfile(_) => None,
        }
    }

    /// The speed that all its connections share; none of a device, whose every connection has a speed of its own, and of
    /// a service profile (R9).
    pub const fn shared_speed(&self) -> Option<Mbps> {
        match self {
            Self::Port(_) | Self::Mcr(_) | Self::Mve(_) => self.speed(),
            Self::VirtualDevice(_) | Self::ServiceProfile(_) => None,
        }
    }
}
