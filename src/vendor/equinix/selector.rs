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
const LINK_PROTOCOL: Names = &[
    &["type"],
    &["vlanTag", "vlan", "vlanId"],
    &["vlanSTag", "vlanTagS", "sTag", "sVlan", "sVlanTag", "outerTag"],
    &["vlanCTag", "vlanTagC", "cTag", "cVlan", "cVlanTag", "innerTag"],
];

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
    let told = |name: &str| selector.get(name).is_some_and(|found| !found.is_empty());
    let is_device = told("virtualDevice") && (word == "VD" || !told("port"));
    if word == "NETWORK" || (told("network") && !is_device && !told("port")) {
        selector.note("network", notes, "is a network, and no asset here is one");
        return None;
    }
    let (kind, beside) = match is_device {
        true => ("VD", ["port", "linkProtocol", "network"]),
        false => ("COLO", ["virtualDevice", "interface", "network"]),
    };
    if !word.is_empty() && word != kind {
        selector.note("type", notes, "does not fit what stands beside it");
    }
    for name in beside.into_iter().filter(|name| told(name)) {
        selector.note(name, notes, &format!("does not belong to a selector of the type {kind}"));
    }
    let asset = selector.need(if is_device { "virtualDevice" } else { "port" }, notes, asset);
    let place = match is_device {
        true => selector.need("interface", notes, interface),
        false if whole_port && !told("linkProtocol") => Some(Place::Vlan(Tag::Untagged)),
        false => selector.need("linkProtocol", notes, tag).map(Place::Vlan),
    };
    Some(Selected { asset, pin: place.map(Pin::At) })
}

/// The id of a port or device; where that is missing, the end of its address.
fn asset(found: &Found<'_>, notes: &mut Notes) -> Option<String> {
    if !found.value.is_object() && !found.value.is_array() {
        return found.id(notes);
    }
    let asset = found.fields(ASSET, notes)?;
    let address = asset.get("href").and_then(|found| found.value.as_str());
    let address = address.and_then(|address| address.rsplit('/').next()).filter(|id| id.len() == 36);
    let id = asset.read("uuid", notes, Found::id);
    match (&id, address) {
        (Some(id), Some(address)) if !id.eq_ignore_ascii_case(address) => {
            asset.note("href", notes, "is the address of something else than `uuid` says, which counts");
        }
        (None, None) if asset.get("uuid").is_none() => asset.note("uuid", notes, "is missing"),
        _ => {}
    }
    id.or_else(|| address.map(str::to_owned))
}

fn interface(found: &Found<'_>, notes: &mut Notes) -> Option<Place> {
    let interface = found.fields(INTERFACE, notes)?;
    let number = interface.need("id", notes, Found::number)?;
    match u16::try_from(number).ok().filter(|number| *number > 0) {
        Some(number) => Some(Place::Interface(number)),
        None => {
            interface.note("id", notes, "is no interface's number that is known here");
            None
        }
    }
}

/// VLAN identifiers, by what they are called and else by which of them there are. Where one of them cannot be read, or
/// they do not fit together, there is no place: half of one would be another.
fn tag(found: &Found<'_>, notes: &mut Notes) -> Option<Tag> {
    let link = found.fields(LINK_PROTOCOL, notes)?;
    let word = link.read("type", notes, Found::word).unwrap_or_default().replace(['_', '.'], "");
    let word = match word.as_str() {
        "" | "UNTAGGED" | "DOT1Q" | "QINQ" => word.as_str(),
        "8021Q" => "DOT1Q",
        "8021AD" => "QINQ",
        word if word.contains("VXLAN") => {
            link.note("type", notes, "is VXLAN, and no port here has that");
            return None;
        }
        _ => {
            link.note("type", notes, "is no type that is known here");
            ""
        }
    };
    let mut tag = |name: &str| vlan(&link, name, notes);
    let (plain, s, c) = (tag("vlanTag"), tag("vlanSTag"), tag("vlanCTag"));
    let told = match (word, plain?, s?, c?) {
        ("UNTAGGED", None, None, None) => Some(Tag::Untagged),
        ("DOT1Q" | "", Some(vlan), None, None) | ("DOT1Q", None, Some(vlan), None) => Some(Tag::Dot1q(vlan)),
        ("QINQ" | "", None, Some(_), None) | ("QINQ", Some(_), None, None) if link.has_more() => None,
        ("QINQ" | "", None, Some(s), c) | ("QINQ", Some(s), None, c) => Some(Tag::Qinq { s, c }),
        _ => None,
    };
    if told.is_none() {
        notes.add(&found.path, "says no VLAN identifiers that are known here");
    }
    told
}

/// A VLAN identifier; 0 stands for none, as one that is missing. None is one that cannot be read.
fn vlan(link: &Fields<'_>, name: &str, notes: &mut Notes) -> Option<Option<u16>> {
    if link.get(name).is_none() {
        return Some(None);
    }
    let number = link.read(name, notes, Found::number)?;
    match u16::try_from(number) {
        Ok(0) => Some(None),
        Ok(vlan) if vlan <= 4095 => Some(Some(vlan)),
        _ => {
            link.note(name, notes, "is no VLAN identifier");
            None
        }
    }
}
