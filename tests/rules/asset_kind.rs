//! The kinds of asset beside Fabric ports and service profiles, and the form that describes any.

use crosskey::domain::asset::{AssetKind, Mcr, Mve, System};
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::permission::{FabricRole, MegaportRole, Right, Roles};
use crosskey::domain::refusal::{Code, Field};
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::forms::asset::{AssetForm, Sort};
use crosskey::forms::sheet::{Edit, Form};
use crosskey::ledger::command::{Act, AssetDetails};
use crosskey::ledger::view::asset::{asset, assets};

use crate::support::{Bench, Firm, Pair, device_details, metro, port_details, reasons};

/// A company whose boss may do everything in both systems.
fn stage() -> (Bench, Firm) {
    let Pair { bench, west, .. } = Pair::new();
    let both = Roles { fabric: Some(FabricRole::FabricManager), megaport: Some(MegaportRole::CompanyAdmin) };
    let boss = bench.add_person(west, "Both", both);
    (bench, Firm { boss, ..west })
}

fn details(kind: AssetKind) -> AssetDetails {
    AssetDetails { name: "Asset".to_owned(), access: None, vendor_id: None, kind }
}

fn mcr(speed: Mbps, asn: u32) -> Act {
    Act::AddAsset(details(AssetKind::Mcr(Mcr { metro: metro("DC"), speed, asn })))
}

fn mve(speed: Mbps, vnics: u16) -> Act {
    Act::AddAsset(details(AssetKind::Mve(Mve { metro: metro("DC"), speed, vnics })))
}

/// [A1] a Megaport port has 1, 10 or 100 Gbps, and tags per connection
#[test]
fn a_megaport_port_has_its_speeds() {
    let (bench, west) = stage();
    for gbps in [1, 10, 100] {
        bench.act(west.boss, Act::AddAsset(port_details("Megaport", "DC", gbps, Tagging::PerConnection)));
    }
    let act = Act::AddAsset(port_details("Megaport", "DC", 50, Tagging::PerConnection));
    let refusal = bench.refused_once(west.boss, act, Code::SpeedInvalid, Field::Speed);
    assert_eq!(refusal.message, "A Megaport port has 1, 10 or 100 Gbps, not 50 Gbps.");
    let systems = Tagging::ALL.map(|tagging| match port_details("Port", "DC", 1, tagging).kind {
        AssetKind::Port(port) => port.system(),
        _ => panic!("not a port"),
    });
    assert_eq!(systems, [System::Fabric, System::Fabric, System::Fabric, System::Megaport]);
}

/// [A3] an MCR has one of its speeds and a number; an MVE a speed and 1 to 5 vNICs
#[test]
fn an_mcr_and_an_mve_have_their_facts() {
    let (bench, west) = stage();
    for gbps in [1, 5, 10, 25, 50, 100] {
        bench.act(west.boss, mcr(Mbps::gbps(gbps), u32::MAX));
    }
    bench.act(west.boss, mcr(Mbps::new(2500), 1));
    bench.refused_once(west.boss, mcr(Mbps::gbps(2), 1), Code::SpeedInvalid, Field::Speed);
    bench.refused_once(west.boss, mcr(Mbps::gbps(1), 0), Code::NumberInvalid, Field::Asn);
    for vnics in [1, 5] {
        bench.act(west.boss, mve(Mbps::new(500), vnics));
    }
    bench.refused_once(west.boss, mve(Mbps::new(0), 1), Code::SpeedInvalid, Field::Speed);
    for vnics in [0, 6] {
        bench.refused_once(west.boss, mve(Mbps::gbps(1), vnics), Code::NumberInvalid, Field::Count);
    }
}

/// [A2] [A3] the list tells of each what sets it apart
#[test]
fn the_list_tells_what_each_is() {
    let (bench, west) = stage();
    bench.act(west.boss, Act::AddAsset(port_details("Megaport", "NY", 10, Tagging::PerConnection)));
    bench.act(west.boss, Act::AddAsset(device_details("Device", "SV", 10, &[1, 2])));
    bench.act(west.boss, Act::AddAsset(device_details("Bare", "SV", 2, &[])));
    bench.act(west.boss, mcr(Mbps::new(2500), 133_937));
    bench.act(west.boss, mve(Mbps::gbps(1), 3));
    let rows = bench.look(west, assets);
    let facts: Vec<_> =
        rows.iter().skip(1).map(|row| (row.kind, row.metro.as_str(), row.facts.as_str(), row.held)).collect();
    assert_eq!(
        facts,
        [
            ("Port", "NY New York", "10 Gbps · tagged per connection", Some(0)),
            ("Virtual Device", "SV Silicon Valley", "10 interfaces, 2 reserved for management", Some(0)),
            ("Virtual Device", "SV Silicon Valley", "2 interfaces", Some(0)),
            ("MCR", "DC Ashburn", "2500 Mbps · ASN 133937", Some(0)),
            ("MVE", "DC Ashburn", "1 Gbps · 3 vNICs", Some(0)),
        ]
    );
}

/// [P2] [P4] Fabric's assets are managed by Fabric's roles and Megaport's by who orders there
#[test]
fn each_system_has_its_managers() {
    let (bench, west) = stage();
    let megaport = bench.act(west.boss, mcr(Mbps::gbps(1), 1)).asset.unwrap();
    let fabric = bench.add_device(west, "Device", 3);
    let of = |fabric, megaport| Roles { fabric, megaport };
    let manager = bench.add_person(west, "Manager", of(Some(FabricRole::FabricManager), None));
    let admin = bench.add_person(west, "Admin", of(None, Some(MegaportRole::TechnicalAdmin)));
    let finance = bench.add_person(west, "Finance", of(None, Some(MegaportRole::Finance)));
    let may = |person| {
        let page = |id| bench.desk.look(person, |sight| asset(sight, person, id)).unwrap();
        [fabric, megaport].map(page).map(|page| (page.may_edit.yes(), page.may_remove.yes()))
    };
    assert_eq!(may(manager), [(true, true), (false, false)]);
    assert_eq!(may(admin), [(false, false), (true, true)]);
    assert_eq!(may(finance), [(false, false), (false, false)]);
    let refusal = bench.refused_once(manager, Act::RemoveAsset(megaport), Code::RoleNotAllowed, Field::Role);
    assert_eq!(
        refusal.message,
        "Ordering at Megaport needs the role Company Admin or Technical Admin at Megaport; this person is Fabric Manager. \
         Switch to somebody who has it."
    );
    bench.refused_once(admin, Act::RemoveAsset(fabric), Code::RoleNotAllowed, Field::Role);
    let unknown = crosskey::domain::id::AssetId::new(uuid::Uuid::nil());
    bench.refused_once(admin, Act::RemoveAsset(unknown), Code::NotFound, Field::Form);
    bench.refused_once(finance, Act::RemoveAsset(unknown), Code::RoleNotAllowed, Field::Role);
    assert_eq!(System::Megaport.managing(), Right::Order);
}

/// [A6] an asset stays the kind that it is
#[test]
fn an_asset_stays_what_it_is() {
    let (bench, west) = stage();
    let device = bench.add_device(west, "Device", 3);
    let edit = Act::EditAsset { asset: device, details: port_details("Device", "DC", 10, Tagging::Dot1q) };
    let refusal = bench.refused_once(west.boss, edit, Code::NotEditable, Field::Form);
    assert_eq!(refusal.message, "A Virtual Device stays what it is. Add another asset instead.");
}

/// [A6] [A1] a port with something on it does not change systems, though both have its speed
#[test]
fn a_port_in_use_stays_in_its_system() {
    let (bench, west) = stage();
    let port = bench.add_port(west, "Port", Tagging::Dot1q);
    bench.create_token(west, port, Tag::Dot1q(100));
    let edit = Act::EditAsset { asset: port, details: port_details("Port", "DC", 10, Tagging::PerConnection) };
    bench.refused_once(west.boss, edit, Code::AssetInUse, Field::Tagging);
}

/// [A8] the form of each kind is filled from the asset, and asks for what the asset is
#[test]
fn the_form_describes_every_kind() {
    let (bench, west) = stage();
    let added = [
        (Sort::Port, port_details("Port", "DC", 50, Tagging::Qinq)),
        (Sort::MegaportPort, port_details("Megaport", "DC", 100, Tagging::PerConnection)),
        (Sort::VirtualDevice, device_details("Device", "NY", 10, &[1, 3])),
        (Sort::Mcr, details(AssetKind::Mcr(Mcr { metro: metro("DC"), speed: Mbps::new(2500), asn: 65_000 }))),
        (Sort::Mve, details(AssetKind::Mve(Mve { metro: metro("DC"), speed: Mbps::new(500), vnics: 2 }))),
    ];
    for (sort, details) in added {
        let id = bench.add_asset(west, details.clone());
        let form = bench.look(west, |sight| AssetForm::of(sight.own_asset(id).unwrap()));
        assert_eq!(form.sort, sort);
        let reading = form.add();
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let again = AssetDetails { vendor_id: Some(String::new()), ..details };
        assert_eq!(reading.act, Act::AddAsset(again.clone()));
        assert_eq!(form.edit(id).act, Act::EditAsset { asset: id, details: again });
    }
}

/// [A8] [R5] what cannot be read is told at its field, all at once
#[test]
fn the_form_tells_what_it_cannot_read() {
    let form = |sort, count: &str, reserved: &str, asn: &str| {
        let form = AssetForm {
            sort,
            name: "Asset".to_owned(),
            metro: "DC".to_owned(),
            count: count.to_owned(),
            reserved: reserved.to_owned(),
            asn: asn.to_owned(),
            ..AssetForm::default()
        };
        reasons(&form.add().problems)
    };
    let of = |code, field| vec![(code, field)];
    assert_eq!(form(Sort::VirtualDevice, "", "", ""), of(Code::Required, Field::Count));
    assert_eq!(form(Sort::VirtualDevice, "ten", "1", ""), of(Code::NumberInvalid, Field::Count));
    assert_eq!(form(Sort::VirtualDevice, "10", "1, two", ""), of(Code::NumberInvalid, Field::Reserved));
    assert_eq!(form(Sort::VirtualDevice, "10", " 3; 1,1 ", ""), []);
    assert_eq!(form(Sort::Mcr, "", "", "4294967296"), of(Code::NumberInvalid, Field::Asn));
    assert_eq!(form(Sort::Mve, "-1", "", ""), of(Code::NumberInvalid, Field::Count));
}

/// [A1] [A2] a location that the list does not have is typed, and a number that cannot be one is told its range
#[test]
fn the_form_takes_other_metros_and_tells_ranges() {
    let (bench, west) = stage();
    let mut form = AssetForm { sort: Sort::VirtualDevice, name: "Edge".to_owned(), ..AssetForm::default() };
    form.put(Field::Metro, "", Edit::Text("another".to_owned()));
    form.put(Field::Metro, "code", Edit::Text("wa".to_owned()));
    form.put(Field::Count, "", Edit::Text("99999999999".to_owned()));
    let message = form.add().problems[0].message.clone();
    assert_eq!(message, "Write a whole number from 1 to 64.");
    form.put(Field::Count, "", Edit::Text("5".to_owned()));
    let id = bench.act(west.boss, form.add().act).asset.unwrap();
    let view = bench.look(west, |sight| asset(sight, west.boss, id)).unwrap();
    assert_eq!(view.row.metro, "WA");
    assert!(AssetForm::of(&view.asset).unlisted, "its form shows the code");
}
