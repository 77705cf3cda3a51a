//! Service keys: the whole object for POST and PUT /v2/service/key (W3).

use serde_json::{Map, Value, json};

use crate::domain::place::Pin;
use crate::domain::terms::Usage;
use crate::domain::time::Validity;
use crate::domain::vlan_choice::VlanChoice;
use crate::vendor::gap::Gaps;
use crate::vendor::issued::Issued;

/// The path of the calls about keys.
pub const PATH: &str = "/v2/service/key";

/// The body of the call that creates a key.
pub fn create(issued: &Issued<'_>, gaps: &mut Gaps) -> Value {
    Value::Object(whole(issued, gaps))
}

/// The body of the call that updates a key. It replaces the key: what is left out would be wiped.
pub fn update(issued: &Issued<'_>, gaps: &mut Gaps) -> Value {
    let mut key = whole(issued, gaps);
    key.insert("key".to_owned(), Value::from(issued.grant.key.reveal()));
    Value::Object(key)
}

fn whole(issued: &Issued<'_>, gaps: &mut Gaps) -> Map<String, Value> {
    let Issued { grant, placed, asset, .. } = issued;
    let terms = &grant.terms;
    let Validity { from, until } = terms.valid;
    let fields = [
        ("productUid", json!(gaps.id(*asset))),
        ("description", json!(placed.label.name)),
        ("active", json!(terms.active)),
        ("singleUse", json!(terms.usage == Usage::Single)),
        ("maxSpeed", json!(terms.limit())),
        ("preApproved", json!(terms.pre_approved)),
        ("vlan", json!(vlan(issued).map(VlanChoice::number))),
        ("validFor", json!({ "start": from.millis(), "end": until.millis() })),
    ];
    fields.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
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
