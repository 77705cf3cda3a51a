//! What the pages and other callers are shown: plain rows made for one company (S1). What may be done, and why not,
//! arrives computed; nobody downstream compares domain values.

pub mod approval;
pub mod asset;
pub mod company;
pub mod connection;
pub mod export;
pub mod grant;
pub mod import;
pub mod inbox;
pub mod inventory;
pub mod mail;
pub mod overview;
pub mod plan;
pub mod redemption;
mod secretless;
pub mod service;

use serde::Serialize;
use ts_rs::TS;

use crate::domain::id::{CompanyId, PersonId};
use crate::domain::permission::{Right, permit};
use crate::domain::refusal::Refusal;
use crate::domain::terms::{Kind, Status};
use crate::ledger::world::{Holder, Sight};

/// How many rows one page of a list has.
pub const PAGE: usize = 50;

/// Whether something may be done; if not, why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Allowed {
    /// It may be tried.
    Yes,
    /// It may not; a sentence that says why.
    No(String),
}

impl Allowed {
    /// Whether it may be tried.
    pub const fn yes(&self) -> bool {
        matches!(self, Self::Yes)
    }

    /// Why not; empty if it may.
    pub fn why(&self) -> &str {
        match self {
            Self::Yes => "",
            Self::No(why) => why,
        }
    }

    /// From a rule's answer.
    pub fn of<T>(answer: Result<T, Vec<Refusal>>) -> Self {
        match answer {
            Ok(_) => Self::Yes,
            Err(refusals) => Self::No(refusals.into_iter().next().map_or(String::new(), |refusal| refusal.message)),
        }
    }
}

/// Whether this person's role allows something at all (P5).
pub fn may(sight: &Sight<'_>, person: PersonId, right: Right) -> Allowed {
    match sight.person(person) {
        Some(person) => Allowed::of(permit(person.roles, right).map_err(|refusal| vec![refusal])),
        None => Allowed::No("Nobody acts here yet.".to_owned()),
    }
}

/// A status as people see it: the neutral word first, the vendor's beside it (K7).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
pub struct StatusView {
    /// The status itself, which decides its shape.
    pub status: Status,
    /// The neutral word.
    pub word: &'static str,
    /// The vendor's word.
    pub vendor: &'static str,
}

impl StatusView {
    /// The words of a grant's status.
    pub const fn of(kind: Kind, status: Status) -> Self {
        Self { status, word: status.word(), vendor: kind.status_word(status) }
    }
}

/// A slice of a list that is shown by pages.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Window<T> {
    /// At most [`PAGE`] rows.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub total: usize,
    /// The page shown, counted from 0.
    pub page: usize,
    /// How many pages there are; at least 1.
    pub pages: usize,
}

impl<T> Window<T> {
    /// The page `page` of these items, each made into a row if it is there to be shown; a page past the end is the
    /// last one.
    pub fn of<I>(items: &[I], page: usize, row: impl FnMut(&I) -> Option<T>) -> Self {
        let window = Self::empty(items.len(), page);
        let rows = items.iter().skip(window.page * PAGE).take(PAGE).filter_map(row).collect();
        Self { rows, ..window }
    }

    /// The page `page` of these rows; a page past the end is the last one.
    pub fn over(rows: Vec<T>, page: usize) -> Self {
        let window = Self::empty(rows.len(), page);
        let rows = rows.into_iter().skip(window.page * PAGE).take(PAGE).collect();
        Self { rows, ..window }
    }

    fn empty(total: usize, page: usize) -> Self {
        let pages = total.div_ceil(PAGE).max(1);
        Self { rows: vec![], total, page: page.min(pages - 1), pages }
    }
}

/// Who pays for a connection made with a grant of `issuer`, as whoever redeems it is told (G5, E8, K10).
fn payer(sight: &Sight<'_>, kind: Kind, issuer: CompanyId) -> String {
    match Some(issuer) == sight.company() {
        true => "You pay for this connection.".to_owned(),
        false => kind.payer_for_redeemer(sight.company_name(issuer)),
    }
}

/// The holder of an own place in words, for sentences.
pub(in crate::ledger) fn holder_name(sight: &Sight<'_>, holder: Holder) -> String {
    let connection = |id| match sight.connection(id) {
        Some(connection) => format!("the connection “{}”", sight.connection_name(connection)),
        None => "a connection".to_owned(),
    };
    match holder {
        Holder::Grant(id) => match sight.own_grant(id) {
            Some(grant) => format!("the {} “{}”", grant.terms.kind.noun(), grant::title(grant)),
            None => "a token".to_owned(),
        },
        Holder::Connection(id) => connection(id),
        Holder::Proposal(id) => format!("a proposed change of {}", connection(id)),
    }
}
