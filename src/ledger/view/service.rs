//! The company's services at Megaport: what keys are created on and connections start from (K1, K8, R3).

use serde::Serialize;
use ts_rs::TS;

use super::grant::{GrantRow, grant};
use super::{Allowed, Window};
use crate::domain::asset::{AssetKind, System};
use crate::domain::bandwidth::Mbps;
use crate::domain::id::{AssetId, GrantId, PersonId};
use crate::domain::key::Key;
use crate::domain::metro::Metro;
use crate::ledger::decide;
use crate::ledger::world::Sight;

/// An own service.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServiceChoice {
    /// The service.
    pub id: AssetId,
    /// Its name.
    pub name: String,
    /// What it is, which decides what its end needs.
    pub sort: ServiceSort,
    /// The vendor's word for that.
    pub kind: &'static str,
    /// Where it is.
    pub metro: Metro,
    /// Its speed, the most that a key or connection on it may have.
    pub speed: Mbps,
    /// Whether it takes new connections.
    pub open: bool,
    /// Whether "Create Service Key" is offered; if not, why (K8).
    pub may_create_key: Allowed,
}

/// One key in the list of its service, with what can be done there (K8).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyRow {
    /// The line of the list.
    pub row: GrantRow,
    /// The key, to be copied; none for those who may not reveal it (P2).
    pub key: Option<Key>,
    /// Whether it may be edited.
    pub may_edit: Allowed,
}

/// What an end on a service needs (K2).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceSort {
    /// A VLAN.
    Port,
    /// A configuration.
    Mcr,
    /// A vNIC and a VLAN on it.
    Mve {
        /// How many vNICs it has; they are counted from 0.
        vnics: u16,
    },
}

/// The company's services, in the order they were added.
pub fn services(sight: &Sight<'_>, person: PersonId) -> Vec<ServiceChoice> {
    let ids = sight.books().map(|books| books.assets.as_slice()).unwrap_or_default();
    ids.iter().filter_map(|id| service(sight, person, *id)).collect()
}

/// Why no key can be created on any service (K8).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WhyNot {
    /// There is no service yet.
    NoService,
    /// It may not be done on any; a sentence that says why.
    Refused(String),
}

/// Why no key can be created on any service; none if one can (K8).
pub fn why_not(sight: &Sight<'_>, person: PersonId) -> Option<WhyNot> {
    let all = services(sight, person);
    let Some(first) = all.first() else { return Some(WhyNot::NoService) };
    let may = all.iter().any(|service| service.may_create_key.yes());
    (!may).then(|| WhyNot::Refused(first.may_create_key.why().to_owned()))
}

/// The keys of a service, newest first.
pub fn keys(sight: &Sight<'_>, person: PersonId, id: AssetId, page: usize) -> Window<KeyRow> {
    let newest_first: Vec<GrantId> = sight.grants_on(id).iter().rev().copied().collect();
    Window::of(&newest_first, page, |id| {
        let view = grant(sight, person, *id)?;
        Some(KeyRow { row: view.row, key: view.key, may_edit: view.may_edit })
    })
}

/// One own service.
pub fn service(sight: &Sight<'_>, person: PersonId, id: AssetId) -> Option<ServiceChoice> {
    let asset = sight.own_asset(id)?;
    let sort = match &asset.kind {
        AssetKind::Port(port) if port.system() == System::Megaport => ServiceSort::Port,
        AssetKind::Mcr(_) => ServiceSort::Mcr,
        AssetKind::Mve(mve) => ServiceSort::Mve { vnics: mve.vnics },
        AssetKind::Port(_) | AssetKind::VirtualDevice(_) | AssetKind::ServiceProfile(_) => return None,
    };
    Some(ServiceChoice {
        id,
        name: asset.name.clone(),
        sort,
        kind: asset.kind.label(),
        metro: asset.metro()?.clone(),
        speed: asset.speed()?,
        open: asset.open(),
        may_create_key: Allowed::of(decide::may_create_key(sight, person, id)),
    })
}
