//! What the editor of an MCR's configuration asks for (K9). A control's detail is the path of its value, as
//! [`crate::domain::mcr::Configuration::check`] names it; that of a button that takes something away ends in that.

use super::{BfdForm, ConfigurationForm, InterfaceForm, PeerForm, RouteForm};
use crate::domain::refusal::Field;
use crate::forms::sheet::{Control, Edit, Form, Line, Part};

const FIELD: Field = Field::Configuration;
const INTERFACES: &str = "interfaces";

impl ConfigurationForm {
    /// What is to be filled in.
    pub fn sheet(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = vec![];
        for (at, interface) in self.interfaces.iter().enumerate() {
            parts.push(Part::group(format!("Interface {}", at + 1), interface.sheet(&at.to_string())));
        }
        parts.push(add(INTERFACES, "Add an interface"));
        parts
    }
}

/// The button that adds to a list; that something is missing there is told at it.
fn add(list: &str, label: &'static str) -> Part {
    Control::button(FIELD, list.to_owned(), label).into()
}

fn remove(at: &str, label: &'static str) -> Part {
    Control::button(FIELD, format!("{at}.remove"), label).into()
}

fn text(at: String, label: &'static str, value: &str) -> Control {
    Control::text(FIELD, label, value).of(at)
}

impl InterfaceForm {
    fn sheet(&self, at: &str) -> Vec<Part> {
        let mut parts: Vec<Part> = vec![];
        for (nth, address) in self.addresses.iter().enumerate() {
            let here = format!("{at}.addresses.{nth}");
            let address = text(here.clone(), "IP address", address).hint("With its prefix, like 10.0.0.1/30.");
            parts.push(Part::Row(vec![address.into(), remove(&here, "Remove this address")]));
        }
        parts.push(add(&format!("{at}.addresses"), "Add an address"));
        for (nth, route) in self.routes.iter().enumerate() {
            parts.push(Part::group("Static route", route.sheet(&format!("{at}.routes.{nth}"))));
        }
        parts.push(add(&format!("{at}.routes"), "Add a static route"));
        match &self.bfd {
            Some(bfd) => parts.push(Part::group("BFD", bfd.sheet(&format!("{at}.bfd")))),
            None => parts.push(add(&format!("{at}.bfd"), "Use BFD")),
        }
        for (nth, peer) in self.peers.iter().enumerate() {
            parts.push(Part::group("BGP peer", peer.sheet(&format!("{at}.peers.{nth}"))));
        }
        parts.push(add(&format!("{at}.peers"), "Add a BGP peer"));
        parts.push(remove(at, "Remove this interface"));
        parts
    }

    fn put(&mut self, path: &[&str], edit: Edit) {
        match path {
            ["addresses"] => self.addresses.push(String::new()),
            ["addresses", nth, rest @ ..] => match rest {
                [] => set(self.addresses.get_mut(index(nth)), |address| *address = edit.text()),
                _ => drop_at(&mut self.addresses, index(nth)),
            },
            ["routes"] => self.routes.push(RouteForm::default()),
            ["routes", nth, "remove"] => drop_at(&mut self.routes, index(nth)),
            ["routes", nth, field] => set(self.routes.get_mut(index(nth)), |route| route.put(field, edit)),
            ["bfd"] => self.bfd = Some(BfdForm::default()),
            ["bfd", "remove"] => self.bfd = None,
            ["bfd", field] => set(self.bfd.as_mut(), |bfd| bfd.put(field, edit)),
            ["peers"] => self.peers.push(PeerForm::default()),
            ["peers", nth, "remove"] => drop_at(&mut self.peers, index(nth)),
            ["peers", nth, field] => set(self.peers.get_mut(index(nth)), |peer| peer.put(field, edit)),
            _ => {}
        }
    }
}

impl RouteForm {
    fn sheet(&self, at: &str) -> Vec<Part> {
        let prefix = text(format!("{at}.prefix"), "Prefix", &self.prefix).hint("Like 192.168.0.0/24.");
        let next_hop = text(format!("{at}.next-hop"), "Next hop", &self.next_hop);
        vec![Part::Row(vec![prefix.into(), next_hop.into()]), remove(at, "Remove this route")]
    }

    fn put(&mut self, field: &str, edit: Edit) {
        match field {
            "prefix" => self.prefix = edit.text(),
            _ => self.next_hop = edit.text(),
        }
    }
}

impl BfdForm {
    fn sheet(&self, at: &str) -> Vec<Part> {
        let number = |name: &str, label: &'static str, value: &str| {
            Control::number(FIELD, label, value).of(format!("{at}.{name}"))
        };
        let transmit = number("transmit", "Transmit interval", &self.transmit).hint("In ms, 300 to 30000.");
        let receive = number("receive", "Receive interval", &self.receive).hint("In ms, 300 to 30000.");
        let multiplier = number("multiplier", "Multiplier", &self.multiplier).hint("From 3 to 20.");
        vec![Part::Row(vec![transmit.into(), receive.into(), multiplier.into()]), remove(at, "Do without BFD")]
    }

    fn put(&mut self, field: &str, edit: Edit) {
        match field {
            "transmit" => self.transmit = edit.text(),
            "receive" => self.receive = edit.text(),
            _ => self.multiplier = edit.text(),
        }
    }
}

impl PeerForm {
    fn sheet(&self, at: &str) -> Vec<Part> {
        let number = |name: &str, label: &'static str, value: &str| {
            Control::number(FIELD, label, value).of(format!("{at}.{name}"))
        };
        let local = text(format!("{at}.local"), "Local IP address", &self.local);
        let remote = text(format!("{at}.remote"), "Peer IP address", &self.remote);
        let secret = Control::line(FIELD, "MD5 password", &self.password, Line::Password).of(format!("{at}.password"));
        let secret = match &self.kept {
            Some(_) => secret.hint("The stored one is kept unless another is typed; it is never shown."),
            None => secret.hint("Never shown again, and no draft keeps it."),
        };
        let description = text(format!("{at}.description"), "Description", &self.description).optional();
        let mut parts = vec![
            Part::Row(vec![number("asn", "Peer ASN", &self.asn).into(), local.into(), remote.into()]),
            Part::Row(vec![
                number("med-in", "MED in", &self.med_in).optional().into(),
                number("med-out", "MED out", &self.med_out).optional().into(),
                number("prepend", "AS-path prepend", &self.prepend).optional().hint("From 0 to 10.").into(),
            ]),
            secret.optional().into(),
            description.into(),
            Control::tick(FIELD, "Shut down", self.shutdown).of(format!("{at}.shutdown")).into(),
        ];
        if self.kept.is_some() {
            parts.push(Control::button(FIELD, format!("{at}.forget"), "Take the stored password away").into());
        }
        parts.push(remove(at, "Remove this peer"));
        parts
    }

    fn put(&mut self, field: &str, edit: Edit) {
        match field {
            "asn" => self.asn = edit.text(),
            "local" => self.local = edit.text(),
            "remote" => self.remote = edit.text(),
            "med-in" => self.med_in = edit.text(),
            "med-out" => self.med_out = edit.text(),
            "prepend" => self.prepend = edit.text(),
            "password" => self.password = edit.text(),
            "description" => self.description = edit.text(),
            "shutdown" => self.shutdown = edit.ticked(),
            "forget" => self.forget_password(),
            _ => {}
        }
    }
}

impl Form for ConfigurationForm {
    fn put(&mut self, _: Field, detail: &str, edit: Edit) {
        let path: Vec<&str> = detail.split('.').collect();
        match path.as_slice() {
            [INTERFACES] => self.add_interface(),
            [at, "remove"] => drop_at(&mut self.interfaces, index(at)),
            [at, rest @ ..] => set(self.interfaces.get_mut(index(at)), |interface| interface.put(rest, edit)),
            [] => {}
        }
    }
}

/// A part that is not there any more has nothing to be done to it.
fn set<T>(part: Option<&mut T>, change: impl FnOnce(&mut T)) {
    if let Some(part) = part {
        change(part);
    }
}

fn drop_at<T>(parts: &mut Vec<T>, at: usize) {
    if at < parts.len() {
        parts.remove(at);
    }
}

fn index(text: &str) -> usize {
    text.parse().unwrap_or(usize::MAX)
}
