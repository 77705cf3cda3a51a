//! The order that redeems a key: networkDesign, the body of POST /v3/networkdesign/buy (W4).

use serde_json::Value;

use super::router;
use crate::domain::shape::{Object, Shape, object};
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
    let mut connection = Object::default();
    connection.put("productName", Value::from(redemption.name));
    connection.put("serviceKey", Value::from(redemption.key.reveal()));
    connection.put("rateLimit", redemption.bandwidth.write());
    connection.put("term", Value::from(redemption.term));
    connection.put("shutdown", Value::from(redemption.shut_down));
    if !redemption.reference.is_empty() {
        connection.put("costCentre", Value::from(redemption.reference));
    }
    connection.put("aEnd", a_end(redemption.end.as_ref()));
    connection.put("bEnd", object([]));
    let service =
        [("productUid", Value::from(gaps.id(asset))), ("associatedVxcs", Value::Array(vec![connection.done()]))];
    Value::Array(vec![object(service)])
}

fn a_end(end: Option<&OwnEnd<'_>>) -> Value {
    let mut a_end = Object::default();
    match end {
        Some(OwnEnd::Service { vnic, vlan, .. }) => {
            a_end.put("vlan", Value::from(vlan.number()));
            if let Some(vnic) = vnic {
                a_end.put("vNicIndex", Value::from(*vnic));
            }
        }
        Some(OwnEnd::Router(_, configuration)) => a_end.put("partnerConfig", router::write(configuration)),
        _ => {}
    }
    a_end.done()
}
