//! A password between two routers: a secret that leaves only by [`Password::reveal`] (S2).

use std::fmt;

use super::refusal::{Code, Field, Refusal};

/// Longest password of a BGP session with MD5 signatures, in characters (RFC 2385).
pub const PASSWORD_LIMIT: usize = 80;

/// A password. It has no `Display` and no `Serialize` of its own and a redacted `Debug`; storage opts in by field with
/// [`stored`].
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Takes what a person typed: 1 to 80 printable ASCII characters without spaces.
    ///
    /// # Errors
    /// `configuration-invalid`, with a sentence that does not repeat what was typed.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let fits = (1..=PASSWORD_LIMIT).contains(&text.len()) && text.chars().all(|c| c.is_ascii_graphic());
        if fits {
            return Ok(Self(text.to_owned()));
        }
        let message = format!("Use 1 to {PASSWORD_LIMIT} letters, digits and signs of plain ASCII, without spaces.");
        Err(Refusal::new(Code::ConfigurationInvalid, Field::Configuration, message))
    }

    /// The password itself, for those who carry the configuration out. Every place that shows or sends it passes here.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password(…)")
    }
}

/// For a field that says openly that it may hold a password: `#[serde(with = "password::stored")]`.
pub mod stored {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Password;
    use crate::domain::{json, secret};

    /// Writes the password as a secret, or that there is none.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(password: &Option<Password>, serializer: S) -> Result<S::Ok, S::Error> {
        match password {
            Some(password) => secret::serialize(password.reveal(), serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a password, or that there is none.
    ///
    /// # Errors
    /// For what [`Password::parse`] does not take.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Password>, D::Error> {
        struct Given(Password);
        impl<'de> Deserialize<'de> for Given {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                json::parsed(deserializer, "a password of plain ASCII", |text| Password::parse(text).ok()).map(Self)
            }
        }
        Ok(Option::<Given>::deserialize(deserializer)?.map(|Given(password)| password))
    }
}
