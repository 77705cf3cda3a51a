//! The bench: a desk over a journal in memory, with a clock that is set by hand and identities that are the same in
//! every run.

use std::cell::Cell;
use std::rc::Rc;

use crosskey::desk::{Clock, Desk, Ids, ReadOnly, Trouble};
use crosskey::domain::asset::{AssetKind, Port, VirtualDevice};
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::Side;
use crosskey::domain::id::{AssetId, AttemptId, CompanyId, ConnectionId, GrantId, PersonId};
use crosskey::domain::key::Key;
use crosskey::domain::metro::Metro;
use crosskey::domain::permission::{FabricRole, MegaportRole, Roles};
use crosskey::domain::place::{Pin, Place};
use crosskey::domain::profile::{FieldForm, ProfileField, ServiceProfile};
use crosskey::domain::refusal::{Code, Field, Refusal};
use crosskey::domain::terms::Status;
use crosskey::domain::text::Email;
use crosskey::domain::time::{DAY, Day, Timestamp};
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::journal::memory::MemoryJournal;
use crosskey::ledger::command::{
    Act, AssetDetails, Command, CreateToken, Destination, FoundCompany, PersonDetails, Redeem, Spot, TokenDetails,
};
use crosskey::ledger::decide::Warning;
use crosskey::ledger::history::Moment;
use crosskey::ledger::view::connection::ConnectionView;
use crosskey::ledger::view::grant::GrantView;
use crosskey::ledger::view::redemption::Preview;
use crosskey::ledger::view::{connection, grant, inbox, redemption};
use crosskey::ledger::world::{Outcome, Sight};
use uuid::Uuid;

/// When every bench starts: 2026-03-02, 09:30 UTC.
pub const START: i64 = 1_772_443_800_000;
pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;

/// A clock that stands still until it is set.
pub struct HandClock(Cell<i64>);

impl HandClock {
    pub fn at(millis: i64) -> Rc<Self> {
        Rc::new(Self(Cell::new(millis)))
    }

    pub fn set(&self, millis: i64) {
        self.0.set(millis);
    }

    pub fn advance(&self, millis: i64) {
        self.0.set(self.0.get() + millis);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.get())
    }
}

/// Identities that look random and are the same for the same seed.
pub struct SeededIds(Cell<u64>);

impl SeededIds {
    pub fn from(seed: u64) -> Rc<Self> {
        Rc::new(Self(Cell::new(seed.wrapping_mul(0x5851_f42d_4c95_7f2d))))
    }

    fn next(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Ids for SeededIds {
    fn draw(&self) -> Uuid {
        let (high, low) = (self.next(), self.next());
        uuid::Builder::from_random_bytes((u128::from(high) << 64 | u128::from(low)).to_be_bytes()).into_uuid()
    }
}

/// A company and the person who does everything for it unless a test says otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Firm {
    pub company: CompanyId,
    pub boss: PersonId,
}

/// A token as its issuer knows it.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub id: GrantId,
    pub key: Key,
}

pub struct Bench {
    pub desk: Desk,
    pub journal: MemoryJournal,
    pub clock: Rc<HandClock>,
    pub ids: Rc<SeededIds>,
}

impl Bench {
    pub fn new() -> Self {
        Self::over(MemoryJournal::default(), HandClock::at(START), 1)
    }

    pub fn over(journal: MemoryJournal, clock: Rc<HandClock>, seed: u64) -> Self {
        let ids = SeededIds::from(seed);
        let desk = pollster::block_on(Desk::open(Rc::new(journal.clone()), clock.clone(), ids.clone()));
        Self { desk, journal, clock, ids }
    }

    /// Another tab: its own desk, over the same journal and clock.
    pub fn other_tab(&self, seed: u64) -> Self {
        Self::over(self.journal.clone(), self.clock.clone(), seed)
    }

    pub fn command(&self, person: PersonId, act: Act) -> Command {
        Command { person, attempt: AttemptId::new(self.desk.draw()), act }
    }

    pub fn submit(&self, command: Command) -> Result<Outcome, Trouble> {
        pollster::block_on(self.desk.submit(command))
    }

    /// Carries out what must not be refused: one record, whatever it takes.
    #[track_caller]
    pub fn act(&self, person: PersonId, act: Act) -> Outcome {
        let before = self.head();
        let outcome = self.submit(self.command(person, act)).expect("this should have been carried out");
        assert_eq!(self.head(), before + 1, "a command is one record");
        outcome
    }

    /// Tries what must be refused, and sees to it that nothing happened and that the live check says the same.
    #[track_caller]
    pub fn refused(&self, person: PersonId, act: Act) -> Vec<Refusal> {
        let before = self.journal.records();
        let command = self.command(person, act);
        let checked = self.desk.check(&command).expect_err("the live check should refuse this");
        let refusals = match self.submit(command) {
            Err(Trouble::Refused(refusals)) => refusals,
            other => panic!("this should have been refused: {other:?}"),
        };
        assert_eq!(checked, refusals, "the live check says the same as the desk");
        assert_eq!(self.journal.records(), before, "a refusal changes nothing");
        refusals
    }

    /// Tries what must be refused for one reason only.
    #[track_caller]
    pub fn refused_once(&self, person: PersonId, act: Act, code: Code, field: Field) -> Refusal {
        let mut refusals = self.refused(person, act);
        assert_eq!(reasons(&refusals), [(code, field)], "{refusals:?}");
        refusals.remove(0)
    }

    #[track_caller]
    pub fn warnings(&self, person: PersonId, act: Act) -> Vec<Warning> {
        self.desk.check(&self.command(person, act)).expect("this should be allowed")
    }

    /// The newest record's place in the journal.
    pub fn head(&self) -> u64 {
        self.desk.roster(|world| world.head())
    }

    pub fn look<T>(&self, firm: Firm, ask: impl FnOnce(&Sight<'_>) -> T) -> T {
        self.desk.look(firm.boss, ask)
    }

    pub fn today(&self) -> Day {
        self.desk.now().day()
    }

    pub fn advance_days(&self, days: i64) {
        self.clock.advance(days * DAY);
    }

    // Companies and people.

    #[track_caller]
    pub fn found_company(&self, name: &str) -> Firm {
        let boss = PersonId::new(self.desk.draw());
        let person = person_details(&format!("{name} Boss"), &format!("boss@{}.example", slug(name)));
        let outcome = self.act(boss, Act::FoundCompany(FoundCompany { name: name.to_owned(), person }));
        Firm { company: outcome.company.expect("a company"), boss }
    }

    #[track_caller]
    pub fn add_person(&self, firm: Firm, name: &str, roles: Roles) -> PersonId {
        let mut details = person_details(name, &format!("{}@people.example", slug(name)));
        details.roles = roles;
        self.act(firm.boss, Act::AddPerson(details)).person.expect("a person")
    }

    // Assets.

    /// An open port of 10 Gbps in Ashburn.
    #[track_caller]
    pub fn add_port(&self, firm: Firm, name: &str, tagging: Tagging) -> AssetId {
        self.add_asset(firm, port_details(name, "DC", 10, tagging))
    }

    #[track_caller]
    pub fn add_asset(&self, firm: Firm, details: AssetDetails) -> AssetId {
        self.act(firm.boss, Act::AddAsset(details)).asset.expect("an asset")
    }

    /// What an asset is now, as its form would be filled.
    #[track_caller]
    pub fn details_of(&self, firm: Firm, asset: AssetId) -> AssetDetails {
        self.look(firm, |sight| {
            let asset = sight.own_asset(asset).expect("an own asset").clone();
            AssetDetails { name: asset.name, access: asset.access, vendor_id: asset.vendor_id, kind: asset.kind }
        })
    }

    /// An own port, changed by hand.
    #[track_caller]
    pub fn changed_port(&self, firm: Firm, asset: AssetId, change: impl FnOnce(&mut Port)) -> Act {
        let mut details = self.details_of(firm, asset);
        match &mut details.kind {
            AssetKind::Port(port) => change(port),
            _ => panic!("not a port"),
        }
        Act::EditAsset { asset, details }
    }

    #[track_caller]
    pub fn close_port(&self, firm: Firm, asset: AssetId) {
        self.act(firm.boss, self.changed_port(firm, asset, |port| port.open = false));
    }

    #[track_caller]
    pub fn open_port(&self, firm: Firm, asset: AssetId) {
        self.act(firm.boss, self.changed_port(firm, asset, |port| port.open = true));
    }

    /// A port at Megaport, added by somebody of the company who orders there.
    #[track_caller]
    pub fn megaport_port(&self, firm: Firm) -> AssetId {
        let roles = Roles { fabric: None, megaport: Some(MegaportRole::TechnicalAdmin) };
        let admin = self.add_person(firm, &format!("Admin {}", self.head()), roles);
        let details = port_details("Megaport Port", "DC", 10, Tagging::PerConnection);
        self.act(admin, Act::AddAsset(details)).asset.expect("an asset")
    }

    /// A virtual device in Ashburn with so many interfaces, the first of them reserved for management.
    #[track_caller]
    pub fn add_device(&self, firm: Firm, name: &str, interfaces: u16) -> AssetId {
        self.add_asset(firm, device_details(name, "DC", interfaces, &[1]))
    }

    // Tokens.

    /// What the wizard would ask for: up to 1 Gbps for 90 days, for one recipient whom nobody here knows.
    pub fn token_on(&self, asset: AssetId, tag: Tag) -> CreateToken {
        CreateToken {
            side: Side::A,
            asset,
            spot: Spot::Vlan(tag),
            remote: false,
            details: TokenDetails {
                name: String::new(),
                description: String::new(),
                expires: self.today().plus(90),
                limit: Mbps::gbps(1),
                recipients: vec![email("guest@elsewhere.example")],
            },
        }
    }

    #[track_caller]
    pub fn create(&self, firm: Firm, create: CreateToken) -> Token {
        let id = self.act(firm.boss, Act::CreateToken(create)).grant().expect("a grant");
        Token { id, key: self.grant(firm, id).key.unwrap() }
    }

    /// A token on this place, as the wizard offers it.
    #[track_caller]
    pub fn create_token(&self, firm: Firm, asset: AssetId, tag: Tag) -> Token {
        self.create(firm, self.token_on(asset, tag))
    }

    /// What the wizard would ask for a Z-side token: up to 1 Gbps for 90 days.
    pub fn z_token_on(&self, asset: AssetId, spot: Spot) -> CreateToken {
        CreateToken { side: Side::Z, spot, ..self.token_on(asset, Tag::Untagged) }
    }

    /// A Z-side token at this spot, as the wizard offers it.
    #[track_caller]
    pub fn create_z_token(&self, firm: Firm, asset: AssetId, spot: Spot) -> Token {
        self.create(firm, self.z_token_on(asset, spot))
    }

    #[track_caller]
    pub fn grant(&self, firm: Firm, id: GrantId) -> GrantView {
        self.look(firm, |sight| grant::grant(sight, firm.boss, id)).expect("a grant of this company")
    }

    #[track_caller]
    pub fn status(&self, firm: Firm, id: GrantId) -> Status {
        self.grant(firm, id).row.status.status
    }

    /// What may be edited of a token, as its form would be filled.
    #[track_caller]
    pub fn token_details(&self, firm: Firm, id: GrantId) -> TokenDetails {
        let view = self.grant(firm, id);
        TokenDetails {
            name: view.name,
            description: view.description,
            expires: view.expires_on,
            limit: view.row.limit,
            recipients: view.recipients.iter().map(|address| email(address)).collect(),
        }
    }

    pub fn preview(&self, firm: Firm, key: &Key) -> Result<Preview, Refusal> {
        self.look(firm, |sight| redemption::preview(sight, firm.boss, key))
    }

    // Connections.

    #[track_caller]
    pub fn redeem(&self, firm: Firm, redeem: Redeem) -> ConnectionId {
        self.act(firm.boss, Act::Redeem(redeem)).connection.expect("a connection")
    }

    #[track_caller]
    pub fn connection(&self, firm: Firm, id: ConnectionId) -> ConnectionView {
        self.look(firm, |sight| connection::connection(sight, firm.boss, id)).expect("a connection of this company")
    }

    #[track_caller]
    pub fn delete_connection(&self, firm: Firm, connection: ConnectionId) {
        self.act(firm.boss, Act::DeleteConnection { connection, confirmed: true });
    }

    // Notices and history.

    pub fn notices(&self, firm: Firm) -> Vec<String> {
        self.look(firm, |sight| inbox::inbox(sight, 0).rows.into_iter().map(|row| row.text).collect())
    }

    pub fn unread(&self, firm: Firm) -> usize {
        self.look(firm, inbox::unread)
    }

    pub fn history(&self, firm: Firm, id: Uuid) -> Vec<Moment> {
        pollster::block_on(self.desk.history(firm.boss, id)).expect("a history")
    }
}

/// Two companies that have a Dot1q port each in Ashburn: where most stories start.
pub struct Pair {
    pub bench: Bench,
    /// Creates the tokens.
    pub west: Firm,
    pub west_port: AssetId,
    /// Redeems them.
    pub east: Firm,
    pub east_port: AssetId,
}

impl Pair {
    pub fn new() -> Self {
        let bench = Bench::new();
        let west = bench.found_company("West Company");
        let west_port = bench.add_port(west, "West Port", Tagging::Dot1q);
        let east = bench.found_company("East Company");
        let east_port = bench.add_port(east, "East Port", Tagging::Dot1q);
        Self { bench, west, west_port, east, east_port }
    }

    /// A token of West on this VLAN.
    #[track_caller]
    pub fn token(&self, vlan: u16) -> Token {
        self.bench.create_token(self.west, self.west_port, Tag::Dot1q(vlan))
    }

    /// What East's form would ask for, ending on this VLAN of East's port.
    pub fn order(&self, key: Key, vlan: u16) -> Redeem {
        order_to_port(key, self.east_port, Tag::Dot1q(vlan))
    }

    /// A token of West on VLAN 100 and the connection that East made with it, ending on VLAN 200.
    #[track_caller]
    pub fn connected(&self) -> (Token, ConnectionId) {
        let token = self.token(100);
        let connection = self.bench.redeem(self.east, self.order(token.key, 200));
        (token, connection)
    }
}

// What forms hold.

pub fn email(address: &str) -> Email {
    Email::parse(address, Field::Email).expect("an e-mail address")
}

pub fn metro(code: &str) -> Metro {
    Metro::parse(code).expect("a metro")
}

/// What a token on a port says of its place.
pub const fn at_vlan(tag: Tag) -> Pin {
    Pin::At(Place::Vlan(tag))
}

pub fn fabric(role: FabricRole) -> Roles {
    Roles { fabric: Some(role), megaport: None }
}

pub fn person_details(name: &str, address: &str) -> PersonDetails {
    PersonDetails { name: name.to_owned(), email: email(address), roles: fabric(FabricRole::FabricManager) }
}

pub fn port_details(name: &str, code: &str, gbps: u32, tagging: Tagging) -> AssetDetails {
    let port = Port { metro: metro(code), speed: Mbps::gbps(gbps), tagging, open: true };
    AssetDetails { name: name.to_owned(), access: None, vendor_id: None, kind: AssetKind::Port(port) }
}

pub fn device_details(name: &str, code: &str, interfaces: u16, reserved: &[u16]) -> AssetDetails {
    let device = VirtualDevice { metro: metro(code), interfaces, reserved: reserved.to_vec() };
    AssetDetails { name: name.to_owned(), access: None, vendor_id: None, kind: AssetKind::VirtualDevice(device) }
}

pub fn profile_details(name: &str, codes: &[&str], fields: &[(&str, FieldForm)]) -> AssetDetails {
    let field = |(label, form): &(&str, FieldForm)| ProfileField { label: (*label).to_owned(), form: *form };
    let profile = ServiceProfile {
        metros: codes.iter().map(|code| metro(code)).collect(),
        fields: fields.iter().map(field).collect(),
    };
    AssetDetails { name: name.to_owned(), access: None, vendor_id: None, kind: AssetKind::ServiceProfile(profile) }
}

/// What the redeemer supplies: 500 Mbps to this place.
pub fn order_to_port(key: Key, asset: AssetId, tag: Tag) -> Redeem {
    order_to(key, Destination::Port { asset, tag })
}

pub fn order_to(key: Key, end: Destination) -> Redeem {
    Redeem {
        key,
        end,
        name: "link-1".to_owned(),
        bandwidth: Mbps::new(500),
        notify: vec![email("noc@elsewhere.example")],
        purchase_order: String::new(),
        own_confirmed: false,
    }
}

/// Codes and fields, in the order given.
pub fn reasons(refusals: &[Refusal]) -> Vec<(Code, Field)> {
    refusals.iter().map(|refusal| (refusal.code, refusal.field)).collect()
}

pub fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

/// Whether the desk only reads because its clock lies behind.
pub fn clock_is_behind(bench: &Bench) -> bool {
    matches!(bench.desk.read_only(), Some(ReadOnly::ClockBehind { .. }))
}
