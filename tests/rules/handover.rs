//! What is handed over from one browser to another, and how it is taken in there.

use std::collections::BTreeSet;

use crosskey::domain::bandwidth::{Mbps, Speeds};
use crosskey::domain::id::AttemptId;
use crosskey::domain::json;
use crosskey::domain::key::Key;
use crosskey::domain::percent;
use crosskey::domain::permission::FabricRole;
use crosskey::domain::refusal::{Code, Field};
use crosskey::domain::terms::{Kind, Terms, Usage};
use crosskey::domain::time::{DAY, Timestamp, Validity};
use crosskey::domain::vlan::Tag;
use crosskey::forms::Fresh;
use crosskey::forms::redemption::RedemptionForm;
use crosskey::handover::ReadError;
use crosskey::handover::offer::Offer;
use crosskey::handover::qr::{Picture, QUIET, draw};
use crosskey::handover::share::Handout;
use crosskey::handover::told::{Opened, Shown};
use crosskey::ledger::command::Act;
use crosskey::ledger::view::inbox::inbox;
use qrcodegen::{QrCode, QrCodeEcc};
use uuid::Uuid;

use crate::partners::Partners;
use crate::support::{Bench, Firm, Pair, START, Token, email, fabric, metro};

const PAGE: &str = "https://crosskey.example/tools/";
const KEY: &str = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";

fn an_offer() -> Offer {
    Offer {
        key: Key::parse(KEY).unwrap(),
        issuer: "West Company".to_owned(),
        terms: Terms::of_token(
            Kind::ASideToken,
            metro("DC"),
            Speeds::UpTo(Mbps::new(500)),
            true,
            Timestamp::from_millis(START),
            Timestamp::from_millis(START + 90 * DAY),
        ),
        at_vendor: false,
    }
}

fn with_terms(change: impl FnOnce(&mut Terms)) -> Offer {
    let mut offer = an_offer();
    change(&mut offer.terms);
    offer
}

fn from(issuer: &str) -> Offer {
    Offer { issuer: issuer.to_owned(), ..an_offer() }
}

fn offer_of(pair: &Pair, token: &Token) -> Offer {
    pair.bench.look(pair.west, |sight| Offer::of(sight, pair.west.boss, token.id)).expect("something to hand over")
}

fn handout(offer: &Offer) -> Handout {
    Handout::of(offer, &["emil@east.example".to_owned()], PAGE, Timestamp::from_millis(START))
}

/// [N2] the form of version 1, which is read for ever
#[test]
fn an_offer_is_written_as_it_was() {
    let golden = include_str!("../fixtures/offer-v1.txt").trim();
    assert_eq!(an_offer().write(), golden);
    assert_eq!(Offer::find(golden), Some(Ok(an_offer())));
}

/// [N2] a link carries the key and the preview's terms, and nothing else of the grant
#[test]
fn a_link_carries_key_and_terms() {
    let pair = Pair::new();
    let mut create = pair.bench.token_on(pair.west_port, Tag::Dot1q(1234));
    create.details.name = "Secret name".to_owned();
    create.details.description = "Secret words".to_owned();
    let token = pair.bench.create(pair.west, create);
    let offer = offer_of(&pair, &token);
    assert_eq!(offer.key, token.key);
    assert_eq!(offer.preview(), pair.bench.preview(pair.east, &token.key).unwrap(), "[R2] as the ledger says it");
    let handout = handout(&offer);
    assert!(handout.link.starts_with("https://crosskey.example/tools/#/redeem?offer=1."), "all in the fragment");
    assert_eq!(Offer::find(&handout.link), Some(Ok(offer.clone())));
    let written = format!("{}{}{offer:?}", offer.write(), json::write(&offer));
    for hidden in ["1234", "Secret", "West Port", "guest@elsewhere.example", &token.id.to_string()] {
        assert!(!written.contains(hidden) && !handout.text.contains(hidden), "{hidden}");
    }
}

/// [P2] [S2] only who may reveal the key can hand it over, and only while somebody may redeem it one day
#[test]
fn only_who_may_reveal_can_share() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let viewer = bench.add_person(*west, "Viewer", fabric(FabricRole::FabricViewer));
    let (fresh, deleted) = (pair.token(101), pair.token(102));
    let share = |person, token: &Token| bench.desk.look(person, |sight| Offer::of(sight, person, token.id));
    assert!(share(west.boss, &fresh).is_some());
    assert_eq!((share(viewer, &fresh), share(east.boss, &fresh)), (None, None));
    bench.act(west.boss, Act::DeleteToken(deleted.id));
    let (used, _) = pair.connected();
    assert_eq!((share(west.boss, &deleted), share(west.boss, &used)), (None, None));
    bench.advance_days(91);
    assert_eq!(share(west.boss, &fresh), None, "expired");
}

/// [N2] names in any script, markup and words of our own come through as they are
#[test]
fn any_name_comes_through() {
    let longest = "語".repeat(64);
    for issuer in [
        "<img src=x onerror=alert(1)>",
        "\"&'{}\\",
        "Überwald é",
        "शिव‌जी",
        "שלום",
        "🦀🦀",
        "offer=1.x",
        "%41 +&?#",
        &longest,
    ] {
        let offer = from(issuer);
        assert_eq!(Offer::find(&offer.write()), Some(Ok(offer.clone())), "{issuer}");
        let handout = handout(&offer);
        assert_eq!(Offer::find(&handout.text), Some(Ok(offer.clone())), "{issuer}");
        assert!(handout.text.starts_with(&format!("Service token from {issuer}\n\nKey: {KEY}\n")), "{}", handout.text);
        assert!(handout.picture.is_some(), "{issuer}");
    }
}

/// [N2] every kind's terms come through
#[test]
fn any_terms_come_through() {
    let kinds = Kind::ALL.map(|kind| with_terms(|terms| terms.kind = kind));
    let others = [
        with_terms(|terms| terms.speeds = Speeds::OneOf(vec![Mbps::new(10), Mbps::gbps(50)])),
        with_terms(|terms| terms.usage = Usage::Multi),
        with_terms(|terms| terms.pre_approved = false),
        with_terms(|terms| terms.metro = metro("ZZ9")),
        with_terms(|terms| terms.remote = false),
    ];
    for offer in kinds.into_iter().chain(others) {
        assert_eq!(Offer::find(&handout(&offer).link), Some(Ok(offer)));
    }
}

/// [N2] whatever is cut off, left out or changed is noticed
#[test]
fn damage_is_noticed() {
    let whole = an_offer().write();
    let start = "offer=".len();
    for at in start..whole.len() {
        let (before, after) = whole.split_at(at);
        assert_eq!(Offer::find(before), Some(Err(ReadError::Damaged)), "cut off at {at}");
        assert_eq!(Offer::find(&format!("{before}\r\n{after}")), Some(Err(ReadError::Damaged)), "broken at {at}");
        for other in ["A", "z", "0", "_", "%", ".", " ", "é", ""].into_iter().filter(|other| !after.starts_with(other))
        {
            let changed = format!("{before}{other}{}", after.get(1..).unwrap_or_default());
            let found = Offer::find(&changed).unwrap();
            assert!(found.is_err(), "{changed}");
        }
    }
    let long = "A".repeat(10_000);
    for text in ["offer=", "offer=1", "offer=1.", "offer=0.AAAA", "offer=-1.AAAA", "offer=1.AAAAA", "offer=x.y"] {
        assert_eq!(Offer::find(text), Some(Err(ReadError::Damaged)), "{text}");
    }
    assert_eq!(Offer::find(&format!("offer=1.{long}")), Some(Err(ReadError::Damaged)));
    for text in ["", KEY, "https://crosskey.example/#/redeem", "offer", &long] {
        assert_eq!(Offer::find(text), None, "{text}");
    }
}

/// [N2] what a newer version made is told as such
#[test]
fn a_newer_version_is_told() {
    for text in ["offer=2.AAAA", "offer=17.", "offer=2.~~~", "https://crosskey.example/#/redeem?offer=3.e30"] {
        assert_eq!(Offer::find(text), Some(Err(ReadError::Newer)), "{text}");
    }
    assert!(ReadError::Newer.to_string().contains("newer version of Crosskey"));
}

/// [N4] an offer that says what no offer can say is not taken in: it would only be made to mislead
#[test]
fn a_forged_offer_says_only_what_an_offer_can() {
    let many = vec![Mbps::new(10); 51];
    let valid = |from, until| Validity { from: Timestamp::from_millis(from), until: Timestamp::from_millis(until) };
    let loud = |terms: &mut Terms| {
        let mut written = json::write(terms);
        written["metro"] = "DC. You pay nothing.".into();
        *terms = json::read_stored(&written).unwrap();
    };
    for forged in [
        from(""),
        from(" West Company"),
        from("West\u{202e}Company"),
        from("West\nYou pay nothing."),
        from(&"x".repeat(65)),
        from(&"x".repeat(10_000)),
        with_terms(loud),
        with_terms(|terms| terms.speeds = Speeds::UpTo(Mbps::new(0))),
        with_terms(|terms| terms.speeds = Speeds::OneOf(vec![])),
        with_terms(|terms| terms.speeds = Speeds::OneOf(many)),
        with_terms(|terms| terms.valid = valid(2, 1)),
        with_terms(|terms| terms.valid = valid(-1, 1)),
        with_terms(|terms| terms.valid = valid(0, i64::MAX)),
        with_terms(|terms| terms.valid = valid(i64::MIN, i64::MIN)),
    ] {
        assert_eq!(Offer::find(&forged.write()), Some(Err(ReadError::Damaged)), "{forged:?}");
    }
}

/// [N4] the ledger's own word wins over the link's, whatever that says; the link is shown only where the ledger is absent
#[test]
fn the_ledger_wins_over_the_link() {
    let pair = Pair::new();
    let Pair { bench, east, .. } = &pair;
    let token = pair.token(100);
    let boast = Offer { key: token.key, ..from("Generous Company") };
    let shown = || Shown::of(bench.preview(*east, &token.key), Some(&boast), || Ok(()));
    assert_eq!(shown(), Shown::Known(bench.preview(*east, &token.key).unwrap()));
    bench.redeem(*east, pair.order(token.key, 200));
    assert!(matches!(shown(), Shown::Nothing(refusal) if refusal.code == Code::AlreadyUsed), "a used key is used");

    let elsewhere = Pair::new();
    let key = Key::new(Uuid::from_u128(7));
    let offer = Offer { key, ..an_offer() };
    let answer = || elsewhere.bench.preview(elsewhere.east, &key);
    let Shown::Told(preview, refusal) = Shown::of(answer(), Some(&offer), || Ok(())) else { panic!("told") };
    assert_eq!((preview, refusal.code), (offer.preview(), Code::UnknownKey));
    assert_eq!(
        refusal.message,
        "The ledger that is open here does not know this key, so you cannot redeem it here. Open the link in the \
         browser in which West Company created the token, or ask them to create it at Equinix Fabric too and to send you its \
         new link: as the link says, Equinix Fabric does not know this key, and will give another."
    );
    assert!(
        matches!(Shown::of(answer(), None, || Ok(())), Shown::Nothing(refusal) if refusal.code == Code::UnknownKey)
    );
}

/// [R2] what the link says of who pays and of approval follows from the kind and the terms
#[test]
fn a_told_preview_says_who_pays() {
    let says = |offer: &Offer, label| {
        let facts = offer.preview().facts();
        facts.into_iter().find_map(|(known, words)| (known == label).then_some(words)).unwrap()
    };
    assert_eq!(an_offer().preview().payer, "West Company pays for the connection. You are not billed for it.");
    let key = with_terms(|terms| (terms.kind, terms.pre_approved) = (Kind::ServiceKey, false));
    assert_eq!(key.preview().payer, "You pay for the connection. West Company is not billed for it.");
    assert_eq!(
        (says(&key, "Approval"), says(&an_offer(), "Approval")),
        ("the creator is asked first".into(), "not needed".into())
    );
}

fn form() -> RedemptionForm {
    RedemptionForm::fresh(Fresh { attempt: AttemptId::new(Uuid::from_u128(1)), now: Timestamp::from_millis(START) })
}

/// [N4] a link that is opened where nobody acts is told with what can be done there, where no field for a key is
#[test]
fn a_link_is_told_at_the_door() {
    let whole = handout(&an_offer()).link;
    let cut = "This link is damaged: a part of it is missing or was changed. Copy the whole of it and open it again";
    let newer =
        "This link was made by a newer version of Crosskey. Reload the page to get that, then open the link again";
    for (text, words) in [(&whole[..whole.len() - 3], cut), ("offer=9.x", newer)] {
        let told = |anybody| {
            let opened = Opened::of(text, anybody);
            assert_eq!(opened.offer, None);
            opened.words
        };
        assert_eq!(told(false), format!("{words}; or set up a company, then paste the key alone under Redeem."));
        assert_eq!(told(true), format!("{words}; or choose at the top right who you are, and paste the key alone."));
    }
    let (alone, among) = (Opened::of(&whole, false), Opened::of(&whole, true));
    assert!(alone.words.starts_with("The ledger that is open here does not know this key"));
    assert!(among.words.starts_with("Choose at the top right who you are"));
    assert_eq!((alone.offer.clone(), among.offer), (Some(Shown::told(&an_offer())), alone.offer));
}

/// [N4] a file is taken like what is pasted; one without a key is refused at the key
#[test]
fn a_file_without_a_key_is_refused() {
    let handout = handout(&an_offer());
    for text in [handout.text, KEY.to_owned(), format!(" {KEY}\r\n"), "offer=9.x".to_owned()] {
        assert_eq!(RedemptionForm::opened(text.clone()), Ok(text));
    }
    for text in ["", "Dear all, please find the key attached.", &KEY[..35]] {
        let refusal = RedemptionForm::opened(text.to_owned()).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (Code::MalformedKey, Field::Key));
        assert_eq!(refusal.message, "This file holds no key. Choose the file that you were given, or paste the key.");
    }
}

/// [N4] a link, an e-mail or a file in place of the key fills in the key
#[test]
fn whatever_carries_an_offer_fills_in_the_key() {
    let now = Timestamp::from_millis(START);
    let handout = handout(&an_offer());
    for text in [handout.link.clone(), handout.text, an_offer().write(), format!("see {} and hurry", handout.link)] {
        let mut form = form();
        form.own_confirmed = true;
        form.set_key(text, now);
        assert_eq!((form.key.as_str(), &form.offer), (KEY, &Some(an_offer())));
        assert!(!form.own_confirmed, "[R10]");
        // What the link said is of this key alone.
        form.set_key(format!(" {{{}}} ", KEY.to_uppercase()), now);
        assert_eq!(form.offer, Some(an_offer()));
        form.set_key(KEY[..35].to_owned(), now);
        assert_eq!(form.offer, None);
    }
}

/// [N4] what cannot be taken in is told in words, and stays to be corrected
#[test]
fn a_damaged_link_is_told_at_the_key() {
    let link = handout(&an_offer()).link;
    for (text, error) in [(&link[..link.len() - 3], ReadError::Damaged), ("offer=9.x", ReadError::Newer)] {
        let mut form = form();
        form.set_key(text.to_owned(), Timestamp::from_millis(START));
        assert_eq!((form.key.as_str(), &form.offer), (text, &None));
        let refusal = form.first().unwrap_err();
        assert_eq!((refusal.code, refusal.message), (Code::MalformedKey, error.to_string()));
        assert_eq!(form.redeem(None).unwrap_err().code, Code::MalformedKey);
    }
}

/// [D3] what came with a link stays in the draft as long as the key does
#[test]
fn an_offer_is_forgotten_with_its_key() {
    let now = Timestamp::from_millis(START);
    let mut form = form();
    form.set_key(handout(&an_offer()).link, now);
    let mut again: RedemptionForm = json::read_input(&json::write(&form)).unwrap();
    assert!(again == form);
    again.forget_old_key(now.plus_days(1));
    assert_eq!((again.key.as_str(), &again.offer), ("", &None));
    assert!(!json::write(&again).to_string().contains(KEY));
}

/// [N2] the e-mail is addressed and holds the key and the link; the file says the same
#[test]
fn the_prepared_mail_holds_the_link() {
    let handout = Handout::of(
        &an_offer(),
        &["emil@east.example".to_owned(), "o'neil+x%y@east.example".to_owned()],
        PAGE,
        Timestamp::from_millis(START),
    );
    let (to, rest) = handout.mail.strip_prefix("mailto:").unwrap().split_once('?').unwrap();
    assert_eq!(to, "emil@east.example,o%27neil%2Bx%25y@east.example");
    let (subject, body) = rest.strip_prefix("subject=").unwrap().split_once("&body=").unwrap();
    assert_eq!(percent::decode(subject), "Service token from West Company", "[S2] no key in it");
    assert_eq!(percent::decode(body), handout.text.replace('\n', "\r\n"));
    assert!(handout.mail.is_ascii() && !handout.mail.contains([' ', '<', '"']));
    assert_eq!(handout.file_name, "service-token.txt");
    let expected = format!(
        "Service token from West Company\n\nKey: {KEY}\nKind: A-side token\nFrom: West Company\nLocation: DC Ashburn\n\
         Bandwidth: up to 500 Mbps\nOther end in: any metro\nApproval: not needed\n\
         Works: in Crosskey only; Equinix Fabric does not know the key\n\
         Valid until: 2026-05-31 at 09:30 UTC\n\nWest Company pays for the connection. You are not billed for it.\n\
         Whoever has this key may use it. It works once: first come, first served.\n\n\
         This link opens the redemption form in Crosskey, filled in:\n{}\n",
        handout.link
    );
    assert_eq!(handout.text, expected);
}

/// [N2] a key for later says from when it is valid, one for more than one use says so
#[test]
fn a_handout_says_from_when_and_how_often() {
    let later = with_terms(|terms| {
        (terms.kind, terms.usage) = (Kind::ServiceKey, Usage::Multi);
        terms.valid.from = Timestamp::from_millis(START + DAY);
    });
    let handout = handout(&later);
    assert!(handout.text.contains("Valid from: 2026-03-03 at 09:30 UTC\nValid until: "), "{}", handout.text);
    assert!(handout.text.contains("It works more than once."));
    assert_eq!(
        (handout.title.as_str(), handout.file_name.as_str()),
        ("Service key from West Company", "service-key.txt")
    );
}

/// Which modules of a picture are dark.
fn dark(picture: &Picture) -> BTreeSet<(i32, i32)> {
    let mut dark = BTreeSet::new();
    for run in picture.path.split_terminator('z') {
        let (x, rest) = run.strip_prefix('M').unwrap().split_once(' ').unwrap();
        let (y, width) = rest.split_once('h').unwrap();
        let (width, back) = width.split_once("v1h-").unwrap();
        assert_eq!(width, back);
        let (x, y, width): (i32, i32, i32) = (x.parse().unwrap(), y.parse().unwrap(), width.parse().unwrap());
        dark.extend((x..x + width).map(|x| (x, y)));
    }
    dark
}

/// [N2] the picture has a rectangle for each run of dark modules and leaves the quiet zone; what no code holds has none
#[test]
fn a_qr_code_is_drawn_as_it_was_encoded() {
    for length in [0, 5, 100, 2953] {
        let text = "a".repeat(length);
        let code = QrCode::encode_text(&text, QrCodeEcc::Low).unwrap();
        let picture = draw(&text).unwrap();
        let side = code.size() + 2 * QUIET;
        assert_eq!(picture.view_box, format!("-4 -4 {side} {side}"));
        let all = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let expected: BTreeSet<_> = all.filter(|(x, y)| code.get_module(*x, *y)).collect();
        assert_eq!(dark(&picture), expected, "{length}");
    }
    assert!(draw(&"a".repeat(2954)).is_none() && draw(&"a".repeat(10_000)).is_none());
}

/// The e-mails that the company's inbox offers, newest first.
fn mails(bench: &Bench, firm: Firm) -> Vec<Option<String>> {
    let rows = bench.look(firm, |sight| inbox(sight, 0)).rows;
    rows.into_iter().map(|row| row.mail.map(|mail| percent::decode(&mail))).collect()
}

/// [N1] [S2] who was named asks for the key, and who waits for a token to be redeemed reminds of it: without the key
#[test]
fn a_notice_of_a_token_offers_a_mail_without_the_key() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let mut create = bench.token_on(pair.west_port, Tag::Dot1q(100));
    create.details.recipients = vec![email("boss@east-company.example"), email("noc@elsewhere.example")];
    let token = bench.create(*west, create);
    assert_eq!(
        mails(bench, *east),
        [Some(
            "mailto:?subject=Service token of West Company&body=West Company named us as a recipient of an A-side token \
             (DC Ashburn, up to 1 Gbps, until 2026-05-31 at 00:00 UTC). Please send us its key.\r\n"
                .to_owned()
        )]
    );
    bench.advance_days(85);
    assert_eq!(
        mails(bench, *west),
        [Some(
            "mailto:boss@east-company.example,noc@elsewhere.example?subject=Service token from West Company expires \
             soon&body=The service token that West Company gave you expires soon (DC Ashburn, up to 1 Gbps, until 2026-05-31 \
             at 00:00 UTC). Please redeem it before then, or tell us if you do not need it.\r\n"
                .to_owned()
        )]
    );
    let all = format!("{:?}{:?}", mails(bench, *east), mails(bench, *west)).replace('-', "");
    assert!(!all.contains(&token.key.reveal().replace('-', "")));
    bench.redeem(*east, pair.order(token.key, 200));
    assert_eq!(mails(bench, *west), [None], "what asks for nothing offers none");
}

/// [N1] who waits for the partner's approval asks for it, without telling what is private; what waits for the own company
/// is passed on in the words of the notice
#[test]
fn a_notice_of_a_partnership_offers_a_mail() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    partners.asked();
    let asks = |firm| mails(bench, firm).remove(0);
    let for_us = |words: &str| Some(format!("mailto:?subject=Crosskey: something waits for us&body={words}\r\n"));
    assert_eq!(
        asks(*west).unwrap(),
        "mailto:?subject=West Company waits for your approval&body=West Company redeemed a service key of yours (DC \
         Ashburn, up to 500 Mbps, until 2026-04-01 at 09:30 UTC). Please approve or deny it by 2026-05-01 at 09:30 UTC.\r\n"
    );
    assert_eq!(asks(*east), for_us("West Company redeemed “For West” and waits for your approval."));
    let (_, connection) = partners.connected_on(101, 201);
    assert_eq!((asks(*west), asks(*east)), (None, None));
    bench.act(west.boss, Partners::west_moves(connection, 250));
    let words = &bench.notices(*east)[0];
    assert_eq!(asks(*east), for_us(words));
    bench.act(east.boss, Act::AskToDelete(connection));
    assert_eq!(asks(*west), for_us("East Company asks you to delete the connection “To East”. Only you can."));
}

/// [N1] [R7] [C3] a notice that asked for an act is past once the act is done, and offers no e-mail any more
#[test]
fn a_notice_asks_until_it_is_answered() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let told = |firm, words: &str| {
        let rows = bench.look(firm, |sight| inbox(sight, 0)).rows;
        rows.iter().find(|row| row.text.contains(words)).map(|row| row.mail.is_some())
    };
    let (_, asked) = partners.asked();
    assert_eq!(
        (told(*east, "waits for your approval"), told(*west, "waits for the approval")),
        (Some(true), Some(true))
    );
    bench.act(east.boss, Act::ApproveConnection { connection: asked, end: None });
    assert_eq!(told(*east, "waited for your approval."), Some(false));
    assert_eq!(told(*west, "waited for the approval of East Company."), Some(false));
    bench.act(west.boss, Partners::west_moves(asked, 250));
    assert_eq!(told(*east, "proposes to change"), Some(true));
    bench.act(east.boss, Act::DenyChange { connection: asked, proposal: partners.open(asked), reason: String::new() });
    assert_eq!(told(*east, "proposed to change"), Some(false));
    bench.act(east.boss, Act::AskToDelete(asked));
    assert_eq!(told(*west, "asks you to delete"), Some(true));
    bench.act(west.boss, Act::DeleteConnection { connection: asked, confirmed: true });
    assert_eq!(told(*west, "asked you to delete"), Some(false));
}
