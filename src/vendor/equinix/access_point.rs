//! Where an end is, as Equinix writes it: the selector of a token and the access point of a connection.

use serde_json::Value;

use crate::domain::asset::Asset;
use crate::domain::shape::{Object, object};
use crate::domain::vlan::Tag;
use crate::vendor::gap::Gaps;

/// VLAN identifiers on a port.
pub(super) fn colo(asset: Option<&Asset>, tag: Tag, gaps: &mut Gaps) -> Object {
    let mut point = Object::default();
    point.put("type", Value::from("COLO"));
    point.put("port", uuid(gaps.id(asset)));
    point.put("linkProtocol", link_protocol(tag));
    point
}

/// An interface of a virtual device; without a number Equinix takes the next available one.
pub(super) fn virtual_device(asset: Option<&Asset>, interface: Option<u16>, gaps: &mut Gaps) -> Object {
    let mut point = Object::default();
    point.put("type", Value::from("VD"));
    point.put("virtualDevice", object([("type", Value::from("EDGE")), ("uuid", Value::from(gaps.id(asset)))]));
    let mut network = Object::default();
    network.put("type", Value::from("NETWORK"));
    if let Some(number) = interface {
        network.put("id", Value::from(number));
    }
    point.put("interface", network.done());
    point
}

pub(super) fn uuid(id: String) -> Value {
    object([("uuid", Value::from(id))])
}

fn link_protocol(tag: Tag) -> Value {
    let mut link = Object::default();
    match tag {
        Tag::Untagged => link.put("type", Value::from("UNTAGGED")),
        Tag::Dot1q(vlan) => {
            link.put("type", Value::from("DOT1Q"));
            link.put("vlanTag", Value::from(vlan));
        }
        Tag::Qinq { s, c } => {
            link.put("type", Value::from("QINQ"));
            link.put("vlanSTag", Value::from(s));
            if let Some(c) = c {
                link.put("vlanCTag", Value::from(c));
            }
        }
    }
    link.done()
}
