//! A backup without the secrets: with `null` in place of every key and password (S3).

use serde_json::Value;

use super::record::Record;
use crate::domain::shape::{self, Shape, Unknown};

/// All that a ledger's database holds, but no key and no password; `left_out` in it says so.
pub fn backup(mut whole: Value) -> Value {
    for (store, values) in whole.get_mut("stores").and_then(Value::as_object_mut).into_iter().flatten() {
        // The journal's identity is no secret; whatever else is stored must be a record.
        if store != "meta" {
            items(Some(values)).for_each(|stored| *stored = record(stored.take()));
        }
    }
    if let Some(whole) = whole.as_object_mut() {
        whole.insert("left_out".to_owned(), Value::from("keys and passwords"));
    }
    whole
}

/// A stored record without its secrets. One that cannot be read, or is of a newer version, may hold them anywhere:
/// it is `null` altogether.
pub fn record(stored: Value) -> Value {
    read(stored).map_or(Value::Null, |record| record.write())
}

fn read(stored: Value) -> Option<Record> {
    let mut record = shape::read::<Record>(stored, Unknown::Ignore).ok()?;
    record.decode().ok()?;
    let mut body = serde_json::from_str(&record.body).ok()?;
    items(Value::get_mut(&mut body, "events")).for_each(of_event);
    record.body = serde_json::to_string(&body).ok()?;
    Some(record)
}

fn of_event(event: &mut Value) {
    for (kind, fact) in event.as_object_mut().into_iter().flatten() {
        match kind.as_str() {
            "grant-created" | "grant-bound" => leave_out(fact, "key"),
            "grant-placed" => of_configuration(fact.pointer_mut("/pin/configured")),
            "end-taken" | "end-moved" | "end-proposed" => {
                of_configuration(fact.pointer_mut("/end/router/configuration"))
            }
            _ => {}
        }
    }
}

fn of_configuration(configuration: Option<&mut Value>) {
    let interfaces = items(configuration.and_then(|configuration| configuration.get_mut("interfaces")));
    let peers = interfaces.flat_map(|interface| items(interface.get_mut("peers")));
    peers.for_each(|peer| leave_out(peer, "password"));
}

fn leave_out(fact: &mut Value, name: &str) {
    if let Some(secret) = fact.get_mut(name) {
        *secret = Value::Null;
    }
}

fn items(list: Option<&mut Value>) -> impl Iterator<Item = &mut Value> {
    list.and_then(Value::as_array_mut).into_iter().flatten()
}
