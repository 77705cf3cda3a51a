//! "Use at Equinix" and "Use at Megaport": what a grant or redemption is as a call of the vendor's, ready to be copied or
//! downloaded (W5). It holds keys and passwords, so it has no `Debug` (S2).

use super::curl::{Call, pretty};
use super::gap::{Gap, Gaps};
use super::hcl;
use super::issued::Issued;
use super::redemption::{OwnEnd, Redemption};
use super::step::{JSON, Step, call};
use super::{equinix, megaport};
use crate::domain::asset::{AssetKind, System};
use crate::domain::connection::State;
use crate::domain::id::{ConnectionId, GrantId, PersonId};
use crate::domain::key::Key;
use crate::domain::place::{Pin, Place};
use crate::domain::terms::{Kind, Status, Usage};
use crate::domain::time::Timestamp;
use crate::domain::told::told;
use crate::ledger::command::Act;
use crate::ledger::view::{Allowed, may};
use crate::ledger::world::Sight;

/// The panel of one grant or redemption.
#[derive(Clone, PartialEq, Eq)]
pub struct Panel {
    /// Its heading, which names the vendor.
    pub title: &'static str,
    /// Whether the acting person may see it; if not, it is empty.
    pub allowed: Allowed,
    /// Where a grant is, at its vendor or only here, and what is next (G8); what a form still lacks; why a redemption
    /// cannot be carried out there, or empty.
    pub standing: String,
    /// What to know before it is used, each a sentence.
    pub notes: Vec<String>,
    /// The same call in several languages, each a tab; none where there is nothing to send.
    pub sheets: Vec<Sheet>,
    /// What must be filled in first (A7).
    pub gaps: Vec<Gap>,
}

told!(struct Panel { title, allowed, standing, notes, sheets, gaps });

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

told!(struct Sheet { tab, file_name, text });

/// The panel of a grant of the company; none where it has no such grant.
pub fn of_grant(sight: &Sight<'_>, person: PersonId, id: GrantId) -> Option<Panel> {
    let issued = Issued::of(sight, id)?;
    let kind = issued.grant.terms.kind;
    let allowed = may(sight, person, kind.issuing());
    if !allowed.yes() {
        return Some(Panel::forbidden(kind.system(), allowed));
    }
    Some(granted(&issued, sight.now()))
}

/// The heading of a grant's panel, without the work of the panel; none where it has none.
pub fn grant_title(sight: &Sight<'_>, id: GrantId) -> Option<&'static str> {
    Issued::of(sight, id).map(|issued| title(issued.grant.terms.kind.system()))
}

/// The heading of a connection's panel, without the work of the panel; none where it has none.
pub fn connection_title(sight: &Sight<'_>, id: ConnectionId) -> Option<&'static str> {
    Redemption::of(sight, id).map(|redemption| title(redemption.kind.system()))
}

/// The panel of a redemption that became a connection; none for those who did not redeem it.
pub fn of_connection(sight: &Sight<'_>, person: PersonId, id: ConnectionId) -> Option<Panel> {
    let redemption = Redemption::of(sight, id)?;
    let allowed = may(sight, person, redemption.kind.redeeming());
    if !allowed.yes() {
        return Some(Panel::forbidden(redemption.kind.system(), allowed));
    }
    let ended = match sight.connection(id)?.state(sight.now()) {
        State::Deleted { .. } => "was deleted here. If it was ordered there, delete it there too",
        State::Denied { .. } | State::Lapsed { .. } | State::Withdrawn { .. } => "came to nothing here",
        State::Waiting { .. } | State::Live | State::ShutDown { .. } => return Some(redeemed(&redemption)),
    };
    let standing = format!("This connection {ended}; there is nothing to order any more.");
    let empty = Panel::of(redemption.kind.system(), vec![], vec![], Gaps::default());
    Some(Panel { standing, ..empty })
}

/// The panel of a redemption that is still a form: of what it asks for, once nothing is wrong with it (N4). None of any
/// other command, nor of a token whose key the sight does not know.
pub fn of_form(sight: &Sight<'_>, act: &Act, complete: bool) -> Option<Panel> {
    let redemption = match act {
        Act::Redeem(form) => Redemption::of_token(sight, sight.offer(&form.key)?.terms.kind, form),
        Act::RedeemKey(form) => Redemption::of_key(sight, form),
        _ => return None,
    };
    if complete {
        return Some(redeemed(&redemption));
    }
    let standing = "Fill in the form first: what is missing or wrong stands at its fields. Then the order stands here.";
    let empty = Panel::of(redemption.kind.system(), vec![], vec![], Gaps::default());
    Some(Panel { standing: standing.to_owned(), ..empty })
}

/// The panel of a redemption, also of one that is still a form.
pub fn redeemed(redemption: &Redemption<'_>) -> Panel {
    let system = redemption.kind.system();
    let mut gaps = Gaps::default();
    // What is renamed keeps its address: under another one, Terraform would destroy it and make another. Of the connections
    // that one key makes, only the names tell which is which.
    let key = redemption.key.reveal();
    let name = match redemption.single_use {
        true => format!("connection_{}", key.get(..8).unwrap_or_default()),
        false => hcl::identifier(redemption.name, "connection", &redemption.key.tail()),
    };
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
        notes.push(B_END.to_owned());
    }
    if matches!(redemption.end, Some(OwnEnd::Device(_, None))) {
        notes.push("Equinix takes the next available interface of the device.".to_owned());
    }
    let call = call(system, "POST", path, Some((body, JSON)));
    let title = if redemption.name.is_empty() { "connection" } else { redemption.name };
    let panel = Panel::of(system, notes, sheets(title, "connection", Some(call), Some(terraform)), gaps);
    Panel { standing: unknown_there(system, &redemption.local), ..panel }
}

/// What stands in a redemption's way at the vendor: keys that it does not know (G8).
fn unknown_there(system: System, local: &[Key]) -> String {
    if local.is_empty() {
        return String::new();
    }
    let (vendor, keys) = (system.label(), local.iter().map(|key| format!("…{}", key.tail())).collect::<Vec<_>>());
    format!(
        "In Crosskey only: {vendor} does not know the key {}. Whoever issued it carries it out there first; the order then \
         takes the key that {vendor} gives.",
        keys.join(" nor the key ")
    )
}

/// The panel of a grant, for somebody who may see its key.
fn granted(issued: &Issued<'_>, now: Timestamp) -> Panel {
    let grant = issued.grant;
    let (system, noun, name) = (grant.terms.kind.system(), grant.terms.kind.noun(), &issued.placed.label.name);
    let mut gaps = Gaps::default();
    let step = Step::of(issued, now, &mut gaps);
    let over = matches!(step, Step::Over(_)) || matches!(grant.status(now), Status::Deleted | Status::Expired);
    let terraform = (!over).then(|| terraform(issued, &mut gaps));
    let notes = if over { vec![] } else { notes(issued) };
    let sheets = sheets(name, &format!("service-{noun}"), step.call(issued), terraform);
    let standing = step.standing(issued, now);
    Panel { standing, ..Panel::of(system, notes, sheets, gaps) }
}

/// The resource of a grant, and that it is there already where it is.
fn terraform(issued: &Issued<'_>, gaps: &mut Gaps) -> String {
    let grant = issued.grant;
    let kind = grant.terms.kind;
    // Not by its name: what is renamed would get another address, and Terraform would destroy it and make another.
    let name = format!("service_{}_{}", kind.noun(), grant.id.to_string().get(..8).unwrap_or_default());
    let (of, resource) = match kind {
        Kind::ASideToken | Kind::ZSideToken => {
            (equinix::terraform::TOKEN, equinix::terraform::token(issued, &name, gaps))
        }
        Kind::ServiceKey => (megaport::terraform::KEY, megaport::terraform::key(issued, &name, gaps)),
    };
    match grant.at_vendor {
        Some(_) => format!("{}\n{resource}", hcl::import(of, &name, &grant.key.reveal())),
        None => resource,
    }
}

/// What the vendor's format or rules do not say as we do.
fn notes(issued: &Issued<'_>) -> Vec<String> {
    let pin = &issued.placed.pin;
    let mut notes: Vec<&str> = vec![];
    if issued.grant.at_vendor.is_some() {
        notes.push("The import block tells Terraform, from version 1.5 on, that it is there already, so that no second one is made.");
    }
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

const B_END: &str = "The B-End follows from the service key, so nothing is said of it. If Megaport asks for its productUid, \
                     look the key up there.";

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
        let standing = String::new();
        Self { title: title(system), allowed: Allowed::Yes, standing, notes, sheets, gaps: gaps.list() }
    }

    fn forbidden(system: System, allowed: Allowed) -> Self {
        Self { title: title(system), allowed, standing: String::new(), notes: vec![], sheets: vec![], gaps: vec![] }
    }
}

/// The panel's heading.
pub const fn title(system: System) -> &'static str {
    match system {
        System::Fabric => "Use at Equinix",
        System::Megaport => "Use at Megaport",
    }
}
