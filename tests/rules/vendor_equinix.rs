//! What is written for Equinix Fabric: tokens, changes of tokens, and connections that redeem them.

use crosskey::domain::bandwidth::{Mbps, Speeds};
use crosskey::domain::id::{AssetId, GrantId};
use crosskey::domain::profile::FieldForm;
use crosskey::domain::report::Report;
use crosskey::domain::time::Timestamp;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::command::{Act, AssetDetails, CreateToken, Destination, Redeem, Spot};
use crosskey::vendor::equinix::{connection, token};
use crosskey::vendor::gap::Gaps;
use crosskey::vendor::issued::Issued;
use crosskey::vendor::redemption::Redemption;
use serde_json::{Value, json};

use crate::support::{
    Bench, Firm, Pair, device_details, email, metro, order_to, order_to_port, port_details, profile_details,
};

pub const PORT: &str = "c791f8cb-58c9-4a9f-8b8a-1f2e3d4c5b6a";
pub const DEVICE: &str = "20d32a80-0d61-4333-bc03-707b591ae2f4";

pub fn with_id(details: AssetDetails, id: &str) -> AssetDetails {
    AssetDetails { vendor_id: Some(id.to_owned()), ..details }
}

/// A company with a port of each tagging and a device, which have the vendor's ids.
struct Stage {
    bench: Bench,
    west: Firm,
}

impl Stage {
    fn new() -> Self {
        let bench = Bench::new();
        let west = bench.found_company("West Company");
        Self { bench, west }
    }

    fn port(&self, tagging: Tagging) -> AssetId {
        self.bench.add_asset(self.west, with_id(port_details("West Port", "DC", 10, tagging), PORT))
    }

    fn device(&self) -> AssetId {
        self.bench.add_asset(self.west, with_id(device_details("West Router", "DC", 10, &[1]), DEVICE))
    }

    /// A token as the wizard offers it, with a name, and what is written of it.
    #[track_caller]
    fn token(&self, mut create: CreateToken) -> (GrantId, Value) {
        create.details.name = "For East".to_owned();
        let id = self.bench.create(self.west, create).id;
        (id, self.written(id))
    }

    #[track_caller]
    fn written(&self, id: GrantId) -> Value {
        self.bench.look(self.west, |sight| {
            let mut gaps = Gaps::default();
            let written = token::create(&Issued::of(sight, id).unwrap(), &mut gaps);
            assert_eq!(gaps.list(), []);
            written
        })
    }

    fn report(&self, id: GrantId) -> Report {
        self.bench.look(self.west, |sight| Issued::of(sight, id).unwrap().report())
    }

    fn patch(&self, reported: &Report, id: GrantId) -> Option<Value> {
        self.bench.look(self.west, |sight| token::patch(reported, &Issued::of(sight, id).unwrap()))
    }
}

/// [W1] an A-side token on a port: one maximum, and the VLAN identifier
#[test]
fn an_a_side_token_is_written() {
    let stage = Stage::new();
    let port = stage.port(Tagging::Dot1q);
    let mut create = stage.bench.token_on(port, Tag::Dot1q(1399));
    create.details.description = "line 1\nline 2".to_owned();
    create.details.recipients.push(email("noc@east.example"));
    let written = json!({
        "type": "VC_TOKEN",
        "name": "For East",
        "description": "line 1\nline 2",
        "expirationDateTime": "2026-05-31T00:00:00.000Z",
        "connection": {
            "type": "EVPL_VC",
            "allowRemoteConnection": false,
            "allowCustomBandwidth": false,
            "bandwidthLimit": 1000,
            "aSide": { "accessPointSelectors": [{
                "type": "COLO",
                "port": { "uuid": PORT },
                "linkProtocol": { "type": "DOT1Q", "vlanTag": 1399 },
            }] },
        },
        "notifications": [{ "type": "NOTIFICATION", "emails": ["guest@elsewhere.example", "noc@east.example"] }],
    });
    assert_eq!(stage.token(create).1, written);
}

/// [W1] a Z-side token allows a set of speeds; QinQ has an S-tag and perhaps a C-tag; an untagged port has no identifier
#[test]
fn a_z_side_token_on_a_port_is_written() {
    let stage = Stage::new();
    let qinq = stage.port(Tagging::Qinq);
    let untagged = stage.port(Tagging::Untagged);
    for (port, tag, link) in [
        (qinq, Tag::Qinq { s: 1388, c: Some(1399) }, json!({ "type": "QINQ", "vlanSTag": 1388, "vlanCTag": 1399 })),
        (qinq, Tag::Qinq { s: 1389, c: None }, json!({ "type": "QINQ", "vlanSTag": 1389 })),
        (untagged, Tag::Untagged, json!({ "type": "UNTAGGED" })),
    ] {
        let mut create = stage.bench.z_token_on(port, Spot::Vlan(tag));
        create.remote = true;
        create.details.limit = Mbps::new(300);
        let (_, written) = stage.token(create);
        let connection = &written["connection"];
        assert_eq!(connection["supportedBandwidths"], json!([10, 50, 200, 300]));
        assert_eq!(connection["allowCustomBandwidth"], json!(true), "300 is not on the price list");
        assert_eq!(connection["allowRemoteConnection"], json!(true));
        assert_eq!((connection.get("bandwidthLimit"), connection.get("aSide")), (None, None));
        let selector = json!({ "type": "COLO", "port": { "uuid": PORT }, "linkProtocol": link });
        assert_eq!(connection["zSide"], json!({ "accessPointSelectors": [selector] }));
    }
}

/// [W1] a Z-side token on a device names its interface
#[test]
fn a_z_side_token_on_a_device_is_written() {
    let stage = Stage::new();
    let (_, written) = stage.token(stage.bench.z_token_on(stage.device(), Spot::Interface(7)));
    let selector = json!({
        "type": "VD",
        "virtualDevice": { "type": "EDGE", "uuid": DEVICE },
        "interface": { "type": "NETWORK", "id": 7 },
    });
    assert_eq!(written["connection"]["zSide"]["accessPointSelectors"], json!([selector]));
    assert_eq!(written.get("description"), None, "an empty one is left out");
}

/// [W1] [A7] where the asset has no id of the vendor, a gap is marked and told
#[test]
fn a_missing_id_is_a_marked_gap() {
    let pair = Pair::new();
    let token = pair.token(100);
    pair.bench.look(pair.west, |sight| {
        let issued = Issued::of(sight, token.id).unwrap();
        let mut gaps = Gaps::default();
        let written = token::create(&issued, &mut gaps);
        let selector = &written["connection"]["aSide"]["accessPointSelectors"][0];
        assert_eq!(selector["port"]["uuid"], "<id of West Port>");
        let [gap] = &gaps.list()[..] else { panic!() };
        assert_eq!(gap.mark, "<id of West Port>");
        assert_eq!(
            gap.words,
            "West Port has no id of Equinix Fabric here. Give it one in its form, or put it in the place of <id of West Port>."
        );
        let mut gaps = Gaps::default();
        token::create(&Issued { asset: None, ..issued }, &mut gaps);
        assert_eq!(gaps.list()[0].mark, "<id of the removed asset>");
        assert!(Issued::of(sight, GrantId::new(uuid::Uuid::nil())).is_none());
    });
}

/// [W1] a token that is what the vendor reported has nothing to send, in whatever order sets are told
#[test]
fn an_unchanged_token_has_nothing_to_send() {
    let stage = Stage::new();
    let mut create = stage.bench.z_token_on(stage.device(), Spot::Interface(7));
    create.details.recipients.push(email("noc@east.example"));
    let (id, _) = stage.token(create);
    let mut reported = stage.report(id);
    assert_eq!(stage.patch(&reported, id), None);
    if let Some(Speeds::OneOf(speeds)) = &mut reported.speeds {
        speeds.reverse();
        speeds.push(speeds[0]);
    }
    reported.recipients.as_mut().unwrap().reverse();
    assert_eq!(stage.patch(&reported, id), None);
    // What the vendor did not say is not known to differ, but a text that is not there is empty.
    let silent = Report { name: reported.name.clone(), ..Report::default() };
    assert_eq!(stage.patch(&silent, id), None);
    let silent = stage.patch(&Report::default(), id).unwrap();
    assert_eq!(silent, json!([{ "op": "add", "path": "/name", "value": "For East" }]));
}

/// [W1] [T3] each thing that may be edited is one operation
#[test]
fn a_changed_token_is_patched() {
    let stage = Stage::new();
    for (asset, spot, speeds) in [
        (stage.port(Tagging::Dot1q), Spot::Vlan(Tag::Dot1q(100)), json!(["/connection/bandwidthLimit", 200])),
        (stage.device(), Spot::NextInterface, json!(["/connection/supportedBandwidths", [10, 50, 200]])),
    ] {
        let mut create = stage.bench.z_token_on(asset, spot);
        if matches!(spot, Spot::Vlan(_)) {
            create = stage.bench.token_on(asset, Tag::Dot1q(100));
        }
        let (id, _) = stage.token(create);
        let reported = stage.report(id);
        let mut details = stage.bench.token_details(stage.west, id);
        details.name = String::new();
        details.description = "Für Ost".to_owned();
        details.expires = details.expires.plus(-1);
        details.limit = Mbps::new(200);
        details.recipients = vec![email("noc@east.example")];
        stage.bench.act(stage.west.boss, Act::EditToken { grant: id, details });
        let replace = |path: &Value, value: Value| json!({ "op": "replace", "path": path, "value": value });
        // As in Equinix's example `UpdateNotificationEmail`.
        let emails = json!(["noc@east.example"]);
        let expected = json!([
            replace(&json!("/name"), json!("")),
            replace(&json!("/description"), json!("Für Ost")),
            replace(&json!("/notifications/emails"), emails),
            replace(&speeds[0], speeds[1].clone()),
            replace(&json!("/expirationDateTime"), json!("2026-05-30T00:00:00.000Z")),
        ]);
        assert_eq!(stage.patch(&reported, id), Some(expected));
    }
}

#[track_caller]
fn ordered(bench: &Bench, firm: Firm, redeem: Redeem) -> Value {
    let kind = bench.preview(firm, &redeem.key).unwrap().kind;
    let before = bench.look(firm, |sight| {
        let kind = crosskey::domain::terms::Kind::ALL.into_iter().find(|known| known.label() == kind).unwrap();
        connection::create(&Redemption::of_token(sight, kind, &redeem), &mut Gaps::default())
    });
    let made = bench.redeem(firm, redeem);
    let after =
        bench.look(firm, |sight| connection::create(&Redemption::of(sight, made).unwrap(), &mut Gaps::default()));
    assert_eq!(before, after, "the form and the connection say the same");
    after
}

/// [W2] an A-side token is redeemed to an own port, a Z-side token from one
#[test]
fn a_redemption_to_a_port_is_written() {
    let pair = Pair::new();
    let port = pair.bench.add_asset(pair.east, with_id(port_details("Far Port", "DC", 10, Tagging::Dot1q), PORT));
    let token = pair.token(100);
    let redeem = Redeem { purchase_order: "PO 1".to_owned(), ..order_to_port(token.key, port, Tag::Dot1q(1001)) };
    let written = ordered(&pair.bench, pair.east, redeem);
    let access_point = json!({
        "type": "COLO",
        "port": { "uuid": PORT },
        "linkProtocol": { "type": "DOT1Q", "vlanTag": 1001 },
    });
    let expected = json!({
        "type": "EVPL_VC",
        "name": "link-1",
        "bandwidth": 500,
        "order": { "purchaseOrderNumber": "PO 1" },
        "aSide": { "serviceToken": { "uuid": token.key.reveal() } },
        "zSide": { "accessPoint": access_point },
        "notifications": [{ "type": "ALL", "emails": ["noc@elsewhere.example"] }],
    });
    assert_eq!(written, expected);
    let z_side = pair.bench.create_z_token(pair.west, pair.west_port, Spot::Vlan(Tag::Dot1q(101)));
    let written = ordered(&pair.bench, pair.east, order_to_port(z_side.key, port, Tag::Dot1q(1002)));
    assert_eq!(written["zSide"], json!({ "serviceToken": { "uuid": z_side.key.reveal() } }));
    assert_eq!(written["aSide"]["accessPoint"]["linkProtocol"], json!({ "type": "DOT1Q", "vlanTag": 1002 }));
    assert_eq!(written.get("order"), None);
}

/// [W2] a Z-side token is redeemed from a virtual device; two tokens redeem each other (R4)
#[test]
fn a_redemption_from_a_device_and_of_a_pair_is_written() {
    let pair = Pair::new();
    let device = pair.bench.add_asset(pair.east, with_id(device_details("Far Router", "DC", 5, &[1]), DEVICE));
    let z_side = |vlan| pair.bench.create_z_token(pair.west, pair.west_port, Spot::Vlan(Tag::Dot1q(vlan)));
    let to_device = Destination::Device { asset: device, interface: Some(3) };
    let written = ordered(&pair.bench, pair.east, order_to(z_side(101).key, to_device));
    let access_point = json!({
        "type": "VD",
        "virtualDevice": { "type": "EDGE", "uuid": DEVICE },
        "interface": { "type": "NETWORK", "id": 3 },
    });
    assert_eq!(written["aSide"], json!({ "accessPoint": access_point }));
    // The next available interface is the vendor's choice, until one was taken here.
    let form = order_to(z_side(102).key, Destination::Device { asset: device, interface: None });
    pair.bench.look(pair.east, |sight| {
        let kind = crosskey::domain::terms::Kind::ZSideToken;
        let written = connection::create(&Redemption::of_token(sight, kind, &form), &mut Gaps::default());
        assert_eq!(written["aSide"]["accessPoint"]["interface"], json!({ "type": "NETWORK" }));
    });
    let second = pair.bench.add_port(pair.west, "Second Port", Tagging::Dot1q);
    let z_side = |vlan| pair.bench.create_z_token(pair.west, second, Spot::Vlan(Tag::Dot1q(vlan)));
    let (one, other) = (pair.token(103), z_side(104));
    for (first, second) in [(one.key, other.key), (pair.token(105).key, z_side(106).key)] {
        let written = ordered(&pair.bench, pair.east, order_to(first, Destination::Token { key: second }));
        assert_eq!(written["aSide"], json!({ "serviceToken": { "uuid": first.reveal() } }));
        assert_eq!(written["zSide"], json!({ "serviceToken": { "uuid": second.reveal() } }));
    }
}

/// [W2] [A5] a service profile gets what its provider asks for where Equinix wants it
#[test]
fn a_redemption_to_a_service_profile_is_written() {
    let pair = Pair::new();
    let cloud = pair.bench.found_company("Cloud Provider");
    let account = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";
    let google = format!("{account}/us-east4/any");
    for (vlan, form, value, more, region) in [
        (10, FieldForm::AwsAccount, "012345678901", None, Some("<region at AWS>")),
        (11, FieldForm::AwsAccount, "012345678901", Some(("Seller Region", "us-west-1")), Some("us-west-1")),
        (12, FieldForm::GooglePairingKey, &google, None, Some("us-east4")),
        (13, FieldForm::AzureServiceKey, account, Some(("Note", "Grüße")), None),
        (14, FieldForm::OracleId, "ocid1.x", None, Some("<region at Oracle Cloud>")),
    ] {
        let mut fields = vec![("Key", form)];
        fields.extend(more.map(|(label, _)| (label, FieldForm::Text)));
        let profile =
            pair.bench.add_asset(cloud, with_id(profile_details("Direct Line", &["DC"], &fields), "profile-1"));
        let mut values = vec![("Key".to_owned(), value.to_owned())];
        values.extend(more.map(|(label, value)| (label.to_owned(), value.to_owned())));
        let end = Destination::Profile { asset: profile, metro: metro("DC"), values };
        let written = ordered(&pair.bench, pair.east, order_to(pair.token(vlan).key, end));
        let mut access_point = json!({
            "type": "SP",
            "profile": { "type": "L2_PROFILE", "uuid": "profile-1" },
            "location": { "metroCode": "DC" },
            "authenticationKey": value,
        });
        if let Some(region) = region {
            access_point["sellerRegion"] = json!(region);
        }
        assert_eq!(written["zSide"], json!({ "accessPoint": access_point }));
        let note = more.filter(|(label, _)| *label == "Note");
        let note = note.map(|(label, value)| json!([{ "key": label, "value": value }]));
        assert_eq!(written.get("additionalInfo").cloned(), note);
    }
}

/// [W2] [S2] only who redeemed a key knows it: its issuer writes no redemption
#[test]
fn only_the_redeemer_writes_a_redemption() {
    let pair = Pair::new();
    let (_, made) = pair.connected();
    let third = pair.bench.found_company("Third Company");
    for (firm, knows) in [(pair.west, false), (pair.east, true), (third, false)] {
        assert_eq!(pair.bench.look(firm, |sight| Redemption::of(sight, made).is_some()), knows);
    }
}

/// [W1] instants are written to the millisecond and read as ISO 8601 has them
#[test]
fn instants_are_written_and_read() {
    let at = Timestamp::from_millis;
    for (millis, text) in [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_616_049_829_980, "2021-03-18T06:43:49.980Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] {
        assert_eq!((at(millis).to_iso().as_str(), Timestamp::parse_iso(text)), (text, Some(at(millis))));
    }
    for (text, millis) in [
        ("2021-03-18", 1_616_025_600_000),
        (" 2021-03-18T06:43Z ", 1_616_049_780_000),
        ("2021-03-18 06:43:49", 1_616_049_829_000),
        ("2021-03-18T06:43:49.9Z", 1_616_049_829_900),
        ("2021-03-18T06:43:49.980214Z", 1_616_049_829_980),
        ("2021-03-18T07:43:49.980+01:00", 1_616_049_829_980),
        ("2021-03-18t01:13:49-0530", 1_616_049_829_000),
        ("2021-03-18T08:43:49+02", 1_616_049_829_000),
    ] {
        assert_eq!(Timestamp::parse_iso(text), Some(at(millis)), "{text}");
    }
    for text in [
        "",
        "T",
        "2021-02-30T00:00:00Z",
        "2021-03-18T24:00:00Z",
        "2021-03-18T6:43Z",
        "2021-03-18T06:60Z",
        "2021-03-18T06:43:49.x",
        "2021-03-18T06:43:49+1",
        "2021-03-18T06:43:49é",
        "18.3.2021",
        "2021-03-18T",
        "2021-03-18T06:43:61Z",
    ] {
        assert_eq!(Timestamp::parse_iso(text), None, "{text}");
    }
}
