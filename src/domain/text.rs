//! Free text that people type: names, descriptions, e-mail addresses.

use std::fmt;

use email_address::EmailAddress;
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

/// The form in which texts are compared and searched without regard to case, in any script. All sigmas are one, wherever
/// they stand in a word, and the Turkish dotted capital I is an i.
pub fn folded(text: &str) -> String {
    let small = text.replace('\u{130}', "i").to_lowercase();
    small.replace('ς', "σ")
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
    /// Reads one address that somebody gives (RFC 5321); no server is asked. One that is stored is read as it is, so a
    /// stricter rule makes no ledger unreadable.
    ///
    /// # Errors
    /// `required` where there is none; `email-invalid` at `field`, with the text as its detail.
    pub fn parse(text: &str, field: Field) -> Result<Self, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Refusal::new(Code::Required, field, "Write an address like name@company.example."));
        }
        // Quoted local parts are allowed by RFC 5321, but only forged addresses have them.
        let is_plain = text.len() <= 254
            && !text.chars().any(|c| c.is_whitespace() || c.is_control() || is_invisible(c) || ",;<>\"".contains(c));
        let options =
            email_address::Options::default().with_required_tld().without_display_text().without_domain_literal();
        if is_plain && EmailAddress::parse_with_options(text, options).is_ok() {
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
