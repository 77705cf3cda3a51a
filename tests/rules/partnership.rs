//! The partnership of a Megaport connection: who may change what, and what the other must agree to.

use crosskey::domain::asset::System;
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::{Parties, Side};
use crosskey::domain::id::{CompanyId, ConnectionId, ProposalId};
use crosskey::domain::mcr::Configuration;
use crosskey::domain::permission::MegaportRole;
use crosskey::domain::refusal::{Code, Field, Remedy};
use crosskey::domain::rights::{Deed, Verdict, verdict};
use crosskey::domain::terms::Status;
use crosskey::domain::vlan_choice::VlanChoice;
use crosskey::ledger::command::{Act, ChangeEnd, CreateKey, KeyDetails, KeyUse, RedeemKey, ServiceEnd};
use crosskey::ledger::view::approval::{Approvals, answerable};
use crosskey::ledger::view::company::shell;
use uuid::Uuid;

use crate::partners::{MULTI, Partners, configured, megaport, port, single, vlan};
use crate::support::{Firm, Token};

fn bandwidth(connection: ConnectionId, mbps: u32) -> Act {
    Act::ChangeBandwidth { connection, bandwidth: Mbps::new(mbps) }
}

fn delete(connection: ConnectionId) -> Act {
    Act::DeleteConnection { connection, confirmed: true }
}

fn deny(connection: ConnectionId, proposal: ProposalId, reason: &str) -> Act {
    Act::DenyChange { connection, proposal, reason: reason.to_owned() }
}

/// [C2a] [C2b] [C2c] [C2d] [C2e] [C2f] [C2h] [C8] [C9] [P5] the table, row by row; what no row allows is refused with a sentence
#[test]
fn the_table_of_rights() {
    use Deed::*;
    let [issuer, redeemer, stranger] = [1, 2, 3].map(|number| CompanyId::new(Uuid::from_u128(number)));
    let parties = Parties::of(issuer, Side::Z, redeemer);
    let alone = Parties::of(issuer, Side::Z, issuer);
    // Each row: the deed, then Megaport's issuer, redeemer and a company alone with itself, then the same on Fabric.
    // `+` at once, `?` with approval, `-` never.
    let rows = [
        (Rename, "+++", "+++"),
        (Move, "??+", "---"),
        (Configure, "??+", "---"),
        (FillIn, "+-+", "---"),
        (Lower, "-++", "-++"),
        (Raise, "-?+", "-++"),
        (Refer, "-++", "---"),
        (Switch, "-++", "---"),
        (Delete, "-++", "+++"),
        (AskToDelete, "+--", "---"),
    ];
    assert_eq!(rows.map(|(deed, ..)| deed), Deed::ALL);
    let sign = |verdict| match verdict {
        Verdict::AtOnce => '+',
        Verdict::WithApproval => '?',
        Verdict::Never(why) => {
            assert!(why.ends_with('.') && why.len() > 30, "{why}");
            '-'
        }
    };
    for (deed, megaport, fabric) in rows {
        for (system, expected) in [(System::Megaport, megaport), (System::Fabric, fabric)] {
            let seats = [(&parties, issuer), (&parties, redeemer), (&alone, issuer)];
            let told: String =
                seats.map(|(parties, company)| sign(verdict(system, parties, company, deed))).iter().collect();
            assert_eq!(told, expected, "{deed:?} {system:?}");
            assert_eq!(sign(verdict(system, &parties, stranger, deed)), '-');
        }
    }
}

/// [C2a] [C1] both name the connection at once, also while it waits, and the consumer may use any script
#[test]
fn both_name_the_connection_for_themselves() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.asked();
    let rename = |name: &str| Act::RenameConnection { connection, name: name.to_owned() };
    bench.act(west.boss, rename("Nach Osten: 1. Leitung"));
    bench.act(east.boss, rename("西"));
    assert_eq!(bench.connection(*west, connection).row.name, "Nach Osten: 1. Leitung");
    assert_eq!(bench.connection(*east, connection).row.name, "西");
    bench.refused_once(east.boss, rename(""), Code::Required, Field::Name);
    bench.refused_once(east.boss, rename(&"x".repeat(65)), Code::TextInvalid, Field::Name);
    bench.act(west.boss, Act::ReferConnection { connection, reference: "SLR 8".to_owned() });
    for act in [bandwidth(connection, 100), delete(connection), Partners::west_moves(connection, 201)] {
        bench.refused_once(west.boss, act, Code::ConnectionWaiting, Field::Form);
    }
}

/// [C2b] [C3] [N1] a VLAN change waits: the old one stays in force, the partner sees field, old and new value, and approves
#[test]
fn a_vlan_change_waits_for_the_partner() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    let told = bench.warnings(east.boss, Partners::east_moves(connection, 101));
    let told: Vec<&str> = told.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(told, ["West Company is told this: VLAN 100 → 101. Nothing changes until it approves."]);
    bench.act(east.boss, Partners::east_moves(connection, 101));
    assert_eq!(partners.end(*east, connection), "East Port · VLAN 100");
    let (seen, own) = (partners.proposal(*west, connection), partners.proposal(*east, connection));
    assert_eq!(
        (seen.by.as_str(), seen.partner.as_str(), seen.own, own.own),
        ("East Company", "West Company", false, true)
    );
    assert_eq!((seen.since, seen.until), (partners.now(), Some(partners.now().plus_days(60))));
    assert_eq!((seen.end.clone(), own.end), (None, Some(vec!["East Port".to_owned(), "VLAN 101".to_owned()])));
    assert!(seen.may_answer.yes() && !seen.may_withdraw.yes());
    assert_eq!((seen.columns, seen.tells, own.tells), (["Now", "Proposed"], false, true));
    let approve = Act::ApproveChange { connection, proposal: seen.id };
    bench.refused_once(east.boss, approve.clone(), Code::RoleNotAllowed, Field::Form);
    bench.act(west.boss, approve.clone());
    assert_eq!(partners.end(*east, connection), "East Port · VLAN 101");
    let own = partners.proposal(*east, connection);
    assert_eq!(own.outcome, "West Company approved it on 2026-03-02 at 09:30 UTC.");
    assert_eq!((own.columns, own.tells), (["Before", "After"], false));
    bench.refused_once(west.boss, approve, Code::NothingToAnswer, Field::Form);
    // The old VLAN is free, the new one is held.
    partners.key(single(100));
    let taken = Act::CreateKey(partners.key_on(partners.east_port, single(101)));
    bench.refused_once(east.boss, taken, Code::VlanTaken, Field::Vlan);
}

/// [C2b] an MVE's end moves to another vNIC or VLAN, and only what moves is told; the other end is not one's own
#[test]
fn a_vnic_change_tells_only_what_moves() {
    let partners = Partners::new();
    let Partners { bench, east, west, west_mve, .. } = &partners;
    let key = partners.key(single(100));
    let on = |vnic, id| ServiceEnd::Mve { vnic, vlan: VlanChoice::Id(id) };
    let connection = partners.redeem(partners.order_to(key.key, *west_mve, on(0, 7)));
    let change = |end| Act::ChangeEnd(ChangeEnd { connection, side: Side::A, end });
    bench.refused_once(west.boss, change(on(0, 7)), Code::NothingToChange, Field::Form);
    bench.refused_once(west.boss, change(on(2, 7)), Code::NumberInvalid, Field::Vnic);
    bench.refused_once(west.boss, change(vlan(7)), Code::WrongSystem, Field::Asset);
    let other = Act::ChangeEnd(ChangeEnd { connection, side: Side::Z, end: vlan(7) });
    bench.refused_once(west.boss, other, Code::OwnAssetRequired, Field::Form);
    bench.act(west.boss, change(on(1, 7)));
    let lines = partners.proposal(*east, connection).lines;
    let told: Vec<_> =
        lines.iter().map(|line| (line.field, line.from.as_deref().unwrap_or_default(), line.to.as_str())).collect();
    assert_eq!(told, [("vNIC", "0", "1")]);
    bench.act(west.boss, Act::WithdrawChange { connection, proposal: partners.open(connection) });
    bench.act(west.boss, change(ServiceEnd::Mve { vnic: 1, vlan: VlanChoice::Untagged }));
    assert_eq!(partners.proposal(*east, connection).lines.len(), 2);
    assert_eq!(
        bench.notices(*east)[0],
        "West Company proposes to change “For West”: vNIC 0 → 1, VLAN 7 → untagged. It needs your approval."
    );
}

/// [C3] of a changed MCR configuration the partner learns which parts change; the rest and every password are the proposer's
#[test]
fn a_configuration_change_tells_only_its_parts() {
    let partners = Partners::new();
    let Partners { bench, east, west, east_mcr, .. } = &partners;
    let key = partners.create(partners.key_on(*east_mcr, KeyUse::Single(ServiceEnd::Mcr(configured("10.0.0.1/30")))));
    let connection = partners.redeem(partners.order(key.key, 200));
    let configure = |configuration: Configuration| {
        Act::ChangeEnd(ChangeEnd { connection, side: Side::Z, end: ServiceEnd::Mcr(configuration) })
    };
    bench.act(east.boss, configure(crate::mcr::full()));
    let seen = partners.proposal(*west, connection);
    let line = &seen.lines[0];
    assert_eq!(
        (line.field, line.from.as_deref().unwrap_or_default(), line.to.as_str()),
        ("MCR configuration", "", "other interface addresses, static routes, BFD, BGP peers")
    );
    let told = bench.look(*west, |sight| {
        let page = crosskey::ledger::view::connection::connection(sight, west.boss, connection);
        format!("{page:?} {:?} {:?}", bench.notices(*west), bench.history(*west, connection.uuid()))
    });
    for hidden in ["10.0.0.1", "169.254", "10.9.0.0", "65000", "upstream", "zzPassword1!"] {
        assert!(!told.contains(hidden), "{hidden} in {told}");
    }
    assert_eq!(partners.end(*east, connection), "East MCR · 10.0.0.1/30", "still in force");
    bench.act(west.boss, Act::ApproveChange { connection, proposal: seen.id });
    assert_eq!(partners.end(*east, connection), "East MCR · 169.254.100.1/30, 10.1.1.1/32");
}

/// [K4] the first filling of the configuration that a shared MCR key left empty needs no approval, any later one does
#[test]
fn the_first_filling_needs_no_approval() {
    let partners = Partners::new();
    let Partners { bench, east, west, east_mcr, west_mcr, .. } = &partners;
    let key = partners.create(partners.key_on(*east_mcr, MULTI));
    let order = partners.order_to(key.key, *west_mcr, ServiceEnd::Mcr(configured("10.5.0.1/30")));
    let connection = partners.redeem(order);
    let configure =
        |side, address| Act::ChangeEnd(ChangeEnd { connection, side, end: ServiceEnd::Mcr(configured(address)) });
    let needs = |firm, side: usize| bench.connection(firm, connection).ends[side].open.clone().unwrap().needs_approval;
    assert!(!needs(*east, 1) && needs(*west, 0));
    let unread = bench.unread(*west);
    bench.act(east.boss, configure(Side::Z, "10.0.0.1/30"));
    assert_eq!((partners.end(*east, connection).as_str(), bench.unread(*west)), ("East MCR · 10.0.0.1/30", unread));
    assert!(needs(*east, 1));
    bench.act(east.boss, configure(Side::Z, "10.0.0.2/30"));
    assert_eq!(partners.end(*east, connection), "East MCR · 10.0.0.1/30");
}

/// [C2c] the consumer lowers the rate limit at once with a notice, raises it with approval and within the limit
#[test]
fn the_rate_limit() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    let refusal = bench.refused_once(east.boss, bandwidth(connection, 100), Code::RoleNotAllowed, Field::Bandwidth);
    assert_eq!(bench.connection(*east, connection).may_change_bandwidth.why(), refusal.message);
    bench.act(west.boss, bandwidth(connection, 100));
    assert_eq!(bench.notices(*east)[0], "The bandwidth of “For West” was changed from 300 Mbps to 100 Mbps.");
    let over = bench.refused_once(west.boss, bandwidth(connection, 501), Code::OverBandwidth, Field::Bandwidth);
    assert_eq!(over.remedy, Some(Remedy::UseBandwidth(Mbps::new(500))));
    assert!(bench.connection(*west, connection).raising_needs_approval);
    bench.act(west.boss, bandwidth(connection, 400));
    assert_eq!(bench.connection(*west, connection).row.bandwidth, Mbps::new(100), "the old value stays in force");
    let seen = partners.proposal(*east, connection);
    assert_eq!(seen.lines[0].field, "rate limit");
    bench.act(east.boss, Act::ApproveChange { connection, proposal: seen.id });
    for firm in [*east, *west] {
        assert_eq!(bench.connection(firm, connection).row.bandwidth, Mbps::new(400));
    }
    let sums = [(*east, partners.east_port), (*west, partners.west_port)]
        .map(|(firm, port)| bench.look(firm, |sight| sight.committed(port)));
    assert_eq!(sums, [400, 400]);
}

/// [A6] a proposed rate is promised: the own service cannot become slower than it
#[test]
fn a_proposed_rate_is_promised() {
    let partners = Partners::new();
    let Partners { bench, west, west_port, .. } = &partners;
    let mut create = partners.key_on(partners.east_port, single(100));
    create.details.limit = Mbps::gbps(10);
    let key = partners.create(create);
    let connection = partners.redeem(partners.order(key.key, 200));
    bench.act(west.boss, bandwidth(connection, 5000));
    let slower = bench.changed_port(*west, *west_port, |port| port.speed = Mbps::gbps(1));
    bench.refused_once(west.boss, slower, Code::AssetInUse, Field::Speed);
}

/// [C2d] [C2g] the service level reference is the consumer's, and nobody else's
#[test]
fn the_service_level_reference() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    let refer = |text: &str| Act::ReferConnection { connection, reference: text.to_owned() };
    bench.refused_once(west.boss, refer("SLR 7"), Code::NothingToChange, Field::Reference);
    bench.refused_once(west.boss, refer(&"x".repeat(256)), Code::TextInvalid, Field::Reference);
    let unread = bench.unread(*east);
    bench.act(west.boss, refer("SLR 9"));
    assert_eq!(bench.connection(*west, connection).service_order.unwrap().reference, "SLR 9");
    let of_east = bench.connection(*east, connection);
    assert_eq!((of_east.service_order, bench.unread(*east)), (None, unread));
    bench.refused_once(east.boss, refer("SLR 10"), Code::RoleNotAllowed, Field::Reference);
}

/// [C2e] [C7] the consumer shuts down and enables, the creator sees it; places stay held, and names may change
#[test]
fn shutting_down_and_enabling() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    let switch = |on| Act::SwitchConnection { connection, on };
    bench.refused_once(east.boss, switch(false), Code::RoleNotAllowed, Field::Form);
    bench.refused_once(west.boss, switch(true), Code::NothingToChange, Field::Form);
    bench.act(west.boss, switch(false));
    assert_eq!(
        (partners.state(connection), bench.notices(*east)[0].as_str()),
        ("Shut down", "The connection “For West” was shut down.")
    );
    bench.refused_once(west.boss, switch(false), Code::NothingToChange, Field::Form);
    let taken = Act::CreateKey(partners.key_on(partners.east_port, single(100)));
    bench.refused_once(east.boss, taken, Code::VlanTaken, Field::Vlan);
    bench.act(west.boss, switch(true));
    assert_eq!(
        (partners.state(connection), bench.notices(*east)[0].as_str()),
        ("Live", "The connection “For West” was enabled.")
    );
}

/// [C2f] [C9] only the consumer deletes; the creator asks once, and the consumer is told
#[test]
fn the_creator_asks_and_the_consumer_deletes() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (key, connection) = partners.connected();
    let refusal = bench.refused_once(east.boss, delete(connection), Code::RoleNotAllowed, Field::Form);
    assert_eq!(
        refusal.message,
        "Only the company that used the service key may delete the connection. You can ask it to."
    );
    bench.refused_once(west.boss, Act::AskToDelete(connection), Code::RoleNotAllowed, Field::Form);
    bench.act(east.boss, Act::AskToDelete(connection));
    assert_eq!(bench.notices(*west)[0], "East Company asks you to delete the connection “To East”. Only you can.");
    assert_eq!(bench.connection(*west, connection).deletion_asked, Some(partners.now()));
    let again = bench.refused_once(east.boss, Act::AskToDelete(connection), Code::NothingToChange, Field::Form);
    assert_eq!(bench.connection(*east, connection).may_ask_to_delete.why(), again.message);
    bench.refused_once(
        west.boss,
        Act::DeleteConnection { connection, confirmed: false },
        Code::DeletionUnconfirmed,
        Field::Confirm,
    );
    bench.act(west.boss, delete(connection));
    assert_eq!((partners.state(connection), bench.status(*east, key.id)), ("Deleted", Status::Used));
    partners.key(single(100));
}

/// [C6] deleting ends an open proposal, frees what it held, and tells so; the key stays used
#[test]
fn deleting_ends_an_open_proposal() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    bench.act(east.boss, Partners::east_moves(connection, 101));
    let proposal = partners.open(connection);
    bench.act(west.boss, delete(connection));
    for firm in [*east, *west] {
        let seen = partners.proposal(firm, connection);
        assert_eq!((seen.outcome.as_str(), seen.until), ("It ended with the connection.", None));
        assert!(partners.approvals(firm).mine.rows.is_empty() && partners.approvals(firm).theirs.rows.is_empty());
    }
    bench.refused_once(west.boss, Act::ApproveChange { connection, proposal }, Code::NothingToAnswer, Field::Form);
    for id in [100, 101] {
        partners.key(single(id));
    }
    bench.advance_days(61);
    assert!(!bench.notices(*east).iter().any(|notice| notice.contains("lapsed")), "it did not lapse as well");
}

/// [C3] [C5] a denial is a normal state with who, when and why; nothing changes, and the held place is free
#[test]
fn a_denied_change() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    bench.act(east.boss, Partners::east_moves(connection, 101));
    let proposal = partners.open(connection);
    bench.refused_once(east.boss, deny(connection, proposal, ""), Code::RoleNotAllowed, Field::Form);
    bench.act(west.boss, deny(connection, proposal, "VLAN 101 is ours"));
    assert_eq!(partners.end(*east, connection), "East Port · VLAN 100");
    let told = "West Company denied it on 2026-03-02 at 09:30 UTC: “VLAN 101 is ours”";
    assert_eq!(partners.proposal(*east, connection).outcome, told);
    assert_eq!(partners.proposal(*east, connection).columns, ["Then", "Proposed"]);
    assert_eq!(bench.notices(*east)[0], "West Company denied the proposed change of “For West”: “VLAN 101 is ours”.");
    partners.key(single(101));
    bench.act(east.boss, Partners::east_moves(connection, 102));
    assert_ne!(partners.open(connection), proposal, "the next one is another");
    bench.refused_once(west.boss, Act::ApproveChange { connection, proposal }, Code::NothingToAnswer, Field::Form);
}

/// [C3] the proposer withdraws, and only the proposer
#[test]
fn a_withdrawn_change() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    bench.act(west.boss, Partners::west_moves(connection, 201));
    let withdraw = Act::WithdrawChange { connection, proposal: partners.open(connection) };
    let refusal = bench.refused_once(east.boss, withdraw.clone(), Code::RoleNotAllowed, Field::Form);
    assert_eq!(refusal.message, "Only West Company, which proposed this, may withdraw it.");
    bench.act(west.boss, withdraw);
    assert_eq!(bench.notices(*east)[0], "West Company withdrew the proposed change of “For West”.");
    assert_eq!(partners.proposal(*east, connection).outcome, "West Company withdrew it on 2026-03-02 at 09:30 UTC.");
    assert_eq!(partners.end(*west, connection), "West Port · VLAN 200");
}

/// [C4] one open proposal a connection: names, references, shut down, enable and delete still act, the rest is refused
#[test]
fn one_open_proposal_a_connection() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    bench.act(west.boss, bandwidth(connection, 400));
    for (person, act, field) in [
        (west.boss, Partners::west_moves(connection, 201), Field::Form),
        (east.boss, Partners::east_moves(connection, 101), Field::Form),
        (west.boss, bandwidth(connection, 100), Field::Form),
        (west.boss, bandwidth(connection, 450), Field::Form),
    ] {
        bench.refused_once(person, act, Code::ProposalOpen, field);
    }
    assert_eq!(
        bench.connection(*east, connection).ends[1].open.clone().unwrap().may_change.why(),
        "A change that your partner proposed waits for your answer. Approve or deny it first."
    );
    bench.act(west.boss, Act::RenameConnection { connection, name: "Busy".to_owned() });
    bench.act(west.boss, Act::ReferConnection { connection, reference: "SLR 8".to_owned() });
    bench.act(west.boss, Act::SwitchConnection { connection, on: false });
    bench.act(west.boss, Act::SwitchConnection { connection, on: true });
    bench.act(east.boss, Act::AskToDelete(connection));
    assert_eq!(partners.proposal(*east, connection).outcome, "", "it is still open");
    bench.act(west.boss, delete(connection));
}

/// [C4] [V1] [N1] after 60 days a proposal lapses by itself: what it held is free, both are told, another may follow
#[test]
fn a_proposal_lapses_after_sixty_days() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    bench.act(east.boss, Partners::east_moves(connection, 101));
    let proposal = partners.open(connection);
    partners.wait_almost_sixty_days();
    let taken = Act::CreateKey(partners.key_on(partners.east_port, single(101)));
    let refusal = bench.refused_once(east.boss, taken.clone(), Code::VlanTaken, Field::Vlan);
    assert!(
        refusal.message.starts_with("VLAN 101 is held by a proposed change of the connection “For West”"),
        "{}",
        refusal.message
    );
    let (unread_east, unread_west) = (bench.unread(*east), bench.unread(*west));
    bench.clock.advance(1);
    assert_eq!((bench.unread(*east), bench.unread(*west)), (unread_east + 1, unread_west + 1));
    assert_eq!(bench.notices(*east)[0], "The proposed change of “For West” lapsed: nobody answered it within 60 days.");
    assert_eq!(
        partners.proposal(*west, connection).outcome,
        "It lapsed on 2026-05-01 at 09:30 UTC, for nobody answered."
    );
    bench.refused_once(west.boss, Act::ApproveChange { connection, proposal }, Code::NothingToAnswer, Field::Form);
    bench.act(east.boss, taken);
    bench.act(east.boss, Partners::east_moves(connection, 102));
    assert_eq!(partners.proposal(*west, connection).lines[0].to, "102");
    bench.act(west.boss, Act::ApproveChange { connection, proposal: partners.open(connection) });
    assert_eq!(partners.end(*east, connection), "East Port · VLAN 102");
    let moments = bench.history(*west, connection.uuid());
    assert!(moments.iter().any(|moment| moment.what == "Answered the proposed change in time: it lapsed"));
}

/// [V1] [V5] the new value of a proposal is held; a clash names its holder to its owner only
#[test]
fn a_proposed_value_is_held() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, one) = partners.connected();
    let (_, other) = partners.connected_on(101, 201);
    bench.act(west.boss, Partners::west_moves(one, 202));
    let refusal = bench.refused_once(west.boss, Partners::west_moves(other, 202), Code::VlanTaken, Field::Vlan);
    assert_eq!(
        refusal.message,
        "VLAN 202 is held by a proposed change of the connection “To East”. VLAN 203 is the next free place."
    );
    let key = partners.key(single(102));
    bench.refused_once(west.boss, Act::RedeemKey(partners.order(key.key, 202)), Code::VlanTaken, Field::Vlan);
    // The partner's plan has nothing of it.
    let claims = bench.look(*east, |sight| sight.claims(partners.east_port).count());
    assert_eq!(claims, 3);
    let lowest = ServiceEnd::Port(VlanChoice::LowestFree);
    let next = partners.redeem(RedeemKey { end: lowest, ..partners.order(key.key, 2) });
    assert_eq!(partners.end(*west, next), "West Port · VLAN 2");
}

/// [C8] a company alone with itself changes both ends at once
#[test]
fn alone_with_itself_nothing_waits() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let second = bench.add_asset(*east, port("Second Port", "DC"));
    let key = partners.key(single(100));
    partners.key(single(102));
    let order = RedeemKey { own_confirmed: true, ..partners.order_to(key.key, second, vlan(200)) };
    let connection = bench.act(east.boss, Act::RedeemKey(order)).connection.unwrap();
    let change = |side, id| Act::ChangeEnd(ChangeEnd { connection, side, end: vlan(id) });
    bench.refused_once(east.boss, change(Side::Z, 102), Code::VlanTaken, Field::Vlan);
    bench.act(east.boss, change(Side::A, 201));
    bench.act(east.boss, change(Side::Z, 101));
    bench.act(east.boss, bandwidth(connection, 500));
    assert_eq!(partners.end(*east, connection), "Second Port · VLAN 201 ↔ East Port · VLAN 101");
    let view = bench.connection(*east, connection);
    assert!(view.proposal.is_none() && !view.raising_needs_approval && view.may_delete.yes());
    assert!(view.ends.iter().all(|end| !end.open.clone().unwrap().needs_approval));
    // There is nobody to ask or to tell (C9).
    assert!(!view.may_ask_to_delete.yes() && !view.deletion.contains("partner"), "{}", view.deletion);
    bench.refused_once(east.boss, Act::AskToDelete(connection), Code::RoleNotAllowed, Field::Form);
    bench.act(east.boss, delete(connection));
}

/// [C5] [R7] the page of approvals: what waits for me and for others, with its age; answered there, it is gone
#[test]
fn the_page_of_approvals() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, asked) = partners.asked();
    bench.advance_days(3);
    let (_, connected) = partners.connected_on(101, 201);
    bench.act(east.boss, Partners::east_moves(connected, 102));
    bench.advance_days(2);
    let (of_east, of_west) = (partners.approvals(*east), partners.approvals(*west));
    let rows = |window: &crosskey::ledger::view::Window<crosskey::ledger::view::approval::ApprovalRow>| {
        window.rows.iter().map(|row| (row.connection, row.what.clone(), row.days)).collect::<Vec<_>>()
    };
    let request = (asked, "A connection of 300 Mbps".to_owned(), 5);
    let change = (connected, "VLAN 101 → 102".to_owned(), 2);
    assert_eq!((rows(&of_east.mine), rows(&of_east.theirs)), (vec![request.clone()], vec![change.clone()]));
    assert_eq!((rows(&of_west.mine), rows(&of_west.theirs)), (vec![change], vec![request]));
    let request_of = |row: usize, page: &Approvals| page.mine.rows[row].request.clone().unwrap();
    assert!(request_of(0, &of_east).may_answer.yes() && request_of(0, &of_east).why_not.is_empty());
    // [P5] Whoever can do nothing about it is told why, on either side.
    let viewer = bench.add_person(*east, "Finn", megaport(MegaportRole::Finance));
    let finn = partners.approvals(Firm { boss: viewer, ..*east });
    let change = finn.theirs.rows[0].proposal.clone().unwrap();
    for why in [request_of(0, &finn).why_not, change.why_not] {
        assert!(why.contains("role"), "{why}");
    }
    assert!(of_west.mine.rows[0].proposal.clone().unwrap().may_answer.yes());
    assert_eq!(of_west.mine.rows[0].partner, "East Company");
    let open = |firm: Firm| bench.look(firm, answerable);
    let proposal = partners.open(connected);
    assert_eq!((open(*east), open(*west)), (vec![asked.uuid()], vec![proposal.uuid()]), "as answers name them");
    let owed = |firm: Firm| bench.look(firm, |sight| shell(sight, firm.boss)).expect("who acts").owed;
    assert_eq!((owed(*east), owed(*west)), (1, 1));
    bench.act(east.boss, Act::ApproveConnection { connection: asked, end: None });
    bench.act(west.boss, Act::ApproveChange { connection: connected, proposal: partners.open(connected) });
    assert_eq!((owed(*east), owed(*west), partners.approvals(*east).theirs.rows.len()), (0, 0, 0));
}

/// [R9] [R7] [C3] whoever approves a connection or a higher rate is warned when its own service is promised too much
#[test]
fn who_approves_is_warned_of_the_sum() {
    let partners = Partners::new();
    let Partners { bench, east, west, west_mcr, .. } = &partners;
    let asks = |usage| {
        let create = CreateKey { pre_approved: false, ..partners.key_on(partners.east_port, usage) };
        let details = KeyDetails { limit: Mbps::gbps(10), ..create.details.clone() };
        partners.create(CreateKey { details, ..create })
    };
    let ask = |key: Token, mbps, address| {
        let end = ServiceEnd::Mcr(configured(address));
        let order = RedeemKey { bandwidth: Mbps::new(mbps), ..partners.order_to(key.key, *west_mcr, end) };
        partners.redeem(order)
    };
    let (first, second) = (ask(asks(single(100)), 6_000, "10.0.0.1/30"), ask(asks(MULTI), 4_000, "10.0.1.1/30"));
    let approve = |connection, end| Act::ApproveConnection { connection, end };
    assert_eq!(bench.warnings(east.boss, approve(first, None)), []);
    bench.act(east.boss, approve(first, None));
    assert_eq!(bench.warnings(east.boss, approve(second, Some(vlan(101)))), [], "10 Gbps fit");
    let third = ask(asks(single(102)), 4_001, "10.0.2.1/30");
    let told = |act| bench.warnings(east.boss, act).into_iter().map(|warning| warning.message).collect::<Vec<_>>();
    let over = "The connections on this port then add up to 10001 Mbps, more than its 10 Gbps.";
    assert_eq!(told(approve(third, None)), [over]);
    bench.act(east.boss, approve(second, Some(vlan(101))));
    bench.act(west.boss, bandwidth(second, 4_001));
    assert_eq!(told(Act::ApproveChange { connection: second, proposal: partners.open(second) }), [over]);
}

/// [C2g] [S1] neither end sees the other's service, VLAN, name or location; the key's metro is shared
#[test]
fn each_end_sees_its_own() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (_, connection) = partners.connected();
    let page = |firm| format!("{:?}", bench.connection(firm, connection));
    for (firm, hidden) in [
        (*east, ["West Port", "VLAN 200", "To East", "SLR 7", "New York", "NY"]),
        (*west, ["East Port", "VLAN 100", "For West", "East MCR", "East MVE", "vnic"]),
    ] {
        let told = page(firm);
        for word in hidden {
            assert!(!told.contains(word), "{word} in {told}");
        }
    }
    assert_eq!(bench.connection(*west, connection).metro, "DC Ashburn");
    assert_eq!(bench.connection(*east, connection).grants.len(), 1);
    assert!(bench.connection(*west, connection).grants.is_empty());
}

/// [G6] switching the key off or its expiry never touches what was connected with it
#[test]
fn the_connection_outlives_its_key() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let key = partners.key(MULTI);
    let connection = partners.redeem(partners.order(key.key, 200));
    let mut details = partners.details(&key);
    details.active = false;
    bench.act(east.boss, Act::EditKey { grant: key.id, details });
    bench.advance_days(40);
    assert_eq!(partners.state(connection), "Live");
    bench.act(partners.west.boss, Partners::west_moves(connection, 201));
    bench.act(east.boss, Act::ApproveChange { connection, proposal: partners.open(connection) });
}

/// [C5] [K4] [R7] requests with one multi-use key share its name: which of its uses each is tells them apart
#[test]
fn requests_with_one_key_are_told_apart() {
    let partners = Partners::new();
    let key = partners.key_asking(KeyUse::Multi { vnic: None });
    for id in [200, 201] {
        partners.redeem(partners.order(key.key, id));
    }
    let rows = partners.approvals(partners.east).mine.rows;
    let words: Vec<&str> = rows.iter().map(|row| row.what.as_str()).collect();
    assert_eq!(words, ["A connection of 300 Mbps, use 1 of the key", "A connection of 300 Mbps, use 2 of the key"]);
    assert_eq!(partners.approvals(partners.west).theirs.rows[0].what, "A connection of 300 Mbps");
}
