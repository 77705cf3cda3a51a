//! Adding, changing and removing assets (A1 to A8).

use super::{Actor, Decided, Draw, refuse};
use crate::domain::asset::{
    Asset, AssetKind, INTERFACE_LIMIT, MCR_SPEEDS, Mcr, Mve, Port, System, VNIC_LIMIT, VirtualDevice,
};
use crate::domain::bandwidth::Mbps;
use crate::domain::id::AssetId;
use crate::domain::permission::Right;
use crate::domain::place::{Pin, Place};
use crate::domain::profile::ServiceProfile;
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::text::{self, NAME_LIMIT};
use crate::ledger::command::AssetDetails;
use crate::ledger::event::Event;
use crate::ledger::view::holder_name;
use crate::ledger::world::{Claim, Grant, Holder};

/// Most fields that a service profile may ask for.
const PROFILE_FIELD_LIMIT: usize = 10;
/// Longest label of such a field and longest id at a vendor, in characters.
const VENDOR_TEXT_LIMIT: usize = 100;

pub(super) fn add(actor: &Actor<'_>, details: &AssetDetails, draw: Draw<'_>) -> Decided {
    actor.needs(details.kind.system().managing())?;
    let asset = check(actor, AssetId::new(draw()), details)?;
    Ok(vec![Event::AssetAdded(asset)].into())
}

pub(super) fn edit(actor: &Actor<'_>, id: AssetId, details: &AssetDetails) -> Decided {
    let before = managed(actor, id)?;
    let asset = check(actor, id, details)?;
    if asset == *before {
        return Err(refuse(Code::NothingToChange, Field::Form, "Nothing was changed."));
    }
    check_fixed(actor, before, &asset)?;
    Ok(vec![Event::AssetEdited(asset)].into())
}

pub(super) fn remove(actor: &Actor<'_>, id: AssetId) -> Decided {
    let asset = managed(actor, id)?;
    if let Some(holder) = actor.sight.in_use(id) {
        let holder = holder_name(actor.sight, holder);
        let message = format!("{} still holds a place for {holder}. End that first.", asset.name);
        return Err(refuse(Code::AssetInUse, Field::Form, message));
    }
    let public = asset.profile().is_some();
    Ok(vec![Event::AssetRemoved { asset: id, company: asset.company, public }].into())
}

/// An own asset that this person may change (P2, P4).
fn managed<'a>(actor: &Actor<'a>, id: AssetId) -> Result<&'a Asset, Vec<Refusal>> {
    let Some(asset) = actor.sight.own_asset(id) else {
        // Whoever may change nothing at all is told that first.
        actor.needs(Right::ManageTokens).or_else(|refusals| actor.needs(Right::Order).map_err(|_| refusals))?;
        return Err(refuse(Code::NotFound, Field::Form, "Your company has no such asset."));
    };
    actor.needs(asset.system().managing())?;
    Ok(asset)
}

fn check(actor: &Actor<'_>, id: AssetId, details: &AssetDetails) -> Result<Asset, Vec<Refusal>> {
    let mut problems = Problems::default();
    let name = problems.take(text::required(&details.name, Field::Name, NAME_LIMIT));
    let vendor_id = details.vendor_id.as_deref().unwrap_or_default();
    let vendor_id = problems.take(text::optional(vendor_id, Field::VendorId, VENDOR_TEXT_LIMIT));
    if let Some(people) = &details.access {
        if people.is_empty() {
            let message = "Name at least one person, or let everybody with the role use it.";
            problems.push(Refusal::new(Code::Required, Field::Access, message));
        }
        if people.iter().any(|id| actor.sight.person(*id).is_none()) {
            let message = "Only people of your own company can be named.";
            problems.push(Refusal::new(Code::NotFound, Field::Access, message));
        }
    }
    match &details.kind {
        AssetKind::Port(port) => check_port(port, &mut problems),
        AssetKind::VirtualDevice(device) => check_device(device, &mut problems),
        AssetKind::Mcr(mcr) => check_mcr(mcr, &mut problems),
        AssetKind::Mve(mve) => check_mve(mve, &mut problems),
        AssetKind::ServiceProfile(profile) => check_profile(profile, &mut problems),
    }
    let (Some(name), Some(vendor_id)) = (name, vendor_id) else { return Err(problems.list()) };
    problems.settle()?;
    // Everybody may read a service profile, so it carries no access list; no grants are created on it anyway.
    let access = details.access.clone().filter(|_| !matches!(details.kind, AssetKind::ServiceProfile(_)));
    let vendor_id = Some(vendor_id).filter(|id| !id.is_empty());
    Ok(Asset { id, company: actor.company(), name, access, vendor_id, kind: details.kind.clone() })
}

fn check_port(port: &Port, problems: &mut Problems) {
    if !Port::speeds(port.system()).contains(&port.speed) {
        let message = match port.system() {
            System::Fabric => format!("A Fabric port has 1, 10, 50 or 100 Gbps, not {}.", port.speed),
            System::Megaport => format!("A Megaport port has 1, 10 or 100 Gbps, not {}.", port.speed),
        };
        problems.push(Refusal::new(Code::SpeedInvalid, Field::Speed, message));
    }
}

fn check_device(device: &VirtualDevice, problems: &mut Problems) {
    if !(1..=INTERFACE_LIMIT).contains(&device.interfaces) {
        let message = format!("A virtual device has 1 to {INTERFACE_LIMIT} interfaces, not {}.", device.interfaces);
        problems.push(Refusal::new(Code::NumberInvalid, Field::Count, message));
    } else if let Some(odd) = device.reserved.iter().find(|number| !(1..=device.interfaces).contains(number)) {
        let message = format!("There is no interface {odd}; they are counted from 1 to {}.", device.interfaces);
        problems.push(Refusal::new(Code::NumberInvalid, Field::Reserved, message));
    } else if !device.reserved.is_sorted_by(|one, next| one < next) {
        let message = "Name each reserved interface once, in ascending order.";
        problems.push(Refusal::new(Code::NumberInvalid, Field::Reserved, message));
    }
}

fn check_mcr(mcr: &Mcr, problems: &mut Problems) {
    if !MCR_SPEEDS.contains(&mcr.speed) {
        let message = format!("An MCR has 1, 2.5, 5, 10, 25, 50 or 100 Gbps, not {}.", mcr.speed);
        problems.push(Refusal::new(Code::SpeedInvalid, Field::Speed, message));
    }
    if mcr.asn == 0 {
        let message = "Give an autonomous system number from 1 to 4294967295.";
        problems.push(Refusal::new(Code::NumberInvalid, Field::Asn, message));
    }
}

fn check_mve(mve: &Mve, problems: &mut Problems) {
    if mve.speed == Mbps::new(0) {
        problems.push(Refusal::new(Code::SpeedInvalid, Field::Speed, "Give a speed above 0 Mbps."));
    }
    if !(1..=VNIC_LIMIT).contains(&mve.vnics) {
        let message = format!("An MVE has 1 to {VNIC_LIMIT} vNICs, not {}.", mve.vnics);
        problems.push(Refusal::new(Code::NumberInvalid, Field::Count, message));
    }
}

fn check_profile(profile: &ServiceProfile, problems: &mut Problems) {
    if profile.metros.is_empty() {
        let message = "Say in which metros it is offered.";
        problems.push(Refusal::new(Code::Required, Field::Metro, message));
    }
    if profile.fields.len() > PROFILE_FIELD_LIMIT {
        let message = format!("A service profile asks for at most {PROFILE_FIELD_LIMIT} fields.");
        problems.push(Refusal::new(Code::TextInvalid, Field::ProfileField, message));
    }
    for (at, field) in profile.fields.iter().enumerate() {
        let label = text::required(&field.label, Field::ProfileField, VENDOR_TEXT_LIMIT);
        problems.take(label.map_err(|refusal| refusal.about(at.to_string())));
        if profile.fields.iter().take(at).any(|earlier| earlier.label == field.label) {
            let message = format!("Two fields are called “{}”.", field.label);
            problems.push(Refusal::new(Code::NameTaken, Field::ProfileField, message).about(at.to_string()));
        }
    }
}

/// What is fixed while something holds a place on the asset (A6).
fn check_fixed(actor: &Actor<'_>, before: &Asset, after: &Asset) -> Result<(), Vec<Refusal>> {
    if std::mem::discriminant(&before.kind) != std::mem::discriminant(&after.kind) {
        let message = format!("A {} stays what it is. Add another asset instead.", before.kind.label());
        return Err(refuse(Code::NotEditable, Field::Form, message));
    }
    let Some(holder) = actor.sight.in_use(before.id) else { return Ok(()) };
    let holder = holder_name(actor.sight, holder);
    let mut problems = Problems::default();
    let mut fixed = |changed: bool, field: Field, what: &str| {
        if changed {
            let noun = before.kind.noun();
            let message = format!("The {what} is fixed while {holder} holds a place on this {noun}.");
            problems.push(Refusal::new(Code::AssetInUse, field, message));
        }
    };
    fixed(before.metro() != after.metro(), Field::Metro, "location");
    if let (Some(old), Some(new)) = (before.port(), after.port()) {
        fixed(old.tagging != new.tagging, Field::Tagging, "tagging");
    }
    let lost = |claim: &&Claim| !has(&after.kind, claim.place);
    if let Some(claim) = actor.sight.claims(before.id).find(lost) {
        let holder = holder_name(actor.sight, claim.holder);
        let message = format!("{holder} holds {}. End that first.", claim.place);
        let reserved = after.device().is_some_and(|device| (1..=device.interfaces).contains(&claim.place.index().0));
        let field = if reserved { Field::Reserved } else { Field::Count };
        problems.push(Refusal::new(Code::AssetInUse, field, message));
    }
    let lost = |key: &&Grant| match (&after.kind, key.placed.as_ref().map(|placed| &placed.pin)) {
        (AssetKind::Mve(mve), Some(Pin::Assigned { vnic: Some(vnic) })) => *vnic >= mve.vnics,
        _ => false,
    };
    if let Some(key) = actor.sight.unplaced_keys(before.id).find(lost) {
        let holder = holder_name(actor.sight, Holder::Grant(key.id));
        let message = format!("{holder} is for a vNIC that would be gone.");
        problems.push(Refusal::new(Code::AssetInUse, Field::Count, message));
    }
    let speed = after.speed();
    if let Some(limit) = actor.sight.highest_limit(before.id).filter(|limit| speed.is_some_and(|speed| speed < *limit))
    {
        let noun = before.kind.noun();
        let message =
            format!("A token, key or connection on this {noun} is promised {limit}; the speed cannot drop below it.");
        problems.push(Refusal::new(Code::AssetInUse, Field::Speed, message));
    }
    problems.settle()
}

/// Whether an asset has an interface or vNIC like this at all.
fn has(kind: &AssetKind, place: Place) -> bool {
    match (kind, place) {
        (AssetKind::VirtualDevice(device), Place::Interface(number)) => device.usable().any(|usable| usable == number),
        (AssetKind::Mve(mve), Place::Vnic { vnic, .. }) => vnic < mve.vnics,
        _ => true,
    }
}
