//! An end on an own service at Megaport: a Port's VLAN, a vNIC and VLAN of an MVE, or an MCR's configuration (K2, K3).

use super::lane::Lane;
use crate::domain::asset::{Asset, AssetKind, Mve};
use crate::domain::mcr::wrong;
use crate::domain::place::{Pin, Place};
use crate::domain::refusal::{Code, Field, Refusal};
use crate::domain::vlan::MEGAPORT_RANGE;
use crate::domain::vlan_choice::VlanChoice;
use crate::ledger::command::ServiceEnd;
use crate::ledger::event::End;
use crate::ledger::world::{Claim, Sight};

/// Checks an end on an own service at Megaport, and finds the lowest free VLAN where that was asked for; the claim
/// `except` is no obstacle (K2, K3, R3).
pub(super) fn check_end(
    sight: &Sight<'_>,
    asset: &Asset,
    end: &ServiceEnd,
    except: Option<Claim>,
) -> Result<End, Vec<Refusal>> {
    let at = |vnic, vlan: VlanChoice| {
        let lane = Lane { asset, vnic, range: MEGAPORT_RANGE, except };
        lane.choose(sight, vlan).map(|place| End::At { asset: asset.id, place }).map_err(|refusal| vec![refusal])
    };
    match (&asset.kind, end) {
        (AssetKind::Port(_), ServiceEnd::Port(vlan)) => at(None, *vlan),
        (AssetKind::Mve(mve), ServiceEnd::Mve { vnic, vlan }) => {
            check_vnic(mve, *vnic).map_err(|refusal| vec![refusal])?;
            at(Some(*vnic), *vlan)
        }
        (AssetKind::Mcr(_), ServiceEnd::Mcr(configuration)) => {
            if configuration.is_empty() {
                let message = "Give the router at least one interface with an address.";
                return Err(vec![Refusal { code: Code::Required, ..wrong("interfaces", message) }]);
            }
            configuration.check()?;
            Ok(End::Router { asset: asset.id, configuration: configuration.clone() })
        }
        _ => {
            let message = format!("{} is a {}; this end is for another service.", asset.name, asset.kind.label());
            Err(vec![Refusal::new(Code::WrongSystem, Field::Asset, message)])
        }
    }
}

/// What a single-use key says of its end: "the lowest free VLAN" stays that until the key is redeemed (K2, K3).
pub(super) fn pin(sight: &Sight<'_>, asset: &Asset, end: &ServiceEnd) -> Result<Pin, Vec<Refusal>> {
    match (&asset.kind, end) {
        (AssetKind::Port(_), ServiceEnd::Port(VlanChoice::LowestFree)) => Ok(Pin::Assigned { vnic: None }),
        (AssetKind::Mve(mve), ServiceEnd::Mve { vnic, vlan: VlanChoice::LowestFree }) => {
            check_vnic(mve, *vnic).map_err(|refusal| vec![refusal])?;
            Ok(Pin::Assigned { vnic: Some(*vnic) })
        }
        _ => match check_end(sight, asset, end, None)? {
            End::At { place, .. } => Ok(Pin::At(place)),
            End::Router { configuration, .. } => Ok(Pin::Configured(configuration)),
            End::Profile { .. } => Ok(Pin::Assigned { vnic: None }),
        },
    }
}

/// Whether the MVE has this vNIC (A3).
pub(super) fn check_vnic(mve: &Mve, vnic: u16) -> Result<(), Refusal> {
    if vnic < mve.vnics {
        return Ok(());
    }
    let last = mve.vnics.saturating_sub(1);
    let message = format!("There is no vNIC {vnic}; they are counted from 0 to {last}.");
    Err(Refusal::new(Code::NumberInvalid, Field::Vnic, message))
}

/// The lowest free VLAN on an own asset (K4).
pub(in crate::ledger) fn lowest_free(sight: &Sight<'_>, asset: &Asset, vnic: Option<u16>) -> Option<Place> {
    let lane = Lane { asset, vnic, range: MEGAPORT_RANGE, except: None };
    let tag = VlanChoice::LowestFree.resolve(|tag| lane.holder(sight, tag).is_some())?;
    Some(lane.place(tag))
}
