//! Folding entries into the world: pure and total. An event about something unknown changes nothing, so that a world
//! can be rebuilt from what one company may read.

use super::{AssetState, Connection, Grant, Holder, Outcome, Placed, Plan, World};
use crate::domain::asset::Asset;
use crate::domain::company::Person;
use crate::domain::id::{AssetId, ConnectionId, GrantId};
use crate::domain::terms::{Phase, Status, Terms};
use crate::domain::vlan::Tag;
use crate::ledger::event::{Connected, End, EndTaken, Entry, Event, GrantCreated, GrantPlaced};
use crate::ledger::inbox;
use crate::ledger::world::plan::Claim;

impl World {
    /// Folds one entry in. The entries of a journal are applied once each and in order.
    pub fn apply(&mut self, entry: &Entry) {
        self.head = entry.seq;
        self.newest = self.newest.max(entry.at);
        self.attempts.insert(entry.attempt, outcome(entry));
        for event in &entry.events {
            for (company, notice) in inbox::notices(event, entry) {
                self.books.entry(company).or_default().notices.push(notice);
            }
            self.fold(entry, event);
        }
    }

    fn fold(&mut self, entry: &Entry, event: &Event) {
        match event {
            Event::CompanyFounded(company) => {
                self.books.entry(company.id).or_default().founded = entry.seq;
                self.companies.insert(company.id, company.clone());
            }
            Event::PersonAdded(person) => {
                self.books.entry(person.company).or_default().people.push(person.id);
                self.put_person(person);
            }
            Event::PersonEdited(person) => self.put_person(person),
            Event::AssetAdded(asset) => {
                self.books.entry(asset.company).or_default().assets.push(asset.id);
                self.put_asset(asset);
            }
            Event::AssetEdited(asset) => self.put_asset(asset),
            Event::AssetRemoved { asset, .. } => {
                if let Some(state) = self.assets.get_mut(asset) {
                    state.removed = true;
                }
            }
            Event::GrantCreated(created) => self.create_grant(entry, created),
            Event::GrantPlaced(placed) => self.place_grant(entry, placed),
            Event::TermsEdited { grant, terms } => self.edit_terms(*grant, terms),
            Event::LabelEdited { grant, label, .. } => {
                if let Some(placed) = self.grants.get_mut(grant).and_then(|grant| grant.placed.as_mut()) {
                    placed.label = label.clone();
                }
            }
            Event::GrantDeleted { grant } => {
                let used = self.grants.get(grant).is_some_and(|grant| matches!(grant.phase, Phase::Used(_)));
                self.close_grant(*grant, Phase::Deleted { at: entry.at, used });
            }
            Event::GrantUsed { grant } => self.close_grant(*grant, Phase::Used(entry.at)),
            Event::Connected(made) => self.connect(entry, made),
            Event::EndTaken(taken) => self.take_end(entry, taken),
            Event::ConnectionNamed { connection, company, name } => {
                let ends = self.connections.get_mut(connection).map(|connection| &mut connection.ends);
                for end in ends.into_iter().flatten().filter(|end| end.company == *company) {
                    end.name.clone_from(name);
                }
            }
            Event::BandwidthChanged { connection, to, .. } => {
                self.commit(*connection, -1);
                if let Some(connection) = self.connections.get_mut(connection) {
                    connection.bandwidth = *to;
                }
                self.commit(*connection, 1);
            }
            Event::ConnectionDeleted { connection, by, .. } => {
                self.commit(*connection, -1);
                if let Some(connection) = self.connections.get_mut(connection) {
                    connection.deleted = Some((entry.at, *by));
                }
                self.free_ends(*connection);
            }
            Event::InboxRead { company, until } => {
                let books = self.books.entry(*company).or_default();
                books.read_until = books.read_until.max(*until);
                books.read_with = entry.seq;
            }
            // Its notice, folded above, is all there is to it.
            Event::RecipientNamed(_) => {}
        }
    }

    fn put_person(&mut self, person: &Person) {
        if let Some(before) = self.people.insert(person.id, person.clone())
            && let Some(ids) = self.people_by_email.get_mut(&before.email.folded())
        {
            ids.retain(|id| *id != person.id);
        }
        self.people_by_email.entry(person.email.folded()).or_default().push(person.id);
    }

    fn put_asset(&mut self, asset: &Asset) {
        match self.assets.get_mut(&asset.id) {
            Some(state) => state.asset = asset.clone(),
            None => {
                let state = AssetState {
                    asset: asset.clone(),
                    removed: false,
                    plan: Plan::default(),
                    committed: 0,
                    grants: vec![],
                };
                self.assets.insert(asset.id, state);
            }
        }
    }

    fn create_grant(&mut self, entry: &Entry, created: &GrantCreated) {
        let books = self.books.entry(created.issuer).or_default();
        books.grants.push(created.grant);
        books.open.insert((created.terms.expires, created.grant));
        self.grants_by_key.insert(created.key, created.grant);
        self.grants.insert(
            created.grant,
            Grant {
                id: created.grant,
                key: created.key,
                issuer: created.issuer,
                terms: created.terms.clone(),
                created: entry.at,
                phase: Phase::Open,
                placed: None,
                connection: None,
            },
        );
    }

    fn place_grant(&mut self, entry: &Entry, placed: &GrantPlaced) {
        let Some(grant) = self.grants.get_mut(&placed.grant) else { return };
        grant.placed = Some(Placed {
            asset: placed.asset,
            tag: placed.tag,
            label: placed.label.clone(),
            replaces: placed.replaces,
            replaced_by: None,
        });
        let replaced = placed.replaces.and_then(|id| self.grants.get_mut(&id));
        if let Some(before) = replaced.and_then(|grant| grant.placed.as_mut()) {
            before.replaced_by = Some(placed.grant);
        }
        if let Some(state) = self.assets.get_mut(&placed.asset) {
            state.grants.push(placed.grant);
        }
        self.hold(entry, placed.asset, placed.tag, Holder::Grant(placed.grant));
    }

    fn edit_terms(&mut self, id: GrantId, terms: &Terms) {
        let Some(grant) = self.grants.get_mut(&id) else { return };
        if grant.phase == Phase::Open {
            let open = &mut self.books.entry(grant.issuer).or_default().open;
            open.remove(&(grant.terms.expires, id));
            open.insert((terms.expires, id));
        }
        grant.terms = terms.clone();
    }

    fn close_grant(&mut self, id: GrantId, phase: Phase) {
        let Some(grant) = self.grants.get_mut(&id) else { return };
        let books = self.books.entry(grant.issuer).or_default();
        books.open.remove(&(grant.terms.expires, id));
        match (grant.phase, phase) {
            (Phase::Used(_), Phase::Deleted { .. }) => {
                books.used -= 1;
                books.deleted += 1;
            }
            (Phase::Open, Phase::Deleted { .. }) => books.deleted += 1,
            (Phase::Open, Phase::Used(_)) => books.used += 1,
            _ => return,
        }
        grant.phase = phase;
        if let Some((asset, tag)) = grant.placed.as_ref().map(|placed| (placed.asset, placed.tag))
            && let Some(state) = self.assets.get_mut(&asset)
        {
            state.plan.free(tag, Holder::Grant(id));
        }
    }

    fn connect(&mut self, entry: &Entry, made: &Connected) {
        for company in [made.parties.issuer, made.parties.redeemer] {
            let books = self.books.entry(company).or_default();
            if books.connections.last() != Some(&made.connection) {
                books.connections.push(made.connection);
            }
        }
        if let Some(grant) = self.grants.get_mut(&made.grant) {
            grant.connection = Some(made.connection);
        }
        self.connections.insert(
            made.connection,
            Connection {
                id: made.connection,
                grant: made.grant,
                parties: made.parties,
                bandwidth: made.bandwidth,
                terms: made.terms.clone(),
                made: entry.at,
                deleted: None,
                ends: vec![],
            },
        );
    }

    fn take_end(&mut self, entry: &Entry, taken: &EndTaken) {
        let Some(connection) = self.connections.get_mut(&taken.connection) else { return };
        connection.ends.push(taken.clone());
        let bandwidth = connection.bandwidth;
        if let End::Port { asset, tag } = taken.end {
            self.hold(entry, asset, tag, Holder::Connection(taken.connection));
            if let Some(state) = self.assets.get_mut(&asset) {
                state.committed += u64::from(bandwidth.get());
            }
        }
    }

    fn hold(&mut self, entry: &Entry, asset: AssetId, tag: Tag, holder: Holder) {
        let grants = &self.grants;
        let lives = |claim: &Claim| match claim.holder {
            Holder::Grant(id) => grants.get(&id).is_some_and(|grant| grant.status(entry.at) == Status::Unused),
            Holder::Connection(_) => true,
        };
        if let Some(state) = self.assets.get_mut(&asset) {
            state.plan.hold(Claim { tag, holder }, lives);
        }
    }

    /// Adds the connection's bandwidth to the sum of its ports, or takes it away (R9).
    fn commit(&mut self, id: ConnectionId, sign: i64) {
        let Some(connection) = self.connections.get(&id) else { return };
        for asset in connection.ends.iter().filter_map(|taken| port_of(&taken.end)) {
            if let Some(state) = self.assets.get_mut(&asset.0) {
                state.committed = state.committed.saturating_add_signed(sign * i64::from(connection.bandwidth.get()));
            }
        }
    }

    fn free_ends(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.get(&id) else { return };
        for (asset, tag) in connection.ends.iter().filter_map(|taken| port_of(&taken.end)) {
            if let Some(state) = self.assets.get_mut(&asset) {
                state.plan.free(tag, Holder::Connection(id));
            }
        }
    }
}

const fn port_of(end: &End) -> Option<(AssetId, Tag)> {
    match end {
        End::Port { asset, tag } => Some((*asset, *tag)),
        End::Profile { .. } => None,
    }
}

fn outcome(entry: &Entry) -> Outcome {
    let mut outcome = Outcome {
        seq: entry.seq,
        at: entry.at,
        company: None,
        person: None,
        asset: None,
        grant: None,
        connection: None,
    };
    for event in &entry.events {
        match event {
            Event::CompanyFounded(company) => outcome.company = Some(company.id),
            Event::PersonAdded(person) => outcome.person = Some(person.id),
            Event::AssetAdded(asset) => outcome.asset = Some(asset.id),
            Event::GrantCreated(created) => outcome.grant = Some(created.grant),
            Event::Connected(made) => outcome.connection = Some(made.connection),
            _ => {}
        }
    }
    outcome
}
