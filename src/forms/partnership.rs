//! The forms of the partnership: changing the own end, and approving a connection (C2, R7).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Reading;
use super::service::{EndForm, vlan_choice};
use crate::domain::connection::Side;
use crate::domain::id::ConnectionId;
use crate::domain::mcr::Configuration;
use crate::domain::refusal::Problems;
use crate::ledger::command::{Act, ChangeEnd, ServiceEnd};
use crate::ledger::event::End;
use crate::ledger::view::approval::Given;
use crate::ledger::view::service::ServiceSort;

/// What is being typed at answers that are not sent yet (D3).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Answers {
    /// One for each request or proposal at which anything was typed.
    pub open: Vec<AnswerForm>,
}

/// The raw texts of one answer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct AnswerForm {
    /// What is answered: the connection that is asked for, or the proposal.
    pub to: Uuid,
    /// The VLAN that is given (K4).
    pub vlan: String,
    /// Why it is denied.
    pub reason: String,
}

impl Answers {
    /// What was typed at the answer to this.
    pub fn to(&self, to: Uuid) -> AnswerForm {
        let typed = self.open.iter().find(|answer| answer.to == to).cloned();
        typed.unwrap_or_else(|| AnswerForm { to, ..AnswerForm::default() })
    }

    /// Keeps what was typed at an answer; one that is empty again is forgotten.
    pub fn keep(&mut self, answer: AnswerForm) {
        self.open.retain(|known| known.to != answer.to);
        if !(answer.vlan.is_empty() && answer.reason.is_empty()) {
            self.open.push(answer);
        }
    }

    /// Forgets what was typed at what no longer waits; whether there was any such.
    pub fn settle(&mut self, waiting: &[Uuid]) -> bool {
        let before = self.open.len();
        self.open.retain(|answer| waiting.contains(&answer.to));
        self.open.len() < before
    }
}

/// The command that changes an own end, or proposes it (C2b); `now` is the end in force.
pub fn change_end(connection: ConnectionId, side: Side, form: &EndForm, sort: ServiceSort, now: &End) -> Reading {
    let empty = Configuration::default();
    let stored = match now {
        End::Router { configuration, .. } => configuration,
        End::At { .. } | End::Profile { .. } => &empty,
    };
    let mut problems = Problems::default();
    let end = form.read(sort, stored, &mut problems);
    Reading { act: Act::ChangeEnd(ChangeEnd { connection, side, end }), problems: problems.list() }
}

/// The command that approves a connection, with the VLAN that its issuer gives where the key leaves it open (K4, R7).
pub fn approval(connection: ConnectionId, given: Option<Given>, vlan: &str) -> Reading {
    let mut problems = Problems::default();
    let end = given.map(|given| match given {
        Given::Vlan => ServiceEnd::Port(vlan_choice(vlan, &mut problems)),
        Given::VlanOn(vnic) => ServiceEnd::Mve { vnic, vlan: vlan_choice(vlan, &mut problems) },
    });
    Reading { act: Act::ApproveConnection { connection, end }, problems: problems.list() }
}
