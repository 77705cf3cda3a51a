//! Why something is refused: a stable code, the field it stands at and a sentence that says what to do (R5).

use serde::Serialize;
use ts_rs::TS;

use super::asset::System;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, TS)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$item_doc])* $item,)* }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &[Self] = &[$(Self::$item,)*];

            /// The stable word, in kebab case.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$item => $word,)* }
            }
        }
    };
}

words! {
    /// What went wrong. The order of the first nineteen is the order of R5: of several, the first is named at the key.
    Code {
        /// The text is not a key (R1).
        MalformedKey = "malformed-key",
        /// The person's role does not allow this (P2, P5).
        RoleNotAllowed = "role-not-allowed",
        /// No grant with this key is known here (R1).
        UnknownKey = "unknown-key",
        /// The grant was deleted (T4).
        Deleted = "deleted",
        /// The grant was redeemed before (G2, R11).
        AlreadyUsed = "already-used",
        /// The grant's last instant has passed (G4, E6).
        Expired = "expired",
        /// The grant's first instant is still to come (K1).
        NotYetValid = "not-yet-valid",
        /// The grant was switched off by its issuer (K5).
        SwitchedOff = "switched-off",
        /// The grant's system has no such end (R3).
        WrongSystem = "wrong-system",
        /// The end must lie on an asset of the actor's own company (A4, R3).
        OwnAssetRequired = "own-asset-required",
        /// The port takes no new connections (A1).
        PortClosed = "port-closed",
        /// The ends lie in different metros and the grant does not allow it (E2).
        RemoteNotAllowed = "remote-not-allowed",
        /// More bandwidth than the grant or an asset allows (E5, R9).
        OverBandwidth = "over-bandwidth",
        /// A name that the vendor would not take (R3).
        NameInvalid = "name-invalid",
        /// A VLAN outside the vendor's range (E3).
        VlanOutOfRange = "vlan-out-of-range",
        /// VLAN identifiers that do not fit the port's tagging (E3).
        TaggingMismatch = "tagging-mismatch",
        /// The VLAN is held by something else (V1).
        VlanTaken = "vlan-taken",
        /// The interface is held by something else, or reserved for management (V1, A2).
        InterfaceTaken = "interface-taken",
        /// The other end cannot be used; its owner knows why (V5).
        PartnerEndUnavailable = "partner-end-unavailable",
        /// Both ends would lie on one asset (R10).
        SameAsset = "same-asset",
        /// No VLAN is free where the lowest free one was asked for (K3).
        NoVlanFree = "no-vlan-free",
        /// A proposed change waits for the partner's answer (C4).
        ProposalOpen = "proposal-open",
        /// The connection waits for its issuer's approval (C7).
        ConnectionWaiting = "connection-waiting",
        /// What was to be answered or withdrawn is not open any more (C4, R7).
        NothingToAnswer = "nothing-to-answer",
        /// The key is of the redeemer's own company and that was not confirmed (R10).
        OwnKeyUnconfirmed = "own-key-unconfirmed",
        /// A deletion that was not confirmed (C2h).
        DeletionUnconfirmed = "deletion-unconfirmed",
        /// A field that must be filled is empty.
        Required = "required",
        /// Text that is too long or holds control characters.
        TextInvalid = "text-invalid",
        /// Not an e-mail address (E7, P1).
        EmailInvalid = "email-invalid",
        /// Another person of the company has this e-mail address (P1).
        EmailTaken = "email-taken",
        /// Another company of the ledger has this name (P1).
        NameTaken = "name-taken",
        /// Not a calendar day, or outside the days allowed (E6).
        DateOutOfRange = "date-out-of-range",
        /// Not a number of Mbps, or not a speed that the asset can have (A1, E5).
        SpeedInvalid = "speed-invalid",
        /// A number outside of what the asset can have (A2, A3).
        NumberInvalid = "number-invalid",
        /// Not a metro code.
        MetroInvalid = "metro-invalid",
        /// A field that the service profile asks for does not have its form (A5).
        ProfileFieldInvalid = "profile-field-invalid",
        /// Nothing of this id that the company may see.
        NotFound = "not-found",
        /// The person is not named in the asset's access list (P3).
        AccessNotGiven = "access-not-given",
        /// The grant's status does not allow the edit (T3, T6).
        NotEditable = "not-editable",
        /// The asset holds a place, so this fact is fixed (A6).
        AssetInUse = "asset-in-use",
        /// The connection is in an end state (C7).
        ConnectionEnded = "connection-ended",
        /// This form was sent already, from this tab or another (R8).
        AlreadySent = "already-sent",
        /// The browser's storage did not take it (D4).
        NotStored = "not-stored",
        /// A value of an MCR's configuration that is out of range or does not fit the others (K9).
        ConfigurationInvalid = "configuration-invalid",
        /// What a vendor says of a grant contradicts what is here (W6).
        ReportConflicts = "report-conflicts",
        /// A vendor does not say enough of a grant to take it over (W6).
        ReportIncomplete = "report-incomplete",
        /// The change would change nothing.
        NothingToChange = "nothing-to-change",
    }
}

impl Code {
    /// Equinix's published code for the same refusal, where there is one (R5). Megaport publishes none.
    pub const fn vendor(self) -> Option<&'static str> {
        match self {
            Self::UnknownKey => Some("EQ-3034016"),
            Self::Deleted | Self::AlreadyUsed | Self::Expired => Some("EQ-3142532"),
            Self::OverBandwidth => Some("EQ-3142535"),
            Self::RemoteNotAllowed => Some("EQ-3142536"),
            Self::VlanTaken => Some("EQ-3142102"),
            _ => None,
        }
    }
}

words! {
    /// The field of a form that a refusal stands at.
    Field {
        /// The form as a whole.
        Form = "form",
        /// The pasted key.
        Key = "key",
        /// The second key of a pair that redeems itself (R4).
        SecondKey = "second-key",
        /// The acting person's role.
        Role = "role",
        /// The name of what is made or changed.
        Name = "name",
        /// A person's name.
        PersonName = "person-name",
        /// A description.
        Description = "description",
        /// A person's own e-mail address.
        Email = "email",
        /// The e-mail addresses of a token's recipients.
        Recipients = "recipients",
        /// Which of several kinds of something.
        Kind = "kind",
        /// A location.
        Metro = "metro",
        /// An asset.
        Asset = "asset",
        /// The people who may use an asset.
        Access = "access",
        /// An asset's speed.
        Speed = "speed",
        /// A port's tagging.
        Tagging = "tagging",
        /// Whether a port takes new connections.
        Open = "open",
        /// The VLAN identifier, or the S-tag of a QinQ port.
        Vlan = "vlan",
        /// The C-tag of a QinQ port.
        CTag = "c-tag",
        /// An interface of a virtual device.
        Interface = "interface",
        /// A vNIC of an MVE.
        Vnic = "vnic",
        /// How many interfaces a virtual device, or vNICs an MVE, has.
        Count = "count",
        /// The interfaces reserved for management.
        Reserved = "reserved",
        /// An autonomous system number.
        Asn = "asn",
        /// Whether the other end may lie in another metro.
        Remote = "remote",
        /// A bandwidth or its limit.
        Bandwidth = "bandwidth",
        /// The expiration date.
        Expiry = "expiry",
        /// A field that a service profile asks for.
        ProfileField = "profile-field",
        /// The e-mail addresses for notices about a connection.
        Notify = "notify",
        /// A purchase order number.
        PurchaseOrder = "purchase-order",
        /// The service level reference of a Megaport connection.
        Reference = "reference",
        /// For how many months a Megaport connection is ordered.
        Term = "term",
        /// Why something is denied.
        Reason = "reason",
        /// A box that must be ticked first.
        Confirm = "confirm",
        /// The configuration of an MCR; the detail says which value of it.
        Configuration = "configuration",
        /// What a vendor says of a grant; the detail says which of several, counted from 0.
        Report = "report",
        /// The id an asset has at its vendor.
        VendorId = "vendor-id",
    }
}

/// The next step out of a refusal, which a page offers as a link.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[serde(rename_all_fields = "camelCase")]
pub enum Remedy {
    /// Use this VLAN identifier (or S-tag) and C-tag instead (V5).
    UseVlan {
        /// The next free VLAN identifier or S-tag.
        vlan: u16,
        /// The C-tag that is free below it.
        c_tag: Option<u16>,
    },
    /// Use this interface instead, the next free one (V5).
    UseInterface(u16),
    /// Use this bandwidth, the largest allowed.
    UseBandwidth(super::bandwidth::Mbps),
}

impl Remedy {
    /// What the link says.
    pub fn label(&self) -> String {
        match self {
            Self::UseVlan { vlan, c_tag: None } => format!("Use {vlan}"),
            Self::UseVlan { vlan, c_tag: Some(c_tag) } => format!("Use S-tag {vlan}, C-tag {c_tag}"),
            Self::UseInterface(number) => format!("Use interface {number}"),
            Self::UseBandwidth(bandwidth) => format!("Use {bandwidth}"),
        }
    }
}

/// A refusal by the rules.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// The stable code.
    pub code: Code,
    /// The field it stands at.
    pub field: Field,
    /// Which of several fields of that kind, e.g. the id of a service profile's field or a recipient's address.
    pub detail: Option<String>,
    /// A sentence that says what is wrong and what to do.
    pub message: String,
    /// The next step, where there is one.
    pub remedy: Option<Remedy>,
    /// The code that the vendor publishes for the same refusal (R5).
    #[serde(rename = "vendorCode")]
    pub vendor: Option<&'static str>,
}

impl Refusal {
    /// A refusal without a remedy.
    pub fn new(code: Code, field: Field, message: impl Into<String>) -> Self {
        Self { code, field, detail: None, message: message.into(), remedy: None, vendor: code.vendor() }
    }

    /// Says which of several fields of the same kind is meant.
    #[must_use]
    pub fn about(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same about what is this vendor's.
    #[must_use]
    pub const fn at(mut self, system: System) -> Self {
        if matches!(system, System::Megaport) {
            self.vendor = None;
        }
        self
    }

    /// Offers the next step.
    #[must_use]
    pub fn with(mut self, remedy: Remedy) -> Self {
        self.remedy = Some(remedy);
        self
    }
}

/// Gathers every problem of a form in the order of the codes, so that all of them are shown at once (R5).
#[derive(Default, Debug)]
pub struct Problems(Vec<Refusal>);

impl Problems {
    /// Notes a problem.
    pub fn push(&mut self, refusal: Refusal) {
        self.0.push(refusal);
    }

    /// Passes a good value on; notes the problem of a bad one.
    pub fn take<T>(&mut self, result: Result<T, Refusal>) -> Option<T> {
        result.map_err(|refusal| self.push(refusal)).ok()
    }

    /// Takes over the problems found elsewhere.
    pub fn extend(&mut self, refusals: Vec<Refusal>) {
        refusals.into_iter().for_each(|refusal| self.push(refusal));
    }

    /// Everything noted, in the order of the codes.
    pub fn list(mut self) -> Vec<Refusal> {
        self.0.sort_by_key(|refusal| refusal.code);
        self.0
    }

    /// Ends the gathering.
    ///
    /// # Errors
    /// All that was noted, in the order of the codes.
    pub fn settle(self) -> Result<(), Vec<Refusal>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.list()) }
    }
}
