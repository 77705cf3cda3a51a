//! Z-side tokens: on the interfaces of virtual devices and on ports.

use crosskey::domain::asset::AssetKind;
use crosskey::domain::bandwidth::{Mbps, Speeds};
use crosskey::domain::connection::Side;
use crosskey::domain::id::AssetId;
use crosskey::domain::key::Key;
use crosskey::domain::place::{Pin, Place};
use crosskey::domain::refusal::{Code, Field, Remedy};
use crosskey::domain::terms::{Kind, Status, z_side_token};
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::command::{Act, CreateToken, Spot};
use crosskey::ledger::view::inventory::{Filter, inventory};

use crate::support::{
    Bench, Firm, Pair, Token, at_vlan, device_details, email, metro, order_to_port, port_details, profile_details,
};

const fn at_interface(number: u16) -> Pin {
    Pin::At(Place::Interface(number))
}

/// West with a device of ten interfaces, the first of them reserved, and East with a port and a device.
pub struct Stage {
    pub bench: Bench,
    pub west: Firm,
    pub device: AssetId,
    pub east: Firm,
    pub port: AssetId,
    pub east_device: AssetId,
}

impl Stage {
    pub fn new() -> Self {
        let Pair { bench, west, east, east_port, .. } = Pair::new();
        let device = bench.add_device(west, "West Router", 10);
        let east_device = bench.add_device(east, "East Firewall", 4);
        Self { bench, west, device, east, port: east_port, east_device }
    }

    #[track_caller]
    pub fn token(&self, spot: Spot) -> Token {
        self.bench.create_z_token(self.west, self.device, spot)
    }

    fn create(&self, spot: Spot) -> Act {
        Act::CreateToken(self.bench.z_token_on(self.device, spot))
    }
}

/// [E4] [T1] [V1] [V4] the seed's story: a device with ten interfaces has ten tokens, an eleventh is refused, and each
/// is redeemed once
#[test]
fn ten_interfaces_have_ten_tokens() {
    let stage = Stage::new();
    let Stage { bench, west, east, port, .. } = &stage;
    let device = bench.add_asset(*west, device_details("Ten", "DC", 10, &[]));
    let create = |spot| Act::CreateToken(bench.z_token_on(device, spot));
    let tokens: Vec<Token> = (1..=10)
        .map(|number| {
            let token = bench.create_z_token(*west, device, Spot::NextInterface);
            assert_eq!(bench.grant(*west, token.id).pin, at_interface(number));
            token
        })
        .collect();
    for spot in [Spot::NextInterface, Spot::EveryInterface, Spot::Interface(3)] {
        let refusal = bench.refused_once(west.boss, create(spot), Code::InterfaceTaken, Field::Interface);
        assert_eq!(refusal.remedy, None);
        assert_eq!(
            refusal.message,
            "No interface of Ten is free; choose another device, or end what holds one of its interfaces."
        );
    }
    for (at, token) in (0_u16..).zip(&tokens) {
        bench.redeem(*east, order_to_port(token.key, *port, Tag::Dot1q(200 + at)));
        let again = order_to_port(token.key, *port, Tag::Dot1q(300 + at));
        bench.refused_once(east.boss, Act::Redeem(again), Code::AlreadyUsed, Field::Key);
    }
    assert!(tokens.iter().all(|token| bench.status(*west, token.id) == Status::Used));
    bench.refused_once(west.boss, create(Spot::NextInterface), Code::InterfaceTaken, Field::Interface);
}

/// [E1] [E9] a Z-side token is for a virtual device or a Fabric port of the own company; an A-side token for a port only
#[test]
fn each_type_has_its_assets() {
    let stage = Stage::new();
    let Stage { bench, west, device, east_device, .. } = &stage;
    let view = bench.grant(*west, stage.token(Spot::NextInterface).id);
    assert_eq!((view.kind, view.asset, view.asset_kind), (Kind::ZSideToken, *device, "Virtual Device"));
    assert_eq!((view.name.as_str(), view.metro.as_str()), ("", "DC Ashburn"));
    let port = bench.add_port(*west, "Z Port", Tagging::Dot1q);
    let token = bench.create_z_token(*west, port, Spot::Vlan(Tag::Dot1q(100)));
    assert_eq!(bench.grant(*west, token.id).pin, at_vlan(Tag::Dot1q(100)));
    let megaport = bench.megaport_port(*west);
    let profile = bench.add_asset(*west, profile_details("Line", &["DC"], &[]));
    let refused = |create: CreateToken, told: &str| {
        let refusal = bench.refused_once(west.boss, Act::CreateToken(create), Code::OwnAssetRequired, Field::Asset);
        assert_eq!(refusal.message, told);
    };
    for asset in [*east_device, megaport, profile] {
        let create = bench.z_token_on(asset, Spot::NextInterface);
        refused(create, "Choose a Fabric port or a virtual device of your own company.");
    }
    for asset in [*device, megaport] {
        let create = CreateToken { side: Side::A, ..bench.z_token_on(asset, Spot::NextInterface) };
        refused(create, "Choose a Fabric port of your own company.");
    }
}

/// [E3] a Z-side token on a port pins its VLAN identifiers, in the same range, and holds them
#[test]
fn a_z_side_token_pins_a_ports_vlan() {
    let Pair { bench, west, west_port, east, east_port } = Pair::new();
    let create = |vlan| Act::CreateToken(bench.z_token_on(west_port, Spot::Vlan(Tag::Dot1q(vlan))));
    bench.refused_once(west.boss, create(4093), Code::VlanOutOfRange, Field::Vlan);
    let token = bench.create_z_token(west, west_port, Spot::Vlan(Tag::Dot1q(100)));
    bench.refused_once(west.boss, create(100), Code::VlanTaken, Field::Vlan);
    bench.refused_once(
        west.boss,
        Act::CreateToken(bench.z_token_on(west_port, Spot::NextInterface)),
        Code::TaggingMismatch,
        Field::Vlan,
    );
    let connection = bench.redeem(east, order_to_port(token.key, east_port, Tag::Dot1q(200)));
    let view = bench.connection(west, connection);
    let ends = view.ends.map(|end| (end.label, end.company, end.open.map(|open| open.lines)));
    let own = vec!["West Port".to_owned(), "VLAN 100".to_owned()];
    assert_eq!(ends, [("A-side", "East Company".to_owned(), None), ("Z-side", "West Company".to_owned(), Some(own))]);
}

/// [E4] the next available interface is resolved when the token is created; a chosen one is checked
#[test]
fn an_interface_is_the_next_one_or_chosen() {
    let stage = Stage::new();
    let Stage { bench, west, .. } = &stage;
    let pin = |token: Token| bench.grant(*west, token.id).pin;
    assert_eq!(pin(stage.token(Spot::Interface(3))), at_interface(3));
    let second = stage.token(Spot::NextInterface);
    assert_eq!(pin(second), at_interface(2), "the first is reserved");
    assert_eq!(pin(stage.token(Spot::NextInterface)), at_interface(4), "the third is taken");
    bench.act(west.boss, Act::DeleteToken(second.id));
    assert_eq!(pin(stage.token(Spot::NextInterface)), at_interface(2), "and what is free again comes first");
    for (number, code) in [(0, Code::NumberInvalid), (11, Code::NumberInvalid), (1, Code::InterfaceTaken)] {
        bench.refused_once(west.boss, stage.create(Spot::Interface(number)), code, Field::Interface);
    }
    let create = bench.z_token_on(stage.device, Spot::Vlan(Tag::Dot1q(5)));
    bench.refused_once(west.boss, Act::CreateToken(create), Code::Required, Field::Interface);
}

/// [E4] one token for every free interface is one step, all or nothing, and each has a key of its own
#[test]
fn every_free_interface_in_one_step() {
    let stage = Stage::new();
    let Stage { bench, west, east, .. } = &stage;
    stage.token(Spot::Interface(5));
    let mut create = bench.z_token_on(stage.device, Spot::EveryInterface);
    create.details.recipients = vec![];
    bench.refused_once(west.boss, Act::CreateToken(create.clone()), Code::Required, Field::Recipients);
    create.details.recipients = vec![email("boss@east-company.example")];
    let outcome = bench.act(west.boss, Act::CreateToken(create));
    let views: Vec<_> = outcome.grants.iter().map(|id| bench.grant(*west, *id)).collect();
    let pins: Vec<_> = views.iter().map(|view| view.pin.clone()).collect();
    assert_eq!(pins, [2, 3, 4, 6, 7, 8, 9, 10].map(at_interface));
    let mut keys: Vec<Key> = views.iter().map(|view| view.key.unwrap()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), 8);
    assert_eq!(bench.notices(*east).len(), 8, "each names its recipient");
    assert_eq!(outcome.grant(), Some(views[0].row.id));
}

/// [V1] [V5] a second comer is told what holds an interface and which is the next free one
#[test]
fn a_taken_interface_is_refused() {
    let stage = Stage::new();
    let Stage { bench, west, device, .. } = &stage;
    let mut create = bench.z_token_on(*device, Spot::Interface(3));
    create.details.name = "For East".to_owned();
    bench.create(*west, create);
    let refused = |number| {
        let refusal = bench.refused_once(
            west.boss,
            stage.create(Spot::Interface(number)),
            Code::InterfaceTaken,
            Field::Interface,
        );
        (refusal.message, refusal.remedy.unwrap())
    };
    let told = "Interface 3 is held by the token “For East”. Interface 4 is the next free one.";
    assert_eq!(refused(3), (told.to_owned(), Remedy::UseInterface(4)));
    let told = "Interface 1 is reserved for management. Interface 2 is the next free one.";
    assert_eq!(refused(1), (told.to_owned(), Remedy::UseInterface(2)));
    stage.token(Spot::Interface(10));
    assert_eq!(refused(10).1, Remedy::UseInterface(2), "around once");
}

/// [V1] [V4] expiry, deletion and the end of the connection free an interface; until then nothing else has it
#[test]
fn an_interface_is_freed() {
    let stage = Stage::new();
    let Stage { bench, west, east, port, .. } = &stage;
    let token = stage.token(Spot::Interface(2));
    bench.act(west.boss, Act::DeleteToken(token.id));
    let token = stage.token(Spot::Interface(2));
    let connection = bench.redeem(*east, order_to_port(token.key, *port, Tag::Dot1q(200)));
    let taken =
        || bench.refused_once(west.boss, stage.create(Spot::Interface(2)), Code::InterfaceTaken, Field::Interface);
    assert!(taken().message.starts_with("Interface 2 is held by the connection “Z-side token …"));
    bench.act(west.boss, Act::DeleteToken(token.id));
    taken();
    bench.delete_connection(*west, connection);
    let token = stage.token(Spot::Interface(2));
    taken();
    bench.advance_days(90);
    assert_eq!(bench.status(*west, token.id), Status::Expired);
    stage.token(Spot::Interface(2));
}

/// [E5] a Z-side token allows the usual speeds up to its maximum and that itself; on a device at most 10 Gbps
#[test]
fn a_z_side_token_allows_a_set_of_speeds() {
    let stage = Stage::new();
    let Stage { bench, west, device, .. } = &stage;
    let speeds = |mbps: &[u32]| mbps.iter().copied().map(Mbps::new).collect::<Vec<_>>();
    assert_eq!(z_side_token::speeds(Mbps::new(500)), speeds(&[10, 50, 200, 500]));
    assert_eq!(z_side_token::speeds(Mbps::new(300)), speeds(&[10, 50, 200, 300]));
    assert_eq!(z_side_token::speeds(Mbps::new(5)), speeds(&[5]));
    let limited = |limit, asset| {
        let mut create = bench.z_token_on(asset, Spot::NextInterface);
        create.details.limit = limit;
        create
    };
    let token = bench.create(*west, limited(Mbps::gbps(10), *device));
    let view = bench.grant(*west, token.id);
    assert_eq!(view.bandwidth, "one of 10 Mbps, 50 Mbps, 200 Mbps, 500 Mbps, 1 Gbps, 2 Gbps, 5 Gbps, 10 Gbps");
    assert_eq!(view.tiers.last(), Some(&Mbps::gbps(10)));
    let over = Act::CreateToken(limited(Mbps::new(10_001), *device));
    let refusal = bench.refused_once(west.boss, over, Code::OverBandwidth, Field::Bandwidth);
    assert_eq!(
        refusal.message,
        "10001 Mbps is more than a connection to a virtual device can have. Choose at most 10 Gbps."
    );
    assert_eq!(refusal.remedy, Some(Remedy::UseBandwidth(Mbps::gbps(10))));
    let port = bench.add_asset(*west, port_details("Slow", "DC", 1, Tagging::Dot1q));
    let mut create = limited(Mbps::gbps(2), port);
    create.spot = Spot::Vlan(Tag::Dot1q(100));
    bench.refused_once(west.boss, Act::CreateToken(create), Code::OverBandwidth, Field::Bandwidth);
}

/// [E5] what sets of speeds have in common
#[test]
fn speeds_have_in_common() {
    let of = |mbps: &[u32]| Speeds::OneOf(mbps.iter().copied().map(Mbps::new).collect());
    let up_to = |mbps| Speeds::UpTo(Mbps::new(mbps));
    for (one, other, common) in [
        (up_to(500), up_to(200), up_to(200)),
        (up_to(200), of(&[50, 200, 500]), of(&[50, 200])),
        (of(&[10, 50]), of(&[50, 200]), of(&[50])),
        (of(&[10]), of(&[50]), of(&[])),
    ] {
        assert_eq!((one.and(&other), other.and(&one)), (common.clone(), common));
    }
    assert_eq!(of(&[]).largest(), Mbps::new(0));
    assert!(!of(&[]).allow(Mbps::new(0)) && !up_to(5).allow(Mbps::new(0)));
    assert_eq!(up_to(300).offered(), [10, 50, 200, 300].map(Mbps::new));
}

/// [E6] [E7] [T3] [T6] a Z-side token lives like an A-side one: 90 days, recipients, edits while Inactive, a successor
#[test]
fn a_z_side_token_is_edited_and_replaced() {
    let stage = Stage::new();
    let Stage { bench, west, east, .. } = &stage;
    let token = stage.token(Spot::Interface(7));
    let mut details = bench.token_details(*west, token.id);
    details.limit = Mbps::new(200);
    details.expires = bench.today().plus(30);
    details.recipients.push(email("boss@east-company.example"));
    bench.act(west.boss, Act::EditToken { grant: token.id, details: details.clone() });
    let view = bench.grant(*west, token.id);
    assert_eq!((view.bandwidth.as_str(), view.expires_on), ("one of 10 Mbps, 50 Mbps, 200 Mbps", details.expires));
    assert_eq!(bench.notices(*east).len(), 1);
    assert_eq!(
        bench.notices(*east)[0],
        format!(
            "West Company named your company as a recipient of a Z-side token: DC Ashburn, up to 200 Mbps, until {} at 00:00 \
             UTC. They will send you the key.",
            details.expires
        )
    );
    details.expires = bench.today().plus(91);
    bench.refused_once(west.boss, Act::EditToken { grant: token.id, details }, Code::DateOutOfRange, Field::Expiry);
    let replace = Act::ReplaceToken { grant: token.id, expires: bench.today().plus(90) };
    let successor = bench.act(west.boss, replace).grant().unwrap();
    let after = bench.grant(*west, successor);
    assert_eq!((after.pin, after.bandwidth), (view.pin, view.bandwidth));
    assert_ne!(after.key, view.key);
    assert_eq!(bench.status(*west, token.id), Status::Deleted);
    bench.refused_once(west.boss, stage.create(Spot::Interface(7)), Code::InterfaceTaken, Field::Interface);
    bench.act(west.boss, Act::DeleteToken(successor));
    stage.token(Spot::Interface(7));
}

/// [T2] [K7] Z-side tokens have the status words of tokens, and the inventory can list one kind only
#[test]
fn the_inventory_lists_kinds() {
    let stage = Stage::new();
    let Stage { bench, west, .. } = &stage;
    let token = stage.token(Spot::NextInterface);
    let port = bench.add_port(*west, "Port", Tagging::Dot1q);
    bench.create_token(*west, port, Tag::Dot1q(100));
    let listed = |kind| {
        let filter = Filter { kind, ..Filter::default() };
        bench.look(*west, |sight| inventory(sight, west.boss, &filter)).window.rows
    };
    assert_eq!((listed(None).len(), listed(Some(Kind::ASideToken)).len()), (2, 1));
    let rows = listed(Some(Kind::ZSideToken));
    assert_eq!((rows.len(), rows[0].id, rows[0].kind), (1, token.id, "Z-side token"));
    assert_eq!((rows[0].status.word, rows[0].status.vendor), ("Unused", "Inactive"));
    assert_eq!(rows[0].place, "West Router · interface 2");
    assert!(listed(Some(Kind::ServiceKey)).is_empty());
}

/// [P3] an asset limited to named people is limited for Z-side tokens too
#[test]
fn access_holds_for_devices() {
    let stage = Stage::new();
    let Stage { bench, west, device, .. } = &stage;
    let mut details = bench.details_of(*west, *device);
    let colleague = bench.add_person(
        *west,
        "Colleague",
        crate::support::fabric(crosskey::domain::permission::FabricRole::FabricManager),
    );
    details.access = Some(vec![colleague]);
    bench.act(west.boss, Act::EditAsset { asset: *device, details });
    bench.refused_once(west.boss, stage.create(Spot::NextInterface), Code::AccessNotGiven, Field::Asset);
    bench.act(colleague, stage.create(Spot::NextInterface));
}

/// [A2] a device has 1 to 64 interfaces, and reserves some that it has
#[test]
fn a_device_has_interfaces() {
    let Pair { bench, west, .. } = Pair::new();
    let add = |interfaces, reserved: &[u16]| Act::AddAsset(device_details("Router", "DC", interfaces, reserved));
    for (interfaces, field) in [(0, Field::Count), (65, Field::Count)] {
        bench.refused_once(west.boss, add(interfaces, &[]), Code::NumberInvalid, field);
    }
    for reserved in [&[0_u16] as &[_], &[5], &[2, 1], &[2, 2]] {
        bench.refused_once(west.boss, add(4, reserved), Code::NumberInvalid, Field::Reserved);
    }
    bench.act(west.boss, add(64, &[1, 2, 64]));
    bench.act(west.boss, add(1, &[1]));
}

/// [A6] what holds an interface keeps it: it is neither reserved nor taken away, and the device stays where it is
#[test]
fn a_held_interface_stays() {
    let stage = Stage::new();
    let Stage { bench, west, device, .. } = &stage;
    let token = stage.token(Spot::Interface(9));
    let change = |change: &dyn Fn(&mut crosskey::domain::asset::VirtualDevice)| {
        let mut details = bench.details_of(*west, *device);
        match &mut details.kind {
            AssetKind::VirtualDevice(device) => change(device),
            _ => panic!("not a device"),
        }
        Act::EditAsset { asset: *device, details }
    };
    let refused = |act, field| bench.refused_once(west.boss, act, Code::AssetInUse, field);
    refused(change(&|device| device.metro = metro("NY")), Field::Metro);
    refused(change(&|device| device.reserved = vec![1, 9]), Field::Reserved);
    let refusal = refused(change(&|device| device.interfaces = 8), Field::Count);
    assert!(refusal.message.contains("holds interface 9. End that first."), "{}", refusal.message);
    refused(Act::RemoveAsset(*device), Field::Form);
    bench.act(west.boss, change(&|device| device.interfaces = 9));
    bench.act(west.boss, change(&|device| device.reserved = vec![1, 2]));
    bench.act(west.boss, Act::DeleteToken(token.id));
    bench.act(west.boss, change(&|device| device.interfaces = 4));
    bench.act(west.boss, Act::RemoveAsset(*device));
}
