//! How what a vendor says stands to what is here (W6).
//!
//! It is weighed against what is here and against what the vendor said last. Where only the vendor's word changed, it
//! counts; where only ours did, that is still to be sent; where both did, somebody must choose.

use crate::domain::asset::{Asset, AssetKind, System};
use crate::domain::bandwidth::Speeds;
use crate::domain::id::{AssetId, GrantId};
use crate::domain::mcr::Configuration;
use crate::domain::place::{Pin, Place};
use crate::domain::refusal::Field;
use crate::domain::report::{Fact, Life, Report};
use crate::domain::terms::{Kind, Terms, Usage, status};
use crate::domain::text;
use crate::domain::time::Validity;
use crate::ledger::command::Adoption;
use crate::ledger::event::Label;
use crate::ledger::view::holder_name;
use crate::ledger::world::{Claim, Grant, Holder, Placed, Sight};

/// How what a vendor says of a grant stands to what is here.
pub(in crate::ledger) enum Standing<'a> {
    /// Nothing here is it.
    New(New),
    /// It is what is here, and was said before.
    Same(GrantId),
    /// It says something new of a grant that is here.
    Changed(Changed<'a>),
    /// It contradicts what is here.
    Conflicting {
        /// The grant that it contradicts.
        grant: Option<GrantId>,
        /// The facts that both sides say otherwise.
        facts: Vec<Fact>,
        /// Why, and what to do.
        words: String,
        /// Whether the vendor's word may count all the same.
        may_overrule: bool,
    },
    /// The asset that it is on is not here; what to do.
    NoAsset(String),
    /// It cannot be taken over, and why.
    Unusable(String),
}

/// A grant as a vendor tells it.
pub(in crate::ledger) struct New {
    pub asset: AssetId,
    pub pin: Pin,
    pub terms: Terms,
    pub label: Label,
    pub life: Life,
}

/// What a vendor says anew of a grant that is here.
pub(in crate::ledger) struct Changed<'a> {
    pub grant: &'a Grant,
    pub placed: &'a Placed,
    /// What changes here, perhaps nothing.
    pub facts: Vec<Fact>,
    /// What changed here meanwhile and the vendor does not know.
    pub unsent: Vec<Fact>,
    /// Whether it gets the vendor's key (G8).
    pub binds: bool,
}

/// How this stands to what is here.
pub(in crate::ledger) fn standing<'a>(sight: &Sight<'a>, adoption: &Adoption) -> Standing<'a> {
    if let Some(words) = unfit(&adoption.report) {
        return Standing::Unusable(words);
    }
    let offer = sight.offer(&adoption.key);
    if offer.as_ref().is_some_and(|offer| Some(offer.issuer) != sight.company()) {
        return conflict(None, "Another company of this browser has this key, so it cannot be yours.".to_owned());
    }
    let by_key = offer.map(|offer| offer.grant);
    match (adoption.grant, by_key) {
        (Some(id), Some(other)) if id != other => {
            conflict(Some(other), "This key is that of another grant here.".to_owned())
        }
        (Some(id), _) | (None, Some(id)) => known(sight, adoption, id),
        (None, None) => unknown(sight, adoption),
    }
}

/// Why a text of the vendor's cannot be kept here: with it, the grant could not be edited any more.
fn unfit(told: &Report) -> Option<String> {
    let texts = [
        (Fact::Name, &told.name, Field::Name, text::NAME_LIMIT),
        (Fact::Description, &told.description, Field::Description, text::DESCRIPTION_LIMIT),
    ];
    texts.into_iter().find_map(|(fact, said, field, limit)| {
        let refusal = text::optional(said.as_deref()?, field, limit).err()?;
        let label = fact.label();
        Some(format!(
            "Its {label} cannot be kept here. {} Change it at the vendor, then read this again.",
            refusal.message
        ))
    })
}

const fn conflict<'a>(grant: Option<GrantId>, words: String) -> Standing<'a> {
    Standing::Conflicting { grant, facts: vec![], words, may_overrule: false }
}

/// What is told of a grant that is here.
fn known<'a>(sight: &Sight<'a>, adoption: &Adoption, id: GrantId) -> Standing<'a> {
    let own = sight.own_grant(id).and_then(|grant| Some((grant, grant.placed.as_ref()?)));
    let Some((grant, placed)) = own else { return Standing::Unusable("Your company has no such grant.".to_owned()) };
    let binds = grant.at_vendor.is_none() || grant.key != adoption.key;
    if binds && grant.at_vendor.is_some() {
        let words = "This grant has another key of the vendor already. Read the entry of that key.";
        return conflict(Some(id), words.to_owned());
    }
    let told = &adoption.report;
    if says_nothing(told) {
        let words = "It tells a key and nothing of what the key is for, as a connection does of its token.";
        return if binds { Standing::Unusable(words.to_owned()) } else { Standing::Same(id) };
    }
    let own = grant.report(sight.own_asset(placed.asset));
    let last = placed.reported.as_ref().map(|reported| &reported.report);
    let (mut facts, mut unsent, mut fixed, mut both) = (vec![], vec![], vec![], vec![]);
    for fact in told.differences(&own).into_iter().filter(|fact| told.says(*fact)) {
        let vendors_is_old = last.is_some_and(|last| last.says(fact) && last.agree(told, fact) == Some(true));
        let ours_is_old = last.is_none_or(|last| !last.says(fact) || last.agree(&own, fact) == Some(true));
        match fact {
            _ if fact.is_fixed() => fixed.push(fact),
            // What was used or deleted here is not undone by a vendor who does not know it.
            Fact::Life if own.life != Some(Life::Unused) && told.life != Some(Life::Deleted) => unsent.push(fact),
            Fact::Life if own.life == Some(Life::Deleted) => unsent.push(fact),
            Fact::Life => facts.push(fact),
            _ if vendors_is_old => unsent.push(fact),
            _ if ours_is_old => facts.push(fact),
            _ => both.push(fact),
        }
    }
    if !fixed.is_empty() {
        let words = format!("It is another grant than this one: {} differ. Look at the entry again.", list(&fixed));
        return Standing::Conflicting { grant: Some(id), facts: fixed, words, may_overrule: false };
    }
    if !both.is_empty() && !adoption.overrule {
        let words = format!("{} changed here and at the vendor. Choose whose word counts.", list(&both));
        return Standing::Conflicting { grant: Some(id), facts: both, words, may_overrule: true };
    }
    facts.extend(both);
    if let Some(words) = revives_into(sight, grant, placed, told, &facts) {
        return conflict(Some(id), words);
    }
    if !binds && facts.is_empty() && last == Some(told) {
        return Standing::Same(id);
    }
    Standing::Changed(Changed { grant, placed, facts, unsent, binds })
}

/// Whether a vendor's word of a grant is nothing but its key and kind.
fn says_nothing(told: &Report) -> bool {
    Fact::ALL.into_iter().all(|fact| fact == Fact::Kind || !told.says(fact)) && told.state.is_none()
}

fn list(facts: &[Fact]) -> String {
    facts.iter().map(|fact| fact.label()).collect::<Vec<_>>().join(", ")
}

/// Later dates may revive a grant whose place something else holds by now (K6, V1).
fn revives_into(sight: &Sight<'_>, grant: &Grant, placed: &Placed, told: &Report, facts: &[Fact]) -> Option<String> {
    let now = sight.now();
    let terms = terms_with(&grant.terms, told, facts);
    let revived = !grant.status(now).holds() && status(grant.phase, &terms, now).holds();
    let place = placed.pin.place().filter(|_| revived)?;
    let claim = Claim { place, holder: Holder::Grant(grant.id) };
    let holder = sight.holder(placed.asset, place, Some(claim))?;
    Some(format!("{place} is held by {} meanwhile. End that first.", holder_name(sight, holder)))
}

/// What is told of a grant that is not here: a new one, or perhaps one that was prepared here and carried out since.
fn unknown<'a>(sight: &Sight<'a>, adoption: &Adoption) -> Standing<'a> {
    let told = &adoption.report;
    let (Some(kind), Some(asset_id), Some(pin)) = (told.kind, &told.asset, &told.pin) else {
        return Standing::Unusable(format!("It does not say enough: {} could not be read.", missing(told)));
    };
    let (Some(speeds), Some(until)) = (&told.speeds, told.until) else {
        return Standing::Unusable(format!("It does not say enough: {} could not be read.", missing(told)));
    };
    let Some(asset) = asset_of(sight, kind.system(), asset_id) else {
        let vendor = kind.system().label();
        let words = format!(
            "It is on an asset that is not here: none has {vendor}'s id {asset_id}. Add that asset with this id first, or \
             give the id to the asset that it is; then read this again."
        );
        return Standing::NoAsset(words);
    };
    let (Some(metro), Some(pin)) = (asset.metro(), pin_on(asset, pin)) else {
        return Standing::Unusable(format!("{} is a {}, which has no such place.", asset.name, asset.kind.label()));
    };
    let now = sight.now();
    let key = kind == Kind::ServiceKey;
    let from = told.from.unwrap_or(now).min(until);
    let terms = Terms {
        kind,
        metro: metro.clone(),
        speeds: speeds.clone(),
        remote: told.remote.unwrap_or(key),
        valid: Validity { from, until },
        usage: told.usage.unwrap_or(Usage::Single),
        active: told.active.unwrap_or(true),
        // What nobody said was given is not.
        pre_approved: told.pre_approved.unwrap_or(!key),
    };
    let life = told.life.unwrap_or(Life::Unused);
    let holds = life == Life::Unused && !terms.valid.is_over(now) && terms.usage == Usage::Single;
    let holder = pin.place().filter(|_| holds).and_then(|place| sight.holder(asset.id, place, None));
    match holder {
        Some(Holder::Grant(id))
            if sight.own_grant(id).is_some_and(|own| own.at_vendor.is_none() && own.terms.kind == kind) =>
        {
            at_its_place(sight, adoption, id, &format!("{pin} on {}", asset.name))
        }
        Some(holder) => {
            let words = format!("{pin} on {} is held by {}. End that first.", asset.name, holder_name(sight, holder));
            conflict(None, words)
        }
        None => {
            let label = Label {
                name: told.name.clone().unwrap_or_default(),
                description: told.description.clone().unwrap_or_default(),
                recipients: told.recipients.clone().unwrap_or_default(),
            };
            Standing::New(New { asset: asset.id, pin, terms, label, life })
        }
    }
}

/// The own asset of a system that has this id at its vendor (A7).
pub(in crate::ledger) fn asset_of<'a>(sight: &Sight<'a>, system: System, id: &str) -> Option<&'a Asset> {
    let assets = sight.books().map(|books| books.assets.as_slice()).unwrap_or_default();
    let has_it = |asset: &&Asset| {
        let own = asset.vendor_id.as_ref().filter(|_| asset.system() == system);
        own.is_some_and(|own| own.eq_ignore_ascii_case(id))
    };
    assets.iter().filter_map(|id| sight.own_asset(*id)).find(has_it)
}

/// What is told holds the place of a grant that was prepared here. Whether it is what became of that, only a person can
/// say: if it is not, a key that was handed out would be worth nothing.
fn at_its_place<'a>(sight: &Sight<'a>, adoption: &Adoption, id: GrantId, place: &str) -> Standing<'a> {
    let changed = match known(sight, adoption, id) {
        Standing::Changed(changed) if !adoption.overrule => changed,
        other => return other,
    };
    let words = format!(
        "{place} is held by {}, which is in Crosskey only and has another key. If this is what it became at the vendor, \
         let the vendor's word count: the key that it has here is worth nothing then.",
        holder_name(sight, Holder::Grant(id))
    );
    Standing::Conflicting { grant: Some(id), facts: changed.facts, words, may_overrule: true }
}

fn missing(told: &Report) -> String {
    let needed = [Fact::Kind, Fact::Asset, Fact::Place, Fact::Speeds, Fact::Until];
    let missing: Vec<Fact> = needed.into_iter().filter(|fact| !told.says(*fact)).collect();
    list(&missing)
}

/// The place that is told, on an asset of this kind. No vendor tells the vNIC of a key, so it is the first; nor the
/// configuration of an MCR, so that is empty.
fn pin_on(asset: &Asset, told: &Pin) -> Option<Pin> {
    match (&asset.kind, told) {
        (AssetKind::Port(_), Pin::At(Place::Vlan(_)) | Pin::Assigned { .. }) => Some(told.clone()),
        (AssetKind::VirtualDevice(_), Pin::At(Place::Interface(_))) => Some(told.clone()),
        (AssetKind::Mve(_), Pin::At(Place::Vlan(tag))) => Some(Pin::At(Place::Vnic { vnic: 0, tag: *tag })),
        (AssetKind::Mve(_), Pin::Assigned { .. }) => Some(Pin::Assigned { vnic: Some(0) }),
        (AssetKind::Mcr(_), Pin::Assigned { .. }) => Some(Pin::Configured(Configuration::default())),
        _ => None,
    }
}

/// The terms of a grant with what a vendor says of these facts.
pub(super) fn terms_with(terms: &Terms, told: &Report, facts: &[Fact]) -> Terms {
    let takes = |fact| facts.contains(&fact);
    let valid = terms.valid;
    let valid = Validity {
        from: told.from.filter(|_| takes(Fact::From)).unwrap_or(valid.from),
        until: told.until.filter(|_| takes(Fact::Until)).unwrap_or(valid.until),
    };
    let speeds: Option<Speeds> = told.speeds.clone().filter(|_| takes(Fact::Speeds));
    Terms {
        speeds: speeds.unwrap_or_else(|| terms.speeds.clone()),
        valid,
        active: told.active.filter(|_| takes(Fact::Active)).unwrap_or(terms.active),
        ..terms.clone()
    }
}
