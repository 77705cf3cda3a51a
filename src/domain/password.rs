//! A password between two routers: a secret that leaves only by [`Password::reveal`] (S2).

use std::fmt;

use super::refusal::{Code, Field, Refusal};

/// Longest password of a BGP session with MD5 signatures, in characters (RFC 2385).
pub const PASSWORD_LIMIT: usize = 80;

/// A password. It has no `Display` and no `Shape` of its own and a redacted `Debug`; storage opts in by field with
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

/// For a field of a `shape!` that says openly that it may store a password: `password as password::stored`.
pub mod stored {
    use serde_json::Value;

    use super::Password;
    use crate::domain::shape::{Reader, Shape};

    /// Writes the password, or that there is none.
    pub fn write(password: &Option<Password>) -> Value {
        password.as_ref().map_or(Value::Null, |password| Value::from(password.reveal()))
    }

    /// Reads it back.
    pub fn read(value: Value, reader: &mut Reader) -> Option<Password> {
        if value.is_null() {
            return None;
        }
        let parsed = reader.parsed(&value, |text| Password::parse(text).ok(), "is not a password of plain ASCII");
        parsed.or_else(|| Option::read(value, reader).map(Password))
    }

    /// Its TypeScript type.
    pub fn type_of() -> String {
        "string | null".to_owned()
    }
}
