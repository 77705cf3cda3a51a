//! The forms of service keys and of the partnership: raw text in, a command or problems by field out.

use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::Side;
use crosskey::domain::json;
use crosskey::domain::refusal::{Code, Field, Remedy};
use crosskey::domain::time::Validity;
use crosskey::domain::vlan_choice::VlanChoice;
use crosskey::forms::partnership::{AnswerForm, Answers, approval, change_end};
use crosskey::forms::redemption::RedemptionForm;
use crosskey::forms::service::EndForm;
use crosskey::forms::service_key::{KeyDetailsForm, KeyForm};
use crosskey::forms::sheet::{Edit, Form, Part, YES};
use crosskey::forms::{Fresh, Reading};
use crosskey::ledger::command::{Act, CreateKey, KeyUse, RedeemKey, ServiceEnd};
use crosskey::ledger::view::approval::Given;
use crosskey::ledger::view::service::ServiceSort;

use crate::key_terms::{AUCKLAND, BERLIN, utc};
use crate::partners::{Partners, configured, single};
use crate::support::reasons;

fn fresh(partners: &Partners) -> Fresh {
    Fresh { attempt: crosskey::domain::id::AttemptId::new(partners.bench.desk.draw()), now: partners.now() }
}

fn text(text: &str) -> Edit {
    Edit::Text(text.to_owned())
}

/// The labels of everything that is to be filled in, also within groups.
fn labels(parts: &[Part]) -> Vec<String> {
    let label = |part: &Part| match part {
        Part::Control(control) => vec![control.label.clone()],
        Part::Group { legend, parts } => [vec![legend.clone()], labels(parts)].concat(),
        Part::Row(parts) => labels(parts),
        Part::Note(_) => vec![],
    };
    parts.iter().flat_map(label).collect()
}

fn reading(partners: &Partners, form: &KeyForm) -> Reading {
    partners.bench.look(partners.east, |sight| form.reading(sight, partners.east.boss, BERLIN))
}

/// A form of East on its Port, filled in.
fn filled(partners: &Partners) -> KeyForm {
    let mut form = KeyForm::fresh(fresh(partners), Some(partners.east_port), BERLIN);
    form.put(Field::Name, "", text("For West"));
    form.put(Field::Bandwidth, "", text("500"));
    form.put(Field::Vlan, "", text("100"));
    form
}

/// [K1] [K2] the form of a new key, in the vendor's words; 30 days, active and pre-approved unless chosen otherwise
#[test]
fn the_form_of_a_new_key() {
    let partners = Partners::new();
    let form = filled(&partners);
    let Reading { act: Act::CreateKey(create), problems } = reading(&partners, &form) else { panic!("a new key") };
    assert_eq!(problems, []);
    let CreateKey { asset, usage, pre_approved, details } = create.clone();
    assert_eq!((asset, usage, pre_approved, details.active), (partners.east_port, single(100), true, true));
    assert_eq!((details.label.as_str(), details.limit), ("For West", Mbps::new(500)));
    // From the start of 2 March to the end of 31 March in Berlin, where clocks go forward meanwhile.
    assert_eq!(details.valid, Validity { from: utc("2026-03-01", 23), until: utc("2026-03-31", 22) });
    partners.create(create);
    let sheet =
        |form: &KeyForm| labels(&partners.bench.look(partners.east, |sight| form.sheet(sight, partners.east.boss)));
    for label in
        ["Service", "Label", "Use", "Rate limit", "VLAN", "Valid from", "Valid until", "Active", "Pre-approved"]
    {
        assert!(sheet(&form).iter().any(|shown| shown == label), "{label} in {:?}", sheet(&form));
    }
    let on_mve = KeyForm { asset: Some(partners.east_mve), ..form.clone() };
    assert!(sheet(&on_mve).contains(&"Preferred B-End VLAN".to_owned()));
    let on_mcr = KeyForm { asset: Some(partners.east_mcr), ..form };
    assert!(sheet(&on_mcr).contains(&"B-End Configuration".to_owned()));
}

/// [K1] [R5] what cannot be read is told at its field, together with what the rules say of the others
#[test]
fn the_problems_of_a_new_key() {
    let partners = Partners::new();
    let mut form = filled(&partners);
    form.put(Field::Name, "", text(""));
    form.put(Field::Bandwidth, "", text("fast"));
    form.put(Field::Vlan, "", text("4094"));
    form.put(Field::Expiry, "from", text("2026-02-30"));
    let reading = reading(&partners, &form);
    let command = partners.bench.command(partners.east.boss, reading.act.clone());
    let all = reading.merge(partners.bench.desk.check(&command).unwrap_err());
    assert_eq!(
        reasons(&all),
        [
            (Code::VlanOutOfRange, Field::Vlan),
            (Code::Required, Field::Name),
            (Code::DateOutOfRange, Field::Expiry),
            (Code::SpeedInvalid, Field::Bandwidth),
        ]
    );
    assert_eq!(all[2].detail.as_deref(), Some("from"));
}

/// [K4] of a multi-use key only an MVE's vNIC is asked, and read
#[test]
fn the_form_of_a_shared_key() {
    let partners = Partners::new();
    let mut form = filled(&partners);
    form.put(Field::Kind, "", text("multi"));
    form.put(Field::Vlan, "", text("no number"));
    for (asset, expected) in [(partners.east_port, None), (partners.east_mcr, None), (partners.east_mve, Some(1))] {
        form.asset = Some(asset);
        form.put(Field::Vnic, "", text("1"));
        let Reading { act: Act::CreateKey(create), problems } = reading(&partners, &form) else { panic!("a new key") };
        assert_eq!((create.usage, problems), (KeyUse::Multi { vnic: expected }, vec![]));
    }
}

/// [K3] [V5] an empty VLAN asks for the lowest free one, and the free one that a refusal offers is taken
#[test]
fn the_vlan_in_the_form() {
    let partners = Partners::new();
    let mut form = filled(&partners);
    for (typed, choice) in [("", VlanChoice::LowestFree), ("0", VlanChoice::LowestFree), ("-1", VlanChoice::Untagged)] {
        form.put(Field::Vlan, "", text(typed));
        let Reading { act: Act::CreateKey(create), .. } = reading(&partners, &form) else { panic!("a new key") };
        assert_eq!(create.usage, KeyUse::Single(ServiceEnd::Port(choice)), "{typed}");
    }
    form.take(&Remedy::UseVlan { vlan: 101, c_tag: None });
    assert_eq!(form.end.vlan, "101");
}

/// [K5] [K1] what is not touched stays as it is, also for somebody in another zone who sees other days
#[test]
fn an_edit_elsewhere_keeps_the_days() {
    let partners = Partners::new();
    let Reading { act: Act::CreateKey(create), .. } = reading(&partners, &filled(&partners)) else {
        panic!("a new key")
    };
    let key = partners.create(create.clone());
    let view = partners.bench.grant(partners.east, key.id);
    let mut form = KeyDetailsForm::of(&view, AUCKLAND);
    assert_eq!((form.from.as_str(), form.until.as_str()), ("2026-03-02", "2026-04-01"));
    let valid = |form: &KeyDetailsForm| match form.edit(key.id, AUCKLAND).act {
        Act::EditKey { details, .. } => details.valid,
        other => panic!("{other:?}"),
    };
    assert_eq!(valid(&form), create.details.valid);
    form.put(Field::Name, "", text("Renamed in Auckland"));
    partners.bench.act(partners.east.boss, form.edit(key.id, AUCKLAND).act);
    assert_eq!(partners.details(&key).valid, create.details.valid);
    form.put(Field::Expiry, "", text("2026-04-02"));
    let changed = valid(&form);
    assert_eq!((changed.from, changed.until), (create.details.valid.from, utc("2026-04-02", 11)));
    // A draft keeps it, too.
    let again: KeyDetailsForm = json::read_input(&json::write(&form)).unwrap();
    assert_eq!(valid(&again), changed);
}

/// [K5] a change by somebody else is followed where nothing was typed here
#[test]
fn an_open_form_follows() {
    let partners = Partners::new();
    let key = partners.key(single(100));
    let opened = KeyDetailsForm::of(&partners.bench.grant(partners.east, key.id), BERLIN);
    let mut form = opened.clone();
    form.put(Field::Name, "", text("Typed here"));
    let mut details = partners.details(&key);
    details.valid.until = details.valid.until.plus_days(10);
    partners.bench.act(partners.east.boss, Act::EditKey { grant: key.id, details: details.clone() });
    let now = KeyDetailsForm::of(&partners.bench.grant(partners.east, key.id), BERLIN);
    form.follow(&opened, &now);
    assert_eq!((form.label.as_str(), form.until.as_str()), ("Typed here", now.until.as_str()));
    let Act::EditKey { details: edited, .. } = form.edit(key.id, BERLIN).act else { panic!("an edit") };
    assert_eq!(edited.valid, details.valid);
}

/// [R3] the redemption form asks of a service key what Megaport needs, and makes its command
#[test]
fn the_redemption_form_of_a_key() {
    let partners = Partners::new();
    let Partners { bench, west, .. } = &partners;
    let key = partners.key(single(100));
    let mut form = RedemptionForm::fresh(fresh(&partners));
    form.set_key(key.key.reveal(), partners.now());
    form.service = Some(partners.west_mcr);
    form.end = EndForm::of(&crosskey::ledger::event::End::Router {
        asset: partners.west_mcr,
        configuration: configured("10.0.0.1/30"),
    });
    form.put(Field::Name, "", text("To East"));
    form.put(Field::Bandwidth, "", text("300"));
    form.put(Field::Reference, "", text("SLR 7"));
    form.put(Field::Term, "", text("24"));
    form.put(Field::Open, "", text(YES));
    let shown = bench.look(*west, |sight| labels(&form.sheet(sight, west.boss)));
    for label in ["Service", "A-End Configuration", "Connection name", "Rate limit", "Service Level Reference", "Term"]
    {
        assert!(shown.iter().any(|one| one == label), "{label} in {shown:?}");
    }
    let reading = bench.look(*west, |sight| form.reading(sight, west.boss)).unwrap();
    assert_eq!(reading.problems, []);
    let expected = RedeemKey {
        end: ServiceEnd::Mcr(configured("10.0.0.1/30")),
        asset: partners.west_mcr,
        term: 24,
        enabled: false,
        ..partners.order(key.key, 200)
    };
    assert_eq!(reading.act, Act::RedeemKey(expected.clone()));
    let connection = partners.redeem(expected);
    assert_eq!(partners.state(connection), "Shut down");
}

/// [C2b] [K9] the form of an own end is filled with what is there, and keeps its passwords
#[test]
fn the_form_of_an_own_end() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let usage = KeyUse::Single(ServiceEnd::Mcr(crate::mcr::full()));
    let key = partners.create(partners.key_on(partners.east_mcr, usage));
    let connection = partners.redeem(partners.order(key.key, 200));
    let end = bench.connection(*east, connection).ends[1].open.clone().unwrap().end;
    let mut form = EndForm::of(&end);
    let unchanged = change_end(connection, Side::Z, &form, ServiceSort::Mcr, &end);
    bench.refused_once(east.boss, unchanged.act, Code::NothingToChange, Field::Form);
    form.put(Field::Configuration, "0.peers.0.description", text("changed"));
    bench.act(east.boss, change_end(connection, Side::Z, &form, ServiceSort::Mcr, &end).act);
    assert_eq!(partners.proposal(partners.west, connection).lines[0].to, "other BGP peers");
    bench.act(partners.west.boss, Act::ApproveChange { connection, proposal: partners.open(connection) });
    let end = bench.connection(*east, connection).ends[1].open.clone().unwrap().end;
    let mut expected = crate::mcr::full();
    expected.interfaces[0].peers[0].description = "changed".to_owned();
    assert!(matches!(end, crosskey::ledger::event::End::Router { configuration, .. } if configuration == expected));
}

/// [R7] [K4] the form that approves gives what the key leaves open, and nothing where it leaves nothing
#[test]
fn the_form_that_approves() {
    let partners = Partners::new();
    let (_, connection) = partners.asked();
    let end = |given, vlan| match approval(connection, given, vlan) {
        Reading { act: Act::ApproveConnection { end, .. }, problems } => (end, reasons(&problems)),
        other => panic!("{other:?}"),
    };
    assert_eq!(end(None, "7"), (None, vec![]));
    assert_eq!(end(Some(Given::Vlan), "7"), (Some(ServiceEnd::Port(VlanChoice::Id(7))), vec![]));
    let on = ServiceEnd::Mve { vnic: 1, vlan: VlanChoice::LowestFree };
    assert_eq!(end(Some(Given::VlanOn(1)), ""), (Some(on), vec![]));
    assert_eq!(end(Some(Given::Vlan), "one").1, [(Code::NumberInvalid, Field::Vlan)]);
}

/// [D3] [K1] a draft that is opened again later has today's default days, but for those that were chosen
#[test]
fn days_that_were_not_touched_follow_the_day() {
    let partners = Partners::new();
    let mut form = filled(&partners);
    let later = partners.now().plus_days(30);
    let days = |form: &KeyForm| (form.details.from.clone(), form.details.until.clone());
    let default = |now| days(&KeyForm::fresh(Fresh { now, ..fresh(&partners) }, None, BERLIN));
    assert_eq!(days(&form), default(partners.now()));
    form.catch_up(later, BERLIN);
    assert_eq!(days(&form), default(later));
    form.put(Field::Expiry, "", text("2026-05-04"));
    form.catch_up(later.plus_days(3), BERLIN);
    assert_eq!(days(&form), (default(later.plus_days(3)).0, "2026-05-04".to_owned()), "what was chosen stays");
}

/// [D3] what is typed at one answer is kept apart from the others, and an empty one is not kept
#[test]
fn answers_are_kept_apart() {
    let [one, other] = [1, 2].map(uuid::Uuid::from_u128);
    let mut answers = Answers::default();
    answers.keep(AnswerForm { to: one, vlan: "7".to_owned(), reason: String::new() });
    answers.keep(AnswerForm { to: other, reason: "not now".to_owned(), ..AnswerForm::default() });
    answers.keep(AnswerForm { to: one, vlan: "8".to_owned(), reason: String::new() });
    assert_eq!((answers.to(one).vlan.as_str(), answers.to(other).reason.as_str()), ("8", "not now"));
    answers.keep(AnswerForm { to: one, ..AnswerForm::default() });
    assert_eq!((answers.open.len(), answers.to(one)), (1, AnswerForm { to: one, ..AnswerForm::default() }));
    assert!(!answers.settle(&[other, one]), "what waits stays");
    assert!(answers.settle(&[one]) && answers.open.is_empty(), "what somebody else answered goes");
}
