//! The vendor's own story of West Company and East Company, step by step, over the desk.

use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::refusal::{Code, Field};
use crosskey::domain::terms::Status;
use crosskey::ledger::command::Act;

use crate::partners::{Partners, single};

/// [K10] [K1] [R7] [C2c] [C2f] [C3] the story of the vendor's description, from the key to the deletion
#[test]
fn west_and_east() {
    let partners = Partners::new();
    let Partners { bench, east, west, .. } = &partners;

    // 1, 2. East Company creates a service key on its Port, with a rate limit, and shares it.
    let key = partners.key(single(100));
    let shown = bench.grant(*east, key.id);
    assert_eq!((shown.row.kind, shown.row.limit, shown.row.status.vendor), ("service key", Mbps::new(500), "Active"));
    assert_eq!(shown.row.place, "East Port · VLAN 100");

    // 3. West Company creates a connection with it. It needs nothing but the key, and does not learn what it is on.
    let preview = bench.preview(*west, &key.key).unwrap();
    assert_eq!(
        (preview.issuer.as_str(), preview.limit, preview.asks_approval),
        ("East Company", Mbps::new(500), false)
    );
    assert_eq!(preview.payer, "You pay for the connection. East Company is not billed for it.");
    assert!(!format!("{preview:?}").contains("East Port"));
    let connection = partners.redeem(partners.order(key.key, 200));

    // 4, 5. East is notified, access is granted automatically, and the connection is there.
    assert_eq!(bench.notices(*east)[0], "West Company redeemed “For West”. The connection is live.");
    assert_eq!(partners.state(connection), "Live");
    assert_eq!(bench.status(*east, key.id), Status::Used);
    assert_eq!(partners.end(*east, connection), "East Port · VLAN 100");
    assert_eq!(partners.end(*west, connection), "West Port · VLAN 200");
    let of_east = bench.connection(*east, connection);
    assert_eq!((of_east.ends[0].label, of_east.ends[1].label), ("A-End", "B-End"));
    assert!(of_east.ends[0].open.is_none(), "each end cannot see the other's details");
    assert_eq!(of_east.payer, "West Company pays for the connection. You are not billed for it.");

    // Each partner calls the connection what it likes.
    bench.act(east.boss, Act::RenameConnection { connection, name: "West's line".to_owned() });
    assert_eq!(bench.connection(*west, connection).row.name, "To East");

    // West changes the VLAN: East is informed, and the old one stays in force.
    bench.act(west.boss, Partners::west_moves(connection, 201));
    assert_eq!(
        bench.notices(*east)[0],
        "West Company proposes to change “West's line”: VLAN 200 → 201. It needs your approval."
    );
    assert_eq!(partners.end(*west, connection), "West Port · VLAN 200");

    // East checks the connection's details: a box says what changes, with buttons to approve or deny.
    let change = partners.proposal(*east, connection);
    let line = &change.lines[0];
    assert_eq!((line.field, line.from.as_deref().unwrap_or_default(), line.to.as_str()), ("VLAN", "200", "201"));
    assert!(change.may_answer.yes() && !change.may_withdraw.yes());
    bench.act(east.boss, Act::ApproveChange { connection, proposal: change.id });
    assert_eq!(partners.end(*west, connection), "West Port · VLAN 201");
    assert_eq!(bench.notices(*west)[0], "East Company approved the proposed change of “To East”. It is in force.");

    // The creator of the service key may not change the rate limit, nor delete; the consumer may.
    let change = Act::ChangeBandwidth { connection, bandwidth: Mbps::new(100) };
    bench.refused_once(east.boss, change.clone(), Code::RoleNotAllowed, Field::Bandwidth);
    let delete = Act::DeleteConnection { connection, confirmed: true };
    bench.refused_once(east.boss, delete.clone(), Code::RoleNotAllowed, Field::Form);
    bench.act(west.boss, change);
    bench.act(west.boss, delete);
    assert_eq!(partners.state(connection), "Deleted");
    assert_eq!(
        bench.notices(*east)[0],
        "West Company deleted the connection “West's line”. Its places are free again."
    );

    // The key is used up, and the history tells it all.
    assert_eq!(bench.status(*east, key.id), Status::Used);
    let told: Vec<(String, String)> =
        bench.history(*east, connection.uuid()).into_iter().map(|moment| (moment.who, moment.what)).collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(who, what)| (who.as_str(), what.as_str())).collect();
    assert_eq!(
        told,
        [
            ("West Company", "Redeemed the key: 300 Mbps connection"),
            ("East Company Boss", "Named the connection “West's line”"),
            ("West Company", "Proposed a change: VLAN 200 → 201"),
            ("East Company Boss", "Approved the proposed change"),
            ("West Company", "Changed the bandwidth from 300 Mbps to 100 Mbps"),
            ("West Company", "Deleted the connection"),
        ]
    );
}
