//! The inventory's filter and order, and how they stand in the page's address.

use crosskey::domain::connection::Side;
use crosskey::domain::id::GrantId;
use crosskey::domain::terms::{Kind, Status};
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::forms::listing::{self, name};
use crosskey::ledger::command::{Act, Spot};
use crosskey::ledger::view::inventory::{Filter, Inventory, Order, inventory};

use crate::partners::{MULTI, Partners, single};
use crate::support::{Bench, Firm, Pair, Token, email};

const LIST: &str = "#/grants";

#[track_caller]
fn listed(bench: &Bench, firm: Firm, filter: &Filter) -> Inventory {
    bench.look(firm, |sight| inventory(sight, firm.boss, filter))
}

fn found(bench: &Bench, firm: Firm, filter: &Filter) -> Vec<GrantId> {
    listed(bench, firm, filter).window.rows.into_iter().map(|row| row.id).collect()
}

/// A token of West of this name, on this VLAN of its port, for so many days and this recipient.
fn token(pair: &Pair, name: &str, vlan: u16, days: i64, to: &str) -> Token {
    let mut create = pair.bench.token_on(pair.west_port, Tag::Dot1q(vlan));
    create.details.name = name.to_owned();
    create.details.expires = pair.bench.today().plus(days);
    create.details.recipients = vec![email(to), email("desk@shared.example")];
    pair.bench.create(pair.west, create)
}

/// [T2] [E7] the inventory is filtered by asset and recipient, also by a part of the address in any case
#[test]
fn the_inventory_is_filtered() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, .. } = &pair;
    let first = token(&pair, "First", 100, 90, "Zoe@Lake.example").id;
    let second = token(&pair, "Second", 101, 90, "yan@hill.example").id;
    let other = bench.add_port(*west, "Other Port", Tagging::Dot1q);
    let third = bench.create_token(*west, other, Tag::Dot1q(100)).id;
    let unused = bench.add_port(*west, "Unused Port", Tagging::Dot1q);
    let of = |change: fn(&mut Filter), asset| {
        let mut filter = Filter { asset, ..Filter::default() };
        change(&mut filter);
        found(bench, *west, &filter)
    };
    assert_eq!(of(|_| {}, Some(*west_port)), [second, first]);
    assert_eq!(of(|_| {}, Some(other)), [third]);
    assert!(of(|_| {}, Some(unused)).is_empty());
    assert_eq!(of(|filter| filter.recipient = " zoe@LAKE ".to_owned(), None), [first]);
    assert_eq!(of(|filter| filter.recipient = "desk@".to_owned(), None), [second, first]);
    assert!(of(|filter| filter.recipient = "desk@".to_owned(), Some(other)).is_empty());
    assert_eq!(of(|filter| filter.kind = Some(Kind::ASideToken), Some(other)), [third]);
    assert!(of(|filter| filter.kind = Some(Kind::ServiceKey), Some(other)).is_empty());
    let offered: Vec<_> = listed(bench, *west, &Filter::default()).assets.into_iter().map(|(_, name)| name).collect();
    assert_eq!(offered, ["West Port", "Other Port"], "those with a token");
    assert!(listed(bench, pair.east, &Filter { asset: Some(*west_port), ..Filter::default() }).window.rows.is_empty());
}

/// [T2] a search finds names in any script, however they are cased
#[test]
fn a_search_knows_any_script() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    for (vlan, name, search) in [
        (100, "Երևան Տվյալներ", "տվյալ"),
        (101, "თბილისი", "ᲗᲑᲘᲚ"),
        (102, "ΟΔΌΣ 5", "οδός"),
        (103, "İstanbul", "ISTAN"),
    ] {
        let made = token(&pair, name, vlan, 30, "a@b.example");
        assert_eq!(
            found(bench, *west, &Filter { search: search.to_owned(), ..Filter::default() }),
            [made.id],
            "{name}"
        );
    }
}

/// [T2] [N1] what can still be redeemed and expires within seven days is counted and listed, and nothing else
#[test]
fn what_expires_soon_is_listed() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let made = [(100, 1), (101, 7), (102, 8), (103, 3), (104, 4)]
        .map(|(vlan, days)| token(&pair, "", vlan, days, "a@b.example"));
    bench.redeem(*east, pair.order(made[3].key, 200));
    bench.act(west.boss, Act::DeleteToken(made[4].id));
    let soon = Filter { soon: true, ..Filter::default() };
    let chip = || {
        let chips = listed(bench, *west, &Filter::default()).chips;
        chips.into_iter().find(|chip| chip.soon).map(|chip| (chip.label, chip.count)).unwrap()
    };
    assert_eq!(found(bench, *west, &soon), [made[1].id, made[0].id]);
    assert_eq!(chip(), ("Expiring soon".to_owned(), 2));
    bench.advance_days(1);
    assert_eq!(found(bench, *west, &soon), [made[2].id, made[1].id], "one expired, one is soon enough now");
    assert_eq!(chip().1, 2);
}

/// [T2] the inventory is listed newest first, by expiry with what no longer runs last, by name in any case, or by
/// asset and place
#[test]
fn the_inventory_has_an_order() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    let port = bench.add_port(*west, "Another Port", Tagging::Dot1q);
    let one = token(&pair, "beta", 1000, 30, "a@b.example").id;
    let two = token(&pair, "Alpha", 200, 90, "a@b.example").id;
    let three = token(&pair, "gamma", 300, 5, "a@b.example").id;
    let four = bench.create_token(*west, port, Tag::Dot1q(4000)).id;
    bench.act(west.boss, Act::DeleteToken(three));
    let by = |order| found(bench, *west, &Filter { order, ..Filter::default() });
    assert_eq!(by(Order::Newest), [four, three, two, one]);
    assert_eq!(by(Order::Expiry), [one, four, two, three], "of one day the newest first");
    assert_eq!(by(Order::Name), [four, two, one, three], "one without a name is called after its kind");
    assert_eq!(by(Order::Asset), [four, two, three, one]);
}

/// [K7] a status is called by its neutral word, and by the vendor's beside it where that is one for all that is listed
#[test]
fn a_status_has_the_vendors_word_of_its_kind() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    partners.key(single(100));
    let shared = partners.key(MULTI);
    partners.redeem(partners.order(shared.key, 200));
    let labels = |kind| {
        let chips = listed(bench, *east, &Filter { kind, ..Filter::default() }).chips;
        chips.into_iter().map(|chip| format!("{} {}", chip.label, chip.count)).collect::<Vec<_>>()
    };
    let all = ["All 2", "Unused 1", "Usable (Active) 1", "Used 0", "Expired 0", "Deleted 0", "Expiring soon 0"];
    assert_eq!(labels(None), all);
    let keys = ["All 2", "Unused (Active) 1", "Usable (Active) 1", "Used 0", "Expired 0", "Expiring soon 0"];
    assert_eq!(labels(Some(Kind::ServiceKey)), keys, "which are never deleted");
    let tokens = ["All 2", "Unused (Inactive) 1", "Used (Active) 0", "Expired 0", "Deleted 0", "Expiring soon 0"];
    assert_eq!(labels(Some(Kind::ZSideToken)), tokens);
}

/// [D3] the filter stands in the address and is read from it again, whatever was typed
#[test]
fn the_filter_stands_in_the_address() {
    let asset = Pair::new().west_port;
    let all = Filter {
        status: Some(Status::Used),
        soon: true,
        kind: Some(Kind::ServiceKey),
        asset: Some(asset),
        recipient: "zoe+1@lake.example".to_owned(),
        search: "Für Überlingen & 100% = 東京 2026-11-22".to_owned(),
        order: Order::Expiry,
        page: 0,
    };
    let again = |filter: &Filter| {
        let address = listing::address(LIST, filter);
        let query = address.split_once('?').map_or("", |(_, query)| query);
        (listing::read(filter.status, query), address)
    };
    let (read, address) = again(&all);
    assert_eq!(read, all, "{address}");
    assert!(address.is_ascii() && !address.contains(' '), "{address}");
    assert_eq!(again(&Filter::default()), (Filter::default(), LIST.to_owned()), "an address says nothing needless");
    let (third, address) = again(&Filter { page: 2, ..all.clone() });
    assert!(third.page == 2 && address.ends_with("&page=3"), "people count from 1: {address}");
    for odd in ["page=0", "page=-1", "page=x", "page=", "page=99999999999999999999"] {
        assert_eq!(listing::read(None, odd).page, 0, "{odd}");
    }
    assert!(listing::address("#/grants?status=used", &all).starts_with("#/grants?status=used&expiring=soon&kind="));
    let mut changed = Filter { page: 3, ..all };
    listing::put(&mut changed, name::KIND, String::new());
    assert_eq!((changed.kind, changed.page), (None, 0));
    for odd in ["", "&&=", "kind=no-such", "asset=1", "order=", "search=%E0%A4%A", "search=%", "%=%&search=%+1"] {
        let read = listing::read(None, odd);
        assert_eq!((read.kind, read.asset, read.order), (None, None, Order::Newest), "{odd}");
    }
    assert_eq!(listing::read(None, "search=%25%+1%").search, "%%+1%");
}

/// [S2] a key that is searched for finds its token and never stands in the address, nor does a good part of it
#[test]
fn no_key_stands_in_the_address() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    let (token, _) = (pair.token(100), pair.token(101));
    let key = token.key.reveal();
    assert_eq!(found(bench, *west, &Filter { search: key.clone(), ..Filter::default() }), [token.id]);
    for typed in [
        key.clone(),
        key.to_uppercase(),
        format!("{{{key}}}"),
        format!("urn:uuid:{key}"),
        format!("x{}", &key[..20]),
        format!("port {}", &key[4..]),
    ] {
        for filter in [
            Filter { search: typed.clone(), ..Filter::default() },
            Filter { recipient: typed.clone(), ..Filter::default() },
        ] {
            assert_eq!(listing::address(LIST, &filter), LIST, "{typed}");
        }
    }
    let tail = Filter { search: format!("west {}", token.key.tail()), ..Filter::default() };
    assert!(listing::address(LIST, &tail).contains("search=west%20"), "its end is no secret");
}

/// [E1] [K1] each line says which end its grant fixes, by which it is coloured
#[test]
fn a_line_says_which_end_it_fixes() {
    let pair = Pair::new();
    let a = pair.token(100);
    let z = pair.bench.create_z_token(pair.west, pair.west_port, Spot::Vlan(Tag::Dot1q(101)));
    let side = |token: &Token| pair.bench.grant(pair.west, token.id).row.side;
    assert_eq!((side(&a), side(&z)), (Side::A, Side::Z));
    let partners = Partners::new();
    let key = partners.key(single(100));
    assert_eq!(partners.bench.grant(partners.east, key.id).row.side, Side::Z, "the B-End");
}
