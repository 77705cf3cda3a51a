//! Assets: the list, and the page of one with what holds places on it.

use serde::Serialize;
use ts_rs::TS;

use super::grant::{GrantRow, row as grant_row};
use super::plan::{Load, Strip, Taken, load, strips};
use super::service::service;
use super::{Allowed, Window, holder_name, may, secretless};
use crate::domain::asset::{Asset, AssetKind, System, VirtualDevice};
use crate::domain::id::{AssetId, ConnectionId, GrantId, PersonId};
use crate::domain::place::Place;
use crate::ledger::decide;
use crate::ledger::world::{Claim, Holder, Sight};

/// One line of the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct AssetRow {
    /// The asset.
    pub id: AssetId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Where it is, or is offered.
    pub metro: String,
    /// Its speed and what else tells it from others; what a service profile asks for.
    pub facts: String,
    /// How many places are held; none for a service profile.
    pub held: Option<usize>,
    /// Whether it is a port that is closed to new connections.
    pub closed: bool,
}

/// Whether the acting person may add assets, of one system or the other (P2, P4).
pub fn may_add(sight: &Sight<'_>, person: PersonId) -> Allowed {
    let [fabric, megaport] = [System::Fabric, System::Megaport].map(|system| may(sight, person, system.managing()));
    if megaport.yes() { megaport } else { fabric }
}

/// The company's assets, in the order they were added.
pub fn assets(sight: &Sight<'_>) -> Vec<AssetRow> {
    let ids = sight.books().map(|books| books.assets.as_slice()).unwrap_or_default();
    ids.iter().filter_map(|id| sight.own_asset(*id)).map(|asset| row(sight, asset)).collect()
}

fn row(sight: &Sight<'_>, asset: &Asset) -> AssetRow {
    AssetRow {
        id: asset.id,
        name: asset.name.clone(),
        kind: asset.kind.label(),
        metro: metro_words(&asset.kind),
        facts: facts(&asset.kind),
        held: asset.profile().is_none().then(|| sight.claims(asset.id).count()),
        closed: !asset.open(),
    }
}

fn metro_words(kind: &AssetKind) -> String {
    match kind {
        AssetKind::ServiceProfile(profile) => {
            profile.metros.iter().map(|metro| metro.code()).collect::<Vec<_>>().join(", ")
        }
        kind => kind.metro().map_or(String::new(), ToString::to_string),
    }
}

fn facts(kind: &AssetKind) -> String {
    match kind {
        AssetKind::Port(port) => format!("{} · {}", port.speed, port.tagging.label()),
        AssetKind::VirtualDevice(device) if device.reserved.is_empty() => format!("{} interfaces", device.interfaces),
        AssetKind::VirtualDevice(device) => {
            format!("{} interfaces, {} reserved for management", device.interfaces, device.reserved.len())
        }
        AssetKind::Mcr(mcr) => format!("{} · ASN {}", mcr.speed, mcr.asn),
        AssetKind::Mve(mve) => format!("{} · {} vNICs", mve.speed, mve.vnics),
        AssetKind::ServiceProfile(profile) if profile.fields.is_empty() => "asks for nothing".to_owned(),
        AssetKind::ServiceProfile(profile) => {
            profile.fields.iter().map(|field| field.label.as_str()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// What holds a place on an asset.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ClaimRow {
    /// The place.
    pub place: String,
    /// How it is taken.
    pub taken: Taken,
    /// What holds it, in words.
    pub holder: String,
    /// The grant, if it is one.
    pub grant: Option<GrantId>,
    /// The connection, if it is one or a proposed change of one.
    pub connection: Option<ConnectionId>,
}

/// One interface of a virtual device (A2).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct InterfaceRow {
    /// Its number.
    pub number: u16,
    /// What it is used for, in words.
    pub words: String,
    /// Whether a grant or connection could take it.
    pub free: bool,
    /// Whether it is reserved for management.
    pub reserved: bool,
    /// The grant that holds it.
    pub grant: Option<GrantId>,
    /// The connection that holds it.
    pub connection: Option<ConnectionId>,
}

/// The interfaces of an own device, in ascending order; none for any other asset.
pub(super) fn interfaces(sight: &Sight<'_>, asset: &Asset) -> Vec<InterfaceRow> {
    let row = |device: &VirtualDevice, number: u16| {
        let holder = sight.holder(asset.id, Place::Interface(number), None);
        let reserved = device.reserved.contains(&number);
        let words = match holder {
            Some(holder) => holder_name(sight, holder),
            None if reserved => "reserved for management".to_owned(),
            None => "free".to_owned(),
        };
        let (grant, connection) = holder.map_or((None, None), links);
        InterfaceRow { number, words, free: holder.is_none() && !reserved, reserved, grant, connection }
    };
    let rows = |device: &VirtualDevice| (1..=device.interfaces).map(|number| row(device, number)).collect();
    asset.device().map(rows).unwrap_or_default()
}

/// What to look at for a holder: a grant, or a connection.
const fn links(holder: Holder) -> (Option<GrantId>, Option<ConnectionId>) {
    match holder {
        Holder::Grant(id) => (Some(id), None),
        Holder::Connection(id) | Holder::Proposal(id) => (None, Some(id)),
    }
}

/// The page of one asset.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssetView {
    /// The line of the list.
    pub row: AssetRow,
    /// The asset itself, from which its form is filled.
    #[serde(with = "secretless::AssetView")]
    #[ts(as = "secretless::AssetView")]
    pub asset: Asset,
    /// The names of those who may create grants on it; none for everybody with the role (P3).
    pub access: Option<Vec<String>>,
    /// The interfaces of a virtual device, in ascending order.
    pub interfaces: Vec<InterfaceRow>,
    /// What of its places is taken and what is free.
    pub strips: Vec<Strip>,
    /// How much of its bandwidth its connections have (R9).
    pub load: Option<Load>,
    /// The vendor's word for the grants that are created on it; none where none are.
    pub grants_label: Option<&'static str>,
    /// Whether it may be edited.
    pub may_edit: Allowed,
    /// Whether it may be removed.
    pub may_remove: Allowed,
    /// Whether "Create Service Key" is offered; if not, why. None where it is no service of Megaport (K8).
    pub may_create_key: Option<Allowed>,
}

/// The page of one asset of the company.
pub fn asset(sight: &Sight<'_>, person: PersonId, id: AssetId) -> Option<AssetView> {
    let asset = sight.own_asset(id)?;
    let access = asset
        .access
        .as_ref()
        .map(|people| people.iter().filter_map(|id| sight.person(*id)).map(|person| person.name.clone()).collect());
    Some(AssetView {
        row: row(sight, asset),
        access,
        interfaces: interfaces(sight, asset),
        strips: strips(sight, asset),
        load: load(sight, asset),
        grants_label: asset.profile().is_none().then(|| asset.system().grants_label()),
        may_edit: may(sight, person, asset.system().managing()),
        may_remove: Allowed::of(decide::may_remove(sight, person, id)),
        may_create_key: service(sight, person, id).map(|service| service.may_create_key),
        asset: asset.clone(),
    })
}

/// The places that are held on an own asset, by identifier.
pub fn claims(sight: &Sight<'_>, id: AssetId, page: usize) -> Window<ClaimRow> {
    let held: Vec<&Claim> = sight.claims(id).collect();
    Window::of(&held, page, |claim| {
        let (grant, connection) = links(claim.holder);
        let waits = match claim.holder {
            Holder::Connection(id) => sight.connection(id).is_some_and(|connection| !connection.is_living()),
            Holder::Grant(_) | Holder::Proposal(_) => false,
        };
        let holder = holder_name(sight, claim.holder);
        let holder = if waits { format!("{holder}, which waits for approval") } else { holder };
        Some(ClaimRow {
            place: claim.place.to_string(),
            taken: Taken::by(sight, claim.holder),
            holder,
            grant,
            connection,
        })
    })
}

/// The grants ever created on an own asset, newest first.
pub fn grants(sight: &Sight<'_>, id: AssetId, page: usize) -> Window<GrantRow> {
    let newest_first: Vec<GrantId> = sight.grants_on(id).iter().rev().copied().collect();
    Window::of(&newest_first, page, |id| Some(grant_row(sight, sight.own_grant(*id)?)))
}
