//! Keys stay out of everything that could be written down.

use crosskey::desk::Trouble;
use crosskey::domain::key::Key;
use crosskey::domain::permission::FabricRole;
use crosskey::domain::refusal::Refusal;
use crosskey::journal::JournalError;
use crosskey::journal::record::Record;
use crosskey::ledger::command::{Act, Redeem};
use crosskey::ledger::event::Entry;
use crosskey::ledger::view::inventory::{Filter, inventory};
use crosskey::ledger::world::World;

use crate::support::{Pair, fabric};

/// Whether this text gives the key away, however it may be written.
fn gives_away(text: &str, key: &Key) -> bool {
    let bare = |text: &str| text.to_lowercase().replace('-', "");
    bare(text).contains(&bare(&key.reveal()))
}

#[track_caller]
fn assert_silent(what: &str, text: &str, key: &Key) {
    assert!(!gives_away(text, key), "{what} gives the key away: {text}");
}

fn entries(pair: &Pair) -> Vec<Entry> {
    pair.bench.journal.records().iter().map(|record| record.decode().unwrap()).collect()
}

/// [S2] neither `Debug` of a key nor of anything that holds one shows it
#[test]
fn debug_shows_no_key() {
    let pair = Pair::new();
    let token = pair.token(100);
    assert_eq!(format!("{:?}", token.key), "Key(…)");
    let command = pair.bench.command(pair.east.boss, Act::Redeem(pair.order(token.key, 200)));
    assert_silent("a command", &format!("{command:?}{command:#?}"), &token.key);
    pair.bench.submit(command).unwrap();
    let entries = entries(&pair);
    assert_silent("an entry", &format!("{entries:?}"), &token.key);
    let mut world = World::default();
    entries.iter().for_each(|entry| world.apply(entry));
    assert_silent("the world", &format!("{world:?}"), &token.key);
    assert_silent("a sight", &format!("{:?}", world.sight(pair.west.company, pair.bench.desk.now())), &token.key);
    assert_silent("a record", &format!("{:?}", pair.bench.journal.records()), &token.key);
    assert_silent("a page", &format!("{:?}", pair.bench.grant(pair.west, token.id)), &token.key);
    assert!(gives_away(&format!("“{}”", token.key.reveal().to_uppercase()), &token.key), "it would be noticed");
}

/// [S2] no refusal shows it, whatever is wrong
#[test]
fn refusals_show_no_key() {
    let pair = Pair::new();
    let viewer = pair.bench.add_person(pair.east, "Viewer", fabric(FabricRole::FabricViewer));
    let (used, _) = pair.connected();
    let (fresh, deleted) = (pair.token(101), pair.token(102));
    pair.bench.act(pair.west.boss, Act::DeleteToken(deleted.id));
    let silent = |refusals: &[Refusal], key: &Key| assert_silent("a refusal", &format!("{refusals:?}"), key);
    for token in [used, fresh, deleted] {
        let order = Redeem { name: token.key.reveal(), ..pair.order(token.key, 1) };
        for person in [viewer, pair.east.boss, pair.west.boss] {
            silent(&pair.bench.refused(person, Act::Redeem(order.clone())), &token.key);
        }
    }
    pair.bench.close_port(pair.west, pair.west_port);
    let order = pair.order(fresh.key, 201);
    let trouble = pair.bench.submit(pair.bench.command(pair.east.boss, Act::Redeem(order))).unwrap_err();
    assert_silent("trouble", &format!("{trouble:?}"), &fresh.key);
    pair.bench.advance_days(91);
    silent(&pair.bench.refused(pair.east.boss, Act::Redeem(pair.order(fresh.key, 201))), &fresh.key);
    // A pasted text that is almost a key is not repeated either.
    let refusal = Key::parse(&format!("{}0", fresh.key.reveal())).unwrap_err();
    silent(&[refusal], &fresh.key);
}

/// [S2] an unreadable record's error says where, not what
#[test]
fn an_unreadable_record_shows_no_key() {
    let pair = Pair::new();
    let token = pair.token(100);
    let record = pair.bench.journal.records().pop().unwrap();
    let key = token.key.reveal();
    assert!(record.body.contains(&key), "the journal itself holds it");
    let longer = format!("{key}0");
    for (body, attempt) in [
        (record.body.replace(&key, &longer), record.attempt.clone()),
        (record.body.replace("\"key\"", "\"kex\""), record.attempt.clone()),
        (record.body.replace("grant-created", &key), record.attempt.clone()),
        (record.body.replace("person", &key), record.attempt.clone()),
        (format!("{}{key}", record.body), record.attempt.clone()),
        (record.body[..record.body.len() - 1].to_owned(), record.attempt.clone()),
        (key.clone(), record.attempt.clone()),
        (record.body.clone(), longer.clone()),
    ] {
        let error = Record { body, attempt, ..record.clone() }.decode().unwrap_err();
        assert!(matches!(&error, JournalError::Unreadable(_)), "{error:?}");
        let trouble = Trouble::Storage(error.clone());
        assert_silent("a storage error", &format!("{error:?}{error}{trouble:?}"), &token.key);
    }
}

/// [S2] a key is visible to its issuer's company, behind Reveal, and to nobody else
#[test]
fn only_the_issuer_is_shown_the_key() {
    let pair = Pair::new();
    let token = pair.token(100);
    let viewer = pair.bench.add_person(pair.west, "Viewer", fabric(FabricRole::FabricViewer));
    let view =
        |person| pair.bench.desk.look(person, |sight| crosskey::ledger::view::grant::grant(sight, person, token.id));
    assert_eq!(view(pair.west.boss).unwrap().key.unwrap().reveal(), token.key.reveal());
    assert!(view(pair.west.boss).unwrap().may_reveal.yes() && !view(viewer).unwrap().may_reveal.yes());
    assert_eq!(view(viewer).unwrap().key, None, "[P2] who may not reveal it is not handed it");
    assert_eq!(view(pair.east.boss), None);
    pair.bench.redeem(pair.east, pair.order(token.key, 200));
    assert_eq!(view(pair.east.boss), None, "nor the redeemer's company, once the connection is made");
    let list = pair.bench.look(pair.east, |sight| inventory(sight, pair.east.boss, &Filter::default()));
    assert_eq!(list.window.total, 0);
}
