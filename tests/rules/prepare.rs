//! A redemption that is prepared by the word of a link, where the issuer's ledger is absent (N4).

use crosskey::domain::bandwidth::{Mbps, Speeds};
use crosskey::domain::id::AttemptId;
use crosskey::domain::key::Key;
use crosskey::domain::permission::{FabricRole, MegaportRole};
use crosskey::domain::refusal::{Code, Field, Refusal, Remedy};
use crosskey::domain::terms::{Kind, Terms};
use crosskey::domain::time::{DAY, Timestamp};
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::forms::Fresh;
use crosskey::forms::redemption::{RedemptionForm, Target};
use crosskey::forms::sheet::{Edit, Part};
use crosskey::handover::offer::Offer;
use crosskey::handover::told::Shown;
use crosskey::ledger::command::{Act, Destination, KeyDetails, Spot};
use crosskey::ledger::view::redemption::lowest_tag;
use crosskey::vendor::panel::{Panel, of_connection, of_form};

use crate::partners::{Partners, found, megaport, port, single};
use crate::support::{
    Bench, Firm, Pair, START, Token, device_details, fabric, metro, order_to, order_to_port, port_details, reasons,
};
use crate::vendor_equinix::{DEVICE, PORT, with_id};

fn now() -> Timestamp {
    Timestamp::from_millis(START)
}

fn offer_of(bench: &Bench, issuer: Firm, token: &Token) -> Offer {
    bench.look(issuer, |sight| Offer::of(sight, issuer.boss, token.id)).expect("something to hand over")
}

/// A form into which this link was opened.
fn opened(offer: &Offer) -> RedemptionForm {
    let attempt = AttemptId::new(uuid::Uuid::from_u128(1));
    let mut form = RedemptionForm::fresh(Fresh { attempt, now: now() });
    form.set_key(offer.write(), now());
    form
}

/// What the rules say by the word of the links.
fn problems(bench: &Bench, firm: Firm, form: &RedemptionForm) -> Vec<Refusal> {
    let told = form.told();
    bench.look(firm, |sight| form.weigh(&sight.trusting(&told), firm.boss).0)
}

fn panel(bench: &Bench, firm: Firm, form: &RedemptionForm) -> Panel {
    let told = form.told();
    let complete = problems(bench, firm, form).is_empty();
    let panel = bench.look(firm, |sight| {
        let sight = sight.trusting(&told);
        of_form(&sight, &form.reading(&sight, firm.boss).ok()?.act, complete)
    });
    panel.expect("a panel")
}

fn texts(panel: &Panel) -> Vec<(&str, &str)> {
    panel.sheets.iter().map(|sheet| (sheet.tab, sheet.text.as_str())).collect()
}

fn shown(bench: &Bench, firm: Firm, form: &RedemptionForm) -> Shown {
    bench.look(firm, |sight| form.shown(sight, firm.boss))
}

/// Bench of a customer that has nothing to do with the issuer's ledger.
fn elsewhere() -> (Bench, Firm) {
    let bench = Bench::new();
    let firm = bench.found_company("Birch Broadband");
    (bench, firm)
}

/// [N4] [W2] what is prepared from the link is, word for word, the order of those who redeem with the issuer's ledger at
/// hand: so it needs nothing of the grant but what its holder may know
#[test]
fn an_order_prepared_from_a_link_is_that_of_the_ledger() {
    let pair = Pair::new();
    let at_home = |details| pair.bench.add_asset(pair.east, with_id(details, PORT));
    let (near, a_side) = (at_home(port_details("Q", "DC", 10, Tagging::Qinq)), pair.token(100));
    let router = pair.bench.add_asset(pair.east, with_id(device_details("R", "DC", 5, &[1]), DEVICE));
    let z_side = pair.bench.create_z_token(pair.west, pair.west_port, Spot::Vlan(Tag::Dot1q(101)));
    let offers = [&a_side, &z_side].map(|token| offer_of(&pair.bench, pair.west, token));
    let tag = Tag::Qinq { s: 7, c: Some(9) };
    let device = Destination::Device { asset: router, interface: Some(3) };
    let redeemed = [order_to_port(a_side.key, near, tag), order_to(z_side.key, device)];

    let (bench, birch) = elsewhere();
    let near = bench.add_asset(birch, with_id(port_details("Mine", "DC", 10, Tagging::Qinq), PORT));
    let router = bench.add_asset(birch, with_id(device_details("Ours", "DC", 9, &[]), DEVICE));
    for (offer, redeem) in offers.iter().zip(redeemed) {
        let mut form = opened(offer);
        let typed = [(Field::Name, "link-1"), (Field::Bandwidth, "500"), (Field::Notify, "noc@elsewhere.example")];
        let end: &[(Field, &str, String)] = match redeem.end {
            Destination::Port { .. } => &[
                (Field::Asset, "", near.to_string()),
                (Field::Vlan, "", "7".to_owned()),
                (Field::CTag, "", "9".to_owned()),
            ],
            _ => &[
                (Field::Kind, "", Target::Device.as_str().to_owned()),
                (Field::Asset, "", router.to_string()),
                (Field::Interface, "", "chosen".to_owned()),
                (Field::Interface, "number", "3".to_owned()),
            ],
        };
        let typed = typed.map(|(field, text)| (field, "", text.to_owned()));
        for (field, detail, text) in end.iter().cloned().chain(typed) {
            form.put_at(now(), Some(offer.terms.kind.system()), field, detail, Edit::Text(text));
        }
        assert_eq!(problems(&bench, birch, &form), []);
        let prepared = panel(&bench, birch, &form);
        let connection = pair.bench.redeem(pair.east, redeem);
        let east = pair.east;
        let carried_out = pair.bench.look(east, |sight| of_connection(sight, east.boss, connection)).unwrap();
        assert_eq!(texts(&prepared), texts(&carried_out));
        assert_eq!((prepared.title, prepared.gaps.len(), prepared.sheets.len()), ("Use at Equinix", 0, 3));
        let written = format!("{:?}", texts(&prepared));
        assert!(written.contains(&form.key), "the key is what it is about");
        assert!(!written.contains(&offer.issuer), "who created it is nothing that the vendor asks");
    }
}

/// [N4] [W4] the same of a service key
#[test]
fn an_order_prepared_for_megaport_is_that_of_the_ledger() {
    let partners = Partners::new();
    let Partners { bench, west, .. } = &partners;
    let key = partners.key_asking(single(100));
    let offer = offer_of(bench, partners.east, &key);
    let connection = partners.redeem(partners.order(key.key, 200));

    let elsewhere = Partners::new();
    let mut form = opened(&offer);
    for (field, text) in [
        (Field::Asset, elsewhere.west_port.to_string()),
        (Field::Vlan, "200".to_owned()),
        (Field::Name, "To East".to_owned()),
        (Field::Bandwidth, "300".to_owned()),
        (Field::Reference, "SLR 7".to_owned()),
        (Field::Term, "12".to_owned()),
    ] {
        form.put_at(now(), Some(offer.terms.kind.system()), field, "", Edit::Text(text));
    }
    let prepared = panel(&elsewhere.bench, elsewhere.west, &form);
    let carried_out = bench.look(*west, |sight| of_connection(sight, west.boss, connection)).unwrap();
    assert_eq!(prepared.title, "Use at Megaport");
    assert_eq!(texts(&prepared), texts(&carried_out));
    form.put_at(now(), None, Field::Asset, "", Edit::Text(elsewhere.west_mcr.to_string()));
    assert_eq!(reasons(&problems(&elsewhere.bench, elsewhere.west, &form)), [(Code::Required, Field::Configuration)]);
}

/// [N4] [R5] the limits that the link names and the own assets' are checked as ever, each with code and field; until all
/// is well there is no order
#[test]
fn what_the_link_allows_is_checked() {
    let pair = Pair::new();
    let (token, far) = (pair.token(100), metro("NY"));
    let offer = offer_of(&pair.bench, pair.west, &token);
    let (bench, birch) = elsewhere();
    let [near, remote] = [("Near", "DC"), ("Far", far.code())]
        .map(|(name, code)| bench.add_asset(birch, port_details(name, code, 1, Tagging::Dot1q)));
    let held = bench.create_token(birch, near, Tag::Dot1q(7));
    let whole = |change: &dyn Fn(&mut RedemptionForm)| {
        let mut form = opened(&offer);
        form.port = Some(near);
        form.vlan = "200".to_owned();
        form.bandwidth = "500".to_owned();
        form.name = "link-1".to_owned();
        form.notify = vec!["noc@birch.example".to_owned()];
        change(&mut form);
        form
    };
    let say = |change: &dyn Fn(&mut RedemptionForm)| reasons(&problems(&bench, birch, &whole(change)));
    assert_eq!(say(&|_| {}), []);
    assert_eq!(say(&|form| form.bandwidth = "10001".to_owned()), [(Code::OverBandwidth, Field::Bandwidth)]);
    assert_eq!(say(&|form| form.vlan = "4093".to_owned()), [(Code::VlanOutOfRange, Field::Vlan)]);
    assert_eq!(say(&|form| form.vlan = "7".to_owned()), [(Code::VlanTaken, Field::Vlan)]);
    assert_eq!(say(&|form| form.port = Some(remote)), [(Code::RemoteNotAllowed, Field::Asset)]);
    assert_eq!(
        say(&|form| (form.port, form.name) = (None, "no good".to_owned())),
        [(Code::NameInvalid, Field::Name), (Code::Required, Field::Asset)]
    );
    let taken = problems(&bench, birch, &whole(&|form| form.vlan = "7".to_owned()));
    assert_eq!(taken[0].remedy, Some(Remedy::UseVlan { vlan: 8, c_tag: None }));

    let wanting = panel(&bench, birch, &whole(&|form| form.vlan.clear()));
    assert!(
        wanting.sheets.is_empty() && wanting.standing.starts_with("Fill in the form first"),
        "{}",
        wanting.standing
    );
    assert_eq!(panel(&bench, birch, &whole(&|_| {})).sheets.len(), 3);
    assert!(bench.grant(birch, held.id).row.status.status.holds(), "nothing was done");
}

/// [N4] what a link says is nothing that can be redeemed here: the ledger is asked, and it does not know the key
#[test]
fn what_was_prepared_cannot_be_carried_out_here() {
    let pair = Pair::new();
    let offer = offer_of(&pair.bench, pair.west, &pair.token(100));
    let (bench, birch) = elsewhere();
    let near = bench.add_port(birch, "Near", Tagging::Dot1q);
    let act = Act::Redeem(order_to_port(offer.key, near, Tag::Dot1q(9)));
    bench.refused_once(birch.boss, act, Code::UnknownKey, Field::Key);

    let form = opened(&offer);
    let Shown::Told(preview, refusal) = shown(&bench, birch, &form) else { panic!("told") };
    assert_eq!((preview, refusal.code), (offer.preview(), Code::UnknownKey));
    let of = |at_vendor| {
        let Shown::Told(_, refusal) = Shown::told(&Offer { at_vendor, ..offer.clone() }) else { panic!("told") };
        refusal.message
    };
    assert!(of(true).ends_with("use the key at Equinix Fabric: the order for that can be prepared here."));
    assert!(
        of(false).contains("ask them to create it at Equinix Fabric too and to send you its new link"),
        "[G8] {}",
        of(false)
    );
}

/// [N4] [G3] a link that speaks of a grant that is over, not yet valid, or not for this person says so, and nothing is prepared
#[test]
fn a_link_that_came_too_late_prepares_nothing() {
    let pair = Pair::new();
    let offer = offer_of(&pair.bench, pair.west, &pair.token(100));
    let (bench, birch) = elsewhere();
    let why = |offer: &Offer| {
        let shown = shown(&bench, birch, &opened(offer));
        assert_eq!(shown.preview(), None);
        shown.refusal().map(|refusal| refusal.code)
    };
    let with = |change: &dyn Fn(&mut Terms)| {
        let mut offer = offer.clone();
        change(&mut offer.terms);
        offer
    };
    let later = now().plus_days(5);
    assert_eq!(why(&with(&|terms| terms.valid.from = later)), Some(Code::NotYetValid));
    assert_eq!(why(&with(&|terms| terms.active = false)), Some(Code::SwitchedOff));
    assert_eq!(why(&with(&|terms| terms.kind = Kind::ServiceKey)), Some(Code::RoleNotAllowed), "[P4]");
    bench.clock.advance(90 * DAY);
    assert_eq!(why(&offer), Some(Code::Expired));
    let viewer = Firm { boss: bench.add_person(birch, "Vera", fabric(FabricRole::FabricViewer)), ..birch };
    assert!(
        matches!(shown(&bench, viewer, &opened(&offer)), Shown::Nothing(refusal) if refusal.code == Code::RoleNotAllowed)
    );
}

/// [N4] the form is filled in from what the link says: the one port that fits, its lowest free VLAN, the most bandwidth
/// and the partner's name; what was typed stays
#[test]
fn a_link_fills_in_the_form() {
    let pair = Pair::new();
    let offer = offer_of(&pair.bench, pair.west, &pair.token(100));
    let (bench, birch) = elsewhere();
    let filled = |form: &RedemptionForm| {
        let mut form = form.clone();
        bench.look(birch, |sight| form.fill_in(sight, birch.boss));
        (form.port, form.vlan, form.bandwidth, form.name)
    };
    let said = |port, vlan: &str, bandwidth: &str| (port, vlan.into(), bandwidth.into(), "West-Company".to_owned());
    let limit = offer.terms.limit().get().to_string();
    assert_eq!(filled(&opened(&offer)), said(None, "", &limit), "nothing to connect from");

    let near = bench.add_asset(birch, port_details("Near", "DC", 1, Tagging::Dot1q));
    bench.add_asset(birch, port_details("Far", "NY", 1, Tagging::Dot1q));
    bench.create_token(birch, near, Tag::Dot1q(2));
    let slow = limit.parse::<u32>().unwrap().min(1000).to_string();
    assert_eq!(filled(&opened(&offer)), said(Some(near), "3", &slow), "the only one in Ashburn");
    let mut typed = opened(&offer);
    (typed.vlan, typed.bandwidth) = ("40".to_owned(), "50".to_owned());
    assert_eq!(filled(&typed), said(Some(near), "40", "50"));
    let mut set = offer.clone();
    set.terms.kind = Kind::ZSideToken;
    set.terms.speeds = Speeds::OneOf([50, 200, 2000].map(Mbps::new).to_vec());
    set.issuer = "  東京 & Söhne, Ltd. of a very long name".trim().to_owned();
    let (_, _, bandwidth, name) = filled(&opened(&set));
    assert_eq!((bandwidth.as_str(), name.as_str()), ("200", "S-hne-Ltd-of-a-very-long"), "what the vendor takes");

    bench.close_port(birch, near);
    assert_eq!(filled(&opened(&offer)).0, None, "it is closed");
    bench.open_port(birch, near);
    bench.add_asset(birch, port_details("Also near", "DC", 1, Tagging::Dot1q));
    assert_eq!(filled(&opened(&offer)).0, None, "two fit: that is for the person to choose");
}

/// [N4] [V5] a VLAN that was filled in is said to be a suggestion, until it is changed
#[test]
fn a_vlan_that_was_filled_in_is_a_suggestion() {
    let pair = Pair::new();
    let offer = offer_of(&pair.bench, pair.west, &pair.token(100));
    for (tagging, suggested, own) in [
        (
            Tagging::Dot1q,
            "Suggested: the lowest free one. On your own port, from 2 to 4092.",
            "On your own port, from 2 to 4092.",
        ),
        (Tagging::Qinq, "Suggested: the lowest free one.", ""),
    ] {
        let (bench, birch) = elsewhere();
        bench.add_port(birch, "Port", tagging);
        let mut form = opened(&offer);
        bench.look(birch, |sight| form.fill_in(sight, birch.boss));
        assert_eq!((form.vlan.as_str(), hint(&bench, birch, &form).as_str()), ("2", suggested));
        form.vlan = "40".to_owned();
        assert_eq!(hint(&bench, birch, &form), own);
        (form.vlan, form.offer) = ("2".to_owned(), None);
        assert_eq!(hint(&bench, birch, &form), own, "nothing was filled in");
    }
}

/// What the form says at the VLAN.
fn hint(bench: &Bench, firm: Firm, form: &RedemptionForm) -> String {
    let told = form.told();
    let parts = bench.look(firm, |sight| form.sheet(&sight.trusting(&told), firm.boss));
    let parts = parts.into_iter().flat_map(|part| match part {
        Part::Row(parts) => parts,
        part => vec![part],
    });
    let hint = |part| match part {
        Part::Control(control) if control.field == Field::Vlan => Some(control.hint),
        _ => None,
    };
    parts.into_iter().find_map(hint).expect("a VLAN")
}

/// [N4] the one service that fits is filled in for a service key; its VLAN may stay empty
#[test]
fn a_link_fills_in_the_form_of_a_service_key() {
    let partners = Partners::new();
    let offer = offer_of(&partners.bench, partners.east, &partners.key(single(100)));
    let bench = Bench::new();
    let birch = found(&bench, "Birch Broadband");
    let own = bench.add_asset(birch, port("Port", "NY"));
    let mut form = opened(&offer);
    bench.look(birch, |sight| form.fill_in(sight, birch.boss));
    assert_eq!((form.service, form.bandwidth.as_str(), form.name.as_str()), (Some(own), "500", "East Company"));
    assert_eq!(problems(&bench, birch, &form), [], "nothing is missing");
}

/// [N4] another link over the first one fills in its own; what was typed in between stays
#[test]
fn another_link_fills_in_its_own() {
    let pair = Pair::new();
    let first = offer_of(&pair.bench, pair.west, &pair.token(100));
    let second = {
        let mut create = pair.bench.token_on(pair.east_port, Tag::Dot1q(9));
        create.details.limit = Mbps::new(200);
        offer_of(&pair.bench, pair.east, &pair.bench.create(pair.east, create))
    };
    let (bench, birch) = elsewhere();
    let near = bench.add_asset(birch, port_details("Near", "DC", 10, Tagging::Dot1q));
    let mut form = RedemptionForm::fresh(Fresh { attempt: AttemptId::new(bench.desk.draw()), now: now() });
    let open = |form: &mut RedemptionForm, offer: &Offer| {
        bench.look(birch, |sight| form.take_key(offer.write(), now(), sight, birch.boss));
        (form.port, form.vlan.clone(), form.bandwidth.clone(), form.name.clone())
    };
    let limit = first.terms.limit().get().to_string();
    let says = |vlan: &str, bandwidth: &str, name: &str| (Some(near), vlan.into(), bandwidth.into(), name.into());
    assert_eq!(open(&mut form, &first), says("2", &limit, "West-Company"));
    assert_eq!(open(&mut form, &second), says("2", "200", "East-Company"));
    form.vlan = "40".to_owned();
    form.name = "mine".to_owned();
    assert_eq!(open(&mut form, &second), says("40", "200", "mine"), "the same link again changes nothing");
    assert_eq!(open(&mut form, &first), says("40", &limit, "mine"));

    let mut form = RedemptionForm::fresh(Fresh { attempt: AttemptId::new(bench.desk.draw()), now: now() });
    open(&mut form, &first);
    form.notifying = "noc@birch.example".to_owned();
    let key = second.key.reveal();
    bench.look(birch, |sight| form.take_key(key.clone(), now(), sight, birch.boss));
    assert_eq!(
        (form.key, form.port, form.vlan, form.bandwidth, form.name),
        (key, None, "".into(), "".into(), "".into())
    );
    assert_eq!(form.notifying, "noc@birch.example", "what was typed stays");
}

/// [V1] the lowest place that nothing holds
#[test]
fn the_lowest_place_is_found() {
    let (bench, birch) = elsewhere();
    let lowest = |asset| bench.look(birch, |sight| lowest_tag(sight, asset));
    let of = |tagging: Tagging| bench.add_port(birch, tagging.label(), tagging);
    let [plain, tagged, stacked] = [Tagging::Untagged, Tagging::Dot1q, Tagging::Qinq].map(of);
    assert_eq!((lowest(plain), lowest(tagged)), (Some(Tag::Untagged), Some(Tag::Dot1q(2))));
    assert_eq!(lowest(stacked), Some(Tag::Qinq { s: 2, c: None }));
    bench.create_token(birch, plain, Tag::Untagged);
    bench.create_token(birch, stacked, Tag::Qinq { s: 2, c: Some(5) });
    assert_eq!((lowest(plain), lowest(stacked)), (None, Some(Tag::Qinq { s: 3, c: None })));
}

/// [N4] [R4] two links make a pair: both are shown, and the order holds both keys and no end
#[test]
fn two_links_make_a_pair() {
    let pair = Pair::new();
    let (a, z) = (pair.token(100), pair.bench.create_z_token(pair.east, pair.east_port, Spot::Vlan(Tag::Dot1q(9))));
    let first = offer_of(&pair.bench, pair.west, &a);
    let second = offer_of(&pair.bench, pair.east, &z);
    let (bench, birch) = elsewhere();
    let mut form = opened(&first);
    form.target = Target::Token;
    form.set_second_key(second.write(), now());
    assert_eq!(form.second_key, z.key.reveal());
    form.name = "both".to_owned();
    form.bandwidth = "500".to_owned();
    form.notify = vec!["noc@birch.example".to_owned()];
    let told = form.told();
    let said = bench.look(birch, |sight| form.pair(&sight.trusting(&told), birch.boss)).expect("a pair");
    assert_eq!(said.second, second.preview(), "[R2] as its own link says");
    assert_eq!(said.payer, "West Company pays for the connection. You are not billed for it.");
    assert_eq!(problems(&bench, birch, &form), []);
    let order = panel(&bench, birch, &form);
    let body = &order.sheets[0].text;
    assert!([a.key, z.key].iter().all(|key| body.contains(&key.reveal())), "{body}");

    form.set_second_key(format!("{}x", z.key.reveal()), now());
    assert_eq!(form.told().len(), 1, "the second link spoke of its own key only");
    form.set_second_key(second.write(), now());
    form.forget_old_key(now().plus_days(1));
    assert_eq!((form.told().len(), form.second_key.as_str()), (0, ""), "[D3]");
}

/// [R4] [R5] of a set of bandwidths the refusal names those that both keys allow, whatever was asked for
#[test]
fn a_pair_names_the_speeds_that_both_allow() {
    let pair = Pair::new();
    let mut create = pair.bench.z_token_on(pair.east_port, Spot::Vlan(Tag::Dot1q(9)));
    create.details.limit = Mbps::new(200);
    let (a, z) = (pair.token(100), pair.bench.create(pair.east, create));
    for asked in [100, 300, 90_000] {
        let mut redeem = order_to(a.key, Destination::Token { key: z.key });
        redeem.bandwidth = Mbps::new(asked);
        redeem.own_confirmed = true;
        let act = Act::Redeem(redeem);
        let refusal = pair.bench.refused_once(pair.east.boss, act, Code::OverBandwidth, Field::Bandwidth);
        assert!(refusal.message.ends_with("Choose one of 10 Mbps, 50 Mbps, 200 Mbps."), "{}", refusal.message);
    }
}

/// [R2] [K7] a key whose first day is still to come, or that is switched off, says what it offers, and when
#[test]
fn a_key_that_is_for_later_says_what_it_offers() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;
    let mut create = partners.key_on(partners.east_port, single(100));
    create.details.valid.from = partners.now().plus_days(2);
    let (soon, off) = (partners.create(create), partners.key(single(101)));
    let details = KeyDetails { active: false, ..partners.details(&off) };
    bench.act(east.boss, Act::EditKey { grant: off.id, details });
    let says = |key: Key, firm: Firm| {
        let mut form = RedemptionForm::fresh(Fresh { attempt: AttemptId::new(bench.desk.draw()), now: now() });
        form.set_key(key.reveal(), now());
        shown(bench, firm, &form)
    };
    let viewer = bench.add_person(*west, "Finn", megaport(MegaportRole::Finance));
    for (key, code) in [(soon.key, Code::NotYetValid), (off.key, Code::SwitchedOff)] {
        let Shown::Later(preview, refusal) = says(key, *west) else { panic!("later") };
        assert_eq!((preview.issuer.as_str(), refusal.code), ("East Company", code));
        assert!(matches!(says(key, Firm { boss: viewer, ..*west }), Shown::Nothing(_)), "[P4]");
    }
    bench.advance_days(2);
    assert!(matches!(says(soon.key, *west), Shown::Known(_)));
    bench.advance_days(40);
    assert!(matches!(says(soon.key, *west), Shown::Nothing(refusal) if refusal.code == Code::Expired));
}

/// [R2] the form says in its sheet no more of the partner than who pays
#[test]
fn the_form_of_a_told_key_is_drawn() {
    let pair = Pair::new();
    let offer = offer_of(&pair.bench, pair.west, &pair.token(100));
    let (bench, birch) = elsewhere();
    let form = opened(&offer);
    let told = form.told();
    let parts = |told: &[_]| bench.look(birch, |sight| form.sheet(&sight.trusting(told), birch.boss));
    let hint = |parts: &[Part]| {
        let found = parts.iter().find_map(|part| match part {
            Part::Control(control) if control.field == Field::Bandwidth => Some(control.hint.clone()),
            _ => None,
        });
        found.unwrap()
    };
    assert_eq!(hint(&parts(&told)), "In Mbps: up to 1 Gbps.");
    assert_eq!(hint(&parts(&[])), "In Mbps, like 200.", "without the link nothing is known");
    assert_eq!(Key::parse(&form.key).ok(), Some(offer.key));
}
