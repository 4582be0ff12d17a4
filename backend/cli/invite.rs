//! `tablee invite`

use clap::{Args, ValueEnum};
use tablee_core::access::{Actor, Role};
use tablee_core::cases::members::{self, Invite};
use tablee_core::cases::organisations::{self, OrganisationLine};
use tablee_core::{Context, Refusal};

use super::organisation::chosen;
use super::refusal;
use crate::app;
use crate::cli::Outcome;
use crate::config::Config;

/// Whom to invite, and to what.
#[derive(Clone, Debug, Args)]
pub(super) struct Invitation {
    /// The address that the invitation is sent to.
    email: String,
    /// What the person may do.
    #[arg(long, value_name = "ROLE")]
    role: RoleName,
    /// The name that other members see. The default is what stands before the @.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The organisation, by its short name. It may be left out while there is only one; the first one is made when there is none.
    #[arg(long, value_name = "SLUG")]
    organisation: Option<String>,
    /// The one consultation that the role is for, by its short name. Without it the role holds for the whole organisation.
    #[arg(long, value_name = "SLUG")]
    consultation: Option<String>,
    /// The name by which everyone knows an observer, such as an association. Only for auditors; it is shown on public pages.
    #[arg(long, value_name = "NAME")]
    public_name: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RoleName {
    /// Manages members and reads the audit log, and does all that the others do.
    Administrator,
    /// Creates consultations and answers proposals.
    Institution,
    /// Prepares, moderates, enters for others and publishes results.
    Facilitator,
    /// Opens the log of closed votes, without names, to count again.
    Auditor,
    /// Reads the desk and changes nothing.
    Reader,
}

impl RoleName {
    fn role(self) -> Role {
        match self {
            Self::Administrator => Role::Administrator,
            Self::Institution => Role::Institution,
            Self::Facilitator => Role::Facilitator,
            Self::Auditor => Role::Auditor,
            Self::Reader => Role::Reader,
        }
    }
}

pub(super) async fn run(config: &Config, invitation: Invitation) -> Outcome {
    let cx = app::open(config).await?;
    let organisation = organisation(&cx, config, invitation.organisation).await?;
    let name = invitation.name.unwrap_or_else(|| before_the_at(&invitation.email));
    let command = Invite {
        organisation: organisation.clone(),
        email: invitation.email.clone(),
        name,
        role: invitation.role.role().key().to_owned(),
        consultation: invitation.consultation.unwrap_or_default(),
        public_name: invitation.public_name.unwrap_or_default(),
    };
    let invited = members::invite(&cx, &Actor::System, command).await;
    let invited = invited.map_err(|refusal| sentence(&refusal))?;
    println!("{} is invited to {organisation}.", invitation.email);
    match &config.smtp_url {
        Some(_) => println!("The mail is sent as soon as the server runs."),
        None => println!("No SMTP server is set. Give the person this link; it works once, for seven days:"),
    }
    if config.smtp_url.is_none() {
        println!("{}/connexion/{}", config.public_url, invited.token);
    }
    Ok(())
}

/// The organisation asked for, the only one, or the first one of a new installation.
async fn organisation(cx: &Context, config: &Config, asked: Option<String>) -> Result<String, String> {
    let known = organisations::list(cx, &Actor::System).await;
    let known = known.map_err(|refusal| sentence(&refusal))?;
    if let Some(found) = chosen(&known, |line: &OrganisationLine| &line.slug, asked.as_deref())? {
        return Ok(found.slug.clone());
    }
    let name = asked.unwrap_or_else(|| config.site_name.clone());
    let made = organisations::create(cx, &Actor::System, &name).await;
    made.map_err(|refusal| sentence(&refusal))
}

fn before_the_at(email: &str) -> String {
    email.split('@').next().unwrap_or_default().to_owned()
}

/// What was refused of an invitation.
fn sentence(refused: &Refusal) -> String {
    match refused {
        Refusal::Invalid(faults) => match faults.first().map(|fault| fault.field.as_str()) {
            Some("email") => "this is no e-mail address with a full domain".to_owned(),
            Some("name") => "give a name of 1 to 120 characters".to_owned(),
            Some("public_name") => {
                "a public name is for auditors alone, has 120 characters at most, and is nobody else's".to_owned()
            }
            Some("consultation") => "this organisation has no such consultation".to_owned(),
            _ => "the invitation cannot be made as it is".to_owned(),
        },
        other => refusal::sentence(other),
    }
}
