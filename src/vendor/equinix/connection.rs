//! The connection that redeems a token: the body of POST /fabric/v4/connections (W2).

use serde_json::{Map, Value, json};

use super::access_point::{colo, uuid, virtual_device};
use crate::domain::asset::Asset;
use crate::domain::connection::Side;
use crate::domain::metro::Metro;
use crate::domain::profile::FieldForm;
use crate::domain::text::Email;
use crate::vendor::gap::Gaps;
use crate::vendor::redemption::{OwnEnd, Redemption};

/// The path of the calls about connections.
pub const PATH: &str = "/fabric/v4/connections";

/// The body of the call that makes the connection.
pub fn create(redemption: &Redemption<'_>, gaps: &mut Gaps) -> Value {
    let mut connection = Map::new();
    connection.insert("type".to_owned(), Value::from("EVPL_VC"));
    connection.insert("name".to_owned(), Value::from(redemption.name));
    connection.insert("bandwidth".to_owned(), json!(redemption.bandwidth));
    if !redemption.purchase_order.is_empty() {
        connection.insert("order".to_owned(), json!({ "purchaseOrderNumber": redemption.purchase_order }));
    }
    for (side, name) in [(Side::A, "aSide"), (Side::Z, "zSide")] {
        let end = match (redemption.token(side), &redemption.end) {
            (Some(key), _) => json!({ "serviceToken": uuid(key.reveal()) }),
            (None, Some(end)) => json!({ "accessPoint": access_point(end, gaps) }),
            (None, None) => continue,
        };
        connection.insert(name.to_owned(), end);
    }
    let extras: Vec<Value> =
        extras(redemption.end.as_ref()).map(|(key, value)| json!({ "key": key, "value": value })).collect();
    if !extras.is_empty() {
        connection.insert("additionalInfo".to_owned(), Value::Array(extras));
    }
    connection.insert("notifications".to_owned(), notifications(redemption.notify));
    Value::Object(connection)
}

fn notifications(emails: &[Email]) -> Value {
    json!([{ "type": "ALL", "emails": emails }])
}

fn access_point(end: &OwnEnd<'_>, gaps: &mut Gaps) -> Value {
    match end {
        OwnEnd::Port(asset, tag) => Value::Object(colo(*asset, *tag, gaps)),
        OwnEnd::Device(asset, interface) => Value::Object(virtual_device(*asset, *interface, gaps)),
        OwnEnd::Profile(asset, metro, values) => service_profile(*asset, metro, values, gaps),
        // A service at Megaport redeems no token; there is nothing to write.
        OwnEnd::Service { .. } | OwnEnd::Router(..) => Value::Null,
    }
}

/// A provider's service profile, with what the provider asks for where Equinix wants it (A5).
fn service_profile(asset: Option<&Asset>, metro: &Metro, values: &[(String, String)], gaps: &mut Gaps) -> Value {
    let mut point = Map::new();
    point.insert("type".to_owned(), Value::from("SP"));
    point.insert("profile".to_owned(), json!({ "type": "L2_PROFILE", "uuid": gaps.id(asset) }));
    point.insert("location".to_owned(), json!({ "metroCode": metro }));
    if let Some(key) = Key::of(asset, values) {
        point.insert("authenticationKey".to_owned(), Value::from(key.value));
        if let Some(region) = key.region(gaps) {
            point.insert("sellerRegion".to_owned(), Value::from(region));
        }
    }
    Value::Object(point)
}

/// What authorizes the connection at the provider: the first of its fields that is not plain text.
pub(in crate::vendor) struct Key<'a> {
    form: FieldForm,
    /// What was given.
    pub value: &'a str,
    values: &'a [(String, String)],
}

impl<'a> Key<'a> {
    /// The key among what was given for a profile.
    pub fn of(asset: Option<&Asset>, values: &'a [(String, String)]) -> Option<Self> {
        let fields = &asset?.profile()?.fields;
        let field = fields.iter().find(|field| field.form != FieldForm::Text)?;
        let (_, value) = values.iter().find(|(label, _)| *label == field.label)?;
        Some(Self { form: field.form, value, values })
    }

    /// The provider's region: part of Google's key, a field of its own elsewhere, and a gap where nobody asked for it;
    /// Azure has none.
    pub fn region(&self, gaps: &mut Gaps) -> Option<String> {
        let provider = match self.form {
            FieldForm::GooglePairingKey => return self.value.split('/').nth(1).map(str::to_owned),
            FieldForm::AzureServiceKey | FieldForm::Text => return None,
            FieldForm::AwsAccount => "AWS",
            FieldForm::OracleId => "Oracle Cloud",
        };
        let asked = self.values.iter().find(|(label, _)| is_region(label));
        Some(asked.map_or_else(
            || {
                gaps.mark(
                    &format!("region at {provider}"),
                    format!("Fill in the region at {provider}, like us-east-1."),
                )
            },
            |(_, region)| region.clone(),
        ))
    }
}

fn is_region(label: &str) -> bool {
    label.to_ascii_lowercase().contains("region")
}

/// What a provider asks for besides its key and region: what it is called, and what was given.
pub(super) fn extras<'a>(end: Option<&'a OwnEnd<'a>>) -> impl Iterator<Item = (&'a str, &'a str)> {
    let (asset, values) = match end {
        Some(OwnEnd::Profile(asset, _, values)) => (*asset, *values),
        _ => (None, &[][..]),
    };
    let key = Key::of(asset, values).map(|key| key.value);
    let rest = values.iter().filter(move |(label, value)| Some(value.as_str()) != key && !is_region(label));
    rest.map(|(label, value)| (label.as_str(), value.as_str()))
}
