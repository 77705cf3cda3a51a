//! The steps of a random story that concern service keys and the partnership.

use crosskey::domain::bandwidth::Mbps;
use crosskey::domain::connection::{Parties, Side};
use crosskey::domain::id::{AssetId, ConnectionId, GrantId, ProposalId};
use crosskey::domain::key::Key;
use crosskey::domain::mcr::{Configuration, Interface, Peer};
use crosskey::domain::password::Password;
use crosskey::domain::proposal::Proposal;
use crosskey::domain::time::{DAY, Timestamp, Validity};
use crosskey::domain::vlan_choice::VlanChoice;
use crosskey::ledger::command::{Act, ChangeEnd, CreateKey, KeyDetails, KeyUse, RedeemKey, ServiceEnd};
use crosskey::ledger::view::service::{ServiceSort, service};
use crosskey::ledger::world::Connection;
use ipnet::Ipv4Net;
use uuid::Uuid;

use crate::story::{MEGAPORT, PASSWORD, Story};

fn pick<T: Copy>(list: &[T], by: u16) -> Option<T> {
    list.get(usize::from(by) % list.len().max(1)).copied()
}

impl Story {
    /// On one service of each sort each company has a shared key and one to be approved, and the next one uses them.
    pub fn connect_at_megaport(&mut self) {
        for at in 0..3 {
            for (nth, asset) in (0..).zip(self.own_services(at)).skip(1) {
                for pre_approved in [true, false] {
                    // What the numbers choose: a place that nothing holds yet, and details that nothing refuses.
                    let by = [0, 1, 0, 0, 2 * nth + u16::from(pre_approved), 14 + u16::from(!pre_approved)];
                    let mark = self.mark(at);
                    let (usage, details) =
                        (self.usage(at, asset, &mark, &by), self.key_details(&mark, &[0, 1, 0, 0, 3, 60]));
                    let boss = self.actors[at].people[0];
                    self.tell(boss, Act::CreateKey(CreateKey { asset, usage, pre_approved, details }));
                    self.use_newest_key((at + 1) % 3, nth, &by);
                }
            }
        }
    }

    fn own_services(&self, at: usize) -> Vec<AssetId> {
        let sight = self.world.sight(self.actors[at].company, self.now());
        self.services.iter().copied().filter(|id| sight.own_asset(*id).is_some()).collect()
    }

    fn use_newest_key(&mut self, at: usize, nth: u16, by: &[u16; 6]) {
        let mark = self.mark(at);
        let asset = self.own_services(at)[usize::from(nth)];
        let order = RedeemKey {
            key: self.keys.last().expect("a key").1,
            asset,
            end: self.service_end(at, asset, &mark, &[0, 0, 0, 0, by[4], 3]),
            name: mark.clone(),
            bandwidth: Mbps::new(300),
            reference: format!("{mark}r"),
            term: 12,
            enabled: true,
            own_confirmed: false,
        };
        let boss = self.actors[at].people[0];
        self.tell(boss, Act::RedeemKey(order));
    }

    /// The connection that such a step is about, mostly one of which there is something to do, the newest first.
    fn line(&self, kind: u8, by: &[u16; 6]) -> Option<(ConnectionId, Parties, Option<Proposal>)> {
        let now = self.now();
        let known = |id: &ConnectionId| {
            let mut sights = self.actors.iter().map(|actor| self.world.sight(actor.company, now));
            sights.find_map(|sight| sight.connection(*id))
        };
        let fits = |connection: &&Connection| match kind {
            _ if by[3] >= 900 => true,
            40 | 41 => connection.state(now).word() == "Waiting",
            42..=44 => connection.open_proposal(now).is_some(),
            _ => connection.is_living(),
        };
        let found: Vec<&Connection> = self.lines.iter().rev().filter_map(known).filter(fits).collect();
        let picked = pick(&found, by[3] % 4)?;
        Some((picked.id, picked.parties, picked.proposal.clone()))
    }

    /// Who acts in such a step, where it is mostly one of the partners.
    pub fn acting(&self, kind: u8, by: &[u16; 6]) -> Option<usize> {
        if !(37..=47).contains(&kind) || by[0] >= 900 {
            return None;
        }
        let (_, parties, proposal) = self.line(kind, by)?;
        let issuer = match (kind, proposal) {
            (40 | 41, _) => by[5] % 4 != 1,
            // The partner answers, the proposer withdraws.
            (42..=44, Some(proposal)) => (proposal.by == parties.z) == (by[5] % 4 == 1),
            (45 | 46, _) => false,
            (47, _) => true,
            _ => by[4] % 2 == 1,
        };
        let company = if issuer { parties.z } else { parties.redeemer };
        self.actors.iter().position(|actor| actor.company == company)
    }

    /// What such a step asks for.
    pub fn megaport(&self, kind: u8, at: usize, mark: &str, by: &[u16; 6]) -> Act {
        let asset = self.any_service(at, by[2]);
        let nobodys = (ConnectionId::new(Uuid::from_u128(1)), None);
        let (connection, proposal) = self.line(kind, by).map_or(nobodys, |(id, _, proposal)| (id, proposal));
        match kind {
            26..=30 => Act::CreateKey(CreateKey {
                asset,
                usage: self.usage(at, asset, mark, by),
                pre_approved: by[4].is_multiple_of(2),
                details: self.key_details(mark, by),
            }),
            31 => Act::EditKey { grant: self.any_key(at, by[3]), details: self.key_details(mark, by) },
            32..=36 => Act::RedeemKey(RedeemKey {
                key: self.key_to_redeem(by),
                asset,
                end: self.service_end(at, asset, mark, by),
                name: mark.to_owned(),
                bandwidth: Mbps::new([300, 500, 100, 1000, 0, 200][usize::from(by[4]) % 6]),
                reference: format!("{mark}r"),
                term: if by[5].is_multiple_of(30) { 2 } else { 12 },
                enabled: !by[5].is_multiple_of(5),
                own_confirmed: by[1].is_multiple_of(2),
            }),
            37..=39 => Act::ChangeEnd(ChangeEnd {
                connection,
                side: if by[4].is_multiple_of(2) { Side::A } else { Side::Z },
                end: self.service_end(at, self.end_of(at, connection).unwrap_or(asset), mark, by),
            }),
            40 | 41 => match by[5] % 4 {
                0 => Act::DenyConnection { connection, reason: "not now".to_owned() },
                1 if by[4].is_multiple_of(3) => Act::WithdrawConnection(connection),
                _ => Act::ApproveConnection {
                    connection,
                    end: (!by[4].is_multiple_of(4))
                        .then(|| self.service_end(at, self.asked_on(at, connection).unwrap_or(asset), mark, by)),
                },
            },
            42..=44 => {
                let proposal = proposal.map_or(ProposalId::new(Uuid::from_u128(3)), |proposal| proposal.id);
                match by[5] % 4 {
                    0 => Act::DenyChange { connection, proposal, reason: "not so".to_owned() },
                    1 => Act::WithdrawChange { connection, proposal },
                    _ => Act::ApproveChange { connection, proposal },
                }
            }
            45 => Act::SwitchConnection { connection, on: by[4].is_multiple_of(2) },
            46 => Act::ReferConnection { connection, reference: format!("{mark}r") },
            _ => Act::AskToDelete(connection),
        }
    }

    /// Mostly one of the own.
    fn any_service(&self, at: usize, by: u16) -> AssetId {
        let sight = self.world.sight(self.actors[at].company, self.now());
        let own = self.services.iter().copied().filter(|id| by >= 950 || sight.own_asset(*id).is_some());
        pick(&own.collect::<Vec<_>>(), by).unwrap_or(self.services[0])
    }

    fn any_key(&self, at: usize, by: u16) -> GrantId {
        let sight = self.world.sight(self.actors[at].company, self.now());
        let own = self.keys.iter().map(|(id, _)| *id).filter(|id| by >= 950 || sight.own_grant(*id).is_some());
        pick(&own.collect::<Vec<_>>(), by).unwrap_or(GrantId::new(Uuid::from_u128(1)))
    }

    /// Mostly one that can be redeemed.
    fn key_to_redeem(&self, by: &[u16; 6]) -> Key {
        let usable = |id: GrantId| {
            let sights = self.actors.iter().map(|actor| self.world.sight(actor.company, self.now()));
            let status = sights.filter_map(|sight| sight.own_grant(id)).map(|grant| grant.status(self.now())).next();
            by[3] >= 850 || status.is_some_and(|status| status.is_redeemable())
        };
        let keys: Vec<Key> = self.keys.iter().filter(|(id, _)| usable(*id)).map(|(_, key)| *key).collect();
        pick(&keys, by[3]).filter(|_| !by[3].is_multiple_of(31)).unwrap_or(Key::new(Uuid::from_u128(9)))
    }

    /// The own service that a connection ends on.
    fn end_of(&self, at: usize, connection: ConnectionId) -> Option<AssetId> {
        let sight = self.world.sight(self.actors[at].company, self.now());
        let connection = sight.connection(connection)?;
        sight.own_ends(connection).next().map(|taken| taken.end.asset())
    }

    /// The own service that a waiting connection would end on.
    fn asked_on(&self, at: usize, connection: ConnectionId) -> Option<AssetId> {
        let sight = self.world.sight(self.actors[at].company, self.now());
        let redeemed = sight.redeemed(sight.connection(connection)?).next()?;
        Some(sight.own_grant(redeemed.grant)?.placed.as_ref()?.asset)
    }

    fn sort(&self, at: usize, asset: AssetId) -> Option<ServiceSort> {
        let sight = self.world.sight(self.actors[at].company, self.now());
        service(&sight, self.actors[at].people[0], asset).map(|service| service.sort)
    }

    fn usage(&self, at: usize, asset: AssetId, mark: &str, by: &[u16; 6]) -> KeyUse {
        match self.sort(at, asset) {
            Some(ServiceSort::Mve { .. }) if by[5].is_multiple_of(2) => KeyUse::Multi { vnic: Some(by[4] % 3) },
            _ if by[5].is_multiple_of(2) => KeyUse::Multi { vnic: None },
            _ => KeyUse::Single(self.service_end(at, asset, mark, by)),
        }
    }

    fn service_end(&self, at: usize, asset: AssetId, mark: &str, by: &[u16; 6]) -> ServiceEnd {
        let vlan = match by[5] % 11 {
            0 => VlanChoice::LowestFree,
            1 if by[4].is_multiple_of(7) => VlanChoice::Untagged,
            2 if by[4].is_multiple_of(9) => VlanChoice::Id(4094),
            _ => VlanChoice::Id(self.actors[at].vlans + MEGAPORT + by[4] % 6),
        };
        match self.sort(at, asset) {
            Some(ServiceSort::Mve { .. }) => ServiceEnd::Mve { vnic: by[1] % 2, vlan },
            Some(ServiceSort::Mcr) => ServiceEnd::Mcr(self.configuration(at, mark, by)),
            Some(ServiceSort::Port) | None => ServiceEnd::Port(vlan),
        }
    }

    /// Its own network, and a mark in every text of it.
    fn configuration(&self, at: usize, mark: &str, by: &[u16; 6]) -> Configuration {
        let network = self.actors[at].network;
        let own: Ipv4Net = format!("10.{network}.{}.1/30", by[4] % 250).parse().unwrap();
        let peer = Peer {
            asn: 64_512,
            local: own.addr(),
            remote: format!("10.{network}.{}.2", by[4] % 250).parse().unwrap(),
            med_in: None,
            med_out: None,
            prepend: u32::from(by[5] % 12),
            password: Password::parse(&format!("{mark}{PASSWORD}")).ok(),
            shutdown: false,
            description: format!("{mark}d"),
        };
        Configuration {
            interfaces: vec![Interface { addresses: vec![own], peers: vec![peer], ..Interface::default() }],
        }
    }

    fn key_details(&self, mark: &str, by: &[u16; 6]) -> KeyDetails {
        let now = self.now().millis();
        let from = now + i64::from(by[4] % 5).saturating_sub(3) * DAY;
        let until = now + (i64::from(by[5] % 90) - 2) * DAY;
        KeyDetails {
            label: format!("{mark}l"),
            limit: Mbps::new([500, 1000, 10_000, 300, 20_000][usize::from(by[3]) % 5]),
            valid: Validity { from: Timestamp::from_millis(from), until: Timestamp::from_millis(until) },
            active: !by[1].is_multiple_of(6),
        }
    }
}
