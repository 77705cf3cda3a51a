//! Redeeming a service key: the checks of R5 in their order, then one atomic step (R6). Where the key is not
//! pre-approved, the connection waits for its creator (R7).

use super::offer::{other_system, redeemable};
use super::redemption::{check_apart, check_bandwidth, confirm_own, sum_warning};
use super::{Actor, Decided, Decision, Draw, Warning, refuse, service};
use crate::domain::asset::{Asset, System};
use crate::domain::connection::Parties;
use crate::domain::id::{AssetId, ConnectionId};
use crate::domain::proposal::APPROVAL_DAYS;
use crate::domain::refusal::{Code, Field, Problems, Refusal};
use crate::domain::terms::service_key::{REFERENCE_LIMIT, TERM_MONTHS};
use crate::domain::terms::{Kind, Usage};
use crate::domain::text::{self, NAME_LIMIT};
use crate::ledger::command::{RedeemKey, ServiceEnd};
use crate::ledger::event::{Connected, End, EndTaken, Event, Redeemed, ServiceOrder};

pub(super) fn redeem(actor: &Actor<'_>, redeem: &RedeemKey, draw: Draw<'_>) -> Decided {
    let roles = actor.person.roles;
    let offer = redeemable(actor.sight, roles, &redeem.key, Field::Key).map_err(|refusal| vec![refusal])?;
    if offer.terms.kind != Kind::ServiceKey {
        let message = format!(
            "This is {}, not a service key: it needs an end on Equinix Fabric.",
            offer.terms.kind.with_article()
        );
        return Err(refuse(Code::WrongSystem, Field::Key, message));
    }
    let mut problems = Problems::default();
    problems.take(confirm_own(actor, &[&offer], redeem.own_confirmed));
    let own = actor.sight.own_asset(redeem.asset).filter(|asset| asset.system() == System::Megaport);
    problems.take(check_apart(actor, &[&offer], own));
    let end = check_end(actor, own, redeem.asset, &redeem.end).map_err(|refusals| problems.extend(refusals)).ok();
    problems.take(check_bandwidth(redeem.bandwidth, &[offer.terms], own));
    let name = problems.take(text::required(&redeem.name, Field::Name, NAME_LIMIT));
    let reference = problems.take(text::optional(&redeem.reference, Field::Reference, REFERENCE_LIMIT));
    problems.take(check_term(redeem.term));
    let (Some(end), Some(name), Some(reference)) = (end, name, reference) else { return Err(problems.list()) };
    problems.settle()?;
    let connection = ConnectionId::new(draw());
    let (company, issuer, grant) = (actor.company(), offer.issuer, offer.grant);
    let side = offer.terms.kind.issuer_side();
    let asks = !offer.terms.pre_approved && issuer != company;
    let until = asks.then(|| actor.sight.now().plus_days(APPROVAL_DAYS));
    let parties = Parties::of(issuer, side, company);
    let used = match (until, offer.terms.usage) {
        (None, _) => Some(Event::GrantUsed { grant }),
        (Some(until), Usage::Single) => Some(Event::GrantPromised { grant, until }),
        (Some(_), Usage::Multi) => None,
    };
    let (bandwidth, shut_down, terms) = (redeem.bandwidth, !redeem.enabled, offer.terms.clone());
    let order = ServiceOrder { reference, term: redeem.term };
    let rest = [
        Event::Connected(Connected { connection, parties, bandwidth, until, shut_down }),
        Event::Redeemed(Redeemed { connection, grant, issuer, redeemer: company, terms }),
        Event::EndTaken(EndTaken { connection, company, side: side.opposite(), end }),
        Event::ConnectionNamed { connection, company, name },
        Event::ServiceOrdered { connection, company, order },
    ];
    let warnings: Vec<Warning> = own.and_then(|asset| sum_warning(actor.sight, asset, bandwidth)).into_iter().collect();
    Ok(Decision { events: used.into_iter().chain(rest).collect(), warnings })
}

fn check_end(actor: &Actor<'_>, own: Option<&Asset>, id: AssetId, end: &ServiceEnd) -> Result<End, Vec<Refusal>> {
    let Some(asset) = own else {
        return Err(match actor.sight.own_asset(id) {
            Some(_) => refuse(Code::WrongSystem, Field::Asset, other_system(System::Megaport)),
            None => refuse(Code::OwnAssetRequired, Field::Asset, "Choose a Port, MCR or MVE of your own company."),
        });
    };
    let mut problems = Problems::default();
    if !asset.open() {
        let message = format!("{} is closed to new connections. Choose another service, or open it.", asset.name);
        problems.push(Refusal::new(Code::PortClosed, Field::Asset, message));
    }
    let end = service::check_end(actor.sight, asset, end, None).map_err(|refusals| problems.extend(refusals));
    let Ok(end) = end else { return Err(problems.list()) };
    problems.settle()?;
    Ok(end)
}

fn check_term(term: u16) -> Result<(), Refusal> {
    if TERM_MONTHS.contains(&term) {
        return Ok(());
    }
    Err(Refusal::new(Code::NumberInvalid, Field::Term, "Choose a term of 1, 12, 24, 36, 48 or 60 months."))
}
