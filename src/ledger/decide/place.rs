//! Whether a place on an own asset is free, and what to use instead (V1, V4, V5).

use super::lane::Lane;
use crate::domain::asset::{Asset, AssetKind, Port, VirtualDevice};
use crate::domain::place::Place;
use crate::domain::refusal::{Code, Field, Refusal, Remedy};
use crate::domain::vlan::Tag;
use crate::ledger::command::Spot;
use crate::ledger::view::holder_name;
use crate::ledger::world::Sight;

/// The places that a spot on an own asset means now: one, or one for each free interface (E4).
pub(super) fn at_spot(sight: &Sight<'_>, asset: &Asset, spot: Spot) -> Result<Vec<Place>, Vec<Refusal>> {
    match (&asset.kind, spot) {
        (AssetKind::Port(port), Spot::Vlan(tag)) => Ok(vec![check_vlan(sight, asset, port, tag)?]),
        (AssetKind::VirtualDevice(device), Spot::Interface(number)) => {
            Ok(vec![check_interface(sight, asset, device, Some(number))?])
        }
        (AssetKind::VirtualDevice(device), Spot::NextInterface) => {
            Ok(vec![check_interface(sight, asset, device, None)?])
        }
        (AssetKind::VirtualDevice(device), Spot::EveryInterface) => {
            match free_interfaces(sight, asset, device).map(Place::Interface).collect::<Vec<_>>() {
                free if free.is_empty() => Err(vec![no_interface(asset)]),
                free => Ok(free),
            }
        }
        (AssetKind::VirtualDevice(_), Spot::Vlan(_)) => {
            let message = "A virtual device has interfaces instead of VLAN identifiers; select one of them.";
            Err(vec![Refusal::new(Code::Required, Field::Interface, message)])
        }
        _ => {
            let message = "A port has VLAN identifiers instead of interfaces; give those.";
            Err(vec![Refusal::new(Code::TaggingMismatch, Field::Vlan, message)])
        }
    }
}

/// Checks VLAN identifiers on an own port: range, tagging, and that nothing holds them.
pub(super) fn check_vlan(sight: &Sight<'_>, asset: &Asset, port: &Port, tag: Tag) -> Result<Place, Vec<Refusal>> {
    tag.check(port.tagging)?;
    let lane = Lane { asset, vnic: None, range: port.tagging.range(), except: None };
    lane.free(sight, tag).map_err(|refusal| vec![refusal])
}

/// Checks an interface of an own device: that it is there, not reserved, and that nothing holds it. Without a number
/// the next available one is taken (E4).
pub(super) fn check_interface(
    sight: &Sight<'_>,
    asset: &Asset,
    device: &VirtualDevice,
    number: Option<u16>,
) -> Result<Place, Vec<Refusal>> {
    let Some(number) = number else {
        let next = free_interfaces(sight, asset, device).next();
        return next.map(Place::Interface).ok_or_else(|| vec![no_interface(asset)]);
    };
    if !(1..=device.interfaces).contains(&number) {
        let message = format!("{} has no interface {number}; choose one from 1 to {}.", asset.name, device.interfaces);
        return Err(vec![Refusal::new(Code::NumberInvalid, Field::Interface, message)]);
    }
    let place = Place::Interface(number);
    let held = match sight.holder(asset.id, place, None) {
        Some(holder) => format!("held by {}", holder_name(sight, holder)),
        None if device.reserved.contains(&number) => "reserved for management".to_owned(),
        None => return Ok(place),
    };
    let (below, above): (Vec<u16>, Vec<u16>) = free_interfaces(sight, asset, device).partition(|free| *free < number);
    Err(vec![match above.into_iter().chain(below).next() {
        Some(next) => {
            let message = format!("Interface {number} is {held}. Interface {next} is the next free one.");
            Refusal::new(Code::InterfaceTaken, Field::Interface, message).with(Remedy::UseInterface(next))
        }
        None => no_interface(asset),
    }])
}

fn no_interface(asset: &Asset) -> Refusal {
    let message = format!(
        "No interface of {} is free; choose another device, or end what holds one of its interfaces.",
        asset.name
    );
    Refusal::new(Code::InterfaceTaken, Field::Interface, message)
}

/// The interfaces of an own device that nothing holds or reserves, in ascending order.
pub(in crate::ledger) fn free_interfaces<'a>(
    sight: &'a Sight<'_>,
    asset: &'a Asset,
    device: &'a VirtualDevice,
) -> impl Iterator<Item = u16> + 'a {
    device.usable().filter(|number| sight.holder(asset.id, Place::Interface(*number), None).is_none())
}
