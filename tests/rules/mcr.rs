//! The configuration of an MCR's end: what is in it, what it takes, and what of it the partner learns.

use std::net::Ipv4Addr;

use crosskey::domain::json;
use crosskey::domain::mcr::{Bfd, Cidr, Configuration, Interface, Part, Peer, Route};
use crosskey::domain::password::Password;
use crosskey::domain::refusal::{Code, Field, Problems, Refusal};
use crosskey::forms::configuration::{BfdForm, ConfigurationForm, PeerForm, RouteForm};
use crosskey::forms::sheet::{self, Edit, Form};
use crosskey::ledger::command::{Act, KeyUse, ServiceEnd};
use ipnet::Ipv4Net;

use crate::partners::Partners;

fn cidr(text: &str) -> Ipv4Net {
    text.parse().unwrap()
}

fn address(text: &str) -> Ipv4Addr {
    text.parse().unwrap()
}

/// One interface with everything there is.
pub fn full() -> Configuration {
    let route = Route { prefix: cidr("10.9.0.0/16"), next_hop: address("169.254.100.2") };
    let peer = Peer {
        asn: 65_000,
        local: address("169.254.100.1"),
        remote: address("169.254.100.2"),
        med_in: Some(u32::MAX),
        med_out: Some(0),
        prepend: 10,
        password: Some(Password::parse("zzPassword1!").unwrap()),
        shutdown: false,
        description: "upstream".to_owned(),
    };
    let bfd = Bfd { transmit: 300, receive: 30_000, multiplier: 3 };
    let addresses = vec![cidr("169.254.100.1/30"), cidr("10.1.1.1/32")];
    Configuration { interfaces: vec![Interface { addresses, routes: vec![route], bfd: Some(bfd), peers: vec![peer] }] }
}

/// Where the configuration is wrong once `change` was made to it.
fn places(change: impl FnOnce(&mut Interface)) -> Vec<String> {
    let mut changed = full();
    change(&mut changed.interfaces[0]);
    let refusals = changed.check().err().unwrap_or_default();
    assert!(refusals.iter().all(|one| (one.code, one.field) == (Code::ConfigurationInvalid, Field::Configuration)));
    refusals.into_iter().map(|refusal| refusal.detail.unwrap()).collect()
}

/// [K9] addresses are written with the length of their prefix, and nothing else is taken for one
#[test]
fn addresses_are_written_with_a_prefix() {
    let read = |text: &str| json::read_stored::<Cidr>(&text.into()).map(|cidr| cidr.0.to_string()).ok();
    assert_eq!(read(" 169.254.100.1/30 ").as_deref(), Some("169.254.100.1/30"));
    for text in ["", "10.0.0.1", "10.0.0.1/", "10.0.0.1/33", "10.0.0.1/-1", "10.0.0/8", "10.0.0.256/8", "::1/64"] {
        assert_eq!(read(text), None, "{text}");
    }
}

/// [K9] every range is taken to its ends and not beyond, and each trouble says where it is
#[test]
fn every_range_is_checked() {
    assert_eq!(full().check(), Ok(()));
    assert_eq!(Configuration::default().check(), Ok(()));
    type Change = fn(&mut Interface);
    let cases: [(Change, &[&str]); 15] = [
        (|at| at.addresses.clear(), &["0.addresses", "0.peers.0.local"]),
        (|at| at.addresses[1] = cidr("10.1.1.0/24"), &["0.addresses.1"]),
        (|at| at.addresses[1] = cidr("10.1.1.255/24"), &["0.addresses.1"]),
        (|at| at.addresses[1] = cidr("10.1.1.0/31"), &[]),
        (|at| at.addresses.push(cidr("10.1.1.1/24")), &["0.addresses.2"]),
        (|at| at.routes[0].prefix = cidr("10.9.0.1/16"), &["0.routes.0.prefix"]),
        (|at| at.routes[0].prefix = cidr("0.0.0.0/0"), &[]),
        (|at| at.routes[0].next_hop = "10.1.1.1".parse().unwrap(), &["0.routes.0.next-hop"]),
        (
            |at| at.bfd = Some(Bfd { transmit: 299, receive: 300, multiplier: 2 }),
            &["0.bfd.transmit", "0.bfd.multiplier"],
        ),
        (
            |at| at.bfd = Some(Bfd { transmit: 30_000, receive: 30_001, multiplier: 21 }),
            &["0.bfd.receive", "0.bfd.multiplier"],
        ),
        (|at| at.bfd = Some(Bfd { transmit: 30_000, receive: 300, multiplier: 20 }), &[]),
        (|at| (at.peers[0].asn, at.peers[0].prepend) = (0, 11), &["0.peers.0.asn", "0.peers.0.prepend"]),
        (|at| (at.peers[0].asn, at.peers[0].prepend) = (u32::MAX, 0), &[]),
        (|at| at.peers[0].local = "169.254.100.9".parse().unwrap(), &["0.peers.0.local"]),
        (|at| at.peers[0].remote = at.peers[0].local, &["0.peers.0.remote"]),
    ];
    for (change, expected) in cases {
        assert_eq!(places(change), expected);
    }
    assert_eq!(places(|at| at.peers[0].description = "x".repeat(101)), ["0.peers.0.description"]);
    assert_eq!(places(|at| at.peers.push(at.peers[0].clone())), ["0.peers.1.remote"]);
    let mut two = full();
    two.interfaces.push(Interface::default());
    assert_eq!(two.check().unwrap_err()[0].detail.as_deref(), Some("1.addresses"), "of several interfaces, which");
}

/// [C3] of a changed configuration only the parts that change are named
#[test]
fn the_parts_that_change_are_named() {
    let before = full();
    let changed = |change: fn(&mut Interface)| {
        let mut after = full();
        change(&mut after.interfaces[0]);
        assert_eq!(before.parts_changed(&after), after.parts_changed(&before));
        before.parts_changed(&after)
    };
    assert_eq!(before.parts_changed(&before), []);
    assert_eq!(changed(|at| at.addresses[0] = cidr("169.254.100.1/29")), [Part::Addresses]);
    assert_eq!(changed(|at| at.routes.clear()), [Part::Routes]);
    assert_eq!(changed(|at| at.bfd = None), [Part::Bfd]);
    assert_eq!(changed(|at| at.peers[0].password = None), [Part::Peers]);
    let mut more = full();
    more.interfaces.push(Interface { addresses: vec![cidr("10.2.2.1/24")], ..Interface::default() });
    assert_eq!(before.parts_changed(&more), [Part::Addresses], "a new interface has no routes that could change");
    assert_eq!(Configuration::default().parts_changed(&before), Part::ALL);
}

/// [K9] [S2] a password leaves only on purpose: neither debugging nor a refusal has it, and storage keeps it
#[test]
fn a_password_leaves_only_on_purpose() {
    let shown = format!("{:?}", full());
    assert!(shown.contains("Password(…)") && !shown.contains("zzPassword1!"), "{shown}");
    assert_eq!(full().interfaces[0].peers[0].password.as_ref().map(Password::reveal), Some("zzPassword1!"));
    for text in ["", "zz two words", "zzßcharp", &format!("zz{}", "x".repeat(79))] {
        let refusal = Password::parse(text).unwrap_err();
        assert!(!format!("{refusal:?}").contains("zz"), "{refusal:?}");
    }
    assert!(Password::parse(&"x".repeat(80)).is_ok());
    assert_eq!(json::read_input(&json::write(&full())), Ok(full()));
}

fn read(form: &ConfigurationForm, stored: &Configuration) -> (Configuration, Vec<Refusal>) {
    let mut problems = Problems::default();
    let configuration = form.read(stored, &mut problems);
    (configuration, problems.list())
}

/// [K9] the editor shows what is there and reads it back, stored passwords too, without showing these
#[test]
fn the_editor_reads_back_what_it_shows() {
    let form = ConfigurationForm::of(&full());
    assert_eq!(read(&form, &full()), (full(), vec![]));
    let shown = format!("{form:?} {}", json::write(&form));
    assert!(!shown.contains("zzPassword1!"), "{shown}");
    let mut form = ConfigurationForm::default();
    form.add_interface();
    form.interfaces[0].addresses[0] = " 10.0.0.1/24 ".to_owned();
    form.interfaces[0].bfd = Some(BfdForm::default());
    let interface = Interface {
        addresses: vec![cidr("10.0.0.1/24")],
        bfd: Some(Bfd { transmit: 300, receive: 300, multiplier: 3 }),
        ..Interface::default()
    };
    assert_eq!(read(&form, &full()), (Configuration { interfaces: vec![interface] }, vec![]));
}

/// [K9] each text that cannot be read is told at its place
#[test]
fn the_editor_tells_what_it_cannot_read() {
    let mut form = ConfigurationForm::of(&full());
    let interface = &mut form.interfaces[0];
    interface.addresses = vec!["169.254.100.1".to_owned(), String::new()];
    interface.routes.push(RouteForm { prefix: "east".to_owned(), next_hop: "::1".to_owned() });
    interface.bfd = Some(BfdForm { transmit: "-1".to_owned(), ..BfdForm::default() });
    interface.peers[0].asn = "4294967296".to_owned();
    interface.peers[0].med_in = "much".to_owned();
    interface.peers[0].password = "two words".to_owned();
    let (_, problems) = read(&form, &full());
    let mut places: Vec<&str> = problems.iter().map(|problem| problem.detail.as_deref().unwrap()).collect();
    places.sort_unstable();
    assert_eq!(
        places,
        [
            "0.addresses.0",
            "0.addresses.1",
            "0.bfd.transmit",
            "0.peers.0.asn",
            "0.peers.0.med-in",
            "0.peers.0.password",
            "0.routes.1.next-hop",
            "0.routes.1.prefix",
        ]
    );
    let empty = problems.iter().find(|problem| problem.detail.as_deref() == Some("0.addresses.1")).unwrap();
    assert_eq!((empty.code, empty.field), (Code::Required, Field::Configuration));
}

/// [K9] [S2] a stored password is kept, replaced or taken away, and a typed one is in no draft
#[test]
fn a_password_is_kept_replaced_or_taken_away() {
    let password = |form: &ConfigurationForm| {
        let (configuration, problems) = read(form, &full());
        let password = configuration.interfaces[0].peers[0].password.clone();
        (password.map(|password| password.reveal().to_owned()), problems)
    };
    let mut form = ConfigurationForm::of(&full());
    form.interfaces[0].peers[0].remote = "169.254.100.3".to_owned();
    assert_eq!(password(&form), (Some("zzPassword1!".to_owned()), vec![]), "also under another address");
    form.interfaces[0].peers[0].password = "zzOther".to_owned();
    assert_eq!(password(&form), (Some("zzOther".to_owned()), vec![]));
    let draft = json::read_input::<ConfigurationForm>(&json::write(&form)).unwrap();
    assert_eq!(password(&draft), (Some("zzPassword1!".to_owned()), vec![]), "what was typed is to be typed again");
    form.interfaces[0].peers[0].forget_password();
    assert_eq!(password(&form), (None, vec![]));
    form.interfaces[0].peers[0] = PeerForm { kept: Some("10.0.0.9".to_owned()), ..form.interfaces[0].peers[0].clone() };
    let (_, problems) = password(&form);
    assert_eq!(problems[0].detail.as_deref(), Some("0.peers.0.password"), "gone since the form was opened");
}

/// [K9] [S2] its owner reads all of a configuration back, in words; of a password only that there is one
#[test]
fn a_configuration_is_read_back() {
    assert_eq!(
        full().lines(),
        [
            "Interface 1: 169.254.100.1/30, 10.1.1.1/32",
            "Static route: 10.9.0.0/16 through 169.254.100.2",
            "BFD: sends every 300 ms, expects every 30000 ms, multiplier 3",
            "BGP peer: AS 65000 at 169.254.100.2, from 169.254.100.1, MED in 4294967295, MED out 0, AS path prepended \
             10 times, with a password, “upstream”",
        ]
    );
    let partners = Partners::new();
    let Partners { bench, east, west, east_mcr, .. } = &partners;
    let key = partners.create(partners.key_on(*east_mcr, KeyUse::Single(ServiceEnd::Mcr(full()))));
    assert_eq!(bench.grant(*east, key.id).pin.lines(), full().lines(), "on the key's page");
    let connection = partners.redeem(partners.order(key.key, 200));
    let lines = |firm| bench.connection(firm, connection).ends[1].open.clone().map(|end| end.lines);
    let east_mcr = std::iter::once("East MCR".to_owned());
    assert_eq!(lines(*east), Some(east_mcr.chain(full().lines()).collect()), "and on the connection's");
    assert_eq!(lines(*west), None, "[C2g]");
}

/// [K9] [R5] what a list lacks is told at the button that adds to it
#[test]
fn what_is_missing_is_told_where_it_is_added() {
    let partners = Partners::new();
    let none = ConfigurationForm::default();
    let mut bare = none.clone();
    for press in ["interfaces", "0.addresses.0.remove"] {
        bare.put(Field::Configuration, press, Edit::Press);
    }
    for form in [none, bare] {
        let configuration = form.read(&Configuration::default(), &mut Problems::default());
        let key = partners.key_on(partners.east_mcr, KeyUse::Single(ServiceEnd::Mcr(configuration)));
        let refusals = partners.bench.refused(partners.east.boss, Act::CreateKey(key));
        let [refusal] = refusals.as_slice() else { panic!("{refusals:?}") };
        assert_eq!(refusal.field, Field::Configuration);
        assert!(controls_in(&form.sheet()).contains(refusal.detail.as_ref().unwrap()), "{refusal:?}");
    }
}

fn controls_in(parts: &[sheet::Part]) -> Vec<String> {
    let of = |part: &sheet::Part| match part {
        sheet::Part::Control(control) => vec![control.detail.clone()],
        sheet::Part::Group { parts, .. } | sheet::Part::Row(parts) => controls_in(parts),
        sheet::Part::Note(_) => vec![],
    };
    parts.iter().flat_map(of).collect()
}
