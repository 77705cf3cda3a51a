//! What no story may break, however it goes.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};

use crosskey::domain::json;
use crosskey::domain::key::Key;
use crosskey::domain::place::Place;
use crosskey::domain::terms::{Status, Usage};
use crosskey::domain::time::Timestamp;
use crosskey::domain::vlan::Tag;
use crosskey::journal::record::Record;
use crosskey::ledger::command::{Act, Destination, Redeem};
use crosskey::ledger::event::{Entry, Event};
use crosskey::ledger::view::grant::{counts, grant};
use crosskey::ledger::view::redemption::{pair, preview};
use crosskey::ledger::world::{Claim, Holder};
use proptest::collection::vec;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::story::{PASSWORD, Places, Story, for_stories, mark_of, steps, told, world_of};
use crate::support::Pair;

fn names_key(act: &Act, key: &Key) -> bool {
    match act {
        Act::Redeem(Redeem { end: Destination::Token { key: second }, key: first, .. }) => {
            [first, second].contains(&key)
        }
        Act::Redeem(redeem) => redeem.key == *key,
        Act::RedeemKey(redeem) => redeem.key == *key,
        Act::Adopt(adoptions) => adoptions.iter().any(|adoption| adoption.key == *key),
        _ => false,
    }
}

/// [S1] what is decided over the whole world is decided alike over what the actor's company may read
#[test]
fn decisions_need_no_more_than_their_company_may_read() {
    let (carried_out, refused) = (Cell::new(0_u32), Cell::new(0_u32));
    for_stories(50, 60, |steps| {
        let mut story = Story::told(&[]);
        for step in steps {
            let Some(command) = story.next(step) else { continue };
            let company = story.actors.iter().find(|actor| actor.people.contains(&command.person)).unwrap().company;
            let readable = world_of(&story.readable(company, &|key| names_key(&command.act, key)));
            let whole = story.decide_over(&story.world, &command);
            assert_eq!(story.decide_over(&readable, &command), whole, "{command:?}");
            let count = if whole.is_ok() { &carried_out } else { &refused };
            count.set(count.get() + 1);
            story.judge(&command);
        }
    });
    assert!(carried_out.get() > 300 && refused.get() > 200, "{carried_out:?} {refused:?}");
}

/// [S1] and so is what it is shown: pages, notices, histories and previews
#[test]
fn pages_need_no_more_than_their_company_may_read() {
    for_stories(12, 90, |steps| {
        let story = Story::told(steps);
        let now = story.now();
        for actor in &story.actors {
            let entries = story.readable(actor.company, &|_| false);
            let readable = world_of(&entries);
            for person in &actor.people {
                let whole = story.shown(&story.world, &story.entries, *person, now);
                assert_eq!(story.shown(&readable, &entries, *person, now), whole);
            }
            for (_, key) in story.all_grants() {
                let readable = world_of(&story.readable(actor.company, &|held| *held == key));
                let boss = actor.people[0];
                let whole = preview(&story.world.sight_of(boss, now), boss, &key);
                assert_eq!(preview(&readable.sight_of(boss, now), boss, &key), whole);
            }
            for ((_, one), (_, other)) in story.grants.iter().zip(story.grants.iter().skip(1)) {
                let readable = world_of(&story.readable(actor.company, &|held| [one, other].contains(&held)));
                let boss = actor.people[0];
                let whole = pair(&story.world.sight_of(boss, now), boss, one, other);
                assert_eq!(pair(&readable.sight_of(boss, now), boss, one, other), whole);
            }
        }
    });
}

/// [S1] no private word and no VLAN of a company is found in anything that another one is shown, refused with or may read
#[test]
fn private_words_stay_with_their_company() {
    let marks_seen = Cell::new(0_usize);
    for_stories(15, 90, |steps| {
        let story = Story::told(steps);
        let now = story.now();
        for actor in &story.actors {
            let mut shown: Vec<String> = actor
                .people
                .iter()
                .take(2)
                .flat_map(|person| story.shown(&story.world, &story.entries, *person, now))
                .collect();
            let boss = actor.people[0];
            let sight = story.world.sight_of(boss, now);
            shown.extend(story.all_grants().map(|(_, key)| format!("{:?}", preview(&sight, boss, &key))));
            let refused = story.refusals.iter().filter(|(company, _)| *company == actor.company);
            shown.extend(refused.map(|(_, refusals)| format!("{refusals:?}")));
            // Nor in any event that it may read, whatever keys it holds.
            shown.push(format!("{:?}", story.readable(actor.company, &|_| true)));
            let text = shown.concat();
            let shown = Places::shown_in(&text);
            for other in story.actors.iter().filter(|other| other.company != actor.company) {
                let private = Places::of(other, &story.disclosed(other.company, actor.company));
                assert_eq!(shown.common(&private), Vec::<u16>::new(), "places of another company are shown");
                let mark = mark_of(other);
                assert!(!text.contains(&mark), "{mark} is shown: {}", around(&text, &mark));
            }
            assert!(!text.contains(PASSWORD), "not even its own passwords: {}", around(&text, PASSWORD));
            marks_seen.set(marks_seen.get() + text.matches(&mark_of(actor)).count());
        }
    });
    assert!(marks_seen.get() > 2000, "own words are shown, so the search can find them: {marks_seen:?}");
}

fn around(text: &str, word: &str) -> String {
    let at = text.find(word).map_or(0, |at| text[..at].chars().count());
    text.chars().skip(at.saturating_sub(300)).take(400).collect()
}

/// [S1] a company that a story never concerned is shown nothing but what everybody may know
#[test]
fn who_is_not_concerned_sees_nothing() {
    for_stories(25, 60, |steps| {
        // The third company keeps still, and nobody names its people.
        let quiet: Vec<_> = steps
            .iter()
            .filter(|(_, by)| by[0] % 3 != 2)
            .map(|(kind, by)| (*kind, [by[0], by[1], by[2], by[3], by[4] - by[4] % 4, by[5]]))
            .collect();
        let before = Story::begin();
        let mut after = Story::begin();
        after.go_on(&quiet);
        let boss = after.actors[2].people[0];
        let now = Timestamp::from_millis(after.now().millis());
        let facts = |story: &Story| {
            let mut facts = story.shown(&story.world, &story.entries, boss, now);
            // What it is asked about, but does not have, is simply not there.
            facts.retain(|fact| fact != "None" && fact != "[]");
            facts
        };
        assert_eq!(facts(&after), facts(&before));
        assert_eq!(after.entries.iter().map(|entry| told(entry, after.actors[2].company)).sum::<usize>(), 0);
    });
}

/// [G3] the counts by status are what counting one by one gives, at any time
#[test]
fn counts_are_what_counting_gives() {
    let seen = RefCell::new(BTreeMap::<&str, u32>::new());
    for_stories(30, 90, |steps| {
        let story = Story::told(steps);
        let newest = story.now().millis();
        let expiries = story.entries.iter().flat_map(|entry| &entry.events).filter_map(|event| match event {
            Event::GrantCreated(created) => Some(created.terms.valid.until.millis()),
            Event::TermsEdited { terms, .. } => Some(terms.valid.until.millis()),
            Event::Connected(made) => made.until.map(Timestamp::millis),
            _ => None,
        });
        let mut times: Vec<i64> = expiries.flat_map(|at| [at - 1, at, at + 1]).chain([newest]).collect();
        times.retain(|at| *at >= newest);
        times.sort_unstable();
        times.dedup();
        for now in times.into_iter().map(Timestamp::from_millis) {
            for actor in &story.actors {
                let sight = &story.world.sight(actor.company, now);
                let statuses: Vec<Status> = story
                    .all_grants()
                    .filter_map(|(id, _)| grant(sight, actor.people[0], id))
                    .map(|view| view.row.status.status)
                    .collect();
                for status in Status::ALL {
                    let counted = statuses.iter().filter(|one| **one == status).count();
                    assert_eq!(counts(sight).of(status), counted, "{status:?}");
                    *seen.borrow_mut().entry(status.word()).or_default() += u32::from(counted > 0);
                }
            }
        }
    });
    assert!(Status::ALL.iter().all(|status| seen.borrow()[status.word()] > 0), "{seen:?}");
}

/// [V1] [V4] [G2] [R4] [R9] [R10] no two living places clash, no grant makes two connections, no connection has both ends
/// on one asset, and sums are what adding gives
#[test]
fn places_grants_and_sums_hold_together() {
    let (made, pairs, again) = (Cell::new(0), Cell::new(0), Cell::new(0));
    for_stories(60, 150, |steps| {
        let story = Story::told(steps);
        let now = story.now();
        let mut by_grant = HashMap::new();
        let mut by_connection = HashMap::<_, u32>::new();
        let mut sums = HashMap::new();
        let mut ends = HashSet::new();
        for event in story.entries.iter().flat_map(|entry| &entry.events) {
            if let Event::Redeemed(redeemed) = event {
                made.set(made.get() + 1);
                *by_connection.entry(redeemed.connection).or_default() += 1;
                let (asks, single) = (!redeemed.terms.pre_approved, redeemed.terms.usage == Usage::Single);
                let before = by_grant.insert(redeemed.grant, redeemed.connection).filter(|_| single);
                if let Some(before) = before {
                    // Only what came to nothing gives its key back (R7).
                    let sight = story.world.sight(redeemed.issuer, now);
                    let state = sight.connection(before).unwrap().state(now);
                    assert!(asks && !state.holds() && state.word() != "Deleted", "redeemed twice: {state:?}");
                    again.set(again.get() + 1);
                }
            }
            if let Event::EndTaken(taken) = event
                && let Some((asset, _)) = taken.end.held()
            {
                assert!(ends.insert((taken.connection, asset)), "both ends on one asset: {taken:?}");
                let sight = story.world.sight(taken.company, now);
                let connection = sight.connection(taken.connection).unwrap();
                if connection.is_living() {
                    *sums.entry(asset).or_insert(0) += u64::from(connection.bandwidth.get());
                }
            }
        }
        pairs.set(pairs.get() + by_connection.values().filter(|grants| **grants == 2).count());
        for actor in &story.actors {
            let sight = story.world.sight(actor.company, now);
            for id in &story.all_assets().collect::<Vec<_>>() {
                let claims: Vec<_> = sight.claims(*id).collect();
                for (at, one) in claims.iter().enumerate() {
                    let clash = |other: &&&Claim| one.place.clashes(other.place) && !same_connection(one, other);
                    assert_eq!(claims.iter().skip(at + 1).find(clash), None, "{one:?}");
                }
                if let Some((asset, speed)) = sight.own_asset(*id).and_then(|asset| Some((asset, asset.speed()?))) {
                    assert_eq!(sight.committed(*id), sums.get(id).copied().unwrap_or_default());
                    assert!(sight.highest_limit(*id).is_none_or(|limit| limit <= speed), "{asset:?}");
                }
            }
        }
    });
    assert!(made.get() > 50 && pairs.get() > 3 && again.get() > 0, "{made:?} {pairs:?} {again:?}");
}

/// A connection may want to move within the place that it holds itself.
fn same_connection(one: &Claim, other: &Claim) -> bool {
    let of = |holder| match holder {
        Holder::Connection(id) | Holder::Proposal(id) => Some(id),
        Holder::Grant(_) => None,
    };
    one.holder != other.holder && of(one.holder).is_some() && of(one.holder) == of(other.holder)
}

/// [S1] the stories tell of everything there is to tell, so that what holds for them holds for all of it
#[test]
fn the_stories_leave_nothing_out() {
    let told = RefCell::new(BTreeMap::<String, u32>::new());
    for_stories(25, 90, |steps| {
        let story = Story::told(steps);
        for event in story.entries.iter().flat_map(|entry| &entry.events) {
            let kind = json::write(&event).as_object().unwrap().keys().next().unwrap().clone();
            *told.borrow_mut().entry(kind).or_default() += 1;
        }
    });
    let told = told.into_inner();
    assert!(told.len() == 34 && told.values().all(|count| *count > 0), "{} {told:?}", told.len());
}

/// [D1] a world read back from the journal's records is the world that was written
#[test]
fn a_world_read_back_is_the_same() {
    for_stories(20, 60, |steps| {
        let story = Story::told(steps);
        let stored = story.entries.iter().map(Record::encode);
        let stored: Vec<String> = stored.map(|record| json::write(&record).to_string()).collect();
        let read = |text: &String| json::read_stored::<Record>(&text.parse().unwrap()).unwrap().decode().unwrap();
        let entries: Vec<Entry> = stored.iter().map(read).collect();
        assert_eq!(entries, story.entries);
        assert_eq!(world_of(&entries).newest(), story.world.newest());
    });
}

/// [S1] folding is total: whatever is missing, repeated or out of order, it goes on and every page can be shown
#[test]
fn folding_never_fails() {
    let config = Config { cases: 30, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&(steps(90), vec(0..100_u16, 60)), |(steps, luck)| {
        let story = Story::told(&steps);
        let mut luck = luck.iter().cycle();
        let mut entries = story.entries.clone();
        for entry in &mut entries {
            let kept: Vec<Event> = entry.events.drain(..).filter(|_| luck.next().is_some_and(|by| *by >= 15)).collect();
            entry.events = kept;
        }
        for at in 0..entries.len() {
            match luck.next() {
                Some(by) if *by < 10 => entries.swap(at, usize::from(*by)),
                Some(by) if *by < 20 => entries.push(entries[at].clone()),
                _ => {}
            }
        }
        let world = world_of(&entries);
        for person in story.actors.iter().flat_map(|actor| &actor.people) {
            story.shown(&world, &entries, *person, story.now());
        }
        Ok(())
    });
    outcome.unwrap();
}

/// [S1] the lens itself answers nothing about what another company has, whoever asks
#[test]
fn the_lens_shows_nothing_of_another_company() {
    let pair = Pair::new();
    let (token, connection) = pair.connected();
    pair.token(101);
    let third = pair.bench.found_company("Third Company");
    for firm in [pair.east, third] {
        pair.bench.look(firm, |sight| {
            let port = pair.west_port;
            assert!(
                sight.own_asset(port).is_none() && sight.asset_name(port).is_none() && sight.profile(port).is_none()
            );
            assert!(sight.claims(port).next().is_none() && sight.grants_on(port).is_empty());
            assert!(sight.holder(port, Place::Vlan(Tag::Dot1q(101)), None).is_none());
            assert_eq!((sight.committed(port), sight.highest_limit(port)), (0, None));
            assert!(sight.own_grant(token.id).is_none() && sight.person(pair.west.boss).is_none());
            assert_eq!(sight.people().count(), 1);
            assert_eq!(sight.connection(connection).is_some(), firm.company == pair.east.company);
            let theirs = sight.connection(connection).into_iter().flat_map(|connection| sight.own_ends(connection));
            assert!(theirs.into_iter().all(|end| end.company == pair.east.company));
            let offer = sight.offer(&token.key).unwrap();
            assert_eq!(offer.winner.is_some(), firm.company == pair.east.company);
        });
    }
}
