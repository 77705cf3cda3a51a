//! A redemption as its redeemer knows it: what the writers write of it (W2, W4). It is taken from a connection, or from
//! a form that is still to be sent, here or at the vendor (N4).

use crate::domain::asset::{Asset, System};
use crate::domain::bandwidth::Mbps;
use crate::domain::connection::Side;
use crate::domain::id::{AssetId, ConnectionId};
use crate::domain::key::Key;
use crate::domain::mcr::Configuration;
use crate::domain::metro::Metro;
use crate::domain::place::Place;
use crate::domain::terms::{Kind, Usage};
use crate::domain::text::Email;
use crate::domain::vlan::Tag;
use crate::domain::vlan_choice::VlanChoice;
use crate::ledger::command::{Destination, Redeem, RedeemKey, ServiceEnd};
use crate::ledger::event::End;
use crate::ledger::world::Sight;

/// What is redeemed, and what the redeemer supplies (R3).
#[derive(Clone, Debug)]
pub struct Redemption<'a> {
    /// The kind of the grant, or of the first of a pair.
    pub kind: Kind,
    /// Its key.
    pub key: Key,
    /// The other key of a pair (R4).
    pub second: Option<Key>,
    /// Those of its keys that are in Crosskey only, so that the vendor does not know them (G8).
    pub local: Vec<Key>,
    /// Whether the key makes no other connection.
    pub single_use: bool,
    /// The redeemer's own end; none where the keys fix both.
    pub end: Option<OwnEnd<'a>>,
    /// The redeemer's name for the connection.
    pub name: &'a str,
    /// The bandwidth.
    pub bandwidth: Mbps,
    /// Addresses for notices, at Equinix.
    pub notify: &'a [Email],
    /// A purchase order number at Equinix, or empty.
    pub purchase_order: &'a str,
    /// The service level reference at Megaport, or empty.
    pub reference: &'a str,
    /// For how many months it is ordered at Megaport.
    pub term: u16,
    /// Whether it starts shut down, at Megaport.
    pub shut_down: bool,
}

/// The redeemer's own end. An asset that was removed is none.
#[derive(Clone, Debug)]
pub enum OwnEnd<'a> {
    /// VLAN identifiers on a Fabric port.
    Port(Option<&'a Asset>, Tag),
    /// An interface of a virtual device; none for the next available one.
    Device(Option<&'a Asset>, Option<u16>),
    /// A provider's service profile: the metro, and what it asks for by label.
    Profile(Option<&'a Asset>, &'a Metro, &'a [(String, String)]),
    /// A port or MVE at Megaport.
    Service {
        /// The service.
        asset: Option<&'a Asset>,
        /// The vNIC of an MVE.
        vnic: Option<u16>,
        /// The VLAN.
        vlan: VlanChoice,
    },
    /// An MCR and its configuration.
    Router(Option<&'a Asset>, &'a Configuration),
}

impl<'a> Redemption<'a> {
    /// What a connection was redeemed with, for the company that redeemed it; none for its partners, who do not know.
    pub fn of(sight: &Sight<'a>, id: ConnectionId) -> Option<Self> {
        let connection = sight.connection(id)?;
        let mut keys = sight.redeemed(connection).filter_map(|told| Some((told.terms.kind, sight.redeemed_key(told)?)));
        let (kind, key) = keys.next()?;
        let own = sight.own_ends(connection).find(|taken| taken.side == kind.issuer_side().opposite());
        let (order, service) = (sight.order(connection), sight.service_order(connection));
        let second = keys.next().map(|(_, key)| key);
        Some(Self {
            kind,
            key,
            second,
            local: local(sight, key, second),
            single_use: is_single(sight, key),
            end: own.filter(|_| second.is_none()).map(|taken| OwnEnd::of(sight, kind.system(), &taken.end)),
            name: sight.connection_name(connection),
            bandwidth: connection.bandwidth,
            notify: order.map_or(&[], |order| &order.notify),
            purchase_order: order.map_or("", |order| &order.purchase_order),
            reference: service.map_or("", |order| &order.reference),
            term: service.map_or(1, |order| order.term),
            shut_down: connection.is_shut_down(),
        })
    }

    /// What the form for a token of this kind says.
    pub fn of_token(sight: &Sight<'a>, kind: Kind, form: &'a Redeem) -> Self {
        let (second, end) = match &form.end {
            Destination::Token { key } => (Some(*key), None),
            Destination::Port { asset, tag } => (None, Some(OwnEnd::Port(sight.own_asset(*asset), *tag))),
            Destination::Device { asset, interface } => {
                (None, Some(OwnEnd::Device(sight.own_asset(*asset), *interface)))
            }
            Destination::Profile { asset, metro, values } => {
                (None, Some(OwnEnd::Profile(profile(sight, *asset), metro, values)))
            }
        };
        Self {
            kind,
            key: form.key,
            second,
            local: local(sight, form.key, second),
            single_use: is_single(sight, form.key),
            end,
            name: &form.name,
            bandwidth: form.bandwidth,
            notify: &form.notify,
            purchase_order: &form.purchase_order,
            reference: "",
            term: 1,
            shut_down: false,
        }
    }

    /// What the form for a service key says.
    pub fn of_key(sight: &Sight<'a>, form: &'a RedeemKey) -> Self {
        let asset = sight.own_asset(form.asset);
        let end = match &form.end {
            ServiceEnd::Port(vlan) => OwnEnd::Service { asset, vnic: None, vlan: *vlan },
            ServiceEnd::Mve { vnic, vlan } => OwnEnd::Service { asset, vnic: Some(*vnic), vlan: *vlan },
            ServiceEnd::Mcr(configuration) => OwnEnd::Router(asset, configuration),
        };
        Self {
            kind: Kind::ServiceKey,
            key: form.key,
            second: None,
            local: local(sight, form.key, None),
            single_use: is_single(sight, form.key),
            end: Some(end),
            name: &form.name,
            bandwidth: form.bandwidth,
            notify: &[],
            purchase_order: "",
            reference: &form.reference,
            term: form.term,
            shut_down: !form.enabled,
        }
    }

    /// The key of each side that a token fixes; of a pair both (R4).
    pub fn token(&self, side: Side) -> Option<Key> {
        if self.kind.issuer_side() == side { Some(self.key) } else { self.second }
    }
}

fn is_single(sight: &Sight<'_>, key: Key) -> bool {
    sight.offer(&key).is_some_and(|offer| offer.terms.usage == Usage::Single)
}

fn local(sight: &Sight<'_>, key: Key, second: Option<Key>) -> Vec<Key> {
    let is_local = |key: &Key| sight.offer(key).is_some_and(|offer| !offer.at_vendor);
    [Some(key), second].into_iter().flatten().filter(is_local).collect()
}

fn profile<'a>(sight: &Sight<'a>, id: AssetId) -> Option<&'a Asset> {
    sight.profile(id).map(|(asset, _)| asset)
}

impl<'a> OwnEnd<'a> {
    fn of(sight: &Sight<'a>, system: System, end: &'a End) -> Self {
        match end {
            End::At { asset, place } => {
                let asset = sight.own_asset(*asset);
                match (place, system) {
                    (Place::Vlan(tag), System::Fabric) => Self::Port(asset, *tag),
                    (Place::Interface(number), _) => Self::Device(asset, Some(*number)),
                    (place, _) => Self::Service { asset, vnic: place.vnic(), vlan: VlanChoice::of(*place) },
                }
            }
            End::Router { asset, configuration } => Self::Router(sight.own_asset(*asset), configuration),
            End::Profile { asset, metro, values } => Self::Profile(profile(sight, *asset), metro, values),
        }
    }
}
