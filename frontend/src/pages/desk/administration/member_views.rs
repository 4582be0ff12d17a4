//! What the page of members shows.

use serde::{Deserialize, Serialize};
use tablee_core::access::Role;
use tablee_core::cases::members::{MemberLine, OrganisationMembers, RoleLine};
use tablee_core::cases::organisations::OrganisationLine;
use uuid::Uuid;

use crate::http::Lang;
use crate::pages::desk::nav::NavItem;
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, Field, FieldOption, FormError, Page, PageTitle};

/// What the form for inviting sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pages::desk) struct InviteForm {
    pub structure: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub consultation: String,
    #[serde(default)]
    pub public_name: String,
}

/// Everything the page is made from.
pub(super) struct Shown<'a> {
    pub nav: Vec<NavItem>,
    pub lang: Lang,
    pub organisations: Vec<OrganisationLine>,
    pub list: OrganisationMembers,
    pub typed: &'a InviteForm,
    pub faults: Faults,
    /// Text key of what was just done.
    pub done: Option<&'static str>,
    /// A member whose whole address is shown.
    pub address: Option<(Uuid, String)>,
    /// A member whose public name was refused, and what was typed.
    pub renamed: Option<(Uuid, String)>,
}

#[derive(Serialize)]
pub(in crate::pages::desk) struct MembersPage {
    nav: Vec<NavItem>,
    errors: Vec<FormError>,
    done: Option<&'static str>,
    structure: String,
    organisation: String,
    organisations: Vec<OrganisationView>,
    members: Vec<MemberView>,
    invite: InviteView,
    role: ChoiceField,
    consultation: ChoiceField,
}

#[derive(Serialize)]
struct OrganisationView {
    slug: String,
    name: String,
    current: bool,
}

#[derive(Serialize)]
struct MemberView {
    id: String,
    name: String,
    email: String,
    shown: bool,
    own: bool,
    roles: Vec<RoleView>,
    /// A public name that was refused.
    typed_name: Option<String>,
}

#[derive(Serialize)]
struct RoleView {
    id: String,
    role: &'static str,
    consultation: Option<String>,
    public_name: Option<String>,
}

#[derive(Serialize)]
struct InviteView {
    email: Field,
    name: Field,
    role: ChoiceField,
    consultation: ChoiceField,
    public_name: Field,
}

impl MembersPage {
    pub(super) fn new(shown: Shown<'_>) -> Self {
        let roles = |current: &str| -> Vec<FieldOption> {
            let named = |role: Role| {
                FieldOption::of(role.key(), words(shown.lang, &format!("role-{}", role.key()), &[]), current)
            };
            Role::ALL.into_iter().rev().map(named).collect()
        };
        let everywhere = words(shown.lang, "members-everywhere", &[]);
        let consultations = |current: &str| -> Vec<FieldOption> {
            let all = FieldOption::of("", everywhere.clone(), current);
            let each = shown.list.consultations.iter();
            let each = each.map(|line| FieldOption::of(&line.slug, line.title.clone(), current));
            std::iter::once(all).chain(each).collect()
        };
        let current = shown.list.organisation.slug.clone();
        let organisations = shown.organisations.into_iter();
        let organisations = organisations.map(|line| OrganisationView {
            current: line.slug == current,
            slug: line.slug,
            name: line.name,
        });
        let (address, renamed) = (shown.address, shown.renamed);
        Self {
            nav: shown.nav,
            done: shown.done,
            organisations: organisations.collect(),
            invite: InviteView {
                email: shown.faults.field("email", &shown.typed.email),
                name: shown.faults.field("name", &shown.typed.name),
                public_name: shown.faults.field("public_name", &shown.typed.public_name),
                role: shown.faults.choice("role", roles(&shown.typed.role)),
                consultation: shown
                    .faults
                    .choice("consultation", consultations(&shown.typed.consultation)),
            },
            role: Faults::none().choice("role", roles("")),
            consultation: Faults::none().choice("consultation", consultations("")),
            members: shown
                .list
                .members
                .into_iter()
                .map(|line| member_view(line, address.as_ref(), renamed.as_ref()))
                .collect(),
            structure: shown.list.organisation.slug,
            organisation: shown.list.organisation.name,
            errors: shown.faults.0,
        }
    }
}

fn member_view(line: MemberLine, address: Option<&(Uuid, String)>, renamed: Option<&(Uuid, String)>) -> MemberView {
    let own = |words: Option<&(Uuid, String)>| words.filter(|(id, _)| *id == line.id).map(|(_, words)| words.clone());
    let (whole, typed_name) = (own(address), own(renamed));
    let role = |role: RoleLine| RoleView {
        id: role.id.to_string(),
        role: role.role.key(),
        consultation: role.consultation,
        public_name: role.public_name,
    };
    MemberView {
        id: line.id.to_string(),
        name: line.name,
        shown: whole.is_some(),
        email: whole.unwrap_or(line.masked_email),
        own: line.own,
        typed_name,
        roles: line.roles.into_iter().map(role).collect(),
    }
}

impl Page for MembersPage {
    const TEMPLATE: &'static str = "desk/members";

    fn title(&self) -> PageTitle {
        PageTitle::key("members-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let ville = || OrganisationLine { slug: "ville".to_owned(), name: "Ville".to_owned() };
        let role = |role, consultation: Option<&str>| RoleLine {
            id: Uuid::nil(),
            role,
            consultation: consultation.map(str::to_owned),
            public_name: (role == Role::Auditor).then(|| "Association des parents".to_owned()),
        };
        let member = |own, roles| MemberLine {
            id: Uuid::nil(),
            name: "Awa Diallo".to_owned(),
            masked_email: "a…@ville.fr".to_owned(),
            roles,
            own,
        };
        let list = |members| OrganisationMembers { organisation: ville(), members, consultations: Vec::new() };
        let nothing = InviteForm::default();
        let shown = |list, faults, done, address: Option<(Uuid, String)>| Shown {
            nav: Vec::new(),
            lang: Lang::default(),
            organisations: vec![ville(), ville()],
            list,
            typed: &nothing,
            faults,
            done,
            renamed: address.clone(),
            address,
        };
        let two = || {
            let all = Role::ALL.into_iter().map(|one| role(one, Some("École"))).collect();
            vec![member(true, vec![role(Role::Administrator, None)]), member(false, all)]
        };
        let fault = FormError { field: Some("email".to_owned()), message: "…".to_owned() };
        let whole = Some((Uuid::nil(), "awa@ville.fr".to_owned()));
        vec![
            Self::new(shown(list(two()), Faults::none(), Some("members-done-invited"), None)),
            Self::new(shown(list(two()), Faults(vec![fault]), None, whole)),
        ]
    }
}
