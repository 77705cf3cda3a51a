//! What a browser, another version or a person with developer tools can do to a database.

use std::cell::Cell;
use std::rc::Rc;

use crosskey::browser::indexed_db::{IndexedDbJournal, delete, dump};
use crosskey::desk::{ReadOnly, Trouble};
use crosskey::domain::json;
use crosskey::journal::{Journal, JournalError, Position};
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionMode;
use js_sys::{Function, JSON};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Event;

use crate::Db;
use crate::stub::{Stub, prototype, window};
use crate::suite::{Tab, assert_read_only_tab, filled, names_record_2, port, read, record, until};

/// Puts something into a store as developer tools would, `key` being `None` for records.
async fn put(db: &Db, store: &str, key: Option<&str>, value: JsValue) {
    let database = Database::open(db.name.as_str()).await.unwrap();
    let transaction = database.transaction(store).with_mode(TransactionMode::Readwrite).build().unwrap();
    let records = transaction.object_store(store).unwrap();
    match key {
        Some(key) => drop(records.put(value).with_key(key).primitive().unwrap().await.unwrap()),
        None => records.put(value).primitive().unwrap().await.unwrap(),
    }
    transaction.commit().await.unwrap();
    database.close();
}

/// Removes records as developer tools would.
async fn remove(db: &Db, seqs: &[u32]) {
    let database = Database::open(db.name.as_str()).await.unwrap();
    let transaction = database.transaction("records").with_mode(TransactionMode::Readwrite).build().unwrap();
    let records = transaction.object_store("records").unwrap();
    for seq in seqs {
        records.delete(*seq).primitive().unwrap().await.unwrap();
    }
    transaction.commit().await.unwrap();
    database.close();
}

fn object(expression: &str) -> JsValue {
    Function::new_no_args(&format!("return {expression}")).call0(&JsValue::NULL).unwrap()
}

async fn opening(db: &Db) -> Option<JournalError> {
    IndexedDbJournal::open(&db.name).await.err()
}

/// A watcher and how often it was called.
fn counting(journal: &Rc<IndexedDbJournal>) -> Rc<Cell<u32>> {
    let told = Rc::new(Cell::new(0));
    let count = Rc::clone(&told);
    journal.watch(Rc::new(move || count.set(count.get() + 1)));
    told
}

/// [D1] The record is on the disk, not only on its way there, when the append answers: every writing transaction is
/// a strict one.
#[wasm_bindgen_test]
async fn an_append_is_one_strict_transaction() {
    let db = Db::fresh();
    let journal = db.open().await;
    let spy = "function (...args) { (window.seen ??= []).push([args[1], args[2]?.durability]); \
               return old.apply(this, args) }";
    let stub = Stub::value(&prototype("IDBDatabase"), "transaction", spy);
    journal.append(Position::START, record(1)).await.unwrap();
    drop(stub);
    let seen = js_sys::Reflect::get(&window(), &"seen".into()).unwrap();
    assert_eq!(String::from(JSON::stringify(&seen).unwrap()), r#"[["readwrite","strict"]]"#);
}

/// [D1] Records lie in the database as plain objects of strings and numbers, for tools that rescue data.
#[wasm_bindgen_test]
async fn records_are_plain_objects() {
    let db = Db::fresh();
    filled(&db, 1).await;
    let whole: serde_json::Value = serde_json::from_str(&dump(&db.name).await.unwrap()).unwrap();
    let expected = json::write(&record(1));
    assert_eq!(whole["stores"]["records"], serde_json::json!([expected]));
    assert_eq!(whole["stores"]["meta"][0]["format"], 1);
    assert_eq!(whole["layout"], 1.0);
}

/// [D4] An object without the form of a record: the tab shows what came before it, names it, leaves it as it is and
/// offers it for download.
#[wasm_bindgen_test]
async fn a_strange_object_is_named_and_kept() {
    let db = Db::fresh();
    let firm = Tab::open(&db).await.found("Alder").await;
    put(&db, "records", None, object("({ seq: 2, version: 1, odd: 12345678901234567890n })")).await;
    put(&db, "records", None, object("({ seq: 3, what: 'is this' })")).await;
    assert_read_only_tab(&db, firm, names_record_2).await;
    let kept = dump(&db.name).await.unwrap();
    assert!(kept.contains("is this") && kept.contains("Alder"), "{kept}");
}

/// [D6] A record whose very envelope is of a newer version.
#[wasm_bindgen_test]
async fn a_newer_envelope_makes_the_tab_read_only() {
    let db = Db::fresh();
    let firm = Tab::open(&db).await.found("Alder").await;
    put(&db, "records", None, object("({ seq: 2, version: 9, sealed: new Uint8Array([1, 2, 3]) })")).await;
    assert_read_only_tab(&db, firm, |error| *error == JournalError::Newer).await;
    assert!(dump(&db.name).await.unwrap().contains("sealed"));
}

/// [D4] A record that somebody removed from the middle is missed, not passed over.
#[wasm_bindgen_test]
async fn a_missing_record_makes_the_tab_read_only() {
    let db = Db::fresh();
    let tab = Tab::open(&db).await;
    let firm = tab.found("Alder").await;
    tab.add_port(firm, "Port 1").await;
    tab.add_port(firm, "Port 2").await;
    remove(&db, &[2]).await;
    assert_read_only_tab(&db, firm, names_record_2).await;
}

/// [D4] A tab whose records were removed under it says so instead of writing into the void.
#[wasm_bindgen_test]
async fn records_removed_under_a_tab_end_it() {
    let db = Db::fresh();
    let tab = Tab::open(&db).await;
    let firm = tab.found("Alder").await;
    remove(&db, &[1]).await;
    let answer = tab.desk.submit(tab.command(firm, port("Port 1"))).await;
    assert_eq!(answer, Err(Trouble::Storage(JournalError::Superseded)));
    assert_eq!(tab.desk.read_only(), Some(ReadOnly::Storage(JournalError::Superseded)));
    assert_eq!(read(&(db.open().await as Rc<dyn Journal>)).await, []);
}

/// [D4] A ledger of another identity in the same place is not written to.
#[wasm_bindgen_test]
async fn a_replaced_ledger_is_not_written_to() {
    let db = Db::fresh();
    let journal = filled(&db, 1).await;
    put(&db, "meta", Some("identity"), object("({ format: 1, id: 'another', created: 0 })")).await;
    assert_eq!(journal.append(Position::after(1), record(2)).await, Err(JournalError::Superseded));
    assert_eq!(read(&(db.open().await as Rc<dyn Journal>)).await, [record(1)]);
}

/// [D4] A database without an identity is not a ledger that can be read.
#[wasm_bindgen_test]
async fn a_ledger_without_identity_is_unreadable() {
    let db = Db::fresh();
    filled(&db, 1).await;
    put(&db, "meta", Some("identity"), JsValue::from_str("gone")).await;
    assert!(matches!(opening(&db).await, Some(JournalError::Unreadable(_))));
    put(&db, "meta", Some("identity"), object("({ format: 2, id: 'x', created: 0 })")).await;
    assert_eq!(opening(&db).await, Some(JournalError::Newer));
    assert!(dump(&db.name).await.unwrap().contains("\"seq\": 1"));
}

/// [D6] A database of a newer layout is left alone; the open tab lets the upgrade happen and only reads from then on.
#[wasm_bindgen_test]
async fn a_newer_layout_is_left_alone() {
    let db = Db::fresh();
    let journal = db.open().await;
    journal.append(Position::START, record(1)).await.unwrap();
    let told = counting(&journal);
    let newer = Database::open(db.name.as_str()).with_version(2_u32).with_on_upgrade_needed(|_, _| Ok(()));
    newer.await.unwrap().close();
    until(&db, || told.get() > 0).await;
    assert_eq!(journal.append(Position::after(1), record(2)).await, Err(JournalError::Superseded));
    assert_eq!(opening(&db).await, Some(JournalError::Newer));
    let kept: serde_json::Value = serde_json::from_str(&dump(&db.name).await.unwrap()).unwrap();
    assert_eq!(kept["stores"]["records"][0]["seq"], 1);
    assert_eq!(kept["layout"], 2.0);
}

/// [D4] A tab whose database is deleted hears of it, answers `Superseded` from then on, and brings nothing back.
#[wasm_bindgen_test]
async fn a_deleted_ledger_stays_deleted() {
    let db = Db::fresh();
    let tab = Tab::open(&db).await;
    let firm = tab.found("Alder").await;
    let journal = db.open().await;
    let told = counting(&journal);
    delete(&db.name).await.unwrap();
    until(&db, || told.get() > 0).await;
    let answer = tab.desk.submit(tab.command(firm, port("Port 1"))).await;
    assert_eq!(answer, Err(Trouble::Storage(JournalError::Superseded)));
    assert_eq!(journal.read_after(Position::START, 10).await, Err(JournalError::Superseded));
    let again: Rc<dyn Journal> = db.open().await;
    assert_eq!(read(&again).await, []);
    tab.desk.submit(tab.command(firm, port("Port 1"))).await.unwrap_err();
    assert_eq!(read(&again).await, []);
}

/// [D4] A journal that was closed answers nothing else than that.
#[wasm_bindgen_test]
async fn a_closed_journal_says_so() {
    let db = Db::fresh();
    let journal = db.open().await;
    journal.close();
    assert_eq!(journal.read_after(Position::START, 10).await, Err(JournalError::Superseded));
    assert_eq!(journal.append(Position::START, record(1)).await, Err(JournalError::Superseded));
    assert_eq!(read(&(db.open().await as Rc<dyn Journal>)).await, []);
}

/// [D2] A tab that comes back into view looks again, for it may have slept.
#[wasm_bindgen_test]
async fn coming_back_into_view_looks_again() {
    let db = Db::fresh();
    let journal = db.open().await;
    let told = counting(&journal);
    let window = web_sys::window().unwrap();
    window.dispatch_event(&Event::new("pageshow").unwrap()).unwrap();
    assert_eq!(told.get(), 1);
    let document = window.document().unwrap();
    document.dispatch_event(&Event::new("visibilitychange").unwrap()).unwrap();
    assert_eq!(told.get(), 2);
    journal.close();
    window.dispatch_event(&Event::new("pageshow").unwrap()).unwrap();
    assert_eq!(told.get(), 2, "a closed journal calls nobody");
}

/// [D4] A browser without this kind of storage.
#[wasm_bindgen_test]
async fn absent_storage_is_told() {
    let _stub = Stub::value(&window(), "indexedDB", "undefined");
    assert_eq!(opening(&Db::fresh()).await, Some(JournalError::Absent));
}

/// [D4] A browser that forbids storage, in each of the ways they do it.
#[wasm_bindgen_test]
async fn forbidden_storage_is_told() {
    let stub = Stub::forbidden(&window(), "indexedDB");
    assert_eq!(opening(&Db::fresh()).await, Some(JournalError::Forbidden));
    drop(stub);
    let throws = "() => { throw new DOMException('not here', 'SecurityError') }";
    let stub = Stub::value(&prototype("IDBFactory"), "open", throws);
    assert_eq!(opening(&Db::fresh()).await, Some(JournalError::Forbidden));
    assert!(delete("any").await.is_ok(), "deleting is not opening");
    drop(stub);
    assert_eq!(opening(&Db::fresh()).await, None);
}

/// [D4] No room: when a record is handed over, or only when the transaction is written.
#[wasm_bindgen_test]
async fn full_storage_is_told_and_nothing_is_written() {
    let db = Db::fresh();
    let tab = Tab::open(&db).await;
    let firm = tab.found("Alder").await;
    let full = "function () { throw new DOMException('no room', 'QuotaExceededError') }";
    let stub = Stub::value(&prototype("IDBObjectStore"), "add", full);
    let answer = tab.desk.submit(tab.command(firm, port("Port 1"))).await;
    assert_eq!(answer, Err(Trouble::Storage(JournalError::Full)));
    drop(stub);
    assert_eq!(tab.desk.read_only(), Some(ReadOnly::Storage(JournalError::Full)));

    let journal = db.open().await;
    let late = "function () { Object.defineProperty(this, 'error', { value: \
                new DOMException('no room', 'QuotaExceededError') }); this.abort() }";
    let stub = Stub::value(&prototype("IDBTransaction"), "commit", late);
    assert_eq!(journal.append(Position::after(1), record(2)).await, Err(JournalError::Full));
    drop(stub);
    assert_eq!(read(&(journal as Rc<dyn Journal>)).await.len(), 1);
}
