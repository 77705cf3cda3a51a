//! The creation wizard of a service token, and the form that edits one (E1 to E9, T3).

pub mod sheet;
mod site;

use serde::{Deserialize, Serialize};

use super::{Fresh, Reading, bandwidth, chosen, day, emails, follow, interface, tag};
use crate::domain::bandwidth::Mbps;
use crate::domain::connection::Side;
use crate::domain::id::{AssetId, AttemptId, GrantId};
use crate::domain::refusal::{Field, Problems};
use crate::domain::stored;
use crate::domain::terms::{Kind, TOKEN_DAYS};
use crate::domain::time::Timestamp;
use crate::domain::vlan::Tagging;
use crate::ledger::command::{Act, CreateToken, Spot, TokenDetails};
use crate::ledger::view::grant::GrantView;

/// The steps of the wizard, in the vendor's words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub enum Step {
    /// Basic Configuration.
    #[default]
    Basic,
    /// Service Token Details.
    Details,
    /// Review.
    Review,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 3] = [Self::Basic, Self::Details, Self::Review];

    /// The vendor's heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Basic => "Basic Configuration",
            Self::Details => "Service Token Details",
            Self::Review => "Review",
        }
    }

    /// The step after this one; the last is followed by itself.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Basic => Self::Details,
            Self::Details | Self::Review => Self::Review,
        }
    }

    /// The step before this one; the first is preceded by itself.
    #[must_use]
    pub const fn back(self) -> Self {
        match self {
            Self::Basic | Self::Details => Self::Basic,
            Self::Review => Self::Details,
        }
    }

    /// The step on which a field stands; what has no field of its own is shown at the review.
    pub const fn of(field: Field) -> Self {
        match field {
            Field::Kind
            | Field::Asset
            | Field::Metro
            | Field::Vlan
            | Field::CTag
            | Field::Interface
            | Field::Remote => Self::Basic,
            Field::Expiry | Field::Bandwidth | Field::Recipients | Field::Name | Field::Description => Self::Details,
            _ => Self::Review,
        }
    }
}

/// "Service Token Type": which end of the connection the token fixes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum TokenType {
    /// The A-side.
    #[default]
    ASide,
    /// The Z-side.
    ZSide,
}

impl TokenType {
    /// Every type, in the order the wizard offers them.
    pub const ALL: [Self; 2] = [Self::ASide, Self::ZSide];

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ASide => "a-side",
            Self::ZSide => "z-side",
        }
    }

    /// The vendor's words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ASide => "A-side Connection Service Token",
            Self::ZSide => "Z-side Connection Service Token",
        }
    }

    /// The kind of token.
    pub const fn kind(self) -> Kind {
        Kind::token(self.side())
    }

    const fn side(self) -> Side {
        match self {
            Self::ASide => Side::A,
            Self::ZSide => Side::Z,
        }
    }

    /// What it can be created on: "Select Asset Type" (E1).
    pub const fn asset_types(self) -> &'static [AssetType] {
        match self {
            Self::ASide => &[AssetType::Port],
            Self::ZSide => &[AssetType::VirtualDevice, AssetType::Port],
        }
    }
}

/// "Select Asset Type".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum AssetType {
    /// A port on Fabric.
    #[default]
    Port,
    /// A virtual device of Network Edge.
    VirtualDevice,
}

impl AssetType {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Port => "port",
            Self::VirtualDevice => "virtual-device",
        }
    }

    /// The vendor's words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Port => "Port",
            Self::VirtualDevice => "Virtual Device",
        }
    }

    /// The vendor's words for the box that allows a remote connection (E2).
    pub const fn remote_label(self) -> &'static str {
        match self {
            Self::Port => "Allow Remote Connection",
            Self::VirtualDevice => "Allow a remote connection to be created",
        }
    }
}

/// "Interface Selection" (E4).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum InterfaceSelection {
    /// The next available one.
    #[default]
    Next,
    /// A chosen one.
    Chosen,
    /// One token for every free interface.
    Every,
}

impl InterfaceSelection {
    /// Every choice of the wizard, in its order.
    pub const ALL: [Self; 3] = [Self::Next, Self::Chosen, Self::Every];

    /// The choices of a redeemer, whose connection has one interface.
    pub const OF_ONE: [Self; 2] = [Self::Next, Self::Chosen];

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Chosen => "chosen",
            Self::Every => "every",
        }
    }

    /// The vendor's words; the last are ours.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Next => "Automatically select the next available interface on my device(s)",
            Self::Chosen => "I will select an interface on my device",
            Self::Every => "One token for every free interface on my device",
        }
    }
}

/// What may still be edited after creation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DetailsForm {
    /// The name, or empty.
    pub name: String,
    /// The description, or empty.
    pub description: String,
    /// The expiration date, `YYYY-MM-DD`.
    pub expires: String,
    /// The maximum bandwidth.
    pub bandwidth: String,
    /// The recipients entered.
    pub recipients: Vec<String>,
    /// The recipient that is being typed.
    pub recipient: String,
}

/// The longest possible (E6).
fn default_expiry(now: Timestamp) -> String {
    now.day().plus(TOKEN_DAYS).to_string()
}

impl DetailsForm {
    /// A new token's details: the default expiry is the longest possible, 90 days (E6).
    pub fn fresh(fresh: Fresh) -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            expires: default_expiry(fresh.now),
            bandwidth: String::new(),
            recipients: vec![],
            recipient: String::new(),
        }
    }

    /// A token's details as they are now.
    pub fn of(view: &GrantView) -> Self {
        Self {
            name: view.name.clone(),
            description: view.description.clone(),
            expires: view.expires_on.to_string(),
            bandwidth: view.row.limit.get().to_string(),
            recipients: view.recipients.clone(),
            recipient: String::new(),
        }
    }

    fn read(&self, problems: &mut Problems) -> TokenDetails {
        let expires = problems.take(day(&self.expires));
        let limit = problems.take(bandwidth(&self.bandwidth));
        TokenDetails {
            name: self.name.clone(),
            description: self.description.clone(),
            expires: expires.unwrap_or_else(|| crate::domain::time::Timestamp::default().day()),
            limit: limit.unwrap_or(Mbps::new(0)),
            recipients: emails(&self.recipients, &self.recipient, Field::Recipients, problems),
        }
    }

    /// Follows a change by somebody else, from what the form was `opened` with to what is there `now`.
    pub fn follow(&mut self, opened: &Self, now: &Self) {
        follow(&mut self.name, &opened.name, &now.name);
        follow(&mut self.description, &opened.description, &now.description);
        follow(&mut self.expires, &opened.expires, &now.expires);
        follow(&mut self.bandwidth, &opened.bandwidth, &now.bandwidth);
        follow(&mut self.recipients, &opened.recipients, &now.recipients);
    }

    /// The command that edits a token (T3).
    pub fn edit(&self, grant: GrantId) -> Reading {
        let mut problems = Problems::default();
        let act = Act::EditToken { grant, details: self.read(&mut problems) };
        Reading { act, problems: problems.list() }
    }
}

/// The creation wizard.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TokenForm {
    /// Drawn when the wizard was opened (R8).
    pub attempt: AttemptId,
    /// The step shown.
    pub step: Step,
    /// "Service Token Type".
    #[serde(default)]
    pub token_type: TokenType,
    /// "Select Asset Type".
    #[serde(default)]
    pub asset_type: AssetType,
    /// The location's code.
    pub metro: String,
    /// The port or virtual device.
    pub asset: Option<AssetId>,
    /// "Allow Remote Connection".
    pub remote: bool,
    /// "Interface Selection", for a virtual device.
    #[serde(default)]
    pub selection: InterfaceSelection,
    /// The number of the interface selected.
    #[serde(default)]
    pub interface: String,
    /// The VLAN identifier or S-tag.
    pub vlan: String,
    /// The C-tag.
    pub c_tag: String,
    /// The second step.
    pub details: DetailsForm,
    /// When it was opened, as far as what was not touched in it tells.
    #[serde(with = "stored::millis", default)]
    pub opened: Timestamp,
}

impl TokenForm {
    /// A wizard that was just opened: a remote connection is not allowed until that is chosen (E2).
    pub fn fresh(fresh: Fresh) -> Self {
        Self {
            attempt: fresh.attempt,
            step: Step::Basic,
            token_type: TokenType::default(),
            asset_type: AssetType::default(),
            metro: String::new(),
            asset: None,
            remote: false,
            selection: InterfaceSelection::default(),
            interface: String::new(),
            vlan: String::new(),
            c_tag: String::new(),
            details: DetailsForm::fresh(fresh),
            opened: fresh.now,
        }
    }

    /// Time went on since the form was opened: an expiration date that was not touched is that of a form opened now (E6).
    pub fn catch_up(&mut self, now: Timestamp) {
        follow(&mut self.details.expires, &default_expiry(self.opened), &default_expiry(now));
        self.opened = now;
    }

    /// Chooses the type of token. An asset that it can be created on stays chosen; else the first asset type that it takes
    /// is, and the asset is chosen anew.
    pub fn set_token_type(&mut self, token_type: TokenType) {
        let stays = self.asset.is_some() && token_type.asset_types().contains(&self.asset_type);
        if self.token_type != token_type && !stays {
            self.set_asset_type(token_type.asset_types().first().copied().unwrap_or_default());
        }
        self.token_type = token_type;
    }

    /// Chooses the asset type; the asset is chosen anew.
    pub fn set_asset_type(&mut self, asset_type: AssetType) {
        if self.asset_type != asset_type {
            self.asset_type = asset_type;
            self.asset = None;
        }
    }

    /// The command that creates the token, or one for every free interface; `tagging` is that of the chosen port.
    pub fn create(&self, tagging: Option<Tagging>) -> Reading {
        let mut problems = Problems::default();
        let (missing, spot) = match self.asset_type {
            AssetType::Port => (
                "Select a location, then choose a port.",
                Spot::Vlan(tag(&self.vlan, &self.c_tag, tagging, &mut problems)),
            ),
            AssetType::VirtualDevice => ("Select a location, then a device within it.", self.spot(&mut problems)),
        };
        let act = Act::CreateToken(CreateToken {
            side: self.token_type.side(),
            asset: chosen(self.asset, missing, &mut problems),
            spot,
            remote: self.remote,
            details: self.details.read(&mut problems),
        });
        Reading { act, problems: problems.list() }
    }

    fn spot(&self, problems: &mut Problems) -> Spot {
        match self.selection {
            InterfaceSelection::Next => Spot::NextInterface,
            InterfaceSelection::Chosen => Spot::Interface(interface(&self.interface, problems)),
            InterfaceSelection::Every => Spot::EveryInterface,
        }
    }
}
