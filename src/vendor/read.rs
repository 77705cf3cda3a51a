//! What somebody pasted or dropped, taken apart: a token or key, a list of them, or a vendor's whole reply (W6).

use serde_json::Value;

use super::lenient::{Fields, Found, Names, Notes};
use super::{equinix, megaport};
use crate::domain::asset::System;
use crate::domain::report::{Reading, Readings};

/// What may stand around the entries.
const ENVELOPE: Names = &[
    &["data", "items", "results", "content", "serviceTokens", "serviceKeys"],
    &["pagination"],
    &["sort"],
    &["links"],
    &["message"],
    &["terms"],
];
const PAGINATION: Names = &[&["offset"], &["limit"], &["total", "totalCount"], &["next"], &["previous"]];

/// How deep lists may stand in lists.
const DEPTH: usize = 4;

/// Reads text: JSON, several of them one after the other, or JSON with something around it as a terminal shows it.
pub fn read(text: &str) -> Readings {
    let mut notes = Notes::default();
    let mut rows = vec![];
    let documents = documents(text, &mut notes);
    let several = documents.len() > 1;
    for (at, document) in documents.iter().enumerate() {
        let path = if several { format!("[{at}]") } else { String::new() };
        entries(&Found { value: document, path }, 0, &mut rows, &mut notes);
    }
    drop_repeated(&mut rows, &mut notes);
    Readings { rows, unread: notes.list() }
}

/// The JSON in a text: from the first bracket on, or from a later one where what follows the first is none, like a
/// terminal's prompt.
fn documents(text: &str, notes: &mut Notes) -> Vec<Value> {
    let starts = text.match_indices(['{', '[']).map(|(at, _)| at).take(STARTS);
    let mut first_error = None;
    for start in starts {
        match documents_from(text.get(start..).unwrap_or_default()) {
            Ok(documents) => return documents,
            Err(error) => {
                // What breaks off is not to be taken for what stands within it.
                let broken_off = error.is_eof();
                first_error.get_or_insert(error);
                if broken_off {
                    break;
                }
            }
        }
    }
    match first_error {
        // The parser's own words may quote a key.
        Some(error) if error.is_eof() => notes.add("", "breaks off before its end; copy all of it"),
        Some(_) => notes.add("", "is not JSON that can be read"),
        None => notes.add("", "holds no JSON: paste a token, a key, a list of them or a reply of the vendor"),
    }
    vec![]
}

/// How many brackets are tried.
const STARTS: usize = 50;

/// One or several values. What follows a whole one is a terminal's or an e-mail's.
fn documents_from(json: &str) -> Result<Vec<Value>, serde_json::Error> {
    let mut values = serde_json::Deserializer::from_str(json).into_iter::<Value>();
    let mut documents = vec![];
    documents.extend(values.next().transpose()?);
    documents.extend(values.map_while(Result::ok).filter(|value| value.is_object() || value.is_array()));
    Ok(documents)
}

fn entries(found: &Found<'_>, depth: usize, rows: &mut Vec<Reading>, notes: &mut Notes) {
    match found.value {
        Value::Array(_) if depth < DEPTH => {
            found.items().iter().for_each(|item| entries(item, depth + 1, rows, notes));
        }
        Value::Object(_) if system(found).is_none() && tells_error(found, notes) => {}
        Value::Object(_) if system(found).is_none() && depth < DEPTH => {
            match found.fields(ENVELOPE, &mut Notes::default()).filter(|envelope| envelope.has("data")) {
                Some(_) => envelope(found, depth, rows, notes),
                None => rows.push(row(found)),
            }
        }
        Value::Object(_) => rows.push(row(found)),
        _ => notes.add(&found.path, "is neither an object nor a list of them"),
    }
}

/// A list with its pages (Equinix), or data with a message (Megaport).
fn envelope(found: &Found<'_>, depth: usize, rows: &mut Vec<Reading>, notes: &mut Notes) {
    let Some(envelope) = found.fields(ENVELOPE, notes) else { return };
    let before = rows.len();
    match envelope.get("data") {
        Some(data) => entries(data, depth + 1, rows, notes),
        None => notes.add(&envelope.place("data"), "is empty"),
    }
    if let Some(pages) = envelope.get("pagination").and_then(|found| found.fields(PAGINATION, notes)) {
        totals(&pages, rows.len() - before, notes);
    }
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
        notes.add(&pages.place("total"), problem);
    }
}

/// Whether this is a vendor's refusal rather than an entry. Its words may quote a key, so only its code is told (S2).
fn tells_error(found: &Found<'_>, notes: &mut Notes) -> bool {
    let Some(code) = found.value.get("errorCode").and_then(Value::as_str) else { return false };
    let code: String = code.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(20).collect();
    notes.add(&found.path, format!("is a refusal by the vendor: {code}"));
    true
}

/// Whose entry this is: by which of the names that only one of the vendors uses it has more of.
fn system(found: &Found<'_>) -> Option<System> {
    const EQUINIX: [&str; 6] = ["uuid", "connection", "expirationDateTime", "issuerSide", "state", "notifications"];
    const MEGAPORT: [&str; 6] = ["key", "productUid", "singleUse", "maxSpeed", "validFor", "preApproved"];
    let count = |names: Names, own: &[&str]| {
        let fields = found.fields(names, &mut Notes::default());
        fields.map_or(0, |fields| own.iter().filter(|name| fields.has(name)).count())
    };
    let (tokens, keys) = (count(equinix::read::TOKEN, &EQUINIX), count(megaport::read::KEY, &MEGAPORT));
    match tokens.cmp(&keys) {
        std::cmp::Ordering::Greater => Some(System::Fabric),
        std::cmp::Ordering::Less => Some(System::Megaport),
        std::cmp::Ordering::Equal => None,
    }
}

fn row(found: &Found<'_>) -> Reading {
    let mut notes = Notes::default();
    let system = system(found);
    let (key, report) = match system {
        Some(System::Fabric) => equinix::read::token(found, &mut notes),
        Some(System::Megaport) => megaport::read::key(found, &mut notes),
        None => {
            notes.add(&found.path, "is neither a service token of Equinix nor a service key of Megaport");
            (None, Default::default())
        }
    };
    Reading { path: found.path.clone(), system, key, report, unread: notes.list() }
}

/// An entry that stands there twice counts once; two that say different things of one key both stay, as a conflict.
fn drop_repeated(rows: &mut Vec<Reading>, notes: &mut Notes) {
    let mut kept: Vec<Reading> = vec![];
    for row in rows.drain(..) {
        let same = kept.iter().find(|other| row.key.is_some() && other.key == row.key && other.report == row.report);
        match same {
            Some(other) => notes.add(&row.path, format!("repeats `{}`", other.path)),
            None => kept.push(row),
        }
    }
    *rows = kept;
}
