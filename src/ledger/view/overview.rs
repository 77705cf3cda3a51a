//! The first page: how many keys of which status, and what expires when.

use serde::Serialize;
use ts_rs::TS;

use super::approval::owed;
use super::grant::{Counts, GrantRow, counts, row};
use super::{Allowed, may};
use crate::domain::id::PersonId;
use crate::domain::permission::Right;
use crate::domain::terms::{Status, TOKEN_DAYS};
use crate::domain::time::DAY;
use crate::ledger::inbox::EXPIRING_DAYS;
use crate::ledger::world::Sight;

/// How many of the next to expire are listed.
const NEXT: usize = 5;

/// How many grants expire on which of the next days: as many as a token can live.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct Timeline {
    /// How many days it shows.
    pub width: u64,
    /// The days on which any expire, counted from 0 for the next 24 hours, how many, and whether that is soon (N1).
    pub days: Vec<(u64, u64, bool)>,
    /// The most on one day.
    pub most: u64,
    /// What expires soon, in words.
    pub soon: String,
    /// What expires after that, in words.
    pub later: String,
}

/// The overview.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// How many grants there are of each status.
    pub counts: Counts,
    /// Those statuses of which there are any, and how many.
    pub by_status: Vec<(Status, u64)>,
    /// How many unused grants expire within seven days.
    pub expiring: usize,
    /// When they expire.
    pub timeline: Timeline,
    /// How many requests and proposals wait for the own company's answer.
    pub owed: usize,
    /// How many connections are live.
    pub live: usize,
    /// How many ports the company has.
    pub ports: usize,
    /// The next to expire.
    pub next: Vec<GrantRow>,
    /// Whether the acting person may create tokens.
    pub may_create: Allowed,
    /// Whether the acting person may redeem.
    pub may_redeem: Allowed,
}

/// The overview of the looking company.
pub fn overview(sight: &Sight<'_>, person: PersonId) -> Overview {
    let books = sight.books();
    let ids = books.map(|books| books.connections.as_slice()).unwrap_or_default();
    let assets = books.map(|books| books.assets.as_slice()).unwrap_or_default();
    let counts = counts(sight);
    let by_status = Status::ALL.into_iter().map(|status| (status, counts.of(status) as u64));
    let (timeline, expiring, next) = timeline(sight);
    Overview {
        counts,
        by_status: by_status.filter(|(_, count)| *count > 0).collect(),
        expiring,
        timeline,
        owed: owed(sight),
        live: ids.iter().filter_map(|id| sight.connection(*id)).filter(|connection| connection.is_living()).count(),
        ports: assets.iter().filter_map(|id| sight.own_asset(*id)?.port()).count(),
        next,
        may_create: may(sight, person, Right::ManageTokens),
        may_redeem: may(sight, person, Right::Connect),
    }
}

/// What expires when: by days from now, how many soon, and the next of them.
fn timeline(sight: &Sight<'_>) -> (Timeline, usize, Vec<GrantRow>) {
    let now = sight.now();
    let (soon_until, until) = (now.plus_days(EXPIRING_DAYS), now.plus_days(TOKEN_DAYS));
    let (mut soon, mut later, mut after) = (0, 0, 0);
    let (mut days, mut next): (Vec<(u64, u64, bool)>, Vec<GrantRow>) = (vec![], vec![]);
    for (at, id) in sight.books().into_iter().flat_map(|books| books.running(now)) {
        // A key whose request waits for approval is used for the time being, and expires only if it is given back (R7).
        let Some(grant) = sight.own_grant(*id).filter(|grant| grant.status(now).holds()) else { continue };
        if next.len() < NEXT {
            next.push(row(sight, grant));
        }
        if *at > until {
            after += 1;
            continue;
        }
        let is_soon = *at <= soon_until;
        *(if is_soon { &mut soon } else { &mut later }) += 1;
        // The last instant of a day is still its.
        let day = (at.millis() - now.millis() - 1).unsigned_abs() / DAY.unsigned_abs();
        match days.last_mut() {
            Some((its, count, _)) if *its == day => *count += 1,
            _ => days.push((day, 1, is_soon)),
        }
    }
    let timeline = Timeline {
        width: TOKEN_DAYS.unsigned_abs(),
        most: days.iter().map(|(_, count, _)| *count).max().unwrap_or_default(),
        days,
        soon: format!("{soon} within {EXPIRING_DAYS} days"),
        later: match after {
            0 => format!("{later} more within {TOKEN_DAYS} days"),
            _ => format!("{later} more within {TOKEN_DAYS} days, {after} after that"),
        },
    };
    (timeline, soon, next)
}
