//! What was stored stays readable: the golden journal of version 1 is never written again.

use std::collections::BTreeSet;

use crosskey::desk::{ReadOnly, Trouble};
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::Side;
use crosskey::domain::id::{GrantId, PersonId};
use crosskey::domain::json;
use crosskey::domain::permission::{FabricRole, MegaportRole, Roles};
use crosskey::domain::profile::FieldForm;
use crosskey::domain::terms::Status;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::journal::JournalError;
use crosskey::journal::memory::MemoryJournal;
use crosskey::journal::record::{Record, VERSION};
use crosskey::ledger::command::Act;
use crosskey::ledger::event::Event;
use crosskey::ledger::view::asset::assets;
use crosskey::ledger::view::company::roster;
use crosskey::ledger::view::connection::connections;
use crosskey::ledger::view::inventory::{Filter, inventory};

use crate::support::{Bench, Firm, HandClock, START, at_vlan, port_details};

/// The instant of its newest record.
const NEWEST: i64 = 1_772_465_407_404;

fn golden() -> Vec<Record> {
    let journal = include_str!("../fixtures/journal-v1.json").parse().expect("the golden journal");
    json::read_stored(&journal).expect("records")
}

fn reopened(records: Vec<Record>) -> Bench {
    Bench::over(MemoryJournal::holding(records), HandClock::at(NEWEST), 77)
}

/// The company of this name and its first person.
fn firm(bench: &Bench, name: &str) -> Firm {
    let roster = bench.desk.roster(roster);
    let company = roster.iter().find(|company| company.name == name).expect("a company");
    Firm { company: company.id, boss: company.people[0].id }
}

/// [D6] [E7] an address that was taken before the rule was as strict as RFC 5321 stays readable
#[test]
fn an_address_of_laxer_days_is_read() {
    let mut records = golden();
    for record in &mut records {
        record.body = record.body.replace("will@west.example", ".will..w@-west.example");
    }
    let bench = reopened(records);
    assert_eq!(bench.desk.read_only(), None);
    let roster = bench.desk.roster(roster);
    assert_eq!(roster[0].people[1].email.as_str(), ".will..w@-west.example");
}

/// [D6] the golden journal reads as it always did: companies, people, assets
#[test]
fn the_golden_journals_companies_are_read() {
    let bench = reopened(golden());
    assert_eq!(bench.desk.read_only(), None);
    assert_eq!(bench.head(), 30);
    let roster = bench.desk.roster(roster);
    let names: Vec<_> = roster.iter().map(|company| (company.name.as_str(), company.people.len())).collect();
    assert_eq!(names, [("West Company", 2), ("東会社", 1), ("Cloud Provider", 7)]);
    let will = &roster[0].people[1];
    assert_eq!((will.name.as_str(), will.email.as_str()), ("Will Ärmel", "will@west.example"));
    assert_eq!(will.roles, Roles { fabric: Some(FabricRole::FabricServiceProvider), megaport: None });
    let everybody: Vec<Roles> = roster[2].people[1..].iter().map(|person| person.roles).collect();
    let both = |(fabric, megaport)| Roles { fabric: Some(fabric), megaport: Some(megaport) };
    assert_eq!(everybody, FabricRole::ALL.into_iter().zip(MegaportRole::ALL).map(both).collect::<Vec<_>>());

    let west = firm(&bench, "West Company");
    let rows = bench.look(west, assets);
    assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["West Port 1", "West QinQ"]);
    let mut port = port_details("West Port 1", "DC", 10, Tagging::Dot1q);
    port.vendor_id = Some("c4d9350e-77c5-7c5d-1ce0-306a5c00a600".to_owned());
    port.access = Some(vec![west.boss, will.id]);
    assert_eq!(bench.details_of(west, rows[0].id), port);
    assert_eq!(bench.details_of(west, rows[1].id), port_details("West QinQ", "SV", 100, Tagging::Qinq));
    let cloud = firm(&bench, "Cloud Provider");
    let profile = bench.look(cloud, assets)[0].id;
    let fields = ["AWS account", "Azure key", "Pairing key", "OCID", "Note"].into_iter().zip(FieldForm::ALL);
    let fields: Vec<_> = fields.collect();
    assert_eq!(
        bench.details_of(cloud, profile),
        crate::support::profile_details("Direct Line", &["DC", "NY"], &fields)
    );
}

/// [D6] and its tokens, connections, notices and histories
#[test]
fn the_golden_journals_tokens_are_read() {
    let bench = reopened(golden());
    let (west, east) = (firm(&bench, "West Company"), firm(&bench, "東会社"));
    let rows = bench.look(west, |sight| inventory(sight, west.boss, &Filter::default())).window.rows;
    let statuses: Vec<_> = rows.iter().rev().map(|row| row.status.status).collect();
    assert_eq!(statuses, [Status::Deleted, Status::Deleted, Status::Used, Status::Unused]);
    let token = bench.grant(west, GrantId::parse("71cf98d6-a0bd-44fa-a17d-5ab1a5c44056").unwrap());
    assert_eq!(token.key.unwrap().reveal(), "16ddf251-7672-4837-8787-2191a42217e4");
    assert_eq!((token.name.as_str(), token.description.as_str()), ("For 東会社", "One line"));
    assert_eq!((token.pin, token.row.limit, token.remote), (at_vlan(Tag::Dot1q(100)), Mbps::gbps(2), false));
    assert_eq!(token.recipients, ["boss@東会社.example", "guest@elsewhere.example"]);
    assert_eq!(token.expires_on.to_string(), "2026-05-31");
    let successor = bench.grant(west, rows[1].id);
    assert_eq!(successor.pin, at_vlan(Tag::Qinq { s: 100, c: Some(7) }));
    assert_eq!((successor.replaces.is_some(), successor.remote), (true, true));
    assert_eq!(bench.grant(west, rows[0].id).pin, at_vlan(Tag::Qinq { s: 200, c: None }));

    let list = bench.look(east, |sight| connections(sight, 0)).rows;
    let lines: Vec<_> =
        list.iter().map(|row| (row.name.as_str(), row.state.word(), row.end.as_str(), row.bandwidth.get())).collect();
    let cloud = "Direct Line · NY New York · AWS account: 012345678901 · Azure key: \
                 1b4e28ba-2fa1-41d2-883f-0016d3cca427 · Pairing key: \
                 1b4e28ba-2fa1-41d2-883f-0016d3cca427/us-east4/any · OCID: ocid1.x · Note: Grüße";
    assert_eq!(lines, [("cloud-line", "Live", cloud, 500), ("link-1", "Deleted", "East Port · untagged", 1500)]);
    let first = bench.connection(west, list[1].id);
    assert_eq!(first.row.name, "Line to the east");
    assert_eq!(first.deleted.unwrap().1, "West Company");
    assert_eq!(
        (first.ends[0].side, first.ends[0].open.is_some(), first.ends[1].open.is_some()),
        (Side::A, true, false)
    );
    assert_eq!(bench.connection(east, list[1].id).order.unwrap().purchase_order, "PO 4711");
    assert_eq!((bench.notices(west).len(), bench.unread(west)), (3, 3));
    assert_eq!((bench.notices(east).len(), bench.unread(east)), (4, 0));
    assert_eq!(bench.history(west, list[1].id.uuid()).len(), 4);
    assert!(bench.grant(west, rows[0].id).created.millis() > START);
}

/// [D6] every kind of event that version 1 had is in it, and written in the form of today it says the same
#[test]
fn the_golden_journal_is_complete_and_written_anew() {
    let mut kinds = BTreeSet::new();
    for record in golden() {
        let entry = record.decode().unwrap();
        kinds.extend(entry.events.iter().map(kind));
        let again = Record::encode(&entry);
        assert_eq!((again.version, again.decode().unwrap()), (VERSION, entry));
        assert_eq!(again.about, record.about);
    }
    let known = [
        "asset-added",
        "asset-edited",
        "asset-removed",
        "bandwidth-changed",
        "company-founded",
        "connected",
        "connection-deleted",
        "connection-named",
        "end-taken",
        "grant-created",
        "grant-deleted",
        "grant-placed",
        "grant-used",
        "inbox-read",
        "label-edited",
        "ordered",
        "person-added",
        "person-edited",
        "recipient-named",
        "redeemed",
        "terms-edited",
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), known);
}

fn kind(event: &Event) -> String {
    json::write(event).as_object().unwrap().keys().next().unwrap().clone()
}

/// [D6] a record carries its version, its place, and what it is about
#[test]
fn a_record_carries_its_version() {
    assert_eq!(VERSION, 2);
    let records = golden();
    assert!(records.iter().all(|record| record.version == 1));
    assert!(records.iter().map(|record| record.seq).eq(1..=30));
    let connected = &records[20];
    let entry = connected.decode().unwrap();
    let Event::Redeemed(redeemed) = &entry.events[2] else { panic!("{:?}", entry.events) };
    let mut about = vec![redeemed.connection.to_string(), redeemed.grant.to_string()];
    about.sort();
    assert_eq!(connected.about, about);
}

/// [D6] what a body says besides is no hindrance; what it lacks is
#[test]
fn a_body_is_read_by_its_shape() {
    let record = golden().remove(1);
    let body = record.body.replacen('{', "{\"more\":[1],", 1);
    assert_eq!(Record { body, ..record.clone() }.decode(), record.decode());
    let body = record.body.replacen("\"company\"", "\"compani\"", 1);
    assert!(matches!(Record { body, ..record.clone() }.decode(), Err(JournalError::Unreadable(_))));
    // Ranges are not checked: what was allowed when it was written is read for ever.
    let body = golden()[18].body.replace("{\"dot1q\":100}", "{\"dot1q\":4095}").replace("2000", "4000000000");
    assert!(Record { body, ..golden()[18].clone() }.decode().is_ok());
}

/// Opens a ledger whose record `at` is spoilt, and sees to it that it is read only and keeps what came before.
#[track_caller]
fn assert_read_only(at: usize, spoilt: Record, error: &JournalError) {
    let mut records = golden();
    records[at] = spoilt;
    let bench = reopened(records.clone());
    let told = ReadOnly::Storage(error.clone());
    assert_eq!(bench.desk.read_only(), Some(told.clone()));
    assert_eq!(bench.head(), u64::try_from(at).unwrap(), "what could be read is there");
    let west = firm(&bench, "West Company");
    let command = bench.command(west.boss, Act::AddAsset(port_details("Port", "DC", 1, Tagging::Dot1q)));
    assert_eq!(bench.submit(command), Err(Trouble::ReadOnly(told)));
    pollster::block_on(bench.desk.refresh());
    assert_eq!(bench.journal.records(), records, "nothing is written over what is there");
    assert!(bench.desk.look(west.boss, |sight| sight.person(west.boss).is_some()));
}

/// [D6] [D4] a record of a newer version makes the tab read only; what came before it is kept and shown
#[test]
fn a_newer_record_makes_the_tab_read_only() {
    for at in [1, 14, 29] {
        let record = golden().remove(at);
        let newer = Record { version: VERSION + 1, body: "whatever it may hold".to_owned(), ..record };
        assert_eq!(newer.decode(), Err(JournalError::Newer));
        assert_read_only(at, newer, &JournalError::Newer);
    }
}

/// [D4] [D6] an unreadable record does so too, and says which it is
#[test]
fn an_unreadable_record_makes_the_tab_read_only() {
    for (body, place) in [
        ("", "line 1 column 0"),
        ("[1,2", "line 1 column 4"),
        ("\u{0}\u{1}\u{2}", "line 1 column 1"),
        ("null", "the whole must be an object"),
        ("{}", "`person` is missing"),
        ("{\"person\":1}", "`person` must be a UUID"),
    ] {
        let spoilt = Record { body: body.to_owned(), ..golden().remove(14) };
        let Err(error @ JournalError::Unreadable(_)) = spoilt.decode() else { panic!("{body}") };
        assert!(error.to_string().contains(&format!("record 15: {place}")), "{error}");
        assert_read_only(14, spoilt, &error);
    }
    let spoilt = Record { attempt: "nobody".to_owned(), ..golden().remove(14) };
    assert_read_only(14, spoilt, &JournalError::Unreadable("record 15: attempt".to_owned()));
}

/// [D6] a newer record that arrives from another tab makes this one read only from then on
#[test]
fn a_newer_record_arriving_makes_the_tab_read_only() {
    let mut records = golden();
    let newer = Record { version: VERSION + 1, ..records.pop().unwrap() };
    let bench = reopened(records);
    assert_eq!(bench.desk.read_only(), None);
    pollster::block_on(crosskey::journal::Journal::append(
        &bench.journal,
        crosskey::journal::Position::after(29),
        newer,
    ))
    .unwrap();
    let nobody = PersonId::new(bench.desk.draw());
    pollster::block_on(bench.desk.refresh());
    assert_eq!(bench.desk.read_only(), Some(ReadOnly::Storage(JournalError::Newer)));
    let answer = bench.submit(bench.command(nobody, Act::ReadInbox(bench.desk.now())));
    assert_eq!(answer, Err(Trouble::ReadOnly(ReadOnly::Storage(JournalError::Newer))));
}

/// [D4] each thing that can be wrong with storage has its code and its sentence, and they differ
#[test]
fn storage_errors_are_told_apart() {
    let errors = [
        (JournalError::Conflict, "storage-conflict"),
        (JournalError::Absent, "storage-absent"),
        (JournalError::Forbidden, "storage-forbidden"),
        (JournalError::Full, "storage-full"),
        (JournalError::Unreadable("record 3".to_owned()), "storage-unreadable"),
        (JournalError::Newer, "storage-newer"),
        (JournalError::Superseded, "storage-superseded"),
        (JournalError::Failed("gone".to_owned()), "storage-failed"),
    ];
    let mut sentences = BTreeSet::new();
    for (error, code) in &errors {
        assert_eq!(error.code(), *code);
        let sentence = error.to_string();
        assert!(sentence.ends_with('.'), "{sentence}");
        sentences.insert(sentence);
    }
    assert_eq!(sentences.len(), errors.len());
}
