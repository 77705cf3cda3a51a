//! Gaps: what cannot be filled in is marked where it stands, and told in words (A7, W5).

use serde::Serialize;
use ts_rs::TS;

use crate::domain::asset::Asset;

/// The gaps of one text that is being written.
#[derive(Default, Debug)]
pub struct Gaps(Vec<Gap>);

/// Something that whoever uses a text must fill in first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Gap {
    /// What stands in the text where it is missing.
    pub mark: String,
    /// What is missing and where to get it, a sentence.
    pub words: String,
}

impl Gaps {
    /// The id that an asset has at its vendor, or a mark in its place (A7). None stands for an asset that was removed.
    pub fn id(&mut self, asset: Option<&Asset>) -> String {
        if let Some(id) = asset.and_then(|asset| asset.vendor_id.as_ref()) {
            return id.clone();
        }
        match asset {
            Some(asset) => {
                let (name, vendor) = (&asset.name, asset.system().label());
                let words = format!(
                    "{name} has no id of {vendor} here. Give it one in its form, or put it in the place of <id of {name}>."
                );
                self.mark(&format!("id of {name}"), words)
            }
            None => self.mark(
                "id of the removed asset",
                "The asset was removed here. Put its id in the place of <id of the removed asset>.".to_owned(),
            ),
        }
    }

    /// A mark in place of `what`, and the sentence that goes with it.
    pub fn mark(&mut self, what: &str, words: String) -> String {
        let mark = format!("<{what}>");
        if !self.0.iter().any(|gap| gap.mark == mark) {
            self.0.push(Gap { mark: mark.clone(), words });
        }
        mark
    }

    /// All of them, each once, in the order they were met.
    pub fn list(self) -> Vec<Gap> {
        self.0
    }
}
