//! The inventory's filter as a part of its address: it survives a reload, and going back leads to the same list. The
//! status stands in the route itself.

use crate::domain::id::AssetId;
use crate::domain::key::Key;
use crate::domain::percent;
use crate::domain::terms::{Kind, Status};
use crate::ledger::view::inventory::{Filter, Order};

/// The names of what the filter has besides the status, as the address and the page's fields say them.
pub mod name {
    /// Only what expires soon.
    pub const EXPIRING: &str = "expiring";
    /// Only this kind.
    pub const KIND: &str = "kind";
    /// Only on this asset.
    pub const ASSET: &str = "asset";
    /// Only for this recipient.
    pub const RECIPIENT: &str = "recipient";
    /// Only with these words.
    pub const SEARCH: &str = "search";
    /// In this order.
    pub const ORDER: &str = "order";
    /// This page, counted from 1.
    pub const PAGE: &str = "page";
}

/// Reads the filter from the part of an address behind its question mark; what is not understood is left out.
pub fn read(status: Option<Status>, query: &str) -> Filter {
    let mut filter = Filter { status, ..Filter::default() };
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        put(&mut filter, name, percent::decode(value));
    }
    filter
}

/// Takes a value of this name into the filter, and goes back to its first page unless it is one.
pub fn put(filter: &mut Filter, name: &str, value: String) {
    filter.page = 0;
    match name {
        name::EXPIRING => filter.soon = value == SOON,
        name::KIND => filter.kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == value),
        name::ASSET => filter.asset = AssetId::parse(&value),
        name::RECIPIENT => filter.recipient = value,
        name::SEARCH => filter.search = value,
        name::ORDER => filter.order = Order::ALL.into_iter().find(|of| of.as_str() == value).unwrap_or_default(),
        name::PAGE => filter.page = value.parse::<usize>().map_or(0, |page| page.saturating_sub(1)),
        _ => {}
    }
}

const SOON: &str = "soon";

/// Writes the filter behind the hash of its list. What could be a key is left out, for no
/// key ever stands in an address (S2).
pub fn address(list: &str, filter: &Filter) -> String {
    let asset = filter.asset.map(|asset| asset.to_string()).unwrap_or_default();
    let typed =
        |text: &'_ str| if text.split_whitespace().any(is_like_a_key) { String::new() } else { text.trim().to_owned() };
    let pairs = [
        (name::EXPIRING, if filter.soon { SOON.to_owned() } else { String::new() }),
        (name::KIND, filter.kind.map_or("", Kind::as_str).to_owned()),
        (name::ASSET, asset),
        (name::RECIPIENT, typed(&filter.recipient)),
        (name::SEARCH, typed(&filter.search)),
        (name::ORDER, if filter.order == Order::default() { "" } else { filter.order.as_str() }.to_owned()),
        (name::PAGE, if filter.page == 0 { String::new() } else { filter.page.saturating_add(1).to_string() }),
    ];
    let mut address = list.to_owned();
    for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.extend([name, "=", &percent::encode(&value)]);
    }
    address
}

/// A key, or so much of one as a date does not have.
fn is_like_a_key(word: &str) -> bool {
    const PART: usize = 12;
    let parts = word.split(|c: char| !c.is_ascii_hexdigit() && c != '-');
    Key::parse(word).is_ok() || parts.map(str::len).max() >= Some(PART)
}
