//! Service profiles: what cloud and network providers offer, and the fields each asks for (A4, A5).

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::metro::Metro;
use super::refusal::{Code, Field, Refusal};

/// A provider's service that a connection can end at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct ServiceProfile {
    /// Where it is offered.
    pub metros: Vec<Metro>,
    /// What the redeemer must supply.
    pub fields: Vec<ProfileField>,
}

/// One thing a provider asks for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct ProfileField {
    /// Its label, in the provider's words; also its identity within the profile.
    pub label: String,
    /// The form its value must have.
    pub form: FieldForm,
}

/// The form of a value that a provider asks for (A5).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FieldForm {
    /// An AWS account number: 12 digits.
    AwsAccount,
    /// An Azure ExpressRoute service key: a UUID.
    AzureServiceKey,
    /// A Google Cloud pairing key: `uuid/region/zone`.
    GooglePairingKey,
    /// An Oracle Cloud identifier: `ocid1.…`.
    OracleId,
    /// Any text of 1 to 255 characters.
    Text,
}

impl FieldForm {
    /// Every form, in the order the forms offer them.
    pub const ALL: [Self; 5] =
        [Self::AwsAccount, Self::AzureServiceKey, Self::GooglePairingKey, Self::OracleId, Self::Text];

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AwsAccount => "aws-account",
            Self::AzureServiceKey => "azure-service-key",
            Self::GooglePairingKey => "google-pairing-key",
            Self::OracleId => "oracle-id",
            Self::Text => "text",
        }
    }

    /// What the value must look like, in words.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::AwsAccount => "An AWS account number: 12 digits.",
            Self::AzureServiceKey => "An Azure ExpressRoute service key: 36 characters in five groups.",
            Self::GooglePairingKey => "A Google Cloud pairing key: key/region/zone, the zone a number or `any`.",
            Self::OracleId => "An Oracle Cloud identifier that starts with `ocid1.`.",
            Self::Text => "1 to 255 characters.",
        }
    }

    fn fits(self, value: &str) -> bool {
        match self {
            Self::AwsAccount => value.len() == 12 && value.chars().all(|c| c.is_ascii_digit()),
            Self::AzureServiceKey => is_hyphenated_uuid(value),
            Self::GooglePairingKey => {
                let parts: Vec<&str> = value.split('/').collect();
                match parts.as_slice() {
                    [key, region, zone] => {
                        let region_fits = region.contains('-')
                            && region.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
                        is_hyphenated_uuid(key) && region_fits && matches!(*zone, "1" | "2" | "any")
                    }
                    _ => false,
                }
            }
            Self::OracleId => value.starts_with("ocid1.") && value.len() <= 255 && !value.contains(char::is_whitespace),
            Self::Text => (1..=255).contains(&value.chars().count()) && !value.chars().any(char::is_control),
        }
    }
}

fn is_hyphenated_uuid(value: &str) -> bool {
    value.len() == 36 && Uuid::try_parse(value).is_ok()
}

impl ServiceProfile {
    /// Checks the values that a redeemer gave, by label, against the fields asked for (A5).
    ///
    /// # Errors
    /// `required` or `profile-field-invalid` for each field, its label as the detail.
    pub fn check(&self, values: &[(String, String)]) -> Result<Vec<(String, String)>, Vec<Refusal>> {
        let given = |label: &str| values.iter().find(|(name, _)| name == label).map_or("", |(_, value)| value.trim());
        let mut taken = Vec::new();
        let mut wrong = Vec::new();
        for field in &self.fields {
            match given(&field.label) {
                "" => wrong.push((Code::Required, field)),
                value if field.form.fits(value) => taken.push((field.label.clone(), value.to_owned())),
                _ => wrong.push((Code::ProfileFieldInvalid, field)),
            }
        }
        if wrong.is_empty() {
            return Ok(taken);
        }
        let refusal = |(code, field): (Code, &ProfileField)| {
            let message = format!("{} asks for this. {}", field.label, field.form.hint());
            Refusal::new(code, Field::ProfileField, message).about(&field.label)
        };
        Err(wrong.into_iter().map(refusal).collect())
    }
}
