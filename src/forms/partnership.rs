//! The forms of the partnership: changing the own end, and approving a connection (C2, R7).

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
