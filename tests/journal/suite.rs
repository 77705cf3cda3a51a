//! What every journal engine must do, alone and under the desk. Each test gets an engine with a fresh, empty journal.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use crosskey::desk::{Clock, Desk, Ids, ReadOnly, Trouble};
use crosskey::domain::asset::{AssetKind, Port};
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::Side;
use crosskey::domain::id::{AssetId, AttemptId, PersonId};
use crosskey::domain::key::Key;
use crosskey::domain::metro::Metro;
use crosskey::domain::permission::{FabricRole, Roles};
use crosskey::domain::refusal::{Code, Field};
use crosskey::domain::text::Email;
use crosskey::domain::time::Timestamp;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::journal::record::{Record, VERSION};
use crosskey::journal::{Journal, JournalError, Position};
use crosskey::ledger::command::{
    Act, AssetDetails, Command, CreateToken, Destination, FoundCompany, PersonDetails, Redeem, Spot, TokenDetails,
};
use futures::future::join_all;
use uuid::Uuid;

/// A journal engine with one journal.
#[allow(async_fn_in_trait, reason = "nobody but these tests uses it")]
pub trait Engine {
    /// Another handle on the same journal, as another tab has it.
    async fn handle(&self) -> Rc<dyn Journal>;

    /// Lets what is under way between handles arrive.
    async fn breathe(&self);
}

/// Calls a macro with the name of every test here.
#[macro_export]
macro_rules! every_test {
    ($run:ident) => {
        $run! {
            what_is_appended_is_read
            a_page_ends_at_its_limit
            records_are_found_by_what_they_are_about
            a_conflict_leaves_nothing_behind
            no_gap_can_arise
            of_appends_at_once_one_wins
            the_other_handle_is_told
            what_is_acknowledged_survives_reopening
            submits_at_once_in_one_tab_lose_nothing
            submits_at_once_in_two_tabs_lose_nothing
            a_repeated_attempt_gets_its_first_answer
            of_two_tabs_one_redeems_the_key
            a_newer_record_makes_the_tab_read_only
            an_unreadable_record_makes_the_tab_read_only
        }
    };
}

/// [D1] A record comes back as it was given, whatever its text.
pub async fn what_is_appended_is_read(engine: &impl Engine) {
    let journal = engine.handle().await;
    assert_eq!(read(&journal).await, []);
    let first = Record { body: "{\"text\":\"ä 中 \u{1f511} \\u0000 \u{0}\"}".to_owned(), ..record(1) };
    let second = Record { at: i64::from(u32::MAX) * 1000, about: vec![id(1).to_string()], ..record(2) };
    assert_eq!(journal.append(Position::START, first.clone()).await, Ok(Position::after(1)));
    assert_eq!(journal.append(Position::after(1), second.clone()).await, Ok(Position::after(2)));
    assert_eq!(read(&journal).await, [first, second]);
}

/// [D1] Reading goes on where it stopped, in order, a page at a time.
pub async fn a_page_ends_at_its_limit(engine: &impl Engine) {
    let journal = filled(engine, 12).await;
    let page = async |after, limit| {
        let records = journal.read_after(Position::after(after), limit).await.unwrap();
        records.iter().map(|record| record.seq).collect::<Vec<_>>()
    };
    assert_eq!(page(0, 5).await, [1, 2, 3, 4, 5]);
    assert_eq!(page(5, 5).await, [6, 7, 8, 9, 10]);
    assert_eq!(page(10, 5).await, [11, 12]);
    assert_eq!(page(12, 5).await, [0; 0]);
    assert_eq!(page(0, 0).await, [0; 0]);
    assert_eq!(page(9, usize::MAX).await, [10, 11, 12]);
}

/// [N3] The index finds every record about an identity, in order, and no other.
pub async fn records_are_found_by_what_they_are_about(engine: &impl Engine) {
    let journal = engine.handle().await;
    for (seq, about) in [(1, vec![1]), (2, vec![2]), (3, vec![]), (4, vec![2, 1]), (5, vec![1, 3])] {
        let about = about.into_iter().map(|number| id(number).to_string()).collect();
        journal.append(Position::after(seq - 1), Record { about, ..record(seq) }).await.unwrap();
    }
    let about = async |number| {
        let records = journal.read_about(id(number)).await.unwrap();
        records.iter().map(|record| record.seq).collect::<Vec<_>>()
    };
    assert_eq!(about(1).await, [1, 4, 5]);
    assert_eq!(about(2).await, [2, 4]);
    assert_eq!(about(3).await, [5]);
    assert_eq!(about(4).await, [0; 0]);
}

/// [D2] Where something else stands, nothing is written.
pub async fn a_conflict_leaves_nothing_behind(engine: &impl Engine) {
    let (one, other) = (filled(engine, 3).await, engine.handle().await);
    let before = read(&one).await;
    let mine = Record { body: "mine".to_owned(), ..record(3) };
    assert_eq!(other.append(Position::after(2), mine).await, Err(JournalError::Conflict));
    assert_eq!(other.append(Position::START, record(1)).await, Err(JournalError::Conflict));
    assert_eq!(read(&one).await, before);
    assert_eq!(other.append(Position::after(3), record(4)).await, Ok(Position::after(4)));
    assert_eq!(read(&one).await.len(), 4);
}

/// [D1] A record goes to the place right after the last one, or nowhere.
pub async fn no_gap_can_arise(engine: &impl Engine) {
    let journal = filled(engine, 2).await;
    for (expect, seq) in [(3, 4), (9, 10), (2, 4), (2, 2), (1, 3)] {
        let answer = journal.append(Position::after(expect), record(seq)).await;
        assert!(answer.is_err(), "record {seq} after {expect}: {answer:?}");
    }
    assert_eq!(read(&journal).await, [record(1), record(2)]);
}

/// [D2] Ten handles write at the same moment: one record stands.
pub async fn of_appends_at_once_one_wins(engine: &impl Engine) {
    let mut handles = vec![];
    for _ in 0..10 {
        handles.push(engine.handle().await);
    }
    let mine = |number: i64| Record { at: number, ..record(1) };
    let appends = handles.iter().zip(0..).map(|(journal, number)| journal.append(Position::START, mine(number)));
    let answers = join_all(appends).await;
    let won: Vec<i64> =
        answers.iter().zip(0..).filter(|(answer, _)| answer.is_ok()).map(|(_, number)| number).collect();
    assert_eq!(won.len(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| **answer == Err(JournalError::Conflict)).count(), 9);
    let stored = read(&engine.handle().await).await;
    assert_eq!(stored, [mine(won[0])]);
}

/// [D2] Another tab hears of a record and finds it there.
pub async fn the_other_handle_is_told(engine: &impl Engine) {
    let (one, other) = (engine.handle().await, engine.handle().await);
    let told = Rc::new(Cell::new(0));
    let count = Rc::clone(&told);
    other.watch(Rc::new(move || count.set(count.get() + 1)));
    one.append(Position::START, record(1)).await.unwrap();
    until(engine, || told.get() > 0).await;
    assert_eq!(read(&other).await, [record(1)]);
}

/// [D1] What the desk said was done is there when the ledger is opened again.
pub async fn what_is_acknowledged_survives_reopening(engine: &impl Engine) {
    let tab = Tab::open(engine).await;
    let firm = tab.found("Alder").await;
    let port = tab.add_port(firm, "Port 1").await;
    drop(tab);
    let tab = Tab::open(engine).await;
    assert_eq!(tab.desk.read_only(), None);
    let name = tab.desk.look(firm, |sight| sight.own_asset(port).map(|asset| asset.name.clone()));
    assert_eq!(name.as_deref(), Some("Port 1"));
}

/// [D1] Fifty commands at once in one tab: each is carried out and stored once.
pub async fn submits_at_once_in_one_tab_lose_nothing(engine: &impl Engine) {
    let tab = Tab::open(engine).await;
    let firm = tab.found("Alder").await;
    let commands: Vec<_> = (1..=50).map(|number| tab.command(firm, port(&format!("Port {number}")))).collect();
    let attempts: BTreeSet<_> = commands.iter().map(|command| command.attempt.to_string()).collect();
    for answer in join_all(commands.into_iter().map(|command| tab.desk.submit(command))).await {
        answer.unwrap();
    }
    assert_stored(engine, firm, &attempts).await;
}

/// [D2] Two tabs, 25 commands each, all at once: what was decided on stale facts is decided again, nothing is lost.
pub async fn submits_at_once_in_two_tabs_lose_nothing(engine: &impl Engine) {
    let one = Tab::open(engine).await;
    let firm = one.found("Alder").await;
    let other = Tab::open(engine).await;
    let numbered = |number| {
        let tab = if number % 2 == 0 { &one } else { &other };
        (tab, tab.command(firm, port(&format!("Port {number}"))))
    };
    let commands: Vec<_> = (1..=50).map(numbered).collect();
    let attempts: BTreeSet<_> = commands.iter().map(|(_, command)| command.attempt.to_string()).collect();
    for answer in join_all(commands.into_iter().map(|(tab, command)| tab.desk.submit(command))).await {
        answer.unwrap();
    }
    assert_stored(engine, firm, &attempts).await;
}

/// [R8] The same attempt, sent again from a tab that has not heard of it, gets the first answer and writes nothing.
pub async fn a_repeated_attempt_gets_its_first_answer(engine: &impl Engine) {
    let one = Tab::open(engine).await;
    let firm = one.found("Alder").await;
    let other = Tab::open(engine).await;
    let command = one.command(firm, port("Port 1"));
    let first = one.desk.submit(command.clone()).await.unwrap();
    assert_eq!(other.desk.submit(command.clone()).await, Ok(first.clone()));
    assert_eq!(one.desk.submit(command).await, Ok(first));
    assert_eq!(read(&engine.handle().await).await.len(), 2);
}

/// [G2] Two tabs redeem one key at the same moment: one wins, the other is told that it was used.
pub async fn of_two_tabs_one_redeems_the_key(engine: &impl Engine) {
    let issuer = Tab::open(engine).await;
    let (alder, birch, cedar) = (issuer.found("Alder").await, issuer.found("Birch").await, issuer.found("Cedar").await);
    let key = issuer.create_token(alder).await;
    let (one, other) = (Tab::open(engine).await, Tab::open(engine).await);
    let (at_birch, at_cedar) = (one.add_port(birch, "Birch 1").await, one.add_port(cedar, "Cedar 1").await);
    other.desk.refresh().await;
    let answers = join_all([
        one.desk.submit(one.command(birch, redeem(key, at_birch))),
        other.desk.submit(other.command(cedar, redeem(key, at_cedar))),
    ]);
    let (won, lost): (Vec<_>, Vec<_>) = answers.await.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1, "{lost:?}");
    let Some(Err(Trouble::Refused(refusals))) = lost.first() else { panic!("{lost:?}") };
    assert_eq!(
        refusals.iter().map(|refusal| (refusal.code, refusal.field)).collect::<Vec<_>>(),
        [(Code::AlreadyUsed, Field::Key)]
    );
}

/// [D6] A record of a newer version: the tab shows what came before it, and writes nothing.
pub async fn a_newer_record_makes_the_tab_read_only(engine: &impl Engine) {
    let newer = Record { version: VERSION + 1, ..record(2) };
    assert_read_only(engine, newer, |error| *error == JournalError::Newer).await;
}

/// [D4] A record that cannot be read: the tab shows what came before it, names it, and leaves it as it is.
pub async fn an_unreadable_record_makes_the_tab_read_only(engine: &impl Engine) {
    let torn = Record { body: "{\"person\":".to_owned(), ..record(2) };
    assert_read_only(engine, torn, names_record_2).await;
}

/// Whether storage says that record 2 cannot be read.
pub fn names_record_2(error: &JournalError) -> bool {
    matches!(error, JournalError::Unreadable(why) if why.contains("record 2"))
}

async fn assert_read_only(engine: &impl Engine, bad: Record, cause: impl Fn(&JournalError) -> bool) {
    let firm = Tab::open(engine).await.found("Alder").await;
    let journal = engine.handle().await;
    journal.append(Position::after(1), bad).await.unwrap();
    let before = read(&journal).await;
    assert_read_only_tab(engine, firm, cause).await;
    assert_eq!(read(&journal).await, before);
}

/// Opens a tab on a journal whose second record is bad: it must show the first, and refuse to write.
pub async fn assert_read_only_tab(engine: &impl Engine, firm: PersonId, cause: impl Fn(&JournalError) -> bool) {
    let tab = Tab::open(engine).await;
    let reason = tab.desk.read_only();
    assert!(matches!(&reason, Some(ReadOnly::Storage(error)) if cause(error)), "{reason:?}");
    assert_eq!(tab.desk.roster(|world| world.roster().len()), 1, "what came before it is shown");
    let answer = tab.desk.submit(tab.command(firm, port("Port 1"))).await;
    assert!(matches!(&answer, Err(Trouble::ReadOnly(ReadOnly::Storage(error))) if cause(error)), "{answer:?}");
}

/// After the founding there is one record an attempt, without a gap, and a fresh tab sees every port.
async fn assert_stored(engine: &impl Engine, firm: PersonId, attempts: &BTreeSet<String>) {
    let records = read(&engine.handle().await).await;
    assert!(records.iter().map(|record| record.seq).eq(1..=51));
    let stored: BTreeSet<_> = records.iter().skip(1).map(|record| record.attempt.clone()).collect();
    assert_eq!(stored, *attempts);
    let tab = Tab::open(engine).await;
    assert_eq!(tab.desk.read_only(), None);
    assert_eq!(tab.desk.look(firm, |sight| sight.books().map_or(0, |books| books.assets.len())), 50);
}

/// A tab: a desk on a handle of its own.
pub struct Tab {
    pub desk: Desk,
}

struct NoonClock;

impl Clock for NoonClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_772_452_800_000) // 2026-03-02, 12:00 UTC
    }
}

struct RandomIds;

impl Ids for RandomIds {
    fn draw(&self) -> Uuid {
        Uuid::new_v4()
    }
}

impl Tab {
    pub async fn open(engine: &impl Engine) -> Self {
        Self::over(engine.handle().await).await
    }

    pub async fn over(journal: Rc<dyn Journal>) -> Self {
        Self { desk: Desk::open(journal, Rc::new(NoonClock), Rc::new(RandomIds)).await }
    }

    pub fn command(&self, person: PersonId, act: Act) -> Command {
        Command { person, attempt: AttemptId::new(self.desk.draw()), act }
    }

    /// A company with one person, who may do everything.
    pub async fn found(&self, name: &str) -> PersonId {
        let person = PersonId::new(self.desk.draw());
        let roles = Roles { fabric: Some(FabricRole::FabricManager), megaport: None };
        let details = PersonDetails { name: format!("{name} Boss"), email: email("boss@example.org"), roles };
        let act = Act::FoundCompany(FoundCompany { name: name.to_owned(), person: details });
        self.desk.submit(self.command(person, act)).await.unwrap();
        person
    }

    pub async fn add_port(&self, person: PersonId, name: &str) -> AssetId {
        self.desk.submit(self.command(person, port(name))).await.unwrap().asset.unwrap()
    }

    async fn create_token(&self, person: PersonId) -> Key {
        let details = TokenDetails {
            name: String::new(),
            description: String::new(),
            expires: self.desk.now().day().plus(30),
            limit: Mbps::gbps(1),
            recipients: vec![email("guest@example.org")],
        };
        let asset = self.add_port(person, "Port 1").await;
        let create = CreateToken { side: Side::A, asset, spot: Spot::Vlan(Tag::Dot1q(100)), remote: false, details };
        let outcome = self.desk.submit(self.command(person, Act::CreateToken(create))).await.unwrap();
        self.desk.look(person, |sight| sight.own_grant(outcome.grant().unwrap()).unwrap().key)
    }
}

/// The act of adding a port.
pub fn port(name: &str) -> Act {
    let metro = Metro::parse("DC").unwrap();
    let kind = AssetKind::Port(Port { metro, speed: Mbps::gbps(10), tagging: Tagging::Dot1q, open: true });
    Act::AddAsset(AssetDetails { name: name.to_owned(), access: None, vendor_id: None, kind })
}

fn redeem(key: Key, asset: AssetId) -> Act {
    Act::Redeem(Redeem {
        key,
        end: Destination::Port { asset, tag: Tag::Dot1q(200) },
        name: "To-Alder".to_owned(),
        bandwidth: Mbps::gbps(1),
        notify: vec![email("noc@example.org")],
        purchase_order: String::new(),
        own_confirmed: false,
    })
}

fn email(text: &str) -> Email {
    Email::parse(text, Field::Email).unwrap()
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A record of the right form, whose body nobody decodes.
pub fn record(seq: u64) -> Record {
    let attempt = id(u128::from(seq)).to_string();
    Record { seq, version: VERSION, at: 1_772_452_800_000, attempt, about: vec![], body: "{}".to_owned() }
}

/// A handle on a journal that holds so many records.
pub async fn filled(engine: &impl Engine, count: u64) -> Rc<dyn Journal> {
    let journal = engine.handle().await;
    for seq in 1..=count {
        journal.append(Position::after(seq - 1), record(seq)).await.unwrap();
    }
    journal
}

/// Every record.
pub async fn read(journal: &Rc<dyn Journal>) -> Vec<Record> {
    journal.read_after(Position::START, 1000).await.unwrap()
}

/// Waits for something that another handle does.
pub async fn until(engine: &impl Engine, happened: impl Fn() -> bool) {
    for _ in 0..500 {
        if happened() {
            return;
        }
        engine.breathe().await;
    }
    panic!("it never happened");
}
