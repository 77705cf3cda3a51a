//! The creation wizard of a service token, and the form that edits one (E1 to E9, T3).

use super::{Fresh, Reading, bandwidth, chosen, day, emails, follow, tag};
use crate::domain::bandwidth::Mbps;
use crate::domain::id::{AssetId, AttemptId, GrantId};
use crate::domain::refusal::{Field, Problems};
use crate::domain::shape::shape;
use crate::domain::terms::TOKEN_DAYS;
use crate::domain::vlan::Tagging;
use crate::ledger::command::{Act, CreateToken, TokenDetails};
use crate::ledger::view::grant::GrantView;

/// The steps of the wizard, in the vendor's words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Step {
    /// Basic Configuration.
    #[default]
    Basic,
    /// Service Token Details.
    Details,
    /// Review.
    Review,
}

shape!(enum Step { "Basic" => Basic, "Details" => Details, "Review" => Review });

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
            Field::Asset | Field::Metro | Field::Vlan | Field::CTag | Field::Remote => Self::Basic,
            Field::Expiry | Field::Bandwidth | Field::Recipients | Field::Name | Field::Description => Self::Details,
            _ => Self::Review,
        }
    }
}

/// What may still be edited after creation.
#[derive(Clone, PartialEq, Eq, Debug)]
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

shape!(struct DetailsForm { name, description, expires, bandwidth, recipients, recipient });

impl DetailsForm {
    /// A new token's details: the default expiry is the longest possible, 90 days (E6).
    pub fn fresh(fresh: Fresh) -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            expires: fresh.now.day().plus(TOKEN_DAYS).to_string(),
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
        let act = Act::EditToken(grant, self.read(&mut problems));
        Reading { act, problems: problems.list() }
    }
}

/// The creation wizard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenForm {
    /// Drawn when the wizard was opened (R8).
    pub attempt: AttemptId,
    /// The step shown.
    pub step: Step,
    /// The location's code.
    pub metro: String,
    /// The port.
    pub asset: Option<AssetId>,
    /// "Allow Remote Connection".
    pub remote: bool,
    /// The VLAN identifier or S-tag.
    pub vlan: String,
    /// The C-tag.
    pub c_tag: String,
    /// The second step.
    pub details: DetailsForm,
}

shape!(struct TokenForm { attempt, step, metro, asset, remote, vlan, c_tag, details });

impl TokenForm {
    /// A wizard that was just opened: a remote connection is not allowed until that is chosen (E2).
    pub fn fresh(fresh: Fresh) -> Self {
        Self {
            attempt: fresh.attempt,
            step: Step::Basic,
            metro: String::new(),
            asset: None,
            remote: false,
            vlan: String::new(),
            c_tag: String::new(),
            details: DetailsForm::fresh(fresh),
        }
    }

    /// The command that creates the token; `tagging` is that of the chosen port.
    pub fn create(&self, tagging: Option<Tagging>) -> Reading {
        let mut problems = Problems::default();
        let act = Act::CreateToken(CreateToken {
            asset: chosen(self.asset, "Select a location, then choose a port.", &mut problems),
            tag: tag(&self.vlan, &self.c_tag, tagging, &mut problems),
            remote: self.remote,
            details: self.details.read(&mut problems),
        });
        Reading { act, problems: problems.list() }
    }
}
