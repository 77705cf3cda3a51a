//! The desk: takes one command at a time from the form to the journal, and answers questions for one person at a time.
//!
//! Write first, publish after: nothing is on the screen that is not on the disk.

mod clock;
mod tape;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

pub use clock::{Clock, Lead, LeadingClock};
use futures::lock::Mutex;
use tape::Tape;
use uuid::Uuid;

use crate::domain::id::PersonId;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::journal::record::Record;
use crate::journal::{Journal, JournalError, Position};
use crate::ledger::command::{Act, Command};
use crate::ledger::decide::{Decision, Warning, decide};
use crate::ledger::event::Entry;
use crate::ledger::history::{self, Moment};
use crate::ledger::react::react;
use crate::ledger::world::{Outcome, Sight, World};

/// How far the clock may lie behind the newest entry before that is told, in milliseconds (G4).
const CLOCK_TOLERANCE: i64 = 10 * 60 * 1000;
/// How many records are read at once.
const PAGE: usize = 500;

/// Where identities come from.
pub trait Ids {
    /// A random UUID v4; the nil UUID where there is none to be had.
    fn draw(&self) -> Uuid;
}

/// Why a command was not carried out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The rules refuse it.
    Refused(Vec<Refusal>),
    /// This tab only reads.
    ReadOnly(ReadOnly),
    /// It could not be stored.
    Storage(JournalError),
    /// An identity was to be had nowhere, or is in use.
    Identity,
}

/// Why a tab only reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadOnly {
    /// Storage failed earlier (D4).
    Storage(JournalError),
    /// The clock lies behind the newest entry by more than ten minutes (G4).
    ClockBehind {
        /// The newest entry's instant.
        newest: Timestamp,
        /// The clock's.
        clock: Timestamp,
    },
}

type Listener = Rc<dyn Fn()>;

/// The one place where commands are carried out.
pub struct Desk {
    journal: Rc<dyn Journal>,
    clock: Rc<dyn Clock>,
    ids: Rc<dyn Ids>,
    world: RefCell<World>,
    position: Cell<Position>,
    turn: Mutex<()>,
    failure: RefCell<Option<JournalError>>,
    clock_confirmed: Cell<bool>,
    listeners: RefCell<Vec<Listener>>,
}

impl Desk {
    /// Opens a journal and reads it to its end. What cannot be read makes the desk read only; it never fails (D4).
    pub async fn open(journal: Rc<dyn Journal>, clock: Rc<dyn Clock>, ids: Rc<dyn Ids>) -> Self {
        let desk = Self {
            journal,
            clock,
            ids,
            world: RefCell::default(),
            position: Cell::default(),
            turn: Mutex::default(),
            failure: RefCell::default(),
            clock_confirmed: Cell::default(),
            listeners: RefCell::default(),
        };
        desk.refresh().await;
        desk
    }

    /// Carries a command out, or says why not. Commands wait for each other; a repeated attempt gets its first
    /// answer again (R8).
    ///
    /// # Errors
    /// [`Trouble`]: refused, read only, or not stored. Nothing has happened then.
    pub async fn submit(&self, command: Command) -> Result<Outcome, Trouble> {
        let _turn = self.turn.lock().await;
        let asked = self.clock.now();
        let mut tape = Tape::new(self.ids.as_ref());
        loop {
            if let Some(outcome) = self.answered(&command)? {
                return Ok(outcome);
            }
            if let Some(reason) = self.read_only() {
                return Err(Trouble::ReadOnly(reason));
            }
            let entry = match self.prepare(&command, asked, &mut tape) {
                Ok(entry) => entry,
                // What is refused on stale facts is decided again on fresh ones, like what is allowed (D2).
                Err(_) if self.catch_up().await? => continue,
                Err(trouble) => return Err(trouble),
            };
            let record = Record::encode(&entry);
            match self.journal.append(self.position.get(), record).await {
                Ok(position) => {
                    self.world.borrow_mut().apply(&entry);
                    self.position.set(position);
                    self.publish();
                }
                Err(JournalError::Conflict) => {
                    self.catch_up().await?;
                }
                Err(error) => return Err(self.fail(error)),
            }
        }
    }

    /// The answer to an attempt that was carried out before (R8). It is its person's; whoever founds a company has no
    /// identity before.
    fn answered(&self, command: &Command) -> Result<Option<Outcome>, Trouble> {
        let world = self.world.borrow();
        let Some(outcome) = world.outcome(command.attempt) else { return Ok(None) };
        let founds = matches!(command.act, Act::FoundCompany(_)) && outcome.company.is_some();
        match founds || world.attempted_by(command.attempt) == Some(command.person) {
            true => Ok(Some(outcome.clone())),
            false => Err(Trouble::Identity),
        }
    }

    /// The entry that a command leads to, on what is known now.
    fn prepare(&self, command: &Command, asked: Timestamp, tape: &mut Tape<'_>) -> Result<Entry, Trouble> {
        let world = self.world.borrow();
        let now = asked.max(world.newest());
        let events = judge(&world, command, now, tape).map_err(Trouble::Refused)?.events;
        let own = [command.person.uuid(), command.attempt.uuid()];
        if !tape.all_new(|id| own.contains(&id) || world.knows(id)) {
            return Err(Trouble::Identity);
        }
        let actor = world.sight_of(command.person, now).company();
        let company = actor.or_else(|| founded(&events)).ok_or_else(|| Trouble::Refused(vec![]))?;
        let (seq, at, attempt, person) = (world.head() + 1, now, command.attempt, command.person);
        Ok(Entry { seq, at, attempt, person, company, events })
    }

    /// What would be said to a command now: the live checks of every form.
    ///
    /// # Errors
    /// Every refusal.
    pub fn check(&self, command: &Command) -> Result<Vec<Warning>, Vec<Refusal>> {
        let world = self.world.borrow();
        let now = self.clock.now().max(world.newest());
        let mut tape = Tape::new(self.ids.as_ref());
        judge(&world, command, now, &mut tape).map(|decision| decision.warnings)
    }

    /// Asks the world something, as this person's company sees it now.
    pub fn look<T>(&self, person: PersonId, ask: impl FnOnce(&Sight<'_>) -> T) -> T {
        let world = self.world.borrow();
        let now = self.clock.now().max(world.newest());
        ask(&world.sight_of(person, now))
    }

    /// Asks who may act in this browser.
    pub fn roster<T>(&self, ask: impl FnOnce(&World) -> T) -> T {
        ask(&self.world.borrow())
    }

    /// Ledger time (G4).
    pub fn now(&self) -> Timestamp {
        self.clock.now().max(self.world.borrow().newest())
    }

    /// The next instant at which a grant of any company expires or is about to.
    pub fn next_boundary(&self) -> Timestamp {
        self.world.borrow().next_boundary(self.now())
    }

    /// Draws an identity for a form that is being opened.
    pub fn draw(&self) -> Uuid {
        self.ids.draw()
    }

    /// Draws an identity that nothing here has.
    ///
    /// # Errors
    /// [`Trouble::Identity`].
    pub fn draw_new(&self) -> Result<Uuid, Trouble> {
        let mut tape = Tape::new(self.ids.as_ref());
        let drawn = tape.draw();
        let world = self.world.borrow();
        tape.all_new(|id| world.knows(id)).then_some(drawn).ok_or(Trouble::Identity)
    }

    /// Who did what and when to a grant or connection, as this person's company may know it (N3).
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn history(&self, person: PersonId, id: Uuid) -> Result<Vec<Moment>, JournalError> {
        let records = self.journal.read_about(id).await?;
        let entries = records.iter().map(Record::decode).collect::<Result<Vec<_>, _>>()?;
        Ok(self.look(person, |sight| history::moments(sight, id, &entries)))
    }

    /// Reads what others have added since; the screen follows if there was anything.
    pub async fn refresh(&self) {
        let _turn = self.turn.lock().await;
        // A failure is kept, and told by `read_only`.
        let _ = self.catch_up().await;
    }

    /// Reads to the journal's end and tells the listeners; whether there was anything to read.
    async fn catch_up(&self) -> Result<bool, Trouble> {
        let before = self.position.get();
        self.read_on().await.map_err(|error| self.fail(error))?;
        let moved = self.position.get() != before;
        if moved {
            self.publish();
        }
        Ok(moved)
    }

    async fn read_on(&self) -> Result<(), JournalError> {
        loop {
            let records = self.journal.read_after(self.position.get(), PAGE).await?;
            for record in &records {
                let entry = record.decode()?;
                self.world.borrow_mut().apply(&entry);
                self.position.set(Position::after(record.seq));
            }
            if records.len() < PAGE {
                return Ok(());
            }
        }
    }

    fn fail(&self, error: JournalError) -> Trouble {
        *self.failure.borrow_mut() = Some(error.clone());
        self.publish();
        Trouble::Storage(error)
    }

    /// Why this tab only reads, if so.
    pub fn read_only(&self) -> Option<ReadOnly> {
        if let Some(error) = self.failure.borrow().clone() {
            return Some(ReadOnly::Storage(error));
        }
        let (clock, newest) = (self.clock.now(), self.world.borrow().newest());
        let behind = newest.millis().saturating_sub(clock.millis()) > CLOCK_TOLERANCE;
        (behind && !self.clock_confirmed.get()).then_some(ReadOnly::ClockBehind { newest, clock })
    }

    /// The person says that the clock is right, or does not matter; ledger time goes on from the newest entry (G4).
    pub fn confirm_clock(&self) {
        self.clock_confirmed.set(true);
        self.publish();
    }

    /// Calls back after every change.
    pub fn subscribe(&self, listener: Rc<dyn Fn()>) {
        self.listeners.borrow_mut().push(listener);
    }

    fn publish(&self) {
        // Listeners may ask the desk, so nothing of it is borrowed while they run.
        let listeners = self.listeners.borrow().clone();
        listeners.iter().for_each(|listener| listener());
    }
}

/// `decide` and then what follows at the partners.
fn judge(world: &World, command: &Command, now: Timestamp, tape: &mut Tape<'_>) -> Result<Decision, Vec<Refusal>> {
    tape.rewind();
    let mut decision = decide(&world.sight_of(command.person, now), command, &mut || tape.draw())?;
    let more = react(world, now, &decision.events)?;
    decision.events.extend(more);
    Ok(decision)
}

fn founded(events: &[crate::ledger::event::Event]) -> Option<crate::domain::id::CompanyId> {
    events.iter().find_map(|event| match event {
        crate::ledger::event::Event::CompanyFounded(company) => Some(company.id),
        _ => None,
    })
}
