//! Free text that people type: names, descriptions, e-mail addresses.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

use super::json;
use super::refusal::{Code, Field, Refusal};

/// Longest name of an asset, token, person or company, in characters of any script.
pub const NAME_LIMIT: usize = 64;
/// Longest description, in characters.
pub const DESCRIPTION_LIMIT: usize = 500;
/// Longest name of a Fabric connection, in characters (R3).
pub const FABRIC_CONNECTION_NAME_LIMIT: usize = 24;
/// Most recipients or notice addresses of one form.
pub const EMAIL_COUNT_LIMIT: usize = 20;

/// Text of at most `limit` characters without control characters, trimmed; empty text is allowed. Only a description
/// may have several lines.
///
/// # Errors
/// `text-invalid` at `field`.
pub fn optional(text: &str, field: Field, limit: usize) -> Result<String, Refusal> {
    let text = text.trim();
    let count = text.chars().count();
    if count > limit {
        let message = format!("At most {limit} characters; this has {count}.");
        return Err(Refusal::new(Code::TextInvalid, field, message));
    }
    if text.chars().any(|c| (c.is_control() && !(c == '\n' && field == Field::Description)) || is_invisible(c)) {
        return Err(Refusal::new(Code::TextInvalid, field, "Remove the characters that cannot be printed."));
    }
    Ok(text.to_owned())
}

/// Characters that show nothing, or turn around the text beside them: a name of these could pass for another. The
/// joiners U+200C and U+200D are not among them, for some scripts need them.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The form in which texts are compared and searched without regard to case: small letters of the Latin, Greek and
/// Cyrillic alphabets. The standard library's tables of all scripts would be a good part of what a first visit loads.
pub fn folded(text: &str) -> String {
    text.chars().map(small).collect()
}

const fn small(c: char) -> char {
    let code = c as u32;
    let small = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => code + 32,
        0x400..=0x40f => code + 80,
        // Where capital and small letters alternate, capitals are even numbers here and odd ones below.
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 | 0x1a0 => code | 1,
        0x460..=0x481 | 0x48a..=0x4bf | 0x4d0..=0x52f | 0x1e00..=0x1e95 | 0x1ea0..=0x1eff => code | 1,
        0x139..=0x148 | 0x179..=0x17e | 0x1af | 0x4c1..=0x4ce => code + code % 2,
        // Ÿ, accented Greek capitals, the sigma at a word's end, the dotted I and the capital ß stand apart.
        0x178 => 0xff,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e..=0x38f => code + 63,
        0x3c2 => 0x3c3,
        0x130 => 0x69,
        0x1e9e => 0xdf,
        _ => return c,
    };
    match char::from_u32(small) {
        Some(small) => small,
        None => c,
    }
}

/// Like [`optional`], and not empty.
///
/// # Errors
/// `required` or `text-invalid` at `field`.
pub fn required(text: &str, field: Field, limit: usize) -> Result<String, Refusal> {
    match optional(text, field, limit)? {
        text if text.is_empty() => Err(Refusal::new(Code::Required, field, "Fill this in.")),
        text => Ok(text),
    }
}

/// The name of a Fabric connection: 1 to 24 letters, digits, hyphens and underscores (R3).
///
/// # Errors
/// `name-invalid`.
pub fn fabric_connection_name(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let fits = (1..=FABRIC_CONNECTION_NAME_LIMIT).contains(&text.chars().count())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if fits {
        return Ok(text.to_owned());
    }
    let message = "Use 1 to 24 characters: letters A to Z, digits, hyphen and underscore, as Equinix Fabric asks.";
    Err(Refusal::new(Code::NameInvalid, Field::Name, message))
}

/// An e-mail address as it was typed. Two of them may be [the same](Email::same) and yet written differently.
#[derive(Clone, PartialEq, Eq, Debug, TS)]
#[ts(type = "string")]
pub struct Email(String);

impl Serialize for Email {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json::parsed(deserializer, "an e-mail address", |text| Self::parse(text, Field::Form).ok())
    }
}

impl Email {
    /// Reads one address; only its shape is checked, for no server is asked.
    ///
    /// # Errors
    /// `required` where there is none; `email-invalid` at `field`, with the text as its detail.
    pub fn parse(text: &str, field: Field) -> Result<Self, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Refusal::new(Code::Required, field, "Write an address like name@company.example."));
        }
        let fits = text.len() <= 254
            && !text.chars().any(|c| c.is_whitespace() || c.is_control() || is_invisible(c) || ",;<>\"".contains(c))
            && text.split_once('@').is_some_and(|(local, domain)| {
                let labels_fit = domain.split('.').all(|label| !label.is_empty());
                !local.is_empty() && domain.contains('.') && labels_fit && !domain.contains('@')
            });
        if fits {
            return Ok(Self(text.to_owned()));
        }
        let shown: String = text.chars().take(60).collect();
        let message = format!("“{shown}” is not an e-mail address. Write it like name@company.example.");
        Err(Refusal::new(Code::EmailInvalid, field, message).about(shown))
    }

    /// An address that nobody has: the stand-in of a form in which none could be read.
    pub const fn stand_in() -> Self {
        Self(String::new())
    }

    /// An address that was stored, whatever its form: the rules of old were others.
    pub(super) const fn stored(text: String) -> Self {
        Self(text)
    }

    /// The address as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which addresses are compared and indexed.
    pub fn folded(&self) -> String {
        folded(&self.0)
    }

    /// Whether both are one address, without regard to case.
    pub fn same(&self, other: &Self) -> bool {
        self.folded() == other.folded()
    }
}

impl fmt::Display for Email {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
