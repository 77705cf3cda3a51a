//! What somebody pasted or dropped, taken apart: a token or key, a list of them, or a vendor's whole reply (W6).

use serde_json::{Map, Value};

use super::lenient::punctuation::mended;
use super::lenient::{Fields, Found, Names, Notes};
use super::{equinix, megaport};
use crate::domain::asset::System;
use crate::domain::key::Key;
use crate::domain::report::{Reading, Readings, Report, of_one_key};

/// What may stand around the entries.
const ENVELOPE: Names = &[
    &["data", "items", "results", "result", "content", "serviceTokens", "serviceToken", "serviceKeys", "serviceKey"],
    &["pagination"],
    &["sort"],
    &["links"],
    &["message"],
    &["terms"],
    &["offset"],
    &["limit"],
    &["total", "totalCount", "totalElements"],
    &["next"],
    &["previous"],
];
const PAGINATION: Names =
    &[&["offset"], &["limit"], &["total", "totalCount", "totalElements"], &["next"], &["previous"]];

/// How deep entries may stand in lists and wrappers: Terraform's state has five of them.
const DEPTH: usize = 8;

/// What stands around an entry, and how deep it stands: a vendor's reply, where whatever is there should be one, or
/// something unknown, where it may be anything.
#[derive(Clone, Copy)]
enum Around {
    Reply(usize),
    Unknown(usize),
}

impl Around {
    /// One level deeper; none where that is too deep.
    fn deeper(self) -> Option<Self> {
        match self {
            Self::Reply(depth) if depth < DEPTH => Some(Self::Reply(depth + 1)),
            Self::Unknown(depth) if depth < DEPTH => Some(Self::Unknown(depth + 1)),
            _ => None,
        }
    }

    /// Within something unknown.
    const fn unknown(self) -> Self {
        let (Self::Reply(depth) | Self::Unknown(depth)) = self;
        Self::Unknown(depth)
    }
}

/// Reads text: JSON, several of them one after the other, or JSON with something around it as a terminal shows it.
pub fn read(text: &str) -> Readings {
    let mut notes = Notes::default();
    let mut rows = vec![];
    let documents = documents(text, &mut notes);
    let several = documents.len() > 1;
    for (at, document) in documents.iter().enumerate() {
        let path = if several { format!("[{at}]") } else { String::new() };
        entries(&Found { value: document, path }, Around::Reply(0), &mut rows, &mut notes);
    }
    drop_repeated(&mut rows, &mut notes);
    Readings { rows, unread: notes.list() }
}

/// The JSON in a text: from the first bracket on, or from a later one where what follows the first is none, like a
/// terminal's prompt. What stands within something that breaks off or is broken is not taken for the whole.
fn documents(text: &str, notes: &mut Notes) -> Vec<Value> {
    let (mut fault, mut broken, mut plain) = (None, None, None);
    for (start, _) in text.match_indices(['{', '[']).take(STARTS) {
        if broken.is_some_and(|broken| is_open(text.get(broken..start).unwrap_or_default())) {
            continue;
        }
        let json = text.get(start..).unwrap_or_default();
        let error = match documents_from(json) {
            Ok((documents, end)) if documents.iter().any(holds_object) => {
                followed(text, start + end, notes);
                return documents;
            }
            // A status in brackets, as some programs print it before what they got.
            Ok(found) => {
                plain = plain.or(Some(found));
                continue;
            }
            Err(error) => error,
        };
        if error.is_eof() {
            notes.add("", "breaks off before its end; copy all of it");
            return vec![];
        }
        let place = place_at(text, start + offset(json, &error));
        let mended = mended(json);
        if let Ok((documents, end)) = documents_from(&mended) {
            notes.add("", &format!("is not quite JSON: commas, quotes, spaces or remarks were mended from {place} on"));
            if is_said(mended.get(end..).unwrap_or_default()) {
                notes.add("", "is followed by text that was not read");
            }
            return documents;
        }
        // The parser's own words may quote a key.
        fault = fault.or_else(|| Some(format!("is not JSON that can be read: look at {place}")));
        broken = Some(start);
    }
    if let (None, Some((documents, _))) = (&fault, plain) {
        return documents;
    }
    notes.add("", fault.as_deref().unwrap_or(NOTHING));
    vec![]
}

fn holds_object(value: &Value) -> bool {
    value.is_object() || value.as_array().is_some_and(|items| items.iter().any(holds_object))
}

const NOTHING: &str = "holds no JSON: paste a token, a key, a list of them or a reply of the vendor";

/// Notes what stands behind the JSON of a text, which ends at `end`.
fn followed(text: &str, end: usize, notes: &mut Notes) {
    let rest = text.get(end..).unwrap_or_default();
    if is_said(rest) {
        let place = place_at(text, end + rest.len() - rest.trim_start().len());
        notes.add("", &format!("is followed by text that was not read, from {place} on"));
    }
}

/// Whether a text says something: the fence around code does not.
fn is_said(text: &str) -> bool {
    text.contains(|letter: char| letter.is_alphanumeric() || "{[".contains(letter))
}

/// Where the parser stopped, in bytes; it counts lines and the bytes in them from 1.
fn offset(json: &str, error: &serde_json::Error) -> usize {
    let before: usize = json.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    before + error.column().saturating_sub(1)
}

/// A place in a text, as editors count it.
fn place_at(text: &str, at: usize) -> String {
    let at = text.floor_char_boundary(at);
    let before = text.get(..at).unwrap_or_default();
    let line = before.split('\n').count();
    let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
    format!("line {line}, column {column}")
}

/// Whether a bracket that is opened in a text is not closed in it.
fn is_open(text: &str) -> bool {
    let depth = text.chars().fold(0_i32, |depth, letter| match letter {
        '{' | '[' => depth + 1,
        '}' | ']' => depth - 1,
        _ => depth,
    });
    depth > 0
}

/// How many brackets are tried.
const STARTS: usize = 50;

/// One or several values, and where the last of them ends. A status between them is a terminal's.
fn documents_from(json: &str) -> Result<(Vec<Value>, usize), serde_json::Error> {
    let mut values = serde_json::Deserializer::from_str(json).into_iter::<Value>();
    let mut documents = vec![];
    documents.extend(values.next().transpose()?);
    let mut end = values.byte_offset();
    while let Some(Ok(value)) = values.next() {
        if value.is_object() || value.is_array() {
            documents.push(value);
            end = values.byte_offset();
        }
    }
    Ok((documents, end))
}

fn entries(found: &Found<'_>, around: Around, rows: &mut Vec<Reading>, notes: &mut Notes) {
    match (found.value, around.deeper()) {
        (Value::Array(_), Some(deeper)) => {
            found.items().iter().for_each(|item| entries(item, deeper, rows, notes));
        }
        (Value::Object(_), _) if tells_error(found, notes) || redeems(found, rows, notes) => {}
        (Value::Object(_), Some(deeper)) if holds_data(found) => envelope(found, deeper, rows, notes),
        (Value::Object(_), _) if is_entry(found) => rows.push(row(found)),
        (Value::Object(map), deeper) => {
            let inside = deeper.map(|deeper| within(found, map, deeper.unknown(), notes)).unwrap_or_default();
            if inside.is_empty() && matches!(around, Around::Reply(_)) {
                rows.push(row(found));
            }
            rows.extend(inside);
        }
        _ => notes.add(&found.path, "is neither an object nor a list of them"),
    }
}

/// Whether entries stand in this, as both vendors' replies have them.
fn holds_data(found: &Found<'_>) -> bool {
    if !found.names(ENVELOPE).contains(&"data") && is_entry(found) {
        return false;
    }
    let envelope = found.fields(ENVELOPE, &mut Notes::default());
    let Some(data) = envelope.filter(|envelope| envelope.has("data")) else { return false };
    let is_whole = |data: &Found<'_>| data.value.is_object() || data.value.is_array() || system(found).is_none();
    data.get("data").map_or(!is_entry(found), is_whole)
}

/// A list with its pages (Equinix), or data with a message (Megaport).
fn envelope(found: &Found<'_>, around: Around, rows: &mut Vec<Reading>, notes: &mut Notes) {
    let Some(envelope) = found.fields(ENVELOPE, notes) else { return };
    let here = match envelope.get("data").filter(|data| !data.is_empty()) {
        Some(data) => {
            entries(data, around, rows, notes);
            data.items().len()
        }
        None => {
            envelope.note("data", notes, "is empty");
            0
        }
    };
    match envelope.get("pagination").map(|found| found.fields(PAGINATION, notes)) {
        Some(pages) => pages.iter().for_each(|pages| totals(pages, here, notes)),
        None => totals(&envelope, here, notes),
    }
}

/// The entries that stand in something that is none itself, whatever that is called; what stands beside them is noted.
fn within(found: &Found<'_>, map: &Map<String, Value>, around: Around, notes: &mut Notes) -> Vec<Reading> {
    let (mut rows, mut inside, mut beside) = (vec![], Notes::default(), vec![]);
    for (name, value) in map {
        let (field, before) = (found.field(name, value), rows.len());
        if value.is_object() || value.is_array() {
            entries(&field, around, &mut rows, &mut inside);
        }
        if rows.len() == before {
            beside.push(field);
        }
    }
    if !rows.is_empty() {
        beside.iter().for_each(|field| notes.add(&field.path, "is not known here"));
        notes.append(inside);
    }
    rows
}

/// Notes a list that is only a part of a longer one, or whose total does not add up.
fn totals(pages: &Fields<'_>, here: usize, notes: &mut Notes) {
    let Some(total) = pages.read("total", notes, Found::number) else { return };
    let offset = pages.read("offset", notes, Found::number).unwrap_or(0);
    let here = i64::try_from(here).unwrap_or(i64::MAX);
    let last = offset.saturating_add(here);
    if last != total {
        let problem = if last < total && (pages.get("next").is_some() || offset > 0) {
            format!("says {total}, and {here} of them are here: read the other pages too")
        } else {
            format!("says {total}, and {here} are here")
        };
        pages.note("total", notes, &problem);
    }
}

/// Whether this is a vendor's refusal rather than an entry. Its words may quote a key, so only its code is told (S2).
fn tells_error(found: &Found<'_>, notes: &mut Notes) -> bool {
    let Some(code) = found.value.get("errorCode").and_then(Value::as_str) else { return false };
    let code: String = code.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(20).collect();
    notes.add(&found.path, &format!("is a refusal by the vendor: {code}"));
    true
}

/// Whether this is a connection or an order, which is no entry itself; the keys that it was made with are.
fn redeems(found: &Found<'_>, rows: &mut Vec<Reading>, notes: &mut Notes) -> bool {
    let before = rows.len();
    let mut push = |found: &Found<'_>, system, read: &dyn Fn(&mut Notes) -> (Option<Key>, Report)| {
        let mut notes = Notes::default();
        let (key, report) = read(&mut notes);
        rows.push(Reading { path: found.path.clone(), system: Some(system), key, report, unread: notes.list() });
    };
    for (side, token) in equinix::read::redeemed(found) {
        push(&token, System::Fabric, &|notes| equinix::read::within_connection(side, &token, notes));
    }
    let ordered = megaport::read::ordered(found);
    for key in ordered.iter().flatten() {
        push(key, System::Megaport, &|notes| megaport::read::within_order(key, notes));
    }
    if rows.len() > before {
        notes.add(&found.path, "is a connection or the order of one; only the keys that it is made with were read");
    } else if ordered.is_some() {
        notes.add(&found.path, "is a service or an order at Megaport, not a service key");
    }
    rows.len() > before || ordered.is_some()
}

/// Whose entry this is: by which of the names that only one of the vendors uses it has more of; and how many those are.
fn system(found: &Found<'_>) -> Option<(System, usize)> {
    const EQUINIX: [&str; 6] = ["uuid", "connection", "expirationDateTime", "issuerSide", "state", "notifications"];
    const MEGAPORT: [&str; 6] = ["key", "productUid", "singleUse", "maxSpeed", "validFor", "preApproved"];
    let right = |names: Names, own: &[&str]| found.names(names).iter().filter(|name| own.contains(name)).count();
    let meant = |names: Names, own: &[&str]| {
        let fields = found.fields(names, &mut Notes::default());
        fields.map_or(0, |fields| own.iter().filter(|name| fields.has(name)).count())
    };
    let (mut tokens, mut keys) = (right(equinix::read::TOKEN, &EQUINIX), right(megaport::read::KEY, &MEGAPORT));
    if tokens.abs_diff(keys) < 2 {
        (tokens, keys) = (meant(equinix::read::TOKEN, &EQUINIX), meant(megaport::read::KEY, &MEGAPORT));
    }
    match tokens.cmp(&keys) {
        std::cmp::Ordering::Greater => Some((System::Fabric, tokens)),
        std::cmp::Ordering::Less => Some((System::Megaport, keys)),
        std::cmp::Ordering::Equal => None,
    }
}

/// Whether this is an entry for sure: one name alone may stand in anything.
fn is_entry(found: &Found<'_>) -> bool {
    system(found).is_some_and(|(_, names)| names > 1)
}

fn row(found: &Found<'_>) -> Reading {
    let mut notes = Notes::default();
    let system = system(found).map(|(system, _)| system);
    let (key, report) = match system {
        Some(System::Fabric) => equinix::read::token(found, &mut notes),
        Some(System::Megaport) => megaport::read::key(found, &mut notes),
        None => {
            let is_change = found.value.get("op").is_some() && found.value.get("path").is_some();
            notes.add(
                &found.path,
                match is_change {
                    true => "is a change to be sent to the vendor, not what the vendor says",
                    false => "is neither a service token of Equinix nor a service key of Megaport",
                },
            );
            (None, Report::default())
        }
    };
    Reading { path: found.path.clone(), system, key, report, unread: notes.list() }
}

/// An entry that stands there twice counts once, but what of it could not be read is told all the same; two that say
/// different things of one key both stay, as a conflict.
fn drop_repeated(rows: &mut Vec<Reading>, notes: &mut Notes) {
    let firsts = firsts(rows);
    for (at, row) in rows.iter().enumerate() {
        let Some(first) = firsts.get(at).filter(|first| **first != at).and_then(|first| rows.get(*first)) else {
            continue;
        };
        notes.add(&row.path, &format!("repeats `{}`", first.path));
        if !first.unread.iter().map(|unread| &unread.problem).eq(row.unread.iter().map(|unread| &unread.problem)) {
            row.unread.iter().for_each(|unread| notes.add(&unread.path, &unread.problem));
        }
    }
    let mut kept = firsts.iter().enumerate().map(|(at, first)| at == *first);
    rows.retain(|_| kept.next().unwrap_or(true));
}

/// Of each entry the first one that says the same of its key, perhaps itself. Only entries of one key are compared.
fn firsts(rows: &[Reading]) -> Vec<usize> {
    let mut first: Vec<usize> = (0..rows.len()).collect();
    for of_one in of_one_key(rows) {
        let mut kept: Vec<usize> = vec![];
        for at in of_one {
            let report = |at: usize| rows.get(at).map(|row| &row.report);
            match (kept.iter().find(|other| report(**other) == report(at)), first.get_mut(at)) {
                (Some(other), Some(first)) => *first = *other,
                _ => kept.push(at),
            }
        }
    }
    first
}
