//! What reading, weighing and taking over a vendor's list costs as the list grows: time per entry of a list of 250 and of
//! one of 4,000, and their ratio in one run. Run with `cargo bench --no-default-features`.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark that cannot go on should stop where it stands")]

mod support;

use std::rc::Rc;
use std::time::Instant;

use crosskey::desk::Desk;
use crosskey::domain::asset::{AssetKind, Port};
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::id::{AttemptId, PersonId};
use crosskey::domain::metro::Metro;
use crosskey::domain::permission::{FabricRole, Roles};
use crosskey::domain::refusal::Field;
use crosskey::domain::text::Email;
use crosskey::domain::vlan::Tagging;
use crosskey::journal::memory::MemoryJournal;
use crosskey::ledger::command::{Act, AssetDetails, Command, FoundCompany, PersonDetails};
use crosskey::ledger::view::import::{Class, import};
use crosskey::vendor::read::read;
use serde_json::{Value, json};
use uuid::Uuid;

use support::{Counting, Fixed};

const PORT: &str = "c791f8cb-58c9-4a9f-8b8a-1f2e3d4c5b6a";

async fn ledger() -> (Desk, PersonId) {
    let desk = Desk::open(Rc::new(MemoryJournal::default()), Rc::new(Fixed), Rc::new(Counting::default())).await;
    let person = PersonId::new(desk.draw());
    let roles = Roles { fabric: Some(FabricRole::FabricManager), megaport: None };
    let email = Email::parse("ann@west.example", Field::Email).unwrap();
    let details = PersonDetails { name: "Ann".to_owned(), email, roles };
    act(&desk, person, Act::FoundCompany(FoundCompany { name: "West".to_owned(), person: details })).await;
    let metro = Metro::parse("DC").unwrap();
    let kind = AssetKind::Port(Port { metro, speed: Mbps::gbps(10), tagging: Tagging::Qinq, open: true });
    let details = AssetDetails { name: "Port".to_owned(), access: None, vendor_id: Some(PORT.to_owned()), kind };
    act(&desk, person, Act::AddAsset(details)).await;
    (desk, person)
}

async fn act(desk: &Desk, person: PersonId, act: Act) {
    let attempt = AttemptId::new(desk.draw());
    desk.submit(Command { person, attempt, act }).await.unwrap();
}

/// A token as Equinix lists it, each on its own S-tag and C-tag.
fn token(number: u32) -> Value {
    json!({
        "uuid": Uuid::from_u128(0x5c3f_1a52_0b8e_4c55_9d0e_0000_0000_0000 + u128::from(number)).to_string(),
        "type": "VC_TOKEN",
        "name": format!("token {number}"),
        "state": "INACTIVE",
        "expirationDateTime": "2027-01-01T12:00:00Z",
        "connection": {
            "type": "EVPL_VC",
            "allowRemoteConnection": true,
            "bandwidthLimit": 300,
            "aSide": { "accessPointSelectors": [{
                "type": "COLO",
                "port": { "uuid": PORT },
                "linkProtocol": { "type": "QINQ", "vlanSTag": 2 + number / 100, "vlanCTag": 2 + number % 100 },
            }] },
        },
        "notifications": [{ "type": "ALL", "emails": ["boss@east-company.example"] }],
    })
}

/// The microseconds per entry of reading, weighing and taking over a list of so many.
async fn times(size: u32) -> [f64; 3] {
    let (desk, person) = ledger().await;
    let text = Value::Array((0..size).map(token).collect()).to_string();
    let begun = Instant::now();
    let readings = read(&text);
    let reading = begun.elapsed();
    let begun = Instant::now();
    let weighed = desk.look(person, |sight| import(sight, person, &readings));
    let weighing = begun.elapsed();
    assert_eq!(weighed.counts, [(Class::New, size as usize)]);
    let adoptions = weighed.chosen(|_| false).into_iter().map(|(_, adoption)| adoption).collect();
    let begun = Instant::now();
    act(&desk, person, Act::Adopt(adoptions)).await;
    [reading, weighing, begun.elapsed()].map(|time| time.as_secs_f64() * 1e6 / f64::from(size))
}

async fn run() {
    let mut sizes = vec![];
    for size in [250, 4_000] {
        let [reading, weighing, taking] = times(size).await;
        println!(
            "{size:>6} entries: {reading:>7.1} µs to read one, {weighing:>7.1} µs to weigh it, {taking:>7.1} µs to take it over"
        );
        sizes.push([reading, weighing, taking]);
    }
    for (at, what) in ["reading", "weighing", "taking over"].into_iter().enumerate() {
        let of = |size: usize| sizes.get(size).and_then(|times| times.get(at)).copied().unwrap_or(f64::NAN);
        println!("ratio of {what}: {:.2}", of(1) / of(0));
    }
}

fn main() {
    pollster::block_on(run());
}
