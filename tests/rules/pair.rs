//! Token to token: an A-side and a Z-side token redeem each other.

use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::id::{AssetId, ConnectionId};
use crosskey::domain::key::Key;
use crosskey::domain::refusal::{Code, Field, Remedy};
use crosskey::domain::terms::Status;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::command::{Act, CreateToken, Destination, Redeem, Spot};
use crosskey::ledger::view::redemption::pair;

use crate::support::{Bench, Firm, Pair, Token, device_details, order_to, port_details, reasons};

fn order(key: Key, second: Key) -> Redeem {
    order_to(key, Destination::Token { key: second })
}

/// West with a port for the A-side, North with a device for the Z-side, and East, who holds both their tokens.
struct Stage {
    bench: Bench,
    west: Firm,
    port: AssetId,
    north: Firm,
    device: AssetId,
    east: Firm,
}

impl Stage {
    fn new() -> Self {
        let Pair { bench, west, west_port, east, .. } = Pair::new();
        let north = bench.found_company("North Company");
        let device = bench.add_device(north, "North Router", 5);
        Self { bench, west, port: west_port, north, device, east }
    }

    #[track_caller]
    fn a_side(&self, vlan: u16) -> Token {
        self.bench.create_token(self.west, self.port, Tag::Dot1q(vlan))
    }

    #[track_caller]
    fn z_side(&self) -> Token {
        self.bench.create_z_token(self.north, self.device, Spot::NextInterface)
    }

    /// A pair of tokens and the connection that East made with them.
    #[track_caller]
    fn connected(&self) -> (Token, Token, ConnectionId) {
        let (a_side, z_side) = (self.a_side(100), self.z_side());
        let connection = self.bench.redeem(self.east, order(a_side.key, z_side.key));
        (a_side, z_side, connection)
    }
}

/// [R4] whichever key comes first, both tokens are consumed, and each issuer's end is the one it fixed
#[test]
fn a_pair_is_consumed() {
    let stage = Stage::new();
    let Stage { bench, west, north, east, .. } = &stage;
    for (vlan, z_first) in [(100, false), (101, true)] {
        let (a_side, z_side) = (stage.a_side(vlan), stage.z_side());
        let (first, second) = if z_first { (z_side, a_side) } else { (a_side, z_side) };
        let connection = bench.redeem(*east, order(first.key, second.key));
        assert_eq!((bench.status(*west, a_side.id), bench.status(*north, z_side.id)), (Status::Used, Status::Used));
        let (of_west, of_north) = (bench.connection(*west, connection), bench.connection(*north, connection));
        assert_eq!(of_west.row.end, format!("West Port · VLAN {vlan}"));
        assert!(of_north.row.end.starts_with("North Router · interface "), "{}", of_north.row.end);
        assert_eq!((of_west.grants, of_north.grants), (vec![a_side.id], vec![z_side.id]));
        bench.refused_once(east.boss, Act::Redeem(order(first.key, second.key)), Code::AlreadyUsed, Field::Key);
    }
}

/// [R4] [G2] [R6] both or neither: what is wrong with one leaves the other as it was
#[test]
fn both_or_neither() {
    let stage = Stage::new();
    let Stage { bench, west, north, east, .. } = &stage;
    let (a_side, z_side) = (stage.a_side(100), stage.z_side());
    let used = bench.add_port(*east, "Port", Tagging::Dot1q);
    let spent = stage.z_side();
    bench.redeem(*east, crate::support::order_to_port(spent.key, used, Tag::Dot1q(5)));
    bench.refused_once(east.boss, Act::Redeem(order(a_side.key, spent.key)), Code::AlreadyUsed, Field::SecondKey);
    assert_eq!(bench.status(*west, a_side.id), Status::Unused);
    bench.close_port(*west, stage.port);
    let refusal = bench.refused_once(
        east.boss,
        Act::Redeem(order(z_side.key, a_side.key)),
        Code::PartnerEndUnavailable,
        Field::Key,
    );
    assert_eq!(refusal.message, "The other end cannot be used at present. West Company can see why; ask them.");
    assert_eq!(bench.status(*north, z_side.id), Status::Unused);
    bench.open_port(*west, stage.port);
    bench.act(north.boss, Act::DeleteToken(z_side.id));
    bench.refused_once(east.boss, Act::Redeem(order(a_side.key, z_side.key)), Code::Deleted, Field::SecondKey);
    bench.act(east.boss, Act::Redeem(order(a_side.key, stage.z_side().key)));
}

/// [R4] [S1] [C1] each issuer sees its own end, the redeemer neither; each names the connection for itself
#[test]
fn each_sees_its_own_end() {
    let stage = Stage::new();
    let Stage { bench, west, north, east, .. } = &stage;
    let (a_side, z_side, connection) = stage.connected();
    let seen = |firm| {
        let view = bench.connection(firm, connection);
        let ends = view.ends.map(|end| (end.label, end.company, end.open.is_some()));
        (ends, view.row.partner, view.row.name)
    };
    let ends = |a, z| [("A-side", "West Company".to_owned(), a), ("Z-side", "North Company".to_owned(), z)];
    let name = |token: Token, kind| format!("{kind} …{}", token.key.tail());
    assert_eq!(
        seen(*west),
        (ends(true, false), "North Company and East Company".to_owned(), name(a_side, "A-side token"))
    );
    assert_eq!(
        seen(*north),
        (ends(false, true), "West Company and East Company".to_owned(), name(z_side, "Z-side token"))
    );
    assert_eq!(seen(*east), (ends(false, false), "West Company and North Company".to_owned(), "link-1".to_owned()));
    let view = bench.connection(*east, connection);
    assert!(view.redeemer && view.order.is_some() && view.grants.is_empty() && view.row.end.is_empty());
    for (firm, mine, hidden) in
        [(*west, "VLAN 100", ["interface 2", "North Router"]), (*north, "interface 2", ["VLAN 100", "West Port"])]
    {
        let told = format!("{:?}{:?}", bench.connection(firm, connection), bench.history(firm, connection.uuid()));
        assert!(told.contains(mine), "{told}");
        assert!(hidden.iter().all(|hidden| !told.contains(hidden)), "{told}");
        assert!(bench.connection(firm, connection).order.is_none());
    }
}

/// [R4] the metro and limit of a token are told to its issuer and the redeemer, not to the issuer of the other
#[test]
fn an_issuer_sees_the_terms_of_its_own_token() {
    let stage = Stage::new();
    let Stage { bench, west, north, east, .. } = &stage;
    let far = bench.add_asset(*north, device_details("Far", "NY", 3, &[]));
    let mut z_side = bench.z_token_on(far, Spot::NextInterface);
    (z_side.remote, z_side.details.limit) = (true, Mbps::new(500));
    let mut a_side = bench.token_on(stage.port, Tag::Dot1q(100));
    a_side.remote = true;
    let (a_side, z_side) = (bench.create(*west, a_side), bench.create(*north, z_side));
    let connection = bench.redeem(*east, order(a_side.key, z_side.key));
    let seen = |firm| {
        let view = bench.connection(firm, connection);
        (view.metro, view.limit)
    };
    assert_eq!(seen(*west), ("DC Ashburn".to_owned(), Mbps::gbps(1)));
    assert_eq!(seen(*north), ("NY New York".to_owned(), Mbps::new(500)));
    assert_eq!(seen(*east), ("DC Ashburn ↔ NY New York".to_owned(), Mbps::new(500)));
}

/// [R4] [E8] the issuer of the A-side token pays, whoever redeems
#[test]
fn the_a_sides_issuer_pays() {
    let stage = Stage::new();
    let Stage { bench, west, north, east, .. } = &stage;
    let (a_side, z_side) = (stage.a_side(101), stage.z_side());
    let told = "West Company pays for the connection. You are not billed for it.";
    for (first, second) in [(a_side, z_side), (z_side, a_side)] {
        let seen = bench.look(*east, |sight| pair(sight, east.boss, &first.key, &second.key)).unwrap();
        assert_eq!((seen.payer.as_str(), seen.own), (told, false));
    }
    let own = bench.look(*west, |sight| pair(sight, west.boss, &z_side.key, &a_side.key)).unwrap();
    assert_eq!((own.payer.as_str(), own.own), ("You pay for this connection.", true));
    let (.., connection) = stage.connected();
    let payer = |firm| bench.connection(firm, connection).payer;
    assert_eq!((payer(*east).as_str(), payer(*north).as_str()), (told, told));
    assert_eq!(payer(*west), "You pay for this connection.");
}

/// [R4] [E2] tokens in different metros make a pair only if both allow it
#[test]
fn different_metros_need_both_flags() {
    let stage = Stage::new();
    let Stage { bench, west, north, east, .. } = &stage;
    let far = bench.add_asset(*north, device_details("Far", "NY", 9, &[]));
    let tokens = |vlan, a_remote, z_remote| {
        let a_side = CreateToken { remote: a_remote, ..bench.token_on(stage.port, Tag::Dot1q(vlan)) };
        let z_side = CreateToken { remote: z_remote, ..bench.z_token_on(far, Spot::NextInterface) };
        (bench.create(*west, a_side).key, bench.create(*north, z_side).key)
    };
    for (vlan, a_remote, z_remote) in [(100, false, false), (101, true, false), (102, false, true)] {
        let (a_side, z_side) = tokens(vlan, a_remote, z_remote);
        for order in [order(a_side, z_side), order(z_side, a_side)] {
            bench.refused_once(east.boss, Act::Redeem(order), Code::RemoteNotAllowed, Field::SecondKey);
        }
    }
    let (a_side, z_side) = tokens(103, true, true);
    bench.act(east.boss, Act::Redeem(order(z_side, a_side)));
}

/// [R4] [E5] the bandwidth fits both tokens, at redemption and later
#[test]
fn the_bandwidth_fits_both() {
    let stage = Stage::new();
    let Stage { bench, west, north, east, .. } = &stage;
    let limited = |mut create: CreateToken, mbps| {
        create.details.limit = Mbps::new(mbps);
        create
    };
    let a_side = bench.create(*west, limited(bench.token_on(stage.port, Tag::Dot1q(100)), 300));
    let z_side = bench.create(*north, limited(bench.z_token_on(stage.device, Spot::NextInterface), 1000));
    let seen = bench.look(*east, |sight| pair(sight, east.boss, &a_side.key, &z_side.key)).unwrap();
    assert_eq!((seen.bandwidth.free, seen.bandwidth.offered), (false, [10, 50, 200].map(Mbps::new).to_vec()));
    let with = |mbps| Redeem { bandwidth: Mbps::new(mbps), ..order(a_side.key, z_side.key) };
    for mbps in [300, 500, 100] {
        let refusal = bench.refused_once(east.boss, Act::Redeem(with(mbps)), Code::OverBandwidth, Field::Bandwidth);
        assert_eq!(refusal.remedy, Some(Remedy::UseBandwidth(Mbps::new(200))));
    }
    let connection = bench.redeem(*east, with(50));
    let change = |mbps| Act::ChangeBandwidth { connection, bandwidth: Mbps::new(mbps) };
    bench.refused_once(east.boss, change(300), Code::OverBandwidth, Field::Bandwidth);
    bench.act(east.boss, change(200));
    for firm in [*west, *north] {
        let refusal = bench.refused_once(firm.boss, change(10), Code::RoleNotAllowed, Field::Bandwidth);
        assert_eq!(refusal.message, "Only the company that redeemed the token may change the bandwidth.");
    }
    let tiny = bench.create(*north, limited(bench.z_token_on(stage.device, Spot::NextInterface), 700));
    let small = bench.create(*west, limited(bench.token_on(stage.port, Tag::Dot1q(101)), 5));
    let none = Redeem { bandwidth: Mbps::new(5), ..order(small.key, tiny.key) };
    let refusal = bench.refused_once(east.boss, Act::Redeem(none), Code::OverBandwidth, Field::Bandwidth);
    assert_eq!(
        (refusal.message.as_str(), refusal.remedy),
        ("No speed fits both; ask for a token that allows others.", None)
    );
}

/// [R4] [R5] two tokens of one side, the same key twice, and a key that nobody knows make no pair
#[test]
fn only_an_a_side_and_a_z_side_make_a_pair() {
    let stage = Stage::new();
    let Stage { bench, east, .. } = &stage;
    let (one, other, z_side) = (stage.a_side(100), stage.a_side(101), stage.z_side());
    let refused = |first: Key, second, code| {
        bench.refused_once(east.boss, Act::Redeem(order(first, second)), code, Field::SecondKey).message
    };
    assert_eq!(
        refused(one.key, other.key, Code::WrongSystem),
        "This is an A-side token, and the first key is an A-side token; an A-side token and a Z-side token make a pair."
    );
    refused(one.key, one.key, Code::WrongSystem);
    refused(z_side.key, z_side.key, Code::WrongSystem);
    refused(one.key, Key::new(uuid::Uuid::nil()), Code::UnknownKey);
    let mut wrong = order(Key::new(uuid::Uuid::nil()), other.key);
    wrong.name = String::new();
    assert_eq!(reasons(&bench.refused(east.boss, Act::Redeem(wrong))), [(Code::UnknownKey, Field::Key)]);
}

/// [R4] [R10] an issuer may redeem a pair that holds its own token, after confirming; so may the issuer of both
#[test]
fn an_issuer_may_redeem_a_pair() {
    let stage = Stage::new();
    let Stage { bench, west, north, .. } = &stage;
    for (vlan, firm) in [(100, *west), (101, *north)] {
        let (a_side, z_side) = (stage.a_side(vlan), stage.z_side());
        let mut order = order(a_side.key, z_side.key);
        bench.refused_once(firm.boss, Act::Redeem(order.clone()), Code::OwnKeyUnconfirmed, Field::Confirm);
        order.own_confirmed = true;
        let connection = bench.redeem(firm, order);
        let view = bench.connection(firm, connection);
        assert_eq!(view.row.name, "link-1", "the name given when it was redeemed");
        assert_eq!(view.ends.iter().filter(|end| end.open.is_some()).count(), 1);
        assert_eq!(view.grants.len(), 1);
    }
    let port = bench.add_port(*north, "North Port", Tagging::Dot1q);
    let (a_side, z_side) = (bench.create_token(*north, port, Tag::Dot1q(100)), stage.z_side());
    let connection = bench.redeem(stage.east, order(z_side.key, a_side.key));
    let view = bench.connection(*north, connection);
    assert_eq!(
        (view.row.partner.as_str(), view.row.end.as_str()),
        ("East Company", "North Port · VLAN 100 ↔ North Router · interface 4")
    );
    assert_eq!(view.row.name, format!("Z-side token …{}", z_side.key.tail()), "named after one of its tokens");
    assert_eq!(view.grants.len(), 2);
}

/// [R10] [R4] two tokens of one port do not redeem each other: their issuer is told so, anybody else that the other end
/// cannot be used
#[test]
fn a_pair_of_one_port_is_refused() {
    let stage = Stage::new();
    let Stage { bench, west, port, east, .. } = &stage;
    let a_side = stage.a_side(100);
    let z_side = bench.create_z_token(*west, *port, Spot::Vlan(Tag::Dot1q(101)));
    let own = Redeem { own_confirmed: true, ..order(a_side.key, z_side.key) };
    let refusal = bench.refused_once(west.boss, Act::Redeem(own), Code::SameAsset, Field::SecondKey);
    assert!(refusal.message.starts_with("Both keys are for West Port,"), "{}", refusal.message);
    let foreign = Act::Redeem(order(a_side.key, z_side.key));
    let refusal = bench.refused_once(east.boss, foreign, Code::PartnerEndUnavailable, Field::Key);
    assert!(!refusal.message.contains("West Port"), "[S1] {}", refusal.message);
}

/// [C2h] [C6] [N1] the redeemer and either issuer may delete the connection; the others are told and the places are free
#[test]
fn each_of_the_three_may_delete() {
    let stage = Stage::new();
    let Stage { bench, west, north, east, .. } = &stage;
    for by in [*west, *north, *east] {
        let (.., connection) = stage.connected();
        let before = [*west, *north, *east].map(|firm| bench.notices(firm).len());
        bench.delete_connection(by, connection);
        for (firm, before) in [*west, *north, *east].into_iter().zip(before) {
            let told = bench.notices(firm).len() - before;
            assert_eq!(told, usize::from(firm.company != by.company));
            assert_eq!(bench.connection(firm, connection).row.state.word(), "Deleted");
        }
    }
    stage.connected();
}

/// [N1] [N3] [S3] all three are told, and their histories name companies, never people of others
#[test]
fn all_three_are_told() {
    let stage = Stage::new();
    let Stage { bench, west, north, east, .. } = &stage;
    let (a_side, z_side, connection) = stage.connected();
    let newest = |firm| bench.notices(firm)[0].clone();
    let tail = |token: Token| token.key.tail();
    assert_eq!(
        newest(*west),
        format!("East Company redeemed “A-side token …{}”. The connection is live.", tail(a_side))
    );
    assert_eq!(
        newest(*north),
        format!("East Company redeemed “Z-side token …{}”. The connection is live.", tail(z_side))
    );
    assert_eq!(newest(*east), "Your connection “link-1” with West Company and North Company is live.");
    let lines = |firm| bench.history(firm, connection.uuid()).into_iter().map(|moment| (moment.who, moment.what));
    let redeemed = ("East Company".to_owned(), "Redeemed the token: 500 Mbps connection".to_owned());
    assert!(lines(*west).eq([redeemed.clone()]) && lines(*north).eq([redeemed]));
    let made =
        |issuer| ("East Company Boss".to_owned(), format!("Made the connection with a token of {issuer}: 500 Mbps"));
    assert!(lines(*east).eq([made("West Company"), made("North Company")]));
}

/// [V1] [R9] [A6] the places and promises at both issuers' ends hold, and nothing at the redeemer's
#[test]
fn both_ends_are_held() {
    let stage = Stage::new();
    let Stage { bench, west, north, east, .. } = &stage;
    stage.connected();
    let create = Act::CreateToken(bench.token_on(stage.port, Tag::Dot1q(100)));
    bench.refused_once(west.boss, create, Code::VlanTaken, Field::Vlan);
    let create = Act::CreateToken(bench.z_token_on(stage.device, Spot::Interface(2)));
    bench.refused_once(north.boss, create, Code::InterfaceTaken, Field::Interface);
    let committed = |firm, asset| bench.look(firm, |sight| sight.committed(asset));
    assert_eq!((committed(*west, stage.port), committed(*north, stage.device)), (500, 500));
    assert_eq!(committed(*east, stage.port), 0);
    let slow = port_details("West Port", "DC", 1, Tagging::Dot1q);
    bench.act(west.boss, Act::EditAsset { asset: stage.port, details: slow });
    let limit = bench.look(*north, |sight| sight.highest_limit(stage.device));
    assert_eq!(limit, Some(Mbps::gbps(1)));
}
