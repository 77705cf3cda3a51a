//! Bytes as text that survives addresses, e-mails and people: base64url without padding (RFC 4648), and within it a
//! checksum at the end, so that what was cut off or mistyped is noticed.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Whether a character can stand in such a text.
pub const fn belongs(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Bytes as text.
pub fn put_on(bytes: &[u8]) -> String {
    let (mut text, mut bits, mut count) = (String::new(), 0_usize, 0);
    for byte in bytes.iter().chain(&checksum(bytes).to_be_bytes()) {
        bits = bits << 8 | usize::from(*byte);
        count += 8;
        while count >= 6 {
            count -= 6;
            text.push(letter(bits >> count));
        }
    }
    if count > 0 {
        text.push(letter(bits << (6 - count)));
    }
    text
}

/// The letter of the last six bits.
fn letter(bits: usize) -> char {
    ALPHABET.get(bits & 63).map_or('_', |letter| char::from(*letter))
}

/// The bytes again; none where the text is not as it was made.
pub fn take_off(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut count) = (vec![], 0, 0);
    for letter in text.bytes() {
        bits = bits << 6 | ALPHABET.iter().position(|known| *known == letter)?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 255).ok()?);
        }
    }
    bytes.truncate(bytes.len().checked_sub(4)?);
    (put_on(&bytes) == text).then_some(bytes)
}

/// CRC-32, as in zip files.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}
