//! Payloads as the vendors publish them, with what they do otherwise than their own descriptions say: what can be
//! understood is, nothing is guessed, and the rest is named by its place.

use crosskey::domain::asset::System;
use crosskey::domain::bandwidth::{Mbps, Speeds};
use crosskey::domain::place::{Pin, Place};
use crosskey::domain::report::{Life, Reading, Readings};
use crosskey::domain::terms::{Kind, Usage};
use crosskey::domain::time::Timestamp;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::command::Act;
use crosskey::ledger::view::import::{Class, ImportRow, import, reply};
use crosskey::vendor::read::read;
use serde_json::{Value, json};

use crate::partners::Partners;
use crate::support::{Bench, Firm, at_vlan, email, port_details};
use crate::vendor_equinix::with_id;
use crate::vendor_megaport::give_id;

const TOKEN: &str = "5c3f1a52-0b8e-4c55-9d0e-7a1f1c2d3e4f";
const OTHER: &str = "9e107d9d-372b-4f6e-8a2b-1c2d3e4f5a6b";

/// A Z-side token on a port.
fn token() -> Value {
    json!({
        "type": "VC_TOKEN",
        "uuid": TOKEN,
        "state": "INACTIVE",
        "expirationDateTime": "2026-05-18T06:43:49.980Z",
        "connection": {
            "type": "EVPL_VC",
            "allowRemoteConnection": true,
            "supportedBandwidths": [50, 200],
            "zSide": { "accessPointSelectors": [{
                "type": "COLO",
                "port": { "uuid": "port-1" },
                "linkProtocol": { "type": "QINQ", "vlanCTag": 1399, "vlanSTag": 1388 },
            }] },
        },
        "notifications": [{ "type": "NOTIFICATION", "emails": ["a@west.example"] }],
    })
}

/// A key for one use, as Megaport's list has it.
fn key() -> Value {
    json!({
        "key": TOKEN,
        "createDate": 1_772_443_790_497_i64,
        "description": "For East",
        "productUid": "service-1",
        "vlan": 300,
        "maxSpeed": 10,
        "preApproved": true,
        "singleUse": true,
        "lastUsed": null,
        "active": true,
        "validFor": { "start": 1_772_443_800_000_i64, "end": 1_775_035_800_000_i64 },
        "expired": false,
        "valid": true,
    })
}

fn told(unread: &[crosskey::domain::report::Unread]) -> Vec<String> {
    unread.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn one(value: &Value) -> (Reading, Vec<String>) {
    let mut readings = read(&value.to_string());
    assert_eq!((readings.rows.len(), told(&readings.unread)), (1, vec![]), "{readings:?}");
    let row = readings.rows.remove(0);
    let notes = told(&row.unread);
    (row, notes)
}

/// The entry with one of its places, given as a pointer, set to something else.
fn with(mut entry: Value, pointer: &str, new: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = entry.pointer_mut(parent).expect("a place").as_object_mut().expect("an object");
    parent.insert(name.to_owned(), new);
    entry
}

fn without(mut entry: Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    entry.pointer_mut(parent).expect("a place").as_object_mut().expect("an object").remove(name).expect("a field");
    entry
}

fn keys(readings: &Readings) -> Vec<(&str, Option<String>, Option<Kind>)> {
    let row = |row: &'_ Reading| (row.key.map(|key| key.reveal()), row.report.kind);
    readings.rows.iter().map(|reading| (reading.path.as_str(), row(reading).0, row(reading).1)).collect()
}

/// [W1] [W2] the tokens within a connection, as in Equinix's examples `AsideServiceToken2PortWithDot1q` and
/// `Vd2ServiceToken`, and within a list of connections; the connection itself is none
#[test]
fn tokens_within_a_connection_are_read() {
    let connection = |a_side: Value, z_side: Value| json!({ "type": "EVPL_VC", "name": "link", "bandwidth": 10, "redundancy": {}, "aSide": a_side, "zSide": z_side });
    let end = json!({ "accessPoint": { "type": "VD", "virtualDevice": { "type": "EDGE", "uuid": "device-1" } } });
    let a_side = json!({ "serviceToken": { "uuid": TOKEN, "type": "VC_TOKEN" } });
    let z_side = json!({ "serviceToken": OTHER });
    let (first, second) =
        ((Some(TOKEN.to_owned()), Some(Kind::ASideToken)), (Some(OTHER.to_owned()), Some(Kind::ZSideToken)));
    for (written, expected) in [
        (connection(a_side.clone(), end.clone()), vec![("aSide.serviceToken", first.0.clone(), first.1)]),
        (connection(end, z_side.clone()), vec![("zSide.serviceToken", second.0.clone(), second.1)]),
        (
            connection(a_side, z_side),
            vec![("aSide.serviceToken", first.0, first.1), ("zSide.serviceToken", second.0, second.1)],
        ),
    ] {
        let readings = read(&written.to_string());
        assert_eq!(keys(&readings), expected);
        let note = "is a connection or the order of one; only the keys that it is made with were read.";
        assert_eq!(told(&readings.unread), [format!("The whole {note}")]);
        let list = read(&json!({ "pagination": { "total": 1 }, "data": [written] }).to_string());
        assert_eq!((list.rows.len(), told(&list.unread)), (expected.len(), vec![format!("`data[0]` {note}")]));
    }
    // A token that is told there with all that it says is read whole.
    let whole = connection(json!({}), json!({ "serviceToken": token() }));
    let readings = read(&whole.to_string());
    assert_eq!(readings.rows[0].report, one(&token()).0.report);
    // One that cannot be read is named.
    let spoilt = read(&connection(json!({}), json!({ "serviceToken": [7] })).to_string());
    assert_eq!(told(&spoilt.rows[0].unread), ["`zSide.serviceToken` is not an object."]);
}

/// [W4] the key within an order, as in Megaport's guide to creating a VXC with a service key; what is ordered, and a
/// service that is told, are no keys
#[test]
fn keys_within_an_order_are_read() {
    let order = json!([{
        "productUid": OTHER,
        "associatedVxcs": [{
            "productName": "VXC",
            "rateLimit": 100,
            "serviceKey": TOKEN,
            "aEnd": { "vlan": 0 },
            "bEnd": { "productUid": "service-1" },
        }],
    }]);
    let readings = read(&order.to_string());
    let expected = ("[0].associatedVxcs[0].serviceKey", Some(TOKEN.to_owned()), Some(Kind::ServiceKey));
    assert_eq!(keys(&readings), [expected]);
    assert_eq!((readings.rows[0].system, &readings.rows[0].report.speeds), (Some(System::Megaport), &None));
    let connection = json!({ "message": "", "terms": "", "data": {
        "productUid": OTHER, "productType": "VXC", "rateLimit": 100, "aEnd": { "vlan": 3 }, "bEnd": {},
    } });
    let partner_port =
        json!({ "data": [{ "connectType": "AWS", "productUid": OTHER, "title": "AWS", "speed": 10_000 }] });
    for (other, place) in [(connection, "data"), (partner_port, "data[0]")] {
        let readings = read(&other.to_string());
        assert_eq!(keys(&readings), []);
        let note = format!("`{place}` is a service or an order at Megaport, not a service key.");
        assert_eq!(told(&readings.unread), [note]);
    }
}

/// [W1] a JSON Patch, as in Equinix's examples of updates, is nothing that the vendor says
#[test]
fn a_change_is_no_entry() {
    let (row, notes) = one(&json!([{ "op": "replace", "path": "/connection/bandwidthLimit", "value": 100 }]));
    assert_eq!(row.key, None);
    assert_eq!(notes, ["`[0]` is a change to be sent to the vendor, not what the vendor says."]);
}

/// [W6] [S2] whatever stands around an entry is opened, and what stands beside it is named
#[test]
fn whatever_is_around_an_entry_is_opened() {
    for entry in [token(), key()] {
        let expected = one(&entry).0.report;
        for (around, path, beside) in [
            (json!({ "status": "success", "data": entry }), "data", "status"),
            (json!({ "status": "success", "result": entry, "took": 3 }), "result", "status took"),
            (json!({ "serviceToken": entry }), "serviceToken", ""),
            (json!({ "serviceKey": entry }), "serviceKey", ""),
            (json!({ "value": [entry], "count": 1 }), "value[0]", "count"),
            (json!({ "response": { "body": { "data": entry } } }), "response.body.data", ""),
            (json!({ TOKEN: entry }), "…3e4f", ""),
        ] {
            let readings = read(&around.to_string());
            let rows: Vec<_> =
                readings.rows.iter().map(|row| (row.path.as_str(), &row.report, told(&row.unread))).collect();
            assert_eq!(rows, [(path, &expected, vec![])], "{around}");
            let named: Vec<&str> = readings.unread.iter().map(|unread| unread.path.as_str()).collect();
            let named: Vec<&str> = named.into_iter().filter(|name| *name != "result").collect();
            assert_eq!(named.join(" "), beside, "{:?}", readings.unread);
        }
    }
    // Not what merely has a name in common with an entry: the port of an old kind of token, as Equinix's guide from v3
    // to v4 shows it.
    let old = json!({ "totalCount": 467, "content": [{
        "id": "x-AM-1", "status": "INACTIVE", "resource": { "type": "CX_PORT", "uuid": OTHER }, "preferences": { "expiry": 10 },
    }] });
    let readings = read(&old.to_string());
    assert_eq!(
        (keys(&readings), told(&readings.unread)),
        (vec![("content[0]", None, None)], vec!["`totalCount` says 467, and 1 are here.".to_owned()])
    );
    assert!(told(&readings.rows[0].unread).contains(&"`content[0].resource` is not known here.".to_owned()));
    assert_eq!(told(&read(r#"{"data":[]}"#).unread), ["`data` is empty."]);
    // As Megaport's check of a key answers.
    let checked = read(r#"{"message":"Service key is valid","terms":"","data":true}"#);
    assert_eq!(
        (checked.rows.len(), told(&checked.unread)),
        (0, vec!["`data` is neither an object nor a list of them.".to_owned()])
    );
}

/// [W1] [W3] of two fields that mean the same the one that is called so counts, and the other one is named where it says
/// otherwise
#[test]
fn what_is_told_twice_counts_once() {
    let right = Some(Timestamp::from_millis(1_779_086_629_980));
    for (other, value, noted) in [
        ("expiryDateTime", json!("2027-01-01T00:00:00Z"), true),
        ("EXPIRATIONDATETIME", json!("2027-01-01T00:00:00Z"), true),
        ("expiryDateTime", json!("2026-05-18T06:43:49.980Z"), false),
        ("expiryDateTime", Value::Null, false),
    ] {
        let (row, notes) = one(&with(token(), &format!("/{other}"), value));
        let note = format!("`{other}` says something else than `expirationDateTime`, which counts.");
        assert_eq!((row.report.until, notes), (right, if noted { vec![note] } else { vec![] }));
    }
    let empty =
        with(with(token(), "/expirationDateTime", Value::Null), "/expiryDateTime", json!("2026-05-18T06:43:49.980Z"));
    assert_eq!((one(&empty).0.report.until, one(&empty).1), (right, vec![]));
    let (row, notes) = one(&with(key(), "/label", json!("Another")));
    assert_eq!(row.report.name.as_deref(), Some("For East"));
    assert_eq!(notes, ["`label` says something else than `description`, which counts."]);
    let (row, notes) = one(&with(token(), "/connection/bandwidthLimit", json!(1000)));
    assert_eq!(row.report.speeds, Some(Speeds::OneOf(vec![Mbps::new(50), Mbps::new(200)])));
    assert_eq!(notes, ["`connection.bandwidthLimit` stands beside `supportedBandwidths`, which counts."]);
    let (_, notes) = one(&with(token(), "/href", json!(format!("https://x/serviceTokens/{OTHER}"))));
    assert_eq!(notes, ["`href` is the address of another token than `uuid` says, which counts."]);
    let (_, notes) = one(&with(token(), "/issuerSide", json!("A_SIDE")));
    assert_eq!(notes, ["`issuerSide` says another side than the one that is told, which counts."]);
}

/// [W6] punctuation as web pages and people have it is mended and that is told; nothing within what cannot be read is
/// taken for the whole
#[test]
fn punctuation_is_mended() {
    let written = token().to_string();
    let expected = one(&token()).0.report;
    for text in [
        written.replace('}', ",}").replace(']', " , ]"),
        serde_json::to_string_pretty(&token()).unwrap().replace(' ', "\u{a0}"),
        written.replacen('"', "“", 1).replacen("type\"", "type”", 1),
        written.replacen('{', "{ // the \"token\", in full\n", 1),
    ] {
        let readings = read(&text);
        let [note] = &told(&readings.unread)[..] else { panic!("{text}") };
        let mended = "The whole is not quite JSON: commas, quotes, spaces or remarks were mended from line ";
        assert!(note.starts_with(mended), "{note}");
        assert_eq!(readings.rows.iter().map(|row| &row.report).collect::<Vec<_>>(), [&expected], "{text}");
    }
    let named = with(token(), "/name", json!("a, } // “b” \" \u{a0}"));
    let readings = read(&named.to_string().replacen('{', "{ // x\n", 1));
    assert_eq!(readings.rows[0].report.name.as_deref(), Some("a, } // “b” \" \u{a0}"));
    for broken in
        [written.replacen(':', "=", 1), written.replacen("\"state\"", "state", 1), format!("{{x: {written}}}")]
    {
        let readings = read(&broken);
        let [note] = &told(&readings.unread)[..] else { panic!("{broken}") };
        assert!(note.starts_with("The whole is not JSON that can be read: look at line 1, column "), "{note}");
        assert_eq!(readings.rows.len(), 0, "{broken}");
    }
}

/// [W6] an entry that repeats another one counts once, with what only it has that could not be read
#[test]
fn what_a_repeated_entry_adds_is_told() {
    let readings = read(&json!({ "data": [token(), token(), with(token(), "/colour", json!("red"))] }).to_string());
    assert_eq!(
        (readings.rows.len(), told(&readings.unread)),
        (
            1,
            vec![
                "`data[1]` repeats `data[0]`.".to_owned(),
                "`data[2]` repeats `data[0]`.".to_owned(),
                "`data[2].colour` is not known here.".to_owned(),
            ]
        )
    );
}

/// [W1] a misspelt name that could mean two is not guessed at; nor is a place of which only a half can be read
#[test]
fn nothing_is_guessed() {
    const LINK: &str = "/connection/zSide/accessPointSelectors/0/linkProtocol";
    let whole = Some(at_vlan(Tag::Qinq { s: 1388, c: Some(1399) }));
    for (link, place) in [
        (json!({ "type": "QINQ", "vlanTagS": 1388, "vlanTagC": 1399 }), whole.clone()),
        (json!({ "type": "Q-in-Q", "outer_tag": "1388", "inner_tag": "1399" }), whole),
        (json!({ "type": "QINQ", "vlanSTag": 1388, "vlanCTag": 0 }), Some(at_vlan(Tag::Qinq { s: 1388, c: None }))),
        (json!({ "type": "DOT1Q", "vlanTag": [7], "vlanSTag": 0, "vlanCTag": null }), Some(at_vlan(Tag::Dot1q(7)))),
        (json!({ "type": "QINQ", "vlanSTag": 1388, "vlaCTag": 1399 }), None),
        (json!({ "type": "QINQ", "vlanXTag": 1388, "vlanYTag": 1399 }), None),
        (json!({ "type": "QINQ", "vlanSTag": 1388, "vlanCTag": "odd" }), None),
        (json!({ "type": "QINQ", "vlanSTag": 1388, "vlanCTag": 5000 }), None),
        (json!({ "type": "DOT1Q", "vlanTag": 7, "vlanSTag": 8 }), None),
        (json!({ "type": "DOT1Q", "vlanSTag": 7, "vlanCTag": 8 }), None),
        (json!({ "type": "UNTAGGED", "vlanTag": 7 }), None),
        (json!({ "vlanTag": 7, "vlanCTag": 8 }), None),
    ] {
        let (row, notes) = one(&with(token(), LINK, link.clone()));
        assert_eq!((&row.report.pin, notes.is_empty()), (&place, place.is_some()), "{link} {notes:?}");
    }
    // As in Equinix's example `createServiceTokenWithVxlan`, whose identifier is no VLAN.
    let (row, notes) = one(&with(token(), LINK, json!({ "type": "VXLAN", "vlanTag": 510_000 })));
    assert_eq!(row.report.pin, None);
    assert_eq!(
        notes,
        ["`connection.zSide.accessPointSelectors[0].linkProtocol.type` is VXLAN, and no port here has that."]
    );
    let side = token()["connection"]["zSide"].clone();
    let (row, notes) = one(&with(without(token(), "/connection/zSide"), "/connection/xSide", side));
    assert_eq!(row.report.kind, None);
    assert_eq!(notes[..2], ["`connection.xSide` is not known here.", "`connection` says nothing of a side."]);
}

/// [W1] one thing in a list stands for itself, lists in lists for one, and null for nothing; a side that says nothing is
/// not there, as Terraform's state has it
#[test]
fn lists_are_opened() {
    let plain = one(&token()).0.report;
    for entry in [
        with(token(), "/connection", json!([[token()["connection"]]])),
        with(token(), "/connection/supportedBandwidths", json!([[50], [200]])),
        with(token(), "/connection/supportedBandwidths", json!("50, 200 Mbps")),
        with(token(), "/connection/aSide", json!([])),
        with(token(), "/connection/aSide", json!({ "accessPointSelectors": [] })),
        with(token(), "/state", json!(["INACTIVE"])),
        with(token(), "/expirationDateTime", json!(["2026-05-18T06:43:49.980Z"])),
        with(token(), "/uuid", json!([TOKEN])),
        with(token(), "/notifications", json!(["a@west.example"])),
        with(token(), "/notifications", json!([[{ "emails": [["a@west.example"]] }]])),
        with(
            token(),
            "/connection/zSide/accessPointSelectors",
            json!([null, token()["connection"]["zSide"]["accessPointSelectors"][0]]),
        ),
    ] {
        let (row, notes) = one(&entry);
        assert_eq!((row.report, notes), (plain.clone(), vec![]), "{entry}");
        assert_eq!(row.key.unwrap().reveal(), TOKEN);
    }
}

/// [W1] a token as Terraform's state keeps it: blocks are lists, what is not there is empty or 0, and all of it stands deep
/// within something else
#[test]
fn a_token_in_a_state_is_read() {
    let selector = json!({
        "type": "COLO",
        "port": [{ "uuid": "port-1", "bandwidth": 0, "location": [], "port_name": "" }],
        "link_protocol": [{ "type": "DOT1Q", "vlan_tag": 2987, "vlan_s_tag": 0, "vlan_c_tag": 0 }],
        "virtual_device": [], "interface": [], "network": [],
    });
    let connection = json!({
        "type": "EVPL_VC", "uuid": "", "allow_remote_connection": false, "bandwidth_limit": 1000, "supported_bandwidths": [],
        "a_side": [{ "access_point_selectors": [selector] }], "z_side": [],
    });
    let token = json!({
        "type": "VC_TOKEN", "uuid": TOKEN, "state": "INACTIVE", "issuer_side": "ASIDE", "name": "For West",
        "expiration_date_time": "2026-05-18T06:43:49.980Z", "service_token_connection": [connection],
        "notifications": [{ "type": "ALL", "emails": ["a@west.example"], "send_interval": "" }],
        "account": [], "change_log": [], "project": [],
    });
    let state = json!({ "resources": [{ "instances": [{ "attributes": token }] }] });
    let (row, notes) = one(&state);
    assert_eq!((row.path.as_str(), notes), ("resources[0].instances[0].attributes", vec![]));
    assert_eq!((row.report.kind, row.report.pin), (Some(Kind::ASideToken), Some(at_vlan(Tag::Dot1q(2987)))));
    assert_eq!((row.report.speeds, row.report.remote), (Some(Speeds::UpTo(Mbps::gbps(1))), Some(false)));
}

/// [W1] what is missing or says nothing is named and not taken for anything
#[test]
fn what_says_nothing_is_named() {
    const SELECTORS: &str = "/connection/zSide/accessPointSelectors";
    for (entry, note) in [
        (with(token(), "/connection", Value::Null), "`connection` is missing."),
        (
            with(token(), "/connection/allowRemoteConnection", Value::Null),
            "`connection.allowRemoteConnection` is missing.",
        ),
        (with(token(), "/connection/supportedBandwidths", json!([])), "`connection.bandwidthLimit` is missing."),
        (with(token(), "/notifications", Value::Null), "`notifications` tells no e-mail address."),
        (with(token(), "/notifications", json!("nobody")), "`notifications` is not an e-mail address."),
        (with(token(), "/notifications", json!([{ "emails": [""] }])), "`notifications[0].emails[0]` is empty."),
        (
            with(token(), "/notifications", json!([{ "registeredUsers": ["west"] }])),
            "`notifications[0].registeredUsers` has no e-mail addresses.",
        ),
        (with(token(), "/expirationDateTime", json!(0)), "`expirationDateTime` is not an instant."),
        (with(token(), "/state", json!(" ")), "`state` is empty."),
        (with(token(), SELECTORS, json!([null])), "`connection.zSide.accessPointSelectors` is missing."),
        (
            with(token(), &format!("{SELECTORS}/0/port"), json!({ "uuid": "" })),
            "`connection.zSide.accessPointSelectors[0].port.uuid` is not an id.",
        ),
        (
            with(token(), &format!("{SELECTORS}/0/type"), json!("FCR")),
            "`connection.zSide.accessPointSelectors[0].type` does not fit what stands beside it.",
        ),
        (
            with(token(), &format!("{SELECTORS}/0/interface"), json!({ "id": 3 })),
            "`connection.zSide.accessPointSelectors[0].interface` does not belong to a selector of the type COLO.",
        ),
        (
            with(token(), SELECTORS, json!([{ "type": "VD", "virtualDevice": { "uuid": "device-1" } }])),
            "`connection.zSide.accessPointSelectors[0].interface` is missing.",
        ),
    ] {
        let (row, notes) = one(&entry);
        assert!(notes.contains(&note.to_owned()), "{note} {notes:?}");
        assert!(row.key.is_some() && row.report.recipients != Some(vec![]), "{note}");
    }
    let (row, _) = one(&with(token(), "/notifications", json!(["nobody", { "emails": "a@west.example" }])));
    assert_eq!(row.report.recipients, Some(vec![email("a@west.example")]));
}

/// [W1] a type that is not known spoils no token, and another resource's type is no token's
#[test]
fn types_that_are_not_known_are_named() {
    let (row, notes) = one(&with(token(), "/type", json!("VC_TOKN")));
    assert_eq!(
        (row.report, notes),
        (one(&token()).0.report, vec!["`type` is no type of a service token that is known here.".to_owned()])
    );
    let (row, notes) = one(&json!({ "type": "XF_PORT", "uuid": OTHER, "state": "ACTIVE", "name": "Port" }));
    assert_eq!((row.key, notes), (None, vec!["`type` is not the type of a service token.".to_owned()]));
}

/// [W3] keys as Megaport's own client library tests have them, and what they do otherwise
#[test]
fn keys_are_read_as_they_are_published() {
    let (row, notes) = one(&with(key(), "/preApproved", Value::Null));
    assert_eq!(
        (row.report.pre_approved, notes),
        (Some(false), vec!["`preApproved` is null, which was read as no.".to_owned()])
    );
    let (row, notes) = one(&without(key(), "/preApproved"));
    assert_eq!((row.report.pre_approved, notes), (None, vec!["`preApproved` is missing.".to_owned()]));
    // An end that is null is none, as Megaport's Java client sends it; one that is spoilt or missing is unknown.
    let (row, notes) = one(&with(key(), "/validFor/end", Value::Null));
    assert_eq!(
        (row.report.until, notes),
        (Some(Timestamp::LAST), vec!["`validFor.end` says no date: no end was read.".to_owned()])
    );
    for (entry, note) in [
        (with(key(), "/validFor", json!("soon")), "`validFor` is not an object."),
        (with(key(), "/validFor/end", json!("soon")), "`validFor.end` is not an instant."),
        (with(key(), "/validFor/end", json!(0)), "`validFor.end` is not an instant."),
        (without(key(), "/validFor/end"), "`validFor.end` is missing."),
    ] {
        let (row, notes) = one(&entry);
        assert_eq!((row.report.until, notes), (None, vec![note.to_owned()]));
    }
    let (row, notes) = one(&without(key(), "/validFor/start"));
    assert_eq!(row.report.from, Some(Timestamp::from_millis(1_772_443_790_497)));
    assert_eq!(notes, ["`validFor.start` is missing."]);
    let (row, _) = one(&with(key(), "/validFor/start", json!("soon")));
    assert_eq!(row.report.from, None);
    // What cannot be read says neither that it was used nor that it was not.
    for (used, life) in
        [(json!("yes"), None), (json!(0), Some(Life::Unused)), (json!(1_772_443_800_001_i64), Some(Life::Used))]
    {
        assert_eq!(one(&with(key(), "/lastUsed", used)).0.report.life, life);
    }
    let (row, notes) = one(&with(key(), "/singleUse", json!(false)));
    assert_eq!((row.report.usage, row.report.pin), (Some(Usage::Multi), Some(Pin::Assigned { vnic: None })));
    assert_eq!(notes, ["`vlan` does not belong to a key for many uses."]);
    let product =
        with(without(key(), "/productUid"), "/productDto", json!({ "productUid": "service-1", "virtual": false }));
    let (row, notes) = one(&with(product, "/productId", json!(74_177)));
    assert_eq!((row.report.asset.as_deref(), notes), (Some("service-1"), vec![]));
    for (field, value, note) in [
        ("expired", true, "`valid` contradicts `expired`."),
        ("valid", false, "`valid` is false, and nothing else says why."),
    ] {
        assert_eq!(one(&with(key(), &format!("/{field}"), json!(value))).1, [note]);
    }
    // The words of Megaport's command line.
    let (row, _) = one(&json!([{ "key_uid": TOKEN, "product_uid": "service-1", "description": "For East" }]));
    assert_eq!(row.key.unwrap().reveal(), TOKEN);
}

/// [W1] the interface of a device, as in Equinix's example `getServiceToken-VD`, which has a uuid beside its number
#[test]
fn an_interface_is_read_by_its_number() {
    let interface = json!({ "type": "NETWORK", "uuid": OTHER, "id": 45_645 });
    for (interface, place) in [
        (interface, Some(Place::Interface(45_645))),
        (json!({ "type": "NETWORK", "uuid": OTHER }), None),
        (json!({ "type": "NETWORK", "id": 0 }), None),
    ] {
        let device = json!([{ "type": "VD", "virtualDevice": { "uuid": "device-1" }, "interface": interface }]);
        let (row, notes) = one(&with(token(), "/connection/zSide/accessPointSelectors", device));
        assert_eq!((row.report.pin, notes.is_empty()), (place.map(Pin::At), place.is_some()), "{notes:?}");
    }
}

#[track_caller]
fn weighed(bench: &Bench, firm: Firm, said: &Value) -> ImportRow {
    let mut import = bench.look(firm, |sight| import(sight, firm.boss, &read(&said.to_string())));
    assert_eq!(import.rows.len(), 1, "{import:?}");
    import.rows.remove(0)
}

/// [W6] [G8] [W2] a connection tells a token's key and no more: that is no news of a token that is here, and binds none
#[test]
fn a_connection_binds_no_key() {
    let bench = Bench::new();
    let west = bench.found_company("West Company");
    let port = bench.add_asset(west, with_id(port_details("West Port", "DC", 10, Tagging::Qinq), "port-1"));
    let token = with(token(), "/expirationDateTime", json!("2027-01-01T12:00:00Z"));
    let row = weighed(&bench, west, &token);
    assert_eq!((row.class, &row.unread[..]), (Class::New, &[][..]));
    bench.act(west.boss, Act::Adopt(vec![row.adoption.unwrap()]));
    let connection = |key: &str| json!({ "type": "EVPL_VC", "zSide": { "serviceToken": { "uuid": key } } });
    assert_eq!(weighed(&bench, west, &connection(TOKEN)).class, Class::Same);
    assert_eq!(weighed(&bench, west, &connection(OTHER)).class, Class::Unreadable);
    let prepared = bench.create_z_token(west, port, crosskey::ledger::command::Spot::Vlan(Tag::Qinq { s: 9, c: None }));
    let readings = read(&connection(OTHER).to_string());
    let import = bench.look(west, |sight| reply(sight, west.boss, prepared.id, &readings));
    assert_eq!((import.rows[0].class, &import.rows[0].adoption), (Class::Unreadable, &None));
    // What the vendor calls expired though its date is still to come is told.
    let expired = weighed(&bench, west, &with(token, "/state", json!("EXPIRED")));
    assert_eq!(expired.unread, ["The vendor says that it expired, but its last instant is still to come."]);
}

/// [W6] [R7] an approval that the vendor does not say was given is not
#[test]
fn an_approval_that_is_not_told_is_not_given() {
    let partners = Partners::new();
    give_id(&partners, partners.east, partners.east_port, "service-1");
    for (said, given) in [
        (with(key(), "/preApproved", Value::Null), false),
        (without(with(with(key(), "/key", json!(OTHER)), "/vlan", json!(301)), "/preApproved"), false),
        (with(with(key(), "/key", json!("1b4e28ba-2fa1-41d2-883f-0016d3cca427")), "/vlan", json!(302)), true),
    ] {
        let row = weighed(&partners.bench, partners.east, &said);
        assert_eq!(row.unread.is_empty(), given, "{:?}", row.unread);
        let made = partners.bench.act(partners.east.boss, Act::Adopt(vec![row.adoption.unwrap()])).grants;
        let terms = partners.bench.look(partners.east, |sight| sight.own_grant(made[0]).unwrap().terms.clone());
        assert_eq!((terms.pre_approved, made.len()), (given, 1));
    }
}
