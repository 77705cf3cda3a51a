//! "Use at Equinix" and "Use at Megaport": what a grant or redemption is as a call of the vendor's, ready to be copied or
//! downloaded (W5). It holds keys and passwords, so it has no `Debug` (S2).

use serde_json::Value;

use super::curl::{Call, pretty};
use super::gap::{Gap, Gaps};
use super::hcl;
use super::issued::Issued;
use super::redemption::{OwnEnd, Redemption};
use super::{equinix, megaport};
use crate::domain::asset::{AssetKind, System};
use crate::domain::id::{ConnectionId, GrantId, PersonId};
use crate::domain::place::{Pin, Place};
use crate::domain::terms::{Kind, Usage};
use crate::ledger::view::{Allowed, may};
use crate::ledger::world::Sight;

/// The panel of one grant or redemption.
#[derive(Clone, PartialEq, Eq)]
pub struct Panel {
    /// Its heading, which names the vendor.
    pub title: &'static str,
    /// Whether the acting person may see it; if not, it is empty.
    pub allowed: Allowed,
    /// What to know before it is used, each a sentence.
    pub notes: Vec<String>,
    /// The same call in several languages, each a tab; none where there is nothing to send.
    pub sheets: Vec<Sheet>,
    /// What must be filled in first (A7).
    pub gaps: Vec<Gap>,
}

/// One tab of a panel.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What the tab says.
    pub tab: &'static str,
    /// What its file is called.
    pub file_name: String,
    /// The text.
    pub text: String,
}

/// The panel of a grant of the company; none where it has no such grant.
pub fn of_grant(sight: &Sight<'_>, person: PersonId, id: GrantId) -> Option<Panel> {
    let issued = Issued::of(sight, id)?;
    let kind = issued.grant.terms.kind;
    let allowed = may(sight, person, kind.issuing());
    if !allowed.yes() {
        return Some(Panel::forbidden(kind.system(), allowed));
    }
    Some(granted(&issued))
}

/// The panel of a redemption that became a connection; none for those who did not redeem it.
pub fn of_connection(sight: &Sight<'_>, person: PersonId, id: ConnectionId) -> Option<Panel> {
    let redemption = Redemption::of(sight, id)?;
    let allowed = may(sight, person, redemption.kind.redeeming());
    if !allowed.yes() {
        return Some(Panel::forbidden(redemption.kind.system(), allowed));
    }
    Some(redeemed(&redemption))
}

/// The panel of a redemption, also of one that is still a form.
pub fn redeemed(redemption: &Redemption<'_>) -> Panel {
    let system = redemption.kind.system();
    let mut gaps = Gaps::default();
    let tail = hcl::slug(&redemption.key.tail(), '_');
    let name = hcl::identifier(redemption.name, "connection", &tail);
    let (path, body, terraform) = match system {
        System::Fabric => (
            equinix::connection::PATH,
            equinix::connection::create(redemption, &mut gaps),
            equinix::terraform::connection(redemption, &name, &mut gaps),
        ),
        System::Megaport => (
            megaport::order::PATH,
            megaport::order::create(redemption, &mut gaps),
            megaport::terraform::connection(redemption, &name, &mut gaps),
        ),
    };
    let mut notes = vec![];
    if system == System::Megaport {
        notes.push("The B-End follows from the service key, so nothing is said of it.".to_owned());
    }
    if matches!(redemption.end, Some(OwnEnd::Device(_, None))) {
        notes.push("Equinix takes the next available interface of the device.".to_owned());
    }
    let call = call(system, "POST", path, Some((body, JSON)));
    let title = if redemption.name.is_empty() { "connection" } else { redemption.name };
    Panel::of(system, notes, sheets(title, "connection", Some(call), Some(terraform)), gaps)
}

fn granted(issued: &Issued<'_>) -> Panel {
    let kind = issued.grant.terms.kind;
    let mut gaps = Gaps::default();
    let noun = kind.noun();
    let name = issued.placed.label.name.as_str();
    let id = issued.grant.id.to_string();
    let identifier = hcl::identifier(name, &format!("service_{noun}"), id.get(..4).unwrap_or_default());
    let (path, body, terraform) = match kind {
        Kind::ASideToken | Kind::ZSideToken => (
            equinix::token::PATH,
            equinix::token::create(issued, &mut gaps),
            equinix::terraform::token(issued, &identifier, &mut gaps),
        ),
        Kind::ServiceKey => (
            megaport::key::PATH,
            megaport::key::create(issued, &mut gaps),
            megaport::terraform::key(issued, &identifier, &mut gaps),
        ),
    };
    let call = call(kind.system(), "POST", path, Some((body, JSON)));
    let sheets = sheets(name, &format!("service-{noun}"), Some(call), Some(terraform));
    Panel::of(kind.system(), notes(issued), sheets, gaps)
}

/// What the vendor's format or rules do not say as we do.
fn notes(issued: &Issued<'_>) -> Vec<String> {
    let pin = &issued.placed.pin;
    let mut notes: Vec<&str> = vec![];
    match issued.grant.terms.kind {
        Kind::ASideToken | Kind::ZSideToken => {
            if let Pin::At(Place::Interface(_)) = pin {
                notes.push("Terraform's provider cannot name the interface: Equinix takes the next available one.");
            }
            notes.push("Equinix deletes a token only while it is Inactive; here that is possible at any time.");
        }
        Kind::ServiceKey => {
            let on_mve = issued.asset.is_some_and(|asset| matches!(asset.kind, AssetKind::Mve(_)));
            if on_mve {
                notes.push("Megaport's format has no vNIC for a key: choose it in the Megaport Portal.");
            }
            if matches!(pin, Pin::Configured(_)) && issued.grant.terms.usage == Usage::Single {
                notes.push("Megaport's format has no B-End configuration for a key: enter it in the Megaport Portal.");
            }
        }
    }
    notes.into_iter().map(str::to_owned).collect()
}

const JSON: &str = "application/json";

fn call(system: System, method: &'static str, path: &str, body: Option<(Value, &'static str)>) -> Call {
    let (host, token) = match system {
        System::Fabric => (equinix::HOST, "EQUINIX_TOKEN"),
        System::Megaport => (megaport::HOST, "MEGAPORT_TOKEN"),
    };
    Call { method, url: format!("{host}{path}"), token, body }
}

fn sheets(name: &str, fallback: &str, call: Option<Call>, terraform: Option<String>) -> Vec<Sheet> {
    let slug = hcl::slug(name, '-');
    let stem = if slug.is_empty() { fallback.to_owned() } else { format!("{fallback}-{slug}") };
    let sheet = |tab, ending: &str, text| Sheet { tab, file_name: format!("{stem}.{ending}"), text };
    let mut sheets = vec![];
    if let Some(call) = call {
        sheets.extend(call.body.as_ref().map(|(body, _)| sheet("JSON body", "json", pretty(body) + "\n")));
        sheets.push(sheet("curl", "sh", call.command()));
    }
    sheets.extend(terraform.map(|text| sheet("Terraform", "tf", text)));
    sheets
}

impl Panel {
    fn of(system: System, notes: Vec<String>, sheets: Vec<Sheet>, gaps: Gaps) -> Self {
        Self { title: title(system), allowed: Allowed::Yes, notes, sheets, gaps: gaps.list() }
    }

    fn forbidden(system: System, allowed: Allowed) -> Self {
        Self { title: title(system), allowed, notes: vec![], sheets: vec![], gaps: vec![] }
    }
}

const fn title(system: System) -> &'static str {
    match system {
        System::Fabric => "Use at Equinix",
        System::Megaport => "Use at Megaport",
    }
}
