//! Write and read: what is written of any grant reads as that grant, and any JSON at all is read without harm.

use crosskey::domain::asset::{Asset, AssetKind, Port};
use crosskey::domain::bandwidth::{Mbps, Speeds};
use crosskey::domain::id::{AssetId, CompanyId, GrantId};
use crosskey::domain::key::Key;
use crosskey::domain::mcr::Configuration;
use crosskey::domain::place::{Pin, Place};
use crosskey::domain::report::{Fact, Readings, Report, Unread};
use crosskey::domain::terms::{Kind, Phase, Terms, Usage, z_side_token};
use crosskey::domain::text::Email;
use crosskey::domain::time::{Timestamp, Validity};
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::event::Label;
use crosskey::ledger::world::{Grant, Placed};
use crosskey::vendor::gap::Gaps;
use crosskey::vendor::issued::Issued;
use crosskey::vendor::read::read;
use crosskey::vendor::{equinix, megaport};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::support::{email, metro};

fn for_all<S: Strategy>(cases: u32, values: S, property: impl Fn(S::Value)) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&values, |value| {
        property(value);
        Ok(())
    });
    outcome.unwrap();
}

/// Texts of every script, with everything that a format could stumble over.
fn words() -> impl Strategy<Value = String> {
    vec(prop_oneof![any::<char>(), select("\"'\\${}%äß東🦀\n ".chars().collect::<Vec<_>>())], 0..30)
        .prop_map(|letters| letters.into_iter().collect())
}

fn emails() -> impl Strategy<Value = Vec<Email>> {
    vec("[a-zäß東'&!{}$]{1,8}", 1..4).prop_map(|names| {
        let mut emails: Vec<Email> = vec![];
        for name in names {
            let next = email(&format!("{name}@x.example"));
            if !emails.contains(&next) {
                emails.push(next);
            }
        }
        emails
    })
}

fn tag() -> impl Strategy<Value = Tag> {
    let vlan = || 2..=4092_u16;
    prop_oneof![
        Just(Tag::Untagged),
        vlan().prop_map(Tag::Dot1q),
        (vlan(), proptest::option::of(vlan())).prop_map(|(s, c)| Tag::Qinq { s, c }),
    ]
}

/// What a grant can be: its kind, its use, where it is, and what it allows.
fn sorts() -> impl Strategy<Value = (Kind, Usage, Pin, Speeds)> {
    let limit = || (1..=50_000_u32).prop_map(Mbps::new);
    let at = |place| Pin::At(place);
    let a_side = (tag(), limit())
        .prop_map(move |(tag, limit)| (Kind::ASideToken, Usage::Single, at(Place::Vlan(tag)), Speeds::UpTo(limit)));
    let place = prop_oneof![tag().prop_map(Place::Vlan), (1..=64_u16).prop_map(Place::Interface)];
    let z_side = (place, limit()).prop_map(move |(place, limit)| {
        (Kind::ZSideToken, Usage::Single, at(place), Speeds::OneOf(z_side_token::speeds(limit)))
    });
    let tag = || prop_oneof![Just(Tag::Untagged), (2..=4093_u16).prop_map(Tag::Dot1q)];
    let single = prop_oneof![
        tag().prop_map(|tag| Pin::At(Place::Vlan(tag))),
        (0..5_u16, tag()).prop_map(|(vnic, tag)| Pin::At(Place::Vnic { vnic, tag })),
        Just(Pin::Assigned { vnic: None }),
        Just(Pin::Configured(Configuration::default())),
    ];
    let multi = prop_oneof![Just(Pin::Assigned { vnic: Some(1) }), Just(Pin::Configured(Configuration::default()))];
    let usage = prop_oneof![single.prop_map(|pin| (Usage::Single, pin)), multi.prop_map(|pin| (Usage::Multi, pin))];
    let key = (usage, limit()).prop_map(|((usage, pin), limit)| (Kind::ServiceKey, usage, pin, Speeds::UpTo(limit)));
    prop_oneof![a_side, z_side, key]
}

#[derive(Clone, Debug)]
struct Made {
    grant: Grant,
    asset: Asset,
}

impl Made {
    fn issued(&self) -> Issued<'_> {
        Issued {
            grant: &self.grant,
            placed: self.grant.placed.as_ref().unwrap(),
            asset: Some(&self.asset),
            connected: false,
        }
    }

    fn written(&self) -> Value {
        let mut gaps = Gaps::default();
        let written = match self.grant.terms.kind {
            Kind::ASideToken | Kind::ZSideToken => equinix::token::create(&self.issued(), &mut gaps),
            Kind::ServiceKey => megaport::key::update(&self.issued(), &mut gaps),
        };
        assert_eq!(gaps.list(), []);
        written
    }
}

fn grants() -> impl Strategy<Value = Made> {
    let facts = (
        sorts(),
        words(),
        words(),
        emails(),
        any::<[bool; 3]>(),
        1_500_000_000_000..4_000_000_000_000_i64,
        1..9_000_000_000_i64,
    );
    facts.prop_map(|((kind, usage, pin, speeds), name, description, recipients, flags, from, length)| {
        let [remote, active, pre_approved] = flags;
        let key = kind == Kind::ServiceKey;
        let at = Timestamp::from_millis;
        let terms = Terms {
            kind,
            metro: metro("DC"),
            speeds,
            remote,
            valid: Validity { from: at(from), until: at(from + length) },
            usage,
            active: active || !key,
            pre_approved: pre_approved || !key,
        };
        let id = |number: u128| Uuid::from_u128(0x4000_8000_0000_0000_0000 + number);
        let (company, asset) = (CompanyId::new(id(1)), AssetId::new(id(2)));
        let (description, recipients) = if key { (String::new(), vec![]) } else { (description, recipients) };
        let mut grant = Grant {
            id: GrantId::new(id(3)),
            key: Key::new(id(4)),
            issuer: company,
            terms,
            created: at(from),
            phase: Phase::Open { uses: 0 },
            at_vendor: None,
            placed: None,
            connections: vec![],
        };
        let label = Label { name, description, recipients };
        let placed = Placed { asset, pin, label, replaces: None, replaced_by: None, reported: None };
        let port = Port { metro: metro("DC"), speed: Mbps::gbps(100), tagging: Tagging::Dot1q, open: true };
        let vendor_id = Some("c791f8cb-58c9-4a9f-8b8a-1f2e3d4c5b6a".to_owned());
        let kind = AssetKind::Port(port);
        let asset = Asset { id: asset, company, name: "Port".to_owned(), access: None, vendor_id, kind };
        grant.placed = Some(placed);
        Made { grant, asset }
    })
}

/// [W1] [W3] what is written of a grant reads as that grant, whatever it is, with nothing in doubt but what its issuer
/// does not write: a token's uuid and status
#[test]
fn what_is_written_reads_as_the_grant() {
    for_all(400, grants(), |made| {
        let readings = read(&made.written().to_string());
        let [row] = &readings.rows[..] else { panic!("{readings:?}") };
        let own = made.issued().report();
        assert_eq!(own.differences(&row.report), [], "{:?}", row.report);
        let token = made.grant.terms.kind != Kind::ServiceKey;
        let unsaid: Vec<&str> = row.unread.iter().map(|unread| unread.path.as_str()).collect();
        assert_eq!(unsaid, if token { vec!["state", "uuid"] } else { vec![] }, "{:?}", row.unread);
        assert_eq!(row.key, (!token).then_some(made.grant.key));
        for fact in Fact::ALL {
            let silent = row.report.words(fact).is_none();
            let empty = own.words(fact).is_none_or(|words| words.is_empty());
            assert!(!silent || empty || fact == Fact::Life, "{fact:?} is read");
        }
        // And so nothing of it is to be sent.
        if token {
            assert_eq!(equinix::token::patch(&row.report, &made.issued()), None);
        }
    });
}

/// JSON of any form, with the vendors' names and words in it.
fn json(names: Vec<&'static str>) -> impl Strategy<Value = Value> {
    let word =
        select(vec!["VC_TOKEN", "INACTIVE", "DOT1Q", "QINQ", "COLO", "VD", "a@b.example", "2026-05-18T06:43:49Z"]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..5000_i64).prop_map(Value::from),
        words().prop_map(Value::from),
        word.prop_map(Value::from),
        Just(Value::from("5c3f1a52-0b8e-4c55-9d0e-7a1f1c2d3e4f")),
    ];
    leaf.prop_recursive(6, 60, 8, move |inner| {
        let name = prop_oneof![4 => select(names.clone()).prop_map(str::to_owned), 1 => words()];
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((name, inner), 0..8).prop_map(|fields| Value::from(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

const NAMES: [&str; 36] = [
    "data",
    "pagination",
    "total",
    "offset",
    "type",
    "uuid",
    "href",
    "name",
    "description",
    "state",
    "expirationDateTime",
    "expiryDateTime",
    "expiry",
    "connection",
    "aSide",
    "zSide",
    "accessPointSelectors",
    "port",
    "linkProtocol",
    "vlanTag",
    "vlanSTag",
    "virtualDevice",
    "interface",
    "id",
    "supportedBandwidths",
    "bandwidthLimit",
    "notifications",
    "emails",
    "changelog",
    "key",
    "productUid",
    "vlan",
    "maxSpeed",
    "validFor",
    "singleUse",
    "errorCode",
];

/// Whether a place that was noted is one of this JSON, or a field that an object of it lacks.
fn is_there(value: &Value, path: &str) -> bool {
    match value {
        _ if path.is_empty() => true,
        Value::Array(items) => {
            let index = |at: usize| format!("[{at}]");
            let item = |(at, item): (usize, &Value)| {
                path.strip_prefix(&index(at)).is_some_and(|rest| is_there(item, rest.strip_prefix('.').unwrap_or(rest)))
            };
            // One item stands for a list of itself, and the only item of a list for itself.
            items.iter().enumerate().any(item) || items.iter().any(|item| is_there(item, path))
        }
        Value::Object(map) => {
            let cut = |name: &str| name.chars().take(60).collect::<String>();
            let field = |(name, value): (&String, &Value)| {
                let rest = path.strip_prefix(&cut(name));
                rest.is_some_and(|rest| rest.is_empty() || is_there(value, rest.strip_prefix('.').unwrap_or(rest)))
            };
            let lacks = path.chars().all(|c| c.is_ascii_alphanumeric());
            lacks || map.iter().any(field)
        }
        _ => path.chars().all(|c| c.is_ascii_alphanumeric()),
    }
}

fn all_unread(readings: &Readings) -> impl Iterator<Item = &Unread> {
    readings.unread.iter().chain(readings.rows.iter().flat_map(|row| &row.unread))
}

/// [W1] [W3] [W6] reading never panics, whatever the JSON, and names places that are there
#[test]
fn any_json_is_read_without_harm() {
    for_all(500, json(NAMES.to_vec()), |value| {
        let readings = read(&value.to_string());
        for unread in all_unread(&readings) {
            assert!(is_there(&value, &unread.path), "{} in {value}", unread.path);
            assert!(!unread.problem.is_empty());
        }
        for row in &readings.rows {
            assert!(is_there(&value, &row.path), "{} in {value}", row.path);
            assert!(row.report != Report::default() || !row.unread.is_empty(), "silence is no answer: {value}");
        }
        let rows_or_reasons = readings.rows.len() + readings.unread.len();
        assert!(rows_or_reasons > 0 || value.as_array().is_some() || value.get("data").is_some(), "{value}");
    });
}

/// [W6] nor whatever the text
#[test]
fn any_text_is_read_without_harm() {
    let brackets = select("{}[]\":, \\u1etrufalsn0-.".chars().collect::<Vec<_>>());
    for_all(2000, vec(prop_oneof![3 => brackets, 1 => any::<char>()], 0..60), |letters| {
        let text: String = letters.into_iter().collect();
        let readings = read(&text);
        assert!(all_unread(&readings).all(|unread| !unread.problem.is_empty()));
    });
}

/// The places of single values below this one.
fn leaves(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(name, value)| leaves(value, format!("{path}/{name}"), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| leaves(value, format!("{path}/{at}"), found));
        }
        _ => found.push(path),
    }
}

/// [W1] [W3] one value that is spoilt is named by its place, and the rest of the grant is understood as before
#[test]
fn a_spoilt_value_is_named_and_the_rest_kept() {
    let odd = ["{\"odd\":[true]}", "[]", "[[]]", "{}", "[true,false]", "[null,{}]", "-7.5"];
    let odd = select(odd.map(|text| text.parse::<Value>().unwrap()).to_vec());
    for_all(800, (grants(), any::<Index>(), odd), |(made, which, odd)| {
        let mut written = made.written();
        let before = read(&written.to_string()).rows.remove(0).report;
        let mut places = vec![];
        leaves(&written, String::new(), &mut places);
        let place = which.get(&places).clone();
        // A text may be a number.
        if odd.is_number() && ["/name", "/description"].contains(&place.as_str()) {
            return;
        }
        *written.pointer_mut(&place).unwrap() = odd;
        let readings = read(&written.to_string());
        let row = &readings.rows[0];
        let mut named =
            place.trim_start_matches('/').split('/').fold(String::new(), |path, step| match step.parse::<usize>() {
                Ok(at) => format!("{path}[{at}]"),
                Err(_) if path.is_empty() => step.to_owned(),
                Err(_) => format!("{path}.{step}"),
            });
        // Some values are not needed: what a type says follows from what stands beside it.
        let needless = ["type", "connection.type", "connection.allowCustomBandwidth", "notifications[0].type"];
        let needless = needless.contains(&named.as_str())
            || named.ends_with("virtualDevice.type")
            || named.ends_with("interface.type");
        if !needless {
            let told = row.unread.iter().any(|unread| unread.path.starts_with(&named));
            assert!(told, "{named} is told: {:?}", row.unread);
        }
        let changed = Fact::ALL.into_iter().filter(|fact| before.words(*fact) != row.report.words(*fact)).count();
        named.truncate(40);
        // A type may decide several: the side, or how often a key is used and so its place.
        assert!(changed <= 3, "{named}: {changed} facts were lost");
    });
}
