//! The JavaScript module: the same rules, desk and database as the pages, for programs. `js/crosskey.js` wraps what is here
//! into classes; values cross the border as JSON text, which is read strictly (see
//! [`json`](crate::domain::json)).
//!
//! Every method decodes, calls the desk and encodes. What goes wrong is told as the JSON of a [`Fault`].

mod fault;
mod outside;

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use fault::Fault;
use js_sys::{Function, Promise};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{future_to_promise, spawn_local};

use crate::browser::indexed_db::IndexedDbJournal;
use crate::browser::places;
use crate::desk::{Desk, Trouble};
use crate::domain::id::{AttemptId, PersonId};
use crate::domain::json;
use crate::journal::memory::MemoryJournal;
use crate::journal::{Journal, JournalError, copy};
use crate::ledger::command::{Act, Adoption, Command};
use crate::ledger::view::Window;
use crate::ledger::view::company::roster;
use crate::ledger::view::import::{import, reply};
use crate::ledger::world::Sight;
use crate::question::{Question, TakeOver, answer};
use crate::vendor::read::read;

/// How a ledger is opened.
#[derive(Deserialize)]
pub struct Options {
    /// Where it is kept.
    pub storage: StorageKind,
    /// Its name among the ledgers of this deployment; `main` is the pages' own.
    pub name: Option<String>,
    /// The path that the pages are deployed at, from `/` to `/`; without it that of the page that runs this.
    pub base: Option<String>,
}

/// Where a ledger is kept.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StorageKind {
    /// In the browser's database, which is the pages' own where name and path are.
    #[serde(rename = "indexeddb")]
    IndexedDb,
    /// In memory, until it is closed.
    Memory,
}

fn chosen(taken: &TakeOver, sight: &Sight<'_>, person: PersonId) -> Result<Vec<Adoption>, Fault> {
    let readings = read(&taken.text);
    let import = match taken.grant {
        Some(grant) => reply(sight, person, grant, &readings),
        None => import(sight, person, &readings),
    };
    let usable = |at: &usize| import.rows.get(*at).is_some_and(|row| row.adoption.is_some());
    if !taken.rows.iter().flatten().all(usable) {
        return Err(Fault::no_row());
    }
    let turned = |at: usize| {
        let offered = import.rows.get(at).is_some_and(|row| row.offered);
        taken.rows.as_ref().is_some_and(|rows| rows.contains(&at) != offered)
    };
    Ok(import.chosen(turned).into_iter().map(|(_, adoption)| adoption).collect())
}

/// An open ledger.
#[wasm_bindgen]
pub struct Ledger {
    desk: Rc<Desk>,
    journal: Rc<dyn Journal>,
    close: RefCell<Option<Rc<IndexedDbJournal>>>,
    listeners: Rc<RefCell<Vec<(u32, Function)>>>,
    next: Cell<u32>,
}

/// Opens a ledger; `clock` gives milliseconds since 1970-01-01 UTC, `ids` a random UUID, where the browser's shall not.
///
/// # Errors
/// A [`Fault`].
#[wasm_bindgen(js_name = open)]
pub fn open(options: String, clock: Option<Function>, ids: Option<Function>) -> Promise {
    later(async move {
        let options: Options = decode(&options)?;
        let (journal, close) = journal(&options).await.map_err(Fault::of_storage)?;
        let desk = Rc::new(Desk::open(Rc::clone(&journal), outside::clock(clock), outside::ids(ids)).await);
        let ledger = Ledger { desk, journal, close: RefCell::new(close), listeners: Rc::default(), next: Cell::new(0) };
        ledger.follow();
        Ok(ledger.into())
    })
}

type Opened = (Rc<dyn Journal>, Option<Rc<IndexedDbJournal>>);

async fn journal(options: &Options) -> Result<Opened, JournalError> {
    match options.storage {
        StorageKind::Memory => Ok((Rc::new(MemoryJournal::default()), None)),
        StorageKind::IndexedDb => {
            let base = options.base.clone().unwrap_or_else(places::base_path);
            let name = places::database_name(&base, options.name.as_deref().unwrap_or("main"));
            let journal = IndexedDbJournal::open(&name).await?;
            Ok((Rc::<IndexedDbJournal>::clone(&journal), Some(journal)))
        }
    }
}

#[wasm_bindgen]
impl Ledger {
    fn follow(&self) {
        let desk = Rc::downgrade(&self.desk);
        self.journal.watch(Rc::new(move || {
            if let Some(desk) = desk.upgrade() {
                spawn_local(async move { desk.refresh().await });
            }
        }));
        let listeners = Rc::clone(&self.listeners);
        self.desk.subscribe(Rc::new(move || {
            // A listener may add or take away another, so nothing is borrowed while they run.
            let all: Vec<Function> = listeners.borrow().iter().map(|(_, listener)| listener.clone()).collect();
            for listener in all {
                // What a listener throws is its own affair, and must not stop the others.
                let _ = listener.call0(&JsValue::NULL);
            }
        }));
    }

    /// Carries a command out, and answers what it made.
    ///
    /// # Errors
    /// A [`Fault`]; nothing has happened then.
    pub fn submit(&self, person: String, attempt: Option<String>, act: String) -> Promise {
        self.carry_out(person, attempt, Box::new(move |_, _| decode(&act)))
    }

    /// What would be said to a command now: warnings.
    ///
    /// # Errors
    /// A [`Fault`] with every refusal.
    pub fn check(&self, person: &str, act: &str) -> Result<String, JsValue> {
        let attempt = AttemptId::new(Uuid::nil());
        let command = Command { person: person_of(person)?, attempt, act: decode(act)? };
        if let Some(reason) = self.desk.read_only() {
            return Err(Fault::of_trouble(Trouble::ReadOnly(reason)).into());
        }
        Ok(encode(&self.desk.check(&command).map_err(Fault::Refused)?))
    }

    /// Answers a question as this person may see it.
    ///
    /// # Errors
    /// A [`Fault`]: the question is not in its form.
    pub fn ask(&self, person: &str, question: &str) -> Result<String, JsValue> {
        let (person, question): (PersonId, Question) = (person_of(person)?, decode(question)?);
        Ok(self.desk.look(person, |sight| answer(sight, person, &question)).to_string())
    }

    /// Takes over what a vendor's text says, all of it or nothing; answers what that made (W6, G8).
    ///
    /// # Errors
    /// A [`Fault`]; nothing has happened then.
    pub fn take_over(&self, person: String, attempt: Option<String>, input: String) -> Promise {
        let taken_over = move |desk: &Desk, person| {
            let input: TakeOver = decode(&input)?;
            Ok(Act::Adopt(desk.look(person, |sight| chosen(&input, sight, person))?))
        };
        self.carry_out(person, attempt, Box::new(taken_over))
    }

    /// Who did what and when to a grant or connection, a page of it (N3).
    ///
    /// # Errors
    /// A [`Fault`]: the journal cannot be read.
    pub fn history(&self, person: String, id: String, page: usize) -> Promise {
        let desk = Rc::clone(&self.desk);
        later(async move {
            let (person, id) = (person_of(&person)?, uuid(&id, "id")?);
            let moments = desk.history(person, id).await.map_err(Fault::of_storage)?;
            Ok(encode(&Window::over(moments, page)).into())
        })
    }

    /// Every company and its people, a page of them.
    pub fn roster(&self, page: usize) -> String {
        encode(&Window::over(self.desk.roster(roster), page))
    }

    /// A new identity, for the first person of a company that is founded.
    ///
    /// # Errors
    /// A [`Fault`]: what was drawn is in use.
    pub fn draw(&self) -> Result<String, JsValue> {
        Ok(self.desk.draw_new().map_err(Fault::of_trouble)?.to_string())
    }

    /// Calls back after every change; answers what takes the listener away again.
    pub fn subscribe(&self, listener: Function) -> u32 {
        self.next.set(self.next.get() + 1);
        self.listeners.borrow_mut().push((self.next.get(), listener));
        self.next.get()
    }

    /// Takes a listener away.
    pub fn unsubscribe(&self, listener: u32) {
        self.listeners.borrow_mut().retain(|(number, _)| *number != listener);
    }

    /// The whole ledger as text: every company, every key.
    ///
    /// # Errors
    /// A [`Fault`]: the journal cannot be read.
    pub fn backup(&self) -> Promise {
        let journal = Rc::clone(&self.journal);
        later(async move { Ok(copy::take(journal.as_ref()).await.map_err(Fault::of_storage)?.to_string().into()) })
    }

    /// Takes a backup into this ledger, which must be empty.
    ///
    /// # Errors
    /// A [`Fault`]; nothing was taken in unless storage failed amid it.
    pub fn restore(&self, backup: String) -> Promise {
        let (desk, journal) = (Rc::clone(&self.desk), Rc::clone(&self.journal));
        later(async move {
            let backup: Value = serde_json::from_str(&backup).map_err(|_| Fault::not_json("the backup"))?;
            copy::put(journal.as_ref(), backup).await.map_err(Fault::of_restoring)?;
            desk.refresh().await;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Closes the database and forgets the listeners.
    pub fn close(&self) {
        self.listeners.borrow_mut().clear();
        if let Some(journal) = self.close.borrow_mut().take() {
            journal.close();
        }
    }
}

/// What is asked for, once it is known who asks.
type Asked = Box<dyn FnOnce(&Desk, PersonId) -> Result<Act, Fault>>;

impl Ledger {
    fn carry_out(&self, person: String, attempt: Option<String>, asked: Asked) -> Promise {
        let desk = Rc::clone(&self.desk);
        later(async move {
            let attempt = match attempt {
                Some(attempt) => AttemptId::new(uuid(&attempt, "attempt")?),
                None => AttemptId::new(desk.draw_new().map_err(Fault::of_trouble)?),
            };
            let person = person_of(&person)?;
            let act = asked(&desk, person)?;
            let command = Command { person, attempt, act };
            Ok(encode(&desk.submit(command).await.map_err(Fault::of_trouble)?).into())
        })
    }
}

/// A promise of what this work comes to: one kind of promise for every kind of work.
fn later(work: impl Future<Output = Result<JsValue, Fault>> + 'static) -> Promise {
    let work: Pin<Box<dyn Future<Output = Result<JsValue, Fault>>>> = Box::pin(work);
    future_to_promise(async move { work.await.map_err(JsValue::from) })
}

fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    let value: Value = serde_json::from_str(text).map_err(|_| Fault::not_json("the input"))?;
    json::read_input(&value).map_err(Fault::Form)
}

fn encode(value: &impl Serialize) -> String {
    json::write(value).to_string()
}

fn uuid(text: &str, field: &'static str) -> Result<Uuid, Fault> {
    Uuid::try_parse(text).map_err(|_| Fault::no_uuid(field))
}

fn person_of(text: &str) -> Result<PersonId, Fault> {
    uuid(text, "person").map(PersonId::new)
}

/// What a function of the caller answered, if it is of this type.
fn called<T: JsCast>(function: &Function) -> Option<T> {
    function.call0(&JsValue::NULL).ok()?.dyn_into().ok()
}
