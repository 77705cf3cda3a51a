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
    &["key", "serviceKey"],
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

/// What Megaport says of one key, and the key itself.
pub(in crate::vendor) fn key(found: &Found<'_>, notes: &mut Notes) -> (Option<Key>, Report) {
    let Some(fields) = found.fields(KEY, notes) else { return (None, Report::default()) };
    let usage = fields.need("singleUse", notes, Found::truth);
    let usage = usage.map(|single| if single { Usage::Single } else { Usage::Multi });
    let active = fields.need("active", notes, Found::truth);
    let (from, until) = valid_for(&fields, notes);
    let report = Report {
        kind: Some(Kind::ServiceKey),
        state: state(&fields, active, notes),
        life: life(&fields, usage, notes),
        name: fields.read("description", notes, Found::text),
        asset: asset(&fields, notes),
        pin: pin(&fields, usage, notes),
        speeds: fields.need("maxSpeed", notes, Found::bandwidth).map(Speeds::UpTo),
        from,
        until,
        usage,
        active,
        pre_approved: fields.read("preApproved", notes, Found::truth),
        ..Report::default()
    };
    (fields.need("key", notes, Found::key), report)
}

/// The service's id, or its number where that is all there is.
fn asset(fields: &Fields<'_>, notes: &mut Notes) -> Option<String> {
    let name = if fields.get("productUid").is_none() && fields.get("productId").is_some() {
        "productId"
    } else {
        "productUid"
    };
    fields.need(name, notes, Found::text).map(|id| id.trim().to_owned())
}

/// The VLAN of a single-use key: -1 is untagged, 0 and none the vendor's choice; a multi-use key has none (K2 to K4).
fn pin(fields: &Fields<'_>, usage: Option<Usage>, notes: &mut Notes) -> Option<Pin> {
    let assigned = Pin::Assigned { vnic: None };
    if fields.get("vlan").is_none() {
        let is_told = fields.has("vlan") || usage == Some(Usage::Multi);
        if !is_told {
            notes.add(&fields.place("vlan"), "is missing");
        }
        return is_told.then_some(assigned);
    }
    match fields.read("vlan", notes, Found::number)? {
        _ if usage == Some(Usage::Multi) => Some(assigned),
        -1 => Some(Pin::At(Place::Vlan(Tag::Untagged))),
        0 => Some(assigned),
        number => match u16::try_from(number).ok().filter(|vlan| (1..=4095).contains(vlan)) {
            Some(vlan) => Some(Pin::At(Place::Vlan(Tag::Dot1q(vlan)))),
            None => {
                notes.add(&fields.place("vlan"), "is no VLAN");
                None
            }
        },
    }
}

/// From when until when. A key without dates is valid from its creation, for ever.
fn valid_for(fields: &Fields<'_>, notes: &mut Notes) -> (Option<Timestamp>, Option<Timestamp>) {
    let created = fields.read("createDate", notes, Found::instant);
    let Some(valid) = fields.get("validFor").and_then(|found| found.fields(VALID_FOR, notes)) else {
        let problem = if fields.has("validFor") { "says no dates: no end was read" } else { "is missing" };
        notes.add(&fields.place("validFor"), problem);
        return (created, fields.has("validFor").then_some(Timestamp::LAST));
    };
    let from = valid.read("start", notes, Found::instant).or(created);
    (from, valid.need("end", notes, Found::instant))
}

/// A single-use key that was used at all is used up; 0 is no instant at which it was.
fn life(fields: &Fields<'_>, usage: Option<Usage>, notes: &mut Notes) -> Option<Life> {
    let used = fields.read("lastUsed", notes, Found::instant).filter(|at| at.millis() > 0);
    match (usage?, used) {
        (Usage::Single, Some(_)) => Some(Life::Used),
        (Usage::Single, None) => fields.has("lastUsed").then_some(Life::Unused),
        (Usage::Multi, _) => Some(Life::Unused),
    }
}

/// What Megaport says of the key's status, in its own words, put together.
fn state(fields: &Fields<'_>, active: Option<bool>, notes: &mut Notes) -> Option<String> {
    let word = |on: bool, yes: &'static str, no: &'static str| if on { yes } else { no };
    let told = [
        active.map(|on| word(on, "active", "inactive")),
        fields.read("expired", notes, Found::truth).map(|on| word(on, "expired", "not expired")),
        fields.read("valid", notes, Found::truth).map(|on| word(on, "valid", "not valid")),
    ];
    let told: Vec<&str> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join(", "))
}
