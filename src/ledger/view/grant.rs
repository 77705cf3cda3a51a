//! A grant as a line of a list, how many there are of each status, and the page of one grant.

use serde::Serialize;
use ts_rs::TS;

use super::{Allowed, StatusView, may, secretless};
use crate::domain::bandwidth::Mbps;
use crate::domain::connection::Side;
use crate::domain::id::{AssetId, ConnectionId, GrantId, PersonId};
use crate::domain::key::Key;
use crate::domain::place::Pin;
use crate::domain::terms::{Kind, Phase, Status, TOKEN_DAYS, Usage, service_token, status};
use crate::domain::time::{DAY, Day, Timestamp, Validity};
use crate::ledger::decide;
use crate::ledger::world::{Grant, Placed, Sight, after};

/// How many grants there are of each status.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Never redeemed.
    pub unused: usize,
    /// Redeemed, and to be redeemed again.
    pub usable: usize,
    /// Redeemed.
    pub used: usize,
    /// Switched off.
    pub off: usize,
    /// Valid later.
    pub not_yet: usize,
    /// Expired.
    pub expired: usize,
    /// Deleted.
    pub deleted: usize,
}

impl Counts {
    /// The count of one status.
    pub const fn of(&self, status: Status) -> usize {
        match status {
            Status::Unused => self.unused,
            Status::Usable => self.usable,
            Status::Used => self.used,
            Status::Off => self.off,
            Status::NotYet => self.not_yet,
            Status::Expired => self.expired,
            Status::Deleted => self.deleted,
        }
    }

    const fn of_mut(&mut self, status: Status) -> &mut usize {
        match status {
            Status::Unused => &mut self.unused,
            Status::Usable => &mut self.usable,
            Status::Used => &mut self.used,
            Status::Off => &mut self.off,
            Status::NotYet => &mut self.not_yet,
            Status::Expired => &mut self.expired,
            Status::Deleted => &mut self.deleted,
        }
    }

    /// All of them.
    pub fn all(&self) -> usize {
        Status::ALL.into_iter().map(|status| self.of(status)).sum()
    }
}

/// One line of the inventory.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct GrantRow {
    /// The grant.
    pub id: GrantId,
    /// Its name, or what stands for it.
    pub title: String,
    /// The vendor's word for it.
    pub kind: &'static str,
    /// The end of the connection that it fixes.
    pub side: Side,
    /// Its status.
    pub status: StatusView,
    /// The asset's name and the place on it.
    pub place: String,
    /// The last four characters of its key.
    pub tail: String,
    /// Who it is for; a dash where nobody is named.
    pub recipients: String,
    /// The most bandwidth.
    pub limit: Mbps,
    /// When it expires.
    pub expires: Timestamp,
    /// How much of its life is left at most, from 0 to 100; none once it no longer runs.
    pub left: Option<u32>,
    /// How often a multi-use key was used; none for what is used once (K4, K7).
    pub uses: Option<u32>,
}

/// How many grants of the company there are of each status: ranges and counters, no walk but over the multi-use keys
/// that were redeemed.
pub fn counts(sight: &Sight<'_>) -> Counts {
    let Some(books) = sight.books() else { return Counts::default() };
    let later = after(sight.now());
    let running = books.running(sight.now()).count();
    let (off, not_yet) = (books.off.range(later).count(), books.starts.range(later).count());
    let is_usable =
        |id: &&GrantId| sight.own_grant(**id).is_some_and(|grant| grant.status(sight.now()) == Status::Usable);
    let usable = books.begun.iter().filter(is_usable).count();
    let mut counts = Counts {
        unused: running.saturating_sub(off + not_yet + usable),
        usable,
        used: books.used,
        off,
        not_yet,
        expired: books.open.len() - running,
        deleted: books.deleted,
    };
    // A key that a waiting connection uses is listed as what it is once that came to nothing (R7).
    for (_, id) in books.promised.range(later) {
        if let Some(grant) = sight.own_grant(*id) {
            *counts.of_mut(status(Phase::Open { uses: 0 }, &grant.terms, sight.now())) -= 1;
            counts.used += 1;
        }
    }
    counts
}

/// A grant as a line of a list.
pub(super) fn row(sight: &Sight<'_>, grant: &Grant) -> GrantRow {
    let status = grant.status(sight.now());
    let expires = grant.terms.valid.until;
    let whole = match grant.terms.kind {
        Kind::ASideToken | Kind::ZSideToken => TOKEN_DAYS * DAY,
        Kind::ServiceKey => expires.millis().saturating_sub(grant.terms.valid.from.millis()),
    };
    let left = (expires.millis() - sight.now().millis()) / (whole / 100).max(1);
    let left = u32::try_from(left).unwrap_or(0).min(100);
    GrantRow {
        id: grant.id,
        title: title(grant),
        kind: grant.terms.kind.label(),
        side: grant.terms.kind.issuer_side(),
        status: StatusView::of(grant.terms.kind, status),
        place: place(sight, grant),
        tail: grant.key.tail(),
        recipients: Some(recipients(grant)).filter(|to| !to.is_empty()).unwrap_or("–".to_owned()),
        limit: grant.terms.limit(),
        expires,
        left: status.holds().then_some(left),
        uses: match (grant.terms.usage, grant.phase) {
            (Usage::Multi, Phase::Open { uses }) => Some(uses),
            _ => None,
        },
    }
}

/// The grant's name; where it has none, its kind and the end of its key.
pub(in crate::ledger) fn title(grant: &Grant) -> String {
    match grant.placed.as_ref().map_or("", |placed| placed.label.name.as_str()) {
        "" => format!("{} …{}", grant.terms.kind.label(), grant.key.tail()),
        name => name.to_owned(),
    }
}

/// The asset's name and the place on it.
pub(super) fn place(sight: &Sight<'_>, grant: &Grant) -> String {
    grant.placed.as_ref().map_or(String::new(), |placed| {
        let asset = sight.asset_name(placed.asset).unwrap_or_default();
        format!("{asset} · {}", placed.pin)
    })
}

/// Who may use it, by their addresses.
pub(super) fn recipients(grant: &Grant) -> String {
    let emails = grant.placed.iter().flat_map(|placed| &placed.label.recipients);
    emails.map(|email| email.as_str()).collect::<Vec<_>>().join(", ")
}

/// Whether this is a service key of the company, which stands among the keys and not among the tokens.
pub fn is_key(sight: &Sight<'_>, id: GrantId) -> bool {
    sight.own_grant(id).is_some_and(|grant| grant.terms.kind == Kind::ServiceKey)
}

/// Another grant that this one follows or is followed by.
pub type Related = Option<(GrantId, String)>;

/// The page of one grant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GrantView {
    /// The line of the inventory.
    pub row: GrantRow,
    /// The system it follows.
    pub kind: Kind,
    /// The name as it was typed; may be empty.
    pub name: String,
    /// The description; may be empty.
    pub description: String,
    /// The key, to be shown only after "Reveal"; none for those who may not (P2).
    #[serde(skip)]
    pub key: Option<Key>,
    /// Whether the acting person may reveal, copy, save and share it.
    pub may_reveal: Allowed,
    /// The asset.
    pub asset: AssetId,
    /// The asset's name.
    pub asset_name: String,
    /// The vendor's word for what it is.
    pub asset_kind: &'static str,
    /// What the place on it is called.
    pub pin_label: &'static str,
    /// What it says of the place on it.
    #[serde(with = "secretless::PinView")]
    #[ts(as = "secretless::PinView")]
    pub pin: Pin,
    /// Where it is.
    pub metro: String,
    /// What bandwidth a connection may have, in words: up to one, or one of several (E5).
    pub bandwidth: String,
    /// Whether the other end may lie in another metro.
    pub remote: bool,
    /// Who may use it.
    pub recipients: Vec<String>,
    /// The usual speeds that an edit may choose (E5).
    pub tiers: Vec<Mbps>,
    /// What only a service key has.
    pub service_key: Option<ServiceKeyView>,
    /// When it was created.
    pub created: Timestamp,
    /// The expiration date.
    pub expires_on: Day,
    /// The first and last date that an edit may choose.
    pub edit_days: (Day, Day),
    /// The first and last date that a replacement may choose.
    pub replace_days: (Day, Day),
    /// Who pays, in words.
    pub payer: &'static str,
    /// Since when it is at the vendor, whose key it has; none for a local one (G8).
    pub at_vendor: Option<Timestamp>,
    /// What the vendor said of its status, and when that was taken over (W6).
    pub reported: Option<(String, Timestamp)>,
    /// The connections made with it and the companies that redeemed it, in order of time.
    pub redeemed: Vec<(ConnectionId, String)>,
    /// The token that it replaces.
    pub replaces: Related,
    /// The token that replaces it.
    pub replaced_by: Related,
    /// Whether it may be edited.
    pub may_edit: Allowed,
    /// Whether it may be replaced.
    pub may_replace: Allowed,
    /// Whether it may be deleted.
    pub may_delete: Allowed,
    /// Why nobody can redeem it at present, though its status would allow it (V5).
    pub blocked: Option<String>,
}

/// What only a service key has (K1).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServiceKeyView {
    /// Single Use or Multi-Use.
    pub usage: Usage,
    /// From the start of its first to the end of its last day.
    pub valid: Validity,
    /// Whether it is switched on.
    pub active: bool,
    /// Whether connections are made at once (R7).
    pub pre_approved: bool,
    /// Whether only its label can still be edited (K5).
    pub label_only: bool,
}

/// The page of one grant of the company.
pub fn grant(sight: &Sight<'_>, person: PersonId, id: GrantId) -> Option<GrantView> {
    let grant = sight.own_grant(id)?;
    let placed = grant.placed.as_ref()?;
    let related = |id: Option<GrantId>| id.and_then(|id| Some((id, title(sight.own_grant(id)?))));
    let redeemed = grant.connections.iter().filter_map(|id| {
        let connection = sight.connection(*id)?;
        Some((*id, sight.company_name(connection.parties.redeemer).to_owned()))
    });
    let (now, created) = (sight.now(), grant.created);
    let row = row(sight, grant);
    let status = row.status.status;
    let may_reveal = may(sight, person, grant.terms.kind.issuing());
    let asset_name = sight.asset_name(placed.asset).unwrap_or_default().to_owned();
    let asset = sight.own_asset(placed.asset);
    Some(GrantView {
        row,
        kind: grant.terms.kind,
        name: placed.label.name.clone(),
        description: placed.label.description.clone(),
        key: may_reveal.yes().then_some(grant.key),
        may_reveal,
        asset: placed.asset,
        asset_name,
        asset_kind: asset.map_or("Asset", |asset| asset.kind.label()),
        pin_label: asset.map_or("Place", |asset| asset.kind.place_label()),
        pin: placed.pin.clone(),
        service_key: (grant.terms.kind == Kind::ServiceKey).then(|| ServiceKeyView {
            usage: grant.terms.usage,
            valid: grant.terms.valid,
            active: grant.terms.active,
            pre_approved: grant.terms.pre_approved,
            label_only: status == Status::Used,
        }),
        metro: grant.terms.metro.to_string(),
        bandwidth: grant.terms.speeds.to_string(),
        remote: grant.terms.remote,
        recipients: placed.label.recipients.iter().map(ToString::to_string).collect(),
        tiers: asset.and_then(|asset| asset.speed()).map(service_token::tiers).unwrap_or_default(),
        created,
        at_vendor: grant.at_vendor,
        reported: placed.reported.as_ref().map(|reported| (reported.words(), reported.at)),
        expires_on: grant.terms.valid.until.day(),
        edit_days: (now.day().plus(1), created.day().plus(TOKEN_DAYS)),
        replace_days: (now.day().plus(1), now.day().plus(TOKEN_DAYS)),
        payer: grant.terms.kind.payer_for_issuer(),
        redeemed: redeemed.collect(),
        replaces: related(placed.replaces),
        replaced_by: related(placed.replaced_by),
        may_edit: Allowed::of(match grant.terms.kind {
            Kind::ASideToken | Kind::ZSideToken => decide::may_edit(sight, person, id),
            Kind::ServiceKey => decide::may_edit_key(sight, person, id),
        }),
        may_replace: Allowed::of(decide::may_replace(sight, person, id)),
        may_delete: Allowed::of(decide::may_delete(sight, person, id)),
        blocked: blocked(sight, grant, placed).filter(|_| status.holds()),
    })
}

/// What only the issuer may know of why its grant cannot be redeemed at present (V5).
fn blocked(sight: &Sight<'_>, grant: &Grant, placed: &Placed) -> Option<String> {
    let noun = grant.terms.kind.noun();
    let asset = sight.own_asset(placed.asset)?;
    if !asset.open() {
        let name = &asset.name;
        return Some(format!("{name} is closed to new connections: nobody can redeem this {noun} until it is opened."));
    }
    let Pin::Assigned { vnic } = placed.pin else { return None };
    let full = decide::lowest_free(sight, asset, vnic).is_none();
    full.then(|| format!("No VLAN is free on {}: nobody can redeem this {noun} until one is.", asset.name))
}
