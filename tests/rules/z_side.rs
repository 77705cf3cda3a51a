//! Redeeming Z-side tokens: from ports and devices, and what both companies see and pay.

use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::Side;
use crosskey::domain::id::AssetId;
use crosskey::domain::key::Key;
use crosskey::domain::refusal::{Code, Field, Remedy};
use crosskey::domain::terms::Status;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::command::{Act, Destination, Redeem, Spot};
use crosskey::ledger::view::asset::{asset, claims};
use crosskey::ledger::view::redemption::{Target, devices};

use crate::device::Stage;
use crate::support::{device_details, metro, order_to, order_to_port, profile_details, reasons};

fn order_to_device(key: Key, asset: AssetId, interface: Option<u16>) -> Redeem {
    order_to(key, Destination::Device { asset, interface })
}

/// [E5] a redemption and a later change pick one of the token's speeds
#[test]
fn a_redemption_picks_one_of_the_speeds() {
    let stage = Stage::new();
    let Stage { bench, east, port, .. } = &stage;
    let token = stage.token(Spot::NextInterface);
    let mut order = order_to_port(token.key, *port, Tag::Dot1q(200));
    order.bandwidth = Mbps::new(300);
    let refusal = bench.refused_once(east.boss, Act::Redeem(order.clone()), Code::OverBandwidth, Field::Bandwidth);
    assert_eq!(
        refusal.message,
        "The token does not allow 300 Mbps. Choose one of 10 Mbps, 50 Mbps, 200 Mbps, 500 Mbps, 1 Gbps."
    );
    order.bandwidth = Mbps::gbps(2);
    let refusal = bench.refused_once(east.boss, Act::Redeem(order.clone()), Code::OverBandwidth, Field::Bandwidth);
    assert_eq!(
        refusal.message,
        "The token does not allow 2 Gbps. Choose one of 10 Mbps, 50 Mbps, 200 Mbps, 500 Mbps, 1 Gbps."
    );
    order.bandwidth = Mbps::new(200);
    let connection = bench.redeem(*east, order);
    let change = |mbps| Act::ChangeBandwidth { connection, bandwidth: Mbps::new(mbps) };
    bench.refused_once(east.boss, change(300), Code::OverBandwidth, Field::Bandwidth);
    bench.act(east.boss, change(1000));
    let choice = bench.preview(*east, &stage.token(Spot::NextInterface).key).unwrap().bandwidth;
    assert_eq!((choice.free, choice.offered), (false, [10, 50, 200, 500, 1000].map(Mbps::new).to_vec()));
}

/// [R3] [V4] a Z-side token is redeemed from an own port, or an own device's chosen or next available interface
#[test]
fn a_z_side_token_is_redeemed_from_a_port_or_a_device() {
    let stage = Stage::new();
    let Stage { bench, west, east, port, east_device, .. } = &stage;
    let redeem = |order| bench.redeem(*east, order);
    let end = |connection| bench.connection(*east, connection).row.end;
    let over_port = redeem(order_to_port(stage.token(Spot::NextInterface).key, *port, Tag::Dot1q(200)));
    assert_eq!(end(over_port), "East Port · VLAN 200");
    let next = redeem(order_to_device(stage.token(Spot::NextInterface).key, *east_device, None));
    assert_eq!(end(next), "East Firewall · interface 2");
    let key = stage.token(Spot::NextInterface).key;
    let order = |interface| Act::Redeem(order_to_device(key, *east_device, interface));
    let refusal = bench.refused_once(east.boss, order(Some(2)), Code::InterfaceTaken, Field::Interface);
    assert_eq!(refusal.message, "Interface 2 is held by the connection “link-1”. Interface 3 is the next free one.");
    let chosen = bench.act(east.boss, order(Some(4))).connection.unwrap();
    assert_eq!(end(chosen), "East Firewall · interface 4");
    for connection in [over_port, next, chosen] {
        let view = bench.connection(*east, connection);
        assert_eq!(view.payer, "You pay for this connection.");
        let open: Vec<_> = view.ends.iter().map(|end| (end.side, end.company.as_str(), end.open.is_some())).collect();
        assert_eq!(open, [(Side::A, "East Company", true), (Side::Z, "West Company", false)]);
    }
    let rows = bench.look(*east, |sight| devices(sight, east.boss));
    let firewall = &rows[0];
    assert_eq!((firewall.free, firewall.next), (1, Some(3)));
    let words: Vec<_> = firewall.interfaces.iter().map(|row| (row.number, row.words.as_str(), row.free)).collect();
    assert_eq!(
        words,
        [
            (1, "reserved for management", false),
            (2, "the connection “link-1”", false),
            (3, "free", true),
            (4, "the connection “link-1”", false)
        ]
    );
    let page = bench.look(*west, |sight| asset(sight, west.boss, stage.device)).unwrap();
    let held = bench.look(*west, |sight| claims(sight, stage.device, 0)).total;
    assert_eq!((page.interfaces.len(), held, page.row.held), (10, 3, Some(3)));
    assert!(page.interfaces[1].connection == Some(over_port) && page.interfaces[1].grant.is_none());
    assert_eq!(page.row.facts, "10 interfaces, 1 reserved for management");
}

/// [E8] [G5] the redeemer of a Z-side token pays, and both are told before
#[test]
fn the_redeemer_of_a_z_side_token_pays() {
    let stage = Stage::new();
    let Stage { bench, west, east, port, .. } = &stage;
    let token = stage.token(Spot::NextInterface);
    assert_eq!(
        bench.grant(*west, token.id).payer,
        "The owner of the A-side, who redeems the Z-side service token, will be billed for the connection."
    );
    let preview = bench.preview(*east, &token.key).unwrap();
    assert_eq!(preview.payer, "You pay for the connection. West Company is not billed for it.");
    assert_eq!((preview.kind, preview.targets), ("Z-side token", vec![Target::Port, Target::Device, Target::Token]));
    let connection = bench.redeem(*east, order_to_port(token.key, *port, Tag::Dot1q(200)));
    assert_eq!(
        bench.connection(*west, connection).payer,
        "East Company pays for the connection. You are not billed for it."
    );
}

/// [R2] the preview of a Z-side token tells nothing of the device
#[test]
fn the_preview_hides_the_device() {
    let stage = Stage::new();
    let Stage { bench, west, east, .. } = &stage;
    let mut create = bench.z_token_on(stage.device, Spot::Interface(7));
    create.details.name = "Secret name".to_owned();
    let token = bench.create(*west, create);
    let told = format!("{:?}", bench.preview(*east, &token.key).unwrap());
    for hidden in ["West Router", "Secret name", "interface", "Virtual"] {
        assert!(!told.contains(hidden), "{hidden} in {told}");
    }
}

/// [R3] [R5] [A4] a token's connection ends only where its type allows
#[test]
fn each_type_has_its_ends() {
    let stage = Stage::new();
    let Stage { bench, west, east, east_device, .. } = &stage;
    let z_side = stage.token(Spot::NextInterface);
    let port = bench.add_port(*west, "Port", Tagging::Dot1q);
    let a_side = bench.create_token(*west, port, Tag::Dot1q(100));
    let refused = |order, code| bench.refused_once(east.boss, Act::Redeem(order), code, Field::Asset).message;
    assert_eq!(
        refused(order_to_device(a_side.key, *east_device, None), Code::WrongSystem),
        "The connection of an A-side token ends at a port of yours, a service profile or a Z-side token."
    );
    let profile = bench.add_asset(*west, profile_details("Line", &["DC"], &[]));
    let to_profile = Destination::Profile { asset: profile, metro: metro("DC"), values: vec![] };
    assert_eq!(
        refused(order_to(z_side.key, to_profile), Code::WrongSystem),
        "A Z-side token is redeemed from a port or virtual device of yours, or with an A-side token."
    );
    assert_eq!(
        refused(order_to_device(z_side.key, stage.device, None), Code::OwnAssetRequired),
        "Choose a port or virtual device of your own company."
    );
    refused(order_to_device(z_side.key, stage.port, None), Code::OwnAssetRequired);
    refused(order_to_port(z_side.key, *east_device, Tag::Dot1q(5)), Code::OwnAssetRequired);
    let megaport = bench.megaport_port(*east);
    assert_eq!(
        refused(order_to_port(z_side.key, megaport, Tag::Dot1q(5)), Code::WrongSystem),
        "It is at Megaport, and a service token connects on Equinix Fabric; choose another."
    );
}

/// [E2] [R9] a Z-side token allows a remote connection only if it says so
#[test]
fn remote_ends_need_to_be_allowed() {
    let stage = Stage::new();
    let Stage { bench, west, east, device, .. } = &stage;
    let far = bench.add_asset(*east, device_details("Far", "NY", 3, &[]));
    let refusal = bench.refused_once(
        east.boss,
        Act::Redeem(order_to_device(stage.token(Spot::NextInterface).key, far, None)),
        Code::RemoteNotAllowed,
        Field::Asset,
    );
    assert!(refusal.message.contains("must be in DC Ashburn, and this is in NY New York"), "{}", refusal.message);
    let mut create = bench.z_token_on(*device, Spot::NextInterface);
    create.remote = true;
    let token = bench.create(*west, create);
    bench.redeem(*east, order_to_device(token.key, far, None));
}

/// [C2h] [C6] [G6] the redeemer of a Z-side token and its issuer may both delete the connection; both places are free
#[test]
fn both_may_delete_the_connection() {
    let stage = Stage::new();
    let Stage { bench, west, east, east_device, .. } = &stage;
    for by in [*east, *west] {
        let token = stage.token(Spot::Interface(2));
        let connection = bench.redeem(*east, order_to_device(token.key, *east_device, Some(2)));
        bench.refused_once(
            west.boss,
            Act::ChangeBandwidth { connection, bandwidth: Mbps::new(200) },
            Code::RoleNotAllowed,
            Field::Bandwidth,
        );
        bench.delete_connection(by, connection);
        assert_eq!(bench.status(*west, token.id), Status::Used);
    }
    stage.token(Spot::Interface(2));
}

/// [R10] a company may redeem its own Z-side token from another device of its own, and holds both ends
#[test]
fn an_own_z_side_token_may_be_redeemed() {
    let stage = Stage::new();
    let Stage { bench, west, .. } = &stage;
    let token = stage.token(Spot::NextInterface);
    let second = bench.add_device(*west, "Second Router", 5);
    let mut order = order_to_device(token.key, second, None);
    bench.refused_once(west.boss, Act::Redeem(order.clone()), Code::OwnKeyUnconfirmed, Field::Confirm);
    order.own_confirmed = true;
    let itself =
        Act::Redeem(Redeem { end: Destination::Device { asset: stage.device, interface: None }, ..order.clone() });
    bench.refused_once(west.boss, itself, Code::SameAsset, Field::Asset);
    let connection = bench.redeem(*west, order);
    let view = bench.connection(*west, connection);
    assert_eq!(
        (view.row.name.as_str(), view.row.end.as_str()),
        ("link-1", "Second Router · interface 2 ↔ West Router · interface 2")
    );
    assert!(view.ends.iter().all(|end| end.open.is_some()));
}

/// [R5] all that is wrong with the form is told at its fields, in the order of the codes
#[test]
fn all_problems_are_told_in_their_order() {
    let stage = Stage::new();
    let Stage { bench, west, east, .. } = &stage;
    let far = bench.add_asset(*east, device_details("Far", "NY", 3, &[2]));
    let mut order = order_to_device(stage.token(Spot::NextInterface).key, far, Some(2));
    order.name = "no name".to_owned();
    order.bandwidth = Mbps::new(7);
    order.notify = vec![];
    assert_eq!(
        reasons(&bench.refused(east.boss, Act::Redeem(order.clone()))),
        [
            (Code::RemoteNotAllowed, Field::Asset),
            (Code::OverBandwidth, Field::Bandwidth),
            (Code::NameInvalid, Field::Name),
            (Code::InterfaceTaken, Field::Interface),
            (Code::Required, Field::Notify),
        ]
    );
    let port = bench.add_port(*east, "Closed", Tagging::Dot1q);
    bench.close_port(*east, port);
    order.end = Destination::Port { asset: port, tag: Tag::Qinq { s: 1, c: None } };
    assert_eq!(
        reasons(&bench.refused(east.boss, Act::Redeem(order))),
        [
            (Code::PortClosed, Field::Asset),
            (Code::OverBandwidth, Field::Bandwidth),
            (Code::NameInvalid, Field::Name),
            (Code::TaggingMismatch, Field::Vlan),
            (Code::Required, Field::Notify),
        ]
    );
    assert_eq!(bench.refused(west.boss, Act::Redeem(order_to_device(Key::new(uuid::Uuid::nil()), far, None))).len(), 1);
}

/// [V5] an interface that is taken on the own device is named, and the next free one offered
#[test]
fn the_own_device_is_told_of() {
    let stage = Stage::new();
    let Stage { bench, east, east_device, .. } = &stage;
    bench.create_z_token(*east, *east_device, Spot::Interface(4));
    let order = order_to_device(stage.token(Spot::NextInterface).key, *east_device, Some(4));
    let refusal = bench.refused_once(east.boss, Act::Redeem(order), Code::InterfaceTaken, Field::Interface);
    assert!(refusal.message.starts_with("Interface 4 is held by the token “Z-side token …"), "{}", refusal.message);
    assert_eq!(refusal.remedy, Some(Remedy::UseInterface(2)));
}
