//! Records of version 1, which knew A-side tokens only, in the form of today. What does not have that form is left as
//! it is, for the reader to refuse.

use serde_json::{Map, Value, json};

/// Brings the body of a record of version 1, written at this instant, into the form of today.
pub(super) fn upcast(body: &mut Value, at: i64) {
    let Some(Value::Array(events)) = body.get_mut("events") else { return };
    let mut named = Vec::new();
    *events = events.drain(..).flat_map(|event| of_event(event, at, &mut named)).collect();
}

fn of_event(event: Value, at: i64, named: &mut Vec<Value>) -> Vec<Value> {
    let Value::Object(map) = event else { return vec![event] };
    let mut items = map.into_iter();
    let (Some((kind, Value::Object(mut fact))), None) = (items.next(), items.next()) else { return vec![Value::Null] };
    match kind.as_str() {
        "grant-created" | "recipient-named" | "terms-edited" => terms(&mut fact, at),
        "grant-placed" => {
            if let Some(tag) = fact.remove("tag") {
                fact.insert("pin".to_owned(), json!({ "at": { "vlan": tag } }));
            }
        }
        "bandwidth-changed" | "connection-deleted" => parties(&mut fact),
        "connected" => return connected(fact, at),
        "end-taken" => return end_taken(fact, named),
        _ => {}
    }
    vec![json!({ kind: fact })]
}

/// A token's one maximum and its expiry were fields of their own.
fn terms(fact: &mut Map<String, Value>, at: i64) {
    let Some(terms) = fact.get_mut("terms").and_then(Value::as_object_mut) else { return };
    if let (Some(limit), Some(expires)) = (terms.remove("limit"), terms.remove("expires")) {
        terms.insert("speeds".to_owned(), json!({ "up-to": limit }));
        terms.insert("valid".to_owned(), json!({ "from": at, "until": expires }));
        terms.insert("usage".to_owned(), Value::from("single"));
        terms.insert("active".to_owned(), Value::from(true));
        terms.insert("pre_approved".to_owned(), Value::from(true));
    }
}

/// The issuer's end was always the A-side.
fn parties(fact: &mut Map<String, Value>) {
    let Some(parties) = fact.get_mut("parties").and_then(Value::as_object_mut) else { return };
    if let (Some(issuer), Some(redeemer)) = (parties.remove("issuer"), parties.get("redeemer").cloned()) {
        parties.insert("a".to_owned(), issuer);
        parties.insert("z".to_owned(), redeemer);
    }
}

/// A connection was made with one grant, and one event told both.
fn connected(mut fact: Map<String, Value>, at: i64) -> Vec<Value> {
    terms(&mut fact, at);
    let companies = own(fact.get("parties"));
    let redeemed = json!({
        "connection": own(fact.get("connection")),
        "grant": fact.remove("grant"),
        "issuer": own(companies.get("issuer")),
        "redeemer": own(companies.get("redeemer")),
        "terms": fact.remove("terms"),
    });
    parties(&mut fact);
    vec![json!({ "connected": fact }), json!({ "redeemed": redeemed })]
}

/// An end told the company's name for the connection too, and the redeemer's what it said besides. Where one company
/// took both ends, the name of the first counted.
fn end_taken(mut fact: Map<String, Value>, named: &mut Vec<Value>) -> Vec<Value> {
    let (connection, company) = (own(fact.get("connection")), own(fact.get("company")));
    let (name, order) = (fact.remove("name").unwrap_or_default(), fact.remove("order").unwrap_or_default());
    if let Some(port) = fact.get_mut("end").and_then(|end| end.get_mut("port")).map(Value::take) {
        let at = json!({ "asset": own(port.get("asset")), "place": { "vlan": own(port.get("tag")) } });
        fact.insert("end".to_owned(), json!({ "at": at }));
    }
    let about = |name: &str, value: Value| json!({ "connection": connection, "company": company, name: value });
    let mut events = vec![json!({ "end-taken": fact })];
    if !named.contains(&company) {
        events.push(json!({ "connection-named": about("name", name) }));
        named.push(company.clone());
    }
    if order.get("notify").and_then(Value::as_array).is_some_and(|notify| !notify.is_empty()) {
        events.push(json!({ "ordered": about("order", order) }));
    }
    events
}

fn own(value: Option<&Value>) -> Value {
    value.cloned().unwrap_or_default()
}
