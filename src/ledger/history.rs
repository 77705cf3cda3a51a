//! Who did what and when, folded from the entries about a grant or connection (N3). A partner's acts show the
//! company, never the person (S3).

use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::audience::{Audience, audience};
use super::event::{Entry, Event, Label};
use super::view::connection::end_words;
use super::world::{Grant, Sight};
use crate::domain::bandwidth::Mbps;
use crate::domain::connection::State;
use crate::domain::id::{ConnectionId, GrantId};
use crate::domain::proposal::Answer;
use crate::domain::terms::{Kind, Status, Terms, Usage};
use crate::domain::time::Timestamp;

/// One line of a history.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
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
    let mut moments: Vec<Moment> = entries.iter().flat_map(lines).collect();
    let asked = sight.own_grant(GrantId::new(id)).into_iter().flat_map(|grant| requests(sight, grant));
    let silent =
        lapses(sight, ConnectionId::new(id)).into_iter().chain(asked).chain(expiries(sight, GrantId::new(id), entries));
    moments.extend(silent);
    moments.sort_by_key(|moment| moment.at);
    moments
}

/// When an own grant expired, of which no entry tells: now, and before each edit that revived it (K6).
fn expiries(sight: &Sight<'_>, id: GrantId, entries: &[Entry]) -> Vec<Moment> {
    let Some(grant) = sight.own_grant(id) else { return vec![] };
    let mut until = None;
    let mut over = vec![];
    for entry in entries {
        for event in &entry.events {
            let next = match event {
                Event::GrantCreated(created) if created.grant == id => Some(created.terms.valid.until),
                Event::TermsEdited { grant, terms } if *grant == id => Some(terms.valid.until),
                Event::GrantDeleted { grant } if *grant == id => None,
                Event::GrantUsed { grant: used } if *used == id && grant.terms.usage == Usage::Single => {
                    until = None;
                    continue;
                }
                _ => continue,
            };
            over.extend(until.filter(|until| *until <= entry.at));
            until = next;
        }
    }
    over.extend(until.filter(|_| grant.status(sight.now()) == Status::Expired));
    let what = match grant.terms.usage {
        Usage::Single => format!("Redeemed the {} in time: it expired", grant.terms.kind.noun()),
        Usage::Multi => format!("Can redeem the {} any more: it expired", grant.terms.kind.noun()),
    };
    over.into_iter().map(|at| Moment { at, who: "Nobody".to_owned(), what: what.clone() }).collect()
}

/// What came to nothing because nobody answered in time, of which no entry tells (R7, C4).
fn lapses(sight: &Sight<'_>, id: ConnectionId) -> Vec<Moment> {
    let lapsed = sight.books().into_iter().flat_map(|books| books.lapsed(sight.now()));
    let own = lapsed.filter(|(_, connection, _)| *connection == id);
    own.map(|(at, _, proposal)| {
        let what = if proposal.is_some() { "the proposed change" } else { "the request" };
        Moment { at: *at, who: "Nobody".to_owned(), what: format!("Answered {what} in time: it lapsed") }
    })
    .collect()
}

/// When requests for connections with an own grant lapsed: in its own history (R7).
fn requests(sight: &Sight<'_>, grant: &Grant) -> Vec<Moment> {
    let lapsed = |id: &ConnectionId| match sight.connection(*id)?.state(sight.now()) {
        State::Lapsed { at } => Some(at),
        _ => None,
    };
    let moment =
        |at| Moment { at, who: "Nobody".to_owned(), what: "Answered the request in time: it lapsed".to_owned() };
    grant.connections.iter().filter_map(lapsed).map(moment).collect()
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
    let (limit, until) = (terms.limit(), terms.valid.until);
    match terms.kind {
        Kind::ASideToken | Kind::ZSideToken => format!("up to {limit}, until {}", until.to_minute()),
        Kind::ServiceKey => {
            let off = if terms.active { "" } else { ", switched off" };
            format!("up to {limit}, from {} until {}{off}", terms.valid.from.to_minute(), until.to_minute())
        }
    }
}

fn label_words(label: &Label) -> String {
    let recipients: Vec<&str> = label.recipients.iter().map(|email| email.as_str()).collect();
    let whom = if recipients.is_empty() { String::new() } else { format!(", for {}", recipients.join(", ")) };
    format!("“{}”{whom}", label.name)
}

/// Whether what an entry says of a grant is what its vendor said, and no edit of the person who took it over (W6).
fn is_told(entry: &Entry, id: Uuid) -> bool {
    entry.events.iter().any(|event| matches!(event, Event::GrantReported(reported) if reported.grant.uuid() == id))
}

fn taken_over(sight: &Sight<'_>, id: Uuid, what: &str) -> String {
    format!("Took over from {}: {what}", vendor(sight, id))
}

fn answered(answer: &Answer, what: &str) -> String {
    match answer {
        Answer::Approved => format!("Approved {what}"),
        Answer::Denied(reason) if reason.is_empty() => format!("Denied {what}"),
        Answer::Denied(reason) => format!("Denied {what}: “{reason}”"),
        Answer::Withdrawn => format!("Withdrew {what}"),
    }
}

/// Whose system an own grant is in.
fn vendor(sight: &Sight<'_>, id: Uuid) -> &'static str {
    sight.own_grant(GrantId::new(id)).map_or("the vendor", |grant| grant.terms.kind.system().label())
}

fn answer_of(entry: &Entry) -> Option<&Answer> {
    entry.events.iter().find_map(|event| match event {
        Event::ConnectionAnswered { answer, .. } => Some(answer),
        _ => None,
    })
}

/// Whether the connection that an entry made waits for approval.
fn is_asked(entry: &Entry) -> bool {
    entry.events.iter().any(|event| matches!(event, Event::Connected(made) if made.until.is_some()))
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
        Event::GrantCreated(created) if is_told(entry, id) => taken_over(sight, id, &terms_words(&created.terms)),
        Event::GrantCreated(created) => format!("Created: {}", terms_words(&created.terms)),
        Event::GrantPlaced(placed) if placed.grant.uuid() != id => {
            "Replaced by a token with a new key on the same place".to_owned()
        }
        Event::GrantPlaced(placed) if placed.replaces.is_some() => "Took the place of an earlier token".to_owned(),
        Event::GrantBound(_) => format!("Bound to {}, whose key it has", vendor(sight, id)),
        Event::GrantReported(reported) => match &reported.report.state {
            Some(state) => format!("Took over what {} said: {state}", vendor(sight, id)),
            None => format!("Took over what {} said", vendor(sight, id)),
        },
        Event::TermsEdited { terms, .. } if is_told(entry, id) => taken_over(sight, id, &terms_words(terms)),
        Event::TermsEdited { terms, .. } => format!("Edited: {}", terms_words(terms)),
        Event::LabelEdited { label, .. } if is_told(entry, id) => taken_over(sight, id, &label_words(label)),
        Event::LabelEdited { label, .. } => format!("Edited: {}", label_words(label)),
        Event::GrantDeleted { .. } if is_told(entry, id) => taken_over(sight, id, "it is deleted"),
        Event::GrantDeleted { .. } => "Deleted the token".to_owned(),
        Event::Redeemed(redeemed) if Some(redeemed.issuer) == sight.company() => {
            let (noun, bandwidth) = (redeemed.terms.kind.noun(), made_with(entry)?);
            let asked = if is_asked(entry) { ", which waits for approval" } else { "" };
            format!("Redeemed the {noun}: {bandwidth} connection{asked}")
        }
        Event::Redeemed(redeemed) => {
            let (issuer, noun) = (sight.company_name(redeemed.issuer), redeemed.terms.kind.noun());
            let deed = if is_asked(entry) { "Asked for" } else { "Made" };
            format!("{deed} the connection with a {noun} of {issuer}: {}", made_with(entry)?)
        }
        // In the key's own history: what became of the request.
        Event::GrantReturned { .. } | Event::GrantUsed { .. } if answer_of(entry).is_some() => {
            answered(answer_of(entry)?, "the connection")
        }
        Event::ConnectionAnswered { answer, .. } => answered(answer, "the connection"),
        Event::ChangeProposed { change, .. } => format!("Proposed a change: {}", change.words()),
        Event::ChangeAnswered { answer, .. } => answered(answer, "the proposed change"),
        Event::EndMoved(moved) => format!("Changed the own end: {}", end_words(sight, &moved.end).join(" · ")),
        Event::Referred { reference, .. } => format!("Changed the service level reference to “{reference}”"),
        Event::Switched { on: true, .. } => "Enabled the connection".to_owned(),
        Event::Switched { on: false, .. } => "Shut the connection down".to_owned(),
        Event::DeletionAsked { .. } => "Asked for the deletion of the connection".to_owned(),
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
        | Event::GrantPromised { .. }
        | Event::GrantReturned { .. }
        | Event::ServiceOrdered { .. }
        | Event::EndProposed(_)
        | Event::Connected(_)
        | Event::Ordered { .. }
        | Event::EndTaken(_)
        | Event::InboxRead { .. } => return None,
    })
}
