//! The inventory: the company's grants by status, kind, asset, recipient and words, in the order that is asked for.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::grant::{Counts, GrantRow, counts, place, recipients, row, title};
use super::{Allowed, Window, may};
use crate::domain::id::{AssetId, GrantId, PersonId};
use crate::domain::key::Key;
use crate::domain::permission::Right;
use crate::domain::terms::{Kind, Status};
use crate::domain::text::folded;
use crate::ledger::inbox::EXPIRING_DAYS;
use crate::ledger::world::{Grant, Sight};

/// Which grants the inventory lists, and in which order.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Filter {
    /// Only this status; all when empty.
    pub status: Option<Status>,
    /// Only those that can still be redeemed and expire within [`EXPIRING_DAYS`].
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub soon: bool,
    /// Only this kind; all when empty.
    pub kind: Option<Kind>,
    /// Only those on this asset; all when empty.
    pub asset: Option<AssetId>,
    /// Only those with a recipient whose address has this in it.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub recipient: String,
    /// Only those whose name, asset, VLAN, recipient or key's end has these words.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub search: String,
    /// The order.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub order: Order,
    /// The page, counted from 0.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub page: usize,
}

/// In which order the inventory lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The next to expire first; what no longer runs comes last.
    Expiry,
    /// By name.
    Name,
    /// By the asset's name and the place on it.
    Asset,
}

impl Order {
    /// Every order, as it is offered.
    pub const ALL: [Self; 4] = [Self::Newest, Self::Expiry, Self::Name, Self::Asset];

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Expiry => "expiry",
            Self::Name => "name",
            Self::Asset => "asset",
        }
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Newest => "Newest first",
            Self::Expiry => "Next to expire first",
            Self::Name => "By name",
            Self::Asset => "By asset",
        }
    }
}

/// A choice of statuses.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Chip {
    /// Only this status; all when empty.
    pub status: Option<Status>,
    /// Only those that expire soon.
    pub soon: bool,
    /// What it is called: the neutral word, and the vendor's where all that are listed have the same (K7).
    pub label: String,
    /// How many there are, whatever else the filter says.
    pub count: usize,
}

/// The inventory.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Inventory {
    /// The rows shown.
    pub window: Window<GrantRow>,
    /// How many there are of each status, whatever the filter.
    pub counts: Counts,
    /// The statuses to choose from, and how many there are of each.
    pub chips: Vec<Chip>,
    /// The assets to choose from: those with a grant, a removed one too.
    pub assets: Vec<(AssetId, String)>,
    /// Whether the acting person may create tokens.
    pub may_create: Allowed,
}

/// Whether this grant can still be redeemed and expires within [`EXPIRING_DAYS`] (N1).
fn is_soon(sight: &Sight<'_>, grant: &Grant) -> bool {
    grant.status(sight.now()).holds() && grant.terms.valid.until <= sight.now().plus_days(EXPIRING_DAYS)
}

/// The grants of the company that the filter asks for.
pub fn inventory(sight: &Sight<'_>, person: PersonId, filter: &Filter) -> Inventory {
    let everything = Filter { order: filter.order, page: filter.page, ..Filter::default() } == *filter;
    let words: Vec<String> = filter.search.split_whitespace().map(folded).collect();
    // Without a filter nothing but the page shown is looked at.
    let fits =
        |id: &GrantId| everything || sight.own_grant(*id).is_some_and(|grant| fits(sight, filter, &words, grant));
    let ids = sight.books().map(|books| books.grants.as_slice()).unwrap_or_default();
    let mut found: Vec<GrantId> = ids.iter().rev().copied().filter(fits).collect();
    if filter.order != Order::Newest {
        let rank = |id: &GrantId| sight.own_grant(*id).map(|grant| rank(sight, filter.order, grant));
        found.sort_by_cached_key(rank);
    }
    let counts = counts(sight);
    Inventory {
        window: Window::of(&found, filter.page, |id| Some(row(sight, sight.own_grant(*id)?))),
        chips: chips(sight, filter, &counts),
        counts,
        assets: assets(sight),
        may_create: may(sight, person, Right::ManageTokens),
    }
}

/// All, each status that the kind can have, and what expires soon. What only service keys can be is offered where some
/// are.
fn chips(sight: &Sight<'_>, filter: &Filter, counts: &Counts) -> Vec<Chip> {
    let week = sight.now().plus_days(EXPIRING_DAYS);
    let running = sight.books().into_iter().flat_map(|books| books.running(sight.now()));
    let soon = running.take_while(|(expires, _)| *expires <= week).filter_map(|(_, id)| sight.own_grant(*id));
    let soon = soon.filter(|grant| is_soon(sight, grant)).count();
    let chip = |status, soon, label, count| Chip { status, soon, label, count };
    let offered = |of: &Status| {
        let possible = match filter.kind {
            None => true,
            Some(Kind::ServiceKey) => *of != Status::Deleted,
            Some(Kind::ASideToken | Kind::ZSideToken) => !is_of_keys(*of),
        };
        filter.status == Some(*of) || (possible && (!is_of_keys(*of) || counts.of(*of) > 0))
    };
    let statuses = Status::ALL.into_iter().filter(offered);
    let statuses = statuses.map(|of| chip(Some(of), false, label(of, filter.kind), counts.of(of)));
    let all = chip(None, false, "All".to_owned(), counts.all());
    let soon = chip(None, true, "Expiring soon".to_owned(), soon);
    std::iter::once(all).chain(statuses).chain(std::iter::once(soon)).collect()
}

/// Whether only service keys can be so.
const fn is_of_keys(status: Status) -> bool {
    matches!(status, Status::Usable | Status::Off | Status::NotYet)
}

fn label(status: Status, kind: Option<Kind>) -> String {
    let word = status.word();
    let vendor = match kind {
        Some(kind) => kind.status_word(status),
        None if is_of_keys(status) => Kind::ServiceKey.status_word(status),
        // Tokens and keys each have a word of their own for it.
        None => word,
    };
    if vendor == word { word.to_owned() } else { format!("{word} ({vendor})") }
}

fn fits(sight: &Sight<'_>, filter: &Filter, words: &[String], grant: &Grant) -> bool {
    filter.kind.is_none_or(|kind| grant.terms.kind == kind)
        && filter.status.is_none_or(|status| grant.status(sight.now()) == status)
        && (!filter.soon || is_soon(sight, grant))
        && filter.asset.is_none_or(|asset| grant.placed.as_ref().is_some_and(|placed| placed.asset == asset))
        && folded(&recipients(grant)).contains(folded(filter.recipient.trim()).as_str())
        && {
            let line = if words.is_empty() { String::new() } else { search_line(sight, grant) };
            let is_key = |word: &str| Key::parse(word).is_ok_and(|key| key == grant.key);
            words.iter().all(|word| line.contains(word.as_str()) || is_key(word))
        }
}

/// Where a grant stands in this order; grants of one rank stand newest first.
fn rank(sight: &Sight<'_>, order: Order, grant: &Grant) -> (String, i64) {
    match order {
        Order::Newest => (String::new(), 0),
        Order::Expiry if !grant.status(sight.now()).holds() => (String::new(), i64::MAX),
        Order::Expiry => (String::new(), grant.terms.valid.until.millis()),
        Order::Name => (folded(&title(grant)), 0),
        Order::Asset => {
            let placed = grant.placed.as_ref();
            let name = placed.and_then(|placed| sight.asset_name(placed.asset)).unwrap_or_default();
            let (lane, number) = placed.and_then(|placed| placed.pin.place()).map_or((0, 0), |place| place.index());
            (folded(name), (i64::from(lane) << 16) + i64::from(number))
        }
    }
}

/// The company's assets with a grant, in the order they were added.
fn assets(sight: &Sight<'_>) -> Vec<(AssetId, String)> {
    let ids = sight.books().map(|books| books.assets.as_slice()).unwrap_or_default();
    let used = ids.iter().filter(|id| !sight.grants_on(**id).is_empty());
    used.filter_map(|id| Some((*id, sight.asset_name(*id)?.to_owned()))).collect()
}

fn search_line(sight: &Sight<'_>, grant: &Grant) -> String {
    let description = grant.placed.as_ref().map_or("", |placed| placed.label.description.as_str());
    let (title, kind, metro) = (title(grant), grant.terms.kind.label(), &grant.terms.metro);
    let (place, to, tail) = (place(sight, grant), recipients(grant), grant.key.tail());
    let status = grant.status(sight.now());
    let (word, vendor, limit) = (status.word(), grant.terms.kind.status_word(status), grant.terms.limit());
    folded(&format!("{title} {description} {kind} {metro} {place} {to} {tail} {word} {vendor} {limit}"))
}
