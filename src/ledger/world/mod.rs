//! The folded state of the ledger. Nobody reads it whole: its fields are private to this room, and the way in is
//! [`Sight`], which knows for which company it looks.

mod apply;
mod books;
mod connection;
mod partnership;
mod plan;
mod sight;

use std::collections::HashMap;

use serde::Serialize;
use ts_rs::TS;

pub use books::{Books, after};
pub use connection::Connection;
pub use plan::{Claim, Holder, Plan};
pub use sight::{Offer, Sight, Told};

use indexmap::IndexMap;
use uuid::Uuid;

use super::event::Label;
use super::inbox::EXPIRING_DAYS;
use crate::domain::asset::{Asset, System};
use crate::domain::company::{Company, Person};
use crate::domain::id::{AssetId, AttemptId, CompanyId, ConnectionId, GrantId, PersonId};
use crate::domain::key::Key;
use crate::domain::place::Pin;
use crate::domain::report::{Fact, Report};
use crate::domain::terms::{Phase, Status, Terms, status};
use crate::domain::time::Timestamp;

/// Everything that the journal's entries say, indexed by what commands name: a command's cost does not grow with
/// the number of grants. An [`IndexMap`] keeps the order of the journal, in which lists are shown.
#[derive(Default, Debug)]
pub struct World {
    head: u64,
    newest: Timestamp,
    companies: IndexMap<CompanyId, Company>,
    books: HashMap<CompanyId, Books>,
    people: IndexMap<PersonId, Person>,
    people_by_email: HashMap<String, Vec<PersonId>>,
    assets: IndexMap<AssetId, AssetState>,
    grants: IndexMap<GrantId, Grant>,
    grants_by_key: HashMap<Key, GrantId>,
    connections: IndexMap<ConnectionId, Connection>,
    attempts: IndexMap<AttemptId, (PersonId, Outcome)>,
}

/// An asset and what holds places on it.
#[derive(Debug)]
struct AssetState {
    asset: Asset,
    removed: bool,
    plan: Plan,
    committed: u64,
    grants: Vec<GrantId>,
}

/// A grant, as far as this world was told of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
    /// Its identity.
    pub id: GrantId,
    /// Its key.
    pub key: Key,
    /// Who created it.
    pub issuer: CompanyId,
    /// What its holder may know.
    pub terms: Terms,
    /// When it was created.
    pub created: Timestamp,
    /// Where it is in its life.
    pub phase: Phase,
    /// Since when it is at the vendor, whose key it has; none for a local one (G8).
    pub at_vendor: Option<Timestamp>,
    /// The issuer's own facts.
    pub placed: Option<Placed>,
    /// The connections made with it, in order of time, as far as this world was told of them.
    pub connections: Vec<ConnectionId>,
}

/// What only the issuer knows of a grant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The asset it is on.
    pub asset: AssetId,
    /// What it says of the place on it.
    pub pin: Pin,
    /// Name, description and recipients.
    pub label: Label,
    /// The token that it replaces (T6).
    pub replaces: Option<GrantId>,
    /// The token that replaces it (T6).
    pub replaced_by: Option<GrantId>,
    /// What the vendor said of it last, and when that was taken over (W6).
    pub reported: Option<Reported>,
}

/// A vendor's word, and when it was taken over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reported {
    /// What it said.
    pub report: Report,
    /// When.
    pub at: Timestamp,
}

impl Reported {
    /// What it said of the grant's status.
    pub fn words(&self) -> String {
        self.report.words(Fact::Life).unwrap_or_else(|| "nothing of its status".to_owned())
    }
}

impl Grant {
    /// Its status at ledger time `now` (G3).
    pub fn status(&self, now: Timestamp) -> Status {
        status(self.phase, &self.terms, now)
    }

    /// What a vendor would say of it if it were there what it is here; `asset` is the one it is on, if that is still here.
    pub fn report(&self, asset: Option<&Asset>) -> Report {
        let token = self.terms.kind.system() == System::Fabric;
        let Some(Placed { pin, label, .. }) = &self.placed else { return Report::default() };
        Report {
            name: Some(label.name.clone()),
            description: token.then(|| label.description.clone()),
            recipients: token.then(|| label.recipients.clone()),
            asset: asset.and_then(|asset| asset.vendor_id.clone()),
            ..Report::of_terms(&self.terms, self.phase, pin)
        }
    }

    /// Whether a connection made with it waits for approval, or did until its request lapsed (R7).
    const fn is_promised(&self) -> bool {
        matches!(self.phase, Phase::Promised { .. })
    }

    /// Whether it can never be redeemed again.
    const fn is_used_up(&self) -> bool {
        matches!(self.phase, Phase::Used(_) | Phase::Deleted { .. })
    }
}

/// What a command made: the answer that a repeated attempt gets again (R8).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Outcome {
    /// The entry's place in the journal.
    pub seq: u64,
    /// When, in ledger time.
    pub at: Timestamp,
    /// The company founded.
    pub company: Option<CompanyId>,
    /// The person added.
    pub person: Option<PersonId>,
    /// The asset added.
    pub asset: Option<AssetId>,
    /// The grants created, in the order of their places.
    pub grants: Vec<GrantId>,
    /// The connection made.
    pub connection: Option<ConnectionId>,
}

impl Outcome {
    /// The grant created, the first of several.
    pub fn grant(&self) -> Option<GrantId> {
        self.grants.first().copied()
    }
}

impl World {
    /// The newest entry's place in the journal; 0 when there is none.
    pub const fn head(&self) -> u64 {
        self.head
    }

    /// The newest entry's instant, before which ledger time never falls (G4).
    pub const fn newest(&self) -> Timestamp {
        self.newest
    }

    /// Looks at the world for the company of this person, at this ledger time.
    pub fn sight_of(&self, person: PersonId, now: Timestamp) -> Sight<'_> {
        Sight::new(self, self.people.get(&person).map(|person| person.company), now)
    }

    /// Looks at the world for a company, at this ledger time.
    pub fn sight(&self, company: CompanyId, now: Timestamp) -> Sight<'_> {
        Sight::new(self, Some(company), now)
    }

    /// What an attempt made, if it was carried out before (R8).
    pub fn outcome(&self, attempt: AttemptId) -> Option<&Outcome> {
        self.attempts.get(&attempt).map(|(_, outcome)| outcome)
    }

    /// Who made an attempt that was carried out before.
    pub fn attempted_by(&self, attempt: AttemptId) -> Option<PersonId> {
        self.attempts.get(&attempt).map(|(person, _)| *person)
    }

    /// Whether anything has this identity already.
    pub fn knows(&self, id: Uuid) -> bool {
        self.companies.get(&CompanyId::new(id)).is_some()
            || self.people.get(&PersonId::new(id)).is_some()
            || self.assets.get(&AssetId::new(id)).is_some()
            || self.grants.get(&GrantId::new(id)).is_some()
            || self.grants_by_key.contains_key(&Key::new(id))
            || self.connections.get(&ConnectionId::new(id)).is_some()
            || self.attempts.get(&AttemptId::new(id)).is_some()
    }

    /// Companies and their people, in the order of founding: the choice of who acts in this browser.
    pub fn roster(&self) -> Vec<(&Company, Vec<&Person>)> {
        let people = |company: &Company| {
            let ids = self.books.get(&company.id).map(|books| books.people.as_slice()).unwrap_or_default();
            ids.iter().filter_map(|id| self.people.get(id)).collect()
        };
        self.companies.values().map(|company| (company, people(company))).collect()
    }

    /// The next instant after `now` at which a grant of any company becomes valid, expires, or its issuer is told that
    /// it will, or at which a request or proposal lapses; a day later where there is none.
    pub fn next_boundary(&self, now: Timestamp) -> Timestamp {
        let next = |books: &Books| {
            let expires = books.running(now).next().map(|(expires, _)| *expires);
            let told = books.running(now.plus_days(EXPIRING_DAYS)).next();
            let starts = books.starts.range(after(now)).next().map(|(from, _)| *from);
            let lapses = books.pending_after(now).next().map(|pending| pending.0);
            let told = told.map(|(expires, _)| expires.plus_days(-EXPIRING_DAYS));
            [starts, expires, told, lapses].into_iter().flatten().min()
        };
        self.books.values().filter_map(next).min().unwrap_or(now.plus_days(1))
    }

    /// The people of any company with this e-mail address. Only [`super::react`] may ask across companies.
    pub(super) fn people_at(&self, email: &crate::domain::text::Email) -> impl Iterator<Item = &Person> {
        let ids = self.people_by_email.get(&email.folded()).map(Vec::as_slice).unwrap_or_default();
        ids.iter().filter_map(|id| self.people.get(id))
    }
}
