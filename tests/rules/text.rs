//! What people type: any script, any length, any trick.

use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::id::PersonId;
use crosskey::domain::refusal::{Code, Field};
use crosskey::domain::text::{self, DESCRIPTION_LIMIT, Email, NAME_LIMIT};
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::command::{Act, FoundCompany};
use crosskey::ledger::view::asset::assets;
use crosskey::ledger::view::company::company;

use crate::support::{Bench, Pair, email, person_details, port_details, profile_details, reasons};

const NAMES: [&str; 10] = [
    "東京データセンター",
    "شركة الغرب",
    "חברת מזרח",
    "Müller & Söhne <b>GmbH</b>",
    "<script>alert(1)</script>",
    "\"; DROP TABLE ports; --",
    "{{7*7}} ${x} %s \\n",
    "👩‍👩‍👧‍👦 Familie",
    "e\u{301}tage Z̷̤͝",
    "می\u{200c}خواهم",
];

/// [A1] [P1] names in any script are kept as they were typed, and shown so
#[test]
fn names_of_any_script_are_kept() {
    for (at, name) in NAMES.into_iter().enumerate() {
        let bench = Bench::new();
        let boss = PersonId::new(bench.desk.draw());
        let person = person_details(name, "boss@company.example");
        let founded = bench.act(boss, Act::FoundCompany(FoundCompany { name: name.to_owned(), person }));
        let firm = crate::support::Firm { company: founded.company.unwrap(), boss };
        let port = bench.add_port(firm, name, Tagging::Dot1q);
        let mut create = bench.token_on(port, Tag::Dot1q(100));
        create.details.name = name.to_owned();
        create.details.description = format!("{name}\n{name}");
        let token = bench.create(firm, create);
        let reopened = bench.other_tab(u64::try_from(at).unwrap() + 50);
        let view = reopened.grant(firm, token.id);
        assert_eq!((view.name.as_str(), view.asset_name.as_str(), view.row.title.as_str()), (name, name, name));
        assert_eq!(view.description, format!("{name}\n{name}"));
        let page = reopened.look(firm, |sight| company(sight, boss)).unwrap();
        assert_eq!((page.name.as_str(), page.people[0].name.as_str()), (name, name));
        assert_eq!(reopened.look(firm, assets)[0].name, name);
    }
}

/// [A1] [E9] limits count characters of any script, and the spaces around them do not count
#[test]
fn limits_count_characters() {
    let Pair { bench, west, .. } = Pair::new();
    for letter in ["x", "東", "ع", "😀"] {
        let name = letter.repeat(NAME_LIMIT);
        let port = bench.add_port(west, &format!("  {name}  "), Tagging::Dot1q);
        assert_eq!(bench.details_of(west, port).name, name);
        let act = Act::AddAsset(port_details(&letter.repeat(NAME_LIMIT + 1), "DC", 1, Tagging::Dot1q));
        let refusal = bench.refused_once(west.boss, act, Code::TextInvalid, Field::Name);
        assert_eq!(refusal.message, "At most 64 characters; this has 65.");
        let mut create = bench.token_on(port, Tag::Dot1q(100));
        create.details.description = letter.repeat(DESCRIPTION_LIMIT);
        assert_eq!(bench.warnings(west.boss, Act::CreateToken(create.clone())), []);
        create.details.description.push_str(letter);
        bench.refused_once(west.boss, Act::CreateToken(create), Code::TextInvalid, Field::Description);
    }
}

/// [R5] ten thousand characters pasted into every field are refused at that field
#[test]
fn a_long_paste_is_refused_at_its_field() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, east, .. } = &pair;
    let long = "東a".repeat(5000);
    let refused = |firm: &crate::support::Firm, act, code, field| {
        let refusal = bench.refused_once(firm.boss, act, code, field);
        assert!(refusal.message.len() < 200, "the refusal itself stays short");
    };
    let port = |name: &str| port_details(name, "DC", 1, Tagging::Dot1q);
    refused(west, Act::AddAsset(port(&long)), Code::TextInvalid, Field::Name);
    let mut details = port("Port");
    details.vendor_id = Some(long.clone());
    refused(west, Act::AddAsset(details), Code::TextInvalid, Field::VendorId);
    refused(west, Act::AddPerson(person_details(&long, "x@y.example")), Code::TextInvalid, Field::PersonName);
    let fields = [(long.as_str(), crosskey::domain::profile::FieldForm::Text)];
    refused(west, Act::AddAsset(profile_details("Line", &["DC"], &fields)), Code::TextInvalid, Field::ProfileField);
    let mut create = bench.token_on(*west_port, Tag::Dot1q(100));
    create.details.name.clone_from(&long);
    refused(west, Act::CreateToken(create), Code::TextInvalid, Field::Name);
    let mut create = bench.token_on(*west_port, Tag::Dot1q(100));
    create.details.description.clone_from(&long);
    refused(west, Act::CreateToken(create), Code::TextInvalid, Field::Description);
    let token = pair.token(100);
    let mut order = pair.order(token.key, 200);
    order.name.clone_from(&long);
    refused(east, Act::Redeem(order), Code::NameInvalid, Field::Name);
    let mut order = pair.order(token.key, 200);
    order.purchase_order.clone_from(&long);
    refused(east, Act::Redeem(order), Code::TextInvalid, Field::PurchaseOrder);
    assert!(crosskey::domain::key::Key::parse(&long).unwrap_err().message.len() < 300);
    let refusal = Email::parse(&long, Field::Email).unwrap_err();
    assert_eq!(refusal.detail.unwrap().chars().count(), 60);
    assert_eq!((Mbps::parse(&long), crosskey::domain::time::Day::parse(&long)), (None, None));
    assert_eq!(crosskey::domain::metro::Metro::parse(&long), None);
}

/// [R5] characters that show nothing or turn the text around are refused; the joiners that scripts need are not
#[test]
fn invisible_characters_are_refused() {
    for bad in ["\u{200b}", "abc\u{202e}edis", "a\u{2066}b", "soft\u{ad}", "\u{feff}x"] {
        assert_eq!(text::required(bad, Field::Name, NAME_LIMIT).unwrap_err().code, Code::TextInvalid, "{bad:?}");
        assert!(Email::parse(&format!("{bad}@west.example"), Field::Email).is_err(), "{bad:?}");
    }
    for good in ["می\u{200c}خواهم", "👩\u{200d}💻"] {
        assert_eq!(text::required(good, Field::Name, NAME_LIMIT).unwrap(), good);
    }
}

/// [R5] control characters are refused; only a description may have several lines
#[test]
fn control_characters_are_refused() {
    for bad in ["a\u{0}b", "a\tb", "a\u{1b}[31mb", "a\u{7f}b", "a\u{85}b", "a\rb"] {
        for field in [Field::Name, Field::Description, Field::PurchaseOrder] {
            let refusal = text::optional(bad, field, 64).unwrap_err();
            assert_eq!((refusal.code, refusal.field), (Code::TextInvalid, field), "{bad:?}");
        }
    }
    assert_eq!(text::optional("a\nb", Field::Description, 64).as_deref(), Ok("a\nb"));
    let Pair { bench, west, .. } = Pair::new();
    let act = Act::AddAsset(port_details("two\nlines", "DC", 1, Tagging::Dot1q));
    bench.refused_once(west.boss, act, Code::TextInvalid, Field::Name);
    let fields = [("two\nlines", crosskey::domain::profile::FieldForm::Text)];
    assert_eq!(
        reasons(&bench.refused(west.boss, Act::AddAsset(profile_details("Line", &["DC"], &fields)))),
        [(Code::TextInvalid, Field::ProfileField)]
    );
}

/// [R5] what must be filled in is told so, spaces or not
#[test]
fn empty_is_told() {
    for empty in ["", " ", "\t\n", "\u{3000}\u{a0}"] {
        let refusal = text::required(empty, Field::Name, 64).unwrap_err();
        assert_eq!(
            (refusal.code, refusal.field, refusal.message.as_str()),
            (Code::Required, Field::Name, "Fill this in.")
        );
    }
}

/// [E7] [P1] what RFC 5321 calls an e-mail address is one: no dot at an end or beside another, at most 64 characters
/// before the sign, labels of at most 63 without a hyphen at an end
#[test]
fn addresses_have_their_shape() {
    for good in [
        "a@b.c",
        "first.last+tag@sub.domain.example",
        "o'brien@example.org",
        "用户@例子.广告",
        "  spaced@around.example  ",
        "x_y-z%1@numbers123.example",
    ] {
        let address = Email::parse(good, Field::Recipients).unwrap();
        assert_eq!(address.as_str(), good.trim());
        assert_eq!(address.to_string(), good.trim());
    }
    let too_long = format!("{}@b.example", "a".repeat(250));
    let (long_local, long_label) = (format!("{}@b.example", "a".repeat(65)), format!("a@{}.example", "b".repeat(64)));
    for bad in [
        "plain",
        "@b.example",
        "a@",
        "a@b",
        "a@b.",
        "a@.b",
        "a@b..c",
        "a@b@c.example",
        "a b@c.example",
        "a@b.example,c@d.example",
        "a@b.example;c@d.example",
        "<a@b.example>",
        "\"a\"@b.example",
        "a@b.example\nBcc: c@d.example",
        "a@b\u{0}.example",
        too_long.as_str(),
        ".a@b.example",
        "a.@b.example",
        "a..b@c.example",
        "a@-b.example",
        "a@b-.example",
        long_local.as_str(),
        long_label.as_str(),
    ] {
        let refusal = Email::parse(bad, Field::Recipients).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (Code::EmailInvalid, Field::Recipients), "{bad}");
        assert!(refusal.message.ends_with("is not an e-mail address. Write it like name@company.example."));
    }
    assert_eq!(Email::parse(" ", Field::Email).unwrap_err().code, Code::Required, "none is not a wrong one");
    let (one, other) = (email("Someone@Company.example"), email("someone@COMPANY.EXAMPLE"));
    assert!(one.same(&other) && one != other, "one address, written differently");
}

/// [P1] letters of every script that has capitals are compared without regard to case
#[test]
fn letters_are_compared_without_regard_to_case() {
    for (written, folded) in [
        ("ÄRMEL & ŁÓDŹ, ΟΔΌΣ, ЖЁЛТЫЙ, ĐÀ NẴNG, 東会社", "ärmel & łódź, οδόσ, жёлтый, đà nẵng, 東会社"),
        ("İstanbul", "istanbul"),
        ("ὁδός", "ὁδόσ"),
        ("ԵՐԵՒԱՆ ՏՎՅԱԼՆԵՐ", "երեւան տվյալներ"),
        ("ᲗᲑᲘᲚᲘᲡᲘ", "თბილისი"),
        ("ᏣᎳᎩ", "ꮳꮃꭹ"),
    ] {
        assert_eq!(text::folded(written), folded);
        assert_eq!(text::folded(folded), folded, "twice is once");
    }
}
