//! Who may do what: one total function, one row a case, refusal by default (P2, P4, P5).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::refusal::{Code, Field, Refusal};

/// A role in Equinix Fabric and Network Edge (P2).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FabricRole {
    /// Everything in Fabric.
    FabricManager,
    /// Connections and tokens.
    FabricConnectionManager,
    /// Tokens for services.
    FabricServiceProvider,
    /// Tokens and service profiles.
    FabricServiceProfileManager,
    /// Everything in Fabric, for an end customer.
    EndCustomerFabricManager,
    /// Looks only.
    FabricViewer,
}

impl FabricRole {
    /// Every role, in the order the forms offer them.
    pub const ALL: [Self; 6] = [
        Self::FabricManager,
        Self::FabricConnectionManager,
        Self::FabricServiceProvider,
        Self::FabricServiceProfileManager,
        Self::EndCustomerFabricManager,
        Self::FabricViewer,
    ];

    /// The vendor's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::FabricManager => "Fabric Manager",
            Self::FabricConnectionManager => "Fabric Connection Manager",
            Self::FabricServiceProvider => "Fabric Service Provider",
            Self::FabricServiceProfileManager => "Fabric Service Profile Manager",
            Self::EndCustomerFabricManager => "End Customer Fabric Manager",
            Self::FabricViewer => "Fabric Viewer",
        }
    }
}

/// A role at Megaport (P4).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum MegaportRole {
    /// Everything, and the company's people.
    CompanyAdmin,
    /// Everything that is ordered.
    TechnicalAdmin,
    /// Looks only.
    TechnicalContact,
    /// Looks only.
    Finance,
    /// Looks only.
    FinancialContact,
    /// Looks only.
    ReadOnly,
}

impl MegaportRole {
    /// Every role, in the order the forms offer them.
    pub const ALL: [Self; 6] = [
        Self::CompanyAdmin,
        Self::TechnicalAdmin,
        Self::TechnicalContact,
        Self::Finance,
        Self::FinancialContact,
        Self::ReadOnly,
    ];

    /// The vendor's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::CompanyAdmin => "Company Admin",
            Self::TechnicalAdmin => "Technical Admin",
            Self::TechnicalContact => "Technical Contact",
            Self::Finance => "Finance",
            Self::FinancialContact => "Financial Contact",
            Self::ReadOnly => "Read Only",
        }
    }
}

/// At most one role in each vendor's system (P1).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Roles {
    /// The role in Equinix Fabric.
    pub fabric: Option<FabricRole>,
    /// The role at Megaport.
    pub megaport: Option<MegaportRole>,
}

impl Roles {
    /// The roles in words, e.g. "Fabric Manager, Company Admin".
    pub fn label(self) -> String {
        match (self.fabric.map(FabricRole::label), self.megaport.map(MegaportRole::label)) {
            (Some(fabric), Some(megaport)) => format!("{fabric}, {megaport}"),
            (Some(role), None) | (None, Some(role)) => role.to_owned(),
            (None, None) => "no role".to_owned(),
        }
    }
}

/// What a person may be allowed to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Right {
    /// Create, edit, delete, reveal and share Fabric tokens, and add and edit Fabric assets (P2).
    ManageTokens,
    /// Redeem tokens, change and delete Fabric connections (P2).
    Connect,
    /// Megaport's ordering privileges: create, edit, reveal and redeem keys, change and approve connections, manage
    /// Megaport assets (P4).
    Order,
    /// Add people to the company and change their roles (P5).
    ManagePeople,
    /// See what the company may see.
    Look,
}

impl Right {
    const fn deed(self) -> &'static str {
        match self {
            Self::ManageTokens => "Creating, changing and sharing service tokens and Fabric assets",
            Self::Connect => "Redeeming tokens and changing connections",
            Self::Order => "Ordering at Megaport",
            Self::ManagePeople => "Managing people",
            Self::Look => "Looking",
        }
    }

    const fn who(self) -> &'static str {
        match self {
            Self::ManageTokens => {
                "Fabric Manager, Fabric Connection Manager, Fabric Service Provider, Fabric Service Profile Manager or \
                 End Customer Fabric Manager"
            }
            Self::Connect => "Fabric Manager, Fabric Connection Manager or End Customer Fabric Manager",
            Self::Order => "Company Admin or Technical Admin at Megaport",
            Self::ManagePeople => "Fabric Manager, End Customer Fabric Manager or Megaport Company Admin",
            Self::Look => "anybody",
        }
    }
}

/// Decides whether somebody with these roles may do this (P5).
///
/// # Errors
/// `role-not-allowed`, naming the roles that may.
pub fn permit(roles: Roles, right: Right) -> Result<(), Refusal> {
    use FabricRole as F;
    use MegaportRole as M;
    let fabric = match (right, roles.fabric) {
        (Right::Look, _) => true,
        (Right::Order, _) | (_, None | Some(F::FabricViewer)) => false,
        (_, Some(F::FabricManager | F::EndCustomerFabricManager)) => true,
        (Right::ManageTokens | Right::Connect, Some(F::FabricConnectionManager)) => true,
        (Right::ManageTokens, Some(F::FabricServiceProvider | F::FabricServiceProfileManager)) => true,
        (Right::Connect, Some(F::FabricServiceProvider | F::FabricServiceProfileManager)) => false,
        (
            Right::ManagePeople,
            Some(F::FabricConnectionManager | F::FabricServiceProvider | F::FabricServiceProfileManager),
        ) => false,
    };
    let megaport = match (right, roles.megaport) {
        (Right::ManagePeople | Right::Order, Some(M::CompanyAdmin)) => true,
        (Right::Order, Some(M::TechnicalAdmin)) => true,
        (Right::Order, None | Some(M::TechnicalContact | M::Finance | M::FinancialContact | M::ReadOnly)) => false,
        (
            Right::ManagePeople,
            None | Some(M::TechnicalAdmin | M::TechnicalContact | M::Finance | M::FinancialContact | M::ReadOnly),
        ) => false,
        (Right::ManageTokens | Right::Connect | Right::Look, _) => false,
    };
    if fabric || megaport {
        return Ok(());
    }
    let message = format!(
        "{} needs the role {}; this person is {}. Switch to somebody who has it.",
        right.deed(),
        right.who(),
        roles.label()
    );
    Err(Refusal::new(Code::RoleNotAllowed, Field::Role, message))
}
