//! What a vendor's reply or list would change, before anything is taken over (W6); and, for the page of one grant, what
//! the reply to its own call would (G8).

use serde::Serialize;
use ts_rs::TS;

use super::{Allowed, Window, may};
use crate::domain::asset::System;
use crate::domain::id::{GrantId, PersonId};
use crate::domain::report::{Fact, Reading, Readings, Report, of_one_key};
use crate::domain::terms::Kind;
use crate::ledger::command::Adoption;
use crate::ledger::decide::{Changed, Standing, asset_of, rivals, standing};
use crate::ledger::view::grant::title;
use crate::ledger::world::{Grant, Sight};

/// How an entry stands to what is here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Nothing here is it.
    New,
    /// It says something new of what is here.
    Changed,
    /// It contradicts what is here, or another entry.
    Conflicting,
    /// The asset that it is on is not here.
    NoAsset,
    /// It cannot be taken over.
    Unreadable,
    /// All of it is here already.
    Same,
}

impl Class {
    /// Every class, in the order in which they are counted.
    pub const ALL: [Self; 6] =
        [Self::New, Self::Changed, Self::Conflicting, Self::NoAsset, Self::Unreadable, Self::Same];

    /// The word that people see.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Changed => "Changed",
            Self::Conflicting => "Conflicting",
            Self::NoAsset => "Asset missing",
            Self::Unreadable => "Unreadable",
            Self::Same => "Unchanged",
        }
    }
}

/// What was read, weighed against what is here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Import {
    /// Its entries, in their order.
    pub rows: Vec<ImportRow>,
    /// How many there are of each class.
    pub counts: Vec<(Class, usize)>,
    /// What could not be used, or does not add up, about the whole; each a sentence.
    pub unread: Vec<String>,
    /// Whether anything of it may be taken over.
    pub may_adopt: Allowed,
}

/// One entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportRow {
    /// Where it stands in what was read.
    pub path: String,
    /// How it stands to what is here.
    pub class: Class,
    /// Its name; where it has none, its kind and the end of its key.
    pub title: String,
    /// The vendor's word for what it is.
    pub kind: &'static str,
    /// What it says: what each fact is called, and its words.
    pub facts: Vec<(&'static str, String)>,
    /// What differs: what the fact is called, what is here, and what the vendor says.
    pub changes: Vec<Change>,
    /// What would happen, or why nothing can; a sentence.
    pub words: String,
    /// What of it could not be read, each a sentence.
    pub unread: Vec<String>,
    /// The grant here that it is about.
    pub grant: Option<GrantId>,
    /// Whether it is taken over unless somebody says otherwise: it can be, and contradicts nothing.
    pub offered: bool,
    /// What taking it over means; none where that is not possible. With `overrule` set the vendor's word counts.
    #[serde(skip)]
    pub adoption: Option<Adoption>,
    /// Whether it may be taken over by letting the vendor's word count: both sides changed the same, or it has the place of a
    /// grant that was prepared here and may be what became of that.
    pub may_overrule: bool,
}

/// A fact that differs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Change {
    /// What it is called.
    pub label: &'static str,
    /// What is here.
    pub here: String,
    /// What the vendor says.
    pub there: String,
}

impl Import {
    /// A page of its entries, each with its number, counted from 0.
    pub fn page(&self, page: usize) -> Window<(usize, ImportRow)> {
        let rows: Vec<(usize, &ImportRow)> = self.rows.iter().enumerate().collect();
        Window::of(&rows, page, |(at, row)| Some((*at, (*row).clone())))
    }

    /// How many can be taken over, and how many of these are chosen where the rows that are `turned` are chosen otherwise
    /// than they are offered.
    pub fn ticked(&self, turned: impl Fn(usize) -> bool) -> (usize, usize) {
        let usable = self.rows.iter().enumerate().filter(|(_, row)| row.adoption.is_some());
        usable.fold((0, 0), |(all, ticked), (at, row)| (all + 1, ticked + usize::from(row.offered != turned(at))))
    }

    /// What is taken over where the rows that are `turned`, counted from 0, are chosen otherwise than they are offered: of
    /// each the row and what it means. Where a row contradicts what is here and is chosen, the vendor's word counts.
    pub fn chosen(&self, turned: impl Fn(usize) -> bool) -> Vec<(usize, Adoption)> {
        let chosen = |(at, row): (usize, &ImportRow)| {
            let adoption = row.adoption.clone().filter(|_| row.offered != turned(at))?;
            Some((at, Adoption { overrule: row.may_overrule, ..adoption }))
        };
        self.rows.iter().enumerate().filter_map(chosen).collect()
    }
}

/// What was read, weighed against all that the company has.
pub fn import(sight: &Sight<'_>, person: PersonId, readings: &Readings) -> Import {
    weigh(sight, person, readings, None)
}

/// The reply to the call that carried this grant out: what it says, and that its key becomes the grant's (G8).
pub fn reply(sight: &Sight<'_>, person: PersonId, grant: GrantId, readings: &Readings) -> Import {
    weigh(sight, person, readings, Some(grant))
}

fn weigh(sight: &Sight<'_>, person: PersonId, readings: &Readings, grant: Option<GrantId>) -> Import {
    // Of several entries none is the reply to one call.
    let grant = grant.filter(|_| readings.rows.len() == 1);
    let twins = twins(&readings.rows);
    let mut rows: Vec<ImportRow> =
        readings.rows.iter().zip(twins).map(|(reading, twin)| row(sight, reading, grant, twin)).collect();
    one_place_each(sight, &mut rows);
    let count = |class: Class| (class, rows.iter().filter(|row| row.class == class).count());
    let counts = Class::ALL.into_iter().map(count).filter(|(_, count)| *count > 0).collect();
    let right = readings.rows.iter().find_map(|row| row.report.kind).map_or(Kind::ASideToken, |kind| kind).issuing();
    let unread = readings.unread.iter().map(ToString::to_string).collect();
    Import { counts, unread, may_adopt: may(sight, person, right), rows }
}

/// Of each entry another one that says something else of the same key, if there is one.
fn twins(readings: &[Reading]) -> Vec<Option<&Reading>> {
    let mut twins = vec![None; readings.len()];
    for of_one in of_one_key(readings) {
        let (Some(first), Some(second)) = (of_one.first(), of_one.get(1)) else { continue };
        for at in &of_one {
            if let Some(twin) = twins.get_mut(*at) {
                *twin = readings.get(if at == first { *second } else { *first });
            }
        }
    }
    twins
}

/// Where several entries hold one place, one of them can be taken over.
fn one_place_each(sight: &Sight<'_>, rows: &mut [ImportRow]) {
    let taken = rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.adoption.as_ref()?)));
    for at in rivals(taken, sight.now()).concat() {
        if let Some(row) = rows.get_mut(at) {
            let before = if row.class == Class::New { String::new() } else { format!("{} ", row.words) };
            row.words = format!("{before}Another entry holds the same place. Take over one of them.");
            row.class = Class::Conflicting;
            row.offered = false;
        }
    }
}

fn row(sight: &Sight<'_>, reading: &Reading, grant: Option<GrantId>, twin: Option<&Reading>) -> ImportRow {
    let told = &reading.report;
    let mut row = ImportRow {
        path: reading.path.clone(),
        class: Class::Unreadable,
        title: name(reading),
        kind: told.kind.map_or("", Kind::label),
        facts: Fact::ALL.into_iter().filter_map(|fact| Some((fact.label(), said(sight, told, fact)?))).collect(),
        changes: vec![],
        words: String::new(),
        unread: reading.unread.iter().map(ToString::to_string).collect(),
        grant: None,
        offered: false,
        adoption: None,
        may_overrule: false,
    };
    if told.says_expired() && told.until.is_some_and(|until| sight.now() < until) {
        row.unread.push("The vendor says that it expired, but its last instant is still to come.".to_owned());
    }
    let Some(key) = reading.key else {
        row.words = "It names no key, so it is nothing to take over.".to_owned();
        return row;
    };
    if let Some(twin) = twin {
        row.class = Class::Conflicting;
        row.words = contradiction(sight, told, twin);
        return row;
    }
    let adoption = Adoption { grant, key, report: told.clone(), overrule: false };
    match standing(sight, &adoption) {
        Standing::New(_) => {
            row.class = Class::New;
            row.words = "It is added as the vendor tells it.".to_owned();
            row.adoption = Some(adoption);
        }
        Standing::Same(id) => {
            row.class = Class::Same;
            row.words = "All of it is here already.".to_owned();
            row.grant = Some(id);
        }
        Standing::Changed(changed) => {
            row.class = Class::Changed;
            row.grant = Some(changed.grant.id);
            row.changes = changes(sight, changed.grant.id, &changed.facts, told);
            row.words = words(&changed, reading.system);
            row.adoption = Some(adoption);
        }
        Standing::Conflicting { grant, facts, words, may_overrule } => {
            row.class = Class::Conflicting;
            row.grant = grant;
            row.changes = grant.map(|id| changes(sight, id, &facts, told)).unwrap_or_default();
            row.words = words;
            row.adoption = may_overrule.then_some(adoption);
            row.may_overrule = may_overrule;
        }
        Standing::NoAsset(words) => {
            row.class = Class::NoAsset;
            row.words = words;
        }
        Standing::Unusable(words) => row.words = words,
    }
    row.offered = row.adoption.is_some() && matches!(row.class, Class::New | Class::Changed);
    if let Some(grant) = row.grant.and_then(|id| sight.own_grant(id)).filter(|_| told.name.is_none()) {
        row.title = title(grant);
    }
    row
}

/// What is said of a fact, for people: an own asset by its name here.
fn said(sight: &Sight<'_>, told: &Report, fact: Fact) -> Option<String> {
    let own = |id: &String| asset_of(sight, told.kind?.system(), id).map(|asset| asset.name.clone());
    let asset = told.asset.as_ref().filter(|_| fact == Fact::Asset).and_then(own);
    asset.or_else(|| told.words(fact))
}

/// What two entries say otherwise of one key.
fn contradiction(sight: &Sight<'_>, told: &Report, twin: &Reading) -> String {
    let words = |report, fact| said(sight, report, fact).filter(|words| !words.is_empty());
    let word = |words: Option<String>| words.unwrap_or_else(|| "not said".to_owned());
    let differing = Fact::ALL.into_iter().filter_map(|fact| {
        let (here, there) = (words(told, fact), words(&twin.report, fact));
        (here != there).then(|| format!("{} ({} here, {} there)", fact.label(), word(here), word(there)))
    });
    let differing = differing.collect::<Vec<_>>().join(", ");
    if differing.is_empty() {
        return format!("The entry `{}` is of the same key. Read one of them by itself.", twin.path);
    }
    format!("The entry `{}` says otherwise of this key: {differing}. Read the one that is true by itself.", twin.path)
}

fn name(reading: &Reading) -> String {
    let tail = reading.key.map(|key| format!(" …{}", key.tail())).unwrap_or_default();
    match (reading.report.name.as_deref().map(str::trim), reading.report.kind) {
        (Some(name), _) if !name.is_empty() => name.to_owned(),
        (_, Some(kind)) => format!("{}{tail}", kind.label()),
        _ => format!("entry{tail}"),
    }
}

fn changes(sight: &Sight<'_>, id: GrantId, facts: &[Fact], told: &Report) -> Vec<Change> {
    let asset = |grant: &Grant| grant.placed.as_ref().and_then(|placed| sight.own_asset(placed.asset));
    let own = sight.own_grant(id).map(|grant| grant.report(asset(grant))).unwrap_or_default();
    let words = |report: &Report, fact| said(sight, report, fact).unwrap_or_default();
    facts
        .iter()
        .map(|fact| Change { label: fact.label(), here: words(&own, *fact), there: words(told, *fact) })
        .collect()
}

fn words(changed: &Changed<'_>, system: Option<System>) -> String {
    let vendor = system.map_or("the vendor", System::label);
    let mut sentences = vec![];
    if changed.binds {
        let noun = changed.grant.terms.kind.noun();
        sentences.push(format!(
            "This {noun} gets the key that {vendor} gave it; the key it had here is worth nothing then."
        ));
    }
    if !changed.facts.is_empty() {
        sentences.push(format!("{vendor}'s word is taken over."));
    }
    if !changed.unsent.is_empty() {
        let facts: Vec<&str> = changed.unsent.iter().map(|fact| fact.label()).collect();
        sentences.push(format!("Changed here and not at {vendor} yet: {}.", facts.join(", ")));
    }
    if sentences.is_empty() {
        sentences.push(format!("{vendor} says what is here; that it does is noted."));
    }
    sentences.join(" ")
}
