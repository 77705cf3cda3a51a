//! Reading a service key as Megaport tells it (W3).

use crate::domain::bandwidth::Speeds;
use crate::domain::key::Key;
use crate::domain::place::{Pin, Place};
use crate::domain::report::{Life, Report};
use crate::domain::terms::{Kind, Usage};
use crate::domain::time::Timestamp;
use crate::domain::vlan::Tag;
use crate::vendor::lenient::{Fields, Found, Names, Notes};

/// The fields of a key, what is not needed among them.
pub(in crate::vendor) const KEY: Names = &[
    &["key", "serviceKey", "keyUid", "serviceKeyUid"],
    &["createDate", "createdDate"],
    &["companyId"],
    &["companyUid"],
    &["companyName"],
    &["description", "label"],
    &["productId"],
    &["productUid"],
    &["productName"],
    &["productDto"],
    &["vlan", "vlanId"],
    &["maxSpeed", "rateLimit"],
    &["preApproved"],
    &["singleUse"],
    &["lastUsed"],
    &["active"],
    &["validFor"],
    &["expired"],
    &["valid"],
    &["promoCode"],
    &["id"],
    &["lastUpdated"],
];

const VALID_FOR: Names = &[&["start", "startTime", "startDate"], &["end", "endTime", "endDate"]];

/// What only a service or an order has, and never a key: a port, a connection, an order of one.
const SERVICE: Names = &[
    &["associatedVxcs"],
    &["serviceKey"],
    &["aEnd"],
    &["bEnd"],
    &["productType"],
    &["connectType"],
    &["provisioningStatus"],
];

/// Whether this is a service or an order, and the keys that are redeemed by it.
pub(in crate::vendor) fn ordered<'a>(found: &Found<'a>) -> Option<Vec<Found<'a>>> {
    if found.names(SERVICE).iter().all(|name| *name == "serviceKey") {
        return None;
    }
    let service = found.fields(SERVICE, &mut Notes::default())?;
    let connections = service.get("associatedVxcs").map(Found::items).unwrap_or_default();
    let within = connections.iter().filter_map(|found| found.fields(SERVICE, &mut Notes::default()));
    let keys = std::iter::once(service).chain(within).filter_map(|fields| fields.get("serviceKey").cloned());
    Some(keys.collect())
}

/// A key as an order tells it: nothing but itself.
pub(in crate::vendor) fn within_order(found: &Found<'_>, notes: &mut Notes) -> (Option<Key>, Report) {
    (found.key(notes), Report { kind: Some(Kind::ServiceKey), ..Report::default() })
}

/// What Megaport says of one key, and the key itself.
pub(in crate::vendor) fn key(found: &Found<'_>, notes: &mut Notes) -> (Option<Key>, Report) {
    let Some(fields) = found.fields(KEY, notes) else { return (None, Report::default()) };
    let usage = fields.need("singleUse", notes, Found::truth);
    let usage = usage.map(|single| if single { Usage::Single } else { Usage::Multi });
    let active = fields.need("active", notes, Found::truth);
    let (from, until) = valid_for(&fields, notes);
    let life = life(&fields, usage, notes);
    let report = Report {
        kind: Some(Kind::ServiceKey),
        state: state(&fields, active, life, notes),
        life,
        name: fields.read("description", notes, Found::text),
        asset: asset(&fields, notes),
        pin: pin(&fields, usage, notes),
        speeds: fields.need("maxSpeed", notes, Found::bandwidth).map(Speeds::UpTo),
        from,
        until,
        usage,
        active,
        pre_approved: pre_approved(&fields, notes),
        ..Report::default()
    };
    (fields.need("key", notes, Found::key), report)
}

/// Whether the key needs no approval. Megaport tells null of a key that nobody approved beforehand.
fn pre_approved(fields: &Fields<'_>, notes: &mut Notes) -> Option<bool> {
    if fields.has("preApproved") && fields.get("preApproved").is_none() {
        fields.note("preApproved", notes, "is null, which was read as no");
        return Some(false);
    }
    fields.need("preApproved", notes, Found::truth)
}

/// The service's id, also where only the service's own entry has it, or its number where that is all there is.
fn asset(fields: &Fields<'_>, notes: &mut Notes) -> Option<String> {
    let own = |name: &str, notes: &mut Notes| fields.read(name, notes, Found::id);
    if fields.get("productUid").is_some() {
        return own("productUid", notes);
    }
    let product = fields.get("productDto").and_then(|found| found.value.get("productUid")?.as_str());
    let found = product.map(|id| id.trim().to_owned()).or_else(|| own("productId", notes));
    if found.is_none() {
        fields.note("productUid", notes, "is missing");
    }
    found
}

/// The VLAN of a single-use key: -1 is untagged, 0 and none the vendor's choice; a multi-use key has none (K2 to K4).
fn pin(fields: &Fields<'_>, usage: Option<Usage>, notes: &mut Notes) -> Option<Pin> {
    let assigned = Pin::Assigned { vnic: None };
    if fields.get("vlan").is_none() {
        let is_told = fields.has("vlan") || usage == Some(Usage::Multi);
        if !is_told {
            fields.note("vlan", notes, "is missing");
        }
        return is_told.then_some(assigned);
    }
    match fields.read("vlan", notes, Found::number)? {
        0 => Some(assigned),
        _ if usage == Some(Usage::Multi) => {
            fields.note("vlan", notes, "does not belong to a key for many uses");
            Some(assigned)
        }
        -1 => Some(Pin::At(Place::Vlan(Tag::Untagged))),
        number => match u16::try_from(number).ok().filter(|vlan| (1..=4095).contains(vlan)) {
            Some(vlan) => Some(Pin::At(Place::Vlan(Tag::Dot1q(vlan)))),
            None => {
                fields.note("vlan", notes, "is no VLAN");
                None
            }
        },
    }
}

/// From when until when. A key without dates is valid from its creation, for ever.
fn valid_for(fields: &Fields<'_>, notes: &mut Notes) -> (Option<Timestamp>, Option<Timestamp>) {
    let created = fields.read("createDate", notes, Found::instant);
    let Some(found) = fields.get("validFor").filter(|found| !found.is_empty()) else {
        let is_told = fields.has("validFor");
        fields.note("validFor", notes, if is_told { NO_END } else { "is missing" });
        return (created, is_told.then_some(Timestamp::LAST));
    };
    let Some(valid) = found.fields(VALID_FOR, notes) else { return (None, None) };
    let start = valid.need("start", notes, Found::instant);
    let start = start.or_else(|| created.filter(|_| valid.get("start").is_none()));
    if valid.has("end") && valid.get("end").is_none() {
        valid.note("end", notes, NO_END);
        return (start, Some(Timestamp::LAST));
    }
    (start, valid.need("end", notes, Found::instant))
}

const NO_END: &str = "says no date: no end was read";

/// A single-use key that was used at all is used up; 0 is no instant at which it was.
fn life(fields: &Fields<'_>, usage: Option<Usage>, notes: &mut Notes) -> Option<Life> {
    let used = match fields.get("lastUsed") {
        Some(found) if found.value.as_i64() != Some(0) => Some(found.instant(notes)),
        _ => None,
    };
    match (usage?, used) {
        (Usage::Multi, _) => Some(Life::Unused),
        (Usage::Single, Some(at)) => at.map(|_| Life::Used),
        (Usage::Single, None) => fields.has("lastUsed").then_some(Life::Unused),
    }
}

/// What Megaport says of the key's status, in its own words, put together.
fn state(fields: &Fields<'_>, active: Option<bool>, life: Option<Life>, notes: &mut Notes) -> Option<String> {
    let word = |on: bool, yes: &'static str, no: &'static str| if on { yes } else { no };
    let expired = fields.read("expired", notes, Found::truth);
    let valid = fields.read("valid", notes, Found::truth);
    match (valid, expired, active) {
        (Some(true), Some(true), _) => fields.note("valid", notes, "contradicts `expired`"),
        (Some(false), Some(false), Some(true)) if life != Some(Life::Used) => {
            fields.note("valid", notes, "is false, and nothing else says why");
        }
        _ => {}
    }
    let told = [
        active.map(|on| word(on, "active", "inactive")),
        expired.map(|on| word(on, "expired", "not expired")),
        valid.map(|on| word(on, "valid", "not valid")),
    ];
    let told: Vec<&str> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join(", "))
}
