//! The order that redeems a key: networkDesign, the body of POST /v3/networkdesign/buy (W4).

use serde_json::{Map, Value, json};

use super::router;
use crate::vendor::gap::Gaps;
use crate::vendor::redemption::{OwnEnd, Redemption};

/// The path of the call that orders.
pub const PATH: &str = "/v3/networkdesign/buy";

/// The body of the call: the A-End's service and the connection from it. The B-End follows from the key, so that nothing is
/// said of it.
pub fn create(redemption: &Redemption<'_>, gaps: &mut Gaps) -> Value {
    let asset = match redemption.end {
        Some(OwnEnd::Service { asset, .. } | OwnEnd::Router(asset, _)) => asset,
        _ => None,
    };
    let mut connection = Map::new();
    connection.insert("productName".to_owned(), Value::from(redemption.name));
    connection.insert("serviceKey".to_owned(), Value::from(redemption.key.reveal()));
    connection.insert("rateLimit".to_owned(), json!(redemption.bandwidth));
    connection.insert("term".to_owned(), Value::from(redemption.term));
    connection.insert("shutdown".to_owned(), Value::from(redemption.shut_down));
    if !redemption.reference.is_empty() {
        connection.insert("costCentre".to_owned(), Value::from(redemption.reference));
    }
    connection.insert("aEnd".to_owned(), a_end(redemption.end.as_ref()));
    connection.insert("bEnd".to_owned(), json!({}));
    json!([{ "productUid": gaps.id(asset), "associatedVxcs": [connection] }])
}

fn a_end(end: Option<&OwnEnd<'_>>) -> Value {
    let mut a_end = Map::new();
    match end {
        Some(OwnEnd::Service { vnic, vlan, .. }) => {
            a_end.insert("vlan".to_owned(), Value::from(vlan.number()));
            if let Some(vnic) = vnic {
                a_end.insert("vNicIndex".to_owned(), Value::from(*vnic));
            }
        }
        Some(OwnEnd::Router(_, configuration)) => {
            a_end.insert("partnerConfig".to_owned(), router::write(configuration));
        }
        _ => {}
    }
    Value::Object(a_end)
}
