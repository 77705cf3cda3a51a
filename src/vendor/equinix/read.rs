//! Reading a service token as Equinix tells it (W1).

use serde_json::Value;

use crate::domain::bandwidth::{Mbps, Speeds};
use crate::domain::connection::Side;
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
    &["uuid", "serviceTokenUuid", "tokenUuid"],
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
/// An end of a connection.
const END: Names = &[&["serviceToken"], &["accessPoint"]];
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
    if is_something_else(&token, notes) {
        return (None, Report::default());
    }
    let connection = token.need("connection", notes, |found, notes| found.fields(CONNECTION, notes));
    let says_more = connection.is_some();
    let connection = connection.unwrap_or_default();
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
        speeds: says_more.then(|| speeds(kind, &connection, notes)).flatten(),
        remote: says_more.then(|| connection.need("allowRemoteConnection", notes, Found::truth)).flatten(),
        until: until(&token, notes),
        ..Report::default()
    };
    (key(&token, notes), report)
}

/// The tokens that a connection was made with, or is to be made with, and the sides that they fix; none for anything but a
/// connection.
pub(in crate::vendor) fn redeemed<'a>(found: &Found<'a>) -> Vec<(Side, Found<'a>)> {
    let sides = [(Side::A, "aSide"), (Side::Z, "zSide")];
    let has_side = found.names(TOKEN).iter().any(|name| sides.iter().any(|(_, side)| side == name));
    let connection = has_side.then(|| found.fields(TOKEN, &mut Notes::default())).flatten();
    let Some(connection) = connection.filter(|fields| fields.get("connection").is_none()) else { return vec![] };
    let token = |(side, name): (Side, &str)| {
        let end = connection.get(name)?.fields(END, &mut Notes::default())?;
        Some((side, end.get("serviceToken")?.clone()))
    };
    sides.into_iter().filter_map(token).collect()
}

/// A token as a connection tells it: its key, and seldom more.
pub(in crate::vendor) fn within_connection(side: Side, found: &Found<'_>, notes: &mut Notes) -> (Option<Key>, Report) {
    let kind = Some(Kind::token(side));
    if found.value.is_string() {
        return (found.key(notes), Report { kind, ..Report::default() });
    }
    let Some(fields) = found.fields(TOKEN, notes) else { return (None, Report { kind, ..Report::default() }) };
    if fields.get("connection").is_some() {
        let (key, report) = token(found, notes);
        return (key, Report { kind: report.kind.or(kind), ..report });
    }
    let report = Report {
        kind,
        name: fields.read("name", notes, Found::text),
        description: fields.read("description", notes, Found::text),
        until: fields.read("expirationDateTime", notes, Found::instant),
        ..Report::default()
    };
    (key(&fields, notes), report)
}

/// Whether its type says that this is something else of Equinix's. A type that is not known is overlooked where only a
/// token has what stands beside it.
fn is_something_else(token: &Fields<'_>, notes: &mut Notes) -> bool {
    let Some(word) = token.read("type", notes, Found::word) else { return false };
    if word.contains("TOKEN") {
        return false;
    }
    let is_token = ["connection", "expirationDateTime", "issuerSide"].iter().any(|name| token.get(name).is_some());
    let problem = match is_token {
        true => "is no type of a service token that is known here",
        false if word.ends_with("_VC") => "is the type of a connection, not of a service token",
        false => "is not the type of a service token",
    };
    token.note("type", notes, problem);
    !is_token
}

/// The token's uuid; where that is missing, the end of its address.
fn key(token: &Fields<'_>, notes: &mut Notes) -> Option<Key> {
    let address = token.get("href").and_then(|found| found.value.as_str());
    let address = address.and_then(|address| Key::parse(address.rsplit('/').next()?).ok());
    if token.get("uuid").is_none() {
        let problem = if address.is_some() { "is missing; it was taken from `href`" } else { "is missing" };
        token.note("uuid", notes, problem);
        return address;
    }
    let uuid = token.read("uuid", notes, Found::key)?;
    if address.is_some_and(|address| address != uuid) {
        token.note("href", notes, "is the address of another token than `uuid` says, which counts");
    }
    Some(uuid)
}

fn state(token: &Fields<'_>, notes: &mut Notes) -> (Option<String>, Option<Life>) {
    let Some(word) = token.need("state", notes, Found::word) else { return (None, None) };
    let life = match word.as_str() {
        "INACTIVE" | "EXPIRED" => Some(Life::Unused),
        "ACTIVE" => Some(Life::Used),
        "DELETED" => Some(Life::Deleted),
        _ => {
            token.note("state", notes, "is no status that is known here");
            None
        }
    };
    (Some(word), life)
}

/// Which side the token fixes: the one with selectors, or the one that it says; and what it says of that.
fn side<'a>(token: &Fields<'a>, connection: &Fields<'a>, notes: &mut Notes) -> Option<(Side, Option<Found<'a>>)> {
    let told = |name: &str| [connection, token].into_iter().filter_map(|fields| fields.get(name).cloned()).collect();
    let sides: [Vec<Found<'a>>; 2] = [told("aSide"), told("zSide")];
    // One that says nothing stands for the side only where the other one does not say more.
    let says = sides.iter().flatten().any(|found| !found.is_empty());
    let [a_side, z_side] =
        sides.map(|told| told.into_iter().filter(|found| !says || !found.is_empty()).collect::<Vec<_>>());
    let issuer = [connection, token].into_iter().find_map(|fields| fields.get("issuerSide"));
    let said = issuer.and_then(|found| match found.word(notes)?.chars().next() {
        Some('A') => Some(Side::A),
        Some('Z') => Some(Side::Z),
        _ => {
            notes.add(&found.path, "is no side that is known here");
            None
        }
    });
    for second in [&a_side, &z_side].into_iter().filter_map(|told| told.get(1)) {
        notes.add(&second.path, "is told a second time; the one in the connection counts");
    }
    let found = match (a_side.first(), z_side.first(), said) {
        (Some(found), None, _) => (Side::A, Some(found)),
        (None, Some(found), _) => (Side::Z, Some(found)),
        (Some(found), Some(_), Some(Side::A)) => (Side::A, Some(found)),
        (Some(_), Some(found), Some(Side::Z)) => (Side::Z, Some(found)),
        (None, None, Some(side)) => (side, None),
        (Some(_), Some(other), None) => {
            notes.add(&other.path, "stands beside an A-side: which of them the token fixes is not said");
            return None;
        }
        (None, None, None) => {
            if token.get("connection").is_some() {
                token.note("connection", notes, "says nothing of a side");
            }
            return None;
        }
    };
    match (found, said, issuer) {
        ((side, _), Some(said), Some(issuer)) if side != said => {
            notes.add(&issuer.path, "says another side than the one that is told, which counts");
        }
        ((_, None), _, _) => connection.note("accessPointSelectors", notes, "is missing"),
        _ => {}
    }
    Some((found.0, found.1.cloned()))
}

fn place(side: &Found<'_>, whole_port: bool, notes: &mut Notes) -> Option<selector::Selected> {
    let fields = side.fields(SIDE, notes)?;
    let selectors = fields.get("accessPointSelectors").map(Found::items).unwrap_or_default();
    let mut selectors = selectors.iter().filter(|selector| !selector.is_empty());
    let first = selectors.next();
    if first.is_none() {
        fields.note("accessPointSelectors", notes, "is missing");
    }
    for other in selectors {
        notes.add(&other.path, "is one more than a token has; the first counts");
    }
    selector::read(first?, whole_port, notes)
}

/// The addresses of all notifications; none where none could be read, for that says nothing of who may use it.
fn recipients(token: &Fields<'_>, notes: &mut Notes) -> Option<Vec<Email>> {
    let mut emails: Vec<Email> = vec![];
    for notification in token.get("notifications").map(Found::items).unwrap_or_default() {
        let more = match notification.value {
            // A list of addresses where one of notifications should stand.
            Value::String(_) => Some(notification.emails(notes)),
            _ => notification.fields(NOTIFICATION, notes).and_then(|fields| {
                if fields.get("registeredUsers").is_some_and(|users| !users.is_empty()) {
                    fields.note("registeredUsers", notes, "has no e-mail addresses");
                }
                fields.need("emails", notes, |found, notes| Some(found.emails(notes)))
            }),
        };
        for email in more.unwrap_or_default() {
            if !emails.iter().any(|known| known.same(&email)) {
                emails.push(email);
            }
        }
    }
    if emails.is_empty() {
        token.note("notifications", notes, "tells no e-mail address");
    }
    (!emails.is_empty()).then_some(emails)
}

/// One maximum or a set of speeds: where both are told, what fits the side; where none is, that is noted.
fn speeds(kind: Option<Kind>, connection: &Fields<'_>, notes: &mut Notes) -> Option<Speeds> {
    let limit = connection.read("bandwidthLimit", notes, Found::bandwidth).map(Speeds::UpTo);
    let set = connection.get("supportedBandwidths").map(|found| Mbps::sorted_set(found.bandwidths(notes)));
    let set = set.filter(|set| !set.is_empty()).map(Speeds::OneOf);
    let z_side = kind == Some(Kind::ZSideToken);
    if limit.is_some() && set.is_some() {
        let (counts, other) = match z_side {
            true => ("supportedBandwidths", "bandwidthLimit"),
            false => ("bandwidthLimit", "supportedBandwidths"),
        };
        connection.note(other, notes, &format!("stands beside `{counts}`, which counts"));
    }
    if ["bandwidthLimit", "supportedBandwidths"].iter().all(|name| connection.get(name).is_none_or(Found::is_empty)) {
        connection.note("bandwidthLimit", notes, "is missing");
    }
    if z_side { set.or(limit) } else { limit.or(set) }
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
    token.note("expiry", notes, problem);
    Some(created?.plus_days(days))
}
