//! What the pictures are drawn from: the two ends of a connection, what of an asset is taken, what expires when.

use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::id::AssetId;
use crosskey::domain::terms::Status;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::domain::vlan_choice::VlanChoice;
use crosskey::ledger::command::{Act, CreateToken, Destination, KeyUse, ServiceEnd, Spot};
use crosskey::ledger::view::asset;
use crosskey::ledger::view::asset::AssetView;
use crosskey::ledger::view::connection::{ConnectionView, Wire};
use crosskey::ledger::view::overview::{Overview, overview};
use crosskey::ledger::view::plan::Taken;

use crate::partners::{MULTI, Partners, single};
use crate::support::{Bench, Firm, Pair, device_details, order_to, order_to_port, port_details};

#[track_caller]
fn page(bench: &Bench, firm: Firm, id: AssetId) -> AssetView {
    bench.look(firm, |sight| asset::asset(sight, firm.boss, id)).expect("an own asset")
}

fn first_page(bench: &Bench, firm: Firm) -> Overview {
    bench.look(firm, |sight| overview(sight, firm.boss))
}

/// The words of an asset's only strip.
#[track_caller]
fn words(bench: &Bench, firm: Firm, id: AssetId) -> Vec<String> {
    let strips = page(bench, firm, id).strips;
    assert_eq!(strips.len(), 1);
    strips[0].parts.iter().map(|part| part.words.clone()).collect()
}

/// What of an asset's first strip is taken in this way.
#[track_caller]
fn runs(bench: &Bench, firm: Firm, id: AssetId, taken: Taken) -> Vec<(u16, u16)> {
    let parts = &page(bench, firm, id).strips[0].parts;
    parts.iter().find(|part| part.taken == Some(taken)).map(|part| part.runs.clone()).unwrap_or_default()
}

/// [V1] a VLAN is claimed by a token, used once it is redeemed, and free again after expiry and deletion
#[test]
fn a_port_shows_what_is_used_claimed_and_free() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, east, .. } = &pair;
    assert_eq!(words(bench, *west, *west_port), ["all free"]);
    let tokens = [2, 3, 4, 100, 4092].map(|vlan| pair.token(vlan));
    let first = bench.redeem(*east, pair.order(tokens[0].key, 200));
    bench.redeem(*east, pair.order(tokens[3].key, 201));
    let strip = &page(bench, *west, *west_port).strips[0];
    assert_eq!((strip.title.as_str(), strip.first, strip.last), ("VLAN identifiers", 2, 4092));
    let (used, claimed) = (Taken::Used, Taken::Claimed);
    assert_eq!(runs(bench, *west, *west_port, used), [(2, 2), (100, 100)]);
    assert_eq!(runs(bench, *west, *west_port, claimed), [(3, 4), (4092, 4092)]);
    assert_eq!(strip.parts[2].runs, [(5, 99), (101, 4091)], "and the rest is free");
    assert_eq!(words(bench, *west, *west_port), ["2 used", "3 claimed", "4086 free, the next is 5"]);
    let claims = bench.look(*west, |sight| asset::claims(sight, *west_port, 0)).rows;
    let listed: Vec<_> = claims.iter().map(|row| (row.place.as_str(), row.taken)).collect();
    let told = [("VLAN 2", used), ("VLAN 3", claimed), ("VLAN 4", claimed), ("VLAN 100", used), ("VLAN 4092", claimed)];
    assert_eq!(listed, told, "the list says the same");

    bench.act(west.boss, Act::DeleteToken(tokens[2].id));
    bench.delete_connection(*east, first);
    assert_eq!(words(bench, *west, *west_port), ["1 used", "2 claimed", "4088 free, the next is 2"]);
    bench.advance_days(90);
    assert_eq!(words(bench, *west, *west_port), ["1 used", "4090 free, the next is 2"]);
}

/// [V2] a QinQ port shows its S-tags: one whose C-tags are only partly taken is not free
#[test]
fn a_qinq_port_shows_its_s_tags() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let port = bench.add_port(*west, "QinQ Port", Tagging::Qinq);
    let qinq = |s, c| bench.create_token(*west, port, Tag::Qinq { s, c });
    let token = qinq(2, Some(5));
    qinq(2, Some(6));
    qinq(3, None);
    bench.redeem(*east, pair.order(token.key, 200));
    let strip = &page(bench, *west, port).strips[0];
    assert_eq!((strip.title.as_str(), strip.last), ("S-tags", 4092));
    assert_eq!(runs(bench, *west, port, Taken::Used), [(2, 2)], "a connection counts before a token");
    assert_eq!(runs(bench, *west, port, Taken::Claimed), [(3, 3)]);
    assert_eq!(words(bench, *west, port), ["1 used", "1 claimed", "4089 free, the next is 4"]);
    assert_eq!(bench.look(*west, |sight| asset::claims(sight, port, 0)).total, 3);
}

/// [V3] an untagged place is the whole port
#[test]
fn an_untagged_place_is_the_whole_port() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let port = bench.add_port(*west, "Untagged Port", Tagging::Untagged);
    assert_eq!(words(bench, *west, port), ["all free"]);
    let token = bench.create_token(*west, port, Tag::Untagged);
    assert_eq!(words(bench, *west, port), ["all claimed, untagged"]);
    bench.redeem(*east, pair.order(token.key, 200));
    let strip = &page(bench, *west, port).strips[0];
    assert_eq!((strip.title.as_str(), strip.first, strip.last), ("The whole port", 1, 1));
    assert_eq!(words(bench, *west, port), ["all used, untagged"]);
}

/// [A2] [E4] a device shows its interfaces, those for management too
#[test]
fn a_device_shows_its_interfaces() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let device = bench.add_asset(*west, device_details("Router", "DC", 10, &[1, 2, 10]));
    assert_eq!(runs(bench, *west, device, Taken::Reserved), [(1, 2), (10, 10)]);
    assert_eq!(words(bench, *west, device), ["3 reserved", "7 free, the next is 3"]);
    let token = bench.create_z_token(*west, device, Spot::Interface(7));
    bench.create_z_token(*west, device, Spot::NextInterface);
    bench.redeem(*east, pair.order(token.key, 200));
    assert_eq!(words(bench, *west, device), ["1 used", "1 claimed", "3 reserved", "5 free, the next is 4"]);
    assert_eq!(runs(bench, *west, device, Taken::Used), [(7, 7)]);
    assert_eq!(page(bench, *west, device).load, None, "each of its connections has a speed of its own");
    let full = bench.add_asset(*west, device_details("Small router", "DC", 2, &[1, 2]));
    assert_eq!(words(bench, *west, full), ["all reserved"]);
}

/// [V1] [K3] [K4] a Megaport Port: a single-use key claims its VLAN, a multi-use key none; a waiting connection and an
/// open proposal claim theirs too, and only a connection in force uses its own
#[test]
fn a_megaport_port_shows_its_range() {
    let partners = Partners::new();
    let Partners { bench, east, east_port, .. } = &partners;
    partners.key(MULTI);
    let strip = &page(bench, *east, *east_port).strips[0];
    assert_eq!((strip.first, strip.last), (2, 4093));
    assert_eq!(words(bench, *east, *east_port), ["all free"]);
    partners.key(single(4093));
    let (_, waiting) = partners.asked();
    let (_, living) = partners.connected_on(101, 201);
    bench.act(east.boss, Partners::east_moves(living, 500));
    assert_eq!(words(bench, *east, *east_port), ["1 used", "3 claimed", "4088 free, the next is 2"]);
    assert_eq!(runs(bench, *east, *east_port, Taken::Used), [(101, 101)]);
    assert_eq!(runs(bench, *east, *east_port, Taken::Claimed), [(100, 100), (500, 500), (4093, 4093)]);
    assert_eq!(bench.connection(*east, waiting).wire, Wire::Waiting);
    let held = bench.look(*east, |sight| asset::claims(sight, *east_port, 0)).rows;
    let told: Vec<_> = held.iter().map(|row| (row.place.as_str(), row.taken, row.holder.as_str())).collect();
    let connection = "the connection “For West”";
    assert_eq!(
        told,
        [
            ("VLAN 100", Taken::Claimed, format!("{connection}, which waits for approval").as_str()),
            ("VLAN 101", Taken::Used, connection),
            ("VLAN 500", Taken::Claimed, format!("a proposed change of {connection}").as_str()),
            ("VLAN 4093", Taken::Claimed, "the key “For West”"),
        ]
    );
    partners.wait_almost_sixty_days();
    bench.clock.advance(1);
    assert_eq!(bench.connection(*east, waiting).wire, Wire::Ended, "it has lapsed");
    assert_eq!(words(bench, *east, *east_port), ["1 used", "4091 free, the next is 2"]);
}

/// [V3] [V4] an untagged place takes a whole vNIC, and the other vNICs none of it; an MCR has any number of places
#[test]
fn an_mve_shows_its_vnics() {
    let partners = Partners::new();
    let Partners { bench, east, east_mve, east_mcr, .. } = &partners;
    let on = |vnic, vlan| KeyUse::Single(ServiceEnd::Mve { vnic, vlan });
    for usage in [on(0, VlanChoice::Untagged), on(1, VlanChoice::Id(7))] {
        partners.create(partners.key_on(*east_mve, usage));
    }
    let told: Vec<_> = page(bench, *east, *east_mve)
        .strips
        .into_iter()
        .map(|strip| (strip.title, strip.parts.into_iter().map(|part| part.words).collect::<Vec<_>>()))
        .collect();
    let vnic = |vnic, words: &[&str]| {
        (format!("VLAN identifiers on vNIC {vnic}"), words.iter().map(|words| (*words).to_owned()).collect())
    };
    assert_eq!(told, [vnic(0, &["all claimed, untagged"]), vnic(1, &["1 claimed", "4091 free, the next is 2"])]);
    let mcr = page(bench, *east, *east_mcr);
    assert_eq!((mcr.strips, mcr.load.map(|load| load.words)), (vec![], Some("0 Mbps of 10 Gbps".to_owned())));
}

/// [R9] the committed bandwidth stands beside the port's speed, and a sum above it is a warning
#[test]
fn the_committed_bandwidth_may_exceed_the_speed() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let slow = bench.add_asset(*east, port_details("Slow Port", "DC", 1, Tagging::Dot1q));
    let connect = |vlan, mbps| {
        let token = pair.token(vlan);
        let mut order = order_to_port(token.key, slow, Tag::Dot1q(vlan));
        order.bandwidth = Mbps::new(mbps);
        bench.redeem(*east, order)
    };
    let load = || page(bench, *east, slow).load.unwrap();
    connect(100, 1000);
    assert_eq!((load().sum, load().speed, load().warning.as_str()), (1000, 1000, ""));
    let second = connect(101, 500);
    assert_eq!((load().sum, load().words.as_str()), (1500, "1500 Mbps of 1 Gbps"));
    let told = "The connections on this port add up to 1500 Mbps, more than its 1 Gbps.";
    assert_eq!(load().warning, told);
    assert_eq!(page(bench, *west, pair.west_port).load.unwrap().words, "1500 Mbps of 10 Gbps");
    bench.delete_connection(*east, second);
    assert_eq!(load().words, "1 Gbps of 1 Gbps");
}

/// The two ends: of each whether it is open, and where it is.
fn ends(view: &ConnectionView) -> [(bool, Option<&str>); 2] {
    view.ends.each_ref().map(|end| (end.open.is_some(), end.metro.as_deref()))
}

/// [S1] the partner's end is closed: of the redeemer's nothing is known, of the issuer's what the token says
#[test]
fn the_partners_end_is_closed() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, east, .. } = &pair;
    let far = bench.add_asset(*east, port_details("Far Port", "FR", 1, Tagging::Dot1q));
    let mut create = bench.token_on(*west_port, Tag::Dot1q(1234));
    create.remote = true;
    let token = bench.create(*west, create);
    let id = bench.redeem(*east, order_to_port(token.key, far, Tag::Dot1q(2345)));
    let (seen, own) = (bench.connection(*west, id), bench.connection(*east, id));
    assert_eq!(ends(&seen), [(true, Some("DC Ashburn")), (false, None)]);
    assert_eq!(seen.words, "From your A-side to the closed Z-side of East Company: 500 Mbps, Live");
    assert_eq!(ends(&own), [(false, Some("DC Ashburn")), (true, Some("FR Frankfurt"))]);
    assert_eq!(own.words, "From the closed A-side of West Company to your Z-side: 500 Mbps, Live");
    for (view, private) in [(&seen, ["Far Port", "2345", "Frankfurt"]), (&own, ["West Port", "1234", "boss@west"])] {
        let told = format!("{view:?}");
        assert!(private.iter().all(|fact| !told.contains(fact)), "{told}");
    }
}

/// [S1] [R4] whoever brings two tokens together sees neither end, but where both are; each issuer sees its own
#[test]
fn a_pair_of_tokens_has_two_closed_ends() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, east, .. } = &pair;
    let north = bench.found_company("North Company");
    let device = bench.add_asset(north, device_details("North Router", "NY", 5, &[]));
    let remote = |mut create: CreateToken| {
        create.remote = true;
        create
    };
    let a_side = bench.create(*west, remote(bench.token_on(*west_port, Tag::Dot1q(100))));
    let z_side = bench.create(north, remote(bench.z_token_on(device, Spot::NextInterface)));
    let id = bench.redeem(*east, order_to(a_side.key, Destination::Token { key: z_side.key }));
    let seen = |firm| ends(&bench.connection(firm, id)).map(|(open, metro)| (open, metro.map(str::to_owned)));
    let at = |code: &str| Some(code.to_owned());
    assert_eq!(seen(*east), [(false, at("DC Ashburn")), (false, at("NY New York"))]);
    assert_eq!(seen(*west), [(true, at("DC Ashburn")), (false, None)]);
    assert_eq!(seen(north), [(false, None), (true, at("NY New York"))]);
}

/// [C7] [C2e] the wire between the ends: whole while the connection lives, open while it is shut down, cut once it is
/// deleted; both partners see the same
#[test]
fn the_wire_shows_the_state() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    let seen = |wire, word: &str| {
        for firm in [*east, *west] {
            let view = bench.connection(firm, connection);
            assert_eq!(view.wire, wire);
            assert!(view.words.ends_with(&format!(": 300 Mbps, {word}")), "{}", view.words);
        }
    };
    seen(Wire::Live, "Live");
    bench.act(west.boss, Act::SwitchConnection { connection, on: false });
    seen(Wire::ShutDown, "Shut down");
    bench.delete_connection(*west, connection);
    seen(Wire::Ended, "Deleted");
    assert_eq!(
        bench.connection(*east, connection).words,
        "From the closed A-End of West Company to your B-End: 300 Mbps, Deleted"
    );
}

/// [G3] the overview counts the statuses there are, and when what is open expires
#[test]
fn the_overview_counts_by_status_and_by_day() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let empty = first_page(bench, *west);
    assert_eq!((empty.by_status, empty.timeline.days, empty.timeline.most), (vec![], vec![], 0));
    let token = |vlan, days| {
        let mut create = bench.token_on(pair.west_port, Tag::Dot1q(vlan));
        create.details.expires = bench.today().plus(days);
        bench.create(*west, create)
    };
    let made: Vec<_> =
        [(10, 1), (11, 7), (12, 8), (13, 8), (14, 90), (15, 90)].map(|(vlan, days)| token(vlan, days)).into();
    bench.redeem(*east, pair.order(made[5].key, 200));
    let line = first_page(bench, *west).timeline;
    // It is half past nine: what ends in eight days at midnight ends within seven days and a part of the eighth.
    assert_eq!(line.days, [(0, 1, true), (6, 1, true), (7, 2, false), (89, 1, false)]);
    assert_eq!((line.width, line.most), (90, 2));
    assert_eq!([line.soon.as_str(), &line.later], ["2 within 7 days", "3 more within 90 days"]);

    bench.act(west.boss, Act::DeleteToken(made[4].id));
    bench.advance_days(2);
    let page = first_page(bench, *west);
    assert_eq!(page.by_status, [(Status::Unused, 3), (Status::Used, 1), (Status::Expired, 1), (Status::Deleted, 1)]);
    assert_eq!(page.timeline.days, [(4, 1, true), (5, 2, true)]);
    assert_eq!([page.timeline.soon.as_str(), &page.timeline.later], ["3 within 7 days", "0 more within 90 days"]);
}
