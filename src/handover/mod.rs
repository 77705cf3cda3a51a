//! What leaves one browser for another, and how it is taken in there (N2, N4). A static site sends nothing itself: people
//! carry it over, as a link, a QR code, an e-mail, a file or a sheet of paper.
//!
//! So far there is the [`offer`]: a key and what its holder may know. [`share`] makes of it what people hand over,
//! and [`told`] decides what is shown of one that was taken in. Every form carries the same text, which [`offer`] describes.

pub mod offer;
pub mod qr;
pub mod share;
pub mod told;

mod base64url;

use std::fmt;

/// Why nothing could be taken in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// Something of it is missing, was changed, or says what cannot be.
    Damaged,
    /// A newer version of this program made it.
    Newer,
}

impl ReadError {
    /// What is wrong with the link, and what to do about that.
    const fn words(self) -> &'static str {
        match self {
            Self::Damaged => {
                "This link is damaged: a part of it is missing or was changed. Copy the whole of it and open it again"
            }
            Self::Newer => {
                "This link was made by a newer version of Crosskey. Reload the page to get that, then open the link again"
            }
        }
    }

    /// The same where nobody acts, and so there is no field for the key yet; `anybody` says whether there is somebody to
    /// choose.
    pub fn at_the_door(self, anybody: bool) -> String {
        let way = match anybody {
            true => "choose at the top right who you are, and paste the key alone",
            false => "set up a company, then paste the key alone under Redeem",
        };
        format!("{}; or {way}.", self.words())
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}; or paste the key alone.", self.words())
    }
}
