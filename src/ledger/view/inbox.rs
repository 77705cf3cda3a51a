//! The company's notices in words (N1).

use super::Window;
use super::connection::partner_names;
use super::grant::title;
use crate::domain::id::{ConnectionId, GrantId};
use crate::domain::time::Timestamp;
use crate::ledger::inbox::{EXPIRING_DAYS, Notice, NoticeOf};
use crate::ledger::world::{Books, Sight};

/// A notice as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoticeRow {
    /// When.
    pub at: Timestamp,
    /// Whether it came after the inbox was last read.
    pub unread: bool,
    /// What happened.
    pub text: String,
    /// What to look at.
    pub about: About,
}

/// What a notice leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    /// A connection.
    Connection(ConnectionId),
    /// An own grant.
    Grant(GrantId),
    /// The redemption form, where the key that was sent can be pasted.
    Redeem,
}

/// The notices that are folded from time rather than events: grants that expire within seven days.
fn expiring(sight: &Sight<'_>, books: &Books) -> Vec<Notice> {
    let now = sight.now();
    let running = books.open.iter().filter(|(expires, _)| *expires > now);
    let soon = running.take_while(|(expires, _)| *expires <= now.plus_days(EXPIRING_DAYS));
    soon.filter_map(|(expires, grant)| {
        let told = expires.plus_days(-EXPIRING_DAYS);
        let at = told.max(sight.own_grant(*grant)?.created);
        Some(Notice { seq: 0, at, what: NoticeOf::Expiring { grant: *grant, expires: *expires } })
    })
    .collect()
}

/// How many notices came after the inbox was last read.
pub fn unread(sight: &Sight<'_>) -> usize {
    let Some(books) = sight.books() else { return 0 };
    let fresh = books.notices.iter().rev().take_while(|notice| books.is_unread(notice)).count();
    fresh + expiring(sight, books).iter().filter(|notice| books.is_unread(notice)).count()
}

/// Whether reading up to this instant would make a difference.
pub(in crate::ledger) fn anything_unread(sight: &Sight<'_>, until: Timestamp) -> bool {
    let Some(books) = sight.books() else { return false };
    let mut fresh = books.notices.iter().rev().take_while(|notice| books.is_unread(notice));
    let mut soon = expiring(sight, books).into_iter().filter(|notice| books.is_unread(notice));
    fresh.any(|notice| notice.at <= until) || soon.any(|notice| notice.at <= until)
}

/// The notices of the company, newest first.
pub fn inbox(sight: &Sight<'_>, page: usize) -> Window<NoticeRow> {
    let books = sight.books();
    let mut notices: Vec<Notice> = books.into_iter().flat_map(|books| books.notices.iter().rev()).cloned().collect();
    notices.extend(books.into_iter().flat_map(|books| expiring(sight, books)));
    // Stable, so that of one instant the later entry still comes first.
    notices.sort_by_key(|notice| std::cmp::Reverse(notice.at));
    Window::of(&notices, page, |notice| {
        Some(NoticeRow {
            at: notice.at,
            unread: books.is_some_and(|books| books.is_unread(notice)),
            text: text(sight, &notice.what),
            about: about(&notice.what),
        })
    })
}

const fn about(what: &NoticeOf) -> About {
    match what {
        NoticeOf::Named { .. } => About::Redeem,
        NoticeOf::Expiring { grant, .. } => About::Grant(*grant),
        NoticeOf::Redeemed { connection, .. }
        | NoticeOf::Connected { connection, .. }
        | NoticeOf::BandwidthChanged { connection, .. }
        | NoticeOf::ConnectionDeleted { connection, .. } => About::Connection(*connection),
    }
}

fn text(sight: &Sight<'_>, what: &NoticeOf) -> String {
    let company = |id| sight.company_name(id);
    let grant = |id| sight.own_grant(id).map_or(String::new(), title);
    let connection = |id| match sight.connection(id) {
        Some(connection) => format!("“{}”", sight.connection_name(connection)),
        None => "a connection".to_owned(),
    };
    match what {
        NoticeOf::Named { issuer, terms } => format!(
            "{} named your company as a recipient of {}: {}, up to {}, until {} 00:00 UTC. They will send you the key.",
            company(*issuer),
            terms.kind.with_article(),
            terms.metro,
            terms.limit(),
            terms.valid.until.day()
        ),
        NoticeOf::Redeemed { grant: id, redeemer, .. } => {
            format!("{} redeemed “{}”. The connection is live.", company(*redeemer), grant(*id))
        }
        NoticeOf::Connected { connection: id } => match sight.connection(*id) {
            Some(made) => format!("Your connection {} with {} is live.", connection(*id), partner_names(sight, made)),
            None => "Your connection is live.".to_owned(),
        },
        NoticeOf::BandwidthChanged { connection: id, from, to } => {
            format!("The bandwidth of {} was changed from {from} to {to}.", connection(*id))
        }
        NoticeOf::ConnectionDeleted { connection: id, by } => {
            format!("{} deleted the connection {}. Its places are free again.", company(*by), connection(*id))
        }
        NoticeOf::Expiring { grant: id, expires } => {
            format!("“{}” expires on {} at 00:00 UTC without having been redeemed.", grant(*id), expires.day())
        }
    }
}
