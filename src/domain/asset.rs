//! Assets: what grants are given on and connections end at (A1, A4, A7).

use super::bandwidth::Mbps;
use super::id::{AssetId, CompanyId, PersonId};
use super::metro::Metro;
use super::profile::ServiceProfile;
use super::shape::shape;
use super::vlan::Tagging;

/// An asset of a company.
#[derive(Clone, PartialEq, Eq, Debug)]
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

shape!(struct Asset { id, company, name, access, vendor_id, kind });

/// The kinds of asset.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AssetKind {
    /// A port on Equinix Fabric.
    Port(Port),
    /// What a cloud or network provider offers to everybody.
    ServiceProfile(ServiceProfile),
}

shape!(enum AssetKind { "port" => Port(port), "service-profile" => ServiceProfile(profile) });

/// A port on Equinix Fabric (A1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Port {
    /// Where it is.
    pub metro: Metro,
    /// Its speed, one of [`PORT_SPEEDS`].
    pub speed: Mbps,
    /// How it tags its traffic.
    pub tagging: Tagging,
    /// Whether it takes new connections.
    pub open: bool,
}

shape!(struct Port { metro, speed, tagging, open });

/// The speeds a Fabric port can have (A1).
pub const PORT_SPEEDS: [Mbps; 4] = [Mbps::gbps(1), Mbps::gbps(10), Mbps::gbps(50), Mbps::gbps(100)];

impl Asset {
    /// The port, if it is one.
    pub const fn port(&self) -> Option<&Port> {
        match &self.kind {
            AssetKind::Port(port) => Some(port),
            AssetKind::ServiceProfile(_) => None,
        }
    }

    /// The service profile, if it is one.
    pub const fn profile(&self) -> Option<&ServiceProfile> {
        match &self.kind {
            AssetKind::ServiceProfile(profile) => Some(profile),
            AssetKind::Port(_) => None,
        }
    }

    /// Whether this person may create grants on it, the role apart (P3).
    pub fn lets_in(&self, person: PersonId) -> bool {
        self.access.as_ref().is_none_or(|people| people.contains(&person))
    }
}
