//! What Share hands out of an offer (N2): key, link, e-mail, QR code, file and sheet. This is where a key leaves (S2).

use serde::Serialize;
use ts_rs::TS;

use super::offer::Offer;
use super::qr::{self, Picture};
use crate::domain::terms::Usage;
use crate::domain::time::Timestamp;
use crate::ledger::view::mail;
use crate::route::Route;

/// Everything that Share offers, ready to be shown. It has no `Debug`, for it holds the key many times over (S2).
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Handout {
    /// What it is and whose: heading and subject.
    pub title: String,
    /// The key.
    pub key: String,
    /// The link that opens the redemption form, filled in.
    pub link: String,
    /// The link as a QR code; none if it is too long for one.
    pub picture: Option<Picture>,
    /// What its holder may know: label and words (R2).
    pub facts: Vec<(&'static str, String)>,
    /// Who pays, as the redeemer is told.
    pub payer: String,
    /// Opens the e-mail that is prepared for the recipients.
    pub mail: String,
    /// What the file is called.
    pub file_name: String,
    /// What it holds: the same words as the e-mail.
    pub text: String,
}

impl Handout {
    /// What is handed out of an offer at `now`; `page` is the app's own address without its hash.
    pub fn of(offer: &Offer, recipients: &[String], page: &str, now: Timestamp) -> Self {
        let preview = offer.preview();
        let noun = offer.terms.kind.noun();
        let title = format!("Service {noun} from {}", offer.issuer);
        let key = offer.key.reveal();
        let link = format!("{page}{}?{}", Route::Redeem.hash(), offer.write());
        let mut facts = preview.facts();
        facts.push(("Works", where_it_works(offer)));
        let valid = offer.terms.valid;
        if !valid.has_begun(now) {
            facts.push(("Valid from", valid.from.to_minute()));
        }
        facts.push(("Valid until", valid.until.to_minute()));
        let text = words(&title, &key, &facts, &preview.payer, offer.terms.usage, &link);
        Self {
            picture: qr::draw(&link),
            mail: mail::href(recipients, &title, &text),
            file_name: format!("service-{noun}.txt"),
            payer: preview.payer,
            title,
            key,
            link,
            facts,
            text,
        }
    }
}

/// Whether the vendor knows the key (G8).
fn where_it_works(offer: &Offer) -> String {
    let vendor = offer.terms.kind.system().label();
    match offer.at_vendor {
        true => format!("at {vendor}, which gave the key"),
        false => format!("in Crosskey only; {vendor} does not know the key"),
    }
}

/// The words of the e-mail and of the file. The link comes last, where nothing can run into it.
fn words(title: &str, key: &str, facts: &[(&str, String)], payer: &str, usage: Usage, link: &str) -> String {
    let facts: String = facts.iter().map(|(label, words)| format!("{label}: {words}\n")).collect();
    let often = match usage {
        Usage::Single => "It works once: first come, first served.",
        Usage::Multi => "It works more than once.",
    };
    format!(
        "{title}\n\nKey: {key}\n{facts}\n{payer}\nWhoever has this key may use it. {often}\n\n\
         This link opens the redemption form in Crosskey, filled in:\n{link}\n"
    )
}
