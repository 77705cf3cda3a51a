//! Folding entries into the world: pure and total. An event about something unknown changes nothing, so that a world
//! can be rebuilt from what one company may read.

use super::{AssetState, Connection, Grant, Holder, Outcome, Placed, Plan, Reported, World};
use crate::domain::asset::Asset;
use crate::domain::bandwidth::Mbps;
use crate::domain::company::Person;
use crate::domain::connection::State;
use crate::domain::id::{AssetId, ConnectionId, GrantId};
use crate::domain::place::Place;
use crate::domain::proposal::Proposal;
use crate::domain::terms::{Phase, Terms, Usage};
use crate::ledger::event::{Connected, EndTaken, Entry, Event, GrantCreated, GrantPlaced, Redeemed};
use crate::ledger::inbox;
use crate::ledger::world::plan::Claim;

impl World {
    /// Folds one entry in. The entries of a journal are applied once each and in order.
    pub fn apply(&mut self, entry: &Entry) {
        self.head = entry.seq;
        self.newest = self.newest.max(entry.at);
        self.attempts.insert(entry.attempt, (entry.person, outcome(entry)));
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
                self.books.entry(company.id).or_default();
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
            Event::TermsEdited { grant, terms } => self.edit_terms(entry, *grant, terms),
            Event::LabelEdited { grant, label, .. } => {
                if let Some(placed) = self.grants.get_mut(grant).and_then(|grant| grant.placed.as_mut()) {
                    placed.label = label.clone();
                }
            }
            Event::GrantDeleted { grant } => {
                let used = self.grants.get(grant).is_some_and(|grant| matches!(grant.phase, Phase::Used(_)));
                self.move_grant(*grant, |_| Phase::Deleted { at: entry.at, used });
            }
            Event::GrantUsed { grant } => self.move_grant(*grant, |grant| match grant.phase {
                Phase::Open { uses } if grant.terms.usage == Usage::Multi => {
                    Phase::Open { uses: uses.saturating_add(1) }
                }
                Phase::Open { .. } => Phase::Used(entry.at),
                // It was approved; or it had lapsed, and is used anew.
                Phase::Promised { at, until } => Phase::Used(if entry.at < until { at } else { entry.at }),
                used_up => used_up,
            }),
            Event::GrantPromised { grant, until } => self.move_grant(*grant, |grant| match grant.phase {
                Phase::Open { .. } | Phase::Promised { .. } => Phase::Promised { at: entry.at, until: *until },
                used_up => used_up,
            }),
            Event::GrantReturned { grant } => self.move_grant(*grant, |grant| match grant.phase {
                Phase::Promised { .. } => Phase::Open { uses: 0 },
                other => other,
            }),
            Event::Connected(made) => self.connect(entry, made),
            Event::Redeemed(redeemed) => self.redeem(redeemed),
            Event::Ordered { connection, order, .. } => {
                if let Some(connection) = self.connections.get_mut(connection) {
                    connection.order = Some(order.clone());
                }
            }
            Event::ServiceOrdered { connection, order, .. } => {
                if let Some(connection) = self.connections.get_mut(connection) {
                    connection.service_order = Some(order.clone());
                }
            }
            Event::Referred { connection, reference, .. } => {
                let order =
                    self.connections.get_mut(connection).and_then(|connection| connection.service_order.as_mut());
                if let Some(order) = order {
                    order.reference.clone_from(reference);
                }
            }
            Event::ConnectionAnswered { connection, answer, .. } => self.answer_connection(entry, *connection, answer),
            Event::EndTaken(taken) => self.take_end(entry, taken),
            Event::EndMoved(moved) => self.move_end(entry, moved.connection, moved.company, moved.side, &moved.end),
            Event::ChangeProposed { connection, proposal, by, change, .. } => {
                let proposal = Proposal { id: *proposal, by: *by, change: change.clone(), made: entry.at };
                self.propose(*connection, proposal);
            }
            Event::EndProposed(proposed) => self.propose_end(entry, proposed),
            Event::ChangeAnswered { connection, proposal, answer, .. } => {
                self.answer_change(entry, *connection, *proposal, answer);
            }
            Event::Switched { connection, on, .. } => {
                let living = self.connections.get_mut(connection).filter(|connection| connection.is_living());
                if let Some(connection) = living {
                    connection.state = State::in_force(!on, entry.at);
                }
            }
            Event::DeletionAsked { connection, .. } => {
                if let Some(connection) = self.connections.get_mut(connection) {
                    connection.deletion_asked = Some(entry.at);
                }
            }
            Event::ConnectionNamed { connection, company, name } => {
                if let Some(connection) = self.connections.get_mut(connection) {
                    connection.names.retain(|(by, _)| by != company);
                    connection.names.push((*company, name.clone()));
                }
            }
            Event::BandwidthChanged { connection, to, .. } => {
                self.change_bandwidth(*connection, *to);
            }
            Event::ConnectionDeleted { connection, by, .. } => {
                self.end_proposal(entry, *connection);
                self.commit(*connection, -1);
                if let Some(connection) = self.connections.get_mut(connection) {
                    connection.state = State::Deleted { at: entry.at, by: *by };
                }
                self.free_ends(*connection);
            }
            Event::InboxRead { company, until } => {
                let books = self.books.entry(*company).or_default();
                books.read_until = books.read_until.max(*until);
                books.read_with = entry.seq;
            }
            Event::GrantBound(bound) => {
                if let Some(grant) = self.grants.get_mut(&bound.grant) {
                    self.grants_by_key.remove(&grant.key);
                    self.grants_by_key.insert(bound.key, bound.grant);
                    grant.key = bound.key;
                    grant.at_vendor.get_or_insert(entry.at);
                }
            }
            Event::GrantReported(reported) => {
                let grant = self.grants.get_mut(&reported.grant);
                if let Some(placed) = grant.and_then(|grant| grant.placed.as_mut()) {
                    placed.reported = Some(Reported { report: reported.report.clone(), at: entry.at });
                }
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
        let grant = Grant {
            id: created.grant,
            key: created.key,
            issuer: created.issuer,
            terms: created.terms.clone(),
            created: entry.at,
            phase: Phase::Open { uses: 0 },
            at_vendor: None,
            placed: None,
            connections: vec![],
        };
        let books = self.books.entry(created.issuer).or_default();
        books.grants.push(created.grant);
        books.list(&grant);
        self.grants_by_key.insert(created.key, created.grant);
        self.grants.insert(created.grant, grant);
    }

    fn place_grant(&mut self, entry: &Entry, placed: &GrantPlaced) {
        let Some(grant) = self.grants.get_mut(&placed.grant) else { return };
        grant.placed = Some(Placed {
            asset: placed.asset,
            pin: placed.pin.clone(),
            label: placed.label.clone(),
            replaces: placed.replaces,
            replaced_by: None,
            reported: None,
        });
        let replaced = placed.replaces.and_then(|id| self.grants.get_mut(&id));
        if let Some(before) = replaced.and_then(|grant| grant.placed.as_mut()) {
            before.replaced_by = Some(placed.grant);
        }
        if let Some(state) = self.assets.get_mut(&placed.asset) {
            state.grants.push(placed.grant);
        }
        if let Some(place) = placed.pin.place() {
            self.hold(entry, placed.asset, place, Holder::Grant(placed.grant));
        }
    }

    /// Changes the terms; a grant that expired may hold its place again (K6).
    fn edit_terms(&mut self, entry: &Entry, id: GrantId, terms: &Terms) {
        let Some(grant) = self.grants.get_mut(&id) else { return };
        let books = self.books.entry(grant.issuer).or_default();
        books.unlist(grant);
        grant.terms = terms.clone();
        books.list(grant);
        let held = grant.placed.as_ref().and_then(|placed| Some((placed.asset, placed.pin.place()?)));
        if let Some((asset, place)) = held.filter(|_| grant.status(entry.at).holds()) {
            self.free(asset, place, Holder::Grant(id));
            self.hold(entry, asset, place, Holder::Grant(id));
        }
    }

    /// Moves a grant on in its life; what is deleted stays so. Its place is freed as soon as it no longer holds it.
    fn move_grant(&mut self, id: GrantId, next: impl Fn(&Grant) -> Phase) {
        let Some(grant) = self.grants.get_mut(&id) else { return };
        if matches!(grant.phase, Phase::Deleted { .. }) {
            return;
        }
        let books = self.books.entry(grant.issuer).or_default();
        books.unlist(grant);
        grant.phase = next(grant);
        books.list(grant);
        let held = grant.placed.as_ref().and_then(|placed| Some((placed.asset, placed.pin.place()?)));
        if let Some((asset, place)) = held.filter(|_| grant.is_used_up()) {
            self.free(asset, place, Holder::Grant(id));
        }
    }

    fn connect(&mut self, entry: &Entry, made: &Connected) {
        for company in made.parties.all() {
            let books = self.books.entry(company).or_default();
            books.connections.push(made.connection);
            books.pending.extend(made.until.map(|until| (until, made.connection, None)));
        }
        self.connections.insert(made.connection, Connection::new(made, entry.at));
    }

    fn redeem(&mut self, redeemed: &Redeemed) {
        if let Some(grant) = self.grants.get_mut(&redeemed.grant) {
            grant.connections.push(redeemed.connection);
        }
        if let Some(connection) = self.connections.get_mut(&redeemed.connection) {
            connection.redeemed.push(redeemed.clone());
        }
    }

    fn take_end(&mut self, entry: &Entry, taken: &EndTaken) {
        let Some(connection) = self.connections.get_mut(&taken.connection) else { return };
        connection.ends.push(taken.clone());
        connection.ends.sort_by_key(|taken| taken.side);
        let bandwidth = connection.bandwidth;
        let living = connection.is_living();
        if let Some((asset, place)) = taken.end.held() {
            self.hold(entry, asset, place, Holder::Connection(taken.connection));
            if let Some(state) = self.assets.get_mut(&asset).filter(|_| living) {
                state.committed += u64::from(bandwidth.get());
            }
        }
    }

    pub(super) fn hold(&mut self, entry: &Entry, asset: AssetId, place: Place, holder: Holder) {
        let Self { grants, connections, assets, .. } = self;
        let lives = |claim: &Claim| match claim.holder {
            // A promised key may come back; until then its connection holds the place.
            Holder::Grant(id) => {
                grants.get(&id).is_some_and(|grant| grant.status(entry.at).holds() || grant.is_promised())
            }
            Holder::Connection(id) => connections.get(&id).is_some_and(|connection| connection.holds(entry.at)),
            Holder::Proposal(_) => true,
        };
        if let Some(state) = assets.get_mut(&asset) {
            state.plan.hold(Claim { place, holder }, lives);
        }
    }

    /// Frees what this holder held at `place`.
    pub(super) fn free(&mut self, asset: AssetId, place: Place, holder: Holder) {
        if let Some(state) = self.assets.get_mut(&asset) {
            state.plan.free(place, holder);
        }
    }

    pub(super) fn change_bandwidth(&mut self, id: ConnectionId, to: Mbps) {
        self.commit(id, -1);
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.bandwidth = to;
        }
        self.commit(id, 1);
    }

    /// Adds a living connection's bandwidth to the sum of its assets, or takes it away (R9).
    pub(super) fn commit(&mut self, id: ConnectionId, sign: i64) {
        let Some(connection) = self.connections.get(&id).filter(|connection| connection.is_living()) else { return };
        for (asset, _) in connection.ends.iter().filter_map(|taken| taken.end.held()) {
            if let Some(state) = self.assets.get_mut(&asset) {
                state.committed = state.committed.saturating_add_signed(sign * i64::from(connection.bandwidth.get()));
            }
        }
    }

    pub(super) fn free_ends(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.get(&id) else { return };
        for (asset, place) in connection.ends.iter().filter_map(|taken| taken.end.held()) {
            if let Some(state) = self.assets.get_mut(&asset) {
                state.plan.free(place, Holder::Connection(id));
            }
        }
    }
}

fn outcome(entry: &Entry) -> Outcome {
    let mut outcome = Outcome {
        seq: entry.seq,
        at: entry.at,
        company: None,
        person: None,
        asset: None,
        grants: vec![],
        connection: None,
    };
    for event in &entry.events {
        match event {
            Event::CompanyFounded(company) => outcome.company = Some(company.id),
            Event::PersonAdded(person) => outcome.person = Some(person.id),
            Event::AssetAdded(asset) => outcome.asset = Some(asset.id),
            Event::GrantCreated(created) => outcome.grants.push(created.grant),
            Event::Connected(made) => outcome.connection = Some(made.connection),
            _ => {}
        }
    }
    outcome
}
