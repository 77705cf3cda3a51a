//! Several tabs, several hands, one ledger.

use std::cell::{Cell, RefCell};
use std::future::ready;
use std::rc::Rc;

use crosskey::desk::{Desk, Ids, ReadOnly, Trouble};
use crosskey::domain::refusal::Code;
use crosskey::domain::terms::Status;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::journal::memory::MemoryJournal;
use crosskey::journal::record::Record;
use crosskey::journal::{Answer, Journal, JournalError, Position};
use crosskey::ledger::command::{Act, Command, Destination, Spot};
use crosskey::ledger::view::connection::connections;
use crosskey::ledger::world::Outcome;
use futures::future::join_all;
use uuid::Uuid;

use crate::device::Stage;
use crate::support::{Bench, Pair, SeededIds, Token, order_to, port_details};

#[track_caller]
fn refused_with(answer: Result<Outcome, Trouble>, code: Code) -> String {
    match answer {
        Err(Trouble::Refused(refusals)) if refusals.len() == 1 && refusals[0].code == code => {
            refusals[0].message.clone()
        }
        other => panic!("expected {code:?}, found {other:?}"),
    }
}

/// [G2] two tabs redeem one key: the first wins, the other is told that it was already used
#[test]
fn two_tabs_redeem_one_key_once() {
    let pair = Pair::new();
    let token = pair.token(100);
    let other = pair.bench.other_tab(2);
    // Both tabs know the token as unused.
    assert_eq!(other.status(pair.west, token.id), Status::Unused);
    let mine = pair.bench.command(pair.east.boss, Act::Redeem(pair.order(token.key, 200)));
    let theirs = other.command(pair.east.boss, Act::Redeem(pair.order(token.key, 201)));
    let won = pair.bench.submit(mine).unwrap();
    let told = refused_with(other.submit(theirs), Code::AlreadyUsed);
    assert!(told.starts_with("Your own company used this key on 2026-03-02"), "{told}");
    assert_eq!(other.head(), won.seq, "the other tab knows it now");
    assert_eq!(pair.bench.look(pair.east, |sight| connections(sight, 0)).total, 1);
}

/// [G2] fifty at once redeem one key: exactly one succeeds
#[test]
fn fifty_at_once_redeem_one_key_once() {
    let pair = Pair::new();
    let token = pair.token(100);
    let commands: Vec<_> =
        (0..50).map(|at| pair.bench.command(pair.east.boss, Act::Redeem(pair.order(token.key, 200 + at)))).collect();
    let answers = pollster::block_on(join_all(commands.into_iter().map(|command| pair.bench.desk.submit(command))));
    let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 49));
    for answer in lost {
        refused_with(answer, Code::AlreadyUsed);
    }
}

/// [G2] fifty tabs, each with a key and a VLAN of its own, all succeed
#[test]
fn fifty_tabs_at_once_all_succeed() {
    let pair = Pair::new();
    let tokens: Vec<Token> = (100..150).map(|vlan| pair.token(vlan)).collect();
    let tabs: Vec<_> = (0..50).map(|at| pair.bench.other_tab(100 + at)).collect();
    let submits = tabs.iter().zip(&tokens).zip(200..).map(|((tab, token), vlan)| {
        tab.desk.submit(tab.command(pair.east.boss, Act::Redeem(pair.order(token.key, vlan))))
    });
    let answers = pollster::block_on(join_all(submits));
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let seqs: Vec<u64> = pair.bench.journal.records().iter().map(|record| record.seq).collect();
    assert_eq!(seqs, (1..=u64::try_from(seqs.len()).unwrap()).collect::<Vec<_>>(), "one record after the other");
    pollster::block_on(pair.bench.desk.refresh());
    assert_eq!(pair.bench.look(pair.east, |sight| connections(sight, 0)).total, 50);
}

/// [V1] two tabs create tokens on one VLAN: the second is told that it is taken
#[test]
fn two_tabs_take_one_vlan_once() {
    let pair = Pair::new();
    let other = pair.bench.other_tab(2);
    let create = |bench: &Bench| {
        bench.command(pair.west.boss, Act::CreateToken(bench.token_on(pair.west_port, Tag::Dot1q(100))))
    };
    let (mine, theirs) = (create(&pair.bench), create(&other));
    pair.bench.submit(mine).unwrap();
    refused_with(other.submit(theirs), Code::VlanTaken);
}

/// [E4] [D2] two tabs each take the next available interface, and each gets one of its own
#[test]
fn two_tabs_take_an_interface_each() {
    let stage = Stage::new();
    let other = stage.bench.other_tab(2);
    let create = |bench: &Bench| {
        bench.command(stage.west.boss, Act::CreateToken(bench.z_token_on(stage.device, Spot::NextInterface)))
    };
    let (mine, theirs) = (create(&stage.bench), create(&other));
    stage.bench.submit(mine).unwrap();
    let theirs = other.submit(theirs).unwrap().grant().unwrap();
    assert_eq!(other.grant(stage.west, theirs).pin.to_string(), "interface 3");
}

/// [E4] [D2] of two tabs that each want a token for every free interface one gets them all, the other none
#[test]
fn one_tab_takes_every_interface() {
    let stage = Stage::new();
    let other = stage.bench.other_tab(2);
    let create = |bench: &Bench| {
        bench.command(stage.west.boss, Act::CreateToken(bench.z_token_on(stage.device, Spot::EveryInterface)))
    };
    let (mine, theirs) = (create(&stage.bench), create(&other));
    assert_eq!(stage.bench.submit(mine).unwrap().grants.len(), 9);
    refused_with(other.submit(theirs), Code::InterfaceTaken);
}

/// [R4] [G2] two tabs redeem pairs that share a token: one wins, and the other's own token is left
#[test]
fn two_pairs_share_a_token() {
    let stage = Stage::new();
    let Stage { bench, west, east, .. } = &stage;
    let port = bench.add_port(*west, "West Port 2", Tagging::Dot1q);
    let shared = stage.token(Spot::NextInterface);
    let [one, two] = [100, 101].map(|vlan| bench.create_token(*west, port, Tag::Dot1q(vlan)));
    let other = bench.other_tab(2);
    let redeem = |bench: &Bench, first: Token, second: Token| {
        let order = order_to(first.key, Destination::Token { key: second.key });
        bench.command(east.boss, Act::Redeem(order))
    };
    let (mine, theirs) = (redeem(bench, one, shared), redeem(&other, two, shared));
    bench.submit(mine).unwrap();
    refused_with(other.submit(theirs), Code::AlreadyUsed);
    assert_eq!(other.status(*west, one.id), Status::Used);
    assert_eq!(other.status(*west, two.id), Status::Unused);
}

/// Counts what is drawn.
struct CountedIds {
    inner: Rc<SeededIds>,
    drawn: Cell<usize>,
}

impl Ids for CountedIds {
    fn draw(&self) -> Uuid {
        self.drawn.set(self.drawn.get() + 1);
        self.inner.draw()
    }
}

/// [D2] what is decided again after a conflict keeps the identities that were drawn for it
#[test]
fn a_second_try_draws_no_second_identities() {
    let pair = Pair::new();
    let ids = Rc::new(CountedIds { inner: SeededIds::from(8), drawn: Cell::new(0) });
    let desk =
        pollster::block_on(Desk::open(Rc::new(pair.bench.journal.clone()), pair.bench.clock.clone(), ids.clone()));
    let create = |vlan| {
        let act = Act::CreateToken(pair.bench.token_on(pair.west_port, Tag::Dot1q(vlan)));
        pollster::block_on(desk.submit(pair.bench.command(pair.west.boss, act))).unwrap()
    };
    create(100);
    assert_eq!(ids.drawn.get(), 2, "the grant's id and its key");
    pair.bench.other_tab(2).add_port(pair.west, "Meanwhile", Tagging::Dot1q);
    let outcome = create(101);
    assert_eq!(ids.drawn.get(), 4);
    assert_eq!(outcome.seq, desk.roster(|world| world.head()), "it was decided again, after what came in between");
}

/// [R8] a repeated attempt gets the first answer and has no second effect
#[test]
fn a_repeated_attempt_has_no_second_effect() {
    let pair = Pair::new();
    let token = pair.token(100);
    let command = pair.bench.command(pair.east.boss, Act::Redeem(pair.order(token.key, 200)));
    let first = pair.bench.submit(command.clone()).unwrap();
    let records = pair.bench.journal.records();
    for _ in 0..3 {
        assert_eq!(pair.bench.submit(command.clone()), Ok(first.clone()));
    }
    assert_eq!(pair.bench.journal.records(), records);
    // The same form drawn anew is another attempt.
    refused_with(pair.bench.submit(pair.bench.command(pair.east.boss, command.act)), Code::AlreadyUsed);
}

/// [R8] the answer to an attempt is for whoever made it
#[test]
fn an_attempt_is_its_persons() {
    let pair = Pair::new();
    let command =
        pair.bench.command(pair.west.boss, Act::CreateToken(pair.bench.token_on(pair.west_port, Tag::Dot1q(100))));
    pair.bench.submit(command.clone()).unwrap();
    let stolen = Command { person: pair.east.boss, ..command };
    assert_eq!(pair.bench.submit(stolen), Err(Trouble::Identity));
}

/// What draws the same identity again and again.
struct StuckIds(Uuid);

impl Ids for StuckIds {
    fn draw(&self) -> Uuid {
        self.0
    }
}

/// [G1] identities that are in use, that repeat, or that are none make nothing
#[test]
fn what_is_made_has_identities_of_its_own() {
    let pair = Pair::new();
    let head = pair.bench.head();
    for stuck in [pair.west_port.uuid(), pair.west.boss.uuid(), Uuid::nil(), Uuid::from_u128(77)] {
        let journal = Rc::new(pair.bench.journal.clone());
        let ids = Rc::new(StuckIds(stuck));
        let desk = pollster::block_on(Desk::open(journal, pair.bench.clock.clone(), ids));
        let act = Act::CreateToken(pair.bench.token_on(pair.west_port, Tag::Dot1q(100)));
        let answer = pollster::block_on(desk.submit(pair.bench.command(pair.west.boss, act)));
        assert_eq!(answer, Err(Trouble::Identity), "{stuck}");
        assert_eq!(desk.draw_new().is_ok(), stuck == Uuid::from_u128(77), "a new one, once");
    }
    assert_eq!(pair.bench.other_tab(2).head(), head, "nothing was stored");
}

/// [R8] an attempt sent twice at once, by one tab and by several, is carried out once
#[test]
fn an_attempt_sent_many_times_at_once_is_carried_out_once() {
    let pair = Pair::new();
    let other = pair.bench.other_tab(2);
    let command =
        pair.bench.command(pair.west.boss, Act::CreateToken(pair.bench.token_on(pair.west_port, Tag::Dot1q(100))));
    let head = pair.bench.head();
    let desks = [&pair.bench.desk, &other.desk, &pair.bench.desk, &other.desk];
    let answers = pollster::block_on(join_all(desks.map(|desk| desk.submit(command.clone()))));
    assert!(answers.iter().all(|answer| *answer == answers[0] && answer.is_ok()), "{answers:?}");
    assert_eq!(pair.bench.journal.records().last().unwrap().seq, head + 1);
}

/// [R8] an attempt repeated after a reload gets the first answer, though nothing of it could be decided again
#[test]
fn an_attempt_is_remembered_over_a_reload() {
    let pair = Pair::new();
    let stale = pair.bench.other_tab(2);
    let token = pair.token(100);
    let command = pair.bench.command(pair.east.boss, Act::Redeem(pair.order(token.key, 200)));
    let first = pair.bench.submit(command.clone()).unwrap();
    assert_eq!(pair.bench.other_tab(3).submit(command.clone()), Ok(first.clone()), "a tab opened afterwards");
    assert_eq!(stale.submit(command), Ok(first), "a tab that knew neither the key nor its redemption");
}

/// [D2] what a tab would refuse on stale facts is decided again on fresh ones
#[test]
fn a_refusal_on_stale_facts_is_decided_again() {
    let pair = Pair::new();
    let held = pair.token(100);
    let stale = pair.bench.other_tab(2);
    pair.bench.act(pair.west.boss, Act::DeleteToken(held.id));
    let create = Act::CreateToken(stale.token_on(pair.west_port, Tag::Dot1q(100)));
    assert!(stale.desk.check(&stale.command(pair.west.boss, create.clone())).is_err(), "as far as it knows");
    assert!(stale.submit(stale.command(pair.west.boss, create)).is_ok());
}

/// [D2] whatever a tab reads on the way is told to its listeners, though its own command is refused
#[test]
fn listeners_are_told_of_what_was_read_on_the_way() {
    let pair = Pair::new();
    let token = pair.token(100);
    let stale = pair.bench.other_tab(2);
    pair.bench.redeem(pair.east, pair.order(token.key, 200));
    let seen = Rc::new(RefCell::new(vec![]));
    let told = seen.clone();
    stale.desk.subscribe(Rc::new(move || told.borrow_mut().push(())));
    let command = stale.command(pair.east.boss, Act::Redeem(pair.order(token.key, 201)));
    refused_with(stale.submit(command), Code::AlreadyUsed);
    assert_eq!(seen.borrow().len(), 1);
    pollster::block_on(stale.desk.refresh());
    assert_eq!(seen.borrow().len(), 1, "nothing new, nothing told");
}

/// [D2] a listener may ask the desk, and is told after the facts are there
#[test]
fn a_listener_sees_what_it_was_told_of() {
    let pair = Pair::new();
    let other = pair.bench.other_tab(2);
    let desk = Rc::new(other.desk);
    let heads = Rc::new(RefCell::new(vec![]));
    let (listening, told) = (desk.clone(), heads.clone());
    desk.subscribe(Rc::new(move || told.borrow_mut().push(listening.roster(|world| world.head()))));
    pair.token(100);
    pair.token(101);
    pollster::block_on(desk.refresh());
    pair.token(102);
    pollster::block_on(desk.refresh());
    let head = pair.bench.head();
    assert_eq!(*heads.borrow(), [head - 1, head]);
}

/// [D2] the journal in memory tells every tab to look again
#[test]
fn the_journal_says_look_again() {
    let pair = Pair::new();
    let calls = Rc::new(Cell::new(0));
    let counted = calls.clone();
    pair.bench.journal.watch(Rc::new(move || counted.set(counted.get() + 1)));
    pair.token(100);
    pair.bench.refused(pair.west.boss, Act::CreateToken(pair.bench.token_on(pair.west_port, Tag::Dot1q(100))));
    assert_eq!(calls.get(), 1);
}

/// [D2] an append is refused unless it follows the newest record
#[test]
fn an_append_follows_the_newest_record() {
    let pair = Pair::new();
    let record = pair.bench.journal.records().pop().unwrap();
    let append = |expect: u64, seq: u64| {
        let record = Record { seq, ..record.clone() };
        pollster::block_on(pair.bench.journal.append(Position::after(expect), record))
    };
    let head = pair.bench.head();
    for (expect, seq) in [(head - 1, head), (head + 1, head + 2), (head, head + 2), (head, head)] {
        assert_eq!(append(expect, seq), Err(JournalError::Conflict), "{expect} {seq}");
    }
    assert_eq!(append(head, head + 1), Ok(Position::after(head + 1)));
}

/// A journal that fails in one way, once it is told to.
struct Failing {
    inner: MemoryJournal,
    error: RefCell<Option<JournalError>>,
}

impl Journal for Failing {
    fn read_after(&self, position: Position, limit: usize) -> Answer<'_, Vec<Record>> {
        self.inner.read_after(position, limit)
    }

    fn read_about(&self, id: Uuid) -> Answer<'_, Vec<Record>> {
        self.inner.read_about(id)
    }

    fn append(&self, expect: Position, record: Record) -> Answer<'_, Position> {
        match self.error.borrow().clone() {
            Some(error) => Box::pin(ready(Err(error))),
            None => self.inner.append(expect, record),
        }
    }

    fn watch(&self, look_again: Rc<dyn Fn()>) {
        self.inner.watch(look_again);
    }
}

/// [D4] a failure under way is told, nothing has happened, and from then on the tab only reads
#[test]
fn a_failure_under_way_makes_the_tab_read_only() {
    for error in [
        JournalError::Full,
        JournalError::Forbidden,
        JournalError::Absent,
        JournalError::Superseded,
        JournalError::Failed("the disk is gone".to_owned()),
    ] {
        let pair = Pair::new();
        let journal = Rc::new(Failing { inner: pair.bench.journal.clone(), error: RefCell::new(None) });
        let desk = pollster::block_on(Desk::open(journal.clone(), pair.bench.clock.clone(), pair.bench.ids.clone()));
        let create =
            |name: &str| pair.bench.command(pair.west.boss, Act::AddAsset(port_details(name, "DC", 1, Tagging::Dot1q)));
        pollster::block_on(desk.submit(create("First"))).unwrap();
        let head = desk.roster(|world| world.head());
        *journal.error.borrow_mut() = Some(error.clone());
        let command = create("Second");
        assert_eq!(pollster::block_on(desk.submit(command.clone())), Err(Trouble::Storage(error.clone())));
        *journal.error.borrow_mut() = None;
        let told = ReadOnly::Storage(error);
        assert_eq!(desk.read_only(), Some(told.clone()));
        assert_eq!(pollster::block_on(desk.submit(command)), Err(Trouble::ReadOnly(told)));
        assert_eq!(desk.roster(|world| world.head()), head, "nothing is shown that is not stored");
        assert_eq!(pair.bench.journal.records().len(), usize::try_from(head).unwrap());
    }
}
