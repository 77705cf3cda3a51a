//! What a command costs as the ledger grows: time per command beside 1,000 and beside 100,000 grants, and their ratio
//! in one run. Run with `cargo bench --no-default-features`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a benchmark that cannot go on should stop where it stands"
)]

mod support;

use std::rc::Rc;
use std::time::{Duration, Instant};

use crosskey::desk::{Clock, Desk};
use crosskey::domain::asset::{AssetKind, Port};
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::Side;
use crosskey::domain::id::{AssetId, AttemptId, PersonId};
use crosskey::domain::metro::Metro;
use crosskey::domain::permission::{FabricRole, Roles};
use crosskey::domain::refusal::Field;
use crosskey::domain::text::Email;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::journal::memory::MemoryJournal;
use crosskey::ledger::command::{
    Act, AssetDetails, Command, CreateToken, FoundCompany, PersonDetails, Spot, TokenDetails,
};
use crosskey::ledger::view::inventory::{Filter, inventory};

use support::{Counting, Fixed};

/// Tokens per port: every one has its own S-tag and C-tag.
const PER_PORT: u32 = 20_000;

struct Ledger {
    desk: Desk,
    person: PersonId,
    ports: Vec<AssetId>,
    made: u32,
}

impl Ledger {
    async fn new(ports: u32) -> Self {
        let desk = Desk::open(Rc::new(MemoryJournal::default()), Rc::new(Fixed), Rc::new(Counting::default())).await;
        let person = PersonId::new(desk.draw());
        let mut ledger = Self { desk, person, ports: vec![], made: 0 };
        let roles = Roles { fabric: Some(FabricRole::FabricManager), megaport: None };
        let details = PersonDetails { name: "Ann".to_owned(), email: address(), roles };
        ledger.act(Act::FoundCompany(FoundCompany { name: "West".to_owned(), person: details })).await;
        for number in 0..ports {
            let metro = Metro::parse("DC").unwrap();
            let kind = AssetKind::Port(Port { metro, speed: Mbps::gbps(10), tagging: Tagging::Qinq, open: true });
            let details = AssetDetails { name: format!("Port {number}"), access: None, vendor_id: None, kind };
            let port = ledger.act(Act::AddAsset(details)).await.asset.unwrap();
            ledger.ports.push(port);
        }
        ledger
    }

    async fn act(&self, act: Act) -> crosskey::ledger::world::Outcome {
        let attempt = AttemptId::new(self.desk.draw());
        self.desk.submit(Command { person: self.person, attempt, act }).await.unwrap()
    }

    async fn token(&mut self) {
        let at = self.made % PER_PORT;
        let asset = self.ports[(self.made / PER_PORT) as usize];
        let tag = Tag::Qinq { s: 2 + (at / 10) as u16, c: Some(2 + (at % 10) as u16) };
        let details = TokenDetails {
            name: format!("token {}", self.made),
            description: String::new(),
            expires: Fixed.now().day().plus(30),
            limit: Mbps::new(500),
            recipients: vec![address()],
        };
        self.act(Act::CreateToken(CreateToken { side: Side::A, asset, spot: Spot::Vlan(tag), remote: false, details }))
            .await;
        self.made += 1;
    }

    /// The median time of one command.
    async fn command_time(&mut self) -> Duration {
        let mut times = Vec::new();
        for _ in 0..501 {
            let begun = Instant::now();
            self.token().await;
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        times[times.len() / 2]
    }

    /// The median time to list the first page of the inventory.
    fn list_time(&self) -> Duration {
        let mut times = Vec::new();
        for _ in 0..21 {
            let begun = Instant::now();
            let listed = self.desk.look(self.person, |sight| inventory(sight, self.person, &Filter::default()));
            times.push(begun.elapsed());
            assert_eq!(listed.window.total, self.made as usize);
        }
        times.sort_unstable();
        times[times.len() / 2]
    }
}

fn address() -> Email {
    Email::parse("ann@west.example", Field::Email).unwrap()
}

async fn run() {
    let mut ledger = Ledger::new(6).await;
    let row = |size: u32, command: Duration, list: Duration| {
        println!("{size:>8} grants: {:>8.1} µs a command, {:>8.1} µs the first page", micros(command), micros(list));
    };
    while ledger.made < 1_000 {
        ledger.token().await;
    }
    let small = (ledger.command_time().await, ledger.list_time());
    row(1_000, small.0, small.1);
    while ledger.made < 100_000 {
        ledger.token().await;
    }
    let large = (ledger.command_time().await, ledger.list_time());
    row(100_000, large.0, large.1);
    println!("ratio of a command: {:.2}", micros(large.0) / micros(small.0));
    println!("ratio of the first page: {:.2}", micros(large.1) / micros(small.1));
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn main() {
    pollster::block_on(run());
}
