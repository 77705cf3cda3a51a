//! The demo: a ledger of its own, filled through the same commands that people give (A8).

use std::cell::Cell;
use std::rc::Rc;

use crosskey::browser::indexed_db::delete;
use crosskey::browser::places;
use crosskey::browser::settings::Settings;
use crosskey::desk::{Desk, Lead, Trouble};
use crosskey::domain::asset::{AssetKind, Mcr, Port, VirtualDevice};
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::Side;
use crosskey::domain::id::{AssetId, AttemptId, PersonId};
use crosskey::domain::metro::Metro;
use crosskey::domain::permission::{FabricRole, MegaportRole, Roles};
use crosskey::domain::profile::{FieldForm, ProfileField, ServiceProfile};
use crosskey::domain::refusal::{Field, Refusal};
use crosskey::domain::text::Email;
use crosskey::domain::time::Validity;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::domain::vlan_choice::VlanChoice;
use crosskey::ledger::command::{
    Act, AssetDetails, Command, CreateKey, CreateToken, Destination, FoundCompany, KeyDetails, KeyUse, PersonDetails,
    Redeem, RedeemKey, ServiceEnd, Spot, TokenDetails,
};
use crosskey::ledger::view::grant::grant;
use crosskey::ledger::world::Outcome;
use leptos::task::spawn_local;

use super::frame::reload;
use super::session::{Session, Storage};

/// The name of the demo's ledger.
pub const LEDGER: &str = "demo";

/// Shows the demo ledger. Where nothing can be stored no choice outlives a reload, so the story is told in this tab.
pub fn enter(session: Session) {
    if session.storage() != Storage::Kept {
        let desk = session.desk(Rc::clone);
        spawn_local(async move {
            if let Some(person) = fill(&desk).await {
                session.begin_demo();
                session.act_as(person);
            }
        });
        return;
    }
    if !session.settings(|settings| settings.lasting()) {
        session.say(
            "This browser does not let the page remember a choice, so the demo cannot be opened beside your ledger.",
        );
        return;
    }
    session.settings(|settings| settings.set_ledger(LEDGER));
    reload();
}

/// Shows the own ledger again.
pub fn leave(session: Session) {
    session.settings(|settings| settings.set_ledger(&settings.home()));
    reload();
}

/// How many days the demo's clock is ahead; asked again when it is put further.
pub fn days_ahead(session: Session) -> i64 {
    session.track();
    session.ahead(|ahead| ahead.lead().days())
}

/// Puts the demo's clock ahead, in all tabs that show it.
pub fn put_ahead(session: Session, days: i64) {
    session.ahead(|ahead| ahead.put(ahead.lead().later(days)));
    session.look_again();
}

/// Where it is kept how far the demo's clock is ahead: where its ledger is, and as long.
#[derive(Clone)]
pub enum Ahead {
    /// In this browser, for all tabs.
    Kept(Rc<Settings>),
    /// In this tab's memory.
    Memory(Rc<Cell<Lead>>),
}

impl Ahead {
    /// How far it is ahead.
    pub fn lead(&self) -> Lead {
        match self {
            Self::Kept(settings) => settings.lead(LEDGER),
            Self::Memory(lead) => lead.get(),
        }
    }

    fn put(&self, lead: Lead) {
        match self {
            Self::Kept(settings) => settings.set_lead(LEDGER, lead),
            Self::Memory(kept) => kept.set(lead),
        }
    }
}

/// Forgets all that was tried in the demo, and its clock.
pub fn start_afresh(session: Session) {
    let name = places::database_name(&places::base_path(), LEDGER);
    spawn_local(async move {
        match delete(&name).await {
            Ok(()) => {
                session.settings(|settings| settings.forget_ledger(LEDGER));
                reload();
            }
            Err(error) => session.say(&error.to_string()),
        }
    });
}

/// Fills the demo ledger. What was told before is not told again, for the attempts are fixed (R8): a second tab, or a
/// visit after one that was cut off, adds only what is missing. Answers who acts first.
pub async fn fill(desk: &Desk) -> Option<PersonId> {
    tell(&mut Script { desk, next: 0 }).await.ok()
}

/// Gives commands one after the other, each with a fixed attempt and fixed people.
struct Script<'a> {
    desk: &'a Desk,
    next: u128,
}

/// The identities of the demo's people and attempts; anything fixed will do.
const FIRST: u128 = 0xde30_0000_0000_4000_8000_0000_0000_0000;

/// The identities of its assets at their vendors; nothing real has them.
const AT_VENDOR: u128 = 0xde30_a55e_0000_4000_8000_0000_0000_0000;

impl Script<'_> {
    fn fixed(&mut self) -> uuid::Uuid {
        self.next += 1;
        uuid::Uuid::from_u128(FIRST + self.next)
    }

    async fn act(&mut self, person: PersonId, act: Act) -> Result<Outcome, Trouble> {
        let attempt = AttemptId::new(self.fixed());
        self.desk.submit(Command { person, attempt, act }).await
    }

    async fn found(&mut self, company: &str, name: &str, email: &str) -> Result<PersonId, Trouble> {
        let person = PersonId::new(self.fixed());
        let roles = Roles { fabric: Some(FabricRole::FabricManager), megaport: Some(MegaportRole::CompanyAdmin) };
        let details = PersonDetails { name: name.to_owned(), email: address(email)?, roles };
        self.act(person, Act::FoundCompany(FoundCompany { name: company.to_owned(), person: details })).await?;
        Ok(person)
    }

    async fn colleague(&mut self, by: PersonId, name: &str, email: &str, fabric: FabricRole) -> Result<(), Trouble> {
        let roles = Roles { fabric: Some(fabric), megaport: None };
        let details = PersonDetails { name: name.to_owned(), email: address(email)?, roles };
        self.act(by, Act::AddPerson(details)).await.map(drop)
    }

    async fn asset(&mut self, by: PersonId, name: &str, kind: AssetKind) -> Result<AssetId, Trouble> {
        // What the vendor's portal would show (A7), so that what is handed over there is whole.
        let vendor_id = Some(uuid::Uuid::from_u128(AT_VENDOR + self.next).to_string());
        let details = AssetDetails { name: name.to_owned(), access: None, vendor_id, kind };
        let outcome = self.act(by, Act::AddAsset(details)).await?;
        outcome.asset.ok_or(Trouble::Refused(vec![]))
    }

    async fn token(&mut self, by: PersonId, asset: AssetId, tag: Tag, wish: Wish) -> Result<Outcome, Trouble> {
        self.create(by, Side::A, asset, Spot::Vlan(tag), wish).await
    }

    async fn create(
        &mut self,
        by: PersonId,
        side: Side,
        asset: AssetId,
        spot: Spot,
        wish: Wish,
    ) -> Result<Outcome, Trouble> {
        let details = TokenDetails {
            name: wish.name.to_owned(),
            description: String::new(),
            expires: self.desk.now().day().plus(wish.days),
            limit: Mbps::new(wish.limit),
            recipients: vec![address(wish.to)?],
        };
        self.act(by, Act::CreateToken(CreateToken { side, asset, spot, remote: wish.remote, details })).await
    }

    /// A service key that is valid from the first to the second of these days from now on.
    async fn key(
        &mut self,
        by: PersonId,
        asset: AssetId,
        label: &str,
        days: (i64, i64),
        usage: KeyUse,
        pre_approved: bool,
    ) -> Result<Outcome, Trouble> {
        let today = self.desk.now().day();
        let valid = Validity { from: today.plus(days.0).start(), until: today.plus(days.1).start() };
        let details = KeyDetails { label: label.to_owned(), limit: Mbps::new(500), valid, active: true };
        self.act(by, Act::CreateKey(CreateKey { asset, usage, pre_approved, details })).await
    }
}

/// What a token of the demo offers.
struct Wish {
    name: &'static str,
    to: &'static str,
    limit: u32,
    days: i64,
    remote: bool,
}

fn address(text: &str) -> Result<Email, Trouble> {
    Email::parse(text, Field::Email).map_err(|refusal: Refusal| Trouble::Refused(vec![refusal]))
}

fn port(code: &str, speed: u32, tagging: Tagging) -> AssetKind {
    AssetKind::Port(Port { metro: metro(code), speed: Mbps::gbps(speed), tagging, open: true })
}

fn metro(code: &str) -> Metro {
    Metro::parse(code).unwrap_or_else(Metro::unknown)
}

fn device(code: &str, interfaces: u16, reserved: &[u16]) -> AssetKind {
    AssetKind::VirtualDevice(VirtualDevice { metro: metro(code), interfaces, reserved: reserved.to_vec() })
}

fn profile(metros: &[&str], fields: &[(&str, FieldForm)]) -> AssetKind {
    let metros = metros.iter().filter_map(|code| Metro::parse(code)).collect();
    let field = |(label, form): &(&str, FieldForm)| ProfileField { label: (*label).to_owned(), form: *form };
    AssetKind::ServiceProfile(ServiceProfile { metros, fields: fields.iter().map(field).collect() })
}

/// The story: West hands over places on its port, East has used one of them and may use the others.
async fn tell(script: &mut Script<'_>) -> Result<PersonId, Trouble> {
    let west = script.found("West Company", "Wanda West", "wanda@west.example").await?;
    script.colleague(west, "Walt Winters", "walt@west.example", FabricRole::FabricViewer).await?;
    let east = script.found("East Company", "Emil East", "emil@east.example").await?;
    script.colleague(east, "Edda Ek", "edda@east.example", FabricRole::FabricConnectionManager).await?;
    let cloud = script.found("Nimbus Cloud", "Nina Nimbus", "nina@nimbus.example").await?;

    let dc = script.asset(west, "Port DC-7", port("DC", 10, Tagging::Dot1q)).await?;
    let ny = script.asset(west, "Port NY-2", port("NY", 1, Tagging::Qinq)).await?;
    let east_dc = script.asset(east, "Port DC-1", port("DC", 1, Tagging::Dot1q)).await?;
    script.asset(east, "Port FR-3", port("FR", 10, Tagging::Dot1q)).await?;
    let account = [("AWS account number", FieldForm::AwsAccount)];
    script.asset(cloud, "Nimbus Direct Connect", profile(&["DC", "NY", "FR"], &account)).await?;
    let pairing = [("Pairing key", FieldForm::GooglePairingKey)];
    script.asset(cloud, "Nimbus Interconnect", profile(&["DC", "SV"], &pairing)).await?;

    let branch = Wish { name: "Branch Denver", to: "emil@east.example", limit: 1000, days: 60, remote: false };
    let used = script.token(west, dc, Tag::Dot1q(200), branch).await?;
    let backup = Wish { name: "Backup path to Nimbus", to: "emil@east.example", limit: 500, days: 90, remote: false };
    script.token(west, dc, Tag::Dot1q(1400), backup).await?;
    let soon = Wish { name: "Trial for East", to: "edda@east.example", limit: 50, days: 3, remote: true };
    script.token(west, ny, Tag::Qinq { s: 120, c: Some(7) }, soon).await?;

    let key =
        used.grant().and_then(|id| script.desk.look(west, |sight| grant(sight, west, id))).and_then(|view| view.key);
    if let Some(key) = key {
        let redeem = Redeem {
            key,
            end: Destination::Port { asset: east_dc, tag: Tag::Dot1q(30) },
            name: "denver-uplink".to_owned(),
            bandwidth: Mbps::new(500),
            notify: vec![address("emil@east.example")?],
            purchase_order: String::new(),
            own_confirmed: false,
        };
        script.act(east, Act::Redeem(redeem)).await?;
    }
    edge(script, west, east).await?;
    megaport(script, west, east).await?;
    Ok(west)
}

/// And a device on Network Edge: West hands over one of its interfaces, East could take it from a port or a device.
/// What is added to the demo comes last, so that the attempts of those before stay what they were.
async fn edge(script: &mut Script<'_>, west: PersonId, east: PersonId) -> Result<(), Trouble> {
    let router = script.asset(west, "Router DC-2", device("DC", 10, &[1, 2])).await?;
    script.asset(east, "Firewall DC-5", device("DC", 4, &[1])).await?;
    let south = Wish { name: "Router for South", to: "sam@south.example", limit: 1000, days: 90, remote: true };
    script.create(west, Side::Z, router, Spot::NextInterface, south).await.map(drop)
}

/// And services at Megaport: East used a key of West's and waits for the approval; another key is for later.
async fn megaport(script: &mut Script<'_>, west: PersonId, east: PersonId) -> Result<(), Trouble> {
    let port_of_west = script.asset(west, "Megaport DC-W", port("DC", 10, Tagging::PerConnection)).await?;
    let router = AssetKind::Mcr(Mcr { metro: metro("DC"), speed: Mbps::gbps(10), asn: 64_512 });
    let router = script.asset(west, "Cloud Router DC", router).await?;
    let port_of_east = script.asset(east, "Megaport DC-E", port("DC", 10, Tagging::PerConnection)).await?;

    let single = KeyUse::Single(ServiceEnd::Port(VlanChoice::Id(310)));
    let asks = script.key(west, port_of_west, "East asks first", (0, 30), single, false).await?;
    script.key(west, router, "Routers of partners", (7, 60), KeyUse::Multi { vnic: None }, true).await?;
    let key =
        asks.grant().and_then(|id| script.desk.look(west, |sight| grant(sight, west, id))).and_then(|view| view.key);
    let Some(key) = key else { return Ok(()) };
    let redeem = RedeemKey {
        key,
        asset: port_of_east,
        end: ServiceEnd::Port(VlanChoice::Id(410)),
        name: "west-megaport".to_owned(),
        bandwidth: Mbps::new(300),
        reference: "PO 4711".to_owned(),
        term: 12,
        enabled: true,
        own_confirmed: false,
    };
    script.act(east, Act::RedeemKey(redeem)).await.map(drop)
}
