//! Organisations, their members and their roles, for administrators.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::members::{self, GiveRole, Invite, MemberAddress, MemberLine, OrganisationLine, TakeRole};
use tablee_core::cases::organisations;
use uuid::Uuid;

use crate::address::Id;
use crate::issued::Made;
use crate::paging::{cursor, part, place, shorten};
use crate::receipts::Done;
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// An organisation.
#[derive(Object)]
struct Organisation {
    /// What addresses call it.
    slug: String,
    name: String,
}

/// The name of an organisation.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct OrganisationName {
    name: Text,
}

/// An organisation that was made.
#[derive(Object)]
struct OrganisationMade {
    /// What addresses call it.
    slug: String,
}

/// A member of an organisation.
#[derive(Object)]
struct Member {
    id: Uuid,
    name: String,
    /// The address, masked: reading it whole is an operation of its own, which is on record.
    masked_email: String,
    roles: Vec<MemberRole>,
}

/// A page of organisations, in the order of their slugs.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct OrganisationPage {
    items: Vec<Organisation>,
    /// Where the next page begins; absent at the end.
    next: Option<String>,
}

/// A page of members, in the order in which they became members.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct MemberPage {
    items: Vec<Member>,
    /// Where the next page begins; absent at the end.
    next: Option<String>,
}

/// The address of a member.
#[derive(Object)]
struct ReadAddress {
    email: String,
}

/// A role that a member holds.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct MemberRole {
    /// What to take it by.
    id: Uuid,
    /// `reader`, `auditor`, `facilitator`, `institution` or `administrator`.
    role: String,
    /// Title of the one consultation that it holds for; absent when for all.
    consultation: Option<String>,
    /// The name that everyone sees, of an auditor who has one.
    public_name: Option<String>,
}

/// Someone to invite.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Invitation {
    email: Text,
    name: Text,
    /// `reader`, `auditor`, `facilitator`, `institution` or `administrator`.
    role: Text,
    /// Slug of the one consultation that it holds for; left out for all of the organisation.
    #[oai(default)]
    consultation: Text,
    /// Of an auditor: the name that everyone sees. Left out for none.
    #[oai(default)]
    public_name: Text,
}

/// A role to give.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct RoleToGive {
    /// `reader`, `auditor`, `facilitator`, `institution` or `administrator`.
    role: Text,
    /// Slug of the one consultation that it holds for; left out for all of the organisation.
    #[oai(default)]
    consultation: Text,
    /// Of an auditor: the name that everyone sees. Left out for none, or to keep the one that is known.
    #[oai(default)]
    public_name: Text,
}

impl From<OrganisationLine> for Organisation {
    fn from(line: OrganisationLine) -> Self {
        Self { slug: line.slug, name: line.name }
    }
}

impl From<MemberLine> for Member {
    fn from(line: MemberLine) -> Self {
        let role = |role: members::RoleLine| MemberRole {
            id: role.id,
            role: role.role.key().to_owned(),
            consultation: role.consultation,
            public_name: role.public_name,
        };
        Self {
            id: line.id,
            name: line.name,
            masked_email: line.masked_email,
            roles: line.roles.into_iter().map(role).collect(),
        }
    }
}

/// See [`crate::routes`].
pub(crate) struct MembersApi {
    cx: Context,
}

impl MembersApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Administration")]
impl MembersApi {
    /// Lists the organisations that the caller administers.
    #[oai(path = "/organisations", method = "get", operation_id = "listOrganisations")]
    async fn organisations(
        &self,
        caller: Caller,
        /// Where the page begins: `next` of the page before.
        after: Query<Option<String>>,
        /// How many at most.
        #[oai(validator(minimum(value = "1"), maximum(value = "50")))]
        limit: Query<Option<u32>>,
    ) -> Result<Json<OrganisationPage>, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let after = after.0.as_deref().map(place::<1>).transpose()?;
        let after = after.as_ref().map(|[slug]| slug.as_str());
        let (mut found, next) = organisations::page(&self.cx, &actor, after).await?;
        let next = shorten(&mut found, limit.0, next, |line| line.slug.clone());
        let items = found.into_iter().map(Organisation::from).collect();
        Ok(Json(OrganisationPage { items, next: next.map(|slug| cursor(&[&slug])) }))
    }

    /// Makes an organisation.
    #[oai(path = "/organisations", method = "post", operation_id = "createOrganisation")]
    async fn create(&self, caller: Caller, body: Json<OrganisationName>) -> Result<Made<OrganisationMade>, Problem> {
        let slug = organisations::create(&self.cx, &caller.actor(&self.cx).await?, &body.0.name.0).await?;
        Ok(Made::Made(Json(OrganisationMade { slug })))
    }

    /// Gives an organisation another name; its addresses stay.
    #[oai(path = "/organisations/:organisation", method = "put", operation_id = "renameOrganisation")]
    async fn rename(
        &self,
        caller: Caller,
        organisation: Path<String>,
        body: Json<OrganisationName>,
    ) -> Result<Done, Problem> {
        organisations::rename(&self.cx, &caller.actor(&self.cx).await?, &organisation.0, &body.0.name.0).await?;
        Ok(Done::NothingMore)
    }

    /// Lists the members of an organisation with their roles.
    #[oai(path = "/organisations/:organisation/members", method = "get", operation_id = "listMembers")]
    async fn members(
        &self,
        caller: Caller,
        organisation: Path<String>,
        /// Where the page begins: `next` of the page before.
        after: Query<Option<String>>,
        /// How many at most.
        #[oai(validator(minimum(value = "1"), maximum(value = "50")))]
        limit: Query<Option<u32>>,
    ) -> Result<Json<MemberPage>, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let after = after.0.as_deref().map(place::<1>).transpose()?;
        let after = after.map(|[id]| part(&id)).transpose()?;
        let (mut found, next) = members::page(&self.cx, &actor, &organisation.0, after).await?;
        let next = shorten(&mut found, limit.0, next.map(|id| id.to_string()), |line| line.id.to_string());
        let items = found.into_iter().map(Member::from).collect();
        Ok(Json(MemberPage { items, next: next.map(|id| cursor(&[&id])) }))
    }

    /// Invites someone: the link goes out by mail.
    #[oai(path = "/organisations/:organisation/members", method = "post", operation_id = "inviteMember")]
    async fn invite(
        &self,
        caller: Caller,
        organisation: Path<String>,
        body: Json<Invitation>,
    ) -> Result<Done, Problem> {
        let Invitation { email, name, role, consultation, public_name } = body.0;
        let command = Invite {
            organisation: organisation.0,
            email: email.0,
            name: name.0,
            role: role.0,
            consultation: consultation.0,
            public_name: public_name.0,
        };
        members::invite(&self.cx, &caller.actor(&self.cx).await?, command).await?;
        Ok(Done::NothingMore)
    }

    /// Takes all roles of a member in an organisation.
    #[oai(path = "/organisations/:organisation/members/:member", method = "delete", operation_id = "removeMember")]
    async fn remove(&self, caller: Caller, organisation: Path<String>, member: Path<Id>) -> Result<Done, Problem> {
        let whom = MemberAddress { organisation: organisation.0, member: member.0.0 };
        members::remove(&self.cx, &caller.actor(&self.cx).await?, &whom).await?;
        Ok(Done::NothingMore)
    }

    /// Reads the address of a member. Each reading goes on record, with who read it.
    #[oai(
        path = "/organisations/:organisation/members/:member/address-readings",
        method = "post",
        operation_id = "readMemberAddress"
    )]
    async fn read_address(
        &self,
        caller: Caller,
        organisation: Path<String>,
        member: Path<Id>,
    ) -> Result<Made<ReadAddress>, Problem> {
        let whom = MemberAddress { organisation: organisation.0, member: member.0.0 };
        let email = members::show_address(&self.cx, &caller.actor(&self.cx).await?, &whom).await?;
        Ok(Made::Made(Json(ReadAddress { email })))
    }

    /// Gives a member another role. Twice is once.
    #[oai(path = "/organisations/:organisation/members/:member/roles", method = "post", operation_id = "giveRole")]
    async fn give_role(
        &self,
        caller: Caller,
        organisation: Path<String>,
        member: Path<Id>,
        body: Json<RoleToGive>,
    ) -> Result<Done, Problem> {
        let whom = MemberAddress { organisation: organisation.0, member: member.0.0 };
        let RoleToGive { role, consultation, public_name } = body.0;
        let command = GiveRole { whom, role: role.0, consultation: consultation.0, public_name: public_name.0 };
        members::give_role(&self.cx, &caller.actor(&self.cx).await?, command).await?;
        Ok(Done::NothingMore)
    }

    /// Takes a role.
    #[oai(path = "/organisations/:organisation/roles/:role", method = "delete", operation_id = "takeRole")]
    async fn take_role(&self, caller: Caller, organisation: Path<String>, role: Path<Id>) -> Result<Done, Problem> {
        let command = TakeRole { organisation: organisation.0, role: role.0.0 };
        members::take_role(&self.cx, &caller.actor(&self.cx).await?, command).await?;
        Ok(Done::NothingMore)
    }
}
