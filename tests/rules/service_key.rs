//! Megaport's service keys: creating, editing, switching and their status.

use crosskey::domain::asset::AssetKind;
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::mcr::Configuration;
use crosskey::domain::permission::MegaportRole;
use crosskey::domain::place::{Pin, Place};
use crosskey::domain::refusal::{Code, Field, Remedy};
use crosskey::domain::terms::{Status, Usage};
use crosskey::domain::time::{DAY, Validity};
use crosskey::domain::vlan::Tag;
use crosskey::domain::vlan_choice::VlanChoice;
use crosskey::ledger::command::{Act, CreateKey, KeyDetails, KeyUse, ServiceEnd};
use crosskey::ledger::view::asset;
use crosskey::ledger::view::grant::counts;
use crosskey::ledger::view::inventory::{Filter, inventory};
use crosskey::ledger::view::service::{ServiceSort, WhyNot, keys, services, why_not};

use crate::partners::{MULTI, Partners, configured, found, megaport, single};
use crate::support::{Token, reasons};

fn edit(partners: &Partners, key: &Token, change: impl FnOnce(&mut KeyDetails)) -> Act {
    let mut details = partners.details(key);
    change(&mut details);
    Act::EditKey { grant: key.id, details }
}

/// [K1] a key is created on a Port, an MCR or an MVE, and says what was chosen
#[test]
fn a_key_is_created_on_each_service() {
    let partners = Partners::new();
    let on_mve = KeyUse::Single(ServiceEnd::Mve { vnic: 1, vlan: VlanChoice::Id(7) });
    for (asset, usage, pin) in [
        (partners.east_port, single(100), Pin::At(Place::Vlan(Tag::Dot1q(100)))),
        (partners.east_mve, on_mve, Pin::At(Place::Vnic { vnic: 1, tag: Tag::Dot1q(7) })),
        (
            partners.east_mcr,
            KeyUse::Single(ServiceEnd::Mcr(configured("10.0.0.1/30"))),
            Pin::Configured(configured("10.0.0.1/30")),
        ),
        (partners.east_port, MULTI, Pin::Assigned { vnic: None }),
        (partners.east_mve, KeyUse::Multi { vnic: Some(0) }, Pin::Assigned { vnic: Some(0) }),
        (partners.east_mcr, MULTI, Pin::Configured(Configuration::default())),
    ] {
        let multi = matches!(usage, KeyUse::Multi { .. });
        let create = partners.key_on(asset, usage);
        let key = partners.create(create.clone());
        let view = partners.bench.grant(partners.east, key.id);
        let facts = view.service_key.unwrap();
        assert_eq!((view.asset, &view.pin, view.name.as_str()), (asset, &pin, "For West"));
        assert_eq!((facts.valid, facts.active, facts.pre_approved), (create.details.valid, true, true));
        assert_eq!(facts.usage, if multi { Usage::Multi } else { Usage::Single });
        assert_eq!(view.row.uses, multi.then_some(0));
        assert_eq!((view.row.status.word, view.row.status.vendor), ("Unused", "Active"));
        assert_eq!(
            view.payer,
            "The company that uses the service key pays for the connection. Its creator is never billed for it."
        );
    }
}

/// [K1] label, rate limit and days are checked, all at once
#[test]
fn the_details_of_a_key_are_checked() {
    let partners = Partners::new();
    let mut create = partners.key_on(partners.east_port, single(100));
    create.details.label = " ".to_owned();
    create.details.limit = Mbps::gbps(11);
    create.details.valid.until = create.details.valid.from;
    let refusals = partners.bench.refused(partners.east.boss, Act::CreateKey(create));
    assert_eq!(
        reasons(&refusals),
        [(Code::OverBandwidth, Field::Bandwidth), (Code::Required, Field::Name), (Code::DateOutOfRange, Field::Expiry)]
    );
    assert_eq!(refusals[0].remedy, Some(Remedy::UseBandwidth(Mbps::gbps(10))));
    let mut create = partners.key_on(partners.east_port, single(100));
    create.details.limit = Mbps::new(0);
    partners.bench.refused_once(partners.east.boss, Act::CreateKey(create), Code::OverBandwidth, Field::Bandwidth);
}

/// [K2] [K4] what a single-use key must say of its end, a multi-use key must not
#[test]
fn a_key_says_what_its_use_needs() {
    let partners = Partners::new();
    let refused = |asset, usage, code, field| {
        let act = Act::CreateKey(partners.key_on(asset, usage));
        partners.bench.refused_once(partners.east.boss, act, code, field)
    };
    refused(
        partners.east_mcr,
        KeyUse::Single(ServiceEnd::Mcr(Configuration::default())),
        Code::Required,
        Field::Configuration,
    );
    let odd = KeyUse::Single(ServiceEnd::Mcr(configured("10.0.0.0/30")));
    refused(partners.east_mcr, odd, Code::ConfigurationInvalid, Field::Configuration);
    refused(partners.east_mve, MULTI, Code::Required, Field::Vnic);
    refused(partners.east_mve, KeyUse::Multi { vnic: Some(2) }, Code::NumberInvalid, Field::Vnic);
    refused(partners.east_mcr, single(100), Code::WrongSystem, Field::Asset);
    refused(partners.west_port, single(100), Code::OwnAssetRequired, Field::Asset);
}

/// [K3] the VLAN of a key lies in Megaport's range; 0 stays open until the key is used
#[test]
fn the_vlan_of_a_key() {
    let partners = Partners::new();
    let create = |choice| Act::CreateKey(partners.key_on(partners.east_port, KeyUse::Single(ServiceEnd::Port(choice))));
    for id in [1, 4094, 4095] {
        let act = create(VlanChoice::Id(id));
        partners.bench.refused_once(partners.east.boss, act, Code::VlanOutOfRange, Field::Vlan);
    }
    for id in [2, 4093] {
        partners.bench.act(partners.east.boss, create(VlanChoice::Id(id)));
    }
    let open = partners.key(KeyUse::Single(ServiceEnd::Port(VlanChoice::LowestFree)));
    assert_eq!(partners.bench.grant(partners.east, open.id).pin, Pin::Assigned { vnic: None });
    let connection = partners.redeem(partners.order(open.key, 200));
    assert_eq!(partners.end(partners.east, connection), "East Port · VLAN 3", "2 is held by a key");
}

/// [V1] [V5] a key holds its VLAN, whether it is switched on or not; the refusal names it and the next free one
#[test]
fn a_key_holds_its_place() {
    let partners = Partners::new();
    let mut create = partners.key_on(partners.east_port, single(100));
    create.details.active = false;
    let off = partners.create(create.clone());
    let refusal =
        partners.bench.refused_once(partners.east.boss, Act::CreateKey(create.clone()), Code::VlanTaken, Field::Vlan);
    assert_eq!(refusal.message, "VLAN 100 is held by the key “For West”. VLAN 101 is the next free place.");
    assert_eq!(refusal.remedy, Some(Remedy::UseVlan { vlan: 101, c_tag: None }));
    assert_eq!(refusal.vendor, None, "Megaport publishes no code for it");
    // Also one whose time is still to come; once expired, neither.
    create.usage = single(101);
    create.details.active = true;
    create.details.valid = Validity { from: partners.now().plus_days(40), until: partners.now().plus_days(50) };
    let later = partners.create(create.clone());
    partners.bench.refused_once(partners.east.boss, Act::CreateKey(create.clone()), Code::VlanTaken, Field::Vlan);
    assert_eq!(partners.bench.status(partners.east, off.id), Status::Off);
    assert_eq!(partners.bench.status(partners.east, later.id), Status::NotYet);
    partners.bench.advance_days(30);
    assert_eq!(partners.bench.status(partners.east, off.id), Status::Expired);
    partners.key(single(100));
    partners.bench.advance_days(20);
    assert_eq!(partners.bench.status(partners.east, later.id), Status::Expired);
}

/// [V4] VLANs are unique on each vNIC, and an MCR has room for any number of ends
#[test]
fn places_on_an_mve_and_an_mcr() {
    let partners = Partners::new();
    let on = |vnic, id| KeyUse::Single(ServiceEnd::Mve { vnic, vlan: VlanChoice::Id(id) });
    partners.create(partners.key_on(partners.east_mve, on(0, 7)));
    partners.create(partners.key_on(partners.east_mve, on(1, 7)));
    partners.create(partners.key_on(partners.east_mve, on(0, 8)));
    let again = Act::CreateKey(partners.key_on(partners.east_mve, on(0, 7)));
    let refusal = partners.bench.refused_once(partners.east.boss, again, Code::VlanTaken, Field::Vlan);
    assert_eq!(refusal.remedy, Some(Remedy::UseVlan { vlan: 9, c_tag: None }));
    for _ in 0..3 {
        partners.create(partners.key_on(partners.east_mcr, KeyUse::Single(ServiceEnd::Mcr(configured("10.0.0.1/30")))));
    }
}

/// [V3] an untagged place on a Port or vNIC excludes everything else there
#[test]
fn an_untagged_place_excludes_all_others() {
    let partners = Partners::new();
    let untagged = KeyUse::Single(ServiceEnd::Mve { vnic: 0, vlan: VlanChoice::Untagged });
    partners.create(partners.key_on(partners.east_mve, untagged));
    let beside = |vnic| KeyUse::Single(ServiceEnd::Mve { vnic, vlan: VlanChoice::LowestFree });
    let act = Act::CreateKey(
        partners.key_on(partners.east_mve, KeyUse::Single(ServiceEnd::Mve { vnic: 0, vlan: VlanChoice::Id(9) })),
    );
    partners.bench.refused_once(partners.east.boss, act, Code::VlanTaken, Field::Vlan);
    partners.create(partners.key_on(partners.east_mve, beside(1)));
}

/// [K8] creating is not offered, and says why: closed, filled by an untagged connection, no ordering privileges
#[test]
fn where_creating_a_key_is_not_offered() {
    let partners = Partners::new();
    let Partners { bench, east, east_port, .. } = &partners;
    let offered = |person| {
        bench
            .look(*east, |sight| services(sight, person).into_iter().find(|one| one.id == *east_port))
            .unwrap()
            .may_create_key
    };
    assert!(offered(east.boss).yes());
    let looker = bench.add_person(*east, "Ray", megaport(MegaportRole::ReadOnly));
    assert!(offered(looker).why().starts_with("Ordering at Megaport needs the role Company Admin"));
    bench.close_port(*east, *east_port);
    assert_eq!(
        offered(east.boss).why(),
        "East Port is closed to new connections. Open it on its page, or choose another."
    );
    bench.open_port(*east, *east_port);
    let key = partners.key(KeyUse::Single(ServiceEnd::Port(VlanChoice::Untagged)));
    assert!(offered(east.boss).yes(), "only a connection counts");
    let tagged = Act::CreateKey(partners.key_on(*east_port, single(9)));
    let refusal = bench.refused_once(east.boss, tagged, Code::VlanTaken, Field::Vlan);
    assert_eq!(
        refusal.message,
        "The port East Port is held by the key “For West”. Nothing is free on this port; choose another port or end \
         what holds it.",
        "[V3]"
    );
    partners.redeem(partners.order(key.key, 200));
    let refusal = bench.refused_once(
        east.boss,
        Act::CreateKey(partners.key_on(*east_port, MULTI)),
        Code::VlanTaken,
        Field::Asset,
    );
    assert_eq!(offered(east.boss).why(), refusal.message);
    assert!(refusal.message.contains("which is untagged and fills it"), "{}", refusal.message);
    // Listing, copying and editing stay.
    assert!(bench.grant(*east, key.id).key.is_some());
    bench.act(east.boss, edit(&partners, &key, |details| details.label = "Filled".to_owned()));
}

/// [P3] [K8] a service may be limited to named people
#[test]
fn a_service_may_be_limited_to_named_people() {
    let partners = Partners::new();
    let Partners { bench, east, east_port, .. } = &partners;
    let other = bench.add_person(*east, "Ota", megaport(MegaportRole::TechnicalAdmin));
    let mut details = bench.details_of(*east, *east_port);
    details.access = Some(vec![other]);
    bench.act(east.boss, Act::EditAsset { asset: *east_port, details });
    let create = Act::CreateKey(partners.key_on(*east_port, single(100)));
    bench.refused_once(east.boss, create.clone(), Code::AccessNotGiven, Field::Asset);
    bench.act(other, create);
}

/// [P4] Company Admin and Technical Admin order; everybody else looks
#[test]
fn who_may_order() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let (key, connection) = partners.connected();
    let create = Act::CreateKey(partners.key_on(partners.east_port, single(101)));
    for role in MegaportRole::ALL {
        let person = bench.add_person(*east, role.label(), megaport(role));
        let partner = bench.add_person(*west, role.label(), megaport(role));
        let may = matches!(role, MegaportRole::CompanyAdmin | MegaportRole::TechnicalAdmin);
        let allowed = |person, act: &Act| bench.desk.check(&bench.command(person, act.clone())).is_ok();
        assert_eq!(allowed(person, &create), may, "{role:?}");
        assert_eq!(allowed(person, &edit(&partners, &key, |details| details.label = "Else".to_owned())), may);
        assert_eq!(allowed(person, &Partners::east_moves(connection, 102)), may);
        assert_eq!(allowed(person, &Act::AskToDelete(connection)), may);
        assert_eq!(allowed(partner, &Partners::west_moves(connection, 102)), may);
        assert_eq!(allowed(partner, &Act::SwitchConnection { connection, on: false }), may);
        assert_eq!(allowed(partner, &Act::DeleteConnection { connection, confirmed: true }), may);
        let seen =
            bench.desk.look(person, |sight| crosskey::ledger::view::grant::grant(sight, person, key.id)).unwrap();
        assert_eq!(seen.key.is_some(), may, "revealing");
    }
    let fabric =
        bench.add_person(*east, "Fay", crate::support::fabric(crosskey::domain::permission::FabricRole::FabricManager));
    bench.refused_once(fabric, create, Code::RoleNotAllowed, Field::Role);
}

/// [K5] label, dates, rate limit and Active are edited; switched off it is refused, switched on it works again
#[test]
fn a_key_is_edited_and_switched() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let key = partners.key(single(100));
    let until = partners.now().plus_days(60);
    bench.act(
        east.boss,
        edit(&partners, &key, |details| {
            details.label = "Renamed".to_owned();
            details.limit = Mbps::gbps(1);
            details.valid.until = until;
            details.active = false;
        }),
    );
    let view = bench.grant(*east, key.id);
    assert_eq!((view.name.as_str(), view.row.limit, view.row.expires), ("Renamed", Mbps::gbps(1), until));
    assert_eq!((view.row.status.word, view.row.status.vendor), ("Off", "Inactive"));
    let order = Act::RedeemKey(partners.order(key.key, 200));
    let refusal = bench.refused_once(west.boss, order.clone(), Code::SwitchedOff, Field::Key);
    assert_eq!(refusal.message, "East Company switched this key off. Ask them to switch it on.");
    bench.act(east.boss, edit(&partners, &key, |details| details.active = true));
    bench.refused_once(east.boss, edit(&partners, &key, |_| {}), Code::NothingToChange, Field::Form);
    bench.act(west.boss, order);
}

/// [K5] a Used key edits its label only, and no key is ever removed
#[test]
fn a_used_key_edits_its_label_only_and_none_is_removed() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let (key, _) = partners.connected();
    assert!(bench.grant(*east, key.id).service_key.unwrap().label_only);
    let refused = |change: fn(&mut KeyDetails)| {
        bench.refused_once(east.boss, edit(&partners, &key, change), Code::NotEditable, Field::Form);
    };
    refused(|details| details.limit = Mbps::gbps(1));
    refused(|details| details.active = false);
    refused(|details| details.valid.until = details.valid.until.plus_days(1));
    bench.act(east.boss, edit(&partners, &key, |details| details.label = "Used".to_owned()));
    let fresh = partners.key(single(101));
    for id in [key.id, fresh.id] {
        let refusal = bench.refused_once(east.boss, Act::DeleteToken(id), Code::NotEditable, Field::Form);
        assert_eq!(
            refusal.message,
            "Service keys cannot be removed or replaced once they are created. Switch it off instead."
        );
        assert_eq!(bench.grant(*east, id).may_delete.why(), refusal.message);
        bench.refused(east.boss, Act::ReplaceToken { grant: id, expires: bench.today().plus(5) });
    }
}

/// [K6] later dates revive an expired key, unless something else holds its place by then
#[test]
fn an_expired_key_is_revived_unless_its_place_is_taken() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let (lucky, late) = (partners.key(single(100)), partners.key(single(101)));
    bench.advance_days(30);
    partners.key(single(101));
    let longer = |key, days| edit(&partners, key, |details| details.valid.until = details.valid.until.plus_days(days));
    bench.act(east.boss, longer(&lucky, 30));
    assert_eq!(bench.status(*east, lucky.id), Status::Unused);
    let again = Act::CreateKey(partners.key_on(partners.east_port, single(100)));
    bench.refused_once(east.boss, again, Code::VlanTaken, Field::Vlan);
    let refusal = bench.refused_once(east.boss, longer(&late, 30), Code::VlanTaken, Field::Expiry);
    assert!(refusal.message.starts_with("VLAN 101 is held by the key “For West” meanwhile"), "{}", refusal.message);
    assert_eq!(bench.status(*east, late.id), Status::Expired);
    // Its label can be edited all the same, and once the place is free it can be revived.
    bench.act(east.boss, edit(&partners, &late, |details| details.label = "Late".to_owned()));
    bench.advance_days(30);
    bench.refused_once(east.boss, longer(&late, 30), Code::DateOutOfRange, Field::Expiry);
    bench.act(east.boss, longer(&late, 60));
    assert_eq!(bench.status(*east, late.id), Status::Unused);
}

/// [K7] [G3] the words of every status, and the counts by them
#[test]
fn the_status_words_of_keys() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let with = |id, change: fn(&mut CreateKey)| {
        let mut create = partners.key_on(partners.east_port, single(id));
        change(&mut create);
        partners.create(create)
    };
    let unused = with(100, |_| {});
    let off = with(101, |create| create.details.active = false);
    let later = with(102, |create| create.details.valid.from = create.details.valid.from.plus_days(1));
    let off_and_later = with(103, |create| {
        create.details.active = false;
        create.details.valid.from = create.details.valid.from.plus_days(1);
    });
    let shared = partners.key(MULTI);
    for id in [300, 301] {
        partners.redeem(partners.order(shared.key, id));
    }
    let (used, _) = partners.connected_on(104, 302);
    let words = |key: &Token| {
        let row = bench.grant(*east, key.id).row;
        (row.status.word, row.status.vendor, row.uses)
    };
    assert_eq!(words(&unused), ("Unused", "Active", None));
    assert_eq!(words(&off), ("Off", "Inactive", None));
    assert_eq!(words(&later), ("Not yet", "Scheduled", None));
    assert_eq!(words(&off_and_later), ("Off", "Inactive", None));
    assert_eq!(words(&shared), ("Usable", "Active", Some(2)));
    assert_eq!(words(&used), ("Used", "Used", None));
    let counted = bench.look(*east, counts);
    assert_eq!((counted.unused, counted.usable, counted.used, counted.off, counted.not_yet), (1, 1, 1, 2, 1));
    bench.clock.advance(30 * DAY);
    assert_eq!(words(&shared), ("Expired", "Expired", Some(2)));
    let listed = |status| {
        let filter = Filter { status: Some(status), ..Filter::default() };
        bench.look(*east, |sight| inventory(sight, east.boss, &filter).window.total)
    };
    assert_eq!((listed(Status::Expired), listed(Status::Used), bench.look(*east, counts).expired), (5, 1, 5));
}

/// [K8] [K1] each service lists its keys, and says what an end on it needs
#[test]
fn each_service_lists_its_keys() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let key = partners.key(single(100));
    let sorts: Vec<ServiceSort> =
        bench.look(*east, |sight| services(sight, east.boss).iter().map(|one| one.sort).collect());
    assert_eq!(sorts, [ServiceSort::Port, ServiceSort::Mcr, ServiceSort::Mve { vnics: 2 }]);
    let listed = |id| bench.look(*east, |sight| asset::grants(sight, id, 0)).rows;
    assert_eq!(listed(partners.east_port).iter().map(|row| row.id).collect::<Vec<_>>(), [key.id]);
    assert!(listed(partners.east_mcr).is_empty());
    let looker = bench.add_person(*east, "Ray", megaport(MegaportRole::ReadOnly));
    let deeds = |person| {
        let rows = bench.look(*east, |sight| keys(sight, person, partners.east_port, 0)).rows;
        rows.into_iter().map(|row| (row.key, row.may_edit.yes())).collect::<Vec<_>>()
    };
    assert_eq!((deeds(east.boss), deeds(looker)), (vec![(Some(key.key), true)], vec![(None, false)]));
    let why = |person| bench.look(*east, |sight| why_not(sight, person));
    assert_eq!(why(east.boss), None);
    let refused = |why| matches!(why, WhyNot::Refused(why) if why.starts_with("Ordering at Megaport needs the role Company Admin"));
    assert!(why(looker).is_some_and(refused));
    let newcomer = found(bench, "North Company");
    assert_eq!(bench.look(newcomer, |sight| why_not(sight, newcomer.boss)), Some(WhyNot::NoService));
    let page = bench.look(*east, |sight| asset::asset(sight, east.boss, partners.east_mcr)).unwrap();
    assert!(page.may_create_key.unwrap().yes());
    assert_eq!(page.grants_label, Some("Service Keys"));
}

/// [A6] a key without a place of its own still promises what its service is: location, vNIC and speed
#[test]
fn a_key_without_a_place_keeps_its_service_as_it_is() {
    let open = ServiceEnd::Mve { vnic: 1, vlan: VlanChoice::LowestFree };
    for usage in [KeyUse::Multi { vnic: Some(1) }, KeyUse::Single(open)] {
        keeps_its_service(usage);
    }
}

fn keeps_its_service(usage: KeyUse) {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let mut create = partners.key_on(partners.east_mve, usage);
    create.details.limit = Mbps::gbps(5);
    partners.create(create);
    let changed = |change: fn(&mut crosskey::domain::asset::Mve)| {
        let mut details = bench.details_of(*east, partners.east_mve);
        match &mut details.kind {
            AssetKind::Mve(mve) => change(mve),
            _ => panic!("not an MVE"),
        }
        Act::EditAsset { asset: partners.east_mve, details }
    };
    bench.refused_once(east.boss, changed(|mve| mve.speed = Mbps::gbps(4)), Code::AssetInUse, Field::Speed);
    bench.refused_once(east.boss, changed(|mve| mve.vnics = 1), Code::AssetInUse, Field::Count);
    bench.refused_once(
        east.boss,
        changed(|mve| mve.metro = crate::support::metro("NY")),
        Code::AssetInUse,
        Field::Metro,
    );
    bench.refused_once(east.boss, Act::RemoveAsset(partners.east_mve), Code::AssetInUse, Field::Form);
    bench.act(east.boss, changed(|mve| mve.speed = Mbps::gbps(5)));
}

/// [N1] seven days before a key expires its creator is told, until when in words; not of one that a connection uses
#[test]
fn an_expiring_key_is_told() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let shared = partners.key(MULTI);
    partners.key(single(100));
    partners.connected_on(101, 200);
    partners.asked_on(102, 201);
    bench.clock.advance(23 * DAY - 1);
    let before = bench.unread(*east);
    bench.clock.advance(1);
    assert_eq!(bench.unread(*east), before + 2);
    let told = "“For West” expires on 2026-04-01 at 09:30 UTC";
    assert_eq!(
        bench.notices(*east)[..2],
        [format!("{told} without having been redeemed."), format!("{told} without having been redeemed.")]
    );
    partners.redeem(partners.order(shared.key, 202));
    assert!(bench.notices(*east).contains(&format!("{told}.")), "{:?}", bench.notices(*east));
}
