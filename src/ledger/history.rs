//! Who did what and when, folded from the entries about a grant or connection (N3). A partner's acts show the
//! company, never the person (S3).

use uuid::Uuid;

use super::audience::{Audience, audience};
use super::event::{Entry, Event};
use super::world::Sight;
use crate::domain::bandwidth::Mbps;
use crate::domain::terms::Terms;
use crate::domain::time::Timestamp;

/// One line of a history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moment {
    /// When.
    pub at: Timestamp,
    /// Who: a person of the own company, or the partner's company.
    pub who: String,
    /// What they did.
    pub what: String,
}

/// The lines of these entries about one grant or connection that the looking company may read, oldest first.
pub fn moments(sight: &Sight<'_>, id: Uuid, entries: &[Entry]) -> Vec<Moment> {
    let lines = |entry: &Entry| {
        let who = who(sight, entry);
        let about = entry.events.iter().filter(|event| event.about().contains(&id));
        let told = about.filter(|event| may_read(sight, event)).filter_map(|event| line(sight, id, entry, event));
        told.map(|what| Moment { at: entry.at, who: who.clone(), what }).collect::<Vec<_>>()
    };
    entries.iter().flat_map(lines).collect()
}

fn who(sight: &Sight<'_>, entry: &Entry) -> String {
    match sight.person(entry.person) {
        Some(person) => person.name.clone(),
        None => sight.company_name(entry.company).to_owned(),
    }
}

fn may_read(sight: &Sight<'_>, event: &Event) -> bool {
    let own = |company| Some(company) == sight.company();
    match audience(event) {
        Audience::Everyone => true,
        Audience::Only(company) => own(company),
        Audience::Pair(a, b) => own(a) || own(b),
        Audience::Parties(parties) => sight.company().is_some_and(|company| parties.include(company)),
        // Who merely holds the key reads its terms, not its history.
        Audience::Holder(grant) => sight.own_grant(grant).is_some(),
    }
}

fn terms_words(terms: &Terms) -> String {
    format!("up to {}, until {} 00:00 UTC", terms.limit(), terms.valid.until.day())
}

/// The bandwidth of the connection that an entry made.
fn made_with(entry: &Entry) -> Option<Mbps> {
    entry.events.iter().find_map(|event| match event {
        Event::Connected(made) => Some(made.bandwidth),
        _ => None,
    })
}

fn line(sight: &Sight<'_>, id: Uuid, entry: &Entry, event: &Event) -> Option<String> {
    Some(match event {
        Event::GrantCreated(created) => format!("Created: {}", terms_words(&created.terms)),
        Event::GrantPlaced(placed) if placed.grant.uuid() != id => {
            "Replaced by a token with a new key on the same place".to_owned()
        }
        Event::GrantPlaced(placed) if placed.replaces.is_some() => "Took the place of an earlier token".to_owned(),
        Event::TermsEdited { terms, .. } => format!("Edited: {}", terms_words(terms)),
        Event::LabelEdited { label, .. } => {
            let recipients: Vec<&str> = label.recipients.iter().map(|email| email.as_str()).collect();
            format!("Edited: “{}”, for {}", label.name, recipients.join(", "))
        }
        Event::GrantDeleted { .. } => "Deleted the token".to_owned(),
        Event::Redeemed(redeemed) if Some(redeemed.issuer) == sight.company() => {
            format!("Redeemed the token: {} connection", made_with(entry)?)
        }
        Event::Redeemed(redeemed) => {
            let issuer = sight.company_name(redeemed.issuer);
            format!("Made the connection with a token of {issuer}: {}", made_with(entry)?)
        }
        // The name that a connection starts with goes without saying.
        Event::ConnectionNamed { .. } if made_with(entry).is_some() => return None,
        Event::ConnectionNamed { name, .. } => format!("Named the connection “{name}”"),
        Event::BandwidthChanged { from, to, .. } => format!("Changed the bandwidth from {from} to {to}"),
        Event::ConnectionDeleted { .. } => "Deleted the connection".to_owned(),
        Event::CompanyFounded(_)
        | Event::PersonAdded(_)
        | Event::PersonEdited(_)
        | Event::AssetAdded(_)
        | Event::AssetEdited(_)
        | Event::AssetRemoved { .. }
        | Event::GrantPlaced(_)
        | Event::RecipientNamed(_)
        | Event::GrantUsed { .. }
        | Event::Connected(_)
        | Event::Ordered { .. }
        | Event::EndTaken(_)
        | Event::InboxRead { .. } => return None,
    })
}
