//! What every page shares: the desk, who acts, which page is shown, and one signal that says "look again".

use std::rc::Rc;

use crosskey::browser::settings::{DraftScope, Settings};
use crosskey::desk::{Desk, ReadOnly, Trouble};
use crosskey::domain::id::{AttemptId, PersonId};
use crosskey::domain::refusal::{Code, Field, Refusal};
use crosskey::domain::time::Timestamp;
use crosskey::forms::{Fresh, Reading};
use crosskey::journal::JournalError;
use crosskey::ledger::command::{Act, Command};
use crosskey::ledger::decide::Warning;
use crosskey::ledger::world::{Outcome, Sight};
use crosskey::route::Route;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::components::time::in_zone;
use super::demo::Ahead;

/// The ledger that a tab has open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Storage {
    /// Kept in this browser.
    Kept,
    /// In memory only, and why (D4).
    Memory(JournalError),
}

/// What is known of the ledger that was opened.
#[derive(Clone)]
pub struct Opened {
    /// Where it is.
    pub storage: Storage,
    /// Whether it is the demo's (A8).
    pub demo: bool,
    /// How far its clock is ahead, where the demo is told in it.
    pub ahead: Ahead,
}

/// What every page shares. A handle: copies mean the same session.
#[derive(Clone, Copy)]
pub struct Session {
    desk: StoredValue<Rc<Desk>, LocalStorage>,
    settings: StoredValue<Rc<Settings>, LocalStorage>,
    revision: RwSignal<u64>,
    person: RwSignal<Option<PersonId>>,
    route: RwSignal<Route>,
    toast: RwSignal<String>,
    received: RwSignal<String>,
    storage: StoredValue<Storage>,
    demo: RwSignal<bool>,
    ahead: StoredValue<Ahead, LocalStorage>,
}

impl Session {
    /// Made once, in the root, so that it lives as long as the app.
    pub fn new(desk: Rc<Desk>, settings: Rc<Settings>, opened: Opened, route: Route) -> Self {
        let revision = RwSignal::new(0);
        desk.subscribe(Rc::new(move || revision.update(|revision| *revision += 1)));
        let known = |person: &PersonId| desk.look(*person, |sight| sight.company().is_some());
        let person = settings.acting().filter(known);
        Self {
            desk: StoredValue::new_local(desk),
            settings: StoredValue::new_local(settings),
            revision,
            person: RwSignal::new(person),
            route: RwSignal::new(route),
            toast: RwSignal::new(String::new()),
            received: RwSignal::new(String::new()),
            storage: StoredValue::new(opened.storage),
            demo: RwSignal::new(opened.demo),
            ahead: StoredValue::new_local(opened.ahead),
        }
    }

    /// The session of the running app.
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// Looks at the world again whenever it changes.
    pub fn memo<T, F>(&self, ask: F) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
        F: Fn(&Sight<'_>, PersonId) -> T + Send + Sync + 'static,
    {
        let session = *self;
        Memo::new(move |_| {
            session.revision.get();
            session.look(&ask)
        })
    }

    /// Looks at the world once. Somebody who has not chosen who acts sees what nobody sees.
    pub fn look<T>(&self, ask: impl Fn(&Sight<'_>, PersonId) -> T) -> T {
        let person = self.acting_or_nobody();
        self.desk.with_value(|desk| desk.look(person, |sight| ask(sight, person)))
    }

    /// Asks the desk itself.
    pub fn desk<T>(&self, ask: impl FnOnce(&Rc<Desk>) -> T) -> T {
        self.desk.with_value(ask)
    }

    /// Asks the settings.
    pub fn settings<T>(&self, ask: impl FnOnce(&Rc<Settings>) -> T) -> T {
        self.settings.with_value(ask)
    }

    /// Follows every change of the world.
    pub fn track(&self) {
        self.revision.get();
    }

    /// Time went on: whatever depends on it looks again.
    pub fn look_again(&self) {
        self.revision.update(|revision| *revision += 1);
    }

    fn acting_or_nobody(&self) -> PersonId {
        self.person.get().unwrap_or(PersonId::new(NOBODY))
    }

    /// Who acts in this tab.
    pub fn person(&self) -> Option<PersonId> {
        self.person.get()
    }

    /// Somebody else acts from now on.
    pub fn act_as(&self, person: PersonId) {
        self.settings(|settings| settings.set_acting(person));
        // What was said to one company is not for the next.
        self.toast.set(String::new());
        self.person.set(Some(person));
    }

    /// The page shown.
    pub fn route(&self) -> Route {
        self.route.get()
    }

    /// The address changed.
    pub fn arrive(&self, route: Route) {
        self.route.set(route);
    }

    /// Goes to a page.
    pub fn go(&self, route: Route) {
        // Assigning a hash to the address of a document that is shown cannot fail.
        let _ = window().location().set_hash(&route.hash());
    }

    /// What goes on to another page when the work of this one is done: whoever has left it by then stays where they went.
    pub fn onward(&self) -> impl Fn(Route) + use<> {
        let (session, here) = (*self, self.route.get_untracked());
        move |to| {
            if session.route.get_untracked() == here {
                session.go(to);
            }
        }
    }

    /// Ledger time as it goes on, for what says how far away an instant is.
    pub fn time(&self) -> Signal<Timestamp> {
        let session = *self;
        Signal::derive(move || {
            session.revision.get();
            session.now()
        })
    }

    /// Ledger time.
    pub fn now(&self) -> Timestamp {
        self.desk(|desk| desk.now())
    }

    /// What a form is opened with.
    pub fn fresh(&self) -> Fresh {
        Fresh { attempt: self.attempt(), now: self.now() }
    }

    /// A new attempt (R8).
    pub fn attempt(&self) -> AttemptId {
        AttemptId::new(self.desk(|desk| desk.draw()))
    }

    /// The words shown for a moment at the foot of the page.
    pub const fn toast(&self) -> RwSignal<String> {
        self.toast
    }

    /// Says something for a moment.
    pub fn say(&self, words: &str) {
        self.toast.set(in_zone(words));
    }

    /// A link was opened: its text waits, in this tab's memory only, for the form of whoever acts (N4).
    pub fn receive(&self, text: String) {
        self.received.set(text);
    }

    /// The text of the link that was opened and waits; empty if none does.
    pub fn received(&self) -> String {
        self.received.get_untracked()
    }

    /// Where the ledger is kept.
    pub fn storage(&self) -> Storage {
        self.storage.get_value()
    }

    /// Whether the demo is told in this ledger (A8).
    pub fn demo(&self) -> bool {
        self.demo.get()
    }

    /// From now on it is.
    pub fn begin_demo(&self) {
        self.demo.set(true);
    }

    /// How far the demo's clock is ahead.
    pub fn ahead<T>(&self, ask: impl FnOnce(&Ahead) -> T) -> T {
        self.ahead.with_value(ask)
    }

    /// Why this tab only reads, if so.
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.revision.get();
        self.desk(|desk| desk.read_only())
    }

    /// Whether an attempt was carried out before (R8).
    pub fn spent(&self, attempt: AttemptId) -> bool {
        self.desk(|desk| desk.roster(|world| world.outcome(attempt).is_some()))
    }

    /// A command of the acting person.
    pub fn command(&self, attempt: AttemptId, act: Act) -> Command {
        Command { person: self.person.get_untracked().unwrap_or(PersonId::new(NOBODY)), attempt, act }
    }

    /// What a form would be told now: its own problems and those of the rules, or warnings.
    pub fn check(&self, attempt: AttemptId, reading: &Reading) -> (Vec<Refusal>, Vec<Warning>) {
        self.revision.get();
        let command = self.command(attempt, reading.act.clone());
        match self.desk(|desk| desk.check(&command)) {
            Ok(warnings) => (reading.problems.clone(), warnings),
            Err(refusals) => (reading.merge(refusals), vec![]),
        }
    }

    /// Carries a command out, then calls back with what it made or why not.
    pub fn submit(&self, attempt: AttemptId, act: Act, then: impl FnOnce(Result<Outcome, Vec<Refusal>>) + 'static) {
        let command = self.command(attempt, act);
        self.carry_out(command, then);
    }

    /// Carries out a command of whoever it names.
    pub fn carry_out(&self, command: Command, then: impl FnOnce(Result<Outcome, Vec<Refusal>>) + 'static) {
        let desk = self.desk(Rc::clone);
        spawn_local(async move { then(desk.submit(command).await.map_err(as_refusals)) });
    }

    /// Where the draft of one of the acting person's forms is kept (D3).
    pub fn draft_scope(&self, form: &'static str) -> Option<DraftScope<'static>> {
        let person = self.person.get_untracked()?;
        let company = self.desk(|desk| desk.look(person, |sight| sight.company()))?;
        Some(DraftScope { company, person, form })
    }
}

/// Nobody has this identity: random UUIDs are never all zeros.
const NOBODY: uuid::Uuid = uuid::Uuid::nil();

/// Trouble as a form shows it: at the form as a whole where the rules did not speak.
fn as_refusals(trouble: Trouble) -> Vec<Refusal> {
    let message = match trouble {
        Trouble::Refused(refusals) => return refusals,
        Trouble::Identity => "This was sent by somebody else before. Reload the page and try again.".to_owned(),
        Trouble::ReadOnly(ReadOnly::ClockBehind { .. }) => {
            "This tab only reads, for its clock is behind; see the notice at the top. Nothing was changed.".to_owned()
        }
        Trouble::ReadOnly(ReadOnly::Storage(error)) | Trouble::Storage(error) => {
            format!("{error} Nothing was changed.")
        }
    };
    vec![Refusal::new(Code::NotStored, Field::Form, message)]
}
