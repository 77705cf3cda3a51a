//! Who may ever read an event. One exhaustive function, so that a new event cannot be forgotten (S1).

use super::event::Event;
use crate::domain::asset::Asset;
use crate::domain::connection::Parties;
use crate::domain::id::{CompanyId, GrantId};

/// Those who may read an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    /// Everybody in the ledger: names of companies and what providers offer.
    Everyone,
    /// One company.
    Only(CompanyId),
    /// An issuer and the redeemer of its grant.
    Pair(CompanyId, CompanyId),
    /// The companies of a connection.
    Parties(Parties),
    /// The issuer, and whoever holds the grant's key: the terms of R2.
    Holder(GrantId),
}

/// Who may ever read this event.
pub fn audience(event: &Event) -> Audience {
    match event {
        Event::CompanyFounded(_) => Audience::Everyone,
        Event::PersonAdded(person) | Event::PersonEdited(person) => Audience::Only(person.company),
        Event::AssetAdded(asset) | Event::AssetEdited(asset) => of_asset(asset),
        Event::AssetRemoved { public: true, .. } => Audience::Everyone,
        Event::AssetRemoved { company, public: false, .. } => Audience::Only(*company),
        Event::GrantCreated(created) => Audience::Holder(created.grant),
        Event::GrantPlaced(placed) => Audience::Only(placed.issuer),
        Event::RecipientNamed(named) => Audience::Only(named.company),
        Event::GrantBound(bound) => Audience::Holder(bound.grant),
        Event::GrantReported(reported) => Audience::Only(reported.issuer),
        Event::TermsEdited { grant, .. }
        | Event::GrantDeleted { grant }
        | Event::GrantUsed { grant }
        | Event::GrantPromised { grant, .. }
        | Event::GrantReturned { grant } => Audience::Holder(*grant),
        Event::LabelEdited { issuer, .. } => Audience::Only(*issuer),
        Event::Connected(made) => Audience::Parties(made.parties),
        Event::Redeemed(redeemed) => Audience::Pair(redeemed.issuer, redeemed.redeemer),
        Event::EndTaken(end) => Audience::Only(end.company),
        Event::EndMoved(moved) => Audience::Only(moved.company),
        Event::EndProposed(proposed) => Audience::Only(proposed.company),
        Event::Ordered { company, .. }
        | Event::ServiceOrdered { company, .. }
        | Event::Referred { company, .. }
        | Event::ConnectionNamed { company, .. } => Audience::Only(*company),
        Event::ConnectionAnswered { parties, .. }
        | Event::ChangeProposed { parties, .. }
        | Event::ChangeAnswered { parties, .. }
        | Event::Switched { parties, .. }
        | Event::DeletionAsked { parties, .. }
        | Event::BandwidthChanged { parties, .. }
        | Event::ConnectionDeleted { parties, .. } => Audience::Parties(*parties),
        Event::InboxRead { company, .. } => Audience::Only(*company),
    }
}

fn of_asset(asset: &Asset) -> Audience {
    if asset.profile().is_some() { Audience::Everyone } else { Audience::Only(asset.company) }
}
