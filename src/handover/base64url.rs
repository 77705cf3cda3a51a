//! Bytes as text that survives addresses, e-mails and people: base64url without padding (RFC 4648), and within it a
//! CRC-32 at the end, so that what was cut off or mistyped is noticed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Whether a character can stand in such a text.
pub const fn is_in_alphabet(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Bytes as text.
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode([bytes, &crc32fast::hash(bytes).to_be_bytes()].concat())
}

/// The bytes again; none where the text is not as it was made.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let checksum = bytes.split_off(bytes.len().checked_sub(4)?);
    (checksum == crc32fast::hash(&bytes).to_be_bytes()).then_some(bytes)
}
