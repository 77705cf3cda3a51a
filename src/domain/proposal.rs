//! A change that the partner must approve before it takes effect (C3, C4).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bandwidth::Mbps;
use super::id::{CompanyId, ProposalId};
use super::mcr::Part;
use super::time::Timestamp;
use super::vlan::Tag;

/// Days of 24 hours after which what nobody answered lapses: a proposal (C4), and a connection that waits for its
/// issuer (R7).
pub const APPROVAL_DAYS: i64 = 60;

/// What a proposal would change, each as what is in force and what is proposed. It tells the partner this and no more
/// (C3).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// The proposer's VLAN, and the vNIC it is on.
    Place {
        /// The vNIC, where it changes.
        vnic: Option<(u16, u16)>,
        /// The VLAN identifiers, where they change.
        vlan: Option<(Tag, Tag)>,
    },
    /// The proposer's MCR configuration: only which parts of it.
    Configuration(Vec<Part>),
    /// The bandwidth.
    Bandwidth {
        /// What is in force.
        from: Mbps,
        /// What is proposed.
        to: Mbps,
    },
}

/// One field of a change, as people see it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ChangeLine {
    /// The field.
    pub field: &'static str,
    /// The value in force; none where it is not told.
    pub from: Option<String>,
    /// The value proposed; of a configuration the parts that change.
    pub to: String,
}

impl Change {
    /// What changes, field by field: all that the partner is told (C3).
    pub fn lines(&self) -> Vec<ChangeLine> {
        let line = |field, from: String, to: String| ChangeLine { field, from: Some(from), to };
        match self {
            Self::Place { vnic, vlan } => {
                let vnic = vnic.map(|(from, to)| line("vNIC", from.to_string(), to.to_string()));
                let vlan = vlan.map(|(from, to)| line("VLAN", identifier(from), identifier(to)));
                vnic.into_iter().chain(vlan).collect()
            }
            Self::Configuration(parts) => {
                let parts: Vec<&str> = parts.iter().map(|part| part.label()).collect();
                vec![ChangeLine { field: "MCR configuration", from: None, to: format!("other {}", parts.join(", ")) }]
            }
            Self::Bandwidth { from, to } => vec![line("rate limit", from.to_string(), to.to_string())],
        }
    }

    /// The same as part of a sentence.
    pub fn words(&self) -> String {
        let words = |line: ChangeLine| match line.from {
            None => format!("{} ({})", line.field, line.to),
            Some(from) => format!("{} {from} → {}", line.field, line.to),
        };
        self.lines().into_iter().map(words).collect::<Vec<_>>().join(", ")
    }
}

fn identifier(tag: Tag) -> String {
    match tag {
        Tag::Dot1q(vlan) => vlan.to_string(),
        Tag::Untagged | Tag::Qinq { .. } => tag.to_string(),
    }
}

/// What became of a request: of a connection that its issuer must approve (R7), or of a proposed change (C3).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The partner agreed.
    Approved,
    /// The partner did not; why, in its words, or empty.
    Denied(String),
    /// Whoever asked took it back.
    Withdrawn,
}

/// An open proposal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// Its identity: approving names it exactly (C4).
    pub id: ProposalId,
    /// The company that proposes; its partner approves.
    pub by: CompanyId,
    /// What it would change.
    pub change: Change,
    /// When it was made.
    pub made: Timestamp,
}

impl Proposal {
    /// The instant from which nobody can approve it any more (C4).
    pub const fn lapses(&self) -> Timestamp {
        self.made.plus_days(APPROVAL_DAYS)
    }
}
