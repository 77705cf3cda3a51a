//! A configuration in words, for its owner to read back (K9).

use super::{Configuration, Interface, Peer};

impl Configuration {
    /// All of it, line by line; of a password only that there is one (S2).
    pub fn lines(&self) -> Vec<String> {
        let numbered = self.interfaces.iter().enumerate();
        numbered.flat_map(|(at, interface)| interface.lines(at + 1)).collect()
    }
}

impl Interface {
    fn lines(&self, number: usize) -> Vec<String> {
        let addresses: Vec<String> = self.addresses.iter().map(ToString::to_string).collect();
        let mut lines = vec![format!("Interface {number}: {}", addresses.join(", "))];
        lines.extend(
            self.routes.iter().map(|route| format!("Static route: {} through {}", route.prefix, route.next_hop)),
        );
        lines.extend(self.bfd.map(|bfd| {
            let (transmit, receive, multiplier) = (bfd.transmit, bfd.receive, bfd.multiplier);
            format!("BFD: sends every {transmit} ms, expects every {receive} ms, multiplier {multiplier}")
        }));
        lines.extend(self.peers.iter().map(Peer::words));
        lines
    }
}

impl Peer {
    fn words(&self) -> String {
        let med = |way, value: Option<u32>| value.map(|value| format!("MED {way} {value}"));
        let facts = [
            med("in", self.med_in),
            med("out", self.med_out),
            (self.prepend > 0).then(|| format!("AS path prepended {} times", self.prepend)),
            self.password.is_some().then(|| "with a password".to_owned()),
            self.shutdown.then(|| "shut down".to_owned()),
            Some(format!("“{}”", self.description)).filter(|_| !self.description.is_empty()),
        ];
        let first = format!("BGP peer: AS {} at {}, from {}", self.asn, self.remote, self.local);
        std::iter::once(first).chain(facts.into_iter().flatten()).collect::<Vec<_>>().join(", ")
    }
}
