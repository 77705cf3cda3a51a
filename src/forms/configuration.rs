//! The editor of an MCR's configuration (K9): lists of raw texts that become one configuration.

mod sheet;

use std::net::Ipv4Addr;
use std::str::FromStr;

use ipnet::Ipv4Net;
use serde::{Deserialize, Serialize};

use crate::domain::mcr::{Bfd, Configuration, Interface, Peer, Route, wrong};
use crate::domain::password::Password;
use crate::domain::refusal::{Code, Problems, Refusal};
use crate::domain::secret;

/// The editor.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ConfigurationForm {
    /// Its interfaces.
    pub interfaces: Vec<InterfaceForm>,
}

/// One interface.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct InterfaceForm {
    /// Its addresses, `address/length`.
    pub addresses: Vec<String>,
    /// Its static routes.
    pub routes: Vec<RouteForm>,
    /// Its BFD timers, if it has any.
    pub bfd: Option<BfdForm>,
    /// Its BGP peers.
    pub peers: Vec<PeerForm>,
}

/// One static route.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct RouteForm {
    /// Where to, `address/length`.
    pub prefix: String,
    /// The neighbour's address.
    pub next_hop: String,
}

/// BFD timers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BfdForm {
    /// Milliseconds between two packets sent.
    pub transmit: String,
    /// Milliseconds between two packets expected.
    pub receive: String,
    /// How many may be missed.
    pub multiplier: String,
}

impl Default for BfdForm {
    fn default() -> Self {
        Self { transmit: "300".to_owned(), receive: "300".to_owned(), multiplier: "3".to_owned() }
    }
}

/// One BGP peer. Its `Debug` leaves the password out, and drafts do not keep it (S2).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PeerForm {
    /// The peer's ASN.
    pub asn: String,
    /// The own address.
    pub local: String,
    /// The peer's address.
    pub remote: String,
    /// The metric of routes from the peer, or empty.
    pub med_in: String,
    /// The metric sent to the peer, or empty.
    pub med_out: String,
    /// How often the own ASN is put before the AS path; empty for never.
    pub prepend: String,
    /// A password that was typed; empty to keep the stored one, if there is one.
    #[serde(with = "secret::unkept")]
    pub password: String,
    /// The address of the peer whose stored password is kept unless another is typed.
    pub kept: Option<String>,
    /// Whether the session is shut down.
    pub shutdown: bool,
    /// A description, or empty.
    pub description: String,
}

impl std::fmt::Debug for PeerForm {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = out.debug_struct("PeerForm");
        shown.field("asn", &self.asn).field("local", &self.local).field("remote", &self.remote);
        shown.finish_non_exhaustive()
    }
}

impl ConfigurationForm {
    /// A configuration as it is now; stored passwords stay where they are.
    pub fn of(configuration: &Configuration) -> Self {
        Self { interfaces: configuration.interfaces.iter().map(InterfaceForm::of).collect() }
    }

    /// Adds an interface with one address still to be filled in.
    pub fn add_interface(&mut self) {
        self.interfaces.push(InterfaceForm { addresses: vec![String::new()], ..InterfaceForm::default() });
    }

    /// Reads every text; `stored` is where kept passwords come from. Places of problems are those of
    /// [`Configuration::check`].
    pub fn read(&self, stored: &Configuration, problems: &mut Problems) -> Configuration {
        let numbered = self.interfaces.iter().enumerate();
        let interfaces = numbered.map(|(at, interface)| interface.read(&at.to_string(), stored, problems)).collect();
        Configuration { interfaces }
    }
}

impl InterfaceForm {
    fn of(interface: &Interface) -> Self {
        let route =
            |route: &Route| RouteForm { prefix: route.prefix.to_string(), next_hop: route.next_hop.to_string() };
        let bfd = |bfd: Bfd| BfdForm {
            transmit: bfd.transmit.to_string(),
            receive: bfd.receive.to_string(),
            multiplier: bfd.multiplier.to_string(),
        };
        Self {
            addresses: interface.addresses.iter().map(ToString::to_string).collect(),
            routes: interface.routes.iter().map(route).collect(),
            bfd: interface.bfd.map(bfd),
            peers: interface.peers.iter().map(PeerForm::of).collect(),
        }
    }

    fn read(&self, at: &str, stored: &Configuration, problems: &mut Problems) -> Interface {
        let addresses = self.addresses.iter().enumerate();
        let routes = self.routes.iter().enumerate();
        let peers = self.peers.iter().enumerate();
        Interface {
            addresses: addresses.map(|(nth, text)| network(text, format!("{at}.addresses.{nth}"), problems)).collect(),
            routes: routes
                .map(|(nth, route)| Route {
                    prefix: network(&route.prefix, format!("{at}.routes.{nth}.prefix"), problems),
                    next_hop: address(&route.next_hop, format!("{at}.routes.{nth}.next-hop"), problems),
                })
                .collect(),
            bfd: self.bfd.as_ref().map(|bfd| Bfd {
                transmit: number(&bfd.transmit, format!("{at}.bfd.transmit"), problems),
                receive: number(&bfd.receive, format!("{at}.bfd.receive"), problems),
                multiplier: number(&bfd.multiplier, format!("{at}.bfd.multiplier"), problems),
            }),
            peers: peers.map(|(nth, peer)| peer.read(&format!("{at}.peers.{nth}"), stored, problems)).collect(),
        }
    }
}

impl PeerForm {
    fn of(peer: &Peer) -> Self {
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        Self {
            asn: peer.asn.to_string(),
            local: peer.local.to_string(),
            remote: peer.remote.to_string(),
            med_in: number(peer.med_in),
            med_out: number(peer.med_out),
            prepend: number(Some(peer.prepend).filter(|prepend| *prepend > 0)),
            password: String::new(),
            kept: peer.password.is_some().then(|| peer.remote.to_string()),
            shutdown: peer.shutdown,
            description: peer.description.clone(),
        }
    }

    /// Takes the stored password away.
    pub fn forget_password(&mut self) {
        self.kept = None;
        self.password.clear();
    }

    fn read(&self, at: &str, stored: &Configuration, problems: &mut Problems) -> Peer {
        let mut metric = |text: &str, field: &str| {
            let given = !text.trim().is_empty();
            given.then(|| number(text, format!("{at}.{field}"), problems))
        };
        let (med_in, med_out) = (metric(&self.med_in, "med-in"), metric(&self.med_out, "med-out"));
        let prepend = metric(&self.prepend, "prepend").unwrap_or_default();
        Peer {
            asn: number(&self.asn, format!("{at}.asn"), problems),
            local: address(&self.local, format!("{at}.local"), problems),
            remote: address(&self.remote, format!("{at}.remote"), problems),
            med_in,
            med_out,
            prepend,
            password: problems.take(self.secret(&format!("{at}.password"), stored)).flatten(),
            shutdown: self.shutdown,
            description: self.description.clone(),
        }
    }

    fn secret(&self, at: &str, stored: &Configuration) -> Result<Option<Password>, Refusal> {
        if !self.password.is_empty() {
            return Password::parse(&self.password).map(Some).map_err(|refusal| refusal.about(at));
        }
        let Some(kept) = &self.kept else { return Ok(None) };
        let mut peers = stored.interfaces.iter().flat_map(|interface| &interface.peers);
        let password = peers.find(|peer| peer.remote.to_string() == *kept).and_then(|peer| peer.password.clone());
        match password {
            Some(password) => Ok(Some(password)),
            None => Err(wrong(at, "The stored password is no longer there. Type it again, or take it away.")),
        }
    }
}

fn network(text: &str, at: String, problems: &mut Problems) -> Ipv4Net {
    let form = "Write an IPv4 address with the length of its prefix, like 10.0.0.1/30.";
    problems.take(read(text, |text| text.parse().ok(), at, form)).unwrap_or_default()
}

fn address(text: &str, at: String, problems: &mut Problems) -> Ipv4Addr {
    let read = read(text, |text| Ipv4Addr::from_str(text).ok(), at, "Write an IPv4 address, like 10.0.0.1.");
    problems.take(read).unwrap_or(Ipv4Addr::UNSPECIFIED)
}

fn number(text: &str, at: String, problems: &mut Problems) -> u32 {
    let read = read(text, |text| text.parse().ok(), at, "Write a whole number from 0 to 4294967295.");
    problems.take(read).unwrap_or_default()
}

fn read<T>(text: &str, parse: impl Fn(&str) -> Option<T>, at: String, form: &str) -> Result<T, Refusal> {
    let text = text.trim();
    match parse(text) {
        Some(value) => Ok(value),
        None if text.is_empty() => Err(Refusal { code: Code::Required, ..wrong(at, format!("Fill this in. {form}")) }),
        None => Err(wrong(at, form)),
    }
}
