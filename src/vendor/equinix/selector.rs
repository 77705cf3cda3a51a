//! Reading where a token is: the selector of an access point (W1).

use crate::domain::place::{Pin, Place};
use crate::domain::vlan::Tag;
use crate::vendor::lenient::{Fields, Found, Names, Notes};

const SELECTOR: Names = &[
    &["type"],
    &["port"],
    &["linkProtocol"],
    &["virtualDevice"],
    &["interface"],
    &["network"],
    &["hideAssetInfo"],
    &["location"],
    &["account"],
    &["name"],
];
const ASSET: Names = &[
    &["uuid", "portUuid", "deviceUuid"],
    &["href"],
    &["type"],
    &["name", "portName"],
    &["cvpId"],
    &["bandwidth"],
    &["encapsulationProtocolType"],
    &["accountName"],
    &["priority"],
    &["location"],
    &["account"],
    &["cluster"],
];
const INTERFACE: Names = &[&["type"], &["id", "interfaceId"], &["uuid"]];
const LINK_PROTOCOL: Names = &[&["type"], &["vlanTag", "vlan", "vlanId"], &["vlanSTag", "sTag"], &["vlanCTag", "cTag"]];

/// What a selector says: an asset, by the vendor's id, and a place on it.
#[derive(Default)]
pub(super) struct Selected {
    pub asset: Option<String>,
    pub pin: Option<Pin>,
}

/// Reads a selector: of a port, of which a private line takes the whole, or of a virtual device. A network is noted, for
/// no asset here is one.
pub(super) fn read(found: &Found<'_>, whole_port: bool, notes: &mut Notes) -> Option<Selected> {
    let selector = found.fields(SELECTOR, notes)?;
    let word = selector.read("type", notes, Found::word).unwrap_or_default();
    let is_device = word == "VD" || (word != "COLO" && selector.has("virtualDevice"));
    if word == "NETWORK" || (word.is_empty() && selector.has("network")) {
        notes.add(&selector.place("network"), "is a network, and no asset here is one");
        return None;
    }
    let asset = selector.need(if is_device { "virtualDevice" } else { "port" }, notes, asset);
    let place = match is_device {
        true => selector.read("interface", notes, interface),
        false if whole_port && selector.get("linkProtocol").is_none() => Some(Place::Vlan(Tag::Untagged)),
        false => selector.need("linkProtocol", notes, tag).map(Place::Vlan),
    };
    Some(Selected { asset, pin: place.map(Pin::At) })
}

/// The id of a port or device; where that is missing, the end of its address.
fn asset(found: &Found<'_>, notes: &mut Notes) -> Option<String> {
    if let Some(id) = found.value.as_str() {
        return Some(id.trim().to_owned());
    }
    let asset = found.fields(ASSET, notes)?;
    let address = asset.get("href").and_then(|found| found.value.as_str());
    let from_address = || address?.rsplit('/').next().filter(|id| id.len() == 36).map(str::to_owned);
    match asset.get("uuid") {
        Some(id) => id.text(notes).map(|id| id.trim().to_owned()),
        None => from_address().or_else(|| asset.need("uuid", notes, Found::text)),
    }
}

fn interface(found: &Found<'_>, notes: &mut Notes) -> Option<Place> {
    let interface = found.fields(INTERFACE, notes)?;
    let number = interface.need("id", notes, Found::number)?;
    match u16::try_from(number) {
        Ok(number) => Some(Place::Interface(number)),
        Err(_) => {
            notes.add(&interface.place("id"), "is no interface's number that is known here");
            None
        }
    }
}

/// VLAN identifiers, by what they are called and else by which of them there are.
fn tag(found: &Found<'_>, notes: &mut Notes) -> Option<Tag> {
    let link = found.fields(LINK_PROTOCOL, notes)?;
    let word = link.read("type", notes, Found::word).unwrap_or_default();
    let mut tag = |name: &str| vlan(&link, name, notes);
    let (plain, s, c) = (tag("vlanTag"), tag("vlanSTag"), tag("vlanCTag"));
    let told = match (word.as_str(), plain, s, c) {
        ("UNTAGGED", ..) => Some(Tag::Untagged),
        ("QINQ", plain, s, c) => s.or(plain).map(|s| Tag::Qinq { s, c }),
        ("DOT1Q", Some(vlan), ..) | ("DOT1Q", None, Some(vlan), _) => Some(Tag::Dot1q(vlan)),
        ("", Some(vlan), ..) => Some(Tag::Dot1q(vlan)),
        ("", None, Some(s), c) => Some(Tag::Qinq { s, c }),
        _ => None,
    };
    if told.is_none() {
        notes.add(&found.path, "says no VLAN identifiers that are known here");
    }
    told
}

fn vlan(link: &Fields<'_>, name: &str, notes: &mut Notes) -> Option<u16> {
    let number = link.read(name, notes, Found::number)?;
    let vlan = u16::try_from(number).ok().filter(|vlan| (1..=4095).contains(vlan));
    if vlan.is_none() {
        notes.add(&link.place(name), "is no VLAN identifier");
    }
    vlan
}
