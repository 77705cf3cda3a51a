//! The redemption form (R1, R3).

mod prepare;
mod sheet;

pub use crate::ledger::view::redemption::Target;

use serde::{Deserialize, Serialize};

use super::service::EndForm;
use super::token::InterfaceSelection;
use super::{Fresh, Reading, bandwidth, chosen, emails, interface, required, tag};
use crate::domain::bandwidth::Mbps;
use crate::domain::id::{AssetId, AttemptId};
use crate::domain::key::Key;
use crate::domain::metro::Metro;
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::stored;
use crate::domain::time::Timestamp;
use crate::domain::vlan::Tagging;
use crate::handover::offer::Offer;
use crate::ledger::command::{Act, Destination, Redeem};

/// How long a typed key stays in an unfinished form, in days of 24 hours (D3).
pub const KEY_DAYS: i64 = 1;

/// The redemption form. It has no `Debug`, for it holds a key (S2).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedemptionForm {
    /// Drawn when the form was opened (R8).
    pub attempt: AttemptId,
    /// The key as it was pasted.
    pub key: String,
    /// What the key came with, if it came with a link, an e-mail or a file (N2).
    pub offer: Option<Offer>,
    /// When the key was typed.
    #[serde(with = "stored::millis")]
    pub typed: Timestamp,
    /// Where the connection shall end.
    #[serde(with = "StoredTarget")]
    pub target: Target,
    /// The own port.
    pub port: Option<AssetId>,
    /// Its VLAN identifier or S-tag.
    pub vlan: String,
    /// Its C-tag.
    pub c_tag: String,
    /// The own virtual device.
    pub device: Option<AssetId>,
    /// How its interface is found; never every one of them.
    #[serde(default)]
    pub selection: InterfaceSelection,
    /// The number of the interface selected.
    #[serde(default)]
    pub interface: String,
    /// The other token's key as it was pasted (R4).
    #[serde(default)]
    pub second_key: String,
    /// What the other key came with.
    pub second_offer: Option<Offer>,
    /// The service profile.
    pub profile: Option<AssetId>,
    /// The service profile's metro, its code.
    pub metro: String,
    /// What the service profile asks for: label and text.
    pub values: Vec<(String, String)>,
    /// The connection's name.
    pub name: String,
    /// The bandwidth.
    pub bandwidth: String,
    /// The addresses for notices that were entered.
    pub notify: Vec<String>,
    /// The address that is being typed.
    pub notifying: String,
    /// The purchase order number, or empty.
    pub purchase_order: String,
    /// Whether redeeming a key of the own company was confirmed (R10).
    pub own_confirmed: bool,
    /// The own service at Megaport, for a service key.
    pub service: Option<AssetId>,
    /// The A-End on it.
    #[serde(default)]
    pub end: EndForm,
    /// The service level reference, or empty.
    #[serde(default)]
    pub reference: String,
    /// For how many months it is ordered; empty for the shortest term.
    #[serde(default)]
    pub term: String,
    /// Whether the connection shall start shut down.
    #[serde(default)]
    pub shut_down: bool,
}

/// Where the connection shall end, as drafts always had it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Target")]
enum StoredTarget {
    Port,
    Device,
    Token,
    Profile,
}

impl RedemptionForm {
    /// A form that was just opened.
    pub fn fresh(fresh: Fresh) -> Self {
        Self {
            attempt: fresh.attempt,
            key: String::new(),
            offer: None,
            typed: fresh.now,
            target: Target::Port,
            port: None,
            vlan: String::new(),
            c_tag: String::new(),
            device: None,
            selection: InterfaceSelection::default(),
            interface: String::new(),
            second_key: String::new(),
            second_offer: None,
            profile: None,
            metro: String::new(),
            values: vec![],
            name: String::new(),
            bandwidth: String::new(),
            notify: vec![],
            notifying: String::new(),
            purchase_order: String::new(),
            own_confirmed: false,
            service: None,
            end: EndForm::default(),
            reference: String::new(),
            term: String::new(),
            shut_down: false,
        }
    }

    /// Takes what was pasted: a key, or anything that carries an offer (N2). What was confirmed for another key does not
    /// count for this one (R10).
    pub fn set_key(&mut self, text: String, now: Timestamp) {
        (self.key, self.offer) = taken(text, self.offer.take());
        self.typed = now;
        self.own_confirmed = false;
    }

    /// Takes a second one, with the same effect.
    pub fn set_second_key(&mut self, text: String, now: Timestamp) {
        (self.second_key, self.second_offer) = taken(text, self.second_offer.take());
        self.typed = now;
        self.own_confirmed = false;
    }

    /// The text of a file that was opened, to be taken like what is pasted.
    ///
    /// # Errors
    /// `malformed-key`: no key stands in it.
    pub fn opened(file: String) -> Result<String, Refusal> {
        let message = "This file holds no key. Choose the file that you were given, or paste the key.";
        let holds_key = Offer::stands_in(&file) || Key::parse(&file).is_ok();
        if holds_key { Ok(file) } else { Err(Refusal::new(Code::MalformedKey, Field::Key, message)) }
    }

    /// Whether something besides the key was filled in, which must not vanish when the key stops being valid.
    pub fn begun(&self) -> bool {
        let places = [&self.vlan, &self.c_tag, &self.interface, &self.second_key, &self.metro];
        let texts = [&self.name, &self.bandwidth, &self.notifying].into_iter().chain(places);
        self.port.is_some()
            || self.device.is_some()
            || self.profile.is_some()
            || self.service.is_some()
            || !self.notify.is_empty()
            || texts.into_iter().any(|text: &String| !text.trim().is_empty())
    }

    /// Drops keys that were typed more than a day ago (D3).
    pub fn forget_old_key(&mut self, now: Timestamp) {
        if now >= self.typed.plus_days(KEY_DAYS) {
            self.key.clear();
            self.offer = None;
            self.second_key.clear();
            self.second_offer = None;
        }
    }

    /// The text given for one of the service profile's fields.
    pub fn value(&self, label: &str) -> &str {
        self.values.iter().find(|(name, _)| name == label).map_or("", |(_, value)| value.as_str())
    }

    /// Takes the text for one of the service profile's fields.
    pub fn set_value(&mut self, label: &str, value: String) {
        match self.values.iter_mut().find(|(name, _)| name == label) {
            Some((_, before)) => *before = value,
            None => self.values.push((label.to_owned(), value)),
        }
    }

    /// The key (R1).
    ///
    /// # Errors
    /// `malformed-key`.
    pub fn first(&self) -> Result<Key, Refusal> {
        read(&self.key)
    }

    /// The other token's key (R1).
    ///
    /// # Errors
    /// `malformed-key` at `second-key`.
    pub fn second(&self) -> Result<Key, Refusal> {
        read(&self.second_key).map_err(|refusal| Refusal { field: Field::SecondKey, ..refusal })
    }

    /// The command that redeems the key; `tagging` is that of the chosen port.
    ///
    /// # Errors
    /// `malformed-key`: without a key there is nothing to ask the rules.
    pub fn redeem(&self, tagging: Option<Tagging>) -> Result<Reading, Refusal> {
        let key = self.first()?;
        let mut problems = Problems::default();
        let end = match self.target {
            Target::Port => Destination::Port {
                asset: chosen(self.port, "Choose one of your ports.", &mut problems),
                tag: tag(&self.vlan, &self.c_tag, tagging, &mut problems),
            },
            Target::Device => Destination::Device {
                asset: chosen(self.device, "Choose one of your virtual devices.", &mut problems),
                interface: match self.selection {
                    InterfaceSelection::Next | InterfaceSelection::Every => None,
                    InterfaceSelection::Chosen => Some(interface(&self.interface, &mut problems)),
                },
            },
            Target::Token => {
                Destination::Token { key: problems.take(self.second()).unwrap_or(Key::new(uuid::Uuid::nil())) }
            }
            Target::Profile => Destination::Profile {
                asset: chosen(self.profile, "Choose a service profile.", &mut problems),
                metro: Metro::parse(&self.metro).unwrap_or_else(|| {
                    problems.push(required(Field::Metro, "Choose a location."));
                    Metro::unknown()
                }),
                values: self.values.clone(),
            },
        };
        let limit = problems.take(bandwidth(&self.bandwidth));
        let act = Act::Redeem(Redeem {
            key,
            end,
            name: self.name.clone(),
            bandwidth: limit.unwrap_or(Mbps::new(0)),
            notify: emails(&self.notify, &self.notifying, Field::Notify, &mut problems),
            purchase_order: self.purchase_order.clone(),
            own_confirmed: self.own_confirmed,
        });
        Ok(Reading { act, problems: problems.list() })
    }
}

/// The key that was pasted, and what it came with; what the field came with before is kept for that key alone.
fn taken(text: String, before: Option<Offer>) -> (String, Option<Offer>) {
    let offer = Offer::find(&text).and_then(Result::ok);
    let text = offer.as_ref().map_or(text, |offer| offer.key.reveal());
    let key = Key::parse(&text).ok();
    (text, offer.or(before).filter(|offer| Some(offer.key) == key))
}

/// A pasted key. What is wrong with a link that stands in its place is told of the link.
fn read(text: &str) -> Result<Key, Refusal> {
    match Offer::find(text) {
        Some(Err(error)) => Err(Refusal::new(Code::MalformedKey, Field::Key, error.to_string())),
        _ => Key::parse(text),
    }
}
