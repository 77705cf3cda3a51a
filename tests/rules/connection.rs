//! Living with a connection, and ending it.

use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::State;
use crosskey::domain::id::ConnectionId;
use crosskey::domain::refusal::{Code, Field, Remedy};
use crosskey::domain::terms::Status;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::command::Act;
use crosskey::ledger::view::connection::{connection, connections};
use uuid::Uuid;

use crate::support::Pair;

fn rename(connection: ConnectionId, name: &str) -> Act {
    Act::RenameConnection { connection, name: name.to_owned() }
}

fn delete(connection: ConnectionId) -> Act {
    Act::DeleteConnection { connection, confirmed: true }
}

/// [C1] the redeemer starts with what it typed, the issuer with its token's name
#[test]
fn each_company_starts_with_its_own_name() {
    let pair = Pair::new();
    let mut create = pair.bench.token_on(pair.west_port, Tag::Dot1q(100));
    create.details.name = "Für den Osten: 1. Leitung".to_owned();
    let token = pair.bench.create(pair.west, create);
    let connection = pair.bench.redeem(pair.east, pair.order(token.key, 200));
    assert_eq!(pair.bench.connection(pair.west, connection).row.name, "Für den Osten: 1. Leitung");
    assert_eq!(pair.bench.connection(pair.east, connection).row.name, "link-1");
}

/// [C1] a new name is there at once, and the partner keeps its own; the redeemer's keeps the vendor's form
#[test]
fn names_are_private_and_change_at_once() {
    let pair = Pair::new();
    let (_, connection) = pair.connected();
    let Pair { bench, west, east, .. } = &pair;
    bench.refused_once(east.boss, rename(connection, "two words"), Code::NameInvalid, Field::Name);
    bench.refused_once(east.boss, rename(connection, "link-1"), Code::NothingToChange, Field::Name);
    bench.act(east.boss, rename(connection, "renamed"));
    bench.refused_once(west.boss, rename(connection, ""), Code::Required, Field::Name);
    bench.refused_once(west.boss, rename(connection, &"x".repeat(65)), Code::TextInvalid, Field::Name);
    bench.act(west.boss, rename(connection, "両国の接続 №1"));
    assert_eq!(bench.connection(*west, connection).row.name, "両国の接続 №1");
    assert_eq!(bench.connection(*east, connection).row.name, "renamed");
    assert_eq!(bench.notices(*west).len(), 1, "nobody is told of a name");
}

/// [C2h] the redeemer changes the bandwidth within the limit; the partner is told
#[test]
fn the_redeemer_changes_the_bandwidth() {
    let pair = Pair::new();
    let (_, connection) = pair.connected();
    let Pair { bench, west, east, .. } = &pair;
    let change = |mbps| Act::ChangeBandwidth { connection, bandwidth: Mbps::new(mbps) };
    for (mbps, message) in [
        (1001, "1001 Mbps is more than the token allows. Choose at most 1 Gbps."),
        (0, "Give a bandwidth above 0 Mbps."),
    ] {
        let refusal = bench.refused_once(east.boss, change(mbps), Code::OverBandwidth, Field::Bandwidth);
        assert_eq!((refusal.message.as_str(), refusal.remedy), (message, Some(Remedy::UseBandwidth(Mbps::gbps(1)))));
    }
    bench.refused_once(east.boss, change(500), Code::NothingToChange, Field::Bandwidth);
    assert_eq!(bench.warnings(east.boss, change(1000)), []);
    assert_eq!(bench.warnings(east.boss, change(600)).len(), 1, "not a usual speed");
    bench.act(east.boss, change(1000));
    assert_eq!(bench.connection(*west, connection).row.bandwidth, Mbps::gbps(1));
    let tail = &bench.grant(*west, bench.connection(*west, connection).grants[0]).row.tail;
    assert_eq!(
        bench.notices(*west)[0],
        format!("The bandwidth of “A-side token …{tail}” was changed from 500 Mbps to 1 Gbps.")
    );
    assert_eq!(bench.notices(*east).len(), 1, "whoever changes it is not told");
    bench.act(east.boss, change(10));
}

/// [C2h] the issuer does not change the bandwidth, and its page says why
#[test]
fn the_issuer_does_not_change_the_bandwidth() {
    let pair = Pair::new();
    let (_, connection) = pair.connected();
    let act = Act::ChangeBandwidth { connection, bandwidth: Mbps::new(200) };
    let refusal = pair.bench.refused_once(pair.west.boss, act, Code::RoleNotAllowed, Field::Bandwidth);
    assert_eq!(refusal.message, "Only the company that redeemed the token may change the bandwidth.");
    let view = pair.bench.connection(pair.west, connection);
    assert_eq!(view.may_change_bandwidth.why(), refusal.message);
    assert!(view.may_rename.yes() && view.may_delete.yes() && !view.redeemer);
}

/// [C2h] both may delete, each after confirming; a third company finds no such connection
#[test]
fn both_partners_may_delete() {
    for by_issuer in [true, false] {
        let pair = Pair::new();
        let (_, connection) = pair.connected();
        let Pair { bench, west, east, .. } = &pair;
        let third = bench.found_company("Third Company");
        for act in [
            delete(connection),
            rename(connection, "mine"),
            Act::ChangeBandwidth { connection, bandwidth: Mbps::new(10) },
        ] {
            bench.refused_once(third.boss, act, Code::NotFound, Field::Form);
        }
        assert!(
            bench
                .look(third, |sight| crosskey::ledger::view::connection::connection(sight, third.boss, connection))
                .is_none()
        );
        let (who, partner) = if by_issuer { (*west, *east) } else { (*east, *west) };
        let unconfirmed = Act::DeleteConnection { connection, confirmed: false };
        bench.refused_once(who.boss, unconfirmed, Code::DeletionUnconfirmed, Field::Confirm);
        bench.act(who.boss, delete(connection));
        let name = if by_issuer { "West Company" } else { "East Company" };
        let told = &bench.notices(partner)[0];
        assert!(told.starts_with(&format!("{name} deleted the connection “")), "{told}");
        assert!(told.ends_with("Its places are free again."), "{told}");
        assert_eq!(bench.connection(partner, connection).deleted, Some((bench.desk.now(), name.to_owned())));
        assert_eq!(bench.notices(who).len(), 1, "whoever deletes it is not told");
    }
}

/// [C6] [T5] deleting frees both places; the token stays Active and used
#[test]
fn deleting_frees_both_places_and_the_token_stays_used() {
    let pair = Pair::new();
    let (token, connection) = pair.connected();
    let Pair { bench, west, east, .. } = &pair;
    bench.delete_connection(*east, connection);
    let view = bench.grant(*west, token.id);
    assert_eq!((view.row.status.status, view.row.status.vendor), (Status::Used, "Active"));
    assert_eq!(view.redeemed, [(connection, "East Company".to_owned())]);
    bench.refused_once(east.boss, Act::Redeem(pair.order(token.key, 200)), Code::AlreadyUsed, Field::Key);
    bench.create_token(*west, pair.west_port, Tag::Dot1q(100));
    bench.create_token(*east, pair.east_port, Tag::Dot1q(200));
}

/// [T5] neither does its date change that
#[test]
fn a_used_token_never_expires() {
    let pair = Pair::new();
    let (token, connection) = pair.connected();
    pair.bench.delete_connection(pair.east, connection);
    pair.bench.advance_days(365);
    assert_eq!(pair.bench.status(pair.west, token.id), Status::Used);
}

/// [G6] [T4] the token's date and its deletion leave the connection as it was
#[test]
fn a_connection_outlives_its_token() {
    let pair = Pair::new();
    let (token, connection) = pair.connected();
    let Pair { bench, west, east, .. } = &pair;
    let (before_west, before_east) = (bench.connection(*west, connection), bench.connection(*east, connection));
    bench.advance_days(200);
    bench.act(west.boss, Act::DeleteToken(token.id));
    assert_eq!(bench.connection(*west, connection), before_west);
    assert_eq!(bench.connection(*east, connection), before_east);
    assert_eq!(before_east.row.state, State::Live);
    bench.act(east.boss, Act::ChangeBandwidth { connection, bandwidth: Mbps::new(1000) });
    bench.act(east.boss, rename(connection, "still-here"));
}

/// [G7] the limit as it is edited acts on the redemption; the connection keeps it, also when the token is gone
#[test]
fn a_connection_keeps_the_limit_it_was_made_under() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let token = pair.token(100);
    let mut details = bench.token_details(*west, token.id);
    details.limit = Mbps::new(200);
    bench.act(west.boss, Act::EditToken { grant: token.id, details: details.clone() });
    bench.refused_once(east.boss, Act::Redeem(pair.order(token.key, 200)), Code::OverBandwidth, Field::Bandwidth);
    details.limit = Mbps::gbps(5);
    bench.act(west.boss, Act::EditToken { grant: token.id, details });
    let connection = bench.redeem(*east, pair.order(token.key, 200));
    bench.act(west.boss, Act::DeleteToken(token.id));
    assert_eq!(bench.connection(*east, connection).limit, Mbps::gbps(5));
    bench.act(east.boss, Act::ChangeBandwidth { connection, bandwidth: Mbps::gbps(5) });
}

/// [C7] a deleted connection is Deleted for ever: listed, readable, and refused every change
#[test]
fn a_deleted_connection_is_only_read() {
    let pair = Pair::new();
    let (_, connection) = pair.connected();
    let Pair { bench, west, east, .. } = &pair;
    assert_eq!(bench.connection(*east, connection).row.state.word(), "Live");
    bench.delete_connection(*west, connection);
    for firm in [*west, *east] {
        let acts = [
            delete(connection),
            rename(connection, "other"),
            Act::ChangeBandwidth { connection, bandwidth: Mbps::new(10) },
        ];
        for act in acts {
            bench.refused_once(firm.boss, act, Code::ConnectionEnded, Field::Form);
        }
        let view = bench.connection(firm, connection);
        assert_eq!(view.row.state.word(), "Deleted");
        assert!(!view.may_rename.yes() && !view.may_delete.yes() && !view.may_change_bandwidth.yes());
        assert_eq!(view.may_delete.why(), "This connection was deleted; it can only be read.");
        assert_eq!(bench.look(firm, |sight| connections(sight, 0)).total, 1);
    }
    assert_eq!(bench.connection(*east, connection).row.end, "East Port · VLAN 200", "what it was stays readable");
}

/// [C7] the list shows the newest first, fifty a page
#[test]
fn connections_are_listed_newest_first() {
    let pair = Pair::new();
    let made: Vec<_> =
        (100..153).map(|vlan| pair.bench.redeem(pair.east, pair.order(pair.token(vlan).key, vlan))).collect();
    let list = pair.bench.look(pair.east, |sight| connections(sight, 0));
    assert_eq!((list.rows.len(), list.total, list.pages), (50, 53, 2));
    assert_eq!(list.rows[0].id, made[52]);
    let list = pair.bench.look(pair.west, |sight| connections(sight, 1));
    assert_eq!(list.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [made[2], made[1], made[0]]);
}

/// [C7] a connection that nobody made is not found
#[test]
fn an_unknown_connection_is_not_found() {
    let pair = Pair::new();
    let nothing = ConnectionId::new(Uuid::from_u128(3));
    pair.bench.refused_once(pair.east.boss, delete(nothing), Code::NotFound, Field::Form);
    assert!(pair.bench.look(pair.east, |sight| connection(sight, pair.east.boss, nothing)).is_none());
}

/// [C2h] an own port that was closed carries its connection on, and lets its bandwidth change
#[test]
fn a_closed_port_lets_its_connection_change() {
    let pair = Pair::new();
    let (_, connection) = pair.connected();
    pair.bench.close_port(pair.east, pair.east_port);
    pair.bench.close_port(pair.west, pair.west_port);
    pair.bench.act(pair.east.boss, Act::ChangeBandwidth { connection, bandwidth: Mbps::new(1000) });
    let other = pair.bench.add_port(pair.east, "Other", Tagging::Dot1q);
    assert_eq!(pair.bench.look(pair.east, |sight| sight.committed(other)), 0);
    assert_eq!(pair.bench.look(pair.east, |sight| sight.committed(pair.east_port)), 1000);
    assert_eq!(pair.bench.look(pair.west, |sight| sight.committed(pair.west_port)), 1000);
    assert_eq!(pair.bench.look(pair.west, |sight| sight.committed(pair.east_port)), 0, "which only its owner is told");
}
