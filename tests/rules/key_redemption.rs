//! Using a service key: at once where it is pre-approved, else by asking its creator.

use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::id::AttemptId;
use crosskey::domain::mcr::Configuration;
use crosskey::domain::refusal::{Code, Field};
use crosskey::domain::terms::Status;
use crosskey::domain::time::{DAY, Validity};
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::domain::vlan_choice::VlanChoice;
use crosskey::forms::Fresh;
use crosskey::forms::redemption::RedemptionForm;
use crosskey::ledger::command::{Act, CreateKey, KeyDetails, KeyUse, RedeemKey, ServiceEnd};
use crosskey::ledger::view::approval::Given;
use crosskey::ledger::view::grant::counts;

use crate::partners::{MULTI, Partners, configured, found, port, single, vlan};
use crate::support::{Firm, Token, order_to_port, reasons};

/// [R3] the A-End is a Port, an MCR or an MVE; the rest of the order is the redeemer's own
#[test]
fn the_a_end_is_any_service() {
    let partners = Partners::new();
    let Partners { bench, west, west_mcr, west_mve, .. } = &partners;
    let key = partners.key(MULTI);
    let ends = [
        (partners.west_port, ServiceEnd::Port(VlanChoice::LowestFree), "West Port · VLAN 2"),
        (partners.west_port, ServiceEnd::Port(VlanChoice::LowestFree), "West Port · VLAN 3"),
        (*west_mve, ServiceEnd::Mve { vnic: 1, vlan: VlanChoice::Untagged }, "West MVE · vNIC 1, untagged"),
        (*west_mcr, ServiceEnd::Mcr(configured("10.0.0.1/30")), "West MCR · 10.0.0.1/30"),
    ];
    for (asset, end, words) in ends {
        let connection = partners.redeem(partners.order_to(key.key, asset, end));
        let view = bench.connection(*west, connection);
        assert_eq!(view.row.end, words);
        let order = view.service_order.unwrap();
        assert_eq!((order.reference.as_str(), order.term, view.row.name.as_str()), ("SLR 7", 12, "To East"));
    }
}

/// [R3] [R5] every problem of the order at its field; a name of up to 64 characters in any script
#[test]
fn the_order_is_checked() {
    let partners = Partners::new();
    let Partners { bench, west, .. } = &partners;
    let key = partners.key(single(100));
    let good = partners.order(key.key, 200);
    let bad = RedeemKey {
        end: vlan(1),
        name: "x".repeat(65),
        bandwidth: Mbps::new(501),
        reference: "x".repeat(256),
        term: 13,
        ..good.clone()
    };
    let refusals = bench.refused(west.boss, Act::RedeemKey(bad));
    assert_eq!(
        reasons(&refusals),
        [
            (Code::OverBandwidth, Field::Bandwidth),
            (Code::VlanOutOfRange, Field::Vlan),
            (Code::TextInvalid, Field::Name),
            (Code::TextInvalid, Field::Reference),
            (Code::NumberInvalid, Field::Term),
        ]
    );
    let refused = |order, code, field| bench.refused_once(west.boss, Act::RedeemKey(order), code, field);
    refused(RedeemKey { name: " ".to_owned(), ..good.clone() }, Code::Required, Field::Name);
    refused(RedeemKey { asset: partners.east_port, ..good.clone() }, Code::OwnAssetRequired, Field::Asset);
    refused(
        RedeemKey { end: ServiceEnd::Mcr(configured("10.0.0.1/30")), ..good.clone() },
        Code::WrongSystem,
        Field::Asset,
    );
    let empty = RedeemKey { asset: partners.west_mcr, end: ServiceEnd::Mcr(Configuration::default()), ..good.clone() };
    refused(empty, Code::Required, Field::Configuration);
    let beyond = RedeemKey {
        asset: partners.west_mve,
        end: ServiceEnd::Mve { vnic: 2, vlan: VlanChoice::Id(5) },
        ..good.clone()
    };
    refused(beyond, Code::NumberInvalid, Field::Vnic);
    let name = "線".repeat(64);
    let connection = partners.redeem(RedeemKey { name: name.clone(), reference: "x".repeat(255), term: 60, ..good });
    assert_eq!(bench.connection(*west, connection).row.name, name);
}

/// [R5] the codes at the key, each before what stands after it
#[test]
fn the_codes_at_the_key() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let key = partners.key(single(100));
    let refused = |code| bench.refused_once(west.boss, Act::RedeemKey(partners.order(key.key, 1)), code, Field::Key);
    let edit = |change: fn(&mut crosskey::ledger::command::KeyDetails)| {
        let mut details = partners.details(&key);
        change(&mut details);
        bench.act(east.boss, Act::EditKey { grant: key.id, details });
    };
    // Not yet valid and switched off: that it is too early comes first.
    edit(|details| (details.active, details.valid.from) = (false, details.valid.from.plus_days(1)));
    let refusal = refused(Code::NotYetValid);
    assert_eq!(refusal.message, "This key is valid from 2026-03-03 at 09:30 UTC. Come back then, or ask East Company.");
    bench.advance_days(1);
    refused(Code::SwitchedOff);
    bench.clock.advance(29 * DAY - 1);
    refused(Code::SwitchedOff);
    bench.clock.advance(1);
    let refusal = refused(Code::Expired);
    assert_eq!(refusal.message, "This key expired on 2026-04-01 at 09:30 UTC. Ask East Company for a new one.");
    edit(|details| (details.active, details.valid.until) = (true, details.valid.until.plus_days(30)));
    partners.redeem(partners.order(key.key, 200));
    refused(Code::AlreadyUsed);
}

/// [R5] [K10] a key of one system does not fit the ends of the other
#[test]
fn a_key_fits_its_own_system_only() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let both = crosskey::domain::permission::Roles {
        fabric: Some(crosskey::domain::permission::FabricRole::FabricManager),
        megaport: Some(crosskey::domain::permission::MegaportRole::CompanyAdmin),
    };
    let [of_east, of_west] = [east, west].map(|firm| bench.add_person(*firm, "Both", both));
    let fabric_port = crate::support::port_details("Fabric Port", "DC", 10, Tagging::Dot1q);
    let fabric_port = bench.act(of_east, Act::AddAsset(fabric_port)).asset.unwrap();
    let token = bench.act(of_east, Act::CreateToken(bench.token_on(fabric_port, Tag::Dot1q(7)))).grant().unwrap();
    let token =
        bench.look(*east, |sight| crosskey::ledger::view::grant::grant(sight, of_east, token)).unwrap().key.unwrap();
    bench.refused_once(of_west, Act::RedeemKey(partners.order(token, 200)), Code::WrongSystem, Field::Key);
    let key = partners.key(single(100));
    let to_fabric = Act::Redeem(order_to_port(key.key, fabric_port, Tag::Dot1q(9)));
    bench.refused_once(of_west, to_fabric, Code::WrongSystem, Field::Asset);
    let on_fabric = partners.order_to(key.key, fabric_port, vlan(200));
    bench.refused(of_east, Act::RedeemKey(on_fabric));
}

/// [R7] the button says whether the connection is made or asked for
#[test]
fn the_button_says_what_will_happen() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let says = |firm: Firm, token: &Token| {
        let mut form =
            RedemptionForm::fresh(Fresh { attempt: AttemptId::new(bench.desk.draw()), now: bench.desk.now() });
        form.set_key(token.key.reveal(), bench.desk.now());
        bench.look(firm, |sight| form.shown(sight, firm.boss)).deed()
    };
    assert_eq!(says(*west, &partners.key(single(100))), "Redeem and connect");
    let asks = partners.key_asking(single(101));
    assert_eq!(says(*west, &asks), "Redeem and request approval");
    assert_eq!(says(*east, &asks), "Redeem and connect", "[C8]");
}

/// [R2] the preview tells whether approval will be needed, and nothing of the service
#[test]
fn the_preview_of_a_key() {
    let partners = Partners::new();
    let Partners { bench, west, .. } = &partners;
    for asset in [partners.east_port, partners.east_mcr, partners.east_mve] {
        let usage = KeyUse::Multi { vnic: (asset == partners.east_mve).then_some(1) };
        let key = partners.create(CreateKey { pre_approved: false, ..partners.key_on(asset, usage) });
        let preview = bench.preview(*west, &key.key).unwrap();
        assert!(preview.asks_approval && preview.remote && !preview.own);
        assert_eq!((preview.kind, preview.metro.code()), ("service key", "DC"));
        let told = format!("{preview:?}");
        for hidden in ["East Port", "East MCR", "East MVE", "vnic", "For West"] {
            assert!(!told.contains(hidden), "{hidden} in {told}");
        }
    }
}

/// [R7] pre-approved: granted automatically, and the creator's free VLAN is found by its own desk
#[test]
fn a_pre_approved_key_connects_at_once() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let key = partners.key(MULTI);
    partners.key(single(3));
    for (id, words) in [(200, "East Port · VLAN 2"), (201, "East Port · VLAN 4"), (202, "East Port · VLAN 5")] {
        let connection = partners.redeem(partners.order(key.key, id));
        assert_eq!((partners.state(connection), partners.end(*east, connection).as_str()), ("Live", words));
        assert_eq!(bench.connection(*east, connection).row.name, "For West");
    }
    assert_eq!(bench.grant(*east, key.id).row.uses, Some(3));
    assert_eq!(bench.grant(*east, key.id).redeemed.len(), 3);
}

/// [K4] any company that holds a multi-use key uses it, on the vNIC that it fixes
#[test]
fn any_holder_uses_a_shared_key() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let third = found(bench, "Third Company");
    let third_port = bench.add_asset(third, port("Third Port", "SY"));
    let key = partners.create(partners.key_on(partners.east_mve, KeyUse::Multi { vnic: Some(1) }));
    let of_west = partners.redeem(partners.order(key.key, 200));
    let order = partners.order_to(key.key, third_port, vlan(200));
    let of_third = bench.act(third.boss, Act::RedeemKey(order)).connection.unwrap();
    assert_eq!(partners.end(*east, of_west), "East MVE · vNIC 1, VLAN 2");
    assert_eq!(partners.end(*east, of_third), "East MVE · vNIC 1, VLAN 3");
    assert!(bench.look(*west, |sight| sight.connection(of_third).is_none()), "each its own");
}

/// [K4] [K2] a shared MCR key starts with an empty configuration, a single-use one with the stored one
#[test]
fn the_configuration_of_an_mcr_key() {
    let partners = Partners::new();
    let Partners { east, .. } = &partners;
    let shared = partners.create(partners.key_on(partners.east_mcr, MULTI));
    let connection = partners.redeem(partners.order(shared.key, 200));
    assert_eq!(partners.end(*east, connection), "East MCR · not configured yet");
    let usage = KeyUse::Single(ServiceEnd::Mcr(configured("10.0.0.1/30")));
    let stored = partners.create(partners.key_on(partners.east_mcr, usage));
    let connection = partners.redeem(partners.order(stored.key, 201));
    assert_eq!(partners.end(*east, connection), "East MCR · 10.0.0.1/30");
}

/// [V5] where the creator's end is full or closed, the consumer learns no more than that
#[test]
fn trouble_at_the_other_end() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let shared = partners.key(MULTI);
    partners.key(KeyUse::Single(ServiceEnd::Port(VlanChoice::Untagged)));
    let order = Act::RedeemKey(partners.order(shared.key, 200));
    let full = bench.refused_once(west.boss, order.clone(), Code::PartnerEndUnavailable, Field::Key);
    assert_eq!(full.message, "The other end cannot be used at present. East Company can see why; ask them.");
    assert_eq!(
        bench.grant(*east, shared.id).blocked.unwrap(),
        "No VLAN is free on East Port: nobody can redeem this key until one is."
    );
    bench.close_port(*east, partners.east_port);
    let closed = bench.refused_once(west.boss, order, Code::PartnerEndUnavailable, Field::Key);
    assert_eq!(closed.message, full.message);
    assert!(bench.grant(*east, shared.id).blocked.unwrap().starts_with("East Port is closed to new connections"));
}

/// [K3] where no VLAN is free on the own service, that is said
#[test]
fn no_vlan_is_free() {
    let partners = Partners::new();
    let Partners { bench, west, west_mve, .. } = &partners;
    let key = partners.key(MULTI);
    let on = |vlan| ServiceEnd::Mve { vnic: 0, vlan };
    partners.redeem(partners.order_to(key.key, *west_mve, on(VlanChoice::Untagged)));
    let order = Act::RedeemKey(partners.order_to(key.key, *west_mve, on(VlanChoice::LowestFree)));
    let refusal = bench.refused_once(west.boss, order, Code::NoVlanFree, Field::Vlan);
    assert_eq!(refusal.message, "No VLAN is free on West MVE. Choose another service, or end what holds one.");
}

/// [R7] [V1] without pre-approval it waits: the key is Used, both ends are held, and both know who must act until when
#[test]
fn without_pre_approval_it_waits() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (key, connection) = partners.asked();
    assert_eq!((partners.state(connection), bench.status(*east, key.id)), ("Waiting", Status::Used));
    assert_eq!(bench.look(*east, counts).used, 1);
    let until = partners.now().plus_days(60);
    for (firm, answers) in [(*east, true), (*west, false)] {
        let request = partners.request(firm, connection);
        assert_eq!((request.issuer.as_str(), request.redeemer.as_str()), ("East Company", "West Company"));
        assert_eq!((request.since, request.until, request.outcome.as_str()), (partners.now(), Some(until), ""));
        assert_eq!((request.may_answer.yes(), request.may_withdraw.yes()), (answers, !answers));
        assert_eq!(request.given, None, "the key says everything");
    }
    assert_eq!(bench.notices(*east)[0], "West Company redeemed “For West” and waits for your approval.");
    assert_eq!(
        bench.notices(*west)[0],
        "Your connection “To East” waits for the approval of East Company, until 2026-05-01 at 09:30 UTC."
    );
    let again = Act::CreateKey(partners.key_on(partners.east_port, single(100)));
    let refusal = bench.refused_once(east.boss, again, Code::VlanTaken, Field::Vlan);
    assert!(refusal.message.starts_with("VLAN 100 is held by the connection “For West”"), "{}", refusal.message);
    let other = partners.key(single(101));
    bench.refused_once(west.boss, Act::RedeemKey(partners.order(other.key, 200)), Code::VlanTaken, Field::Vlan);
    let refusal =
        bench.refused_once(west.boss, Act::RedeemKey(partners.order(key.key, 201)), Code::AlreadyUsed, Field::Key);
    assert!(refusal.message.starts_with("Your own company used this key"), "{}", refusal.message);
}

/// [R7] [G6] the creator approves, also when the key has expired or was switched off meanwhile
#[test]
fn the_creator_approves() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (key, connection) = partners.asked();
    bench.advance_days(40);
    let approve = Act::ApproveConnection { connection, end: None };
    bench.refused_once(west.boss, approve.clone(), Code::RoleNotAllowed, Field::Form);
    bench.act(east.boss, approve.clone());
    assert_eq!((partners.state(connection), bench.status(*east, key.id)), ("Live", Status::Used));
    assert_eq!(bench.notices(*west)[0], "East Company approved the connection “To East”. It is made.");
    assert_eq!(partners.end(*east, connection), "East Port · VLAN 100");
    bench.refused_once(east.boss, approve, Code::NothingToAnswer, Field::Form);
    assert!(bench.connection(*east, connection).request.is_none());
    bench.advance_days(60);
    assert_eq!((partners.state(connection), bench.status(*east, key.id)), ("Live", Status::Used));
    let refusal = bench.preview(*west, &key.key).unwrap_err();
    assert!(refusal.message.starts_with("Your own company used this key on 2026-03-02"), "{}", refusal.message);
}

/// [R7] [K4] where the key leaves the creator's VLAN open, approving gives it
#[test]
fn approving_gives_the_own_vlan() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let key = partners.key_asking(MULTI);
    let connection = partners.redeem(partners.order(key.key, 200));
    assert_eq!(bench.status(*east, key.id), Status::Unused, "nothing was granted yet");
    assert_eq!(partners.request(*east, connection).given, Some(Given::Vlan));
    assert_eq!(partners.request(partners.west, connection).given, None);
    let approve = |end| Act::ApproveConnection { connection, end };
    bench.refused_once(east.boss, approve(None), Code::Required, Field::Vlan);
    partners.key(single(100));
    bench.refused_once(east.boss, approve(Some(vlan(100))), Code::VlanTaken, Field::Vlan);
    bench.refused_once(east.boss, approve(Some(vlan(4094))), Code::VlanOutOfRange, Field::Vlan);
    bench.act(east.boss, approve(Some(vlan(101))));
    assert_eq!(partners.end(*east, connection), "East Port · VLAN 101");
    assert_eq!((bench.status(*east, key.id), bench.grant(*east, key.id).row.uses), (Status::Usable, Some(1)));
    // On an MVE, on the vNIC that the key fixes.
    let key = partners.key_on(partners.east_mve, KeyUse::Multi { vnic: Some(1) });
    let key = partners.create(CreateKey { pre_approved: false, ..key });
    let connection = partners.redeem(partners.order(key.key, 201));
    assert_eq!(partners.request(*east, connection).given, Some(Given::VlanOn(1)));
    let on = |vnic| Some(ServiceEnd::Mve { vnic, vlan: VlanChoice::LowestFree });
    bench.refused_once(east.boss, Act::ApproveConnection { connection, end: on(0) }, Code::InterfaceTaken, Field::Vnic);
    bench.act(east.boss, Act::ApproveConnection { connection, end: on(1) });
    assert_eq!(partners.end(*east, connection), "East MVE · vNIC 1, VLAN 2");
}

/// [R7] [C5] [C7] denied with a reason: a normal end, the key is given back, and both ends are free
#[test]
fn a_denial_gives_the_key_back() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (key, connection) = partners.asked();
    let deny = |reason: &str| Act::DenyConnection { connection, reason: reason.to_owned() };
    bench.refused_once(west.boss, deny(""), Code::RoleNotAllowed, Field::Form);
    bench.refused_once(east.boss, deny(&"x".repeat(501)), Code::TextInvalid, Field::Reason);
    bench.act(east.boss, deny("Not before June"));
    assert_eq!(partners.state(connection), "Denied");
    assert_eq!(bench.notices(*west)[0], "East Company denied the connection “To East”: “Not before June”.");
    assert_eq!(
        partners.request(*west, connection).outcome,
        "East Company denied it on 2026-03-02 at 09:30 UTC: “Not before June”"
    );
    assert_eq!((bench.status(*east, key.id), bench.look(*east, counts).unused), (Status::Unused, 1));
    for act in [deny(""), Act::ApproveConnection { connection, end: None }] {
        bench.refused_once(east.boss, act, Code::NothingToAnswer, Field::Form);
    }
    bench.refused_once(
        west.boss,
        Act::RenameConnection { connection, name: "Ended".to_owned() },
        Code::ConnectionEnded,
        Field::Form,
    );
    // The key holds its VLAN again, and works again.
    let again = Act::CreateKey(partners.key_on(partners.east_port, single(100)));
    bench.refused_once(east.boss, again, Code::VlanTaken, Field::Vlan);
    let next = partners.redeem(partners.order(key.key, 200));
    assert_eq!(partners.state(next), "Waiting");
    let told: Vec<String> = bench.history(*east, key.id.uuid()).into_iter().map(|moment| moment.what).collect();
    assert_eq!(
        told[1..],
        [
            "Redeemed the key: 300 Mbps connection, which waits for approval",
            "Denied the connection: “Not before June”",
            "Redeemed the key: 300 Mbps connection, which waits for approval"
        ]
    );
}

/// [R7] [C7] the consumer withdraws its request; the key's status is computed anew
#[test]
fn a_request_is_withdrawn() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (key, connection) = partners.asked();
    bench.refused_once(east.boss, Act::WithdrawConnection(connection), Code::RoleNotAllowed, Field::Form);
    bench.advance_days(40);
    bench.act(west.boss, Act::WithdrawConnection(connection));
    assert_eq!((partners.state(connection), bench.status(*east, key.id)), ("Withdrawn", Status::Expired));
    assert_eq!(bench.notices(*east)[0], "West Company withdrew its request for the connection “For West”.");
    partners.key(single(100));
    bench.refused_once(west.boss, Act::WithdrawConnection(connection), Code::NothingToAnswer, Field::Form);
}

/// [R7] [V1] [N1] after 60 times 24 hours it lapses by itself: the key comes back, the places are free, both are told
#[test]
fn a_request_lapses_after_sixty_days() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let mut create = partners.key_on(partners.east_port, single(100));
    (create.pre_approved, create.details.valid.until) = (false, partners.now().plus_days(90));
    let key = partners.create(create);
    let connection = partners.redeem(partners.order(key.key, 200));
    assert_eq!(bench.desk.next_boundary(), partners.now().plus_days(60));
    partners.wait_almost_sixty_days();
    assert_eq!((partners.state(connection), bench.status(*east, key.id)), ("Waiting", Status::Used));
    let (unread_east, unread_west) = (bench.unread(*east), bench.unread(*west));
    bench.clock.advance(1);
    assert_eq!((partners.state(connection), bench.status(*east, key.id)), ("Lapsed", Status::Unused));
    assert_eq!((bench.unread(*east), bench.unread(*west)), (unread_east + 1, unread_west + 1));
    let told = "The request for the connection “To East” lapsed: nobody answered it within 60 days.";
    assert_eq!(bench.notices(*west)[0], told);
    assert_eq!(
        partners.request(*west, connection).outcome,
        "It lapsed on 2026-05-01 at 09:30 UTC, for East Company did not answer."
    );
    bench.refused_once(east.boss, Act::ApproveConnection { connection, end: None }, Code::NothingToAnswer, Field::Form);
    let counted = bench.look(*east, counts);
    assert_eq!((counted.unused, counted.used), (1, 0));
    // West's VLAN is free, East's is the key's again, and the key can be used by anybody who holds it.
    let next = partners.redeem(partners.order(key.key, 200));
    assert_eq!((partners.state(next), partners.state(connection)), ("Waiting", "Lapsed"));
    bench.act(east.boss, Act::ApproveConnection { connection: next, end: None });
    let refusal = bench.preview(*west, &key.key).unwrap_err();
    assert!(refusal.message.starts_with("Your own company used this key on 2026-05-01"), "{}", refusal.message);
    let of_key = bench.history(*east, key.id.uuid());
    let told: Vec<_> = of_key.iter().map(|moment| (moment.at.day().to_string(), moment.what.as_str())).collect();
    let lapse = ("2026-05-01".to_owned(), "Answered the request in time: it lapsed");
    assert!(told.contains(&lapse), "[N3] in the key's own history too: {told:?}");
    let moments = bench.history(*west, connection.uuid());
    let last = moments.last().unwrap();
    assert_eq!((last.who.as_str(), last.what.as_str()), ("Nobody", "Answered the request in time: it lapsed"));
}

/// [R11] after a lapse, the one who asked first is not the winner
#[test]
fn who_let_it_lapse_is_no_winner() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let third = found(bench, "Third Company");
    let third_port = bench.add_asset(third, port("Third Port", "SY"));
    let mut create = partners.key_on(partners.east_port, single(100));
    (create.pre_approved, create.details.valid.until) = (false, partners.now().plus_days(90));
    let key = partners.create(create);
    partners.redeem(partners.order(key.key, 200));
    bench.advance_days(60);
    bench.act(third.boss, Act::RedeemKey(partners.order_to(key.key, third_port, vlan(200))));
    let told = |firm| bench.preview(firm, &key.key).unwrap_err().message;
    assert_eq!(
        told(*west),
        "This key was used on 2026-05-01 at 09:30 UTC. It works only once, first come, first served; ask East Company for a new one."
    );
    assert!(told(third).starts_with("Your own company used this key"), "{}", told(third));
    assert!(told(*east).starts_with("Third Company used this key"), "{}", told(*east));
}

/// [R3] [C2e] a connection can be ordered shut down, also one that has to be approved first
#[test]
fn it_can_be_ordered_shut_down() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let key = partners.key(single(100));
    let connection = partners.redeem(RedeemKey { enabled: false, ..partners.order(key.key, 200) });
    assert_eq!(partners.state(connection), "Shut down");
    assert_eq!(bench.notices(*east)[0], "West Company redeemed “For West”. The connection is shut down.");
    let key = partners.key_asking(single(101));
    let connection = partners.redeem(RedeemKey { enabled: false, ..partners.order(key.key, 201) });
    assert_eq!(partners.state(connection), "Waiting");
    bench.act(east.boss, Act::ApproveConnection { connection, end: None });
    assert_eq!(partners.state(connection), "Shut down");
}

/// [R10] [C8] an own key is used after confirming, from another service; then nothing waits and both ends are seen
#[test]
fn an_own_key_is_used_after_confirming() {
    let partners = Partners::new();
    let Partners { bench, east, east_port, .. } = &partners;
    let key = partners.key_asking(MULTI);
    let second = bench.add_asset(*east, port("Second Port", "DC"));
    let order = partners.order_to(key.key, second, ServiceEnd::Port(VlanChoice::LowestFree));
    bench.refused_once(east.boss, Act::RedeemKey(order.clone()), Code::OwnKeyUnconfirmed, Field::Confirm);
    assert!(!bench.preview(*east, &key.key).unwrap().asks_approval);
    let itself = RedeemKey { asset: *east_port, own_confirmed: true, ..order.clone() };
    let refusal = bench.refused_once(east.boss, Act::RedeemKey(itself), Code::SameAsset, Field::Asset);
    let told = "The key is for East Port itself, and a connection joins two assets. Choose another one for this end.";
    assert_eq!(refusal.message, told);
    let connection =
        bench.act(east.boss, Act::RedeemKey(RedeemKey { own_confirmed: true, ..order })).connection.unwrap();
    let view = bench.connection(*east, connection);
    assert_eq!((view.row.state.word(), view.row.end.as_str()), ("Live", "Second Port · VLAN 2 ↔ East Port · VLAN 2"));
    assert_eq!(view.row.name, "To East");
    assert!(view.ends.iter().all(|end| end.open.is_some()));
}

/// [R9] the connections on an MCR or MVE may add up to more than its speed too, with a warning
#[test]
fn the_sum_on_any_service_is_warned_of() {
    let partners = Partners::new();
    let Partners { bench, west, west_mcr, west_mve, .. } = &partners;
    let key = partners.create(CreateKey {
        details: KeyDetails { limit: Mbps::gbps(10), ..partners.key_on(partners.east_port, MULTI).details },
        ..partners.key_on(partners.east_port, MULTI)
    });
    let router = ServiceEnd::Mcr(configured("10.0.0.1/30"));
    let edge = ServiceEnd::Mve { vnic: 0, vlan: VlanChoice::LowestFree };
    for (asset, end, noun) in [(*west_mcr, router, "MCR"), (*west_mve, edge, "MVE")] {
        let order = |mbps| {
            let order = partners.order_to(key.key, asset, end.clone());
            Act::RedeemKey(RedeemKey { bandwidth: Mbps::new(mbps), ..order })
        };
        assert_eq!(bench.warnings(west.boss, order(10_000)), []);
        let connection = bench.act(west.boss, order(9_000)).connection.unwrap();
        let told = format!("The connections on this {noun} then add up to 10001 Mbps, more than its 10 Gbps.");
        let warnings = bench.warnings(west.boss, order(1_001));
        assert_eq!(warnings.iter().map(|warning| warning.message.as_str()).collect::<Vec<_>>(), [told.as_str()]);
        bench.act(west.boss, order(1_000));
        let raise = bench.warnings(west.boss, Act::ChangeBandwidth { connection, bandwidth: Mbps::new(9_001) });
        assert!(raise.iter().any(|warning| warning.message == told), "{raise:?}");
    }
}

/// [G7] a lowered limit acts on later uses; what is connected keeps what it was made with
#[test]
fn a_lowered_limit_acts_later() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let key = partners.key(MULTI);
    let connection = partners.redeem(partners.order(key.key, 200));
    let mut details = partners.details(&key);
    details.limit = Mbps::new(100);
    details.valid = Validity { from: details.valid.from, until: details.valid.until };
    bench.act(east.boss, Act::EditKey { grant: key.id, details });
    bench.refused_once(west.boss, Act::RedeemKey(partners.order(key.key, 201)), Code::OverBandwidth, Field::Bandwidth);
    assert_eq!(bench.connection(*west, connection).limit, Mbps::new(500));
}
