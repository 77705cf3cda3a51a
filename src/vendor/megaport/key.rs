//! Service keys: the whole object for POST and PUT /v2/service/key (W3).

use serde_json::Value;

use crate::domain::place::Pin;
use crate::domain::shape::{Object, Shape, object};
use crate::domain::terms::Usage;
use crate::domain::vlan_choice::VlanChoice;
use crate::vendor::gap::Gaps;
use crate::vendor::issued::Issued;

/// The path of the calls about keys.
pub const PATH: &str = "/v2/service/key";

/// The body of the call that creates a key.
pub fn create(issued: &Issued<'_>, gaps: &mut Gaps) -> Value {
    whole(issued, gaps).done()
}

/// The body of the call that updates a key. It replaces the key: what is left out would be wiped.
pub fn update(issued: &Issued<'_>, gaps: &mut Gaps) -> Value {
    let mut key = whole(issued, gaps);
    key.put("key", Value::from(issued.grant.key.reveal()));
    key.done()
}

fn whole(issued: &Issued<'_>, gaps: &mut Gaps) -> Object {
    let Issued { grant, placed, asset, .. } = issued;
    let terms = &grant.terms;
    let mut key = Object::default();
    key.put("productUid", Value::from(gaps.id(*asset)));
    key.put("description", Value::from(placed.label.name.as_str()));
    key.put("active", Value::from(terms.active));
    key.put("singleUse", Value::from(terms.usage == Usage::Single));
    key.put("maxSpeed", terms.limit().write());
    key.put("preApproved", Value::from(terms.pre_approved));
    key.put("vlan", vlan(issued).map_or(Value::Null, |vlan| Value::from(vlan.number())));
    key.put("validFor", object([("start", terms.valid.from.write()), ("end", terms.valid.until.write())]));
    key
}

/// The B-End VLAN of a single-use key; a multi-use key and an MCR have none (K2, K4).
pub fn vlan(issued: &Issued<'_>) -> Option<VlanChoice> {
    match issued.placed.pin {
        _ if issued.grant.terms.usage == Usage::Multi => None,
        Pin::At(place) => Some(VlanChoice::of(place)),
        Pin::Assigned { .. } => Some(VlanChoice::LowestFree),
        Pin::Configured(_) => None,
    }
}
