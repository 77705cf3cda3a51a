//! How keys and passwords are written as JSON. They have no `Serialize` of their own: a field that holds one says so, and
//! every such field is written here, under one name. So a serializer that leaves out what has this name leaves out every
//! secret, also those of types that nobody has thought of yet (S2, S3).

use serde::Serializer;

/// The name under which every secret is written.
pub const NAME: &str = "crosskey::secret";

/// Writes the text of a secret.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_struct(NAME, text)
}

/// A field that is never written: `#[serde(with = "secret::unkept")]`. It is read back empty.
pub mod unkept {
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes `null`.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(_: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }

    /// Forgets what stands there.
    ///
    /// # Errors
    /// For what is neither a text nor `null`.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        Option::<String>::deserialize(deserializer).map(|_| String::new())
    }
}
