//! What leaves one browser for another, and how it is taken in there (N2, N4). A static site sends nothing itself: people
//! carry it over, as a link, a QR code, an e-mail, a file or a sheet of paper.
//!
//! So far there is the [`offer`]: a key and what its holder may know. [`share`] makes of it what people hand over,
//! and [`told`] decides what is shown of one that was taken in. Every form carries the same text, which [`offer`] describes.

pub mod offer;
pub mod qr;
pub mod share;
pub mod told;

mod armour;

use std::fmt;

/// Why nothing could be taken in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// Something of it is missing, was changed, or says what cannot be.
    Damaged,
    /// A newer version of this program made it.
    Newer,
}

impl fmt::Display for ReadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Damaged => {
                "This link is damaged: a part of it is missing or was changed. Copy the whole of it again, or paste the \
                 key alone."
            }
            Self::Newer => {
                "This link was made by a newer version of Crosskey. Reload the page to get that, then open the link again; \
                 or paste the key alone."
            }
        })
    }
}
