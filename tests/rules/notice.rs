//! What each company is told, and the history it can look up.

use crosskey::domain::refusal::{Code, Field};
use crosskey::domain::time::DAY;
use crosskey::domain::vlan::Tag;
use crosskey::ledger::command::Act;
use crosskey::ledger::view::company::shell;
use crosskey::ledger::view::inbox::{About, inbox};
use uuid::Uuid;

use crate::partners::{MULTI, Partners, single};
use crate::support::{HOUR, MINUTE, Pair, email};

/// [N1] a company whose person is named as a recipient is told the preview, not the key; nobody else is told
#[test]
fn a_named_recipient_is_told_the_preview() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let third = bench.found_company("Third Company");
    let mut create = bench.token_on(pair.west_port, Tag::Dot1q(100));
    create.details.recipients = vec![email("BOSS@East-Company.example"), email("nobody@elsewhere.example")];
    let token = bench.create(*west, create);
    assert_eq!(
        bench.notices(*east),
        [
            "West Company named your company as a recipient of an A-side token: DC Ashburn, up to 1 Gbps, until 2026-05-31 at 00:00 \
          UTC. They will send you the key."
        ]
    );
    let about = bench.look(*east, |sight| inbox(sight, 0)).rows[0].about;
    assert_eq!(about, About::Redeem);
    assert!(bench.notices(*west).is_empty() && bench.notices(third).is_empty());
    assert!(!format!("{:?}", bench.look(*east, |sight| inbox(sight, 0))).contains(&token.key.reveal()));
}

/// [N1] two people of one company are one notice; who is added by an edit is told, who was told before is not
#[test]
fn a_company_is_named_once() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let second = bench.add_person(*east, "Second", crosskey::domain::permission::Roles::default());
    let mut create = bench.token_on(pair.west_port, Tag::Dot1q(100));
    create.details.recipients = vec![email("boss@east-company.example"), email("second@people.example")];
    let token = bench.create(*west, create);
    assert_eq!(bench.notices(*east).len(), 1);
    assert_eq!(bench.desk.look(second, |sight| inbox(sight, 0)).total, 1, "the inbox is the company's");
    let third = bench.found_company("Third Company");
    let mut details = bench.token_details(*west, token.id);
    details.recipients.push(email("boss@third-company.example"));
    details.limit = crosskey::domain::bandwidth::Mbps::gbps(2);
    bench.act(west.boss, Act::EditToken { grant: token.id, details });
    assert_eq!(bench.notices(*east).len(), 1);
    assert!(bench.notices(third)[0].contains("up to 2 Gbps"), "with the terms as they are now");
    bench.act(west.boss, Act::ReplaceToken { grant: token.id, expires: bench.today().plus(30) });
    assert_eq!((bench.notices(*east).len(), bench.notices(third).len()), (2, 2), "a successor is another token");
}

/// [N1] a grant that expires within seven days is told once it does, while it can still be redeemed
#[test]
fn what_expires_soon_is_told() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let token = pair.token(100);
    let expires = bench.grant(*west, token.id).row.expires.millis();
    bench.clock.set(expires - 7 * DAY - 1);
    assert!(bench.notices(*west).is_empty());
    bench.clock.set(expires - 7 * DAY);
    let told = format!(
        "“A-side token …{}” expires on 2026-05-31 at 00:00 UTC without having been redeemed.",
        token.key.tail()
    );
    assert_eq!(bench.notices(*west), [told]);
    assert_eq!(bench.look(*west, |sight| inbox(sight, 0)).rows[0].about, About::Grant(token.id));
    assert_eq!((bench.unread(*west), bench.unread(*east)), (1, 0));
    bench.clock.advance(HOUR);
    bench.act(west.boss, Act::ReadInbox(bench.desk.now()));
    assert_eq!(bench.unread(*west), 0);
    assert_eq!(bench.notices(*west).len(), 1, "read ones stay");
    bench.clock.set(expires);
    assert!(bench.notices(*west).is_empty(), "it has expired; there is nothing left to do");
}

/// [N1] a redeemed, deleted or prolonged token no longer expires soon
#[test]
fn what_no_longer_expires_is_not_told() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    let tokens: Vec<_> = (100..103)
        .map(|vlan| {
            let mut create = bench.token_on(pair.west_port, Tag::Dot1q(vlan));
            create.details.expires = bench.today().plus(7);
            bench.create(*west, create)
        })
        .collect();
    assert_eq!(bench.unread(*west), 3);
    let mut details = bench.token_details(*west, tokens[0].id);
    details.expires = bench.today().plus(60);
    bench.act(west.boss, Act::EditToken { grant: tokens[0].id, details });
    bench.act(west.boss, Act::DeleteToken(tokens[1].id));
    bench.redeem(pair.east, pair.order(tokens[2].key, 200));
    assert_eq!(bench.notices(*west).len(), 1, "only the redemption");
}

/// [N1] unread notices are counted in the header, and read up to an instant
#[test]
fn unread_notices_are_counted() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    let header = || bench.look(*west, |sight| shell(sight, west.boss)).unwrap();
    assert_eq!((header().company.as_str(), header().unread), ("West Company", 0));
    let (_, connection) = pair.connected();
    let first = bench.desk.now();
    bench.clock.advance(MINUTE);
    bench.delete_connection(pair.east, connection);
    assert_eq!(header().unread, 2);
    bench.act(west.boss, Act::ReadInbox(first));
    assert_eq!(header().unread, 1);
    let unread: Vec<bool> = bench.look(*west, |sight| inbox(sight, 0)).rows.iter().map(|row| row.unread).collect();
    assert_eq!(unread, [true, false], "newest first");
    bench.act(west.boss, Act::ReadInbox(bench.desk.now()));
    assert_eq!(header().unread, 0);
    bench.refused_once(west.boss, Act::ReadInbox(bench.desk.now()), Code::NothingToChange, Field::Form);
}

/// [N1] nothing is read that has not come yet
#[test]
fn nothing_is_read_beforehand() {
    let pair = Pair::new();
    let later = crosskey::domain::time::Timestamp::from_millis(i64::MAX);
    pair.bench.refused_once(pair.west.boss, Act::ReadInbox(later), Code::NothingToChange, Field::Form);
    let (_, connection) = pair.connected();
    pair.bench.act(pair.west.boss, Act::ReadInbox(later));
    pair.bench.clock.advance(1);
    pair.bench.delete_connection(pair.east, connection);
    assert_eq!(pair.bench.unread(pair.west), 1);
}

/// [N1] [G4] a notice that comes after the reading is unread, though ledger time stands still meanwhile
#[test]
fn a_notice_of_the_same_instant_is_unread() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    pair.connected();
    bench.act(west.boss, Act::ReadInbox(bench.desk.now()));
    assert_eq!(bench.unread(*west), 0);
    bench.clock.advance(-5 * MINUTE);
    bench.redeem(pair.east, pair.order(pair.token(101).key, 201));
    assert_eq!(bench.unread(*west), 1);
    let unread: Vec<bool> = bench.look(*west, |sight| inbox(sight, 0)).rows.iter().map(|row| row.unread).collect();
    assert_eq!(unread.iter().filter(|unread| **unread).count(), 1);
    bench.act(west.boss, Act::ReadInbox(bench.desk.now()));
    assert_eq!(bench.unread(*west), 0);
}

fn lines(history: Vec<crosskey::ledger::history::Moment>) -> Vec<String> {
    history.into_iter().map(|moment| format!("{}: {}", moment.who, moment.what)).collect()
}

/// [N3] [T2] the history of a token that nobody redeemed says when it expired, also after it was deleted
#[test]
fn a_tokens_history_tells_its_expiry() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let (token, used) = (pair.token(100), pair.token(101));
    bench.redeem(*east, pair.order(used.key, 200));
    bench.advance_days(89);
    assert_eq!(bench.history(*west, token.id.uuid()).len(), 1);
    bench.advance_days(2);
    let expiry = bench.grant(*west, token.id).row.expires;
    let told = "Nobody: Redeemed the token in time: it expired";
    let history = bench.history(*west, token.id.uuid());
    assert_eq!((history[1].at, lines(history)[1].as_str()), (expiry, told));
    bench.act(west.boss, Act::DeleteToken(token.id));
    let history = lines(bench.history(*west, token.id.uuid()));
    assert_eq!(history[1..], [told, "West Company Boss: Deleted the token"]);
    assert!(!lines(bench.history(*west, used.id.uuid())).iter().any(|line| line.contains("expired")));
    assert!(bench.history(*east, token.id.uuid()).is_empty(), "[S1] to nobody else");
}

/// [N3] [K6] each expiry of a key is told, before later dates revived it too
#[test]
fn a_keys_history_tells_its_expiries() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let (key, multi) = (partners.key(single(100)), partners.key(MULTI));
    partners.redeem(partners.order(multi.key, 300));
    bench.advance_days(31);
    let mut details = partners.details(&key);
    details.valid.until = partners.now().plus_days(5);
    bench.act(east.boss, Act::EditKey { grant: key.id, details });
    let told = || {
        let lines = lines(bench.history(*east, key.id.uuid()));
        lines.into_iter().map(|line| line.contains("Redeemed the key in time: it expired")).collect::<Vec<_>>()
    };
    assert_eq!(told(), [false, true, false]);
    bench.advance_days(5);
    assert_eq!(told(), [false, true, false, true]);
    let last = lines(bench.history(*east, multi.id.uuid())).pop().unwrap();
    assert_eq!(last, "Nobody: Can redeem the key any more: it expired");
}

/// [N3] the history of a token says who did what and when; of the partner the company, never the person
#[test]
fn a_tokens_history_shows_the_partners_company() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let token = pair.token(100);
    let mut details = bench.token_details(*west, token.id);
    details.limit = crosskey::domain::bandwidth::Mbps::gbps(2);
    details.name = "Renamed".to_owned();
    bench.clock.advance(MINUTE);
    bench.act(west.boss, Act::EditToken { grant: token.id, details });
    bench.clock.advance(MINUTE);
    bench.redeem(*east, pair.order(token.key, 200));
    bench.act(west.boss, Act::DeleteToken(token.id));
    let history = bench.history(*west, token.id.uuid());
    assert!(history.is_sorted_by_key(|moment| moment.at));
    assert_eq!(
        lines(history),
        [
            "West Company Boss: Created: up to 1 Gbps, until 2026-05-31 at 00:00 UTC",
            "West Company Boss: Edited: up to 2 Gbps, until 2026-05-31 at 00:00 UTC",
            "West Company Boss: Edited: “Renamed”, for guest@elsewhere.example",
            "East Company: Redeemed the token: 500 Mbps connection",
            "West Company Boss: Deleted the token",
        ]
    );
}

/// [N3] the history of a connection, to each partner what it may know
#[test]
fn a_connections_history_is_each_partners_own() {
    let pair = Pair::new();
    let (_, connection) = pair.connected();
    let Pair { bench, west, east, .. } = &pair;
    bench.act(east.boss, Act::RenameConnection { connection, name: "east-name".to_owned() });
    bench.act(west.boss, Act::RenameConnection { connection, name: "West's name".to_owned() });
    bench.act(east.boss, Act::ChangeBandwidth { connection, bandwidth: crosskey::domain::bandwidth::Mbps::gbps(1) });
    bench.delete_connection(*west, connection);
    assert_eq!(
        lines(bench.history(*west, connection.uuid())),
        [
            "East Company: Redeemed the token: 500 Mbps connection",
            "West Company Boss: Named the connection “West's name”",
            "East Company: Changed the bandwidth from 500 Mbps to 1 Gbps",
            "West Company Boss: Deleted the connection",
        ]
    );
    assert_eq!(
        lines(bench.history(*east, connection.uuid())),
        [
            "East Company Boss: Made the connection with a token of West Company: 500 Mbps",
            "East Company Boss: Named the connection “east-name”",
            "East Company Boss: Changed the bandwidth from 500 Mbps to 1 Gbps",
            "West Company: Deleted the connection",
        ]
    );
}

/// [N3] whoever merely holds the key, and whoever is nobody here, reads no history
#[test]
fn others_read_no_history() {
    let pair = Pair::new();
    let (token, connection) = pair.connected();
    let third = pair.bench.found_company("Third Company");
    assert!(pair.bench.history(third, token.id.uuid()).is_empty());
    assert!(pair.bench.history(third, connection.uuid()).is_empty());
    assert!(pair.bench.history(pair.west, Uuid::from_u128(1)).is_empty());
    // The partner may know of the connection, not of the token's life before.
    assert_eq!(
        lines(pair.bench.history(pair.east, token.id.uuid())),
        ["East Company Boss: Made the connection with a token of West Company: 500 Mbps"]
    );
}

/// [N3] [T6] the histories of a replaced token and of its successor tell the replacing
#[test]
fn a_replacement_is_in_both_histories() {
    let pair = Pair::new();
    let token = pair.token(100);
    let act = Act::ReplaceToken { grant: token.id, expires: pair.bench.today().plus(30) };
    let successor = pair.bench.act(pair.west.boss, act).grant().unwrap();
    let told = |id: crosskey::domain::id::GrantId| lines(pair.bench.history(pair.west, id.uuid()));
    assert_eq!(
        told(token.id)[1..],
        [
            "West Company Boss: Deleted the token",
            "West Company Boss: Replaced by a token with a new key on the same place"
        ]
    );
    let successors = told(successor);
    assert!(successors[0].starts_with("West Company Boss: Created: "), "{successors:?}");
    assert_eq!(successors[1..], ["West Company Boss: Took the place of an earlier token"]);
}
