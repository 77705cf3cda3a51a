//! Prepared e-mails: nothing is sent from here (N2), so the person's own program opens them, to be looked at and sent.

use crate::domain::percent;
use crate::domain::terms::{Status, Terms};
use crate::ledger::inbox::NoticeOf;
use crate::ledger::world::Sight;

/// The address that opens an e-mail with these recipients, subject and text (RFC 6068).
pub fn href(to: &[String], subject: &str, text: &str) -> String {
    let to: Vec<String> = to.iter().map(|address| percent::encode(address)).collect();
    format!(
        "mailto:{}?subject={}&body={}",
        to.join(","),
        percent::encode(subject),
        percent::encode(&text.replace('\n', "\r\n"))
    )
}

/// The e-mail for a notice that asks for an act (N1): to the partner whose act is awaited, or to a colleague who may do
/// what is asked of the own company. Whom to write to is known only of recipients; elsewhere the person fills it in.
pub(super) fn of_notice(sight: &Sight<'_>, what: &NoticeOf, words: &str) -> Option<String> {
    match what {
        NoticeOf::Named { issuer, terms } => {
            let (issuer, noun) = (sight.company_name(*issuer), terms.kind.noun());
            let kind = terms.kind.with_article();
            let text =
                format!("{issuer} named us as a recipient of {kind} ({}). Please send us its key.\n", brief(terms));
            Some(href(&[], &format!("Service {noun} of {issuer}"), &text))
        }
        NoticeOf::Expiring { grant, .. } => {
            let grant = sight.own_grant(*grant).filter(|grant| grant.status(sight.now()) != Status::Usable)?;
            let (issuer, noun) = (sight.company_name(grant.issuer), grant.terms.kind.noun());
            let emails = grant.placed.iter().flat_map(|placed| &placed.label.recipients);
            let to: Vec<String> = emails.map(ToString::to_string).collect();
            let text = format!(
                "The service {noun} that {issuer} gave you expires soon ({}). Please redeem it before then, or tell us if \
                 you do not need it.\n",
                brief(&grant.terms)
            );
            Some(href(&to, &format!("Service {noun} from {issuer} expires soon"), &text))
        }
        NoticeOf::Awaited { connection, until } => {
            let redeemed = sight.redeemed(sight.connection(*connection)?).next()?;
            let (us, noun) = (sight.company_name(redeemed.redeemer), redeemed.terms.kind.noun());
            let text = format!(
                "{us} redeemed a service {noun} of yours ({}). Please approve or deny it by {}.\n",
                brief(&redeemed.terms),
                until.to_minute()
            );
            Some(href(&[], &format!("{us} waits for your approval"), &text))
        }
        NoticeOf::Asked { .. } | NoticeOf::Proposed { .. } | NoticeOf::DeletionAsked { .. } => {
            Some(href(&[], "Crosskey: something waits for us", &format!("{words}\n")))
        }
        NoticeOf::Redeemed { .. }
        | NoticeOf::Connected { .. }
        | NoticeOf::Answered { .. }
        | NoticeOf::Lapsed { .. }
        | NoticeOf::ChangeAnswered { .. }
        | NoticeOf::ChangeLapsed { .. }
        | NoticeOf::Switched { .. }
        | NoticeOf::BandwidthChanged { .. }
        | NoticeOf::ConnectionDeleted { .. } => None,
    }
}

/// What both partners know a grant by, without its key.
fn brief(terms: &Terms) -> String {
    format!("{}, {}, until {}", terms.metro, terms.speeds, terms.valid.until.to_minute())
}
