//! A whole journal as one value, and back (S3).

use crosskey::domain::json::FormError;
use crosskey::journal::copy::{NotRestored, put, take};
use crosskey::journal::memory::MemoryJournal;
use crosskey::journal::{Journal, JournalError, keyless};
use pollster::block_on;
use serde_json::json;

use crate::support::Pair;

fn told() -> MemoryJournal {
    Pair::new().bench.journal.clone()
}

/// [S3] a backup holds every record, and an empty ledger takes it in; one that is not empty does not
#[test]
fn a_backup_is_taken_into_an_empty_ledger() {
    let (journal, empty) = (told(), MemoryJournal::default());
    let backup = block_on(take(&journal)).unwrap();
    assert_eq!(block_on(put(&empty, backup.clone())), Ok(()));
    assert_eq!(empty.records(), journal.records());
    assert!(empty.records().len() > 2);
    assert_eq!(block_on(put(&empty, backup)), Err(NotRestored::NotEmpty));
    assert_eq!(empty.records(), journal.records());
}

/// [S3] nothing of a backup that is damaged or keyless is taken in
#[test]
fn a_damaged_backup_leaves_the_ledger_empty() {
    let journal = told();
    let backup = block_on(take(&journal)).unwrap();
    let refused = |backup| {
        let empty = MemoryJournal::default();
        let refused = block_on(put(&empty, backup)).unwrap_err();
        assert!(empty.records().is_empty());
        refused
    };
    let form =
        |path: &str, problem: &str| NotRestored::Form(FormError { path: path.to_owned(), problem: problem.to_owned() });
    for none in [json!(7), json!([]), json!({ "stores": {} }), json!({ "uuid": "a vendor's" })] {
        assert_eq!(refused(none), form("stores.records", "is missing: this is no backup"));
    }
    let mut newer = backup.clone();
    newer["stores"]["records"][1]["version"] = json!(99);
    assert_eq!(refused(newer), NotRestored::Storage(JournalError::Newer), "and not that it is damaged");
    assert_eq!(refused(json!({ "stores": { "records": [7] } })), form("[0]", "must be an object"));
    let mut second = backup.clone();
    second["stores"]["records"].as_array_mut().unwrap().remove(1);
    assert_eq!(refused(second), form("[1]", "is not the next record of a ledger"));
    let mut body = backup.clone();
    body["stores"]["records"][1]["body"] = json!("{}");
    assert_eq!(refused(body), form("[1]", "is not the next record of a ledger"));
    assert_eq!(refused(keyless::backup(backup)), NotRestored::Keyless);
}

/// [D4] [S3] storage that fails is told
#[test]
fn storage_that_fails_is_told() {
    let broken = crosskey::journal::broken::BrokenJournal(JournalError::Full);
    assert_eq!(block_on(take(&broken as &dyn Journal)), Err(JournalError::Full));
    let backup = block_on(take(&told())).unwrap();
    assert_eq!(block_on(put(&broken, backup)), Err(NotRestored::Storage(JournalError::Full)));
}
