//! A text as a QR code (ISO/IEC 18004), drawn as one line of SVG.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;
use ts_rs::TS;

/// The quiet zone that must stay light on each side, in modules.
pub const QUIET: i32 = 4;

/// A QR code, to be drawn as one `<path>`.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// The picture's `viewBox`, with the quiet zone.
    pub view_box: String,
    /// The path's `d`: one rectangle for each run of dark modules in a row.
    pub path: String,
}

/// Draws a text; none if it is too long for any QR code, which holds 2,953 bytes at most.
pub fn draw(text: &str) -> Option<Picture> {
    // A screen and a printer need no more than the lowest error correction.
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut run = 0;
        // Beyond its edge a code is light, so every run ends.
        for x in 0..=code.size() {
            if code.get_module(x, y) {
                run += 1;
            } else if run > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {y}h{run}v1h-{run}z", x - run);
                run = 0;
            }
        }
    }
    let side = code.size() + 2 * QUIET;
    Some(Picture { view_box: format!("-{QUIET} -{QUIET} {side} {side}"), path })
}
