//! Tokens and connections for Equinix's Terraform provider (W5).

use super::connection::{Key, extras};
use super::token::is_custom;
use crate::domain::asset::Asset;
use crate::domain::bandwidth::{Mbps, Speeds};
use crate::domain::connection::Side;
use crate::domain::place::{Pin, Place};
use crate::domain::text::Email;
use crate::domain::vlan::Tag;
use crate::vendor::gap::Gaps;
use crate::vendor::hcl::{Expr, Item, Number, number, resource, set};
use crate::vendor::issued::Issued;
use crate::vendor::redemption::{OwnEnd, Redemption};

/// What a token is to the provider.
pub const TOKEN: &str = "equinix_fabric_service_token";

/// The resource of a token. The provider leaves an interface to Equinix.
pub fn token(issued: &Issued<'_>, name: &str, gaps: &mut Gaps) -> String {
    let Issued { grant, placed, asset, .. } = issued;
    let terms = &grant.terms;
    let mut items = vec![set("type", "VC_TOKEN")];
    for (name, text) in [("name", &placed.label.name), ("description", &placed.label.description)] {
        if !text.is_empty() {
            items.push(set(name, text.as_str()));
        }
    }
    items.push(set("expiration_date_time", terms.valid.until.to_iso()));
    let point = match placed.pin {
        Pin::At(Place::Interface(_)) | Pin::Assigned { .. } | Pin::Configured(_) => device(*asset, gaps),
        Pin::At(place) => port(*asset, place.tag().unwrap_or(Tag::Untagged), gaps),
    };
    let side = match terms.kind.issuer_side() {
        Side::A => "a_side",
        Side::Z => "z_side",
    };
    let mut connection = vec![set("type", "EVPL_VC"), set("allow_remote_connection", terms.remote)];
    if is_custom(terms) {
        connection.push(set("allow_custom_bandwidth", true));
    }
    connection.extend([
        match &terms.speeds {
            Speeds::UpTo(largest) => number("bandwidth_limit", largest.get()),
            Speeds::OneOf(speeds) => set("supported_bandwidths", speeds_list(speeds)),
        },
        Item::Block(side, vec![Item::Block("access_point_selectors", point)]),
    ]);
    items.push(Item::Block("service_token_connection", connection));
    items.push(notifications(&placed.label.recipients));
    resource(TOKEN, name, &items)
}

fn speeds_list(speeds: &[Mbps]) -> Expr {
    let speeds = Mbps::sorted_set(speeds.iter().copied());
    Expr::List(speeds.into_iter().map(|speed| Number(speed.get()).into()).collect())
}

fn notifications(emails: &[Email]) -> Item {
    let emails = emails.iter().map(|email| email.as_str().into()).collect();
    Item::Block("notifications", vec![set("type", "ALL"), set("emails", Expr::List(emails))])
}

fn port(asset: Option<&Asset>, tag: Tag, gaps: &mut Gaps) -> Vec<Item> {
    let link = match tag {
        Tag::Untagged => vec![set("type", "UNTAGGED")],
        Tag::Dot1q(vlan) => vec![set("type", "DOT1Q"), number("vlan_tag", vlan)],
        Tag::Qinq { s, c } => {
            let mut link = vec![set("type", "QINQ"), number("vlan_s_tag", s)];
            link.extend(c.map(|c| number("vlan_c_tag", c)));
            link
        }
    };
    vec![
        set("type", "COLO"),
        Item::Block("port", vec![set("uuid", gaps.id(asset))]),
        Item::Block("link_protocol", link),
    ]
}

fn device(asset: Option<&Asset>, gaps: &mut Gaps) -> Vec<Item> {
    vec![
        set("type", "VD"),
        Item::Block("virtual_device", vec![set("type", "EDGE"), set("uuid", gaps.id(asset))]),
        Item::Block("interface", vec![set("type", "NETWORK")]),
    ]
}

/// The resource of a connection that redeems a token.
pub fn connection(redemption: &Redemption<'_>, name: &str, gaps: &mut Gaps) -> String {
    let mut items =
        vec![set("name", redemption.name), set("type", "EVPL_VC"), number("bandwidth", redemption.bandwidth.get())];
    if !redemption.purchase_order.is_empty() {
        items.push(Item::Block("order", vec![set("purchase_order_number", redemption.purchase_order)]));
    }
    for (side, name) in [(Side::A, "a_side"), (Side::Z, "z_side")] {
        let end = match (redemption.token(side), &redemption.end) {
            (Some(key), _) => Item::Block("service_token", vec![set("uuid", key.reveal())]),
            (None, Some(end)) => Item::Block("access_point", access_point(end, gaps)),
            (None, None) => continue,
        };
        items.push(Item::Block(name, vec![end]));
    }
    let extras: Vec<Expr> = extras(redemption.end.as_ref())
        .map(|(key, value)| Expr::Object(vec![set("key", key), set("value", value)]))
        .collect();
    if !extras.is_empty() {
        items.push(set("additional_info", Expr::List(extras)));
    }
    items.push(notifications(redemption.notify));
    resource("equinix_fabric_connection", name, &items)
}

fn access_point(end: &OwnEnd<'_>, gaps: &mut Gaps) -> Vec<Item> {
    match end {
        OwnEnd::Port(asset, tag) => port(*asset, *tag, gaps),
        OwnEnd::Device(asset, interface) => {
            let mut network = vec![set("type", "NETWORK")];
            network.extend(interface.map(|id| number("id", id)));
            let mut point = device(*asset, gaps);
            point.pop();
            point.push(Item::Block("interface", network));
            point
        }
        OwnEnd::Profile(asset, metro, values) => {
            let mut point = vec![set("type", "SP")];
            if let Some(key) = Key::of(*asset, values) {
                point.push(set("authentication_key", key.value));
                point.extend(key.region(gaps).map(|region| set("seller_region", region)));
            }
            point.push(Item::Block("profile", vec![set("type", "L2_PROFILE"), set("uuid", gaps.id(*asset))]));
            point.push(Item::Block("location", vec![set("metro_code", metro.code())]));
            point
        }
        // A service at Megaport redeems no token; there is nothing to write.
        OwnEnd::Service { .. } | OwnEnd::Router(..) => vec![],
    }
}
