//! Each company's notices, folded from the journal (N1). A notice is what one company may know of an event.

use super::event::{Connected, Entry, Event};
use crate::domain::bandwidth::Mbps;
use crate::domain::connection::Parties;
use crate::domain::id::{CompanyId, ConnectionId, GrantId};
use crate::domain::proposal::{Answer, Change};
use crate::domain::terms::Terms;
use crate::domain::time::Timestamp;

/// Days before its expiry at which a grant's issuer is told (N1).
pub const EXPIRING_DAYS: i64 = 7;

/// Something that a company is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// The entry it came with; 0 for one that is folded from time.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub what: NoticeOf,
}

/// What a notice is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoticeOf {
    /// One of the company's people was named as a recipient; the preview, not the key (S2).
    Named {
        /// Who created the grant.
        issuer: CompanyId,
        /// Its terms.
        terms: Terms,
    },
    /// The company's grant was redeemed.
    Redeemed {
        /// The grant.
        grant: GrantId,
        /// The connection made.
        connection: ConnectionId,
        /// Who redeemed it.
        redeemer: CompanyId,
        /// Whether it starts shut down (R3).
        shut_down: bool,
    },
    /// A connection with the company's grant waits for its approval (R7).
    Asked {
        /// The grant.
        grant: GrantId,
        /// The connection.
        connection: ConnectionId,
        /// Who asks for it.
        redeemer: CompanyId,
    },
    /// The company redeemed a key, and waits for its creator's approval (R7).
    Awaited {
        /// The connection.
        connection: ConnectionId,
        /// Until when.
        until: Timestamp,
    },
    /// The partner answered the request for a connection, or withdrew it (R7).
    Answered {
        /// The connection.
        connection: ConnectionId,
        /// Who did.
        by: CompanyId,
        /// What became of it.
        answer: Answer,
    },
    /// A request for a connection lapsed unanswered (R7).
    Lapsed {
        /// The connection.
        connection: ConnectionId,
    },
    /// The partner proposes a change (C3).
    Proposed {
        /// The connection.
        connection: ConnectionId,
        /// Who does.
        by: CompanyId,
        /// What would change.
        change: Change,
    },
    /// The partner answered a proposed change, or withdrew it (C3).
    ChangeAnswered {
        /// The connection.
        connection: ConnectionId,
        /// Who did.
        by: CompanyId,
        /// What became of it.
        answer: Answer,
    },
    /// A proposed change lapsed unanswered (C4).
    ChangeLapsed {
        /// The connection.
        connection: ConnectionId,
    },
    /// The partner shut the connection down, or enabled it (C2e).
    Switched {
        /// The connection.
        connection: ConnectionId,
        /// Whether it is enabled.
        on: bool,
    },
    /// The partner asks the company to delete the connection (C9).
    DeletionAsked {
        /// The connection.
        connection: ConnectionId,
        /// Who asks.
        by: CompanyId,
    },
    /// The company redeemed a key.
    Connected {
        /// The connection made.
        connection: ConnectionId,
        /// Whether it starts shut down (R3).
        shut_down: bool,
    },
    /// The partner changed the bandwidth.
    BandwidthChanged {
        /// The connection.
        connection: ConnectionId,
        /// What it was.
        from: Mbps,
        /// What it is now.
        to: Mbps,
    },
    /// The partner deleted the connection.
    ConnectionDeleted {
        /// The connection.
        connection: ConnectionId,
        /// Who deleted it.
        by: CompanyId,
    },
    /// A grant of the company expires within seven days.
    Expiring {
        /// The grant.
        grant: GrantId,
        /// When it expires.
        expires: Timestamp,
    },
}

/// The notices that an event makes, and for whom.
pub fn notices(event: &Event, entry: &Entry) -> Vec<(CompanyId, Notice)> {
    let told = match event {
        Event::RecipientNamed(named) => {
            vec![(named.company, NoticeOf::Named { issuer: named.issuer, terms: named.terms.clone() })]
        }
        Event::Connected(Connected { connection, parties, until, shut_down, .. }) => {
            let (connection, shut_down) = (*connection, *shut_down);
            let what = match until {
                Some(until) => NoticeOf::Awaited { connection, until: *until },
                None => NoticeOf::Connected { connection, shut_down },
            };
            vec![(parties.redeemer, what)]
        }
        Event::Redeemed(redeemed) => {
            let (grant, connection, redeemer) = (redeemed.grant, redeemed.connection, redeemed.redeemer);
            let made = made(entry, connection);
            let what = match made.and_then(|made| made.until) {
                Some(_) => NoticeOf::Asked { grant, connection, redeemer },
                None => {
                    let shut_down = made.is_some_and(|made| made.shut_down);
                    NoticeOf::Redeemed { grant, connection, redeemer, shut_down }
                }
            };
            vec![(redeemed.issuer, what)]
        }
        Event::ConnectionAnswered { connection, parties, answer } => {
            let what = NoticeOf::Answered { connection: *connection, by: entry.company, answer: answer.clone() };
            to_partners(parties, entry.company, what)
        }
        Event::ChangeProposed { connection, parties, by, change, .. } => {
            let what = NoticeOf::Proposed { connection: *connection, by: *by, change: change.clone() };
            to_partners(parties, *by, what)
        }
        Event::ChangeAnswered { connection, parties, answer, .. } => {
            let what = NoticeOf::ChangeAnswered { connection: *connection, by: entry.company, answer: answer.clone() };
            to_partners(parties, entry.company, what)
        }
        Event::Switched { connection, parties, on } => {
            to_partners(parties, entry.company, NoticeOf::Switched { connection: *connection, on: *on })
        }
        Event::DeletionAsked { connection, parties } => {
            let what = NoticeOf::DeletionAsked { connection: *connection, by: entry.company };
            to_partners(parties, entry.company, what)
        }
        Event::BandwidthChanged { connection, parties, from, to } => {
            let what = NoticeOf::BandwidthChanged { connection: *connection, from: *from, to: *to };
            to_partners(parties, entry.company, what)
        }
        Event::ConnectionDeleted { connection, parties, by } => {
            to_partners(parties, *by, NoticeOf::ConnectionDeleted { connection: *connection, by: *by })
        }
        _ => vec![],
    };
    told.into_iter().map(|(company, what)| (company, Notice { seq: entry.seq, at: entry.at, what })).collect()
}

/// One notice for each partner of the company that acted.
fn to_partners(parties: &Parties, actor: CompanyId, what: NoticeOf) -> Vec<(CompanyId, NoticeOf)> {
    parties.partners_of(actor).into_iter().map(|partner| (partner, what.clone())).collect()
}

/// The connection, as the same entry made it.
fn made(entry: &Entry, connection: ConnectionId) -> Option<&Connected> {
    entry.events.iter().find_map(|event| match event {
        Event::Connected(made) if made.connection == connection => Some(made),
        _ => None,
    })
}
