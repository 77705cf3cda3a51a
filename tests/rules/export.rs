//! What is taken out as a file: the whole journal with or without keys, or one company's view.

use crosskey::domain::json;
use crosskey::journal::keyless;
use crosskey::journal::record::{Record, VERSION};
use crosskey::ledger::event::Event;
use crosskey::ledger::view::export::export;
use serde_json::{Value, json};

use crate::story::{PASSWORD, Story, for_stories};
use crate::support::{Firm, Pair};

fn exported(pair: &Pair, firm: Firm) -> Value {
    pair.bench.look(firm, export)
}

/// A backup as the browser's database gives it.
fn backup(records: Vec<Value>) -> Value {
    json!({ "database": "main", "layout": 1, "stores": { "meta": [{ "format": 1, "id": "its id" }], "records": records } })
}

/// [S3] an export is one company's view: its own facts, of its partner the name, and no key
#[test]
fn an_export_is_one_companys_view() {
    let pair = Pair::new();
    let (token, connection) = pair.connected();
    let (west, east) = (exported(&pair, pair.west), exported(&pair, pair.east));
    assert_eq!((&west["company"], &east["company"]), (&json!("West Company"), &json!("East Company")));
    assert_eq!(west["people"][0]["email"], "boss@west-company.example");
    assert_eq!((&west["assets"][0]["name"], &east["assets"][0]["name"]), (&json!("West Port"), &json!("East Port")));
    assert_eq!(west["grants"][0]["place"], "West Port · VLAN 100");
    assert_eq!(west["grants"][0]["connections"], json!([json::write(&connection)]));
    assert_eq!(east["grants"], json!([]), "the grant is its issuer's");
    assert_eq!(west["connections"][0]["partner"], "East Company");
    assert_eq!(west["connections"][0]["own_ends"], json!([{ "side": "a", "place": ["West Port", "VLAN 100"] }]));
    assert_eq!(east["connections"][0]["own_ends"], json!([{ "side": "z", "place": ["East Port", "VLAN 200"] }]));
    for (text, theirs) in [(west.to_string(), "East"), (east.to_string(), "West")] {
        assert!(!text.contains(&token.key.reveal()), "{text}");
        for word in
            [format!("{theirs} Port"), format!("{theirs} Company Boss"), format!("boss@{theirs}").to_lowercase()]
        {
            assert!(!text.contains(&word), "{word} is told: {text}");
        }
    }
    assert!(!east.to_string().contains("VLAN 100") && !west.to_string().contains("VLAN 200"));
}

/// [S3] [S1] who is nobody here, and a company that is not concerned, exports nothing of others
#[test]
fn a_stranger_exports_nothing_of_others() {
    let pair = Pair::new();
    pair.connected();
    let third = pair.bench.found_company("Third Company");
    let view = exported(&pair, third);
    assert_eq!((&view["grants"], &view["connections"], &view["assets"]), (&json!([]), &json!([]), &json!([])));
    let nobody = Firm { boss: crosskey::domain::id::PersonId::new(uuid::Uuid::nil()), ..third };
    let view = exported(&pair, nobody);
    assert_eq!((&view["company"], &view["people"]), (&json!(""), &json!([])));
}

/// [S3] a backup without keys holds no key and no password, whatever happened, and everything else as it was stored
#[test]
fn a_backup_without_keys_holds_none() {
    for_stories(10, 60, |steps| {
        let story = Story::told(steps);
        let stored = story.entries.iter().map(|entry| json::write(&Record::encode(entry)));
        let whole = backup(stored.collect());
        let kept = keyless::backup(whole.clone());
        let (before, after) = (whole.to_string(), kept.to_string());
        assert!(before.contains(PASSWORD) && !after.contains(PASSWORD));
        for (_, key) in story.all_grants() {
            assert!(before.contains(&key.reveal()) && !after.contains(&key.reveal()));
        }
        assert_eq!(kept["left_out"], "keys and passwords");
        assert_eq!(kept["stores"]["meta"], whole["stores"]["meta"]);
        let records = kept["stores"]["records"].as_array().unwrap();
        assert_eq!(records.len(), story.entries.len());
        for (record, entry) in records.iter().zip(&story.entries) {
            let has_secret = |event: &Event| {
                let has_key = matches!(event, Event::GrantCreated(_) | Event::GrantBound(_));
                has_key || json::write(event).to_string().contains(PASSWORD)
            };
            let record: Record = json::read_input(record).unwrap();
            let body: Value = record.body.parse().unwrap();
            for (kept, event) in body["events"].as_array().unwrap().iter().zip(&entry.events) {
                assert_eq!(*kept == json::write(event), !has_secret(event), "{event:?}");
                assert!(kept["grant-created"]["key"].is_null() && kept["grant-bound"]["key"].is_null());
            }
        }
    });
}

/// [S3] what cannot be read, or is of a newer version, may hold a key anywhere, and is left out as a whole
#[test]
fn a_backup_without_keys_holds_nothing_unreadable() {
    let pair = Pair::new();
    pair.token(100);
    let record = pair.bench.journal.records().pop().unwrap();
    assert!(keyless::record(&json::write(&record)).is_object());
    let newer = Record { version: VERSION + 1, ..record.clone() };
    let broken = Record { body: record.body.replace("grant-created", "grant-made"), ..record.clone() };
    let torn = Record { body: record.body[1..].to_owned(), ..record };
    for stored in [
        json::write(&newer),
        json::write(&broken),
        json::write(&torn),
        json!({ "seq": 3, "what": "is this" }),
        json!("text"),
    ] {
        assert_eq!(keyless::record(&stored), Value::Null);
    }
}
