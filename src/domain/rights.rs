//! Who may do what to a connection once it is made: one total function, a row a case, refusal by default (C2, P5).
//!
//! A partner's role within its own company is [`super::permission`]'s business; here it is what the partnership allows.

use super::asset::System;
use super::connection::Parties;
use super::id::CompanyId;

/// What one can want to do to a connection.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Deed {
    /// Name it for oneself (C2a, C1).
    Rename,
    /// Change the VLAN or vNIC of the own end (C2b).
    Move,
    /// Change the MCR configuration of the own end (C2b).
    Configure,
    /// Fill an MCR configuration that a multi-use key left empty (K4).
    FillIn,
    /// Lower the bandwidth (C2c, C2h).
    Lower,
    /// Raise the bandwidth within the grant's limit (C2c, C2h).
    Raise,
    /// Change the service level reference (C2d).
    Refer,
    /// Shut it down, or enable it again (C2e).
    Switch,
    /// Delete it (C2f, C2h).
    Delete,
    /// Ask the partner to delete it (C9).
    AskToDelete,
}

impl Deed {
    /// Every deed.
    pub const ALL: [Self; 10] = [
        Self::Rename,
        Self::Move,
        Self::Configure,
        Self::FillIn,
        Self::Lower,
        Self::Raise,
        Self::Refer,
        Self::Switch,
        Self::Delete,
        Self::AskToDelete,
    ];
}

/// On which side of the partnership a company sits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Seat {
    /// It issued a grant that the connection draws on.
    Issuer,
    /// It redeemed the grant.
    Redeemer,
}

/// What the partnership says to a deed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It takes effect at once.
    AtOnce,
    /// The partner must approve it first (C3).
    WithApproval,
    /// It is not allowed; a sentence that says why, and who may.
    Never(&'static str),
}

/// The row for one deed of one company. Where it is alone with itself it has both seats, and nothing waits (C8).
pub fn verdict(system: System, parties: &Parties, company: CompanyId, deed: Deed) -> Verdict {
    let alone = parties.all().len() == 1;
    match parties.redeemer == company {
        _ if !parties.include(company) => Verdict::Never("Your company is not a partner of this connection."),
        // There is nobody else to ask, and it may delete the connection.
        _ if alone && deed == Deed::AskToDelete => row(system, Seat::Redeemer, deed),
        _ if alone => match (row(system, Seat::Redeemer, deed), row(system, Seat::Issuer, deed)) {
            (Verdict::Never(_), Verdict::Never(why)) => Verdict::Never(why),
            _ => Verdict::AtOnce,
        },
        true => row(system, Seat::Redeemer, deed),
        false => row(system, Seat::Issuer, deed),
    }
}

/// The table (C2a to C2h): every case has its row.
const fn row(system: System, seat: Seat, deed: Deed) -> Verdict {
    use Deed as D;
    use Seat::{Issuer, Redeemer};
    use System::{Fabric, Megaport};
    use Verdict::{AtOnce, Never, WithApproval};
    match (system, seat, deed) {
        (Megaport | Fabric, Issuer | Redeemer, D::Rename) => AtOnce,

        (Megaport, Issuer | Redeemer, D::Move | D::Configure) => WithApproval,
        (Megaport, Issuer, D::FillIn) => AtOnce,
        (Megaport, Redeemer, D::FillIn) => {
            Never("Only the B-End of a multi-use key starts with an empty configuration; yours needs approval.")
        }
        (Fabric, Issuer | Redeemer, D::Move | D::Configure | D::FillIn) => {
            Never("The ends of a connection made with a service token stay where they are. Make a new connection.")
        }

        (Megaport, Redeemer, D::Lower) => AtOnce,
        (Megaport, Redeemer, D::Raise) => WithApproval,
        (Megaport, Issuer, D::Lower | D::Raise) => Never(
            "Only the company that used the service key, which pays for the connection, may change the rate limit.",
        ),
        (Fabric, Redeemer, D::Lower | D::Raise) => AtOnce,
        (Fabric, Issuer, D::Lower | D::Raise) => {
            Never("Only the company that redeemed the token may change the bandwidth.")
        }

        (Megaport, Redeemer, D::Refer) => AtOnce,
        (Megaport, Issuer, D::Refer) => {
            Never("The service level reference is for the company that used the service key.")
        }
        (Fabric, Issuer | Redeemer, D::Refer) => Never("Only Megaport's connections have a service level reference."),

        (Megaport, Redeemer, D::Switch) => AtOnce,
        (Megaport, Issuer, D::Switch) => {
            Never("Only the company that used the service key may shut the connection down or enable it.")
        }
        (Fabric, Issuer | Redeemer, D::Switch) => Never("Only Megaport's connections can be shut down."),

        (Megaport, Redeemer, D::Delete) => AtOnce,
        (Megaport, Issuer, D::Delete) => {
            Never("Only the company that used the service key may delete the connection. You can ask it to.")
        }
        (Fabric, Issuer | Redeemer, D::Delete) => AtOnce,

        (Megaport, Issuer, D::AskToDelete) => AtOnce,
        (Megaport, Redeemer, D::AskToDelete) | (Fabric, Issuer | Redeemer, D::AskToDelete) => {
            Never("Your company may delete the connection itself; it need not ask.")
        }
    }
}
