//! Ledger time, and what a clock that goes wrong may and may not do.

use std::cell::Cell;
use std::rc::Rc;

use crosskey::desk::{Desk, Lead, LeadingClock, ReadOnly, Trouble};
use crosskey::domain::json;
use crosskey::domain::refusal::{Code, Field};
use crosskey::domain::terms::Status;
use crosskey::domain::time::{Day, Timestamp};
use crosskey::domain::vlan::Tag;
use crosskey::ledger::command::Act;
use crosskey::ledger::view::{grant, inbox};
use crosskey::ledger::world::World;

use crate::support::{HOUR, MINUTE, Pair, START, SeededIds, clock_is_behind, port_details};

/// [G4] the last millisecond before the expiry is in time, the instant of expiry is too late
#[test]
fn the_instant_of_expiry_is_too_late() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let (first, second) = (pair.token(100), pair.token(101));
    let expires = bench.grant(*west, first.id).row.expires.millis();
    bench.clock.set(expires - 1);
    bench.redeem(*east, pair.order(first.key, 200));
    bench.clock.set(expires);
    assert_eq!(bench.status(*west, second.id), Status::Expired);
    let refusal = bench.refused_once(east.boss, Act::Redeem(pair.order(second.key, 201)), Code::Expired, Field::Key);
    assert_eq!(refusal.message, "This key expired on 2026-05-31 at 00:00 UTC. Ask West Company for a new one.");
}

/// [G4] a clock up to ten minutes behind the newest entry is put up with; ledger time waits for it
#[test]
fn ten_minutes_behind_are_put_up_with() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    bench.clock.set(START - 10 * MINUTE);
    assert_eq!(bench.desk.read_only(), None);
    assert_eq!(bench.desk.now(), Timestamp::from_millis(START));
    let outcome =
        bench.act(west.boss, Act::AddAsset(port_details("Port", "DC", 1, crosskey::domain::vlan::Tagging::Dot1q)));
    assert_eq!(outcome.at, Timestamp::from_millis(START), "an entry is never older than the one before");
}

/// [G4] one millisecond more, and the tab only reads until that is confirmed
#[test]
fn more_than_ten_minutes_behind_makes_the_tab_read_only() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    let clock = START - 10 * MINUTE - 1;
    bench.clock.set(clock);
    let told = ReadOnly::ClockBehind { newest: Timestamp::from_millis(START), clock: Timestamp::from_millis(clock) };
    assert_eq!(bench.desk.read_only(), Some(told.clone()));
    let command = bench.command(west.boss, Act::CreateToken(bench.token_on(pair.west_port, Tag::Dot1q(100))));
    let head = bench.head();
    assert_eq!(bench.submit(command.clone()), Err(Trouble::ReadOnly(told)));
    assert_eq!(bench.head(), head);
    assert!(bench.look(*west, |sight| sight.own_asset(pair.west_port).is_some()), "it still reads");

    bench.desk.confirm_clock();
    assert_eq!(bench.desk.read_only(), None);
    let outcome = bench.submit(command).unwrap();
    assert_eq!(outcome.at, Timestamp::from_millis(START), "ledger time goes on from the newest entry");
}

/// [G4] a clock that comes right again needs no confirming
#[test]
fn a_clock_that_comes_right_needs_no_confirming() {
    let pair = Pair::new();
    pair.bench.clock.set(START - HOUR);
    assert!(clock_is_behind(&pair.bench));
    pair.bench.clock.set(START + HOUR);
    assert!(!clock_is_behind(&pair.bench));
    pair.token(100);
}

/// [G4] what expired stays expired when the clock is set back, here and in a tab that opens then
#[test]
fn nothing_unexpires() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let token = pair.token(100);
    let expires = bench.grant(*west, token.id).row.expires.millis();
    bench.clock.set(expires);
    bench.create(*west, bench.token_on(pair.west_port, Tag::Dot1q(100)));
    for back in [expires - 5 * MINUTE, expires - 40 * HOUR] {
        bench.clock.set(back);
        bench.desk.confirm_clock();
        assert_eq!(bench.status(*west, token.id), Status::Expired);
        bench.refused_once(east.boss, Act::Redeem(pair.order(token.key, 200)), Code::Expired, Field::Key);
        let other = bench.other_tab(9);
        assert_eq!(other.status(*west, token.id), Status::Expired);
        assert_eq!(other.desk.now(), bench.desk.now());
    }
}

/// [G4] a repeated attempt gets its answer though the tab only reads
#[test]
fn a_repeated_attempt_is_answered_while_reading_only() {
    let pair = Pair::new();
    let command =
        pair.bench.command(pair.west.boss, Act::CreateToken(pair.bench.token_on(pair.west_port, Tag::Dot1q(100))));
    let outcome = pair.bench.submit(command.clone()).unwrap();
    pair.bench.clock.set(0);
    assert!(clock_is_behind(&pair.bench));
    assert_eq!(pair.bench.submit(command), Ok(outcome));
}

/// [E6] days are read and written as calendars have them
#[test]
fn days_are_those_of_the_calendar() {
    for text in ["2026-03-02", "2024-02-29", "1999-12-31", "2400-02-29"] {
        assert_eq!(Day::parse(text).unwrap().to_string(), text);
    }
    for text in [
        "",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-01-32",
        "26/03/02",
        "2026-03",
        "tomorrow",
        "2026-03-02T00:00",
    ] {
        assert_eq!(Day::parse(text), None, "{text}");
    }
    let day = Day::parse("2026-03-02").unwrap();
    assert_eq!(Timestamp::from_millis(START).day(), day);
    assert_eq!((day.start().day(), Timestamp::from_millis(day.start().millis() - 1).day()), (day, day.plus(-1)));
    assert_eq!(day.days_until(day.plus(90)), 90);
    assert_eq!(Timestamp::from_millis(-1).day().to_string(), "1969-12-31");
}

/// [G4] an entry that is older than the one before it does not turn ledger time back
#[test]
fn an_older_entry_does_not_turn_time_back() {
    let pair = Pair::new();
    let mut world = World::default();
    let mut entries: Vec<_> = pair.bench.journal.records().iter().map(|record| record.decode().unwrap()).collect();
    entries.last_mut().unwrap().at = Timestamp::from_millis(START - HOUR);
    entries.iter().for_each(|entry| world.apply(entry));
    assert_eq!(world.newest(), Timestamp::from_millis(START));
}

/// [G4] a clock that was put ahead goes on from there; whoever keeps the lead in the same place sees what its days
/// bring, and what is written then is no later than anybody's clock
#[test]
fn a_clock_can_be_put_ahead() {
    let pair = Pair::new();
    let (token, west) = (pair.token(100), pair.west);
    let lead = Rc::new(Cell::new(Lead::default()));
    let tab = |seed| {
        let kept = Rc::clone(&lead);
        let clock = LeadingClock::new(pair.bench.clock.clone(), move || kept.get());
        pollster::block_on(Desk::open(Rc::new(pair.bench.journal.clone()), Rc::new(clock), SeededIds::from(seed)))
    };
    let (one, other) = (tab(7), tab(8));
    let status =
        |desk: &Desk| desk.look(west.boss, |sight| grant::grant(sight, west.boss, token.id)).unwrap().row.status.status;
    let unread = |desk: &Desk| desk.look(west.boss, inbox::unread);
    assert_eq!((one.now(), status(&one), unread(&one)), (Timestamp::from_millis(START), Status::Unused, 0));

    lead.set(lead.get().later(30).later(30).later(23));
    pair.bench.clock.advance(HOUR);
    let told = Timestamp::from_millis(START + HOUR).plus_days(83);
    assert_eq!((one.now(), status(&one), unread(&one)), (told, Status::Unused, 1), "it expires within seven days");

    lead.set(lead.get().later(7));
    for desk in [&one, &other, &tab(9)] {
        assert_eq!((desk.now(), status(desk)), (told.plus_days(7), Status::Expired));
    }
    let outcome = pollster::block_on(one.submit(pair.bench.command(west.boss, Act::DeleteToken(token.id)))).unwrap();
    assert_eq!(outcome.at, told.plus_days(7));
    pollster::block_on(other.refresh());
    assert_eq!((status(&other), other.read_only()), (Status::Deleted, None));
    pair.bench.clock.advance(MINUTE);
    assert_eq!(other.now(), Timestamp::from_millis(told.plus_days(7).millis() + MINUTE));
}

/// [G4] a lead only grows, up to ten years, whatever was kept of it
#[test]
fn a_lead_only_grows() {
    let kept = |days: &str| -> Lead { json::read_stored(&serde_json::from_str(days).unwrap()).unwrap() };
    for (lead, days) in [
        (Lead::default(), 0),
        (Lead::default().later(1).later(30), 31),
        (Lead::default().later(30).later(-31), 30),
        (Lead::default().later(i64::MAX).later(30), Lead::LONGEST),
        (kept("31").later(1), 32),
        (kept("-5"), 0),
        (kept("-5").later(1), 1),
        (kept("9223372036854775807").later(1), Lead::LONGEST),
    ] {
        assert_eq!(lead.days(), days);
    }
}

/// [E6] what the ledger says of instants in UTC is said to people in their own zone, and nothing else of it changes
#[test]
fn instants_in_a_sentence_are_said_in_another_zone() {
    let say = |at: Timestamp| format!("<{}>", at.millis());
    let said = |sentence: &str| Timestamp::said_by(sentence, say);
    let at = Timestamp::from_millis(START);
    assert_eq!(at.to_minute(), "2026-03-02 at 09:30 UTC");
    assert_eq!(
        said(&format!("Used on {}; see {}.", at.to_minute(), at.to_minute())),
        format!("Used on <{START}>; see <{START}>.")
    );
    for sentence in [
        "",
        "UTC",
        " UTC",
        "at UTC, 2026-03-02",
        "2026-13-02 at 09:30 UTC",
        "für 2026-03-02ü at 9:30 UTC UTC",
        "“日本日本日本日本” UTC",
    ] {
        assert_eq!(said(sentence), sentence);
    }
    assert_eq!(said("2026-13-02 at 09:30 UTC, 2026-03-02 at 09:30 UTC"), format!("2026-13-02 at 09:30 UTC, <{START}>"));
}
