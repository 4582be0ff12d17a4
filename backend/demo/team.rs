//! The members of the demonstration who work in it, signed in as people are: what they do stands under their names.

use std::collections::BTreeMap;

use tablee_core::Context;
use tablee_core::access::{Actor, Role};
use tablee_core::cases::credentials::of_session;
use tablee_core::cases::members::{Invite, Invited, invite};
use tablee_core::cases::sign_in::{OpenedLink, UseLink, enter};

use super::DemoError;
use super::content::{DEMO, Member};

/// Those who prepare, moderate, answer and control.
#[derive(Clone)]
pub struct Team {
    /// Makes the consultations, and answers the proposals.
    pub institution: Actor,
    /// Counts votes again, and signs what came out.
    pub auditor: Actor,
    /// Types papers, moderates, publishes results.
    pub facilitator: Actor,
}

impl Team {
    /// Invites every member of the demonstration, and signs in those who work in it.
    ///
    /// # Errors
    /// When a use-case refuses.
    pub async fn arrive(cx: &Context, organisation: &str) -> Result<Self, DemoError> {
        let mut invited = BTreeMap::new();
        for member in &DEMO.member {
            invited.insert(member.role.as_str(), invite_member(cx, organisation, member).await?.token);
        }
        let mut signed_in = Vec::new();
        for role in [Role::Institution, Role::Facilitator, Role::Auditor] {
            let token = invited.remove(role.key()).unwrap_or_default();
            let link = UseLink { link: OpenedLink { token, browser: None }, user_agent: String::new(), replaced: None };
            let session = enter(cx, &Actor::Anyone, link).await?;
            signed_in.push(of_session(cx, &session).await?);
        }
        let [institution, facilitator, auditor] =
            <[Actor; 3]>::try_from(signed_in).expect("one actor for each of three roles");
        Ok(Self { institution, auditor, facilitator })
    }
}

/// Invites a member of the demonstration, who may be one by now.
///
/// # Errors
/// When the use-case refuses.
pub async fn invite_member(cx: &Context, organisation: &str, member: &Member) -> Result<Invited, DemoError> {
    let invitation = Invite {
        organisation: organisation.to_owned(),
        email: member.email.clone(),
        name: member.name.clone(),
        role: member.role.clone(),
        consultation: String::new(),
        public_name: member.public_name.clone(),
    };
    Ok(invite(cx, &Actor::System, invitation).await?)
}
