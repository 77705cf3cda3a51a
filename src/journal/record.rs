//! The stored form of an entry, and its versions (D6).

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{JournalError, redact, v1};
use crate::domain::id::{AttemptId, CompanyId, PersonId};
use crate::domain::json;
use crate::domain::time::Timestamp;
use crate::ledger::event::{Entry, Event};

/// The version that is written. Older ones are read for ever; a newer one makes the tab read only (D6).
pub const VERSION: u32 = 2;

/// A stored entry. The envelope is plain, for indexes and for tools that rescue data; the body is JSON text, which
/// may hold a key, so that `Debug` leaves it out (S2).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its place in the journal, counted from 1.
    pub seq: u64,
    /// The version of the body's form.
    pub version: u32,
    /// When, in milliseconds since 1970-01-01 00:00 UTC.
    pub at: i64,
    /// The attempt it answers (R8).
    pub attempt: String,
    /// The identities it is about.
    pub about: Vec<String>,
    /// Who acted and what happened, as JSON.
    pub body: String,
}

impl fmt::Debug for Record {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seq, version, at, attempt, about, body } = self;
        let body = format_args!("… {} bytes", body.len());
        let mut shown = out.debug_struct("Record");
        shown.field("seq", seq).field("version", version).field("at", at).field("attempt", attempt);
        shown.field("about", about).field("body", &body).finish()
    }
}

/// Who acted, as a body says; what happened is read event by event, so that an unreadable one is named.
#[derive(Deserialize)]
struct Actor {
    person: PersonId,
    company: CompanyId,
}

/// A body, written from where it stands.
#[derive(Serialize)]
struct Written<'a> {
    person: PersonId,
    company: CompanyId,
    events: &'a [Event],
}

impl<'a> Written<'a> {
    fn of(entry: &'a Entry) -> Self {
        Self { person: entry.person, company: entry.company, events: &entry.events }
    }
}

impl Record {
    /// Writes an entry.
    pub fn encode(entry: &Entry) -> Self {
        let about: BTreeSet<Uuid> = entry.events.iter().flat_map(Event::about).collect();
        let body = json::write(&Written::of(entry)).to_string();
        let about = about.iter().map(Uuid::to_string).collect();
        let (seq, at) = (entry.seq, entry.at.millis());
        Self { seq, version: VERSION, at, attempt: entry.attempt.to_string(), about, body }
    }

    /// Reads an entry back. Only its shape is checked: ranges and permissions were decided when it was written.
    ///
    /// # Errors
    /// `Newer` for a version this program does not know, `Unreadable` for what does not have the form.
    pub fn decode(&self) -> Result<Entry, JournalError> {
        if self.version > VERSION {
            return Err(JournalError::Newer);
        }
        let unreadable = |what: &str| JournalError::Unreadable(format!("record {}: {what}", self.seq));
        let attempt = AttemptId::parse(&self.attempt).ok_or_else(|| unreadable("attempt"))?;
        // The parser's message may quote a key, so only its place is told (S2).
        let mut body = serde_json::from_str(&self.body)
            .map_err(|error| unreadable(&format!("line {} column {}", error.line(), error.column())))?;
        if self.version == 1 {
            v1::upcast(&mut body, self.at);
        }
        let Actor { person, company } = json::read_copy(&body).map_err(|error| unreadable(&error.to_string()))?;
        let events =
            body.get("events").and_then(Value::as_array).ok_or_else(|| unreadable("`events` must be a list"))?;
        let event = |(nth, event): (usize, &Value)| {
            json::read_stored(event).map_err(|error| unreadable(&format!("`events[{nth}]` {}", error.problem)))
        };
        let events = events.iter().enumerate().map(event).collect::<Result<Vec<Event>, _>>()?;
        let at = Timestamp::from_millis(self.at);
        Ok(Entry { seq: self.seq, at, attempt, person, company, events })
    }

    /// The same record without keys and passwords, in the form of today; none where it cannot be read.
    pub(super) fn keyless(self) -> Option<Self> {
        let entry = self.decode().ok()?;
        let body = redact::write(&Written::of(&entry)).ok()?.to_string();
        Some(Self { version: VERSION, body, ..self })
    }
}
