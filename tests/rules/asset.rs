//! Ports and service profiles.

use crosskey::domain::asset::{AssetKind, PORT_SPEEDS};
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::metro::{self, Metro};
use crosskey::domain::profile::FieldForm;
use crosskey::domain::refusal::{Code, Field};
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::command::{Act, AssetDetails, Destination};
use crosskey::ledger::view::asset::{asset, assets, claims, grants};
use crosskey::ledger::view::redemption::{ports, profiles};

use crate::support::{Pair, metro, order_to, order_to_port, port_details, profile_details, reasons};

/// [A1] a port has one of the vendor's speeds and any tagging, in any metro
#[test]
fn a_port_has_one_of_the_speeds() {
    let Pair { bench, west, .. } = Pair::new();
    for gbps in [1, 10, 50, 100] {
        for tagging in Tagging::FABRIC {
            bench.add_asset(west, port_details(&format!("{gbps}G {}", tagging.label()), "DC", gbps, tagging));
        }
    }
    for gbps in [0, 2, 25, 101] {
        let act = Act::AddAsset(port_details("Port", "DC", gbps, Tagging::Dot1q));
        bench.refused_once(west.boss, act, Code::SpeedInvalid, Field::Speed);
    }
    assert_eq!(PORT_SPEEDS.map(Mbps::get), [1000, 10_000, 50_000, 100_000]);
}

/// [A1] an unknown metro is data, not an error; what cannot be a code is one
#[test]
fn an_unknown_metro_is_data() {
    let Pair { bench, west, .. } = Pair::new();
    let port = bench.add_asset(west, port_details("Far Port", "zz9", 1, Tagging::Dot1q));
    let row = bench.look(west, assets).into_iter().find(|row| row.id == port).unwrap();
    assert_eq!(row.metro, "ZZ9");
    assert_eq!(metro(" dc ").to_string(), "DC Ashburn");
    for bad in ["", "D", "TOOLONG", "D C", "ÄÖ", "A-B"] {
        assert_eq!(Metro::parse(bad), None, "{bad}");
    }
    assert!(metro::KNOWN.iter().all(|(code, name)| Metro::parse(code).is_some_and(|metro| metro.name() == *name)));
}

/// [A1] a closed port takes no new token and no new connection, and says so; what it carries stays
#[test]
fn a_closed_port_takes_nothing_new() {
    let pair = Pair::new();
    let (_, connection) = pair.connected();
    let waiting = pair.token(101);
    let Pair { bench, west, west_port, east, east_port } = &pair;
    bench.close_port(*east, *east_port);
    let refusal =
        bench.refused_once(east.boss, Act::Redeem(pair.order(waiting.key, 201)), Code::PortClosed, Field::Asset);
    assert_eq!(refusal.message, "East Port is closed to new connections. Choose another port, or open it.");
    bench.close_port(*west, *west_port);
    let create = bench.token_on(*west_port, Tag::Dot1q(102));
    let refusal = bench.refused_once(west.boss, Act::CreateToken(create), Code::PortClosed, Field::Asset);
    assert!(refusal.message.contains("West Port is closed"), "{}", refusal.message);
    let replace = Act::ReplaceToken { grant: waiting.id, expires: bench.today().plus(9) };
    bench.refused_once(west.boss, replace, Code::PortClosed, Field::Asset);
    assert!(bench.connection(*east, connection).deleted.is_none());
    bench.act(east.boss, Act::ChangeBandwidth { connection, bandwidth: Mbps::new(200) });
}

/// [A4] a connection ends at an own port; another company's port reads as no own port, and so does a profile
#[test]
fn a_connection_ends_at_an_own_port() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, east, .. } = &pair;
    let profile = bench.add_asset(*west, profile_details("Cloud", &["DC"], &[]));
    let token = pair.token(100);
    for asset in [*west_port, profile] {
        let order = order_to_port(token.key, asset, Tag::Dot1q(200));
        let refusal = bench.refused_once(east.boss, Act::Redeem(order), Code::OwnAssetRequired, Field::Asset);
        assert_eq!(refusal.message, "Choose a port of your own company.");
    }
}

/// [A4] a connection ends at any provider's service profile, in one of its metros
#[test]
fn a_connection_ends_at_a_service_profile() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let cloud = bench.found_company("Cloud Provider");
    let profile = bench.add_asset(cloud, profile_details("Direct Line", &["DC", "SV"], &[]));
    let offered = bench.look(*east, profiles);
    assert_eq!((offered[0].name.as_str(), offered[0].provider.as_str()), ("Direct Line", "Cloud Provider"));

    let mut create = bench.token_on(pair.west_port, Tag::Dot1q(100));
    create.remote = true;
    let token = bench.create(*west, create);
    let order = |code: &str| {
        let metro = metro(code);
        Act::Redeem(order_to(token.key, Destination::Profile { asset: profile, metro, values: vec![] }))
    };
    let refusal = bench.refused_once(east.boss, order("NY"), Code::MetroInvalid, Field::Metro);
    assert_eq!(refusal.message, "Direct Line is not offered in NY New York. Choose one of its metros.");
    let connection = bench.act(east.boss, order("SV")).connection.unwrap();
    let ends = bench.connection(*east, connection).ends;
    assert_eq!(ends[1].open.as_ref().unwrap().lines, ["Direct Line", "SV Silicon Valley"]);
    // The provider is no partner: it sees nothing of it.
    let seen = bench.look(cloud, |sight| crosskey::ledger::view::connection::connections(sight, 0));
    assert_eq!(seen.total, 0);
}

/// [A4] a removed service profile is no longer offered, and connections that end there keep its name
#[test]
fn a_removed_profile_is_not_offered() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let cloud = bench.found_company("Cloud Provider");
    let profile = bench.add_asset(cloud, profile_details("Direct Line", &["DC"], &[]));
    let order =
        |key| Act::Redeem(order_to(key, Destination::Profile { asset: profile, metro: metro("DC"), values: vec![] }));
    let connection = bench.act(east.boss, order(pair.token(100).key)).connection.unwrap();
    let token = pair.token(101);
    bench.act(cloud.boss, Act::RemoveAsset(profile));
    assert!(bench.look(*east, profiles).is_empty());
    bench.refused_once(east.boss, order(token.key), Code::NotFound, Field::Asset);
    assert_eq!(bench.connection(*east, connection).row.end, "Direct Line · DC Ashburn");
    assert_eq!(bench.status(*west, token.id).word(), "Unused");
}

/// [A5] every form of field takes the good and refuses the bad, at that field
#[test]
fn profile_fields_have_their_form() {
    const UUID: &str = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";
    let google = |region: &str, zone: &str| format!("{UUID}/{region}/{zone}");
    let table: [(FieldForm, Vec<String>, Vec<String>); 5] = [
        (
            FieldForm::AwsAccount,
            vec!["012345678901".to_owned()],
            vec![
                "12345678901".to_owned(),
                "1234567890123".to_owned(),
                "01234567890a".to_owned(),
                "٠١٢٣٤٥٦٧٨٩٠١".to_owned(),
            ],
        ),
        (
            FieldForm::AzureServiceKey,
            vec![UUID.to_owned(), UUID.to_uppercase()],
            vec![UUID.replace('-', ""), format!("{{{UUID}}}"), format!("{UUID}0"), "azure".to_owned()],
        ),
        (
            FieldForm::GooglePairingKey,
            vec![google("us-east4", "1"), google("europe-west1", "2"), google("us-east4", "any")],
            vec![
                UUID.to_owned(),
                google("us-east4", "3"),
                google("useast4", "1"),
                google("US-EAST4", "1"),
                google("us-east4", "1/1"),
                "key/us-east4/1".to_owned(),
            ],
        ),
        (
            FieldForm::OracleId,
            vec!["ocid1.virtualcircuit.oc1.iad.aaaa".to_owned()],
            vec![
                "ocid2.virtualcircuit".to_owned(),
                "ocid1.with space".to_owned(),
                format!("ocid1.{}", "x".repeat(250)),
            ],
        ),
        (
            FieldForm::Text,
            vec!["任意".to_owned(), "x".repeat(255), "日".repeat(255)],
            vec!["x".repeat(256), "a\u{7}b".to_owned()],
        ),
    ];
    assert_eq!(table.each_ref().map(|(form, ..)| *form), FieldForm::ALL);

    let pair = Pair::new();
    let Pair { bench, east, .. } = &pair;
    let cloud = bench.found_company("Cloud Provider");
    for (at, (form, good, bad)) in table.iter().enumerate() {
        let details = profile_details(&format!("Service {at}"), &["DC"], &[("Account", *form)]);
        let profile = bench.add_asset(cloud, details);
        let token = pair.token(100 + u16::try_from(at).unwrap());
        let order = |value: &str| {
            let values = vec![("Account".to_owned(), value.to_owned())];
            Act::Redeem(order_to(token.key, Destination::Profile { asset: profile, metro: metro("DC"), values }))
        };
        for value in bad {
            let refusal = bench.refused_once(east.boss, order(value), Code::ProfileFieldInvalid, Field::ProfileField);
            assert_eq!(refusal.detail.as_deref(), Some("Account"), "{value}");
            assert_eq!(refusal.message, format!("Account asks for this. {}", form.hint()));
        }
        bench.refused_once(east.boss, order("  "), Code::Required, Field::ProfileField);
        for value in good {
            assert_eq!(bench.warnings(east.boss, order(&format!(" {value} "))), []);
        }
        let connection = bench.act(east.boss, order(&format!(" {} ", good[0]))).connection.unwrap();
        let end = bench.connection(*east, connection).ends[1].open.clone().unwrap();
        assert_eq!(end.lines[2], format!("Account: {}", good[0]), "stored without the spaces around it");
    }
}

/// [A5] every field that is wrong is named, and what was not asked for is not stored
#[test]
fn every_wrong_profile_field_is_named() {
    let pair = Pair::new();
    let Pair { bench, east, .. } = &pair;
    let cloud = bench.found_company("Cloud Provider");
    let fields = [("Account", FieldForm::AwsAccount), ("Note", FieldForm::Text), ("Circuit", FieldForm::OracleId)];
    let profile = bench.add_asset(cloud, profile_details("Direct Line", &["DC"], &fields));
    let token = pair.token(100);
    let order = |values: &[(&str, &str)]| {
        let values = values.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect();
        Act::Redeem(order_to(token.key, Destination::Profile { asset: profile, metro: metro("DC"), values }))
    };
    let refusals = bench.refused(east.boss, order(&[("Circuit", "nothing"), ("Note", "fine")]));
    let named: Vec<_> = refusals.iter().map(|one| (one.code, one.detail.as_deref().unwrap())).collect();
    assert_eq!(named, [(Code::Required, "Account"), (Code::ProfileFieldInvalid, "Circuit")]);

    let values = [("Account", "012345678901"), ("Circuit", "ocid1.x"), ("Note", "fine"), ("Smuggled", "hidden")];
    let connection = bench.act(east.boss, order(&values)).connection.unwrap();
    let lines = bench.connection(*east, connection).ends[1].open.clone().unwrap().lines;
    assert_eq!(lines[2..], ["Account: 012345678901", "Note: fine", "Circuit: ocid1.x"]);
}

/// [A5] a service profile says where it is offered, and its fields are few, named and told apart
#[test]
fn a_service_profile_is_well_formed() {
    let Pair { bench, west, .. } = Pair::new();
    let refused = |details: AssetDetails| reasons(&bench.refused(west.boss, Act::AddAsset(details)));
    assert_eq!(refused(profile_details("Line", &[], &[])), [(Code::Required, Field::Metro)]);
    let twice = [("Account", FieldForm::Text), ("Account", FieldForm::AwsAccount)];
    assert_eq!(refused(profile_details("Line", &["DC"], &twice)), [(Code::NameTaken, Field::ProfileField)]);
    let unnamed = [("", FieldForm::Text)];
    assert_eq!(refused(profile_details("Line", &["DC"], &unnamed)), [(Code::Required, Field::ProfileField)]);
    let labels: Vec<String> = (0..11).map(|at| format!("Field {at}")).collect();
    let many: Vec<_> = labels.iter().map(|label| (label.as_str(), FieldForm::Text)).collect();
    assert_eq!(refused(profile_details("Line", &["DC"], &many)), [(Code::TextInvalid, Field::ProfileField)]);
    bench.add_asset(west, profile_details("Line", &["DC"], &many[..10]));
}

/// [A6] location and tagging are fixed while a token or a connection holds a place on the port
#[test]
fn location_and_tagging_are_fixed_while_held() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, .. } = &pair;
    let moved = || {
        bench.changed_port(*west, *west_port, |port| {
            port.metro = metro("NY");
            port.tagging = Tagging::Qinq;
        })
    };
    let both = [(Code::AssetInUse, Field::Metro), (Code::AssetInUse, Field::Tagging)];
    let mut create = bench.token_on(*west_port, Tag::Dot1q(100));
    create.details.name = "For East".to_owned();
    let token = bench.create(*west, create);
    let refusals = bench.refused(west.boss, moved());
    assert_eq!(reasons(&refusals), both);
    assert_eq!(refusals[0].message, "The location is fixed while the token “For East” holds a place on this port.");
    let connection = bench.redeem(pair.east, pair.order(token.key, 200));
    assert_eq!(reasons(&bench.refused(west.boss, moved())), both);
    bench.delete_connection(pair.east, connection);
    bench.act(west.boss, moved());
}

/// [A6] name, vendor's id, access and openness may change at any time
#[test]
fn what_holds_no_place_may_change() {
    let pair = Pair::new();
    pair.connected();
    let Pair { bench, west, west_port, .. } = &pair;
    let mut details = bench.details_of(*west, *west_port);
    bench.refused_once(
        west.boss,
        Act::EditAsset { asset: *west_port, details: details.clone() },
        Code::NothingToChange,
        Field::Form,
    );
    details.name = "Renamed".to_owned();
    details.vendor_id = Some("c4d9350e-77c5-7c5d-1ce0-306a5c00a600".to_owned());
    details.access = Some(vec![west.boss]);
    bench.act(west.boss, Act::EditAsset { asset: *west_port, details: details.clone() });
    assert_eq!(bench.details_of(*west, *west_port), details);
    bench.close_port(*west, *west_port);
}

/// [A6] the speed never drops below the limit of a living token
#[test]
fn the_speed_stays_above_a_tokens_limit() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, .. } = &pair;
    let slower = || bench.changed_port(*west, *west_port, |port| port.speed = Mbps::gbps(1));
    let mut create = bench.token_on(*west_port, Tag::Dot1q(100));
    create.details.limit = Mbps::new(1001);
    let token = bench.create(*west, create);
    let refusal = bench.refused_once(west.boss, slower(), Code::AssetInUse, Field::Speed);
    assert!(refusal.message.contains("1001 Mbps"), "{}", refusal.message);
    let mut details = bench.token_details(*west, token.id);
    details.limit = Mbps::gbps(1);
    bench.act(west.boss, Act::EditToken { grant: token.id, details });
    bench.act(west.boss, slower());
}

/// [A6] nor below what the redeemer of a token may still raise the bandwidth to
#[test]
fn the_speed_stays_above_a_connections_limit() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, east, east_port } = &pair;
    let mut create = bench.token_on(*west_port, Tag::Dot1q(100));
    create.details.limit = Mbps::gbps(5);
    let token = bench.create(*west, create);
    let connection = bench.redeem(*east, pair.order(token.key, 200));
    let slower = bench.changed_port(*west, *west_port, |port| port.speed = Mbps::gbps(1));
    bench.refused_once(west.boss, slower.clone(), Code::AssetInUse, Field::Speed);
    // The redeemer's port needs to carry no more than the bandwidth in force.
    bench.act(east.boss, bench.changed_port(*east, *east_port, |port| port.speed = Mbps::gbps(1)));
    bench.refused_once(
        east.boss,
        Act::ChangeBandwidth { connection, bandwidth: Mbps::gbps(5) },
        Code::OverBandwidth,
        Field::Bandwidth,
    );
    bench.act(east.boss, bench.changed_port(*east, *east_port, |port| port.speed = Mbps::gbps(10)));
    bench.act(east.boss, Act::ChangeBandwidth { connection, bandwidth: Mbps::gbps(5) });
    bench.refused_once(
        east.boss,
        bench.changed_port(*east, *east_port, |port| port.speed = Mbps::gbps(1)),
        Code::AssetInUse,
        Field::Speed,
    );
    bench.delete_connection(*east, connection);
    bench.act(west.boss, slower);
}

/// [A6] a port that holds a place cannot be removed; one that holds none can, and is gone from every list
#[test]
fn a_port_that_holds_a_place_stays() {
    let pair = Pair::new();
    let (token, connection) = pair.connected();
    let Pair { bench, west, west_port, east, .. } = &pair;
    let refusal = bench.refused_once(west.boss, Act::RemoveAsset(*west_port), Code::AssetInUse, Field::Form);
    assert!(refusal.message.starts_with("West Port still holds a place for the connection"), "{}", refusal.message);
    bench.delete_connection(*east, connection);
    let waiting = pair.token(101);
    bench.refused_once(west.boss, Act::RemoveAsset(*west_port), Code::AssetInUse, Field::Form);
    bench.advance_days(91);
    assert_eq!(bench.status(*west, waiting.id).word(), "Expired");
    bench.act(west.boss, Act::RemoveAsset(*west_port));
    assert!(bench.look(*west, assets).is_empty());
    assert!(bench.look(*west, |sight| ports(sight, west.boss)).is_empty());
    assert!(bench.look(*west, |sight| asset(sight, west.boss, *west_port)).is_none());
    assert_eq!(bench.grant(*west, token.id).asset_name, "West Port", "what was stays readable");
    let create = bench.token_on(*west_port, Tag::Dot1q(102));
    bench.refused_once(west.boss, Act::CreateToken(create), Code::OwnAssetRequired, Field::Asset);
    bench.refused_once(west.boss, Act::RemoveAsset(*west_port), Code::NotFound, Field::Form);
}

/// [A6] what is free is computed: the port's page shows what holds which place, and the sum of bandwidths
#[test]
fn a_ports_page_shows_what_holds_it() {
    let pair = Pair::new();
    let (_, connection) = pair.connected();
    let mut create = pair.bench.token_on(pair.west_port, Tag::Dot1q(101));
    create.details.name = "Next".to_owned();
    let token = pair.bench.create(pair.west, create);
    let page = pair.bench.look(pair.west, |sight| asset(sight, pair.west.boss, pair.west_port)).unwrap();
    let held = || pair.bench.look(pair.west, |sight| claims(sight, pair.west_port, 0)).rows;
    let told: Vec<_> = held().into_iter().map(|row| (row.place, row.grant, row.connection)).collect();
    let vlan = |id: u16| format!("VLAN {id}");
    assert_eq!(told, [(vlan(100), None, Some(connection)), (vlan(101), Some(token.id), None)]);
    assert_eq!(held()[1].holder, "the token “Next”");
    let listed = pair.bench.look(pair.west, |sight| grants(sight, pair.west_port, 0)).total;
    assert_eq!((page.load.unwrap().sum, listed, page.row.held), (500, 2, Some(2)));
    assert!(!page.may_remove.yes() && page.may_edit.yes());
    pair.bench.advance_days(91);
    assert_eq!(held().len(), 1, "an expired token holds nothing");
}

/// [A6] [V1] what holds a port and what was created on it is listed by pages, however long it is
#[test]
fn a_ports_lists_have_pages() {
    let pair = Pair::new();
    let tokens: Vec<_> = (100..153).map(|vlan| pair.token(vlan).id).collect();
    let held = |page| pair.bench.look(pair.west, |sight| claims(sight, pair.west_port, page));
    assert_eq!((held(0).rows.len(), held(0).total, held(0).pages), (50, 53, 2));
    assert_eq!(
        held(1).rows.iter().map(|row| row.place.as_str()).collect::<Vec<_>>(),
        ["VLAN 150", "VLAN 151", "VLAN 152"]
    );
    let listed = |page| pair.bench.look(pair.west, |sight| grants(sight, pair.west_port, page));
    assert_eq!((listed(0).rows[0].id, listed(0).total, listed(0).pages), (tokens[52], 53, 2));
    assert_eq!(listed(1).rows.iter().map(|row| row.id).collect::<Vec<_>>(), [tokens[2], tokens[1], tokens[0]]);
    let told = pair.bench.look(pair.east, |sight| (claims(sight, pair.west_port, 0), grants(sight, pair.west_port, 0)));
    assert_eq!((told.0.total, told.1.total), (0, 0), "[S1] to nobody else");
}

/// [A6] a port stays a port, and a service profile one
#[test]
fn an_asset_keeps_its_kind() {
    let Pair { bench, west, west_port, .. } = Pair::new();
    let profile = bench.add_asset(west, profile_details("Line", &["DC"], &[]));
    let act = Act::EditAsset { asset: west_port, details: profile_details("West Port", &["DC"], &[]) };
    bench.refused_once(west.boss, act, Code::NotEditable, Field::Form);
    let act = Act::EditAsset { asset: profile, details: port_details("Line", "DC", 1, Tagging::Dot1q) };
    bench.refused_once(west.boss, act, Code::NotEditable, Field::Form);
    bench.act(
        west.boss,
        Act::EditAsset {
            asset: profile,
            details: profile_details("Line", &["DC", "NY"], &[("Note", FieldForm::Text)]),
        },
    );
}

/// [A7] an asset carries its vendor's id if it has one, at most 100 characters
#[test]
fn an_asset_carries_its_vendors_id() {
    let Pair { bench, west, .. } = Pair::new();
    let mut details = port_details("Port", "DC", 1, Tagging::Dot1q);
    details.vendor_id = Some(" c4d9350e-77c5-7c5d-1ce0-306a5c00a600 ".to_owned());
    let port = bench.add_asset(west, details.clone());
    assert_eq!(bench.details_of(west, port).vendor_id.as_deref(), Some("c4d9350e-77c5-7c5d-1ce0-306a5c00a600"));
    details.vendor_id = Some("  ".to_owned());
    bench.act(west.boss, Act::EditAsset { asset: port, details: details.clone() });
    assert_eq!(bench.details_of(west, port).vendor_id, None);
    details.vendor_id = Some("x".repeat(101));
    bench.refused_once(west.boss, Act::AddAsset(details), Code::TextInvalid, Field::VendorId);
}

/// [A1] all problems of an asset's form are told at once
#[test]
fn an_assets_form_tells_all_problems_at_once() {
    let Pair { bench, west, .. } = Pair::new();
    let mut details = port_details("", "DC", 3, Tagging::Dot1q);
    details.access = Some(vec![]);
    details.vendor_id = Some("x".repeat(101));
    let refusals = bench.refused(west.boss, Act::AddAsset(details));
    assert_eq!(
        reasons(&refusals),
        [
            (Code::Required, Field::Name),
            (Code::Required, Field::Access),
            (Code::TextInvalid, Field::VendorId),
            (Code::SpeedInvalid, Field::Speed)
        ]
    );
}

/// [A4] a service profile has no access list, for everybody may read it
#[test]
fn a_service_profile_has_no_access_list() {
    let Pair { bench, west, .. } = Pair::new();
    let mut details = profile_details("Line", &["DC"], &[]);
    details.access = Some(vec![west.boss]);
    let profile = bench.add_asset(west, details);
    let details = bench.details_of(west, profile);
    assert_eq!(details.access, None);
    assert!(matches!(details.kind, AssetKind::ServiceProfile(_)));
}
