//! What is next for a grant at its vendor: the call that makes it there what it is here, or why there is none (G8, W5).

use serde_json::Value;

use super::curl::Call;
use super::gap::Gaps;
use super::issued::Issued;
use super::{equinix, megaport};
use crate::domain::asset::System;
use crate::domain::report::{Fact, Life};
use crate::domain::terms::{Kind, Status};
use crate::domain::time::Timestamp;

/// What is next for a grant at its vendor (G8).
pub(super) enum Step {
    /// It is to be created there.
    Create(Value),
    /// It changed here since the vendor's last word.
    Update(Value),
    /// It was deleted here.
    Delete,
    /// Nothing, for the vendor has it as far as it can be sent.
    Nothing,
    /// Nothing, for this became of it here before it came there.
    Over(&'static str),
}

impl Step {
    pub(super) fn of(issued: &Issued<'_>, now: Timestamp, gaps: &mut Gaps) -> Self {
        let reported = issued.placed.reported.as_ref().map(|reported| &reported.report);
        let is_token = issued.grant.terms.kind.system() == System::Fabric;
        match (issued.grant.at_vendor, issued.grant.status(now)) {
            (None, Status::Deleted) => Self::Over("was deleted"),
            // Its redeemer's order needs the key that the vendor gives, as long as there can be one.
            (None, Status::Used) if !issued.connected || issued.grant.terms.valid.until <= now => {
                Self::Over("was used")
            }
            (None, Status::Expired) => Self::Over("expired"),
            (None, _) if is_token => Self::Create(equinix::token::create(issued, gaps)),
            (None, _) => Self::Create(megaport::key::create(issued, gaps)),
            (Some(_), Status::Deleted) => {
                let gone = reported.is_some_and(|report| report.life == Some(Life::Deleted));
                if gone { Self::Nothing } else { Self::Delete }
            }
            // A token that is over there or here is not changed any more (T3).
            (Some(_), Status::Expired) if is_token => {
                let later = reported.and_then(|report| report.until).is_some_and(|until| until > now);
                if later { Self::Delete } else { Self::Nothing }
            }
            (Some(_), _) if is_token && reported.is_some_and(|report| report.life == Some(Life::Used)) => Self::Nothing,
            (Some(_), _) if is_token => {
                reported.and_then(|report| equinix::token::patch(report, issued)).map_or(Self::Nothing, Self::Update)
            }
            (Some(_), _) => {
                let differs = |fact: &Fact| !fact.is_fixed() && *fact != Fact::Life;
                let changed = reported.is_some_and(|report| report.differences(&issued.report()).iter().any(differs));
                if changed { Self::Update(megaport::key::update(issued, gaps)) } else { Self::Nothing }
            }
        }
    }

    pub(super) fn call(&self, issued: &Issued<'_>) -> Option<Call> {
        let system = issued.grant.terms.kind.system();
        let one = || format!("{}/{}", equinix::token::PATH, issued.grant.key.reveal());
        Some(match (self, system) {
            (Self::Create(body), System::Fabric) => {
                call(system, "POST", equinix::token::PATH, Some((body.clone(), JSON)))
            }
            (Self::Create(body), System::Megaport) => {
                call(system, "POST", megaport::key::PATH, Some((body.clone(), JSON)))
            }
            (Self::Update(body), System::Fabric) => call(system, "PATCH", &one(), Some((body.clone(), JSON_PATCH))),
            (Self::Update(body), System::Megaport) => {
                call(system, "PUT", megaport::key::PATH, Some((body.clone(), JSON)))
            }
            (Self::Delete, System::Fabric) => call(system, "DELETE", &one(), None),
            (Self::Delete, System::Megaport) | (Self::Nothing | Self::Over(_), _) => return None,
        })
    }

    /// Where the grant is, what the vendor said last, and what there is to do.
    pub(super) fn standing(&self, issued: &Issued<'_>, now: Timestamp) -> String {
        let kind = issued.grant.terms.kind;
        let (noun, vendor) = (kind.noun(), kind.system().label());
        let said = issued.placed.reported.as_ref();
        let unused_there = said.is_none_or(|said| said.report.life != Some(Life::Used));
        let said = said.map_or(String::new(), |said| {
            let state = said.report.state.as_deref().unwrap_or("nothing of its status");
            format!(" On {} it said: {state}.", said.at.to_minute())
        });
        let next = match self {
            Self::Create(_) if issued.grant.status(now) == Status::Used => {
                return format!(
                    "This {noun} is in Crosskey only, where it was used already. Carry the call out, then read {vendor}'s \
                     reply here: whoever redeemed it orders with the key that {vendor} gives."
                );
            }
            Self::Create(_) => {
                return format!(
                    "This {noun} is in Crosskey only. Carry the call out, then read {vendor}'s reply here: its key becomes \
                     this {noun}'s."
                );
            }
            Self::Over(what) => {
                let revived = kind == Kind::ServiceKey && issued.grant.status(now) == Status::Expired;
                let advice = if revived { " Give it later dates first." } else { "" };
                return format!("This {noun} {what} before it was carried out; there is nothing to send.{advice}");
            }
            Self::Update(_) => "It changed here since: send the change, then read the reply here.",
            Self::Delete if issued.grant.status(now) == Status::Expired => {
                "It expired here, but not there: delete it there."
            }
            Self::Delete => "It was deleted here: delete it there too.",
            Self::Nothing if unused_there && issued.grant.status(now) == Status::Used => {
                "It was used here since. There is nothing to send of it: it is used there once the connection is ordered there."
            }
            Self::Nothing if unused_there && issued.grant.status(now) == Status::Expired => {
                "It expired since; there is nothing to send."
            }
            Self::Nothing => "Nothing to send: all of it is there as it is here.",
        };
        format!("{vendor} has this {noun}.{said} {next}")
    }
}

/// What most calls send.
pub(super) const JSON: &str = "application/json";
const JSON_PATCH: &str = "application/json-patch+json";

/// A call of a vendor's.
pub(super) fn call(system: System, method: &'static str, path: &str, body: Option<(Value, &'static str)>) -> Call {
    let (host, token) = match system {
        System::Fabric => (equinix::HOST, "EQUINIX_TOKEN"),
        System::Megaport => (megaport::HOST, "MEGAPORT_TOKEN"),
    };
    Call { method, url: format!("{host}{path}"), token, body }
}
