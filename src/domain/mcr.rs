//! What one end of a connection on an MCR, a virtual router, is configured with: interfaces with their addresses,
//! routes and BGP peers (K9).

mod words;

use std::net::Ipv4Addr;
use std::ops::RangeInclusive;

use ipnet::Ipv4Net;
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use super::password::{self, Password};
use super::refusal::{Code, Field, Refusal};
use super::{json, text};

/// Milliseconds between two BFD packets, in each direction (K9).
pub const BFD_INTERVAL: RangeInclusive<u32> = 300..=30_000;
/// How many BFD packets may be missed (K9).
pub const BFD_MULTIPLIER: RangeInclusive<u32> = 3..=20;
/// How often the own ASN may be put before the AS path (K9).
pub const PREPEND: RangeInclusive<u32> = 0..=10;
/// Longest description of a peer, in characters.
pub const PEER_DESCRIPTION_LIMIT: usize = 100;

/// The configuration of one end on an MCR. An empty one is what a multi-use key starts with (K4).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
pub struct Configuration {
    /// Its interfaces.
    pub interfaces: Vec<Interface>,
}

/// One interface of the virtual router.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Interface {
    /// Its addresses, each with the length of its network's prefix.
    #[serde(deserialize_with = "networks")]
    #[ts(as = "Vec<Cidr>")]
    pub addresses: Vec<Ipv4Net>,
    /// Its static routes.
    pub routes: Vec<Route>,
    /// How fast a dead neighbour is noticed; none for BGP's own timers.
    pub bfd: Option<Bfd>,
    /// Its BGP peers.
    pub peers: Vec<Peer>,
}

/// An IPv4 address and the length of its network's prefix, e.g. `169.254.100.1/30`, or such a network itself, as a text.
#[derive(TS)]
#[ts(type = "string")]
pub struct Cidr(pub Ipv4Net);

impl<'de> Deserialize<'de> for Cidr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json::parsed(deserializer, "an IPv4 address with a prefix", |text| text.trim().parse().map(Self).ok())
    }
}

fn network<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Ipv4Net, D::Error> {
    Cidr::deserialize(deserializer).map(|cidr| cidr.0)
}

fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Ipv4Net>, D::Error> {
    let networks = Vec::<Cidr>::deserialize(deserializer)?;
    Ok(networks.into_iter().map(|cidr| cidr.0).collect())
}

/// An IPv4 address, as TypeScript names it.
#[derive(TS)]
#[ts(type = "string")]
pub struct Ipv4Address;

fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Ipv4Addr, D::Error> {
    json::parsed(deserializer, "an IPv4 address", |text| text.parse().ok())
}

/// A static route. What has two words is stored in snake case and told by programs in camel case; both are read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all(deserialize = "camelCase"))]
#[ts(rename_all = "camelCase")]
pub struct Route {
    /// Where to.
    #[serde(deserialize_with = "network")]
    #[ts(as = "Cidr")]
    pub prefix: Ipv4Net,
    /// Through which neighbour.
    #[serde(alias = "next_hop", deserialize_with = "address")]
    #[ts(as = "Ipv4Address")]
    pub next_hop: Ipv4Addr,
}

/// Bidirectional forwarding detection.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Bfd {
    /// Milliseconds between two packets sent.
    pub transmit: u32,
    /// Milliseconds between two packets expected.
    pub receive: u32,
    /// How many may be missed.
    pub multiplier: u32,
}

/// A BGP peer. Names are read as those of a [`Route`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all(deserialize = "camelCase"))]
#[ts(rename_all = "camelCase", optional_fields = nullable)]
pub struct Peer {
    /// The peer's autonomous system, from 1.
    pub asn: u32,
    /// The own address, one of the interface's.
    #[serde(deserialize_with = "address")]
    #[ts(as = "Ipv4Address")]
    pub local: Ipv4Addr,
    /// The peer's address.
    #[serde(deserialize_with = "address")]
    #[ts(as = "Ipv4Address")]
    pub remote: Ipv4Addr,
    /// The metric that routes from the peer get.
    #[serde(alias = "med_in")]
    pub med_in: Option<u32>,
    /// The metric that is sent to the peer.
    #[serde(alias = "med_out")]
    pub med_out: Option<u32>,
    /// How often the own ASN is put before the AS path.
    pub prepend: u32,
    /// The shared MD5 password.
    #[serde(with = "password::stored")]
    #[ts(type = "string | null", optional = false)]
    pub password: Option<Password>,
    /// Whether the session is shut down.
    pub shutdown: bool,
    /// A description, or empty.
    pub description: String,
}

/// A part of a configuration. Of a proposed change the partner learns which parts change, and no more (C3).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Interfaces and their addresses.
    Addresses,
    /// Static routes.
    Routes,
    /// BFD.
    Bfd,
    /// BGP peers, their passwords among them.
    Peers,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 4] = [Self::Addresses, Self::Routes, Self::Bfd, Self::Peers];

    /// The word that people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Addresses => "interface addresses",
            Self::Routes => "static routes",
            Self::Bfd => "BFD",
            Self::Peers => "BGP peers",
        }
    }
}

/// Whether it is an address that an interface can have: up to /30, neither the network's own nor its broadcast address.
fn is_host(net: Ipv4Net) -> bool {
    net.prefix_len() > 30 || (net.addr() != net.network() && net.addr() != net.broadcast())
}

impl Configuration {
    /// Whether nothing is configured.
    pub fn is_empty(&self) -> bool {
        self.interfaces.is_empty()
    }

    /// The parts in which another configuration differs from this one (C3).
    pub fn parts_changed(&self, other: &Self) -> Vec<Part> {
        let blank = Interface::default();
        let count = self.interfaces.len().max(other.interfaces.len());
        let differs = |part: Part| {
            (0..count).any(|at| {
                let before = self.interfaces.get(at).unwrap_or(&blank);
                let after = other.interfaces.get(at).unwrap_or(&blank);
                match part {
                    Part::Addresses => before.addresses != after.addresses,
                    Part::Routes => before.routes != after.routes,
                    Part::Bfd => before.bfd != after.bfd,
                    Part::Peers => before.peers != after.peers,
                }
            })
        };
        Part::ALL.into_iter().filter(|part| differs(*part)).collect()
    }

    /// Checks every range (K9). A refusal's detail says where, counted from 0: `0.addresses.1`, `0.routes.2.prefix`,
    /// `0.bfd.transmit`, `1.peers.0.asn`.
    ///
    /// # Errors
    /// `configuration-invalid`, one for each value that is wrong.
    pub fn check(&self) -> Result<(), Vec<Refusal>> {
        let mut wrong = Vec::new();
        for (at, interface) in self.interfaces.iter().enumerate() {
            interface.check(&at.to_string(), &mut wrong);
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }
}

/// A value of the configuration that is wrong, and where.
pub fn wrong(at: impl Into<String>, message: impl Into<String>) -> Refusal {
    Refusal::new(Code::ConfigurationInvalid, Field::Configuration, message).about(at)
}

impl Interface {
    fn check(&self, at: &str, problems: &mut Vec<Refusal>) {
        if self.addresses.is_empty() {
            problems.push(wrong(format!("{at}.addresses"), "Give the interface at least one address."));
        }
        for (nth, net) in self.addresses.iter().enumerate() {
            let at = format!("{at}.addresses.{nth}");
            if !is_host(*net) {
                let message = format!("{net} names a whole network or its broadcast; give one address in it.");
                problems.push(wrong(at, message));
            } else if self.addresses.iter().take(nth).any(|other| other.addr() == net.addr()) {
                problems.push(wrong(at, format!("{} is given twice.", net.addr())));
            }
        }
        for (nth, route) in self.routes.iter().enumerate() {
            let network = route.prefix.trunc();
            if network != route.prefix {
                let message = format!("{} names one address in a network. Write {network}.", route.prefix);
                problems.push(wrong(format!("{at}.routes.{nth}.prefix"), message));
            }
            if self.addresses.iter().any(|own| own.addr() == route.next_hop) {
                let message = "The next hop is the interface itself; give a neighbour's address.";
                problems.push(wrong(format!("{at}.routes.{nth}.next-hop"), message));
            }
        }
        if let Some(bfd) = self.bfd {
            problems.extend(bfd.check(at));
        }
        for (nth, peer) in self.peers.iter().enumerate() {
            peer.check(&format!("{at}.peers.{nth}"), &self.addresses, problems);
            if self.peers.iter().take(nth).any(|other| other.remote == peer.remote) {
                let message = format!("Two peers have the address {}.", peer.remote);
                problems.push(wrong(format!("{at}.peers.{nth}.remote"), message));
            }
        }
    }
}

impl Bfd {
    fn check(self, at: &str) -> Vec<Refusal> {
        let interval = |value: u32, field: &str| {
            let message =
                format!("{value} ms is out of range; use {} to {}.", BFD_INTERVAL.start(), BFD_INTERVAL.end());
            (!BFD_INTERVAL.contains(&value)).then(|| wrong(format!("{at}.bfd.{field}"), message))
        };
        let multiplier = (!BFD_MULTIPLIER.contains(&self.multiplier)).then(|| {
            let (least, most) = (BFD_MULTIPLIER.start(), BFD_MULTIPLIER.end());
            wrong(
                format!("{at}.bfd.multiplier"),
                format!("{} is out of range; use {least} to {most}.", self.multiplier),
            )
        });
        let wrong = [interval(self.transmit, "transmit"), interval(self.receive, "receive"), multiplier];
        wrong.into_iter().flatten().collect()
    }
}

impl Peer {
    fn check(&self, at: &str, own: &[Ipv4Net], problems: &mut Vec<Refusal>) {
        if self.asn == 0 {
            problems.push(wrong(format!("{at}.asn"), "0 is no ASN; use 1 to 4294967295."));
        }
        if !own.iter().any(|net| net.addr() == self.local) {
            problems.push(wrong(format!("{at}.local"), format!("{} is not an address of this interface.", self.local)));
        }
        if self.remote == self.local {
            problems.push(wrong(format!("{at}.remote"), "The peer has another address than the interface."));
        }
        if !PREPEND.contains(&self.prepend) {
            let message = format!("{} is out of range; use {} to {}.", self.prepend, PREPEND.start(), PREPEND.end());
            problems.push(wrong(format!("{at}.prepend"), message));
        }
        if let Err(refusal) = text::optional(&self.description, Field::Configuration, PEER_DESCRIPTION_LIMIT) {
            problems.push(wrong(format!("{at}.description"), refusal.message));
        }
    }
}
