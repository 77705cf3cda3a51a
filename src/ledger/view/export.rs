//! One company's view as JSON, for a file (S3). It is made from a [`Sight`] like every page, so that nothing of a
//! partner's is in it but what that company may read; and it holds no key.

use serde_json::{Value, json};

use super::asset::{AssetRow, assets};
use super::connection::{end_words, row as connection_row};
use super::grant::row as grant_row;
use crate::domain::company::Person;
use crate::ledger::event::EndTaken;
use crate::ledger::world::{Connection, Grant, Sight};

/// The company with its people, assets, grants and connections, each list in order of time. Instants are ISO 8601 in UTC,
/// bandwidths in Mbps; of a key there are the last four characters at most, where they stand for a missing name.
pub fn export(sight: &Sight<'_>) -> Value {
    whole(sight, &Names { valid_from: "valid_from", own_ends: "own_ends" })
}

/// The same for programs, whose names are in camel case.
pub fn export_for_programs(sight: &Sight<'_>) -> Value {
    whole(sight, &Names { valid_from: "validFrom", own_ends: "ownEnds" })
}

/// The names of two words.
struct Names {
    valid_from: &'static str,
    own_ends: &'static str,
}

fn whole(sight: &Sight<'_>, names: &Names) -> Value {
    let books = sight.books();
    let grants = books.map(|books| books.grants.as_slice()).unwrap_or_default();
    let connections = books.map(|books| books.connections.as_slice()).unwrap_or_default();
    json!({
        "company": sight.company().map_or("", |company| sight.company_name(company)),
        "written": sight.now(),
        "people": list(sight.people(), person),
        "assets": list(assets(sight), asset),
        "grants": list(grants.iter().filter_map(|id| sight.own_grant(*id)), |own| grant(sight, own, names)),
        "connections": list(connections.iter().filter_map(|id| sight.connection(*id)), |own| connection(sight, own, names)),
    })
}

fn list<T>(items: impl IntoIterator<Item = T>, write: impl FnMut(T) -> Value) -> Vec<Value> {
    items.into_iter().map(write).collect()
}

fn person(person: &Person) -> Value {
    json!({ "name": person.name, "email": person.email, "roles": person.roles.label() })
}

fn asset(row: AssetRow) -> Value {
    json!({
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "location": row.metro,
        "facts": row.facts,
        "open": !row.closed,
    })
}

fn grant(sight: &Sight<'_>, grant: &Grant, names: &Names) -> Value {
    let row = grant_row(sight, grant);
    json!({
        "id": row.id,
        "name": row.title,
        "description": grant.placed.as_ref().map_or("", |placed| placed.label.description.as_str()),
        "kind": row.kind,
        "status": row.status.word,
        "place": row.place,
        "location": grant.terms.metro.to_string(),
        "limit": row.limit,
        "recipients": row.recipients,
        "created": grant.created,
        (names.valid_from): grant.terms.valid.from,
        "expires": row.expires,
        "connections": grant.connections,
    })
}

fn connection(sight: &Sight<'_>, connection: &Connection, names: &Names) -> Value {
    let row = connection_row(sight, connection);
    let end = |taken: &EndTaken| json!({ "side": taken.side, "place": end_words(sight, &taken.end) });
    json!({
        "id": row.id,
        "name": row.name,
        "state": row.state.word(),
        "partner": row.partner,
        "bandwidth": row.bandwidth,
        "made": row.made,
        (names.own_ends): list(sight.own_ends(connection), end),
    })
}
