//! East and West at Megaport, as in the vendor's description: East creates service keys, West uses them.

use crosskey::domain::asset::{AssetKind, Mcr, Mve, Port};
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::Side;
use crosskey::domain::id::{AssetId, ConnectionId, PersonId, ProposalId};
use crosskey::domain::key::Key;
use crosskey::domain::mcr::{Configuration, Interface};
use crosskey::domain::permission::{MegaportRole, Roles};
use crosskey::domain::time::{DAY, Timestamp, Validity};
use crosskey::domain::vlan::Tagging;
use crosskey::domain::vlan_choice::VlanChoice;
use crosskey::ledger::command::{
    Act, AssetDetails, ChangeEnd, CreateKey, FoundCompany, KeyDetails, KeyUse, RedeemKey, ServiceEnd,
};
use crosskey::ledger::view::approval::{Approvals, ProposalView, RequestView, approvals};

use crate::support::{Bench, Firm, Token, metro, person_details, slug};

/// East has a Port, an MCR and an MVE of 10 Gbps in Ashburn; West has the same in New York.
pub struct Partners {
    pub bench: Bench,
    /// Creates the keys: the B-End.
    pub east: Firm,
    pub east_port: AssetId,
    pub east_mcr: AssetId,
    pub east_mve: AssetId,
    /// Uses them: the A-End.
    pub west: Firm,
    pub west_port: AssetId,
    pub west_mcr: AssetId,
    pub west_mve: AssetId,
}

pub fn megaport(role: MegaportRole) -> Roles {
    Roles { fabric: None, megaport: Some(role) }
}

/// A company whose boss is a Company Admin at Megaport.
#[track_caller]
pub fn found(bench: &Bench, name: &str) -> Firm {
    let boss = PersonId::new(bench.desk.draw());
    let mut person = person_details(&format!("{name} Boss"), &format!("boss@{}.example", slug(name)));
    person.roles = megaport(MegaportRole::CompanyAdmin);
    let outcome = bench.act(boss, Act::FoundCompany(FoundCompany { name: name.to_owned(), person }));
    Firm { company: outcome.company.expect("a company"), boss }
}

pub fn service(name: &str, kind: AssetKind) -> AssetDetails {
    AssetDetails { name: name.to_owned(), access: None, vendor_id: None, kind }
}

pub fn port(name: &str, code: &str) -> AssetDetails {
    let tagging = Tagging::PerConnection;
    service(name, AssetKind::Port(Port { metro: metro(code), speed: Mbps::gbps(10), tagging, open: true }))
}

pub fn mcr(name: &str, code: &str) -> AssetDetails {
    service(name, AssetKind::Mcr(Mcr { metro: metro(code), speed: Mbps::gbps(10), asn: 65_000 }))
}

pub fn mve(name: &str, code: &str) -> AssetDetails {
    service(name, AssetKind::Mve(Mve { metro: metro(code), speed: Mbps::gbps(10), vnics: 2 }))
}

/// A configuration of one interface with this address.
pub fn configured(address: &str) -> Configuration {
    let addresses = vec![address.parse().expect("an address")];
    Configuration { interfaces: vec![Interface { addresses, ..Interface::default() }] }
}

pub fn vlan(id: u16) -> ServiceEnd {
    ServiceEnd::Port(VlanChoice::Id(id))
}

pub fn single(id: u16) -> KeyUse {
    KeyUse::Single(vlan(id))
}

pub const MULTI: KeyUse = KeyUse::Multi { vnic: None };

impl Partners {
    pub fn new() -> Self {
        let bench = Bench::new();
        let east = found(&bench, "East Company");
        let west = found(&bench, "West Company");
        let [east_port, east_mcr, east_mve] =
            [port("East Port", "DC"), mcr("East MCR", "DC"), mve("East MVE", "DC")].map(|it| bench.add_asset(east, it));
        let [west_port, west_mcr, west_mve] =
            [port("West Port", "NY"), mcr("West MCR", "NY"), mve("West MVE", "NY")].map(|it| bench.add_asset(west, it));
        Self { bench, east, east_port, east_mcr, east_mve, west, west_port, west_mcr, west_mve }
    }

    /// What the form would ask for: up to 500 Mbps for thirty days from now, active and pre-approved.
    pub fn key_on(&self, asset: AssetId, usage: KeyUse) -> CreateKey {
        let now = self.bench.desk.now();
        let details = KeyDetails {
            label: "For West".to_owned(),
            limit: Mbps::new(500),
            valid: Validity { from: now, until: now.plus_days(30) },
            active: true,
        };
        CreateKey { asset, usage, pre_approved: true, details }
    }

    #[track_caller]
    pub fn create(&self, create: CreateKey) -> Token {
        let id = self.bench.act(self.east.boss, Act::CreateKey(create)).grant().expect("a grant");
        Token { id, key: self.bench.grant(self.east, id).key.unwrap() }
    }

    /// A key of East on its Port, of this use.
    #[track_caller]
    pub fn key(&self, usage: KeyUse) -> Token {
        self.create(self.key_on(self.east_port, usage))
    }

    /// A key that East must approve the use of.
    #[track_caller]
    pub fn key_asking(&self, usage: KeyUse) -> Token {
        self.create(CreateKey { pre_approved: false, ..self.key_on(self.east_port, usage) })
    }

    /// What of a key may be edited, as its form would be filled.
    #[track_caller]
    pub fn details(&self, key: &Token) -> KeyDetails {
        let view = self.bench.grant(self.east, key.id);
        let facts = view.service_key.expect("a service key");
        KeyDetails { label: view.name, limit: view.row.limit, valid: facts.valid, active: facts.active }
    }

    /// What West's form would ask for, ending on this VLAN of West's Port.
    pub fn order(&self, key: Key, id: u16) -> RedeemKey {
        self.order_to(key, self.west_port, vlan(id))
    }

    pub fn order_to(&self, key: Key, asset: AssetId, end: ServiceEnd) -> RedeemKey {
        RedeemKey {
            key,
            asset,
            end,
            name: "To East".to_owned(),
            bandwidth: Mbps::new(300),
            reference: "SLR 7".to_owned(),
            term: 12,
            enabled: true,
            own_confirmed: false,
        }
    }

    #[track_caller]
    pub fn redeem(&self, order: RedeemKey) -> ConnectionId {
        self.bench.act(self.west.boss, Act::RedeemKey(order)).connection.expect("a connection")
    }

    /// A key of East on VLAN 100 and the connection that West made with it, from VLAN 200.
    #[track_caller]
    pub fn connected(&self) -> (Token, ConnectionId) {
        let key = self.key(single(100));
        (key, self.redeem(self.order(key.key, 200)))
    }

    /// A key of East on this VLAN and the connection that West made with it, from that one.
    #[track_caller]
    pub fn connected_on(&self, east: u16, west: u16) -> (Token, ConnectionId) {
        let key = self.key(single(east));
        (key, self.redeem(self.order(key.key, west)))
    }

    /// The same, waiting for East's approval.
    #[track_caller]
    pub fn asked(&self) -> (Token, ConnectionId) {
        self.asked_on(100, 200)
    }

    /// The same on these VLANs.
    #[track_caller]
    pub fn asked_on(&self, east: u16, west: u16) -> (Token, ConnectionId) {
        let key = self.key_asking(single(east));
        (key, self.redeem(self.order(key.key, west)))
    }

    /// West moves its end to this VLAN, or would.
    pub fn west_moves(connection: ConnectionId, id: u16) -> Act {
        Act::ChangeEnd(ChangeEnd { connection, side: Side::A, end: vlan(id) })
    }

    /// East moves its end to this VLAN, or would.
    pub fn east_moves(connection: ConnectionId, id: u16) -> Act {
        Act::ChangeEnd(ChangeEnd { connection, side: Side::Z, end: vlan(id) })
    }

    #[track_caller]
    pub fn proposal(&self, firm: Firm, connection: ConnectionId) -> ProposalView {
        self.bench.connection(firm, connection).proposal.expect("a proposal")
    }

    #[track_caller]
    pub fn open(&self, connection: ConnectionId) -> ProposalId {
        let proposal = self.proposal(self.west, connection);
        assert_eq!(proposal.outcome, "", "it waits");
        proposal.id
    }

    #[track_caller]
    pub fn request(&self, firm: Firm, connection: ConnectionId) -> RequestView {
        self.bench.connection(firm, connection).request.expect("a request")
    }

    /// The own end of a company, in words.
    #[track_caller]
    pub fn end(&self, firm: Firm, connection: ConnectionId) -> String {
        self.bench.connection(firm, connection).row.end
    }

    #[track_caller]
    pub fn state(&self, connection: ConnectionId) -> &'static str {
        let words = [self.west, self.east].map(|firm| self.bench.connection(firm, connection).row.state.word());
        assert_eq!(words[0], words[1], "both see the same state");
        words[0]
    }

    pub fn approvals(&self, firm: Firm) -> Approvals {
        self.bench.look(firm, |sight| approvals(sight, firm.boss, (0, 0)))
    }

    pub fn now(&self) -> Timestamp {
        self.bench.desk.now()
    }

    /// To the last instant at which something asked for now can be answered.
    pub fn wait_almost_sixty_days(&self) {
        self.bench.clock.advance(60 * DAY - 1);
    }
}
