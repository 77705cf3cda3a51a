//! "Use at Equinix" and "Use at Megaport": the calls as JSON, for curl and for Terraform.

use std::io::Write;
use std::process::{Command, Stdio};

use crosskey::domain::key::Key;
use crosskey::domain::mcr::{Bfd, Configuration, Interface, Peer, Route};
use crosskey::domain::permission::{FabricRole, MegaportRole};
use crosskey::domain::profile::FieldForm;
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::domain::vlan_choice::VlanChoice;
use crosskey::ledger::command::{Act, Adoption, CreateToken, Destination, KeyUse, RedeemKey, ServiceEnd, Spot};
use crosskey::vendor::hcl::{Expr, Item, identifier, resource, set, slug};
use crosskey::vendor::panel::{Panel, of_connection, of_form, of_grant};
use crosskey::vendor::read::read;
use serde_json::Value;

use crate::partners::{Partners, configured, megaport, single};
use crate::support::{Bench, Firm, Pair, Token, device_details, email, fabric, metro, order_to, port_details};
use crate::vendor_equinix::{DEVICE, PORT, with_id};
use crate::vendor_megaport::{SERVICE, give_id};

fn panel(bench: &Bench, firm: Firm, token: &Token) -> Panel {
    bench.look(firm, |sight| of_grant(sight, firm.boss, token.id)).expect("a panel")
}

#[track_caller]
fn sheet(panel: &Panel, tab: &str) -> String {
    panel.sheets.iter().find(|sheet| sheet.tab == tab).expect("a tab").text.clone()
}

/// What a program answers to this on its input; none where there is no such program.
fn run(program: &str, arguments: &[&str], input: &str) -> Option<String> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().ok()?;
    child.stdin.take()?.write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{program}: {} {input}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Where Terraform is at hand, it would write this no otherwise.
#[track_caller]
fn assert_formatted(text: &str) {
    if let Some(formatted) = run("terraform", &["fmt", "-no-color", "-"], text) {
        assert_eq!(formatted, text);
    }
}

/// [W5] a token: JSON, curl and Terraform, and what to know before
#[test]
fn a_token_can_be_used_at_equinix() {
    let pair = Pair::new();
    let bench = &pair.bench;
    let port = bench.add_asset(pair.west, with_id(port_details("P", "DC", 10, Tagging::Dot1q), PORT));
    let mut create = bench.token_on(port, Tag::Dot1q(100));
    create.details.name = "O'Hara's \"東\" ${x}".to_owned();
    create.details.recipients = vec![email("o'hara@east.example")];
    let token = bench.create(pair.west, create);
    let panel = panel(bench, pair.west, &token);
    assert_eq!((panel.title, panel.allowed.yes(), panel.gaps.len()), ("Use at Equinix", true, 0));
    assert_eq!(panel.notes, ["Equinix deletes a token only while it is Inactive; here that is possible at any time."]);
    let tabs: Vec<_> = panel.sheets.iter().map(|sheet| (sheet.tab, sheet.file_name.as_str())).collect();
    assert_eq!(
        tabs,
        [
            ("JSON body", "service-token-o-hara-s-x.json"),
            ("curl", "service-token-o-hara-s-x.sh"),
            ("Terraform", "service-token-o-hara-s-x.tf"),
        ]
    );
    let json = sheet(&panel, "JSON body");
    let body: Value = json.parse().unwrap();
    assert_eq!(body["name"], "O'Hara's \"東\" ${x}");
    let curl = sheet(&panel, "curl");
    let head = "curl --request POST 'https://api.equinix.com/fabric/v4/serviceTokens' \\
  --header \"Authorization: Bearer $EQUINIX_TOKEN\" \\
  --header 'Content-Type: application/json' \\
  --data-raw '{\n";
    assert!(curl.starts_with(head), "{curl}");
    assert!(!curl.contains(&token.key.reveal()), "the vendor gives the key");
    let id = token.id.to_string();
    let terraform = format!(
        r#"resource "equinix_fabric_service_token" "service_token_{}" {{
  type                 = "VC_TOKEN"
  name                 = "O'Hara's \"東\" $${{x}}"
  expiration_date_time = "2026-05-31T00:00:00.000Z"

  service_token_connection {{
    type                    = "EVPL_VC"
    allow_remote_connection = false
    bandwidth_limit         = 1000

    a_side {{
      access_point_selectors {{
        type = "COLO"

        port {{
          uuid = "{PORT}"
        }}

        link_protocol {{
          type     = "DOT1Q"
          vlan_tag = 100
        }}
      }}
    }}
  }}

  notifications {{
    type   = "ALL"
    emails = ["o'hara@east.example"]
  }}
}}
"#,
        &id[..8]
    );
    assert_eq!(sheet(&panel, "Terraform"), terraform);
    assert_formatted(&terraform);
}

/// [W5] what the shell hands to curl is the JSON body, whatever is in it
#[test]
fn the_shell_takes_the_body_as_it_is() {
    let pair = Pair::new();
    for (at, name) in
        ["'", "''", "a'b\"c`d$(e)\\f!g", "\\'", "$EQUINIX_TOKEN", "%{x} #& |", "東会社 – Grüße"].iter().enumerate()
    {
        let mut create = pair.bench.token_on(pair.west_port, Tag::Dot1q(100 + u16::try_from(at).unwrap()));
        create.details.name = (*name).to_owned();
        let panel = panel(&pair.bench, pair.west, &pair.bench.create(pair.west, create));
        let (json, curl) = (sheet(&panel, "JSON body"), sheet(&panel, "curl"));
        let script = format!("curl() {{ for last; do :; done; printf '%s' \"$last\"; }}\n{curl}");
        if let Some(sent) = run("sh", &[], &script) {
            assert_eq!(sent, json.trim_end());
        }
    }
}

/// [W5] a token on a device, on QinQ and untagged ports, with a gap where the asset has no id (A7)
#[test]
fn every_token_is_written_for_terraform() {
    let pair = Pair::new();
    let bench = &pair.bench;
    let device = bench.add_asset(pair.west, with_id(device_details("R", "DC", 10, &[1]), DEVICE));
    let qinq = bench.add_port(pair.west, "Q \"1\"", Tagging::Qinq);
    let untagged = bench.add_port(pair.west, "U", Tagging::Untagged);
    let spot = |asset, spot| bench.create_z_token(pair.west, asset, spot);
    for (token, has, gaps) in [
        (spot(device, Spot::Interface(7)), "interface {\n          type = \"NETWORK\"\n        }", 0),
        (
            spot(qinq, Spot::Vlan(Tag::Qinq { s: 10, c: Some(11) })),
            "type       = \"QINQ\"\n          vlan_s_tag = 10\n          vlan_c_tag = 11",
            1,
        ),
        (spot(qinq, Spot::Vlan(Tag::Qinq { s: 12, c: None })), "uuid = \"<id of Q \\\"1\\\">\"", 1),
        (spot(untagged, Spot::Vlan(Tag::Untagged)), "type = \"UNTAGGED\"", 1),
    ] {
        let panel = panel(bench, pair.west, &token);
        let text = sheet(&panel, "Terraform");
        assert!(text.contains(has) && text.contains("supported_bandwidths    = [10, 50, 200, 500, 1000]"), "{text}");
        assert_eq!(panel.gaps.len(), gaps);
        let said = panel.notes.iter().any(|note| note.contains("cannot name the interface"));
        assert_eq!(said, gaps == 0);
        assert_formatted(&text);
    }
}

/// [W5] [E5] a bandwidth that is not on the price list needs the vendor's leave, in Terraform as in JSON
#[test]
fn an_unusual_bandwidth_is_allowed_by_name() {
    let pair = Pair::new();
    let mut create = pair.bench.token_on(pair.west_port, Tag::Dot1q(100));
    create.details.limit = crosskey::domain::bandwidth::Mbps::new(300);
    let panel = panel(&pair.bench, pair.west, &pair.bench.create(pair.west, create));
    let text = sheet(&panel, "Terraform");
    assert!(text.contains("allow_custom_bandwidth  = true\n    bandwidth_limit         = 300\n"), "{text}");
    assert!(sheet(&panel, "JSON body").contains("\"allowCustomBandwidth\": true"));
    assert_formatted(&text);
}

/// [W5] a redemption at Equinix, to each end that there is
#[test]
fn a_redemption_can_be_used_at_equinix() {
    let pair = Pair::new();
    let bench = &pair.bench;
    let device = bench.add_asset(pair.east, with_id(device_details("R", "DC", 5, &[1]), DEVICE));
    let other_port = bench.add_port(pair.west, "Second Port", Tagging::Dot1q);
    let z_side = |vlan| bench.create(pair.west, bench.z_token_on(other_port, Spot::Vlan(Tag::Dot1q(vlan))));
    let cloud = bench.found_company("Cloud");
    let fields = [("Account", FieldForm::AwsAccount), ("Contract", FieldForm::Text), ("Room", FieldForm::Text)];
    let profile = bench.add_asset(cloud, crate::support::profile_details("Direct Line", &["DC"], &fields));
    let value = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let values = vec![value("Account", "012345678901"), value("Contract", "C \"7\""), value("Room", "4")];
    let other_port = bench.add_port(pair.west, "Other Port", Tagging::Dot1q);
    let second = bench.create_z_token(pair.west, other_port, Spot::Vlan(Tag::Dot1q(102)));
    for (key, end, has) in [
        (pair.token(100), Destination::Port { asset: pair.east_port, tag: Tag::Dot1q(7) }, "vlan_tag = 7"),
        (z_side(101), Destination::Device { asset: device, interface: Some(3) }, "id   = 3"),
        (pair.token(103), Destination::Token { key: second.key }, "service_token {"),
        (
            pair.token(104),
            Destination::Profile { asset: profile, metro: metro("DC"), values },
            "authentication_key = \"012345678901\"\n      seller_region      = \"<region at AWS>\"",
        ),
    ] {
        let mut redeem = order_to(key.key, end);
        redeem.purchase_order = "PO \"1\"".to_owned();
        let made = bench.redeem(pair.east, redeem);
        let panel = bench.look(pair.east, |sight| of_connection(sight, pair.east.boss, made)).unwrap();
        let text = sheet(&panel, "Terraform");
        assert!(text.starts_with("resource \"equinix_fabric_connection\" \"connection_"), "{text}");
        assert!(text.contains(has) && text.contains("purchase_order_number = \"PO \\\"1\\\"\""), "{text}");
        assert!(text.contains(&key.key.reveal()));
        assert_formatted(&text);
        // What the provider asks for besides its key is in all of the formats (A5).
        let asked = "  additional_info = [\n    {\n      key   = \"Contract\"\n      value = \"C \\\"7\\\"\"\n    },\n    {\n      \
                     key   = \"Room\"\n      value = \"4\"\n    },\n  ]\n";
        let body = sheet(&panel, "JSON body");
        assert_eq!(
            (text.contains(asked), body.contains("additionalInfo")),
            (body.contains("\"Room\""), body.contains("\"Room\"")),
            "{text}"
        );
        let curl = sheet(&panel, "curl");
        assert!(curl.contains("POST 'https://api.equinix.com/fabric/v4/connections'"), "{curl}");
        assert_eq!(panel.sheets[0].file_name, "connection-link-1.json");
        assert!(bench.look(pair.west, |sight| of_connection(sight, pair.west.boss, made)).is_none());
    }
}

/// [W5] a key and an order at Megaport
#[test]
fn a_key_and_an_order_can_be_used_at_megaport() {
    let partners = Partners::new();
    give_id(&partners, partners.east, partners.east_port, SERVICE);
    give_id(&partners, partners.west, partners.west_mve, SERVICE);
    let token = partners.key(single(100));
    let granted = panel(&partners.bench, partners.east, &token);
    assert_eq!((granted.title, &granted.notes[..], granted.gaps.len()), ("Use at Megaport", &[][..], 0));
    assert!(sheet(&granted, "curl").contains("POST 'https://api.megaport.com/v2/service/key'"));
    let id = token.id.to_string();
    let key = format!(
        r#"resource "megaport_service_key" "service_key_{}" {{
  product_uid  = "{SERVICE}"
  description  = "For West"
  max_speed    = 500
  single_use   = true
  active       = true
  pre_approved = true
  vlan         = 100

  valid_for = {{
    start_time = "2026-03-02T09:30:00.000Z"
    end_time   = "2026-04-01T09:30:00.000Z"
  }}
}}
"#,
        &id[..8]
    );
    assert_eq!(sheet(&granted, "Terraform"), key);
    assert_formatted(&key);
    let end = ServiceEnd::Mve { vnic: 1, vlan: VlanChoice::Id(200) };
    let made = partners.redeem(partners.order_to(token.key, partners.west_mve, end));
    let ordered = partners.bench.look(partners.west, |sight| of_connection(sight, partners.west.boss, made)).unwrap();
    let secret = token.key.reveal();
    let begin = &secret[..8];
    let order = format!(
        r#"resource "megaport_vxc" "connection_{begin}" {{
  product_name         = "To East"
  rate_limit           = 300
  contract_term_months = 12
  shutdown             = false
  service_key          = "{secret}"
  cost_centre          = "SLR 7"

  a_end = {{
    requested_product_uid = "{SERVICE}"
    ordered_vlan          = 200
    vnic_index            = 1
  }}

  b_end = {{}}
}}
"#
    );
    assert_eq!(sheet(&ordered, "Terraform"), order);
    assert_formatted(&order);
    let note = "The B-End follows from the service key, so nothing is said of it. If Megaport asks for its productUid, look the key up \
                there.";
    assert_eq!(ordered.notes, [note]);
    assert!(sheet(&ordered, "curl").contains("POST 'https://api.megaport.com/v3/networkdesign/buy'"));
}

/// [W5] an MCR's configuration in Terraform; and what Megaport's format cannot say of a key is told
#[test]
fn a_router_is_written_for_terraform() {
    let partners = Partners::new();
    let address = |text: &str| text.parse().unwrap();
    let peer = Peer {
        asn: 64_512,
        local: "10.0.0.1".parse().unwrap(),
        remote: "10.0.0.2".parse().unwrap(),
        med_in: Some(1),
        med_out: None,
        prepend: 2,
        password: Some(crosskey::domain::password::Password::parse("a${b}\"c\\").unwrap()),
        shutdown: false,
        description: "peer".to_owned(),
    };
    let interface = Interface {
        addresses: vec![address("10.0.0.1/29"), address("10.1.0.1/29")],
        routes: vec![Route { prefix: address("10.9.0.0/16"), next_hop: "10.0.0.2".parse().unwrap() }],
        bfd: Some(Bfd { transmit: 300, receive: 300, multiplier: 3 }),
        peers: vec![peer],
    };
    let bare = Interface { addresses: vec![address("10.2.0.1/29")], ..Interface::default() };
    let configuration = Configuration { interfaces: vec![interface, bare] };
    let key = partners.key(single(100));
    let form: RedeemKey = partners.order_to(key.key, partners.west_mcr, ServiceEnd::Mcr(configuration));
    let made = partners.redeem(form);
    let panel_of = |made| partners.bench.look(partners.west, |sight| of_connection(sight, partners.west.boss, made));
    let text = sheet(&panel_of(made).unwrap(), "Terraform");
    assert!(text.contains("password              = \"a$${b}\\\"c\\\\\""), "{text}");
    assert!(text.contains("ip_addresses = [\"10.0.0.1/29\", \"10.1.0.1/29\"]"), "{text}");
    assert_formatted(&text);
    for (asset, usage, said) in [
        (partners.east_mcr, KeyUse::Single(ServiceEnd::Mcr(configured("10.0.0.1/30"))), "B-End configuration"),
        (partners.east_mve, KeyUse::Multi { vnic: Some(1) }, "vNIC"),
    ] {
        let token = partners.create(partners.key_on(asset, usage));
        let panel = panel(&partners.bench, partners.east, &token);
        assert!(panel.notes.len() == 1 && panel.notes[0].contains(said), "{:?}", panel.notes);
        assert!(!sheet(&panel, "Terraform").contains("vlan"));
    }
}

/// [W5] [P2] [P4] [S2] who may not reveal a key is shown no panel's texts
#[test]
fn who_may_not_reveal_sees_no_texts() {
    let pair = Pair::new();
    let (token, made) = pair.connected();
    for firm in [pair.west, pair.east] {
        let viewer = pair.bench.add_person(firm, "Viewer", fabric(FabricRole::FabricViewer));
        let panels =
            pair.bench.look(firm, |sight| (of_grant(sight, viewer, token.id), of_connection(sight, viewer, made)));
        let (grant, connection) = panels;
        assert_eq!(
            (grant.is_some(), connection.is_some()),
            (firm.company == pair.west.company, firm.company == pair.east.company)
        );
        let panel = grant.or(connection).unwrap();
        assert!(!panel.allowed.yes() && panel.sheets.is_empty() && panel.notes.is_empty());
        assert!(panel.allowed.why().contains("needs the role"));
    }
    let partners = Partners::new();
    let key = partners.key(single(100));
    let reader = partners.bench.add_person(partners.east, "Reader", megaport(MegaportRole::ReadOnly));
    let panel = partners.bench.look(partners.east, |sight| of_grant(sight, reader, key.id)).unwrap();
    assert!(!panel.allowed.yes() && panel.sheets.is_empty());
}

/// [W5] texts in quotes mean themselves, whatever is in them
#[test]
fn texts_are_quoted_for_terraform() {
    for (text, quoted) in [
        ("", r#""""#),
        ("a\"b\\c", r#""a\"b\\c""#),
        ("${a} %{b}", r#""$${a} %%{b}""#),
        ("$${a} %%{b} $$ $", r#""\u0024$${a} \u0025%%{b} \u0024$ $""#),
        ("a\nb\r\tc\u{0}\u{7f}\u{feff}", "\"a\\nb\\r\\tc\\u0000\\u007f\\ufeff\""),
        ("東会社 🦀 ß", "\"東会社 🦀 ß\""),
    ] {
        let written = resource("x", "y", &[set("name", text)]);
        assert_eq!(written, format!("resource \"x\" \"y\" {{\n  name = {quoted}\n}}\n"));
        assert_formatted(&written);
    }
    let items = [
        set("a", "1"),
        set("long_name", true),
        Item::Block("b", vec![]),
        set("c", Expr::List(vec![])),
        set("list", Expr::List(vec![Expr::Object(vec![set("x", "y")]), Expr::Object(vec![])])),
        set("d", "2"),
    ];
    let expected = "resource \"x\" \"y\" {\n  a         = \"1\"\n  long_name = true\n\n  b {\n  }\n\n  c = []\n\n  list = \
                    [\n    {\n      x = \"y\"\n    },\n    {},\n  ]\n\n  d = \"2\"\n}\n";
    assert_eq!(resource("x", "y", &items), expected);
    assert_formatted(expected);
}

/// [W5] names of resources and files are plain ASCII, whatever the name they come from
#[test]
fn names_of_resources_are_plain() {
    for (name, resource, file) in [
        ("For East", "for_east_1a2b", "for-east"),
        ("  --ä東  ", "token_1a2b", ""),
        ("1st", "token_1a2b", "1st"),
        ("a/../b\\c", "a_b_c_1a2b", "a-b-c"),
        (&"x".repeat(100), &format!("{}_1a2b", "x".repeat(40)), &"x".repeat(40)),
    ] {
        assert_eq!((identifier(name, "token", "1a2b").as_str(), slug(name, '-').as_str()), (resource, file));
    }
    // Ten tokens that are called alike are ten resources.
    let pair = Pair::new();
    let device = pair.bench.add_device(pair.west, "Router", 6);
    let create = CreateToken { spot: Spot::EveryInterface, ..pair.bench.z_token_on(device, Spot::NextInterface) };
    let outcome = pair.bench.act(pair.west.boss, Act::CreateToken(create));
    let names: std::collections::BTreeSet<String> = outcome
        .grants
        .iter()
        .map(|id| {
            let panel = pair.bench.look(pair.west, |sight| of_grant(sight, pair.west.boss, *id)).unwrap();
            sheet(&panel, "Terraform").lines().next().unwrap().to_owned()
        })
        .collect();
    assert_eq!(names.len(), 5);
}

/// [W5] what is renamed keeps its address in Terraform, which would destroy it under another one; what is at the vendor is
/// imported, so that no second one is made
#[test]
fn a_name_is_no_address() {
    let pair = Pair::new();
    let bench = &pair.bench;
    let token = bench.create_token(pair.west, pair.west_port, Tag::Dot1q(100));
    let address = |token: &Token| {
        let text = sheet(&panel(bench, pair.west, token), "Terraform");
        text.lines().find(|line| line.starts_with("resource")).unwrap().to_owned()
    };
    let before = address(&token);
    let mut details = bench.token_details(pair.west, token.id);
    details.name = "Something else".to_owned();
    bench.act(pair.west.boss, Act::EditToken { grant: token.id, details });
    assert_eq!(address(&token), before);
    assert!(!sheet(&panel(bench, pair.west, &token), "Terraform").contains("import {"));
    let bound = "5c3f1a52-0b8e-4c55-9d0e-7a1f1c2d3e4f";
    let mut said: Value = sheet(&panel(bench, pair.west, &token), "JSON body").parse().unwrap();
    (said["uuid"], said["state"]) = (Value::from(bound), Value::from("INACTIVE"));
    let report = read(&said.to_string()).rows.remove(0).report;
    let key = Key::parse(bound).unwrap();
    bench.act(pair.west.boss, Act::Adopt(vec![Adoption { grant: Some(token.id), key, report, overrule: false }]));
    let there = panel(bench, pair.west, &token);
    let text = sheet(&there, "Terraform");
    let name = before.split('"').nth(3).unwrap();
    let import = format!("import {{\n  to = equinix_fabric_service_token.{name}\n  id = \"{bound}\"\n}}\n\nresource ");
    assert!(text.starts_with(&import), "{text}");
    assert_eq!(address(&token), before);
    assert!(there.notes[0].starts_with("The import block tells Terraform"), "{:?}", there.notes);
    assert_formatted(&text);
    // A connection as well.
    let made = bench.redeem(pair.east, order_to(key, Destination::Port { asset: pair.east_port, tag: Tag::Dot1q(7) }));
    let order = || bench.look(pair.east, |sight| of_connection(sight, pair.east.boss, made)).unwrap();
    let first = |panel: &Panel| sheet(panel, "Terraform").lines().next().unwrap().to_owned();
    let before = first(&order());
    bench.act(pair.east.boss, Act::RenameConnection { connection: made, name: "renamed".to_owned() });
    assert_eq!(first(&order()), before);
    // Used here, the vendor's last word is that it is not: that is said, and there is nothing to send of it.
    let used = panel(bench, pair.west, &token);
    assert!(used.standing.ends_with(
        "it said: INACTIVE. It was used here since. There is nothing to send of it: it is used there once the connection \
         is ordered there."
    ), "{}", used.standing);
}

/// [G8] [W2] [W4] an order with a key that is in Crosskey only says that the vendor does not know it
#[test]
fn an_order_with_a_local_key_says_so() {
    let pair = Pair::new();
    let token = pair.token(100);
    let tail = token.key.tail();
    let end = Destination::Port { asset: pair.east_port, tag: Tag::Dot1q(7) };
    let words = format!(
        "In Crosskey only: Equinix Fabric does not know the key …{tail}. Whoever issued it carries it out there first; the \
         order then takes the key that Equinix Fabric gives."
    );
    let form = Act::Redeem(order_to(token.key, end.clone()));
    let panel = pair.bench.look(pair.east, |sight| of_form(sight, &form, true)).unwrap();
    assert_eq!((panel.standing, panel.sheets.len()), (words.clone(), 3));
    let made = pair.bench.redeem(pair.east, order_to(token.key, end));
    let panel = pair.bench.look(pair.east, |sight| of_connection(sight, pair.east.boss, made)).unwrap();
    assert_eq!(panel.standing, words);
    let partners = Partners::new();
    let key = partners.key(single(100));
    let made = partners.redeem(partners.order_to(key.key, partners.west_port, ServiceEnd::Port(VlanChoice::Id(200))));
    let panel = partners.bench.look(partners.west, |sight| of_connection(sight, partners.west.boss, made)).unwrap();
    assert!(panel.standing.starts_with("In Crosskey only: Megaport does not know the key …"), "{}", panel.standing);
}

/// [W5] what is over here is not carried out any more: neither a deleted connection nor a token that was used or expired
#[test]
fn what_is_over_is_not_carried_out() {
    let pair = Pair::new();
    let bench = &pair.bench;
    let (token, made) = pair.connected();
    let used = panel(bench, pair.west, &token);
    assert_eq!(used.sheets.len(), 3, "the order of its redeemer waits for its key");
    assert_eq!(
        used.standing,
        "This token is in Crosskey only, where it was used already. Carry the call out, then read Equinix Fabric's reply \
         here: whoever redeemed it orders with the key that Equinix Fabric gives."
    );
    bench.act(pair.east.boss, Act::DeleteConnection { connection: made, confirmed: true });
    let order = bench.look(pair.east, |sight| of_connection(sight, pair.east.boss, made)).unwrap();
    assert!(order.sheets.is_empty() && order.notes.is_empty() && order.gaps.is_empty());
    assert_eq!(
        order.standing,
        "This connection was deleted here. If it was ordered there, delete it there too; there is nothing to order any more."
    );
    let used = panel(bench, pair.west, &token);
    assert!(used.sheets.is_empty() && used.notes.is_empty() && used.gaps.is_empty());
    assert_eq!(used.standing, "This token was used before it was carried out; there is nothing to send.");
    let token = pair.token(101);
    bench.advance_days(100);
    let over = panel(bench, pair.west, &token);
    assert_eq!(
        (over.sheets.len(), over.standing.as_str()),
        (0, "This token expired before it was carried out; there is nothing to send.")
    );
}
