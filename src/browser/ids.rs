//! Identities from the browser's cryptographic random numbers (G1).

use uuid::Uuid;

use crate::desk::Ids;

/// Draws UUIDs of version 4.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserIds;

impl Ids for BrowserIds {
    fn draw(&self) -> Uuid {
        Uuid::new_v4()
    }
}
