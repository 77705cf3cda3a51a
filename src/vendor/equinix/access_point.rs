//! Where an end is, as Equinix writes it: the selector of a token and the access point of a connection.

use serde_json::{Map, Value, json};

use crate::domain::asset::Asset;
use crate::domain::vlan::Tag;
use crate::vendor::gap::Gaps;

/// VLAN identifiers on a port.
pub(super) fn colo(asset: Option<&Asset>, tag: Tag, gaps: &mut Gaps) -> Map<String, Value> {
    let mut point = Map::new();
    point.insert("type".to_owned(), Value::from("COLO"));
    point.insert("port".to_owned(), uuid(gaps.id(asset)));
    point.insert("linkProtocol".to_owned(), link_protocol(tag));
    point
}

/// An interface of a virtual device; without a number Equinix takes the next available one.
pub(super) fn virtual_device(asset: Option<&Asset>, interface: Option<u16>, gaps: &mut Gaps) -> Map<String, Value> {
    let mut point = Map::new();
    point.insert("type".to_owned(), Value::from("VD"));
    point.insert("virtualDevice".to_owned(), json!({ "type": "EDGE", "uuid": gaps.id(asset) }));
    let mut network = Map::new();
    network.insert("type".to_owned(), Value::from("NETWORK"));
    if let Some(number) = interface {
        network.insert("id".to_owned(), Value::from(number));
    }
    point.insert("interface".to_owned(), Value::Object(network));
    point
}

pub(super) fn uuid(id: String) -> Value {
    json!({ "uuid": id })
}

fn link_protocol(tag: Tag) -> Value {
    match tag {
        Tag::Untagged => json!({ "type": "UNTAGGED" }),
        Tag::Dot1q(vlan) => json!({ "type": "DOT1Q", "vlanTag": vlan }),
        Tag::Qinq { s, c: None } => json!({ "type": "QINQ", "vlanSTag": s }),
        Tag::Qinq { s, c: Some(c) } => json!({ "type": "QINQ", "vlanSTag": s, "vlanCTag": c }),
    }
}
