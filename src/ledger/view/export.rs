//! One company's view as JSON, for a file (S3). It is made from a [`Sight`] like every page, so that nothing of a
//! partner's is in it but what that company may read; and it holds no key.

use serde_json::Value;

use super::asset::{AssetRow, assets};
use super::connection::{end_words, row as connection_row};
use super::grant::row as grant_row;
use crate::domain::company::Person;
use crate::domain::shape::{Shape, object};
use crate::ledger::event::EndTaken;
use crate::ledger::world::{Connection, Grant, Sight};

/// The company with its people, assets, grants and connections, each list in order of time. Instants are ISO 8601 in UTC,
/// bandwidths in Mbps; of a key there are the last four characters at most, where they stand for a missing name.
pub fn export(sight: &Sight<'_>) -> Value {
    let books = sight.books();
    let grants = books.map(|books| books.grants.as_slice()).unwrap_or_default();
    let connections = books.map(|books| books.connections.as_slice()).unwrap_or_default();
    object([
        ("company", text(sight.company().map_or("", |company| sight.company_name(company)))),
        ("written", text(&sight.now().to_iso())),
        ("people", list(sight.people(), person)),
        ("assets", list(assets(sight), asset)),
        ("grants", list(grants.iter().filter_map(|id| sight.own_grant(*id)), |own| grant(sight, own))),
        ("connections", list(connections.iter().filter_map(|id| sight.connection(*id)), |own| connection(sight, own))),
    ])
}

fn list<T>(items: impl IntoIterator<Item = T>, write: impl FnMut(T) -> Value) -> Value {
    Value::Array(items.into_iter().map(write).collect())
}

fn text(text: &str) -> Value {
    Value::from(text)
}

fn person(person: &Person) -> Value {
    object([
        ("name", text(&person.name)),
        ("email", text(person.email.as_str())),
        ("roles", text(&person.roles.label())),
    ])
}

fn asset(row: AssetRow) -> Value {
    object([
        ("id", row.id.write()),
        ("name", text(&row.name)),
        ("kind", text(row.kind)),
        ("location", text(&row.metro)),
        ("facts", text(&row.facts)),
        ("open", Value::from(!row.closed)),
    ])
}

fn grant(sight: &Sight<'_>, grant: &Grant) -> Value {
    let row = grant_row(sight, grant);
    let description = grant.placed.as_ref().map_or("", |placed| placed.label.description.as_str());
    object([
        ("id", row.id.write()),
        ("name", text(&row.title)),
        ("description", text(description)),
        ("kind", text(row.kind)),
        ("status", text(row.status.word)),
        ("place", text(&row.place)),
        ("location", text(&grant.terms.metro.to_string())),
        ("limit", row.limit.write()),
        ("recipients", text(&row.recipients)),
        ("created", text(&grant.created.to_iso())),
        ("valid_from", text(&grant.terms.valid.from.to_iso())),
        ("expires", text(&row.expires.to_iso())),
        ("connections", grant.connections.write()),
    ])
}

fn connection(sight: &Sight<'_>, connection: &Connection) -> Value {
    let row = connection_row(sight, connection);
    let end =
        |taken: &EndTaken| object([("side", taken.side.write()), ("place", end_words(sight, &taken.end).write())]);
    object([
        ("id", row.id.write()),
        ("name", text(&row.name)),
        ("state", text(row.state.word())),
        ("partner", text(&row.partner)),
        ("bandwidth", row.bandwidth.write()),
        ("made", text(&row.made.to_iso())),
        ("own_ends", list(sight.own_ends(connection), end)),
    ])
}
