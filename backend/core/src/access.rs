//! The only place that says who may do what.

use std::sync::Arc;

use uuid::Uuid;

use crate::Refusal;

/// What a member is in an organisation or in one consultation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Members, organisation, audit log.
    Administrator,
    /// Launches consultations and answers proposals.
    Institution,
    /// Runs workshops, moderates, enters for others, publishes results.
    Facilitator,
    /// Opens the log of closed votes and counts again; changes nothing.
    Auditor,
    /// Sees the desk, changes nothing.
    Reader,
}

impl Role {
    /// All roles, most powerful first.
    pub const ALL: [Role; 5] = [Self::Administrator, Self::Institution, Self::Facilitator, Self::Auditor, Self::Reader];

    /// The stored name, also used by `invite --role` and in translation keys.
    pub fn key(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Institution => "institution",
            Self::Facilitator => "facilitator",
            Self::Auditor => "auditor",
            Self::Reader => "reader",
        }
    }

    /// The role with that stored name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// A role and where it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The organisation.
    pub organisation: Uuid,
    /// One consultation of it, or the whole organisation when absent.
    pub consultation: Option<Uuid>,
    /// The role there.
    pub role: Role,
}

/// A signed-in member, as far as rights go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The member's id.
    pub id: Uuid,
    /// The name shown to other members.
    pub name: String,
    /// The session or API token that speaks for the member.
    pub credential: Uuid,
    /// All roles held.
    pub grants: Vec<Grant>,
}

/// The secret that one device (or one person on a shared device) keeps: from it follows a pass per consultation.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceSecret(pub String);

impl std::fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeviceSecret(…)")
    }
}

/// Who acts.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Someone of whom nothing is known.
    Anyone,
    /// Someone who takes part, without an account.
    Resident(DeviceSecret),
    /// A signed-in member.
    Member(Arc<Member>),
    /// The installation itself: jobs and the command line.
    System,
}

/// What is to be done. Every case names exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read what is public.
    ReadPublic,
    /// Contribute to an open phase, and correct or withdraw with the receipt code.
    TakePart,
    /// Leave an e-mail address, confirm it, stop mails.
    FollowByMail,
    /// Ask for a sign-in link and use it.
    SignIn,
    /// See and end one's own sessions.
    ManageOwnSessions,
    /// See the members' desk of a consultation, drafts included.
    ReadDesk,
    /// Create a consultation.
    CreateConsultation,
    /// Change a consultation, its phases and questions, its draft from minutes; schedule it.
    EditConsultation,
    /// Decide on contributions.
    Moderate,
    /// Enter a contribution for someone.
    EnterForSomeone,
    /// Publish the results of a phase.
    PublishResults,
    /// Write and publish official answers.
    AnswerProposals,
    /// Invite members, give and take roles, change organisations.
    ManageMembers,
    /// Read the audit log.
    ReadAudit,
    /// Read every ballot of a closed vote, without names, to count again.
    AuditBallots,
}

impl Action {
    /// All actions, for the table's test.
    pub const ALL: [Action; 15] = [
        Self::ReadPublic,
        Self::TakePart,
        Self::FollowByMail,
        Self::SignIn,
        Self::ManageOwnSessions,
        Self::ReadDesk,
        Self::CreateConsultation,
        Self::EditConsultation,
        Self::Moderate,
        Self::EnterForSomeone,
        Self::PublishResults,
        Self::AnswerProposals,
        Self::ManageMembers,
        Self::ReadAudit,
        Self::AuditBallots,
    ];

    /// The roles that may; `None` when no role is needed.
    pub fn roles(self) -> Option<&'static [Role]> {
        use Role::{Administrator, Auditor, Facilitator, Institution, Reader};
        match self {
            Self::ReadPublic | Self::TakePart | Self::FollowByMail | Self::SignIn => None,
            Self::ManageOwnSessions | Self::ReadDesk => {
                Some(&[Administrator, Institution, Facilitator, Auditor, Reader])
            }
            Self::CreateConsultation | Self::EditConsultation => Some(&[Administrator, Institution, Facilitator]),
            Self::Moderate | Self::EnterForSomeone | Self::PublishResults => Some(&[Administrator, Facilitator]),
            Self::AnswerProposals => Some(&[Administrator, Institution]),
            Self::ManageMembers | Self::ReadAudit => Some(&[Administrator]),
            // Not who runs the installation: issuing rights and opening ballots are kept apart.
            Self::AuditBallots => Some(&[Auditor]),
        }
    }
}

/// Where it is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// No particular organisation: a role anywhere is enough.
    Anywhere,
    /// Some organisation as a whole; a role in one consultation is not enough.
    AnyOrganisation,
    /// A whole organisation; a role in one consultation is not enough.
    Organisation(Uuid),
    /// One consultation of an organisation.
    Consultation {
        /// The organisation that runs it.
        organisation: Uuid,
        /// The consultation.
        consultation: Uuid,
    },
}

impl Grant {
    fn covers(&self, scope: Scope) -> bool {
        match scope {
            Scope::Anywhere => true,
            Scope::AnyOrganisation => self.consultation.is_none(),
            Scope::Organisation(organisation) => self.organisation == organisation && self.consultation.is_none(),
            Scope::Consultation { organisation, consultation } => {
                self.organisation == organisation && self.consultation.is_none_or(|own| own == consultation)
            }
        }
    }
}

/// Whether the actor may do the action there.
///
/// # Errors
/// `SignInNeeded` when a role is needed and nobody is signed in, `Forbidden` when the member lacks it,
/// `NotFound` when the member has no role at all there: the desk of another organisation does not exist for them.
pub fn allow(actor: &Actor, action: Action, scope: Scope) -> Result<(), Refusal> {
    let Some(roles) = action.roles() else {
        return Ok(());
    };
    match actor {
        Actor::System => Ok(()),
        Actor::Anyone | Actor::Resident(_) => Err(Refusal::SignInNeeded),
        Actor::Member(member) => {
            let mut here = member.grants.iter().filter(|grant| grant.covers(scope)).peekable();
            if here.peek().is_none() {
                return Err(if scope == Scope::AnyOrganisation { Refusal::Forbidden } else { Refusal::NotFound });
            }
            if here.any(|grant| roles.contains(&grant.role)) { Ok(()) } else { Err(Refusal::Forbidden) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(organisation: Uuid, consultation: Option<Uuid>, role: Role) -> Actor {
        let grants = vec![Grant { organisation, consultation, role }];
        Actor::Member(Arc::new(Member { id: Uuid::nil(), name: String::new(), credential: Uuid::nil(), grants }))
    }

    #[test]
    fn a_role_in_one_consultation_stays_there() {
        let (here, elsewhere) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let own = Scope::Consultation { organisation: here, consultation: Uuid::from_u128(10) };
        let other = Scope::Consultation { organisation: here, consultation: Uuid::from_u128(11) };
        let actor = member(here, Some(Uuid::from_u128(10)), Role::Facilitator);
        assert!(allow(&actor, Action::Moderate, own).is_ok());
        assert!(matches!(allow(&actor, Action::Moderate, other), Err(Refusal::NotFound)));
        assert!(matches!(allow(&actor, Action::ManageMembers, Scope::Organisation(here)), Err(Refusal::NotFound)));
        let local = member(here, Some(Uuid::from_u128(10)), Role::Administrator);
        assert!(matches!(allow(&local, Action::ManageMembers, Scope::AnyOrganisation), Err(Refusal::Forbidden)));
        let chief = member(here, None, Role::Administrator);
        assert!(allow(&chief, Action::Moderate, other).is_ok());
        assert!(allow(&chief, Action::ManageMembers, Scope::AnyOrganisation).is_ok());
        assert!(matches!(allow(&chief, Action::Moderate, Scope::Organisation(elsewhere)), Err(Refusal::NotFound)));
    }

    #[test]
    fn a_reader_changes_nothing() {
        let here = Uuid::from_u128(1);
        let reader = member(here, None, Role::Reader);
        for action in Action::ALL {
            let may = allow(&reader, action, Scope::Organisation(here)).is_ok();
            let harmless = action.roles().is_none() || matches!(action, Action::ReadDesk | Action::ManageOwnSessions);
            assert_eq!(may, harmless, "{action:?}");
        }
    }
}
