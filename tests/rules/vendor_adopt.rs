//! Taking over what a vendor says, and the key that it gave a grant.

use crosskey::domain::bandwidth::{Mbps, Speeds};
use crosskey::domain::id::{AssetId, GrantId};
use crosskey::domain::key::Key;
use crosskey::domain::permission::FabricRole;
use crosskey::domain::place::{Pin, Place};
use crosskey::domain::refusal::{Code, Field};
use crosskey::domain::report::{Readings, Report};
use crosskey::domain::terms::Status;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::handover::offer::Offer;
use crosskey::handover::share::Handout;
use crosskey::ledger::command::{Act, Adoption, Spot};
use crosskey::ledger::view::import::{Class, Import, ImportRow, import, reply};
use crosskey::vendor::panel::{Panel, of_grant};
use crosskey::vendor::read::read;
use serde_json::{Value, json};

use crate::partners::{MULTI, Partners, single};
use crate::support::{Bench, Firm, Token, at_vlan, fabric, order_to_port, port_details};
use crate::vendor_equinix::{DEVICE, PORT, with_id};
use crate::vendor_megaport::{SERVICE, give_id};

const KEY: &str = "5c3f1a52-0b8e-4c55-9d0e-7a1f1c2d3e4f";
const OTHER: &str = "9e107d9d-372b-4f6e-8a2b-1c2d3e4f5a6b";

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

struct Stage {
    bench: Bench,
    west: Firm,
    port: AssetId,
    east: Firm,
    east_port: AssetId,
}

impl Stage {
    fn new() -> Self {
        let bench = Bench::new();
        let west = bench.found_company("West Company");
        let port = bench.add_asset(west, with_id(port_details("West Port", "DC", 10, Tagging::Dot1q), PORT));
        let east = bench.found_company("East Company");
        let east_port = bench.add_port(east, "East Port", Tagging::Dot1q);
        Self { bench, west, port, east, east_port }
    }

    #[track_caller]
    fn token(&self, vlan: u16) -> Token {
        let mut create = self.bench.token_on(self.port, Tag::Dot1q(vlan));
        create.details.name = "For East".to_owned();
        self.bench.create(self.west, create)
    }

    fn panel(&self, id: GrantId) -> Panel {
        self.bench.look(self.west, |sight| of_grant(sight, self.west.boss, id)).unwrap()
    }

    /// The vendor's reply to the call of this grant's panel: its body, with a uuid and a status.
    #[track_caller]
    fn replied(&self, id: GrantId, uuid: &str) -> Value {
        let panel = self.panel(id);
        let mut token: Value = panel.sheets[0].text.parse().unwrap();
        token["uuid"] = json!(uuid);
        token["state"] = json!("INACTIVE");
        token
    }

    fn reply(&self, id: GrantId, said: &Value) -> Import {
        let readings = read(&said.to_string());
        self.bench.look(self.west, |sight| reply(sight, self.west.boss, id, &readings))
    }

    fn import(&self, said: &Value) -> Import {
        self.weighed(&read(&said.to_string()))
    }

    fn weighed(&self, readings: &Readings) -> Import {
        self.bench.look(self.west, |sight| import(sight, self.west.boss, readings))
    }

    #[track_caller]
    fn one(&self, said: &Value) -> ImportRow {
        let mut import = self.import(said);
        assert_eq!(import.rows.len(), 1, "{import:?}");
        import.rows.remove(0)
    }

    #[track_caller]
    fn take(&self, row: &ImportRow) -> Vec<GrantId> {
        let adoption = row.adoption.clone().expect("something to take over");
        self.bench.act(self.west.boss, Act::Adopt(vec![adoption])).grants
    }

    /// A token that was carried out at the vendor.
    #[track_caller]
    fn at_vendor(&self, vlan: u16) -> (Token, Value) {
        let token = self.token(vlan);
        let said = self.replied(token.id, KEY);
        self.take(&self.reply(token.id, &said).rows[0]);
        (Token { key: key(KEY), ..token }, said)
    }
}

fn new_token(uuid: &str, vlan: u16) -> Value {
    json!({
        "uuid": uuid,
        "type": "VC_TOKEN",
        "name": "Made at Equinix",
        "state": "INACTIVE",
        "expirationDateTime": "2027-01-01T12:00:00Z",
        "connection": {
            "type": "EVPL_VC",
            "allowRemoteConnection": true,
            "bandwidthLimit": 300,
            "aSide": { "accessPointSelectors": [{
                "type": "COLO",
                "port": { "uuid": PORT.to_uppercase() },
                "linkProtocol": { "type": "DOT1Q", "vlanTag": vlan },
            }] },
        },
        "notifications": [{ "type": "ALL", "emails": ["boss@east-company.example"] }],
    })
}

fn changes(row: &ImportRow) -> Vec<(&str, &str, &str)> {
    row.changes.iter().map(|change| (change.label, change.here.as_str(), change.there.as_str())).collect()
}

/// [G8] the reply to the call binds the vendor's uuid as the grant's key; the key it had here is worth nothing then
#[test]
fn the_vendors_reply_binds_its_key() {
    let stage = Stage::new();
    let token = stage.token(100);
    assert_eq!(stage.bench.grant(stage.west, token.id).at_vendor, None);
    let said = stage.replied(token.id, KEY);
    let import = stage.reply(token.id, &said);
    let row = &import.rows[0];
    assert_eq!((row.class, row.grant, changes(row)), (Class::Changed, Some(token.id), vec![]));
    assert_eq!(
        row.words,
        "This token gets the key that Equinix Fabric gave it; the key it had here is worth nothing then."
    );
    assert_eq!(import.counts, [(Class::Changed, 1)]);
    stage.take(row);
    let view = stage.bench.grant(stage.west, token.id);
    assert_eq!((view.key.unwrap().reveal().as_str(), view.at_vendor), (KEY, Some(stage.bench.desk.now())));
    assert_eq!(view.row.status.status, Status::Unused);
    let order = |of| Act::Redeem(order_to_port(of, stage.east_port, Tag::Dot1q(7)));
    stage.bench.refused_once(stage.east.boss, order(token.key), Code::UnknownKey, Field::Key);
    let before = stage.bench.preview(stage.east, &key(KEY)).unwrap();
    assert_eq!((before.issuer.as_str(), before.limit), ("West Company", Mbps::gbps(1)));
    stage.bench.act(stage.east.boss, order(key(KEY)));
    let lines: Vec<_> =
        stage.bench.history(stage.west, token.id.uuid()).into_iter().map(|moment| moment.what).collect();
    assert_eq!(
        lines[1..3],
        ["Bound to Equinix Fabric, whose key it has", "Took over what Equinix Fabric said: INACTIVE"]
    );
}

/// [G8] [N2] Share says whether a grant is at the vendor, whose key it then has
#[test]
fn share_says_where_a_key_works() {
    let stage = Stage::new();
    let local = stage.token(100);
    let (bound, _) = stage.at_vendor(101);
    for (token, words) in [
        (local, "in Crosskey only; Equinix Fabric does not know the key"),
        (bound, "at Equinix Fabric, which gave the key"),
    ] {
        let offer = stage.bench.look(stage.west, |sight| Offer::of(sight, stage.west.boss, token.id)).unwrap();
        let handout = Handout::of(&offer, &[], "https://x.example/", stage.bench.desk.now());
        assert!(handout.facts.contains(&("Works", words.to_owned())), "{:?}", handout.facts);
        assert!(handout.text.contains(words));
        assert_eq!(Offer::find(&handout.link), Some(Ok(offer)));
    }
}

/// [G8] a key is bound once; neither another grant's nor another company's is
#[test]
fn a_key_is_bound_once() {
    let stage = Stage::new();
    let (bound, said) = stage.at_vendor(100);
    let other = stage.token(101);
    let row = |id, said: &Value| stage.reply(id, said).rows.remove(0);
    let taken = row(other.id, &said);
    assert_eq!((taken.class, taken.words.as_str()), (Class::Conflicting, "This key is that of another grant here."));
    let mut again = said.clone();
    again["uuid"] = json!(OTHER);
    let again = row(bound.id, &again);
    assert_eq!(again.words, "This grant has another key of the vendor already. Read the entry of that key.");
    let foreign = stage.bench.create_token(stage.east, stage.east_port, Tag::Dot1q(5));
    let foreign = row(other.id, &stage.replied(other.id, &foreign.key.reveal()));
    assert_eq!(foreign.words, "Another company of this browser has this key, so it cannot be yours.");
    for row in [taken, again, foreign] {
        assert!(row.class == Class::Conflicting && row.adoption.is_none());
    }
    // Whoever asks for it all the same is refused, and learns no more.
    let report = read(&said.to_string()).rows.remove(0).report;
    let act = Act::Adopt(vec![Adoption { grant: Some(other.id), key: key(KEY), report, overrule: true }]);
    let refusal = stage.bench.refused_once(stage.west.boss, act, Code::ReportConflicts, Field::Report);
    assert_eq!(refusal.detail.as_deref(), Some("0"));
    // Of a whole list none is the reply to one call.
    let list = json!([new_token(OTHER, 300), new_token("1b4e28ba-2fa1-41d2-883f-0016d3cca427", 301)]);
    let import = stage.reply(other.id, &list);
    assert!(import.rows.iter().all(|row| row.class == Class::New && row.grant.is_none()));
}

/// [W6] a grant that is not here is shown as new, and adopted as reported, whatever our rules for new ones say
#[test]
fn a_new_grant_is_adopted_as_reported() {
    let stage = Stage::new();
    let row = stage.one(&new_token(KEY, 200));
    assert_eq!((row.class, row.title.as_str(), row.kind), (Class::New, "Made at Equinix", "A-side token"));
    assert!(row.facts.contains(&("place", "VLAN 200".to_owned())), "{:?}", row.facts);
    assert!(row.facts.contains(&("asset", "West Port".to_owned())), "by its name here: {:?}", row.facts);
    let id = stage.take(&row)[0];
    let view = stage.bench.grant(stage.west, id);
    assert_eq!((view.key, &view.pin, view.remote), (Some(key(KEY)), &at_vlan(Tag::Dot1q(200)), true));
    assert_eq!((view.row.limit, view.row.status.status), (Mbps::new(300), Status::Unused));
    assert_eq!(view.row.expires.to_iso(), "2027-01-01T12:00:00.000Z", "later than 90 days, and not at midnight");
    assert_eq!(view.at_vendor, Some(stage.bench.desk.now()));
    let said = view.reported.unwrap();
    assert_eq!((said.0.as_str(), said.1), ("INACTIVE (not used up)", stage.bench.desk.now()));
    assert_eq!(stage.bench.notices(stage.east).len(), 1, "its recipient is told");
    // It holds its place, and later changes follow our rules.
    let act = Act::CreateToken(stage.bench.token_on(stage.port, Tag::Dot1q(200)));
    stage.bench.refused_once(stage.west.boss, act, Code::VlanTaken, Field::Vlan);
    assert_eq!(stage.one(&new_token(KEY, 200)).class, Class::Same);
    let adoption = row.adoption.unwrap();
    stage.bench.refused_once(stage.west.boss, Act::Adopt(vec![adoption]), Code::NothingToChange, Field::Form);
    stage.bench.refused_once(stage.west.boss, Act::Adopt(vec![]), Code::NothingToChange, Field::Form);
}

/// [W6] what was redeemed, deleted or is over there is so here, and nobody is named for it any more
#[test]
fn what_is_over_is_adopted_as_such() {
    let stage = Stage::new();
    for (at, (state, until, status)) in [
        ("ACTIVE", "2027-01-01T12:00:00Z", Status::Used),
        ("DELETED", "2027-01-01T12:00:00Z", Status::Deleted),
        ("EXPIRED", "2021-01-01T12:00:00Z", Status::Expired),
    ]
    .into_iter()
    .enumerate()
    {
        let mut said = new_token(KEY, 200);
        said["uuid"] = json!(KEY.replace("5c3f", &format!("5c3{at}")));
        said["state"] = json!(state);
        said["expirationDateTime"] = json!(until);
        let id = stage.take(&stage.one(&said))[0];
        assert_eq!(stage.bench.status(stage.west, id), status);
    }
    assert_eq!(stage.bench.notices(stage.east), [""; 0]);
    stage.token(200);
}

/// [W6] [G8] an entry on the place of a grant that was prepared here is not taken for it unasked, for the key that was handed
/// out would be worth nothing; who says that it is what became of it gives it the key
#[test]
fn a_prepared_grant_at_its_place_is_a_conflict() {
    let stage = Stage::new();
    let token = stage.token(200);
    let mut said = new_token(KEY, 200);
    said["connection"]["allowRemoteConnection"] = json!(false);
    let row = stage.one(&said);
    assert_eq!((row.class, row.grant), (Class::Conflicting, Some(token.id)));
    assert_eq!((row.offered, row.may_overrule), (false, true));
    assert_eq!(
        row.words,
        "VLAN 200 on West Port is held by the token “For East”, which is in Crosskey only and has another key. If this is \
         what it became at the vendor, let the vendor's word count: the key that it has here is worth nothing then."
    );
    assert_eq!(
        changes(&row),
        [
            ("name", "For East", "Made at Equinix"),
            ("recipients", "guest@elsewhere.example", "boss@east-company.example"),
            ("bandwidth", "up to 1 Gbps", "up to 300 Mbps"),
            ("valid until", "2026-05-31 at 00:00 UTC", "2027-01-01 at 12:00 UTC"),
        ]
    );
    // Of a whole list it is not among what is taken over unless somebody says so.
    let import = stage.import(&json!([said, new_token(OTHER, 300)]));
    assert_eq!(import.counts, [(Class::New, 1), (Class::Conflicting, 1)]);
    assert_eq!(import.chosen(|_| false).iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1]);
    let adoption = row.adoption.clone().unwrap();
    let act = Act::Adopt(vec![adoption.clone()]);
    stage.bench.refused_once(stage.west.boss, act, Code::ReportConflicts, Field::Report);
    assert_eq!(stage.bench.grant(stage.west, token.id).key, Some(token.key));
    stage.bench.act(stage.west.boss, Act::Adopt(vec![Adoption { overrule: true, ..adoption }]));
    let view = stage.bench.grant(stage.west, token.id);
    assert_eq!((view.name.as_str(), view.key), ("Made at Equinix", Some(key(KEY))));
    // Nobody edited it.
    let lines: Vec<_> =
        stage.bench.history(stage.west, token.id.uuid()).into_iter().map(|moment| moment.what).collect();
    assert_eq!(
        lines[1..],
        [
            "Bound to Equinix Fabric, whose key it has",
            "Took over from Equinix Fabric: up to 300 Mbps, until 2027-01-01 at 12:00 UTC",
            "Took over from Equinix Fabric: “Made at Equinix”, for boss@east-company.example",
            "Took over what Equinix Fabric said: INACTIVE",
        ]
    );
    // What holds the place otherwise is in its way.
    let row = stage.one(&new_token(OTHER, 200));
    assert_eq!(
        (row.class, row.words.as_str()),
        (Class::Conflicting, "VLAN 200 on West Port is held by the token “Made at Equinix”. End that first.")
    );
    assert_eq!(row.adoption, None);
    // And what cannot change is another grant altogether.
    let mut other = said.clone();
    other["connection"]["allowRemoteConnection"] = json!(true);
    let row = stage.one(&other);
    assert_eq!((row.class, row.may_overrule), (Class::Conflicting, false));
    assert_eq!(changes(&row), [("remote connection", "no", "yes")]);
}

/// [W6] where only the vendor's word changed it counts, where only ours did it is still to be sent, where both did
/// somebody chooses
#[test]
fn changes_of_both_sides_are_weighed() {
    let stage = Stage::new();
    let (token, said) = stage.at_vendor(100);
    let with = |name: &str, value: Value| {
        let mut said = said.clone();
        said[name] = value;
        said
    };
    assert_eq!(stage.one(&said).class, Class::Same);
    // The vendor's word.
    let row = stage.one(&with("name", json!("Theirs")));
    assert_eq!((row.class, changes(&row)), (Class::Changed, vec![("name", "For East", "Theirs")]));
    // Ours.
    let mut details = stage.bench.token_details(stage.west, token.id);
    details.name = "Ours".to_owned();
    details.limit = Mbps::new(200);
    stage.bench.act(stage.west.boss, Act::EditToken { grant: token.id, details });
    let row = stage.one(&said);
    assert_eq!(row.class, Class::Same, "{row:?}");
    let row = stage.one(&with("description", json!("Said there")));
    assert_eq!((row.class, changes(&row)), (Class::Changed, vec![("description", "", "Said there")]));
    assert_eq!(
        row.words,
        "Equinix Fabric's word is taken over. Changed here and not at Equinix Fabric yet: name, bandwidth."
    );
    // Both.
    let row = stage.one(&with("name", json!("Theirs")));
    assert_eq!((row.class, row.may_overrule), (Class::Conflicting, true));
    assert_eq!(changes(&row), [("name", "Ours", "Theirs")]);
    let adoption = row.adoption.unwrap();
    let act = Act::Adopt(vec![adoption.clone()]);
    let refusal = stage.bench.refused_once(stage.west.boss, act, Code::ReportConflicts, Field::Report);
    assert_eq!(refusal.message, "name changed here and at the vendor. Choose whose word counts.");
    stage.bench.act(stage.west.boss, Act::Adopt(vec![Adoption { overrule: true, ..adoption }]));
    let view = stage.bench.grant(stage.west, token.id);
    assert_eq!((view.name.as_str(), view.row.limit), ("Theirs", Mbps::new(200)), "what was not said otherwise stays");
}

/// [W1] [W6] what changed here since the vendor's last word is what its panel sends, until the vendor says it too
#[test]
fn the_panel_sends_what_the_vendor_does_not_know() {
    let stage = Stage::new();
    let local = stage.token(99);
    assert!(stage.panel(local.id).standing.starts_with("This token is in Crosskey only."));
    let (token, mut said) = stage.at_vendor(100);
    let panel = stage.panel(token.id);
    assert_eq!(panel.sheets.iter().map(|sheet| sheet.tab).collect::<Vec<_>>(), ["Terraform"]);
    assert_eq!(
        panel.standing,
        "Equinix Fabric has this token. On 2026-03-02 at 09:30 UTC it said: INACTIVE. Nothing to send: all of it is \
         there as it is here."
    );
    let mut details = stage.bench.token_details(stage.west, token.id);
    details.limit = Mbps::new(200);
    stage.bench.act(stage.west.boss, Act::EditToken { grant: token.id, details });
    let panel = stage.panel(token.id);
    let body: Value = panel.sheets[0].text.parse().unwrap();
    assert_eq!(body, json!([{ "op": "replace", "path": "/connection/bandwidthLimit", "value": 200 }]));
    let curl = &panel.sheets[1].text;
    assert!(curl.contains(&format!("PATCH 'https://api.equinix.com/fabric/v4/serviceTokens/{KEY}'")), "{curl}");
    assert!(curl.contains("Content-Type: application/json-patch+json"));
    said["connection"]["bandwidthLimit"] = json!(200);
    let row = stage.one(&said);
    assert_eq!((row.class, changes(&row)), (Class::Changed, vec![]));
    assert_eq!(row.words, "Equinix Fabric says what is here; that it does is noted.");
    stage.take(&row);
    assert!(stage.panel(token.id).standing.contains("Nothing to send"));
    // Deleted here, it is to be deleted there.
    stage.bench.act(stage.west.boss, Act::DeleteToken(token.id));
    let panel = stage.panel(token.id);
    assert_eq!(panel.sheets.iter().map(|sheet| sheet.tab).collect::<Vec<_>>(), ["curl"]);
    assert!(panel.sheets[0].text.contains("--request DELETE 'https://api.equinix.com/fabric/v4/serviceTokens/"));
    assert!(!panel.sheets[0].text.contains("--data"));
    said["state"] = json!("DELETED");
    stage.take(&stage.one(&said));
    assert!(stage.panel(token.id).sheets.is_empty());
    stage.bench.act(stage.west.boss, Act::DeleteToken(local.id));
    let panel = stage.panel(local.id);
    assert!(panel.sheets.is_empty() && panel.standing.contains("was deleted before it was carried out"));
}

/// [W3] [G8] a service key is bound and updated whole, and what Megaport says of it comes back
#[test]
fn a_service_key_is_bound_and_updated() {
    let partners = Partners::new();
    give_id(&partners, partners.east, partners.east_port, SERVICE);
    let east = partners.east;
    let token = partners.key(single(100));
    let panel = |id| partners.bench.look(east, |sight| of_grant(sight, east.boss, id)).unwrap();
    let mut data: Value = panel(token.id).sheets[0].text.parse().unwrap();
    data["key"] = json!(KEY);
    data["lastUsed"] = Value::Null;
    let said = json!({ "message": "ok", "terms": "", "data": data });
    let weigh = |said: &Value, id: Option<GrantId>| {
        let readings = read(&said.to_string());
        let mut import = partners.bench.look(east, |sight| match id {
            Some(id) => reply(sight, east.boss, id, &readings),
            None => import(sight, east.boss, &readings),
        });
        import.rows.remove(0)
    };
    let take = |row: ImportRow| partners.bench.act(east.boss, Act::Adopt(vec![row.adoption.unwrap()]));
    take(weigh(&said, Some(token.id)));
    assert_eq!(partners.bench.grant(east, token.id).key, Some(key(KEY)));
    assert!(panel(token.id).standing.contains("Nothing to send"));
    let bound = Token { key: key(KEY), ..token };
    let mut details = partners.details(&bound);
    details.active = false;
    partners.bench.act(east.boss, Act::EditKey { grant: token.id, details });
    let after = panel(token.id);
    let body: Value = after.sheets[0].text.parse().unwrap();
    let mut whole = said["data"].clone();
    whole.as_object_mut().unwrap().remove("lastUsed");
    whole["active"] = json!(false);
    assert_eq!(body, whole, "nothing is left out, for PUT would wipe it");
    assert!(after.sheets[1].text.contains("--request PUT 'https://api.megaport.com/v2/service/key'"));
    let mut used = said.clone();
    used["data"]["lastUsed"] = json!(1_772_443_800_001_i64);
    take(weigh(&used, None));
    assert_eq!(partners.bench.status(east, token.id), Status::Used);
    // New ones: on an MVE the first vNIC, on an MCR an empty configuration.
    for (asset, id, pin) in [
        (partners.east_mve, "mve-1", Pin::Assigned { vnic: Some(0) }),
        (partners.east_mcr, "mcr-1", Pin::Configured(crosskey::domain::mcr::Configuration::default())),
    ] {
        give_id(&partners, east, asset, id);
        let mut new = said["data"].clone();
        new["key"] = json!(KEY.replace("5c3f", if id == "mve-1" { "aaaa" } else { "bbbb" }));
        new["productUid"] = json!(id);
        new["singleUse"] = json!(false);
        new["vlan"] = Value::Null;
        new["validFor"] = Value::Null;
        let made = take(weigh(&new, None)).grants[0];
        let view = partners.bench.grant(east, made);
        assert_eq!((&view.pin, view.row.expires.to_iso().as_str()), (&pin, "9999-12-31T23:59:59.999Z"));
    }
    let multi = partners.key(MULTI);
    assert_eq!(partners.bench.grant(east, multi.id).at_vendor, None);
}

/// [W6] entries that cannot be taken over say why, and keep what was understood
#[test]
fn what_cannot_be_adopted_says_why() {
    let stage = Stage::new();
    let with = |pointer: &str, value: Value| {
        let mut said = new_token(KEY, 200);
        *said.pointer_mut(pointer).unwrap() = value;
        said
    };
    let selector = "/connection/aSide/accessPointSelectors/0";
    for (said, class, words) in [
        (with("/uuid", json!("c9df685")), Class::Unreadable, "It names no key, so it is nothing to take over."),
        (
            with("/expirationDateTime", json!("soon")),
            Class::Unreadable,
            "It does not say enough: valid until could not be read.",
        ),
        (
            with("/connection", json!({})),
            Class::Unreadable,
            "It does not say enough: kind, asset, place, bandwidth could not be read.",
        ),
        (
            with(&format!("{selector}/port/uuid"), json!("port-9")),
            Class::NoAsset,
            "It is on an asset that is not here: none has Equinix Fabric's id port-9. Add that asset with this id first, or \
             give the id to the asset that it is; then read this again.",
        ),
        (
            with(selector, json!({ "virtualDevice": { "uuid": PORT }, "interface": { "id": 3 } })),
            Class::Unreadable,
            "West Port is a Port, which has no such place.",
        ),
    ] {
        let row = stage.one(&said);
        assert_eq!((row.class, row.words.as_str()), (class, words));
        assert!(row.adoption.is_none() && row.title == "Made at Equinix");
    }
    let mut twin = new_token(KEY, 200);
    twin["state"] = json!("ACTIVE");
    let import = stage.import(&json!({ "pagination": { "total": 7 }, "data": [new_token(KEY, 200), twin, {}] }));
    assert_eq!(import.counts, [(Class::Conflicting, 2), (Class::Unreadable, 1)]);
    assert_eq!(import.unread, ["`pagination.total` says 7, and 3 are here."]);
    assert_eq!(
        import.rows[0].words,
        "The entry `data[1]` says otherwise of this key: status (INACTIVE (not used up) here, ACTIVE (used) there). Read \
         the one that is true by itself."
    );
    assert!(
        import.rows[1].words.starts_with("The entry `data[0]` says otherwise of this key: status (ACTIVE (used) here,")
    );
    assert_eq!(stage.import(&json!("x")).unread.len(), 1);
}

/// [W6] several are taken over in one step, all or nothing; two at one place are not
#[test]
fn several_are_adopted_at_once() {
    let stage = Stage::new();
    let adoption = |said: &Value| stage.one(said).adoption.unwrap();
    let (one, two) = (adoption(&new_token(KEY, 200)), adoption(&new_token(OTHER, 201)));
    let clash = adoption(&new_token("1b4e28ba-2fa1-41d2-883f-0016d3cca427", 200));
    let refusals = stage.bench.refused(stage.west.boss, Act::Adopt(vec![one.clone(), two.clone(), clash, one.clone()]));
    let at: Vec<_> = refusals.iter().map(|refusal| (refusal.code, refusal.detail.clone().unwrap())).collect();
    assert_eq!(at, [(Code::ReportConflicts, "2".to_owned()), (Code::ReportConflicts, "3".to_owned())]);
    // The preview says so before, and each of them could be taken over by itself.
    let both =
        json!([new_token(KEY, 200), new_token(OTHER, 201), new_token("1b4e28ba-2fa1-41d2-883f-0016d3cca427", 200)]);
    let shown = stage.import(&both).rows;
    let classes: Vec<_> = shown.iter().map(|row| (row.class, row.adoption.is_some())).collect();
    assert_eq!(classes, [(Class::Conflicting, true), (Class::New, true), (Class::Conflicting, true)]);
    assert_eq!(shown[0].words, "Another entry holds the same place. Take over one of them.");
    // What is lost by letting the vendor's word count is said beside it.
    let held = stage.token(210);
    let over = |uuid| {
        let mut said = new_token(uuid, 210);
        said["connection"]["allowRemoteConnection"] = json!(false);
        said
    };
    let rows = stage.import(&json!([over(KEY), over(OTHER)])).rows;
    for row in rows {
        assert!(row.may_overrule && row.words.contains("worth nothing"), "{}", row.words);
        assert!(row.words.ends_with("Another entry holds the same place. Take over one of them."), "{}", row.words);
    }
    stage.bench.act(stage.west.boss, Act::DeleteToken(held.id));
    // An untagged entry has the whole port; QinQ takes an S-tag whole, or a C-tag within it.
    let qinq = |uuid: u8, link: Value| {
        let mut said = new_token(&format!("1b4e28ba-2fa1-41d2-883f-0016d3cca4{uuid}"), 2);
        said["connection"]["aSide"]["accessPointSelectors"][0]["linkProtocol"] = link;
        said
    };
    let (outer, inner) =
        (json!({ "type": "QINQ", "vlanSTag": 20 }), |c: u16| json!({ "type": "QINQ", "vlanSTag": 20, "vlanCTag": c }));
    let classes = |said: Value| stage.import(&said).rows.iter().map(|row| row.class).collect::<Vec<_>>();
    let (apart, together) = (Class::New, Class::Conflicting);
    assert_eq!(
        classes(json!([qinq(10, inner(2)), qinq(11, inner(3)), qinq(12, inner(2))])),
        [together, apart, together]
    );
    assert_eq!(classes(json!([qinq(10, inner(2)), qinq(11, inner(3)), qinq(12, outer)])), [together; 3]);
    let other = qinq(13, json!({ "type": "QINQ", "vlanSTag": 200 }));
    assert_eq!(classes(json!([qinq(10, inner(2)), other.clone()])), [apart; 2]);
    assert_eq!(classes(json!([qinq(10, inner(2)), other, qinq(12, json!({ "type": "UNTAGGED" }))])), [together; 3]);
    // What is over holds nothing.
    let mut over = new_token("7c9e6679-7425-40de-944b-e07fc1f90ae7", 200);
    over["expirationDateTime"] = json!("2021-01-01T12:00:00Z");
    let over = adoption(&over);
    let outcome = stage.bench.act(stage.west.boss, Act::Adopt(vec![one, two, over]));
    assert_eq!(outcome.grants.len(), 3);
}

/// [W6] [P2] [P4] only who may create such grants takes them over
#[test]
fn only_who_may_create_adopts() {
    let stage = Stage::new();
    let viewer = stage.bench.add_person(stage.west, "Viewer", fabric(FabricRole::FabricViewer));
    let readings = read(&new_token(KEY, 200).to_string());
    let shown = stage.bench.look(stage.west, |sight| import(sight, viewer, &readings));
    assert!(!shown.may_adopt.yes());
    let act = Act::Adopt(vec![shown.rows[0].adoption.clone().unwrap()]);
    stage.bench.refused_once(viewer, act, Code::RoleNotAllowed, Field::Role);
    let partners = Partners::new();
    let readings = read(&json!({ "key": KEY, "productUid": SERVICE, "singleUse": true }).to_string());
    let manager = stage.bench.look(stage.west, |sight| import(sight, stage.west.boss, &readings));
    assert!(!manager.may_adopt.yes(), "a Fabric Manager orders nothing at Megaport");
    let shown = partners.bench.look(partners.east, |sight| import(sight, partners.east.boss, &readings));
    assert!(shown.may_adopt.yes());
    // Whose key it is decides, whatever an entry leaves out.
    let token = partners.key(single(100));
    let fabric_manager = partners.bench.add_person(partners.east, "Manager", fabric(FabricRole::FabricManager));
    let report = Report { name: Some("Other".to_owned()), ..Report::default() };
    let act = Act::Adopt(vec![Adoption { grant: None, key: token.key, report, overrule: false }]);
    partners.bench.refused_once(fabric_manager, act, Code::RoleNotAllowed, Field::Role);
}

/// [W6] a Z-side token on a device keeps the set of speeds that was reported
#[test]
fn a_set_of_speeds_is_kept() {
    let stage = Stage::new();
    let device =
        stage.bench.add_asset(stage.west, with_id(crate::support::device_details("Router", "DC", 10, &[1]), DEVICE));
    let said = json!({
        "uuid": KEY, "state": "INACTIVE", "expirationDateTime": "2026-05-01T00:00:00Z",
        "connection": {
            "supportedBandwidths": [10000, 50],
            "zSide": { "accessPointSelectors": {
                "type": "VD", "virtualDevice": { "uuid": DEVICE }, "interface": { "id": "7" },
            } },
        },
    });
    let id = stage.take(&stage.one(&said))[0];
    let view = stage.bench.grant(stage.west, id);
    assert_eq!((view.pin, view.bandwidth.as_str()), (Pin::At(Place::Interface(7)), "one of 50 Mbps, 10 Gbps"));
    assert!(view.name.is_empty() && view.recipients.is_empty());
    let act = Act::CreateToken(stage.bench.z_token_on(device, Spot::Interface(7)));
    stage.bench.refused_once(stage.west.boss, act, Code::InterfaceTaken, Field::Interface);
    let terms = stage.bench.preview(stage.east, &key(KEY)).unwrap();
    assert_eq!(terms.bandwidth.words, Speeds::OneOf(vec![Mbps::new(50), Mbps::gbps(10)]).to_string());
}

/// [W6] what is new or changed is offered; a row can be left out, and one that contradicts is taken only when chosen
#[test]
fn what_is_taken_over_is_chosen_row_by_row() {
    let stage = Stage::new();
    let (bound, mut said) = stage.at_vendor(100);
    let mut create = stage.bench.token_on(stage.port, Tag::Dot1q(100)).details;
    create.name = "Ours".to_owned();
    stage.bench.act(stage.west.boss, Act::EditToken { grant: bound.id, details: create });
    said["name"] = json!("Theirs");
    let import = stage.import(&json!([new_token(OTHER, 300), said]));
    let classes: Vec<_> = import.rows.iter().map(|row| (row.class, row.offered)).collect();
    assert_eq!(classes, [(Class::New, true), (Class::Conflicting, false)]);
    let chosen = |turned: &[usize]| {
        let chosen = import.chosen(|row| turned.contains(&row));
        chosen.into_iter().map(|(at, adoption)| (at, adoption.overrule)).collect::<Vec<_>>()
    };
    assert_eq!(chosen(&[]), [(0, false)]);
    assert_eq!(chosen(&[1]), [(0, false), (1, true)], "the vendor's word counts");
    assert_eq!(chosen(&[0]), []);
    assert_eq!(chosen(&[7]), [(0, false)]);
}

/// [W6] a long list is shown by pages, and what was chosen on one of them stays chosen
#[test]
fn a_long_list_is_shown_by_pages() {
    let stage = Stage::new();
    let token = |number: u16| new_token(&format!("1b4e28ba-2fa1-41d2-883f-0016d3cc{number:04}"), 2 + number);
    let import = stage.import(&Value::from_iter((0..120).map(token)));
    assert_eq!(import.counts, [(Class::New, 120)]);
    let (first, last) = (import.page(0), import.page(7));
    assert_eq!((first.rows.len(), first.total, first.pages), (50, 120, 3));
    assert_eq!((last.page, last.rows.len(), last.rows[0].0), (2, 20, 100));
    assert_eq!(last.rows[0].1, import.rows[100]);
    assert_eq!(import.ticked(|row| row == 3 || row == 100), (120, 118));
    assert_eq!(import.chosen(|row| row == 3 || row == 100).len(), 118);
}

/// [W6] a text that no form would take is not adopted, for its grant could not be edited any more
#[test]
fn a_text_that_no_form_takes_is_not_adopted() {
    let stage = Stage::new();
    for (field, text, told) in [
        ("name", "n".repeat(3000), "Its name cannot be kept here. "),
        ("name", "one\u{0}two".to_owned(), "Its name cannot be kept here. "),
        ("name", "one\ntwo".to_owned(), "Its name cannot be kept here. "),
        ("description", "d".repeat(3000), "Its description cannot be kept here. "),
    ] {
        let mut said = new_token(KEY, 200);
        said[field] = json!(text);
        let row = stage.one(&said);
        assert_eq!((row.class, row.adoption.is_some()), (Class::Unreadable, false), "{row:?}");
        assert!(row.words.starts_with(told), "{}", row.words);
        assert!(row.words.ends_with(" Change it at the vendor, then read this again."), "{}", row.words);
    }
    let mut said = new_token(KEY, 200);
    (said["name"], said["expirationDateTime"]) = (json!("n".repeat(64)), json!("2026-05-01T00:00:00Z"));
    let id = stage.take(&stage.one(&said))[0];
    let mut details = stage.bench.token_details(stage.west, id);
    details.limit = Mbps::new(200);
    stage.bench.act(stage.west.boss, Act::EditToken { grant: id, details });
}

/// [W5] [G8] a local token that was used is carried out all the same, and gets its key, for its redeemer's order needs it
#[test]
fn a_used_token_gets_its_key() {
    let stage = Stage::new();
    let token = stage.token(200);
    stage.bench.redeem(stage.east, order_to_port(token.key, stage.east_port, Tag::Dot1q(7)));
    let said = stage.replied(token.id, KEY);
    stage.take(&stage.reply(token.id, &said).rows[0]);
    assert!(stage.panel(token.id).standing.contains("It was used here since."), "{}", stage.panel(token.id).standing);
}

/// [W5] a token whose earlier end was never sent is still good at the vendor when that day has passed here
#[test]
fn what_expired_here_only_is_deleted_there() {
    let stage = Stage::new();
    let (token, _) = stage.at_vendor(200);
    let mut details = stage.bench.token_on(stage.port, Tag::Dot1q(200)).details;
    details.expires = stage.bench.desk.now().day().plus(30);
    stage.bench.act(stage.west.boss, Act::EditToken { grant: token.id, details });
    stage.bench.advance_days(31);
    let panel = stage.panel(token.id);
    assert!(panel.standing.ends_with("It expired here, but not there: delete it there."), "{}", panel.standing);
    assert!(panel.sheets.iter().any(|sheet| sheet.text.contains("DELETE")));
    stage.bench.advance_days(70);
    assert!(stage.panel(token.id).standing.ends_with("It expired since; there is nothing to send."));
}
