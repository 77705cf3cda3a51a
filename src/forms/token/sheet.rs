//! What the creation wizard asks for, step by step, in the vendors' words.

use std::collections::BTreeSet;

use super::site::Site;
use super::{AssetType, DetailsForm, InterfaceSelection, Step, TokenForm, TokenType};
use crate::domain::bandwidth::Mbps;
use crate::domain::id::{AssetId, PersonId};
use crate::domain::metro::Metro;
use crate::domain::refusal::{Field, Remedy};
use crate::domain::terms::TOKEN_DAYS;
use crate::domain::time::{Day, Timestamp};
use crate::domain::vlan::Tagging;
use crate::forms::sheet::{Choice, Control, Edit, Form, Part, of_asset};
use crate::forms::{Fresh, Reading};
use crate::ledger::view::asset::InterfaceRow;
use crate::ledger::world::Sight;

/// How an instant reads in the person's own zone; only the browser knows that.
pub type Local = fn(Timestamp) -> String;

/// Label and value, as a list of facts shows them.
pub type Fact = (&'static str, String);

impl TokenForm {
    /// The first step: Basic Configuration.
    pub fn basic(&self, sight: &Sight<'_>, person: PersonId) -> Vec<Part> {
        let types = [
            (TokenType::ASide, "Your customer connects from your port to a destination of their choice. You pay."),
            (TokenType::ZSide, "Your customer connects from their own port or device to yours. They pay."),
        ];
        let types = types.map(|(of, words)| Choice::with(of.as_str(), of.label(), words));
        let assets = self.token_type.asset_types().iter().map(|of| Choice::with(of.as_str(), of.label(), of.words()));
        let sites = self.asset_type.sites(sight, person);
        let metros: BTreeSet<&Metro> = sites.iter().map(|site| &site.metro).collect();
        let metros = metros.iter().map(|metro| Choice::new(metro.code(), metro.to_string()));
        let here = sites.iter().filter(|site| site.metro.code() == self.metro);
        let here = here.map(|site| Choice::asset(site.id, site.words.clone()));
        let (label, nothing) = match self.asset_type {
            AssetType::Port => ("Port", "Choose a port"),
            AssetType::VirtualDevice => ("Device", "Select a device"),
        };
        let remote = Control::tick(Field::Remote, self.asset_type.remote_label(), self.remote);
        let mut parts: Vec<Part> = vec![
            Control::radio(Field::Kind, "Service Token Type", self.token_type.as_str(), types).into(),
            Control::radio(Field::Kind, "Select Asset Type", self.asset_type.as_str(), assets).of("asset").into(),
            Control::select(Field::Metro, "Location", &self.metro, "Select a location", metros).into(),
            Control::select(Field::Asset, label, of_asset(self.asset), nothing, here).into(),
            remote.hint("The other end may lie in a different metro.").into(),
        ];
        if let Some(site) = self.site(sight, person) {
            match site.tagging {
                Some(tagging) => parts.extend(self.vlan_parts(tagging)),
                None => parts.extend(self.interface_parts(&site)),
            }
        }
        parts
    }

    fn vlan_parts(&self, tagging: Tagging) -> Vec<Part> {
        let vlan = |label: &'static str| Control::number(Field::Vlan, label, &self.vlan);
        match tagging {
            Tagging::Untagged => vec![Part::Note("The port is untagged: this token claims all of it.".to_owned())],
            Tagging::Dot1q | Tagging::PerConnection => {
                let hint = "From 2 to 4092. It is kept for this token until it is redeemed, expires or is deleted.";
                vec![vlan("VLAN identifier").hint(hint).into()]
            }
            Tagging::Qinq => {
                let c_tag = Control::number(Field::CTag, "C-tag", &self.c_tag).optional();
                let note = "From 2 to 4092. Without a C-tag the token claims the whole S-tag.";
                vec![Part::Row(vec![vlan("S-tag").into(), c_tag.into()]), Part::Note(note.to_owned())]
            }
        }
    }

    /// "Interface Selection" (E4).
    fn interface_parts(&self, site: &Site) -> Vec<Part> {
        let choices = InterfaceSelection::ALL.map(|of| {
            let words = match (of, site.next) {
                (InterfaceSelection::Next, Some(next)) => format!("Interface {next} right now"),
                (InterfaceSelection::Next, None) => "None is free right now".to_owned(),
                (InterfaceSelection::Chosen, _) => format!("{} of {} are free", site.free, site.interfaces.len()),
                (InterfaceSelection::Every, _) => {
                    format!("{} tokens in one step, each with a key of its own", site.free)
                }
            };
            Choice::with(of.as_str(), of.label(), &words)
        });
        let mut parts: Vec<Part> =
            vec![Control::radio(Field::Interface, "Interface Selection", self.selection.as_str(), choices).into()];
        if self.selection == InterfaceSelection::Chosen {
            parts.push(interface_choice(&site.interfaces, &self.interface).into());
        }
        parts
    }

    /// The second step: Service Token Details.
    pub fn token_details(&self, sight: &Sight<'_>, person: PersonId, local: Local) -> Vec<Part> {
        let site = self.site(sight, person);
        let (tiers, hint) = site.map_or((vec![], String::new()), |site| (site.tiers, site.speed));
        let today = sight.now().day();
        self.details.sheet((today.plus(1), today.plus(TOKEN_DAYS)), &tiers, &hint, local)
    }

    /// What the review shows: of the first and of the second step.
    pub fn review(&self, sight: &Sight<'_>, person: PersonId, local: Local) -> [Vec<Fact>; 2] {
        let site = self.site(sight, person);
        let asset = site.as_ref().map_or(String::new(), |site| format!("{}, {}", site.name, site.metro));
        let place = match self.asset_type {
            AssetType::Port => ("VLAN identifier", self.vlan_words(site.and_then(|site| site.tagging))),
            AssetType::VirtualDevice => ("Interface Selection", self.interface_words(site)),
        };
        let remote = if self.remote { "allowed" } else { "not allowed" };
        let basic = vec![
            ("Service Token Type", self.token_type.label().to_owned()),
            ("Asset type", self.asset_type.label().to_owned()),
            (self.asset_type.label(), asset),
            ("Remote connections", remote.to_owned()),
            place,
        ];
        [basic, self.details.facts(local)]
    }

    fn vlan_words(&self, tagging: Option<Tagging>) -> String {
        match (tagging, self.c_tag.trim()) {
            (None | Some(Tagging::Untagged), _) => "untagged".to_owned(),
            (Some(Tagging::Dot1q | Tagging::PerConnection), _) => format!("VLAN {}", self.vlan),
            (Some(Tagging::Qinq), "") => format!("S-tag {}", self.vlan),
            (Some(Tagging::Qinq), c_tag) => format!("S-tag {}, C-tag {c_tag}", self.vlan),
        }
    }

    fn interface_words(&self, site: Option<Site>) -> String {
        match (self.selection, site) {
            (InterfaceSelection::Chosen, _) => format!("interface {}", self.interface),
            (InterfaceSelection::Next, Some(Site { next: Some(next), .. })) => {
                format!("the next available one, interface {next} right now")
            }
            (InterfaceSelection::Every, Some(site)) => format!("every free one: {} tokens", site.free),
            (InterfaceSelection::Next | InterfaceSelection::Every, _) => self.selection.label().to_owned(),
        }
    }

    /// What is being created, in words: who may do what, from where to where.
    pub fn says(&self, sight: &Sight<'_>, person: PersonId) -> String {
        let site = self.site(sight, person);
        let asset =
            site.as_ref().map_or_else(|| format!("a {} of yours", self.asset_type.noun()), |site| site.name.clone());
        let metro = match site {
            _ if self.remote => "any metro".to_owned(),
            Some(site) => site.metro.name().to_owned(),
            None => "the same metro".to_owned(),
        };
        match self.token_type {
            TokenType::ASide => {
                format!("Whoever holds this token may build one connection from {asset} to any destination in {metro}.")
            }
            TokenType::ZSide => format!(
                "Whoever holds this token may build one connection to {asset}, from a port or device of their own in {metro}."
            ),
        }
    }

    /// The command of the wizard as it stands.
    pub fn reading(&self, sight: &Sight<'_>) -> Reading {
        let asset = self.asset.and_then(|id| sight.own_asset(id));
        self.create(asset.and_then(|asset| asset.port()).map(|port| port.tagging))
    }

    /// Takes the next step out of a refusal.
    pub fn take(&mut self, remedy: &Remedy) {
        match remedy {
            Remedy::UseVlan { vlan, c_tag } => {
                self.vlan = vlan.to_string();
                self.c_tag = c_tag.map_or(String::new(), |c_tag| c_tag.to_string());
            }
            Remedy::UseInterface(number) => {
                self.selection = InterfaceSelection::Chosen;
                self.interface = number.to_string();
            }
            Remedy::UseBandwidth(_) => self.details.take(remedy),
        }
    }

    fn site(&self, sight: &Sight<'_>, person: PersonId) -> Option<Site> {
        self.asset_type.sites(sight, person).into_iter().find(|site| Some(site.id) == self.asset)
    }

    /// Opens the wizard on an asset of the company: it is chosen, with the first type of token that it takes. One that is
    /// chosen already leaves the form as it is, and so does what is no such asset.
    pub fn open_on(&mut self, sight: &Sight<'_>, person: PersonId, asset: Option<AssetId>) {
        let wanted = asset.filter(|_| asset != self.asset);
        let types =
            TokenType::ALL.iter().flat_map(|of| of.asset_types().iter().map(move |asset_type| (*of, *asset_type)));
        let found = types.into_iter().find_map(|(token_type, asset_type)| {
            let site = asset_type.sites(sight, person).into_iter().find(|site| Some(site.id) == wanted)?;
            Some((token_type, asset_type, site))
        });
        if let Some((token_type, asset_type, site)) = found {
            (self.token_type, self.asset_type, self.step) = (token_type, asset_type, Step::Basic);
            self.set_metro(site.metro.code().to_owned(), Some(site.id));
        }
    }

    /// Whether anything was filled in since it was opened on this asset, or on none.
    pub fn begun(&self, sight: &Sight<'_>, person: PersonId, on: Option<AssetId>) -> bool {
        let mut opened = Self::fresh(Fresh { attempt: self.attempt, now: self.opened });
        opened.open_on(sight, person, on);
        *self != opened
    }

    /// A location with a single asset needs no second choice.
    fn set_metro(&mut self, code: String, only: Option<AssetId>) {
        self.metro = code;
        self.asset = only;
    }

    /// Takes what was done at one control, knowing the assets there are.
    pub fn put_in(&mut self, sight: &Sight<'_>, person: PersonId, field: Field, detail: &str, edit: Edit) {
        if field == Field::Metro {
            let code = edit.text();
            let sites = self.asset_type.sites(sight, person);
            let mut here = sites.iter().filter(|site| site.metro.code() == code).map(|site| site.id);
            let only = here.next().filter(|_| here.next().is_none());
            self.set_metro(code, only);
        } else {
            self.put(field, detail, edit);
        }
    }
}

/// The interfaces of a device that are free, to choose one of.
pub fn interface_choice(interfaces: &[InterfaceRow], chosen: &str) -> Control {
    let free = interfaces.iter().filter(|row| row.free);
    let free = free.map(|row| Choice::new(row.number.to_string(), format!("Interface {}", row.number)));
    Control::select(Field::Interface, "Interface", chosen, "Select an interface", free).of("number")
}

impl Form for TokenForm {
    fn put(&mut self, field: Field, detail: &str, edit: Edit) {
        match (field, detail) {
            (Field::Kind, "asset") => {
                let word = edit.text();
                let chosen = self.token_type.asset_types().iter().find(|of| of.as_str() == word);
                self.set_asset_type(chosen.copied().unwrap_or(self.asset_type));
            }
            (Field::Kind, _) => {
                let word = edit.text();
                let chosen = TokenType::ALL.into_iter().find(|of| of.as_str() == word);
                self.set_token_type(chosen.unwrap_or(self.token_type));
            }
            (Field::Metro, _) => self.set_metro(edit.text(), None),
            (Field::Asset, _) => self.asset = edit.asset(),
            (Field::Remote, _) => self.remote = edit.ticked(),
            (Field::Interface, "number") => self.interface = edit.text(),
            (Field::Interface, _) => {
                let word = edit.text();
                let chosen = InterfaceSelection::ALL.into_iter().find(|of| of.as_str() == word);
                self.selection = chosen.unwrap_or(self.selection);
            }
            (Field::Vlan, _) => self.vlan = edit.text(),
            (Field::CTag, _) => self.c_tag = edit.text(),
            _ => self.details.put(field, detail, edit),
        }
    }
}

impl DetailsForm {
    /// The fields of what may still be edited later; the wizard and the edit form share them. `days` are the first and
    /// last date, `speed` says what the bandwidth means.
    pub fn sheet(&self, days: (Day, Day), tiers: &[Mbps], speed: &str, local: Local) -> Vec<Part> {
        let longest = format!("The maximum number of days the token remains valid is {TOKEN_DAYS}.");
        let hint = match Day::parse(&self.expires) {
            Some(day) => format!("Ends 00:00 UTC, that is {} for you. {longest}", local(day.start())),
            None => longest,
        };
        let tiers = tiers.iter().map(|tier| Choice::new(tier.get().to_string(), tier.to_string()));
        let limit = Control::number(Field::Bandwidth, "Maximum connection bandwidth", &self.bandwidth);
        let emails = Control::emails(Field::Recipients, "Service Token Recipient", &self.recipients, &self.recipient);
        vec![
            Part::group(
                "Set Service Token Expiration",
                vec![Control::date(Field::Expiry, "Expiration date", &self.expires, days).hint(hint).into()],
            ),
            Part::group("Connection Bandwidth Limit", vec![limit.hint(speed).usual(tiers).into()]),
            emails.hint("One or more e-mail addresses. Whoever redeems the token first has it; it works once.").into(),
            Control::text(Field::Name, "Name", &self.name).optional().into(),
            Control::text(Field::Description, "Description", &self.description).optional().into(),
        ]
    }

    fn facts(&self, local: Local) -> Vec<Fact> {
        let or_dash = |text: &str| if text.trim().is_empty() { "–".to_owned() } else { text.to_owned() };
        let typed = self.recipient.trim();
        let all = self.recipients.iter().map(String::as_str).chain(Some(typed).filter(|typed| !typed.is_empty()));
        let expires = match Day::parse(&self.expires) {
            Some(day) => format!("{} 00:00 UTC, that is {} for you", self.expires, local(day.start())),
            None => self.expires.clone(),
        };
        let limit = crate::forms::bandwidth(&self.bandwidth);
        vec![
            ("Expires", expires),
            ("Maximum connection bandwidth", limit.map_or_else(|_| self.bandwidth.clone(), |limit| limit.to_string())),
            ("Recipients", all.collect::<Vec<_>>().join(", ")),
            ("Name", or_dash(&self.name)),
            ("Description", or_dash(&self.description)),
        ]
    }

    /// Takes the next step out of a refusal.
    pub fn take(&mut self, remedy: &Remedy) {
        if let Remedy::UseBandwidth(bandwidth) = remedy {
            self.bandwidth = bandwidth.get().to_string();
        }
    }
}

impl Form for DetailsForm {
    fn put(&mut self, field: Field, _: &str, edit: Edit) {
        match field {
            Field::Expiry => self.expires = edit.text(),
            Field::Bandwidth => self.bandwidth = edit.text(),
            Field::Recipients => edit.emails(&mut self.recipients, &mut self.recipient),
            Field::Name => self.name = edit.text(),
            Field::Description => self.description = edit.text(),
            _ => {}
        }
    }
}

impl AssetType {
    /// The word within a sentence.
    const fn noun(self) -> &'static str {
        match self {
            Self::Port => "port",
            Self::VirtualDevice => "virtual device",
        }
    }

    /// A sentence about it.
    const fn words(self) -> &'static str {
        match self {
            Self::Port => "A port of your company on Equinix Fabric.",
            Self::VirtualDevice => "A device of your company on Network Edge.",
        }
    }
}
