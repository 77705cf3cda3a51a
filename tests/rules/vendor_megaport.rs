//! What is written for Megaport: service keys, and orders that redeem them.

use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::id::{AssetId, GrantId};
use crosskey::domain::mcr::{Bfd, Configuration, Interface, Peer, Route};
use crosskey::domain::password::Password;
use crosskey::domain::vlan_choice::VlanChoice;
use crosskey::ledger::command::{Act, KeyUse, RedeemKey, ServiceEnd};
use crosskey::vendor::gap::Gaps;
use crosskey::vendor::issued::Issued;
use crosskey::vendor::megaport::{key, order};
use crosskey::vendor::redemption::Redemption;
use serde_json::{Value, json};

use crate::partners::{MULTI, Partners, configured, single};
use crate::support::Firm;

pub const SERVICE: &str = "8611b645-ea50-46eb-b400-1c2fb858a303";

/// Gives an own service the id that it has at Megaport (A7).
#[track_caller]
pub fn give_id(partners: &Partners, firm: Firm, asset: AssetId, id: &str) {
    let mut details = partners.bench.details_of(firm, asset);
    details.vendor_id = Some(id.to_owned());
    partners.bench.act(firm.boss, Act::EditAsset { asset, details });
}

#[track_caller]
fn written(partners: &Partners, id: GrantId) -> (Value, Value) {
    partners.bench.look(partners.east, |sight| {
        let issued = Issued::of(sight, id).unwrap();
        let mut gaps = Gaps::default();
        let both = (key::create(&issued, &mut gaps), key::update(&issued, &mut gaps));
        assert_eq!(gaps.list(), []);
        both
    })
}

/// [W3] the whole object: epoch milliseconds, whole numbers, and for an update the key as well, nothing left out
#[test]
fn a_key_is_written_whole() {
    let partners = Partners::new();
    give_id(&partners, partners.east, partners.east_port, SERVICE);
    let token = partners.key(single(100));
    let (start, end) = (1_772_443_800_000_i64, 1_775_035_800_000_i64);
    let mut expected = json!({
        "productUid": SERVICE,
        "description": "For West",
        "active": true,
        "singleUse": true,
        "maxSpeed": 500,
        "preApproved": true,
        "vlan": 100,
        "validFor": { "start": start, "end": end },
    });
    let (created, updated) = written(&partners, token.id);
    assert_eq!(created, expected);
    expected["key"] = json!(token.key.reveal());
    assert_eq!(updated, expected);
    let mut details = partners.details(&token);
    details.active = false;
    details.label = "Für West \"1\"".to_owned();
    details.limit = Mbps::gbps(1);
    partners.bench.act(partners.east.boss, Act::EditKey { grant: token.id, details });
    let (_, updated) = written(&partners, token.id);
    expected["active"] = json!(false);
    expected["description"] = json!("Für West \"1\"");
    expected["maxSpeed"] = json!(1000);
    assert_eq!(updated, expected, "what was not edited is there all the same");
}

/// [W3] the VLAN of each use and service: -1 is untagged, 0 the lowest free one, none where each connection has its own
#[test]
fn the_vlan_of_a_key_is_written() {
    let partners = Partners::new();
    for asset in [partners.east_port, partners.east_mve, partners.east_mcr] {
        give_id(&partners, partners.east, asset, SERVICE);
    }
    let on_mve = |vlan| KeyUse::Single(ServiceEnd::Mve { vnic: 1, vlan });
    for (asset, usage, vlan) in [
        (partners.east_port, KeyUse::Single(ServiceEnd::Port(VlanChoice::LowestFree)), json!(0)),
        (partners.east_mve, on_mve(VlanChoice::LowestFree), json!(0)),
        (partners.east_mve, on_mve(VlanChoice::Id(7)), json!(7)),
        (partners.east_mve, KeyUse::Single(ServiceEnd::Mve { vnic: 0, vlan: VlanChoice::Untagged }), json!(-1)),
        (partners.east_mve, KeyUse::Multi { vnic: Some(1) }, Value::Null),
        (partners.east_port, MULTI, Value::Null),
        (partners.east_mcr, MULTI, Value::Null),
        (partners.east_mcr, KeyUse::Single(ServiceEnd::Mcr(configured("10.0.0.1/30"))), Value::Null),
    ] {
        let multi = matches!(usage, KeyUse::Multi { .. });
        let (created, _) = written(&partners, partners.create(partners.key_on(asset, usage)).id);
        assert_eq!((&created["vlan"], &created["singleUse"]), (&vlan, &json!(!multi)));
    }
}

#[track_caller]
fn ordered(partners: &Partners, form: RedeemKey) -> Value {
    let west = partners.west;
    let before =
        partners.bench.look(west, |sight| order::create(&Redemption::of_key(sight, &form), &mut Gaps::default()));
    let made = partners.redeem(form);
    let after =
        partners.bench.look(west, |sight| order::create(&Redemption::of(sight, made).unwrap(), &mut Gaps::default()));
    assert_eq!(before, after, "the form and the connection say the same");
    after
}

/// [W4] an order from a Port: the A-End's service, and the connection with key, rate limit, term and both ends
#[test]
fn an_order_from_a_port_is_written() {
    let partners = Partners::new();
    give_id(&partners, partners.west, partners.west_port, SERVICE);
    let token = partners.key(single(100));
    let written = ordered(&partners, partners.order(token.key, 200));
    let expected = json!([{
        "productUid": SERVICE,
        "associatedVxcs": [{
            "productName": "To East",
            "serviceKey": token.key.reveal(),
            "rateLimit": 300,
            "term": 12,
            "shutdown": false,
            "costCentre": "SLR 7",
            "aEnd": { "vlan": 200 },
            "bEnd": {},
        }],
    }]);
    assert_eq!(written, expected);
    let (key, made) = (partners.key(single(101)), |form| partners.redeem(form));
    let form = RedeemKey { enabled: false, reference: String::new(), ..partners.order(key.key, 201) };
    let made = made(form);
    partners.bench.look(partners.west, |sight| {
        let written = order::create(&Redemption::of(sight, made).unwrap(), &mut Gaps::default());
        let connection = &written[0]["associatedVxcs"][0];
        assert_eq!((&connection["shutdown"], connection.get("costCentre")), (&json!(true), None));
    });
    assert!(partners.bench.look(partners.east, |sight| Redemption::of(sight, made).is_none()));
}

/// [W4] an order from an MVE names the vNIC; the lowest free VLAN is 0, untagged -1
#[test]
fn an_order_from_an_mve_is_written() {
    let partners = Partners::new();
    let mut form = partners.order(partners.key(single(100)).key, 200);
    form.asset = partners.west_mve;
    for (vlan, number) in [(VlanChoice::LowestFree, 0), (VlanChoice::Untagged, -1), (VlanChoice::Id(9), 9)] {
        form.end = ServiceEnd::Mve { vnic: 1, vlan };
        let mut gaps = Gaps::default();
        let written =
            partners.bench.look(partners.west, |sight| order::create(&Redemption::of_key(sight, &form), &mut gaps));
        assert_eq!(written[0]["productUid"], "<id of West MVE>");
        assert_eq!(written[0]["associatedVxcs"][0]["aEnd"], json!({ "vlan": number, "vNicIndex": 1 }));
        assert_eq!(gaps.list().len(), 1);
    }
    form.end = ServiceEnd::Mve { vnic: 0, vlan: VlanChoice::Id(30) };
    let written = ordered(&partners, form);
    assert_eq!(written[0]["associatedVxcs"][0]["aEnd"], json!({ "vlan": 30, "vNicIndex": 0 }));
}

/// [W4] [K9] an order from an MCR carries its whole configuration
#[test]
fn an_order_from_an_mcr_is_written() {
    let partners = Partners::new();
    let address = |text: &str| text.parse().unwrap();
    let peer = Peer {
        asn: 64_512,
        local: "10.0.0.1".parse().unwrap(),
        remote: "10.0.0.2".parse().unwrap(),
        med_in: Some(0),
        med_out: Some(100),
        prepend: 3,
        password: Some(Password::parse("sesam").unwrap()),
        shutdown: true,
        description: "peer \"1\"".to_owned(),
    };
    let plain = Peer {
        remote: "10.0.0.3".parse().unwrap(),
        med_in: None,
        med_out: None,
        prepend: 0,
        password: None,
        shutdown: false,
        description: String::new(),
        ..peer.clone()
    };
    let interface = Interface {
        addresses: vec![address("10.0.0.1/29")],
        routes: vec![Route { prefix: address("10.9.0.0/16"), next_hop: "10.0.0.2".parse().unwrap() }],
        bfd: Some(Bfd { transmit: 300, receive: 400, multiplier: 3 }),
        peers: vec![peer, plain],
    };
    let bare = Interface { addresses: vec![address("10.1.0.1/30")], ..Interface::default() };
    let end = ServiceEnd::Mcr(Configuration { interfaces: vec![interface, bare] });
    let key = partners.key(single(100));
    let written = ordered(&partners, partners.order_to(key.key, partners.west_mcr, end));
    let expected = json!({ "partnerConfig": { "connectType": "VROUTER", "interfaces": [
        {
            "ipAddresses": ["10.0.0.1/29"],
            "ipRoutes": [{ "prefix": "10.9.0.0/16", "nextHop": "10.0.0.2" }],
            "bfd": { "txInterval": 300, "rxInterval": 400, "multiplier": 3 },
            "bgpConnections": [
                {
                    "peerAsn": 64512, "localIpAddress": "10.0.0.1", "peerIpAddress": "10.0.0.2", "medIn": 0,
                    "medOut": 100, "asPathPrependCount": 3, "password": "sesam", "shutdown": true,
                    "description": "peer \"1\"", "bfdEnabled": true,
                },
                {
                    "peerAsn": 64512, "localIpAddress": "10.0.0.1", "peerIpAddress": "10.0.0.3", "shutdown": false,
                    "bfdEnabled": true,
                },
            ],
        },
        { "ipAddresses": ["10.1.0.1/30"] },
    ] } });
    assert_eq!(written[0]["associatedVxcs"][0]["aEnd"], expected);
}
