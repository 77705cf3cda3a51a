//! What other programs are told: every question is answered, in one form, and no answer holds what a page would not show.

use std::cell::Cell;
use std::collections::HashSet;
use std::net::Ipv4Addr;

use crosskey::domain::id::PersonId;
use crosskey::domain::json;
use crosskey::domain::key::Key;
use crosskey::domain::mcr::Peer;
use crosskey::domain::password::Password;
use crosskey::domain::permission::FabricRole;
use crosskey::domain::time::Timestamp;
use crosskey::ledger::command::{KeyUse, ServiceEnd};
use crosskey::ledger::world::{Sight, World};
use crosskey::question::{Question, answer};
use crosskey::types::Types;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::partners::{Partners, configured};
use crate::story::{PASSWORD, Places, Story, for_stories, mark_of};
use crate::support::{Pair, fabric};

/// What questions are asked about.
#[derive(Default)]
struct Known {
    grants: Vec<Uuid>,
    assets: Vec<Uuid>,
    connections: Vec<Uuid>,
    keys: Vec<Key>,
}

impl Known {
    fn of(story: &Story) -> Self {
        let (grants, keys) = story.all_grants().map(|(id, key)| (id.uuid(), key)).unzip();
        let assets = story.all_assets().map(|id| id.uuid()).collect();
        Self { grants, assets, connections: story.connections.iter().map(|id| id.uuid()).collect(), keys }
    }

    /// Every question of this word as a program asks it, about all that is known.
    fn asked(&self, word: &str) -> Vec<Value> {
        let about = |ids: &[Uuid]| ids.iter().map(|id| json!({ word: id.to_string() })).collect::<Vec<_>>();
        let on_asset = |id: &Uuid| json!({ word: { "asset": id.to_string(), "page": 0 } });
        match word {
            "grant" | "reveal" => about(&self.grants),
            "asset" | "service" => about(&self.assets),
            "connection" => about(&self.connections),
            "claims" | "grants" => self.assets.iter().map(on_asset).collect(),
            "assets" | "services" | "ports" | "devices" | "profiles" | "connections" | "inbox" => {
                vec![json!({ word: 0 }), json!({ word: 7 })]
            }
            "inventory" => vec![
                json!({ word: {} }),
                json!({ word: { "status": "not-yet", "kind": "service-key", "order": "expiry" } }),
                json!({ word: { "soon": true, "recipient": "beta", "search": "port", "order": "asset", "page": 1 } }),
            ],
            "approvals" => vec![json!({ word: {} }), json!({ word: { "mine": 1, "theirs": 0 } })],
            "grantAtVendor" => about(&self.grants),
            "connectionAtVendor" => about(&self.connections),
            "share" => {
                let handed =
                    |id: &Uuid| json!({ word: { "grant": id.to_string(), "page": "https://crosskey.example/" } });
                self.grants.iter().map(handed).collect()
            }
            "readVendor" => self.keys.iter().map(|key| json!({ word: vendors_word(key) })).collect(),
            "readReply" => {
                let replied =
                    |(id, key): (&Uuid, &Key)| json!({ word: { "grant": id.to_string(), "text": vendors_word(key) } });
                self.grants.iter().zip(&self.keys).map(replied).collect()
            }
            "prepare" => {
                let wish = |(key, end): (&Key, &Uuid)| {
                    let end = json!({ "port": { "asset": end.to_string(), "tag": { "dot1q": 99 } } });
                    let redeem = json!({
                        "key": key.reveal(), "end": end, "name": "link", "bandwidth": 50, "notify": ["noc@beta.example"],
                        "purchaseOrder": "", "ownConfirmed": true,
                    });
                    json!({ word: { "act": { "redeem": redeem } } })
                };
                self.keys.iter().flat_map(|key| self.assets.iter().map(move |end| wish((key, end)))).collect()
            }
            "preview" => self.keys.iter().map(|key| json!({ word: { "key": key.reveal() } })).collect(),
            "pair" => {
                let pairs = self.keys.iter().zip(self.keys.iter().skip(1));
                pairs.map(|(one, two)| json!({ word: { "key": one.reveal(), "secondKey": two.reveal() } })).collect()
            }
            plain => vec![json!(plain)],
        }
    }
}

/// What a vendor would say of a key, with much that cannot be so.
fn vendors_word(key: &Key) -> String {
    let connection = json!({ "bandwidthLimit": 100, "allowRemoteConnection": "maybe" });
    json!({ "uuid": key.reveal(), "state": "INACTIVE", "connection": connection }).to_string()
}

fn words() -> Vec<String> {
    Types::default().queries().into_iter().map(|(method, _)| method.name).collect()
}

#[track_caller]
fn told(sight: &Sight<'_>, person: PersonId, asked: Value) -> Value {
    let question: Question = json::read_input(&asked).unwrap_or_else(|error| panic!("{asked}: {error}"));
    answer(sight, person, &question)
}

/// The names of every field, wherever it stands.
fn names(value: &Value, found: &mut HashSet<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            found.insert(name.clone());
            names(value, found);
        }),
        Value::Array(values) => values.iter().for_each(|value| names(value, found)),
        _ => {}
    }
}

/// The largest number, wherever it stands: an instant that was told as one would be far larger than any other.
fn largest(value: &Value) -> u64 {
    match value {
        Value::Object(fields) => fields.values().map(largest).max().unwrap_or_default(),
        Value::Array(values) => values.iter().map(largest).max().unwrap_or_default(),
        value => value.as_i64().map_or(0, i64::unsigned_abs),
    }
}

/// JSON with its places as [`Places`] looks for them.
fn spelt(text: &str) -> String {
    let spelt = [("\"dot1q\":", "Dot1q("), ("\"s\":", "s: "), ("\"c\":", "c: Some("), ("\"interface\":", "interface ")];
    spelt.iter().fold(text.to_owned(), |text, (json, word)| text.replace(json, word))
}

/// Every question has an answer, and each is of one word
#[test]
fn questions_and_answers_have_the_same_words() {
    let mut types = Types::default();
    let asked = types.queries();
    assert_eq!(asked.len(), Types::default().answers().len());
    let words: HashSet<&str> = asked.iter().map(|(method, _)| method.name.as_str()).collect();
    assert_eq!(words.len(), asked.len(), "{words:?}");
    let declared = types.declarations();
    for name in ["Inventory", "GrantView", "ConnectionView", "Refusal", "Filter", "ToldConfiguration"] {
        let found = declared.matches(&format!("export type {name} = ")).count();
        assert_eq!(found, 1, "{name} in {declared}");
    }
    // A program may say a password, when it asks for an order from an MCR; it is never told one.
    let mut told = Types::default();
    told.answers();
    let declared = told.declarations();
    assert!(!declared.contains("password"), "{declared}");
}

/// In an empty ledger, and to nobody in particular, every question is answered too
#[test]
fn an_empty_ledger_answers() {
    let (world, nobody) = (World::default(), PersonId::new(Uuid::nil()));
    let sight = world.sight_of(nobody, Timestamp::from_millis(0));
    let known = Known {
        grants: vec![Uuid::nil()],
        assets: vec![Uuid::nil()],
        connections: vec![Uuid::nil()],
        keys: vec![Key::new(Uuid::nil()); 2],
    };
    for word in words() {
        for asked in known.asked(&word) {
            let told = told(&sight, nobody, asked);
            let of_one = [
                "acting",
                "company",
                "grant",
                "reveal",
                "asset",
                "service",
                "connection",
                "share",
                "grantAtVendor",
                "connectionAtVendor",
            ];
            assert_eq!(told.is_null(), of_one.contains(&word.as_str()), "{word}: {told}");
        }
    }
}

/// The questions whose answers hold keys: of the own company only, or the very one that was asked with.
const WITH_KEYS: [&str; 5] = ["reveal", "share", "grantAtVendor", "connectionAtVendor", "prepare"];

/// [S1] [S2] whatever is asked, nothing private of another company and no key or password is in the answer; names are in
/// camel case, and instants are texts
#[test]
fn answers_keep_what_pages_keep() {
    let (answered, own_marks) = (Cell::new(0_u32), Cell::new(0_usize));
    for_stories(6, 90, |steps| {
        let story = Story::told(steps);
        let known = Known::of(&story);
        for actor in &story.actors {
            let sight = story.world.sight_of(actor.people[0], story.now());
            for person in actor.people.iter().take(2) {
                let (mut text, mut keyless, mut found) = (String::new(), String::new(), HashSet::new());
                for word in words().into_iter().filter(|word| word != "reveal") {
                    for asked in known.asked(&word) {
                        let told = told(&sight, *person, asked);
                        answered.set(answered.get() + u32::from(!told.is_null()));
                        assert!(largest(&told) < 10_000_000_000, "an instant is told as a number: {told}");
                        names(&told, &mut found);
                        text += &told.to_string();
                        if !WITH_KEYS.contains(&word.as_str()) {
                            keyless += &told.to_string();
                        }
                    }
                }
                let odd = found.iter().find(|name| name.contains('_') || name.starts_with(char::is_uppercase));
                assert_eq!(odd, None, "this name is not in camel case");
                assert!(!keyless.contains(PASSWORD), "a password is told");
                let silent = known.keys.iter().all(|key| !keyless.contains(&key.reveal()));
                assert!(silent, "a key is told");
                for other in story.actors.iter().filter(|other| other.company != actor.company) {
                    assert!(!text.contains(&mark_of(other)), "{} is told", mark_of(other));
                    let private = Places::of(other, &story.disclosed(other.company, actor.company));
                    assert_eq!(Places::shown_in(&spelt(&text)).common(&private), Vec::<u16>::new());
                }
                own_marks.set(own_marks.get() + text.matches(&mark_of(actor)).count());
            }
        }
    });
    assert!(answered.get() > 2000 && own_marks.get() > 2000, "{answered:?} {own_marks:?}");
}

/// [P2] [S2] a key is told to those who may reveal it, and to nobody else
#[test]
fn a_key_is_told_to_who_may_reveal_it() {
    let pair = Pair::new();
    let token = pair.token(100);
    let viewer = pair.bench.add_person(pair.west, "Viewer", fabric(FabricRole::FabricViewer));
    let reveal = |person: PersonId| {
        let asked = json!({ "reveal": token.id.to_string() });
        pair.bench.desk.look(person, |sight| told(sight, person, asked))
    };
    assert_eq!(reveal(pair.west.boss), json!(token.key.reveal()));
    assert_eq!(reveal(viewer), Value::Null);
    assert_eq!(reveal(pair.east.boss), Value::Null, "who holds the key does not have the grant");
}

/// [N2] [N4] an offer that cannot be read is told as that
#[test]
fn a_damaged_offer_is_told() {
    let pair = Pair::new();
    let token = pair.token(100);
    let order = json!({
        "key": token.key.reveal(), "end": { "port": { "asset": Uuid::nil().to_string(), "tag": { "dot1q": 100 } } },
        "name": "a", "bandwidth": 50, "notify": [],
    });
    for (offer, words) in [("offer=1.AAAA", "damaged"), ("offer=2.AAAA", "newer version"), ("hello", "damaged")] {
        let asked = json!({ "prepare": { "act": { "redeem": order }, "offers": [offer] } });
        let told = pair.bench.look(pair.east, |sight| told(sight, pair.east.boss, asked));
        assert_eq!((&told["refusals"][0]["code"], &told["order"]), (&json!("malformed-key"), &Value::Null), "{told}");
        assert!(told["refusals"][0]["message"].as_str().unwrap().contains(words), "{told}");
    }
}

/// [R2] [R5] a preview is told, or the refusal with its code, field and sentence
#[test]
fn a_preview_is_told_or_refused() {
    let pair = Pair::new();
    let token = pair.token(100);
    let preview = || {
        let asked = json!({ "preview": { "key": token.key.reveal() } });
        pair.bench.look(pair.east, |sight| told(sight, pair.east.boss, asked))
    };
    let told = preview();
    assert_eq!(told["ok"]["issuer"], json!("West Company"));
    assert_eq!(told["ok"]["targets"], json!(["port", "profile", "token"]));
    let expires = told["ok"]["expires"].as_str().expect("a text");
    assert_eq!(Timestamp::parse_iso(expires).map(Timestamp::to_iso).as_deref(), Some(expires));
    pair.bench.redeem(pair.east, pair.order(token.key, 200));
    let refused = preview();
    let expected = json!({ "code": "already-used", "field": "key", "vendorCode": "EQ-3142532" });
    for name in ["code", "field", "vendorCode"] {
        assert_eq!(refused["refused"][name], expected[name], "{refused}");
    }
}

/// [K9] [S2] an end's configuration is told without its passwords: whoever changes it gives them anew
#[test]
fn a_configuration_is_told_without_passwords() {
    let partners = Partners::new();
    let mut configuration = configured("10.1.0.1/30");
    let (local, remote) = (Ipv4Addr::new(10, 1, 0, 1), Ipv4Addr::new(10, 1, 0, 2));
    configuration.interfaces[0].peers.push(Peer {
        asn: 65_001,
        local,
        remote,
        med_in: Some(10),
        med_out: None,
        prepend: 0,
        password: Some(Password::parse(PASSWORD).unwrap()),
        shutdown: false,
        description: String::new(),
    });
    let end = KeyUse::Single(ServiceEnd::Mcr(configuration));
    let key = partners.create(partners.key_on(partners.east_mcr, end));
    let asked = json!({ "grant": key.id.to_string() });
    let told = partners.bench.look(partners.east, |sight| told(sight, partners.east.boss, asked));
    let peer = json!({
        "asn": 65_001, "local": "10.1.0.1", "remote": "10.1.0.2", "medIn": 10, "medOut": null, "prepend": 0,
        "shutdown": false, "description": "",
    });
    assert_eq!(told["pin"]["configured"]["interfaces"][0]["peers"], json!([peer]));
    assert!(!told.to_string().contains(PASSWORD) && told.get("key").is_none(), "{told}");
}
