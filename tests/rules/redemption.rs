//! From a pasted key to a connection.

use crosskey::domain::asset::System;
use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::Side;
use crosskey::domain::key::Key;
use crosskey::domain::permission::FabricRole;
use crosskey::domain::refusal::{Code, Field, Remedy};
use crosskey::domain::terms::Status;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::command::{Act, Destination, Redeem};
use crosskey::ledger::view::redemption::{BandwidthChoice, Preview, Target, ports};
use uuid::Uuid;

use crate::support::{
    Bench, MINUTE, Pair, email, fabric, metro, order_to, order_to_port, port_details, profile_details, reasons,
};

const KEY: &str = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";

/// [R1] surrounding spaces, upper case, braces and `urn:uuid:` are forgiven
#[test]
fn a_pasted_key_is_forgiven_its_wrapping() {
    let key = Key::parse(KEY).unwrap();
    assert_eq!(key.reveal(), KEY);
    for text in [
        format!("  {KEY}\n"),
        KEY.to_uppercase(),
        format!("{{{KEY}}}"),
        format!("urn:uuid:{KEY}"),
        format!("URN:UUID:{}", KEY.to_uppercase()),
        format!("\t{{{}}} ", KEY.to_uppercase()),
        format!("\u{a0}{KEY}\u{3000}"),
    ] {
        assert_eq!(Key::parse(&text), Ok(key), "{text}");
    }
}

/// [R1] what is not a key is told what it looks like
#[test]
fn what_is_not_a_key_is_told_what_it_looks_like() {
    let long = "x".repeat(10_000);
    for (text, told) in [
        ("", "Paste the key you were given."),
        ("   ", "Paste the key you were given."),
        (&format!("{KEY}/us-east4/1"), "a pairing key of a cloud provider (key/region/zone)"),
        ("012345678901", "an account number"),
        ("https://example.org/#/redeem", "a web address"),
        ("guest@elsewhere.example", "an e-mail address"),
        (&KEY[..35], "some characters missing"),
        ("1b4e28ba2fa141d2883f0016d3cca427", "some characters missing"),
        (&format!("{KEY}4"), "something added"),
        ("token please", "not a service token or service key"),
        ("1b4e28ba-2fa1-41d2-883f-0016d3cca42g", "not a service token or service key"),
        ("1b4e28ba2fa1-41d2-883f-0016-d3cca427", "not a service token or service key"),
        ("٣٤٥٦٧٨٩٠١٢٣٤", "not a service token or service key"),
        (&long, "not a service token or service key"),
    ] {
        let refusal = Key::parse(text).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (Code::MalformedKey, Field::Key), "{text}");
        assert!(refusal.message.contains(told), "{text}: {}", refusal.message);
        assert!(refusal.message.contains("A key has 36 characters"), "{}", refusal.message);
    }
}

/// [R1] an unknown key is told what to do
#[test]
fn an_unknown_key_is_told_what_to_do() {
    let pair = Pair::new();
    let order = pair.order(Key::new(Uuid::from_u128(1)), 200);
    let refusal = pair.bench.refused_once(pair.east.boss, Act::Redeem(order.clone()), Code::UnknownKey, Field::Key);
    assert_eq!(
        refusal.message,
        "No such key is known in this browser. Check that all 36 characters were copied, or ask the company that gave \
         it to you. A key made in another browser is not known here."
    );
    assert_eq!(refusal.code.vendor(), Some("EQ-3034016"));
    assert_eq!(pair.bench.preview(pair.east, &order.key), Err(refusal));
}

/// [R1] a grant's id is not its key
#[test]
fn an_id_is_no_key() {
    let pair = Pair::new();
    let token = pair.token(100);
    let order = pair.order(Key::new(token.id.uuid()), 200);
    pair.bench.refused_once(pair.east.boss, Act::Redeem(order), Code::UnknownKey, Field::Key);
}

/// [R2] the preview shows what its holder may know and consumes nothing
#[test]
fn the_preview_shows_the_terms_and_consumes_nothing() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, east, .. } = &pair;
    let mut create = bench.token_on(*west_port, Tag::Dot1q(1234));
    create.remote = true;
    create.details.name = "Secret name".to_owned();
    let token = bench.create(*west, create);
    let head = bench.head();
    let seen = bench.preview(*east, &token.key).unwrap();
    let expected = Preview {
        kind: "A-side token",
        system: System::Fabric,
        issuer: "West Company".to_owned(),
        metro: metro("DC"),
        limit: Mbps::gbps(1),
        bandwidth: BandwidthChoice {
            words: "up to 1 Gbps".to_owned(),
            offered: [10, 50, 200, 500, 1000].map(Mbps::new).to_vec(),
            free: true,
        },
        remote: true,
        expires: bench.today().plus(90).start(),
        multi: false,
        asks_approval: false,
        payer: "West Company pays for the connection. You are not billed for it.".to_owned(),
        own: false,
        targets: vec![Target::Port, Target::Profile, Target::Token],
    };
    assert_eq!(seen, expected);
    let told = format!("{seen:?}");
    for hidden in ["1234", "Secret name", "West Port", "guest@elsewhere.example"] {
        assert!(!told.contains(hidden), "{hidden} in {told}");
    }
    assert_eq!((bench.head(), bench.status(*west, token.id)), (head, Status::Unused));
    assert!(bench.preview(*west, &token.key).unwrap().own);
}

/// [R3] the redeemer's name, bandwidth, addresses and purchase order become the connection
#[test]
fn what_the_redeemer_supplies_becomes_the_connection() {
    let pair = Pair::new();
    let token = pair.token(100);
    let order = Redeem {
        name: " To_West-1 ".to_owned(),
        bandwidth: Mbps::new(200),
        notify: vec![email("noc@east.example"), email("NOC@east.example"), email("it@east.example")],
        purchase_order: " PO 4711 ".to_owned(),
        ..pair.order(token.key, 200)
    };
    let connection = pair.bench.redeem(pair.east, order);
    let view = pair.bench.connection(pair.east, connection);
    assert_eq!(
        (view.row.name.as_str(), view.row.bandwidth, view.row.partner.as_str()),
        ("To_West-1", Mbps::new(200), "West Company")
    );
    let order = view.order.unwrap();
    assert_eq!(order.purchase_order, "PO 4711");
    assert_eq!(order.notify, [email("noc@east.example"), email("it@east.example")], "each address once");
    assert_eq!((view.limit, view.metro.as_str(), view.redeemer), (Mbps::gbps(1), "DC Ashburn", true));
    assert_eq!(view.ends[1].open.as_ref().unwrap().lines, ["East Port", "VLAN 200"]);
}

/// [R3] a connection's name has 1 to 24 letters, digits, hyphens and underscores
#[test]
fn a_connections_name_has_the_vendors_form() {
    let pair = Pair::new();
    let token = pair.token(100);
    let named = |name: &str| Act::Redeem(Redeem { name: name.to_owned(), ..pair.order(token.key, 200) });
    let (longest, too_long) = ("x".repeat(24), "x".repeat(25));
    for name in ["", "  ", too_long.as_str(), "two words", "naïve", "日本", "a.b", "<b>x</b>", "a\u{0}b", "😀"] {
        let refusal = pair.bench.refused_once(pair.east.boss, named(name), Code::NameInvalid, Field::Name);
        assert!(refusal.message.starts_with("Use 1 to 24 characters"), "{}", refusal.message);
    }
    for name in ["a", longest.as_str(), "A-b_9"] {
        assert_eq!(pair.bench.warnings(pair.east.boss, named(name)), []);
    }
}

/// [R3] at least one address for notices; a purchase order has at most 64 characters
#[test]
fn addresses_and_purchase_order_are_checked() {
    let pair = Pair::new();
    let token = pair.token(100);
    let order = pair.order(token.key, 200);
    let refused = |order, code, field| {
        pair.bench.refused_once(pair.east.boss, Act::Redeem(order), code, field);
    };
    refused(Redeem { notify: vec![], ..order.clone() }, Code::Required, Field::Notify);
    let many = (0..21).map(|at| email(&format!("noc{at}@east.example"))).collect();
    refused(Redeem { notify: many, ..order.clone() }, Code::TextInvalid, Field::Notify);
    refused(Redeem { purchase_order: "9".repeat(65), ..order.clone() }, Code::TextInvalid, Field::PurchaseOrder);
    refused(Redeem { purchase_order: "PO\n1".to_owned(), ..order.clone() }, Code::TextInvalid, Field::PurchaseOrder);
    pair.bench.redeem(pair.east, Redeem { purchase_order: "9".repeat(64), ..order });
}

/// [R5] the order of the codes, and the words themselves
#[test]
fn the_codes_have_their_order_and_words() {
    let words: Vec<_> = Code::ALL.iter().take(19).map(|code| code.as_str()).collect();
    assert_eq!(
        words,
        [
            "malformed-key",
            "role-not-allowed",
            "unknown-key",
            "deleted",
            "already-used",
            "expired",
            "not-yet-valid",
            "switched-off",
            "wrong-system",
            "own-asset-required",
            "port-closed",
            "remote-not-allowed",
            "over-bandwidth",
            "name-invalid",
            "vlan-out-of-range",
            "tagging-mismatch",
            "vlan-taken",
            "interface-taken",
            "partner-end-unavailable",
        ]
    );
    assert!(Code::ALL.is_sorted(), "declared in the order in which they are told");
    for (code, vendor) in [
        (Code::UnknownKey, "EQ-3034016"),
        (Code::Deleted, "EQ-3142532"),
        (Code::AlreadyUsed, "EQ-3142532"),
        (Code::Expired, "EQ-3142532"),
        (Code::OverBandwidth, "EQ-3142535"),
        (Code::RemoteNotAllowed, "EQ-3142536"),
        (Code::VlanTaken, "EQ-3142102"),
    ] {
        assert_eq!(code.vendor(), Some(vendor));
    }
    assert_eq!(Code::ALL.iter().filter(|code| code.vendor().is_some()).count(), 7);
    let mut unique: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), Code::ALL.len());
}

/// [R5] one thing after the other is put right, and each time the next is told
#[test]
fn what_stands_at_the_key_comes_one_after_the_other() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let viewer = bench.add_person(*east, "Viewer", fabric(FabricRole::FabricViewer));
    let wrong = |key| Redeem { bandwidth: Mbps::gbps(99), name: String::new(), ..pair.order(key, 1) };
    let (used, connection) = pair.connected();
    bench.delete_connection(*east, connection);
    let mut short = bench.token_on(pair.west_port, Tag::Dot1q(101));
    short.details.expires = bench.today().plus(1);
    let expired = bench.create(*west, short);
    let usable = pair.token(102);
    bench.advance_days(2);
    // Used and past its date and deleted: deleted is told. Used and past its date: used is told.
    bench.refused_once(viewer, Act::Redeem(wrong(Key::new(Uuid::nil()))), Code::RoleNotAllowed, Field::Role);
    bench.refused_once(east.boss, Act::Redeem(wrong(Key::new(Uuid::nil()))), Code::UnknownKey, Field::Key);
    bench.refused_once(east.boss, Act::Redeem(wrong(used.key)), Code::AlreadyUsed, Field::Key);
    bench.act(west.boss, Act::DeleteToken(used.id));
    let refusal = bench.refused_once(east.boss, Act::Redeem(wrong(used.key)), Code::Deleted, Field::Key);
    assert_eq!(refusal.message, "West Company deleted this key. Ask them for a new one.");
    bench.refused_once(east.boss, Act::Redeem(wrong(expired.key)), Code::Expired, Field::Key);
    bench.act(west.boss, Act::DeleteToken(expired.id));
    bench.refused_once(east.boss, Act::Redeem(wrong(expired.key)), Code::Deleted, Field::Key);
    let refusals = bench.refused(east.boss, Act::Redeem(wrong(usable.key)));
    assert_eq!(
        reasons(&refusals),
        [
            (Code::OverBandwidth, Field::Bandwidth),
            (Code::NameInvalid, Field::Name),
            (Code::VlanOutOfRange, Field::Vlan)
        ]
    );
}

/// [R5] all of the form's own problems are told at once, in the order of the codes
#[test]
fn all_problems_of_the_form_are_told_at_once() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let far = bench.add_asset(*east, port_details("Far Port", "NY", 1, Tagging::Qinq));
    bench.close_port(*east, far);
    let token = pair.token(100);
    let order = Redeem {
        name: "not a name".to_owned(),
        bandwidth: Mbps::gbps(2),
        notify: vec![],
        purchase_order: "9".repeat(65),
        ..order_to_port(token.key, far, Tag::Dot1q(200))
    };
    let form = [
        (Code::PortClosed, Field::Asset),
        (Code::RemoteNotAllowed, Field::Asset),
        (Code::OverBandwidth, Field::Bandwidth),
        (Code::NameInvalid, Field::Name),
        (Code::TaggingMismatch, Field::Vlan),
    ];
    let rest = [(Code::Required, Field::Notify), (Code::TextInvalid, Field::PurchaseOrder)];
    let refusals = bench.refused(east.boss, Act::Redeem(order.clone()));
    assert_eq!(reasons(&refusals), [form.as_slice(), rest.as_slice()].concat());
    assert!(refusals.is_sorted_by_key(|refusal| refusal.code));
    // The own company's key adds its own box.
    let mine = bench.add_asset(*west, port_details("Far Port", "NY", 1, Tagging::Qinq));
    bench.close_port(*west, mine);
    let own = Redeem { end: Destination::Port { asset: mine, tag: Tag::Dot1q(200) }, ..order };
    let confirm = [(Code::OwnKeyUnconfirmed, Field::Confirm)];
    assert_eq!(
        reasons(&bench.refused(west.boss, Act::Redeem(own))),
        [form.as_slice(), confirm.as_slice(), rest.as_slice()].concat()
    );
}

/// [R5] every refusal says what to do, in a sentence
#[test]
fn every_refusal_is_a_sentence() {
    let pair = Pair::new();
    let token = pair.token(100);
    let order = Redeem { name: String::new(), bandwidth: Mbps::new(0), ..pair.order(token.key, 0) };
    for refusal in pair.bench.refused(pair.east.boss, Act::Redeem(order)) {
        assert!(refusal.message.ends_with('.'), "{}", refusal.message);
        assert!(refusal.message.starts_with(|first: char| first.is_uppercase() || first.is_numeric()));
    }
}

/// [R6] a redemption is one record: connection, status and both notices
#[test]
fn a_redemption_is_one_step() {
    let pair = Pair::new();
    let token = pair.token(100);
    let before = pair.bench.journal.records().len();
    let connection = pair.bench.redeem(pair.east, pair.order(token.key, 200));
    assert_eq!(pair.bench.journal.records().len(), before + 1);
    assert_eq!(pair.bench.status(pair.west, token.id), Status::Used);
    assert_eq!(pair.bench.grant(pair.west, token.id).redeemed, [(connection, "East Company".to_owned())]);
    let tail = token.key.tail();
    assert_eq!(
        pair.bench.notices(pair.west),
        [format!("East Company redeemed “A-side token …{tail}”. The connection is live.")]
    );
    assert_eq!(pair.bench.notices(pair.east), ["Your connection “link-1” with West Company is live."]);
    let (west, east) = (pair.bench.connection(pair.west, connection), pair.bench.connection(pair.east, connection));
    assert_eq!(west.row.bandwidth, east.row.bandwidth);
    let sides = |view: &crosskey::ledger::view::connection::ConnectionView| {
        view.ends.clone().map(|end| (end.side, end.company, end.open.map(|open| open.lines)))
    };
    let (a, z) = ((Side::A, "West Company".to_owned()), (Side::Z, "East Company".to_owned()));
    let lines = |name: &str, place: &str| Some(vec![name.to_owned(), place.to_owned()]);
    assert_eq!(sides(&west), [(a.0, a.1.clone(), lines("West Port", "VLAN 100")), (z.0, z.1.clone(), None)]);
    assert_eq!(sides(&east), [(a.0, a.1, None), (z.0, z.1, lines("East Port", "VLAN 200"))]);
}

/// [R6] a tab that opens afterwards finds the same
#[test]
fn a_reopened_ledger_is_the_same() {
    let pair = Pair::new();
    let (token, connection) = pair.connected();
    let later = pair.bench.other_tab(9);
    assert_eq!(later.grant(pair.west, token.id), pair.bench.grant(pair.west, token.id));
    for firm in [pair.west, pair.east] {
        assert_eq!(later.connection(firm, connection), pair.bench.connection(firm, connection));
        assert_eq!(later.notices(firm), pair.bench.notices(firm));
    }
}

/// [T1] [R11] a used key is refused: to the winner, to the issuer and to a third company each in its own words
#[test]
fn already_used_tells_each_company_its_own() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let third = bench.found_company("Third Company");
    let third_port = bench.add_port(third, "Third Port", Tagging::Dot1q);
    let (token, _) = pair.connected();
    bench.clock.advance(MINUTE);
    let refused = |firm: crate::support::Firm, order: Redeem| {
        let refusal = bench.refused_once(firm.boss, Act::Redeem(order), Code::AlreadyUsed, Field::Key);
        assert_eq!(bench.preview(firm, &token.key), Err(refusal.clone()));
        refusal.message
    };
    assert_eq!(
        refused(*east, pair.order(token.key, 201)),
        "Your own company used this key on 2026-03-02 at 09:30 UTC. It works only once; see your connections."
    );
    assert_eq!(
        refused(*west, order_to_port(token.key, pair.west_port, Tag::Dot1q(101))),
        "East Company used this key on 2026-03-02 at 09:30 UTC. It works only once."
    );
    let told = refused(third, order_to_port(token.key, third_port, Tag::Dot1q(100)));
    assert_eq!(
        told,
        "This key was used on 2026-03-02 at 09:30 UTC. It works only once, first come, first served; ask West Company \
         for a new one."
    );
}

/// [E2] [R9] without "Allow Remote Connection" both ends are in one metro; with it, anywhere
#[test]
fn remote_connections_need_to_be_allowed() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, east, .. } = &pair;
    let far = bench.add_asset(*east, port_details("Far Port", "SV", 10, Tagging::Dot1q));
    let token = pair.token(100);
    let refusal = bench.refused_once(
        east.boss,
        Act::Redeem(order_to_port(token.key, far, Tag::Dot1q(200))),
        Code::RemoteNotAllowed,
        Field::Asset,
    );
    assert_eq!(
        refusal.message,
        "This token allows no remote connection: the other end must be in DC Ashburn, and this is in SV Silicon Valley."
    );
    let mut create = bench.token_on(*west_port, Tag::Dot1q(101));
    create.remote = true;
    let remote = bench.create(*west, create);
    bench.redeem(*east, order_to_port(remote.key, far, Tag::Dot1q(200)));
    bench.redeem(*east, pair.order(token.key, 201));
}

/// [E2] the flag is off unless the issuer sets it
#[test]
fn remote_is_off_by_default() {
    let pair = Pair::new();
    assert!(!pair.bench.grant(pair.west, pair.token(100).id).remote);
}

/// [R9] [E2] of a service profile the metro chosen is compared
#[test]
fn a_profiles_chosen_metro_is_compared() {
    let pair = Pair::new();
    let Pair { bench, east, .. } = &pair;
    let cloud = bench.found_company("Cloud Provider");
    let profile = bench.add_asset(cloud, profile_details("Line", &["DC", "SV"], &[]));
    let token = pair.token(100);
    let order = |code| {
        let end = Destination::Profile { asset: profile, metro: metro(code), values: vec![] };
        Act::Redeem(order_to(token.key, end))
    };
    bench.refused_once(east.boss, order("SV"), Code::RemoteNotAllowed, Field::Metro);
    assert_eq!(
        reasons(&bench.refused(east.boss, order("NY"))),
        [(Code::RemoteNotAllowed, Field::Metro), (Code::MetroInvalid, Field::Metro)]
    );
    bench.act(east.boss, order("DC"));
}

fn with_bandwidth(order: Redeem, mbps: u32) -> Act {
    Act::Redeem(Redeem { bandwidth: Mbps::new(mbps), ..order })
}

/// [E5] a connection has any bandwidth up to the token's limit, which itself is in
#[test]
fn the_bandwidth_stays_within_the_limit() {
    let pair = Pair::new();
    let token = pair.token(100);
    for mbps in [1001, u32::MAX] {
        let refusal = pair.bench.refused_once(
            pair.east.boss,
            with_bandwidth(pair.order(token.key, 200), mbps),
            Code::OverBandwidth,
            Field::Bandwidth,
        );
        assert!(
            refusal.message.ends_with("is more than the token allows. Choose at most 1 Gbps."),
            "{}",
            refusal.message
        );
        assert_eq!(refusal.remedy, Some(Remedy::UseBandwidth(Mbps::gbps(1))));
    }
    let refusal = pair.bench.refused_once(
        pair.east.boss,
        with_bandwidth(pair.order(token.key, 200), 0),
        Code::OverBandwidth,
        Field::Bandwidth,
    );
    assert_eq!(refusal.message, "Give a bandwidth above 0 Mbps.");
    for mbps in [1, 10, 999, 1000] {
        let warnings = pair.bench.warnings(pair.east.boss, with_bandwidth(pair.order(token.key, 200), mbps));
        assert_eq!(warnings.len(), usize::from(![10, 1000].contains(&mbps)), "{mbps} Mbps");
    }
    pair.bench.act(pair.east.boss, with_bandwidth(pair.order(token.key, 200), 1000));
}

/// [R9] the own port's speed limits it too
#[test]
fn the_own_ports_speed_counts() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, east, .. } = &pair;
    let slow = bench.add_asset(*east, port_details("Slow Port", "DC", 1, Tagging::Dot1q));
    let mut create = bench.token_on(*west_port, Tag::Dot1q(100));
    create.details.limit = Mbps::gbps(5);
    let token = bench.create(*west, create);
    let order = || order_to_port(token.key, slow, Tag::Dot1q(200));
    let act = with_bandwidth(order(), 1001);
    let refusal = bench.refused_once(east.boss, act, Code::OverBandwidth, Field::Bandwidth);
    assert_eq!(refusal.message, "1001 Mbps is more than your own port's speed of 1 Gbps. Choose at most 1 Gbps.");
    assert_eq!(refusal.remedy, Some(Remedy::UseBandwidth(Mbps::gbps(1))));
    bench.act(east.boss, with_bandwidth(order(), 1000));
}

/// [R9] the connections on a port may add up to more than its speed, with a warning
#[test]
fn the_sum_on_a_port_is_warned_of() {
    let pair = Pair::new();
    let Pair { bench, east, .. } = &pair;
    let slow = bench.add_asset(*east, port_details("Slow Port", "DC", 1, Tagging::Dot1q));
    let (first, second) = (pair.token(100), pair.token(101));
    bench.redeem(*east, order_to_port(first.key, slow, Tag::Dot1q(200)));
    let order = || order_to_port(second.key, slow, Tag::Dot1q(201));
    assert_eq!(bench.warnings(east.boss, with_bandwidth(order(), 500)), [], "1000 Mbps fit");
    let warnings = bench.warnings(east.boss, with_bandwidth(order(), 1000));
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].field, Field::Bandwidth);
    assert_eq!(warnings[0].message, "The connections on this port then add up to 1500 Mbps, more than its 1 Gbps.");
    let connection = bench.act(east.boss, with_bandwidth(order(), 500)).connection.unwrap();
    let raise = |mbps| Act::ChangeBandwidth { connection, bandwidth: Mbps::new(mbps) };
    assert_eq!(bench.warnings(east.boss, raise(200)), []);
    assert_eq!(bench.warnings(east.boss, raise(1000)).len(), 1);
    bench.act(east.boss, raise(1000));
    let page = bench.look(*east, |sight| crosskey::ledger::view::asset::asset(sight, east.boss, slow)).unwrap();
    assert_eq!(page.load.unwrap().sum, 1500);
    bench.delete_connection(*east, connection);
    let page = bench.look(*east, |sight| crosskey::ledger::view::asset::asset(sight, east.boss, slow)).unwrap();
    assert_eq!(page.load.unwrap().sum, 500);
}

/// [R10] an own key is redeemed after confirming, and then the company sees both ends
#[test]
fn an_own_key_is_confirmed() {
    let bench = Bench::new();
    let west = bench.found_company("West Company");
    let port = bench.add_port(west, "First Port", Tagging::Dot1q);
    let second = bench.add_port(west, "Second Port", Tagging::Dot1q);
    let token = bench.create_token(west, port, Tag::Dot1q(100));
    let order = order_to_port(token.key, second, Tag::Dot1q(100));
    let refusal = bench.refused_once(west.boss, Act::Redeem(order.clone()), Code::OwnKeyUnconfirmed, Field::Confirm);
    assert_eq!(
        refusal.message,
        "This key was created by your own company. Tick the box if you mean to use it yourselves."
    );
    let connection = bench.redeem(west, Redeem { own_confirmed: true, ..order });
    let view = bench.connection(west, connection);
    assert_eq!(view.row.partner, "West Company");
    assert!(view.ends.iter().all(|end| end.open.is_some()));
    assert_eq!(view.row.end, "First Port · VLAN 100 ↔ Second Port · VLAN 100");
    let list = bench.look(west, |sight| crosskey::ledger::view::connection::connections(sight, 0));
    assert_eq!(list.total, 1, "listed once");
    bench.delete_connection(west, connection);
    bench.create_token(west, port, Tag::Dot1q(100));
    bench.create_token(west, second, Tag::Dot1q(100));
}

/// [R10] no connection has both its ends on one port: told in words, and confirming does not change it
#[test]
fn a_port_is_not_connected_to_itself() {
    let Pair { bench, west, west_port, .. } = Pair::new();
    let token = bench.create_token(west, west_port, Tag::Dot1q(100));
    let order = Redeem { own_confirmed: true, ..order_to_port(token.key, west_port, Tag::Dot1q(101)) };
    let refusal = bench.refused_once(west.boss, Act::Redeem(order), Code::SameAsset, Field::Asset);
    assert_eq!(
        refusal.message,
        "The key is for West Port itself, and a connection joins two assets. Choose another one for this end."
    );
}

/// [R10] another company's key needs no confirming
#[test]
fn a_foreign_key_needs_no_confirming() {
    let pair = Pair::new();
    let token = pair.token(100);
    assert!(!pair.bench.preview(pair.east, &token.key).unwrap().own);
    pair.bench.redeem(pair.east, pair.order(token.key, 200));
}

/// [R3] the ports a person can choose from tell whether they take connections and let this person create
#[test]
fn port_choices_tell_what_they_take() {
    let pair = Pair::new();
    let Pair { bench, east, .. } = &pair;
    let other = bench.add_person(*east, "Other", fabric(FabricRole::FabricManager));
    let mut guarded = port_details("Guarded Port", "NY", 1, Tagging::Qinq);
    guarded.access = Some(vec![other]);
    let guarded = bench.add_asset(*east, guarded);
    bench.close_port(*east, pair.east_port);
    let choices = bench.look(*east, |sight| ports(sight, east.boss));
    let facts: Vec<_> = choices.iter().map(|port| (port.id, port.open, port.access)).collect();
    assert_eq!(facts, [(pair.east_port, false, true), (guarded, true, false)]);
}
