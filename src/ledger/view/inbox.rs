//! The company's notices in words (N1).

use std::cmp::Reverse;

use serde::Serialize;
use ts_rs::TS;

use super::Window;
use super::connection::partner_names;
use super::grant::title;
use super::mail;
use crate::domain::connection::State;
use crate::domain::id::{ConnectionId, GrantId};
use crate::domain::proposal::{APPROVAL_DAYS, Answer};
use crate::domain::terms::Status;
use crate::domain::time::Timestamp;
use crate::ledger::inbox::{EXPIRING_DAYS, Notice, NoticeOf};
use crate::ledger::world::{Books, Connection, Sight};

/// A notice as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct NoticeRow {
    /// When.
    pub at: Timestamp,
    /// Whether it came after the inbox was last read.
    pub unread: bool,
    /// What happened.
    pub text: String,
    /// What to look at.
    pub about: About,
    /// Opens the e-mail that is prepared where the notice asks for an act. It never holds a key (S2).
    pub mail: Option<String>,
}

/// What a notice leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// A connection.
    Connection(ConnectionId),
    /// An own grant.
    Grant(GrantId),
    /// The redemption form, where the key that was sent can be pasted.
    Redeem,
}

/// The notices that are folded from time rather than events: grants that expire within seven days, requests and
/// proposals that lapsed.
fn timed(sight: &Sight<'_>, books: &Books) -> Vec<Notice> {
    let mut notices = expiring(sight, books);
    notices.extend(books.lapsed(sight.now()).map(|(at, connection, proposal)| {
        let connection = *connection;
        let what = match proposal {
            None => NoticeOf::Lapsed { connection },
            Some(_) => NoticeOf::ChangeLapsed { connection },
        };
        Notice { seq: 0, at: *at, what }
    }));
    notices
}

fn expiring(sight: &Sight<'_>, books: &Books) -> Vec<Notice> {
    let now = sight.now();
    let soon = books.running(now).take_while(|(expires, _)| *expires <= now.plus_days(EXPIRING_DAYS));
    soon.filter_map(|(expires, grant)| {
        let told = expires.plus_days(-EXPIRING_DAYS);
        let known = sight.own_grant(*grant).filter(|grant| grant.status(now).holds())?;
        let at = told.max(known.created);
        Some(Notice { seq: 0, at, what: NoticeOf::Expiring { grant: *grant, expires: *expires } })
    })
    .collect()
}

/// How many notices came after the inbox was last read.
pub fn unread(sight: &Sight<'_>) -> usize {
    let Some(books) = sight.books() else { return 0 };
    let fresh = books.notices.iter().rev().take_while(|notice| books.is_unread(notice)).count();
    fresh + timed(sight, books).iter().filter(|notice| books.is_unread(notice)).count()
}

/// Whether reading up to this instant would make a difference.
pub(in crate::ledger) fn anything_unread(sight: &Sight<'_>, until: Timestamp) -> bool {
    let Some(books) = sight.books() else { return false };
    let mut fresh = books.notices.iter().rev().take_while(|notice| books.is_unread(notice));
    let mut timed = timed(sight, books).into_iter().filter(|notice| books.is_unread(notice));
    fresh.any(|notice| notice.at <= until) || timed.any(|notice| notice.at <= until)
}

/// The notices of the company, newest first.
pub fn inbox(sight: &Sight<'_>, page: usize) -> Window<NoticeRow> {
    let books = sight.books();
    let timed = books.map(|books| timed(sight, books)).unwrap_or_default();
    let mut notices: Vec<&Notice> =
        books.into_iter().flat_map(|books| books.notices.iter().rev()).chain(&timed).collect();
    // Of one instant the later entry still comes first.
    notices.sort_by_key(|notice| Reverse(notice.at));
    Window::of(&notices, page, |notice| {
        let asks = asks(sight, &notice.what);
        let text = text(sight, &notice.what, asks);
        Some(NoticeRow {
            at: notice.at,
            unread: books.is_some_and(|books| books.is_unread(notice)),
            mail: mail::of_notice(sight, &notice.what, &text).filter(|_| asks),
            text,
            about: about(&notice.what),
        })
    })
}

const fn about(what: &NoticeOf) -> About {
    match what {
        NoticeOf::Named { .. } => About::Redeem,
        NoticeOf::Expiring { grant, .. } => About::Grant(*grant),
        NoticeOf::Asked { connection, .. }
        | NoticeOf::Awaited { connection, .. }
        | NoticeOf::Answered { connection, .. }
        | NoticeOf::Lapsed { connection }
        | NoticeOf::Proposed { connection, .. }
        | NoticeOf::ChangeAnswered { connection, .. }
        | NoticeOf::ChangeLapsed { connection }
        | NoticeOf::Switched { connection, .. }
        | NoticeOf::DeletionAsked { connection, .. }
        | NoticeOf::Redeemed { connection, .. }
        | NoticeOf::Connected { connection, .. }
        | NoticeOf::BandwidthChanged { connection, .. }
        | NoticeOf::ConnectionDeleted { connection, .. } => About::Connection(*connection),
    }
}

/// Whether what a notice asks for is still to be done: an answer once given is asked for no more.
fn asks(sight: &Sight<'_>, what: &NoticeOf) -> bool {
    let now = sight.now();
    let is = |id: &ConnectionId, open: fn(&Connection, Timestamp) -> bool| {
        sight.connection(*id).is_some_and(|connection| open(connection, now))
    };
    match what {
        NoticeOf::Asked { connection, .. } | NoticeOf::Awaited { connection, .. } => {
            is(connection, |connection, now| matches!(connection.state(now), State::Waiting { .. }))
        }
        NoticeOf::Proposed { connection, change, .. } => sight
            .connection(*connection)
            .and_then(|connection| connection.open_proposal(now))
            .is_some_and(|open| open.change == *change),
        NoticeOf::DeletionAsked { connection, .. } => {
            is(connection, |connection, now| !matches!(connection.state(now), State::Deleted { .. }))
        }
        _ => true,
    }
}

fn text(sight: &Sight<'_>, what: &NoticeOf, asks: bool) -> String {
    let company = |id| sight.company_name(id);
    let grant = |id| sight.own_grant(id).map_or(String::new(), title);
    let connection = |id| match sight.connection(id) {
        Some(connection) => format!("“{}”", sight.connection_name(connection)),
        None => "a connection".to_owned(),
    };
    match what {
        NoticeOf::Named { issuer, terms } => format!(
            "{} named your company as a recipient of {}: {}, up to {}, until {}. They will send you the key.",
            company(*issuer),
            terms.kind.with_article(),
            terms.metro,
            terms.limit(),
            terms.valid.until.to_minute()
        ),
        NoticeOf::Redeemed { grant: id, redeemer, shut_down, .. } => {
            format!("{} redeemed “{}”. The connection is {}.", company(*redeemer), grant(*id), state(*shut_down))
        }
        NoticeOf::Connected { connection: id, shut_down } => match sight.connection(*id) {
            Some(made) => {
                let partners = partner_names(sight, made);
                format!("Your connection {} with {partners} is {}.", connection(*id), state(*shut_down))
            }
            None => format!("Your connection is {}.", state(*shut_down)),
        },
        NoticeOf::Asked { grant: id, redeemer, .. } => {
            let waits = if asks { "waits" } else { "waited" };
            format!("{} redeemed “{}” and {waits} for your approval.", company(*redeemer), grant(*id))
        }
        NoticeOf::Awaited { connection: id, until } => {
            let issuer = sight.connection(*id).map_or(String::new(), |made| partner_names(sight, made));
            let (name, until) = (connection(*id), until.to_minute());
            match asks {
                true => format!("Your connection {name} waits for the approval of {issuer}, until {until}."),
                false => format!("Your connection {name} waited for the approval of {issuer}."),
            }
        }
        NoticeOf::Answered { connection: id, by, answer } => {
            let (by, name) = (company(*by), connection(*id));
            match answer {
                Answer::Approved => format!("{by} approved the connection {name}. It is made."),
                Answer::Denied(reason) => format!("{by} denied the connection {name}{}.", because(reason)),
                Answer::Withdrawn => format!("{by} withdrew its request for the connection {name}."),
            }
        }
        NoticeOf::Lapsed { connection: id } => {
            let name = connection(*id);
            format!("The request for the connection {name} lapsed: nobody answered it within {APPROVAL_DAYS} days.")
        }
        NoticeOf::Proposed { connection: id, by, change } => {
            let (by, name, change) = (company(*by), connection(*id), change.words());
            match asks {
                true => format!("{by} proposes to change {name}: {change}. It needs your approval."),
                false => format!("{by} proposed to change {name}: {change}."),
            }
        }
        NoticeOf::ChangeAnswered { connection: id, by, answer } => {
            let (by, name) = (company(*by), connection(*id));
            match answer {
                Answer::Approved => format!("{by} approved the proposed change of {name}. It is in force."),
                Answer::Denied(reason) => format!("{by} denied the proposed change of {name}{}.", because(reason)),
                Answer::Withdrawn => format!("{by} withdrew the proposed change of {name}."),
            }
        }
        NoticeOf::ChangeLapsed { connection: id } => {
            let name = connection(*id);
            format!("The proposed change of {name} lapsed: nobody answered it within {APPROVAL_DAYS} days.")
        }
        NoticeOf::Switched { connection: id, on } => {
            let name = connection(*id);
            if *on {
                format!("The connection {name} was enabled.")
            } else {
                format!("The connection {name} was shut down.")
            }
        }
        NoticeOf::DeletionAsked { connection: id, by } => {
            let (by, name) = (company(*by), connection(*id));
            match asks {
                true => format!("{by} asks you to delete the connection {name}. Only you can."),
                false => format!("{by} asked you to delete the connection {name}."),
            }
        }
        NoticeOf::BandwidthChanged { connection: id, from, to } => {
            format!("The bandwidth of {} was changed from {from} to {to}.", connection(*id))
        }
        NoticeOf::ConnectionDeleted { connection: id, by } => {
            format!("{} deleted the connection {}. Its places are free again.", company(*by), connection(*id))
        }
        NoticeOf::Expiring { grant: id, expires } => {
            let unused = sight.own_grant(*id).is_none_or(|grant| grant.status(sight.now()) != Status::Usable);
            let idle = if unused { " without having been redeemed" } else { "" };
            format!("“{}” expires on {}{idle}.", grant(*id), expires.to_minute())
        }
    }
}

const fn state(shut_down: bool) -> &'static str {
    if shut_down { "shut down" } else { "live" }
}

fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(": “{reason}”") }
}
