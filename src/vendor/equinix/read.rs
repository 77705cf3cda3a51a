//! Reading a service token as Equinix tells it (W1).

use crate::domain::bandwidth::{Mbps, Speeds};
use crate::domain::connection::Side;
use crate::domain::order;
use crate::domain::report::{Life, Report};
use crate::domain::terms::Kind;
use crate::domain::text::Email;
use crate::domain::time::Timestamp;
use crate::vendor::lenient::{Fields, Found, Names, Notes};

use super::selector;
use crate::domain::key::Key;

/// The fields of a token, what is not needed among them.
pub(in crate::vendor) const TOKEN: Names = &[
    &["type"],
    &["href"],
    &["uuid", "serviceTokenUuid", "tokenUuid", "serviceToken"],
    &["name"],
    &["description"],
    &["state", "status"],
    &["expirationDateTime", "expiryDateTime", "expirationDate", "expiryDate", "expirationTime", "expiresAt"],
    &["expiry"],
    &["issuerSide"],
    &["connection", "serviceTokenConnection"],
    &["aSide"],
    &["zSide"],
    &["notifications", "notification"],
    &["account"],
    &["changeLog"],
    &["project"],
    &["links"],
    &["order"],
    &["bandwidth"],
];

const CONNECTION: Names = &[
    &["type"],
    &["href"],
    &["uuid"],
    &["name"],
    &["issuerSide"],
    &["allowRemoteConnection", "remoteConnection"],
    &["allowCustomBandwidth"],
    &["bandwidthLimit", "maxBandwidth", "bandwidth"],
    &["supportedBandwidths", "supportedBandwidth"],
    &["aSide"],
    &["zSide"],
    &["redundancy"],
];

const SIDE: Names = &[&["accessPointSelectors", "accessPointSelector", "selectors", "accessPoint"], &["type"]];
const NOTIFICATION: Names =
    &[&["type"], &["emails", "email"], &["sendInterval"], &["registeredUsers"], &["phone"], &["phoneNumbers"]];
const CHANGE_LOG: Names = &[
    &["createdDateTime"],
    &["createdBy"],
    &["createdByFullName"],
    &["createdByEmail"],
    &["updatedDateTime"],
    &["updatedBy"],
    &["updatedByFullName"],
    &["updatedByEmail"],
    &["deletedDateTime"],
    &["deletedBy"],
    &["deletedByFullName"],
    &["deletedByEmail"],
];

/// What Equinix says of one token, and the key that it gave it.
pub(in crate::vendor) fn token(found: &Found<'_>, notes: &mut Notes) -> (Option<Key>, Report) {
    let Some(token) = found.fields(TOKEN, notes) else { return (None, Report::default()) };
    if let Some(word) = token.read("type", notes, Found::word).filter(|word| !word.contains("TOKEN")) {
        let what = if word.contains("VC") { "is the type of a connection" } else { "is not the type of a token" };
        notes.add(&token.place("type"), format!("{what}, not of a service token"));
        return (None, Report::default());
    }
    let nothing = Fields::default();
    let connection = token.get("connection").and_then(|found| found.fields(CONNECTION, notes)).unwrap_or(nothing);
    let side = side(&token, &connection, notes);
    let (kind, at) = match side {
        Some((side, at)) => (Some(Kind::token(side)), at),
        None => (None, None),
    };
    // A private line fills its port: there is no VLAN to name.
    let is_line =
        |found: &Found<'_>| found.value.as_str().is_some_and(|word| word.to_ascii_uppercase().starts_with("EPL_"));
    let whole_port = [&token, &connection].into_iter().any(|fields| fields.get("type").is_some_and(is_line));
    let place = at.and_then(|at| place(&at, whole_port, notes)).unwrap_or_default();
    let (state, life) = state(&token, notes);
    let report = Report {
        kind,
        state,
        life,
        name: token.read("name", notes, Found::text),
        description: token.read("description", notes, Found::text),
        recipients: recipients(&token, notes),
        asset: place.asset,
        pin: place.pin,
        speeds: speeds(kind, &connection, notes),
        remote: connection.read("allowRemoteConnection", notes, Found::truth),
        until: until(&token, notes),
        ..Report::default()
    };
    (key(&token, notes), report)
}

/// The token's uuid; where that is missing, the end of its address.
fn key(token: &Fields<'_>, notes: &mut Notes) -> Option<Key> {
    if token.get("uuid").is_some() {
        return token.read("uuid", notes, Found::key);
    }
    let address = token.get("href").and_then(|found| found.value.as_str());
    let found = address.and_then(|address| Key::parse(address.rsplit('/').next()?).ok());
    match found {
        Some(_) => notes.add(&token.place("uuid"), "is missing; it was taken from `href`"),
        None => notes.add(&token.place("uuid"), "is missing"),
    }
    found
}

fn state(token: &Fields<'_>, notes: &mut Notes) -> (Option<String>, Option<Life>) {
    let Some(word) = token.need("state", notes, Found::word) else { return (None, None) };
    let life = match word.as_str() {
        "INACTIVE" | "EXPIRED" => Some(Life::Unused),
        "ACTIVE" => Some(Life::Used),
        "DELETED" => Some(Life::Deleted),
        _ => {
            notes.add(&token.place("state"), "is no status that is known here");
            None
        }
    };
    (Some(word), life)
}

/// Which side the token fixes: the one with selectors, or the one that it says; and what it says of that.
fn side<'a>(token: &Fields<'a>, connection: &Fields<'a>, notes: &mut Notes) -> Option<(Side, Option<Found<'a>>)> {
    let at = |name: &str| connection.get(name).or_else(|| token.get(name)).cloned();
    let said = [connection, token].into_iter().find_map(|fields| fields.get("issuerSide"));
    let said = said.and_then(|found| match found.word(notes)?.chars().next() {
        Some('A') => Some(Side::A),
        Some('Z') => Some(Side::Z),
        _ => {
            notes.add(&found.path, "is no side that is known here");
            None
        }
    });
    match (at("aSide"), at("zSide"), said) {
        (Some(found), None, _) => Some((Side::A, Some(found))),
        (None, Some(found), _) => Some((Side::Z, Some(found))),
        (Some(found), Some(_), Some(Side::A)) => Some((Side::A, Some(found))),
        (Some(_), Some(found), Some(Side::Z)) => Some((Side::Z, Some(found))),
        (None, None, Some(side)) => Some((side, None)),
        (Some(_), Some(other), None) => {
            notes.add(&other.path, "stands beside an A-side: which of them the token fixes is not said");
            None
        }
        (None, None, None) => {
            notes.add(&token.place("connection"), "says nothing of a side");
            None
        }
    }
}

fn place(side: &Found<'_>, whole_port: bool, notes: &mut Notes) -> Option<selector::Selected> {
    let fields = side.fields(SIDE, notes)?;
    let selectors = fields.get("accessPointSelectors").map(Found::items).unwrap_or_default();
    if selectors.is_empty() {
        notes.add(&fields.place("accessPointSelectors"), "is missing");
    }
    for other in selectors.iter().skip(1) {
        notes.add(&other.path, "is one more than a token has; the first counts");
    }
    selector::read(selectors.first()?, whole_port, notes)
}

fn recipients(token: &Fields<'_>, notes: &mut Notes) -> Option<Vec<Email>> {
    let mut emails: Vec<Email> = vec![];
    for notification in token.get("notifications")?.items() {
        let fields = notification.fields(NOTIFICATION, notes);
        let more = fields.as_ref().and_then(|fields| fields.get("emails")).map(|found| found.emails(notes));
        for email in more.unwrap_or_default() {
            if !emails.iter().any(|known| known.same(&email)) {
                emails.push(email);
            }
        }
    }
    Some(emails)
}

/// One maximum or a set of speeds: where both are told, what fits the side; where none is, that is noted.
fn speeds(kind: Option<Kind>, connection: &Fields<'_>, notes: &mut Notes) -> Option<Speeds> {
    let limit = connection.read("bandwidthLimit", notes, Found::bandwidth).map(Speeds::UpTo);
    let set = connection.get("supportedBandwidths").map(|found| {
        let items = found.items();
        order::ascending(items.iter().filter_map(|item| item.bandwidth(notes)))
    });
    let set = set.filter(|set: &Vec<Mbps>| !set.is_empty()).map(Speeds::OneOf);
    let found = if kind == Some(Kind::ZSideToken) { set.or(limit) } else { limit.or(set) };
    if !connection.has("bandwidthLimit") && !connection.has("supportedBandwidths") {
        notes.add(&connection.place("bandwidthLimit"), "is missing");
    }
    found
}

/// The expiration date; of old tokens the days from their creation.
fn until(token: &Fields<'_>, notes: &mut Notes) -> Option<Timestamp> {
    if token.get("expirationDateTime").is_some() || token.get("expiry").is_none() {
        return token.need("expirationDateTime", notes, Found::instant);
    }
    let days = token.read("expiry", notes, Found::number).filter(|days| (0..=3650).contains(days))?;
    let changes = token.get("changeLog").and_then(|found| found.fields(CHANGE_LOG, notes));
    let created = changes.and_then(|changes| changes.read("createdDateTime", notes, Found::instant));
    let problem = if created.is_some() { "was read as days from the creation" } else { "is no date by itself" };
    notes.add(&token.place("expiry"), problem);
    Some(created?.plus_days(days))
}
