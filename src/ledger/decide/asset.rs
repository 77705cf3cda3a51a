//! Adding, changing and removing assets (A1, A4 to A8).

use super::{Actor, Decided, Draw, refuse};
use crate::domain::asset::{Asset, AssetKind, PORT_SPEEDS, Port};
use crate::domain::id::AssetId;
use crate::domain::permission::Right;
use crate::domain::profile::ServiceProfile;
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::text::{self, NAME_LIMIT};
use crate::ledger::command::AssetDetails;
use crate::ledger::event::Event;
use crate::ledger::view::holder_name;

/// Most fields that a service profile may ask for.
const PROFILE_FIELD_LIMIT: usize = 10;
/// Longest label of such a field and longest id at a vendor, in characters.
const VENDOR_TEXT_LIMIT: usize = 100;

pub(super) fn add(actor: &Actor<'_>, details: &AssetDetails, draw: Draw<'_>) -> Decided {
    actor.needs(Right::ManageTokens)?;
    let asset = check(actor, AssetId::new(draw()), details)?;
    Ok(vec![Event::AssetAdded(asset)].into())
}

pub(super) fn edit(actor: &Actor<'_>, id: AssetId, details: &AssetDetails) -> Decided {
    actor.needs(Right::ManageTokens)?;
    let Some(before) = actor.sight.own_asset(id) else { return Err(unknown()) };
    let asset = check(actor, id, details)?;
    if asset == *before {
        return Err(refuse(Code::NothingToChange, Field::Form, "Nothing was changed."));
    }
    check_fixed(actor, before, &asset)?;
    Ok(vec![Event::AssetEdited(asset)].into())
}

pub(super) fn remove(actor: &Actor<'_>, id: AssetId) -> Decided {
    actor.needs(Right::ManageTokens)?;
    let Some(asset) = actor.sight.own_asset(id) else { return Err(unknown()) };
    if let Some(claim) = actor.sight.claims(id).next() {
        let holder = holder_name(actor.sight, claim.holder);
        let message = format!("{} still holds a place for {holder}. Delete that first.", asset.name);
        return Err(refuse(Code::AssetInUse, Field::Form, message));
    }
    let public = asset.profile().is_some();
    Ok(vec![Event::AssetRemoved { asset: id, company: asset.company, public }].into())
}

fn unknown() -> Vec<Refusal> {
    refuse(Code::NotFound, Field::Form, "Your company has no such asset.")
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
        AssetKind::ServiceProfile(profile) => check_profile(profile, &mut problems),
    }
    let (Some(name), Some(vendor_id)) = (name, vendor_id) else { return Err(problems.list()) };
    problems.settle()?;
    // Everybody may read a service profile, so it carries no access list; no grants are created on it anyway.
    let access = details.access.clone().filter(|_| matches!(details.kind, AssetKind::Port(_)));
    let vendor_id = Some(vendor_id).filter(|id| !id.is_empty());
    Ok(Asset { id, company: actor.company(), name, access, vendor_id, kind: details.kind.clone() })
}

fn check_port(port: &Port, problems: &mut Problems) {
    if !PORT_SPEEDS.contains(&port.speed) {
        let message = format!("A Fabric port has 1, 10, 50 or 100 Gbps, not {}.", port.speed);
        problems.push(Refusal::new(Code::SpeedInvalid, Field::Speed, message));
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
    let (Some(old), Some(new)) = (before.port(), after.port()) else {
        return match (before.profile(), after.profile()) {
            (Some(_), Some(_)) => Ok(()),
            _ => Err(refuse(Code::NotEditable, Field::Form, "A port stays a port and a service profile stays one.")),
        };
    };
    let Some(claim) = actor.sight.claims(before.id).next() else { return Ok(()) };
    let holder = holder_name(actor.sight, claim.holder);
    let mut problems = Problems::default();
    let mut fixed = |changed: bool, field: Field, what: &str| {
        if changed {
            let message = format!("The {what} is fixed while {holder} holds a place on this port.");
            problems.push(Refusal::new(Code::AssetInUse, field, message));
        }
    };
    fixed(old.metro != new.metro, Field::Metro, "location");
    fixed(old.tagging != new.tagging, Field::Tagging, "tagging");
    if let Some(limit) = actor.sight.highest_limit(before.id).filter(|limit| new.speed < *limit) {
        let message =
            format!("A token or connection on this port is promised {limit}; the speed cannot drop below it.");
        problems.push(Refusal::new(Code::AssetInUse, Field::Speed, message));
    }
    problems.settle()
}
