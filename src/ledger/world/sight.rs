//! The lens: all that one company may know of the world at one instant (S1).

use uuid::Uuid;

use super::{AssetState, Books, Claim, Connection, Grant, Holder, Outcome, World};
use crate::domain::asset::Asset;
use crate::domain::bandwidth::Mbps;
use crate::domain::company::Person;
use crate::domain::id::{AssetId, AttemptId, CompanyId, ConnectionId, GrantId, PersonId};
use crate::domain::key::Key;
use crate::domain::place::Place;
use crate::domain::profile::ServiceProfile;
use crate::domain::proposal::Change;
use crate::domain::terms::{Phase, Terms};
use crate::domain::text::folded;
use crate::domain::time::Timestamp;
use crate::ledger::event::{EndProposed, EndTaken, Order, Redeemed, ServiceOrder};

/// A view of the world through the eyes of one company, at one ledger time.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    world: &'a World,
    company: Option<CompanyId>,
    now: Timestamp,
    told: &'a [Told],
}

/// What a link says of a grant whose ledger is absent: enough to prepare its redemption, never to carry it out (N4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// The key.
    pub key: Key,
    /// The name of the company that created it.
    pub issuer: String,
    /// What whoever holds the key may know.
    pub terms: Terms,
    /// Whether its vendor knows the key (G8).
    pub at_vendor: bool,
}

/// What whoever holds a key sees of its grant (R2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer<'a> {
    /// The grant.
    pub grant: GrantId,
    /// Who created it.
    pub issuer: CompanyId,
    /// Its terms.
    pub terms: &'a Terms,
    /// Where it is in its life.
    pub phase: Phase,
    /// Whether its vendor knows the key (G8).
    pub at_vendor: bool,
    /// Who redeemed it last, told only to that company and the issuer (R11).
    pub winner: Option<CompanyId>,
}

impl<'a> Sight<'a> {
    pub(super) const fn new(world: &'a World, company: Option<CompanyId>, now: Timestamp) -> Self {
        Self { world, company, now, told: &[] }
    }

    /// The same view, with the word of links for keys that the world does not know (N4). It is for questions alone:
    /// nothing that is decided on it can be recorded, for no grant of this world stands behind it.
    #[must_use]
    pub fn trusting<'b>(&self, told: &'b [Told]) -> Sight<'b>
    where
        'a: 'b,
    {
        Sight { told, ..*self }
    }

    /// The company that looks; none for somebody who is about to found theirs.
    pub const fn company(&self) -> Option<CompanyId> {
        self.company
    }

    /// Ledger time.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// A person of the own company.
    pub fn person(&self, id: PersonId) -> Option<&'a Person> {
        self.world.people.get(&id).filter(|person| Some(person.company) == self.company)
    }

    /// The people of the own company.
    pub fn people(&self) -> impl Iterator<Item = &'a Person> {
        self.books().into_iter().flat_map(|books| &books.people).filter_map(|id| self.world.people.get(id))
    }

    /// The name of any company, which everybody may know.
    pub fn company_name(&self, id: CompanyId) -> &'a str {
        let told = || numbered(self.told).find(|(number, _)| CompanyId::new(*number) == id);
        match self.world.companies.get(&id) {
            Some(company) => &company.name,
            None => told().map_or("an unknown company", |(_, told)| told.issuer.as_str()),
        }
    }

    /// Whether a company of this name exists, without regard to case (P1).
    pub fn company_named(&self, name: &str) -> bool {
        let name = folded(name);
        self.world.companies.values().any(|company| folded(&company.name) == name)
    }

    /// The own company's lists.
    pub fn books(&self) -> Option<&'a Books> {
        self.world.books.get(&self.company?)
    }

    fn asset_state(&self, id: AssetId) -> Option<&'a AssetState> {
        self.world.assets.get(&id).filter(|state| Some(state.asset.company) == self.company)
    }

    /// An asset of the own company that was not removed.
    pub fn own_asset(&self, id: AssetId) -> Option<&'a Asset> {
        self.asset_state(id).filter(|state| !state.removed).map(|state| &state.asset)
    }

    /// The name of an own asset or of any service profile, a removed one too.
    pub fn asset_name(&self, id: AssetId) -> Option<&'a str> {
        let state = self.world.assets.get(&id)?;
        let visible = Some(state.asset.company) == self.company || state.asset.profile().is_some();
        visible.then_some(state.asset.name.as_str())
    }

    /// A service profile of any provider (A4).
    pub fn profile(&self, id: AssetId) -> Option<(&'a Asset, &'a ServiceProfile)> {
        let state = self.world.assets.get(&id).filter(|state| !state.removed)?;
        Some((&state.asset, state.asset.profile()?))
    }

    /// Every provider's service profiles (A4).
    pub fn profiles(&self) -> impl Iterator<Item = &'a Asset> {
        let all = self.world.assets.values();
        all.filter(|state| !state.removed && state.asset.profile().is_some()).map(|state| &state.asset)
    }

    /// The sum of the bandwidths of the living connections on an own asset, in Mbps (R9).
    pub fn committed(&self, asset: AssetId) -> u64 {
        self.asset_state(asset).map_or(0, |state| state.committed)
    }

    /// The grants ever created on an own asset, in order of time.
    pub fn grants_on(&self, asset: AssetId) -> &'a [GrantId] {
        self.asset_state(asset).map(|state| state.grants.as_slice()).unwrap_or_default()
    }

    /// The living claims on an own asset, by interface or vNIC and outer identifier (V1).
    pub fn claims(&self, asset: AssetId) -> impl Iterator<Item = &'a Claim> {
        let sight = *self;
        let plan = self.asset_state(asset).map(|state| &state.plan);
        plan.into_iter().flat_map(|plan| plan.claims()).filter(move |claim| sight.lives(claim))
    }

    /// What holds a clashing place on an own asset, the claim `except` apart (V1 to V4).
    pub fn holder(&self, asset: AssetId, place: Place, except: Option<Claim>) -> Option<Holder> {
        self.clash(asset, place, except).map(|claim| claim.holder)
    }

    /// The claim that clashes with a place on an own asset, likewise.
    pub fn clash(&self, asset: AssetId, place: Place, except: Option<Claim>) -> Option<Claim> {
        let plan = &self.asset_state(asset)?.plan;
        plan.near(place).find(|claim| Some(**claim) != except && self.lives(claim)).copied()
    }

    fn lives(&self, claim: &Claim) -> bool {
        match claim.holder {
            Holder::Grant(id) => self.world.grants.get(&id).is_some_and(|grant| grant.status(self.now).holds()),
            Holder::Connection(id) => {
                self.world.connections.get(&id).is_some_and(|connection| connection.holds(self.now))
            }
            Holder::Proposal(id) => {
                let open = self.world.connections.get(&id).and_then(|connection| connection.open_proposal(self.now));
                open.is_some()
            }
        }
    }

    /// The living keys on an own asset whose VLAN is assigned later: they hold no place, and yet promise what the asset
    /// is (A6, K3, K4).
    pub fn unplaced_keys(&self, asset: AssetId) -> impl Iterator<Item = &'a Grant> {
        let sight = *self;
        let grants = self.grants_on(asset).iter().filter_map(move |id| sight.own_grant(*id));
        let unplaced = |grant: &Grant| grant.placed.as_ref().is_some_and(|placed| placed.pin.place().is_none());
        grants.filter(move |grant| unplaced(grant) && grant.status(sight.now).holds())
    }

    /// What an own asset is needed for: what holds a place on it, or will be given one.
    pub fn in_use(&self, asset: AssetId) -> Option<Holder> {
        let unplaced = self.unplaced_keys(asset).map(|grant| Holder::Grant(grant.id));
        self.claims(asset).map(|claim| claim.holder).chain(unplaced).next()
    }

    /// The highest bandwidth that is promised to what lives on an own asset (A6): at the issuer's end the grant's
    /// limit, up to which the redeemer may raise it (C2h), at the redeemer's own end the bandwidth in force or
    /// proposed. A key promises its limit even while it holds no place.
    pub fn highest_limit(&self, asset: AssetId) -> Option<Mbps> {
        let limit = |claim: &Claim| match claim.holder {
            Holder::Grant(id) => self.world.grants.get(&id).map(|grant| grant.terms.limit()),
            Holder::Connection(id) | Holder::Proposal(id) => {
                self.world.connections.get(&id).map(|connection| self.promised(connection, asset))
            }
        };
        let unplaced = self.unplaced_keys(asset).map(|grant| grant.terms.limit());
        self.claims(asset).filter_map(limit).chain(unplaced).max()
    }

    fn promised(&self, connection: &'a Connection, asset: AssetId) -> Mbps {
        let pinned = |redeemed: &&Redeemed| {
            let side = redeemed.terms.kind.issuer_side();
            self.own_ends(connection).any(|taken| taken.side == side && taken.end.asset() == asset)
        };
        let own = self.redeemed(connection).filter(|redeemed| Some(redeemed.issuer) == self.company);
        own.filter(pinned).map(|redeemed| redeemed.terms.limit()).max().unwrap_or_else(|| {
            match connection.open_proposal(self.now).map(|open| &open.change) {
                Some(Change::Bandwidth { to, .. }) => connection.bandwidth.max(*to),
                _ => connection.bandwidth,
            }
        })
    }

    /// A grant that the own company issued.
    pub fn own_grant(&self, id: GrantId) -> Option<&'a Grant> {
        self.world.grants.get(&id).filter(|grant| Some(grant.issuer) == self.company)
    }

    /// What the holder of this key sees: the world's word, and only where it has none, that of a link.
    pub fn offer(&self, key: &Key) -> Option<Offer<'a>> {
        self.known_offer(key).or_else(|| self.told_offer(key))
    }

    fn told_offer(&self, key: &Key) -> Option<Offer<'a>> {
        let (number, told) = numbered(self.told).find(|(_, told)| told.key == *key)?;
        let (grant, issuer) = (GrantId::new(number), CompanyId::new(number));
        let (terms, at_vendor) = (&told.terms, told.at_vendor);
        Some(Offer { grant, issuer, terms, phase: Phase::Open { uses: 0 }, at_vendor, winner: None })
    }

    fn known_offer(&self, key: &Key) -> Option<Offer<'a>> {
        let grant = self.world.grants.get(self.world.grants_by_key.get(key)?)?;
        let mut told = grant.connections.iter().rev().filter_map(|id| self.connection(*id));
        let told = told.find(|connection| !connection.came_to_nothing(self.now));
        // The issuer of the other token of a pair knows the connection, but not what else it was made with.
        let told = told.filter(|connection| self.redeemed(connection).any(|redeemed| redeemed.grant == grant.id));
        let winner = told.map(|connection| connection.parties.redeemer);
        let at_vendor = grant.at_vendor.is_some();
        let Grant { id, issuer, ref terms, phase, .. } = *grant;
        Some(Offer { grant: id, issuer, terms, phase, at_vendor, winner })
    }

    /// A connection that the own company is a partner of.
    pub fn connection(&self, id: ConnectionId) -> Option<&'a Connection> {
        let connection = self.world.connections.get(&id)?;
        connection.parties.include(self.company?).then_some(connection)
    }

    /// The own ends of a connection, the A-side first; two where the company holds both (C8).
    pub fn own_ends(&self, connection: &'a Connection) -> impl Iterator<Item = &'a EndTaken> {
        let company = self.company;
        connection.ends.iter().filter(move |end| Some(end.company) == company)
    }

    /// The own name for a connection (C1).
    pub fn connection_name(&self, connection: &'a Connection) -> &'a str {
        let own = connection.names.iter().find(|(by, _)| Some(*by) == self.company);
        own.map_or("", |(_, name)| name.as_str())
    }

    /// The grants that a connection was made with, as the own company knows them: as the redeemer all, as an issuer
    /// its own.
    pub fn redeemed(&self, connection: &'a Connection) -> impl Iterator<Item = &'a Redeemed> {
        let own = self.company;
        let told = move |redeemed: &&Redeemed| [Some(redeemed.issuer), Some(redeemed.redeemer)].contains(&own);
        connection.redeemed.iter().filter(told)
    }

    /// The key that the own company redeemed: it was typed here (S2).
    pub fn redeemed_key(&self, redeemed: &Redeemed) -> Option<Key> {
        let grant = self.world.grants.get(&redeemed.grant)?;
        (Some(redeemed.redeemer) == self.company).then_some(grant.key)
    }

    /// What the own company said besides when it redeemed (R3).
    pub fn order(&self, connection: &'a Connection) -> Option<&'a Order> {
        connection.order.as_ref().filter(|_| Some(connection.parties.redeemer) == self.company)
    }

    /// What the own company said besides when it redeemed a service key (R3).
    pub fn service_order(&self, connection: &'a Connection) -> Option<&'a ServiceOrder> {
        connection.service_order.as_ref().filter(|_| Some(connection.parties.redeemer) == self.company)
    }

    /// The own end as the own company proposes it.
    pub fn proposed_end(&self, connection: &'a Connection) -> Option<&'a EndProposed> {
        connection.proposed_end.as_ref().filter(|proposed| Some(proposed.company) == self.company)
    }

    /// What an attempt of this browser made (R8).
    pub fn outcome(&self, attempt: AttemptId) -> Option<&'a Outcome> {
        self.world.outcome(attempt)
    }
}

/// What links say, each with a stand-in for the identities that they do not tell; those that are drawn are never so small.
fn numbered(told: &[Told]) -> impl Iterator<Item = (Uuid, &Told)> {
    told.iter().zip(1..).map(|(told, number)| (Uuid::from_u128(number), told))
}
