//! The steps of a random story that take over what a vendor says, and what the panels of such stories hold.

use std::cell::Cell;

use crosskey::domain::asset::{AssetKind, System};
use crosskey::domain::bandwidth::{Mbps, Speeds};
use crosskey::domain::key::Key;
use crosskey::domain::place::{Pin, Place};
use crosskey::domain::report::{Life, Report};
use crosskey::domain::terms::{Kind, Usage};
use crosskey::domain::vlan::Tag;
use crosskey::ledger::command::{Act, Adoption};
use crosskey::vendor::panel::{of_connection, of_grant};
use uuid::Uuid;

use crate::story::{MEGAPORT, Story, for_stories, mark_of};
use crate::support::email;

impl Story {
    /// A vendor's word: of an own grant, with a new key or the one it has; or of a new one on an own asset.
    pub fn adopt(&self, at: usize, mark: &str, by: &[u16; 6]) -> Act {
        let sight = self.world.sight(self.actors[at].company, self.now());
        let number: u128 = mark.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap();
        let drawn = Key::new(Uuid::from_u128(0x7e57_0000_4000_8000_0000_0000_0000 + number));
        let own: Vec<_> = self.all_grants().filter(|(id, _)| sight.own_grant(*id).is_some()).collect();
        let any: Vec<_> = self.all_grants().collect();
        let pick = |list: &[(_, Key)]| list.get(usize::from(by[3]) % list.len().max(1)).copied();
        let known = pick(if by[3] < 900 { &own } else { &any }).filter(|_| by[5] % 5 < 3);
        let Some((id, key)) = known else {
            let report = self.new_report(at, mark, by);
            return Act::Adopt(vec![Adoption { grant: None, key: drawn, report, overrule: false }]);
        };
        let report = sight.own_grant(id).map_or_else(Report::default, |grant| {
            let asset = grant.placed.as_ref().and_then(|placed| sight.own_asset(placed.asset));
            let mut report = grant.report(asset);
            report.state = Some("ACTIVE".to_owned());
            if by[4].is_multiple_of(3) {
                report.name = Some(format!("{mark}a"));
            }
            if by[4].is_multiple_of(5) {
                report.life = Some([Life::Used, Life::Deleted, Life::Unused][usize::from(by[2]) % 3]);
            }
            report
        });
        // The reply to its call, or its entry in a list.
        let (grant, key) = if by[2].is_multiple_of(2) { (Some(id), drawn) } else { (None, key) };
        Act::Adopt(vec![Adoption { grant, key, report, overrule: by[1].is_multiple_of(2) }])
    }

    fn new_report(&self, at: usize, mark: &str, by: &[u16; 6]) -> Report {
        let sight = self.world.sight(self.actors[at].company, self.now());
        let mut assets =
            self.all_assets().filter_map(|id| sight.own_asset(id)).filter(|asset| asset.vendor_id.is_some());
        let Some(asset) = assets.nth(usize::from(by[2]) % 3) else { return Report::default() };
        let key = asset.system() == System::Megaport;
        let vlan = self.actors[at].vlans + if key { MEGAPORT } else { 0 } + by[5] % 6;
        let pin = match &asset.kind {
            AssetKind::VirtualDevice(_) => Place::Interface(self.actors[at].interfaces + by[4] % 6),
            _ => Place::Vlan(Tag::Dot1q(vlan)),
        };
        Report {
            kind: Some(if key { Kind::ServiceKey } else { Kind::ASideToken }),
            state: Some("INACTIVE".to_owned()),
            life: Some(if by[4].is_multiple_of(7) { Life::Used } else { Life::Unused }),
            name: Some(format!("{mark}a")),
            description: None,
            recipients: Some(vec![email(&format!("{mark}@vendor.example")), email("boss@b.example")]),
            asset: asset.vendor_id.clone(),
            pin: Some(Pin::At(pin)),
            speeds: Some(Speeds::UpTo(Mbps::new(500))),
            remote: Some(true),
            from: Some(self.now()),
            until: Some(self.now().plus_days(i64::from(by[4] % 100))),
            usage: Some(Usage::Single),
            active: Some(true),
            pre_approved: Some(true),
        }
    }
}

/// [S1] [W5] a panel holds what its own company may write, and no private word of a partner
#[test]
fn panels_hold_nothing_of_a_partner() {
    let seen = Cell::new(0_usize);
    for_stories(12, 90, |steps| {
        let story = Story::told(steps);
        let now = story.now();
        for actor in &story.actors {
            let (boss, sight) = (actor.people[0], story.world.sight(actor.company, now));
            let granted = story.all_grants().filter_map(|(id, _)| of_grant(&sight, boss, id));
            let redeemed = story.connections.iter().filter_map(|id| of_connection(&sight, boss, *id));
            for panel in granted.chain(redeemed) {
                let gaps = panel.gaps.iter().map(|gap| gap.words.as_str());
                let text: String = panel.sheets.iter().map(|sheet| sheet.text.as_str()).chain(gaps).collect();
                let others = story.actors.iter().filter(|other| other.company != actor.company);
                // What a provider offers everybody may name.
                let offered: Vec<&str> = sight.profiles().map(|profile| profile.name.as_str()).collect();
                let text = offered.iter().fold(text, |text, name| text.replace(name, ""));
                for other in others {
                    assert!(!text.contains(&mark_of(other)), "{} is in {text}", mark_of(other));
                }
                seen.set(seen.get() + text.matches(&mark_of(actor)).count());
            }
        }
    });
    assert!(seen.get() > 500, "own words are there, so the search can find them: {seen:?}");
}
