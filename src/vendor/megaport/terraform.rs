//! Keys and connections for Megaport's Terraform provider (W5).

use super::key::vlan;
use crate::domain::mcr::{Bfd, Configuration, Interface, Peer, Route};
use crate::domain::terms::Usage;
use crate::vendor::gap::Gaps;
use crate::vendor::hcl::{Expr, number, resource, set};
use crate::vendor::issued::Issued;
use crate::vendor::redemption::{OwnEnd, Redemption};

/// What a key is to the provider.
pub const KEY: &str = "megaport_service_key";

/// The resource of a key.
pub fn key(issued: &Issued<'_>, name: &str, gaps: &mut Gaps) -> String {
    let Issued { grant, placed, asset, .. } = issued;
    let terms = &grant.terms;
    let mut items = vec![
        set("product_uid", gaps.id(*asset)),
        set("description", placed.label.name.as_str()),
        number("max_speed", terms.limit().get()),
        set("single_use", terms.usage == Usage::Single),
        set("active", terms.active),
        set("pre_approved", terms.pre_approved),
    ];
    items.extend(vlan(issued).map(|vlan| number("vlan", vlan.number())));
    let valid = vec![set("start_time", terms.valid.from.to_iso()), set("end_time", terms.valid.until.to_iso())];
    items.push(set("valid_for", Expr::Object(valid)));
    resource(KEY, name, &items)
}

/// The resource of a connection that redeems a key.
pub fn connection(redemption: &Redemption<'_>, name: &str, gaps: &mut Gaps) -> String {
    let mut items = vec![
        set("product_name", redemption.name),
        number("rate_limit", redemption.bandwidth.get()),
        number("contract_term_months", redemption.term),
        set("shutdown", redemption.shut_down),
        set("service_key", redemption.key.reveal()),
    ];
    if !redemption.reference.is_empty() {
        items.push(set("cost_centre", redemption.reference));
    }
    let asset = match redemption.end {
        Some(OwnEnd::Service { asset, .. } | OwnEnd::Router(asset, _)) => asset,
        _ => None,
    };
    let mut a_end = vec![set("requested_product_uid", gaps.id(asset))];
    if let Some(OwnEnd::Service { vnic, vlan, .. }) = &redemption.end {
        a_end.push(number("ordered_vlan", vlan.number()));
        a_end.extend(vnic.map(|vnic| number("vnic_index", vnic)));
    }
    items.push(set("a_end", Expr::Object(a_end)));
    items.push(set("b_end", Expr::Object(vec![])));
    if let Some(OwnEnd::Router(_, configuration)) = &redemption.end {
        items.push(set("a_end_partner_config", router(configuration)));
    }
    resource("megaport_vxc", name, &items)
}

fn router(configuration: &Configuration) -> Expr {
    let interfaces = configuration.interfaces.iter().map(interface).collect();
    let vrouter = Expr::Object(vec![set("interfaces", Expr::List(interfaces))]);
    Expr::Object(vec![set("partner", "vrouter"), set("vrouter_config", vrouter)])
}

fn interface(interface: &Interface) -> Expr {
    let addresses = interface.addresses.iter().map(|address| address.to_string().into()).collect();
    let mut items = vec![set("ip_addresses", Expr::List(addresses))];
    if !interface.routes.is_empty() {
        items.push(set("ip_routes", Expr::List(interface.routes.iter().map(route).collect())));
    }
    if let Some(Bfd { transmit, receive, multiplier }) = interface.bfd {
        let timers = [("tx_interval", transmit), ("rx_interval", receive), ("multiplier", multiplier)];
        items.push(set("bfd", Expr::Object(timers.map(|(name, value)| number(name, value)).into())));
    }
    if !interface.peers.is_empty() {
        let peers = interface.peers.iter().map(|peer| self::peer(peer, interface.bfd.is_some())).collect();
        items.push(set("bgp_connections", Expr::List(peers)));
    }
    Expr::Object(items)
}

fn route(route: &Route) -> Expr {
    Expr::Object(vec![set("prefix", route.prefix.to_string()), set("next_hop", route.next_hop.to_string())])
}

fn peer(peer: &Peer, bfd: bool) -> Expr {
    let mut items = vec![
        number("peer_asn", peer.asn),
        set("local_ip_address", peer.local.to_string()),
        set("peer_ip_address", peer.remote.to_string()),
        set("shutdown", peer.shutdown),
        set("bfd_enabled", bfd),
    ];
    items.extend(peer.med_in.map(|med| number("med_in", med)));
    items.extend(peer.med_out.map(|med| number("med_out", med)));
    if peer.prepend > 0 {
        items.push(number("as_path_prepend_count", peer.prepend));
    }
    items.extend(peer.password.as_ref().map(|password| set("password", password.reveal())));
    if !peer.description.is_empty() {
        items.push(set("description", peer.description.as_str()));
    }
    Expr::Object(items)
}
