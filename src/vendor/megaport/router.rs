//! The configuration of an end on an MCR, as an order has it (K9, W4).

use serde_json::{Map, Value, json};

use crate::domain::mcr::{Bfd, Configuration, Interface, Peer, Route};

pub(super) fn write(configuration: &Configuration) -> Value {
    let interfaces = list(&configuration.interfaces, interface);
    json!({ "connectType": "VROUTER", "interfaces": interfaces })
}

fn list<T>(items: &[T], write: impl FnMut(&T) -> Value) -> Value {
    Value::Array(items.iter().map(write).collect())
}

fn interface(interface: &Interface) -> Value {
    let mut written = Map::new();
    written.insert("ipAddresses".to_owned(), json!(interface.addresses));
    if !interface.routes.is_empty() {
        written.insert("ipRoutes".to_owned(), list(&interface.routes, route));
    }
    if let Some(Bfd { transmit, receive, multiplier }) = interface.bfd {
        let timers = json!({ "txInterval": transmit, "rxInterval": receive, "multiplier": multiplier });
        written.insert("bfd".to_owned(), timers);
    }
    if !interface.peers.is_empty() {
        written.insert(
            "bgpConnections".to_owned(),
            list(&interface.peers, |peer| self::peer(peer, interface.bfd.is_some())),
        );
    }
    Value::Object(written)
}

fn route(route: &Route) -> Value {
    json!({ "prefix": route.prefix, "nextHop": route.next_hop })
}

fn peer(peer: &Peer, bfd: bool) -> Value {
    let mut written = Map::new();
    written.insert("peerAsn".to_owned(), Value::from(peer.asn));
    written.insert("localIpAddress".to_owned(), json!(peer.local));
    written.insert("peerIpAddress".to_owned(), json!(peer.remote));
    written.insert("shutdown".to_owned(), Value::from(peer.shutdown));
    written.insert("bfdEnabled".to_owned(), Value::from(bfd));
    for (name, med) in [("medIn", peer.med_in), ("medOut", peer.med_out)] {
        if let Some(med) = med {
            written.insert(name.to_owned(), Value::from(med));
        }
    }
    if peer.prepend > 0 {
        written.insert("asPathPrependCount".to_owned(), Value::from(peer.prepend));
    }
    if let Some(password) = &peer.password {
        written.insert("password".to_owned(), Value::from(password.reveal()));
    }
    if !peer.description.is_empty() {
        written.insert("description".to_owned(), Value::from(peer.description.as_str()));
    }
    Value::Object(written)
}
