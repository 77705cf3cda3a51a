//! Forms: the raw text that people type, and the way from it to a command or to problems by field.
//!
//! A form is raw until it is a command. Where a field's text cannot be read, its problem is noted and a stand-in goes
//! into the command, so that the rules can still be asked about all other fields: every problem is shown at once (R5).

pub mod asset;
pub mod configuration;
pub mod listing;
pub mod partnership;
pub mod person;
pub mod redemption;
pub mod service;
pub mod service_key;
pub mod sheet;
pub mod token;

use crate::domain::bandwidth::Mbps;
use crate::domain::id::{AssetId, AttemptId};
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::text::Email;
use crate::domain::time::{Day, Timestamp};
use crate::domain::vlan::{Tag, Tagging};
use crate::ledger::command::Act;

/// A form read as far as its texts allow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// What it asks for, with stand-ins where a text could not be read.
    pub act: Act,
    /// The texts that could not be read.
    pub problems: Vec<Refusal>,
}

impl Reading {
    /// Puts the form's own problems and what the rules say together: a rule's word counts only for a field whose
    /// text could be read.
    pub fn merge(&self, ruled: Vec<Refusal>) -> Vec<Refusal> {
        let unread = |field: Field| self.problems.iter().any(|refusal| refusal.field == field);
        let mut all = Problems::default();
        all.extend(self.problems.clone());
        all.extend(ruled.into_iter().filter(|refusal| !unread(refusal.field)).collect());
        all.list()
    }
}

fn required(field: Field, message: &str) -> Refusal {
    Refusal::new(Code::Required, field, message)
}

/// The asset chosen in a list.
fn chosen(asset: Option<AssetId>, message: &str, problems: &mut Problems) -> AssetId {
    asset.unwrap_or_else(|| {
        problems.push(required(Field::Asset, message));
        AssetId::new(uuid::Uuid::nil())
    })
}

/// VLAN identifiers as the port's tagging asks for them.
fn tag(vlan: &str, c_tag: &str, tagging: Option<Tagging>, problems: &mut Problems) -> Tag {
    match tagging {
        None | Some(Tagging::Untagged) => Tag::Untagged,
        Some(Tagging::Dot1q | Tagging::PerConnection) => {
            Tag::Dot1q(identifier(vlan, Field::Vlan, "Enter a VLAN identifier.", problems))
        }
        Some(Tagging::Qinq) => {
            let s = identifier(vlan, Field::Vlan, "Enter an S-tag.", problems);
            let c = (!c_tag.trim().is_empty()).then(|| identifier(c_tag, Field::CTag, "", problems));
            Tag::Qinq { s, c }
        }
    }
}

/// The number of an interface that was selected.
fn interface(text: &str, problems: &mut Problems) -> u16 {
    let read = match text.trim() {
        "" => Err(required(Field::Interface, "Select an interface.")),
        text => text.parse().map_err(|_| {
            Refusal::new(Code::NumberInvalid, Field::Interface, "Write the number of an interface, like 3.")
        }),
    };
    problems.take(read).unwrap_or_default()
}

fn identifier(text: &str, field: Field, missing: &str, problems: &mut Problems) -> u16 {
    let text = text.trim();
    if text.is_empty() {
        problems.push(required(field, missing));
        return 0;
    }
    text.parse().unwrap_or_else(|_| {
        let message = "Write a whole number from 2 to 4092.";
        problems.push(Refusal::new(Code::VlanOutOfRange, field, message));
        0
    })
}

/// A bandwidth as people type it.
///
/// # Errors
/// `required` or `speed-invalid` at `bandwidth`.
pub fn bandwidth(text: &str) -> Result<Mbps, Refusal> {
    if text.trim().is_empty() {
        return Err(required(Field::Bandwidth, "Choose or enter a bandwidth."));
    }
    Mbps::parse(text).ok_or_else(|| {
        let message = "Write a whole number of Mbps, like 500, or of Gbps, like 1 Gbps.";
        Refusal::new(Code::SpeedInvalid, Field::Bandwidth, message)
    })
}

/// A date as the browser's date field gives it.
///
/// # Errors
/// `required` or `date-out-of-range` at `expiry`.
pub fn day(text: &str) -> Result<Day, Refusal> {
    if text.trim().is_empty() {
        return Err(required(Field::Expiry, "Choose an expiration date."));
    }
    Day::parse(text).ok_or_else(|| {
        Refusal::new(Code::DateOutOfRange, Field::Expiry, "This is not a date. Write it as year-month-day.")
    })
}

/// E-mail addresses: those entered, and the one that is being typed, which may hold several.
fn emails(entered: &[String], typing: &str, field: Field, problems: &mut Problems) -> Vec<Email> {
    let typed = split_emails(typing);
    let all = entered.iter().map(String::as_str).chain(typed);
    all.filter_map(|text| problems.take(Email::parse(text, field))).collect()
}

/// Cuts pasted text into addresses at commas, semicolons and spaces.
pub fn split_emails(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c == ',' || c == ';' || c.is_whitespace()).filter(|part| !part.is_empty())
}

/// Keeps an open form in step with what others change meanwhile: a field that was not touched here follows, what was
/// typed stays. So saving a form never takes back somebody else's change to another field.
fn follow<T: Clone + PartialEq>(typed: &mut T, opened: &T, now: &T) {
    if typed == opened {
        typed.clone_from(now);
    }
}

/// The stand-ins of a form that was just opened.
#[derive(Clone, Copy, Debug)]
pub struct Fresh {
    /// The attempt it stands for (R8).
    pub attempt: AttemptId,
    /// Ledger time.
    pub now: Timestamp,
}
