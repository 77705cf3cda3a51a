//! The configuration of an end on an MCR, as an order has it (K9, W4).

use serde_json::Value;

use crate::domain::mcr::{Bfd, Configuration, Interface, Peer, Route};
use crate::domain::shape::{Object, Shape, object};

pub(super) fn write(configuration: &Configuration) -> Value {
    let interfaces = list(&configuration.interfaces, interface);
    object([("connectType", Value::from("VROUTER")), ("interfaces", interfaces)])
}

fn list<T>(items: &[T], write: impl FnMut(&T) -> Value) -> Value {
    Value::Array(items.iter().map(write).collect())
}

fn interface(interface: &Interface) -> Value {
    let mut written = Object::default();
    written.put("ipAddresses", list(&interface.addresses, Shape::write));
    if !interface.routes.is_empty() {
        written.put("ipRoutes", list(&interface.routes, route));
    }
    if let Some(Bfd { transmit, receive, multiplier }) = interface.bfd {
        let timers = [("txInterval", transmit), ("rxInterval", receive), ("multiplier", multiplier)];
        written.put("bfd", object(timers.map(|(name, value)| (name, Value::from(value)))));
    }
    if !interface.peers.is_empty() {
        written.put("bgpConnections", list(&interface.peers, |peer| self::peer(peer, interface.bfd.is_some())));
    }
    written.done()
}

fn route(route: &Route) -> Value {
    object([("prefix", route.prefix.write()), ("nextHop", route.next_hop.write())])
}

fn peer(peer: &Peer, bfd: bool) -> Value {
    let mut written = Object::default();
    written.put("peerAsn", Value::from(peer.asn));
    written.put("localIpAddress", peer.local.write());
    written.put("peerIpAddress", peer.remote.write());
    written.put("shutdown", Value::from(peer.shutdown));
    written.put("bfdEnabled", Value::from(bfd));
    for (name, med) in [("medIn", peer.med_in), ("medOut", peer.med_out)] {
        if let Some(med) = med {
            written.put(name, Value::from(med));
        }
    }
    if peer.prepend > 0 {
        written.put("asPathPrependCount", Value::from(peer.prepend));
    }
    if let Some(password) = &peer.password {
        written.put("password", Value::from(password.reveal()));
    }
    if !peer.description.is_empty() {
        written.put("description", Value::from(peer.description.as_str()));
    }
    written.done()
}
