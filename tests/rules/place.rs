//! Who holds a place, and what a second comer is told.

use crosskey::domain::place::Place;
use crosskey::domain::refusal::{Code, Field, Remedy};
use crosskey::domain::terms::Status;
use crosskey::domain::vlan::{FABRIC_RANGE, Tag, Tagging};
use crosskey::ledger::command::Act;

use crate::support::{Pair, order_to_port};

const fn qinq(s: u16, c: Option<u16>) -> Tag {
    Tag::Qinq { s, c }
}

/// [V1] a VLAN that an Inactive token holds is refused to the next one, which is told the holder and the next free
#[test]
fn a_token_holds_its_vlan() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, .. } = &pair;
    let mut first = bench.token_on(*west_port, Tag::Dot1q(100));
    first.details.name = "For East".to_owned();
    bench.create(*west, first);
    pair.token(101);
    let again = Act::CreateToken(bench.token_on(*west_port, Tag::Dot1q(100)));
    let refusal = bench.refused_once(west.boss, again, Code::VlanTaken, Field::Vlan);
    assert_eq!(refusal.message, "VLAN 100 is held by the token “For East”. VLAN 102 is the next free place.");
    assert_eq!(refusal.remedy, Some(Remedy::UseVlan { vlan: 102, c_tag: None }));
    assert_eq!(refusal.code.vendor(), Some("EQ-3142102"));
}

/// [V1] both ends of a living connection hold their VLAN, at creation and at redemption alike
#[test]
fn a_connection_holds_both_its_vlans() {
    let pair = Pair::new();
    let (_, _) = pair.connected();
    let Pair { bench, west, west_port, east, east_port } = &pair;
    let refusal = bench.refused_once(
        west.boss,
        Act::CreateToken(bench.token_on(*west_port, Tag::Dot1q(100))),
        Code::VlanTaken,
        Field::Vlan,
    );
    assert!(refusal.message.contains("is held by the connection “A-side token …"), "{}", refusal.message);
    let refusal = bench.refused_once(
        east.boss,
        Act::CreateToken(bench.token_on(*east_port, Tag::Dot1q(200))),
        Code::VlanTaken,
        Field::Vlan,
    );
    assert_eq!(refusal.message, "VLAN 200 is held by the connection “link-1”. VLAN 201 is the next free place.");
    let token = pair.token(101);
    let refusal = bench.refused_once(east.boss, Act::Redeem(pair.order(token.key, 200)), Code::VlanTaken, Field::Vlan);
    assert_eq!(refusal.remedy, Some(Remedy::UseVlan { vlan: 201, c_tag: None }));
}

/// [V1] deleting a token, its expiry and deleting a connection free the place
#[test]
fn expiry_and_deletion_free_a_place() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let token = pair.token(100);
    bench.act(west.boss, Act::DeleteToken(token.id));
    let token = pair.token(100);
    let connection = bench.redeem(*east, pair.order(token.key, 200));
    bench.act(west.boss, Act::DeleteToken(token.id));
    let create = || Act::CreateToken(bench.token_on(pair.west_port, Tag::Dot1q(100)));
    bench.refused_once(west.boss, create(), Code::VlanTaken, Field::Vlan);
    bench.delete_connection(*east, connection);
    let token = pair.token(100);
    bench.advance_days(89);
    bench.refused_once(west.boss, create(), Code::VlanTaken, Field::Vlan);
    bench.advance_days(1);
    assert_eq!(bench.status(*west, token.id), Status::Expired);
    let successor = pair.token(100);
    // What no longer holds anything frees nothing of its successor.
    bench.act(west.boss, Act::DeleteToken(token.id));
    bench.refused_once(west.boss, create(), Code::VlanTaken, Field::Vlan);
    bench.redeem(*east, pair.order(successor.key, 200));
    bench.refused_once(west.boss, create(), Code::VlanTaken, Field::Vlan);
}

/// [V1] the same VLAN on another port is another place
#[test]
fn places_are_per_port() {
    let pair = Pair::new();
    pair.token(100);
    let other = pair.bench.add_port(pair.west, "Other Port", Tagging::Dot1q);
    pair.bench.create_token(pair.west, other, Tag::Dot1q(100));
}

/// [V1] a token holds its place against its own company's redemption too
#[test]
fn an_own_token_holds_its_place_too() {
    let pair = Pair::new();
    pair.token(100);
    let second = pair.bench.add_port(pair.west, "Second Port", Tagging::Dot1q);
    let token = pair.bench.create_token(pair.west, second, Tag::Dot1q(101));
    let mut order = order_to_port(token.key, pair.west_port, Tag::Dot1q(100));
    order.own_confirmed = true;
    pair.bench.refused_once(pair.west.boss, Act::Redeem(order), Code::VlanTaken, Field::Vlan);
}

/// [V2] two QinQ places clash when the S-tags are equal and either has no C-tag or the C-tags are equal
#[test]
fn qinq_places_clash_like_this() {
    let table = [
        (qinq(100, None), qinq(100, None), true),
        (qinq(100, None), qinq(100, Some(5)), true),
        (qinq(100, Some(5)), qinq(100, None), true),
        (qinq(100, Some(5)), qinq(100, Some(5)), true),
        (qinq(100, Some(5)), qinq(100, Some(6)), false),
        (qinq(100, Some(5)), qinq(101, Some(5)), false),
        (qinq(100, None), qinq(101, None), false),
        (qinq(5, Some(100)), qinq(100, Some(5)), false),
        (Tag::Dot1q(100), Tag::Dot1q(100), true),
        (Tag::Dot1q(100), Tag::Dot1q(101), false),
    ];
    for (one, other, clash) in table {
        assert_eq!((one.clashes(other), other.clashes(one)), (clash, clash), "{one} and {other}");
    }
}

/// [V2] a QinQ port takes what does not clash, and offers the next C-tag below the same S-tag
#[test]
fn a_qinq_port_takes_what_does_not_clash() {
    let Pair { bench, west, .. } = Pair::new();
    let port = bench.add_port(west, "QinQ Port", Tagging::Qinq);
    let create = |tag| Act::CreateToken(bench.token_on(port, tag));
    let remedy = |tag| bench.refused_once(west.boss, create(tag), Code::VlanTaken, Field::Vlan).remedy.unwrap();
    for tag in [qinq(100, Some(5)), qinq(100, Some(6)), qinq(101, Some(5)), qinq(200, None)] {
        bench.act(west.boss, create(tag));
    }
    assert_eq!(remedy(qinq(100, Some(5))), Remedy::UseVlan { vlan: 100, c_tag: Some(7) });
    assert_eq!(remedy(qinq(100, None)), Remedy::UseVlan { vlan: 102, c_tag: None });
    assert_eq!(remedy(qinq(200, Some(5))), Remedy::UseVlan { vlan: 201, c_tag: Some(5) });
}

/// [V3] an untagged place excludes every other on its port, whoever came first
#[test]
fn untagged_excludes_everything() {
    for other in [Tag::Untagged, Tag::Dot1q(100), qinq(100, None), qinq(100, Some(5))] {
        assert!(Tag::Untagged.clashes(other) && other.clashes(Tag::Untagged), "{other}");
    }
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let port = bench.add_port(*west, "Untagged Port", Tagging::Untagged);
    let create = || Act::CreateToken(bench.token_on(port, Tag::Untagged));
    let refused = |holder: &str| {
        let refusal = bench.refused_once(west.boss, create(), Code::VlanTaken, Field::Vlan);
        assert_eq!(refusal.remedy, None, "there is no other place");
        let told = format!(
            "The port Untagged Port is held by {holder}. Nothing is free on this port; choose another port or end what \
             holds it."
        );
        assert_eq!(refusal.message, told);
    };
    let token = bench.create_token(*west, port, Tag::Untagged);
    refused(&format!("the token “A-side token …{}”", token.key.tail()));
    let connection = bench.redeem(*east, pair.order(token.key, 200));
    refused(&format!("the connection “A-side token …{}”", token.key.tail()));
    bench.delete_connection(*west, connection);
    bench.act(west.boss, create());
}

/// [V5] the next free place goes up from the one wanted and around once
#[test]
fn the_next_free_place_goes_around() {
    let taken = |taken: &[u16]| {
        let taken = taken.to_vec();
        move |tag: Tag| taken.contains(&tag.outer())
    };
    let next = |vlan, held: &[u16]| Tag::Dot1q(vlan).next_free(&FABRIC_RANGE, taken(held));
    assert_eq!(next(100, &[100]), Some(Tag::Dot1q(101)));
    assert_eq!(next(4092, &[4092]), Some(Tag::Dot1q(2)));
    assert_eq!(next(4091, &[4091, 4092, 2, 3]), Some(Tag::Dot1q(4)));
    assert_eq!(next(2, &[2]), Some(Tag::Dot1q(3)));
    let all: Vec<u16> = FABRIC_RANGE.collect();
    assert_eq!(next(100, &all), None);
    let all_but_the_wanted: Vec<u16> = FABRIC_RANGE.filter(|vlan| *vlan != 99).collect();
    assert_eq!(next(100, &all_but_the_wanted), Some(Tag::Dot1q(99)));
    assert_eq!(Tag::Untagged.next_free(&FABRIC_RANGE, |_| false), None);
    let s_full = |tag: Tag| tag.outer() == 100;
    assert_eq!(qinq(100, Some(5)).next_free(&FABRIC_RANGE, s_full), Some(qinq(101, Some(5))));
}

/// [V5] a full port says so, without a remedy
#[test]
fn a_full_port_has_no_next_place() {
    let pair = Pair::new();
    for vlan in FABRIC_RANGE {
        pair.token(vlan);
    }
    let act = Act::CreateToken(pair.bench.token_on(pair.west_port, Tag::Dot1q(100)));
    let refusal = pair.bench.refused_once(pair.west.boss, act, Code::VlanTaken, Field::Vlan);
    assert_eq!(refusal.remedy, None);
    assert!(refusal.message.contains("Nothing is free on this port"), "{}", refusal.message);
}

/// [V5] trouble at the issuer's port reads partner-end-unavailable and names nothing of it; nothing is lost by it
#[test]
fn the_partners_trouble_is_its_own() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, east, .. } = &pair;
    let mut create = bench.token_on(*west_port, Tag::Dot1q(100));
    create.details.name = "For East".to_owned();
    let token = bench.create(*west, create);
    bench.close_port(*west, *west_port);
    let order = || Act::Redeem(pair.order(token.key, 200));
    let refusal = bench.refused_once(east.boss, order(), Code::PartnerEndUnavailable, Field::Key);
    assert_eq!(refusal.message, "The other end cannot be used at present. West Company can see why; ask them.");
    assert_eq!((refusal.detail, refusal.remedy), (None, None));
    assert!(bench.preview(*east, &token.key).is_ok(), "the preview tells nothing of it either");
    let view = bench.grant(*west, token.id);
    assert_eq!(
        view.blocked.as_deref(),
        Some("West Port is closed to new connections: nobody can redeem this token until it is opened.")
    );
    assert_eq!(view.row.status.status, Status::Unused, "the token is not lost");
    bench.open_port(*west, *west_port);
    assert_eq!(bench.grant(*west, token.id).blocked, None);
    bench.act(east.boss, order());
}

/// [V5] [R5] what is wrong with the own end is told first; the partner's trouble comes last
#[test]
fn own_trouble_is_told_before_the_partners() {
    let pair = Pair::new();
    let token = pair.token(100);
    pair.bench.close_port(pair.west, pair.west_port);
    let order = pair.order(token.key, 1);
    pair.bench.refused_once(pair.east.boss, Act::Redeem(order), Code::VlanOutOfRange, Field::Vlan);
}

/// [V1] [V2] what holds one C-tag keeps it while others come and go below the same S-tag
#[test]
fn neighbours_below_one_s_tag_keep_their_places() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let port = bench.add_port(*west, "QinQ Port", Tagging::Qinq);
    let create = |c| Act::CreateToken(bench.token_on(port, qinq(100, Some(c))));
    let first = bench.create_token(*west, port, qinq(100, Some(5)));
    bench.redeem(*east, pair.order(first.key, 200));
    let mut short = bench.token_on(port, qinq(100, Some(6)));
    short.details.expires = bench.today().plus(1);
    bench.create(*west, short);
    bench.create_token(*west, port, qinq(100, Some(7)));
    bench.advance_days(1);
    bench.create_token(*west, port, qinq(100, Some(8)));
    for c in [5, 7, 8] {
        bench.refused_once(west.boss, create(c), Code::VlanTaken, Field::Vlan);
    }
    bench.act(west.boss, create(6));
}

/// [V3] [V4] places of other kinds: an interface carries one, a vNIC many by VLAN, an MCR any number
#[test]
fn places_of_every_kind_clash_like_this() {
    let vnic = |vnic, tag| Place::Vnic { vnic, tag };
    let (one, other) = (Tag::Dot1q(100), Tag::Dot1q(101));
    let table = [
        (Place::Interface(3), Place::Interface(3), true),
        (Place::Interface(3), Place::Interface(4), false),
        (vnic(1, one), vnic(1, one), true),
        (vnic(1, one), vnic(1, other), false),
        (vnic(1, one), vnic(2, one), false),
        (vnic(1, Tag::Untagged), vnic(1, one), true),
        (vnic(1, Tag::Untagged), vnic(2, one), false),
        (Place::Router, Place::Router, false),
        (Place::Vlan(one), Place::Vlan(one), true),
        (Place::Vlan(one), vnic(0, one), false),
    ];
    for (one, other, clash) in table {
        assert_eq!((one.clashes(other), other.clashes(one)), (clash, clash), "{one} and {other}");
    }
}
