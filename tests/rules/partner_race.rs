//! Both partners, each in a tab of its own: what comes first counts, and the other is told why its own does not.

use crosskey::desk::Trouble;
use crosskey::domain::refusal::Code;
use crosskey::domain::terms::Status;
use crosskey::ledger::command::{Act, KeyUse, ServiceEnd};

use crate::partners::{Partners, single, vlan};
use crate::support::{Bench, Firm};

/// The first is carried out in this tab, the second in another that does not know of it yet.
#[track_caller]
fn one_after_the_other(bench: &Bench, first: (Firm, Act), second: (Firm, Act), told: Code) {
    let other = bench.other_tab(2);
    let late = other.command(second.0.boss, second.1);
    assert!(other.desk.check(&late).is_ok(), "this tab still allows it");
    bench.act(first.0.boss, first.1);
    match other.submit(late) {
        Err(Trouble::Refused(refusals)) => assert_eq!(refusals[0].code, told, "{refusals:?}"),
        answer => panic!("expected {told:?}, found {answer:?}"),
    }
}

/// [D2] [R7] approved and withdrawn at once: the connection is one or the other, never both
#[test]
fn approved_or_withdrawn() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    for (approves_first, state) in [(true, "Live"), (false, "Withdrawn")] {
        let key = partners.key_asking(single(if approves_first { 100 } else { 101 }));
        let connection = partners.redeem(partners.order(key.key, if approves_first { 200 } else { 201 }));
        let approve = (*east, Act::ApproveConnection { connection, end: None });
        let withdraw = (*west, Act::WithdrawConnection(connection));
        let (first, second) = if approves_first { (approve, withdraw) } else { (withdraw, approve) };
        one_after_the_other(bench, first, second, Code::NothingToAnswer);
        assert_eq!(partners.state(connection), state);
        let expected = if approves_first { Status::Used } else { Status::Unused };
        assert_eq!(bench.status(*east, key.id), expected);
    }
}

/// [C4] both propose at once: one proposal is open, the other is refused
#[test]
fn one_of_two_proposals() {
    let partners = Partners::new();
    let (_, connection) = partners.connected();
    let (east, west) = (Partners::east_moves(connection, 101), Partners::west_moves(connection, 201));
    one_after_the_other(&partners.bench, (partners.east, east), (partners.west, west), Code::ProposalOpen);
}

/// [C4] an answer names its proposal: one to what was withdrawn and proposed anew meanwhile counts for nothing
#[test]
fn an_answer_to_what_was_withdrawn() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    bench.act(west.boss, Partners::west_moves(connection, 201));
    let seen = partners.open(connection);
    let other = bench.other_tab(2);
    bench.act(west.boss, Act::WithdrawChange { connection, proposal: seen });
    bench.act(west.boss, Partners::west_moves(connection, 202));
    let answer = other.submit(other.command(east.boss, Act::ApproveChange { connection, proposal: seen }));
    assert!(matches!(answer, Err(Trouble::Refused(refusals)) if refusals[0].code == Code::NothingToAnswer));
    assert_eq!(partners.end(*west, connection), "West Port · VLAN 200");
}

/// [C6] [C3] deleted and approved at once: it stays deleted
#[test]
fn deleted_or_approved() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    bench.act(west.boss, Partners::west_moves(connection, 201));
    let approve = Act::ApproveChange { connection, proposal: partners.open(connection) };
    let delete = Act::DeleteConnection { connection, confirmed: true };
    one_after_the_other(bench, (*west, delete), (*east, approve), Code::NothingToAnswer);
    assert_eq!(partners.state(connection), "Deleted");
}

/// [V1] [K6] a place that is taken while an expired key is revived: one of the two has it
#[test]
fn revived_or_taken() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let key = partners.key(single(100));
    bench.advance_days(30);
    let mut details = partners.details(&key);
    details.valid.until = details.valid.until.plus_days(60);
    let create = Act::CreateKey(partners.key_on(partners.east_port, single(100)));
    one_after_the_other(bench, (*east, create), (*east, Act::EditKey { grant: key.id, details }), Code::VlanTaken);
}

/// [G2] [K4] a single-use key is used once in two tabs, a multi-use key gives each tab its own VLAN
#[test]
fn used_in_two_tabs() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let key = partners.key(single(100));
    let order = |id| (*west, Act::RedeemKey(partners.order(key.key, id)));
    one_after_the_other(bench, order(200), order(201), Code::AlreadyUsed);
    let shared = partners.key(KeyUse::Multi { vnic: None });
    let other = bench.other_tab(3);
    let late = other.command(west.boss, Act::RedeemKey(partners.order(shared.key, 203)));
    let first = partners.redeem(partners.order(shared.key, 202));
    let second = other.submit(late).unwrap().connection.unwrap();
    pollster::block_on(bench.desk.refresh());
    assert_eq!(partners.end(*east, first), "East Port · VLAN 2");
    assert_eq!(partners.end(*east, second), "East Port · VLAN 3");
}

/// [V1] two approvals that give the same VLAN: the second is refused and may choose another
#[test]
fn one_vlan_for_two_approvals() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let key = partners.key_asking(KeyUse::Multi { vnic: None });
    let [one, two] = [200, 201].map(|id| partners.redeem(partners.order(key.key, id)));
    let approve = |connection, end: ServiceEnd| (*east, Act::ApproveConnection { connection, end: Some(end) });
    one_after_the_other(bench, approve(one, vlan(7)), approve(two, vlan(7)), Code::VlanTaken);
    let (_, again) = approve(two, vlan(8));
    bench.act(east.boss, again);
    assert_eq!(partners.end(*east, two), "East Port · VLAN 8");
}
