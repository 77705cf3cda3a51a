//! Companies, people, roles and access lists.

use crosskey::domain::id::{AssetId, CompanyId, GrantId, PersonId};
use crosskey::domain::key::Key;
use crosskey::domain::permission::{FabricRole, MegaportRole, Right, Roles, permit};
use crosskey::domain::refusal::{Code, Field};
use crosskey::domain::vlan::{Tag, Tagging};
use crosskey::ledger::command::{Act, FoundCompany};
use crosskey::ledger::view::asset::may_add;
use crosskey::ledger::view::company::{company, roster};
use crosskey::ledger::view::inventory::{Filter, inventory};
use uuid::Uuid;

use crate::partners::{Partners, megaport};
use crate::support::{Bench, Firm, Pair, email, fabric, person_details, port_details};

/// [P2] [P4] [P5] every role against every right, in one table; a role in one system gives nothing in the other
#[test]
fn the_permission_table_is_this_one() {
    use FabricRole as F;
    use MegaportRole as M;
    const fn megaport(role: MegaportRole) -> Roles {
        Roles { fabric: None, megaport: Some(role) }
    }
    // Columns: manage tokens, connect, manage people, look, order.
    let table: [(Roles, [bool; 5]); 13] = [
        (fabric(F::FabricManager), [true, true, true, true, false]),
        (fabric(F::FabricConnectionManager), [true, true, false, true, false]),
        (fabric(F::FabricServiceProvider), [true, false, false, true, false]),
        (fabric(F::FabricServiceProfileManager), [true, false, false, true, false]),
        (fabric(F::EndCustomerFabricManager), [true, true, true, true, false]),
        (fabric(F::FabricViewer), [false, false, false, true, false]),
        (megaport(M::CompanyAdmin), [false, false, true, true, true]),
        (megaport(M::TechnicalAdmin), [false, false, false, true, true]),
        (megaport(M::TechnicalContact), [false, false, false, true, false]),
        (megaport(M::Finance), [false, false, false, true, false]),
        (megaport(M::FinancialContact), [false, false, false, true, false]),
        (megaport(M::ReadOnly), [false, false, false, true, false]),
        (Roles::default(), [false, false, false, true, false]),
    ];
    let rights = [Right::ManageTokens, Right::Connect, Right::ManagePeople, Right::Look, Right::Order];
    let row = |roles: Roles| *table.iter().find(|(of, _)| *of == roles).map(|(_, row)| row).unwrap();
    // Two roles add up: whoever holds both may do what either may.
    let fabric_roles: Vec<Option<F>> = F::ALL.into_iter().map(Some).chain([None]).collect();
    let megaport_roles: Vec<Option<M>> = M::ALL.into_iter().map(Some).chain([None]).collect();
    for fabric_role in &fabric_roles {
        for megaport_role in &megaport_roles {
            let roles = Roles { fabric: *fabric_role, megaport: *megaport_role };
            let (one, other) = (Roles { megaport: None, ..roles }, Roles { fabric: None, ..roles });
            for (at, right) in rights.into_iter().enumerate() {
                let allowed = row(one)[at] || row(other)[at];
                assert_eq!(permit(roles, right).is_ok(), allowed, "{roles:?} {right:?}");
            }
        }
    }
}

/// [P5] a refused role is told which roles may, and which this person has
#[test]
fn a_refused_role_is_told_who_may() {
    let refusal = permit(fabric(FabricRole::FabricServiceProvider), Right::Connect).unwrap_err();
    assert_eq!((refusal.code, refusal.field), (Code::RoleNotAllowed, Field::Role));
    assert_eq!(
        refusal.message,
        "Redeeming tokens and changing connections needs the role Fabric Manager, Fabric Connection Manager or End \
         Customer Fabric Manager; this person is Fabric Service Provider. Switch to somebody who has it."
    );
}

/// Everything that can be asked for, by what it takes.
fn acts_by_right(pair: &Pair) -> Vec<(Right, Act)> {
    let Pair { bench, east, east_port, .. } = pair;
    let own = bench.create_token(*east, *east_port, Tag::Dot1q(900));
    let used = bench.redeem(*east, pair.order(pair.token(901).key, 901));
    let offered = pair.token(902);
    let details = person_details("Somebody New", "new@people.example");
    vec![
        (Right::ManagePeople, Act::AddPerson(details.clone())),
        (Right::ManagePeople, Act::EditPerson { person: east.boss, details }),
        (Right::ManageTokens, Act::AddAsset(port_details("Another Port", "DC", 1, Tagging::Dot1q))),
        (Right::ManageTokens, bench.changed_port(*east, *east_port, |port| port.open = false)),
        (Right::ManageTokens, Act::RemoveAsset(*east_port)),
        (Right::ManageTokens, Act::CreateToken(bench.token_on(*east_port, Tag::Dot1q(903)))),
        (Right::ManageTokens, Act::EditToken { grant: own.id, details: bench.token_details(*east, own.id) }),
        (Right::ManageTokens, Act::DeleteToken(own.id)),
        (Right::ManageTokens, Act::ReplaceToken { grant: own.id, expires: bench.today().plus(30) }),
        (Right::Order, Act::AddAsset(port_details("Megaport Port", "DC", 10, Tagging::PerConnection))),
        (Right::Connect, Act::Redeem(pair.order(offered.key, 902))),
        (Right::Connect, Act::RenameConnection { connection: used, name: "other-name".to_owned() }),
        (
            Right::Connect,
            Act::ChangeBandwidth { connection: used, bandwidth: crosskey::domain::bandwidth::Mbps::new(200) },
        ),
        (Right::Connect, Act::DeleteConnection { connection: used, confirmed: true }),
    ]
}

/// [P2] [P5] each command asks for its right, and whoever lacks it gets `role-not-allowed` and nothing else
#[test]
fn every_command_asks_for_its_right() {
    let pair = Pair::new();
    let roles: Vec<Roles> = FabricRole::ALL
        .into_iter()
        .map(fabric)
        .chain(MegaportRole::ALL.into_iter().map(|role| Roles { fabric: None, megaport: Some(role) }))
        .chain([Roles::default()])
        .collect();
    let people: Vec<_> = roles
        .iter()
        .enumerate()
        .map(|(at, roles)| (pair.bench.add_person(pair.east, &format!("Person {at}"), *roles), *roles))
        .collect();
    for (right, act) in acts_by_right(&pair) {
        for (person, roles) in &people {
            let command = pair.bench.command(*person, act.clone());
            if permit(*roles, right).is_ok() {
                let answer = pair.bench.desk.check(&command);
                let role_refused =
                    answer.err().is_some_and(|refusals| refusals.iter().any(|one| one.code == Code::RoleNotAllowed));
                assert!(!role_refused, "{roles:?} may {act:?}");
            } else {
                pair.bench.refused_once(*person, act.clone(), Code::RoleNotAllowed, Field::Role);
            }
        }
    }
}

/// [P2] a viewer sees what there is, and is told why nothing more is offered
#[test]
fn a_viewer_looks() {
    let pair = Pair::new();
    let token = pair.token(100);
    let viewer = pair.bench.add_person(pair.west, "Viewer", fabric(FabricRole::FabricViewer));
    let view = pair.bench.desk.look(viewer, |sight| inventory(sight, viewer, &Filter::default()));
    assert_eq!(view.window.rows[0].id, token.id);
    assert!(view.may_create.why().contains("Fabric Manager"), "{}", view.may_create.why());
    let page = pair.bench.desk.look(viewer, |sight| crosskey::ledger::view::grant::grant(sight, viewer, token.id));
    let page = page.unwrap();
    assert!(!page.may_reveal.yes() && !page.may_edit.yes() && !page.may_delete.yes());
    let preview =
        pair.bench.desk.look(viewer, |sight| crosskey::ledger::view::redemption::preview(sight, viewer, &token.key));
    assert_eq!(preview.unwrap_err().code, Code::RoleNotAllowed);
}

/// [P1] whoever is unknown acts for nobody and changes nothing
#[test]
fn an_unknown_person_is_refused() {
    let pair = Pair::new();
    let token = pair.token(100);
    let nobody = PersonId::new(pair.bench.desk.draw());
    for act in [
        Act::AddAsset(port_details("Port", "DC", 1, Tagging::Dot1q)),
        Act::DeleteToken(token.id),
        Act::Redeem(pair.order(token.key, 200)),
        Act::ReadInbox(pair.bench.desk.now()),
    ] {
        pair.bench.refused_once(nobody, act, Code::RoleNotAllowed, Field::Role);
    }
    assert!(pair.bench.desk.look(nobody, |sight| company(sight, nobody)).is_none());
}

/// [P1] company and roles are looked up: what belongs to another company does not exist for this person
#[test]
fn nobody_acts_on_what_another_company_has() {
    let pair = Pair::new();
    let token = pair.token(100);
    let Pair { bench, west_port, east, .. } = &pair;
    let details = bench.token_details(pair.west, token.id);
    let port = bench.details_of(pair.west, *west_port);
    let not_found = |act| {
        bench.refused_once(east.boss, act, Code::NotFound, Field::Form);
    };
    not_found(Act::EditToken { grant: token.id, details });
    not_found(Act::DeleteToken(token.id));
    not_found(Act::ReplaceToken { grant: token.id, expires: bench.today().plus(10) });
    not_found(Act::EditAsset { asset: *west_port, details: port });
    not_found(Act::RemoveAsset(*west_port));
    not_found(Act::EditPerson { person: pair.west.boss, details: person_details("Mine Now", "mine@people.example") });
    let create = bench.token_on(*west_port, Tag::Dot1q(101));
    bench.refused_once(east.boss, Act::CreateToken(create), Code::OwnAssetRequired, Field::Asset);
}

/// [P1] what nobody has is not found, and reads the same as what another company has
#[test]
fn what_nobody_has_is_not_found() {
    let pair = Pair::new();
    let theirs = pair.token(100);
    let nothing = Uuid::from_u128(7);
    let refusal = |act| pair.bench.refused_once(pair.east.boss, act, Code::NotFound, Field::Form);
    assert_eq!(refusal(Act::DeleteToken(GrantId::new(nothing))), refusal(Act::DeleteToken(theirs.id)));
    assert_eq!(refusal(Act::RemoveAsset(AssetId::new(nothing))), refusal(Act::RemoveAsset(pair.west_port)));
}

/// [P1] a company is founded with its first person, who must be able to manage people
#[test]
fn the_first_person_manages_people() {
    let bench = Bench::new();
    let person = PersonId::new(bench.desk.draw());
    let mut found =
        FoundCompany { name: "West Company".to_owned(), person: person_details("Wanda", "wanda@west.example") };
    found.person.roles = fabric(FabricRole::FabricViewer);
    bench.refused_once(person, Act::FoundCompany(found.clone()), Code::RoleNotAllowed, Field::Role);
    found.person.roles = Roles { fabric: None, megaport: Some(MegaportRole::CompanyAdmin) };
    let outcome = bench.act(person, Act::FoundCompany(found.clone()));
    assert_eq!(bench.desk.look(person, |sight| sight.company()), outcome.company);
    found.name = "A Second One".to_owned();
    bench.refused_once(person, Act::FoundCompany(found), Code::RoleNotAllowed, Field::Role);
}

/// [P1] no two companies have one name, whatever its case
#[test]
fn company_names_are_unique() {
    let bench = Bench::new();
    bench.found_company("Ärger & Söhne");
    let person = PersonId::new(bench.desk.draw());
    let again = |name: &str| {
        let person = person_details("Anna", "anna@other.example");
        Act::FoundCompany(FoundCompany { name: name.to_owned(), person })
    };
    bench.refused_once(person, again("  äRGER & söhne "), Code::NameTaken, Field::Name);
    bench.act(person, again("Ärger & Töchter"));
}

/// [P1] all problems of the founding form are told at once
#[test]
fn founding_tells_all_problems_at_once() {
    let bench = Bench::new();
    let person = PersonId::new(bench.desk.draw());
    let mut first = person_details("", "anna@other.example");
    first.roles = Roles::default();
    let refusals = bench.refused(person, Act::FoundCompany(FoundCompany { name: " ".to_owned(), person: first }));
    assert_eq!(
        crate::support::reasons(&refusals),
        [(Code::RoleNotAllowed, Field::Role), (Code::Required, Field::Name), (Code::Required, Field::PersonName)]
    );
}

/// [P1] an address belongs to one person of a company, whatever its case; of other companies nothing is told
#[test]
fn addresses_are_unique_within_a_company() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let mut taken = person_details("Second", "second@west.example");
    let second = bench.act(west.boss, Act::AddPerson(taken.clone())).person.unwrap();
    taken.email = email("SECOND@West.Example");
    bench.refused_once(west.boss, Act::AddPerson(taken.clone()), Code::EmailTaken, Field::Email);
    bench.refused_once(
        west.boss,
        Act::EditPerson { person: west.boss, details: taken.clone() },
        Code::EmailTaken,
        Field::Email,
    );
    taken.name = "Second to None".to_owned();
    bench.act(west.boss, Act::EditPerson { person: second, details: taken.clone() });
    bench.act(east.boss, Act::AddPerson(taken));
}

/// [P1] an address that is only written differently is a change
#[test]
fn an_address_is_written_differently() {
    let Pair { bench, west, .. } = Pair::new();
    let mut details = person_details("Second", "second@west.example");
    let second = bench.act(west.boss, Act::AddPerson(details.clone())).person.unwrap();
    details.email = email("Second@West.example");
    bench.act(west.boss, Act::EditPerson { person: second, details: details.clone() });
    let people = bench.look(west, |sight| company(sight, west.boss)).unwrap().people;
    assert_eq!(people[1].email, "Second@West.example");
    bench.refused_once(west.boss, Act::EditPerson { person: second, details }, Code::NothingToChange, Field::Form);
}

/// [P1] a changed person acts with the roles they have now
#[test]
fn changed_roles_count_at_once() {
    let pair = Pair::new();
    let Pair { bench, west, west_port, .. } = &pair;
    let person = bench.add_person(*west, "Will", fabric(FabricRole::FabricViewer));
    let create = Act::CreateToken(bench.token_on(*west_port, Tag::Dot1q(100)));
    bench.refused_once(person, create.clone(), Code::RoleNotAllowed, Field::Role);
    let mut details = person_details("Will", "will@people.example");
    bench.refused_once(person, Act::EditPerson { person, details: details.clone() }, Code::RoleNotAllowed, Field::Role);
    bench.act(west.boss, Act::EditPerson { person, details: details.clone() });
    bench.act(person, create.clone());
    bench.refused_once(
        west.boss,
        Act::EditPerson { person, details: details.clone() },
        Code::NothingToChange,
        Field::Form,
    );
    details.roles = Roles::default();
    bench.act(west.boss, Act::EditPerson { person, details });
    let view = bench.desk.look(person, |sight| company(sight, person)).unwrap();
    assert_eq!(
        view.people.iter().map(|row| row.role_words.as_str()).collect::<Vec<_>>(),
        ["Fabric Manager", "no role"]
    );
    assert!(!view.may_manage.yes());
}

/// [P5] the last person who may manage people keeps that role
#[test]
fn a_company_never_loses_its_last_manager() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    let mut details = person_details("West Company Boss", "boss@west-company.example");
    details.roles = fabric(FabricRole::FabricConnectionManager);
    let refusal = bench.refused_once(
        west.boss,
        Act::EditPerson { person: west.boss, details: details.clone() },
        Code::RoleNotAllowed,
        Field::Role,
    );
    assert!(refusal.message.contains("Give somebody else that role first"), "{}", refusal.message);
    bench.add_person(*west, "Heir", Roles { fabric: None, megaport: Some(MegaportRole::CompanyAdmin) });
    bench.act(west.boss, Act::EditPerson { person: west.boss, details });
}

/// [P1] everybody who can act here is listed, company by company in the order of founding
#[test]
fn the_roster_lists_who_can_act() {
    let pair = Pair::new();
    pair.bench.add_person(pair.west, "Second", Roles::default());
    let roster = pair.bench.desk.roster(roster);
    let names: Vec<_> = roster
        .iter()
        .map(|company| (company.name.as_str(), company.people.iter().map(|row| row.name.as_str()).collect::<Vec<_>>()))
        .collect();
    assert_eq!(
        names,
        [("West Company", vec!["West Company Boss", "Second"]), ("East Company", vec!["East Company Boss"])]
    );
    assert_eq!(roster[0].id, CompanyId::new(pair.west.company.uuid()));
}

/// [P3] on an asset with an access list only the people named create and replace tokens
#[test]
fn an_access_list_limits_who_creates() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    let named = bench.add_person(*west, "Named", fabric(FabricRole::FabricServiceProvider));
    let mut details = port_details("Guarded Port", "DC", 10, Tagging::Dot1q);
    details.access = Some(vec![named]);
    let port = bench.add_asset(*west, details.clone());
    let create = Act::CreateToken(bench.token_on(port, Tag::Dot1q(100)));
    let refusal = bench.refused_once(west.boss, create.clone(), Code::AccessNotGiven, Field::Asset);
    assert!(refusal.message.contains("Guarded Port"), "{}", refusal.message);
    let token = bench.act(named, create).grant().unwrap();
    let replace = Act::ReplaceToken { grant: token, expires: bench.today().plus(5) };
    bench.refused_once(west.boss, replace.clone(), Code::AccessNotGiven, Field::Asset);
    bench.act(named, replace);

    details.access = None;
    bench.act(west.boss, Act::EditAsset { asset: port, details });
    bench.act(west.boss, Act::CreateToken(bench.token_on(port, Tag::Dot1q(101))));
}

/// [P3] the role is needed all the same
#[test]
fn an_access_list_gives_no_role() {
    let pair = Pair::new();
    let Pair { bench, west, .. } = &pair;
    let viewer = bench.add_person(*west, "Viewer", fabric(FabricRole::FabricViewer));
    let mut details = port_details("Guarded Port", "DC", 10, Tagging::Dot1q);
    details.access = Some(vec![viewer]);
    let port = bench.add_asset(*west, details);
    let create = Act::CreateToken(bench.token_on(port, Tag::Dot1q(100)));
    bench.refused_once(viewer, create, Code::RoleNotAllowed, Field::Role);
}

/// [P3] an access list names at least one person, and only people of the own company
#[test]
fn an_access_list_names_own_people() {
    let pair = Pair::new();
    let Pair { bench, west, east, .. } = &pair;
    let mut details = port_details("Guarded Port", "DC", 10, Tagging::Dot1q);
    details.access = Some(vec![]);
    bench.refused_once(west.boss, Act::AddAsset(details.clone()), Code::Required, Field::Access);
    details.access = Some(vec![west.boss, east.boss]);
    bench.refused_once(west.boss, Act::AddAsset(details), Code::NotFound, Field::Access);
}

/// [P2] a key that nobody knows is not looked up for somebody who may not redeem
#[test]
fn the_role_is_asked_before_the_key() {
    let pair = Pair::new();
    let viewer = pair.bench.add_person(pair.east, "Viewer", fabric(FabricRole::FabricViewer));
    let order = pair.order(Key::new(Uuid::from_u128(5)), 200);
    pair.bench.refused_once(viewer, Act::Redeem(order), Code::RoleNotAllowed, Field::Role);
}

/// [P2] [P4] assets are added by whoever may create grants on them in either system; others are told why not
#[test]
fn who_may_add_assets() {
    let partners = Partners::new();
    let Partners { bench, east, .. } = &partners;
    let may = |roles: Roles| {
        let boss = bench.add_person(*east, &format!("With {}", roles.label()), roles);
        bench.look(Firm { boss, ..*east }, |sight| may_add(sight, boss))
    };
    assert!(may(megaport(MegaportRole::TechnicalAdmin)).yes());
    assert!(may(fabric(FabricRole::FabricServiceProvider)).yes());
    for roles in [megaport(MegaportRole::Finance), fabric(FabricRole::FabricViewer), Roles::default()] {
        assert!(may(roles).why().ends_with('.'), "{roles:?}");
    }
}
