//! Mail by SMTP: TLS from the start (`smtps://`) or before anything is said (`smtp://`), in clear to this machine alone.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, Error, PoolConfig};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use crate::ports::{Mailer, ReadyMail, SendFault};

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// Connections at once: more look like a flood to most relays (O19).
pub const CONNECTIONS: u32 = 4;

/// Sends by a mail server.
pub struct Smtp {
    builder: AsyncSmtpTransportBuilder,
    transport: Mutex<Transport>,
}

/// One mail's conversation with the server. lettre keeps the connection of one that is given up before its end, and would take a
/// late answer for that to the next mail: no connection of that time is used again.
struct Conversation<'a> {
    smtp: &'a Smtp,
    transport: Transport,
    is_over: bool,
}

/// Why an address of a mail server cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlFault {
    /// Another scheme, or no host.
    #[error("write smtps://USER:PASSWORD@HOST (TLS) or smtp://USER:PASSWORD@HOST (STARTTLS)")]
    Form,
    /// `%` escapes that are not text.
    #[error("write special characters of the password as %XX")]
    Escape,
    /// What should be an authority's certificate is none.
    #[error("it does not hold a certificate in the PEM form")]
    Authority,
    /// The certificates of this build cannot be used.
    #[error("TLS cannot be set up for this host")]
    Tls,
}

impl Smtp {
    /// Whether the address of a mail server can be used, with an authority's certificate (PEM) if it is trusted besides the public
    /// ones; reaches for nothing.
    ///
    /// # Errors
    /// See [`SmtpUrlFault`].
    pub fn check(url: &str, authority: Option<&[u8]>) -> Result<(), SmtpUrlFault> {
        builder(url, authority).map(|_| ())
    }

    /// A sender for `smtps://user:password@host:port` or `smtp://…`. A loopback `smtp://` address without credentials is spoken to in clear.
    /// `authority` is the certificate (PEM) of one that is trusted besides the public ones: a commune's own, say.
    ///
    /// # Errors
    /// See [`SmtpUrlFault`].
    ///
    /// # Panics
    /// Outside of a tokio runtime, where connections are kept.
    pub fn from_url(url: &str, authority: Option<&[u8]>) -> Result<Self, SmtpUrlFault> {
        let pool = PoolConfig::new()
            .max_size(CONNECTIONS)
            .idle_timeout(Duration::from_secs(20));
        let builder = builder(url, authority)?.pool_config(pool);
        let builder = builder.timeout(Some(Duration::from_secs(30)));
        let transport = Mutex::new(builder.clone().build());
        Ok(Self { builder, transport })
    }

    fn converse(&self) -> Conversation<'_> {
        let transport = self.transport.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Conversation { smtp: self, transport, is_over: false }
    }
}

impl Drop for Conversation<'_> {
    fn drop(&mut self) {
        if !self.is_over {
            let fresh = self.smtp.builder.clone().build();
            *self.smtp.transport.lock().unwrap_or_else(PoisonError::into_inner) = fresh;
        }
    }
}

fn builder(url: &str, authority: Option<&[u8]>) -> Result<AsyncSmtpTransportBuilder, SmtpUrlFault> {
    let (scheme, rest) = url.split_once("://").ok_or(SmtpUrlFault::Form)?;
    let (credentials, server) = match rest.rsplit_once('@') {
        Some((credentials, server)) => (Some(read_credentials(credentials)?), server),
        None => (None, rest),
    };
    let (host, port) = read_server(server)?;
    let builder = match scheme {
        "smtps" => {
            let relay = Transport::relay(host).map_err(|_| SmtpUrlFault::Tls)?;
            relay.tls(Tls::Wrapper(trusting(host, authority)?))
        }
        "smtp" if credentials.is_none() && is_loopback(host) => {
            Transport::builder_dangerous(host).tls(Tls::None).port(25)
        }
        // Never opportunistic: a server that offers no TLS would get the password in clear.
        "smtp" => {
            let relay = Transport::starttls_relay(host).map_err(|_| SmtpUrlFault::Tls)?;
            relay.tls(Tls::Required(trusting(host, authority)?))
        }
        _ => return Err(SmtpUrlFault::Form),
    };
    let builder = match port {
        Some(port) => builder.port(port),
        None => builder,
    };
    Ok(match credentials {
        Some(credentials) => builder.credentials(credentials),
        None => builder,
    })
}

/// TLS that trusts the public authorities, and this one.
fn trusting(host: &str, authority: Option<&[u8]>) -> Result<TlsParameters, SmtpUrlFault> {
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(pem) = authority {
        let certificate = Certificate::from_pem(pem).map_err(|_| SmtpUrlFault::Authority)?;
        parameters = parameters.add_root_certificate(certificate);
    }
    parameters.build().map_err(|_| SmtpUrlFault::Tls)
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, mail: &ReadyMail) -> Result<(), SendFault> {
        let sender: Address = mail.sender.parse().map_err(|error| own_fault(&error))?;
        let recipient: Address = mail
            .recipient
            .parse()
            .map_err(|error| SendFault::NoSuchAddress(text(&error)))?;
        let envelope = Envelope::new(Some(sender), vec![recipient]).map_err(|error| own_fault(&error))?;
        let mut conversation = self.converse();
        let answer = conversation.transport.send_raw(&envelope, &mail.message).await;
        conversation.is_over = true;
        match answer {
            Ok(_) => Ok(()),
            Err(error) => Err(sorted(&error)),
        }
    }
}

/// O11. Only a reply of the 5xx kind is final; a lost connection, a late or an unreadable answer is not.
fn sorted(error: &Error) -> SendFault {
    let whole = text(error);
    // What lettre gives up by itself: no STARTTLS, no way to say the password that both sides know. Mails are plain ASCII, so it
    // finds nothing wrong with one mail alone.
    if error.is_tls() || error.is_client() || is_handshake(error) {
        return SendFault::ShutOut(whole);
    }
    let code = error.status().map(u16::from).unwrap_or_default();
    let reply = std::error::Error::source(error).map(text).unwrap_or_default();
    sorted_reply(code, &reply, whole)
}

/// What follows from a reply: its code, its text, and the whole error as it is kept.
fn sorted_reply(code: u16, reply: &str, whole: String) -> SendFault {
    match code {
        // Not let in: no or wrong credentials, or TLS demanded, or neither to be had at present (RFC 4954, 4 and 6; RFC 3207, 4).
        454 | 530 | 534 | 535 | 538 => SendFault::ShutOut(whole),
        500.. if is_no_such_address(reply) => SendFault::NoSuchAddress(whole),
        500.. => SendFault::Rejected(whole),
        _ => SendFault::TryAgain(whole),
    }
}

/// Whether a reply says by its enhanced code, which comes first (RFC 2034, 4), that nobody has this address: no such mailbox, no
/// such system, no address at all, moved without a new one, a domain that takes no mail (RFC 3463, 3.2; RFC 7505, 4).
fn is_no_such_address(reply: &str) -> bool {
    let first = reply.split_whitespace().next();
    first.is_some_and(|code| ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"].contains(&code))
}

/// Whether the two sides could not agree on TLS, or the certificate is not trusted: lettre calls it a connection like any other.
fn is_handshake(error: &Error) -> bool {
    let mut causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    causes.any(|cause| {
        let cause = cause.downcast_ref::<std::io::Error>();
        cause.is_some_and(|cause| cause.kind() == std::io::ErrorKind::InvalidData)
    })
}

fn own_fault(error: &dyn std::error::Error) -> SendFault {
    SendFault::Rejected(text(error))
}

fn text(error: &dyn std::error::Error) -> String {
    error.to_string()
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn read_server(server: &str) -> Result<(&str, Option<u16>), SmtpUrlFault> {
    let server = server.trim_end_matches('/');
    let (host, port) = match server.rsplit_once(':') {
        Some((host, port)) => (host, Some(port.parse().map_err(|_| SmtpUrlFault::Form)?)),
        None => (server, None),
    };
    if host.is_empty() || host.contains(['/', '?', ' ']) { Err(SmtpUrlFault::Form) } else { Ok((host, port)) }
}

fn read_credentials(text: &str) -> Result<Credentials, SmtpUrlFault> {
    let (user, password) = text.split_once(':').ok_or(SmtpUrlFault::Form)?;
    Ok(Credentials::new(unescaped(user)?, unescaped(password)?))
}

fn unescaped(text: &str) -> Result<String, SmtpUrlFault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        if *first != b'%' {
            bytes.push(*first);
            rest = tail;
            continue;
        }
        let (hex, tail) = tail.split_at_checked(2).ok_or(SmtpUrlFault::Escape)?;
        let hex = std::str::from_utf8(hex).map_err(|_| SmtpUrlFault::Escape)?;
        bytes.push(u8::from_str_radix(hex, 16).map_err(|_| SmtpUrlFault::Escape)?);
        rest = tail;
    }
    String::from_utf8(bytes).map_err(|_| SmtpUrlFault::Escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o11_replies_are_sorted() {
        let sort = |code, reply: &str| sorted_reply(code, reply, reply.to_owned());
        for (code, reply) in [
            (550, "5.1.1 no such user"),
            (550, "5.1.1\nno such user"),
            (550, "5.1.2 no such domain"),
            (553, "5.1.3 no address"),
            (551, "5.1.6 moved"),
            (556, "5.1.10 takes no mail"),
        ] {
            assert!(matches!(sort(code, reply), SendFault::NoSuchAddress(_)), "{code} {reply}");
        }
        for (code, reply) in [
            (554, "5.7.1 looks like spam"),
            (554, "5.7.1 Service unavailable; Client host [185.1.2.3] blocked using list.example"),
            (550, "Client host 5.1.1.7 is not welcome: see 5.1.1"),
            (550, "5.1.8 Sender address rejected: domain not found"),
            (550, "5.1.7 bad sender"),
            (550, "5.1.10.4 is listed"),
            (550, "5.1.1: what is this"),
            (550, "no such user"),
            (550, ""),
            (552, "5.2.2 too large"),
        ] {
            assert!(matches!(sort(code, reply), SendFault::Rejected(_)), "{code} {reply}");
        }
        for (code, reply) in [
            (535, "5.7.8 bad credentials"),
            (530, "5.7.0 must issue STARTTLS"),
            (454, "4.7.0 TLS not available"),
            (454, "4.7.0 Temporary authentication failure"),
        ] {
            assert!(matches!(sort(code, reply), SendFault::ShutOut(_)), "{code} {reply}");
        }
        for (code, reply) in [
            (451, "4.7.1 greylisted"),
            (450, "5.1.1 said too soon"),
            (421, "4.3.2 shutting down"),
            (0, "connection lost"),
        ] {
            assert!(matches!(sort(code, reply), SendFault::TryAgain(_)), "{code} {reply}");
        }
    }

    #[test]
    fn addresses_of_servers_are_read() {
        for good in ["smtps://u:p%40ss@mail.example.org", "smtp://u:p@mail.example.org:587", "smtp://127.0.0.1:2525"] {
            assert!(Smtp::check(good, None).is_ok(), "{good}");
        }
        for wrong in ["smtp://", "http://a", "mail.example.org", "smtp://u@h", "smtps://u:p@h:port", "smtps://u:%zz@h"]
        {
            assert!(Smtp::check(wrong, None).is_err(), "{wrong}");
        }
    }
}
