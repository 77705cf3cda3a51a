//! Service tokens: the body of POST /fabric/v4/serviceTokens and the JSON Patch of PATCH (W1).

use serde_json::{Map, Value, json};

use super::access_point::{colo, virtual_device};
use crate::domain::bandwidth::{Mbps, Speeds};
use crate::domain::connection::Side;
use crate::domain::place::{Pin, Place};
use crate::domain::report::{Fact, Report};
use crate::domain::terms::Terms;
use crate::domain::text::Email;
use crate::domain::vlan::Tag;
use crate::vendor::gap::Gaps;
use crate::vendor::issued::Issued;

/// The path of the calls about tokens.
pub const PATH: &str = "/fabric/v4/serviceTokens";

/// The body of the call that creates a token.
pub fn create(issued: &Issued<'_>, gaps: &mut Gaps) -> Value {
    let Issued { grant, placed, .. } = issued;
    let mut token = Map::new();
    token.insert("type".to_owned(), Value::from("VC_TOKEN"));
    for (name, text) in [("name", &placed.label.name), ("description", &placed.label.description)] {
        if !text.is_empty() {
            token.insert(name.to_owned(), Value::from(text.as_str()));
        }
    }
    token.insert("expirationDateTime".to_owned(), Value::from(grant.terms.valid.until.to_iso()));
    token.insert("connection".to_owned(), connection(issued, gaps));
    token.insert("notifications".to_owned(), notifications(&placed.label.recipients));
    Value::Object(token)
}

fn connection(issued: &Issued<'_>, gaps: &mut Gaps) -> Value {
    let terms = &issued.grant.terms;
    let mut connection = Map::new();
    connection.insert("type".to_owned(), Value::from("EVPL_VC"));
    connection.insert("allowRemoteConnection".to_owned(), Value::from(terms.remote));
    connection.insert("allowCustomBandwidth".to_owned(), Value::from(is_custom(terms)));
    let (name, value) = speeds(&terms.speeds);
    connection.insert(name.to_owned(), value);
    let side = match terms.kind.issuer_side() {
        Side::A => "aSide",
        Side::Z => "zSide",
    };
    connection.insert(side.to_owned(), json!({ "accessPointSelectors": [selector(issued, gaps)] }));
    Value::Object(connection)
}

fn selector(issued: &Issued<'_>, gaps: &mut Gaps) -> Map<String, Value> {
    match issued.placed.pin {
        Pin::At(Place::Interface(number)) => virtual_device(issued.asset, Some(number), gaps),
        Pin::At(place) => colo(issued.asset, place.tag().unwrap_or(Tag::Untagged), gaps),
        Pin::Assigned { .. } | Pin::Configured(_) => virtual_device(issued.asset, None, gaps),
    }
}

/// Whether it takes a bandwidth that is not on the price list (E5).
pub(super) fn is_custom(terms: &Terms) -> bool {
    match &terms.speeds {
        Speeds::UpTo(largest) => !largest.is_tier(),
        Speeds::OneOf(speeds) => speeds.iter().any(|speed| !speed.is_tier()),
    }
}

/// One maximum, or the set of speeds (E5), and the field that it stands in.
fn speeds(speeds: &Speeds) -> (&'static str, Value) {
    match speeds {
        Speeds::UpTo(largest) => ("bandwidthLimit", json!(largest)),
        Speeds::OneOf(speeds) => ("supportedBandwidths", json!(Mbps::sorted_set(speeds.iter().copied()))),
    }
}

fn notifications(recipients: &[Email]) -> Value {
    json!([{ "type": "NOTIFICATION", "emails": recipients }])
}

/// The JSON Patch that makes the token, as the vendor reported it last, what it is here (T3). What is compared as a set
/// is not sent for its order; none where there is nothing to send.
pub fn patch(reported: &Report, issued: &Issued<'_>) -> Option<Value> {
    let (terms, label) = (&issued.grant.terms, &issued.placed.label);
    let operation = |fact: Fact| {
        let (path, told, value) = match fact {
            Fact::Name => ("/name".to_owned(), reported.name.is_some(), Value::from(label.name.as_str())),
            Fact::Description => {
                let text = Value::from(label.description.as_str());
                ("/description".to_owned(), reported.description.is_some(), text)
            }
            // Equinix changes the addresses, not the notifications that they stand in.
            Fact::Recipients => ("/notifications/emails".to_owned(), true, json!(label.recipients)),
            Fact::Until => ("/expirationDateTime".to_owned(), true, Value::from(terms.valid.until.to_iso())),
            Fact::Speeds => {
                let (name, value) = speeds(&terms.speeds);
                let told = reported.speeds.as_ref().is_some_and(|told| speeds(told).0 == name);
                (format!("/connection/{name}"), told, value)
            }
            _ => return None,
        };
        let op = if told { "replace" } else { "add" };
        Some(json!({ "op": op, "path": path, "value": value }))
    };
    let operations: Vec<Value> = reported.differences(&issued.report()).into_iter().filter_map(operation).collect();
    (!operations.is_empty()).then_some(Value::Array(operations))
}
