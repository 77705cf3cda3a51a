//! A-side tokens: creating, editing, deleting and replacing them.

use crosskey::domain::bandwidth::{Mbps, Speeds, TIERS};
use crosskey::domain::refusal::{Code, Field, Remedy};
use crosskey::domain::terms::{Kind, Phase, Status, Terms, status};
use crosskey::domain::time::{DAY, Timestamp};
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::command::{Act, CreateToken, TokenDetails};
use crosskey::ledger::view::inventory::{Filter, inventory};
use crosskey::ledger::view::overview::overview;

use crate::support::{Bench, Pair, START, at_vlan, email, metro, port_details, reasons};

/// [G1] the key is a random UUID v4 and not the grant's id; masked it shows its last four characters
#[test]
fn a_key_is_a_uuid_of_its_own() {
    let pair = Pair::new();
    let (one, other) = (pair.token(100), pair.token(101));
    let text = one.key.reveal();
    assert_eq!(text.len(), 36);
    assert_eq!((text.as_bytes()[14], text.as_bytes().iter().filter(|byte| **byte == b'-').count()), (b'4', 4));
    assert_ne!(text, one.id.to_string());
    assert_ne!(one.key, other.key);
    assert_eq!(one.key.tail(), text[32..]);
    let rows = pair.bench.look(pair.west, |sight| inventory(sight, pair.west.boss, &Filter::default())).window.rows;
    assert_eq!(rows[1].tail, text[32..]);
    assert!(!format!("{rows:?}").contains(&text), "the inventory holds no whole key");
    assert_eq!(
        rows[1].title,
        format!("A-side token …{}", &text[32..]),
        "which stands for the name of an unnamed token"
    );
}

/// [E1] a token is for an own port
#[test]
fn a_token_is_for_an_own_port() {
    let pair = Pair::new();
    let create = |asset| Act::CreateToken(pair.bench.token_on(asset, Tag::Dot1q(100)));
    let refused = |act| pair.bench.refused_once(pair.west.boss, act, Code::OwnAssetRequired, Field::Asset);
    refused(create(pair.east_port));
    let profile = pair.bench.add_asset(pair.west, crate::support::profile_details("Line", &["DC"], &[]));
    refused(create(profile));
    let outcome = pair.bench.act(pair.west.boss, create(pair.west_port));
    let view = pair.bench.grant(pair.west, outcome.grant().unwrap());
    assert_eq!((view.asset, view.asset_name.as_str(), view.kind), (pair.west_port, "West Port", Kind::ASideToken));
}

/// [E3] VLAN identifiers range from 2 to 4092
#[test]
fn vlan_identifiers_have_their_range() {
    let pair = Pair::new();
    for vlan in [0, 1, 4093, 4094, 4095, u16::MAX] {
        let create = pair.bench.token_on(pair.west_port, Tag::Dot1q(vlan));
        let act = Act::CreateToken(create);
        let refusal = pair.bench.refused_once(pair.west.boss, act, Code::VlanOutOfRange, Field::Vlan);
        assert_eq!(refusal.message, format!("{vlan} is outside the range of Equinix Fabric; use 2 to 4092."));
    }
    for vlan in [2, 3, 4091, 4092] {
        assert_eq!(pair.bench.grant(pair.west, pair.token(vlan).id).pin, at_vlan(Tag::Dot1q(vlan)));
    }
}

/// [E3] a QinQ port takes an S-tag and an optional C-tag, each in the same range and each at its own field
#[test]
fn qinq_identifiers_have_their_range() {
    let Pair { bench, west, .. } = Pair::new();
    let port = bench.add_port(west, "QinQ Port", Tagging::Qinq);
    let create = |s, c| Act::CreateToken(bench.token_on(port, Tag::Qinq { s, c }));
    let both = [(Code::VlanOutOfRange, Field::Vlan), (Code::VlanOutOfRange, Field::CTag)];
    assert_eq!(reasons(&bench.refused(west.boss, create(1, Some(4093)))), both);
    bench.refused_once(west.boss, create(4093, None), Code::VlanOutOfRange, Field::Vlan);
    bench.refused_once(west.boss, create(4092, Some(1)), Code::VlanOutOfRange, Field::CTag);
    bench.act(west.boss, create(2, Some(4092)));
    bench.act(west.boss, create(4092, Some(2)));
    bench.act(west.boss, create(100, None));
}

/// [E3] the identifiers fit the port's tagging
#[test]
fn identifiers_fit_the_tagging() {
    let Pair { bench, west, .. } = Pair::new();
    let fitting = |tagging| match tagging {
        Tagging::Untagged => Tag::Untagged,
        Tagging::Dot1q | Tagging::PerConnection => Tag::Dot1q(100),
        Tagging::Qinq => Tag::Qinq { s: 100, c: Some(200) },
    };
    for tagging in Tagging::FABRIC {
        let port = bench.add_port(west, tagging.label(), tagging);
        for other in Tagging::FABRIC.into_iter().filter(|other| *other != tagging) {
            let act = Act::CreateToken(bench.token_on(port, fitting(other)));
            let refusal = bench.refused_once(west.boss, act, Code::TaggingMismatch, Field::Vlan);
            assert!(
                refusal.message.starts_with(&format!("This port is {}", tagging_word(tagging))),
                "{}",
                refusal.message
            );
        }
        bench.create_token(west, port, fitting(tagging));
    }
}

const fn tagging_word(tagging: Tagging) -> &'static str {
    match tagging {
        Tagging::Untagged => "untagged",
        Tagging::Dot1q => "Dot1q",
        Tagging::Qinq => "QinQ",
        Tagging::PerConnection => "tagged per connection",
    }
}

fn with_limit(bench: &Bench, port: crosskey::domain::id::AssetId, limit: Mbps) -> CreateToken {
    let mut create = bench.token_on(port, Tag::Dot1q(100));
    create.details.limit = limit;
    create
}

/// [E5] the maximum bandwidth is above zero and at most the port's speed
#[test]
fn the_limit_stays_within_the_ports_speed() {
    let Pair { bench, west, .. } = Pair::new();
    for gbps in [1, 10, 50] {
        let port = bench.add_asset(west, port_details("Port", "DC", gbps, Tagging::Dot1q));
        let speed = Mbps::gbps(gbps);
        for wrong in [Mbps::new(0), Mbps::new(speed.get() + 1), Mbps::new(u32::MAX)] {
            let act = Act::CreateToken(with_limit(&bench, port, wrong));
            let refusal = bench.refused_once(west.boss, act, Code::OverBandwidth, Field::Bandwidth);
            assert_eq!(refusal.remedy, Some(Remedy::UseBandwidth(speed)));
            assert_eq!(refusal.code.vendor(), Some("EQ-3142535"));
        }
        assert_eq!(bench.warnings(west.boss, Act::CreateToken(with_limit(&bench, port, Mbps::new(10)))), []);
        let token = bench.create(west, with_limit(&bench, port, speed));
        assert_eq!(bench.grant(west, token.id).row.limit, speed);
    }
}

/// [E5] and at most 50 Gbps, on a port of 100 Gbps too
#[test]
fn no_token_allows_more_than_50_gbps() {
    let Pair { bench, west, .. } = Pair::new();
    let port = bench.add_asset(west, port_details("Port", "DC", 100, Tagging::Dot1q));
    let act = Act::CreateToken(with_limit(&bench, port, Mbps::new(50_001)));
    let refusal = bench.refused_once(west.boss, act, Code::OverBandwidth, Field::Bandwidth);
    assert_eq!(refusal.message, "50001 Mbps is more than a token may allow. Choose at most 50 Gbps.");
    assert_eq!(refusal.remedy, Some(Remedy::UseBandwidth(Mbps::gbps(50))));
    bench.create(west, with_limit(&bench, port, Mbps::gbps(50)));
}

/// [E5] the usual speeds pass silently; another passes with a warning
#[test]
fn unusual_speeds_are_warned_of() {
    let Pair { bench, west, .. } = Pair::new();
    let port = bench.add_asset(west, port_details("Port", "DC", 50, Tagging::Dot1q));
    let tiers = [10, 50, 200, 500, 1000, 2000, 5000, 10_000, 25_000, 50_000];
    assert_eq!(TIERS.map(Mbps::get), tiers);
    for tier in TIERS {
        assert_eq!(bench.warnings(west.boss, Act::CreateToken(with_limit(&bench, port, tier))), [], "{tier}");
    }
    let warnings = bench.warnings(west.boss, Act::CreateToken(with_limit(&bench, port, Mbps::new(300))));
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].field, Field::Bandwidth);
    assert!(warnings[0].message.starts_with("300 Mbps is not one of"), "{}", warnings[0].message);
    bench.create(west, with_limit(&bench, port, Mbps::new(300)));
}

/// [E5] bandwidths are read as people type them
#[test]
fn bandwidths_are_read_as_typed() {
    for (text, mbps) in [("500", 500), (" 500 Mbps ", 500), ("1 Gbps", 1000), ("50GBPS", 50_000), ("1mbps", 1)] {
        assert_eq!(Mbps::parse(text), Some(Mbps::new(mbps)), "{text}");
    }
    for text in ["", "0", "0 Gbps", "-1", "1.5 Gbps", "ten", "5000000 Gbps", "99999999999", "1 Tbps", "500 500"] {
        assert_eq!(Mbps::parse(text), None, "{text}");
    }
    for (mbps, shown) in [(500, "500 Mbps"), (1000, "1 Gbps"), (1500, "1500 Mbps"), (50_000, "50 Gbps")] {
        assert_eq!(Mbps::new(mbps).to_string(), shown);
    }
}

/// [E6] the date lies from tomorrow to 90 days after creation
#[test]
fn the_date_lies_within_90_days() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, .. } = &pair;
    let today = bench.today();
    assert_eq!(today.to_string(), "2026-03-02");
    let on = |days: i64, vlan| {
        let mut create = bench.token_on(*west_port, Tag::Dot1q(vlan));
        create.details.expires = today.plus(days);
        create
    };
    let refused = |days| {
        let act = Act::CreateToken(on(days, 100));
        bench.refused_once(west.boss, act, Code::DateOutOfRange, Field::Expiry).message
    };
    let range = "Pick a date from 2026-03-03 to 2026-05-31.";
    assert_eq!(refused(0), format!("2026-03-02 is too early: the date must lie after today. {range}"));
    assert_eq!(refused(-1), format!("2026-03-01 is too early: the date must lie after today. {range}"));
    assert_eq!(
        refused(91),
        format!("2026-06-01 is too late: a token is valid for at most 90 days from its creation. {range}")
    );
    refused(i64::MAX / DAY / 2);
    let (first, last) = (bench.create(*west, on(1, 101)), bench.create(*west, on(90, 102)));
    assert_eq!(bench.grant(*west, first.id).row.expires, today.plus(1).start());
    assert_eq!(bench.grant(*west, last.id).row.expires, today.plus(90).start());
    assert_eq!(bench.grant(*west, last.id).row.expires.millis() % DAY, 0, "00:00 UTC");
}

/// [E6] a token created just before and just after midnight UTC gets the days of its own date
#[test]
fn the_days_are_utc_days() {
    let pair = Pair::new();
    let midnight = pair.bench.today().plus(1).start().millis();
    let Pair { bench, west, west_port, .. } = &pair;
    let tomorrow = |vlan| {
        let mut create = bench.token_on(*west_port, Tag::Dot1q(vlan));
        create.details.expires = Timestamp::from_millis(midnight).day();
        Act::CreateToken(create)
    };
    bench.clock.set(midnight - 1);
    let token = bench.act(west.boss, tomorrow(100)).grant().unwrap();
    assert_eq!(bench.status(*west, token), Status::Unused);
    bench.clock.set(midnight);
    assert_eq!(bench.status(*west, token), Status::Expired, "one millisecond was all it had");
    bench.refused_once(west.boss, tomorrow(101), Code::DateOutOfRange, Field::Expiry);
}

/// [E6] an edit counts 90 days from the creation, not from the edit
#[test]
fn an_edit_counts_from_the_creation() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    let created = bench.today();
    let token = pair.token(100);
    let edit = |days| {
        let mut details = bench.token_details(*west, token.id);
        details.expires = created.plus(days);
        Act::EditToken { grant: token.id, details }
    };
    bench.advance_days(60);
    assert_eq!(bench.grant(*west, token.id).edit_days, (created.plus(61), created.plus(90)));
    assert_eq!(bench.grant(*west, token.id).replace_days, (created.plus(61), created.plus(150)));
    bench.refused_once(west.boss, edit(91), Code::DateOutOfRange, Field::Expiry);
    bench.refused_once(west.boss, edit(60), Code::DateOutOfRange, Field::Expiry);
    bench.act(west.boss, edit(61));
    bench.act(west.boss, edit(90));
}

/// [E6] what is left of a token's days is shown while it runs
#[test]
fn the_rest_of_its_days_is_shown() {
    let pair = Pair::new();
    let token = pair.token(100);
    let left = || pair.bench.grant(pair.west, token.id).row.left;
    assert_eq!(left(), Some(99));
    pair.bench.advance_days(45);
    assert_eq!(left(), Some(49));
    pair.bench.advance_days(44);
    assert_eq!(left(), Some(0));
    pair.bench.advance_days(1);
    assert_eq!(left(), None);
}

/// [E7] at least one recipient, at most twenty, each once whatever its case
#[test]
fn a_token_names_its_recipients() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, .. } = &pair;
    let to = |recipients: Vec<&str>| {
        let mut create = bench.token_on(*west_port, Tag::Dot1q(100));
        create.details.recipients = recipients.into_iter().map(email).collect();
        Act::CreateToken(create)
    };
    bench.refused_once(west.boss, to(vec![]), Code::Required, Field::Recipients);
    let many: Vec<String> = (0..21).map(|at| format!("guest{at}@elsewhere.example")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    bench.refused_once(west.boss, to(many.clone()), Code::TextInvalid, Field::Recipients);
    assert_eq!(bench.warnings(west.boss, to(many[..20].to_vec())), []);
    let twice = vec!["Guest@Elsewhere.example", "guest@elsewhere.example", "other@elsewhere.example"];
    let token = bench.act(west.boss, to(twice)).grant().unwrap();
    assert_eq!(
        bench.grant(*west, token).recipients,
        ["Guest@Elsewhere.example", "other@elsewhere.example"],
        "as they were typed first"
    );
}

/// [E8] [G5] the issuer pays, and both companies read so in words, beforehand and afterwards
#[test]
fn the_issuer_pays() {
    let pair = Pair::new();
    assert_eq!(
        Kind::ASideToken.payer_for_issuer(),
        "The creator of the A-side token will be billed for the connection made by the redeemer of the A-side service \
         token."
    );
    let token = pair.token(100);
    assert_eq!(pair.bench.grant(pair.west, token.id).payer, Kind::ASideToken.payer_for_issuer());
    let theirs = "West Company pays for the connection. You are not billed for it.";
    assert_eq!(pair.bench.preview(pair.east, &token.key).unwrap().payer, theirs);
    let connection = pair.bench.redeem(pair.east, pair.order(token.key, 200));
    assert_eq!(pair.bench.connection(pair.east, connection).payer, theirs);
    assert_eq!(pair.bench.connection(pair.west, connection).payer, "You pay for this connection.");
}

/// [E8] [G5] [R10] whoever redeems the own company's token reads that it pays itself
#[test]
fn with_an_own_token_the_own_company_pays() {
    let pair = Pair::new();
    let second = pair.bench.add_port(pair.west, "Second Port", Tagging::Dot1q);
    let token = pair.token(100);
    assert_eq!(pair.bench.preview(pair.west, &token.key).unwrap().payer, "You pay for this connection.");
    let mut order = crate::support::order_to_port(token.key, second, Tag::Dot1q(100));
    order.own_confirmed = true;
    let connection = pair.bench.redeem(pair.west, order);
    assert_eq!(pair.bench.connection(pair.west, connection).payer, "You pay for this connection.");
}

/// [E9] name and description may be empty
#[test]
fn name_and_description_are_optional() {
    let pair = Pair::new();
    let token = pair.token(100);
    let view = pair.bench.grant(pair.west, token.id);
    assert_eq!((view.name.as_str(), view.description.as_str()), ("", ""));
    let mut details = pair.bench.token_details(pair.west, token.id);
    details.name = " For the lab ".to_owned();
    details.description = "Two\nlines".to_owned();
    pair.bench.act(pair.west.boss, Act::EditToken { grant: token.id, details });
    let view = pair.bench.grant(pair.west, token.id);
    assert_eq!((view.name.as_str(), view.description.as_str()), ("For the lab", "Two\nlines"));
    assert_eq!(view.row.title, "For the lab");
}

/// [R5] all problems of the wizard are told at once, each at its field
#[test]
fn the_wizard_tells_all_problems_at_once() {
    let pair = Pair::new();
    let mut create = pair.bench.token_on(pair.west_port, Tag::Dot1q(1));
    create.details = TokenDetails {
        name: "x".repeat(65),
        description: "x".repeat(501),
        expires: pair.bench.today(),
        limit: Mbps::gbps(11),
        recipients: vec![],
    };
    assert_eq!(
        reasons(&pair.bench.refused(pair.west.boss, Act::CreateToken(create))),
        [
            (Code::OverBandwidth, Field::Bandwidth),
            (Code::VlanOutOfRange, Field::Vlan),
            (Code::Required, Field::Recipients),
            (Code::TextInvalid, Field::Name),
            (Code::TextInvalid, Field::Description),
            (Code::DateOutOfRange, Field::Expiry),
        ]
    );
}

/// [T2] [G3] the status words, and that the first that fits wins
#[test]
fn a_status_is_computed_from_facts_and_time() {
    let until = Timestamp::from_millis(START);
    let speeds = Speeds::UpTo(Mbps::gbps(1));
    let terms = Terms::of_token(Kind::ASideToken, metro("DC"), speeds, false, until.plus_days(-90), until);
    let (before, at) = (Timestamp::from_millis(START - 1), Timestamp::from_millis(START));
    let deleted = |used| Phase::Deleted { at: before, used };
    for (phase, now, expected, word) in [
        (Phase::Open { uses: 0 }, before, Status::Unused, "Inactive"),
        (Phase::Open { uses: 0 }, at, Status::Expired, "Expired"),
        (Phase::Used(before), before, Status::Used, "Active"),
        (Phase::Used(before), at, Status::Used, "Active"),
        (deleted(false), before, Status::Deleted, "Deleted"),
        (deleted(false), at, Status::Deleted, "Deleted"),
        (deleted(true), at, Status::Deleted, "Deleted"),
    ] {
        let found = status(phase, &terms, now);
        assert_eq!((found, Kind::ASideToken.status_word(found)), (expected, word), "{phase:?}");
    }
    assert_eq!(Status::ALL.map(Status::word), ["Unused", "Usable", "Used", "Off", "Not yet", "Expired", "Deleted"]);
}

/// [T2] [G3] the inventory counts by status and filters by it
#[test]
fn the_inventory_counts_by_status() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    pair.connected();
    let deleted = pair.token(101);
    bench.act(west.boss, Act::DeleteToken(deleted.id));
    let mut short = bench.token_on(pair.west_port, Tag::Dot1q(102));
    short.details.expires = bench.today().plus(1);
    let short = bench.create(*west, short);
    let open = pair.token(103);
    bench.advance_days(1);
    let list = |status| {
        let filter = Filter { status, ..Filter::default() };
        bench.look(*west, |sight| inventory(sight, west.boss, &filter))
    };
    let all = list(None);
    assert_eq!(all.window.total, 4);
    assert_eq!(Status::ALL.map(|status| all.counts.of(status)), [1, 0, 1, 0, 0, 1, 1]);
    assert_eq!(all.counts.all(), 4);
    assert_eq!(list(Some(Status::Unused)).window.rows[0].id, open.id);
    assert_eq!(list(Some(Status::Expired)).window.rows[0].id, short.id);
    assert_eq!(list(Some(Status::Deleted)).window.rows[0].id, deleted.id);
    assert_eq!(list(Some(Status::Used)).window.total, 1);
    let page = bench.look(*west, |sight| overview(sight, west.boss));
    assert_eq!((page.counts, page.live, page.ports, page.next.len()), (all.counts, 1, 1, 1));
}

/// [T2] the inventory is searched by name, asset, VLAN, recipient and the key's last characters, and pages
#[test]
fn the_inventory_is_searched() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    for vlan in 100..152 {
        pair.token(vlan);
    }
    let mut named = bench.token_on(pair.west_port, Tag::Dot1q(200));
    named.details.name = "Für Überlingen".to_owned();
    named.details.description = "second floor".to_owned();
    named.details.recipients = vec![email("Zoe@lake.example")];
    let named = bench.create(*west, named);
    let find = |search: &str, page| {
        let filter = Filter { search: search.to_owned(), page, ..Filter::default() };
        bench.look(*west, |sight| inventory(sight, west.boss, &filter)).window
    };
    let tail = bench.grant(*west, named.id).key.unwrap().tail();
    for search in ["überlingen", "FLOOR second", "zoe@LAKE", "vlan 200", &format!("west port {tail}"), "ashburn 200"] {
        let found = find(search, 0);
        assert_eq!(found.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [named.id], "{search}");
    }
    assert_eq!(find("nothing like it", 0).total, 0);
    let (first, last) = (find("", 0), find("", 99));
    assert_eq!((first.rows.len(), first.total, first.pages), (50, 53, 2));
    assert_eq!((last.rows.len(), last.page), (3, 1), "a page past the end is the last");
    assert_eq!(first.rows[0].id, named.id, "newest first");
}

/// [T3] name, description, date, recipients and bandwidth of an Inactive token change; the rest stays as it was
#[test]
fn an_inactive_token_is_edited() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let token = pair.token(100);
    let before = bench.grant(*west, token.id);
    let details = TokenDetails {
        name: "Renamed".to_owned(),
        description: "Described".to_owned(),
        expires: bench.today().plus(30),
        limit: Mbps::gbps(2),
        recipients: vec![email("other@elsewhere.example")],
    };
    bench.act(west.boss, Act::EditToken { grant: token.id, details: details.clone() });
    let after = bench.grant(*west, token.id);
    assert_eq!(bench.token_details(*west, token.id), details);
    assert_eq!(
        (after.key, after.pin, after.asset, after.remote),
        (before.key, before.pin, before.asset, before.remote)
    );
    assert_eq!((after.created, after.row.status), (before.created, before.row.status));
    assert_eq!(bench.preview(*east, &token.key).unwrap().limit, Mbps::gbps(2), "the holder sees the new terms");
    bench.refused_once(west.boss, Act::EditToken { grant: token.id, details }, Code::NothingToChange, Field::Form);
}

/// [T3] [E7] a recipient's address that is only written differently is a change, and no second recipient
#[test]
fn a_recipient_is_written_differently() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let mut create = bench.token_on(pair.west_port, Tag::Dot1q(100));
    create.details.recipients = vec![email("boss@east-company.example")];
    let token = bench.create(*west, create);
    let told = bench.notices(*east).len();
    let mut details = bench.token_details(*west, token.id);
    details.recipients = vec![email("Boss@East-Company.example"), email("BOSS@east-company.example")];
    bench.act(west.boss, Act::EditToken { grant: token.id, details });
    assert_eq!(bench.grant(*west, token.id).recipients, ["Boss@East-Company.example"]);
    assert_eq!(bench.notices(*east).len(), told, "who was named already is not told again");
}

/// [T3] an edit is checked like a creation, all problems at once
#[test]
fn an_edit_is_checked_like_a_creation() {
    let pair = Pair::new();
    let token = pair.token(100);
    let details = TokenDetails {
        name: "x".repeat(65),
        description: String::new(),
        expires: pair.bench.today(),
        limit: Mbps::gbps(11),
        recipients: vec![],
    };
    assert_eq!(
        reasons(&pair.bench.refused(pair.west.boss, Act::EditToken { grant: token.id, details })),
        [
            (Code::OverBandwidth, Field::Bandwidth),
            (Code::Required, Field::Recipients),
            (Code::TextInvalid, Field::Name),
            (Code::DateOutOfRange, Field::Expiry),
        ]
    );
}

/// [T3] an Active, Expired or Deleted token is neither edited nor replaced, and the page says why
#[test]
fn only_inactive_tokens_are_edited() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    let (used, _) = pair.connected();
    let deleted = pair.token(101);
    let expired = pair.token(102);
    bench.act(west.boss, Act::DeleteToken(deleted.id));
    let details = bench.token_details(*west, expired.id);
    bench.advance_days(90);
    for (token, word) in [(used, "Active"), (deleted, "Deleted"), (expired, "Expired")] {
        let edited = TokenDetails { name: "Renamed".to_owned(), expires: bench.today().plus(1), ..details.clone() };
        let edit = Act::EditToken { grant: token.id, details: edited };
        let refusal = bench.refused_once(west.boss, edit, Code::NotEditable, Field::Form);
        let why = format!("This token is {word}; only Inactive tokens can be changed or replaced.");
        assert_eq!(refusal.message, why);
        assert_eq!(bench.grant(*west, token.id).may_edit.why(), why);
        let replace = Act::ReplaceToken { grant: token.id, expires: bench.today().plus(1) };
        bench.refused_once(west.boss, replace, Code::NotEditable, Field::Form);
    }
}

/// [T4] a token is deleted in any state but Deleted; it stays in the inventory and in the history
#[test]
fn a_token_is_deleted_at_any_time() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    let (used, connection) = pair.connected();
    let (inactive, expired) = (pair.token(101), pair.token(102));
    let delete = |token: crate::support::Token| {
        bench.act(west.boss, Act::DeleteToken(token.id));
        assert_eq!(bench.status(*west, token.id), Status::Deleted);
        assert!(!bench.grant(*west, token.id).may_delete.yes());
        bench.refused_once(west.boss, Act::DeleteToken(token.id), Code::Deleted, Field::Form);
        let last = bench.history(*west, token.id.uuid()).pop().unwrap();
        assert_eq!(last.what, "Deleted the token");
    };
    delete(inactive);
    delete(used);
    bench.advance_days(91);
    delete(expired);
    let all = bench.look(*west, |sight| inventory(sight, west.boss, &Filter::default()));
    assert_eq!((all.counts.deleted, all.counts.all()), (3, 3));
    assert!(bench.connection(*west, connection).deleted.is_none());
    assert_eq!(bench.grant(*west, used.id).redeemed, [(connection, "East Company".to_owned())]);
}

/// [T6] replacing deletes the Inactive token and creates its successor with a new key on the same place, in one step
#[test]
fn a_token_is_replaced_in_one_step() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let mut create = bench.token_on(pair.west_port, Tag::Dot1q(100));
    create.remote = true;
    create.details.name = "Long project".to_owned();
    create.details.description = "Described".to_owned();
    let token = bench.create(*west, create);
    bench.advance_days(80);
    let expires = bench.today().plus(90);
    let successor = bench.act(west.boss, Act::ReplaceToken { grant: token.id, expires }).grant().unwrap();
    let (old, new) = (bench.grant(*west, token.id), bench.grant(*west, successor));
    assert_eq!((old.row.status.status, new.row.status.status), (Status::Deleted, Status::Unused));
    assert_ne!(old.key, new.key);
    assert_eq!((new.asset, new.pin, new.remote, new.row.limit), (old.asset, old.pin, old.remote, old.row.limit));
    assert_eq!((&new.name, &new.description, &new.recipients), (&old.name, &old.description, &old.recipients));
    assert_eq!((new.expires_on, new.created), (expires, bench.desk.now()));
    assert_eq!(old.replaced_by, Some((successor, "Long project".to_owned())));
    assert_eq!(new.replaces, Some((token.id, "Long project".to_owned())));
    assert_eq!(bench.preview(*east, &token.key).unwrap_err().code, Code::Deleted);
    bench.redeem(*east, pair.order(new.key.unwrap(), 200));
}

/// [T6] a token on a closed port cannot be replaced, and is not offered to be
#[test]
fn a_token_on_a_closed_port_is_not_replaced() {
    let pair = Pair::new();
    let token = pair.token(100);
    let may_replace = || pair.bench.grant(pair.west, token.id).may_replace.yes();
    assert!(may_replace());
    pair.bench.close_port(pair.west, pair.west_port);
    assert!(!may_replace());
    assert!(pair.bench.grant(pair.west, token.id).may_edit.yes());
    let expires = pair.bench.today().plus(30);
    let act = Act::ReplaceToken { grant: token.id, expires };
    pair.bench.refused_once(pair.west.boss, act, Code::PortClosed, Field::Asset);
}

/// [T3] [D2] an open edit form follows what others change, and keeps what was typed
#[test]
fn an_open_edit_form_keeps_both_changes() {
    use crosskey::forms::token::DetailsForm;
    let pair = Pair::new();
    let token = pair.token(100);
    let opened = DetailsForm::of(&pair.bench.grant(pair.west, token.id));
    let mut form = opened.clone();
    form.description = "typed here".to_owned();
    let now = DetailsForm { name: "changed elsewhere".to_owned(), description: "lost".to_owned(), ..opened.clone() };
    form.follow(&opened, &now);
    assert_eq!((form.name.as_str(), form.description.as_str()), ("changed elsewhere", "typed here"));
}

/// [R10] [D3] a confirmation counts for the key it was given for, and an old key is dropped from an unfinished form
#[test]
fn a_key_in_an_unfinished_form_is_confirmed_once_and_kept_a_day() {
    use crosskey::forms::Fresh;
    use crosskey::forms::redemption::RedemptionForm;
    let pair = Pair::new();
    let now = pair.bench.desk.now();
    let attempt = crosskey::domain::id::AttemptId::new(pair.bench.desk.draw());
    let mut form = RedemptionForm::fresh(Fresh { attempt, now });
    form.set_key("one".to_owned(), now);
    form.own_confirmed = true;
    form.set_key("another".to_owned(), now);
    assert!(!form.own_confirmed);
    form.forget_old_key(crosskey::domain::time::Timestamp::from_millis(now.plus_days(1).millis() - 1));
    assert_eq!(form.key, "another");
    form.forget_old_key(now.plus_days(1));
    assert_eq!(form.key, "");
}

/// [T6] a successor's date counts from the day of replacing
#[test]
fn a_successors_date_counts_from_its_own_creation() {
    let pair = Pair::new();
    let token = pair.token(100);
    pair.bench.advance_days(10);
    let replace = |days| Act::ReplaceToken { grant: token.id, expires: pair.bench.today().plus(days) };
    for days in [0, 91] {
        pair.bench.refused_once(pair.west.boss, replace(days), Code::DateOutOfRange, Field::Expiry);
    }
    pair.bench.act(pair.west.boss, replace(90));
}
