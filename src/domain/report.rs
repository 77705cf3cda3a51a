//! What a vendor says of a grant, fact by fact, as far as it says it (W6). What is kept of it is what was reported, not
//! what our rules would make of it.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::asset::System;
use super::bandwidth::{Mbps, Speeds};
use super::key::Key;
use super::place::{Pin, Place};
use super::stored;
use super::terms::{Kind, Phase, Terms, Usage};
use super::text::Email;
use super::time::Timestamp;

/// A vendor's facts about a grant. None is what it did not say, or not so that it could be understood.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct Report {
    /// The system it follows.
    pub kind: Option<Kind>,
    /// The vendor's own word for its status.
    pub state: Option<String>,
    /// What that word means.
    pub life: Option<Life>,
    /// Its name.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Who may use it.
    pub recipients: Option<Vec<Email>>,
    /// The vendor's id of the asset it is on.
    pub asset: Option<String>,
    /// Where on it, as far as a vendor tells (see [`told`]).
    pub pin: Option<Pin>,
    /// The bandwidths that a connection may have.
    pub speeds: Option<Speeds>,
    /// Whether the other end may lie in another metro.
    pub remote: Option<bool>,
    /// The first instant at which it can be redeemed.
    pub from: Option<Timestamp>,
    /// The first instant at which it cannot any more.
    pub until: Option<Timestamp>,
    /// How often it can be redeemed.
    pub usage: Option<Usage>,
    /// Whether it is switched on.
    pub active: Option<bool>,
    /// Whether a redemption connects at once.
    pub pre_approved: Option<bool>,
}

/// The same as it is stored.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Report")]
pub(crate) struct StoredReport {
    kind: Option<Kind>,
    state: Option<String>,
    life: Option<Life>,
    name: Option<String>,
    description: Option<String>,
    #[serde(deserialize_with = "stored::emails_or_none", default)]
    recipients: Option<Vec<Email>>,
    asset: Option<String>,
    pin: Option<Pin>,
    speeds: Option<Speeds>,
    remote: Option<bool>,
    #[serde(with = "stored::millis_or_none", default)]
    from: Option<Timestamp>,
    #[serde(with = "stored::millis_or_none", default)]
    until: Option<Timestamp>,
    usage: Option<Usage>,
    active: Option<bool>,
    pre_approved: Option<bool>,
}

/// What became of a grant, as a vendor tells it; whether it expired follows from its dates (G3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Life {
    /// It was not used up.
    Unused,
    /// It was redeemed.
    Used,
    /// It was deleted.
    Deleted,
}

impl Life {
    /// What became of a grant here.
    pub const fn of(phase: Phase) -> Self {
        match phase {
            Phase::Open { .. } => Self::Unused,
            Phase::Promised { .. } | Phase::Used(_) => Self::Used,
            Phase::Deleted { .. } => Self::Deleted,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Unused => "not used up",
            Self::Used => "used",
            Self::Deleted => "deleted",
        }
    }
}

/// What a vendor's formats tell of a place: neither a vNIC nor the configuration of an MCR is in them (W3).
pub fn told(pin: &Pin) -> Pin {
    match pin {
        Pin::At(Place::Vnic { tag, .. }) => Pin::At(Place::Vlan(*tag)),
        Pin::At(Place::Router) | Pin::Assigned { .. } | Pin::Configured(_) => Pin::Assigned { vnic: None },
        Pin::At(place) => Pin::At(*place),
    }
}

/// One thing that a vendor says of a grant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fact {
    /// The system it follows.
    Kind,
    /// The asset it is on.
    Asset,
    /// Where on it.
    Place,
    /// Whether the other end may lie in another metro.
    Remote,
    /// How often it can be redeemed.
    Usage,
    /// Whether a redemption connects at once.
    PreApproved,
    /// Its name.
    Name,
    /// Its description.
    Description,
    /// Who may use it.
    Recipients,
    /// The bandwidths.
    Speeds,
    /// Its first instant.
    From,
    /// Its last.
    Until,
    /// Whether it is switched on.
    Active,
    /// What became of it.
    Life,
}

impl Fact {
    /// Every fact, in the order in which they are listed.
    pub const ALL: [Self; 14] = [
        Self::Kind,
        Self::Asset,
        Self::Place,
        Self::Remote,
        Self::Usage,
        Self::PreApproved,
        Self::Name,
        Self::Description,
        Self::Recipients,
        Self::Speeds,
        Self::From,
        Self::Until,
        Self::Active,
        Self::Life,
    ];

    /// What people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Asset => "asset",
            Self::Place => "place",
            Self::Remote => "remote connection",
            Self::Usage => "use",
            Self::PreApproved => "approval",
            Self::Name => "name",
            Self::Description => "description",
            Self::Recipients => "recipients",
            Self::Speeds => "bandwidth",
            Self::From => "valid from",
            Self::Until => "valid until",
            Self::Active => "switched on",
            Self::Life => "status",
        }
    }

    /// Whether it never changes in the life of a grant (T3, K5).
    pub const fn is_fixed(self) -> bool {
        matches!(self, Self::Kind | Self::Asset | Self::Place | Self::Remote | Self::Usage | Self::PreApproved)
    }
}

/// The entries that have one key, for each key that is told: by their numbers, in their order. Of a long list each is
/// looked at once.
pub fn of_one_key(readings: &[Reading]) -> Vec<Vec<usize>> {
    let key = |at: &usize| readings.get(*at).and_then(|reading| reading.key);
    let mut by_key: Vec<usize> = (0..readings.len()).filter(|at| key(at).is_some()).collect();
    by_key.sort_by_cached_key(|at| key(at).map(|key| key.reveal()));
    by_key.chunk_by(|one, other| key(one) == key(other)).map(<[usize]>::to_vec).collect()
}

impl Report {
    /// What a vendor would say of a grant that is what it is here.
    pub fn of_terms(terms: &Terms, phase: Phase, pin: &Pin) -> Self {
        let starts = terms.kind == Kind::ServiceKey;
        Self {
            kind: Some(terms.kind),
            life: Some(Life::of(phase)),
            pin: Some(told(pin)),
            speeds: Some(terms.speeds.clone()),
            // Tokens are valid from their creation, follow the other system's flag, and are always switched on.
            remote: (!starts).then_some(terms.remote),
            from: starts.then_some(terms.valid.from),
            until: Some(terms.valid.until),
            usage: starts.then_some(terms.usage),
            active: starts.then_some(terms.active),
            pre_approved: starts.then_some(terms.pre_approved),
            ..Self::default()
        }
    }

    /// Whether two reports say the same of a fact; none where one of them does not say. Bandwidths are compared as sets,
    /// and so are recipients; ids without regard to case.
    pub fn agree(&self, other: &Self, fact: Fact) -> Option<bool> {
        match fact {
            Fact::Kind => both(&self.kind, &other.kind, |one, other| one == other),
            Fact::Asset => both(&self.asset, &other.asset, |one, other| one.eq_ignore_ascii_case(other)),
            Fact::Place => both(&self.pin, &other.pin, |one, other| one == other),
            Fact::Remote => both(&self.remote, &other.remote, |one, other| one == other),
            Fact::Usage => both(&self.usage, &other.usage, |one, other| one == other),
            Fact::PreApproved => both(&self.pre_approved, &other.pre_approved, |one, other| one == other),
            // A text that is not there is an empty one.
            Fact::Name => Some(self.name.as_deref().unwrap_or_default() == other.name.as_deref().unwrap_or_default()),
            Fact::Description => {
                let [one, other] = [self, other].map(|report| report.description.as_deref().unwrap_or_default());
                Some(one == other)
            }
            Fact::Recipients => both(&self.recipients, &other.recipients, |one, other| same_addresses(one, other)),
            Fact::Speeds => both(&self.speeds, &other.speeds, same_speeds),
            Fact::From => both(&self.from, &other.from, |one, other| one == other),
            Fact::Until => both(&self.until, &other.until, |one, other| one == other),
            Fact::Active => both(&self.active, &other.active, |one, other| one == other),
            Fact::Life => both(&self.life, &other.life, |one, other| one == other),
        }
    }

    /// Whether it says anything of a fact.
    pub fn says(&self, fact: Fact) -> bool {
        self.words(fact).is_some() && (fact != Fact::Life || self.life.is_some())
    }

    /// Whether the vendor's own word for its status is that it expired.
    pub fn says_expired(&self) -> bool {
        let state = self.state.as_deref().unwrap_or_default();
        state.split(", ").any(|word| word.eq_ignore_ascii_case("expired"))
    }

    /// The facts of which two reports say different things.
    pub fn differences(&self, other: &Self) -> Vec<Fact> {
        Fact::ALL.into_iter().filter(|fact| self.agree(other, *fact) == Some(false)).collect()
    }

    /// What it says of a fact, for people; none where it says nothing.
    pub fn words(&self, fact: Fact) -> Option<String> {
        let on = |on: bool| if on { "yes" } else { "no" }.to_owned();
        match fact {
            Fact::Kind => self.kind.map(|kind| kind.label().to_owned()),
            Fact::Asset => self.asset.clone(),
            Fact::Place => self.pin.as_ref().map(ToString::to_string),
            Fact::Remote => self.remote.map(on),
            Fact::Usage => self.usage.map(|usage| {
                match usage {
                    Usage::Single => "Single Use",
                    Usage::Multi => "Multi-Use",
                }
                .to_owned()
            }),
            Fact::PreApproved => {
                self.pre_approved.map(|given| if given { "given beforehand" } else { "asked for" }.to_owned())
            }
            Fact::Name => self.name.clone(),
            Fact::Description => self.description.clone(),
            Fact::Recipients => self.recipients.as_ref().map(|emails| {
                let emails: Vec<&str> = emails.iter().map(Email::as_str).collect();
                emails.join(", ")
            }),
            Fact::Speeds => self.speeds.as_ref().map(ToString::to_string),
            Fact::From => self.from.map(Timestamp::to_minute),
            Fact::Until => self.until.map(Timestamp::to_minute),
            Fact::Active => self.active.map(on),
            Fact::Life => match (&self.state, self.life) {
                (Some(state), Some(life)) => Some(format!("{state} ({})", life.word())),
                (Some(state), None) => Some(state.clone()),
                (None, life) => life.map(|life| life.word().to_owned()),
            },
        }
    }
}

fn both<T>(one: &Option<T>, other: &Option<T>, same: impl FnOnce(&T, &T) -> bool) -> Option<bool> {
    Some(same(one.as_ref()?, other.as_ref()?))
}

fn same_addresses(one: &[Email], other: &[Email]) -> bool {
    let within = |all: &[Email], email: &Email| all.iter().any(|other| other.same(email));
    one.iter().all(|email| within(other, email)) && other.iter().all(|email| within(one, email))
}

fn same_speeds(one: &Speeds, other: &Speeds) -> bool {
    match (one, other) {
        (Speeds::OneOf(one), Speeds::OneOf(other)) => {
            Mbps::sorted_set(one.iter().copied()) == Mbps::sorted_set(other.iter().copied())
        }
        (one, other) => one == other,
    }
}

/// One entry of what a vendor sent: what could be understood of it, and what could not.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// Where it stands in what was read, e.g. `data[3]`; empty for the whole.
    pub path: String,
    /// Whose it is; none where it is neither a service token nor a service key.
    pub system: Option<System>,
    /// The key that the vendor gave it.
    pub key: Option<Key>,
    /// What was understood.
    pub report: Report,
    /// What was not.
    pub unread: Vec<Unread>,
}

/// All of what a vendor sent.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Readings {
    /// Its entries, in their order.
    pub rows: Vec<Reading>,
    /// What could not be used, or does not add up, about the whole.
    pub unread: Vec<Unread>,
}

/// A place that could not be used, or not as it stands. What stands there is not repeated, for it may be a key (S2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    /// The place, from outside inwards, e.g. `data[3].connection.bandwidthLimit`; empty for the whole.
    pub path: String,
    /// What is wrong with it, e.g. `is not a number`.
    pub problem: String,
}

impl fmt::Display for Unread {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(out, "The whole {}.", self.problem),
            path => write!(out, "`{path}` {}.", self.problem),
        }
    }
}
