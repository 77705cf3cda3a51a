//! Everything that can be asked, by name: what other programs ask is what the pages ask.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::{Config, TS, TypeVisitor};
use uuid::Uuid;

use crate::domain::id::{AssetId, AttemptId, ConnectionId, GrantId, PersonId};
use crate::domain::json;
use crate::domain::key::{self, Key};
use crate::domain::refusal::{Code, Field, Refusal};
use crate::handover::ReadError;
use crate::handover::offer::Offer;
use crate::handover::share::Handout;
use crate::ledger::command::{Act, Command, Redeem, RedeemKey};
use crate::ledger::decide::decide;
use crate::ledger::view::Window;
use crate::ledger::view::approval::{Approvals, approvals};
use crate::ledger::view::asset::{AssetRow, AssetView, ClaimRow, asset, assets, claims, grants};
use crate::ledger::view::company::{CompanyView, ShellView, company, shell};
use crate::ledger::view::connection::{ConnectionRow, ConnectionView, connection, connections};
use crate::ledger::view::export::export_for_programs;
use crate::ledger::view::grant::{GrantRow, GrantView, grant};
use crate::ledger::view::import::{Import, import, reply};
use crate::ledger::view::inbox::{NoticeRow, inbox};
use crate::ledger::view::inventory::{Filter, Inventory, inventory};
use crate::ledger::view::overview::{Overview, overview};
use crate::ledger::view::redemption::{
    DeviceChoice, PairPreview, PortChoice, Preview, ProfileChoice, devices, pair, ports, preview, profiles,
};
use crate::ledger::view::service::{ServiceChoice, service, services};
use crate::ledger::world::Sight;
use crate::vendor::panel::{self, Panel};
use crate::vendor::read::read;

/// A page of what an asset has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct OnAsset {
    /// The asset.
    pub asset: AssetId,
    /// The page, counted from 0.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub page: usize,
}

/// The pages of what waits for an answer, each counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct Waiting {
    /// That of what waits for the own company.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub mine: usize,
    /// That of what waits for others.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub theirs: usize,
}

/// A key that somebody holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct Held {
    /// The key.
    #[serde(with = "key::stored")]
    #[ts(as = "String")]
    pub key: Key,
}

/// Two keys that redeem each other (R4).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HeldPair {
    /// The first.
    #[serde(with = "key::stored")]
    #[ts(as = "String")]
    pub key: Key,
    /// The second.
    #[serde(with = "key::stored")]
    #[ts(as = "String")]
    pub second_key: Key,
}

/// A grant that is handed over.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct Handed {
    /// The grant.
    pub grant: GrantId,
    /// The address of the pages without its hash, which the link begins with.
    pub page: String,
}

/// A vendor's reply to the call that carried a grant out. It may hold a key, so it has no `Debug` (S2).
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
pub struct Replied {
    /// The grant.
    pub grant: GrantId,
    /// The reply, as it came.
    pub text: String,
}

/// A redemption that is to be carried out at the vendor. It holds keys, so it has no `Debug` (S2).
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
pub struct Wished {
    /// What would redeem the key if it were known here.
    pub act: Redemption,
    /// The links, e-mails or files that the keys came with, for those that are not known here.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub offers: Vec<String>,
}

/// The commands that redeem.
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Redemption {
    /// A service token.
    Redeem(Redeem),
    /// A service key.
    RedeemKey(RedeemKey),
}

/// What of a vendor's text is taken over. It may hold keys, so it has no `Debug` (S2).
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct TakeOver {
    /// The text, as it came.
    pub text: String,
    /// The grant to whose call it is the reply, if it is one (G8).
    pub grant: Option<GrantId>,
    /// The rows of the reading, counted from 0; those that are offered unless said. Where a row contradicts what is here
    /// and may overrule it, it does.
    pub rows: Option<Vec<usize>>,
}

/// What came of preparing a redemption (N4).
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct Prepared {
    /// Why it cannot be carried out as it stands, everything at once, as far as the redeemer's side can tell (R5).
    pub refusals: Vec<Refusal>,
    /// The order for the vendor; none while something is wrong with it.
    pub order: Option<Panel>,
}

/// Weighs a redemption by the ledger's word, or, for a key that it does not know, by that of the offer.
fn prepare(sight: &Sight<'_>, person: PersonId, wished: &Wished) -> Prepared {
    let read = |text: &String| Offer::find(text).unwrap_or(Err(ReadError::Damaged)).map(|offer| offer.told());
    let told: Vec<_> = match wished.offers.iter().map(read).collect() {
        Ok(told) => told,
        Err(error) => {
            let refusals = vec![Refusal::new(Code::MalformedKey, Field::Key, error.to_string())];
            return Prepared { refusals, order: None };
        }
    };
    let sight = &sight.trusting(&told);
    // Nothing is made here, so nothing needs an identity of its own.
    let act = match wished.act.clone() {
        Redemption::Redeem(redeem) => Act::Redeem(redeem),
        Redemption::RedeemKey(redeem) => Act::RedeemKey(redeem),
    };
    let command = Command { person, attempt: AttemptId::new(Uuid::nil()), act };
    match decide(sight, &command, &mut Uuid::nil) {
        Ok(_) => Prepared { refusals: vec![], order: panel::of_form(sight, &command.act, true) },
        Err(refusals) => Prepared { refusals, order: None },
    }
}

/// One company's view, whose form is a matter of people and not of programs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(transparent)]
#[ts(type = "unknown")]
pub struct CompanyExport(Value);

/// What was asked for, or why there is none.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OrRefused<T> {
    /// What was asked for.
    Ok(T),
    /// Why there is none.
    Refused(Refusal),
}

impl<T> From<Result<T, Refusal>> for OrRefused<T> {
    fn from(result: Result<T, Refusal>) -> Self {
        match result {
            Ok(found) => Self::Ok(found),
            Err(refusal) => Self::Refused(refusal),
        }
    }
}

/// Makes the questions: what each needs to know, and how it is answered. In JSON a question's word is its name in camel
/// case.
macro_rules! questions {
    ($($(#[$doc:meta])* $kind:ident $(($arg:ident: $of:ty))? -> $answer:ty = $ask:expr;)*) => {
        /// What can be asked of a ledger by somebody who acts.
        #[derive(Deserialize, TS)]
        #[serde(rename_all = "camelCase")]
        pub enum Question {
            $($(#[$doc])* $kind $(($of))?,)*
        }

        /// Answers a question as this person may see it.
        pub fn answer(sight: &Sight<'_>, person: PersonId, question: &Question) -> Value {
            match question {
                $(Question::$kind $(($arg))? => {
                    let ask: fn(&Sight<'_>, PersonId $(, &$of)?) -> $answer = $ask;
                    json::write(&ask(sight, person $(, $arg)?))
                })*
            }
        }

        /// Shows the type of every answer to a visitor; answers its name in TypeScript.
        pub fn visit_answers(visitor: &mut impl TypeVisitor, config: &Config) -> Vec<String> {
            $(visitor.visit::<$answer>();)*
            vec![$(<$answer>::name(config)),*]
        }
    };
}

questions! {
    /// Who acts, and how much is unread.
    Acting -> Option<ShellView> = |sight, person| shell(sight, person);
    /// The company's own page: its people and their roles (P1, P2); none while nobody acts.
    Company -> Option<CompanyView> = |sight, person| company(sight, person);
    /// How many grants there are of each status, and what expires when (N1).
    Overview -> Overview = |sight, person| overview(sight, person);
    /// The company's grants that a filter asks for, a page of them (G3, K7).
    Inventory(filter: Filter) -> Inventory = |sight, person, filter| inventory(sight, person, filter);
    /// The page of one own grant, without its key.
    Grant(id: GrantId) -> Option<GrantView> = |sight, person, id| grant(sight, person, *id);
    /// The key of an own grant, for those who may reveal it (P2, P4); none for others.
    Reveal(id: GrantId) -> Option<String> = |sight, person, id| {
        grant(sight, person, *id)?.key.map(|key| key.reveal())
    };
    /// The company's assets, in the order they were added, a page of them (A1 to A3).
    Assets(page: usize) -> Window<AssetRow> = |sight, _, page| Window::over(assets(sight), *page);
    /// The page of one own asset: what of it is taken and free, and how much of its bandwidth (V1, R9).
    Asset(id: AssetId) -> Option<AssetView> = |sight, person, id| asset(sight, person, *id);
    /// What holds places on an own asset, by identifier, a page of it (V1).
    Claims(of: OnAsset) -> Window<ClaimRow> = |sight, _, of| claims(sight, of.asset, of.page);
    /// The grants ever created on an own asset, the newest first, a page of them.
    Grants(of: OnAsset) -> Window<GrantRow> = |sight, _, of| grants(sight, of.asset, of.page);
    /// The company's services at Megaport, in the order they were added, a page of them (K1, K8).
    Services(page: usize) -> Window<ServiceChoice> = |sight, person, page| {
        Window::over(services(sight, person), *page)
    };
    /// One own service at Megaport (K1, K8); none of any other asset.
    Service(id: AssetId) -> Option<ServiceChoice> = |sight, person, id| service(sight, person, *id);
    /// The company's connections, the newest first, a page of them (C1).
    Connections(page: usize) -> Window<ConnectionRow> = |sight, _, page| connections(sight, *page);
    /// The page of one connection: its own end open, the partner's closed (S1, C7).
    Connection(id: ConnectionId) -> Option<ConnectionView> = |sight, person, id| {
        connection(sight, person, *id)
    };
    /// The requests and proposals that wait for an answer, the own company's and its partners' (R7, C3, C5).
    Approvals(pages: Waiting) -> Approvals = |sight, person, pages| {
        approvals(sight, person, (pages.mine, pages.theirs))
    };
    /// A page of the company's notices, the newest first (N1).
    Inbox(page: usize) -> Window<NoticeRow> = |sight, _, page| inbox(sight, *page);
    /// What a key says to its holder, or why it cannot be redeemed (R2, R5).
    Preview(held: Held) -> OrRefused<Preview> = |sight, person, held| {
        preview(sight, person, &held.key).into()
    };
    /// What two keys that redeem each other say to their holder, or why they do not (R4, R5).
    Pair(held: HeldPair) -> OrRefused<PairPreview> = |sight, person, held| {
        pair(sight, person, &held.key, &held.second_key).into()
    };
    /// The company's Fabric ports, for a token or an end on them, a page of them (E3, R3).
    Ports(page: usize) -> Window<PortChoice> = |sight, person, page| Window::over(ports(sight, person), *page);
    /// The company's virtual devices, for a token or an end on them, a page of them (E4, R3).
    Devices(page: usize) -> Window<DeviceChoice> = |sight, person, page| {
        Window::over(devices(sight, person), *page)
    };
    /// Every service profile that a connection could end at, a page of them (A4, A5).
    Profiles(page: usize) -> Window<ProfileChoice> = |sight, _, page| Window::over(profiles(sight), *page);
    /// Every way to hand over a grant, each with its key, for those who may reveal it (N2, P2); none for others, and none of
    /// a grant that nobody will redeem again.
    Share(handed: Handed) -> Option<Handout> = |sight, person, handed| {
        let offer = Offer::of(sight, person, handed.grant)?;
        let recipients = grant(sight, person, handed.grant)?.recipients;
        Some(Handout::of(&offer, &recipients, &handed.page, sight.now()))
    };
    /// What carries an own grant out at its vendor, with its key (W5); empty for those who may not issue it.
    GrantAtVendor(id: GrantId) -> Option<Panel> = |sight, person, id| panel::of_grant(sight, person, *id);
    /// What carries a connection out at the vendor of the key that it was redeemed with (W5); none but for the redeemer.
    ConnectionAtVendor(id: ConnectionId) -> Option<Panel> = |sight, person, id| {
        panel::of_connection(sight, person, *id)
    };
    /// The order that redeems a key at its vendor, also one that only the link it came with tells of (N4, W2, W4).
    Prepare(wished: Wished) -> Prepared = |sight, person, wished| prepare(sight, person, wished);
    /// What a vendor's text says and what it would change here, before anything is taken over (W6).
    ReadVendor(text: String) -> Import = |sight, person, text| import(sight, person, &read(text));
    /// The same of the reply to the call that carried a grant out, whose key becomes the grant's (G8).
    ReadReply(replied: Replied) -> Import = |sight, person, replied| {
        reply(sight, person, replied.grant, &read(&replied.text))
    };
    /// The company's view as it is saved to a file, without any key (S3).
    Export -> CompanyExport = |sight, _| CompanyExport(export_for_programs(sight));
}
