//! What is stored, in the form in which programs are shown it: names in camel case, and no password. A field of a view
//! that holds such a value says so by `#[serde(serialize_with = "secretless::…")]`.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde::{Serialize, Serializer};
use ts_rs::TS;

use crate::domain::asset::{Asset, AssetKind};
use crate::domain::id::{AssetId, CompanyId, PersonId};
use crate::domain::mcr::{Bfd, Cidr, Configuration, Interface, Ipv4Address, Peer, Route};
use crate::domain::metro::Metro;
use crate::domain::place::{Pin, Place};
use crate::domain::text::Email;
use crate::ledger::event::{End, Order};

/// An asset.
#[derive(Serialize, TS)]
#[serde(remote = "Asset")]
#[serde(rename_all = "camelCase")]
#[ts(rename = "Asset", optional_fields = nullable)]
pub(super) struct AssetView {
    id: AssetId,
    company: CompanyId,
    name: String,
    access: Option<Vec<PersonId>>,
    vendor_id: Option<String>,
    kind: AssetKind,
}

/// What a grant says of its issuer's end.
#[derive(Serialize, TS)]
#[serde(remote = "Pin")]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "ToldPin")]
pub(super) enum PinView {
    At(Place),
    Assigned {
        vnic: Option<u16>,
    },
    Configured(
        #[serde(serialize_with = "without_passwords")]
        #[ts(as = "ConfigurationView")]
        Configuration,
    ),
}

/// What one end occupies.
#[derive(Serialize, TS)]
#[serde(remote = "End")]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "End")]
pub(super) enum EndView {
    At {
        asset: AssetId,
        place: Place,
    },
    Router {
        asset: AssetId,
        #[serde(serialize_with = "without_passwords")]
        #[ts(as = "ConfigurationView")]
        configuration: Configuration,
    },
    Profile {
        asset: AssetId,
        metro: Metro,
        values: Vec<(String, String)>,
    },
}

fn without_passwords<S: Serializer>(configuration: &Configuration, serializer: S) -> Result<S::Ok, S::Error> {
    ConfigurationView::of(configuration).serialize(serializer)
}

/// What the redeemer said besides the end.
pub(super) fn order<S: Serializer>(order: &Option<Order>, serializer: S) -> Result<S::Ok, S::Error> {
    order.clone().map(|Order { notify, purchase_order }| OrderView { notify, purchase_order }).serialize(serializer)
}

#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ConnectionOrder")]
pub(super) struct OrderView {
    notify: Vec<Email>,
    purchase_order: String,
}

#[derive(Serialize, TS)]
#[ts(rename = "ToldConfiguration")]
struct ConfigurationView {
    interfaces: Vec<InterfaceView>,
}

impl ConfigurationView {
    fn of(configuration: &Configuration) -> Self {
        Self { interfaces: configuration.interfaces.iter().map(InterfaceView::of).collect() }
    }
}

#[derive(Serialize, TS)]
#[ts(rename = "ToldInterface")]
struct InterfaceView {
    #[ts(as = "Vec<Cidr>")]
    addresses: Vec<Ipv4Net>,
    #[ts(as = "Vec<Route>")]
    routes: Vec<RouteView>,
    bfd: Option<Bfd>,
    peers: Vec<PeerView>,
}

impl InterfaceView {
    fn of(interface: &Interface) -> Self {
        let Interface { addresses, routes, bfd, peers } = interface;
        let route = |Route { prefix, next_hop }: &Route| RouteView { prefix: *prefix, next_hop: *next_hop };
        Self {
            addresses: addresses.clone(),
            routes: routes.iter().map(route).collect(),
            bfd: *bfd,
            peers: peers.iter().map(PeerView::of).collect(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RouteView {
    prefix: Ipv4Net,
    next_hop: Ipv4Addr,
}

#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ToldPeer")]
struct PeerView {
    asn: u32,
    #[ts(as = "Ipv4Address")]
    local: Ipv4Addr,
    #[ts(as = "Ipv4Address")]
    remote: Ipv4Addr,
    med_in: Option<u32>,
    med_out: Option<u32>,
    prepend: u32,
    shutdown: bool,
    description: String,
}

impl PeerView {
    fn of(peer: &Peer) -> Self {
        let Peer { asn, local, remote, med_in, med_out, prepend, password: _, shutdown, description } = peer;
        Self {
            asn: *asn,
            local: *local,
            remote: *remote,
            med_in: *med_in,
            med_out: *med_out,
            prepend: *prepend,
            shutdown: *shutdown,
            description: description.clone(),
        }
    }
}
