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
use crate::domain::report::{Fact, Life};
use crate::domain::terms::{Kind, Phase, Usage};
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
    /// Where a grant is, at its vendor or only here, and what is next (G8), or what a form still lacks; empty for a
    /// redemption.
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
        notes.push(B_END.to_owned());
    }
    if matches!(redemption.end, Some(OwnEnd::Device(_, None))) {
        notes.push("Equinix takes the next available interface of the device.".to_owned());
    }
    let call = call(system, "POST", path, Some((body, JSON)));
    let title = if redemption.name.is_empty() { "connection" } else { redemption.name };
    Panel::of(system, notes, sheets(title, "connection", Some(call), Some(terraform)), gaps)
}

/// The panel of a grant, for somebody who may see its key.
fn granted(issued: &Issued<'_>) -> Panel {
    let grant = issued.grant;
    let (system, noun, name) = (grant.terms.kind.system(), grant.terms.kind.noun(), &issued.placed.label.name);
    let mut gaps = Gaps::default();
    let step = Step::of(issued, &mut gaps);
    let deleted = matches!(grant.phase, Phase::Deleted { .. });
    let terraform = (!deleted).then(|| terraform(issued, &mut gaps));
    let notes = if deleted { vec![] } else { notes(issued) };
    let sheets = sheets(name, &format!("service-{noun}"), step.call(issued), terraform);
    let standing = step.standing(issued);
    Panel { standing, ..Panel::of(system, notes, sheets, gaps) }
}

fn terraform(issued: &Issued<'_>, gaps: &mut Gaps) -> String {
    let kind = issued.grant.terms.kind;
    let id = issued.grant.id.to_string();
    let fallback = format!("service_{}", kind.noun());
    let name = hcl::identifier(&issued.placed.label.name, &fallback, id.get(..4).unwrap_or_default());
    match kind {
        Kind::ASideToken | Kind::ZSideToken => equinix::terraform::token(issued, &name, gaps),
        Kind::ServiceKey => megaport::terraform::key(issued, &name, gaps),
    }
}

/// What is next for a grant at its vendor (G8).
enum Step {
    /// It is to be created there.
    Create(Value),
    /// It changed here since the vendor's last word.
    Update(Value),
    /// It was deleted here.
    Delete,
    /// Nothing, for the vendor has it as it is here.
    Nothing,
    /// Nothing, for it was deleted before it came there.
    Never,
}

impl Step {
    fn of(issued: &Issued<'_>, gaps: &mut Gaps) -> Self {
        let reported = issued.placed.reported.as_ref().map(|reported| &reported.report);
        let is_token = issued.grant.terms.kind.system() == System::Fabric;
        match (issued.grant.at_vendor, issued.grant.phase) {
            (None, Phase::Deleted { .. }) => Self::Never,
            (None, _) if is_token => Self::Create(equinix::token::create(issued, gaps)),
            (None, _) => Self::Create(megaport::key::create(issued, gaps)),
            (Some(_), Phase::Deleted { .. }) => {
                let gone = reported.is_some_and(|report| report.life == Some(Life::Deleted));
                if gone { Self::Nothing } else { Self::Delete }
            }
            (Some(_), _) if is_token => {
                reported.and_then(|report| equinix::token::patch(report, issued)).map_or(Self::Nothing, Self::Update)
            }
            (Some(_), _) => {
                let differs = |fact: &Fact| !fact.is_fixed() && *fact != Fact::Life;
                let changed = reported.is_some_and(|report| report.differences(&issued.report()).iter().any(differs));
                if changed { Self::Update(megaport::key::update(issued, gaps)) } else { Self::Nothing }
            }
        }
    }

    fn call(&self, issued: &Issued<'_>) -> Option<Call> {
        let system = issued.grant.terms.kind.system();
        let one = || format!("{}/{}", equinix::token::PATH, issued.grant.key.reveal());
        Some(match (self, system) {
            (Self::Create(body), System::Fabric) => {
                call(system, "POST", equinix::token::PATH, Some((body.clone(), JSON)))
            }
            (Self::Create(body), System::Megaport) => {
                call(system, "POST", megaport::key::PATH, Some((body.clone(), JSON)))
            }
            (Self::Update(body), System::Fabric) => call(system, "PATCH", &one(), Some((body.clone(), JSON_PATCH))),
            (Self::Update(body), System::Megaport) => {
                call(system, "PUT", megaport::key::PATH, Some((body.clone(), JSON)))
            }
            (Self::Delete, System::Fabric) => call(system, "DELETE", &one(), None),
            (Self::Delete, System::Megaport) | (Self::Nothing | Self::Never, _) => return None,
        })
    }

    /// Where the grant is, what the vendor said last, and what there is to do.
    fn standing(&self, issued: &Issued<'_>) -> String {
        let kind = issued.grant.terms.kind;
        let (noun, vendor) = (kind.noun(), kind.system().label());
        let said = issued.placed.reported.as_ref();
        let said = said.map_or(String::new(), |said| {
            let state = said.report.state.as_deref().unwrap_or("nothing of its status");
            format!(" On {} it said: {state}.", said.at.to_minute())
        });
        let next = match self {
            Self::Create(_) => {
                return format!(
                    "This {noun} is in Crosskey only. Carry the call out, then read {vendor}'s reply here: its key becomes \
                     this {noun}'s."
                );
            }
            Self::Never => {
                return format!("This {noun} was deleted before it was carried out; there is nothing to send.");
            }
            Self::Update(_) => "It changed here since: send the change, then read the reply here.",
            Self::Delete => "It was deleted here: delete it there too.",
            Self::Nothing => "Nothing to send: all of it is there as it is here.",
        };
        format!("{vendor} has this {noun}.{said} {next}")
    }
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

const B_END: &str = "The B-End follows from the service key, so nothing is said of it. If Megaport asks for its productUid, \
                     look the key up there.";

const JSON: &str = "application/json";
const JSON_PATCH: &str = "application/json-patch+json";

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
