//! The key: a random UUID v4 whose holder is authorized, so a secret (G1, S2).

use std::fmt;

use uuid::Uuid;

use super::refusal::{Code, Field, Refusal};

/// The 36-character key of a grant.
///
/// It has no `Display` and no `Serialize` of its own and a redacted `Debug`; [`Key::reveal`] is the one way out, and
/// storage opts in by field with [`stored`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Uuid);

impl Key {
    /// Takes a drawn UUID v4 as a key (G1).
    pub const fn new(uuid: Uuid) -> Self {
        Self(uuid)
    }

    /// Reads what a person pasted (R1): surrounding spaces, case, braces and `urn:uuid:` are forgiven.
    ///
    /// # Errors
    /// `malformed-key`, with a sentence that says what the text looks like instead.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let bare = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
        let bare = match bare.get(..9) {
            Some(urn) if urn.eq_ignore_ascii_case("urn:uuid:") => bare.get(9..).unwrap_or_default(),
            _ => bare,
        };
        match Uuid::try_parse(bare) {
            Ok(uuid) if bare.len() == 36 => Ok(Self(uuid)),
            _ => Err(Refusal::new(Code::MalformedKey, Field::Key, what_it_looks_like(text))),
        }
    }

    /// The whole key in its usual form. Every place that shows or stores a key passes here.
    pub fn reveal(&self) -> String {
        self.0.hyphenated().to_string()
    }

    /// The last four characters, which stand for the key wherever it is masked (G1).
    pub fn tail(&self) -> String {
        self.reveal().split_off(32)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(…)")
    }
}

fn what_it_looks_like(text: &str) -> String {
    const WANTED: &str = "A key has 36 characters, like 1b4e28ba-2fa1-41d2-883f-0016d3cca427.";
    let parts: Vec<&str> = text.split('/').collect();
    let first_is_uuid = parts.first().is_some_and(|first| Uuid::try_parse(first).is_ok());
    let hex = text.chars().filter(|c| *c != '-').all(|c| c.is_ascii_hexdigit());
    let seen = match text.chars().count() {
        0 => return format!("Paste the key you were given. {WANTED}"),
        _ if parts.len() == 3 && first_is_uuid => {
            "This looks like a pairing key of a cloud provider (key/region/zone); it belongs in the fields of that \
             provider's service profile."
        }
        12 if text.chars().all(|c| c.is_ascii_digit()) => {
            "This looks like an account number; it belongs in the fields of a cloud provider's service profile."
        }
        _ if text.contains("://") => "This is a web address. Open it, or paste only the key in it.",
        _ if text.contains('@') => "This looks like an e-mail address.",
        count if hex && count < 36 => "This looks like a key with some characters missing.",
        count if hex && count > 36 => "This looks like a key with something added.",
        _ => "This is not a service token or service key; it may be an authorization key of another service.",
    };
    format!("{seen} {WANTED}")
}

/// What a key must be, in words.
pub const WANTED: &str = "a key of 36 characters, like 1b4e28ba-2fa1-41d2-883f-0016d3cca427";

/// For a field that says openly that it holds a key: `#[serde(with = "key::stored")]`.
pub mod stored {
    use serde::{Deserializer, Serializer};

    use super::{Key, WANTED};
    use crate::domain::{json, secret};

    /// Writes the whole key, as a secret.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(key: &Key, serializer: S) -> Result<S::Ok, S::Error> {
        secret::serialize(&key.reveal(), serializer)
    }

    /// Reads a key.
    ///
    /// # Errors
    /// For what [`Key::parse`] does not take.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        json::parsed(deserializer, WANTED, |text| Key::parse(text).ok())
    }
}
