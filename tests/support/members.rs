//! Members, invited and signed in as people are: by the link of a mail.

use std::sync::Arc;

use mail_parser::MessageParser;
use tablee_core::access::{Actor, Role};
use tablee_core::cases::{members, organisations};
use tablee_core::jobs::send_mail;
use tablee_core::mail::transport::Memory;
use tablee_rules::text::words;

use super::{App, Browser};

impl App {
    /// The organisation of that name; made when it is missing. Gives its slug.
    pub async fn organisation(&self, name: &str) -> String {
        match organisations::create(&self.cx, &Actor::System, name).await {
            Ok(slug) => slug,
            Err(_) => words(name).join("-"),
        }
    }

    /// Invites someone and gives the token of the mailed link. An empty `consultation` stands for the whole organisation.
    pub async fn invite(&self, email: &str, role: Role, organisation: &str, consultation: &str) -> String {
        let command = members::Invite {
            organisation: self.organisation(organisation).await,
            email: email.to_owned(),
            name: email.split('@').next().unwrap_or_default().to_owned(),
            role: role.key().to_owned(),
            consultation: consultation.to_owned(),
            public_name: String::new(),
        };
        let invited = members::invite(&self.cx, &Actor::System, command).await;
        invited.expect("an invitation").token
    }

    /// Makes a member of the organisation `Ville` who has opened the invitation: the address is known to be theirs.
    pub async fn known_member(&self, email: &str, role: Role) {
        let token = self.invite(email, role, "Ville", "").await;
        let entered = self.browser().post(&format!("/connexion/{token}"), &[]).await;
        entered.assert_status(303);
    }

    /// A browser in which a new member of the organisation `Ville` is signed in.
    pub async fn member(&self, role: Role) -> Browser {
        self.member_of("Ville", role, "").await
    }

    /// A browser in which a new member of an organisation, or of one consultation of it, is signed in.
    pub async fn member_of(&self, organisation: &str, role: Role, consultation: &str) -> Browser {
        let email = format!("{}@{}.example", role.key(), words(organisation).join("-"));
        let token = self.invite(&email, role, organisation, consultation).await;
        let browser = self.browser();
        browser
            .post(&format!("/connexion/{token}"), &[])
            .await
            .assert_status(303);
        browser
    }

    /// A browser in which an auditor of an organisation is signed in whom everyone knows by this name.
    pub async fn observer(&self, organisation: &str, public_name: &str) -> Browser {
        let command = members::Invite {
            organisation: self.organisation(organisation).await,
            email: format!("{}@observers.example", words(public_name).join("-")),
            name: "Somebody".to_owned(),
            role: Role::Auditor.key().to_owned(),
            consultation: String::new(),
            public_name: public_name.to_owned(),
        };
        let invited = members::invite(&self.cx, &Actor::System, command).await;
        let browser = self.browser();
        let path = format!("/connexion/{}", invited.expect("an invitation").token);
        browser.post(&path, &[]).await.assert_status(303);
        browser
    }

    /// A browser in which one of two auditors is signed in: ballots that are withheld from the public open to nobody alone.
    pub async fn one_of_two_auditors(&self, organisation: &str) -> Browser {
        self.observer(organisation, "Une autre personne").await;
        self.member_of(organisation, Role::Auditor, "").await
    }

    /// A browser in which somebody is signed in who is facilitator of one consultation alone. Organisation and consultation have
    /// the same slug.
    pub async fn guest(&self, slug: &str) -> Browser {
        let token = self
            .invite(&format!("guest@{slug}.example"), Role::Facilitator, slug, slug)
            .await;
        let browser = self.browser();
        browser
            .post(&format!("/connexion/{token}"), &[])
            .await
            .assert_status(303);
        browser
    }

    /// Sends what is due and gives all mails, as (recipient, text).
    pub async fn mails(&self) -> Vec<(String, String)> {
        let memory = Memory::default();
        send_mail::send_due(&self.cx, Arc::new(memory.clone()))
            .await
            .expect("the outbox is readable");
        let kept = memory.sent().into_iter();
        kept.map(|mail| {
            let message = MessageParser::default()
                .parse(mail.message.as_bytes())
                .expect("a message");
            (mail.recipient, message.body_text(0).expect("a text").into_owned())
        })
        .collect()
    }
}

/// The token of the link to `/connexion/…` in a mail.
pub fn link_token(text: &str) -> String {
    let (_, rest) = text.split_once("/connexion/").expect("a sign-in link");
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}
