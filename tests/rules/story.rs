//! Random stories of three companies: commands good and bad, judged as the desk judges them, over a bare world.

use std::collections::{HashMap, HashSet};

use crosskey::desk::Ids;
use crosskey::domain::asset::{AssetKind, PORT_SPEEDS, Port, System};
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::Side;
use crosskey::domain::id::{AssetId, AttemptId, CompanyId, ConnectionId, GrantId, PersonId};
use crosskey::domain::key::Key;
use crosskey::domain::permission::{FabricRole, MegaportRole, Roles};
use crosskey::domain::profile::FieldForm;
use crosskey::domain::proposal::Change;
use crosskey::domain::refusal::Refusal;
use crosskey::domain::terms::{Kind, Status};
use crosskey::domain::text::Email;
use crosskey::domain::time::{Day, Timestamp};
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::audience::{Audience, audience};
use crosskey::ledger::command::{
    Act, AssetDetails, Command, CreateToken, Destination, FoundCompany, Redeem, Spot, TokenDetails,
};
use crosskey::ledger::decide::{Decision, decide};
use crosskey::ledger::event::{Entry, Event};
use crosskey::ledger::react::react;
use crosskey::ledger::view::inventory::{Filter, inventory};
use crosskey::ledger::view::{
    approval, asset, company, connection, export, grant, inbox, overview, redemption, service,
};
use crosskey::ledger::world::World;
use crosskey::ledger::{history, inbox as notices};
use proptest::collection::vec;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use uuid::Uuid;

use crate::partners;
use crate::support::{
    HOUR, START, SeededIds, device_details, email, metro, person_details, port_details, profile_details,
};

/// What a story is told from: which command, and the numbers that choose its details.
pub type Step = (u8, [u16; 6]);

pub fn steps(longest: usize) -> impl Strategy<Value = Vec<Step>> {
    vec((0..50_u8, proptest::array::uniform6(0..1000_u16)), 1..longest)
}

/// Runs a property over random stories, the same ones in every run.
#[track_caller]
pub fn for_stories(cases: u32, longest: usize, property: impl Fn(&[Step])) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&steps(longest), |steps| {
        property(&steps);
        Ok(())
    });
    outcome.unwrap();
}

/// One of the three companies, and what it could name.
pub struct Actor {
    pub company: CompanyId,
    pub people: Vec<PersonId>,
    letter: char,
    /// Its own VLANs, so that nobody else's text may have them.
    pub vlans: u16,
    /// Its own interfaces, likewise: those before are reserved.
    pub interfaces: u16,
    /// Its own networks, likewise: the second number of their addresses.
    pub network: u16,
}

pub struct Story {
    pub world: World,
    pub entries: Vec<Entry>,
    pub actors: Vec<Actor>,
    /// Those on Fabric.
    pub assets: Vec<AssetId>,
    /// Those at Megaport.
    pub services: Vec<AssetId>,
    /// The tokens.
    pub grants: Vec<(GrantId, Key)>,
    /// The service keys.
    pub keys: Vec<(GrantId, Key)>,
    pub connections: Vec<ConnectionId>,
    /// Those of them at Megaport.
    pub lines: Vec<ConnectionId>,
    ids: std::rc::Rc<SeededIds>,
    clock: i64,
    marks: u32,
    /// What each company was refused with.
    pub refusals: Vec<(CompanyId, Vec<Refusal>)>,
}

/// The beginning of every mark that this company's private words carry.
pub fn mark_of(actor: &Actor) -> String {
    format!("zz{}", actor.letter)
}

/// VLANs, interfaces and networks, by their numbers.
#[derive(PartialEq, Eq, Debug)]
pub struct Places {
    vlans: HashSet<u16>,
    interfaces: HashSet<u16>,
    networks: HashSet<u16>,
}

impl Places {
    /// Those of a company, but for the VLANs that were `disclosed`.
    pub fn of(actor: &Actor, disclosed: &HashSet<u16>) -> Self {
        let at_megaport = actor.vlans + MEGAPORT..actor.vlans + MEGAPORT + 6;
        let vlans = (actor.vlans..actor.vlans + 6).chain(at_megaport).filter(|vlan| !disclosed.contains(vlan));
        let interfaces = actor.interfaces..actor.interfaces + INTERFACES;
        Self { vlans: vlans.collect(), interfaces: interfaces.collect(), networks: HashSet::from([actor.network]) }
    }

    /// Those that show in a text.
    pub fn shown_in(text: &str) -> Self {
        let after = |words: &[&str]| words.iter().flat_map(|word| numbers_after(text, word)).collect();
        Self {
            vlans: after(&["VLAN ", "S-tag ", "C-tag ", "Dot1q(", "s: ", "c: Some("]),
            interfaces: after(&["interface ", "Interface ", "Interface("]),
            networks: after(&["10."]),
        }
    }

    /// What both have.
    pub fn common(&self, other: &Self) -> Vec<u16> {
        let common = |one: &HashSet<u16>, other: &HashSet<u16>| one.intersection(other).copied().collect::<Vec<_>>();
        let vlans = common(&self.vlans, &other.vlans);
        [vlans, common(&self.interfaces, &other.interfaces), common(&self.networks, &other.networks)].concat()
    }
}

fn numbers_after<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = u16> + 'a {
    text.match_indices(word).filter_map(|(at, word)| {
        let digits = text[at + word.len()..].split(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse().ok()
    })
}

/// What lies between a company's VLANs on Fabric and those at Megaport.
pub const MEGAPORT: u16 = 100;

/// What every password has, and no text ever.
pub const PASSWORD: &str = "PwPw";

/// How many free interfaces a device starts with.
const INTERFACES: u16 = 6;

impl Story {
    pub fn begin() -> Self {
        let mut story = Self {
            world: World::default(),
            entries: vec![],
            actors: vec![],
            assets: vec![],
            services: vec![],
            grants: vec![],
            keys: vec![],
            connections: vec![],
            lines: vec![],
            ids: SeededIds::from(5),
            clock: START,
            marks: 0,
            refusals: vec![],
        };
        for (at, (letter, name)) in [('a', "Alpha"), ('b', "Beta"), ('c', "Gamma")].into_iter().enumerate() {
            story.found(letter, name, 1100 * (u16::try_from(at).unwrap() + 1));
        }
        let profile = profile_details("Direct Line", &["DC", "NY"], &[("Note", FieldForm::Text)]);
        story.tell(story.actors[2].people[0], Act::AddAsset(profile));
        story
    }

    /// A company whose boss does everything, with one person of each other kind and an open port in Ashburn.
    fn found(&mut self, letter: char, name: &str, vlans: u16) {
        let boss = PersonId::new(self.ids.draw());
        let at = self.actors.len();
        let interfaces = 11 + 10 * u16::try_from(at).unwrap();
        let company = CompanyId::new(Uuid::nil());
        let network = 11 * (u16::try_from(at).unwrap() + 1);
        self.actors.push(Actor { company, people: vec![boss], letter, vlans, interfaces, network });
        // The boss's address is the one that others may know.
        let mut person = person_details(&self.mark(at), &format!("boss@{letter}.example"));
        person.roles.megaport = Some(MegaportRole::CompanyAdmin);
        self.tell(boss, Act::FoundCompany(FoundCompany { name: name.to_owned(), person }));
        for role in [FabricRole::FabricViewer, FabricRole::FabricServiceProvider] {
            let mark = self.mark(at);
            let mut person = person_details(&mark, &format!("{mark}@people.example"));
            person.roles = Roles { fabric: Some(role), megaport: None };
            self.tell(boss, Act::AddPerson(person));
        }
        for code in ["DC", "NY"] {
            let mark = self.mark(at);
            self.tell(boss, Act::AddAsset(port_details(&mark, code, 10, Tagging::Dot1q)));
        }
        let device = self.device(at, "DC", 0);
        self.tell(boss, Act::AddAsset(device));
        for details in [partners::port, partners::port, partners::mcr, partners::mve] {
            let mark = self.mark(at);
            self.tell(boss, Act::AddAsset(details(&mark, "DC")));
        }
    }

    /// A device whose free interfaces are the company's own, `more` of them besides.
    fn device(&mut self, at: usize, code: &str, more: u16) -> AssetDetails {
        let mark = self.mark(at);
        let first = self.actors[at].interfaces;
        let reserved: Vec<u16> = (1..first).collect();
        device_details(&mark, code, first - 1 + INTERFACES - more, &reserved)
    }

    pub fn mark(&mut self, actor: usize) -> String {
        self.marks += 1;
        format!("{}{}", mark_of(&self.actors[actor]), self.marks)
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.clock).max(self.world.newest())
    }

    /// The company that a person acts for in this story.
    fn actor_of(&self, person: PersonId) -> usize {
        self.actors.iter().position(|actor| actor.people.contains(&person)).expect("somebody of the story")
    }

    fn command(&self, person: PersonId, act: Act) -> Command {
        Command { person, attempt: AttemptId::new(self.ids.draw()), act }
    }

    /// Carries a command out or has it refused, as the desk would.
    pub fn tell(&mut self, person: PersonId, act: Act) {
        let command = self.command(person, act);
        self.judge(&command);
    }

    pub fn decide_over(&self, world: &World, command: &Command) -> Result<Decision, Vec<Refusal>> {
        let ids = SeededIds::from(u64::try_from(self.entries.len()).unwrap() + 1000);
        decide(&world.sight_of(command.person, self.now()), command, &mut || ids.draw())
    }

    pub fn judge(&mut self, command: &Command) {
        let now = self.now();
        let decided = self.decide_over(&self.world, command).and_then(|decision| {
            let more = react(&self.world, now, &decision.events)?;
            Ok([decision.events, more].concat())
        });
        let at = self.actor_of(command.person);
        match decided {
            Ok(events) => self.add(at, command, now, events),
            Err(refusals) => self.refusals.push((self.actors[at].company, refusals)),
        }
    }

    fn add(&mut self, at: usize, command: &Command, now: Timestamp, events: Vec<Event>) {
        for event in &events {
            match event {
                Event::CompanyFounded(company) => self.actors[at].company = company.id,
                Event::PersonAdded(person) if !self.actors[at].people.contains(&person.id) => {
                    self.actors[at].people.push(person.id);
                }
                Event::AssetAdded(asset) if asset.system() == System::Megaport => self.services.push(asset.id),
                Event::AssetAdded(asset) => self.assets.push(asset.id),
                Event::GrantCreated(created) if created.terms.kind == Kind::ServiceKey => {
                    self.keys.push((created.grant, created.key));
                }
                Event::GrantCreated(created) => self.grants.push((created.grant, created.key)),
                Event::GrantBound(bound) => {
                    let known = self.grants.iter_mut().chain(&mut self.keys).find(|(id, _)| *id == bound.grant);
                    known.expect("a grant").1 = bound.key;
                }
                Event::Connected(made) => self.connections.push(made.connection),
                Event::ServiceOrdered { connection, .. } => self.lines.push(*connection),
                _ => {}
            }
        }
        let entry = Entry {
            seq: self.world.head() + 1,
            at: now,
            attempt: command.attempt,
            person: command.person,
            company: self.actors[at].company,
            events,
        };
        self.world.apply(&entry);
        self.entries.push(entry);
    }

    /// The command that a step asks for; none when time passes instead.
    pub fn next(&mut self, (kind, by): &Step) -> Option<Command> {
        let pick = |list: usize, by: u16| usize::from(by) % list;
        let at = self.acting(*kind, by).unwrap_or(pick(3, by[0]));
        // Mostly the boss, who may do everything.
        let people = &self.actors[at].people;
        let person = people[if by[1] < 850 { 0 } else { pick(people.len(), by[1]) }];
        let asset = self.assets[self.prefer_own(at, by[2])];
        let grant = self.any_grant(at, by[3]);
        let connection = self.any_connection(at, by[3]);
        let mark = self.mark(at);
        let device = self.device(at, ["DC", "NY"][pick(2, by[3])], by[4] % 3);
        let act = match kind {
            0 if by[5].is_multiple_of(3) => Act::AddAsset(device),
            0 => Act::AddAsset(self.port(&mark, by)),
            1 if by[5].is_multiple_of(2) => Act::EditAsset { asset, details: device },
            1 => Act::EditAsset { asset, details: self.port(&mark, by) },
            2 if by[4] % 3 == 0 => self.edited(asset, |port| port.open = false),
            2 | 3 => self.edited(asset, |port| port.open = true),
            4 => Act::RemoveAsset(asset),
            5 => {
                let mut person = person_details(&mark, &format!("{mark}@people.example"));
                person.roles.fabric = Some(FabricRole::ALL[pick(6, by[2])]);
                Act::AddPerson(person)
            }
            6 => Act::EditPerson {
                person: self.actors[pick(3, by[2])].people[pick(3, by[3])],
                details: person_details(&mark, &format!("{mark}@people.example")),
            },
            7..=12 => Act::CreateToken(CreateToken {
                side: if self.is_device(asset) || by[5].is_multiple_of(2) { Side::Z } else { Side::A },
                asset,
                spot: self.spot(at, asset, by),
                remote: by[4] % 3 > 0,
                details: self.details(&mark, by),
            }),
            13 => Act::EditToken { grant, details: self.details(&mark, by) },
            14 => Act::DeleteToken(grant),
            15 => Act::ReplaceToken { grant, expires: self.day(by[4]) },
            16..=20 => Act::Redeem(self.redeem(at, &mark, asset, by)),
            21 => Act::RenameConnection { connection, name: mark },
            22 => Act::ChangeBandwidth { connection, bandwidth: bandwidth(by[4]) },
            23 => Act::DeleteConnection { connection, confirmed: by[4] % 5 > 0 },
            24 => Act::ReadInbox(Timestamp::from_millis(self.now().millis() - i64::from(by[4] % 3) * HOUR)),
            25 => {
                // An hour, or a fortnight, or as long as requests are kept, or a little back.
                self.clock += [HOUR, HOUR, 14 * 24 * HOUR, 14 * 24 * HOUR, 60 * 24 * HOUR, -HOUR / 12][pick(6, by[4])];
                return None;
            }
            26..=47 => self.megaport(*kind, at, &mark, by),
            _ => self.adopt(at, &mark, by),
        };
        Some(self.command(person, act))
    }

    /// Tells a whole story, of companies that have connections with each other already.
    pub fn told(steps: &[Step]) -> Self {
        let mut story = Self::begin();
        story.connect_at_megaport();
        story.go_on(steps);
        story
    }

    pub fn go_on(&mut self, steps: &[Step]) {
        for step in steps {
            if let Some(command) = self.next(step) {
                self.judge(&command);
            }
        }
    }

    fn prefer_own(&self, at: usize, by: u16) -> usize {
        let company = self.actors[at].company;
        let own = |id: &AssetId| self.world.sight(company, self.now()).own_asset(*id).is_some();
        let found = self.assets.iter().cycle().skip(usize::from(by) % self.assets.len()).take(self.assets.len());
        let mut found = found.filter(|id| by >= 900 || own(id));
        let id = found.next().unwrap_or(&self.assets[0]);
        self.assets.iter().position(|asset| asset == id).expect("an asset")
    }

    /// Mostly one of the own, at times another company's, or one that nobody has.
    fn any_grant(&self, at: usize, by: u16) -> GrantId {
        let sight = self.world.sight(self.actors[at].company, self.now());
        let own = |id: &GrantId| by >= 900 || sight.own_grant(*id).is_some();
        let found: Vec<_> = self.grants.iter().map(|(id, _)| *id).filter(own).collect();
        found.get(usize::from(by) % found.len().max(1)).copied().unwrap_or(GrantId::new(Uuid::from_u128(1)))
    }

    fn any_connection(&self, at: usize, by: u16) -> ConnectionId {
        let sight = self.world.sight(self.actors[at].company, self.now());
        let own = |id: &ConnectionId| by >= 900 || sight.connection(*id).is_some();
        let found: Vec<_> = self.connections.iter().copied().filter(own).collect();
        found.get(usize::from(by) % found.len().max(1)).copied().unwrap_or(ConnectionId::new(Uuid::from_u128(1)))
    }

    fn port(&self, mark: &str, by: &[u16; 6]) -> AssetDetails {
        let code = ["DC", "NY", "SV"][usize::from(by[3]) % 3];
        let mut details = port_details(mark, code, 10, Tagging::FABRIC[usize::from(by[4]) % 3]);
        details.vendor_id = Some(format!("{mark}v"));
        details.access = by[5].is_multiple_of(7).then(|| vec![self.actors[usize::from(by[0]) % 3].people[0]]);
        if let AssetKind::Port(port) = &mut details.kind {
            port.speed = PORT_SPEEDS[usize::from(by[5]) % 4];
            port.open = !by[5].is_multiple_of(9);
        }
        details
    }

    fn edited(&self, id: AssetId, change: impl FnOnce(&mut Port)) -> Act {
        let asset = self.actors.iter().find_map(|actor| self.world.sight(actor.company, self.now()).own_asset(id));
        let Some(asset) = asset.cloned() else { return Act::RemoveAsset(id) };
        let mut kind = asset.kind;
        if let AssetKind::Port(port) = &mut kind {
            change(port);
        }
        Act::EditAsset {
            asset: id,
            details: AssetDetails { name: asset.name, access: asset.access, vendor_id: asset.vendor_id, kind },
        }
    }

    fn tag(&self, at: usize, asset: AssetId, by: &[u16; 6]) -> Tag {
        let vlans = self.actors[at].vlans;
        let vlan = if by[5].is_multiple_of(20) { 4093 } else { vlans + by[5] % 6 };
        let port =
            self.world.sight(self.actors[at].company, self.now()).own_asset(asset).and_then(|asset| asset.port());
        match port.map_or(Tagging::Dot1q, |port| port.tagging) {
            Tagging::Untagged => Tag::Untagged,
            Tagging::Dot1q | Tagging::PerConnection => Tag::Dot1q(vlan),
            Tagging::Qinq => Tag::Qinq { s: vlan, c: by[4].is_multiple_of(2).then_some(vlans + by[4] % 6) },
        }
    }

    fn is_device(&self, id: AssetId) -> bool {
        let mut sights = self.actors.iter().map(|actor| self.world.sight(actor.company, self.now()));
        sights.any(|sight| sight.own_asset(id).is_some_and(|asset| asset.device().is_some()))
    }

    fn spot(&self, at: usize, asset: AssetId, by: &[u16; 6]) -> Spot {
        match by[5] % 7 {
            _ if self.is_device(asset) == by[5].is_multiple_of(30) => Spot::Vlan(self.tag(at, asset, by)),
            0 => Spot::EveryInterface,
            1..=3 => Spot::Interface(self.actors[at].interfaces + by[4] % 7),
            _ => Spot::NextInterface,
        }
    }

    fn day(&self, by: u16) -> Day {
        self.now().day().plus(i64::from(by % 94) - 1)
    }

    fn details(&self, mark: &str, by: &[u16; 6]) -> TokenDetails {
        let mut recipients: Vec<Email> = vec![email(&format!("{mark}@recipients.example"))];
        recipients
            .extend(["a", "b", "c"].iter().take(usize::from(by[4]) % 4).map(|of| email(&format!("boss@{of}.example"))));
        TokenDetails {
            name: if by[3].is_multiple_of(3) { String::new() } else { format!("{mark}n") },
            description: format!("{mark}d"),
            expires: self.day(by[4]),
            limit: limit(by[5]),
            recipients,
        }
    }

    fn redeem(&self, at: usize, mark: &str, asset: AssetId, by: &[u16; 6]) -> Redeem {
        let found = |id: &GrantId| {
            let mut sights = self.actors.iter().map(|actor| self.world.sight(actor.company, self.now()));
            sights.find_map(|sight| sight.own_grant(*id))
        };
        // Mostly one that can be redeemed, at times any, or one that nobody created.
        let keys = |side: Option<Side>| -> Vec<Key> {
            let fits = |id: &GrantId| {
                found(id).is_some_and(|grant| {
                    let usable = by[3] >= 800 || grant.status(self.now()) == Status::Unused;
                    usable && side.is_none_or(|side| grant.terms.kind.issuer_side() == side)
                })
            };
            self.grants.iter().filter(|(id, _)| fits(id)).map(|(_, key)| *key).collect()
        };
        let nobodys = Key::new(Uuid::from_u128(9));
        let pick = |keys: Vec<Key>, by: u16| match keys.get(usize::from(by) % keys.len().max(1)) {
            Some(key) if !by.is_multiple_of(23) => *key,
            _ => nobodys,
        };
        let pairs = by[5] % 5 < 2;
        let (one, two) = if by[4].is_multiple_of(2) { (Side::A, Side::Z) } else { (Side::Z, Side::A) };
        let key = pick(keys(pairs.then_some(one)), by[3]);
        let profile =
            self.assets.iter().find(|id| self.world.sight(self.actors[2].company, self.now()).profile(**id).is_some());
        let end = match profile {
            _ if pairs => Destination::Token { key: pick(keys((by[1] < 900).then_some(two)), by[1] % 97) },
            _ if self.is_device(asset) => Destination::Device {
                asset,
                interface: by[4].is_multiple_of(2).then_some(self.actors[at].interfaces + by[4] % 7),
            },
            Some(profile) if by[5].is_multiple_of(3) => Destination::Profile {
                asset: *profile,
                metro: metro(["DC", "NY", "SV"][usize::from(by[4]) % 3]),
                values: vec![("Note".to_owned(), format!("{mark}f"))],
            },
            _ => Destination::Port { asset, tag: self.tag(at, asset, by) },
        };
        Redeem {
            key,
            end,
            name: if by[4].is_multiple_of(9) { format!("{mark} no name") } else { mark.to_owned() },
            bandwidth: bandwidth(by[4]),
            notify: vec![email(&format!("{mark}@notify.example"))],
            purchase_order: format!("{mark}p"),
            own_confirmed: by[2].is_multiple_of(2),
        }
    }

    /// Who created a grant, and the keys it has or had.
    fn origins(&self) -> HashMap<GrantId, (CompanyId, Vec<Key>)> {
        let mut origins = HashMap::new();
        for event in self.entries.iter().flat_map(|entry| &entry.events) {
            match event {
                Event::GrantCreated(created) => {
                    origins.insert(created.grant, (created.issuer, vec![created.key]));
                }
                Event::GrantBound(bound) => {
                    origins.get_mut(&bound.grant).expect("a grant").1.push(bound.key);
                }
                _ => {}
            }
        }
        origins
    }

    /// What a company may read that holds these keys: the entries that the world could be rebuilt from if there were
    /// one journal for each company.
    pub fn readable(&self, company: CompanyId, holds: &dyn Fn(&Key) -> bool) -> Vec<Entry> {
        let origins = self.origins();
        let may_read = |event: &Event| match audience(event) {
            Audience::Everyone => true,
            Audience::Only(only) => only == company,
            Audience::Pair(one, other) => one == company || other == company,
            Audience::Parties(parties) => parties.include(company),
            Audience::Holder(grant) => {
                origins.get(&grant).is_some_and(|(issuer, keys)| *issuer == company || keys.iter().any(holds))
            }
        };
        let filtered = |entry: &Entry| {
            let events: Vec<Event> = entry.events.iter().filter(|event| may_read(event)).cloned().collect();
            // A partner's person is told to nobody.
            let person = if entry.company == company { entry.person } else { PersonId::new(Uuid::nil()) };
            (!events.is_empty()).then(|| Entry { person, events, ..entry.clone() })
        };
        self.entries.iter().filter_map(filtered).collect()
    }

    /// The VLANs that one company's proposals told another (C3).
    pub fn disclosed(&self, by: CompanyId, to: CompanyId) -> HashSet<u16> {
        let proposed = self.entries.iter().flat_map(|entry| &entry.events).filter_map(|event| match event {
            Event::ChangeProposed { parties, by: proposer, change: Change::Place { vlan, .. }, .. } => {
                (*proposer == by && parties.include(to)).then_some(*vlan).flatten()
            }
            _ => None,
        });
        proposed.flat_map(|(from, to)| [from.outer(), to.outer()]).collect()
    }

    /// Every asset.
    pub fn all_assets(&self) -> impl Iterator<Item = AssetId> + '_ {
        self.assets.iter().chain(&self.services).copied()
    }

    /// Every grant.
    pub fn all_grants(&self) -> impl Iterator<Item = (GrantId, Key)> + '_ {
        self.grants.iter().chain(&self.keys).copied()
    }

    /// Everything that this person's company is shown, written out.
    pub fn shown(&self, world: &World, entries: &[Entry], person: PersonId, now: Timestamp) -> Vec<String> {
        let sight = &world.sight_of(person, now);
        let mut shown = vec![
            format!("{:?}", company::shell(sight, person)),
            format!("{:?}", company::company(sight, person)),
            format!("{:?}", overview::overview(sight, person)),
            format!("{:?}", inventory(sight, person, &Filter::default())),
            format!("{:?}", grant::counts(sight)),
            format!("{:?}", asset::assets(sight)),
            format!("{:?}", connection::connections(sight, 0)),
            format!("{:?}", inbox::inbox(sight, 0)),
            format!("{:?}", inbox::unread(sight)),
            format!("{:?}", redemption::ports(sight, person)),
            format!("{:?}", redemption::devices(sight, person)),
            format!("{:?}", redemption::profiles(sight)),
            format!("{:?}", service::services(sight, person)),
            format!("{:?}", approval::approvals(sight, person, (0, 0))),
            export::export(sight).to_string(),
        ];
        let about = self.all_grants().map(|(id, _)| id.uuid()).chain(self.connections.iter().map(|id| id.uuid()));
        shown.extend(about.map(|id| format!("{:?}", history::moments(sight, id, entries))));
        shown.extend(self.all_grants().map(|(id, _)| format!("{:?}", grant::grant(sight, person, id))));
        shown.extend(self.all_assets().map(|id| format!("{:?}", asset::asset(sight, person, id))));
        shown.extend(self.connections.iter().map(|id| format!("{:?}", connection::connection(sight, person, *id))));
        shown
    }
}

pub fn world_of(entries: &[Entry]) -> World {
    let mut world = World::default();
    entries.iter().for_each(|entry| world.apply(entry));
    world
}

/// How many notices an entry makes for a company.
pub fn told(entry: &Entry, company: CompanyId) -> usize {
    entry.events.iter().flat_map(|event| notices::notices(event, entry)).filter(|(who, _)| *who == company).count()
}

fn bandwidth(by: u16) -> Mbps {
    Mbps::new([500, 10, 200, 500, 300, 1000, 10, 2000, 0, 10_000][usize::from(by) % 10])
}

fn limit(by: u16) -> Mbps {
    Mbps::new([1000, 2000, 500, 10_000, 1000, 300, 5000, 0, 50_000, 50_001][usize::from(by / 7) % 10])
}
