//! Signing in by a mailed link: asked for in a browser, opened in the same one, confirmed by a button, used once.

use crate::access::{Action, Actor, Scope, allow};
use crate::cases::audit::{Deed, record};
use crate::cases::credentials::{self, SESSION_LIFE, token_hash};
use crate::cases::email_address::EmailAddress;
use crate::cases::facts::Fact;
use crate::cases::rate_limits::{Client, SIGN_IN_PER_ADDRESS, SIGN_IN_PER_CLIENT, spend};
use crate::mail::kinds::SignIn;
use crate::mail::outbox::{self, Delivery};
use crate::ports::Millis;
use crate::secrets::{self, Purpose, looks_like_token};
use crate::store::entities::{member, session, sign_in_link};
use crate::store::sessions::Ending;
use crate::store::{Unit, members, rates, sessions, sign_in_links};
use crate::{Context, Refusal};

const MINUTE: Millis = 60 * 1000;

/// A link asked for on the sign-in page works this long.
pub const LINK_LIFE: Millis = 15 * MINUTE;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Asked for on the sign-in page; works in the browser that asked.
    SignIn,
    /// Sent by an administrator; works in any browser, since nobody asked from one.
    Invitation,
}

impl LinkPurpose {
    /// The stored name.
    pub fn key(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Invitation => "invitation",
        }
    }
}

/// Someone types an address on the sign-in page.
#[derive(Clone, Debug)]
pub struct AskForLink {
    /// As typed.
    pub email: String,
    /// The secret this browser was given when it asked before, if it has one.
    pub browser: Option<String>,
    /// Where the request comes from.
    pub client: Client,
}

/// Sends a sign-in link if the address is that of a member who opened the invitation. Gives the secret that the browser keeps in any
/// case.
///
/// The answer is the same for known and unknown addresses, and so is most of the work behind it. After three links in an hour no more are
/// sent, and the answer still is the same.
///
/// # Errors
/// `Invalid` for something that is no address, `TooMany` for a client that asks without end.
pub async fn ask(cx: &Context, actor: &Actor, command: AskForLink) -> Result<String, Refusal> {
    allow(actor, Action::SignIn, Scope::Anywhere)?;
    let address = EmailAddress::parse("email", &command.email)?;
    spend(cx, SIGN_IN_PER_CLIENT, &command.client.to_string()).await?;
    let within_limit = match spend(cx, SIGN_IN_PER_ADDRESS, address.folded()).await {
        Ok(()) => true,
        Err(Refusal::TooMany) => false,
        Err(other) => return Err(other),
    };
    let known = members::by_email(cx.db.read(), address.folded()).await?;
    // Until the invitation was opened nobody knows that the address is theirs: it gets no other mail.
    let may_get = |member: &member::Model| member.removed_at.is_none() && member.confirmed_at.is_some();
    let addressee = known.filter(|member| within_limit && may_get(member));
    let browser = command.browser.filter(|secret| looks_like_token(secret));
    let browser = browser.unwrap_or_else(|| secrets::token(&*cx.random));
    let unit = cx.db.begin().await?;
    match addressee {
        Some(member) => send_link(cx, &unit, &member, &browser).await?,
        None => send_nothing(cx, &unit, &address).await?,
    }
    unit.commit().await?;
    Ok(browser)
}

async fn send_link(cx: &Context, unit: &Unit, member: &member::Model, browser: &str) -> Result<(), Refusal> {
    let token = secrets::token(&*cx.random);
    let browser_hash = Some(token_hash(&cx.secrets, browser));
    let link = new_link(cx, member, LinkPurpose::SignIn, &token, browser_hash, LINK_LIFE);
    let mail = SignIn { token, expires_at: link.expires_at };
    let delivery = Delivery { event_id: link.id, recipient_id: member.id, lang: &member.lang, mail };
    sign_in_links::store(unit.conn(), link).await?;
    outbox::enqueue(cx, unit, delivery).await?;
    Ok(())
}

// A commit, as for a member: it takes most of the time of an answer, which must not tell who is one.
async fn send_nothing(cx: &Context, unit: &Unit, address: &EmailAddress) -> Result<(), Refusal> {
    let now = cx.clock.now();
    let key = cx
        .secrets
        .hash(Purpose::Rate, &[b"sign-in-nobody", address.folded().as_bytes()]);
    rates::count(unit.conn(), key, now, now - LINK_LIFE).await?;
    Ok(())
}

/// A link's row; the caller stores and mails it.
pub(crate) fn new_link(
    cx: &Context,
    member: &member::Model,
    purpose: LinkPurpose,
    token: &str,
    browser_hash: Option<String>,
    life: Millis,
) -> sign_in_link::Model {
    let now = cx.clock.now();
    sign_in_link::Model {
        id: cx.dated_id(),
        member_id: member.id,
        purpose: purpose.key().to_owned(),
        token_hash: token_hash(&cx.secrets, token),
        browser_hash,
        created_at: now,
        expires_at: now + life,
        used_at: None,
    }
}

/// A link as a browser opens it.
#[derive(Clone, Debug)]
pub struct OpenedLink {
    /// The token of the address.
    pub token: String,
    /// The secret this browser was given when it asked, if it asked.
    pub browser: Option<String>,
}

/// A link that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsableLink {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Whom it signs in.
    pub name: String,
}

/// Says whether an opened link can be used here, and changes nothing: mail programs open links too.
///
/// # Errors
/// `LinkSpent`, `OtherBrowser`.
pub async fn look(cx: &Context, actor: &Actor, link: &OpenedLink) -> Result<UsableLink, Refusal> {
    allow(actor, Action::SignIn, Scope::Anywhere)?;
    let found = usable_here(cx, link).await?;
    let member = members::present(cx.db.read(), found.member_id).await?;
    let invited = found.purpose == LinkPurpose::Invitation.key();
    let purpose = if invited { LinkPurpose::Invitation } else { LinkPurpose::SignIn };
    Ok(UsableLink { purpose, name: member.ok_or(Refusal::LinkSpent)?.name })
}

async fn usable_here(cx: &Context, link: &OpenedLink) -> Result<sign_in_link::Model, Refusal> {
    if !looks_like_token(&link.token) {
        return Err(Refusal::LinkSpent);
    }
    let hash = token_hash(&cx.secrets, &link.token);
    let found = sign_in_links::usable(cx.db.read(), &hash, cx.clock.now()).await?;
    let found = found.ok_or(Refusal::LinkSpent)?;
    let here = link.browser.as_deref().map(|secret| token_hash(&cx.secrets, secret));
    if found.browser_hash.is_some() && found.browser_hash != here {
        return Err(Refusal::OtherBrowser);
    }
    Ok(found)
}

/// The person presses the button.
#[derive(Clone, Debug)]
pub struct UseLink {
    /// The link.
    pub link: OpenedLink,
    /// The browser's `User-Agent`, of which a coarse label is kept.
    pub user_agent: String,
    /// The session that this browser had until now, if any: it ends.
    pub replaced: Option<String>,
}

/// Uses the link and begins a session; gives the session's secret.
///
/// # Errors
/// `LinkSpent` also when the member was removed or lost every role meanwhile; `OtherBrowser` leaves the link unused.
pub async fn enter(cx: &Context, actor: &Actor, command: UseLink) -> Result<String, Refusal> {
    allow(actor, Action::SignIn, Scope::Anywhere)?;
    let link = usable_here(cx, &command.link).await?;
    let now = cx.clock.now();
    let token = secrets::token(&*cx.random);
    let session = session::Model {
        id: cx.dated_id(),
        member_id: link.member_id,
        token_hash: token_hash(&cx.secrets, &token),
        device: device_label(&command.user_agent),
        created_at: now,
        last_seen_at: now,
        expires_at: now + SESSION_LIFE,
        ended_at: None,
    };
    let unit = cx.db.begin().await?;
    let member = members::present(unit.conn(), link.member_id).await?;
    let member = member.ok_or(Refusal::LinkSpent)?;
    let roles = members::roles_of(unit.conn(), member.id).await?;
    let entering = credentials::actor(member, session.id, roles);
    if !matches!(entering, Actor::Member(_)) || !sign_in_links::spend(unit.conn(), link.id, now).await? {
        return Err(Refusal::LinkSpent);
    }
    members::confirm(unit.conn(), link.member_id, now).await?;
    if let Some(replaced) = command.replaced {
        sessions::end(unit.conn(), Ending::Token(token_hash(&cx.secrets, &replaced)), now).await?;
    }
    let detail = Fact::stored(&[Fact::about("device", session.device.as_str())]);
    let deed = Deed { action: "session.begun", subject_kind: "session", subject: Some(session.id), detail: &detail };
    record(cx, &unit, &entering, Scope::Anywhere, deed).await?;
    sessions::begin(unit.conn(), session).await?;
    unit.commit().await?;
    Ok(token)
}

/// Browsers by what their `User-Agent` holds. Most also name the one they are made from: the first hit counts.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];

const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
];

/// "Firefox, Android": enough to know one's own devices, too little to follow anyone. Empty when nothing is known.
fn device_label(user_agent: &str) -> String {
    let named = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(mark, _)| user_agent.contains(mark))
            .map(|found| found.1)
    };
    let parts: Vec<&str> = [named(&BROWSERS), named(&SYSTEMS)].into_iter().flatten().collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::device_label;

    #[test]
    fn a_device_is_named_by_browser_and_system_alone() {
        let chrome = "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36";
        assert_eq!(device_label(chrome), "Chrome, Android");
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Safari/537.36 Edg/129.0";
        assert_eq!(device_label(edge), "Edge, Windows");
        assert_eq!(device_label("curl/8.5"), "");
    }
}
