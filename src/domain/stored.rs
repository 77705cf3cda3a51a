//! Forms that differ between storage and programs: a field that is stored says so by `#[serde(with = "stored::…")]`.
//!
//! Instants are stored in milliseconds since 1970-01-01 UTC, where programs have ISO 8601. E-mail addresses are stored as they
//! were typed and read back unchecked, so that a stricter rule never makes an old journal unreadable; so are the metros of
//! terms and ends, which also travel in offers.

use serde::{Deserialize, Deserializer};

use super::metro::Metro;
use super::text::Email;

/// An instant, in milliseconds.
pub mod millis {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::domain::time::Timestamp;

    /// Writes the milliseconds.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(at.millis())
    }

    /// Reads the milliseconds.
    ///
    /// # Errors
    /// For what is not a whole number.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        i64::deserialize(deserializer).map(Timestamp::from_millis)
    }
}

/// An instant in milliseconds, or none.
pub mod millis_or_none {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::domain::time::Timestamp;

    /// Writes the milliseconds, or `null`.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
        at.map(Timestamp::millis).serialize(serializer)
    }

    /// Reads the milliseconds, or `null`.
    ///
    /// # Errors
    /// For anything else.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
        Ok(Option::<i64>::deserialize(deserializer)?.map(Timestamp::from_millis))
    }
}

/// A metro, read back unchecked.
///
/// # Errors
/// For what is no text.
pub fn metro<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Metro, D::Error> {
    String::deserialize(deserializer).map(Metro::stored)
}

/// An e-mail address, read back unchecked.
///
/// # Errors
/// For what is no text.
pub fn email<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Email, D::Error> {
    String::deserialize(deserializer).map(Email::stored)
}

/// E-mail addresses, read back unchecked.
///
/// # Errors
/// For what is no text.
pub fn emails<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Email>, D::Error> {
    Ok(Vec::<String>::deserialize(deserializer)?.into_iter().map(Email::stored).collect())
}

/// E-mail addresses or none, read back unchecked.
///
/// # Errors
/// For what is no text.
pub fn emails_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Email>>, D::Error> {
    let texts = Option::<Vec<String>>::deserialize(deserializer)?;
    Ok(texts.map(|texts| texts.into_iter().map(Email::stored).collect()))
}
