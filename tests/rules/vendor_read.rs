//! What the vendors' replies are read as: what can be understood is kept, the rest is named.

use crosskey::domain::asset::System;
use crosskey::domain::bandwidth::{Mbps, Speeds};
use crosskey::domain::place::{Pin, Place};
use crosskey::domain::report::{Life, Reading, Readings, Report};
use crosskey::domain::terms::{Kind, Usage};
use crosskey::domain::time::Timestamp;
use crosskey::domain::vlan::Tag;
use crosskey::vendor::read::read;
use serde_json::{Value, json};

use crate::support::{at_vlan, email};

const TOKEN: &str = "5c3f1a52-0b8e-4c55-9d0e-7a1f1c2d3e4f";
const OTHER: &str = "9e107d9d-372b-4f6e-8a2b-1c2d3e4f5a6b";

/// A token as Equinix returns it.
fn token() -> Value {
    json!({
        "href": format!("https://api.equinix.com/fabric/v4/serviceTokens/{TOKEN}"),
        "type": "VC_TOKEN",
        "uuid": TOKEN,
        "name": "West-Primary",
        "description": "For West",
        "state": "INACTIVE",
        "expirationDateTime": "2026-05-18T06:43:49.980Z",
        "connection": {
            "type": "EVPL_VC",
            "allowRemoteConnection": false,
            "bandwidthLimit": 50,
            "allowCustomBandwidth": false,
            "aSide": { "accessPointSelectors": [{
                "type": "COLO",
                "port": { "href": "https://x/ports/port-1", "type": "XF_PORT", "uuid": "port-1" },
                "linkProtocol": { "type": "QINQ", "vlanCTag": 1399, "vlanSTag": 1388 },
            }] },
        },
        "notifications": [{ "type": "NOTIFICATION", "emails": ["a@west.example", "b@west.example"] }],
        "account": { "orgId": 111_437 },
        "changeLog": { "createdBy": "843577", "createdDateTime": "2026-03-18T06:43:49.980Z" },
        "project": { "projectId": "995072000433550" },
    })
}

fn report() -> Report {
    Report {
        kind: Some(Kind::ASideToken),
        state: Some("INACTIVE".to_owned()),
        life: Some(Life::Unused),
        name: Some("West-Primary".to_owned()),
        description: Some("For West".to_owned()),
        recipients: Some(vec![email("a@west.example"), email("b@west.example")]),
        asset: Some("port-1".to_owned()),
        pin: Some(at_vlan(Tag::Qinq { s: 1388, c: Some(1399) })),
        speeds: Some(Speeds::UpTo(Mbps::new(50))),
        remote: Some(false),
        until: Some(Timestamp::from_millis(1_779_086_629_980)),
        ..Report::default()
    }
}

/// A key as Megaport returns it, in its envelope.
fn key() -> Value {
    json!({
        "message": "New service key generated",
        "terms": "This data is subject to the Acceptable Use Policy",
        "data": {
            "key": TOKEN,
            "createDate": 1_772_443_790_497_i64,
            "companyId": 1153,
            "companyName": "West Company",
            "description": "For East",
            "productId": 74177,
            "productUid": "service-1",
            "productName": "West Port",
            "productDto": { "productId": 74177, "vxcpermitted": true },
            "vlan": 3,
            "maxSpeed": 500,
            "preApproved": true,
            "singleUse": true,
            "lastUsed": null,
            "active": true,
            "validFor": { "start": 1_772_443_800_000_i64, "end": 1_775_035_800_000_i64 },
            "expired": false,
            "valid": true,
            "promoCode": null,
        },
    })
}

fn key_report() -> Report {
    Report {
        kind: Some(Kind::ServiceKey),
        state: Some("active, not expired, valid".to_owned()),
        life: Some(Life::Unused),
        name: Some("For East".to_owned()),
        asset: Some("service-1".to_owned()),
        pin: Some(at_vlan(Tag::Dot1q(3))),
        speeds: Some(Speeds::UpTo(Mbps::new(500))),
        from: Some(Timestamp::from_millis(1_772_443_800_000)),
        until: Some(Timestamp::from_millis(1_775_035_800_000)),
        usage: Some(Usage::Single),
        active: Some(true),
        pre_approved: Some(true),
        ..Report::default()
    }
}

#[track_caller]
fn one(value: &Value) -> Reading {
    let mut readings = read(&value.to_string());
    assert_eq!((readings.rows.len(), &readings.unread[..]), (1, &[][..]), "{readings:?}");
    readings.rows.remove(0)
}

/// What was noted, each a sentence.
fn noted(reading: &Reading) -> Vec<String> {
    reading.unread.iter().map(ToString::to_string).collect()
}

fn remarks(readings: &Readings) -> Vec<String> {
    readings.unread.iter().map(ToString::to_string).collect()
}

/// Reads a token that was changed at these places, given as pointers; null takes a place away.
#[track_caller]
fn changed(base: fn() -> Value, changes: &[(&str, Value)]) -> Reading {
    let mut value = base();
    for (pointer, new) in changes {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = value.pointer_mut(parent).expect("a place").as_object_mut().expect("an object");
        match new {
            Value::Null => assert!(parent.remove(name).is_some(), "{pointer}"),
            new => {
                parent.insert(name.to_owned(), new.clone());
            }
        }
    }
    one(&value)
}

/// [W1] a token as it is returned is understood whole
#[test]
fn a_token_is_read() {
    let reading = one(&token());
    assert_eq!((reading.path.as_str(), reading.system), ("", Some(System::Fabric)));
    assert_eq!(reading.key.unwrap().reveal(), TOKEN);
    assert_eq!(reading.report, report());
    assert_eq!(noted(&reading), [""; 0]);
}

/// [W1] a Z-side token on a device
#[test]
fn a_token_on_a_device_is_read() {
    let connection = json!({
        "type": "EVPL_VC",
        "allowRemoteConnection": true,
        "supportedBandwidths": [10000, 50, 200, 50],
        "zSide": { "accessPointSelectors": [{
            "type": "VD",
            "virtualDevice": { "type": "EDGE", "uuid": "device-1", "name": "Router" },
            "interface": { "type": "NETWORK", "id": 7 },
        }] },
    });
    let reading = changed(token, &[("/connection", connection)]);
    let expected = Report {
        kind: Some(Kind::ZSideToken),
        asset: Some("device-1".to_owned()),
        pin: Some(Pin::At(Place::Interface(7))),
        speeds: Some(Speeds::OneOf(vec![Mbps::new(50), Mbps::new(200), Mbps::gbps(10)])),
        remote: Some(true),
        ..report()
    };
    assert_eq!((reading.report, &reading.unread[..]), (expected, &[][..]));
}

/// [W1] what breaks the vendor's own schema is understood all the same, and nothing is noted where nothing is in doubt
#[test]
fn what_breaks_the_schema_is_understood() {
    let selector = json!({
        "type": "colo",
        "port": "port-1",
        "linkProtocol": { "type": "QinQ", "vlanCTag": "1399", "vlanSTag": " 1388 " },
    });
    let change_log = json!({ "createdBy": 843_577, "createdDateTime": "2026-03-18T06:43:49.980Z" });
    let one_notification = json!({ "type": "ALL", "emails": "a@west.example, b@west.example" });
    let snake = json!({
        "type": "EVPL_VC",
        "allow_remote_connection": "false",
        "bandwidth_limit": "50 Mbps",
        "a_side": [{ "access_point_selectors": [selector] }],
    });
    for changes in [
        vec![("/connection/aSide/accessPointSelectors", selector.clone())],
        vec![("/notifications", one_notification)],
        vec![("/changeLog", Value::Null), ("/changelog", change_log)],
        vec![("/expirationDateTime", Value::Null), ("/expiryDateTime", json!("2026-05-18T06:43:49.980Z"))],
        vec![("/expirationDateTime", json!("2026-05-18T08:43:49.980+02:00"))],
        vec![("/expirationDateTime", json!(1_779_086_629_980_i64))],
        vec![("/connection/bandwidthLimit", json!("50"))],
        vec![("/connection/bandwidthLimit", json!(50.0))],
        vec![("/connection/allowRemoteConnection", json!("FALSE"))],
        vec![("/state", json!("inactive"))],
        vec![("/uuid", json!(TOKEN.to_uppercase()))],
        vec![("/type", Value::Null)],
        vec![("/account", json!("a text")), ("/project", json!([1, 2]))],
        vec![("/connection", Value::Null), ("/service_token_connection", json!([snake]))],
    ] {
        let reading = changed(token, &changes);
        assert_eq!((reading.report, &reading.unread[..]), (report(), &[][..]), "{changes:?}");
        assert_eq!(reading.key.unwrap().reveal(), TOKEN);
    }
}

/// [W1] a misspelt name is read as what it can only mean, and that is told; what means nothing is named and left
#[test]
fn misspelt_names_are_read_and_told() {
    for (name, misspelt) in [
        ("expirationDateTime", "expirationDatTime"),
        ("expirationDateTime", "expriationDateTime"),
        ("notifications", "notifcations"),
        ("description", "desciption"),
    ] {
        let value = token()[name].clone();
        let reading = changed(token, &[(&format!("/{name}"), Value::Null), (&format!("/{misspelt}"), value)]);
        assert_eq!(reading.report, report());
        assert_eq!(noted(&reading), [format!("`{misspelt}` was read as `{name}`.")]);
    }
    let limit = [("/connection/bandwidthLimit", Value::Null), ("/connection/bandwithLimit", json!(50))];
    assert_eq!(changed(token, &limit).report, report());
    // Not when the right name is there too, and not when it could mean anything.
    let reading = changed(token, &[("/desciption", json!("x")), ("/nam", json!("y")), ("/_remark", json!("z"))]);
    assert_eq!(reading.report, report());
    assert_eq!(noted(&reading), ["`desciption` is not known here.", "`nam` is not known here."]);
}

/// [W1] each thing that cannot be used is named by its place, and everything else is kept
#[test]
fn what_cannot_be_used_is_named() {
    let two = json!([token()["connection"]["aSide"]["accessPointSelectors"][0], { "type": "COLO" }]);
    for (changes, notes, expected) in [
        (vec![("/state", Value::Null)], "`state` is missing.", Report { state: None, life: None, ..report() }),
        (
            vec![("/state", json!("SLEEPING"))],
            "`state` is no status that is known here.",
            Report { state: Some("SLEEPING".to_owned()), life: None, ..report() },
        ),
        (
            vec![("/expirationDateTime", json!("soon"))],
            "`expirationDateTime` is not an instant.",
            Report { until: None, ..report() },
        ),
        (
            vec![("/connection/bandwidthLimit", json!(-5))],
            "`connection.bandwidthLimit` is not a bandwidth.",
            Report { speeds: None, ..report() },
        ),
        (
            vec![("/connection/aSide/accessPointSelectors", two)],
            "`connection.aSide.accessPointSelectors[1]` is one more than a token has; the first counts.",
            report(),
        ),
        (
            vec![("/notifications", json!([{ "emails": ["a@west.example", "nobody", "b@west.example"] }]))],
            "`notifications[0].emails[1]` is not an e-mail address.",
            report(),
        ),
        (
            vec![("/connection/zSide", token()["connection"]["aSide"].clone())],
            "`connection.zSide` stands beside an A-side: which of them the token fixes is not said.",
            Report { kind: None, asset: None, pin: None, ..report() },
        ),
        (
            vec![("/connection/aSide", json!({ "type": "COLO" }))],
            "`connection.aSide.accessPointSelectors` is missing.",
            Report { asset: None, pin: None, ..report() },
        ),
        (vec![("/name", json!(["x", "y"]))], "`name` is not a text.", Report { name: None, ..report() }),
        (vec![("/colour", json!("red"))], "`colour` is not known here.", report()),
    ] {
        let reading = changed(token, &changes);
        assert_eq!((noted(&reading).join(" ").as_str(), reading.report), (notes, expected), "{changes:?}");
    }
}

/// [W1] the places of a selector, told in every way there is
#[test]
fn places_are_read() {
    let link = "/connection/aSide/accessPointSelectors";
    let with = |link: Value| json!([{ "type": "COLO", "port": { "uuid": "port-1" }, "linkProtocol": link }]);
    for (written, tag) in [
        (json!({ "type": "UNTAGGED" }), Some(Tag::Untagged)),
        (json!({ "type": "DOT1Q", "vlanTag": 7 }), Some(Tag::Dot1q(7))),
        (json!({ "vlanTag": "7" }), Some(Tag::Dot1q(7))),
        (json!({ "vlanSTag": 7, "vlanCTag": 8 }), Some(Tag::Qinq { s: 7, c: Some(8) })),
        (json!({ "type": "QINQ", "vlanSTag": 7 }), Some(Tag::Qinq { s: 7, c: None })),
        (json!({ "type": "QINQ", "vlanTag": 7, "vlanCTag": 8 }), Some(Tag::Qinq { s: 7, c: Some(8) })),
        // Our own range is not the vendor's: what was reported is kept.
        (json!({ "type": "DOT1Q", "vlanTag": 4094 }), Some(Tag::Dot1q(4094))),
        (json!({ "type": "DOT1Q", "vlanTag": 5000 }), None),
        (json!({ "type": "DOT1Q" }), None),
        (json!({ "type": "VXLAN", "vni": 7 }), None),
        (json!("DOT1Q"), None),
    ] {
        let reading = changed(token, &[(link, with(written.clone()))]);
        assert_eq!(reading.report.pin, tag.map(|tag| Pin::At(Place::Vlan(tag))), "{written}");
        assert_eq!(reading.report.asset.as_deref(), Some("port-1"));
        assert_eq!(noted(&reading).is_empty(), tag.is_some(), "{written} {:?}", noted(&reading));
    }
    let network = json!([{ "type": "NETWORK", "network": { "uuid": "network-1" } }]);
    let reading = changed(token, &[(link, network)]);
    assert_eq!((reading.report.pin, reading.report.asset), (None, None));
    let place = "connection.aSide.accessPointSelectors[0].network";
    assert_eq!(reading.unread[0].path, place);
    // Without a number the vendor takes the next available interface.
    let device = json!([{ "virtualDevice": { "uuid": "device-1" } }]);
    let reading = changed(token, &[(link, device)]);
    assert_eq!((reading.report.pin, reading.report.asset.as_deref()), (None, Some("device-1")));
    // A private line takes the whole port.
    let whole = json!([{ "type": "COLO", "port": { "uuid": "port-1" } }]);
    let line = [("/connection/type", json!("EPL_VC")), ("/type", json!("EPL_TOKEN")), (link, whole.clone())];
    let reading = changed(token, &line);
    assert_eq!((reading.report.pin.as_ref(), &reading.unread[..]), (Some(&at_vlan(Tag::Untagged)), &[][..]));
    let reading = changed(token, &[(link, whole)]);
    assert_eq!(noted(&reading), ["`connection.aSide.accessPointSelectors[0].linkProtocol` is missing."]);
    let by_address = json!([{
        "port": { "href": format!("https://x/ports/{OTHER}") },
        "linkProtocol": { "type": "UNTAGGED" },
    }]);
    assert_eq!(changed(token, &[(link, by_address)]).report.asset.as_deref(), Some(OTHER));
}

/// [W1] the side of a token without selectors, the days of an old one, and a uuid that only its address has
#[test]
fn old_tokens_are_read() {
    let connection = json!({ "type": "EVPL_VC", "allowRemoteConnection": true, "bandwidthLimit": 500 });
    for (said, kind) in [("z", Kind::ZSideToken), ("A_Side", Kind::ASideToken), ("ZSIDE", Kind::ZSideToken)] {
        let reading = changed(token, &[("/connection", connection.clone()), ("/issuerSide", json!(said))]);
        assert_eq!((reading.report.kind, reading.report.speeds), (Some(kind), Some(Speeds::UpTo(Mbps::new(500)))));
    }
    let reading = changed(token, &[("/expirationDateTime", Value::Null), ("/expiry", json!(61))]);
    assert_eq!(reading.report, report());
    assert_eq!(noted(&reading), ["`expiry` was read as days from the creation."]);
    let reading = changed(token, &[("/uuid", Value::Null)]);
    assert_eq!(reading.key.unwrap().reveal(), TOKEN);
    assert_eq!(noted(&reading), ["`uuid` is missing; it was taken from `href`."]);
    let reading = changed(token, &[("/uuid", json!("c9df685-41b0-1b07-6de0-3a7c54b08b8f"))]);
    assert_eq!((reading.key, noted(&reading)), (None, vec!["`uuid` is not a UUID.".to_owned()]));
}

/// [W1] [S2] a connection is no token, so its uuid is no key; and no note repeats what stands at its place
#[test]
fn a_connection_is_no_token() {
    let connection = json!({
        "type": "EVPL_VC",
        "uuid": TOKEN,
        "name": "link-1",
        "state": "ACTIVE",
        "notifications": [],
        "aSide": { "accessPoint": { "type": "COLO" } },
    });
    let reading = one(&connection);
    assert_eq!((reading.key, &reading.report), (None, &Report::default()));
    assert_eq!(noted(&reading), ["`type` is the type of a connection, not of a service token."]);
    for odd in
        [json!({ "uuid": { "key": OTHER }, "connection": OTHER, "state": [OTHER] }), json!([OTHER]), json!(OTHER)]
    {
        let readings = read(&odd.to_string());
        let told = [remarks(&readings), readings.rows.iter().flat_map(noted).collect()].concat();
        assert!(!told.is_empty() && told.iter().all(|note| !note.contains(OTHER)), "{told:?}");
    }
}

/// [W1] a list with its pages; a total that does not add up and a part of a longer list are told
#[test]
fn lists_are_read() {
    let other = {
        let mut other = token();
        other["uuid"] = json!(OTHER);
        other["href"] = Value::Null;
        other
    };
    let list = |pagination: Value| {
        let list = json!({ "pagination": pagination, "data": [token(), other] });
        let readings = read(&list.to_string());
        assert_eq!(readings.rows.iter().map(|row| row.path.as_str()).collect::<Vec<_>>(), ["data[0]", "data[1]"]);
        assert!(readings.rows.iter().all(|row| row.report == report() && row.unread.is_empty()));
        remarks(&readings)
    };
    assert_eq!(list(json!({ "offset": 0, "limit": 20, "total": 2, "next": null })), [""; 0]);
    assert_eq!(list(json!({ "offset": 0, "limit": "20", "total": "2" })), [""; 0]);
    assert_eq!(list(json!({ "offset": 20, "limit": 20, "total": 22 })), [""; 0]);
    assert_eq!(list(json!({ "offset": 0, "total": 1 })), ["`pagination.total` says 1, and 2 are here."]);
    assert_eq!(list(json!({ "total": 7 })), ["`pagination.total` says 7, and 2 are here."]);
    assert_eq!(
        list(json!({ "offset": 0, "total": 7, "next": "/x?offset=2" })),
        ["`pagination.total` says 7, and 2 of them are here: read the other pages too."]
    );
    assert_eq!(list(json!({ "total": "many" })), ["`pagination.total` is not a whole number."]);
    let plain = read(&json!([token(), other]).to_string());
    assert_eq!((plain.rows.len(), remarks(&plain)), (2, vec![]));
}

/// [W1] rows that repeat are told and count once; rows that contradict each other both stay; what is no row is named
#[test]
fn odd_rows_are_told() {
    let mut contradicting = token();
    contradicting["state"] = json!("ACTIVE");
    let list = json!({ "data": [token(), token(), contradicting, 7, { "colour": "red" }, null] });
    let readings = read(&list.to_string());
    let paths: Vec<_> = readings.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(paths, ["data[0]", "data[2]", "data[4]"]);
    assert_eq!(
        remarks(&readings),
        [
            "`data[3]` is neither an object nor a list of them.",
            "`data[5]` is neither an object nor a list of them.",
            "`data[1]` repeats `data[0]`.",
        ]
    );
    assert_eq!(
        noted(&readings.rows[2]),
        ["`data[4]` is neither a service token of Equinix nor a service key of Megaport."]
    );
    let error = json!([{ "errorCode": "EQ-3034016", "errorMessage": format!("{TOKEN} not found"), "details": "" }]);
    let readings = read(&error.to_string());
    assert_eq!(
        (readings.rows.len(), remarks(&readings)),
        (0, vec!["`[0]` is a refusal by the vendor: EQ-3034016.".to_owned()])
    );
}

/// [W3] a key in its envelope is understood whole, and so is a list of keys
#[test]
fn a_key_is_read() {
    let reading = one(&key());
    assert_eq!((reading.path.as_str(), reading.system), ("data", Some(System::Megaport)));
    assert_eq!(reading.key.unwrap().reveal(), TOKEN);
    assert_eq!((&reading.report, noted(&reading)), (&key_report(), vec![]));
    let list = json!({ "message": "Found", "terms": "", "data": [key()["data"]] });
    assert_eq!(one(&list).report, key_report());
    assert_eq!(one(&key()["data"]).report, key_report());
}

/// [W3] what Megaport writes now so, now otherwise, is understood
#[test]
fn odd_keys_are_read() {
    for (changes, notes, expected) in [
        (vec![("/data/maxSpeed", json!("500"))], "", key_report()),
        (vec![("/data/vlan", json!("3"))], "", key_report()),
        (vec![("/data/_set_singleUse_to_false", json!(true))], "", key_report()),
        (vec![("/data/productUid", Value::Null)], "", Report { asset: Some("74177".to_owned()), ..key_report() }),
        (vec![("/data/singleUse", json!("true")), ("/data/preApproved", json!(1))], "", key_report()),
        (
            vec![("/data/expired", Value::Null), ("/data/valid", Value::Null)],
            "",
            Report { state: Some("active".to_owned()), ..key_report() },
        ),
        (
            vec![("/data/validFor", Value::Null)],
            "`data.validFor` is missing.",
            Report { from: Some(Timestamp::from_millis(1_772_443_790_497)), until: None, ..key_report() },
        ),
        (
            vec![("/data/validFor/end", json!("2026-04-01T09:30:00Z"))],
            "",
            Report { until: Some(Timestamp::from_millis(1_775_035_800_000)), ..key_report() },
        ),
        (vec![("/data/lastUsed", json!(1_772_443_800_001_i64))], "", Report { life: Some(Life::Used), ..key_report() }),
        (
            vec![("/data/singleUse", json!(false)), ("/data/lastUsed", json!(1_772_443_800_001_i64))],
            "`data.vlan` does not belong to a key for many uses.",
            Report {
                usage: Some(Usage::Multi),
                life: Some(Life::Unused),
                pin: Some(Pin::Assigned { vnic: None }),
                ..key_report()
            },
        ),
        (vec![("/data/lastUsed", json!(0))], "", key_report()),
        (vec![("/data/vlan", json!(-1))], "", Report { pin: Some(at_vlan(Tag::Untagged)), ..key_report() }),
        (vec![("/data/vlan", json!(0))], "", Report { pin: Some(Pin::Assigned { vnic: None }), ..key_report() }),
        (vec![("/data/vlan", json!(9999))], "`data.vlan` is no VLAN.", Report { pin: None, ..key_report() }),
        (vec![("/data/vlan", Value::Null)], "`data.vlan` is missing.", Report { pin: None, ..key_report() }),
        (vec![("/data/favourite", json!(1))], "`data.favourite` is not known here.", key_report()),
        (
            vec![("/data/maxSpeed", json!("fast"))],
            "`data.maxSpeed` is not a bandwidth.",
            Report { speeds: None, ..key_report() },
        ),
    ] {
        let reading = changed(key, &changes);
        assert_eq!((noted(&reading).join(" ").as_str(), reading.report), (notes, expected), "{changes:?}");
    }
    // No dates at all are for ever.
    let mut without = key();
    without["data"]["validFor"] = Value::Null;
    without["data"]["vlan"] = Value::Null;
    let reading = one(&without);
    assert_eq!(reading.report.until, Some(Timestamp::LAST));
    assert_eq!(reading.report.pin, Some(Pin::Assigned { vnic: None }), "an MCR has no VLAN");
    let bare = one(&json!({ "message": "ok", "terms": "", "data": { "key": TOKEN } }));
    assert_eq!(bare.key.unwrap().reveal(), TOKEN);
    assert_eq!(bare.report.kind, Some(Kind::ServiceKey));
}

/// [W6] text as terminals and e-mails have it: what stands before the JSON is overlooked, what follows it or breaks off is
/// told, and where JSON has a fault
#[test]
fn text_around_json_is_overlooked() {
    let json = token().to_string();
    let rest = "The whole is followed by text that was not read, from line 6, column 1 on.";
    for (text, told) in [
        (format!("\u{feff}  {json}\n"), vec![]),
        (
            format!("[west@host ~]$ curl …\nHTTP/2 200\ncontent-type: application/json\n\n{json}\n[west@host ~]$"),
            vec![rest.to_owned()],
        ),
        (format!("```json\n{json}\n```"), vec![]),
    ] {
        let readings = read(&text);
        assert_eq!((readings.rows.len(), remarks(&readings)), (1, told), "{text}");
        assert_eq!(readings.rows[0].report, report());
    }
    let mut other = token();
    other["uuid"] = json!(OTHER);
    let readings = read(&format!("{json}\n{other}"));
    assert_eq!(readings.rows.iter().map(|row| row.path.as_str()).collect::<Vec<_>>(), ["[0]", "[1]"]);
    let fault = |line: usize, column: usize| {
        let place = format!("line {line}, column {column}");
        format!("The whole is not JSON that can be read: look at {place}.")
    };
    for (text, told) in [
        ("", "The whole holds no JSON: paste a token, a key, a list of them or a reply of the vendor."),
        (TOKEN, "The whole holds no JSON: paste a token, a key, a list of them or a reply of the vendor."),
        (&json[..json.len() - 5], "The whole breaks off before its end; copy all of it."),
        ("{uuid: 1}", &fault(1, 2)),
        (&"[".repeat(5000), &fault(1, 128)),
        // A fault does not make what stands within or after it the whole.
        (&format!("ä\n[{json},\n {{ \"ä\": 1; }},\n {json}]"), &fault(3, 10)),
    ] {
        let readings = read(text);
        assert_eq!((readings.rows.len(), remarks(&readings)), (0, vec![told.to_owned()]), "{text}");
    }
}

/// [W6] a status in brackets before the JSON, as programs print it, is no entry
#[test]
fn what_stands_behind_a_bracketed_number_is_read() {
    let token = r#"{"uuid":"9c4fbd5f-6a0e-4d35-9d0f-1d3e8e0b9a11","type":"VC_TOKEN","state":"INACTIVE"}"#;
    for before in ["<Response [200]>\n", "HTTP [200] > ", "[200]\n[]\n"] {
        let readings = read(&format!("{before}{token}"));
        assert_eq!(readings.rows.len(), 1, "{before}");
        assert!(readings.rows[0].key.is_some());
    }
    assert!(read("[200]").rows.is_empty() && !read("[200]").unread.is_empty(), "nothing else is told as before");
}
