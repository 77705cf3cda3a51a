//! The wizard and the redemption form of service tokens: from raw text to commands.

use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::Side;
use crosskey::domain::id::{AssetId, AttemptId};
use crosskey::domain::key::Key;
use crosskey::domain::refusal::{Code, Field, Remedy};
use crosskey::domain::time::DAY;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::forms::Fresh;
use crosskey::forms::redemption::{RedemptionForm, Target};
use crosskey::forms::token::{AssetType, InterfaceSelection, Step, TokenForm, TokenType};
use crosskey::ledger::command::{Act, Destination, Spot};
use crosskey::route::Route;

use crate::support::{Bench, Pair, reasons};

fn fresh(bench: &Bench) -> Fresh {
    Fresh { attempt: AttemptId::new(bench.desk.draw()), now: bench.desk.now() }
}

/// [E1] the wizard offers what the seeds offer, in their words
#[test]
fn the_wizard_has_the_vendors_words() {
    let words: Vec<_> = TokenType::ALL.iter().map(|of| (of.label(), of.asset_types().to_vec())).collect();
    assert_eq!(
        words,
        [
            ("A-side Connection Service Token", vec![AssetType::Port]),
            ("Z-side Connection Service Token", vec![AssetType::VirtualDevice, AssetType::Port]),
        ]
    );
    let labels = |of: AssetType| (of.label(), of.remote_label());
    assert_eq!(labels(AssetType::Port), ("Port", "Allow Remote Connection"));
    assert_eq!(labels(AssetType::VirtualDevice), ("Virtual Device", "Allow a remote connection to be created"));
    assert_eq!(
        InterfaceSelection::ALL.map(InterfaceSelection::label),
        [
            "Automatically select the next available interface on my device(s)",
            "I will select an interface on my device",
            "One token for every free interface on my device",
        ]
    );
    assert_eq!(Step::of(Field::Interface), Step::Basic);
}

/// [E1] [E4] the wizard's steps lead to the command; another type of token asks for its assets anew
#[test]
fn the_wizard_asks_for_what_the_type_needs() {
    let Pair { bench, west, west_port, .. } = Pair::new();
    let device = bench.add_device(west, "Device", 3);
    let mut form = TokenForm::fresh(fresh(&bench));
    form.details.bandwidth = "500".to_owned();
    form.details.recipient = "guest@elsewhere.example".to_owned();
    form.asset = Some(west_port);
    form.vlan = "100".to_owned();
    let create = |form: &TokenForm| {
        let reading = form.create(Some(Tagging::Dot1q));
        let Act::CreateToken(create) = reading.act else { panic!("{:?}", reading.act) };
        (create.side, create.asset, create.spot, reasons(&reading.problems))
    };
    assert_eq!(create(&form), (Side::A, west_port, Spot::Vlan(Tag::Dot1q(100)), vec![]));
    form.set_token_type(TokenType::ZSide);
    assert_eq!(create(&form), (Side::Z, west_port, Spot::Vlan(Tag::Dot1q(100)), vec![]), "a port stays a port");
    form.set_asset_type(AssetType::VirtualDevice);
    assert_eq!(create(&form).3, [(Code::Required, Field::Asset)]);
    form.asset = Some(device);
    assert_eq!(create(&form), (Side::Z, device, Spot::NextInterface, vec![]));
    form.selection = InterfaceSelection::Chosen;
    assert_eq!(create(&form).3, [(Code::Required, Field::Interface)]);
    form.interface = "x".to_owned();
    assert_eq!(create(&form).3, [(Code::NumberInvalid, Field::Interface)]);
    form.interface = " 3 ".to_owned();
    assert_eq!(create(&form), (Side::Z, device, Spot::Interface(3), vec![]));
    form.selection = InterfaceSelection::Every;
    assert_eq!(create(&form).2, Spot::EveryInterface);
    bench.act(west.boss, form.create(None).act);
    form.set_token_type(TokenType::ASide);
    assert_eq!((form.asset_type, form.asset), (AssetType::Port, None));
    form.asset = Some(west_port);
    assert_eq!(create(&form).2, Spot::Vlan(Tag::Dot1q(100)));
}

/// [E1] the wizard is opened on a port or device of the company: it is chosen, with the first type of token that it takes
#[test]
fn the_wizard_opens_on_an_asset() {
    let Pair { bench, west, west_port, east_port, .. } = Pair::new();
    let device = bench.add_device(west, "Device", 3);
    let opened = |mut form: TokenForm, on: AssetId| {
        assert_eq!(Route::parse(&Route::NewGrant(Some(on)).hash()), Route::NewGrant(Some(on)));
        bench.look(west, |sight| form.open_on(sight, west.boss, Some(on)));
        form
    };
    let fresh = || TokenForm::fresh(fresh(&bench));
    let chosen = |form: &TokenForm| (form.token_type, form.asset_type, form.metro.clone(), form.asset);
    let port = opened(fresh(), west_port);
    assert_eq!(chosen(&port), (TokenType::ASide, AssetType::Port, "DC".to_owned(), Some(west_port)));
    assert!(bench.look(west, |sight| !port.begun(sight, west.boss, Some(west_port))));
    assert!(bench.look(west, |sight| port.begun(sight, west.boss, None)));

    let mut half_done = port.clone();
    half_done.set_token_type(TokenType::ZSide);
    (half_done.step, half_done.details.name) = (Step::Details, "Half done".to_owned());
    assert_eq!(opened(half_done.clone(), west_port), half_done, "a reload changes nothing");
    let device_chosen = opened(half_done, device);
    let expected = (TokenType::ZSide, AssetType::VirtualDevice, "DC".to_owned(), Some(device));
    assert_eq!((chosen(&device_chosen), device_chosen.step), (expected, Step::Basic));
    assert_eq!(device_chosen.details.name, "Half done", "what was typed stays");
    assert_eq!(chosen(&opened(device_chosen, west_port)).0, TokenType::ASide);

    let nowhere = AssetId::new(bench.desk.draw());
    for foreign in [east_port, nowhere, bench.megaport_port(west)] {
        let form = fresh();
        assert_eq!(opened(form.clone(), foreign), form);
    }
    assert_eq!(Route::parse("#/grants/new?asset=x"), Route::NewGrant(None));
}

/// [R3] [R4] the redemption form leads to a device, a chosen interface of it, or another token
#[test]
fn the_redemption_form_knows_devices_and_tokens() {
    let Pair { bench, west, west_port, east, .. } = Pair::new();
    let device = bench.add_device(east, "Device", 3);
    let token = bench.create_token(west, west_port, Tag::Dot1q(100));
    let mut form = RedemptionForm::fresh(fresh(&bench));
    assert!(!form.begun());
    form.set_key(token.key.reveal(), bench.desk.now());
    form.name = "link".to_owned();
    form.bandwidth = "500".to_owned();
    form.notifying = "noc@elsewhere.example".to_owned();
    let end = |form: &RedemptionForm| {
        let reading = form.redeem(None).unwrap();
        let Act::Redeem(redeem) = reading.act else { panic!("{:?}", reading.act) };
        (redeem.end, reasons(&reading.problems))
    };
    form.target = Target::Device;
    assert_eq!(end(&form).1, [(Code::Required, Field::Asset)]);
    form.device = Some(device);
    assert!(form.begun());
    assert_eq!(end(&form), (Destination::Device { asset: device, interface: None }, vec![]));
    form.selection = InterfaceSelection::Chosen;
    assert_eq!(end(&form).1, [(Code::Required, Field::Interface)]);
    form.interface = "2".to_owned();
    assert_eq!(end(&form), (Destination::Device { asset: device, interface: Some(2) }, vec![]));
    form.target = Target::Token;
    assert_eq!(end(&form).1, [(Code::MalformedKey, Field::SecondKey)]);
    let second = Key::new(bench.desk.draw());
    form.own_confirmed = true;
    form.set_second_key(second.reveal(), bench.desk.now());
    assert!(!form.own_confirmed, "what was confirmed for one key is not for another");
    assert_eq!(end(&form), (Destination::Token { key: second }, vec![]));
}

/// [V5] [E5] a remedy goes into the form that it was offered for
#[test]
fn a_remedy_is_taken() {
    let bench = Bench::new();
    let (mut token, mut redemption) = (TokenForm::fresh(fresh(&bench)), RedemptionForm::fresh(fresh(&bench)));
    let remedies = [
        (Remedy::UseVlan { vlan: 7, c_tag: Some(8) }, "Use S-tag 7, C-tag 8"),
        (Remedy::UseInterface(3), "Use interface 3"),
        (Remedy::UseBandwidth(Mbps::gbps(2)), "Use 2 Gbps"),
    ];
    for (remedy, label) in remedies {
        assert_eq!(remedy.label(), label);
        token.take(&remedy);
        redemption.take(&remedy);
    }
    let chosen = InterfaceSelection::Chosen;
    assert_eq!((token.vlan.as_str(), token.c_tag.as_str(), token.selection), ("7", "8", chosen));
    assert_eq!((token.interface.as_str(), token.details.bandwidth.as_str()), ("3", "2000"));
    assert_eq!((redemption.vlan.as_str(), redemption.c_tag.as_str(), redemption.selection), ("7", "8", chosen));
    assert_eq!((redemption.interface.as_str(), redemption.bandwidth.as_str()), ("3", "2000"));
}

/// [D3] [S2] a second key in a draft is forgotten after a day, like the first
#[test]
fn a_second_key_is_forgotten_too() {
    let bench = Bench::new();
    let mut form = RedemptionForm::fresh(fresh(&bench));
    form.set_key(Key::new(bench.desk.draw()).reveal(), bench.desk.now());
    form.set_second_key(Key::new(bench.desk.draw()).reveal(), bench.desk.now());
    bench.clock.advance(DAY - 1);
    form.forget_old_key(bench.desk.now());
    assert!(!form.key.is_empty() && !form.second_key.is_empty());
    bench.clock.advance(1);
    form.forget_old_key(bench.desk.now());
    assert!(form.key.is_empty() && form.second_key.is_empty());
}

/// [D3] [E6] a draft that is opened again later has 90 days from then, unless a date was chosen
#[test]
fn an_expiry_that_was_not_touched_follows_the_day() {
    let bench = Bench::new();
    let mut form = TokenForm::fresh(fresh(&bench));
    let default = |days: i64| (bench.today().plus(90 + days)).to_string();
    assert_eq!(form.details.expires, default(0));
    form.catch_up(bench.desk.now().plus_days(61));
    assert_eq!(form.details.expires, default(61));
    form.details.expires = default(1);
    form.catch_up(bench.desk.now().plus_days(62));
    assert_eq!(form.details.expires, default(1), "what was chosen stays");
}
