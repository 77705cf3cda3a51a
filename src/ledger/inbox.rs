//! Each company's notices, folded from the journal (N1). A notice is what one company may know of an event.

use super::event::{Entry, Event};
use crate::domain::bandwidth::Mbps;
use crate::domain::id::{CompanyId, ConnectionId, GrantId};
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
    },
    /// The company redeemed a key.
    Connected {
        /// The connection made.
        connection: ConnectionId,
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
        Event::Connected(made) => {
            vec![(made.parties.redeemer, NoticeOf::Connected { connection: made.connection })]
        }
        Event::Redeemed(redeemed) => {
            let (grant, connection, redeemer) = (redeemed.grant, redeemed.connection, redeemed.redeemer);
            vec![(redeemed.issuer, NoticeOf::Redeemed { grant, connection, redeemer })]
        }
        Event::BandwidthChanged { connection, parties, from, to } => {
            let what = NoticeOf::BandwidthChanged { connection: *connection, from: *from, to: *to };
            parties.partners_of(entry.company).into_iter().map(|partner| (partner, what.clone())).collect()
        }
        Event::ConnectionDeleted { connection, parties, by } => {
            let what = NoticeOf::ConnectionDeleted { connection: *connection, by: *by };
            parties.partners_of(*by).into_iter().map(|partner| (partner, what.clone())).collect()
        }
        _ => vec![],
    };
    told.into_iter().map(|(company, what)| (company, Notice { seq: entry.seq, at: entry.at, what })).collect()
}
