//! Folding what partners agree on: requests, proposals and their answers (R7, C3). Only what was open is answered, so
//! that folding stays total.

use super::{Holder, World};
use crate::domain::connection::{Side, State};
use crate::domain::id::{CompanyId, ConnectionId, ProposalId};
use crate::domain::proposal::{Answer, Change, Proposal};
use crate::ledger::event::{End, EndProposed, Entry};

impl World {
    pub(super) fn answer_connection(&mut self, entry: &Entry, id: ConnectionId, answer: &Answer) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        let State::Waiting { until } = connection.state else { return };
        connection.state = match answer {
            Answer::Approved => State::in_force(connection.shut_down, entry.at),
            Answer::Denied(reason) => State::Denied { at: entry.at, reason: reason.clone() },
            Answer::Withdrawn => State::Withdrawn { at: entry.at },
        };
        for company in connection.parties.all() {
            self.books.entry(company).or_default().pending.remove(&(until, id, None));
        }
        match answer {
            Answer::Approved => self.commit(id, 1),
            Answer::Denied(_) | Answer::Withdrawn => self.free_ends(id),
        }
    }

    pub(super) fn propose(&mut self, id: ConnectionId, proposal: Proposal) {
        self.free_proposed(id);
        let Some(connection) = self.connections.get_mut(&id) else { return };
        for company in connection.parties.all() {
            let pending = &mut self.books.entry(company).or_default().pending;
            pending.insert((proposal.lapses(), id, Some(proposal.id)));
        }
        connection.proposal = Some(proposal);
    }

    pub(super) fn propose_end(&mut self, entry: &Entry, proposed: &EndProposed) {
        let Some(connection) = self.connections.get_mut(&proposed.connection) else { return };
        if connection.proposal.as_ref().is_none_or(|open| open.id != proposed.proposal) {
            return;
        }
        connection.proposed_end = Some(proposed.clone());
        if let Some((asset, place)) = proposed.end.held() {
            self.hold(entry, asset, place, Holder::Proposal(proposed.connection));
        }
    }

    pub(super) fn answer_change(&mut self, entry: &Entry, id: ConnectionId, proposal: ProposalId, answer: &Answer) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        let Some(open) = connection.proposal.take_if(|open| open.id == proposal) else { return };
        self.forget_pending(id, &open);
        let proposed = self.free_proposed(id);
        if *answer == Answer::Approved {
            if let Change::Bandwidth { to, .. } = open.change {
                self.change_bandwidth(id, to);
            }
            if let Some(EndProposed { company, side, end, .. }) = proposed {
                self.move_end(entry, id, company, side, &end);
            }
        }
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.answered = Some((open, answer.clone(), entry.at));
        }
    }

    /// A proposal that was open when its connection was deleted has not lapsed: it ended with the connection (C6).
    pub(super) fn end_proposal(&mut self, entry: &Entry, id: ConnectionId) {
        let Some(open) = self.connections.get(&id).and_then(|connection| connection.open_proposal(entry.at)) else {
            return;
        };
        self.forget_pending(id, &open.clone());
        self.free_proposed(id);
    }

    fn forget_pending(&mut self, id: ConnectionId, open: &Proposal) {
        let parties = self.connections.get(&id).map(|connection| connection.parties);
        for company in parties.into_iter().flat_map(|parties| parties.all()) {
            self.books.entry(company).or_default().pending.remove(&(open.lapses(), id, Some(open.id)));
        }
    }

    /// Frees the place that the last proposed end held.
    fn free_proposed(&mut self, id: ConnectionId) -> Option<EndProposed> {
        let proposed = self.connections.get_mut(&id)?.proposed_end.take()?;
        if let Some((asset, place)) = proposed.end.held() {
            self.free(asset, place, Holder::Proposal(id));
        }
        Some(proposed)
    }

    pub(super) fn move_end(&mut self, entry: &Entry, id: ConnectionId, company: CompanyId, side: Side, end: &End) {
        let ends = self.connections.get_mut(&id).map(|connection| &mut connection.ends);
        let mut own = ends.into_iter().flatten().filter(|taken| taken.company == company && taken.side == side);
        let Some(taken) = own.next() else { return };
        let before = std::mem::replace(&mut taken.end, end.clone());
        if let Some((asset, place)) = before.held() {
            self.free(asset, place, Holder::Connection(id));
        }
        if let Some((asset, place)) = end.held() {
            self.hold(entry, asset, place, Holder::Connection(id));
        }
    }
}
