//! What is stored has the form that it always had, and what has another form is told by its place and by what is wanted there.

use crosskey::domain::asset::{Asset, AssetKind, Mcr, Mve, Port, VirtualDevice};
use crosskey::domain::bandwidth::{Mbps, Speeds};
use crosskey::domain::company::{Company, Person};
use crosskey::domain::connection::{Parties, Side};
use crosskey::domain::id::{AssetId, AttemptId, CompanyId, ConnectionId, GrantId, PersonId, ProposalId};
use crosskey::domain::json::{FormError, read_input, read_stored, write};
use crosskey::domain::key::Key;
use crosskey::domain::mcr::Part;
use crosskey::domain::metro::Metro;
use crosskey::domain::permission::{FabricRole, MegaportRole, Roles};
use crosskey::domain::place::{Pin, Place};
use crosskey::domain::profile::{FieldForm, ProfileField, ServiceProfile};
use crosskey::domain::proposal::{Answer, Change};
use crosskey::domain::refusal::Field;
use crosskey::domain::report::{Life, Report};
use crosskey::domain::terms::{Kind, Terms, Usage};
use crosskey::domain::text::Email;
use crosskey::domain::time::Timestamp;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::forms::Fresh;
use crosskey::forms::asset::AssetForm;
use crosskey::forms::partnership::{AnswerForm, Answers};
use crosskey::forms::person::PersonForm;
use crosskey::forms::redemption::RedemptionForm;
use crosskey::forms::token::TokenForm;
use crosskey::journal::record::{Record, VERSION};
use crosskey::ledger::command::{Act, ServiceEnd};
use crosskey::ledger::event::{
    Connected, End, EndMoved, EndProposed, EndTaken, Entry, Event, GrantBound, GrantCreated, GrantPlaced,
    GrantReported, Label, Order, RecipientNamed, Redeemed, ServiceOrder,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(0x0000_0000_0000_4000_8000_0000_0000_0000 + number)
}

fn email(text: &str) -> Email {
    Email::parse(text, Field::Email).unwrap()
}

/// One of every kind of event, and of every kind of what they hold.
fn events() -> Vec<Event> {
    let (company, other) = (CompanyId::new(uuid(1)), CompanyId::new(uuid(2)));
    let (person, asset) = (PersonId::new(uuid(3)), AssetId::new(uuid(4)));
    let (grant, connection) = (GrantId::new(uuid(5)), ConnectionId::new(uuid(6)));
    let at = Timestamp::from_millis(1_772_443_800_001);
    let metro = Metro::parse("DC").unwrap();
    let parties = Parties { a: company, z: other, redeemer: CompanyId::new(uuid(9)) };
    let limit = Mbps::new(4_000_000_000);
    let from = Timestamp::from_millis(1_772_443_800_000);
    let terms = Terms::of_token(Kind::ASideToken, metro.clone(), Speeds::UpTo(limit), true, from, at);
    let label = Label {
        name: "ä \"quoted\"\n".to_owned(),
        description: String::new(),
        recipients: vec![email("Ann@west.example"), email("bob@west.example")],
    };
    let name = "Name".to_owned();
    let roles = |fabric, megaport| Roles { fabric, megaport };
    let somebody = |roles| Person { id: person, company, name: name.clone(), email: email("a@b.example"), roles };
    let port = |tagging| {
        let port = Port { metro: metro.clone(), speed: Mbps::gbps(10), tagging, open: false };
        let (access, vendor_id) = (Some(vec![person, person]), Some("7".to_owned()));
        Asset { id: asset, company, name: name.clone(), access, vendor_id, kind: AssetKind::Port(port) }
    };
    let forms = FieldForm::ALL.into_iter().map(|form| ProfileField { label: form.hint().to_owned(), form }).collect();
    let profile = ServiceProfile { metros: vec![metro.clone(), Metro::parse("AM").unwrap()], fields: forms };
    let kind = AssetKind::ServiceProfile(profile);
    let offered = Asset { id: asset, company, name: name.clone(), access: None, vendor_id: None, kind };
    let placed = |place, replaces| {
        let pin = Pin::At(place);
        Event::GrantPlaced(GrantPlaced { grant, issuer: company, asset, pin, label: label.clone(), replaces })
    };
    let taken = |side, end| Event::EndTaken(EndTaken { connection, company, side, end });
    let key_terms =
        Terms { kind: Kind::ServiceKey, usage: Usage::Multi, active: false, pre_approved: false, ..terms.clone() };
    let speeds = Speeds::OneOf(vec![Mbps::new(10), Mbps::new(50)]);
    let z_terms = Terms { kind: Kind::ZSideToken, speeds, ..terms.clone() };
    let order = Order { notify: vec![email("n@b.example")], purchase_order: "PO 1".to_owned() };
    let values = vec![("Account".to_owned(), "123456789012".to_owned()), ("Note".to_owned(), String::new())];
    let mut events = vec![
        Event::CompanyFounded(Company { id: company, name: name.clone() }),
        Event::PersonAdded(somebody(roles(None, None))),
        Event::AssetAdded(offered),
        Event::AssetRemoved { asset, company, public: true },
        Event::GrantCreated(GrantCreated { grant, key: Key::new(uuid(7)), issuer: company, terms: terms.clone() }),
        placed(Place::Vlan(Tag::Untagged), None),
        placed(Place::Vlan(Tag::Dot1q(2)), Some(grant)),
        placed(Place::Vlan(Tag::Qinq { s: 3, c: None }), None),
        placed(Place::Vlan(Tag::Qinq { s: 4092, c: Some(65_535) }), None),
        Event::RecipientNamed(RecipientNamed { grant, company, issuer: other, terms: terms.clone() }),
        Event::TermsEdited { grant, terms: terms.clone() },
        Event::LabelEdited { grant, issuer: company, label: label.clone() },
        Event::GrantDeleted { grant },
        Event::GrantUsed { grant },
        Event::Connected(Connected { connection, parties, bandwidth: Mbps::new(50), until: None, shut_down: false }),
        Event::Redeemed(Redeemed { connection, grant, issuer: company, redeemer: other, terms: terms.clone() }),
        Event::Redeemed(Redeemed { connection, grant, issuer: company, redeemer: other, terms: key_terms }),
        Event::Redeemed(Redeemed { connection, grant, issuer: company, redeemer: other, terms: z_terms }),
        taken(Side::A, End::At { asset, place: Place::Vlan(Tag::Dot1q(100)) }),
        taken(Side::Z, End::At { asset, place: Place::Interface(3) }),
        taken(Side::Z, End::At { asset, place: Place::Vnic { vnic: 1, tag: Tag::Dot1q(7) } }),
        taken(Side::Z, End::At { asset, place: Place::Router }),
        taken(Side::Z, End::Profile { asset, metro: metro.clone(), values }),
        Event::Ordered { connection, company, order },
        Event::ConnectionNamed { connection, company, name: name.clone() },
        Event::BandwidthChanged { connection, parties, from: Mbps::new(0), to: Mbps::gbps(1) },
        Event::ConnectionDeleted { connection, parties, by: other },
        Event::InboxRead { company, until: Timestamp::from_millis(-1) },
    ];
    for (fabric, megaport) in FabricRole::ALL.into_iter().zip(MegaportRole::ALL) {
        events.push(Event::PersonEdited(somebody(roles(Some(fabric), Some(megaport)))));
    }
    events.extend(Tagging::ALL.into_iter().map(|tagging| Event::AssetEdited(port(tagging))));
    let added = |kind| {
        let (access, vendor_id) = (None, None);
        Event::AssetAdded(Asset { id: asset, company, name: name.clone(), access, vendor_id, kind })
    };
    let speed = Mbps::gbps(10);
    events.push(added(AssetKind::VirtualDevice(VirtualDevice {
        metro: metro.clone(),
        interfaces: 10,
        reserved: vec![1, 2],
    })));
    events.push(added(AssetKind::Mcr(Mcr { metro: metro.clone(), speed, asn: 4_294_967_295 })));
    events.push(added(AssetKind::Mve(Mve { metro, speed, vnics: 5 })));
    events.extend(partnership_events());
    events
}

/// Those of service keys and the partnership.
fn partnership_events() -> Vec<Event> {
    let (company, other, asset) = (CompanyId::new(uuid(1)), CompanyId::new(uuid(2)), AssetId::new(uuid(4)));
    let (grant, connection, proposal) = (GrantId::new(uuid(5)), ConnectionId::new(uuid(6)), ProposalId::new(uuid(8)));
    let parties = Parties { a: company, z: other, redeemer: other };
    let until = Timestamp::from_millis(1_772_443_800_001);
    let placed = |pin| {
        let (label, replaces) = (Label::default(), None);
        Event::GrantPlaced(GrantPlaced { grant, issuer: company, asset, pin, label, replaces })
    };
    let side = Side::Z;
    let end = End::Router { asset, configuration: crate::mcr::full() };
    let proposed = |change| Event::ChangeProposed { connection, parties, proposal, by: company, change };
    let place = Change::Place { vnic: Some((0, 1)), vlan: Some((Tag::Untagged, Tag::Dot1q(7))) };
    let answered = |answer| Event::ChangeAnswered { connection, parties, proposal, answer };
    let order = ServiceOrder { reference: "SLR 1".to_owned(), term: 12 };
    vec![
        placed(Pin::Assigned { vnic: None }),
        placed(Pin::Assigned { vnic: Some(1) }),
        placed(Pin::Configured(crate::mcr::full())),
        Event::GrantPromised { grant, until },
        Event::GrantReturned { grant },
        Event::Connected(Connected {
            connection,
            parties,
            bandwidth: Mbps::new(50),
            until: Some(until),
            shut_down: true,
        }),
        Event::ServiceOrdered { connection, company, order },
        Event::Referred { connection, company, reference: "SLR 2".to_owned() },
        Event::ConnectionAnswered { connection, parties, answer: Answer::Approved },
        Event::EndTaken(EndTaken { connection, company, side, end: end.clone() }),
        Event::EndMoved(EndMoved { connection, company, side, end: end.clone() }),
        proposed(place),
        proposed(Change::Configuration(Part::ALL.to_vec())),
        proposed(Change::Bandwidth { from: Mbps::new(50), to: Mbps::gbps(1) }),
        Event::EndProposed(EndProposed { connection, company, proposal, side, end }),
        answered(Answer::Withdrawn),
        answered(Answer::Denied("Not now".to_owned())),
        Event::Switched { connection, parties, on: false },
        Event::DeletionAsked { connection, parties },
        Event::GrantBound(GrantBound { grant, key: Key::new(uuid(7)) }),
        Event::GrantReported(GrantReported { grant, issuer: company, report: Report::default() }),
        Event::GrantReported(GrantReported { grant, issuer: company, report: report() }),
    ]
}

/// A report that says everything there is.
fn report() -> Report {
    Report {
        kind: Some(Kind::ServiceKey),
        state: Some("ACTIVE".to_owned()),
        life: Some(Life::Used),
        name: Some("Name".to_owned()),
        description: Some(String::new()),
        recipients: Some(vec![email("a@b.example")]),
        asset: Some("port-1".to_owned()),
        pin: Some(Pin::At(Place::Vlan(Tag::Dot1q(7)))),
        speeds: Some(Speeds::UpTo(Mbps::new(50))),
        remote: Some(true),
        from: Some(Timestamp::from_millis(1)),
        until: Some(Timestamp::from_millis(2)),
        usage: Some(Usage::Multi),
        active: Some(false),
        pre_approved: Some(true),
    }
}

/// [D6] every kind of event is written and read in the form of version 2
#[test]
fn events_have_the_form_of_version_2() {
    let golden: Vec<Value> = read_input(&json(include_str!("../fixtures/events-v2.json"))).unwrap();
    let events = events();
    assert_eq!(golden.len(), events.len());
    for (event, golden) in events.into_iter().zip(golden) {
        assert_eq!(write(&event), golden);
        assert_eq!(read_input(&golden), Ok(event));
    }
}

/// [D6] every kind of event of version 1 is read from its record, whose form was frozen when there were no others
#[test]
fn events_of_version_1_are_read() {
    let golden: Vec<Value> = read_input(&json(include_str!("../fixtures/events-v1.json"))).unwrap();
    for event in golden {
        let written = event.to_string();
        let uuid = uuid(1).to_string();
        let body = serde_json::json!({ "person": uuid, "company": uuid, "events": [event] }).to_string();
        let record = Record { seq: 1, version: 1, at: 1_772_443_800_000, attempt: uuid, about: vec![], body };
        let entry = record.decode().unwrap();
        assert!(!entry.events.is_empty(), "{written}");
        // What was not changed since is what it was.
        let again = Record::encode(&entry);
        assert_eq!(again.version, VERSION);
        let words = ["\"terms\"", "\"tag\"", "\"parties\"", "\"end-taken\""];
        let changed = words.iter().any(|word| written.contains(word));
        assert_eq!(again.body.contains(&written), !changed, "{written} {}", again.body);
    }
}

/// [D3] a draft that this version keeps has this form
#[test]
fn drafts_have_their_form() {
    let fresh = Fresh { attempt: AttemptId::new(uuid(8)), now: Timestamp::from_millis(5) };
    assert_form(
        &AssetForm::default(),
        r#"{"sort":"Port","name":"","metro":"","unlisted":false,"speed":"10000","tagging":"dot1q","count":"","reserved":"","asn":"",
            "open":true,"restricted":false,"access":[],"vendor_id":"","fields":[]}"#,
    );
    assert_form(
        &RedemptionForm::fresh(fresh),
        r#"{"attempt":"00000000-0000-4000-8000-000000000008","key":"","offer":null,"typed":5,"target":"Port","port":null,"vlan":"",
            "c_tag":"","device":null,"selection":"Next","interface":"","second_key":"","second_offer":null,"profile":null,"metro":"",
            "values":[],"name":"","bandwidth":"","notify":[],"notifying":"","purchase_order":"","own_confirmed":false,"service":null,
            "end":{"vnic":"","vlan":"","configuration":{"interfaces":[]}},"reference":"","term":"","shut_down":false}"#,
    );
    assert_form(
        &TokenForm::fresh(fresh),
        r#"{"attempt":"00000000-0000-4000-8000-000000000008","step":"Basic","token_type":"ASide","asset_type":"Port",
            "metro":"","asset":null,"remote":false,"selection":"Next","interface":"","vlan":"","c_tag":"",
            "details":{"name":"","description":"","expires":"1970-04-01","bandwidth":"","recipients":[],
            "recipient":""},"opened":5}"#,
    );
    let answer = AnswerForm { to: uuid(9), vlan: "7".to_owned(), reason: "no".to_owned() };
    assert_form(
        &Answers { open: vec![answer] },
        r#"{"open":[{"to":"00000000-0000-4000-8000-000000000009","vlan":"7","reason":"no"}]}"#,
    );
    assert_form(&PersonForm::default(), r#"{"name":"","email":"","fabric":null,"megaport":null}"#);
}

/// [D3] a draft that an older version kept is still there
#[test]
fn older_drafts_are_read() {
    let fresh = Fresh { attempt: AttemptId::new(uuid(8)), now: Timestamp::from_millis(5) };
    assert_read(
        &AssetForm::default(),
        r#"{"sort":"Port","name":"","metro":"","speed":"10000","tagging":"dot1q","open":true,"restricted":false,
            "access":[],"vendor_id":"","fields":[]}"#,
    );
    assert_read(
        &RedemptionForm::fresh(fresh),
        r#"{"attempt":"00000000-0000-4000-8000-000000000008","key":"","typed":5,"target":"Port","port":null,"vlan":"",
            "c_tag":"","profile":null,"metro":"","values":[],"name":"","bandwidth":"","notify":[],"notifying":"",
            "purchase_order":"","own_confirmed":false}"#,
    );
    assert_read(
        &TokenForm { opened: Timestamp::default(), ..TokenForm::fresh(fresh) },
        r#"{"attempt":"00000000-0000-4000-8000-000000000008","step":"Basic","metro":"","asset":null,"remote":false,
            "vlan":"","c_tag":"","details":{"name":"","description":"","expires":"1970-04-01","bandwidth":"",
            "recipients":[],"recipient":""}}"#,
    );
}

#[track_caller]
fn assert_form<T: Serialize + DeserializeOwned + PartialEq>(form: &T, text: &str) {
    assert_eq!(write(form), json(text));
    assert_read(form, text);
}

#[track_caller]
fn assert_read<T: DeserializeOwned + PartialEq>(form: &T, text: &str) {
    assert!(read_input::<T>(&json(text)).is_ok_and(|read| read == *form), "{text}");
}

/// [D6] a field that may be empty may be missing, for older records were written without it; any other may not
#[test]
fn only_what_may_be_empty_may_be_missing() {
    assert_eq!(read_input(&json("{}")), Ok(Roles::default()));
    assert_eq!(problem::<Company>(r#"{"id":"00000000-0000-4000-8000-000000000001"}"#), "`name` is missing");
    assert_eq!(problem::<Company>(r#"{"id":null,"name":"Name"}"#), "`id` must be a UUID");
}

/// [D6] what a stored object has besides is overlooked; in what somebody hands over it may be a slip, and is refused
#[test]
fn unknown_fields_are_overlooked_or_refused() {
    let (plain, more) = (r#"{"s":7,"c":8}"#, r#"{"s":7,"C":1,"c":8}"#);
    let tag = Tag::Qinq { s: 7, c: Some(8) };
    let of = |fields: &str| json(&format!("{{\"qinq\":{fields}}}"));
    assert_eq!((read_stored(&of(plain)), read_stored(&of(more)), read_input(&of(plain))), (Ok(tag), Ok(tag), Ok(tag)));
    assert_eq!(problem::<Tag>(&format!("{{\"qinq\":{more}}}")), "`qinq.C` is not known here");
    assert_eq!(problem::<Roles>(r#"{"fabrik":"fabric-manager"}"#), "`fabrik` is not known here");
}

/// An unknown field is named by its whole path, through lists, variants of every kind and fields that may be empty
#[test]
fn an_unknown_field_is_named_by_its_path() {
    let details = r#"{"name":"","description":"","expires":"2026-03-02","limit":1,"recipients":[]"#;
    let token = |spot: &str, details: &str| {
        let asset = uuid(4);
        format!(
            r#"{{"createToken":{{"side":"a","asset":"{asset}","spot":{spot},"remote":false,"details":{details}}}}}}}"#
        )
    };
    let spot = r#"{"vlan":{"dot1q":7}}"#;
    assert!(read_input::<Act>(&json(&token(spot, details))).is_ok());
    for (input, path) in [
        (token(spot, &format!("{details},\"colour\":1")), "createToken.details.colour"),
        (token(r#"{"vlan":{"qinq":{"s":2,"colour":3}}}"#, details), "createToken.spot.vlan.qinq.colour"),
        (
            format!(r#"{{"approveChange":{{"connection":"{0}","proposal":"{0}","vlan":1}}}}"#, uuid(1)),
            "approveChange.vlan",
        ),
    ] {
        let error = FormError { path: path.to_owned(), problem: "is not known here".to_owned() };
        assert_eq!(read_input::<Act>(&json(&input)), Err(error), "{input}");
        assert!(read_stored::<Act>(&json(&input)).is_ok());
    }
    assert_eq!(problem::<Vec<Option<Roles>>>(r#"[null,{"role":null}]"#), "`[1].role` is not known here");
}

/// A program reads what it must say instead, and never what it said, which may be a key (S2)
#[test]
fn a_sentence_says_what_is_wanted() {
    let (key, connection) = ("a3b1c4d2-secret-looking", uuid(1));
    let redeem = |field: &str| format!(r#"{{"redeem":{{{field}}}}}"#);
    for (input, told) in [
        (
            redeem(&format!(r#""key":"{key}""#)),
            "`redeem.key` must be a key of 36 characters, like 1b4e28ba-2fa1-41d2-883f-0016d3cca427",
        ),
        (redeem(r#""bandwidth":-5"#), "`redeem.bandwidth` must be a whole number from 0 to 4294967295"),
        (redeem(&format!(r#""notify":["a@b.example","{key}"]"#)), "`redeem.notify[1]` must be an e-mail address"),
        (
            redeem(&format!(r#""end":{{"{key}":1}}"#)),
            "`redeem.end` must be one of: `port`, `device`, `token`, `profile`",
        ),
        (redeem(r#""end":7"#), "`redeem.end` must be a word, or an object with one word as its only field"),
        (
            r#"{"readInbox":1772443800000}"#.to_owned(),
            "`readInbox` must be an instant as ISO 8601 has it, like 2026-03-02T09:30:00Z",
        ),
        (
            format!(r#"{{"replaceToken":{{"grant":"{connection}","expires":"soon"}}}}"#),
            "`replaceToken.expires` must be a day, like 2026-03-02",
        ),
        (r#"{"askToDelete":"all"}"#.to_owned(), "`askToDelete` must be a UUID"),
        (r#""askToDelete""#.to_owned(), "`askToDelete` must be given a value"),
        (r#"{"adopt":{}}"#.to_owned(), "`adopt` must be a list"),
        (
            format!(r#"{{"changeEnd":{{"connection":"{connection}","side":"b"}}}}"#),
            "`changeEnd.side` must be `a` or `z`",
        ),
        (
            r#"{"changeEnd":{"end":{"port":4094}}}"#.to_owned(),
            "`changeEnd.end.port` must be a VLAN: 2 to 4093, 0 for the lowest free one, -1 for none",
        ),
    ] {
        assert_eq!(problem::<Act>(&input), told, "{input}");
    }
}

/// [K9] routes and peers have fields of two words: stored in snake case, told by programs in camel case
#[test]
fn a_configuration_is_read_in_both_cases() {
    let stored = write(&crate::mcr::full());
    let text = stored.to_string();
    assert!(text.contains("\"next_hop\"") && text.contains("\"med_in\"") && text.contains("\"med_out\""), "{text}");
    let told = text.replace("next_hop", "nextHop").replace("med_in", "medIn").replace("med_out", "medOut");
    assert_eq!(read_input(&json(&told)), Ok(crate::mcr::full()));
    assert_eq!(read_stored(&stored), Ok(crate::mcr::full()));
    let end = |peers: &str| {
        let interfaces = format!(r#"[{{"addresses":[],"routes":[],"bfd":null,"peers":[{{{peers}}}]}}]"#);
        format!(r#"{{"mcr":{{"interfaces":{interfaces}}}}}"#)
    };
    let peer = r#""asn":1,"local":"10.0.0.1","remote":"10.0.0.2","prepend":0,"shutdown":false,"description":"""#;
    let path = "mcr.interfaces[0].peers[0]";
    assert_eq!(problem::<ServiceEnd>(&end(peer)), format!("`{path}.password` is missing"));
    let wrong = format!(r#"{peer},"password":"with spaces""#);
    assert_eq!(problem::<ServiceEnd>(&end(&wrong)), format!("`{path}.password` must be a password of plain ASCII"));
}

/// [D6] [E7] what was stored is read whatever the rules for texts are today; a program is told at once
#[test]
fn stored_texts_are_read_unchecked() {
    let text = r#"{"name":"","description":"","recipients":["nobody at all"]}"#;
    assert_eq!(read_stored::<Label>(&json(text)).unwrap().recipients[0].as_str(), "nobody at all");
    let order = r#"{"notify":["nobody at all"],"purchase_order":""}"#;
    assert_eq!(read_stored::<Order>(&json(order)).unwrap().notify[0].as_str(), "nobody at all");
    assert_eq!(problem::<Vec<Email>>(r#"["nobody at all"]"#), "`[0]` must be an e-mail address");
    assert_eq!(problem::<Vec<Metro>>(r#"["D"]"#), "`[0]` must be the code of a metro, like DC");
}

/// [D6] bodies are written with their fields in alphabetical order, as they always were: whoever switches on serde_json's
/// `preserve_order` for the whole program changes what is stored
#[test]
fn fields_are_stored_in_alphabetical_order() {
    let event = Event::GrantPromised { grant: GrantId::new(uuid(5)), until: Timestamp::from_millis(7) };
    let company = Event::CompanyFounded(Company { id: CompanyId::new(uuid(1)), name: "N".to_owned() });
    let entry = Entry {
        seq: 1,
        at: Timestamp::from_millis(5),
        attempt: AttemptId::new(uuid(2)),
        person: PersonId::new(uuid(3)),
        company: CompanyId::new(uuid(1)),
        events: vec![company, event],
    };
    let id = |number| uuid(number);
    let body = format!(
        r#"{{"company":"{}","events":[{{"company-founded":{{"id":"{}","name":"N"}}}},{{"grant-promised":{{"grant":"{}","until":7}}}}],"person":"{}"}}"#,
        id(1),
        id(1),
        id(5),
        id(3)
    );
    assert_eq!(Record::encode(&entry).body, body);
    assert_eq!(json(r#"{"b":1,"a":2}"#).to_string(), r#"{"a":2,"b":1}"#);
}

/// [D4] what does not have its form is told by its place
#[test]
fn a_wrong_place_is_named() {
    assert_eq!(problem::<Company>("[]"), "the whole must be an object");
    assert_eq!(
        problem::<Company>(r#"{"id":"00000000-0000-4000-8000-000000000001","name":7}"#),
        "`name` must be a text"
    );
    assert_eq!(
        problem::<Vec<Roles>>(r#"[{},{"fabric":"fabric"}]"#),
        "`[1].fabric` must be one of: `fabric-manager`, `fabric-connection-manager`, `fabric-service-provider`, \
         `fabric-service-profile-manager`, `end-customer-fabric-manager`, `fabric-viewer`"
    );
    assert_eq!(problem::<Vec<Roles>>("{}"), "the whole must be a list");
    for (tag, told) in [
        ("7", "the whole must be a word, or an object with one word as its only field"),
        (r#""Untagged""#, "the whole must be one of: `untagged`, `dot1q`, `qinq`"),
        (r#"{"dot1q":1,"qinq":2}"#, "the whole must be a word, or an object with one word as its only field"),
        (r#"{"untagged":7}"#, "`untagged` must be the word alone, without a value"),
        (r#""dot1q""#, "`dot1q` must be given a value"),
        (r#""qinq""#, "`qinq` must be an object"),
        (r#"{"dot1q":65536}"#, "`dot1q` must be a whole number from 0 to 65535"),
        (r#"{"dot1q":1.5}"#, "`dot1q` must be a whole number from 0 to 65535"),
        (r#"{"dot1q":-1}"#, "`dot1q` must be a whole number from 0 to 65535"),
        (r#"{"qinq":{"s":2,"c":"3"}}"#, "`qinq.c` must be a whole number from 0 to 65535"),
    ] {
        assert_eq!(problem::<Tag>(tag), told, "{tag}");
    }
    let values = |values: &str| {
        let asset = uuid(4);
        format!(r#"{{"profile":{{"asset":"{asset}","metro":"DC","values":{values}}}}}"#)
    };
    assert_eq!(problem::<End>(&values(r#"[["a","b"],["c"]]"#)), "`profile.values[1]` must be a list of two");
    assert_eq!(problem::<End>(&values(r#"[["a",true]]"#)), "`profile.values[0][1]` must be a text");
    assert_eq!(problem::<Vec<bool>>("[true,0]"), "`[1]` must be true or false");
    let taggings = "the whole must be one of: `untagged`, `dot1q`, `qinq`, `per-connection`";
    assert_eq!(problem::<Tagging>(r#""QinQ""#), taggings);
}

#[track_caller]
fn problem<T: DeserializeOwned>(text: &str) -> String {
    read_input::<T>(&json(text)).err().unwrap().to_string()
}

fn json(text: &str) -> Value {
    text.parse().unwrap()
}
