//! Deciding: a command over a sight becomes events, or every refusal there is.
//!
//! Pure. Nothing here knows more than the actor's company may read; what needs the partner's own facts is
//! [`super::react`].

mod adopt;
mod asset;
mod company;
mod connection;
mod grant;
mod key;
mod key_redemption;
mod lane;
mod offer;
mod partnership;
mod place;
mod redemption;
mod rival;
mod service;
mod standing;

use serde::Serialize;
use ts_rs::TS;

pub(super) use offer::{common_speeds, redeemable};
pub(super) use place::free_interfaces;
pub(super) use redemption::second;
pub(super) use rival::rivals;
pub(super) use service::lowest_free;
pub(super) use standing::{Changed, Standing, asset_of, standing};
use uuid::Uuid;

use super::command::{Act, ChangeEnd, Command};
use super::event::Event;
use super::world::Sight;
use crate::domain::asset::System;
use crate::domain::bandwidth::Mbps;
use crate::domain::company::Person;
use crate::domain::connection::Side;
use crate::domain::id::{AssetId, CompanyId, ConnectionId, GrantId, PersonId, ProposalId};
use crate::domain::permission::{Right, permit};
use crate::domain::refusal::{Code, Field, Refusal};
use crate::domain::rights::{Deed, Verdict};
use crate::domain::text::{EMAIL_COUNT_LIMIT, Email};

/// What a command leads to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Decision {
    /// What will have happened.
    pub events: Vec<Event>,
    /// What the person should know but may do all the same.
    pub warnings: Vec<Warning>,
}

/// A hint at a field that refuses nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Warning {
    /// The field it stands at.
    pub field: Field,
    /// The sentence.
    pub message: String,
}

impl From<Vec<Event>> for Decision {
    fn from(events: Vec<Event>) -> Self {
        Self { events, warnings: vec![] }
    }
}

/// Draws the identities of what a command creates.
pub type Draw<'a> = &'a mut dyn FnMut() -> Uuid;

type Decided = Result<Decision, Vec<Refusal>>;

/// Decides a command.
///
/// # Errors
/// Every refusal, in the order of their codes (R5).
pub fn decide(sight: &Sight<'_>, command: &Command, draw: Draw<'_>) -> Decided {
    let decided = carry_out(sight, command, draw);
    match system(sight, &command.act) {
        Some(system) => decided.map_err(|all| all.into_iter().map(|refusal| refusal.at(system)).collect()),
        None => decided,
    }
}

/// Whose system a command is about, as far as that decides how a refusal of it is told; none where it is about none.
fn system(sight: &Sight<'_>, act: &Act) -> Option<System> {
    match act {
        Act::CreateKey(_) | Act::EditKey { .. } | Act::RedeemKey(_) => Some(System::Megaport),
        Act::Redeem(redeem) => sight.offer(&redeem.key).map(|offer| offer.terms.kind.system()),
        Act::ApproveConnection { connection: id, .. }
        | Act::ChangeBandwidth { connection: id, .. }
        | Act::ChangeEnd(ChangeEnd { connection: id, .. })
        | Act::ApproveChange { connection: id, .. } => {
            let connection = sight.connection(*id)?;
            sight.redeemed(connection).next().map(|redeemed| redeemed.terms.kind.system())
        }
        _ => None,
    }
}

fn carry_out(sight: &Sight<'_>, command: &Command, draw: Draw<'_>) -> Decided {
    let actor = || Actor::find(sight, command.person);
    match &command.act {
        Act::FoundCompany(found) => company::found(sight, command.person, found, draw),
        Act::AddPerson(details) => company::add_person(&actor()?, details, draw),
        Act::EditPerson { person: id, details } => company::edit_person(&actor()?, *id, details),
        Act::AddAsset(details) => asset::add(&actor()?, details, draw),
        Act::EditAsset { asset: id, details } => asset::edit(&actor()?, *id, details),
        Act::RemoveAsset(id) => asset::remove(&actor()?, *id),
        Act::CreateToken(create) => grant::create(&actor()?, create, draw),
        Act::EditToken { grant: id, details } => grant::edit(&actor()?, *id, details),
        Act::DeleteToken(id) => grant::delete(&actor()?, *id),
        Act::ReplaceToken { grant, expires } => grant::replace(&actor()?, *grant, *expires, draw),
        Act::Redeem(redeem) => redemption::redeem(&actor()?, redeem, draw),
        Act::CreateKey(create) => key::create(&actor()?, create, draw),
        Act::EditKey { grant: id, details } => key::edit(&actor()?, *id, details),
        Act::RedeemKey(redeem) => key_redemption::redeem(&actor()?, redeem, draw),
        Act::ApproveConnection { connection, end } => partnership::approve(&actor()?, *connection, end.as_ref()),
        Act::DenyConnection { connection, reason } => partnership::deny(&actor()?, *connection, reason),
        Act::WithdrawConnection(id) => partnership::withdraw(&actor()?, *id),
        Act::Adopt(adoptions) => adopt::adopt(&actor()?, adoptions, draw),
        Act::RenameConnection { connection: id, name } => connection::rename(&actor()?, *id, name),
        Act::ChangeBandwidth { connection: id, bandwidth } => {
            connection::change_bandwidth(&actor()?, *id, *bandwidth, draw)
        }
        Act::ChangeEnd(change) => partnership::change_end(&actor()?, change, draw),
        Act::ApproveChange { connection: id, proposal } => partnership::approve_change(&actor()?, *id, *proposal),
        Act::DenyChange { connection, proposal, reason } => {
            partnership::deny_change(&actor()?, *connection, *proposal, reason)
        }
        Act::WithdrawChange { connection: id, proposal } => partnership::withdraw_change(&actor()?, *id, *proposal),
        Act::ReferConnection { connection: id, reference } => partnership::refer(&actor()?, *id, reference),
        Act::SwitchConnection { connection, on } => partnership::switch(&actor()?, *connection, *on),
        Act::AskToDelete(id) => partnership::ask_to_delete(&actor()?, *id),
        Act::DeleteConnection { connection, confirmed } => connection::delete(&actor()?, *connection, *confirmed),
        Act::ReadInbox(until) => company::read_inbox(&actor()?, *until),
    }
}

/// Whether this person may edit this grant now (T3).
///
/// # Errors
/// Why not.
pub fn may_edit(sight: &Sight<'_>, person: PersonId, id: GrantId) -> Result<(), Vec<Refusal>> {
    grant::editable(&Actor::find(sight, person)?, id).map(|_| ())
}

/// Whether this person may replace this grant now (T6): it is Inactive, and its port takes new grants.
///
/// # Errors
/// Why not.
pub fn may_replace(sight: &Sight<'_>, person: PersonId, id: GrantId) -> Result<(), Vec<Refusal>> {
    grant::replaceable(&Actor::find(sight, person)?, id).map(|_| ())
}

/// Whether this person may delete this grant now (T4).
///
/// # Errors
/// Why not.
pub fn may_delete(sight: &Sight<'_>, person: PersonId, id: GrantId) -> Result<(), Vec<Refusal>> {
    grant::delete(&Actor::find(sight, person)?, id).map(|_| ())
}

/// Whether this person may create a service key on this service now (K8).
///
/// # Errors
/// Why not.
pub fn may_create_key(sight: &Sight<'_>, person: PersonId, id: AssetId) -> Result<(), Vec<Refusal>> {
    key::creatable(&Actor::find(sight, person)?, id).map(|_| ())
}

/// Whether this person may edit this service key now (K5).
///
/// # Errors
/// Why not.
pub fn may_edit_key(sight: &Sight<'_>, person: PersonId, id: GrantId) -> Result<(), Vec<Refusal>> {
    key::own(&Actor::find(sight, person)?, id).map(|_| ())
}

/// Whether this person may do this to this connection now (C2).
///
/// # Errors
/// Why not.
pub fn may(sight: &Sight<'_>, person: PersonId, id: ConnectionId, deed: Deed) -> Result<Verdict, Vec<Refusal>> {
    let actor = Actor::find(sight, person)?;
    match deed {
        Deed::Lower | Deed::Raise => connection::adjustable(&actor, id, deed).map(|(_, verdict)| verdict),
        Deed::AskToDelete => partnership::askable(&actor, id).map(|_| Verdict::AtOnce),
        _ => connection::open_to(&actor, id, deed).map(|(_, verdict)| verdict),
    }
}

/// Whether this person may change this own end of the connection now, and whether the partner must agree (C2b).
///
/// # Errors
/// Why not.
pub fn may_change_end(
    sight: &Sight<'_>,
    person: PersonId,
    id: ConnectionId,
    side: Side,
) -> Result<Verdict, Vec<Refusal>> {
    partnership::changeable(&Actor::find(sight, person)?, id, side).map(|(_, _, verdict)| verdict)
}

/// Whether this person may approve or deny the waiting connection now (R7).
///
/// # Errors
/// Why not.
pub fn may_answer(sight: &Sight<'_>, person: PersonId, id: ConnectionId) -> Result<(), Vec<Refusal>> {
    partnership::asked(&Actor::find(sight, person)?, id).map(|_| ())
}

/// Whether this person may withdraw the waiting connection now (R7).
///
/// # Errors
/// Why not.
pub fn may_withdraw(sight: &Sight<'_>, person: PersonId, id: ConnectionId) -> Result<(), Vec<Refusal>> {
    partnership::requested(&Actor::find(sight, person)?, id).map(|_| ())
}

/// Whether this person may approve or deny this proposed change now (C3).
///
/// # Errors
/// Why not.
pub fn may_answer_change(
    sight: &Sight<'_>,
    person: PersonId,
    id: ConnectionId,
    proposal: ProposalId,
) -> Result<(), Vec<Refusal>> {
    partnership::answerable(&Actor::find(sight, person)?, id, proposal).map(|_| ())
}

/// Whether this person may withdraw this proposed change now (C3).
///
/// # Errors
/// Why not.
pub fn may_withdraw_change(
    sight: &Sight<'_>,
    person: PersonId,
    id: ConnectionId,
    proposal: ProposalId,
) -> Result<(), Vec<Refusal>> {
    partnership::withdrawable(&Actor::find(sight, person)?, id, proposal).map(|_| ())
}

/// Whether this person may remove this asset now (A6).
///
/// # Errors
/// Why not.
pub fn may_remove(sight: &Sight<'_>, person: PersonId, id: AssetId) -> Result<(), Vec<Refusal>> {
    asset::remove(&Actor::find(sight, person)?, id).map(|_| ())
}

/// The person who acts, looked up (P1), and what their company sees.
struct Actor<'a> {
    sight: &'a Sight<'a>,
    person: &'a Person,
}

impl<'a> Actor<'a> {
    fn find(sight: &'a Sight<'a>, person: PersonId) -> Result<Self, Vec<Refusal>> {
        match sight.person(person) {
            Some(person) => Ok(Self { sight, person }),
            None => {
                let message = "Nobody acts here yet. Choose a person, or set up a company first.";
                Err(vec![Refusal::new(Code::RoleNotAllowed, Field::Role, message)])
            }
        }
    }

    const fn company(&self) -> CompanyId {
        self.person.company
    }

    fn needs(&self, right: Right) -> Result<(), Vec<Refusal>> {
        permit(self.person.roles, right).map_err(|refusal| vec![refusal])
    }
}

fn refuse(code: Code, field: Field, message: impl Into<String>) -> Vec<Refusal> {
    vec![Refusal::new(code, field, message)]
}

/// At least one and at most twenty addresses, each once.
fn check_emails(emails: &[Email], field: Field) -> Result<Vec<Email>, Refusal> {
    let mut once: Vec<Email> = Vec::new();
    for email in emails {
        if !once.iter().any(|other| other.same(email)) {
            once.push(email.clone());
        }
    }
    match once.len() {
        0 => Err(Refusal::new(Code::Required, field, "Give at least one e-mail address.")),
        1..=EMAIL_COUNT_LIMIT => Ok(once),
        count => {
            let message = format!("At most {EMAIL_COUNT_LIMIT} e-mail addresses; these are {count}.");
            Err(Refusal::new(Code::TextInvalid, field, message))
        }
    }
}

/// Warns of a speed that the vendor's price list does not have (E5).
fn tier_warning(bandwidth: Mbps) -> Option<Warning> {
    (!bandwidth.is_tier()).then(|| Warning {
        field: Field::Bandwidth,
        message: format!("{bandwidth} is not one of Equinix's usual speeds; it may be rounded up when it is ordered."),
    })
}
