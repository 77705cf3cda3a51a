//! The assets that a token can be created on, in the words of the wizard (E1).

use super::AssetType;
use crate::domain::bandwidth::Mbps;
use crate::domain::id::{AssetId, PersonId};
use crate::domain::metro::Metro;
use crate::domain::vlan::Tagging;
use crate::ledger::view::asset::InterfaceRow;
use crate::ledger::view::redemption::{devices, ports};
use crate::ledger::world::Sight;

/// An asset that a token can be created on.
pub(super) struct Site {
    pub(super) id: AssetId,
    pub(super) name: String,
    pub(super) words: String,
    pub(super) metro: Metro,
    pub(super) speed: String,
    pub(super) tiers: Vec<Mbps>,
    pub(super) tagging: Option<Tagging>,
    pub(super) interfaces: Vec<InterfaceRow>,
    pub(super) free: usize,
    pub(super) next: Option<u16>,
}

impl AssetType {
    /// The company's assets of this type.
    pub(super) fn sites(self, sight: &Sight<'_>, person: PersonId) -> Vec<Site> {
        let denied = |access: bool| if access { "" } else { ", not open to you" };
        match self {
            Self::Port => ports(sight, person)
                .into_iter()
                .map(|port| Site {
                    id: port.id,
                    words: format!(
                        "{} · {} · {}{}{}",
                        port.name,
                        port.speed,
                        port.tagging.label(),
                        if port.open { "" } else { ", closed" },
                        denied(port.access)
                    ),
                    name: port.name,
                    metro: port.metro,
                    speed: format!("The redeemer may order up to this. The port has {}.", port.speed),
                    tiers: port.tiers,
                    tagging: Some(port.tagging),
                    interfaces: vec![],
                    free: 0,
                    next: None,
                })
                .collect(),
            Self::VirtualDevice => devices(sight, person)
                .into_iter()
                .map(|device| Site {
                    id: device.id,
                    words: format!("{} · {} interfaces free{}", device.name, device.free, denied(device.access)),
                    name: device.name,
                    metro: device.metro,
                    speed: "The redeemer may order up to this. Speeds cannot exceed 10 Gbps.".to_owned(),
                    tiers: device.tiers,
                    tagging: None,
                    interfaces: device.interfaces,
                    free: device.free,
                    next: device.next,
                })
                .collect(),
        }
    }
}
